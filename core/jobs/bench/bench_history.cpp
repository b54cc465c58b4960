// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/bench_history.h"

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/runs/find_run.h"
#include "results/comparison.h"
#include "results/run_store.h"

namespace spacebench::jobs::bench_job {

namespace {

/// What never got a figure clears everything that is judged by it.
std::string whyNoBaseline(const results::RunRecord& run) {
    if (!run.complete) return "it was interrupted";
    bool measured = false;
    for (const results::RecordRow& row : run.rows) {
        if (row.state == results::MeasureState::Failed || row.state == results::MeasureState::Rejected)
            return fmt::format("{}: {}", row.label, row.reason);
        measured = measured || !row.metrics.empty();
    }
    return measured ? std::string() : "nothing was measured";
}

Result<void> moveBaseline(const ParamValues& values, const results::RunRecord& run) {
    const std::string& name = values.text("baseline");
    if (const std::string why = whyNoBaseline(run); !why.empty())
        return Error::limit(fmt::format("the run is kept, but is not made the baseline '{}'", name)).got(why);
    SB_TRY(store, results::RunStore::open(values.text("data-dir")));
    return store->setBaseline(name, run.uid);
}

/// Lines for the report go to `text`, as far as it gets.
Result<void> keepRecords(const ParamValues& values, const results::BenchRun& run, std::string& text) {
    const std::vector<std::string> programs = results::programsOf(run);
    std::vector<results::RunRecord> records = results::recordsOf(run);
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].note = values.text("note");
        SB_TRY(uid, keepRun(records[i], values.text("data-dir")));
        text += fmt::format("\nkept as {}{}\n", uid,
                            records.size() > 1 ? " (" + records[i].title + ")" : std::string());
        records[i].uid = std::move(uid);
    }
    // Only now: one that cannot be a baseline keeps no other program out of the history.
    if (!values.has("baseline")) return {};
    for (std::size_t i = 0; i < records.size(); ++i)
        if (programs[i] == results::ownProgram(run)) SB_CHECK(moveBaseline(values, records[i]));
    return {};
}

} // namespace

Result<void> checkBaseline(const ParamValues& values) {
    if (!values.has("baseline")) return {};
    if (values.flag("no-record"))
        return Error::invalid("--baseline and --no-record contradict each other")
            .advise("A baseline is a run of the history.");
    return results::checkBaselineName(values.text("baseline"));
}

std::string keepBenchRun(const ParamValues& values, results::BenchRun& run, JobReport& report) {
    if (values.flag("no-record")) return {};
    std::string text;
    const auto kept = keepRecords(values, run, text);
    if (kept.ok()) return text;
    if (!values.has("baseline")) {
        run.warnings.push_back("not kept in the history: " + kept.error().describe());
        return text;
    }
    // A script that asked for a baseline goes on to judge by it.
    if (report.exitStatus == 0) report.exitStatus = exitCodeOf(kept.error().code);
    report.problems.push_back(kept.error());
    return text;
}

void addComparison(const results::BenchRun& run, JobReport& report) {
    const std::vector<std::string> programs = results::programsOf(run);
    if (programs.size() != 2) return;
    std::vector<std::shared_ptr<const results::RunRecord>> sides;
    for (results::RunRecord& side : results::recordsOf(run))
        sides.push_back(std::make_shared<const results::RunRecord>(std::move(side)));
    if (programs.front() == results::ownProgram(run)) std::swap(sides[0], sides[1]);
    const auto comparison = results::compareRuns(std::move(sides), {});
    if (comparison.ok()) report.json["comparison"] = results::toJson(*comparison);
    report.text +=
        "\n" + (comparison.ok() ? results::toText(*comparison) : comparison.error().describe() + "\n");
}

} // namespace spacebench::jobs::bench_job
