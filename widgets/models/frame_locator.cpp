// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame_locator.h"

#include "base/units.h"
#include "space/path_set.h"

namespace spacebench::widgets {

namespace {

constexpr std::uint64_t kLengthBytes = 4;

} // namespace

ByteView FrameLocator::bytes() const {
    return m_space->pathSet()->framed();
}

std::vector<layout::FieldRange> FrameLocator::fieldsOf(ByteView path) const {
    const space::PathSet& paths = *m_space->pathSet();
    const auto index = paths.find(path);
    if (!index) return {};
    const std::uint64_t begin = paths.frameOffset(*index);
    return {
        {begin, begin + kLengthBytes, layout::FieldKind::Length, "path length", groupedNumber(path.size())},
        {begin + kLengthBytes, begin + kLengthBytes + path.size(), layout::FieldKind::PathBytes, "path", ""}};
}

std::optional<Bytes> FrameLocator::pathAt(std::uint64_t offset) const {
    const space::PathSet& paths = *m_space->pathSet();
    if (paths.size() == 0 || offset >= paths.framed().size()) return std::nullopt;
    std::uint64_t low = 0;
    std::uint64_t high = paths.size();
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (paths.frameOffset(middle) <= offset ? low : high) = middle;
    }
    return toBytes(paths.path(low));
}

} // namespace spacebench::widgets
