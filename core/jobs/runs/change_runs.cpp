// SPDX-License-Identifier: Apache-2.0
//
// Actions that change the history.
#include <algorithm>

#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/report_text.h"
#include "jobs/runs/run_actions.h"

namespace spacebench::jobs::runs_job {

namespace {

Result<JobReport> changed(const ActionCall& call, const char* action, const std::vector<std::string>& uids,
                          const char* done) {
    JobReport report = beginReport(call, action);
    report.json["runs"] = uids;
    for (const std::string& uid : uids) report.text += fmt::format("{}: {}\n", uid, done);
    return report;
}

/// "a,b" and further arguments, all as tags.
std::vector<std::string> tagsOf(const ActionCall& call) {
    std::vector<std::string> tags;
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        for (std::string& tag : splitList(call.arguments[i])) tags.push_back(std::move(tag));
    return tags;
}

Result<JobReport> setTags(const ActionCall& call, const char* action, bool add) {
    SB_TRY(uid, call.store.find(call.arguments.front()));
    SB_TRY(record, call.store.get(uid));
    std::vector<std::string> tags = record.tags;
    const std::vector<std::string> named = tagsOf(call);
    if (add) {
        tags.insert(tags.end(), named.begin(), named.end());
    } else if (named.empty()) {
        tags.clear();
    } else {
        for (const std::string& tag : named)
            tags.erase(std::remove(tags.begin(), tags.end(), tag), tags.end());
    }
    SB_CHECK(call.store.setTags(uid, tags));
    SB_TRY(after, call.store.get(uid));
    JobReport report = beginReport(call, action);
    report.json["runs"] = {uid};
    report.json["tags"] = after.tags;
    report.text =
        fmt::format("{}: tagged {}\n", uid,
                    after.tags.empty() ? "with nothing" : fmt::format("{}", fmt::join(after.tags, ", ")));
    return report;
}

/// All runs are looked up before the first one changes: a slip changes nothing.
Result<std::vector<std::string>> findAll(const ActionCall& call) {
    std::vector<std::string> uids;
    for (const std::string& text : call.arguments) {
        SB_TRY(uid, call.store.find(text));
        if (std::find(uids.begin(), uids.end(), uid) == uids.end()) uids.push_back(uid);
    }
    return uids;
}

} // namespace

Result<JobReport> tagRun(const ActionCall& call) {
    return setTags(call, "tag", true);
}

Result<JobReport> untagRun(const ActionCall& call) {
    return setTags(call, "untag", false);
}

Result<JobReport> titleRun(const ActionCall& call) {
    SB_TRY(uid, call.store.find(call.arguments[0]));
    SB_CHECK(call.store.setTitle(uid, call.arguments[1]));
    return changed(call, "title", {uid}, "title changed");
}

Result<JobReport> noteRun(const ActionCall& call) {
    SB_TRY(uid, call.store.find(call.arguments[0]));
    SB_CHECK(call.store.setNote(uid, call.arguments[1]));
    return changed(call, "note", {uid}, "note written");
}

Result<JobReport> deleteRuns(const ActionCall& call) {
    SB_TRY(uids, findAll(call));
    for (const std::string& uid : uids) SB_CHECK(call.store.remove(uid));
    auto report = changed(call, "delete", uids, "deleted");
    if (report.ok()) report->text += "Bring them back with: spacectl runs restore RUN\n";
    return report;
}

Result<JobReport> restoreRuns(const ActionCall& call) {
    SB_TRY(uids, findAll(call));
    for (const std::string& uid : uids) SB_CHECK(call.store.restore(uid));
    return changed(call, "restore", uids, "restored");
}

Result<JobReport> purgeRuns(const ActionCall& call) {
    SB_TRY(removed, call.store.purge());
    JobReport report = beginReport(call, "purge");
    report.json["removed"] = removed;
    report.text = fmt::format("removed for good: {} {}\n", removed, removed == 1 ? "run" : "runs");
    return report;
}

Result<JobReport> nameBaseline(const ActionCall& call) {
    const std::string& name = call.arguments[0];
    const bool forget = call.values.flag("forget");
    if (forget == (call.arguments.size() == 2))
        return Error::invalid("a baseline is a name and a run")
            .expect("spacectl runs baseline NAME RUN, or spacectl runs baseline NAME --forget");
    std::string uid;
    if (!forget) {
        SB_TRY(found, call.store.find(call.arguments[1]));
        uid = found;
    }
    SB_CHECK(call.store.setBaseline(name, uid));
    JobReport report = beginReport(call, "baseline");
    report.json["name"] = name;
    report.json["run"] = forget ? Json(nullptr) : Json(uid);
    report.text =
        forget ? fmt::format("{}: forgotten\n", name) : fmt::format("{}: now the run {}\n", name, uid);
    return report;
}

} // namespace spacebench::jobs::runs_job
