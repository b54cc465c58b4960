// SPDX-License-Identifier: Apache-2.0
#include "space/path_index.h"

#include <new>

#include <fmt/format.h>

namespace spacebench::space {

PathIndex::PathIndex(SpacePtr space) : m_space(std::move(space)) {
    const PathSet* set = m_space->pathSet();
    if (set == nullptr) return;
    m_rows.store(set->size(), std::memory_order_release);
    m_complete.store(true, std::memory_order_release);
}

Result<void> PathIndex::build(const WorkContext& context) {
    if (complete()) return {};
    context.begin("Numbering the paths", ProgressUnit::Paths, m_space->knownCount().value_or(0));
    PollGate gate(context);
    const auto reader = m_space->read();
    std::uint64_t rows = 0;
    std::uint64_t spelledBytes = 0;
    std::uint64_t heldBytes = 0;
    // The last stretch is published even where the walk ends early: rows before damage can be shown.
    Result<void> outcome;
    try {
        while (outcome.ok() && reader->next()) {
            if (rows % kStride == 0) {
                heldBytes += reader->path().size() + sizeof(Bytes);
                if (heldBytes > context.limits.contentBytes) {
                    outcome = Error::limit("the index of the paths does not fit into memory")
                                  .expect(fmt::format("at most {} bytes", context.limits.contentBytes));
                    break;
                }
                const std::scoped_lock lock(m_mutex);
                m_checkpoints.push_back(toBytes(reader->path()));
                m_rows.store(rows, std::memory_order_release);
            }
            ++rows;
            spelledBytes += reader->path().size();
            if (spelledBytes > context.limits.expandedBytes)
                outcome = Error::limit("the file spells more paths than can be listed")
                              .expect(fmt::format("at most {} path bytes", context.limits.expandedBytes))
                              .advise("Look at it through its trie, or list a part of it by prefix");
            else
                outcome = gate.step(rows);
        }
    } catch (const std::bad_alloc&) {
        outcome = ByteBuffer::outOfMemory(static_cast<std::size_t>(heldBytes));
    }
    m_rows.store(rows, std::memory_order_release);
    if (!outcome.ok()) return outcome;
    if (reader->error() != nullptr) return *reader->error();
    m_complete.store(true, std::memory_order_release);
    return {};
}

std::vector<PathIndex::Row> PathIndex::fetch(std::uint64_t first, std::uint64_t count) const {
    std::vector<Row> rows;
    const std::uint64_t available = this->rows();
    if (first >= available) return rows;
    count = std::min(count, available - first);
    if (const PathSet* set = m_space->pathSet()) {
        for (std::uint64_t i = first; i < first + count; ++i)
            rows.push_back({i, toBytes(set->path(i)), set->value(i)});
        return rows;
    }
    Bytes start;
    {
        const std::scoped_lock lock(m_mutex);
        start = m_checkpoints[static_cast<std::size_t>(first / kStride)];
    }
    const auto cursor = m_space->cursor();
    if (cursor->descend(start) != start.size()) return rows; // the file changed under us
    for (std::uint64_t i = first / kStride * kStride; i < first + count; ++i) {
        if (i >= first) rows.push_back({i, toBytes(cursor->path()), cursor->value()});
        if (i + 1 < first + count && !cursor->nextPath()) break;
    }
    return rows;
}

std::uint64_t PathIndex::rowOf(ByteView path) const {
    if (const PathSet* set = m_space->pathSet()) return set->lowerBound(path);
    const std::uint64_t available = rows();
    std::uint64_t row = 0;
    Bytes start;
    {
        const std::scoped_lock lock(m_mutex);
        const auto after = std::upper_bound(
            m_checkpoints.begin(), m_checkpoints.end(), path,
            [](ByteView wanted, const Bytes& checkpoint) { return compareBytes(wanted, checkpoint) < 0; });
        if (after == m_checkpoints.begin()) return 0;
        start = *(after - 1);
        row = static_cast<std::uint64_t>(after - 1 - m_checkpoints.begin()) * kStride;
    }
    const auto cursor = m_space->cursor();
    if (cursor->descend(start) != start.size()) return row;
    while (row < available && compareBytes(cursor->path(), path) < 0) {
        ++row;
        if (!cursor->nextPath()) break;
    }
    return std::min(row, available);
}

} // namespace spacebench::space
