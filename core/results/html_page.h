// SPDX-License-Identifier: Apache-2.0
//
// What HTML reports share: one file each, without scripts and addresses, light and dark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace spacebench::results {

/// Up to and with the heading.
[[nodiscard]] std::string htmlHead(std::string_view title);
inline constexpr std::string_view kHtmlEnd = "</main></body></html>\n";

void addHtmlWarnings(std::string& html, const std::vector<std::string>& warnings);
/// One drawing for each colour scheme of the reader, as toSvg() gives them; `wide` ones take the whole row.
/// Inside `<div class="charts">`.
void addHtmlChart(std::string& html, std::string light, std::string dark, bool wide);
/// The figure as people read it, with the exact one as its tooltip.
[[nodiscard]] std::string htmlNumberCell(const std::string& text, const std::string& exact);
/// "Measured on", and what the machine is.
void addHtmlEnvironment(std::string& html, const nlohmann::ordered_json& environment);

} // namespace spacebench::results
