// SPDX-License-Identifier: Apache-2.0
//
// In which order samples are taken: rounds, each of which has every item once, in random order. Where there
// are exactly two rows, two rounds make a block ABBA or BAAB, so that what drifts slows both alike. Items of
// the control are among them. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "stats/random.h"

namespace spacebench::jobs {

class PlanOrder {
  public:
    /// Items 0 .. rows - 1 are rows, further ones belong to the control.
    PlanOrder(std::size_t rows, std::size_t controls, std::uint64_t seed);

    struct Next {
        std::size_t item = 0;
        std::uint64_t round = 0;
    };
    /// The next sample to take; it counts as taken. `first` (rows) come before all others. nullopt = nothing
    /// is left. No item gets more than `most` samples.
    [[nodiscard]] std::optional<Next> next(std::uint64_t most, const std::vector<std::size_t>& first);
    /// `item` gets no further samples.
    void end(std::size_t item) { m_ended[item] = true; }
    [[nodiscard]] bool ended(std::size_t item) const { return m_ended[item]; }
    [[nodiscard]] std::uint64_t taken(std::size_t item) const { return m_taken[item]; }
    /// Some row is not done: the control goes on only as long as there is something to compare it with.
    [[nodiscard]] bool rowsLeft(std::uint64_t most) const;

  private:
    [[nodiscard]] bool open(std::size_t item, std::uint64_t most) const {
        return !m_ended[item] && m_taken[item] < most;
    }
    void beginRound(std::uint64_t most);
    void shuffle(std::vector<std::size_t>& items);
    Next take(std::size_t item) { return {item, m_taken[item]++}; }

    std::size_t m_rows;
    stats::SplitMix64 m_random;
    std::vector<std::uint64_t> m_taken;
    std::vector<bool> m_ended;
    std::vector<std::size_t> m_queue; ///< of the round, the next one last
    std::uint64_t m_round = 0;
    std::vector<std::size_t> m_lastRound; ///< of two rows: the first half of a block
};

} // namespace spacebench::jobs
