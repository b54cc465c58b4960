// SPDX-License-Identifier: Apache-2.0
//
// Runs to files and from them.
#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/report_file.h"
#include "jobs/report_text.h"
#include "jobs/runs/run_actions.h"
#include "results/interchange.h"

namespace spacebench::jobs::runs_job {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 10'000; ///< of one folder

/// What is to be imported from `path`: itself, or the JSON files in a folder that is none of criterion's.
/// Those have JSON files of other programs beside them (cargo's, npm's).
Result<std::vector<std::string>> filesOf(const std::string& path, const WorkContext& context) {
    std::vector<std::string> files;
    std::error_code problem;
    if (fs::is_directory(path, problem)) {
        SB_TRY(isCriterion, results::hasCriterionResults(path, context));
        if (isCriterion) return std::vector<std::string>{path};
        fs::directory_iterator entry(path, problem);
        for (const fs::directory_iterator end; !problem && entry != end; entry.increment(problem)) {
            std::error_code ignored;
            if (entry->path().filename().string().starts_with('.')) continue;
            if (entry->path().extension() != ".json" || !entry->is_regular_file(ignored)) continue;
            if (files.size() >= kMostFiles)
                return Error::limit("the folder holds too many files")
                    .in(path)
                    .expect(fmt::format("at most {}", kMostFiles));
            files.push_back(entry->path().string());
        }
        if (problem) return Error::system("the folder cannot be read", problem.value()).in(path);
        std::sort(files.begin(), files.end());
    }
    if (files.empty()) files.push_back(path);
    return files;
}

/// Uids of the history, and what to say of them.
Result<std::map<std::string, std::string>> knownRuns(results::RunStore& store) {
    std::map<std::string, std::string> known;
    for (const bool deleted : {false, true}) {
        results::RunFilter filter;
        filter.deleted = deleted;
        SB_TRY(runs, store.list(filter));
        for (const results::RunSummary& run : runs)
            known.emplace(run.uid, deleted ? "deleted in the history (`runs restore` brings it back)"
                                           : "in the history already");
    }
    return known;
}

Result<void> writeRun(const results::RunRecord& run, bool google, const std::string& path) {
    SB_TRY(file, jobs::beginReport(path, {}));
    return finishReport(file.get(), jsonText(google ? results::toGoogleBenchmark(run) : toJson(run)));
}

} // namespace

Result<JobReport> exportRuns(const ActionCall& call) {
    const bool google = call.values.text("as") == "google-benchmark";
    const std::string output = call.values.text("output");
    std::vector<results::RunRecord> runs;
    for (const std::string& text : call.arguments) {
        SB_TRY(uid, call.store.find(text));
        SB_TRY(run, call.store.get(uid));
        runs.push_back(std::move(run));
    }
    if (output.empty()) return Error::invalid("export needs a file").expect("-o FILE");
    std::error_code problem;
    const bool folder = runs.size() > 1 || fs::is_directory(output, problem);
    if (folder) {
        problem.clear();
        fs::create_directories(output, problem);
        if (problem) return Error::system("the folder cannot be made", problem.value()).in(output);
    }
    JobReport report = beginReport(call, "export");
    Json files = Json::array();
    for (const results::RunRecord& run : runs) {
        SB_CHECK(call.services.work.poll());
        // A uid of a foreign file may hold anything, a way out of the folder too.
        std::string name = run.uid;
        std::replace(name.begin(), name.end(), '/', '_');
        const std::string path = folder ? (fs::path(output) / (name + ".json")).string() : output;
        SB_CHECK(writeRun(run, google, path));
        files.push_back({{"run", run.uid}, {"file", path}});
        report.text += fmt::format("{}: written to {}\n", run.uid, path);
    }
    report.json["files"] = std::move(files);
    return report;
}

Result<JobReport> importRuns(const ActionCall& call) {
    const std::vector<std::string> tags = splitList(call.values.text("tag"));
    std::vector<std::string> sources;
    std::vector<results::RunRecord> runs;
    SB_TRY(known, knownRuns(call.store));
    Json skipped = Json::array();
    std::string said;
    // Everything is read before the first run is added, and they are added together: a bad file adds nothing.
    for (const std::string& argument : call.arguments) {
        SB_TRY(files, filesOf(argument, call.services.work));
        for (const std::string& file : files) {
            SB_TRY(ofFile, results::importRuns(file, call.services.work));
            for (results::RunRecord& run : ofFile) {
                if (!run.uid.empty()) {
                    const auto [place, isNew] = known.emplace(run.uid, "named twice");
                    if (!isNew) {
                        skipped.push_back({{"run", run.uid}, {"file", file}, {"reason", place->second}});
                        said +=
                            fmt::format("{}: {}, so that of {} is left out\n", run.uid, place->second, file);
                        continue;
                    }
                }
                run.tags.insert(run.tags.end(), tags.begin(), tags.end());
                sources.push_back(file);
                runs.push_back(std::move(run));
            }
        }
    }
    SB_TRY(uids, call.store.addAll(runs));
    JobReport report = beginReport(call, "import");
    Json added = Json::array();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const results::RunRecord& run = runs[i];
        added.push_back(
            {{"run", uids[i]}, {"file", sources[i]}, {"source", run.source}, {"rows", run.rows.size()}});
        report.text += fmt::format("{}: {} {} of {} from {}\n", uids[i], run.rows.size(),
                                   run.rows.size() == 1 ? "row" : "rows", run.source, sources[i]);
    }
    report.text += said;
    report.json["skipped"] = std::move(skipped);
    report.json["runs"] = std::move(added);
    return report;
}

} // namespace spacebench::jobs::runs_job
