// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/atom_export.h"

#include <algorithm>

#include <fmt/format.h>

#include "space/expression.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

namespace {

constexpr std::uint64_t kFetch = 4096;

void appendHex(ByteView bytes, std::string& out) {
    for (const Byte byte : bytes) fmt::format_to(std::back_inserter(out), "{:02X}", byte);
}

/// Tabs and line ends inside an atom would break the table apart.
void appendCell(const std::string& text, std::string& out) {
    for (const char c : text) {
        if (c == '\t') {
            out += "\\t";
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else {
            out += c;
        }
    }
}

void appendRow(const space::PathIndex::Row& row, SliceForm form, const space::SymbolTable* symbols,
               std::string& atom, std::string& out) {
    atom.clear();
    space::printAtom(row.path, atom, {symbols});
    if (form == SliceForm::Text) {
        out += atom;
    } else {
        fmt::format_to(std::back_inserter(out), "{}\t", row.number);
        appendCell(atom, out);
        out += '\t';
        appendHex(row.path, out);
        fmt::format_to(std::back_inserter(out), "\t{}\t{}", row.path.size(), row.value);
    }
    out += '\n';
}

} // namespace

Result<void> writeSlice(const AtomSlice& slice, SliceForm form, ByteSink& out, const WorkContext& context) {
    context.begin("writing", ProgressUnit::Paths, slice.rowCount);
    if (form == SliceForm::Tsv) SB_CHECK(out.write(asBytes("number\tatom\thex\tlength_bytes\tvalue\n")));
    std::string atom;
    std::string text;
    const std::uint64_t end = slice.firstRow + slice.rowCount;
    for (std::uint64_t row = slice.firstRow; row < end;) {
        SB_CHECK(context.poll());
        const std::uint64_t number = slice.filter != nullptr ? (*slice.filter)[row] : row;
        std::uint64_t run = 1;
        if (slice.filter == nullptr) {
            run = std::min(kFetch, end - row);
        } else {
            while (run < kFetch && row + run < end && (*slice.filter)[row + run] == number + run) ++run;
        }
        const auto rows = slice.index->fetch(number, run);
        if (rows.size() != run) return Error::corrupt("some rows cannot be read").advise("verify the file");
        text.clear();
        for (const auto& one : rows) appendRow(one, form, slice.content.symbols.get(), atom, text);
        SB_CHECK(out.write(asBytes(text)));
        row += run;
        context.advanceTo(row - slice.firstRow);
    }
    return {};
}

} // namespace spacebench::widgets
