// SPDX-License-Identifier: Apache-2.0
//
// Errors, findings and facts as JSON and as lines of text: the same words in spacectl, reports and the
// window. Pure functions, any thread. Strings may hold bytes that are no UTF-8 (file names, symbols): print
// JSON with jsonText(), which replaces them.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "formats/format.h"

namespace spacebench::jobs {

using Json = nlohmann::ordered_json;

/// {"code", "message", "file", "offset", "line", "column", "expected", "found", "advice", "while"}; what is
/// not known is null.
[[nodiscard]] Json errorJson(const Error& error);
/// {"severity", "id", "message", "offset", "expected", "found"}.
[[nodiscard]] Json findingJson(const Finding& finding);
[[nodiscard]] Json findingsJson(const Findings& findings);
[[nodiscard]] Json factJson(const formats::Fact& fact); ///< its value
[[nodiscard]] Json lossesJson(const std::vector<formats::Loss>& losses);

/// "warning  paths.duplicates  12 paths stand twice, at offset 7 (0x7); expected ..., found ...".
[[nodiscard]] std::string findingLine(const Finding& finding);
[[nodiscard]] std::string factText(const formats::Fact& fact);
[[nodiscard]] std::string lossLines(const std::vector<formats::Loss>& losses);
/// "30,139 B (29.43 KiB)".
[[nodiscard]] std::string bytesText(std::uint64_t bytes);
/// "  Label           value\n".
[[nodiscard]] std::string labelLine(std::string_view label, std::string_view value);

/// The exit status that findings ask for: 0, or that of the first error among them.
[[nodiscard]] int exitStatusOf(const Findings& findings);

[[nodiscard]] std::string hexText(ByteView bytes); ///< "04c465"
/// InvalidArgument where `text` is no even number of hex digits; blanks between bytes are allowed.
[[nodiscard]] Result<Bytes> parseHex(std::string_view text, std::string_view option);

/// `value` on several lines, bytes that are no UTF-8 replaced, with a line end.
[[nodiscard]] std::string jsonText(const Json& value);
/// Appends `text` as a JSON string with quotes; bytes that are no UTF-8 become U+FFFD.
void appendJsonString(std::string_view text, std::string& out);

} // namespace spacebench::jobs
