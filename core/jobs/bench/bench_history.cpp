// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/bench_history.h"

#include <fmt/format.h>

#include "jobs/runs/find_run.h"
#include "results/comparison.h"
#include "results/run_store.h"

namespace spacebench::jobs::bench_job {

namespace {

Result<std::string> keepRecords(const ParamValues& values, const results::BenchRun& run) {
    std::vector<results::RunRecord> records = results::recordsOf(run);
    std::string text;
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].note = values.text("note");
        SB_TRY(uid, keepRun(records[i], values.text("data-dir")));
        text += fmt::format("\nkept as {}{}\n", uid,
                            records.size() > 1 ? " (" + records[i].title + ")" : std::string());
        // Of several programs it is this one.
        if (i == 0 && values.has("baseline")) {
            SB_TRY(store, results::RunStore::open(values.text("data-dir")));
            SB_CHECK(store->setBaseline(values.text("baseline"), uid));
        }
    }
    return text;
}

} // namespace

std::string keepBenchRun(const ParamValues& values, results::BenchRun& run) {
    if (values.flag("no-record")) return {};
    auto kept = keepRecords(values, run);
    if (kept.ok()) return std::move(*kept);
    run.warnings.push_back("not kept in the history: " + kept.error().describe());
    return {};
}

void addComparison(const results::BenchRun& run, JobReport& report) {
    std::vector<results::RunRecord> programs = results::recordsOf(run);
    if (programs.size() != 2) return;
    std::vector<std::shared_ptr<const results::RunRecord>> sides;
    // The plan of --against names this program first.
    for (auto& side : {&programs[1], &programs[0]})
        sides.push_back(std::make_shared<const results::RunRecord>(std::move(*side)));
    const auto comparison = results::compareRuns(std::move(sides), {});
    if (comparison.ok()) report.json["comparison"] = results::toJson(*comparison);
    report.text +=
        "\n" + (comparison.ok() ? results::toText(*comparison) : comparison.error().describe() + "\n");
}

} // namespace spacebench::jobs::bench_job
