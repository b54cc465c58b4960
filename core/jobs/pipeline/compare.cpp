// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/compare.h"

#include <unordered_set>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/checksum.h"
#include "formats/mtts/mtts_layout.h"
#include "space/expression.h"

namespace spacebench::jobs::pipeline {

namespace {

namespace mtts = formats::mtts;

constexpr std::size_t kStepBytes = std::size_t{4} << 20; ///< compared between two polls: 1 ms
constexpr std::size_t kShownBytes = 80;                  ///< of a path, for people

std::string shown(ByteView bytes) {
    std::string text;
    space::printEscaped(bytes.first(std::min(bytes.size(), kShownBytes)), text);
    return bytes.size() > kShownBytes ? text + "..." : text;
}

std::string byteOrEnd(ByteView bytes, std::size_t at) {
    return at < bytes.size() ? fmt::format("{:02X}", bytes[at]) : "the end";
}

Result<ByteBuffer> inflated(const codecs::Codec& codec, ByteView stored, const WorkContext& context) {
    ByteBuffer raw;
    std::uint64_t consumed = 0;
    SB_CHECK(codecs::decompress(codec, stored, raw, consumed, context));
    if (consumed != stored.size()) return Error::corrupt("bytes follow the compressed data").at(consumed);
    return raw;
}

/// The sections of an MTTS file of ours.
struct MttsParts {
    ByteView symbols;
    ByteView section; ///< count and frames
    ByteBuffer raw;   ///< what `section` points into, where it was compressed
};
Result<MttsParts> partsOf(ByteView file, const WorkContext& context) {
    if (!startsWith(file, asBytes(mtts::kMagic))) return Error::notThisFormat("no MTTS file").at(0);
    SB_TRY(layout, mtts::layOut(file, mtts::Dialect::Documented, context));
    if (!layout.consistent()) return *layout.fault;
    if (!layout.hasChecksum()) return Error::corrupt("the checksum is missing").at(file.size());
    const ByteView hashed = file.first(file.size() - formats::kChecksumBytes);
    SB_TRY(digest, formats::checksumOf(hashed, formats::ChecksumKind::Blake2b256, context));
    if (!equalBytes(digest, file.last(formats::kChecksumBytes)))
        return Error::corrupt("the checksum does not fit").at(hashed.size());
    MttsParts parts;
    parts.symbols = file.subspan(layout.symbolsBegin, layout.symbolsEnd - layout.symbolsBegin);
    parts.section = file.subspan(layout.sectionBegin, layout.sectionEnd - layout.sectionBegin);
    if (!layout.compressed()) return parts;
    const codecs::Codec* const codec = codecs::findCodecByWireId(layout.codecNumber);
    if (codec == nullptr) return Error::corrupt("no such codec").at(layout.sectionBegin);
    SB_TRY(raw, inflated(*codec, file.subspan(layout.storedBegin, layout.sectionEnd - layout.storedBegin),
                         context));
    parts.raw = std::move(raw);
    parts.section = parts.raw.view();
    return parts;
}

Result<std::string> differenceOfMtts(ByteView expected, ByteView found, const WorkContext& context) {
    SB_TRY(reference, partsOf(expected, context));
    auto parts = partsOf(found, context);
    if (!parts.ok()) {
        if (parts.error().code == ErrorCode::Cancelled) return parts.error();
        return "the file cannot be read: " + parts.error().describe();
    }
    SB_TRY(symbols, differenceOfBytes(reference.symbols, parts->symbols, "the symbol table", context));
    if (!symbols.empty()) return symbols;
    return differenceOfBytes(reference.section, parts->section, "the decompressed paths", context);
}

Result<std::string> differenceOfZlib(ByteView expected, ByteView found, const WorkContext& context) {
    const codecs::Codec& zlib = *codecs::findCodec("zlib");
    SB_TRY(reference, inflated(zlib, expected, context));
    auto raw = inflated(zlib, found, context);
    if (!raw.ok()) {
        if (raw.error().code == ErrorCode::Cancelled) return raw.error();
        return "the file cannot be decompressed: " + raw.error().describe();
    }
    return differenceOfBytes(reference.view(), raw->view(), "the decompressed paths", context);
}

std::string differenceOfTables(const space::SymbolTable& expected, const space::SymbolTable* found) {
    const std::uint64_t size = found != nullptr ? found->size() : 0;
    for (std::uint64_t i = 0; i < std::min(expected.size(), size); ++i) {
        const auto wanted = expected.entry(i);
        const auto got = found->entry(i);
        if (wanted.symbol != got.symbol || !equalBytes(wanted.text, got.text))
            return fmt::format("symbol {}: expected 0x{:016X} \"{}\", found 0x{:016X} \"{}\"",
                               groupedNumber(i), wanted.symbol, shown(wanted.text), got.symbol,
                               shown(got.text));
    }
    if (expected.size() == size) return {};
    return fmt::format("symbol {}: expected {} symbols in all, found {}",
                       groupedNumber(std::min(expected.size(), size)), groupedNumber(expected.size()),
                       groupedNumber(size));
}

} // namespace

Result<std::string> differenceOfBytes(ByteView expected, ByteView found, std::string_view what,
                                      const WorkContext& context) {
    const std::size_t shared = std::min(expected.size(), found.size());
    std::size_t at = 0;
    while (at < shared) {
        SB_CHECK(context.poll());
        const std::size_t step = std::min(kStepBytes, shared - at);
        const std::size_t same = commonPrefix(expected.subspan(at, step), found.subspan(at, step));
        at += same;
        if (same != step) break;
    }
    if (at == expected.size() && at == found.size()) return std::string();
    return fmt::format("byte {}{}{}: expected {}, found {}", groupedNumber(at), what.empty() ? "" : " of ",
                       what, byteOrEnd(expected, at), byteOrEnd(found, at));
}

Result<std::string> differenceOfFiles(const Plan& plan, ByteView expected, ByteView found,
                                      const WorkContext& context) {
    switch (plan.kind) {
    case TaskFormat::Paths:
        return differenceOfZlib(expected, found, context);
    case TaskFormat::Mtts:
        return differenceOfMtts(expected, found, context);
    case TaskFormat::Act:
        break;
    }
    return differenceOfBytes(expected, found, {}, context);
}

Result<std::string> differenceOfPaths(const space::PathSet& expected, const space::PathSet& found,
                                      bool withValues, const WorkContext& context) {
    const std::uint64_t shared = std::min(expected.size(), found.size());
    PollGate gate(context);
    for (std::uint64_t i = 0; i < shared; ++i) {
        SB_CHECK(gate.step(i));
        if (!equalBytes(expected.path(i), found.path(i)))
            return fmt::format("path {}: expected \"{}\", found \"{}\"", groupedNumber(i),
                               shown(expected.path(i)), shown(found.path(i)));
        if (withValues && expected.value(i) != found.value(i))
            return fmt::format("path {}: expected value {}, found {}", groupedNumber(i), expected.value(i),
                               found.value(i));
    }
    if (expected.size() == found.size()) return std::string();
    return fmt::format("path {}: expected {} paths in all, found {}", groupedNumber(shared),
                       groupedNumber(expected.size()), groupedNumber(found.size()));
}

Result<std::string> differenceOfSymbols(const space::SymbolTable& expected, const SharedTable& found,
                                        unsigned writers, const WorkContext& context) {
    std::unordered_set<std::string_view> texts;
    PollGate gate(context);
    for (std::uint64_t i = 0; i < expected.size(); ++i) {
        SB_CHECK(gate.step(i));
        const ByteView text = expected.entry(i).text;
        texts.insert(asText(text));
        const std::uint64_t symbol = found.symbolOf(text);
        if (symbol == 0)
            return fmt::format("symbol {}: expected \"{}\" in the table, found no such text",
                               groupedNumber(i), shown(text));
        if (!equalBytes(found.textOf(symbol), text))
            return fmt::format("symbol {}: expected \"{}\", found \"{}\"", groupedNumber(i), shown(text),
                               shown(found.textOf(symbol)));
    }
    if (found.size() != texts.size())
        return fmt::format("symbol {}: expected {} symbols in all, found {}", groupedNumber(texts.size()),
                           groupedNumber(texts.size()), groupedNumber(found.size()));
    if (found.slotsUsed() > writers)
        return fmt::format("symbols: expected at most {} writers' slots in use, found {}", writers,
                           found.slotsUsed());
    return std::string();
}

Result<std::string> differenceOfContent(const Plan& plan, const space::SpaceContent& found,
                                        const WorkContext& context) {
    SB_TRY(paths, differenceOfPaths(*plan.input->space->pathSet(), *found.space->pathSet(),
                                    plan.holdsValues(), context));
    if (!paths.empty() || plan.kind != TaskFormat::Mtts) return paths;
    return differenceOfTables(*plan.input->symbols, found.symbols.get());
}

} // namespace spacebench::jobs::pipeline
