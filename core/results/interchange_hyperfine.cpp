// SPDX-License-Identifier: Apache-2.0
//
// hyperfine's --export-json: whole processes, times in seconds.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/foreign_run.h"
#include "results/json_fields.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostCommands = 100'000;
constexpr std::size_t kMostTimes = 10'000'000;
constexpr double kNsPerSecond = 1e9;

/// "exit status 1 in 2 of 3 runs", and how many that are; empty where all went well.
std::string exitText(const Json& codes, std::uint64_t& bad) {
    bad = 0;
    std::string first;
    for (const Json& code : codes) {
        if (code.is_number_integer() && code.get<std::int64_t>() == 0) continue;
        if (bad++ == 0) first = code.is_null() ? "ended by a signal" : "exit status " + code.dump();
    }
    return bad == 0 ? std::string() : fmt::format("{} in {} of {} runs", first, bad, codes.size());
}

Metric seconds(std::string_view id, double value) {
    const double ns = value * kNsPerSecond;
    return foreignMetric(id, Interval{ns, ns, ns});
}

Result<RecordRow> rowOf(const Json& entry, const std::string& place) {
    JsonFields fields(entry, place);
    RecordRow row;
    const std::string command = fields.text("command");
    if (command.empty()) fields.refuse("command", "a command line");
    std::vector<double> times = fields.numbers("times", kMostTimes, 0);
    for (double& time : times) time *= kNsPerSecond;
    if (times.empty() && !fields.has("median") && !fields.has("mean")) fields.refuse("times", "times");
    const double median = fields.number("median", fields.number("mean", 0, 0), 0);
    const double user = fields.number("user", 0, 0);
    const double system = fields.number("system", 0, 0);
    const std::vector<double> memory = fields.numbers("memory_usage_byte", kMostTimes, 0);
    // Not broken by itself: some programs say something by their status. New failures are (comparison.h).
    row.reason = exitText(fields.list("exit_codes", kMostTimes), row.failures);
    const Json parameters = fields.any("parameters");
    for (const double ns : times)
        if (!std::isfinite(ns)) fields.refuse("times", "times of less than 1e299 s");
    for (const double figure : {median, user, system})
        if (!std::isfinite(figure * kNsPerSecond)) fields.refuse("median", "a time of less than 1e299 s");
    SB_CHECK(fields.result());
    row.metrics.push_back(times.empty() ? seconds(metric::kTime, median)
                                        : foreignMetric(metric::kTime, std::move(times)));
    if (fields.has("user")) row.metrics.push_back(seconds(metric::kUserTime, user));
    if (fields.has("system")) row.metrics.push_back(seconds(metric::kSystemTime, system));
    if (!memory.empty()) row.metrics.push_back(foreignMetric(metric::kPeakResident, memory));
    // The input is what the benchmark was swept over. A command may not show it (a parameter of --prepare
    // alone, one name for all commands): the key has both, or rows of other values would be compared.
    if (parameters.is_object())
        for (const auto& [name, value] : parameters.items())
            row.input += (row.input.empty() ? "" : ", ") + name + "=" +
                         (value.is_string() ? value.get<std::string>() : value.dump());
    row.key = row.input.empty() ? command : fmt::format("{} ({})", command, row.input);
    return row;
}

} // namespace

Result<RunRecord> fromHyperfine(const Json& json, const std::string& path) {
    ForeignRun run("hyperfine", path);
    JsonFields fields(json, "");
    const Json& results = fields.list("results", kMostCommands);
    SB_CHECK(fields.result());
    for (std::size_t i = 0; i < results.size(); ++i) {
        SB_TRY(row, rowOf(results[i], fmt::format("results[{}]", i)));
        if (!row.reason.empty()) run.record.warnings.push_back(row.key + ": " + row.reason);
        run.add(std::move(row));
    }
    run.record.document = json;
    return std::move(run).finish();
}

} // namespace spacebench::results
