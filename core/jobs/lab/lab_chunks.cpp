// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_chunks.h"

#include <numeric>

#include <fmt/format.h>

#include "codecs/blocks/block_codec.h"
#include "stats/random.h"

namespace spacebench::jobs {

namespace {

/// A dictionary is stored once and has to earn that: half a percent of the input, within what zstd likes.
constexpr std::uint64_t kInputPerDictionaryByte = 200;
constexpr std::uint64_t kLeastDictionaryBytes = 1024;
constexpr std::uint64_t kMostDictionaryBytes = std::uint64_t{64} << 10;
constexpr std::uint64_t kSamplesPerDictionaryByte = 100;
constexpr std::size_t kLeastChunksOfHalf = 8;

void shuffle(std::vector<std::size_t>& list, std::uint64_t seed) {
    stats::SplitMix64 random(seed);
    for (std::size_t left = list.size(); left > 1; --left)
        std::swap(list[left - 1], list[random.below(left)]);
}

} // namespace

std::vector<LabChunk> cutChunks(const space::PathSet& paths, std::uint64_t chunkBytes) {
    std::vector<LabChunk> chunks;
    const std::uint64_t total = paths.framed().size();
    if (paths.size() == 0) return chunks;
    if (chunkBytes == 0) return {{0, total}};
    LabChunk chunk;
    for (std::uint64_t i = 0; i < paths.size(); ++i) {
        const std::uint64_t end = i + 1 < paths.size() ? paths.frameOffset(i + 1) : total;
        if (end - chunk.begin > chunkBytes && chunk.end > chunk.begin) {
            chunks.push_back(chunk);
            chunk.begin = chunk.end;
        }
        chunk.end = end;
    }
    chunks.push_back(chunk);
    return chunks;
}

Result<FoldedDictionaries> trainFolds(ByteView framed, const std::vector<LabChunk>& chunks,
                                      std::uint64_t seed) {
    if (chunks.size() < 2 * kLeastChunksOfHalf)
        return Error::unsupported(
                   "there are too few chunks to train a dictionary with some and measure others")
            .expect(fmt::format("at least {}", 2 * kLeastChunksOfHalf))
            .got(fmt::format("{}", chunks.size()));
    std::vector<std::size_t> order(chunks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, seed);
    FoldedDictionaries folds;
    folds.fold.resize(chunks.size());
    for (std::size_t i = 0; i < order.size(); ++i) folds.fold[order[i]] = i < order.size() / 2 ? 0 : 1;
    const std::uint64_t wanted =
        std::clamp(framed.size() / kInputPerDictionaryByte, kLeastDictionaryBytes, kMostDictionaryBytes);
    for (unsigned use = 0; use < 2; ++use) {
        ByteBuffer samples;
        std::vector<std::size_t> sizes;
        for (const std::size_t chunk : order) { // shuffled, so any beginning of it is a random sample
            if (folds.fold[chunk] == use || samples.size() >= kSamplesPerDictionaryByte * wanted) continue;
            if (!samples.append(chunks[chunk].of(framed))) return ByteBuffer::outOfMemory(samples.size());
            sizes.push_back(chunks[chunk].size());
            folds.trainedOn[use].push_back(chunk);
        }
        SB_TRY(dictionary, codecs::blocks::trainDictionary(samples.view(), sizes, wanted));
        folds.dictionaries[use] = std::move(dictionary);
    }
    return folds;
}

} // namespace spacebench::jobs
