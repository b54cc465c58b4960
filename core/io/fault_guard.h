// SPDX-License-Identifier: Apache-2.0
//
// Keeps a mapping readable when its file shrinks or its device fails under it. Touching such a page raises
// SIGBUS; the handler puts zero pages in its place and notes it, so that the reader sees zeros and then an
// error instead of the end of the process.
//
// One handler a process, installed with the first guard; a SIGBUS outside of all guarded ranges goes to the
// handler that was there before, or takes the default action. The table of ranges is fixed and lock-free,
// because a signal handler may neither lock nor allocate. Guards may be made and destroyed on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace spacebench::io {

class FaultGuard {
  public:
    enum class Damage { None, Shrank, DeviceFailed };

    FaultGuard() = default;
    /// Guards `size` bytes at `begin`, mapped read-only and page-aligned from `descriptor` at offset 0. The
    /// mapping and the descriptor must outlive the guard. armed() is false where the table is full.
    FaultGuard(const void* begin, std::size_t size, int descriptor);
    ~FaultGuard();
    FaultGuard(FaultGuard&& other) noexcept : m_slot(std::exchange(other.m_slot, nullptr)) {}
    FaultGuard& operator=(FaultGuard&& other) noexcept {
        std::swap(m_slot, other.m_slot);
        return *this;
    }

    [[nodiscard]] bool armed() const { return m_slot != nullptr; }
    /// What the handler met so far. Any thread.
    [[nodiscard]] Damage damage() const;

    struct Slot;

  private:
    Slot* m_slot = nullptr;
};

} // namespace spacebench::io
