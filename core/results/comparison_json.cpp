// SPDX-License-Identifier: Apache-2.0
#include "results/comparison.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

Json runJson(const RunRecord& run) {
    return {{"uid", run.uid},
            {"title", run.title},
            {"source", run.source},
            {"machine", run.machine},
            {"started_utc", run.startedUtc},
            {"complete", run.complete},
            {"noise_floor", run.noiseFloor > 0 ? Json(run.noiseFloor) : Json(nullptr)},
            {"session", run.session}};
}

Json cellJson(const ComparisonCell& cell) {
    Json json;
    json["value"] = cell.metric == nullptr ? Json(nullptr) : Json(cell.metric->value.value);
    json["ci95"] =
        cell.metric == nullptr ? Json(nullptr) : Json({cell.metric->value.low, cell.metric->value.high});
    json["samples"] = cell.metric == nullptr ? Json::array() : Json(cell.metric->samples);
    json["reason"] = cell.reason;
    json["warnings"] = cell.warnings;
    if (!cell.compared()) {
        json["against_first"] = nullptr;
        return json;
    }
    const bool tested = cell.against.tested;
    json["against_first"] = {{"before", cell.against.before},
                             {"after", cell.against.after},
                             {"ratio", cell.against.ratio}, // null where it is from 0
                             {"ci95", {cell.against.interval.low, cell.against.interval.high}},
                             {"p", tested ? Json(cell.against.p) : Json(nullptr)},
                             {"p_adjusted", tested ? Json(cell.adjustedP) : Json(nullptr)},
                             {"runs", cell.runs},
                             {"basis", basisName(cell.basis)},
                             {"verdict", stats::changeName(cell.against.change)}};
    return json;
}

const Metric* anyMetric(const Comparison& comparison) {
    for (const ComparisonRow& row : comparison.rows)
        for (const ComparisonCell& cell : row.cells)
            if (cell.metric != nullptr) return cell.metric;
    return nullptr;
}

} // namespace

Json toJson(const Comparison& comparison) {
    Json json;
    json["schema"] = "spacebench.comparison";
    json["version"] = 1;
    json["runs"] = Json::array();
    for (const auto& run : comparison.runs) json["runs"].push_back(runJson(*run));
    const Metric* const metric = anyMetric(comparison);
    json["metric"] = comparison.options.metric;
    json["unit"] = metric == nullptr ? "" : unitName(metric->unit);
    json["lower_is_better"] = metric == nullptr || metric->lowerIsBetter;
    json["threshold"] = comparison.options.threshold;
    json["noise_floor"] = comparison.noiseFloor > 0 ? Json(comparison.noiseFloor) : Json(nullptr);
    json["seed"] = comparison.options.seed;
    json["correction"] = stats::correctionName(comparison.correction);
    json["rows"] = Json::array();
    for (const ComparisonRow& row : comparison.rows) {
        Json one = {{"key", row.key}, {"label", row.label}, {"input", row.input}};
        one["cells"] = Json::array();
        for (const ComparisonCell& cell : row.cells) one["cells"].push_back(cellJson(cell));
        json["rows"].push_back(std::move(one));
    }
    Json counts;
    for (const stats::Change change : {stats::Change::Faster, stats::Change::Slower, stats::Change::Same,
                                       stats::Change::Inconclusive, stats::Change::Insufficient})
        counts[std::string(stats::changeName(change))] = comparison.count(change);
    json["counts"] = std::move(counts);
    json["geometric_mean_ratio"] =
        comparison.geometricMeanRatio > 0 ? Json(comparison.geometricMeanRatio) : Json(nullptr);
    json["warnings"] = comparison.warnings;
    json["method"] = methodText(comparison);
    return json;
}

} // namespace spacebench::results
