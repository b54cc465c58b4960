// SPDX-License-Identifier: Apache-2.0
#include <zdict.h>

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blocks/block_codec.h"

namespace spacebench::codecs::blocks {

Result<ByteBuffer> trainDictionary(ByteView samples, std::span<const std::size_t> sizes,
                                   std::size_t dictionaryBytes) {
    std::size_t total = 0;
    for (const std::size_t size : sizes) total += size;
    if (total != samples.size() || sizes.size() > UINT32_MAX)
        return Error::invalid("the samples of a dictionary are not what their sizes say");
    ByteBuffer dictionary;
    if (!dictionary.resize(dictionaryBytes)) return ByteBuffer::outOfMemory(dictionaryBytes);
    const std::size_t made = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(),
                                                   sizes.data(), static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(made) != 0)
        return Error::unsupported("zstd makes no dictionary of these samples")
            .expect(fmt::format("samples of many times {}", sizeText(dictionaryBytes)))
            .got(fmt::format("{} samples, {}: {}", groupedNumber(sizes.size()), sizeText(total),
                             ZDICT_getErrorName(made)));
    dictionary.truncate(made);
    return dictionary;
}

} // namespace spacebench::codecs::blocks
