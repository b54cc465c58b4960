// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "formats/metta/metta_text.h"
#include "formats/space_reading.h"
#include "formats/streamed_space.h"
#include "io/page_trail.h"
#include "space/atom_parser.h"

namespace spacebench::formats::metta {

namespace {

constexpr std::size_t kProbedBytes = std::size_t{64} << 10;
constexpr Byte kByteOrderMark[] = {0xEF, 0xBB, 0xBF};
constexpr std::size_t kMaxFaults = 100; ///< findings of a salvage
/// Salvage tries again after an expression that never ends; each try reads to the end of the text.
constexpr std::size_t kMaxOpenEnds = 16;

/// Bytes of the UTF-8 sequence at `at`; 0 = none. A sequence cut by the end of the window counts as whole.
std::size_t utf8Length(ByteView bytes, std::size_t at) {
    const Byte first = bytes[at];
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    for (std::size_t i = 1; i < length && at + i < bytes.size(); ++i)
        if ((bytes[at + i] & 0xC0) != 0x80) return 0;
    return length;
}

std::uint64_t expectedPaths(std::uint64_t textBytes) {
    constexpr std::uint64_t kTextOfAnAtom = 32; // a little below real ones: a hint should not be too small
    return textBytes / kTextOfAnAtom + 1;
}

class TextReader final : public ParsedReader {
  public:
    explicit TextReader(StreamState& state)
        : ParsedReader(state), m_parser(state.source->bytes(), {false, state.context.limits.pathBytes}) {}

  protected:
    Result<bool> parse(ByteView& path, std::uint64_t&) override {
        SB_TRY(more, m_parser.next());
        path = m_parser.path();
        return more;
    }
    std::uint64_t parsed() const override { return m_parser.offset(); }

  private:
    space::AtomParser m_parser;
};

} // namespace

Opened streamText(const io::SourcePtr& source, const WorkContext& context) {
    Opened opened;
    setStreamed(opened, std::make_shared<StreamState>(source, std::string(kId), context),
                [](StreamState& state) { return std::make_unique<TextReader>(state); }, {});
    return opened;
}

bool looksLikeText(ByteView bytes) {
    const ByteView window = bytes.first(std::min(bytes.size(), kProbedBytes));
    for (std::size_t at = 0; at < window.size();) {
        const Byte byte = window[at];
        const bool blank = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v';
        if (byte == 0x7F || (byte < 0x20 && !blank && byte != 0x1B)) return false;
        const std::size_t length = utf8Length(window, at);
        if (length == 0) return false;
        at += length;
    }
    return !window.empty();
}

Result<Opened> readText(const io::ByteSource& source, const OpenOptions& options, bool salvage,
                        const WorkContext& context) {
    const ByteView text = source.bytes();
    Opened opened;
    space::ExternalSorter sorter(context);
    // A path takes about a fifth more than its text: a length field against parentheses and a newline.
    SB_CHECK(sorter.reserve(expectedPaths(text.size()), text.size() + text.size() / 4));
    space::AtomParser parser(text, {options.cutSymbols, context.limits.pathBytes});
    context.begin("reading text", ProgressUnit::Bytes, text.size());
    io::PageTrail trail(source, context.limits.workingBytes != 0);
    PollGate gate(context);
    std::size_t faults = 0;
    std::size_t openEnds = 0;
    for (;;) {
        auto found = parser.next();
        if (found.ok()) {
            if (!*found) break;
            SB_CHECK(sorter.add(parser.path()));
            trail.passed(parser.offset());
            SB_CHECK(gate.step(parser.offset()));
            continue;
        }
        Error error = std::move(found).error();
        if (!error.byteOffset) return error; // not about the text: memory
        const bool openEnd = *error.byteOffset == text.size();
        if (openEnd) ++openEnds;
        const std::uint64_t resumeAt = openEnd ? parser.atomOffset() : *error.byteOffset;
        if (!opened.damage) {
            setDamage(opened, std::move(error), "metta.syntax");
        } else {
            opened.findings.push_back(findingOf(error, "metta.syntax"));
        }
        if (!salvage || ++faults == kMaxFaults || openEnds == kMaxOpenEnds) break;
        parser.resumeAfter(resumeAt);
    }
    SB_CHECK(source.health());
    opened.facts.push_back({"text_bytes", "Text", std::uint64_t{text.size()}, Fact::Unit::Bytes});
    if (startsWith(text, kByteOrderMark))
        opened.findings.push_back(
            {Severity::Warning, "metta.byte_order_mark",
             "the text starts with a byte order mark, which is part of its first symbol"});
    if (parser.symbolsCut() != 0)
        opened.findings.push_back(
            {Severity::Warning, "metta.cut_symbols",
             fmt::format("{} symbols were cut at {} bytes", parser.symbolsCut(), space::kMaxSymbolBytes)});
    SB_CHECK(finishSpace(sorter, opened, kId));
    return opened;
}

} // namespace spacebench::formats::metta
