// SPDX-License-Identifier: Apache-2.0
#include "base/json_document.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/parse_size.h"
#include "base/units.h"

namespace spacebench::inline base {

using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kSmaller = "What people write is far smaller; is this the right file?";
constexpr std::size_t kMostShown = 60;                 ///< characters of a text that an error repeats
constexpr double kMostExact = 9'007'199'254'740'992.0; ///< 2^53: whole numbers a double holds exactly

std::string shown(std::string_view text) {
    std::string out = "'";
    for (const char c : text.substr(0, kMostShown))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    // Never half a character.
    if (text.size() > kMostShown) {
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
        if (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80U) != 0) out.pop_back();
        out += "...";
    }
    return out + "'";
}

/// Finds the tokens again that the parser has read: it hands out values without their places. What comes
/// here has passed its checks, so quotes and brackets are where they belong.
class TokenPlaces {
  public:
    explicit TokenPlaces(std::string_view text) : m_text(text) {
        if (text.starts_with("\xEF\xBB\xBF")) m_next = m_lineStart = 3;
    }

    /// Of the next token that is no comma or colon; goes behind it.
    TextPosition take() {
        while (m_next < m_text.size() &&
               std::string_view(" \t\r\n,:").find(m_text[m_next]) != std::string_view::npos)
            step();
        const TextPosition here = {m_line, m_next - m_lineStart + 1};
        if (m_next >= m_text.size()) return here;
        const char first = m_text[m_next];
        step();
        if (first == '"') {
            while (m_next < m_text.size() && m_text[m_next] != '"') {
                if (m_text[m_next] == '\\') step();
                step();
            }
            step();
        } else if (std::string_view("{}[]").find(first) == std::string_view::npos) {
            while (m_next < m_text.size() &&
                   std::string_view(" \t\r\n,:{}[]\"").find(m_text[m_next]) == std::string_view::npos)
                step();
        }
        return here;
    }

  private:
    void step() {
        if (m_next < m_text.size() && m_text[m_next] == '\n') {
            ++m_line;
            m_lineStart = m_next + 1;
        }
        ++m_next;
    }

    std::string_view m_text;
    std::size_t m_next = 0;
    std::size_t m_lineStart = 0;
    std::uint64_t m_line = 1;
};

TextPosition positionOf(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t lineEnd = before.rfind('\n');
    return {static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            before.size() - (lineEnd == std::string_view::npos ? 0 : lineEnd + 1) + 1};
}

/// What the parser complains of, without its own prefix and place.
std::string complaintOf(std::string_view what) {
    const std::size_t place = what.find("column ");
    const std::size_t colon = place == std::string_view::npos ? place : what.find(": ", place);
    return std::string(colon == std::string_view::npos ? what : what.substr(colon + 2));
}

/// The i-th key with its value.
const auto& entryAt(const Json& object, std::size_t index) {
    return object.get_ref<const Json::object_t&>().begin()[static_cast<std::ptrdiff_t>(index)];
}

/// Letters added, left out, changed, or swapped with their neighbour. Both texts are short.
std::size_t distanceOf(std::string_view left, std::string_view right) {
    const std::size_t width = right.size() + 1;
    std::vector<std::size_t> table((left.size() + 1) * width);
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            std::size_t& least = table[i * width + j];
            if (i == 0 || j == 0) {
                least = i + j;
                continue;
            }
            const std::size_t changed = left[i - 1] == right[j - 1] ? 0 : 1;
            least = std::min({table[(i - 1) * width + j] + 1, table[i * width + j - 1] + 1,
                              table[(i - 1) * width + j - 1] + changed});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                least = std::min(least, table[(i - 2) * width + j - 2] + 1);
        }
    }
    return table.back();
}

} // namespace

/// Takes the parser's events: the value tree, and beside it where everything stands.
class JsonDocumentBuilder {
  public:
    JsonDocumentBuilder(std::string_view text, const JsonLimits& limits)
        : m_text(text), m_limits(limits), m_places(text), m_json(std::make_unique<Json>()) {}

    bool null() { return add(Json(nullptr)); }
    bool boolean(bool value) { return add(Json(value)); }
    bool number_integer(Json::number_integer_t value) { return add(Json(value)); }
    bool number_unsigned(Json::number_unsigned_t value) { return add(Json(value)); }
    bool number_float(Json::number_float_t value, const std::string&) { return add(Json(value)); }
    bool string(std::string& value) { return add(Json(std::move(value))); }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        m_keyPlace = m_places.take();
        const auto [before, isNew] = m_open.back().keys.emplace(name, m_keyPlace.line);
        if (!isNew) {
            m_failure = Error::invalid(fmt::format("the key {} stands twice in one object", shown(name)))
                            .at(m_keyPlace)
                            .expect("each key once")
                            .got(fmt::format("it also stands on line {}", before->second));
            return false;
        }
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t offset, const std::string&, const nlohmann::detail::exception& problem) {
        // The offset counts what was read: the last byte of it is what does not belong here.
        m_failure = Error::invalid("this is no JSON")
                        .at(positionOf(m_text, offset == 0 ? 0 : offset - 1))
                        .got(complaintOf(problem.what()));
        return false;
    }

    Result<JsonDocument> finish(const std::string& file) {
        if (m_failure) return std::move(*m_failure).in(file);
        JsonDocument document;
        document.m_file = file;
        document.m_json = std::move(m_json);
        document.m_nodes = std::move(m_nodes);
        return document;
    }

  private:
    struct Level {
        Json* json;
        std::uint32_t node;
        std::map<std::string, std::uint64_t> keys; ///< with their lines
    };

    bool fail(Error error, TextPosition place) {
        m_failure = std::move(error).at(place);
        return false;
    }

    bool add(Json value) { return place(std::move(value), nullptr); }

    bool open(Json value) {
        Json* placed = nullptr;
        if (!place(std::move(value), &placed)) return false;
        if (m_open.size() >= m_limits.depth)
            return fail(Error::limit("the document is nested too deeply")
                            .expect(fmt::format("at most {} levels", m_limits.depth))
                            .advise(kSmaller),
                        m_nodes.back().value);
        m_open.push_back({placed, static_cast<std::uint32_t>(m_nodes.size() - 1), {}});
        return true;
    }

    bool close() {
        m_places.take();
        m_open.pop_back();
        return true;
    }

    bool place(Json value, Json** placed) {
        const TextPosition here = m_places.take();
        if (m_nodes.size() >= m_limits.values)
            return fail(Error::limit("the document has too many values")
                            .expect("at most " + groupedNumber(m_limits.values))
                            .advise(kSmaller),
                        here);
        m_nodes.push_back({here, here, {}});
        Json* target = m_json.get();
        if (!m_open.empty()) {
            const Level& level = m_open.back();
            m_nodes[level.node].children.push_back(static_cast<std::uint32_t>(m_nodes.size() - 1));
            if (level.json->is_array()) {
                level.json->push_back(nullptr);
                target = &level.json->back();
            } else {
                m_nodes.back().key = m_keyPlace;
                // Duplicates were refused, so the pair can go to the end without a search for its key.
                auto& object = level.json->get_ref<Json::object_t&>();
                object.Container::emplace_back(std::move(m_key), nullptr);
                target = &object.back().second;
            }
        }
        *target = std::move(value);
        if (placed != nullptr) *placed = target;
        return true;
    }

    std::string_view m_text;
    JsonLimits m_limits;
    TokenPlaces m_places;
    std::unique_ptr<Json> m_json;
    std::vector<JsonDocument::Node> m_nodes;
    std::vector<Level>
        m_open; ///< innermost last; an outer container does not grow while an inner one is open
    std::string m_key;
    TextPosition m_keyPlace;
    std::optional<Error> m_failure;
};

Result<JsonDocument> JsonDocument::parse(std::string_view text, const std::string& file,
                                         const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return Error::limit("the document is too large")
            .expect("at most " + sizeText(limits.bytes))
            .got(sizeText(text.size()))
            .advise(kSmaller)
            .in(file);
    try {
        JsonDocumentBuilder builder(text, limits);
        // Its verdict is in the builder: a false without a parse error is ours.
        static_cast<void>(Json::sax_parse(text.begin(), text.end(), &builder));
        return builder.finish(file);
    } catch (const std::bad_alloc&) {
        return Error::limit("there is no memory left for this document").in(file);
    } catch (const Json::exception& problem) {
        return Error::invalid("this is no JSON").got(problem.what()).in(file);
    }
}

JsonPlace JsonDocument::root() const {
    return {*this, 0, *m_json, {}};
}

std::string JsonPlace::described() const {
    switch (m_json->type()) {
    case Json::value_t::null:
        return "null";
    case Json::value_t::object:
        return "an object";
    case Json::value_t::array:
        return m_json->empty() ? "an empty list" : "a list";
    case Json::value_t::string:
        return "the text " + shown(m_json->get_ref<const std::string&>());
    case Json::value_t::boolean:
        return m_json->get<bool>() ? "true" : "false";
    default:
        return "the number " + m_json->dump();
    }
}

JsonPlace JsonPlace::at(std::size_t index) const {
    const std::uint32_t child = node().children[index];
    if (m_json->is_array())
        return {*m_document, child, (*m_json)[index], fmt::format("{}[{}]", m_path, index)};
    const auto& entry = entryAt(*m_json, index);
    return {*m_document, child, entry.second, m_path.empty() ? entry.first : m_path + "." + entry.first};
}

std::string JsonPlace::keyAt(std::size_t index) const {
    return entryAt(*m_json, index).first;
}

std::optional<JsonPlace> JsonPlace::find(std::string_view key) const {
    if (!m_json->is_object()) return std::nullopt;
    for (std::size_t i = 0; i < size(); ++i)
        if (entryAt(*m_json, i).first == key) return at(i);
    return std::nullopt;
}

Error JsonPlace::mistake(std::string message) const {
    return Error::invalid(std::move(message)).at(position()).in(m_document->m_file);
}

Error JsonPlace::placed(Error error) const {
    return std::move(error).at(position()).in(m_document->m_file);
}

Error JsonPlace::wrongKind(std::string what) const {
    return mistake(m_path.empty() ? "the document is of the wrong kind"
                                  : fmt::format("{} is of the wrong kind", shown(m_path)))
        .expect(std::move(what))
        .got(described());
}

Result<void> JsonPlace::onlyKeys(std::span<const std::string_view> known, std::string_view what) const {
    if (!isObject()) return wrongKind("an object");
    for (std::size_t i = 0; i < size(); ++i) {
        const std::string key = keyAt(i);
        if (key.starts_with("x-") || std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string_view nearest = nearestOf(key, known);
        return Error::invalid(fmt::format("{} has no key {}", what, shown(key)))
            .at(m_document->m_nodes[node().children[i]].key)
            .expect(joined(known))
            .got(shown(key))
            .advise(nearest.empty() ? std::string("Keys of your own begin with 'x-'.")
                                    : fmt::format("Did you mean '{}'?", nearest))
            .in(m_document->m_file);
    }
    return {};
}

Result<JsonPlace> JsonPlace::need(std::string_view key, std::string_view what) const {
    if (!isObject()) return wrongKind("an object");
    if (const auto value = find(key)) return *value;
    return mistake(fmt::format("{} needs the key '{}'", what, key));
}

Result<void> JsonPlace::needList() const {
    if (!isList()) return wrongKind("a list");
    return {};
}

Result<std::string> JsonPlace::text() const {
    if (!isText()) return wrongKind("a text");
    const auto& value = m_json->get_ref<const std::string&>();
    if (std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return mistake(fmt::format("'{}' holds a control character", m_path)).expect("a line of text");
    return value;
}

Result<bool> JsonPlace::flag() const {
    if (!m_json->is_boolean()) return wrongKind("true or false");
    return m_json->get<bool>();
}

Result<std::uint64_t> JsonPlace::whole(std::uint64_t least, std::uint64_t most) const {
    std::optional<std::uint64_t> value;
    if (m_json->is_number_unsigned()) value = m_json->get<std::uint64_t>();
    if (m_json->is_number_float()) {
        const double real = m_json->get<double>();
        if (real >= 0 && real <= kMostExact && std::floor(real) == real)
            value = static_cast<std::uint64_t>(real);
    }
    if (isText()) value = parseSize(m_json->get_ref<const std::string&>());
    const std::string range =
        fmt::format("a whole number from {} to {}", groupedNumber(least), groupedNumber(most));
    if (!value && !m_json->is_number()) return wrongKind(range + ", such as 1000 or \"1K\"");
    if (!value || *value < least || *value > most)
        return mistake(fmt::format("'{}' is out of range", m_path)).expect(range).got(described());
    return *value;
}

Result<double> JsonPlace::number(double least, double most) const {
    const std::string range = fmt::format("a number from {} to {}", significant(least), significant(most));
    if (!m_json->is_number()) return wrongKind(range);
    const double value = m_json->get<double>();
    if (!(value >= least && value <= most))
        return mistake(fmt::format("'{}' is out of range", m_path)).expect(range).got(described());
    return value;
}

std::string_view nearestOf(std::string_view text, std::span<const std::string_view> known) {
    if (text.size() > kMostShown) return {};
    std::string_view nearest;
    // A third of the letters wrong is another word.
    std::size_t least = std::max<std::size_t>(1, text.size() / 3) + 1;
    for (const std::string_view candidate : known) {
        const std::size_t distance = distanceOf(text, candidate);
        if (distance >= least) continue;
        least = distance;
        nearest = candidate;
    }
    return nearest;
}

std::string joined(std::span<const std::string_view> parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

} // namespace spacebench::inline base
