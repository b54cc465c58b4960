// SPDX-License-Identifier: Apache-2.0
#include "results/run_record.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/json_fields.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "spacebench.run";
constexpr std::uint64_t kVersion = 1;
// What a document may hold: the guide's whole suite has some hundred rows of twenty metrics.
constexpr std::size_t kMostRows = 100'000;
constexpr std::size_t kMostMetrics = 256;
constexpr std::uint64_t kMostThreads = 1'000'000;
constexpr std::size_t kMostSamples = 10'000'000; ///< of one metric
constexpr std::size_t kMostWords = 10'000;       ///< tags, warnings

constexpr std::array<std::pair<MetricUnit, std::string_view>, 7> kUnits = {{
    {MetricUnit::Nanoseconds, "ns"},
    {MetricUnit::PerSecond, "1/s"},
    {MetricUnit::BytesPerSecond, "B/s"},
    {MetricUnit::Bytes, "B"},
    {MetricUnit::Count, ""},
    {MetricUnit::Ratio, "x"},
    {MetricUnit::Share, "share"},
}};

constexpr std::array kStates = {MeasureState::Measured, MeasureState::Insufficient, MeasureState::Unavailable,
                                MeasureState::Rejected, MeasureState::Failed};

std::string countText(double value) {
    constexpr double kMostExact = 0x1p53;
    if (value >= 0 && value <= kMostExact && std::trunc(value) == value)
        return groupedNumber(static_cast<std::uint64_t>(value));
    return significant(value);
}

std::string bytesText(double value) {
    constexpr double kMostBytes = 0x1p63;
    if (value < 0) return "-" + bytesText(-value);
    if (!(value < kMostBytes)) return significant(value) + " B";
    return sizeText(static_cast<std::uint64_t>(std::llround(value)));
}

Json metricJson(const Metric& metric) {
    return {{"id", metric.id},
            {"title", metric.title},
            {"unit", unitName(metric.unit)},
            {"lower_is_better", metric.lowerIsBetter},
            {"exact", metric.exact},
            {"value", metric.value.value},
            {"ci95", {metric.value.low, metric.value.high}},
            {"samples", metric.samples}};
}

Json rowJson(const RecordRow& row) {
    Json json = {{"key", row.key},         {"label", row.label},
                 {"input", row.input},     {"input_hash", row.inputHash},
                 {"atoms", row.atoms},     {"operation", row.operation},
                 {"format", row.formatId}, {"codec", row.codec},
                 {"threads", row.threads}, {"state", stateName(row.state)},
                 {"reason", row.reason},   {"failures", row.failures}};
    Json metrics = Json::array();
    for (const Metric& metric : row.metrics) metrics.push_back(metricJson(metric));
    json["metrics"] = std::move(metrics);
    json["rounds"] = row.rounds;
    return json;
}

Result<Metric> metricFrom(const Json& json, const std::string& place) {
    JsonFields fields(json, place);
    Metric metric;
    metric.id = fields.text("id");
    if (metric.id.empty()) fields.refuse("id", "the name of a metric");
    metric.title = fields.text("title", metric.id);
    if (const auto unit = unitNamed(fields.text("unit"))) {
        metric.unit = *unit;
    } else {
        fields.refuse("unit", "one of ns, 1/s, B/s, B, x, share, or nothing");
    }
    metric.lowerIsBetter = fields.flag("lower_is_better", true);
    metric.exact = fields.flag("exact", false);
    const double least = metric.id == metric::kTime ? 0 : std::numeric_limits<double>::lowest();
    metric.samples = fields.numbers("samples", kMostSamples, least);
    if (!fields.has("value")) fields.refuse("value", "a number");
    metric.value.value = fields.number("value", 0, least);
    metric.value.low = metric.value.high = metric.value.value;
    if (fields.has("ci95")) {
        const std::vector<double> ends = fields.numbers("ci95", 2, least);
        if (ends.size() == 2 && ends[0] <= ends[1]) {
            metric.value.low = ends[0];
            metric.value.high = ends[1];
        } else {
            fields.refuse("ci95", "two numbers, the smaller one first");
        }
    }
    SB_CHECK(fields.result());
    return metric;
}

Result<RecordRow> rowFrom(const Json& json, const std::string& place) {
    JsonFields fields(json, place);
    RecordRow row;
    row.key = fields.text("key");
    if (row.key.empty()) fields.refuse("key", "a text that is not empty");
    row.label = fields.text("label", row.key);
    row.input = fields.text("input");
    row.inputHash = fields.text("input_hash");
    row.atoms = fields.whole("atoms");
    row.operation = fields.text("operation");
    row.formatId = fields.text("format");
    row.codec = fields.text("codec");
    const std::uint64_t threads = fields.whole("threads");
    if (threads > kMostThreads) fields.refuse("threads", fmt::format("at most {}", kMostThreads));
    row.threads = static_cast<unsigned>(std::min(threads, kMostThreads));
    const std::string state = fields.text("state", "measured");
    const auto known = std::find_if(kStates.begin(), kStates.end(),
                                    [&](MeasureState candidate) { return stateName(candidate) == state; });
    if (known != kStates.end()) {
        row.state = *known;
    } else {
        fields.refuse("state", "one of measured, insufficient, not measurable here, rejected, failed");
    }
    row.reason = fields.text("reason");
    row.failures = fields.whole("failures");
    if (row.failures > kMostSamples) fields.refuse("failures", fmt::format("at most {}", kMostSamples));
    row.rounds = fields.wholes("rounds", kMostSamples);
    const Json& metrics = fields.list("metrics", kMostMetrics);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        SB_TRY(metric, metricFrom(metrics[i], fields.placeOf(fmt::format("metrics[{}]", i))));
        if (row.metric(metric.id) != nullptr)
            return Error::invalid(fmt::format("{} has the metric '{}' twice", place, metric.id));
        row.metrics.push_back(std::move(metric));
    }
    SB_CHECK(fields.result());
    return row;
}

} // namespace

std::string_view unitName(MetricUnit unit) {
    for (const auto& [candidate, name] : kUnits)
        if (candidate == unit) return name;
    return "";
}

std::optional<MetricUnit> unitNamed(std::string_view name) {
    for (const auto& [unit, candidate] : kUnits)
        if (candidate == name) return unit;
    return std::nullopt;
}

std::string metricText(MetricUnit unit, double value) {
    if (!std::isfinite(value)) return "unknown";
    switch (unit) {
    case MetricUnit::Nanoseconds:
        return durationText(value);
    case MetricUnit::PerSecond:
        if (std::abs(value) >= 1e6) return significant(value / 1e6) + " M/s";
        if (std::abs(value) >= 1e3) return significant(value / 1e3) + " k/s";
        return significant(value) + " /s";
    case MetricUnit::BytesPerSecond:
        return throughputText(value);
    case MetricUnit::Bytes:
        return bytesText(value);
    case MetricUnit::Count:
        return countText(value);
    case MetricUnit::Ratio:
        return significant(value) + " x";
    case MetricUnit::Share:
        return significant(value * 100, 3) + " %";
    }
    return {};
}

const Metric* RecordRow::metric(std::string_view id) const {
    const auto found =
        std::find_if(metrics.begin(), metrics.end(), [&](const Metric& one) { return one.id == id; });
    return found == metrics.end() ? nullptr : &*found;
}

std::string_view RecordRow::task() const {
    const std::string_view all = key;
    const std::string named = "@" + input;
    if (!input.empty() && all.ends_with(named)) return all.substr(0, all.size() - named.size());
    return all.substr(0, all.rfind('@'));
}

const RecordRow* RunRecord::row(std::string_view key) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const RecordRow& one) { return one.key == key; });
    return found == rows.end() ? nullptr : &*found;
}

nlohmann::ordered_json toJson(const RunRecord& record) {
    Json json = {{"schema", kSchema},
                 {"version", kVersion},
                 {"uid", record.uid},
                 {"title", record.title},
                 {"source", record.source},
                 {"started_utc", record.startedUtc},
                 {"elapsed_seconds", record.elapsedSeconds},
                 {"machine", record.machine},
                 {"plan_name", record.planName},
                 {"note", record.note},
                 {"tags", record.tags},
                 {"complete", record.complete},
                 {"noise_floor", record.noiseFloor},
                 {"session", record.session},
                 {"warnings", record.warnings}};
    Json rows = Json::array();
    for (const RecordRow& row : record.rows) rows.push_back(rowJson(row));
    json["rows"] = std::move(rows);
    json["environment"] = record.environment;
    json["plan"] = record.plan;
    json["document"] = record.document;
    return json;
}

Result<RunRecord> recordFromJson(const nlohmann::ordered_json& json) {
    if (!isNestedWithin(json, kMostJsonDepth))
        return Error::invalid("the document is nested too deep")
            .expect(fmt::format("at most {} levels", kMostJsonDepth));
    JsonFields fields(json, "");
    if (fields.text("schema") != kSchema)
        fields.refuse("schema", "\"spacebench.run\", what runs export writes");
    const std::uint64_t version = fields.whole("version");
    SB_CHECK(fields.result());
    if (version != kVersion)
        return Error::unsupportedVersion("the run is of a version that is not read")
            .expect(fmt::format("version {}", kVersion))
            .got(fmt::format("version {}", version))
            .advise("Read it with the Spacebench that wrote it, or a later one");

    RunRecord record;
    record.uid = fields.text("uid");
    record.title = fields.text("title");
    record.source = fields.text("source", "spacebench");
    record.startedUtc = fields.text("started_utc");
    record.elapsedSeconds = fields.number("elapsed_seconds", 0, 0);
    record.machine = fields.text("machine", "unknown");
    record.planName = fields.text("plan_name");
    record.note = fields.text("note");
    record.tags = fields.texts("tags", kMostWords);
    std::sort(record.tags.begin(), record.tags.end());
    record.tags.erase(std::unique(record.tags.begin(), record.tags.end()), record.tags.end());
    record.complete = fields.flag("complete", true);
    record.noiseFloor = fields.number("noise_floor", 0, 0);
    record.session = fields.text("session");
    record.warnings = fields.texts("warnings", kMostWords);
    record.environment = fields.any("environment");
    record.plan = fields.any("plan");
    record.document = fields.any("document");
    const Json& rows = fields.list("rows", kMostRows);
    SB_CHECK(fields.result());
    record.rows.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        SB_TRY(row, rowFrom(rows[i], fmt::format("rows[{}]", i)));
        record.rows.push_back(std::move(row));
    }
    return record;
}

} // namespace spacebench::results
