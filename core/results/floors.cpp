// SPDX-License-Identifier: Apache-2.0
#include "results/floors.h"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::results {

namespace {

enum class Part { Copy, Hash, Encode, Decode, Map };

/// Measured on 1,000,000 generated atoms; memcpy of their 51.7 MB took 2.75 ms on that machine.
struct Reference {
    double ns = 0;
    const char* work = "";
};
constexpr double kReferenceCopyNs = 2.75e6;
constexpr double kReferenceBytesPerAtom = 51.7;
/// Paths of quite another length make quite another trie: the figure then says nothing.
constexpr double kReferenceReach = 2;

struct Entry {
    Operation operation;
    std::string_view formatId;
    std::span<const Part> parts;
    Reference reference;
};

constexpr std::array kWritten = {Part::Copy, Part::Encode};
constexpr std::array kWrittenHashed = {Part::Copy, Part::Encode, Part::Hash};
constexpr std::array kRead = {Part::Copy, Part::Decode};
constexpr std::array kReadHashed = {Part::Copy, Part::Decode, Part::Hash};
constexpr std::array kCopied = {Part::Copy};
constexpr std::array kMapped = {Part::Map};

constexpr std::array kFloors = {
    Entry{Operation::Serialize, "paths", kWritten, {}},
    Entry{Operation::Serialize, "mtts", kWrittenHashed, {}},
    Entry{Operation::Serialize, "pathmap1", kWrittenHashed, {}},
    Entry{Operation::Serialize, "act", kCopied, {55e6, "building an ACT in one pass over the sorted paths"}},
    Entry{Operation::Deserialize, "paths", kRead, {}},
    Entry{Operation::Deserialize, "mtts", kReadHashed, {}},
    Entry{Operation::Deserialize, "pathmap1", kReadHashed, {}},
    Entry{Operation::Deserialize, "act", kCopied, {17e6, "walking every path of an ACT"}},
    Entry{Operation::Load, "act", kMapped, {}},
};

struct Timed {
    std::string name;
    double ns = 0;
};

bool isZlib(std::string_view codec) {
    return codec == "zlib" || codec.starts_with("zlib:");
}

std::optional<Timed> measuredPart(Part part, const FloorQuestion& question) {
    const FloorParts& parts = question.parts;
    const auto timed = [](std::string name, const std::optional<double>& ns) {
        return ns ? std::optional(Timed{std::move(name), *ns}) : std::nullopt;
    };
    switch (part) {
    case Part::Copy:
        return timed("memcpy", parts.copyNs > 0 ? std::optional(parts.copyNs) : std::nullopt);
    case Part::Hash:
        return timed("BLAKE2b", parts.hashNs);
    case Part::Encode:
        return timed(isZlib(question.codec) ? "deflate" : fmt::format("{} compression", question.codec),
                     parts.encodeNs);
    case Part::Decode:
        return timed(isZlib(question.codec) ? "inflate" : fmt::format("{} decompression", question.codec),
                     parts.decodeNs);
    case Part::Map:
        return timed("open and map", parts.mapNs);
    }
    return std::nullopt;
}

/// A codec that a row uses, or the checksum, cannot be left out of its floor: without its time there is none.
bool required(Part part, const FloorQuestion& question) {
    return (part != Part::Encode && part != Part::Decode) || question.codec != "none";
}

bool resemblesReference(const FloorQuestion& question) {
    if (question.atoms == 0) return false;
    const double bytesPerAtom = static_cast<double>(question.rawBytes) / static_cast<double>(question.atoms);
    return bytesPerAtom <= kReferenceBytesPerAtom * kReferenceReach &&
           bytesPerAtom >= kReferenceBytesPerAtom / kReferenceReach;
}

std::optional<Floor> floorFrom(const Entry& entry, const FloorQuestion& question) {
    std::vector<Timed> all;
    for (const Part part : entry.parts) {
        if (!required(part, question)) continue;
        std::optional<Timed> timed = measuredPart(part, question);
        if (!timed) return std::nullopt;
        all.push_back(std::move(*timed));
    }
    if (all.empty()) return std::nullopt;
    Floor floor;
    if (entry.reference.ns > 0) {
        if (!resemblesReference(question)) return std::nullopt;
        const double multiple = entry.reference.ns / kReferenceCopyNs;
        floor.ns = multiple * question.parts.copyNs;
        floor.basis = "reference machine";
        floor.detail =
            fmt::format("{} took {} memcpy of the raw bytes on the reference machine, for a million "
                        "generated atoms; not measured here",
                        entry.reference.work, multipleText(multiple));
        return floor;
    }
    std::string listed;
    for (const Timed& timed : all) {
        listed += fmt::format("{}{} {}", listed.empty() ? "" : ", ", timed.name, durationText(timed.ns));
        if (timed.ns < floor.ns) continue;
        floor.ns = timed.ns;
        floor.basis = timed.name;
    }
    floor.detail =
        all.size() == 1
            ? fmt::format("{}, measured alone in this run", listed)
            : fmt::format("the longest of: {}; each measured alone in this run, on the same bytes", listed);
    return floor;
}

} // namespace

std::optional<Floor> floorOf(const FloorQuestion& question) {
    for (const Entry& entry : kFloors)
        if (entry.operation == question.operation && entry.formatId == question.formatId)
            return floorFrom(entry, question);
    return std::nullopt;
}

Floor notAbove(Floor floor, double fastestSampleNs) {
    if (fastestSampleNs >= floor.ns) return floor;
    floor.ns = fastestSampleNs;
    floor.detail +=
        fmt::format("; the row itself was faster once, at {}: that counts", durationText(fastestSampleNs));
    return floor;
}

std::string multipleText(double multiple) {
    return significant(multiple, multiple < 0.1 ? 2 : 3) + "x";
}

std::string distanceText(double medianNs, double copyNs, const std::optional<Floor>& floor) {
    if (copyNs <= 0) return "";
    std::string text = multipleText(medianNs / copyNs) + " memcpy, ";
    if (!floor) return text + "no floor known";
    return text + fmt::format("floor {} ({})", multipleText(floor->ns / copyNs), floor->basis);
}

} // namespace spacebench::results
