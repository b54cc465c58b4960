// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a benchmark run as a table: figures with at most four digits, their full values as tool tips,
// numbers to sort by under SortRole. Rows keep the order of BenchRun::rows, so a row's index is the one
// charts speak of.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "models/bench_verdict.h"
#include "results/bench_result.h"

namespace spacebench::widgets {

class BenchTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Input,
        Operation,
        Format,
        Codec,
        Atoms,
        Median,
        Interval,
        VerdictColumn,
        TimesMemcpy,
        Floor,
        AtomsPerSecond,
        MegabytesPerSecond,
        Ratio,
        Allocations,
        PeakHeap,
        State,
        Runs,
        Switches, ///< the set of switches that the row ran with
        Threads,
        Medium,
        Cache,
        CpuUse, ///< from here on: metrics of the row's samples
        PeakResident,
        MinorFaults,
        MajorFaults,
        ContextSwitches,
        DiskShare,
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole;

    explicit BenchTableModel(const Theme& theme, QObject* parent = nullptr);

    /// A run that grows keeps its rows and gets more at the end: what is chosen and sorted survives that, and
    /// the answer is true. No metric is computed before a column shows it.
    bool setRun(std::shared_ptr<const results::BenchRun> run);
    [[nodiscard]] const std::shared_ptr<const results::BenchRun>& run() const { return m_run; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Headers, then these rows, tab-separated; figures in full, without units.
    [[nodiscard]] QString toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const;

  private:
    [[nodiscard]] std::optional<double> metricValue(int index, int column) const;
    [[nodiscard]] QString metricText(int index, int column) const;
    [[nodiscard]] QString metricDetails(int index, int column) const;
    [[nodiscard]] QString display(const results::BenchRow& row, int index, int column) const;
    [[nodiscard]] QString fullText(const results::BenchRow& row, int index, int column) const;
    [[nodiscard]] QVariant sortKey(const results::BenchRow& row, int index, int column) const;
    [[nodiscard]] const results::BenchInput* inputOf(int index) const;
    [[nodiscard]] QString floorText(const results::BenchRow& row, int index) const;

    const Theme& m_theme;
    std::shared_ptr<const results::BenchRun> m_run;
};

} // namespace spacebench::widgets
