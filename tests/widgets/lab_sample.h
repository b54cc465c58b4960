// SPDX-License-Identifier: GPL-3.0-or-later
//
// A codec lab run made by hand: a row of every kind, with round figures. 1 MB raw.
#pragma once

#include <memory>

#include "results/lab_result.h"

namespace spacebench::widgets {

inline results::Timing timingOf(std::uint64_t ns) {
    return results::Timing::of({ns, ns + ns / 50, ns - ns / 50});
}

inline results::LabRow labRow(const char* codec, const char* family, int level, std::uint64_t stored,
                              std::uint64_t compressNs, std::uint64_t decompressNs) {
    results::LabRow row;
    row.codec = codec;
    row.family = family;
    row.backend = std::string(codec) + " 1.0";
    row.level = level;
    row.verified = true;
    row.rawBytes = 1'000'000;
    row.storedBytes = stored;
    row.chunks = 1;
    row.compress = timingOf(compressNs);
    row.decompress = timingOf(decompressNs);
    row.writeFile = timingOf(compressNs + 2'000'000);
    row.readFile = timingOf(decompressNs + 500'000);
    row.compressPeakBytes = 4096 * 64;
    row.decompressPeakBytes = 4096 * 8;
    row.compressCpu = 1;
    row.decompressCpu = 0.99;
    return row;
}

/// Rows: 0 as stored, 1 lz4, 2 snappy, 3 zstd 3, 4 zstd 19, 5 zlib 9, 6 columns + zstd 19, 7 zlib-ng (not
/// here), 8 zstd 22 (not reached).
inline results::LabRun labSample() {
    results::LabRun run;
    run.environment = nlohmann::ordered_json::object();
    run.input = "mine.paths";
    run.inputHash = std::string(64, 'a');
    run.atoms = 20'000;
    run.rawBytes = 1'000'000;
    run.storedBytes = 300'000;
    run.memcpyNs = 100'000;
    run.elapsedSeconds = 3;
    results::LabRow stored = labRow("paths", "zlib", 6, 300'000, 40'000'000, 6'000'000);
    stored.asStored = true;
    stored.compress = {};
    run.rows = {stored,
                labRow("lz4", "lz4", 1, 450'000, 3'000'000, 600'000),
                labRow("snappy", "snappy", 0, 430'000, 4'000'000, 1'500'000),
                labRow("zstd", "zstd", 3, 280'000, 8'000'000, 2'000'000),
                labRow("zstd", "zstd", 19, 200'000, 900'000'000, 1'900'000),
                labRow("zlib", "zlib", 9, 290'000, 90'000'000, 5'800'000),
                labRow("zstd", "zstd", 19, 120'000, 400'000'000, 3'000'000)};
    run.rows.back().stage = "columns";
    results::LabRow absent;
    absent.codec = "zlibng";
    absent.family = "zlib";
    absent.level = 9;
    absent.rawBytes = run.rawBytes;
    absent.state = results::MeasureState::Unavailable;
    absent.reason = "zlib-ng is not part of this build";
    run.rows.push_back(absent);
    results::LabRow late = absent;
    late.codec = "zstd";
    late.family = "zstd";
    late.level = 22;
    late.state = results::MeasureState::Insufficient;
    late.reason = "the budget ended before";
    run.rows.push_back(late);
    return run;
}

inline std::shared_ptr<const results::LabRun> sharedSample() {
    return std::make_shared<const results::LabRun>(labSample());
}

} // namespace spacebench::widgets
