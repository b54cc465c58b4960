// SPDX-License-Identifier: Apache-2.0
#include "jobs/open/select_paths.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "jobs/report_text.h"
#include "space/atom_parser.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

/// More prefixes than this come only from patterns that leave many parentheses open.
constexpr std::size_t kMostPrefixes = 100'000;

/// One token of the atom that was asked for.
struct Piece {
    space::Token token;
    ByteView bytes;       ///< as encoded
    bool mayGrow = false; ///< a compound whose parenthesis was left open
};

struct Beginning {
    Bytes path;                ///< as if every open parenthesis were closed at the end
    std::vector<Piece> pieces; ///< into path
};

/// Reads `text` with as many closing parentheses as it lacks.
Result<std::pair<Bytes, std::size_t>> closeAndParse(std::string_view text) {
    const auto most = static_cast<std::size_t>(std::count(text.begin(), text.end(), '('));
    std::string closed = std::string(text) + '\n'; // ends a comment
    std::optional<Error> first;
    for (std::size_t added = 0; added <= most; ++added) {
        auto path = space::parseAtom(closed);
        if (path.ok()) return std::pair{std::move(path).value(), added};
        if (!first) first = std::move(path).error();
        closed += ')';
    }
    return Error::invalid("--under takes the beginning of one atom")
        .expect("text such as '(edge' or '(edge a b)'")
        .got(fmt::format("'{}': {}", text, first->message));
}

Result<Beginning> beginningOf(std::string_view text) {
    SB_TRY(parsed, closeAndParse(text));
    Beginning beginning{std::move(parsed.first), {}};
    struct Open {
        std::size_t piece;
        unsigned missing; ///< children still to come
    };
    std::vector<Open> open;
    const ByteView path = beginning.path;
    for (std::size_t at = 0; at < path.size();) {
        const space::Token token = space::tokenOf(path[at]);
        if (!open.empty()) --open.back().missing;
        if (token.kind == space::TokenKind::Compound) open.push_back({beginning.pieces.size(), token.number});
        beginning.pieces.push_back({token, path.subspan(at, token.size), false});
        at += token.size;
        if (at == path.size()) break;
        while (!open.empty() && open.back().missing == 0) open.pop_back();
    }
    // All compounds that are open at the last token end with it; the outer ones are those we closed
    // ourselves.
    for (std::size_t i = 0; i < parsed.second; ++i) beginning.pieces[open[i].piece].mayGrow = true;
    return beginning;
}

std::vector<Bytes> symbolForms(const Piece& piece, const space::SymbolTable* symbols) {
    std::vector<Bytes> forms{toBytes(piece.bytes)};
    for (std::uint64_t i = 0; symbols != nullptr && i < symbols->size(); ++i) {
        const space::SymbolTable::Entry entry = symbols->entry(i);
        if (!equalBytes(entry.text, piece.bytes.subspan(1))) continue;
        Bytes form{0xC0 | 8};
        for (int shift = 56; shift >= 0; shift -= 8) form.push_back(static_cast<Byte>(entry.symbol >> shift));
        forms.push_back(std::move(form));
    }
    return forms;
}

/// The ways to spell one piece.
std::vector<Bytes> formsOf(const Piece& piece, const space::SymbolTable* symbols) {
    if (piece.token.kind == space::TokenKind::Symbol) return symbolForms(piece, symbols);
    if (!piece.mayGrow) return {toBytes(piece.bytes)};
    std::vector<Bytes> forms;
    for (unsigned arity = piece.token.number; arity <= space::kMaxArity; ++arity)
        forms.push_back({static_cast<Byte>(arity)});
    return forms;
}

} // namespace

Result<std::vector<Bytes>> prefixesOfAtom(std::string_view text, const space::SpaceContent& content) {
    SB_TRY(beginning, beginningOf(text));
    const auto cursor = content.space->cursor();
    std::vector<Bytes> prefixes{{}};
    for (const Piece& piece : beginning.pieces) {
        const std::vector<Bytes> forms = formsOf(piece, content.symbols.get());
        std::vector<Bytes> longer;
        for (const Bytes& prefix : prefixes) {
            for (const Bytes& form : forms) {
                Bytes candidate = prefix;
                candidate.insert(candidate.end(), form.begin(), form.end());
                cursor->reset();
                if (cursor->descend(candidate) != candidate.size()) continue;
                longer.push_back(std::move(candidate));
                if (longer.size() > kMostPrefixes)
                    return Error::limit("too many beginnings match this atom")
                        .expect(fmt::format("at most {}", kMostPrefixes))
                        .advise("Close more parentheses");
            }
        }
        prefixes = std::move(longer);
    }
    std::sort(prefixes.begin(), prefixes.end(),
              [](const Bytes& a, const Bytes& b) { return compareBytes(a, b) < 0; });
    return prefixes;
}

Result<std::vector<Bytes>> selectPrefixes(std::string_view prefixHex, std::string_view underAtom,
                                          const space::SpaceContent& content) {
    if (!prefixHex.empty() && !underAtom.empty())
        return Error::invalid("--prefix and --under exclude each other");
    if (!underAtom.empty()) return prefixesOfAtom(underAtom, content);
    SB_TRY(prefix, parseHex(prefixHex, "--prefix"));
    return std::vector<Bytes>{std::move(prefix)};
}

} // namespace spacebench::jobs
