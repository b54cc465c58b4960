// SPDX-License-Identifier: Apache-2.0
#include "formats/jsonl/atom_lines.h"

#include <charconv>

#include <fmt/format.h>

#include "formats/json/json_tokenizer.h"
#include "space/atom_parser.h"

namespace spacebench::formats::jsonl {

using json::JsonToken;
using json::JsonTokenizer;

namespace {

/// True where `text` is UTF-8: no overlong forms, surrogates or numbers beyond U+10FFFF.
bool isUtf8(ByteView text) {
    for (std::size_t at = 0; at < text.size();) {
        const Byte first = text[at];
        if (first < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return false;
        for (std::size_t i = 1; i < length; ++i)
            if ((text[at + i] & 0xC0) != 0x80) return false;
        const Byte second = text[at + 1];
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
            (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
            return false;
        at += length;
    }
    return true;
}

void appendHex(ByteView bytes, std::string& out) {
    constexpr char kDigits[] = "0123456789abcdef";
    out += "{\"hex\": \"";
    for (const Byte byte : bytes) {
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    out += "\"}";
}

void appendSymbol(ByteView symbol, std::string& out) {
    if (!isUtf8(symbol)) return appendHex(symbol, out);
    out += '"';
    for (const Byte byte : symbol) {
        if (byte == '"' || byte == '\\') out += '\\';
        if (byte < 0x20) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += static_cast<char>(byte);
        }
    }
    out += '"';
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool appendFromHex(std::string_view hex, Bytes& out) {
    if (hex.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexDigit(hex[i]);
        const int low = hexDigit(hex[i + 1]);
        if (high < 0 || low < 0) return false;
        out.push_back(static_cast<Byte>(high * 16 + low));
    }
    return true;
}

bool appendVariable(std::string_view digits, unsigned& introduced, Bytes& path) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number > introduced ||
        number >= space::kMaxVariables)
        return false;
    if (number == introduced) {
        ++introduced;
        path.push_back(0xC0);
    } else {
        path.push_back(static_cast<Byte>(0x80 | number));
    }
    return true;
}

bool appendSymbolBytes(ByteView symbol, Bytes& path) {
    if (symbol.empty() || symbol.size() > space::kMaxSymbolBytes) return false;
    path.push_back(static_cast<Byte>(0xC0 | symbol.size()));
    path.insert(path.end(), symbol.begin(), symbol.end());
    return true;
}

/// What follows `{`: `"$": n }` or `"hex": "..." }`.
Result<bool> readObject(JsonTokenizer& tokens, bool top, unsigned& introduced, Bytes& path) {
    SB_TRY(key, tokens.next());
    if (key != JsonToken::String) return false;
    const bool variable = tokens.text() == "$";
    if (!variable && tokens.text() != "hex") return false;
    SB_TRY(colon, tokens.next());
    if (colon != JsonToken::Colon) return false;
    SB_TRY(value, tokens.next());
    if (value != (variable ? JsonToken::Number : JsonToken::String)) return false;
    if (variable) {
        if (!appendVariable(tokens.text(), introduced, path)) return false;
    } else if (top) {
        if (!appendFromHex(tokens.text(), path)) return false; // the whole path
    } else {
        Bytes symbol;
        if (!appendFromHex(tokens.text(), symbol) || !appendSymbolBytes(symbol, path)) return false;
    }
    SB_TRY(end, tokens.next());
    return end == JsonToken::EndObject;
}

} // namespace

Result<bool> AtomLineReader::read(ByteView text, std::size_t begin, std::size_t end) {
    JsonTokenizer tokens(text, begin, end);
    m_path.clear();
    m_open.clear();
    unsigned introduced = 0;
    SB_TRY(first, tokens.next());
    JsonToken token = first;
    for (;;) {
        const bool top = m_open.empty();
        bool closed = true;
        switch (token) {
        case JsonToken::String:
            if (!appendSymbolBytes(asBytes(tokens.text()), m_path)) return false;
            break;
        case JsonToken::BeginObject: {
            SB_TRY(atom, readObject(tokens, top, introduced, m_path));
            if (!atom) return false;
            break;
        }
        case JsonToken::BeginArray: {
            if (m_open.size() == space::kMaxNesting)
                return Error::limit("atoms are nested too deep")
                    .at(tokens.tokenOffset())
                    .at(space::positionOf(text, tokens.tokenOffset()))
                    .expect(fmt::format("at most {} levels", space::kMaxNesting))
                    .advise("This limit is fixed; a bracket may be missing");
            m_open.push_back(static_cast<std::uint32_t>(m_path.size()));
            m_path.push_back(0);
            SB_TRY(inner, tokens.next());
            token = inner;
            closed = token == JsonToken::EndArray;
            if (closed) m_open.pop_back();
            break;
        }
        default:
            return false;
        }
        if (!closed) {
            m_path[m_open.back()] = 1;
            continue;
        }
        for (;;) {
            SB_TRY(after, tokens.next());
            if (m_open.empty()) return after == JsonToken::End;
            if (after == JsonToken::Comma) {
                if (m_path[m_open.back()] == space::kMaxArity) return false;
                ++m_path[m_open.back()];
                SB_TRY(following, tokens.next());
                token = following;
                break;
            }
            if (after == JsonToken::End)
                return tokens.errorAt(end, "a line ends inside an array").expect("]");
            if (after != JsonToken::EndArray) return false;
            m_open.pop_back();
        }
    }
}

bool AtomLineWriter::appendExpression(ByteView path, std::string& out) {
    m_open.assign(1, 1);
    unsigned introduced = 0;
    std::size_t at = 0;
    while (at < path.size()) {
        const space::Token token = space::tokenOf(path[at]);
        if (token.size > path.size() - at) return false;
        switch (token.kind) {
        case space::TokenKind::Reserved:
            return false;
        case space::TokenKind::Compound:
            out += '[';
            m_open.push_back(static_cast<Byte>(token.number));
            if (m_open.size() > space::kMaxNesting) return false;
            break;
        case space::TokenKind::NewVariable:
            if (introduced == space::kMaxVariables) return false;
            out += fmt::format("{{\"$\": {}}}", introduced++);
            break;
        case space::TokenKind::Reference:
            if (token.number >= introduced) return false;
            out += fmt::format("{{\"$\": {}}}", token.number);
            break;
        case space::TokenKind::Symbol:
            appendSymbol(path.subspan(at + 1, token.number), out);
            break;
        }
        at += token.size;
        if (token.kind == space::TokenKind::Compound && token.number != 0) continue;
        if (token.kind == space::TokenKind::Compound) {
            out += ']';
            m_open.pop_back();
        }
        while (--m_open.back() == 0) {
            m_open.pop_back();
            if (m_open.empty()) return at == path.size();
            out += ']';
        }
        out += ", ";
    }
    return false;
}

void AtomLineWriter::append(ByteView path, bool first, std::string& out) {
    const std::size_t start = out.size();
    // As a whole line, {"hex": ...} is the whole path: a bare symbol that needs it cannot be a symbol's.
    const bool bareSymbol = !path.empty() && path[0] > 0xC0;
    const bool whole = bareSymbol && (first || !isUtf8(path.subspan(1)));
    if (!whole && appendExpression(path, out)) return;
    out.resize(start);
    appendHex(path, out);
}

} // namespace spacebench::formats::jsonl
