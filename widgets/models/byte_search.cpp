// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/byte_search.h"

#include <algorithm>
#include <cstring>

namespace spacebench::widgets {

namespace {

/// Searched between two polls: about a millisecond.
constexpr std::uint64_t kChunk = std::uint64_t{4} << 20;

std::optional<std::uint64_t> firstIn(ByteView haystack, ByteView needle, std::uint64_t begin,
                                     std::uint64_t end) {
    const void* hit = ::memmem(haystack.data() + begin, end - begin, needle.data(), needle.size());
    if (hit == nullptr) return std::nullopt;
    return static_cast<std::uint64_t>(static_cast<const Byte*>(hit) - haystack.data());
}

std::optional<std::uint64_t> lastIn(ByteView haystack, ByteView needle, std::uint64_t begin,
                                    std::uint64_t end) {
    std::optional<std::uint64_t> last;
    for (std::uint64_t at = begin; at + needle.size() <= end;) {
        const auto hit = firstIn(haystack, needle, at, end);
        if (!hit) break;
        last = hit;
        at = *hit + 1;
    }
    return last;
}

/// Starts of matches in [begin, end).
Result<std::optional<std::uint64_t>> searchRange(ByteView haystack, ByteView needle, std::uint64_t begin,
                                                 std::uint64_t end, bool backwards, std::uint64_t& done,
                                                 const WorkContext& context) {
    while (begin < end) {
        SB_CHECK(context.poll());
        const std::uint64_t length = std::min(kChunk, end - begin);
        const std::uint64_t from = backwards ? end - length : begin;
        const std::uint64_t to = std::min<std::uint64_t>(haystack.size(), from + length + needle.size() - 1);
        const auto hit = backwards ? lastIn(haystack, needle, from, to) : firstIn(haystack, needle, from, to);
        if (hit) return hit;
        (backwards ? end : begin) = backwards ? from : from + length;
        done += length;
        context.advanceTo(done);
    }
    return std::optional<std::uint64_t>();
}

} // namespace

Result<std::optional<std::uint64_t>> findBytes(ByteView haystack, ByteView needle, std::uint64_t from,
                                               bool backwards, const WorkContext& context) {
    context.begin("searching", ProgressUnit::Bytes, haystack.size());
    if (needle.empty() || needle.size() > haystack.size()) return std::optional<std::uint64_t>();
    const std::uint64_t size = haystack.size();
    from = std::min(from, size);
    std::uint64_t done = 0;
    SB_TRY(first, backwards ? searchRange(haystack, needle, 0, from, true, done, context)
                            : searchRange(haystack, needle, from, size, false, done, context));
    if (first) return first;
    return backwards ? searchRange(haystack, needle, from, size, true, done, context)
                     : searchRange(haystack, needle, 0, from, false, done, context);
}

} // namespace spacebench::widgets
