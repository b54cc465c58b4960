// SPDX-License-Identifier: Apache-2.0
#include "jobs/convert/memory_budget.h"

#include <filesystem>

#include <fmt/format.h>

#include "base/parse_size.h"
#include "base/units.h"
#include "io/spill_file.h"
#include "jobs/common_params.h"
#include "jobs/report_text.h"
#include "measure/process_counters.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

std::string folderOf(const std::string& path) {
    std::error_code ignored;
    if (path == "-") return {};
    return std::filesystem::absolute(path, ignored).parent_path().string();
}

} // namespace

ParamSpec memoryParam() {
    return textParam("memory", "Memory", "SIZE",
                     "How much memory the whole program may take, at least 64M: what does not fit is sorted "
                     "through a file in $TMPDIR, or else in the folder of OUT. (--max-memory, on the other "
                     "hand, is a limit beyond which work is refused.)");
}

Result<WorkContext> withMemoryBudget(const ParamValues& values, const WorkContext& work,
                                     const std::string& outputPath) {
    WorkContext budgeted = work;
    budgeted.spillFolder = io::spillFolderFor(folderOf(outputPath));
    const std::string text = values.text("memory");
    if (text.empty()) return budgeted;
    const auto bytes = parseSize(text);
    if (!bytes)
        return Error::invalid("--memory takes a size")
            .expect("a number such as 256M or 1GiB")
            .got("'" + text + "'");
    if (*bytes < kLeastMemoryBytes)
        return Error::invalid("no conversion can be done in so little memory")
            .expect("--memory of at least 64M")
            .got("'" + text + "'");
    budgeted.limits.workingBytes = *bytes;
    return budgeted;
}

std::uint64_t heldBytes(const space::SpaceContent& content) {
    std::uint64_t held = 0;
    if (const space::PathSet* paths = content.space ? content.space->pathSet() : nullptr)
        held += paths->framed().size() + (paths->hasValues() ? 16 : 8) * paths->size();
    if (content.symbols != nullptr)
        held += content.symbols->textBytes() + sizeof(space::SymbolTable::Entry) * content.symbols->size();
    return held;
}

WorkContext besides(const space::SpaceContent& content, const WorkContext& work) {
    WorkContext left = work;
    std::uint64_t& bytes = left.limits.workingBytes;
    if (bytes != 0) bytes = std::max(bytes - std::min(bytes, heldBytes(content)), kLeastMemoryBytes / 2);
    return left;
}

void reportMemory(const space::SpillReport& spill, const WorkContext& work, JobReport& report) {
    const auto peak = measure::peakResidentBytes();
    report.json["memory"] = {{"budget_bytes", nullptr}, {"peak_resident_bytes", nullptr}};
    if (peak) report.json["memory"]["peak_resident_bytes"] = *peak;
    if (work.limits.workingBytes == 0) return;
    report.json["memory"]["budget_bytes"] = work.limits.workingBytes;
    report.text += labelLine("Memory", fmt::format("{} allowed{}", bytesText(work.limits.workingBytes),
                                                   peak ? ", " + bytesText(*peak) + " taken" : ""));
    report.json["spill"] = nullptr;
    if (spill.runs == 0) return;
    report.json["spill"] = {{"runs", spill.runs},
                            {"merge_rounds", spill.mergeRounds},
                            {"spilled_bytes", spill.spilledBytes},
                            {"peak_disk_bytes", spill.peakDiskBytes},
                            {"folder", spill.folder}};
    report.text += labelLine("Sorted", fmt::format("externally: {} {}, {} spilled to {}", spill.runs,
                                                   spill.runs == 1 ? "run" : "runs",
                                                   sizeText(spill.spilledBytes), spill.folder));
}

} // namespace spacebench::jobs
