// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a plan while it runs: runs done, median, interval, and the state in words. Rows keep the order
// of BenchRun::rows.
#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "jobs/bench/run_plan.h"
#include "results/bench_result.h"

namespace spacebench::widgets {

class Theme;

/// "measured", "insufficient: 3 of 9 runs", "failed: ...": what a row is worth, never by colour alone.
[[nodiscard]] QString rowStateText(const results::BenchRow& row);
/// Half of the interval over the median, as a share; 0 = not known.
[[nodiscard]] double relativeWidth(const results::BenchRow& row);

class RunRowsModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Row, Input, Runs, Median, Interval, Width, State, ColumnCount };
    using RunPtr = std::shared_ptr<const results::BenchRun>;
    using ControlPtr = std::shared_ptr<const jobs::PlanControl>;

    explicit RunRowsModel(const Theme& theme, QObject* parent = nullptr);

    /// `control` while it runs, else null. `wantedRuns` a row.
    void setRun(RunPtr run, ControlPtr control, std::uint64_t wantedRuns);
    [[nodiscard]] const RunPtr& run() const { return m_run; }
    /// The control was told something.
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString stateText(std::size_t row) const;

    const Theme& m_theme;
    RunPtr m_run;
    ControlPtr m_control;
    std::uint64_t m_wantedRuns = 0;
};

} // namespace spacebench::widgets
