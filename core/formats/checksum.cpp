// SPDX-License-Identifier: Apache-2.0
#include "formats/checksum.h"

#include <fmt/format.h>

namespace spacebench::formats {

namespace {

constexpr std::size_t kStepBytes = std::size_t{1} << 20; // under a millisecond between two polls

/// `behind(from, to)` is called after each step, in offsets from the start of `bytes`.
template <class Behind>
Result<codecs::Digest256> hashInSteps(ByteView bytes, ChecksumKind kind, const WorkContext& context,
                                      Behind behind) {
    codecs::Blake2b hash(kind == ChecksumKind::Blake2b256 ? 32 : 64);
    for (std::size_t at = 0; at < bytes.size(); at += kStepBytes) {
        SB_CHECK(context.poll());
        const ByteView step = bytes.subspan(at, std::min(kStepBytes, bytes.size() - at));
        hash.update(step);
        behind(at, at + step.size());
    }
    return hash.finish256();
}

} // namespace

Result<codecs::Digest256> checksumOf(ByteView bytes, ChecksumKind kind, const WorkContext& context) {
    return hashInSteps(bytes, kind, context, [](std::size_t, std::size_t) {});
}

Result<codecs::Digest256> checksumOfPart(const io::ByteSource& source, std::uint64_t begin, std::uint64_t end,
                                         ChecksumKind kind, const WorkContext& context) {
    const ByteView part =
        source.bytes().subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    return hashInSteps(part, kind, context,
                       [&](std::size_t from, std::size_t to) { source.release(begin + from, begin + to); });
}

std::string checksumText(ByteView digest) {
    std::string text;
    for (const Byte byte : digest) text += fmt::format("{:02x}", byte);
    return text;
}

void runBoth(const WorkContext& context, const std::function<void()>& first,
             const std::function<void()>& second) {
    if (context.executor != nullptr && context.executor->concurrency() > 1) {
        context.executor->parallelFor(2, [&](std::size_t index) { index == 0 ? first() : second(); });
        return;
    }
    first();
    second();
}

} // namespace spacebench::formats
