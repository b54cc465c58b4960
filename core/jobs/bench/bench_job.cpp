// SPDX-License-Identifier: Apache-2.0
//
// `spacectl bench`: parameters of the benchmark, and its reports.
#include <fmt/format.h>

#include "jobs/bench/benchmark.h"
#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/open/open_file.h"
#include "jobs/report_file.h"

namespace spacebench::jobs::bench_job {

namespace {

using results::Operation;

constexpr std::uint64_t kSampleAtoms = 100'000; ///< the built-in sample

Result<std::vector<std::uint64_t>> parseAtoms(const std::string& text) {
    std::vector<std::uint64_t> sizes;
    for (const std::string& part : splitList(text)) {
        ParamValues one;
        one.set("atoms", part);
        SB_TRY(atoms, one.number("atoms", 0));
        if (atoms == 0) return Error::invalid("--atoms takes numbers above 0").got("'" + part + "'");
        sizes.push_back(atoms);
    }
    return sizes;
}

Result<std::vector<Operation>> parseOperations(const std::string& text) {
    std::vector<Operation> operations;
    for (const std::string& part : splitList(text)) {
        bool known = false;
        for (const Operation operation : {Operation::Serialize, Operation::Deserialize, Operation::Load}) {
            if (part != results::operationName(operation)) continue;
            operations.push_back(operation);
            known = true;
        }
        if (!known)
            return Error::invalid("there is no such operation")
                .expect("serialize, deserialize, load")
                .got("'" + part + "'");
    }
    return operations;
}

Result<BenchRequest> requestOf(const ParamValues& values, const WorkContext& context) {
    BenchRequest request;
    if (values.has("op")) {
        SB_TRY(operations, parseOperations(values.text("op")));
        request.operations = std::move(operations);
    }
    if (values.has("format")) request.formatIds = splitList(values.text("format"));
    SB_TRY(runs, values.number("runs", request.runs));
    request.runs = runs;
    SB_TRY(sizes, parseAtoms(values.text("atoms")));
    request.generatedAtoms = std::move(sizes);
    for (const std::string& path : values.list("files")) {
        OpenRequest open;
        open.path = path;
        open.lookBeside = false; // symbol tables are not measured
        SB_TRY(file, openSpaceFile(open, context));
        if (file.opened.damage) return Error(*file.opened.damage).in(path);
        request.spaces.push_back({path, std::move(file.opened.content)});
    }
    if (request.spaces.empty() && request.generatedAtoms.empty()) request.generatedAtoms = {kSampleAtoms};
    return request;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_TRY(html, beginReport(values.text("html"), values.list("files")));
    SB_TRY(csv, beginReport(values.text("csv"), values.list("files")));
    SB_TRY(request, requestOf(values, services.work));
    SB_TRY(measured, runBenchmark(request, services));
    recordRun(values, measured);
    SB_CHECK(finishReport(html.get(), html != nullptr ? results::toHtml(measured) : std::string()));
    SB_CHECK(finishReport(csv.get(), csv != nullptr ? results::toCsv(measured) : std::string()));
    JobReport report;
    report.json = results::toJson(measured);
    report.text = results::toText(measured);
    for (const char* param : {"html", "csv"})
        if (values.has(param)) report.text += fmt::format("\nreport: {}\n", values.text(param));
    return report;
}

ParamSpec param(std::string id, ParamKind kind, std::string label, std::string shape, std::string help) {
    ParamSpec spec;
    spec.id = std::move(id);
    spec.kind = kind;
    spec.label = std::move(label);
    spec.shape = std::move(shape);
    spec.help = std::move(help);
    return spec;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "bench";
        job.title = "Benchmark";
        job.summary =
            "Times serialize, deserialize and load of each format against the performance guide's targets.";
        job.lane = Lane::Timed;
        ParamSpec files =
            param("files", ParamKind::InputFiles, "Spaces", "FILE",
                  "Space files to measure with. Without any: a generated sample of 100,000 atoms.");
        files.positional = true;
        ParamSpec runs =
            param("runs", ParamKind::Number, "Runs", "N",
                  "Samples of each row, after a warm-up and a run whose allocations are counted.");
        runs.defaultValue = "10";
        ParamSpec operations = param("op", ParamKind::Text, "Operations", "OP[,OP...]",
                                     "What to time: serialize, deserialize, load.");
        operations.defaultValue = "serialize,deserialize,load";
        job.params = {
            std::move(files),
            param("atoms", ParamKind::Text, "Generated atoms", "N[,N...]",
                  "Sizes of generated spaces to measure with: 1K,10K,100K,1M."),
            std::move(operations),
            param("format", ParamKind::Text, "Formats", "ID[,ID...]",
                  "Formats to time. Without any: all that are not text."),
            std::move(runs),
            param("html", ParamKind::OutputFile, "HTML report", "FILE",
                  "Write a page with charts and tables; a file of that name is replaced."),
            param("csv", ParamKind::OutputFile, "CSV table", "FILE",
                  "Write the rows with their samples; a file of that name is replaced."),
            dataFolderParam(),
            noRecordParam(),
            param("json", ParamKind::Flag, "JSON", "", "Print the report as JSON, alone on standard output."),
        };
        job.examples = {"bench", "bench big_logic.metta.paths --html report.html",
                        "bench --atoms 1K,100K,1M --op serialize --format mtts,act --runs 20 --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::bench_job
