// SPDX-License-Identifier: Apache-2.0
//
// The keys of a plan file, once: what the reader takes and what the schema describes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace spacebench::jobs::plan_keys {

inline constexpr std::string_view kSchema = "spacebench.plan";
inline constexpr std::uint64_t kVersion = 1;

inline constexpr std::array<std::string_view, 18> kPlan = {
    "schema",        "version",   "name", "title",   "description",   "inputs",
    "measure",       "programs",  "runs", "warm_up", "min_sample_ms", "budget_s",
    "interval_goal", "isolation", "pin",  "seed",    "control",       "tags"};
inline constexpr std::array<std::string_view, 5> kInput = {"file", "atoms", "shape", "seed", "space"};
inline constexpr std::array<std::string_view, 8> kSweep = {
    "operations", "formats", "codecs", "switches", "threads", "media", "cache", "injected_delay"};
inline constexpr std::array<std::string_view, 2> kSwitches = {"name", "settings"};
inline constexpr std::array<std::string_view, 2> kProgram = {"name", "file"};

} // namespace spacebench::jobs::plan_keys
