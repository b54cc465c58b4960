// SPDX-License-Identifier: Apache-2.0
//
// A JSON document to paths, as MORK turns it: a path for each leaf, `(key (key ... leaf))`.
#pragma once

#include <vector>

#include "base/work_context.h"
#include "formats/json/json_tokenizer.h"
#include "io/page_trail.h"
#include "space/external_sort.h"

namespace spacebench::formats::json {

/// Arrays and objects inside each other: where MORK stops.
inline constexpr std::size_t kMaxDepth = 512;

class JsonDocument {
  public:
    struct Options {
        bool cutSymbols = false;        ///< at 63 bytes, as MORK does
        io::PageTrail* trail = nullptr; ///< hears how far a document was read; may be null
    };
    /// With `sorter` null the document is only checked.
    JsonDocument(space::ExternalSorter* sorter, Options options) : m_sorter(sorter), m_options(options) {}

    /// Adds `prefix` + path for every leaf of text[begin, end), which is one document. Errors: Corrupt or
    /// LimitExceeded with byte offset and position; the leaves before stay added.
    [[nodiscard]] Result<void> read(ByteView text, std::size_t begin, std::size_t end, ByteView prefix,
                                    const WorkContext& context);

    [[nodiscard]] std::uint64_t symbolsCut() const { return m_symbolsCut; }
    [[nodiscard]] std::uint64_t emptySymbols() const { return m_emptySymbols; }
    [[nodiscard]] std::uint64_t tokens() const { return m_tokens; } ///< of the last document

  private:
    struct Level {
        bool array;
        std::uint64_t index;
        std::size_t keyAt; ///< in m_path
    };
    [[nodiscard]] Result<void> readTokens(JsonTokenizer& tokens, const WorkContext& context);
    [[nodiscard]] Result<void> readValue(JsonTokenizer& tokens, JsonToken token);
    [[nodiscard]] Result<void> enter(JsonTokenizer& tokens, bool array);
    [[nodiscard]] Result<void> putKey(JsonTokenizer& tokens, JsonToken token);
    [[nodiscard]] Result<void> putIndex(JsonTokenizer& tokens);
    [[nodiscard]] Result<void> putSymbol(const JsonTokenizer& tokens, std::string_view text);
    [[nodiscard]] Result<void> leaf(const JsonTokenizer& tokens, std::string_view text);

    space::ExternalSorter* m_sorter;
    Options m_options;
    Bytes m_path;
    std::vector<Level> m_levels;
    std::uint64_t m_symbolsCut = 0;
    std::uint64_t m_emptySymbols = 0;
    std::uint64_t m_tokens = 0;
};

} // namespace spacebench::formats::json
