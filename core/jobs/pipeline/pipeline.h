// SPDX-License-Identifier: Apache-2.0
//
// Runs one task the way PipelineSettings say: the guide's code with each of its techniques on or off, as real
// code. What is written is compared with the reference output before any time is believed.
//
// serialize: collect the paths of the space into path buffers (M2, M3, P1, H3) -> symbol ZIP (C1) -> frame
// and, for ACT, build (M1, P2) -> codec (Z1) -> checksum (C3) -> write a file (I1, I3).
// deserialize: input (I2, I3) -> checksum (C3) -> decompress -> a buffer a path (M1, M2, M3, P1, H3) ->
// symbols into the shared table (C1, C2) -> a sorted set. H1, H2 place buffers and threads in both.
//
// What the guide leaves open is settled like this:
// * Files have no name and are gone whatever happens. Nothing is synced: a serialize run ends when the page
//   cache has all of it, with I3 when the device has. What is read lies in the page cache, unless I3 reads
//   it.
// * I3 needs a buffer: 256 KiB where I1 gives none. It wins over a mapped input, which would be the page
//   cache: that is then read whole.
// * .paths is a zlib stream: codec "none" is zlib's level 7, as PathMap writes, "zlib:N" another level, by
// zlib
//   itself, which hands on 4 KiB a field. Its chunks (P2) end with a full flush, so bytes differ from those
//   of one stream and content does not. MTTS is the documented dialect, the codec is that of its paths
//   section.
// * An ACT is built by the product's writer, whose blocks are its fields; P2 lets it prepare a block on one
//   thread while another one is built. It takes no codec, checksum or symbols; neither does .paths take the
//   latter two.
// * M1 in deserialize is room at once for what is decompressed and for the list of paths.
// * C2: symbols get numbers of the table they go to, whatever the file's own are; texts decide.
#pragma once

#include <memory>

#include "base/clock.h"
#include "base/work_context.h"
#include "space/path_set.h"
#include "space/space.h"
#include "tuning/technique.h"

namespace spacebench::jobs::pipeline {

/// What all pipelines of one input share: made once, outside of anything timed.
struct PipelineInput {
    space::SpacePtr space;                             ///< pathSet() is not null
    std::shared_ptr<const space::SymbolTable> symbols; ///< to be stored and interned; never null
    bool symbolsAreOwn = false; ///< the file's own table; else made from the distinct symbols of the paths
    std::string folder;         ///< where files are written and read
    std::shared_ptr<class References> references; ///< files that pipelines share; made by makeInput()
};
/// The symbols of `content` are its table, or else the distinct symbols of its atoms (at most a million).
[[nodiscard]] Result<std::shared_ptr<const PipelineInput>>
makeInput(const space::SpaceContent& content, std::string folder, const WorkContext& context);

/// What a run did, counted where it happened (not derived from the settings): proof that a switch switches.
struct PipelineTrace {
    std::uint64_t writeCalls = 0;       ///< write, pwrite
    std::uint64_t readCalls = 0;        ///< read, pread
    std::uint64_t mappings = 0;         ///< mmap of a file
    std::uint64_t directBytes = 0;      ///< through O_DIRECT descriptors
    std::uint64_t temporaryFiles = 0;   ///< made for the symbol ZIP
    std::uint64_t locks = 0;            ///< write locks of the symbol table taken
    std::uint64_t threads = 0;          ///< distinct threads that did some of the work
    std::uint64_t pinnedThreads = 0;    ///< of those, bound to one processor
    std::uint64_t nodeLocalThreads = 0; ///< of those, whose memory policy was "on my node"
    std::uint64_t heapPaths = 0;        ///< path buffers that took a heap block of their own
    std::uint64_t inlinePaths = 0;      ///< whose bytes are inside the buffer
    std::uint64_t pooledPaths = 0;      ///< whose bytes are in an arena
    std::uint64_t reusedBytes = 0;      ///< taken from an arena's memory of an earlier run
    std::uint64_t bufferGrowths = 0;    ///< times the output buffer was moved to a larger one
    std::uint64_t chunks = 0;           ///< serialized on their own
    std::string hash;                   ///< implementation that hashed; empty = nothing was hashed
    std::string codec;                  ///< "zlib:7"
    std::string allocator;              ///< of this process: "glibc", "jemalloc"
    // Parts of the run that claims speak of, on the calling thread's clock.
    std::uint64_t collectNs = 0;
    std::uint64_t symbolsNs = 0; ///< ZIP and interning
    std::uint64_t internNs = 0;  ///< interning alone
    std::uint64_t encodeNs = 0;  ///< framing, building
    std::uint64_t codecNs = 0;
    std::uint64_t checksumNs = 0;
    std::uint64_t writeNs = 0;     ///< or reading
    std::uint64_t storedBytes = 0; ///< the file's size
};

class Pipeline {
  public:
    virtual ~Pipeline() = default;
    /// The timed part; what it makes stays until the next run() or release().
    [[nodiscard]] virtual Result<PipelineTrace> run(const Clock& clock, const WorkContext& context) = 0;
    /// Compares what the last run made with the reference: serialize byte by byte (where `sameBytes` is
    /// false, and for the product's .paths, which come out of another compressor: what it decompresses to),
    /// deserialize path by path, value by value and symbol by symbol. The result is empty where they are
    /// equal, else one sentence with the first difference: "byte 1,204: expected 3F, found 00".
    [[nodiscard]] virtual Result<std::string> difference(bool sameBytes, const WorkContext& context) = 0;
    /// Drops what run() made, outside the timed part; arenas of M2 stay.
    virtual void release() = 0;
};

/// Unsupported with the reason where this task cannot be run that way here. The reference of a serialize task
/// is made by currentPipeline() and itself compared with the product's reader; a deserialize task's input
/// file is written once, by the product's writer.
[[nodiscard]] Result<std::unique_ptr<Pipeline>> makePipeline(const tuning::Task& task,
                                                             const tuning::PipelineSettings& settings,
                                                             std::shared_ptr<const PipelineInput> input,
                                                             const WorkContext& context);

} // namespace spacebench::jobs::pipeline
