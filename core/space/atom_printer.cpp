// SPDX-License-Identifier: Apache-2.0
#include "space/atom_printer.h"

#include "space/symbol_table.h"
#include "space/text_bytes.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kInternedBytes = 8; ///< formats.md, 1: every interned symbol
/// No byte of a path becomes more than this many of text: a variable is " $x63".
constexpr std::size_t kLargestGrowth = 5;

char* putVariable(unsigned number, char* to) {
    *to++ = '$';
    if (number < 10) {
        *to++ = static_cast<char>('a' + number);
        return to;
    }
    *to++ = 'x';
    *to++ = static_cast<char>('0' + number / 10);
    *to++ = static_cast<char>('0' + number % 10);
    return to;
}

} // namespace

void appendVariableName(unsigned number, std::string& out) {
    char name[4];
    out.append(name, putVariable(number, name));
}

bool isLineNumber(ByteView path, std::size_t symbolOffset, const SymbolTable* symbols) {
    static constexpr std::string_view kName = "JSONL";
    constexpr Byte kArity = 3; // (JSONL n document)
    constexpr std::size_t kAfterInline = 2 + kName.size();
    constexpr std::size_t kAfterInterned = 2 + kInternedBytes;
    if (symbolOffset != kAfterInline && symbolOffset != kAfterInterned) return false;
    if (path.size() < symbolOffset || path[0] != kArity) return false;
    const ByteView name = path.subspan(2, symbolOffset - 2);
    if (path[1] != (0xC0 | name.size())) return false;
    if (symbolOffset == kAfterInline) return asText(name) == kName;
    if (symbols == nullptr) return false;
    const std::optional<ByteView> text = symbols->textOf(name);
    return text && asText(*text) == kName;
}

bool readsBack(ByteView symbol) {
    if (symbol.empty() || symbol.size() > kMaxSymbolBytes) return false;
    const Byte* const begin = symbol.data();
    const Byte* const end = begin + symbol.size();
    if (*begin == ';' || *begin == '$') return false;
    if (*begin != '"') return endOfSymbol(begin, end) == end;
    for (const Byte* at = begin + 1; at < end; ++at) {
        if (*at == '\\') {
            ++at;
        } else if (*at == '"') {
            return at + 1 == end;
        }
    }
    return false;
}

void AtomPrinter::makeRoom(std::size_t used, std::size_t wanted) {
    if (m_text.size() - used >= wanted) return;
    m_text.resize(std::max(used + wanted, m_text.size() + m_text.size() / 2));
}

std::string_view AtomPrinter::textOf(ByteView path, std::size_t at, std::size_t size) {
    const ByteView bytes = path.subspan(at + 1, size);
    if (m_symbols == nullptr || size != kInternedBytes || isLineNumber(path, at, m_symbols))
        return asText(bytes);
    if (const std::optional<ByteView> text = m_symbols->textOf(bytes)) return asText(*text);
    constexpr char kDigits[] = "0123456789ABCDEF";
    m_faithful = false;
    m_hex = "0x";
    for (const Byte byte : bytes) {
        m_hex += kDigits[byte >> 4];
        m_hex += kDigits[byte & 15];
    }
    return m_hex;
}

std::string_view AtomPrinter::print(ByteView path) {
    makeRoom(0, kLargestGrowth * path.size() + kLargestGrowth);
    if (m_open.size() < path.size() + 1) m_open.resize(2 * path.size() + 64);
    m_sound = false;
    m_faithful = true;
    m_depth = 0;

    char* to = m_text.data();
    const auto text = [&] {
        return std::string_view(m_text.data(), static_cast<std::size_t>(to - m_text.data()));
    };
    const Byte* const begin = path.data();
    const std::size_t size = path.size();
    Byte* open = m_open.data(); // the innermost compound's count; below all: the path itself, one expression
    *open = 1;
    unsigned introduced = 0;
    bool blank = false;
    std::size_t at = 0;
    while (at < size) {
        if (blank) *to++ = ' ';
        const Byte first = begin[at];
        if (first < 0x40) {
            ++at;
            *to++ = '(';
            *++open = first;
            m_depth = std::max(m_depth, static_cast<std::size_t>(open - m_open.data()));
            if (first != 0) {
                blank = false;
                continue;
            }
            *to++ = ')';
            --open;
        } else if (first > 0xC0) {
            const std::size_t count = first & 0x3F;
            if (size - at <= count) return text();
            if (m_symbols == nullptr) {
                std::memcpy(to, begin + at + 1, count);
                if (m_checking && m_faithful) m_faithful = readsBack({begin + at + 1, count});
                to += count;
            } else {
                const std::string_view symbol = textOf(path, at, count);
                const auto used = static_cast<std::size_t>(to - m_text.data());
                makeRoom(used, symbol.size() + kLargestGrowth * (size - at) + kLargestGrowth);
                to = m_text.data() + used;
                std::memcpy(to, symbol.data(), symbol.size());
                if (m_checking && m_faithful) m_faithful = readsBack(asBytes(symbol));
                to += symbol.size();
            }
            at += 1 + count;
        } else if (first == 0xC0) {
            if (introduced == kMaxVariables) return text();
            to = putVariable(introduced++, to);
            ++at;
        } else {
            if (first < 0x80 || (first & 0x3FU) >= introduced) return text();
            to = putVariable(first & 0x3F, to);
            ++at;
        }
        blank = true;
        while (--*open == 0) {
            if (open == m_open.data()) {
                m_sound = at == size;
                // Printed at the end of a line, a bare symbol's last CR would be white space.
                if (m_depth == 0 && to[-1] == '\r') m_faithful = false;
                return text();
            }
            *to++ = ')';
            --open;
        }
    }
    return text();
}

} // namespace spacebench::space
