// SPDX-License-Identifier: Apache-2.0
//
// Replaces malloc and its kin in the executable that links this file, to count what the whole process
// allocates: the C and C++ libraries, Qt, the codecs. The real functions are the next ones in the search
// order (glibc's, or those of a preloaded allocator). Linked as an object, never from an archive: an archive
// member is taken only where malloc is undefined otherwise.
//
// Nothing in here may allocate, and thread-local data must not need construction. dlsym itself may allocate
// before the real functions are known; those calls are served from a small static buffer.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SPACEBENCH_NO_MALLOC_HOOKS
#endif
#endif
#else
#define SPACEBENCH_NO_MALLOC_HOOKS
#endif

#ifndef SPACEBENCH_NO_MALLOC_HOOKS

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <dlfcn.h>
#include <malloc.h>

#include "measure/allocation_counters.h"

namespace {

using spacebench::measure::allocationCounters;
using spacebench::measure::AllocationCounters;
using spacebench::measure::AllocationSlot;

using Malloc = void* (*)(std::size_t);
using Calloc = void* (*)(std::size_t, std::size_t);
using Realloc = void* (*)(void*, std::size_t);
using Free = void (*)(void*);
using Memalign = void* (*)(std::size_t, std::size_t);
using PosixMemalign = int (*)(void**, std::size_t, std::size_t);
using UsableSize = std::size_t (*)(void*);

struct RealFunctions {
    std::atomic<Malloc> malloc{nullptr};
    std::atomic<Calloc> calloc{nullptr};
    std::atomic<Realloc> realloc{nullptr};
    std::atomic<Free> free{nullptr};
    std::atomic<Memalign> memalign{nullptr};
    std::atomic<Memalign> alignedAlloc{nullptr};
    std::atomic<PosixMemalign> posixMemalign{nullptr};
    std::atomic<UsableSize> usableSize{nullptr};
    std::atomic<bool> known{false};
};
constinit RealFunctions real;
constinit thread_local bool resolving = false;
constinit thread_local AllocationSlot* ownSlot = nullptr;
constinit thread_local bool slotIsShared = false;

/// Memory for calls that arrive while dlsym looks the real functions up. Never given back.
struct BootBuffer {
    static constexpr std::size_t kBytes = 16384;
    static constexpr std::size_t kHeader = 16; ///< holds the block's size, keeps blocks aligned
    alignas(16) unsigned char bytes[kBytes];
    std::atomic<std::size_t> used;

    void* take(std::size_t size) {
        if (size > kBytes) return nullptr;
        const std::size_t room = kHeader + (size + 15) / 16 * 16;
        const std::size_t at = used.fetch_add(room, std::memory_order_relaxed);
        if (at + room > kBytes) return nullptr;
        std::memcpy(bytes + at, &size, sizeof size);
        return bytes + at + kHeader; // static storage: zeroed, as calloc wants
    }
    [[nodiscard]] bool owns(const void* block) const {
        const auto* at = static_cast<const unsigned char*>(block);
        return std::less_equal<>{}(bytes, at) && std::less<>{}(at, bytes + kBytes);
    }
    [[nodiscard]] static std::size_t sizeOf(const void* block) {
        std::size_t size = 0;
        std::memcpy(&size, static_cast<const unsigned char*>(block) - kHeader, sizeof size);
        return size;
    }
};
constinit BootBuffer boot{};

template <class Function>
void lookUp(std::atomic<Function>& slot, const char* name) {
    slot.store(reinterpret_cast<Function>(dlsym(RTLD_NEXT, name)), std::memory_order_relaxed);
}

/// False while the look-up itself allocates: then the boot buffer serves.
bool resolved() {
    if (real.known.load(std::memory_order_acquire)) return true;
    if (resolving) return false;
    resolving = true;
    lookUp(real.malloc, "malloc");
    lookUp(real.calloc, "calloc");
    lookUp(real.realloc, "realloc");
    lookUp(real.free, "free");
    lookUp(real.memalign, "memalign");
    lookUp(real.alignedAlloc, "aligned_alloc");
    lookUp(real.posixMemalign, "posix_memalign");
    lookUp(real.usableSize, "malloc_usable_size");
    real.known.store(true, std::memory_order_release);
    allocationCounters.available.store(true, std::memory_order_relaxed);
    resolving = false;
    return true;
}

template <class Function>
Function get(const std::atomic<Function>& slot) {
    return slot.load(std::memory_order_relaxed);
}

bool counting() {
    return allocationCounters.counting.load(std::memory_order_relaxed) &&
           !spacebench::measure::threadStandsAside;
}

void takeSlot() {
    const std::size_t index = allocationCounters.slotsTaken.fetch_add(1, std::memory_order_acq_rel);
    slotIsShared = index + 1 >= AllocationCounters::kSlots;
    ownSlot = &allocationCounters.slots[std::min(index, AllocationCounters::kSlots - 1)];
}

void addCall(std::size_t bytes) {
    if (ownSlot == nullptr) takeSlot();
    if (slotIsShared) {
        ownSlot->calls.fetch_add(1, std::memory_order_relaxed);
        ownSlot->bytes.fetch_add(bytes, std::memory_order_relaxed);
        return;
    }
    ownSlot->calls.store(ownSlot->calls.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    ownSlot->bytes.store(ownSlot->bytes.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
}

void addLive(std::int64_t bytes) {
    const std::int64_t live =
        allocationCounters.liveBytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    std::int64_t peak = allocationCounters.peakLiveBytes.load(std::memory_order_relaxed);
    while (live > peak &&
           !allocationCounters.peakLiveBytes.compare_exchange_weak(peak, live, std::memory_order_relaxed)) {
    }
}

std::int64_t usable(void* block) {
    return static_cast<std::int64_t>(get(real.usableSize)(block));
}

void* counted(void* block, std::size_t bytes) {
    if (block != nullptr && counting()) {
        addCall(bytes);
        addLive(usable(block));
    }
    return block;
}

} // namespace

extern "C" {

void* malloc(std::size_t size) noexcept {
    if (!resolved()) return boot.take(size);
    return counted(get(real.malloc)(size), size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
    std::size_t bytes = 0;
    const bool tooMuch = __builtin_mul_overflow(count, size, &bytes);
    if (!resolved()) return tooMuch ? nullptr : boot.take(bytes);
    return counted(get(real.calloc)(count, size), bytes);
}

void free(void* block) noexcept {
    if (block == nullptr || boot.owns(block)) return;
    if (!resolved()) return;
    if (counting()) addLive(-usable(block));
    get(real.free)(block);
}

void* realloc(void* block, std::size_t size) noexcept {
    if (block == nullptr) return malloc(size);
    if (boot.owns(block)) {
        void* moved = malloc(size);
        if (moved != nullptr) std::memcpy(moved, block, std::min(size, BootBuffer::sizeOf(block)));
        return moved;
    }
    if (!resolved()) return nullptr;
    if (!counting()) return get(real.realloc)(block, size);
    const std::int64_t before = usable(block);
    void* moved = get(real.realloc)(block, size);
    if (moved != nullptr) {
        const auto wanted = static_cast<std::int64_t>(size);
        addCall(static_cast<std::size_t>(std::max<std::int64_t>(wanted - before, 0)));
        addLive(usable(moved) - before);
    } else if (size == 0) { // glibc: realloc(block, 0) frees
        addLive(-before);
    }
    return moved;
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
    if (!resolved()) return nullptr;
    return counted(get(real.memalign)(alignment, size), size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    if (!resolved()) return nullptr;
    return counted(get(real.alignedAlloc)(alignment, size), size);
}

int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept {
    if (!resolved()) return ENOMEM;
    const int failure = get(real.posixMemalign)(block, alignment, size);
    if (failure == 0) counted(*block, size);
    return failure;
}

std::size_t malloc_usable_size(void* block) noexcept {
    if (block == nullptr) return 0;
    if (boot.owns(block)) return BootBuffer::sizeOf(block);
    return resolved() ? get(real.usableSize)(block) : 0;
}

} // extern "C"

#endif
