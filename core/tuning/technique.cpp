// SPDX-License-Identifier: Apache-2.0
#include "tuning/technique.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::tuning {

namespace {

// Sizes of the guide (claims.md).
constexpr std::uint64_t kGuideWriteBuffer = 256 * 1024;
constexpr std::uint64_t kBalancedSnappyBelow = 1'000'000;
constexpr std::uint64_t kLargeForMapping = 100'000'000;
constexpr std::uint64_t kLargeForDirectIo = 1'000'000'000;
constexpr unsigned kCoresForChunks = 8;
/// The guide calls symbol tables "small" without a number: the table of its 1,000-atom benchmarks and ten
/// times more.
constexpr std::uint64_t kSmallSymbolTable = 10'000;

constexpr bool SameBytes = false;
constexpr bool SameContent = true;

bool isMtts(const Task& task) {
    return task.formatId == "mtts";
}

// Tasks that a technique works on.
bool always(const Task& /*task*/) {
    return true;
}
bool serializing(const Task& task) {
    return task.kind == TaskKind::Serialize;
}
bool deserializing(const Task& task) {
    return task.kind == TaskKind::Deserialize;
}
bool interning(const Task& task) {
    return deserializing(task) && isMtts(task);
}
// MTTS alone stores symbols, a checksum and a codec (formats.md, 2 to 4).
bool withSymbolTable(const Task& task) {
    return isMtts(task);
}
bool withChecksum(const Task& task) {
    return isMtts(task);
}
bool withCodec(const Task& task) {
    return isMtts(task);
}

// Why it cannot be measured here.
std::string alwaysMeasurable(const Task& /*task*/, const Circumstances& /*here*/) {
    return {};
}
std::string needsSymbols(const Task& /*task*/, const Circumstances& here) {
    return here.symbols == 0 ? "this space has no symbols" : "";
}
std::string needsDirectIo(const Task& /*task*/, const Circumstances& here) {
    if (here.directIo) return {};
    return here.directIoNote.empty() ? "this folder's file system has no direct I/O" : here.directIoNote;
}
std::string needsCores(const Task& /*task*/, const Circumstances& here) {
    return here.cores > 1 ? "" : "this process may use one core only";
}
std::string needsNodes(const Task& /*task*/, const Circumstances& here) {
    return here.numaNodes > 1 ? "" : "this machine has one NUMA node: all memory is local already";
}
std::string needsCodec(const Task& /*task*/, const Circumstances& here) {
    return here.hasCodec ? "" : "this format has no choice of codec";
}
std::string needsAvx2(const Task& /*task*/, const Circumstances& here) {
    return here.avx2 ? "" : "this processor has no AVX2";
}
std::string needsJemalloc(const Task& /*task*/, const Circumstances& here) {
    if (!here.jemallocLibrary.empty()) return {};
    if (!here.jemallocNote.empty()) return here.jemallocNote;
    return "jemalloc is not installed (libjemalloc.so.2; Debian: libjemalloc2)";
}

// Why the figures do not speak of the claim.
std::string asClaimed(const Task& /*task*/, const Circumstances& /*here*/) {
    return {};
}
std::string fileIsLarge(const Circumstances& here, std::uint64_t bytes, std::string_view words) {
    if (here.fileBytes > bytes) return {};
    return fmt::format("the claim is about files > {}, this one has {} bytes", words,
                       groupedNumber(here.fileBytes));
}
std::string mappedFileIsLarge(const Task& /*task*/, const Circumstances& here) {
    return fileIsLarge(here, kLargeForMapping, "100 MB");
}
std::string directFileIsLarge(const Task& /*task*/, const Circumstances& here) {
    return fileIsLarge(here, kLargeForDirectIo, "1 GB");
}
std::string smallSymbolTable(const Task& /*task*/, const Circumstances& here) {
    if (here.symbols <= kSmallSymbolTable) return {};
    return fmt::format("the claim is about small symbol tables, this one has {} symbols",
                       groupedNumber(here.symbols));
}
std::string eightCores(const Task& /*task*/, const Circumstances& here) {
    if (here.cores >= kCoresForChunks) return {};
    return fmt::format("the claim is about {} or more cores, this process may use {}", kCoresForChunks,
                       here.cores);
}
std::string concurrentWrites(const Task& /*task*/, const Circumstances& here) {
    if (here.concurrent) return {};
    return "the claim is about concurrent writes, and the pipeline compared works on one thread";
}

// techniques.def is read twice: for the claims, which are arrays, and for the techniques that point to them.
#define CLAIMS(...)                                                                                          \
    { __VA_ARGS__ }
#define SPACEBENCH_TECHNIQUE(id, title, what, how, claims, ...) constexpr Claim kClaimsOf##id[] = claims;
#include "tuning/techniques.def"
#undef SPACEBENCH_TECHNIQUE

#define SWITCH(member, on)                                                                                   \
    [](PipelineSettings& settings, const Circumstances& circumstances) {                                     \
        static_cast<void>(circumstances);                                                                    \
        settings.member = on;                                                                                \
    },                                                                                                       \
        [](PipelineSettings& settings) { settings.member = currentPipeline().member; }
#define SPACEBENCH_TECHNIQUE(id, title, what, how, claims, ...)                                              \
    Technique{#id, title, what, how, kClaimsOf##id, __VA_ARGS__},
const Technique kTechniques[] = {
#include "tuning/techniques.def"
};
#undef SPACEBENCH_TECHNIQUE
#undef SWITCH
#undef CLAIMS

const BadExample kBadExamples[] = {
    {"guide-avx2-copy", "AVX2 copy as printed",
     "The guide's AVX2 path copy, letter by letter: for a tail shorter than 32 bytes it reads past the end "
     "and "
     "appends 32 bytes.",
     [](const Task& /*task*/) { return true; },
     [](PipelineSettings& settings) { settings.copy = PathCopy::GuideAvx2; }},
    {"guide-parallel-collection", "Parallel collection as printed",
     "The guide's parallel path collection, letter by letter: paths come in the order in which threads "
     "finish, "
     "not in that of the space.",
     [](const Task& /*task*/) { return true; },
     [](PipelineSettings& settings) {
         settings.orderLosingCollection = true;
         settings.collectThreads = std::max(settings.collectThreads, 2U);
     }},
};

} // namespace

std::string taskName(const Task& task) {
    return (task.kind == TaskKind::Serialize ? "serialize " : "deserialize ") + task.formatId;
}

std::string_view quantityName(Quantity quantity) {
    switch (quantity) {
    case Quantity::Time:
        return "time";
    case Quantity::Allocations:
        return "allocations";
    case Quantity::ChecksumTime:
        return "checksum time";
    case Quantity::WriteTime:
        return "write time";
    case Quantity::InternTime:
        return "interning time";
    case Quantity::Size:
        return "size";
    case Quantity::SymbolsTime:
        return "symbol table time";
    }
    return "";
}

std::span<const Technique> allTechniques() {
    return kTechniques;
}

const Technique* findTechnique(std::string_view id) {
    const auto* found = std::find_if(std::begin(kTechniques), std::end(kTechniques),
                                     [&](const Technique& technique) { return technique.id == id; });
    return found == std::end(kTechniques) ? nullptr : found;
}

std::span<const BadExample> badExamples() {
    return kBadExamples;
}

PipelineSettings currentPipeline() {
    return {}; // all switches off: how the guide's present code works is what the members' defaults say
}

PipelineSettings productPipeline() {
    PipelineSettings settings;
    settings.product = true;
    settings.hash = "fastest";
    return settings;
}

std::string conflictOf(const Task& task, const PipelineSettings& settings) {
    if (task.kind == TaskKind::Deserialize && settings.direct &&
        (settings.input == InputKind::Mapped || settings.input == InputKind::MappedHuge))
        return "direct I/O and a mapped input exclude each other: a mapping is the page cache";
    return {};
}

PipelineSettings optimizedPipeline(const Task& task, const Circumstances& circumstances) {
    PipelineSettings settings = currentPipeline();
    for (const Technique& technique : kTechniques) {
        if (!technique.applies(task) || !technique.unavailable(task, circumstances).empty()) continue;
        technique.turnOn(settings, circumstances);
        if (!conflictOf(task, settings).empty()) technique.turnOff(settings);
    }
    return settings;
}

} // namespace spacebench::tuning
