// SPDX-License-Identifier: Apache-2.0
//
// Text inside SVG and HTML: escaped, and cleaned of bytes that XML cannot hold (file names may be anything).
#pragma once

#include <string>
#include <string_view>

namespace spacebench::results {

/// Safe as element content and inside double quotes. Control characters and bytes that are no UTF-8 become
/// U+FFFD.
[[nodiscard]] std::string escapeMarkup(std::string_view text);

/// Bytes that are no UTF-8 become U+FFFD; all else stays.
[[nodiscard]] std::string validText(std::string_view text);

/// Number of UTF-8 characters of valid text.
[[nodiscard]] std::size_t characterCount(std::string_view text);
/// The first `most` characters with an ellipsis where more were there.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

} // namespace spacebench::results
