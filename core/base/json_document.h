// SPDX-License-Identifier: Apache-2.0
//
// JSON that people write (plans, target tables): a document that knows where each of its values stands, so
// that every mistake can be refused with its line. Size, depth and number of values are bounded; a key that
// stands twice in an object is an error.
//
// Errors are InvalidArgument with file, line and column; LimitExceeded beyond the bounds. A JsonPlace borrows
// from its document. Any thread may read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace spacebench::inline base {

struct JsonLimits {
    std::size_t bytes = std::size_t{4} << 20;
    std::size_t depth = 16;
    std::size_t values = 200'000;
};

class JsonPlace;

class JsonDocument {
  public:
    /// `file` is what errors name; nothing is opened.
    [[nodiscard]] static Result<JsonDocument> parse(std::string_view text, const std::string& file,
                                                    const JsonLimits& limits = {});

    [[nodiscard]] const nlohmann::ordered_json& json() const { return *m_json; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] JsonPlace root() const;

  private:
    friend class JsonPlace;
    friend class JsonDocumentBuilder;
    /// Where a value stands; children in the order of the document.
    struct Node {
        TextPosition value;
        TextPosition key; ///< of its name, in an object
        std::vector<std::uint32_t> children;
    };

    std::string m_file;
    std::unique_ptr<nlohmann::ordered_json> m_json; ///< stays where it is when the document moves
    std::vector<Node> m_nodes;                      ///< the first is the root
};

/// One value of a document. Cheap to copy; the document outlives it.
class JsonPlace {
  public:
    [[nodiscard]] const nlohmann::ordered_json& json() const { return *m_json; }
    [[nodiscard]] TextPosition position() const { return node().value; }
    /// "measure[0].formats[2]"; empty = the whole document.
    [[nodiscard]] const std::string& path() const { return m_path; }
    /// "a list", "the text 'x'", "the number 7": for Error::found.
    [[nodiscard]] std::string described() const;

    [[nodiscard]] bool isObject() const { return m_json->is_object(); }
    [[nodiscard]] bool isList() const { return m_json->is_array(); }
    [[nodiscard]] bool isText() const { return m_json->is_string(); }
    [[nodiscard]] std::size_t size() const { return node().children.size(); }
    /// Entry of a list, or value of the i-th key of an object.
    [[nodiscard]] JsonPlace at(std::size_t index) const;
    [[nodiscard]] std::string keyAt(std::size_t index) const; ///< of an object
    [[nodiscard]] std::optional<JsonPlace> find(std::string_view key) const;

    /// InvalidArgument at this value, to be completed: `return place.mistake("...").expect("...");`
    [[nodiscard]] Error mistake(std::string message) const;
    /// `error` with the place of this value: what another function said of it.
    [[nodiscard]] Error placed(Error error) const;
    /// "'runs' is of the wrong kind", expected `what`.
    [[nodiscard]] Error wrongKind(std::string what) const;

    /// An object that has no keys but `known` and those that begin with "x-". An unknown one is refused with
    /// its line and the known key that is nearest. `what` names the object: "a plan".
    [[nodiscard]] Result<void> onlyKeys(std::span<const std::string_view> known, std::string_view what) const;
    /// The value of `key`, or an error at the object.
    [[nodiscard]] Result<JsonPlace> need(std::string_view key, std::string_view what) const;
    [[nodiscard]] Result<void> needList() const;
    [[nodiscard]] Result<std::string> text() const; ///< no control characters
    [[nodiscard]] Result<bool> flag() const;
    /// 100000, 1e5 or "100K" (parseSize()), within the bounds.
    [[nodiscard]] Result<std::uint64_t> whole(std::uint64_t least, std::uint64_t most) const;
    [[nodiscard]] Result<double> number(double least, double most) const;

  private:
    friend class JsonDocument;
    JsonPlace(const JsonDocument& document, std::uint32_t node, const nlohmann::ordered_json& json,
              std::string path)
        : m_document(&document), m_node(node), m_json(&json), m_path(std::move(path)) {}
    [[nodiscard]] const JsonDocument::Node& node() const { return m_document->m_nodes[m_node]; }

    const JsonDocument* m_document;
    std::uint32_t m_node;
    const nlohmann::ordered_json* m_json;
    std::string m_path;
};

/// The one of `known` that `text` was most likely meant to be; empty = none is near.
[[nodiscard]] std::string_view nearestOf(std::string_view text, std::span<const std::string_view> known);
/// "a, b, c".
[[nodiscard]] std::string joined(std::span<const std::string_view> parts);

} // namespace spacebench::inline base
