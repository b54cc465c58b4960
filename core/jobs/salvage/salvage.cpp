// SPDX-License-Identifier: Apache-2.0
//
// `spacectl salvage`: what can be read of a damaged file, into a new one, with a report of the loss.
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/convert/write_space.h"
#include "jobs/report_text.h"

namespace spacebench::jobs::salvage_job {

namespace {

/// By content; a file whose first bytes are gone is taken for what its name says.
Result<const formats::Format*> formatOf(const io::ByteSource& source, const std::string& path) {
    auto format = formats::recognise(source);
    if (format.ok() || format.error().code != ErrorCode::NotThisFormat || source.size() == 0) return format;
    const formats::Format* named = formats::formatForName(path);
    if (named == nullptr || !named->info().can(formats::Reads) || named->info().can(formats::IsText))
        return format;
    return named;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    WriteRequest request;
    request.path = values.text("out");
    request.inputPath = values.text("in");
    request.replaceExisting = values.flag("force");
    request.save.dropWhatDoesNotFit = true;
    SB_TRY(target, targetFormat(request.path, ""));
    request.format = target;
    SB_CHECK(checkTarget(request));

    const std::string& path = request.inputPath;
    auto source = io::openMapped(path, services.work);
    if (!source.ok()) return std::move(source).error().in(path);
    auto format = formatOf(**source, path);
    if (!format.ok()) return std::move(format).error().in(path);
    auto opened = (*format)->salvage(*source, {}, services.work);
    if (!opened.ok()) return std::move(opened).error().in(path).during("salvaging");
    space::SpaceContent& content = opened->content;
    Findings findings = std::move(opened->findings);
    if (opened->damage && !hasErrors(findings)) findings.push_back(findingOf(*opened->damage, "damage"));

    if (auto walkable = refuseEndless(content, services.work); !walkable.ok())
        return std::move(walkable).error().in(path);
    auto written = writeSpace(request, content, services);
    if (!written.ok()) return std::move(written).error();
    const bool lossless = findings.empty() || !hasErrors(findings);

    JobReport report;
    report.json["schema"] = "spacebench.salvage";
    report.json["version"] = 1;
    report.json["in"] = {
        {"file", path}, {"format", (*format)->info().id}, {"stored_bytes", (*source)->size()}};
    report.json["out"] = {
        {"file", request.path}, {"format", target->info().id}, {"stored_bytes", written->storedBytes}};
    report.json["atoms"] = written->save.paths;
    report.json["raw_bytes"] = written->save.rawBytes;
    report.json["damaged"] = !lossless;
    report.json["findings"] = findingsJson(findings);
    report.json["losses"] = lossesJson(written->save.losses);

    report.text = fmt::format("{} -> {}\n", path, request.path);
    report.text += labelLine("Salvaged", fmt::format("{} atoms, {} raw", groupedNumber(written->save.paths),
                                                     bytesText(written->save.rawBytes)));
    report.text += labelLine("Stored size", bytesText(written->storedBytes));
    for (const Finding& finding : findings)
        report.text +=
            labelLine(finding.severity == Severity::Error ? "Damage" : "Finding", findingLine(finding));
    if (lossless) report.text += labelLine("Damage", "none found: nothing was lost");
    report.text += lossLines(written->save.losses);
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "salvage";
        job.title = "Salvage";
        job.summary = "Writes what can be read of a damaged file into a new one and lists the loss.";
        job.params = {
            inputParam("in", "Damaged file; - is standard input."),
            outputParam("out", "File to write; its extension names the format."),
            flagParam("force", "Overwrite", "Replace OUT if it exists."),
            jsonParam(),
        };
        job.examples = {"salvage damaged.paths rescued.paths", "salvage damaged.act rescued.act --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::salvage_job
