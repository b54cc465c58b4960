// SPDX-License-Identifier: Apache-2.0
//
// How a worker tells its parent what it measures while it measures: a ring of fixed records in shared memory
// (Boost.Interprocess over a file without a name), one writer, one reader, two atomic counters and no lock:
// a worker that is killed at any instruction leaves whole records and nothing held. A full ring makes the
// writer drop progress records and count them; samples and failures wait up to a second for room.
//
// The writer is not trusted: lengths and kinds are checked by the reader, counters that run backwards or too
// far are an error.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

namespace spacebench::jobs::worker {

enum class RecordKind : std::uint32_t { Progress = 1, Sample = 2, Failure = 3, End = 4 };

struct RingRecord {
    RecordKind kind = RecordKind::Progress;
    std::string
        payload; ///< of Sample and Failure: JSON; longer ones are cut into several records and joined here
    std::uint64_t done = 0; ///< of Progress
};

/// What a ring holds: so many slots are enough to read all that a writer who has ended sent.
inline constexpr std::uint64_t kRingSlots = 256;

/// The parent's end. Gone with everything in it when destroyed, whoever was killed.
class RingReader {
  public:
    [[nodiscard]] static Result<std::unique_ptr<RingReader>> create();
    ~RingReader();
    RingReader(const RingReader&) = delete;
    RingReader& operator=(const RingReader&) = delete;
    /// A name under which a child of this process can open it.
    [[nodiscard]] std::string path() const;
    /// The next whole record; nullopt = none yet. Corrupt where the writer broke the ring.
    [[nodiscard]] Result<std::optional<RingRecord>> next();
    /// The same for a reader that has more to do: takes each slot that it reads off `slots`, those of a
    /// record that goes on as well, and gives nullopt when none is left. A later call goes on from there.
    [[nodiscard]] Result<std::optional<RingRecord>> next(std::uint64_t& slots);
    [[nodiscard]] std::uint64_t dropped() const; ///< progress records that found no room

  private:
    RingReader();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The worker's end.
class RingWriter {
  public:
    [[nodiscard]] static Result<std::unique_ptr<RingWriter>> open(const std::string& path);
    ~RingWriter();
    RingWriter(const RingWriter&) = delete;
    RingWriter& operator=(const RingWriter&) = delete;
    void progress(std::uint64_t done); ///< never waits
    /// LimitExceeded where the parent makes no room within `patienceNs`; the parent then sees no record.
    [[nodiscard]] Result<void> send(RecordKind kind, std::string_view payload,
                                    std::uint64_t patienceNs = 1'000'000'000);

  private:
    RingWriter();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace spacebench::jobs::worker
