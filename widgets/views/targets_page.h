// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Targets page: a run, the newest unless another is chosen, against a table of targets, the guide's or a
// user's: a grid of cells a group, charts, and all cells as a table. F5 judges again.
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "theme.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QTabWidget;
class QToolButton;

namespace spacebench::widgets {

class CellTable;
class ErrorBanner;
class GridChart;
class TargetEditor;
class WaitNote;
class XyChart;

class TargetsPage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Loading, Ready, Failed };
    enum class SaveKind { Markdown, Json };

    TargetsPage(JobController& controller, Theme& theme, TargetCalls calls, QWidget* parent = nullptr);
    ~TargetsPage() override;

    /// A uid, a baseline's name, or "latest".
    void setRun(const QString& spec);
    void setTable(const QString& id);
    /// Judges anew, in a job: a run was recorded, or a table changed.
    void refresh();
    void selectCell(std::size_t cell);
    void setChartsShown(bool on);
    TargetEditor& editTables();
    /// False: a table has unsaved changes, and the user wants to keep them.
    [[nodiscard]] bool mayDiscard();
    /// A table is being saved or removed.
    [[nodiscard]] bool writing() const;
    void saveAs(SaveKind kind, const QString& path);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::shared_ptr<const results::Dashboard>& dashboard() const { return m_dashboard; }
    [[nodiscard]] CellTable& table() const { return *m_table; }
    [[nodiscard]] const std::vector<GridChart*>& grids() const { return m_grids; }
    [[nodiscard]] const std::vector<XyChart*>& charts() const { return m_charts; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] WaitNote& waitNote() const { return *m_wait; }
    [[nodiscard]] QPushButton& measureButton() const { return *m_measure; }
    [[nodiscard]] QString summaryText() const;
    [[nodiscard]] QString contradictionsText() const;

  Q_SIGNALS:
    void stateChanged();
    /// Open the Bench page with this plan.
    void measureRequested(const QString& planName);
    void saved(const QString& path);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    struct Outcome;
    [[nodiscard]] QWidget* buildHead();
    void finish(const Outcome& outcome);
    void showDashboard(const std::vector<results::XyChart>& charts);
    void fillRuns(const std::vector<results::RunSummary>& runs);
    void fillTables();
    void setState(State state);
    void askAndSave(SaveKind kind);

    JobController& m_controller;
    Theme& m_theme;
    TargetCalls m_calls;
    State m_state = State::Loading;
    LatestJob m_judging;
    bool m_fresh = false;
    QString m_wantedRun = QStringLiteral("latest");
    QString m_wantedTable = QStringLiteral("guide");
    std::shared_ptr<const results::Dashboard> m_dashboard;
    std::vector<results::TargetTable> m_tables;
    TargetEditor* m_editor = nullptr;

    QComboBox* m_run;
    QComboBox* m_tableChoice;
    QPushButton* m_measure;
    QToolButton* m_edit;
    QToolButton* m_saveButton;
    ErrorBanner* m_banner;
    WaitNote* m_wait;
    QLabel* m_summary;
    QLabel* m_contradictions;
    QScrollArea* m_contradictionArea = nullptr; ///< scrolls them
    QTabWidget* m_pictures;
    QHBoxLayout* m_gridRow = nullptr;
    QHBoxLayout* m_chartRow = nullptr;
    std::vector<GridChart*> m_grids;
    std::vector<XyChart*> m_charts;
    CellTable* m_table;
};

} // namespace spacebench::widgets
