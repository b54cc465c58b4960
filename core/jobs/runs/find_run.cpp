// SPDX-License-Identifier: Apache-2.0
#include "jobs/runs/find_run.h"

#include <filesystem>

#include <fmt/format.h>

#include "results/interchange.h"

namespace spacebench::jobs {

Result<std::shared_ptr<const results::RunRecord>>
findRun(const std::string& text, const std::string& dataFolder, const WorkContext& context) {
    std::error_code ignored;
    if (!text.empty() && std::filesystem::exists(text, ignored)) {
        SB_TRY(imported, results::importRun(text, context));
        return std::make_shared<const results::RunRecord>(std::move(imported));
    }
    // A path that does not exist is a slip, not the name of a run: no run has one.
    if (text.find('/') != std::string::npos)
        return Error::invalid("there is no such file").in(text).advise("List the runs with: spacectl runs");
    SB_TRY(store, results::RunStore::open(dataFolder));
    SB_TRY(uid, store->find(text));
    SB_TRY(record, store->get(uid));
    return std::make_shared<const results::RunRecord>(std::move(record));
}

Result<std::string> keepRun(const results::RunRecord& run, const std::string& dataFolder) {
    SB_TRY(store, results::RunStore::open(dataFolder));
    return store->add(run);
}

} // namespace spacebench::jobs
