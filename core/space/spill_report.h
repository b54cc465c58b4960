// SPDX-License-Identifier: Apache-2.0
//
// How a sort was done that did not fit into memory: for reports.
#pragma once

#include <cstdint>
#include <string>

namespace spacebench::space {

struct SpillReport {
    std::uint64_t runs = 0;         ///< 0 = all was done in memory
    std::uint64_t mergeRounds = 0;  ///< 0 = the runs followed each other
    std::uint64_t spilledBytes = 0; ///< written to the file, by merging too
    std::uint64_t peakDiskBytes = 0;
    std::string folder;
};

} // namespace spacebench::space
