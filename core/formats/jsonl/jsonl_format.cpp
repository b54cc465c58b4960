// SPDX-License-Identifier: Apache-2.0
//
// Lines of JSON (FORMAT.md): our own atoms, or documents as MORK reads them.
#include <fmt/format.h>

#include "formats/json/json_reading.h"
#include "formats/jsonl/atom_lines.h"
#include "formats/loss_counter.h"
#include "formats/space_reading.h"
#include "formats/streamed_space.h"
#include "io/page_trail.h"
#include "space/each_path.h"
#include "space/expression.h"
#include "space/symbol_table.h"

namespace spacebench::formats::jsonl {

namespace {

constexpr std::string_view kAtoms = "atoms";
constexpr std::string_view kMork = "mork";
/// A first line longer than this is not gone through to tell what the file is: it is a document of its own.
constexpr std::size_t kProbedBytes = std::size_t{8} << 20;
constexpr std::size_t kChunkBytes = std::size_t{256} << 10; ///< limits.md: the fastest size of writes

const FormatInfo kInfo{
    "jsonl",
    "JSON lines",
    "One atom a line as nested arrays; or documents, one a line, as MORK reads them",
    {"jsonl", "ndjson"},
    Reads | Writes | HoldsPaths | ResolvesSymbols | AnyBytes | Streams | IsText,
    {{kAtoms, "one atom a line"}, {kMork, "documents, read as MORK reads them", false}},
    30,
};

struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint64_t number = 0; ///< from 0, blank lines counted
};

Error notAnAtom(const Line& line) {
    return Error::corrupt("a line is no atom")
        .at(line.begin)
        .at(TextPosition{line.number + 1, 1})
        .expect("arrays, strings, {\"$\": n} and {\"hex\": \"...\"}");
}

/// Lines that are not blank.
class Lines {
  public:
    explicit Lines(ByteView text) : m_text(asText(text)) {}
    [[nodiscard]] bool next(Line& line) {
        while (m_at < m_text.size()) {
            const std::size_t newline = std::min(m_text.find('\n', m_at), m_text.size());
            line = {m_at, newline, m_number++};
            m_at = newline + 1;
            if (m_text.substr(line.begin, newline - line.begin).find_first_not_of(" \t\r") !=
                std::string_view::npos)
                return true;
        }
        return false;
    }

  private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_number = 0;
};

/// Atoms as they are written here: in path order.
class AtomsReader final : public ParsedReader {
  public:
    explicit AtomsReader(StreamState& state) : ParsedReader(state), m_lines(state.source->bytes()) {}

  protected:
    Result<bool> parse(ByteView& path, std::uint64_t&) override {
        SB_CHECK(m_gate.step(m_line.begin));
        if (!m_lines.next(m_line)) return false;
        SB_TRY(atom, m_reader.read(state().source->bytes(), m_line.begin, m_line.end));
        if (!atom) return notAnAtom(m_line);
        path = m_reader.path();
        return true;
    }
    std::uint64_t parsed() const override { return m_line.begin; }

  private:
    Lines m_lines;
    Line m_line;
    PollGate m_gate{state().context};
    AtomLineReader m_reader;
};

/// True where every line was an atom, up to the first that is no JSON (then `opened` is damaged).
Result<bool> readAtoms(const io::ByteSource& source, space::ExternalSorter& sorter, Opened& opened,
                       Line& line, const WorkContext& context) {
    const ByteView text = source.bytes();
    AtomLineReader reader;
    Lines lines(text);
    io::PageTrail trail(source, context.limits.workingBytes != 0);
    PollGate gate(context);
    while (lines.next(line)) {
        trail.passed(line.begin);
        SB_CHECK(gate.step(line.begin));
        auto atom = reader.read(text, line.begin, line.end);
        if (!atom.ok()) {
            if (!atom.error().byteOffset) return std::move(atom).error();
            setDamage(opened, std::move(atom).error(), "jsonl.syntax");
            return true;
        }
        if (!*atom) return false;
        SB_CHECK(sorter.add(reader.path()));
    }
    return true;
}

/// `(JSONL n document)`, n being eight bytes, big-endian.
Bytes headOf(std::uint64_t number) {
    Bytes head = {3, 0xC5, 'J', 'S', 'O', 'N', 'L', 0xC8};
    for (int shift = 56; shift >= 0; shift -= 8) head.push_back(static_cast<Byte>(number >> shift));
    return head;
}

Result<void> readDocuments(const io::ByteSource& source, const OpenOptions& options,
                           space::ExternalSorter& sorter, Opened& opened, const WorkContext& context) {
    json::JsonDocument document(&sorter, {options.cutSymbols, nullptr});
    const ByteView text = source.bytes();
    Lines lines(text);
    io::PageTrail trail(source, context.limits.workingBytes != 0);
    PollGate gate(context);
    for (Line line; lines.next(line);) {
        trail.passed(line.begin);
        SB_CHECK(gate.step(line.begin));
        auto read = document.read(text, line.begin, line.end, headOf(line.number), context);
        if (read.ok()) continue;
        if (!read.error().byteOffset) return read;
        setDamage(opened, std::move(read).error(), "jsonl.syntax");
        break;
    }
    json::noteSymbols(document, "jsonl", opened);
    return {};
}

class JsonlFormat final : public Format {
  public:
    const FormatInfo& info() const override { return kInfo; }

    Match probe(ByteView whole) const override {
        const ByteView bytes = whole.first(std::min(whole.size(), kProbedBytes));
        Lines lines(bytes);
        Line first;
        if (!lines.next(first) || (first.end == bytes.size() && bytes.size() < whole.size()))
            return Match::No;
        const std::size_t start = asText(bytes).find_first_not_of(" \t\r\n");
        if (bytes[start] != '{' && bytes[start] != '[') return Match::No;
        AtomLineReader reader;
        const auto atom = reader.read(bytes, first.begin, first.end);
        const bool isAtom = atom.ok() && *atom;
        if (!isAtom &&
            !json::JsonDocument(nullptr, {true, nullptr}).read(bytes, first.begin, first.end, {}, {}).ok())
            return Match::No;
        Line second;
        if (!lines.next(second)) // one line: ours where it is an atom and a whole line, else a document
            return isAtom && first.end < bytes.size() ? Match::Yes
                   : bytes.size() < whole.size()      ? Match::Maybe
                                                      : Match::No;
        const Byte next = bytes[asText(bytes).find_first_not_of(" \t\r", second.begin)];
        const bool startsValue = next == '{' || next == '[' || next == '"' || next == '-' || next == 't' ||
                                 next == 'f' || next == 'n' || (next >= '0' && next <= '9');
        return startsValue ? Match::Yes : Match::Maybe;
    }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (!options.dialect.empty() && options.dialect != kAtoms && options.dialect != kMork)
            return Error::invalid("JSON lines have no such dialect")
                .expect("atoms or mork")
                .got(options.dialect);
        const ByteView text = source->bytes();
        Opened opened;
        opened.dialect = kAtoms;
        if (options.streaming && options.dialect != kMork) {
            setStreamed(opened, std::make_shared<StreamState>(source, "jsonl", context),
                        [](StreamState& state) { return std::make_unique<AtomsReader>(state); }, {});
            return opened;
        }
        std::optional<space::ExternalSorter> sorter(context);
        context.begin("reading JSON lines", ProgressUnit::Bytes, text.size());
        bool atoms = false;
        if (options.dialect != kMork) {
            Line line;
            SB_TRY(all, readAtoms(*source, *sorter, opened, line, context));
            atoms = all;
            if (!atoms && options.dialect == kAtoms) {
                setDamage(opened, notAnAtom(line), "jsonl.not_atom");
                atoms = true;
            }
        }
        if (!atoms) {
            sorter.emplace(context);
            opened.dialect = kMork;
            SB_CHECK(readDocuments(*source, options, *sorter, opened, context));
        }
        SB_CHECK(source->health());
        opened.facts.push_back({"text_bytes", "Text", std::uint64_t{text.size()}, Fact::Unit::Bytes});
        SB_CHECK(finishSpace(*sorter, opened, "jsonl"));
        return opened;
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        SB_TRY(lost, lossesByCapability(kInfo, content, context));
        if (content.symbols == nullptr || content.space == nullptr) return lost;
        LossCounter unresolved("unresolved_symbols",
                               "atoms have symbols that stay numbers: the table lacks them, or "
                               "their text is over 63 bytes");
        std::uint64_t paths = 0;
        Bytes resolved;
        const auto look = [&](ByteView path, std::uint64_t) -> Result<bool> {
            std::uint64_t count = 0;
            resolved.clear();
            space::resolveSymbols(path, *content.symbols, resolved, count);
            ++paths;
            if (count != 0) unresolved.add(path);
            return true;
        };
        SB_CHECK(space::forEachPath(*content.space, context, look));
        unresolved.appendTo(lost, paths);
        return lost;
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        if (!options.dialect.empty() && options.dialect != kAtoms)
            return Error::unsupported("this dialect is not written")
                .expect(std::string(kAtoms))
                .got(options.dialect);
        if (content.space == nullptr) return Error::unsupported("there are no paths to write");
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        context.begin("writing JSON lines", ProgressUnit::Paths, content.space->knownCount().value_or(0));
        AtomLineWriter writer;
        std::string buffer;
        Bytes resolved;
        const auto writeLine = [&](ByteView path, std::uint64_t) -> Result<bool> {
            if (content.symbols != nullptr) {
                std::uint64_t unresolved = 0;
                resolved.clear();
                space::resolveSymbols(path, *content.symbols, resolved, unresolved);
                path = resolved;
            }
            writer.append(path, report.paths == 0, buffer);
            buffer += '\n';
            ++report.paths;
            report.rawBytes += 4 + path.size();
            if (buffer.size() >= kChunkBytes) {
                SB_CHECK(out.write(asBytes(buffer)));
                buffer.clear();
            }
            return true;
        };
        SB_CHECK(space::forEachPath(*content.space, context, writeLine));
        if (report.paths == 0)
            buffer = '\n'; // FORMAT.md: an empty file is no space file, a blank line is none's atom
        SB_CHECK(out.write(asBytes(buffer)));
        return report;
    }
};

} // namespace

const Format& format() {
    static const JsonlFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::jsonl
