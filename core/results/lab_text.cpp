// SPDX-License-Identifier: Apache-2.0
//
// A lab run as a table for a terminal, and as CSV.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/units.h"
#include "results/lab_result.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

std::string speedText(const Timing& timing, std::uint64_t rawBytes) {
    return timing.empty() ? "-" : significant(timing.bytesPerSecond(rawBytes) / 1e6, 3);
}

std::string timeText(const Timing& timing) {
    return timing.empty() ? "-" : durationText(timing.medianNs.value);
}

/// "± 3 %": half the interval's width; of one sample there is none.
std::string spreadText(const Timing& timing) {
    if (timing.samplesNs.size() < 2 || timing.medianNs.value <= 0) return "-";
    const double half = (timing.medianNs.high - timing.medianNs.low) / 2;
    return fmt::format("{:.1f} %", 100 * half / timing.medianNs.value);
}

std::string peakText(const std::optional<std::uint64_t>& bytes) {
    return bytes ? sizeText(*bytes) : "-";
}

std::string remarkText(const LabRow& row) {
    if (row.state != MeasureState::Measured) return fmt::format("{}: {}", stateName(row.state), row.reason);
    std::string text = row.estimate ? "estimate" : "";
    if (row.rawChunks != 0)
        text += fmt::format("{}{} of {} chunks not compressible", text.empty() ? "" : "; ",
                            groupedNumber(row.rawChunks), groupedNumber(row.chunks));
    if (!row.note.empty()) text += (text.empty() ? "" : "; ") + row.note;
    return text;
}

std::string storedText(const LabRow& row) {
    if (row.storedBytes == 0) return "-";
    if (!row.storedInterval) return groupedNumber(row.storedBytes);
    const auto whole = [](double value) {
        return groupedNumber(static_cast<std::uint64_t>(std::llround(std::max(0.0, value))));
    };
    return fmt::format("{} ({} - {})", groupedNumber(row.storedBytes), whole(row.storedInterval->low),
                       whole(row.storedInterval->high));
}

/// "ratio 6.63 at 512 MB/s" for each row of a front.
std::string frontText(const LabRun& run, ParetoOf of, const char* title) {
    const std::vector<std::size_t> front = paretoFront(run, of);
    if (front.empty()) return {};
    std::vector<std::vector<std::string>> table = {{"codec", "ratio", "MB/s"}};
    for (const std::size_t i : front) {
        const LabRow& row = run.rows[i];
        const Timing& timing = of == ParetoOf::Compress ? row.compress : row.decompress;
        table.push_back({row.label(), significant(row.ratio(), 3), speedText(timing, row.rawBytes)});
    }
    return fmt::format("\n{}\n", title) + tableText(table, 1);
}

std::string linkText(const LabRun& run) {
    const std::vector<LinkRange> ranges = bestByLinkSpeed(run);
    if (ranges.empty()) return {};
    std::string text = "\nBest over a link (transfer, then decompression)\n";
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const bool last = i + 1 == ranges.size();
        const std::string from = i == 0 ? "" : "from " + throughputText(ranges[i].fromBytesPerSecond);
        const std::string to = last ? "" : "up to " + throughputText(ranges[i + 1].fromBytesPerSecond);
        const std::string range = from.empty() && to.empty() ? "at any speed"
                                  : from.empty()             ? to
                                  : to.empty()               ? from
                                                             : from + " " + to;
        text += fmt::format("  {}: {}\n", range, run.rows[ranges[i].row].label());
    }
    return text;
}

std::string csvTiming(const Timing& timing) {
    if (timing.empty()) return ",,,";
    return fmt::format("{:.0f},{:.0f},{:.0f},{}", timing.medianNs.value, timing.medianNs.low,
                       timing.medianNs.high, fmt::join(timing.samplesNs, " "));
}

template <class T>
std::string csvOptional(const std::optional<T>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

} // namespace

std::string toCsv(const LabRun& run) {
    std::string csv =
        "key,codec,family,backend,level,workers,window_log,dictionary,dictionary_bytes,stage,chunk_bytes,"
        "threads,as_stored,state,reason,note,verified,estimate,raw_bytes,stored_bytes,stored_low,stored_high,"
        "ratio,chunks,raw_chunks";
    for (const char* what : {"compress", "decompress", "write_file", "read_file"})
        csv += fmt::format(",{0}_median_ns,{0}_low_ns,{0}_high_ns,{0}_samples_ns", what);
    csv += ",compress_peak_bytes,decompress_peak_bytes,compress_cpu,decompress_cpu\n";
    for (const LabRow& row : run.rows) {
        csv += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}", csvField(row.key()),
            csvField(row.codec), csvField(row.family), csvField(row.backend), row.level, row.workers,
            row.windowLog, row.dictionary, row.dictionaryBytes, csvField(row.stage), row.chunkBytes,
            row.threads, row.asStored, csvField(stateName(row.state)), csvField(row.reason),
            csvField(row.note), row.verified, row.estimate, row.rawBytes,
            row.storedBytes > 0 ? fmt::format("{}", row.storedBytes) : "",
            row.storedInterval ? fmt::format("{:.0f}", row.storedInterval->low) : "",
            row.storedInterval ? fmt::format("{:.0f}", row.storedInterval->high) : "",
            row.storedBytes > 0 ? fmt::format("{:.6g}", row.ratio()) : "", row.chunks, row.rawChunks);
        for (const Timing* timing : {&row.compress, &row.decompress, &row.writeFile, &row.readFile})
            csv += "," + csvTiming(*timing);
        csv += fmt::format(",{},{},{},{}\n", csvOptional(row.compressPeakBytes),
                           csvOptional(row.decompressPeakBytes), csvOptional(row.compressCpu),
                           csvOptional(row.decompressCpu));
    }
    return csv;
}

std::string toText(const LabRun& run) {
    std::string text =
        fmt::format("{}: {} atoms, {} framed", run.input, groupedNumber(run.atoms), sizeText(run.rawBytes));
    if (run.storedBytes > 0) text += fmt::format(", {} as stored", sizeText(run.storedBytes));
    text += fmt::format("; memcpy of them {}\n", durationText(run.memcpyNs));
    text += fmt::format("{} in {}", run.complete ? "complete" : "not complete: ended",
                        durationText(run.elapsedSeconds * 1e9));
    if (run.budgetSeconds > 0) text += fmt::format(" of at most {}", durationText(run.budgetSeconds * 1e9));
    text += "; speeds in MB/s of framed bytes\n\n";

    std::vector<std::vector<std::string>> table = {{"codec", "stored", "ratio", "compress", "+-",
                                                    "decompress", "+-", "runs", "write file", "read file",
                                                    "memory", "read memory", "CPU", "remarks"}};
    for (const LabRow& row : run.rows) {
        const bool shown = row.storedBytes > 0;
        table.push_back(
            {row.label(), storedText(row), shown ? significant(row.ratio(), 3) : "-",
             speedText(row.compress, row.rawBytes), spreadText(row.compress),
             speedText(row.decompress, row.rawBytes), spreadText(row.decompress),
             fmt::format("{}", std::max(row.compress.samplesNs.size(), row.decompress.samplesNs.size())),
             timeText(row.writeFile), timeText(row.readFile), peakText(row.compressPeakBytes),
             peakText(row.decompressPeakBytes), row.compressCpu ? significant(*row.compressCpu, 2) : "-",
             remarkText(row)});
    }
    text += tableText(table, 1);
    if (std::any_of(run.rows.begin(), run.rows.end(), [](const LabRow& row) { return row.stage != "none"; }))
        text += "\nRows with a stage (columns) are Spacebench's own container: no other program reads it.\n";
    text += frontText(run, ParetoOf::Compress, "Best of size and compression speed");
    text += frontText(run, ParetoOf::Decompress, "Best of size and decompression speed");
    text += linkText(run);
    for (const std::string& warning : run.warnings) text += "\nwarning: " + warning;
    if (!run.warnings.empty()) text += "\n";
    return text;
}

} // namespace spacebench::results
