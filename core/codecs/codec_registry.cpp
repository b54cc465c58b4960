// SPDX-License-Identifier: Apache-2.0
#include "codecs/codec.h"

#include <vector>

#define SPACEBENCH_CODEC(folder)                                                                             \
    namespace spacebench::codecs::folder {                                                                   \
    const Codec& codec();                                                                                    \
    }
#include "codecs/codecs.def"
#undef SPACEBENCH_CODEC

namespace spacebench::codecs {

std::span<const Codec* const> allCodecs() {
#define SPACEBENCH_CODEC(folder) &folder::codec(),
    static const std::vector<const Codec*> kCodecs = {
#include "codecs/codecs.def"
    };
#undef SPACEBENCH_CODEC
    return kCodecs;
}

const Codec* findCodec(std::string_view id) {
    for (const Codec* codec : allCodecs())
        if (codec->id() == id) return codec;
    return nullptr;
}

const Codec* findCodecByWireId(unsigned wireId) {
    for (const Codec* codec : allCodecs())
        if (codec->wireId() == wireId) return codec;
    return nullptr;
}

} // namespace spacebench::codecs
