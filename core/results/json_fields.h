// SPDX-License-Identifier: Apache-2.0
//
// Checked reading of JSON objects that somebody else wrote. Each call reads one key; the first thing that is
// wrong is kept, with its place, and everything after it reads as absent, so that a reader is a plain list of
// fields with one check at its end. An absent key and null read as the fallback. One thread.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/result.h"

namespace spacebench::results {

class JsonFields {
  public:
    using Json = nlohmann::ordered_json;
    static constexpr std::size_t kMostText = std::size_t{1} << 20;

    /// `place` names the object in errors: "rows[3]"; empty = the whole document. `json` outlives this.
    JsonFields(const Json& json, std::string place) : m_json(&json), m_place(std::move(place)) {
        if (!json.is_object()) mistake("", "an object", json);
    }

    [[nodiscard]] bool has(const char* key) const { return find(key) != nullptr; }

    [[nodiscard]] std::string text(const char* key, std::string fallback = {}) {
        const Json* const value = find(key);
        if (value == nullptr) return fallback;
        if (!value->is_string() || value->get_ref<const std::string&>().size() > kMostText) {
            mistake(key, fmt::format("a text of at most {} bytes", kMostText), *value);
            return fallback;
        }
        return value->get_ref<const std::string&>();
    }

    [[nodiscard]] double number(const char* key, double fallback = 0,
                                double least = std::numeric_limits<double>::lowest()) {
        const Json* const value = find(key);
        if (value == nullptr) return fallback;
        const double read = value->is_number() ? value->get<double>() : std::nan("");
        if (std::isfinite(read) && read >= least) return read;
        mistake(key, least == 0 ? "a number that is not negative" : "a number", *value);
        return fallback;
    }

    [[nodiscard]] std::uint64_t whole(const char* key, std::uint64_t fallback = 0) {
        const Json* const value = find(key);
        if (value == nullptr) return fallback;
        if (isWhole(*value)) return value->get<std::uint64_t>();
        mistake(key, "a whole number that is not negative", *value);
        return fallback;
    }

    [[nodiscard]] bool flag(const char* key, bool fallback) {
        const Json* const value = find(key);
        if (value == nullptr) return fallback;
        if (value->is_boolean()) return value->get<bool>();
        mistake(key, "true or false", *value);
        return fallback;
    }

    /// An empty one where the key is absent.
    [[nodiscard]] const Json& list(const char* key, std::size_t most) {
        static const Json kNone = Json::array();
        const Json* const value = find(key);
        if (value == nullptr) return kNone;
        if (value->is_array() && value->size() <= most) return *value;
        mistake(key, fmt::format("a list of at most {}", most), *value);
        return kNone;
    }

    [[nodiscard]] std::vector<double> numbers(const char* key, std::size_t most,
                                              double least = std::numeric_limits<double>::lowest()) {
        std::vector<double> read;
        for (const Json& entry : list(key, most)) {
            const double value = entry.is_number() ? entry.get<double>() : std::nan("");
            if (!std::isfinite(value) || value < least) {
                mistake(key, least == 0 ? "numbers that are not negative" : "numbers", entry);
                return {};
            }
            read.push_back(value);
        }
        return read;
    }

    [[nodiscard]] std::vector<std::uint64_t> wholes(const char* key, std::size_t most) {
        std::vector<std::uint64_t> read;
        for (const Json& entry : list(key, most)) {
            if (!isWhole(entry)) {
                mistake(key, "whole numbers that are not negative", entry);
                return {};
            }
            read.push_back(entry.get<std::uint64_t>());
        }
        return read;
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key, std::size_t most) {
        std::vector<std::string> read;
        for (const Json& entry : list(key, most)) {
            if (!entry.is_string() || entry.get_ref<const std::string&>().size() > kMostText) {
                mistake(key, fmt::format("texts of at most {} bytes", kMostText), entry);
                return {};
            }
            read.push_back(entry.get_ref<const std::string&>());
        }
        return read;
    }

    /// Anything; null where it is absent.
    [[nodiscard]] Json any(const char* key) const {
        const Json* const value = find(key);
        return value != nullptr ? *value : Json(nullptr);
    }

    /// The value of `key` must be `expected`, in words, and is not.
    void refuse(const char* key, std::string expected) {
        const Json* const value = find(key);
        mistake(key, std::move(expected), value != nullptr ? *value : Json(nullptr));
    }

    [[nodiscard]] Result<void> result() const {
        if (m_ok) return {};
        return m_error;
    }

    /// "rows[3].label".
    [[nodiscard]] std::string placeOf(const std::string& key) const {
        return m_place.empty() || key.empty() ? m_place + key : m_place + "." + key;
    }

  private:
    [[nodiscard]] static bool isWhole(const Json& value) {
        return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0) ||
               // Other programs write counts as 1e6. 2^63 is the first that might not fit.
               (value.is_number_float() && value.get<double>() >= 0 && value.get<double>() < 0x1p63 &&
                std::trunc(value.get<double>()) == value.get<double>());
    }

    [[nodiscard]] const Json* find(const char* key) const {
        if (!m_ok) return nullptr;
        const auto found = m_json->find(key);
        return found == m_json->end() || found->is_null() ? nullptr : &*found;
    }

    void mistake(const std::string& key, std::string expected, const Json& found) {
        if (!m_ok) return;
        m_ok = false;
        std::string shown = found.is_structured() || found.is_string() ? found.type_name() : found.dump();
        if (found.is_array()) shown = fmt::format("a list of {}", found.size());
        const std::string place = placeOf(key);
        m_error = Error::invalid(place.empty() ? "the document is not what it should be"
                                               : fmt::format("'{}' is not what it should be", place))
                      .expect(std::move(expected))
                      .got(std::move(shown));
    }

    const Json* m_json;
    std::string m_place;
    bool m_ok = true;
    Error m_error;
};

/// What our own documents may have: they have seven levels or so.
constexpr std::size_t kMostJsonDepth = 64;

/// Whether nothing in `json` is nested deeper than `most`. Reading, copying and writing of JSON recurse, so
/// this is asked first; it does not.
[[nodiscard]] inline bool isNestedWithin(const nlohmann::ordered_json& json, std::size_t most) {
    std::vector<std::pair<const nlohmann::ordered_json*, std::size_t>> open = {{&json, 1}};
    while (!open.empty()) {
        const auto [value, depth] = open.back();
        open.pop_back();
        if (!value->is_structured()) continue;
        if (depth > most) return false;
        for (const auto& child : *value)
            if (child.is_structured()) open.emplace_back(&child, depth + 1);
    }
    return true;
}

/// The same of JSON that is not read yet; brackets in strings do not count. Reading recurses, too, where an
/// object moves its members to make room for the next one.
[[nodiscard]] inline bool isTextNestedWithin(std::string_view text, std::size_t most) {
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > most) return false;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return true;
}

} // namespace spacebench::results
