// SPDX-License-Identifier: Apache-2.0
//
// One row of the lab at work: the stage and the codec over all chunks, on as many threads as the row says,
// there and back, in memory and through a file. Nothing here looks at a clock: callers time the calls.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "formats/columns/column_stage.h"
#include "io/byte_source.h"
#include "jobs/lab/lab_chunks.h"
#include "jobs/lab/lab_plan.h"

namespace spacebench::jobs {

/// What rows with the same chunk size and stage share.
struct LabCut {
    ByteView framed;                        ///< of the whole input
    std::vector<LabChunk> chunks;           ///< all of the input, or a sample of it
    std::string stage;                      ///< "none": the codec gets the frames themselves
    std::vector<std::uint64_t> stagedBytes; ///< of each chunk, behind the stage
    std::optional<FoldedDictionaries> dictionaries;

    [[nodiscard]] std::uint64_t rawBytes() const;
};

/// Cuts, and lets the stage run once to know sizes. `chunks` empty = cutChunks().
[[nodiscard]] Result<LabCut> makeCut(const space::PathSet& paths, const results::LabRow& row,
                                     std::vector<LabChunk> chunks, std::uint64_t seed,
                                     const WorkContext& context);

/// Memory for outputs, kept from row to row so that no row pays for fresh pages.
struct LabRoom {
    ByteBuffer stored;
    ByteBuffer raw;
    /// At least so many bytes each, all touched. False where memory cannot be had.
    [[nodiscard]] bool grow(std::size_t storedBytes, std::size_t rawBytes);
};

class LabCase {
  public:
    /// `cut` and `room` outlive the case. Errors are the codec's: Unsupported, LimitExceeded,
    /// InvalidArgument.
    [[nodiscard]] static Result<std::unique_ptr<LabCase>> create(const PlannedRow& planned, const LabCut& cut,
                                                                 LabRoom& room, const WorkContext& context);
    ~LabCase();

    /// Makes what the codec works with, which keeps its memory from then on; else the first call does.
    [[nodiscard]] Result<void> openCompressors();
    [[nodiscard]] Result<void> openDecompressors();

    /// Chunks `first` to `last` (exclusive); Corrupt where the codec does what it must not.
    [[nodiscard]] Result<void> compress(std::size_t first, std::size_t last);
    [[nodiscard]] Result<void> compress() { return compress(0, m_cut.chunks.size()); }
    /// What compress() made. Corrupt where it does not come back.
    [[nodiscard]] Result<void> decompress(std::size_t first, std::size_t last);
    [[nodiscard]] Result<void> decompress() { return decompress(0, m_cut.chunks.size()); }
    /// Forgets what was decompressed before, so that verify() cannot mistake it for new.
    void spoil();
    /// What decompress() gave is the input.
    [[nodiscard]] bool verify() const;

    [[nodiscard]] std::uint64_t storedBytes(std::size_t first, std::size_t last) const;
    /// With dictionaries, and lengths where there are several chunks.
    [[nodiscard]] std::uint64_t storedBytes() const;
    [[nodiscard]] std::uint64_t rawChunks() const;

    /// What compress() made, with a table and a checksum over both, synced and renamed to `path`.
    [[nodiscard]] Result<void> writeFile(const std::string& path) const;
    /// Maps `path`, checks the checksum and decompresses; verify() speaks about it then.
    [[nodiscard]] Result<void> readFile(const std::string& path);

  private:
    struct Worker {
        std::array<std::unique_ptr<codecs::blocks::BlockCompressor>, 2> compressors; ///< one a dictionary
        std::array<std::unique_ptr<codecs::blocks::BlockDecompressor>, 2> decompressors;
        ByteBuffer staged;                    ///< a chunk behind the stage, as it comes back
        formats::columns::JoinedPaths joined; ///< chunks behind one another, as this worker got them
        std::optional<Error> error;
    };
    struct Stored {
        std::uint64_t slot = 0; ///< in LabRoom::stored
        std::uint64_t room = 0;
        std::uint64_t size = 0;
        bool raw = false; ///< the codec made it no smaller
    };
    struct Returned {
        std::size_t worker = 0;
        std::uint64_t begin = 0; ///< in that worker's joined frames
        std::uint64_t size = 0;
    };
    using ChunkBody = Result<void> (LabCase::*)(std::size_t worker, std::size_t chunk);

    LabCase(const PlannedRow& planned, const LabCut& cut, LabRoom& room, const WorkContext& context);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> forChunks(std::size_t first, std::size_t last, ChunkBody body);
    [[nodiscard]] Result<void> compressChunk(std::size_t worker, std::size_t chunk);
    [[nodiscard]] Result<void> decompressChunk(std::size_t worker, std::size_t chunk);
    [[nodiscard]] bool staged() const { return m_cut.stage != kNoStage; }
    [[nodiscard]] std::size_t foldOf(std::size_t chunk) const {
        return m_cut.dictionaries ? m_cut.dictionaries->fold[chunk] : 0;
    }
    [[nodiscard]] codecs::blocks::BlockSettings settings(std::size_t fold) const;

    const codecs::blocks::BlockCodec& m_codec;
    const results::LabRow m_row;
    const LabCut& m_cut;
    LabRoom& m_room;
    WorkContext m_context; ///< of single chunks: without progress and threads
    Executor* m_executor;
    std::vector<Worker> m_workers;
    std::vector<Stored> m_stored;
    std::vector<Returned> m_returned;
    io::SourcePtr m_file; ///< while it is read from; null = the room
    std::vector<ByteView> m_fileChunks;
};

} // namespace spacebench::jobs
