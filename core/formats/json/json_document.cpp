// SPDX-License-Identifier: Apache-2.0
#include "formats/json/json_document.h"

#include <fmt/format.h>

#include "space/atom_parser.h"

namespace spacebench::formats::json {

namespace {
constexpr Byte kPair = 2; ///< (key value)
} // namespace

Result<void> JsonDocument::putSymbol(const JsonTokenizer& tokens, std::string_view text) {
    if (text.size() > space::kMaxSymbolBytes) {
        if (!m_options.cutSymbols)
            return tokens.errorAt(tokens.tokenOffset(), "a string is too long for a symbol")
                .expect(fmt::format("at most {} bytes", space::kMaxSymbolBytes))
                .got(fmt::format("{} bytes", text.size()))
                .advise("it can be cut as MORK does: --cut-symbols");
        ++m_symbolsCut;
        text = text.substr(0, space::kMaxSymbolBytes);
    }
    // MORK writes the length byte of an empty string too, and that byte is a new variable.
    if (text.empty()) ++m_emptySymbols;
    m_path.push_back(static_cast<Byte>(0xC0 | text.size()));
    m_path.insert(m_path.end(), text.begin(), text.end());
    return {};
}

Result<void> JsonDocument::leaf(const JsonTokenizer& tokens, std::string_view text) {
    const std::size_t size = m_path.size();
    SB_CHECK(putSymbol(tokens, text));
    if (m_sorter != nullptr) SB_CHECK(m_sorter->add(m_path));
    m_path.resize(size);
    return {};
}

Result<void> JsonDocument::putIndex(JsonTokenizer& tokens) {
    m_path.resize(m_levels.back().keyAt);
    return putSymbol(tokens, fmt::format_int(m_levels.back().index).c_str());
}

Result<void> JsonDocument::putKey(JsonTokenizer& tokens, JsonToken token) {
    if (token != JsonToken::String)
        return tokens.errorAt(tokens.tokenOffset(), "an object lacks a key").expect("a string");
    m_path.resize(m_levels.back().keyAt);
    SB_CHECK(putSymbol(tokens, tokens.text()));
    SB_TRY(colon, tokens.next());
    if (colon != JsonToken::Colon)
        return tokens.errorAt(tokens.tokenOffset(), "a key lacks its value").expect("a colon");
    return {};
}

Result<void> JsonDocument::enter(JsonTokenizer& tokens, bool array) {
    if (m_levels.size() == kMaxDepth)
        return Error::limit("JSON is nested too deep")
            .at(tokens.tokenOffset())
            .expect(fmt::format("at most {} levels, as MORK reads", kMaxDepth))
            .advise("This limit is fixed; a bracket may be missing");
    m_path.push_back(kPair);
    m_levels.push_back({array, 0, m_path.size()});
    return {};
}

/// Reads what `token` begins, up to the end of its first leaf.
Result<void> JsonDocument::readValue(JsonTokenizer& tokens, JsonToken token) {
    for (;;) {
        switch (token) {
        case JsonToken::BeginArray: {
            SB_TRY(first, tokens.next());
            if (first == JsonToken::EndArray) {
                SB_CHECK(leaf(tokens, "[]"));
                return {};
            }
            SB_CHECK(enter(tokens, true));
            SB_CHECK(putIndex(tokens));
            token = first;
            continue;
        }
        case JsonToken::BeginObject: {
            SB_TRY(first, tokens.next());
            if (first == JsonToken::EndObject) {
                SB_CHECK(leaf(tokens, "{}"));
                return {};
            }
            SB_CHECK(enter(tokens, false));
            SB_CHECK(putKey(tokens, first));
            SB_TRY(value, tokens.next());
            token = value;
            continue;
        }
        case JsonToken::String:
        case JsonToken::Number: {
            SB_CHECK(leaf(tokens, tokens.text()));
            return {};
        }
        case JsonToken::True: {
            SB_CHECK(leaf(tokens, "true"));
            return {};
        }
        case JsonToken::False: {
            SB_CHECK(leaf(tokens, "false"));
            return {};
        }
        case JsonToken::Null: {
            SB_CHECK(leaf(tokens, "null"));
            return {};
        }
        default:
            return tokens.errorAt(tokens.tokenOffset(), "a JSON value is missing").expect("a value");
        }
    }
}

Result<void> JsonDocument::readTokens(JsonTokenizer& tokens, const WorkContext& context) {
    PollGate gate(context);
    SB_TRY(first, tokens.next());
    JsonToken token = first;
    for (;;) {
        SB_CHECK(gate.step(tokens.offset()));
        if (m_options.trail != nullptr) m_options.trail->passed(tokens.tokenOffset());
        SB_CHECK(readValue(tokens, token));
        for (;;) { // close what ends here
            SB_TRY(after, tokens.next());
            if (m_levels.empty()) {
                if (after == JsonToken::End) return {};
                return tokens.errorAt(tokens.tokenOffset(), "text follows the JSON document")
                    .expect("the end");
            }
            Level& level = m_levels.back();
            if (after == JsonToken::Comma) {
                SB_TRY(following, tokens.next());
                token = following;
                if (level.array) {
                    ++level.index;
                    SB_CHECK(putIndex(tokens));
                } else {
                    SB_CHECK(putKey(tokens, following));
                    SB_TRY(begin, tokens.next());
                    token = begin;
                }
                break;
            }
            if (after != (level.array ? JsonToken::EndArray : JsonToken::EndObject))
                return tokens.errorAt(tokens.tokenOffset(), "an array or object does not go on")
                    .expect(level.array ? "a comma or ]" : "a comma or }");
            m_path.resize(level.keyAt - 1);
            m_levels.pop_back();
        }
    }
}

Result<void> JsonDocument::read(ByteView text, std::size_t begin, std::size_t end, ByteView prefix,
                                const WorkContext& context) {
    JsonTokenizer tokens(text, begin, end);
    m_path.assign(prefix.begin(), prefix.end());
    m_levels.clear();
    auto done = readTokens(tokens, context);
    m_tokens = tokens.tokens();
    if (!done.ok() && done.error().byteOffset && !done.error().position)
        return std::move(done).error().at(space::positionOf(text, *done.error().byteOffset));
    return done;
}

} // namespace spacebench::formats::json
