// SPDX-License-Identifier: Apache-2.0
//
// Readers of other programs' results, one a program, and what they share. interchange.h is what others use.
#pragma once

#include <map>

#include "base/json_document.h"
#include "base/work_context.h"
#include "results/run_record.h"

namespace spacebench::results {

// Metrics that only other programs have.
namespace metric {
inline constexpr std::string_view kCpuTime = "cpu_time"; ///< of one iteration, ns
inline constexpr std::string_view kItemRate = "items_per_second";
inline constexpr std::string_view kFastest = "fastest_time";
inline constexpr std::string_view kSlowest = "slowest_time";
inline constexpr std::string_view kMean = "mean_time";
} // namespace metric

/// With the title that readers know; kTime and metrics of other programs, too. `samples` may be empty.
[[nodiscard]] Metric foreignMetric(std::string_view id, std::vector<double> samples);
/// Of a figure without samples.
[[nodiscard]] Metric foreignMetric(std::string_view id, Interval value);

/// A record as it grows.
class ForeignRun {
  public:
    ForeignRun(std::string source, const std::string& path);
    /// A second row of the same key gets " #2" behind it: both can be seen and compared.
    void add(RecordRow row);
    /// NotThisFormat where no row was added.
    [[nodiscard]] Result<RunRecord> finish() &&;

    RunRecord record;

  private:
    std::map<std::string, std::uint64_t> m_keys;
    std::string m_path;
};

/// "2026-11-22T23:11:35+02:00" as UTC with Z; empty where it is no such time.
[[nodiscard]] std::string utcOf(const std::string& isoTime);

/// The JSON file `path`: bounded, and errors have their line.
[[nodiscard]] Result<JsonDocument> readJsonFile(const std::string& path, const WorkContext& context);

[[nodiscard]] Result<RunRecord> fromGoogleBenchmark(const nlohmann::ordered_json& json,
                                                    const std::string& path);
[[nodiscard]] Result<RunRecord> fromHyperfine(const nlohmann::ordered_json& json, const std::string& path);
/// The folder `target/criterion`, one around it, or one in it.
[[nodiscard]] Result<RunRecord> fromCriterion(const std::string& folder, const WorkContext& context);
[[nodiscard]] bool looksLikeDivan(std::string_view text);
[[nodiscard]] Result<RunRecord> fromDivan(std::string_view text, const std::string& path);

} // namespace spacebench::results
