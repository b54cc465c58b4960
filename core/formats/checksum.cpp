// SPDX-License-Identifier: Apache-2.0
#include "formats/checksum.h"

#include <fmt/format.h>

namespace spacebench::formats {

namespace {
constexpr std::size_t kStepBytes = std::size_t{1} << 20; // under a millisecond between two polls
}

Result<codecs::Digest256> checksumOf(ByteView bytes, ChecksumKind kind, const WorkContext& context) {
    codecs::Blake2b hash(kind == ChecksumKind::Blake2b256 ? 32 : 64);
    for (std::size_t at = 0; at < bytes.size(); at += kStepBytes) {
        SB_CHECK(context.poll());
        hash.update(bytes.subspan(at, std::min(kStepBytes, bytes.size() - at)));
    }
    const auto digest = hash.finish();
    codecs::Digest256 cut;
    std::copy_n(digest.begin(), cut.size(), cut.begin());
    return cut;
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
