// SPDX-License-Identifier: Apache-2.0
#include "codecs/blocks/block_codec.h"

#define SPACEBENCH_BLOCK(folder)                                                                             \
    namespace spacebench::codecs::blocks::folder {                                                           \
    const BlockCodec& codec();                                                                               \
    }
#include "codecs/blocks/blocks.def"
#undef SPACEBENCH_BLOCK

namespace spacebench::codecs::blocks {

std::span<const BlockCodec* const> allBlockCodecs() {
#define SPACEBENCH_BLOCK(folder) &folder::codec(),
    static const std::vector<const BlockCodec*> kCodecs = {
#include "codecs/blocks/blocks.def"
    };
#undef SPACEBENCH_BLOCK
    return kCodecs;
}

const BlockCodec* findBlockCodec(std::string_view id) {
    for (const BlockCodec* codec : allBlockCodecs())
        if (codec->id() == id) return codec;
    return nullptr;
}

} // namespace spacebench::codecs::blocks
