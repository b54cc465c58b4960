// SPDX-License-Identifier: Apache-2.0
//
// Names of runs, and the time as the history writes it.
#pragma once

#include <string>

namespace spacebench::results {

[[nodiscard]] std::string utcNow(); ///< "2026-11-22T22:14:05Z"

/// "20261122-221405-3f9c1a" of the ISO 8601 time `startedUtc`, or of now where it is none; the end is random.
[[nodiscard]] std::string newRunUid(const std::string& startedUtc);

} // namespace spacebench::results
