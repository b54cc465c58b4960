// SPDX-License-Identifier: Apache-2.0
//
// `spacectl convert`: one file into another format, checked by reading it back.
#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/convert/memory_budget.h"
#include "jobs/convert/open_for_conversion.h"
#include "jobs/convert/write_space.h"
#include "jobs/report_text.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::convert_job {

namespace {

Result<void> checkDialect(const formats::Format& format, const std::string& dialect) {
    if (dialect.empty()) return {};
    std::string known;
    for (const formats::Dialect& one : format.info().dialects) {
        if (one.id == dialect) return {};
        known += (known.empty() ? "" : ", ") + std::string(one.id);
    }
    return Error::invalid(fmt::format("the format {} has no such dialect", format.info().id))
        .expect(known.empty() ? "no --dialect: there is only one" : "one of " + known)
        .got("'" + dialect + "'");
}

Result<WriteRequest> requestOf(const ParamValues& values) {
    WriteRequest request;
    request.path = values.text("out");
    request.inputPath = values.text("in");
    request.replaceExisting = values.flag("force");
    request.verify = !values.flag("no-verify");
    SB_TRY(format, targetFormat(request.path, values.text("to")));
    request.format = format;
    request.save.dialect = values.text("dialect");
    SB_CHECK(checkDialect(*format, request.save.dialect));
    request.save.dropWhatDoesNotFit = values.flag("force");
    if (values.has("codec")) {
        if (!format->info().can(formats::TakesCodec))
            return Error::invalid(fmt::format("the format {} takes no --codec", format->info().id));
        SB_TRY(codec, codecs::parseCodec(values.text("codec")));
        request.save.codec = codec;
    }
    SB_CHECK(checkTarget(request));
    return request;
}

OpenRequest inputRequest(const ParamValues& values, const formats::Format& target) {
    OpenRequest request = openRequest(values, values.text("in"));
    request.formatId = values.text("from");
    request.options.cutSymbols = values.flag("cut-symbols");
    // A table beside the input belongs to it as a file of its own: it is taken along where the target can
    // hold it or writes the symbols' text, and stays where it is otherwise. That is no loss.
    request.lookBeside =
        target.info().can(formats::HoldsSymbols) || target.info().can(formats::ResolvesSymbols);
    return request;
}

Result<void> refuse(const std::vector<formats::Loss>& losses, const formats::Format& target) {
    if (losses.empty()) return {};
    std::string list;
    for (const formats::Loss& loss : losses) list += (list.empty() ? "" : "; ") + loss.message;
    return Error::unsupported(fmt::format("the format {} cannot hold everything: {}", target.info().id, list))
        .advise("Drop it with --force, or choose another format");
}

Result<WrittenSpace> write(const WriteRequest& request, const OpenedFile& input,
                           const JobServices& services) {
    const space::SpaceContent& content = input.opened.content;
    if (auto walkable = refuseEndless(content, services.work); !walkable.ok())
        return std::move(walkable).error().in(input.path);
    services.work.begin("Checking", ProgressUnit::Paths);
    SB_TRY(losses, request.format->losses(content, request.save, services.work));
    if (!request.save.dropWhatDoesNotFit) SB_CHECK(refuse(losses, *request.format));
    auto written = writeSpace(request, content, services);
    if (!written.ok()) {
        Error error = std::move(written).error();
        // Damage that shows only while the paths are walked is the input's.
        if (error.code == ErrorCode::Corrupt && error.file.empty()) error.file = input.path;
        return error;
    }
    return written;
}

std::string verdictText(const WrittenSpace& written) {
    if (!written.verified) return "not verified (--no-verify)";
    return fmt::format("read back and equal: {}; compared {}", groupedNumber(written.verified->same),
                       written.verified->comparedText());
}

Result<JobReport> run(const ParamValues& values, const JobServices& given) {
    if (values.flag("json") && values.text("out") == "-")
        return Error::invalid("--json and - as output exclude each other: standard output can hold only one");
    SB_TRY(request, requestOf(values));
    SB_TRY(work, withMemoryBudget(values, given.work, request.path));
    const JobServices services{work, given.clock, given.payload};
    const std::uint64_t start = services.clock.nowNs();
    const OpenRequest open = inputRequest(values, *request.format);
    SB_TRY(input, openForConversion(open, Holding::Nothing, services.work));
    std::uint64_t openedNs = services.clock.nowNs() - start;
    auto attempt = write(request, input, services);
    if (!attempt.ok() && mustBeHeld(input)) {
        SB_TRY(held, openForConversion(open, Holding::All, services.work));
        input = std::move(held);
        openedNs = services.clock.nowNs() - start;
        attempt = write(request, input, services);
    }
    if (!attempt.ok()) {
        if (auto damage = damageMet(input)) return std::move(*damage);
        return std::move(attempt).error();
    }
    const WrittenSpace written = std::move(attempt).value();
    if (auto health = input.source->health(); !health.ok()) return std::move(health).error().in(input.path);
    const std::uint64_t elapsed = services.clock.nowNs() - start;

    const double seconds = static_cast<double>(std::max<std::uint64_t>(elapsed, 1)) / 1e9;
    const double rate = static_cast<double>(written.save.rawBytes) / seconds;
    const double ratio = written.storedBytes == 0 ? 0
                                                  : static_cast<double>(written.save.rawBytes) /
                                                        static_cast<double>(written.storedBytes);
    Findings findings = findingsOf(input);
    findings.insert(findings.end(), written.save.findings.begin(), written.save.findings.end());
    JobReport report;
    Json& json = report.json;
    json["schema"] = "spacebench.convert";
    json["version"] = 1;
    json["in"] = {{"file", input.path},
                  {"format", input.format->info().id},
                  {"dialect", input.opened.dialect},
                  {"stored_bytes", input.source->size()},
                  {"symbols", input.symbolsPath}};
    json["out"] = {{"file", request.path},
                   {"format", request.format->info().id},
                   {"dialect", request.save.dialect},
                   {"stored_bytes", written.storedBytes}};
    json["atoms"] = written.save.paths;
    json["raw_bytes"] = written.save.rawBytes;
    json["ratio"] = ratio;
    json["elapsed_ns"] = elapsed;
    json["read_ns"] = openedNs;
    json["write_ns"] = written.saveNs;
    json["verify_ns"] = written.verifyNs;
    json["verified"] = written.verified.has_value();
    json["compared"] = written.verified ? Json(written.verified->compared) : Json::array();
    json["losses"] = lossesJson(written.save.losses);
    json["findings"] = findingsJson(findings);

    report.text = fmt::format("{} ({}) -> {} ({})\n", input.path, input.format->info().id, request.path,
                              request.format->info().id);
    report.text += labelLine("Stored size", fmt::format("{} -> {}", bytesText(input.source->size()),
                                                        bytesText(written.storedBytes)));
    report.text += labelLine("Atoms", groupedNumber(written.save.paths));
    report.text += labelLine(
        "Raw size", fmt::format("{}, {} : 1 stored", bytesText(written.save.rawBytes), significant(ratio)));
    report.text +=
        labelLine("Time", fmt::format("{} ({}): read {}, write {}, verify {}",
                                      durationText(static_cast<double>(elapsed)), throughputText(rate),
                                      durationText(static_cast<double>(openedNs)),
                                      durationText(static_cast<double>(written.saveNs)),
                                      durationText(static_cast<double>(written.verifyNs))));
    if (!input.symbolsPath.empty()) report.text += labelLine("Symbol table", input.symbolsPath);
    for (const Finding& finding : findings) report.text += labelLine("Finding", findingLine(finding));
    report.text += lossLines(written.save.losses);
    reportMemory(input.opened.spill, work, report);
    report.text += labelLine("Verified", verdictText(written));
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "convert";
        job.title = "Convert";
        job.summary = "Writes a space in another format, reads it back and compares.";
        job.params = {
            inputParam("in", "File to convert; - is standard input."),
            outputParam("out", "File to write, never the input; - is standard output."),
            textParam("from", "From", "ID", "Format of IN; by default found out from its content."),
            textParam("to", "To", "ID", "Format of OUT; by default what its extension says."),
            symbolsParam(),
            textParam("dialect", "Dialect", "D", "Dialect to write, where the format has several."),
            textParam("codec", "Codec", "NAME[:LEVEL]", "Compression to write, where the format takes one."),
            flagParam("cut-symbols", "Cut long symbols",
                      "Text: cut symbols at 63 bytes, as MORK does, instead of failing."),
            flagParam("no-verify", "Do not verify", "Do not read back and compare what was written."),
            flagParam("force", "Overwrite and drop",
                      "Replace OUT if it exists, and drop what the format cannot hold."),
            memoryParam(),
            jsonParam(),
        };
        job.examples = {"convert space.paths space.act", "convert space.act - --to metta | less",
                        "convert space.paths small.paths.zst --codec zstd:19",
                        "convert interned.paths text.metta --symbols interned.zip",
                        "convert huge.metta huge.act --memory 256M"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::convert_job
