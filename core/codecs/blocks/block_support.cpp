// SPDX-License-Identifier: Apache-2.0
#include "codecs/blocks/block_support.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/units.h"

namespace spacebench::codecs::blocks {

namespace {

Result<void> refuseOption(const BlockCodec& codec, BlockFeature feature, bool wanted, const char* words) {
    if (!wanted || codec.can(feature)) return {};
    return Error::invalid(fmt::format("{} takes no {}", codec.title(), words));
}

} // namespace

Result<void> checkSettings(const BlockCodec& codec, const BlockSettings& settings) {
    if (const std::string reason = codec.unavailable(); !reason.empty())
        return Error::unsupported(fmt::format("{} cannot be used here", codec.title())).got(reason);
    const std::vector<int> levels = codec.levels();
    if (!std::binary_search(levels.begin(), levels.end(), settings.level))
        return Error::invalid(fmt::format("{} has no such level", codec.title()))
            .expect(fmt::format("{}", fmt::join(levels, ", ")))
            .got(fmt::format("{}", settings.level));
    SB_CHECK(refuseOption(codec, TakesWorkers, settings.workers != 0, "threads of its own"));
    SB_CHECK(refuseOption(codec, TakesLongWindow, settings.windowLog != 0, "window size"));
    return refuseOption(codec, TakesDictionary, !settings.dictionary.empty(), "dictionary");
}

std::vector<int> levelRange(int first, int last) {
    std::vector<int> levels;
    for (int level = first; level <= last; ++level) levels.push_back(level);
    return levels;
}

Error damagedBlock(const BlockCodec& codec, std::string why) {
    return Error::corrupt(fmt::format("the block is no sound {} data of its size", codec.family()))
        .got(std::move(why));
}

Error refusedBlock(const BlockCodec& codec, std::string why) {
    return Error::internal(fmt::format("{} refuses to compress a block", codec.title())).got(std::move(why));
}

Error blockTooLarge(const BlockCodec& codec, std::uint64_t rawBytes, std::uint64_t most) {
    return Error::limit(fmt::format("{} does not take so large a block", codec.title()))
        .expect(fmt::format("at most {}", sizeText(most)))
        .got(sizeText(rawBytes))
        .advise("Choose a chunk size");
}

} // namespace spacebench::codecs::blocks
