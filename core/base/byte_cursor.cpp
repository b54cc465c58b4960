// SPDX-License-Identifier: Apache-2.0
#include "base/byte_cursor.h"

#include <fmt/format.h>

namespace spacebench::inline base {

Result<ByteView> ByteCursor::take(std::uint64_t count, std::string_view what) {
    if (count > remaining()) {
        return Error::corrupt(fmt::format("the data end inside {}", what))
            .at(offset())
            .expect(fmt::format("{} bytes", count))
            .got(fmt::format("{} bytes up to the end", remaining()));
    }
    const ByteView taken = m_bytes.subspan(m_at, static_cast<std::size_t>(count));
    m_at += static_cast<std::size_t>(count);
    return taken;
}

Result<void> ByteCursor::skip(std::uint64_t count, std::string_view what) {
    SB_CHECK([&]() -> Result<void> {
        auto taken = take(count, what);
        if (!taken.ok()) return std::move(taken).error();
        return {};
    }());
    return {};
}

} // namespace spacebench::inline base
