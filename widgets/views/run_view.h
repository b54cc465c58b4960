// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans that run and wait: the queue on the left, on the right the running one, row by row, with a chart
// whose intervals grow in. Knows no jobs: what the user wants is signalled.
//
// Keys in the queue: Alt+Up and Alt+Down move, Delete removes. In the table: Alt+Up measures the chosen rows
// first, Delete skips them.
#pragma once

#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "models/run_rows_model.h"
#include "theme.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTableView;

namespace spacebench::widgets {

class BarChart;
class ColumnFit;
class SwitchButton;

struct WaitingPlan {
    QString title;
    bool checked = true; ///< false: a mistake in it shows when its turn comes
};

class RunView final : public QWidget {
    Q_OBJECT

  public:
    explicit RunView(const Theme& theme, QWidget* parent = nullptr);

    /// The running plan (empty = none), then those that wait, in order.
    void setQueue(const QString& running, const std::vector<WaitingPlan>& waiting);
    void setRun(RunRowsModel::RunPtr run, RunRowsModel::ControlPtr control, std::uint64_t wantedRuns);
    /// Words and bar of the running job; `status` stands alone where none runs.
    void setProgress(const QString& status, const std::optional<JobView>& job, bool paused);
    /// The control was told something.
    void refresh() { m_rows->refresh(); }

    [[nodiscard]] QListWidget& queue() const { return *m_queue; }
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] BarChart& chart() const { return *m_chart; }
    [[nodiscard]] QPushButton& pauseButton() const { return *m_pause; }
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QString tableTsv() const;

  Q_SIGNALS:
    /// Places among those that wait, from 0.
    void moveAsked(int from, int to);
    void removeAsked(int index);
    void pauseAsked(bool on);
    void cancelAsked();
    void firstAsked(const std::vector<std::size_t>& rows);
    void skipAsked(const std::vector<std::size_t>& rows);
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    [[nodiscard]] QWidget* buildQueue();
    [[nodiscard]] QWidget* buildRows();
    void moveChosen(int by);
    void removeChosen();
    [[nodiscard]] std::vector<std::size_t> chosenRows() const;
    void refreshButtons();
    void refreshChart();

    const Theme& m_theme;
    bool m_runs = false; ///< the first entry of the queue is the running plan
    RunRowsModel* m_rows;
    QListWidget* m_queue;
    QLabel* m_nothing; ///< stands beside an empty queue
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_remove;
    QLabel* m_status;
    QProgressBar* m_bar;
    QPushButton* m_pause;
    QPushButton* m_cancel;
    QLabel* m_warnings;
    QLabel* m_noise;
    SwitchButton* m_asSpeed;
    SwitchButton* m_asTime;
    QPushButton* m_first;
    QPushButton* m_skip;
    BarChart* m_chart;
    QTableView* m_table;
    ColumnFit* m_fit = nullptr;
};

/// "Noise floor of this session: 1.2 %; ..." or why there is none.
[[nodiscard]] QString noiseText(const results::BenchRun& run);

} // namespace spacebench::widgets
