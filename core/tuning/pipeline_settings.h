// SPDX-License-Identifier: Apache-2.0
//
// One way to serialize and deserialize a space, as a set of switches: what the techniques of the performance
// guide turn on and off. Plain data; jobs/pipeline runs it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace spacebench::tuning {

enum class InputKind {
    ReadWhole, ///< one read() into fresh memory: the guide's present code
    Read256K,  ///< read() into one buffer that is used again
    Mapped,
    MappedHuge, ///< a mapping, and what is made of it on huge pages
};
enum class PathCopy {
    Bytes,     ///< byte by byte
    Library,   ///< memcpy
    Avx2,      ///< 32-byte steps, the tail copied as it is long
    GuideAvx2, ///< as the guide prints it: reads and appends 32 bytes for a short tail. Bad example.
};
enum class Allocator { Glibc, Jemalloc };

struct PipelineSettings {
    bool product = false; ///< the product's own save() and open(): no other switch but codec and hash counts

    bool preallocate = false;      ///< M1: 16 + symbol table + atoms * 54 bytes at once, else doubling
    bool pool = false;             ///< M2: path and string buffers from arenas that are kept between runs
    bool inlinePaths = false;      ///< M3: 64 bytes inside each path before the heap
    bool symbolsInMemory = false;  ///< C1: the symbol ZIP straight to memory, else through a temporary file
    bool batchInterning = false;   ///< C2: all symbols under one write lock, else one lock a symbol
    unsigned internThreads = 1;    ///< writers into the 128-slot table, each with a slot of its own
    std::string hash = "scalar";   ///< C3: codecs::blake2b::implementations(); "fastest" = measured
    std::uint64_t writeBuffer = 0; ///< I1: bytes, 4 KiB .. 1 MiB; 0 = one write() a field
    InputKind input = InputKind::ReadWhole; ///< I2
    bool direct = false;                    ///< I3: O_DIRECT, aligned buffers, reading and writing
    unsigned collectThreads = 1;            ///< P1
    unsigned serializeThreads = 1;          ///< P2
    std::uint64_t chunkPaths = 16'384;      ///< P2: paths a chunk
    bool numaLocal = false;                 ///< H1: buffers on the node of the thread that fills them
    bool affinity = false;                  ///< H2: each thread on a physical core of its own
    PathCopy copy = PathCopy::Library;      ///< H3
    Allocator allocator = Allocator::Glibc; ///< H4: needs a process of its own
    std::string codec = "none";             ///< Z1: parseCodec(); for formats that take one

    /// Bad example: paths from parallel collection in the order in which threads finish, as the guide prints
    /// it.
    bool orderLosingCollection = false;

    bool operator==(const PipelineSettings&) const = default;
};

[[nodiscard]] std::string_view inputKindName(InputKind kind);      ///< "read-whole", "mapped"
[[nodiscard]] std::string_view pathCopyName(PathCopy copy);        ///< "bytes", "avx2"
[[nodiscard]] std::string_view allocatorName(Allocator allocator); ///< "glibc", "jemalloc"

/// One key a member: "write_buffer", "input", ...
[[nodiscard]] nlohmann::ordered_json toJson(const PipelineSettings& settings);
/// What toJson() gave. InvalidArgument where a key is missing or of the wrong kind.
[[nodiscard]] Result<PipelineSettings> settingsFromJson(const nlohmann::ordered_json& json);

} // namespace spacebench::tuning
