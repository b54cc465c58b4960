// SPDX-License-Identifier: Apache-2.0
//
// All combinations of a sweep, sorted into those that make sense and those that do not, with the reason.
// Knows nothing of inputs. Private to the plan.
#pragma once

#include <set>

#include "jobs/plan/plan.h"

namespace spacebench::jobs {

inline constexpr std::size_t kMostRows = 10'000;
/// Of a whole plan: tried, most of which may make no sense.
inline constexpr std::size_t kMostCombinations = 1'000'000;
inline constexpr std::size_t kMostSkips = 1'000;  ///< listed with their reasons; the rest is counted
inline constexpr std::size_t kMostListed = 1'000; ///< entries of one list of a plan
inline constexpr const char* kDivide = "Measure less at a time: several plans, or shorter lists";
inline constexpr std::string_view kOptimized = "optimized";
inline constexpr std::string_view kCurrent = "current";
inline constexpr std::string_view kProduct = "product";

[[nodiscard]] Error tooManyRows();

/// What a combination is judged by.
struct PlanMachine {
    unsigned processors = 1;
};
[[nodiscard]] PlanMachine thisMachine();

/// Why a row uses one thread, whatever its worker has; empty = it may use them all.
[[nodiscard]] std::string whyOneThread(const Configuration& row);

/// The first combinations that were left out, each once, and how many followed: memory stays bounded however
/// absurd a plan is.
class SkipList {
  public:
    void add(SkippedCombination skipped);
    void addUnlisted(std::uint64_t count) { m_unlisted += count; }
    [[nodiscard]] const std::vector<SkippedCombination>& listed() const { return m_listed; }
    [[nodiscard]] std::uint64_t unlisted() const { return m_unlisted; }

  private:
    std::vector<SkippedCombination> m_listed;
    std::set<std::pair<std::string, std::string>> m_said;
    std::uint64_t m_unlisted = 0;
};

struct Combined {
    std::vector<Configuration> rows; ///< of input 0 and program 0, distinct
    SkipList skipped;
    bool machineDecides = false; ///< something was skipped that another machine could do
};
/// Takes what the sweep tries off `combinationsLeft`, which its plan begins with kMostCombinations.
/// InvalidArgument where a value makes no sense anywhere; LimitExceeded beyond the bounds; Cancelled.
[[nodiscard]] Result<Combined> combine(const PlanSweep& sweep, const PlanMachine& machine,
                                       std::size_t& combinationsLeft, const WorkContext& context);

/// The pipelines that a name stands for; nullopt = it is the user's own. What "optimized" means is known when
/// it is known what for.
[[nodiscard]] std::optional<NamedSwitches> builtInSwitches(std::string_view name);
/// Processors of "0,2"; InvalidArgument where the text is neither such a list nor "none" nor "cores".
[[nodiscard]] Result<std::vector<unsigned>> parsePin(const std::string& text);

} // namespace spacebench::jobs
