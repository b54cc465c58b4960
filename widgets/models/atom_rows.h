// SPDX-License-Identifier: GPL-3.0-or-later
//
// The paths of a space as table rows: number, text, hex, length, value; all of them or those a filter gave.
// Rows of memory spaces are read at once, rows of mapped ones by jobs into a cache of blocks.
#pragma once

#include <map>
#include <memory>

#include "bridge/job_controller.h"
#include "models/atom_filter.h"
#include "models/row_source.h"
#include "space/path_index.h"

namespace spacebench::widgets {

class AtomRows : public RowSource {
    Q_OBJECT

  public:
    enum ColumnIndex { Number, Text, Hex, Length, Value, ColumnCount };

    explicit AtomRows(JobController& jobs, QObject* parent = nullptr);

    /// Null index = no rows.
    void setContent(const space::SpaceContent& content, std::shared_ptr<const space::PathIndex> index);
    /// Null = all paths.
    void setFilter(std::shared_ptr<const FilterRows> rows);
    [[nodiscard]] const std::shared_ptr<const FilterRows>& filter() const { return m_filter; }
    /// The index grew.
    void refreshCount();

    /// The number in the space of the path in table row `row`.
    [[nodiscard]] std::uint64_t numberOf(std::uint64_t row) const;
    /// The table row of path `number`, or of the next one that is shown; nullopt past the end.
    [[nodiscard]] std::optional<std::uint64_t> rowOfNumber(std::uint64_t number) const;
    /// The path of a row that is in the cache.
    [[nodiscard]] std::optional<Bytes> pathOf(std::uint64_t row) const;

    [[nodiscard]] std::uint64_t rowCount() const override { return m_rowCount; }
    [[nodiscard]] int columnCount() const override { return ColumnCount; }
    [[nodiscard]] Column column(int index) const override;
    [[nodiscard]] std::optional<QString> text(std::uint64_t row, int column) const override;
    [[nodiscard]] QString toolTip(std::uint64_t row, int column) const override;
    void want(std::uint64_t first, std::uint64_t count) override;

  private:
    using Rows = std::vector<space::PathIndex::Row>;
    using Blocks = std::map<std::uint64_t, Rows>; ///< by row / kBlock
    [[nodiscard]] const space::PathIndex::Row* rowAt(std::uint64_t row) const;
    [[nodiscard]] bool inMemory() const;
    void clearCache();

    JobController& m_jobs;
    space::SpaceContent m_content;
    std::shared_ptr<const space::PathIndex> m_index;
    std::shared_ptr<const FilterRows> m_filter;
    std::uint64_t m_rowCount = 0;
    mutable Blocks m_blocks; ///< memory spaces fill it while being asked
    LatestJob m_read;
};

} // namespace spacebench::widgets
