// SPDX-License-Identifier: Apache-2.0
//
// Rows and runs of the codec lab as tests of what is made of them need: figures by hand.
#pragma once

#include "results/lab_result.h"

namespace spacebench::tests {

/// Every sample the same: medians are exact, and intervals are points.
inline results::Timing steadyTime(std::uint64_t ns, std::size_t runs = 5) {
    return results::Timing::of(std::vector<std::uint64_t>(runs, ns));
}

inline results::LabRow labRow(std::string codec, int level, std::uint64_t stored, std::uint64_t compressNs,
                              std::uint64_t decompressNs) {
    results::LabRow row;
    row.codec = std::move(codec);
    row.family = row.codec == "libdeflate" || row.codec == "zlib-ng" || row.codec == "isal" ? "zlib"
                 : row.codec == "lz4hc"                                                     ? "lz4"
                                                                                            : row.codec;
    row.backend = row.codec + " 1.0";
    row.level = level;
    row.rawBytes = 2'000'000;
    row.storedBytes = stored;
    row.verified = true;
    row.chunks = 1;
    row.compress = steadyTime(compressNs);
    row.decompress = steadyTime(decompressNs);
    return row;
}

inline results::LabRow staged(results::LabRow row, std::string stage = "columns") {
    row.stage = std::move(stage);
    return row;
}

inline results::LabRow notMeasured(std::string codec, int level, std::string reason) {
    results::LabRow row = labRow(std::move(codec), level, 0, 1, 1);
    row.state = results::MeasureState::Unavailable;
    row.reason = std::move(reason);
    row.verified = false;
    row.compress = {};
    row.decompress = {};
    return row;
}

inline results::LabRun labRun(std::vector<results::LabRow> rows, std::uint64_t rawBytes = 2'000'000) {
    results::LabRun run;
    run.input = "space.paths";
    run.inputHash = "00ff";
    run.atoms = 40'000;
    run.rawBytes = rawBytes;
    run.rows = std::move(rows);
    for (results::LabRow& row : run.rows) row.rawBytes = rawBytes;
    return run;
}

} // namespace spacebench::tests
