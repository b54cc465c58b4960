// SPDX-License-Identifier: Apache-2.0
//
// JSON to tokens, one at a time. Our own, because MORK keeps the digits of numbers as they are written (`-0`,
// `1e400`, `12345678901234567890`), which parsers to machine numbers lose or refuse.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::formats::json {

enum class JsonToken {
    BeginArray,
    EndArray,
    BeginObject,
    EndObject,
    Comma,
    Colon,
    String,
    Number,
    True,
    False,
    Null,
    End
};

class JsonTokenizer {
  public:
    /// Reads text[begin, end); offsets and positions in errors are those in `text`, which outlives this.
    JsonTokenizer(ByteView text, std::size_t begin, std::size_t end)
        : m_text(text), m_at(begin), m_end(end) {}

    [[nodiscard]] Result<JsonToken> next();
    /// Of a String: its characters, escapes resolved. Of a Number: as MORK writes it, sign, all digits
    /// without point and leading zeros, `eN` where N is not 0. Valid until next().
    [[nodiscard]] std::string_view text() const { return m_value; }
    /// Where the last token began.
    [[nodiscard]] std::size_t tokenOffset() const { return m_tokenOffset; }
    [[nodiscard]] std::size_t offset() const { return m_at; }
    [[nodiscard]] std::uint64_t tokens() const { return m_tokens; }

    [[nodiscard]] Error errorAt(std::size_t offset, std::string message) const;

  private:
    [[nodiscard]] Result<void> readString();
    [[nodiscard]] Result<void> readEscape();
    [[nodiscard]] Result<unsigned> readHex4();
    [[nodiscard]] Result<void> readNumber();
    [[nodiscard]] Result<JsonToken> word(std::string_view spelling, JsonToken token);
    [[nodiscard]] Error unexpected(std::string expected) const;
    [[nodiscard]] bool isDigit() const { return m_at < m_end && m_text[m_at] >= '0' && m_text[m_at] <= '9'; }

    ByteView m_text;
    std::size_t m_at;
    std::size_t m_end;
    std::size_t m_tokenOffset = 0;
    std::uint64_t m_tokens = 0;
    std::string_view m_value;
    std::string m_buffer; ///< of values that are not in the text as they are
};

} // namespace spacebench::formats::json
