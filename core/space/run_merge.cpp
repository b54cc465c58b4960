// SPDX-License-Identifier: Apache-2.0
#include "space/run_merge.h"

namespace spacebench::space {

RunMerge::RunMerge(const std::shared_ptr<const io::SpillFile>& file, std::span<const PathRun> runs,
                   std::size_t bufferBytes) {
    std::uint64_t longest = 0;
    m_readers.reserve(runs.size());
    for (const PathRun& run : runs) {
        m_readers.emplace_back(file, run, bufferBytes);
        longest = std::max(longest, run.longestPath);
    }
    if (!m_path.resize(static_cast<std::size_t>(longest)))
        m_error = ByteBuffer::outOfMemory(static_cast<std::size_t>(longest));
}

bool RunMerge::comesFirst(const Player& a, const Player& b, std::size_t& shared) const {
    if (a.shared == kNoPath) {
        shared = kNoPath;
        return false;
    }
    const ByteView pathA = m_readers[a.run].path();
    const ByteView pathB = m_readers[b.run].path();
    shared = a.shared + commonPrefix(pathA.subspan(a.shared), pathB.subspan(a.shared));
    if (shared < pathA.size() && shared < pathB.size()) return pathA[shared] < pathB[shared];
    // Of equal paths the one that was given earlier comes first, so that the last one is the last to count.
    return pathA.size() != pathB.size() ? pathA.size() < pathB.size() : a.run < b.run;
}

/// Afterwards `candidate` is the one that comes first. A run at its end comes after all others.
void RunMerge::play(Player& candidate, Player& other) const {
    if (candidate.shared == other.shared) {
        std::size_t shared = 0;
        if (!comesFirst(candidate, other, shared)) std::swap(candidate, other);
        other.shared = shared;
        return;
    }
    // kNoPath is the largest number, and yet the last in order.
    const bool otherFirst =
        candidate.shared == kNoPath || (other.shared != kNoPath && other.shared > candidate.shared);
    if (otherFirst) std::swap(candidate, other);
}

RunMerge::Player RunMerge::firstOf(std::size_t run) {
    RunReader& reader = m_readers[run];
    if (reader.next()) return {run, reader.shared()};
    if (reader.error() != nullptr) m_error = *reader.error();
    return {run, kNoPath};
}

void RunMerge::start() {
    // Leaves lie at [runs, 2 * runs); each inner node keeps its loser and hands its winner up.
    const std::size_t count = m_readers.size();
    std::vector<Player> winners(2 * count);
    for (std::size_t run = 0; run < count; ++run) winners[count + run] = firstOf(run);
    m_losers.resize(count);
    for (std::size_t node = count; node-- > 1;) {
        winners[node] = winners[2 * node];
        m_losers[node] = winners[2 * node + 1];
        play(winners[node], m_losers[node]);
    }
    m_winner = winners[1];
}

void RunMerge::advance() {
    Player candidate = firstOf(m_winner.run);
    for (std::size_t node = (m_readers.size() + candidate.run) / 2; node != 0; node /= 2)
        play(candidate, m_losers[node]);
    m_winner = candidate;
}

bool RunMerge::next() {
    if (m_error || m_readers.empty()) return false;
    if (!m_started) {
        m_started = true;
        start();
    }
    if (m_error || m_winner.shared == kNoPath) return false;
    const RunReader& reader = m_readers[m_winner.run];
    const ByteView rest = reader.path().subspan(m_winner.shared);
    m_shared = m_winner.shared;
    m_size = reader.path().size();
    if (!rest.empty()) std::memcpy(m_path.data() + m_shared, rest.data(), rest.size());
    m_value = reader.value();
    advance();
    // Whoever shares all of the path and has no more is the same path, given later.
    while (m_winner.shared == m_size && m_readers[m_winner.run].path().size() == m_size) {
        const std::uint64_t later = m_readers[m_winner.run].value();
        ++m_duplicates;
        if (later != m_value) ++m_valueConflicts;
        m_value = later;
        advance();
    }
    return !m_error;
}

} // namespace spacebench::space
