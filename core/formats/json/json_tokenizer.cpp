// SPDX-License-Identifier: Apache-2.0
#include "formats/json/json_tokenizer.h"

#include <fmt/format.h>

#include "space/atom_parser.h"

namespace spacebench::formats::json {

namespace {

/// MORK's, which has vertical tab and form feed too.
bool isBlank(Byte byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

void appendUtf8(std::uint32_t code, std::string& out) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

Error JsonTokenizer::errorAt(std::size_t offset, std::string message) const {
    return Error::corrupt(std::move(message)).at(offset).at(space::positionOf(m_text, offset));
}

Error JsonTokenizer::unexpected(std::string expected) const {
    if (m_at >= m_end)
        return errorAt(m_end, "JSON ends too early").expect(std::move(expected)).got("the end");
    return errorAt(m_at, "this is no JSON")
        .expect(std::move(expected))
        .got(fmt::format("byte 0x{:02X}", m_text[m_at]));
}

Result<JsonToken> JsonTokenizer::word(std::string_view spelling, JsonToken token) {
    for (const char c : spelling) {
        if (m_at >= m_end || m_text[m_at] != static_cast<Byte>(c)) return unexpected(std::string(spelling));
        ++m_at;
    }
    return token;
}

Result<JsonToken> JsonTokenizer::next() {
    while (m_at < m_end && isBlank(m_text[m_at])) ++m_at;
    m_tokenOffset = m_at;
    if (m_at >= m_end) return JsonToken::End;
    ++m_tokens;
    const Byte first = m_text[m_at];
    switch (first) {
    case '[':
        return ++m_at, JsonToken::BeginArray;
    case ']':
        return ++m_at, JsonToken::EndArray;
    case '{':
        return ++m_at, JsonToken::BeginObject;
    case '}':
        return ++m_at, JsonToken::EndObject;
    case ',':
        return ++m_at, JsonToken::Comma;
    case ':':
        return ++m_at, JsonToken::Colon;
    case 't':
        return word("true", JsonToken::True);
    case 'f':
        return word("false", JsonToken::False);
    case 'n':
        return word("null", JsonToken::Null);
    case '"': {
        SB_CHECK(readString());
        return JsonToken::String;
    }
    default:
        break;
    }
    if (first == '-' || isDigit()) {
        SB_CHECK(readNumber());
        return JsonToken::Number;
    }
    --m_tokens;
    return unexpected("a JSON value");
}

Result<void> JsonTokenizer::readString() {
    const std::size_t begin = ++m_at;
    bool plain = true;
    for (;;) {
        if (m_at >= m_end)
            return errorAt(m_end, "JSON ends inside a string").expect("\" to close it").got("the end");
        const Byte byte = m_text[m_at];
        if (byte == '"') break;
        if (byte < 0x20) return unexpected("control characters of a string to be escaped");
        if (byte != '\\') {
            if (!plain) m_buffer += static_cast<char>(byte);
            ++m_at;
            continue;
        }
        if (plain) m_buffer = asText(m_text.subspan(begin, m_at - begin));
        plain = false;
        ++m_at;
        SB_CHECK(readEscape());
    }
    m_value = plain ? asText(m_text.subspan(begin, m_at - begin)) : std::string_view(m_buffer);
    ++m_at;
    return {};
}

Result<void> JsonTokenizer::readEscape() {
    if (m_at >= m_end) return unexpected("an escaped character");
    const std::size_t start = m_at;
    switch (m_text[m_at++]) {
    case '"':
        m_buffer += '"';
        return {};
    case '\\':
        m_buffer += '\\';
        return {};
    case '/':
        m_buffer += '/';
        return {};
    case 'b':
        m_buffer += '\b';
        return {};
    case 'f':
        m_buffer += '\f';
        return {};
    case 'n':
        m_buffer += '\n';
        return {};
    case 'r':
        m_buffer += '\r';
        return {};
    case 't':
        m_buffer += '\t';
        return {};
    case 'u':
        break;
    default:
        --m_at;
        return unexpected("one of \"\\/bfnrtu after a backslash");
    }
    SB_TRY(high, readHex4());
    if (high < 0xD800 || high > 0xDFFF) {
        appendUtf8(high, m_buffer);
        return {};
    }
    if (high < 0xDC00 && m_at + 1 < m_end && m_text[m_at] == '\\' && m_text[m_at + 1] == 'u') {
        m_at += 2;
        SB_TRY(low, readHex4());
        if (low >= 0xDC00 && low <= 0xDFFF) {
            appendUtf8(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), m_buffer);
            return {};
        }
    }
    return errorAt(start - 1, "an escaped surrogate is alone")
        .expect("a pair of \\uD800..DBFF and \\uDC00..DFFF");
}

Result<unsigned> JsonTokenizer::readHex4() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i) {
        if (m_at >= m_end) return unexpected("four hex digits");
        const Byte byte = m_text[m_at];
        unsigned digit = 0;
        if (byte >= '0' && byte <= '9')
            digit = byte - unsigned{'0'};
        else if (byte >= 'a' && byte <= 'f')
            digit = byte - unsigned{'a'} + 10;
        else if (byte >= 'A' && byte <= 'F')
            digit = byte - unsigned{'A'} + 10;
        else
            return unexpected("four hex digits");
        value = value << 4 | digit;
        ++m_at;
    }
    return value;
}

Result<void> JsonTokenizer::readNumber() {
    constexpr std::int64_t kMostExponent = 1'000'000'000'000;
    m_buffer.clear();
    if (m_text[m_at] == '-') {
        m_buffer += '-';
        ++m_at;
    }
    const std::size_t sign = m_buffer.size();
    std::int64_t exponent = 0;
    const auto digits = [&](bool fraction) -> Result<void> {
        if (!isDigit()) return unexpected("a digit");
        const bool zero = m_text[m_at] == '0' && !fraction;
        for (; isDigit(); ++m_at) {
            // Leading zeros of the whole mean nothing: 0.25 is 25e-2.
            if (m_buffer.size() == sign + 1 && m_buffer.back() == '0') m_buffer.pop_back();
            m_buffer += static_cast<char>(m_text[m_at]);
            if (fraction) --exponent;
            if (zero && !fraction) {
                ++m_at;
                break;
            }
        }
        return {};
    };
    SB_CHECK(digits(false));
    if (m_at < m_end && m_text[m_at] == '.') {
        ++m_at;
        auto fraction = digits(true);
        if (!fraction.ok()) return fraction;
    }
    if (m_at < m_end && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
        ++m_at;
        const bool negative = m_at < m_end && m_text[m_at] == '-';
        if (m_at < m_end && (m_text[m_at] == '-' || m_text[m_at] == '+')) ++m_at;
        if (!isDigit()) return unexpected("a digit");
        std::int64_t written = 0;
        for (; isDigit(); ++m_at) written = std::min(kMostExponent, written * 10 + (m_text[m_at] - '0'));
        exponent += negative ? -written : written;
    }
    if (exponent != 0) m_buffer += fmt::format("e{}", exponent);
    m_value = m_buffer;
    return {};
}

} // namespace spacebench::formats::json
