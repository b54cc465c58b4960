// SPDX-License-Identifier: Apache-2.0
#include "formats/kv/kv_reader.h"

#include <fmt/format.h>

#include "base/units.h"
#include "formats/facts.h"
#include "formats/framed_paths.h"
#include "formats/kv/kv_line.h"
#include "formats/kv/kv_locator.h"
#include "formats/streamed_space.h"
#include "io/page_trail.h"
#include "space/expression.h"
#include "space/external_sort.h"

namespace spacebench::formats::kv {

namespace {

constexpr std::size_t kProbeBytes = std::size_t{64} << 10;
/// Further bad lines are counted, not listed.
constexpr std::uint64_t kMostBadLinesListed = 20;

Error badLine(const LineFault& fault, ByteView line, std::uint64_t offset, std::uint64_t number) {
    std::string text;
    space::printEscaped(line.first(std::min<std::size_t>(line.size(), 40)), text);
    return Error::corrupt(fmt::format("line {} has {}", number, fault.reason))
        .at(offset + fault.column - 1)
        .at(TextPosition{number, fault.column})
        .expect(std::string(fault.expected))
        .got(fmt::format("\"{}\"{}", text, line.size() > 40 ? ".." : ""));
}

void noteBuild(const space::BuildNotes& notes, std::uint64_t paths, Findings& findings) {
    if (notes.outOfOrder)
        findings.push_back(
            {Severity::Warning, "kv.unsorted",
             fmt::format("the paths are not in order; line {} is the first that is below the one "
                         "before it",
                         notes.firstDisorder + 1),
             std::nullopt, "ascending paths", "another order"});
    if (notes.duplicates != 0)
        findings.push_back({Severity::Warning, "kv.duplicates",
                            "some paths are there more than once; the last line of each counts", std::nullopt,
                            fmt::format("{} different paths", groupedNumber(paths)),
                            fmt::format("{} lines", groupedNumber(notes.added))});
    if (notes.valueConflicts != 0)
        findings.push_back({Severity::Warning, "kv.value_conflict",
                            "some paths are there with different values; the last one counts", std::nullopt,
                            "one value a path",
                            fmt::format("{} conflicts", groupedNumber(notes.valueConflicts))});
}

class LinesReader final : public ParsedReader {
  public:
    explicit LinesReader(StreamState& state) : ParsedReader(state) {
        if (asText(state.source->bytes()) != kNoPaths) m_text = state.source->bytes();
    }

  protected:
    Result<bool> parse(ByteView& path, std::uint64_t& value) override {
        if (m_at == m_text.size()) return false;
        SB_CHECK(m_gate.step(m_at));
        const LineBounds bounds = lineAt(m_text, m_at);
        const ByteView line = m_text.first(bounds.end).subspan(m_at);
        ++m_number;
        const Line parsed = parseLine(line, m_path);
        if (parsed.fault) return badLine(*parsed.fault, line, m_at, m_number);
        m_at = bounds.next;
        path = m_path;
        value = parsed.value;
        return true;
    }
    std::uint64_t parsed() const override { return m_at; }

  private:
    ByteView m_text;
    PollGate m_gate{state().context};
    std::size_t m_at = 0;
    std::uint64_t m_number = 0;
    Bytes m_path;
};

} // namespace

Opened streamKv(const io::SourcePtr& source, const WorkContext& context) {
    Opened opened;
    StreamedSpace::Known known;
    known.withoutValues = false;
    setStreamed(
        opened, std::make_shared<StreamState>(source, "kv", context),
        [](StreamState& state) { return std::make_unique<LinesReader>(state); }, known);
    return opened;
}

Format::Match probeKv(ByteView bytes) {
    if (bytes.empty()) return Format::Match::No;
    const ByteView sample = bytes.first(std::min(bytes.size(), kProbeBytes));
    Bytes path;
    std::size_t lines = 0;
    bool firstHasValue = false;
    for (std::size_t at = 0; at < sample.size();) {
        const LineBounds bounds = lineAt(sample, at);
        const bool cut = bounds.next == sample.size() && sample.size() < bytes.size();
        if (cut && lines != 0) break; // a line that the sample cuts proves nothing
        const ByteView line = sample.first(bounds.end).subspan(at);
        const Line parsed = parseLine(line, path);
        if (parsed.fault && !(cut && parsed.fault->column > line.size()))
            return firstHasValue ? Format::Match::Maybe : Format::Match::No;
        if (lines == 0) firstHasValue = std::find(line.begin(), line.end(), '\t') != line.end();
        ++lines;
        at = bounds.next;
    }
    return Format::Match::Yes;
}

Result<Opened> readKv(const io::SourcePtr& source, Effort effort, const WorkContext& context) {
    const ByteView whole = source->bytes();
    const ByteView text = asText(whole) == kNoPaths ? ByteView() : whole;
    Opened opened;
    space::ExternalSorter sorter(context);
    const bool located = context.limits.workingBytes == 0; // a budget has no room for every line's place
    std::vector<std::uint64_t> lines;
    std::uint64_t number = 0;
    std::uint64_t badLines = 0;
    Bytes path;
    context.begin("Reading", ProgressUnit::Bytes, text.size());
    io::PageTrail trail(*source, context.limits.workingBytes != 0);
    PollGate gate(context);
    for (std::size_t at = 0; at < text.size();) {
        const LineBounds bounds = lineAt(text, at);
        const ByteView line = text.first(bounds.end).subspan(at);
        ++number;
        const Line parsed = parseLine(line, path);
        if (parsed.fault) {
            if (++badLines <= kMostBadLinesListed)
                reportDamage(opened, badLine(*parsed.fault, line, at, number), "kv.line", source->name());
            if (effort == Effort::Open) break;
        } else {
            SB_CHECK(sorter.add(path, parsed.value));
            if (located) lines.push_back(at);
        }
        at = bounds.next;
        trail.passed(at);
        SB_CHECK(gate.step(at));
    }
    SB_CHECK(source->health());
    if (badLines > kMostBadLinesListed)
        opened.findings.push_back({Severity::Error, "kv.more_lines", "more lines do not fit than are listed",
                                   std::nullopt, "",
                                   fmt::format("{} lines in all", groupedNumber(badLines))});
    const std::uint64_t framedBytes = sorter.framedBytes();
    SB_TRY(space, sorter.finish());
    opened.spill = sorter.report();
    const space::BuildNotes& notes = sorter.notes();
    const std::uint64_t paths = space->knownCount().value_or(0);
    noteBuild(notes, paths, opened.findings);
    opened.facts = {bytesFact("stored_bytes", "Stored size", text.size()),
                    bytesFact("raw_bytes", "Framed paths", framedBytes), ratioFact(framedBytes, text.size()),
                    countFact("lines", "Lines", number), countFact("paths", "Paths", paths)};
    const bool asStored = !notes.outOfOrder && notes.duplicates == 0;
    if (located) opened.locator = std::make_shared<KvLocator>(source, std::move(lines), asStored, space);
    opened.content.space = std::move(space);
    return opened;
}

} // namespace spacebench::formats::kv
