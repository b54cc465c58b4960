// SPDX-License-Identifier: Apache-2.0
//
// Actions that only look at the history.
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/report_text.h"
#include "jobs/runs/run_actions.h"
#include "results/metric_catalog.h"
#include "results/text_table.h"
#include "stats/series_checks.h"

namespace spacebench::jobs::runs_job {

namespace {

using results::Interval;
using results::RunSummary;

Json summaryJson(const RunSummary& run) {
    return {{"uid", run.uid},
            {"title", run.title},
            {"source", run.source},
            {"started_utc", run.startedUtc},
            {"elapsed_seconds", run.elapsedSeconds},
            {"machine", run.machine},
            {"plan_name", run.planName},
            {"note", run.note},
            {"tags", run.tags},
            {"inputs", run.inputs},
            {"baselines", run.baselines},
            {"rows", run.rows},
            {"complete", run.complete},
            {"deleted", run.deleted}};
}

std::string timeText(const results::Metric& metric) {
    const auto text = [&](double value) { return results::metricText(metric.unit, value); };
    if (metric.value.low == metric.value.high) return text(metric.value.value);
    return fmt::format("{} [{} .. {}]", text(metric.value.value), text(metric.value.low),
                       text(metric.value.high));
}

std::string joinedText(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

} // namespace

Result<JobReport> listRuns(const ActionCall& call) {
    results::RunFilter filter;
    filter.text = call.values.text("search");
    filter.tags = splitList(call.values.text("tag"));
    filter.machine = call.values.text("machine");
    filter.input = call.values.text("input");
    filter.source = call.values.text("source");
    filter.sinceUtc = call.values.text("since");
    filter.untilUtc = call.values.text("until");
    filter.deleted = call.values.flag("deleted");
    SB_TRY(limit, call.values.number("limit", 0));
    filter.limit = limit;
    SB_TRY(runs, call.store.list(filter));
    JobReport report = beginReport(call, "list");
    Json list = Json::array();
    std::vector<std::vector<std::string>> table = {{"run", "started (UTC)", "rows", "title", "tags"}};
    for (const RunSummary& run : runs) {
        list.push_back(summaryJson(run));
        std::vector<std::string> tags = run.tags;
        for (const std::string& name : run.baselines) tags.push_back("baseline " + name);
        if (!run.complete) tags.emplace_back("incomplete");
        table.push_back({run.uid, run.startedUtc.empty() ? "unknown" : run.startedUtc,
                         groupedNumber(run.rows), run.title, joinedText(tags)});
    }
    report.json["runs"] = std::move(list);
    report.text = runs.empty() ? "no runs\n" : results::tableText(table, 2);
    return report;
}

Result<JobReport> showRun(const ActionCall& call) {
    SB_TRY(uid, call.store.find(call.arguments.front()));
    SB_TRY(run, call.store.get(uid));
    JobReport report = beginReport(call, "show");
    report.json["run"] = toJson(run);
    report.text = run.title + "\n" + labelLine("run", run.uid) + labelLine("source", run.source) +
                  labelLine("started", run.startedUtc.empty() ? "unknown" : run.startedUtc) +
                  labelLine("took", durationText(run.elapsedSeconds * 1e9)) +
                  labelLine("machine", run.machine);
    if (!run.planName.empty()) report.text += labelLine("plan", run.planName);
    if (!run.tags.empty()) report.text += labelLine("tags", joinedText(run.tags));
    if (!run.note.empty()) report.text += labelLine("note", run.note);
    if (run.noiseFloor > 0)
        report.text += labelLine("noise floor", fmt::format("{} %", significant(run.noiseFloor * 100, 2)));
    if (!run.complete) report.text += labelLine("complete", "no: it was interrupted");
    std::vector<std::vector<std::string>> table = {{"row", "samples", "time [95 %]"}};
    std::string notes;
    report.json["notes"] = Json::array();
    for (const results::RecordRow& row : run.rows) {
        const results::Metric* const time = row.metric(results::metric::kTime);
        std::string figure = time != nullptr ? timeText(*time) : std::string(stateName(row.state));
        if (time == nullptr && !row.reason.empty()) figure += ": " + row.reason;
        table.push_back({row.label, time != nullptr ? groupedNumber(time->samples.size()) : "", figure});
        if (time == nullptr) continue;
        for (const std::string& note : stats::seriesWarnings(time->samples)) {
            report.json["notes"].push_back({{"key", row.key}, {"note", note}});
            notes += fmt::format("note: {}: {}\n", row.label, note);
        }
    }
    report.text += "\n" + results::tableText(table, 1) + (notes.empty() ? "" : "\n") + notes;
    for (const std::string& warning : run.warnings) report.text += "warning: " + warning + "\n";
    return report;
}

Result<JobReport> listBaselines(const ActionCall& call) {
    SB_TRY(named, call.store.baselines());
    JobReport report = beginReport(call, "baselines");
    report.json["baselines"] = Json(named);
    std::vector<std::vector<std::string>> table = {{"baseline", "run"}};
    for (const auto& [name, uid] : named) table.push_back({name, uid});
    report.text = named.empty() ? "no baselines\n" : results::tableText(table, 1);
    return report;
}

Result<JobReport> listKeys(const ActionCall& call) {
    SB_TRY(keys, call.store.keys());
    JobReport report = beginReport(call, "keys");
    Json list = Json::array();
    std::vector<std::vector<std::string>> table = {{"runs", "key"}};
    for (const auto& [key, runs] : keys) {
        list.push_back({{"key", key}, {"runs", runs}});
        table.push_back({groupedNumber(runs), key});
    }
    report.json["keys"] = std::move(list);
    report.text = keys.empty() ? "no rows\n" : results::tableText(table, 0);
    return report;
}

Result<JobReport> showTrend(const ActionCall& call) {
    const std::string& key = call.arguments.front();
    const std::string metric =
        call.values.has("metric") ? call.values.text("metric") : std::string(results::metric::kTime);
    SB_TRY(points, call.store.trend(key, metric));
    if (points.empty())
        return Error::invalid(fmt::format("no run has the metric '{}' of a row '{}'", metric, key))
            .advise("List the rows with: spacectl runs keys");
    std::vector<double> series;
    bool machines = false;
    bool inputs = false;
    for (const results::TrendPoint& point : points) {
        series.push_back(point.value.value);
        machines = machines || point.machine != points.front().machine;
        inputs = inputs || point.inputHash != points.front().inputHash;
    }
    const std::vector<stats::ChangePoint> changes = stats::changePoints(series);
    JobReport report = beginReport(call, "trend");
    report.json["key"] = key;
    report.json["metric"] = metric;
    Json list = Json::array();
    std::vector<std::vector<std::string>> table = {{"run", "started (UTC)", "value", "title"}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        const results::TrendPoint& point = points[i];
        list.push_back({{"uid", point.uid},
                        {"title", point.title},
                        {"started_utc", point.startedUtc},
                        {"machine", point.machine},
                        {"input_hash", point.inputHash},
                        {"value", point.value.value},
                        {"ci95", {point.value.low, point.value.high}}});
        table.push_back({point.uid, point.startedUtc.empty() ? "unknown" : point.startedUtc,
                         results::metricValueText(metric, point.value.value), point.title});
    }
    report.json["points"] = std::move(list);
    report.text = results::tableText(table, 2);
    Json steps = Json::array();
    for (const stats::ChangePoint& change : changes) {
        steps.push_back({{"index", change.index},
                         {"uid", points[change.index].uid},
                         {"before", change.before},
                         {"after", change.after},
                         {"p", change.p}});
        report.text += fmt::format("change at {}: {} before, {} from there on (p = {})\n",
                                   points[change.index].uid, results::metricValueText(metric, change.before),
                                   results::metricValueText(metric, change.after), significant(change.p, 2));
    }
    report.json["changes"] = std::move(steps);
    Json warnings = Json::array();
    if (machines) warnings.push_back("the runs are of different machines");
    if (inputs) warnings.push_back("the runs are of different inputs of the same name");
    for (const Json& warning : warnings) report.text += "warning: " + warning.get<std::string>() + "\n";
    report.json["warnings"] = std::move(warnings);
    if (changes.empty()) report.text += "no change point\n";
    return report;
}

} // namespace spacebench::jobs::runs_job
