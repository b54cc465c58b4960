// SPDX-License-Identifier: Apache-2.0
#include "formats/framed_locator.h"

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::formats {

namespace {

/// An answer takes some 20 ms at most: unordered frames beyond that are not searched.
constexpr std::uint64_t kSearchedBytes = std::uint64_t{128} << 20;

std::vector<layout::FieldRange> frameFields(std::uint64_t offset, std::uint64_t pathBytes) {
    using layout::FieldKind;
    std::vector<layout::FieldRange> fields;
    fields.push_back(
        {offset, offset + kLengthBytes, FieldKind::Length, "path length", groupedNumber(pathBytes)});
    if (pathBytes != 0)
        fields.push_back({offset + kLengthBytes, offset + kLengthBytes + pathBytes, FieldKind::PathBytes,
                          "path", fmt::format("{} bytes", groupedNumber(pathBytes))});
    return fields;
}

} // namespace

template <class Take>
void FramedLocator::searchFrames(const Take& take) const {
    const Byte* bytes = m_source->bytes().data();
    const std::uint64_t end = std::min(m_frames.end, m_frames.begin + kSearchedBytes);
    std::uint64_t at = m_frames.begin;
    // The reader checked these frames, but a mapped file may have changed since: check again.
    while (at + kLengthBytes <= end) {
        const std::uint64_t length = loadLength(bytes + at, m_frames.order);
        if (length > m_frames.end - at - kLengthBytes) return;
        if (take(at, ByteView(bytes + at + kLengthBytes, static_cast<std::size_t>(length)))) return;
        at += kLengthBytes + length;
    }
}

std::vector<layout::FieldRange> FramedLocator::fieldsOf(ByteView path) const {
    if (m_space == nullptr) return {};
    const space::PathSet& paths = *m_space->pathSet();
    const auto index = paths.find(path);
    if (!index) return {};
    if (m_frames.asStored) return frameFields(m_frames.begin + paths.frameOffset(*index), path.size());
    std::vector<layout::FieldRange> found;
    searchFrames([&](std::uint64_t offset, ByteView candidate) {
        if (!equalBytes(candidate, path)) return false;
        found = frameFields(offset, candidate.size());
        return true;
    });
    return found;
}

std::optional<Bytes> FramedLocator::pathAt(std::uint64_t offset) const {
    if (m_space == nullptr || offset < m_frames.begin || offset >= m_frames.end) return std::nullopt;
    if (m_frames.asStored) {
        const space::PathSet& paths = *m_space->pathSet();
        if (offset - m_frames.begin >= paths.framed().size()) return std::nullopt;
        return toBytes(paths.path(frameAt(paths, offset - m_frames.begin)));
    }
    std::optional<Bytes> found;
    searchFrames([&](std::uint64_t at, ByteView candidate) {
        if (offset >= at + kLengthBytes + candidate.size()) return false;
        found = toBytes(candidate);
        return true;
    });
    return found;
}

std::uint64_t frameAt(const space::PathSet& paths, std::uint64_t frameOffset) {
    std::uint64_t first = 0;
    std::uint64_t last = paths.size() - 1;
    while (first < last) {
        const std::uint64_t middle = first + (last - first + 1) / 2;
        if (paths.frameOffset(middle) <= frameOffset)
            first = middle;
        else
            last = middle - 1;
    }
    return first;
}

} // namespace spacebench::formats
