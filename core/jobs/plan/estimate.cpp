// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/estimate.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "codecs/codec.h"
#include "formats/format.h"

namespace spacebench::jobs {

namespace {

using results::Operation;

constexpr double kMega = 1e6;
// Of one thread, on the machine of the README's reference figures ("PathMap's own figures"): 1M atoms of
// 51.7 raw bytes each, warm caches. Raw MB a second.
constexpr double kFramedBytesAnAtom = 51.7;
constexpr double kFrameSpeed = 1000;       ///< frame and hash, or parse and hash: BLAKE2b decides
constexpr double kActWriteSpeed = 450;     ///< one pass over sorted paths, then the file
constexpr double kActReadSpeed = 700;      ///< every path of an ACT into memory
constexpr double kTextSpeed = 90;          ///< print or parse atoms
constexpr double kFreshMemorySpeed = 2400; ///< first touch of 4 KiB pages: a worker has no warm ones
constexpr double kSyncedWriteSpeed = 1350; ///< write and fsync
constexpr double kColdReadSpeed = 500;     ///< a file that was evicted; disks differ widely
constexpr double kPipelineFactor = 4;      ///< the guide's present code over the product
constexpr double kGenerateSpeed = 60;
// Of this program.
constexpr double kWorkerStartSeconds = 0.006; ///< exec, libraries, mapping the shared files
constexpr double kLoadSeconds = 50e-6;        ///< open in place, with its checks
/// A batch is chosen a quarter longer than it has to be, and is never exactly as long as it was to be.
constexpr double kBatchFactor = 1.3;

struct CodecSpeed {
    std::string_view name;
    int level;
    double compress, decompress; ///< raw MB a second
    double ratio;
};
constexpr CodecSpeed kCodecSpeeds[] = {
    {"none", 0, 16'500, 16'500, 1},    {"zlib", 1, 120, 590, 3.6},       {"zlib", 6, 60, 580, 5.0},
    {"zlib", 7, 44, 580, 5.1},         {"zlib", 9, 17, 580, 5.2},        {"zlib-ng", 1, 510, 1100, 3.3},
    {"zlib-ng", 6, 100, 1200, 4.9},    {"zlib-ng", 9, 48, 1200, 5.1},    {"libdeflate", 1, 371, 1400, 4.5},
    {"libdeflate", 6, 112, 1400, 5.3}, {"libdeflate", 9, 20, 1400, 5.5}, {"libdeflate", 12, 9, 1400, 5.9},
    {"isal", 0, 809, 1300, 3.5},       {"isal", 3, 370, 1300, 4.4},      {"lz4", 1, 993, 5800, 3.0},
    {"lz4", 9, 39, 5000, 3.9},         {"lz4hc", 9, 39, 5000, 3.9},      {"lz4frame", 1, 639, 1390, 3.0},
    {"lz4frame", 9, 39, 1390, 3.9},    {"zstd", 1, 621, 2000, 4.8},      {"zstd", 3, 409, 2000, 4.6},
    {"zstd", 6, 135, 2000, 5.0},       {"zstd", 9, 58, 2000, 5.3},       {"zstd", 19, 1.7, 2000, 6.8},
    {"snappy", 0, 889, 1830, 3.0},
};
constexpr CodecSpeed kFilesZlib = {"zlib", 7, 120, 1400, 5.2}; ///< in files: libdeflate or ISA-L do it

CodecSpeed speedOf(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = std::string_view(text).substr(0, colon);
    const int level = colon == std::string::npos ? 0 : std::atoi(text.c_str() + colon + 1);
    const CodecSpeed* nearest = nullptr;
    for (const CodecSpeed& speed : kCodecSpeeds)
        if (speed.name == name &&
            (nearest == nullptr || std::abs(speed.level - level) < std::abs(nearest->level - level)))
            nearest = &speed;
    return nearest != nullptr ? *nearest : kFilesZlib;
}

/// What a file of the row is compressed with.
CodecSpeed fileCodec(const Configuration& row) {
    if (row.codec != "default")
        return row.codec.starts_with("zlib") && !row.switches.settings ? kFilesZlib : speedOf(row.codec);
    if (row.formatId == "paths") return row.switches.settings ? speedOf("zlib:7") : kFilesZlib;
    if (row.formatId == "pathmap1" || row.formatId == "columns") return speedOf("zstd:3");
    return speedOf("none");
}

bool isText(const std::string& formatId) {
    const formats::Format* format = formats::findFormat(formatId);
    return format != nullptr && format->info().can(formats::IsText);
}

double writeSeconds(const Configuration& row, double rawBytes) {
    const double speed =
        row.formatId == "act" ? kActWriteSpeed : (isText(row.formatId) ? kTextSpeed : kFrameSpeed);
    const double seconds = rawBytes / (speed * kMega) + rawBytes / (fileCodec(row).compress * kMega);
    return row.switches.settings ? seconds * kPipelineFactor : seconds;
}

double readSeconds(const Configuration& row, double rawBytes) {
    const double speed =
        row.formatId == "act" ? kActReadSpeed : (isText(row.formatId) ? kTextSpeed : kFrameSpeed);
    const double seconds = rawBytes / (speed * kMega) + rawBytes / (fileCodec(row).decompress * kMega);
    return row.switches.settings ? seconds * kPipelineFactor : seconds;
}

/// One iteration, and the check of what it made.
struct Iteration {
    double seconds = 0;
    double check = 0;
};

Iteration iterationOf(const Configuration& row, double rawBytes) {
    Iteration one;
    const double compared = rawBytes / (kFreshMemorySpeed * kMega);
    switch (row.operation) {
    case Operation::Serialize:
        one = {writeSeconds(row, rawBytes), compared};
        break;
    case Operation::Deserialize:
        one = {readSeconds(row, rawBytes), compared};
        break;
    case Operation::Load:
        one = {kLoadSeconds, readSeconds(row, rawBytes)};
        break;
    case Operation::Compress:
        one = {rawBytes / (speedOf(row.codec).compress * kMega),
               rawBytes / (speedOf(row.codec).decompress * kMega)};
        break;
    case Operation::Decompress:
        one = {rawBytes / (speedOf(row.codec).decompress * kMega), compared};
        break;
    }
    const double stored = rawBytes / (row.formatId.empty() ? 1 : fileCodec(row).ratio);
    if (row.medium == Medium::File && row.operation == Operation::Serialize)
        one.seconds += stored / (kSyncedWriteSpeed * kMega);
    if (row.cache == CacheState::Cold) one.seconds += stored / (kColdReadSpeed * kMega);
    one.seconds *= 1 + row.injectedDelay;
    return one;
}

} // namespace

InputSize sizeOf(const PlanInput& input, std::optional<std::uint64_t> atoms) {
    double bytesAnAtom = kFramedBytesAnAtom;
    if (input.file.empty() && input.space.empty()) {
        atoms = input.generated.atoms;
        bytesAnAtom = static_cast<double>(space::typicalFramedBytes(input.generated));
    }
    double rawBytes = static_cast<double>(atoms.value_or(0)) * bytesAnAtom;
    if (!atoms) {
        std::error_code problem;
        const auto fileBytes = std::filesystem::file_size(input.file, problem);
        // What is open somewhere else is as large as the sample until somebody says better.
        rawBytes = problem ? kFramedBytesAnAtom * 100'000 : static_cast<double>(fileBytes);
        const formats::Format* format = formats::formatForName(input.file);
        if (!problem && format != nullptr && format->info().can(formats::TakesCodec) &&
            format->info().id != "mtts")
            rawBytes *= kFilesZlib.ratio;
        atoms = static_cast<std::uint64_t>(rawBytes / kFramedBytesAnAtom);
    }
    return {*atoms, rawBytes};
}

double secondsARun(const Plan& plan, const Configuration& row, const InputSize& size) {
    const Iteration one = iterationOf(row, size.rawBytes);
    const double warmUp = static_cast<double>(plan.warmUp) * one.seconds;
    const double sample = std::max(one.seconds, plan.minSampleMs / 1e3 * kBatchFactor);
    const double prepared = size.rawBytes / (kFreshMemorySpeed * kMega);
    const double start = plan.isolation == Isolation::Process ? kWorkerStartSeconds : 0;
    return start + prepared + warmUp + sample + one.seconds + one.check;
}

double secondsOf(const Plan& plan, const std::vector<Configuration>& rows,
                 const std::vector<InputSize>& sizes) {
    double samples = 0;
    double preparation = 0;
    std::set<std::size_t> inputs;
    std::set<std::string> stored;
    for (const Configuration& row : rows) {
        const InputSize& size = sizes[row.input];
        samples += static_cast<double>(plan.runs) * row.secondsARun;
        if (inputs.insert(row.input).second) {
            const bool generated =
                plan.inputs[row.input].file.empty() && plan.inputs[row.input].space.empty();
            preparation += size.rawBytes / ((generated ? kGenerateSpeed : kTextSpeed) * kMega);
        }
        // A file that rows share is written once.
        if (stored.insert(std::to_string(row.input) + ' ' + row.formatId + ' ' + row.codec).second)
            preparation += row.formatId.empty() ? size.rawBytes / (speedOf(row.codec).compress * kMega)
                                                : writeSeconds(row, size.rawBytes);
    }
    if (plan.control && !rows.empty()) {
        double cheapest = rows.front().secondsARun;
        for (const Configuration& row : rows) cheapest = std::min(cheapest, row.secondsARun);
        samples += 2 * static_cast<double>(plan.runs) * cheapest;
    }
    if (plan.budgetSeconds > 0) samples = std::min(samples, plan.budgetSeconds);
    return preparation + samples;
}

} // namespace spacebench::jobs
