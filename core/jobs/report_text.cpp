// SPDX-License-Identifier: Apache-2.0
#include "jobs/report_text.h"

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::jobs {

namespace {

Json orNull(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}
Json orNull(const std::optional<std::uint64_t>& number) {
    return number ? Json(*number) : Json(nullptr);
}

/// Length of the well-formed UTF-8 sequence at the start of `text`; 0 = none (RFC 3629: no surrogates, no
/// overlong forms).
std::size_t utf8Length(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned low, unsigned high) {
        return i < text.size() && at(i) >= low && at(i) <= high;
    };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

} // namespace

Json errorJson(const Error& error) {
    Json json;
    json["code"] = errorCodeName(error.code);
    json["message"] = error.message;
    json["file"] = orNull(error.file);
    json["offset"] = orNull(error.byteOffset);
    json["line"] = error.position ? Json(error.position->line) : Json(nullptr);
    json["column"] = error.position ? Json(error.position->column) : Json(nullptr);
    json["expected"] = orNull(error.expected);
    json["found"] = orNull(error.found);
    json["advice"] = orNull(error.advice);
    json["while"] = error.trail;
    return json;
}

Json findingJson(const Finding& finding) {
    Json json;
    json["severity"] = severityName(finding.severity);
    json["id"] = finding.id;
    json["message"] = finding.message;
    json["offset"] = orNull(finding.byteOffset);
    json["expected"] = orNull(finding.expected);
    json["found"] = orNull(finding.found);
    return json;
}

Json findingsJson(const Findings& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings) list.push_back(findingJson(finding));
    return list;
}

Json factJson(const formats::Fact& fact) {
    return std::visit([](const auto& value) { return Json(value); }, fact.value);
}

Json lossesJson(const std::vector<formats::Loss>& losses) {
    Json list = Json::array();
    for (const formats::Loss& loss : losses) {
        Json json;
        json["id"] = loss.id;
        json["message"] = loss.message;
        json["count"] = loss.count;
        json["examples"] = loss.examples;
        list.push_back(std::move(json));
    }
    return list;
}

std::string findingLine(const Finding& finding) {
    std::string line =
        fmt::format("{:<8} {}: {}", severityName(finding.severity), finding.id, finding.message);
    if (finding.byteOffset)
        line += fmt::format(", at offset {} (0x{:X})", *finding.byteOffset, *finding.byteOffset);
    if (!finding.expected.empty()) line += "; expected " + finding.expected;
    if (!finding.found.empty()) line += (finding.expected.empty() ? "; found " : ", found ") + finding.found;
    return line;
}

std::string factText(const formats::Fact& fact) {
    using Unit = formats::Fact::Unit;
    if (const auto* number = std::get_if<std::uint64_t>(&fact.value)) {
        switch (fact.unit) {
        case Unit::Bytes:
            return bytesText(*number);
        case Unit::Offset:
            return fmt::format("{} (0x{:X})", *number, *number);
        default:
            return groupedNumber(*number);
        }
    }
    if (const auto* number = std::get_if<double>(&fact.value))
        return fact.unit == Unit::Ratio ? significant(*number) + " : 1" : significant(*number);
    if (const auto* text = std::get_if<std::string>(&fact.value)) return *text;
    return std::get<bool>(fact.value) ? "yes" : "no";
}

std::string lossLines(const std::vector<formats::Loss>& losses) {
    std::string text;
    for (const formats::Loss& loss : losses) {
        text += labelLine("Lost", fmt::format("{}: {}", loss.id, loss.message));
        for (const std::string& example : loss.examples) text += labelLine("", "  such as " + example);
    }
    return text;
}

std::string bytesText(std::uint64_t bytes) {
    if (bytes < 1024) return groupedNumber(bytes) + " B";
    return fmt::format("{} B ({})", groupedNumber(bytes), sizeText(bytes));
}

std::string labelLine(std::string_view label, std::string_view value) {
    return fmt::format("  {:<20} {}\n", label, value);
}

int exitStatusOf(const Findings& findings) {
    for (const Finding& finding : findings)
        if (finding.severity == Severity::Error) return exitCodeOf(finding.code);
    return 0;
}

std::string hexText(ByteView bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text(bytes.size() * 2, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = kDigits[bytes[i] >> 4];
        text[2 * i + 1] = kDigits[bytes[i] & 15];
    }
    return text;
}

Result<Bytes> parseHex(std::string_view text, std::string_view option) {
    Bytes bytes;
    int high = -1; // of a pair that is not complete yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        int digit = 0;
        if (c >= '0' && c <= '9') {
            digit = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - 'A' + 10;
        } else if (c == ' ' && high < 0) {
            continue;
        } else {
            return Error::invalid(fmt::format("{} takes hex digits", option))
                .expect("pairs of 0-9, a-f, A-F")
                .got(fmt::format("'{}' as character {}", c, i + 1));
        }
        if (high >= 0) {
            bytes.push_back(static_cast<Byte>(high * 16 + digit));
            high = -1;
        } else {
            high = digit;
        }
    }
    if (high >= 0)
        return Error::invalid(fmt::format("{} takes whole bytes", option))
            .expect("an even number of hex digits")
            .got("an odd number");
    return bytes;
}

std::string jsonText(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void appendJsonString(std::string_view text, std::string& out) {
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
            ++i;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
            ++i;
        } else if (const std::size_t length = utf8Length(text.substr(i)); length != 0) {
            out.append(text, i, length);
            i += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++i;
        }
    }
    out += '"';
}

} // namespace spacebench::jobs
