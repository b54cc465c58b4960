// SPDX-License-Identifier: Apache-2.0
//
// The floor of a benchmark row: what the operation cannot do without, as data. A floor is made of parts that
// the benchmark measures on the same bytes in the same run (copying, hashing, compressing ...). Parts can
// overlap at best, on several threads or block by block in the cache, so the floor is the longest of them,
// never their sum. Where the work has no part that could be measured alone, a figure of a reference machine
// is scaled by memcpy, and says so; where there is neither, there is no floor.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "results/targets.h"

namespace spacebench::results {

/// What the benchmark measured beside a row, in nanoseconds for all of the row's bytes.
struct FloorParts {
    double copyNs = 0;              ///< memcpy of the framed raw bytes; 0 = not known
    std::optional<double> hashNs;   ///< BLAKE2b of the stored bytes
    std::optional<double> encodeNs; ///< the raw bytes through the row's codec
    std::optional<double> decodeNs; ///< and back
    std::optional<double> mapNs;    ///< opening and mapping the stored file
};

struct FloorQuestion {
    Operation operation = Operation::Serialize;
    std::string_view formatId;
    std::string_view codec; ///< "zlib", "zstd:3", "none"
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0;
    FloorParts parts;
};

struct Floor {
    double ns = 0;
    std::string basis;  ///< the part that it is made of: "inflate", "BLAKE2b", "reference machine"
    std::string detail; ///< a sentence: all parts with their times, and where they come from
};

/// nullopt: no floor is known.
[[nodiscard]] std::optional<Floor> floorOf(const FloorQuestion& question);

/// A row that was faster than its floor shows that the part was measured in a busy moment: the row's fastest
/// sample is the floor then, and the detail says so.
[[nodiscard]] Floor notAbove(Floor floor, double fastestSampleNs);

/// "3.1x memcpy, floor 2.6x (inflate)", "3.1x memcpy, no floor known"; "" where copyNs is not known.
[[nodiscard]] std::string distanceText(double medianNs, double copyNs, const std::optional<Floor>& floor);

/// "2.6x", with a digit after the point only where it says something.
[[nodiscard]] std::string multipleText(double multiple);

} // namespace spacebench::results
