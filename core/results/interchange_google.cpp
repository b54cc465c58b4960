// SPDX-License-Identifier: Apache-2.0
//
// Google Benchmark's JSON (--benchmark_format=json), versions 1.2 to 1.9: with repetitions, aggregates of
// them, or aggregates only.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "results/foreign_run.h"
#include "results/interchange.h"
#include "results/json_fields.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostEntries = 1'000'000;

/// What the entries of one benchmark say.
struct Gathered {
    std::vector<double> realNs, cpuNs, bytesRate, itemRate, allocations;
    std::optional<double> medianNs, meanNs; ///< of aggregates
    std::string failure;
    std::uint64_t failures = 0; ///< repetitions that ended with an error
    std::string skipped;        ///< what the benchmark says of why it does not run here
};

double nanosecondsOf(JsonFields& fields) {
    const std::string unit = fields.text("time_unit", "ns");
    if (unit == "ns") return 1;
    if (unit == "us") return 1e3;
    if (unit == "ms") return 1e6;
    if (unit == "s") return 1e9;
    fields.refuse("time_unit", "one of ns, us, ms, s");
    return 1;
}

/// What an entry is of, and what it says of it.
struct EntryName {
    std::string benchmark;
    std::string aggregate; ///< "mean"; empty = a run
};

/// Versions before 1.5 tell aggregates by their names alone, "sort/64_mean". So may a benchmark of one's own
/// be called: it is none where neither the benchmark itself nor another aggregate of it is there.
class OldNames {
  public:
    explicit OldNames(const Json& entries) {
        for (const Json& entry : entries)
            if (entry.is_object())
                if (const auto name = entry.find("name"); name != entry.end() && name->is_string())
                    m_names.insert(name->get<std::string>());
    }
    [[nodiscard]] EntryName of(const Json& entry, const std::string& name) const {
        for (const char* const aggregate : {"mean", "median", "stddev", "cv", "BigO", "RMS"}) {
            const std::string suffix = std::string("_") + aggregate;
            if (name.size() <= suffix.size() || !name.ends_with(suffix)) continue;
            std::string benchmark = name.substr(0, name.size() - suffix.size());
            const bool complexity =
                entry.contains("cpu_coefficient") || entry.contains("big_o") || entry.contains("rms");
            if (complexity || hasCompany(benchmark, suffix)) return {std::move(benchmark), aggregate};
        }
        return {name, {}};
    }

  private:
    [[nodiscard]] bool hasCompany(const std::string& benchmark, const std::string& suffix) const {
        if (m_names.count(benchmark) != 0) return true;
        for (const char* const other : {"_mean", "_median", "_stddev"})
            if (other != suffix && m_names.count(benchmark + other) != 0) return true;
        return false;
    }

    std::set<std::string> m_names;
};

Result<void> gather(const Json& entry, const std::string& place, const OldNames& names,
                    std::vector<std::string>& order, std::map<std::string, Gathered>& benchmarks) {
    JsonFields fields(entry, place);
    const std::string name = fields.text("name");
    const EntryName old = fields.has("run_type") ? EntryName{name, {}} : names.of(entry, name);
    const std::string run = fields.text("run_name", old.benchmark);
    if (run.empty()) fields.refuse("name", "the name of a benchmark");
    const std::string type = fields.text("run_type", old.aggregate.empty() ? "iteration" : "aggregate");
    const std::string aggregate = fields.text("aggregate_name", old.aggregate);
    const bool failed = fields.flag("error_occurred", false);
    const bool skipped = fields.flag("skipped", false);
    const std::string message = fields.text("error_message", fields.text("skip_message"));
    const double scale = nanosecondsOf(fields);
    SB_CHECK(fields.result());
    // The coefficient of variation and the complexity are no times.
    if (type == "aggregate" && aggregate != "median" && aggregate != "mean") return {};
    if (benchmarks.find(run) == benchmarks.end()) order.push_back(run);
    Gathered& gathered = benchmarks[run];
    if (failed) {
        ++gathered.failures;
        gathered.failure = message.empty() ? "the benchmark ended with an error" : message;
        return {};
    }
    if (skipped) {
        gathered.skipped = message.empty() ? "the benchmark skipped itself" : message;
        return {};
    }
    if (!fields.has("real_time")) fields.refuse("real_time", "a number");
    const double real = fields.number("real_time", 0, 0) * scale;
    const double cpu = fields.number("cpu_time", 0, 0) * scale;
    const double bytes = fields.number("bytes_per_second", 0, 0);
    const double items = fields.number("items_per_second", 0, 0);
    SB_CHECK(fields.result());
    if (!std::isfinite(real) || !std::isfinite(cpu))
        return Error::invalid(fmt::format("'{}' is no time", fields.placeOf("real_time")));
    if (type == "aggregate") {
        (aggregate == "median" ? gathered.medianNs : gathered.meanNs) = real;
        return {};
    }
    gathered.realNs.push_back(real);
    if (fields.has("cpu_time")) gathered.cpuNs.push_back(cpu);
    if (fields.has("bytes_per_second")) gathered.bytesRate.push_back(bytes);
    if (fields.has("items_per_second")) gathered.itemRate.push_back(items);
    if (fields.has("allocs_per_iter")) gathered.allocations.push_back(fields.number("allocs_per_iter", 0, 0));
    return fields.result();
}

RecordRow rowOf(const std::string& name, const Gathered& gathered) {
    RecordRow row;
    row.key = name;
    if (gathered.realNs.empty() && !gathered.medianNs && !gathered.meanNs) {
        const bool failed = gathered.failures != 0;
        row.state = failed ? MeasureState::Failed : MeasureState::Unavailable;
        row.reason = failed ? gathered.failure : gathered.skipped;
        return row;
    }
    row.reason = gathered.failure; // of some repetitions
    row.failures = gathered.failures;
    if (!gathered.realNs.empty()) {
        row.metrics.push_back(foreignMetric(metric::kTime, gathered.realNs));
    } else {
        const double value = gathered.medianNs ? *gathered.medianNs : *gathered.meanNs;
        row.metrics.push_back(foreignMetric(metric::kTime, Interval{value, value, value}));
        row.reason = gathered.medianNs ? "only the median was kept" : "only the mean was kept";
    }
    for (const auto& [id, samples] : {std::pair{metric::kCpuTime, &gathered.cpuNs},
                                      {metric::kRawRate, &gathered.bytesRate},
                                      {metric::kItemRate, &gathered.itemRate},
                                      {metric::kAllocations, &gathered.allocations}})
        if (!samples->empty()) row.metrics.push_back(foreignMetric(id, *samples));
    return row;
}

/// "vm, 2 cores". The clock that the kernel reports differs from run to run on one machine.
std::string machineOf(JsonFields& context) {
    const std::string host = context.text("host_name");
    const std::uint64_t cores = context.whole("num_cpus");
    if (host.empty() && cores == 0) return "unknown";
    return fmt::format("{}, {} {}", host.empty() ? "unknown" : host, cores, cores == 1 ? "core" : "cores");
}

Json entryOf(const RecordRow& row, std::size_t index, const char* type) {
    return {{"name", row.key},
            {"family_index", index},
            {"per_family_instance_index", 0},
            {"run_name", row.key},
            {"run_type", type}};
}

double deviationOf(const std::vector<double>& samples, double mean) {
    if (samples.size() < 2) return 0;
    double sum = 0;
    for (const double sample : samples) sum += (sample - mean) * (sample - mean);
    return std::sqrt(sum / static_cast<double>(samples.size() - 1));
}

} // namespace

Result<RunRecord> fromGoogleBenchmark(const Json& json, const std::string& path) {
    ForeignRun run("google-benchmark", path);
    JsonFields fields(json, "");
    const Json context = fields.any("context");
    JsonFields about(context, "context");
    run.record.startedUtc = utcOf(about.text("date"));
    run.record.machine = machineOf(about);
    const std::string executable = about.text("executable");
    const std::string build = about.text("library_build_type");
    SB_CHECK(about.result());
    if (!executable.empty())
        run.record.title = "google-benchmark: " + std::filesystem::path(executable).filename().string();
    if (build == "debug")
        run.record.warnings.emplace_back("the benchmark library was a debug build: times may be too long");
    run.record.environment = context;
    run.record.document = json;

    const Json& entries = fields.list("benchmarks", kMostEntries);
    SB_CHECK(fields.result());
    std::vector<std::string> order;
    std::map<std::string, Gathered> benchmarks;
    const OldNames names(entries);
    for (std::size_t i = 0; i < entries.size(); ++i)
        SB_CHECK(gather(entries[i], fmt::format("benchmarks[{}]", i), names, order, benchmarks));
    for (const std::string& name : order) run.add(rowOf(name, benchmarks[name]));
    return std::move(run).finish();
}

Json toGoogleBenchmark(const RunRecord& record) {
    Json context = {{"date", record.startedUtc},
                    {"host_name", record.machine},
                    {"executable", record.title},
                    {"num_cpus", 1},
                    {"mhz_per_cpu", 0},
                    {"cpu_scaling_enabled", false},
                    {"caches", Json::array()},
                    {"load_avg", Json::array()},
                    {"library_build_type", "release"},
                    {"spacebench_run", record.uid}};
    if (record.environment.is_object()) {
        const auto cpu = record.environment.find("cpu");
        if (cpu != record.environment.end() && cpu->is_object() && cpu->contains("usable_by_this_process"))
            context["num_cpus"] = (*cpu)["usable_by_this_process"];
    }
    Json benchmarks = Json::array();
    for (std::size_t i = 0; i < record.rows.size(); ++i) {
        const RecordRow& row = record.rows[i];
        const Metric* const time = row.metric(metric::kTime);
        if (time == nullptr || row.state == MeasureState::Rejected || row.state == MeasureState::Failed)
            continue;
        const Metric* const user = row.metric(metric::kUserTime);
        const Metric* const system = row.metric(metric::kSystemTime);
        const Metric* const cpu = row.metric(metric::kCpuTime);
        const auto cpuOf = [&](std::size_t sample, double real) {
            const auto at = [&](const Metric* one) {
                if (one == nullptr) return 0.0;
                return sample < one->samples.size() ? one->samples[sample] : one->value.value;
            };
            if (cpu != nullptr) return at(cpu);
            return user != nullptr || system != nullptr ? at(user) + at(system) : real;
        };
        std::vector<double> samples = time->samples;
        if (samples.empty()) samples = {time->value.value};
        std::vector<double> cpuSamples;
        for (std::size_t k = 0; k < samples.size(); ++k) {
            cpuSamples.push_back(cpuOf(k, samples[k]));
            Json entry = entryOf(row, i, "iteration");
            entry["repetitions"] = samples.size();
            entry["repetition_index"] = k;
            entry["threads"] = 1;
            entry["iterations"] = 1;
            entry["real_time"] = samples[k];
            entry["cpu_time"] = cpuSamples.back();
            entry["time_unit"] = "ns";
            if (row.atoms != 0 && samples[k] > 0)
                entry["items_per_second"] = static_cast<double>(row.atoms) * 1e9 / samples[k];
            benchmarks.push_back(std::move(entry));
        }
        if (samples.size() < 2) continue;
        const double mean = stats::summarise(samples).mean;
        const double cpuMean = stats::summarise(cpuSamples).mean;
        const std::tuple<const char*, double, double> aggregates[] = {
            {"mean", mean, cpuMean},
            {"median", stats::median(samples), stats::median(cpuSamples)},
            {"stddev", deviationOf(samples, mean), deviationOf(cpuSamples, cpuMean)},
        };
        for (const auto& [name, real, processor] : aggregates) {
            Json entry = entryOf(row, i, "aggregate");
            entry["name"] = row.key + "_" + name;
            entry["repetitions"] = samples.size();
            entry["threads"] = 1;
            entry["aggregate_name"] = name;
            entry["aggregate_unit"] = "time";
            entry["iterations"] = samples.size();
            entry["real_time"] = real;
            entry["cpu_time"] = processor;
            entry["time_unit"] = "ns";
            benchmarks.push_back(std::move(entry));
        }
    }
    return {{"context", std::move(context)}, {"benchmarks", std::move(benchmarks)}};
}

} // namespace spacebench::results
