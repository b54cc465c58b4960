// SPDX-License-Identifier: Apache-2.0
#include "space/atom_parser.h"

#include <fmt/format.h>

#include "space/text_bytes.h"

namespace spacebench::space {

namespace {

/// Room that one token can take: a header byte and a symbol.
constexpr std::size_t kTokenBytes = 1 + kMaxSymbolBytes;

bool isBlank(const Byte* at, const Byte* end) {
    if (*at == ' ' || *at == '\n' || *at == '\t') return true;
    return *at == '\r' && at + 1 != end && at[1] == '\n';
}

/// The byte after the `"` that closes the string at `begin`, or nullptr.
const Byte* endOfString(const Byte* begin, const Byte* end) {
    for (const Byte* at = begin + 1; at < end; ++at) {
        if (*at == '\\') {
            ++at;
        } else if (*at == '"') {
            return at + 1;
        }
    }
    return nullptr;
}

} // namespace

TextPosition positionOf(ByteView text, std::uint64_t offset) {
    const ByteView before = text.first(std::min<std::uint64_t>(offset, text.size()));
    TextPosition position;
    position.line = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), Byte{'\n'}));
    const std::size_t lineStart = asText(before).rfind('\n');
    position.column = 1 + before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1);
    return position;
}

Error AtomParser::errorAt(std::uint64_t offset, std::string message) const {
    return Error::corrupt(std::move(message)).at(offset).at(positionOf(m_text, offset));
}

/// To the next token; false at the end of the text.
bool AtomParser::skipBlanks() {
    const Byte* const end = m_text.data() + m_text.size();
    const Byte* at = m_text.data() + m_at;
    while (at != end) {
        if (*at > ' ' && *at != ';') break;
        if (*at == ';') {
            const void* newline = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
            at = newline != nullptr ? static_cast<const Byte*>(newline) : end;
            continue;
        }
        if (!isBlank(at, end)) break;
        ++at;
    }
    m_at = static_cast<std::size_t>(at - m_text.data());
    return at != end;
}

bool AtomParser::fail(Error error) {
    m_error = std::move(error);
    return false;
}

bool AtomParser::makeRoom() {
    if (m_path.size() - m_size >= kTokenBytes) return true;
    if (m_size > m_options.maxPathBytes)
        return fail(Error::limit("an atom is larger than the limit for one path")
                        .at(m_atomStart)
                        .at(positionOf(m_text, m_atomStart))
                        .expect(fmt::format("at most {} bytes", m_options.maxPathBytes))
                        .advise("This limit is fixed; a parenthesis may be missing"));
    const std::size_t wanted = std::max<std::size_t>(4096, 2 * m_path.size());
    if (!m_path.resize(wanted)) return fail(ByteBuffer::outOfMemory(wanted));
    return true;
}

bool AtomParser::addChild() {
    if (!makeRoom()) return false;
    if (m_open.empty()) return true;
    Byte& header = m_path.data()[m_open.back()];
    if (header == kMaxArity)
        return fail(errorAt(m_at, fmt::format("an expression has more than {} children", kMaxArity))
                        .expect(fmt::format("at most {}", kMaxArity)));
    ++header;
    return true;
}

bool AtomParser::putSymbol(const Byte* begin, std::size_t size) {
    if (size > kMaxSymbolBytes) {
        if (!m_options.cutSymbols)
            return fail(errorAt(m_at, "a symbol is too long")
                            .expect(fmt::format("at most {} bytes", kMaxSymbolBytes))
                            .got(fmt::format("{} bytes", size))
                            .advise("it can be cut as MORK does: --cut-symbols"));
        ++m_symbolsCut;
        size = kMaxSymbolBytes;
    }
    Byte* to = m_path.data() + m_size;
    *to = static_cast<Byte>(0xC0 | size);
    std::memcpy(to + 1, begin, size);
    m_size += 1 + size;
    return true;
}

bool AtomParser::putVariable(const Byte* begin, std::size_t size) {
    Byte* to = m_path.data() + m_size;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (m_names[i].size != size || std::memcmp(m_names[i].begin, begin, size) != 0) continue;
        *to = static_cast<Byte>(0x80 | i);
        ++m_size;
        return true;
    }
    if (m_names.size() == kMaxVariables)
        return fail(errorAt(m_at, fmt::format("an atom has more than {} variables", kMaxVariables))
                        .expect(fmt::format("at most {}", kMaxVariables)));
    m_names.push_back({begin, size});
    *to = 0xC0;
    ++m_size;
    return true;
}

bool AtomParser::readLeaf() {
    const Byte* const begin = m_text.data() + m_at;
    const Byte* const end = m_text.data() + m_text.size();
    const Byte* last = nullptr;
    if (*begin == '"') {
        last = endOfString(begin, end);
        if (last == nullptr)
            return fail(errorAt(m_at, "a string is not closed").expect("\" before the end of the text"));
    } else {
        last = endOfSymbol(begin, end);
        if (last != end && *last == '\n' && last[-1] == '\r') --last; // CR right before a newline is a blank
    }
    const auto size = static_cast<std::size_t>(last - begin);
    if (!(*begin == '$' ? putVariable(begin, size) : putSymbol(begin, size))) return false;
    m_at += size;
    return true;
}

Result<bool> AtomParser::next() {
    if (!skipBlanks()) {
        m_atomStart = m_at;
        return false;
    }
    m_atomStart = m_at;
    m_size = 0;
    m_open.clear();
    m_names.clear();
    for (;;) {
        const Byte first = m_text[m_at];
        if (first == '(') {
            if (!addChild()) return std::move(*m_error);
            if (m_open.size() == kMaxNesting)
                return Error::limit("expressions are nested too deep")
                    .at(m_at)
                    .at(positionOf(m_text, m_at))
                    .expect(fmt::format("at most {} levels", kMaxNesting))
                    .advise("This limit is fixed; a parenthesis may be missing");
            m_open.push_back(static_cast<std::uint32_t>(m_size));
            m_path.data()[m_size++] = 0;
            ++m_at;
        } else if (first == ')') {
            if (m_open.empty()) {
                Error error = errorAt(m_at, "a closing parenthesis has no opening one");
                ++m_at;
                return error;
            }
            m_open.pop_back();
            ++m_at;
        } else {
            if (!addChild()) return std::move(*m_error);
            if (!readLeaf()) return std::move(*m_error);
        }
        if (m_open.empty()) return true;
        if (!skipBlanks())
            return errorAt(m_text.size(), "the text ends inside an expression")
                .expect(fmt::format("{} more closing parenthes{}", m_open.size(),
                                    m_open.size() == 1 ? "is" : "es"))
                .got([this] {
                    const TextPosition start = positionOf(m_text, m_atomStart);
                    return fmt::format("the end of the text; the expression begins in line {}, column {}",
                                       start.line, start.column);
                }());
    }
}

void AtomParser::resumeAfter(std::uint64_t offset) {
    std::size_t at = static_cast<std::size_t>(std::min<std::uint64_t>(offset, m_text.size()));
    for (;;) {
        const std::size_t newline = asText(m_text).find('\n', at);
        if (newline == std::string_view::npos || newline + 1 == m_text.size()) {
            m_at = m_text.size();
            return;
        }
        at = newline + 1;
        if (m_text[at] != ' ' && m_text[at] != '\t' && m_text[at] != ')') break;
    }
    m_at = at;
}

Result<Bytes> parseAtom(std::string_view text) {
    AtomParser parser(asBytes(text), {});
    SB_TRY(found, parser.next());
    if (!found) return Error::invalid("the text holds no atom").expect("one atom").got("nothing");
    Bytes path = toBytes(parser.path());
    SB_TRY(more, parser.next());
    if (more)
        return Error::invalid("the text holds more than one atom")
            .expect("one atom")
            .got(fmt::format("another one at byte {}", parser.atomOffset()));
    return path;
}

} // namespace spacebench::space
