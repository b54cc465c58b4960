// SPDX-License-Identifier: Apache-2.0
//
// One JSON document, read as MORK reads it (FORMAT.md).
#include <fmt/format.h>

#include "formats/json/json_document.h"
#include "formats/json/json_reading.h"
#include "formats/space_reading.h"

namespace spacebench::formats::json {

void noteSymbols(const JsonDocument& document, std::string_view prefix, Opened& opened) {
    if (document.symbolsCut() != 0)
        opened.findings.push_back({Severity::Warning, fmt::format("{}.cut_symbols", prefix),
                                   fmt::format("{} strings were cut at 63 bytes", document.symbolsCut())});
    if (document.emptySymbols() != 0)
        opened.findings.push_back({Severity::Warning, fmt::format("{}.empty_strings", prefix),
                                   fmt::format("{} empty strings became variables, as in MORK, which has no "
                                               "empty symbol",
                                               document.emptySymbols())});
}

namespace {

constexpr std::size_t kProbedBytes = std::size_t{64} << 10;

const FormatInfo kInfo{
    "json",
    "JSON document",
    "A JSON document, a path for each leaf",
    {"json"},
    Reads | HoldsPaths | IsText,
    {},
    31,
};

class JsonFormat final : public Format {
  public:
    const FormatInfo& info() const override { return kInfo; }

    Match probe(ByteView bytes) const override {
        constexpr std::uint64_t kConvincing = 3; // `{"key":` is no accident; `[x` is a symbol of MeTTa
        const std::size_t start = asText(bytes).find_first_not_of(" \t\r\n");
        if (start == std::string_view::npos || (bytes[start] != '{' && bytes[start] != '[')) return Match::No;
        const std::size_t end = std::min(bytes.size(), start + kProbedBytes);
        JsonDocument document(nullptr, {true, nullptr});
        const auto read = document.read(bytes, start, end, {}, {});
        if (read.ok()) return Match::Yes;
        if (read.error().code == ErrorCode::LimitExceeded) return Match::Yes;
        if (read.error().byteOffset.value_or(0) >= end && document.tokens() >= kConvincing) return Match::Yes;
        return document.tokens() >= kConvincing ? Match::Maybe : Match::No;
    }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        const ByteView text = source->bytes();
        Opened opened;
        space::ExternalSorter sorter(context);
        io::PageTrail trail(*source, context.limits.workingBytes != 0);
        JsonDocument document(&sorter, {options.cutSymbols, &trail});
        context.begin("reading JSON", ProgressUnit::Bytes, text.size());
        if (auto read = document.read(text, 0, text.size(), {}, context); !read.ok()) {
            if (!read.error().byteOffset) return std::move(read).error();
            setDamage(opened, std::move(read).error(), "json.syntax");
        }
        SB_CHECK(source->health());
        opened.facts.push_back({"text_bytes", "Text", std::uint64_t{text.size()}, Fact::Unit::Bytes});
        noteSymbols(document, "json", opened);
        SB_CHECK(finishSpace(sorter, opened, "json"));
        return opened;
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent&, const SaveOptions&,
                                     const WorkContext&) const override {
        return notWritten();
    }

    Result<SaveReport> save(const space::SpaceContent&, const SaveOptions&, ByteSink&,
                            const WorkContext&) const override {
        return notWritten();
    }

  private:
    static Error notWritten() {
        return Error::unsupported("JSON documents are read only: most spaces are none")
            .advise("use jsonl, one atom a line");
    }
};

} // namespace

const Format& format() {
    static const JsonFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::json
