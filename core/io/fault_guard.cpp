// SPDX-License-Identifier: Apache-2.0
#include "io/fault_guard.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spacebench::io {

/// `generation` is odd while the slot is in use; the handler reads it before and after the bounds, so that it
/// never pairs the bounds of two different mappings.
struct FaultGuard::Slot {
    std::atomic<bool> taken{false};
    std::atomic<std::uint64_t> generation{0};
    std::atomic<std::uintptr_t> begin{0};
    std::atomic<std::uintptr_t> end{0};
    std::atomic<int> descriptor{-1};
    std::atomic<Damage> damage{Damage::None};
};

namespace {

constexpr std::size_t kSlots = 1024;

// What a signal handler needs cannot be passed in: this is the one piece of process-wide state in io/.
constinit std::array<FaultGuard::Slot, kSlots> g_slots{};
constinit std::atomic<std::size_t> g_slotsUsed{0}; ///< slots at and above this were never taken
constinit std::uintptr_t g_pageMask = 0;
constinit struct sigaction g_previous {};

/// The slot whose range holds `address`. Async-signal-safe.
FaultGuard::Slot* slotOf(std::uintptr_t address) {
    const std::size_t used = g_slotsUsed.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < used; ++i) {
        FaultGuard::Slot& slot = g_slots[i];
        const std::uint64_t before = slot.generation.load(std::memory_order_acquire);
        if (before % 2 == 0) continue;
        const std::uintptr_t begin = slot.begin.load(std::memory_order_acquire);
        const std::uintptr_t end = slot.end.load(std::memory_order_acquire);
        if (slot.generation.load(std::memory_order_acquire) != before) continue;
        if (address >= begin && address < end) return &slot;
    }
    return nullptr;
}

/// Zero pages over what is gone; false where the kernel refuses. Async-signal-safe: fstat and mmap are bare
/// system calls.
bool replacePages(FaultGuard::Slot& slot, std::uintptr_t address) {
    const std::uintptr_t page = address & g_pageMask;
    const std::uintptr_t begin = slot.begin.load(std::memory_order_relaxed);
    const std::uintptr_t end = slot.end.load(std::memory_order_relaxed);
    std::uintptr_t stop = page + (~g_pageMask + 1);
    FaultGuard::Damage damage = FaultGuard::Damage::DeviceFailed;
    struct stat status {};
    if (fstat(slot.descriptor.load(std::memory_order_relaxed), &status) == 0 &&
        static_cast<std::uintptr_t>(status.st_size) <= page - begin) {
        // Everything from here to the end is gone: one mapping instead of one a page, of which the kernel
        // allows 65,530.
        stop = (end + ~g_pageMask) & g_pageMask;
        damage = FaultGuard::Damage::Shrank;
    }
    // The address comes from the kernel as a number; there is no other way to name it.
    void* const at = reinterpret_cast<void*>(page); // NOLINT(performance-no-int-to-ptr)
    if (mmap(at, stop - page, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) ==
        MAP_FAILED)
        return false;
    slot.damage.store(damage, std::memory_order_release);
    return true;
}

void passOn(int signal, siginfo_t* info, void* context) {
    if ((g_previous.sa_flags & SA_SIGINFO) != 0 && g_previous.sa_sigaction != nullptr) {
        g_previous.sa_sigaction(signal, info, context);
        return;
    }
    if (g_previous.sa_handler != SIG_DFL && g_previous.sa_handler != SIG_IGN) {
        g_previous.sa_handler(signal);
        return;
    }
    const bool sentByProcess = info->si_code <= 0;
    if (g_previous.sa_handler == SIG_IGN && sentByProcess) return;
    // On return a fault happens again, now with the default action; a signal sent by a process has to be
    // sent again.
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    sigaction(signal, &standard, nullptr);
    if (sentByProcess) raise(signal);
}

void onBusError(int signal, siginfo_t* info, void* context) {
    const int savedErrno = errno;
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    FaultGuard::Slot* slot = info->si_code > 0 ? slotOf(address) : nullptr;
    if (slot == nullptr || !replacePages(*slot, address)) passOn(signal, info, context);
    errno = savedErrno;
}

void installOnce() {
    static std::once_flag once;
    std::call_once(once, [] {
        g_pageMask = ~(static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE)) - 1);
        struct sigaction action {};
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        sigaction(SIGBUS, &action, &g_previous);
    });
}

} // namespace

FaultGuard::FaultGuard(const void* begin, std::size_t size, int descriptor) {
    installOnce();
    for (std::size_t i = 0; i < kSlots; ++i) {
        Slot& slot = g_slots[i];
        if (slot.taken.exchange(true, std::memory_order_acq_rel)) continue;
        // Released one by one: a handler that sees a new bound also sees that the old generation is over.
        slot.begin.store(reinterpret_cast<std::uintptr_t>(begin), std::memory_order_release);
        slot.end.store(reinterpret_cast<std::uintptr_t>(begin) + size, std::memory_order_release);
        slot.descriptor.store(descriptor, std::memory_order_relaxed);
        slot.damage.store(Damage::None, std::memory_order_relaxed);
        slot.generation.fetch_add(1, std::memory_order_release);
        std::size_t used = g_slotsUsed.load(std::memory_order_relaxed);
        while (used <= i && !g_slotsUsed.compare_exchange_weak(used, i + 1, std::memory_order_release)) {
        }
        m_slot = &slot;
        return;
    }
}

FaultGuard::~FaultGuard() {
    if (m_slot == nullptr) return;
    m_slot->generation.fetch_add(1, std::memory_order_release);
    m_slot->taken.store(false, std::memory_order_release);
}

FaultGuard::Damage FaultGuard::damage() const {
    return m_slot == nullptr ? Damage::None : m_slot->damage.load(std::memory_order_acquire);
}

} // namespace spacebench::io
