// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run of the switchboard as the user reads it: the board above; below it, for one task, the chart of
// claimed against measured or the matrix of interactions, and beside that every sample of the chosen row. One
// selected row, shown by all of them.
#pragma once

#include <memory>
#include <optional>

#include <QImage>
#include <QWidget>

#include "charts/bar_chart.h"
#include "charts/grid_chart.h"
#include "models/technique_board_model.h"

class QAbstractButton;
class QButtonGroup;
class QComboBox;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace spacebench::widgets {

class BoardFilter;

class TechniquesView final : public QWidget {
    Q_OBJECT

  public:
    using RunPtr = TechniqueBoardModel::RunPtr;
    enum class Picture { Claimed, Interactions };

    explicit TechniquesView(const Theme& theme, QWidget* parent = nullptr);

    /// While a run grows its rows stay where they are; `settled` sorts them by effect, unless the user sorted
    /// them already.
    void setRun(RunPtr run, bool settled);
    [[nodiscard]] const RunPtr& run() const { return m_model->run(); }

    void selectRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const { return m_selected; }
    void setPicture(Picture picture);
    /// Rows of one task, and its chart; nullopt = rows of all tasks.
    void showTask(const std::optional<tuning::Task>& task);
    void setSamplesShown(bool shown);
    [[nodiscard]] bool samplesShown() const;
    [[nodiscard]] QString samplesText() const;
    /// The task that the chart speaks of: the filter's, else that of the selected row, else the first.
    [[nodiscard]] std::optional<tuning::Task> chartTask() const;

    /// The selected rows (all where at most one is) with headers, sorted as shown.
    [[nodiscard]] QString tableTsv() const;
    /// The picture that is shown, two pixels a point.
    [[nodiscard]] QImage picture() const;
    [[nodiscard]] std::string svg() const;

    [[nodiscard]] BarChart& chart() const { return *m_chart; }
    [[nodiscard]] GridChart& matrix() const { return *m_matrix; }
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] TechniqueBoardModel& model() const { return *m_model; }

  Q_SIGNALS:
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  private:
    [[nodiscard]] QWidget* buildBar();
    void buildTable();
    [[nodiscard]] QWidget* buildLower();
    void fitColumns();
    void fillTasks();
    void refreshPicture();
    void refreshSamples();
    void showTableMenu(const QPoint& position);

    const Theme& m_theme;
    std::optional<std::size_t> m_selected;
    bool m_sortedByUser = false;
    bool m_sorting = false;
    TechniqueBoardModel* m_model;
    BoardFilter* m_shown;
    QTableView* m_table;
    QComboBox* m_tasks;
    QButtonGroup* m_pictures;
    QAbstractButton* m_samplesButton = nullptr;
    QStackedWidget* m_stack;
    BarChart* m_chart;
    GridChart* m_matrix;
    QPlainTextEdit* m_samples;
};

} // namespace spacebench::widgets
