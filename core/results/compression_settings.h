// SPDX-License-Identifier: Apache-2.0
//
// A choice of compression as something to keep: the row that was picked and the goal that it was picked for,
// as JSON (schema "spacebench.compression", version 1), and the spacectl line that makes such a file.
#pragma once

#include "results/advice.h"

namespace spacebench::results {

struct CompressionSettings {
    std::string codec; ///< block codec id: "zstd", "libdeflate", ...
    std::string family;
    int level = 0;
    std::string stage = "none";
    std::uint64_t chunkBytes = 0; ///< 0 = the whole space as one
    unsigned workers = 0;
    unsigned windowLog = 0;
    bool dictionary = false;
    unsigned threads = 1;
    Goal goal;
    std::string inputHash; ///< of the input that it was measured on
};

[[nodiscard]] CompressionSettings settingsOf(const LabRun& run, std::size_t row, const Goal& goal);
/// The same compression, whatever the goal; not of a file as it is stored.
[[nodiscard]] bool describes(const CompressionSettings& settings, const LabRow& row);
[[nodiscard]] nlohmann::ordered_json toJson(const CompressionSettings& settings);
/// Reads what toJson() wrote, unknown keys ignored. InvalidArgument names the key that is wrong.
[[nodiscard]] Result<CompressionSettings> settingsFromJson(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json toJson(const Goal& goal);

struct ConvertLine {
    std::string command; ///< "spacectl convert a.paths a.sbcols --codec zstd:19"; empty = no option does it
    std::string note;    ///< why not, or what differs; may be empty
};
/// For a POSIX shell. `input` is a file name; the output lies beside it.
[[nodiscard]] ConvertLine convertLine(const LabRow& row, const std::string& input);

} // namespace spacebench::results
