// SPDX-License-Identifier: Apache-2.0
//
// Tables for terminals and CSV files. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spacebench::results {

/// Lines of equally many cells, the first one the heading. The first `leftColumns` and the last column are
/// flush left, the others flush right; two blanks lie between columns.
[[nodiscard]] std::string tableText(const std::vector<std::vector<std::string>>& table,
                                    std::size_t leftColumns);

/// `text` as one field of a CSV line, quoted where it has to be.
[[nodiscard]] std::string csvField(std::string_view text);

} // namespace spacebench::results
