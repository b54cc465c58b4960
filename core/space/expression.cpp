// SPDX-License-Identifier: Apache-2.0
#include "space/expression.h"

#include <algorithm>

#include <fmt/format.h>

#include "space/atom_printer.h"
#include "space/symbol_table.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kInternedBytes = 8; ///< formats.md, 1: every interned symbol
constexpr char kHexDigits[] = "0123456789ABCDEF";

void appendHex(ByteView bytes, std::string& out) {
    out += "0x";
    for (const Byte byte : bytes) {
        out += kHexDigits[byte >> 4];
        out += kHexDigits[byte & 15];
    }
}

std::string tokenFault(const Token& token, Byte first, std::size_t left, unsigned introduced) {
    switch (token.kind) {
    case TokenKind::Reserved:
        return fmt::format("reserved byte 0x{:02X}", first);
    case TokenKind::Symbol:
        if (token.size > left)
            return fmt::format("ends inside a symbol of {} byte{}", token.number,
                               token.number == 1 ? "" : "s");
        return {};
    case TokenKind::Reference:
        if (token.number >= introduced)
            return fmt::format("refers to variable {}, but {} {} introduced so far", token.number, introduced,
                               introduced == 1 ? "was" : "were");
        return {};
    case TokenKind::NewVariable:
        if (introduced >= kMaxVariables)
            return fmt::format("introduces more than {} variables", kMaxVariables);
        return {};
    case TokenKind::Compound:
        return {};
    }
    return {};
}

} // namespace

Token tokenOf(Byte first) {
    const unsigned low = first & 0x3F;
    switch (first >> 6) {
    case 0:
        return {TokenKind::Compound, low, 1};
    case 1:
        return {TokenKind::Reserved, low, 1};
    case 2:
        return {TokenKind::Reference, low, 1};
    default:
        break;
    }
    if (low == 0) return {TokenKind::NewVariable, 0, 1};
    return {TokenKind::Symbol, low, 1 + std::size_t{low}};
}

std::optional<ExpressionFault> faultOf(ByteView path) {
    std::size_t at = 0;
    std::uint64_t open = 1; // expressions still to come
    unsigned introduced = 0;
    while (open != 0) {
        if (at == path.size())
            return ExpressionFault{at, at == 0 ? "is empty"
                                               : fmt::format("ends where {} more expression{} should follow",
                                                             open, open == 1 ? "" : "s")};
        const Token token = tokenOf(path[at]);
        if (std::string reason = tokenFault(token, path[at], path.size() - at, introduced); !reason.empty())
            return ExpressionFault{at, std::move(reason)};
        if (token.kind == TokenKind::NewVariable) ++introduced;
        if (token.kind == TokenKind::Compound) open += token.number;
        --open;
        at += token.size;
    }
    if (at == path.size()) return std::nullopt;
    const std::size_t rest = path.size() - at;
    return ExpressionFault{at, fmt::format("{} byte{} after the expression", rest, rest == 1 ? "" : "s")};
}

void printEscaped(ByteView bytes, std::string& out) {
    for (const Byte byte : bytes) {
        if (byte == '\\') {
            out += "\\\\";
        } else if (byte >= 0x20 && byte < 0x7F) {
            out += static_cast<char>(byte);
        } else {
            out += "\\x";
            out += kHexDigits[byte >> 4];
            out += kHexDigits[byte & 15];
        }
    }
}

std::optional<ExpressionFault> printAtom(ByteView path, std::string& out, const PrintOptions& options) {
    constexpr std::string_view kCut = "...";
    const std::size_t start = out.size();
    AtomPrinter printer(options.symbols);
    const std::string_view text = printer.print(path);
    std::optional<ExpressionFault> fault;
    if (printer.sound()) {
        out += text.substr(0, options.maxBytes);
        if (text.size() > options.maxBytes) out += kCut;
        return fault;
    }
    fault = faultOf(path);
    // Escaping never shortens, so the first maxBytes bytes are enough.
    printEscaped(path.first(std::min(path.size(), options.maxBytes)), out);
    if (out.size() - start > options.maxBytes || path.size() > options.maxBytes) {
        out.resize(std::min(out.size(), start + options.maxBytes));
        out += kCut;
    }
    return fault;
}

void resolveSymbols(ByteView path, const SymbolTable& symbols, Bytes& out, std::uint64_t& unresolved) {
    const std::size_t start = out.size();
    const std::uint64_t unresolvedBefore = unresolved;
    std::size_t at = 0;
    std::uint64_t open = 1;
    while (open != 0 && at < path.size()) {
        const Token token = tokenOf(path[at]);
        if (token.kind == TokenKind::Reserved || token.size > path.size() - at) break;
        if (token.kind == TokenKind::Compound) open += token.number;
        --open;
        if (token.kind == TokenKind::Symbol && token.number == kInternedBytes &&
            !isLineNumber(path, at, &symbols)) {
            const std::optional<ByteView> text = symbols.textOf(path.subspan(at + 1, kInternedBytes));
            if (text && !text->empty() && text->size() <= kMaxSymbolBytes) {
                out.push_back(static_cast<Byte>(0xC0 | text->size()));
                out.insert(out.end(), text->begin(), text->end());
                at += token.size;
                continue;
            }
            ++unresolved;
        }
        const ByteView bytes = path.subspan(at, token.size);
        out.insert(out.end(), bytes.begin(), bytes.end());
        at += token.size;
    }
    if (open == 0 && at == path.size()) return;
    out.resize(start); // no expression: its bytes mean nothing, so they stay as they are
    out.insert(out.end(), path.begin(), path.end());
    unresolved = unresolvedBefore;
}

namespace {

/// Bytes inside a symbol: as quoted text where all of them can be printed.
void appendSymbolPart(ByteView bytes, std::string& out) {
    if (!std::all_of(bytes.begin(), bytes.end(), [](Byte byte) { return byte >= 0x20 && byte < 0x7F; })) {
        appendHex(bytes, out);
        return;
    }
    out += '"';
    printEscaped(bytes, out);
    out += '"';
}

} // namespace

std::string describeStep(ByteView before, ByteView bytes, const SymbolTable* symbols) {
    std::string out;
    std::size_t at = 0;
    unsigned introduced = 0;
    while (at < before.size()) {
        const Token token = tokenOf(before[at]);
        if (token.kind == TokenKind::NewVariable) ++introduced;
        at += token.size;
    }
    // The start of the path, as far as it can hold a JSONL head with its line number.
    Bytes head(before.begin(),
               before.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(before.size(), 20)));
    if (before.size() < 20)
        head.insert(head.end(), bytes.begin(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), 20 - head.size())));
    // A symbol that began before the step: the step's first bytes end it.
    std::size_t i = std::min(at - before.size(), bytes.size());
    if (i != 0) appendSymbolPart(bytes.first(i), out);
    while (i < bytes.size()) {
        const Token token = tokenOf(bytes[i]);
        if (!out.empty()) out += ' ';
        if (token.kind == TokenKind::Reserved) {
            appendHex(bytes.subspan(i, 1), out);
            ++i;
            continue;
        }
        if (token.size > bytes.size() - i) {
            // The text forks: the step ends in the middle of a symbol.
            out += fmt::format("[{}]", token.number);
            if (i + 1 < bytes.size()) appendSymbolPart(bytes.subspan(i + 1), out);
            break;
        }
        switch (token.kind) {
        case TokenKind::Compound:
            out += fmt::format("({}", token.number);
            break;
        case TokenKind::NewVariable:
            appendVariableName(introduced++, out);
            break;
        case TokenKind::Reference:
            appendVariableName(token.number, out);
            break;
        default: {
            const ByteView text = bytes.subspan(i + 1, token.number);
            std::optional<ByteView> known;
            if (symbols != nullptr && !isLineNumber(head, before.size() + i, symbols))
                known = symbols->textOf(text);
            printEscaped(known ? *known : text, out);
        }
        }
        i += token.size;
    }
    return out;
}

} // namespace spacebench::space
