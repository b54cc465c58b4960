// SPDX-License-Identifier: Apache-2.0
//
// Compressors as the codec lab compares them: one call a block, every library under its own name, none
// standing in for another. (codec.h has the streams that files are made of.) One folder and one line in
// blocks.def adds another; CMake looks for its library, and where that is absent the codec stays listed with
// the reason. Codecs are stateless and shared between threads; compressors and decompressors belong to one
// thread and keep their memory from block to block.
#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_buffer.h"
#include "base/result.h"

namespace spacebench::codecs::blocks {

enum BlockFeature : unsigned {
    TakesWorkers = 1U << 0,    ///< threads of the library's own
    TakesLongWindow = 1U << 1, ///< matches further back than the level alone allows
    TakesDictionary = 1U << 2,
    HasChecksum = 1U << 3, ///< decompression checks one that is part of the stored bytes
};

struct BlockSettings {
    int level = 0;
    unsigned workers = 0;   ///< 0 = none beside the caller
    unsigned windowLog = 0; ///< long mode: 2^windowLog bytes; 0 = off
    ByteView dictionary;    ///< borrowed; outlives what is made with it
    /// Looked at within a block where the library takes its input in pieces (zlib, zstd); the others work
    /// until a block is done.
    std::stop_token stop;
};

class BlockCompressor {
  public:
    virtual ~BlockCompressor() = default;
    /// Most bytes that `rawBytes` can become.
    [[nodiscard]] virtual std::size_t bound(std::size_t rawBytes) const = 0;
    /// One block, which says nothing about the ones before it. `out` has at least bound(raw.size()) bytes;
    /// how many were written. LimitExceeded for a block larger than the library takes; Cancelled where
    /// settings.stop says so.
    [[nodiscard]] virtual Result<std::size_t> compress(ByteView raw, std::span<Byte> out) = 0;
};

class BlockDecompressor {
  public:
    virtual ~BlockDecompressor() = default;
    /// Fills `out`, which has exactly the block's raw size. Corrupt where it does not come to that.
    [[nodiscard]] virtual Result<void> decompress(ByteView stored, std::span<Byte> out) = 0;
};

class BlockCodec {
  public:
    virtual ~BlockCodec() = default;
    [[nodiscard]] virtual std::string_view id() const = 0;     ///< "libdeflate"
    [[nodiscard]] virtual std::string_view family() const = 0; ///< what can read it: "zlib", "zstd", ...
    [[nodiscard]] virtual std::string_view title() const = 0;  ///< "zlib by libdeflate"
    [[nodiscard]] virtual std::string backend() const = 0;     ///< library and its version: "libdeflate 1.14"
    /// Why nothing can be measured with it here, in words; empty = it can.
    [[nodiscard]] virtual std::string unavailable() const { return {}; }
    [[nodiscard]] virtual std::vector<int> levels() const = 0; ///< ascending, at least one
    [[nodiscard]] virtual int standardLevel() const = 0;
    [[nodiscard]] virtual unsigned features() const { return 0; }
    [[nodiscard]] bool can(unsigned wanted) const { return (features() & wanted) == wanted; }

    /// InvalidArgument for settings that it does not take; Unsupported where it is unavailable.
    [[nodiscard]] virtual Result<std::unique_ptr<BlockCompressor>>
    compressor(const BlockSettings& settings) const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<BlockDecompressor>>
    decompressor(const BlockSettings& settings) const = 0;
};

/// All of blocks.def, in its order, unavailable ones included.
[[nodiscard]] std::span<const BlockCodec* const> allBlockCodecs();
[[nodiscard]] const BlockCodec* findBlockCodec(std::string_view id);

/// A dictionary for zstd from `samples` (concatenated, sizes beside): ZDICT. Unsupported with the library's
/// reason where the samples are too few or too small.
[[nodiscard]] Result<ByteBuffer> trainDictionary(ByteView samples, std::span<const std::size_t> sizes,
                                                 std::size_t dictionaryBytes);

} // namespace spacebench::codecs::blocks
