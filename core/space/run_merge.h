// SPDX-License-Identifier: Apache-2.0
//
// Merges runs into one ordered sequence without duplicates; of equal paths the value of the last run stays.
//
// A tournament in which every loser remembers how many bytes it shares with the path that beat it: whoever
// shares more with the path that was given out last is the smaller one, so that bytes are compared only
// where two share the same number, and from there on, never from the front. (Ng and Kakehi, "Merging string
// sequences by longest common prefixes", 2008.) Cost a path: log2(runs) comparisons of numbers, and its own
// bytes once.
#pragma once

#include "space/path_run.h"

namespace spacebench::space {

class RunMerge {
  public:
    /// `runs` in the order in which their paths were given. Each gets a buffer of `bufferBytes`.
    RunMerge(const std::shared_ptr<const io::SpillFile>& file, std::span<const PathRun> runs,
             std::size_t bufferBytes);

    /// To the next path; false at the end or where error() says why.
    [[nodiscard]] bool next();
    [[nodiscard]] ByteView path() const { return {m_path.data(), m_size}; }
    [[nodiscard]] std::uint64_t value() const { return m_value; }
    /// Bytes that path() shares with the path before it.
    [[nodiscard]] std::size_t shared() const { return m_shared; }
    [[nodiscard]] const Error* error() const { return m_error ? &*m_error : nullptr; }

    [[nodiscard]] std::uint64_t duplicates() const { return m_duplicates; }
    [[nodiscard]] std::uint64_t valueConflicts() const { return m_valueConflicts; }

  private:
    static constexpr std::size_t kNoPath = SIZE_MAX;
    struct Player {
        std::size_t run = 0;
        std::size_t shared = kNoPath; ///< with the path given out last; kNoPath = the run is at its end
    };

    void start();
    /// Moves the run of m_winner on and finds the next winner.
    void advance();
    /// Both share the same number of bytes with the path given out last: true where `a` comes first. The
    /// other one then shares `shared` bytes with it.
    [[nodiscard]] bool comesFirst(const Player& a, const Player& b, std::size_t& shared) const;
    void play(Player& candidate, Player& other) const;
    Player firstOf(std::size_t run);

    std::vector<RunReader> m_readers;
    std::vector<Player> m_losers; ///< [1, runs): a tree whose leaves are the runs
    Player m_winner;
    bool m_started = false;
    ByteBuffer m_path;
    std::size_t m_size = 0;
    std::size_t m_shared = 0;
    std::uint64_t m_value = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_valueConflicts = 0;
    std::optional<Error> m_error;
};

} // namespace spacebench::space
