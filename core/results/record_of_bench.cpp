// SPDX-License-Identifier: Apache-2.0
//
// Our own runs as records: every metric that was measured, with its samples and interval, and those that
// follow from them.
#include <algorithm>
#include <set>

#include "results/ledger.h"
#include "results/metric_catalog.h"
#include "results/row_metric.h"
#include "results/run_record.h"
#include "stats/bootstrap.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

/// Of what is measured beside the time: some twenty metrics a row, whose intervals nobody quotes to three
/// digits. A tenth of the usual resamples.
constexpr std::uint64_t kSideResamples = 1000;
constexpr double kNsPerSecond = 1e9;

Metric ofKind(std::string_view id) {
    const KnownMetric* const known = findMetric(id);
    Metric metric;
    metric.id = id;
    metric.title = known->title;
    metric.unit = known->unit;
    metric.lowerIsBetter = known->lowerIsBetter;
    return metric;
}

enum class Spread { Resampled, NotAsked };

Interval medianOf(const std::vector<double>& samples, Spread spread) {
    const double median = stats::median(samples);
    if (spread == Spread::NotAsked) return {median, median, median};
    stats::BootstrapOptions options;
    // BCa corrects by leaving samples out one at a time, which says next to nothing about a median: of ten
    // samples it covers no better (simulated in the tests of stats/bootstrap.h).
    options.method = stats::BootstrapMethod::Percentile;
    options.resamples = kSideResamples;
    const stats::Interval interval = stats::medianInterval(samples, options);
    return {median, interval.low, interval.high};
}

class RowMetrics {
  public:
    RowMetrics(const BenchRun& run, const BenchRow& row) : m_run(run), m_row(row) {}

    std::vector<Metric> all() {
        addAll();
        return std::move(m_metrics);
    }

    /// What `id` does not follow from is left out.
    std::optional<Metric> one(std::string_view id, Spread spread) {
        m_only = id;
        m_spread = spread;
        addAll();
        const auto found = std::find_if(m_metrics.begin(), m_metrics.end(),
                                        [id](const Metric& metric) { return metric.id == id; });
        return found != m_metrics.end() ? std::optional(std::move(*found)) : std::nullopt;
    }

  private:
    void addAll() {
        addTimes();
        addMemory();
        addSystem();
        addHardware();
        if (m_row.storedBytes != 0) {
            addExact(metric::kStoredBytes, static_cast<double>(m_row.storedBytes));
            addExact(metric::kRatio, m_row.ratio());
        }
    }

    [[nodiscard]] bool wanted(std::string_view id) const {
        return m_only.empty() || id == m_only ||
               (m_only == metric::kPeakHeapMultiple && id == metric::kPeakHeap) ||
               (m_only == metric::kPeakResidentMultiple && id == metric::kPeakResident);
    }

    /// Of every run, or not at all: a metric that some runs lack cannot be paired. `valueOf` gives an
    /// optional.
    template <class ValueOf>
    const Metric* addRuns(std::string_view id, const ValueOf& valueOf) {
        if (!wanted(id)) return nullptr;
        Metric metric = ofKind(id);
        for (const RunSample& sample : m_row.runs) {
            const auto value = valueOf(sample);
            if (!value) return nullptr;
            metric.samples.push_back(static_cast<double>(*value));
        }
        if (metric.samples.empty()) return nullptr;
        metric.value = medianOf(metric.samples, m_spread);
        m_metrics.push_back(std::move(metric));
        return &m_metrics.back();
    }
    template <class Number>
    const Metric* addField(std::string_view id, Number RunSample::*field) {
        return addRuns(id, [field](const RunSample& sample) { return std::optional(sample.*field); });
    }
    template <class Number>
    const Metric* addField(std::string_view id, std::optional<Number> RunSample::*field) {
        return addRuns(id, [field](const RunSample& sample) { return sample.*field; });
    }

    void addExact(std::string_view id, double value) {
        Metric metric = ofKind(id);
        metric.exact = true;
        metric.value = {value, value, value};
        m_metrics.push_back(std::move(metric));
    }

    /// `amount` a second. The samples are turned one by one, so that they pair like the times.
    void addRate(std::string_view id, double amount) {
        if (amount <= 0 || m_row.medianNs <= 0 || !wanted(id)) return;
        const auto rate = [amount](double ns) { return ns > 0 ? amount * kNsPerSecond / ns : 0; };
        Metric metric = ofKind(id);
        for (const std::uint64_t sample : m_row.samplesNs)
            metric.samples.push_back(rate(static_cast<double>(sample)));
        metric.value = {rate(m_row.medianNs), rate(m_row.ciHighNs), rate(m_row.ciLowNs)};
        m_metrics.push_back(std::move(metric));
    }

    /// The metric `of`, over the stored bytes.
    void addMultiple(std::string_view id, std::string_view of) {
        const auto base = std::find_if(m_metrics.begin(), m_metrics.end(),
                                       [of](const Metric& metric) { return metric.id == of; });
        if (base == m_metrics.end() || m_row.storedBytes == 0) return;
        const double stored = static_cast<double>(m_row.storedBytes);
        Metric metric = ofKind(id);
        metric.exact = base->exact;
        for (const double sample : base->samples) metric.samples.push_back(sample / stored);
        metric.value = {base->value.value / stored, base->value.low / stored, base->value.high / stored};
        m_metrics.push_back(std::move(metric));
    }

    void addTimes() {
        Metric time = ofKind(metric::kTime);
        time.samples.assign(m_row.samplesNs.begin(), m_row.samplesNs.end());
        time.value = {m_row.medianNs, m_row.ciLowNs, m_row.ciHighNs};
        m_metrics.push_back(std::move(time));
        addField(metric::kUserTime, &RunSample::userNs);
        addField(metric::kSystemTime, &RunSample::systemNs);
        // A load touches a few pages whatever the size of the space: it has no rate.
        if (m_row.operation != Operation::Load) {
            addRate(metric::kAtomRate, static_cast<double>(m_row.atoms));
            addRate(metric::kRawRate, static_cast<double>(m_row.rawBytes));
            addRate(metric::kStoredRate, static_cast<double>(m_row.storedBytes));
        }
        addRuns(metric::kCpuUse, [&](const RunSample& sample) {
            const double cores = m_row.threads;
            const double elapsed = static_cast<double>(sample.wallNs) * cores;
            return elapsed > 0 ? std::optional(static_cast<double>(sample.userNs + sample.systemNs) / elapsed)
                               : std::nullopt;
        });
    }

    void addMemory() {
        if (m_row.runs.empty()) { // results of earlier versions: one counted run
            const auto addOne = [&](std::string_view id, const std::optional<std::uint64_t>& value) {
                if (!value) return;
                Metric metric = ofKind(id);
                const auto number = static_cast<double>(*value);
                metric.value = {number, number, number};
                m_metrics.push_back(std::move(metric));
            };
            addOne(metric::kAllocations, m_row.allocations);
            addOne(metric::kAllocatedBytes, m_row.allocatedBytes);
            addOne(metric::kPeakHeap, m_row.peakHeapBytes);
            addOne(metric::kPeakResident, m_row.peakRssBytes);
        } else {
            addCounted(metric::kAllocations, &RunSample::allocations);
            addCounted(metric::kAllocatedBytes, &RunSample::allocatedBytes);
            addCounted(metric::kPeakHeap, &RunSample::peakHeapBytes);
            addField(metric::kPeakResident, &RunSample::peakResidentBytes);
        }
        addMultiple(metric::kPeakHeapMultiple, metric::kPeakHeap);
        addMultiple(metric::kPeakResidentMultiple, metric::kPeakResident);
    }

    /// On one thread the same program allocates the same: where all runs say so, any difference to another
    /// run is real. How many threads there are decides how work is cut, so theirs are no such figures.
    void addCounted(std::string_view id, std::optional<std::uint64_t> RunSample::*field) {
        if (addField(id, field) == nullptr) return;
        Metric& metric = m_metrics.back();
        metric.exact = m_row.threads == 1 &&
                       std::all_of(metric.samples.begin(), metric.samples.end(),
                                   [&](double sample) { return sample == metric.samples.front(); });
    }

    void addSystem() {
        addField(metric::kBytesRead, &RunSample::bytesRead);
        addField(metric::kBytesWritten, &RunSample::bytesWritten);
        if (m_row.medium == "file") addDiskShare();
        addField(metric::kMinorFaults, &RunSample::minorFaults);
        addField(metric::kMajorFaults, &RunSample::majorFaults);
        addRuns(metric::kContextSwitches, [](const RunSample& sample) {
            return std::optional(sample.voluntarySwitches + sample.involuntarySwitches);
        });
    }

    void addDiskShare() {
        const bool writes = m_row.operation == Operation::Serialize;
        // What comes from the page cache says nothing about a disk; and a load reads a few pages of a file.
        if (m_row.operation == Operation::Load || (!writes && m_row.cache != "cold")) return;
        const auto& bandwidth = writes ? m_run.diskWriteBytesPerSecond : m_run.diskReadBytesPerSecond;
        if (!bandwidth || *bandwidth <= 0) return;
        addRuns(metric::kDiskShare, [&](const RunSample& sample) -> std::optional<double> {
            if (sample.wallNs == 0 || (!writes && sample.coldConfirmed != true)) return std::nullopt;
            return static_cast<double>(m_row.storedBytes) * kNsPerSecond /
                   static_cast<double>(sample.wallNs) / *bandwidth;
        });
    }

    void addHardware() {
        addField(metric::kCycles, &RunSample::cycles);
        addField(metric::kInstructions, &RunSample::instructions);
        addField(metric::kCacheMisses, &RunSample::cacheMisses);
        addField(metric::kBranchMisses, &RunSample::branchMisses);
    }

    const BenchRun& m_run;
    const BenchRow& m_row;
    std::string_view m_only; ///< empty = all
    Spread m_spread = Spread::Resampled;
    std::vector<Metric> m_metrics;
};

/// Results of earlier versions have no key: what a plan would have called the row.
std::string keyOf(const BenchRow& row, const BenchInput& input) {
    if (!row.key.empty()) return row.key;
    return std::string(operationName(row.operation)) + "/" + row.formatId + "@" + input.name;
}

std::string labelOf(const BenchRow& row) {
    if (!row.label.empty()) return row.label;
    return std::string(operationName(row.operation)) + " " + row.formatId;
}

std::string planText(const nlohmann::ordered_json& plan, const char* key) {
    const auto found = plan.is_object() ? plan.find(key) : plan.end();
    return found != plan.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> tagsOf(const nlohmann::ordered_json& plan) {
    std::set<std::string> tags;
    const auto found = plan.is_object() ? plan.find("tags") : plan.end();
    if (found != plan.end() && found->is_array())
        for (const auto& tag : *found)
            if (tag.is_string()) tags.insert(tag.get<std::string>());
    return {tags.begin(), tags.end()};
}

bool hasMetrics(const BenchRow& row) {
    const bool believed = row.state == MeasureState::Measured || row.state == MeasureState::Insufficient;
    return believed && !row.samplesNs.empty();
}

RecordRow rowOf(const BenchRun& run, std::size_t index) {
    const BenchRow& row = run.rows[index];
    const BenchInput& input = run.inputs[run.inputOfRow[index]];
    RecordRow record;
    record.key = keyOf(row, input);
    record.label = labelOf(row);
    // Rows of two programs in one record are two things (recordsOf() gives each program its own).
    if (row.program != run.rows.front().program) {
        record.key += "#" + row.program;
        record.label += " (" + row.program + ")";
    }
    record.input = input.name;
    record.inputHash = input.hash;
    record.atoms = row.atoms;
    record.operation = operationName(row.operation);
    record.formatId = row.formatId;
    record.codec = row.codec;
    record.threads = row.threads;
    record.state = row.state;
    record.reason = row.reason;
    record.failures = row.failures.size();
    if (hasMetrics(row)) record.metrics = RowMetrics(run, row).all();
    for (const RunSample& sample : row.runs) record.rounds.push_back(sample.round);
    return record;
}

} // namespace

std::optional<Metric> metricOf(const BenchRun& run, std::size_t row, std::string_view id) {
    if (row >= run.rows.size() || !hasMetrics(run.rows[row])) return std::nullopt;
    return RowMetrics(run, run.rows[row]).one(id, Spread::Resampled);
}

std::optional<double> metricMedian(const BenchRun& run, std::size_t row, std::string_view id) {
    if (row >= run.rows.size() || !hasMetrics(run.rows[row])) return std::nullopt;
    const std::optional<Metric> metric = RowMetrics(run, run.rows[row]).one(id, Spread::NotAsked);
    return metric ? std::optional(metric->value.value) : std::nullopt;
}

RunRecord recordOf(const BenchRun& run) {
    RunRecord record;
    record.title = run.title;
    record.source = "spacebench";
    record.startedUtc = run.startedUtc;
    record.elapsedSeconds = run.elapsedSeconds;
    record.machine = machineOf(run.environment);
    record.planName = planText(run.plan, "name");
    record.tags = tagsOf(run.plan);
    record.complete = run.complete;
    record.noiseFloor = run.noiseFloor;
    record.environment = run.environment;
    record.plan = run.plan;
    record.document = toJson(run);
    for (std::size_t i = 0; i < run.rows.size(); ++i) record.rows.push_back(rowOf(run, i));
    record.warnings = run.warnings;
    return record;
}

std::vector<std::string> programsOf(const BenchRun& run) {
    std::vector<std::string> programs;
    for (const BenchRow& row : run.rows)
        if (std::count(programs.begin(), programs.end(), row.program) == 0) programs.push_back(row.program);
    return programs;
}

std::string ownProgram(const BenchRun& run) {
    const auto listed = run.plan.is_object() ? run.plan.find("programs") : run.plan.end();
    if (run.plan.is_object() && listed != run.plan.end() && listed->is_array())
        for (const auto& program : *listed)
            if (planText(program, "file").empty()) return planText(program, "name");
    return run.rows.empty() ? std::string() : run.rows.front().program;
}

std::vector<RunRecord> recordsOf(const BenchRun& run) {
    const std::vector<std::string> programs = programsOf(run);
    if (programs.size() < 2) return {recordOf(run)};
    std::vector<RunRecord> records;
    for (const std::string& program : programs) {
        BenchRun part = run;
        part.rows.clear();
        part.inputOfRow.clear();
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            if (run.rows[i].program != program) continue;
            part.rows.push_back(run.rows[i]);
            part.inputOfRow.push_back(run.inputOfRow[i]);
        }
        part.title += (part.title.empty() ? "" : ": ") + program;
        records.push_back(recordOf(part));
        records.back().session = run.startedUtc + " " + run.title;
    }
    return records;
}

} // namespace spacebench::results
