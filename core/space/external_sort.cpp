// SPDX-License-Identifier: Apache-2.0
#include "space/external_sort.h"

#include <new>

#include <fmt/format.h>

#include "base/units.h"
#include "space/memory_space.h"
#include "space/run_merge.h"
#include "space/spilled_space.h"

namespace spacebench::space {

namespace {

/// Room for offsets is made for paths of this size; shorter ones make it grow, longer ones leave it
/// untouched.
constexpr std::uint64_t kSmallFrameBytes = 24;
constexpr std::uint64_t kLongPathShare = 4; ///< a path may take this part of the budget
constexpr std::size_t kLeastBufferBytes = std::size_t{64} << 10;
constexpr std::size_t kMostBufferBytes = std::size_t{256} << 10; ///< limits.md: larger reads gain nothing
constexpr std::size_t kLeastFanIn = 2;

} // namespace

ExternalSorter::ExternalSorter(const WorkContext& context)
    : m_context(&context), m_budget(context.limits.workingBytes == 0 ? 0 : context.limits.workingShare()) {}

Result<void> ExternalSorter::reserve(std::uint64_t paths, std::uint64_t framedBytes) {
    if (m_budget != 0) return {}; // the budget says how much comes at a time
    return m_builder.reserve(paths, framedBytes);
}

Result<void> ExternalSorter::beginRun(ByteView first) {
    if (m_budget != 0 && !m_roomMade) {
        m_roomMade = true;
        // Untouched memory takes none. Growing by copying would take half as much again, so a refusal to
        // promise that much is not worth an error.
        if (auto room = m_builder.reserve(m_budget / (kSmallFrameBytes + 40), m_budget); !room.ok())
            m_builder = {};
    }
    if (m_runs.empty() || m_notes.outOfOrder || compareBytes(m_lastPath, first) <= 0) return {};
    m_notes.outOfOrder = true;
    m_notes.firstDisorder = m_addedBefore;
    return {};
}

Result<void> ExternalSorter::overflow() {
    if (m_budget == 0)
        return Error::limit("the paths do not fit into the memory limit")
            .expect(fmt::format("at most {}", sizeText(m_context->limits.contentBytes)));
    if (m_longestPath > m_budget / kLongPathShare)
        return Error::limit("a path is too long to be sorted in the memory that --memory allows")
            .expect(fmt::format("at most {}", sizeText(m_budget / kLongPathShare)))
            .got(sizeText(m_longestPath))
            .advise("Allow more with --memory");
    return spill();
}

void ExternalSorter::noteRun() {
    const BuildNotes& run = m_builder.notes();
    if (run.outOfOrder && !m_notes.outOfOrder) {
        m_notes.outOfOrder = true;
        m_notes.firstDisorder = m_addedBefore + run.firstDisorder;
    }
    m_notes.added += run.added;
    m_notes.duplicates += run.duplicates;
    m_notes.valueConflicts += run.valueConflicts;
}

Result<PathRun> ExternalSorter::writeRun() {
    RunWriter writer(*m_file, m_builder.hasValues());
    ByteView highest;
    bool first = true;
    const auto take = [&](ByteView path, std::uint64_t value, std::size_t shared) -> Result<void> {
        if (first && !m_runs.empty()) m_runsAscend = m_runsAscend && compareBytes(m_highestPath, path) < 0;
        first = false;
        highest = path;
        return writer.add(path, value, shared);
    };
    SB_CHECK(m_builder.drain(take, *m_context));
    m_highestPath = toBytes(highest); // the arena has it still
    return writer.finish();
}

Result<void> ExternalSorter::spill() {
    try {
        if (m_file == nullptr) {
            SB_TRY(file, io::SpillFile::create(m_context->spillFolder));
            m_file = std::move(file);
            m_report.folder = m_file->folder();
        }
        m_lastPath = toBytes(m_builder.last());
        m_framedBefore += m_builder.arenaBytes();
        SB_TRY(run, writeRun());
        noteRun();
        m_runs.push_back(run);
        m_addedBefore += m_builder.added();
        m_builder.forget();
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(static_cast<std::size_t>(m_longestPath));
    }
    return {};
}

std::size_t ExternalSorter::fanIn(std::size_t first) const {
    std::uint64_t taken = m_longestPath;
    std::size_t count = 0;
    while (first + count < m_runs.size()) {
        taken += kLeastBufferBytes + m_runs[first + count].longestPath;
        if (count >= kLeastFanIn && taken > m_budget) break;
        ++count;
    }
    return count;
}

Result<PathRun> ExternalSorter::merge(std::span<const PathRun> runs) {
    std::uint64_t pathRoom = m_longestPath;
    std::uint64_t paths = 0;
    bool valued = false;
    for (const PathRun& run : runs) {
        pathRoom += run.longestPath;
        paths += run.paths;
        valued = valued || run.valued;
    }
    const std::uint64_t room = m_budget > pathRoom ? (m_budget - pathRoom) / runs.size() : 0;
    const auto buffer =
        static_cast<std::size_t>(std::clamp<std::uint64_t>(room, kLeastBufferBytes, kMostBufferBytes));
    m_context->begin("Merging", ProgressUnit::Paths, paths);
    PollGate gate(*m_context);
    RunMerge merge(m_file, runs, buffer);
    RunWriter writer(*m_file, valued);
    std::uint64_t done = 0;
    while (merge.next()) {
        SB_CHECK(writer.add(merge.path(), merge.value(), merge.shared()));
        SB_CHECK(gate.step(++done));
    }
    if (merge.error() != nullptr) return *merge.error();
    m_notes.duplicates += merge.duplicates();
    m_notes.valueConflicts += merge.valueConflicts();
    SB_TRY(merged, writer.finish());
    for (const PathRun& run : runs) m_file->discard(run.begin, run.end);
    return merged;
}

Result<void> ExternalSorter::mergeRuns() {
    while (m_runs.size() > 1) {
        ++m_report.mergeRounds;
        // Runs keep their order, which decides between values.
        std::vector<PathRun> merged;
        for (std::size_t first = 0; first < m_runs.size();) {
            const std::size_t count = fanIn(first);
            if (count == 1) {
                merged.push_back(m_runs[first]);
            } else {
                SB_TRY(run, merge(std::span(m_runs).subspan(first, count)));
                merged.push_back(run);
            }
            first += count;
        }
        m_runs = std::move(merged);
    }
    return {};
}

Result<SpacePtr> ExternalSorter::finish() {
    try {
        // A space that would take more than half of the budget leaves too little for what is done with it.
        const bool fits = m_budget == 0 || (m_runs.empty() && m_builder.finishBytes() <= m_budget &&
                                            m_builder.arenaBytes() + 8 * m_builder.added() <= m_budget / 2);
        if (fits) {
            SB_TRY(paths, m_builder.finish(*m_context));
            m_notes = m_builder.notes();
            return SpacePtr(std::make_shared<const MemorySpace>(std::move(paths)));
        }
        if (m_builder.added() != 0) SB_CHECK(spill());
        m_builder = {}; // its memory is for merging now
        m_report.runs = m_runs.size();
        if (!m_runsAscend) SB_CHECK(mergeRuns());
        m_report.spilledBytes = m_file->position();
        m_report.peakDiskBytes = m_file->peakBytes();
        return SpacePtr(std::make_shared<const SpilledSpace>(m_file, std::move(m_runs)));
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(static_cast<std::size_t>(m_longestPath));
    }
}

} // namespace spacebench::space
