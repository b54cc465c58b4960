// SPDX-License-Identifier: Apache-2.0
#include "jobs/worker/ring.h"

#include <atomic>
#include <cerrno>

#include <fmt/format.h>
#include <poll.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "io/shared_memory.h"

namespace spacebench::jobs::worker {

namespace {

constexpr std::uint64_t kMagic = 0x31474E4952425053; ///< "SPBRING1"
constexpr std::uint64_t kKeptFree = 16; ///< slots that progress does not take: samples need not wait
constexpr std::size_t kPayloadBytes = 488;
constexpr std::size_t kMostJoined = std::size_t{4} << 20; ///< a sample with all its notes has some KiB

struct Slot {
    std::uint32_t kind = 0;
    std::uint32_t length = 0; ///< of the payload in this slot
    std::uint32_t more = 0;   ///< 1 = the next slot goes on with it
    std::uint32_t reserved = 0;
    std::uint64_t done = 0;
    Byte payload[kPayloadBytes];
};
static_assert(sizeof(Slot) == 512);
static_assert(std::is_trivially_copyable_v<Slot>);

/// What both sides map. Counters count slots ever written and read; slot i lies at i % kRingSlots.
struct Shared {
    std::uint64_t magic = kMagic;
    alignas(64) std::atomic<std::uint64_t> written{0};
    alignas(64) std::atomic<std::uint64_t> read{0};
    alignas(64) std::atomic<std::uint64_t> dropped{0};
    alignas(64) Slot slots[kRingSlots];
};
// A lock inside would be held for ever by a process that was killed.
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

bool isKind(std::uint32_t kind) {
    return kind >= static_cast<std::uint32_t>(RecordKind::Progress) &&
           kind <= static_cast<std::uint32_t>(RecordKind::End);
}

Error broken(const char* what, std::uint64_t found) {
    return Error::corrupt(fmt::format("a worker broke the ring to its parent: {}", what))
        .got(std::to_string(found));
}

} // namespace

struct RingReader::Parts {
    std::unique_ptr<io::SharedMemory> memory;
    Shared* shared = nullptr;
    // What the reader believes; the copies in shared memory are for the writer.
    std::uint64_t read = 0;
    std::uint64_t written = 0;
    std::optional<RingRecord> begun; ///< a record whose last part has not come yet
    std::optional<Error> failure;    ///< nothing behind it can be told apart

    [[nodiscard]] Result<std::optional<RingRecord>> next(std::uint64_t& slots);
};

RingReader::RingReader() : m_parts(std::make_unique<Parts>()) {}
RingReader::~RingReader() = default;

Result<std::unique_ptr<RingReader>> RingReader::create() {
    std::unique_ptr<RingReader> made(new RingReader);
    SB_TRY(memory, io::SharedMemory::create(sizeof(Shared)));
    made->m_parts->shared = new (memory->bytes().data()) Shared;
    made->m_parts->memory = std::move(memory);
    return made;
}

std::string RingReader::path() const {
    return m_parts->memory->path();
}

Result<std::optional<RingRecord>> RingReader::Parts::next(std::uint64_t& slots) {
    for (; slots > 0; --slots) {
        const std::uint64_t now = shared->written.load(std::memory_order_acquire);
        if (now < written) return broken("its counter ran backwards", now);
        if (now - read > kRingSlots) return broken("its counter ran too far ahead", now);
        written = now;
        if (read == now) return std::optional<RingRecord>();
        // A copy of its own, once: what is checked must be what is used, whatever the writer does meanwhile.
        const Slot slot = shared->slots[read % kRingSlots];
        shared->read.store(++read, std::memory_order_release);

        if (!isKind(slot.kind)) return broken("a record of no known kind", slot.kind);
        if (slot.length > kPayloadBytes) return broken("a record longer than its place", slot.length);
        if (slot.more > 1) return broken("a record that neither ends nor goes on", slot.more);
        // Else one of empty parts would never end.
        if (slot.more == 1 && slot.length != kPayloadBytes)
            return broken("a part that goes on before it is full", slot.length);
        const auto kind = static_cast<RecordKind>(slot.kind);
        if (begun && begun->kind != kind) return broken("a record inside of another one", slot.kind);
        if (!begun) begun = RingRecord{kind, {}, slot.done};
        begun->payload.append(reinterpret_cast<const char*>(slot.payload), slot.length);
        if (begun->payload.size() > kMostJoined) return broken("an endless record", begun->payload.size());
        if (slot.more == 0) {
            --slots;
            return std::exchange(begun, std::nullopt);
        }
    }
    return std::optional<RingRecord>();
}

Result<std::optional<RingRecord>> RingReader::next() {
    std::uint64_t slots = UINT64_MAX;
    return next(slots);
}

Result<std::optional<RingRecord>> RingReader::next(std::uint64_t& slots) {
    if (m_parts->failure) return *m_parts->failure;
    auto record = m_parts->next(slots);
    if (!record.ok()) m_parts->failure = record.error();
    return record;
}

std::uint64_t RingReader::dropped() const {
    return m_parts->shared->dropped.load(std::memory_order_relaxed);
}

struct RingWriter::Parts {
    std::unique_ptr<io::SharedMemory> memory;
    Shared* shared = nullptr;
    std::uint64_t written = 0;

    [[nodiscard]] std::uint64_t free() const {
        const std::uint64_t waiting = written - shared->read.load(std::memory_order_acquire);
        return waiting < kRingSlots ? kRingSlots - waiting : 0;
    }
    void put(RecordKind kind, std::string_view payload, bool more, std::uint64_t done) {
        Slot& slot = shared->slots[written % kRingSlots];
        slot.kind = static_cast<std::uint32_t>(kind);
        slot.length = static_cast<std::uint32_t>(payload.size());
        slot.more = more ? 1 : 0;
        slot.done = done;
        if (!payload.empty()) std::memcpy(slot.payload, payload.data(), payload.size());
        shared->written.store(++written, std::memory_order_release);
    }
    [[nodiscard]] Result<void> waitForRoom(std::uint64_t patienceNs) const {
        if (free() > 0) return {};
        const SteadyClock clock;
        const std::uint64_t start = clock.nowNs();
        while (free() == 0) {
            if (clock.nowNs() - start > patienceNs)
                return Error::limit("the parent of this worker does not take what it sends");
            ::poll(nullptr, 0, 1);
        }
        return {};
    }
};

RingWriter::RingWriter() : m_parts(std::make_unique<Parts>()) {}
RingWriter::~RingWriter() = default;

Result<std::unique_ptr<RingWriter>> RingWriter::open(const std::string& path) {
    std::unique_ptr<RingWriter> made(new RingWriter);
    SB_TRY(memory, io::SharedMemory::open(path, sizeof(Shared)));
    auto* shared = std::launder(reinterpret_cast<Shared*>(memory->bytes().data()));
    if (shared->magic != kMagic) return Error::invalid("this is no ring of a parent").in(path);
    made->m_parts->written = shared->written.load(std::memory_order_relaxed);
    made->m_parts->shared = shared;
    made->m_parts->memory = std::move(memory);
    return made;
}

void RingWriter::progress(std::uint64_t done) {
    if (m_parts->free() <= kKeptFree) {
        m_parts->shared->dropped.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    m_parts->put(RecordKind::Progress, {}, false, done);
}

Result<void> RingWriter::send(RecordKind kind, std::string_view payload, std::uint64_t patienceNs) {
    if (payload.size() > kMostJoined)
        return Error::limit("a record is too long for the ring")
            .expect(fmt::format("at most {} bytes", kMostJoined))
            .got(std::to_string(payload.size()));
    do {
        SB_CHECK(m_parts->waitForRoom(patienceNs));
        const std::string_view part = payload.substr(0, kPayloadBytes);
        payload.remove_prefix(part.size());
        m_parts->put(kind, part, !payload.empty(), 0);
    } while (!payload.empty());
    return {};
}

} // namespace spacebench::jobs::worker
