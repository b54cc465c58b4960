// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/atom_rows.h"

#include <algorithm>

#include "bridge/to_qt.h"
#include "space/expression.h"
#include "space/path_set.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

namespace {

constexpr std::uint64_t kBlock = 64;
constexpr std::size_t kBlocksKept = 256;
constexpr std::size_t kCellBytes = 2048; ///< of text and hex: more than a cell can show
constexpr std::size_t kToolTipBytes = 4096;

Result<std::vector<space::PathIndex::Row>> readBlock(const space::PathIndex& index, const FilterRows* filter,
                                                     std::uint64_t block, std::uint64_t rowCount,
                                                     const WorkContext& context) {
    const std::uint64_t first = block * kBlock;
    const std::uint64_t count = std::min(kBlock, rowCount - first);
    if (filter == nullptr) return index.fetch(first, count);
    std::vector<space::PathIndex::Row> rows;
    for (std::uint64_t row = first; row < first + count;) {
        SB_CHECK(context.poll());
        // Neighbours in the space are read together.
        std::uint64_t run = 1;
        while (row + run < first + count && (*filter)[row + run] == (*filter)[row] + run) ++run;
        auto some = index.fetch((*filter)[row], run);
        if (some.size() != run) break;
        std::move(some.begin(), some.end(), std::back_inserter(rows));
        row += run;
    }
    return rows;
}

} // namespace

AtomRows::AtomRows(JobController& jobs, QObject* parent) : RowSource(parent), m_jobs(jobs), m_read(jobs) {}

void AtomRows::setContent(const space::SpaceContent& content, std::shared_ptr<const space::PathIndex> index) {
    clearCache();
    m_content = content;
    m_index = std::move(index);
    m_filter.reset();
    m_rowCount = m_index != nullptr ? m_index->rows() : 0;
    Q_EMIT rowsChanged();
}

void AtomRows::setFilter(std::shared_ptr<const FilterRows> rows) {
    if (rows == m_filter) return;
    clearCache();
    m_filter = std::move(rows);
    m_rowCount = m_filter != nullptr ? m_filter->size() : m_index != nullptr ? m_index->rows() : 0;
    Q_EMIT rowsChanged();
}

void AtomRows::refreshCount() {
    const std::uint64_t rows = m_index != nullptr ? m_index->rows() : 0;
    if (m_filter != nullptr || rows == m_rowCount) return;
    // The last block may have been read when it was shorter.
    m_blocks.erase(m_rowCount / kBlock);
    m_rowCount = rows;
    Q_EMIT rowsChanged();
}

void AtomRows::clearCache() {
    m_read.drop();
    m_blocks.clear();
}

bool AtomRows::inMemory() const {
    return m_content.space != nullptr && m_content.space->pathSet() != nullptr;
}

std::uint64_t AtomRows::numberOf(std::uint64_t row) const {
    return m_filter != nullptr ? (*m_filter)[row] : row;
}

std::optional<std::uint64_t> AtomRows::rowOfNumber(std::uint64_t number) const {
    std::uint64_t row = number;
    if (m_filter != nullptr) {
        row = static_cast<std::uint64_t>(std::lower_bound(m_filter->begin(), m_filter->end(), number) -
                                         m_filter->begin());
    }
    if (row >= m_rowCount) return std::nullopt;
    return row;
}

const space::PathIndex::Row* AtomRows::rowAt(std::uint64_t row) const {
    if (row >= m_rowCount || m_index == nullptr) return nullptr;
    auto block = m_blocks.find(row / kBlock);
    if (block == m_blocks.end()) {
        if (!inMemory()) return nullptr;
        if (m_blocks.size() >= kBlocksKept) m_blocks.clear();
        auto rows = readBlock(*m_index, m_filter.get(), row / kBlock, m_rowCount, WorkContext{});
        if (!rows.ok()) return nullptr;
        block = m_blocks.emplace(row / kBlock, std::move(*rows)).first;
    }
    const std::uint64_t inBlock = row % kBlock;
    return inBlock < block->second.size() ? &block->second[inBlock] : nullptr;
}

std::optional<Bytes> AtomRows::pathOf(std::uint64_t row) const {
    const space::PathIndex::Row* found = rowAt(row);
    if (found == nullptr) return std::nullopt;
    return found->path;
}

void AtomRows::want(std::uint64_t first, std::uint64_t count) {
    if (m_index == nullptr || inMemory() || m_rowCount == 0) return;
    const std::uint64_t lastRow = std::min(first + count, m_rowCount - 1);
    std::vector<std::uint64_t> missing;
    for (std::uint64_t block = first / kBlock; block <= lastRow / kBlock; ++block) {
        if (m_blocks.count(block) == 0) missing.push_back(block);
    }
    if (missing.empty()) return;
    m_read.start<Blocks>(
        this, tr("Read atoms"), JobDisplay::Quiet,
        [index = m_index, filter = m_filter, missing,
         rowCount = m_rowCount](const WorkContext& context) -> Result<Blocks> {
            Blocks blocks;
            for (const std::uint64_t block : missing) {
                SB_TRY(rows, readBlock(*index, filter.get(), block, rowCount, context));
                blocks.emplace(block, std::move(rows));
            }
            return blocks;
        },
        [this](JobTicket, Result<Blocks> blocks) {
            if (!blocks.ok()) return;
            if (m_blocks.size() >= kBlocksKept) m_blocks.clear();
            m_blocks.merge(*blocks);
            Q_EMIT arrived();
        });
}

RowSource::Column AtomRows::column(int index) const {
    switch (index) {
    case Number:
        return {tr("#"), true, true, 10, false};
    case Text:
        return {tr("Atom"), false, true, 40, true};
    case Hex:
        return {tr("Hex"), false, true, 30, false};
    case Length:
        return {tr("Length (B)"), true, true, 8, false};
    case Value:
        return {tr("Value"), true, true, 8, false};
    default:
        return {};
    }
}

std::optional<QString> AtomRows::text(std::uint64_t row, int column) const {
    if (column == Number && row < m_rowCount) return grouped(numberOf(row));
    const space::PathIndex::Row* found = rowAt(row);
    if (found == nullptr) return std::nullopt;
    switch (column) {
    case Text: {
        std::string text;
        space::printAtom(found->path, text, {m_content.symbols.get(), kCellBytes});
        return visibleText(toQt(text));
    }
    case Hex:
        return hexText(found->path, kCellBytes / 3);
    case Length:
        return grouped(found->path.size());
    case Value:
        return grouped(found->value);
    default:
        return QString();
    }
}

QString AtomRows::toolTip(std::uint64_t row, int column) const {
    const space::PathIndex::Row* found = rowAt(row);
    if (found == nullptr) return {};
    if (column == Hex) return hexText(found->path, kToolTipBytes / 3);
    if (column != Text) return {};
    std::string text;
    const auto fault = space::printAtom(found->path, text, {m_content.symbols.get(), kToolTipBytes});
    if (!fault) return visibleText(toQt(text));
    return tr("%1\nNo expression: %2, at byte %3")
        .arg(visibleText(toQt(text)), coreText(fault->reason), grouped(fault->offset));
}

} // namespace spacebench::widgets
