// SPDX-License-Identifier: Apache-2.0
//
// criterion.rs leaves a folder a benchmark: <group>/<function>/<value>/new/ with benchmark.json (names,
// throughput), sample.json (iterations and total time of each sample) and estimates.json; base/ is the run
// before.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "results/foreign_run.h"
#include "results/interchange.h"
#include "results/json_fields.h"

namespace spacebench::results {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostEntries = 500'000; ///< files and folders looked at
constexpr int kMostDepth = 12;
constexpr std::size_t kMostSamples = 1'000'000;

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// Where results are: "new" or, in its absence, "base", of each benchmark below `folder`; sorted.
Result<std::set<fs::path>> resultFolders(const fs::path& folder, const WorkContext& context) {
    std::set<fs::path> found;
    std::error_code problem;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, problem);
    std::size_t seen = 0;
    for (const fs::recursive_directory_iterator end; !problem && entry != end; entry.increment(problem)) {
        SB_CHECK(context.poll());
        if (++seen > kMostEntries)
            return Error::limit("the folder holds too much to be searched for results of criterion")
                .expect(fmt::format("at most {} files and folders", kMostEntries))
                .advise("Name the folder target/criterion itself");
        std::error_code ignored;
        if (!entry->is_directory(ignored)) continue;
        if (entry.depth() >= kMostDepth) entry.disable_recursion_pending();
        const fs::path& here = entry->path();
        const std::string name = here.filename().string();
        if (name != "new" && name != "base") continue;
        if (!isFile(here / "sample.json") && !isFile(here / "estimates.json")) continue;
        const fs::path fresh = here.parent_path() / "new";
        if (name == "base" && (isFile(fresh / "sample.json") || isFile(fresh / "estimates.json"))) continue;
        found.insert(here);
    }
    if (problem) return Error::system("the folder cannot be read", problem.value());
    return found;
}

fs::path startOf(const fs::path& folder) {
    std::error_code ignored;
    // A group of benchmarks may have that name, too.
    if (fs::weakly_canonical(folder, ignored).filename() == "criterion") return folder;
    for (const char* const below : {"target/criterion", "criterion"})
        if (fs::is_directory(folder / below, ignored)) return folder / below;
    return folder;
}

/// A rate from what one iteration goes through; faster is more.
void addRate(RecordRow& row, const char* kind, double amount) {
    const Metric* const time = row.metric(metric::kTime);
    const std::string_view name = kind;
    const bool bits = name == "Bits";
    const bool bytes = bits || name == "Bytes" || name == "BytesDecimal" || name == "bytes";
    if (bits) amount /= 8;
    if (amount <= 0 || time == nullptr || time->value.low <= 0) return;
    const auto rate = [&](double ns) { return amount * 1e9 / ns; };
    const Interval value = {rate(time->value.value), rate(time->value.high), rate(time->value.low)};
    std::vector<double> samples;
    for (const double ns : time->samples)
        if (ns > 0) samples.push_back(rate(ns));
    Metric metric = foreignMetric(bytes ? metric::kRawRate : metric::kItemRate, value);
    if (samples.size() == time->samples.size()) metric.samples = std::move(samples);
    row.metrics.push_back(std::move(metric));
}

Result<void> readNames(const fs::path& folder, const fs::path& root, const WorkContext& context,
                       RecordRow& row, Json& document, std::vector<std::pair<std::string, double>>& amounts) {
    row.key = fs::relative(folder.parent_path(), root).generic_string();
    if (row.key.empty() || row.key == ".") row.key = folder.parent_path().filename().string();
    const fs::path file = folder / "benchmark.json";
    if (!isFile(file)) return {};
    SB_TRY(json, readJsonFile(file.string(), context));
    JsonFields fields(json.json(), "");
    const std::string id = fields.text("full_id");
    const std::string group = fields.text("group_id");
    row.input = fields.text("value_str");
    row.label = fields.text("title", id);
    const Json throughput = fields.any("throughput");
    if (auto read = fields.result(); !read.ok()) return std::move(read).error().in(file.string());
    if (!id.empty()) row.key = id;
    const auto note = [&amounts](const Json& kinds) {
        for (const auto& [kind, amount] : kinds.items())
            if (amount.is_number()) amounts.emplace_back(kind, amount.get<double>());
    };
    if (throughput.is_object()) {
        note(throughput);
        // Of 0.7 and later, one iteration may have both.
        if (const auto both = throughput.find("ElementsAndBytes");
            both != throughput.end() && both->is_object())
            note(*both);
    }
    document["benchmark"] = json.json();
    return {};
}

/// Time of one iteration of each sample.
Result<std::vector<double>> readSamples(const fs::path& file, const WorkContext& context) {
    SB_TRY(json, readJsonFile(file.string(), context));
    JsonFields fields(json.json(), "");
    std::vector<double> samples = fields.numbers("times", kMostSamples, 0);
    const std::vector<double> iterations = fields.numbers("iters", kMostSamples, 0);
    if (samples.empty()) fields.refuse("times", "times, one a sample");
    if (iterations.size() != samples.size()) fields.refuse("iters", "as many as there are times");
    if (std::find(iterations.begin(), iterations.end(), 0.0) != iterations.end())
        fields.refuse("iters", "numbers above 0");
    if (auto read = fields.result(); !read.ok()) return std::move(read).error().in(file.string());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i] /= iterations[i];
        if (!std::isfinite(samples[i]))
            return Error::invalid(fmt::format("'times[{}]' over its iterations is no time", i))
                .in(file.string());
    }
    return samples;
}

/// The median that criterion estimated, with its interval.
Result<Interval> readEstimate(const fs::path& file, const WorkContext& context, Json& document) {
    SB_TRY(json, readJsonFile(file.string(), context));
    JsonFields fields(json.json(), "");
    const Json median = fields.any("median");
    JsonFields estimate(median, "median");
    const double value = estimate.number("point_estimate", 0, 0);
    if (!estimate.has("point_estimate")) estimate.refuse("point_estimate", "a number");
    const Json interval = estimate.any("confidence_interval");
    Interval read = {value, value, value};
    if (interval.is_object()) {
        JsonFields ends(interval, "median.confidence_interval");
        read.low = ends.number("lower_bound", value, 0);
        read.high = ends.number("upper_bound", value, 0);
        if (read.low > read.high) ends.refuse("upper_bound", "no less than the lower bound");
        if (auto result = ends.result(); !result.ok()) return std::move(result).error().in(file.string());
    }
    if (auto result = estimate.result(); !result.ok()) return std::move(result).error().in(file.string());
    document["estimates"] = json.json();
    return read;
}

Result<RecordRow> readRow(const fs::path& folder, const fs::path& root, const WorkContext& context,
                          Json& document) {
    RecordRow row;
    std::vector<std::pair<std::string, double>> amounts;
    SB_CHECK(readNames(folder, root, context, row, document, amounts));
    std::optional<Interval> estimate;
    if (isFile(folder / "estimates.json")) {
        SB_TRY(read, readEstimate(folder / "estimates.json", context, document));
        estimate = read;
    }
    if (isFile(folder / "sample.json")) {
        SB_TRY(samples, readSamples(folder / "sample.json", context));
        row.metrics.push_back(foreignMetric(metric::kTime, std::move(samples)));
    } else if (estimate) {
        row.metrics.push_back(foreignMetric(metric::kTime, *estimate));
        row.reason = "only the estimate was kept";
    }
    for (const auto& [kind, amount] : amounts) addRate(row, kind.c_str(), amount);
    return row;
}

} // namespace

Result<bool> hasCriterionResults(const std::string& folder, const WorkContext& context) {
    auto folders = resultFolders(startOf(folder), context);
    if (!folders.ok() && folders.error().code == ErrorCode::LimitExceeded) return false;
    SB_CHECK(folders);
    return !folders->empty();
}

Result<RunRecord> fromCriterion(const std::string& folder, const WorkContext& context) {
    ForeignRun run("criterion", folder);
    const fs::path root = startOf(folder);
    SB_TRY(folders, resultFolders(root, context));
    if (folders.empty())
        return Error::notThisFormat("there are no results of criterion in this folder")
            .in(folder)
            .expect("target/criterion, with GROUP/FUNCTION/new/sample.json in it");
    run.record.document = Json::object();
    for (const fs::path& one : folders) {
        SB_CHECK(context.poll());
        Json document = Json::object();
        SB_TRY(row, readRow(one, root, context, document));
        run.record.document[row.key] = std::move(document);
        run.add(std::move(row));
    }
    return std::move(run).finish();
}

} // namespace spacebench::results
