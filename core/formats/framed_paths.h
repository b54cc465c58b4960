// SPDX-License-Identifier: Apache-2.0
//
// The framing that `.paths`, MTTS and PATHMAP1 share: `[u32 length][bytes]` a path, after a `u64` count in
// the latter two (formats.md, 2, 4 and 5). No count and no length is believed: memory is taken for bytes that
// are there, and what stands before the damage is kept.
#pragma once

#include <functional>

#include "formats/format.h"
#include "io/page_budget.h"
#include "space/memory_space.h"

namespace spacebench::formats {

enum class ByteOrder { Little, Big };

inline constexpr std::size_t kLengthBytes = 4;
inline constexpr std::size_t kCountBytes = 8;

[[nodiscard]] std::uint32_t loadLength(const Byte* at, ByteOrder order);
[[nodiscard]] std::uint64_t loadCount(const Byte* at, ByteOrder order);
void storeLength(Byte* at, std::uint32_t length, ByteOrder order);
void storeCount(Byte* at, std::uint64_t count, ByteOrder order);

/// The complete frames that some bytes start with.
struct FrameScan {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;     ///< that they take
    std::optional<Error> damage; ///< why there is no further frame though there should be one
};

/// Walks frames from the start of `bytes`: `wanted` of them, or all up to the end. `origin` is the offset of
/// bytes[0] that errors count from, and that `pages`, where given, counts from. Fails only where cancelled.
[[nodiscard]] Result<FrameScan> scanFrames(ByteView bytes, ByteOrder order,
                                           std::optional<std::uint64_t> wanted, std::uint64_t origin,
                                           const WorkContext& context, io::PageBudget* pages = nullptr);

/// Why the frame at `offset` is none, with `left` bytes from there to the end. `length` is what its length
/// field says, where there is a whole one; of `declared` frames `read` came before.
[[nodiscard]] Error frameFault(std::uint64_t offset, std::uint64_t left, std::uint32_t length,
                               std::uint64_t declared, std::uint64_t read);
/// `left` bytes at `offset` where the declared frames have ended.
[[nodiscard]] Error framesFollow(std::uint64_t offset, std::uint64_t left, std::uint64_t declared);

/// Moves an error of decompressed data to the place in the file that it came from, and keeps both offsets.
[[nodiscard]] Error inFile(Error error, const codecs::Codec& codec, ByteView stored, std::uint64_t origin);

[[nodiscard]] Finding emptyPathFinding(std::string_view formatId);

/// `u64 count` and its frames, as little-endian frames in memory.
struct PathSection {
    ByteBuffer frames;
    std::uint64_t declared = 0;     ///< the count that the section claims
    std::uint64_t read = 0;         ///< frames that are there
    std::uint64_t sectionBytes = 0; ///< count and frames, in the form they had
    std::optional<Error> damage;    ///< offsets are offsets in the file
};

/// The section at the start of `bytes`, which lie at `origin` in the file. What follows it is the caller's.
[[nodiscard]] Result<PathSection> readPathSection(ByteView bytes, ByteOrder order, std::uint64_t origin,
                                                  const WorkContext& context);

/// The section that `stored`, at `origin` in the file, decompresses to; all of it must belong to the section.
/// `consumed` gets the compressed bytes used. Limits are damage: what was decompressed before stays.
[[nodiscard]] Result<PathSection> readCompressedPathSection(const codecs::Codec& codec, ByteView stored,
                                                            std::uint64_t origin, std::uint64_t& consumed,
                                                            const WorkContext& context);

/// Where in `stored` the decoder stands when it has produced `rawOffset` bytes: the place to name when the
/// decompressed bytes are at fault. Decompresses again; for error paths.
[[nodiscard]] std::uint64_t storedOffsetOf(const codecs::Codec& codec, ByteView stored,
                                           std::uint64_t rawOffset);

/// After LimitExceeded memory is what is short: cuts `frames` to a beginning that is enough for a partial
/// view. (A bomb of zeros would be millions of empty paths.)
void keepPartialView(ByteBuffer& frames);

struct BuiltSpace {
    std::shared_ptr<const space::MemorySpace> space;
    bool asStored = false;       ///< the frames were sorted and unique: path i is frame i
    std::optional<Error> damage; ///< offset counts from the first frame
};

/// Disorder and duplicates as findings: "FORMAT.unsorted", "FORMAT.duplicates".
void appendOrderFindings(const space::BuildNotes& notes, std::string_view formatId, Findings& findings);

/// A space from little-endian frames. Disorder, duplicates and the empty path become findings
/// ("FORMAT.unsorted", "FORMAT.duplicates", "FORMAT.empty_path"): they are legal.
[[nodiscard]] Result<BuiltSpace> buildSpace(ByteBuffer frames, std::string_view formatId, Findings& findings,
                                            const WorkContext& context);

struct FrameTotals {
    std::uint64_t paths = 0;
    std::uint64_t bytes = 0; ///< framed
};

inline constexpr std::size_t kWriteBlockBytes = std::size_t{256} << 10;

/// Hands all paths of `space` to `take` as frames, in order, in blocks of about `blockBytes`: what the taker
/// likes to get at a time. Memory: one block at most, and the longest path.
[[nodiscard]] Result<FrameTotals> writeFrames(const space::Space& space, ByteOrder order,
                                              const std::function<Result<void>(ByteView)>& take,
                                              const WorkContext& context,
                                              std::size_t blockBytes = kWriteBlockBytes);

/// The error where a space spells more than Limits::expandedBytes.
[[nodiscard]] Error tooMuchToWrite(const Limits& limits);

/// Paths in `space`, for the count that stands before the frames. LimitExceeded where shared subtrees spell
/// more than can be counted.
[[nodiscard]] Result<space::PathTotals> totalsForWriting(const space::Space& space,
                                                         const WorkContext& context);

/// `content.space`, or Unsupported where there are no paths to write.
[[nodiscard]] Result<const space::Space*> spaceToWrite(const space::SpaceContent& content,
                                                       const FormatInfo& info);

/// Sets `opened.damage` where none is set yet, and adds the finding that says the same.
void reportDamage(Opened& opened, Error error, std::string findingId, const std::string& fileName);

} // namespace spacebench::formats
