// SPDX-License-Identifier: Apache-2.0
//
// `spacectl verify`: every check that the format allows, to the last byte.
#include <algorithm>

#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/report_text.h"

namespace spacebench::jobs::verify_job {

namespace {

struct Verdict {
    const formats::Format* format = nullptr; ///< null = not recognised
    Findings findings;
};

/// What is wrong with the content is a finding; what keeps us from looking at it is an error.
bool concernsContent(ErrorCode code) {
    return code == ErrorCode::NotThisFormat || code == ErrorCode::UnsupportedVersion ||
           code == ErrorCode::Corrupt || code == ErrorCode::LimitExceeded;
}

Result<Verdict> examine(const io::SourcePtr& source, const WorkContext& context) {
    Verdict verdict;
    auto format = formats::recognise(*source);
    if (!format.ok()) {
        if (!concernsContent(format.error().code)) return std::move(format).error();
        verdict.findings.push_back(findingOf(format.error(), "file.unknown"));
        return verdict;
    }
    verdict.format = *format;
    auto findings = verdict.format->verify(source, {}, context);
    if (findings.ok()) {
        verdict.findings = std::move(findings).value();
    } else {
        if (!concernsContent(findings.error().code)) return std::move(findings).error();
        verdict.findings.push_back(
            findingOf(findings.error(), std::string(verdict.format->info().id) + ".damage"));
    }
    return verdict;
}

std::string conclusionOf(const Findings& findings) {
    const auto number = [&](Severity severity) {
        return std::count_if(findings.begin(), findings.end(),
                             [severity](const Finding& finding) { return finding.severity == severity; });
    };
    if (const auto errors = number(Severity::Error); errors != 0)
        return fmt::format("damaged: {} error{}", errors, errors == 1 ? "" : "s");
    if (const auto warnings = number(Severity::Warning); warnings != 0)
        return fmt::format("sound, with {} warning{}", warnings, warnings == 1 ? "" : "s");
    return findings.empty() ? "sound" : "sound, with remarks";
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const std::string path = values.text("file");
    auto source = io::openMapped(path, services.work);
    if (!source.ok()) return std::move(source).error().in(path);
    auto verdict = examine(*source, services.work);
    if (!verdict.ok()) return std::move(verdict).error().in(path);
    if (auto health = (*source)->health(); !health.ok()) return std::move(health).error().in(path);

    const Findings& findings = verdict->findings;
    const formats::Format* format = verdict->format;
    JobReport report;
    report.json["schema"] = "spacebench.verify";
    report.json["version"] = 1;
    report.json["file"] = path;
    report.json["format"] = format != nullptr ? Json(format->info().id) : Json(nullptr);
    report.json["sound"] = !hasErrors(findings);
    report.json["findings"] = findingsJson(findings);

    report.text = fmt::format("{}: {}\n", path,
                              format != nullptr ? format->info().title : "not recognised as a space file");
    for (const Finding& finding : findings) report.text += "  " + findingLine(finding) + "\n";
    report.text += conclusionOf(findings) + "\n";
    report.exitStatus = exitStatusOf(findings);
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "verify";
        job.title = "Verify";
        job.summary = "Checks everything that the format allows to be checked, to the last byte.";
        job.params = {inputParam("file", "File to check; - is standard input."), jsonParam()};
        job.examples = {"verify space.act", "verify space.paths --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::verify_job
