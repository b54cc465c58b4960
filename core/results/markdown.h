// SPDX-License-Identifier: Apache-2.0
//
// Text and tables inside Markdown. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spacebench::results {

/// One line without meaning to Markdown: what is special is escaped, line ends become blanks, and bytes that
/// are no UTF-8 and control characters become U+FFFD.
[[nodiscard]] std::string markdownText(std::string_view text);
/// Lines of equally many cells, the first one the heading; escapes them. The first `leftColumns` and the last
/// column are flush left, the others flush right.
[[nodiscard]] std::string markdownTable(const std::vector<std::vector<std::string>>& table,
                                        std::size_t leftColumns);

} // namespace spacebench::results
