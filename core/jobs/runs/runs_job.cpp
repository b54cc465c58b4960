// SPDX-License-Identifier: Apache-2.0
//
// `spacectl runs`: the history.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/runs/run_actions.h"

namespace spacebench::jobs::runs_job {

namespace {

constexpr std::array kActions = {
    Action{"list", "", "Lists runs, the newest first.", 0, 0, listRuns},
    Action{"show", "RUN", "Shows one run with its rows.", 1, 1, showRun},
    Action{"tag", "RUN TAG,...", "Adds tags to a run.", 2, kAnyNumber, tagRun},
    Action{"untag", "RUN TAG,...", "Takes tags off a run; without tags, all of them.", 1, kAnyNumber,
           untagRun},
    Action{"title", "RUN TEXT", "Gives a run another title.", 2, 2, titleRun},
    Action{"note", "RUN TEXT", "Writes a note on a run, in place of the one it has.", 2, 2, noteRun},
    Action{"delete", "RUN...", "Hides runs; restore brings them back.", 1, kAnyNumber, deleteRuns},
    Action{"restore", "RUN...", "Brings deleted runs back.", 1, kAnyNumber, restoreRuns},
    Action{"purge", "", "Removes deleted runs for good.", 0, 0, purgeRuns},
    Action{"baseline", "NAME RUN", "Names a run as a baseline; with --forget and no run, drops the name.", 1,
           2, nameBaseline},
    Action{"baselines", "", "Lists the baselines.", 0, 0, listBaselines},
    Action{"export", "RUN...", "Writes runs to --output: a file, or a folder for several.", 1, kAnyNumber,
           exportRuns},
    Action{"import", "FILE|FOLDER...", "Adds results of Spacebench or other programs.", 1, kAnyNumber,
           importRuns},
    Action{"trend", "KEY", "Shows a metric of one row through all runs, with its change points.", 1, 1,
           showTrend},
    Action{"keys", "", "Lists what trends there are: the keys of rows.", 0, 0, listKeys},
};

std::string usageOf(const Action& action) {
    return fmt::format("runs {}{}{}", action.name, *action.takes == '\0' ? "" : " ", action.takes);
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const std::string name = values.has("action") ? values.text("action") : kActions.front().name;
    const auto action = std::find_if(kActions.begin(), kActions.end(),
                                     [&](const Action& candidate) { return candidate.name == name; });
    if (action == kActions.end())
        return Error::invalid(fmt::format("runs cannot '{}'", name)).advise("See: spacectl runs --help");
    const std::vector<std::string> arguments =
        values.has("arguments") ? values.list("arguments") : std::vector<std::string>();
    if (arguments.size() < action->least || arguments.size() > action->most)
        return Error::invalid(fmt::format("{} takes other arguments", action->name))
            .expect("spacectl " + usageOf(*action))
            .got(fmt::format("{} {}", arguments.size(), arguments.size() == 1 ? "argument" : "arguments"));
    SB_TRY(store, results::RunStore::open(values.text("data-dir")));
    return action->run({values, arguments, *store, services});
}

} // namespace

std::span<const Action> allActions() {
    return kActions;
}

JobReport beginReport(const ActionCall& call, const char* action) {
    JobReport report;
    report.json["schema"] = "spacebench.history";
    report.json["version"] = 1;
    report.json["action"] = action;
    report.json["history"] = call.store.file();
    return report;
}

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "runs";
        job.title = "History";
        job.summary = "Lists, shows, names, exports and imports the runs of the history.";
        ParamSpec action;
        action.id = "action";
        action.kind = ParamKind::Choice;
        action.label = "Action";
        action.positional = true;
        action.defaultValue = kActions.front().name;
        action.help = "What to do.";
        for (const Action& one : kActions) {
            action.choices.emplace_back(one.name);
            action.help += fmt::format("\n{}: {}", usageOf(one).substr(5), one.help);
        }
        ParamSpec arguments;
        arguments.id = "arguments";
        arguments.kind = ParamKind::InputFiles;
        arguments.label = "Arguments";
        arguments.positional = true;
        arguments.shape = "ARGUMENTS";
        arguments.help =
            "What the action takes. A RUN is a uid or its beginning, latest, latest~N or the name "
            "of a baseline.";
        ParamSpec as = textParam("as", "Format", "", "Format of export.");
        as.kind = ParamKind::Choice;
        as.choices = {"spacebench", "google-benchmark"};
        as.defaultValue = "spacebench";
        ParamSpec output = textParam("output", "Output", "PATH",
                                     "File that export writes; a folder for several runs. One that is there "
                                     "is replaced.");
        output.kind = ParamKind::OutputFile;
        output.letter = "o";
        job.params = {
            action,
            arguments,
            textParam(
                "search", "Search", "TEXT",
                "list: only runs with each of these words in title, note, tags, inputs, machine, plan or "
                "rows."),
            textParam("tag", "Tags", "TAG,...", "list: only runs with all these tags; import: tags to add."),
            textParam("machine", "Machine", "NAME", "list: only runs of exactly this machine."),
            textParam("input", "Input", "NAME", "list: only runs of this input, by name or hash."),
            textParam("source", "Source", "PROGRAM",
                      "list: only runs of this program: spacebench, criterion, "
                      "..."),
            textParam("since", "Since", "DATE",
                      "list: only runs from then on; 2026-11-22, or with a time in "
                      "UTC."),
            textParam("until", "Until", "DATE", "list: only runs up to then, that day included."),
            numberParam("limit", "Limit", "list: at most the N newest.", ""),
            flagParam("deleted", "Deleted", "list: the deleted runs instead of the others."),
            textParam("metric", "Metric", "ID", "trend: which metric; by default time."),
            flagParam("forget", "Forget", "baseline: drop the name."),
            output,
            as,
            dataFolderParam(),
            jsonParam(),
        };
        job.examples = {"runs",
                        "runs list --search 'zlib nightly' --limit 10",
                        "runs baseline main latest",
                        "runs import target/criterion --tag rust",
                        "runs export latest --as google-benchmark -o run.json",
                        "runs trend serialize/mtts/zlib:6@kb.paths"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::runs_job
