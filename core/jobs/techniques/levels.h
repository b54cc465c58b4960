// SPDX-License-Identifier: Apache-2.0
//
// Switches that have more than on and off: sizes of the write buffer, ways to read, hash implementations,
// numbers of threads, codecs. What the experiment "levels" compares with the baseline, one at a time.
#pragma once

#include <string>
#include <vector>

#include "tuning/technique.h"

namespace spacebench::jobs::techniques {

struct Level {
    std::string text; ///< "4 KiB", "libb2", "2 threads"
    tuning::PipelineSettings settings;
    std::string unavailable; ///< why it cannot be measured here; empty = it can
};

/// All that differ from the guide's present code in the one thing that `technique` is about, its own "on"
/// among them. One for a technique that is only on or off.
[[nodiscard]] std::vector<Level> levelsOf(const tuning::Technique& technique,
                                          const tuning::Circumstances& here);

} // namespace spacebench::jobs::techniques
