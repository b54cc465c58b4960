// SPDX-License-Identifier: Apache-2.0
#include "jobs/runs/find_run.h"

#include <filesystem>

#include <fmt/format.h>

#include "results/interchange.h"

namespace spacebench::jobs {

namespace {

using Found = Result<std::shared_ptr<const results::RunRecord>>;

Found runOf(const std::string& text, const std::string& dataFolder) {
    SB_TRY(store, results::RunStore::open(dataFolder));
    SB_TRY(uid, store->find(text));
    SB_TRY(record, store->get(uid));
    return std::make_shared<const results::RunRecord>(std::move(record));
}

/// Whether the history calls a run exactly that. A folder `release` beside a baseline of that name, or
/// `main`, is no result.
bool isKnownName(const std::string& text, const std::string& dataFolder) {
    const auto store = results::RunStore::open(dataFolder);
    if (!store.ok()) return false;
    const auto uid = (*store)->find(text);
    if (!uid.ok()) return false;
    if (*uid == text || text.starts_with("latest")) return true;
    const auto named = (*store)->baselines();
    return named.ok() && named->count(text) != 0;
}

} // namespace

Found findRun(const std::string& text, const std::string& dataFolder, const WorkContext& context) {
    const bool mayBeName = text.find('/') == std::string::npos && !text.ends_with(".json");
    std::error_code ignored;
    if (!text.empty() && std::filesystem::exists(text, ignored) &&
        !(mayBeName && isKnownName(text, dataFolder))) {
        SB_TRY(imported, results::importRun(text, context));
        return std::make_shared<const results::RunRecord>(std::move(imported));
    }
    // A path that does not exist is a slip, not the name of a run: no run has one.
    if (text.find('/') != std::string::npos)
        return Error::invalid("there is no such file").in(text).advise("List the runs with: spacectl runs");
    return runOf(text, dataFolder);
}

Result<std::string> keepRun(const results::RunRecord& run, const std::string& dataFolder) {
    SB_TRY(store, results::RunStore::open(dataFolder));
    return store->add(run);
}

} // namespace spacebench::jobs
