// SPDX-License-Identifier: Apache-2.0
//
// The lab's input cut into pieces that can be read alone, and the dictionaries for such pieces.
#pragma once

#include <array>

#include "space/path_set.h"

namespace spacebench::jobs {

struct LabChunk {
    std::uint64_t begin = 0; ///< in PathSet::framed()
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t size() const { return end - begin; }
    [[nodiscard]] ByteView of(ByteView framed) const { return framed.subspan(begin, size()); }
};

/// Chunks of whole paths, none larger than `chunkBytes` unless one path alone is; 0 = all in one. At least
/// one where there are paths.
[[nodiscard]] std::vector<LabChunk> cutChunks(const space::PathSet& paths, std::uint64_t chunkBytes);

/// Two dictionaries for two halves of the chunks, each trained on the half that it is not used for: no chunk
/// is measured with a dictionary that has seen it, and yet all are measured.
struct FoldedDictionaries {
    std::vector<std::uint8_t> fold; ///< of each chunk: the dictionary that it is compressed with
    std::array<ByteBuffer, 2> dictionaries;
    std::array<std::vector<std::size_t>, 2> trainedOn; ///< chunks
    [[nodiscard]] std::uint64_t bytes() const { return dictionaries[0].size() + dictionaries[1].size(); }
};

/// Halves are drawn at random, training samples from each up to a hundred times the dictionary's size (which
/// is what ZDICT asks for). Unsupported where the chunks do not suffice.
[[nodiscard]] Result<FoldedDictionaries> trainFolds(ByteView framed, const std::vector<LabChunk>& chunks,
                                                    std::uint64_t seed);

} // namespace spacebench::jobs
