// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab.h"

#include <filesystem>

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blake2b.h"
#include "jobs/copy_time.h"
#include "jobs/lab/lab_estimate.h"
#include "jobs/lab/lab_sweep.h"
#include "jobs/report_text.h"
#include "measure/environment.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

using results::LabRun;
using results::MeasureState;

/// Below this a codec's header decides the ratio, and a cache line the time.
constexpr std::uint64_t kLeastBytes = 4096;

nlohmann::ordered_json environmentOf(const std::string& folder) {
    measure::EnvironmentOptions options;
    options.dataPath = folder;
    if (folder.empty()) {
        std::error_code problem;
        options.dataPath = std::filesystem::temp_directory_path(problem).string();
        if (problem) options.dataPath = ".";
    }
    return measure::environmentStamp(options);
}

std::uint64_t sizeOfFile(const std::string& path) {
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    return problem ? 0 : size;
}

/// Figures of inputs that are too small to tell stay, under the state that says so.
void judgeSmallInput(LabRun& run) {
    if (run.rawBytes >= kLeastBytes) return;
    for (results::LabRow& row : run.rows) {
        if (row.state != MeasureState::Measured) continue;
        row.state = MeasureState::Insufficient;
        row.reason = fmt::format("an input of {} is too small to tell codecs apart", sizeText(run.rawBytes));
    }
}

} // namespace

Result<LabRun> runLab(const LabRequest& request, const JobServices& services,
                      const std::function<void(const LabRun&)>& onRow) {
    if (request.space == nullptr) return Error::invalid("the lab needs a space to measure");
    if (request.runs == 0) return Error::invalid("the lab needs at least one run");
    const std::uint64_t startNs = services.clock.nowNs();
    SB_TRY(space, space::inMemory(request.space, services.work));
    const space::PathSet& paths = *space->pathSet();
    if (paths.size() == 0)
        return Error::limit("there are no paths: nothing can be measured")
            .in(request.name)
            .advise("Choose a space, or a part of it, that holds at least one path");

    LabCircumstances circumstances;
    circumstances.rawBytes = paths.framed().size();
    circumstances.cores = services.work.executor != nullptr ? services.work.executor->concurrency() : 1;
    SB_TRY(plan, planLab(request, circumstances));

    LabRun run;
    run.input = request.selection.empty() ? request.name : request.name + ", " + request.selection;
    run.atoms = paths.size();
    run.rawBytes = circumstances.rawBytes;
    run.storedBytes = request.file.empty() || !request.selection.empty() ? 0 : sizeOfFile(request.file);
    run.budgetSeconds = request.budgetSeconds;
    run.environment = environmentOf(request.folder);
    for (const auto& warning : run.environment["warnings"])
        run.warnings.push_back(warning.get<std::string>());
    run.inputHash = hexText(codecs::blake2b256(paths.framed()));
    SB_TRY(memcpyNs, copyTime(paths.framed(), services.clock));
    run.memcpyNs = memcpyNs;
    for (const PlannedRow& planned : plan) run.rows.push_back(planned.row);
    if (onRow) onRow(run);

    auto measured = [&]() -> Result<void> {
        if (request.estimate) {
            auto estimated = estimateRows(request, services, paths, plan, run, onRow);
            LabSweep::settleRun(run, !estimated.ok());
            return estimated;
        }
        LabSweep sweep(request, services, onRow, paths, plan, run, startNs);
        auto swept = sweep.measure();
        sweep.finish(!swept.ok());
        return swept;
    }();
    judgeSmallInput(run);
    if (onRow) onRow(run);
    if (!measured.ok()) return std::move(measured).error();
    return run;
}

double estimateLabSeconds(const LabRequest& request) {
    const SteadyClock clock;
    if (request.space == nullptr) return 0;
    const auto space = space::inMemory(request.space, {});
    if (!space.ok() || (*space)->pathSet()->size() == 0) return 0;
    const space::PathSet& paths = *(*space)->pathSet();
    const auto plan = planLab(request, {paths.framed().size(), 1});
    if (!plan.ok()) return 0;
    LabCostModel costs(paths, clock);
    constexpr double kMostSeconds = 2;
    if (!costs.sample(*plan, kMostSeconds, {}).ok()) return 0;
    double seconds = 0;
    for (const PlannedRow& planned : *plan) {
        if (!planned.toMeasure()) continue;
        constexpr double kDecompressions = 3; // counted, verified, timed
        seconds +=
            costs.compressSeconds(planned.row) + kDecompressions * costs.decompressSeconds(planned.row);
    }
    return request.budgetSeconds > 0 ? std::min(seconds, request.budgetSeconds) : seconds;
}

} // namespace spacebench::jobs
