// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a codec lab run as a table: figures with at most four digits, their full values as tool tips,
// numbers to sort by under SortRole. What has no figure says why, in words; never a zero. Rows keep the order
// of LabRun::rows, so a row's index is the one that charts and advice speak of.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "results/lab_result.h"
#include "theme.h"

namespace spacebench::widgets {

class LabTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Name,
        State,
        Ratio,
        CompressSpeed,
        DecompressSpeed,
        Stored,
        WriteSpeed,
        ReadSpeed,
        CompressMemory,
        DecompressMemory,
        CompressCpu,
        DecompressCpu,
        Backend,
        ColumnCount
    };
    using RunPtr = std::shared_ptr<const results::LabRun>;
    static constexpr int SortRole = Qt::UserRole;
    static constexpr int BaselineRole = Qt::UserRole + 1; ///< bool: the file as it is stored today

    explicit LabTableModel(const Theme& theme, QObject* parent = nullptr);

    /// Selection survives while a run grows: the rows of a run stay where they are.
    void setRun(RunPtr run);
    [[nodiscard]] const RunPtr& run() const { return m_run; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Headers, then these rows, tab-separated; figures in full, without units.
    [[nodiscard]] QString toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const;

  private:
    const Theme& m_theme;
    RunPtr m_run;
};

/// `after` is the run `before`, further on: its rows are where they were.
[[nodiscard]] bool isContinuation(const results::LabRun& before, const results::LabRun& after);
/// What became of a row, for people: "verified", "estimate, verified", "not measurable here: zlib-ng ...".
[[nodiscard]] QString labStateText(const results::LabRow& row);
/// Everything known of a row, one figure a line, raw samples included; columns aligned.
[[nodiscard]] QString labRowText(const results::LabRow& row);

/// Sorts by SortRole; the baseline stays on top, and what has no figure at the end, in both directions.
class LabSorter final : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

  protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace spacebench::widgets
