// SPDX-License-Identifier: Apache-2.0
#include "formats/loss_counter.h"
#include "formats/metta/metta_text.h"
#include "space/atom_parser.h"
#include "space/atom_printer.h"
#include "space/each_path.h"

namespace spacebench::formats::metta {

namespace {

/// An empty file is no space file, so a space without atoms says in a comment what it is.
constexpr std::string_view kEmptySpace = "; empty space\n";
constexpr std::size_t kChunkBytes = std::size_t{256} << 10; ///< limits.md: the fastest size of writes

/// Prints paths and sorts out what text cannot hold.
class LinePrinter {
  public:
    explicit LinePrinter(const space::SymbolTable* symbols) : m_printer(symbols) {
        m_printer.setChecking(true);
    }

    /// The line without its end, or nullopt, counted as a loss.
    std::optional<std::string_view> print(ByteView path) {
        const std::string_view text = m_printer.print(path);
        ++m_paths;
        if (m_printer.sound() && m_printer.faithful() && m_printer.depth() <= space::kMaxNesting) return text;
        (!m_printer.sound() ? m_notExpressions : !m_printer.faithful() ? m_unprintable : m_tooDeep).add(path);
        return std::nullopt;
    }
    void appendLosses(std::vector<Loss>& losses) const {
        m_notExpressions.appendTo(losses, m_paths);
        m_unprintable.appendTo(losses, m_paths);
        m_tooDeep.appendTo(losses, m_paths);
    }

  private:
    space::AtomPrinter m_printer;
    std::uint64_t m_paths = 0;
    LossCounter m_notExpressions{"not_expressions", "paths are no expression, which text cannot hold"};
    LossCounter m_unprintable{
        "unprintable_symbols",
        "atoms have a symbol that would not read back from text as it is (blanks or "
        "parentheses outside a string, more than 63 bytes, unknown to the symbol table, ...)"};
    LossCounter m_tooDeep{"too_deep", "atoms are nested deeper than text is read"};
};

} // namespace

Result<std::vector<Loss>> textLosses(const space::SpaceContent& content, const WorkContext& context) {
    std::vector<Loss> losses;
    if (content.space == nullptr) return losses;
    context.begin("checking what text can hold", ProgressUnit::Paths,
                  content.space->knownCount().value_or(0));
    LinePrinter printer(content.symbols.get());
    SB_CHECK(space::forEachPath(*content.space, context, [&](ByteView path, std::uint64_t) -> Result<bool> {
        static_cast<void>(printer.print(path));
        return true;
    }));
    printer.appendLosses(losses);
    return losses;
}

Result<bool> writeText(const space::SpaceContent& content, bool strict, ByteSink& out, SaveReport& report,
                       const WorkContext& context) {
    context.begin("writing text", ProgressUnit::Paths, content.space->knownCount().value_or(0));
    LinePrinter printer(content.symbols.get());
    ByteBuffer buffer;
    bool whole = true;
    const auto flush = [&]() -> Result<void> {
        SB_CHECK(out.write(buffer.view()));
        buffer.clear();
        return {};
    };
    if (!buffer.reserve(kChunkBytes)) return ByteBuffer::outOfMemory(kChunkBytes);
    const auto writeLine = [&](ByteView path, std::uint64_t) -> Result<bool> {
        const std::optional<std::string_view> line = printer.print(path);
        if (!line) {
            whole = !strict;
            return whole;
        }
        ++report.paths;
        report.rawBytes += 4 + path.size();
        if (buffer.size() + line->size() + 1 > kChunkBytes) SB_CHECK(flush());
        Byte* to = buffer.extend(line->size() + 1);
        if (to == nullptr) return ByteBuffer::outOfMemory(line->size());
        std::memcpy(to, line->data(), line->size());
        to[line->size()] = '\n';
        return true;
    };
    SB_CHECK(space::forEachPath(*content.space, context, writeLine));
    if (!whole) return false;
    if (report.paths == 0) {
        const ByteView note = asBytes(kEmptySpace);
        if (!buffer.append(note)) return ByteBuffer::outOfMemory(note.size());
    }
    SB_CHECK(flush());
    printer.appendLosses(report.losses);
    return true;
}

} // namespace spacebench::formats::metta
