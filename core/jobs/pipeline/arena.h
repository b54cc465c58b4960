// SPDX-License-Identifier: Apache-2.0
//
// M2: memory for path and string buffers that is handed out piece by piece, given back all at once, and kept
// for the next run. An arena belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#include "base/bytes.h"

namespace spacebench::jobs::pipeline {

class Arena {
  public:
    explicit Arena(bool hugePages = false) : m_hugePages(hugePages) {}

    /// Aligned for any object. Throws std::bad_alloc: containers allocate from it.
    [[nodiscard]] void* allocate(std::size_t bytes);
    /// Everything handed out is void; the memory stays.
    void rewind();
    /// Handed out since rewind() from memory that was there before.
    [[nodiscard]] std::uint64_t reusedBytes() const { return m_reused; }

  private:
    struct Free {
        void operator()(Byte* memory) const { std::free(memory); }
    };
    struct Block {
        std::unique_ptr<Byte[], Free> memory;
        std::size_t size = 0;
        bool kept = false;  ///< of an earlier run
        bool taken = false; ///< large blocks only
    };
    static constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
    static constexpr std::size_t kLargeBytes = kBlockBytes / 4; ///< from here on a block of its own

    [[nodiscard]] Block make(std::size_t bytes) const;
    [[nodiscard]] void* allocateLarge(std::size_t bytes);

    bool m_hugePages;
    std::vector<Block> m_blocks;
    std::vector<Block> m_large;
    std::size_t m_current = 0; ///< of m_blocks
    std::size_t m_used = 0;    ///< of the current one
    std::uint64_t m_reused = 0;
};

/// The arenas of a pipeline: one a thread and memory node. Any thread.
class ArenaPool {
  public:
    explicit ArenaPool(bool hugePages = false) : m_hugePages(hugePages) {}
    /// The same arena for the same numbers, as long as the pool lives.
    [[nodiscard]] Arena& arena(unsigned node, unsigned worker);
    /// No arena is in use.
    void rewind();
    [[nodiscard]] std::uint64_t reusedBytes() const;

  private:
    bool m_hugePages;
    mutable std::mutex m_mutex;
    std::map<std::pair<unsigned, unsigned>, Arena> m_arenas; ///< guarded by m_mutex; addresses stay
};

/// The heap for containers that may as well have an arena.
template <class T>
using HeapAllocator = std::allocator<T>;

template <class T>
struct ArenaAllocator {
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    explicit ArenaAllocator(Arena& from) : arena(&from) {}
    template <class U>
    ArenaAllocator(const ArenaAllocator<U>& other) noexcept // NOLINT(google-explicit-constructor)
        : arena(other.arena) {}
    T* allocate(std::size_t count) { return static_cast<T*>(arena->allocate(count * sizeof(T))); }
    void deallocate(T*, std::size_t) noexcept {}
    bool operator==(const ArenaAllocator&) const = default;

    Arena* arena;
};

} // namespace spacebench::jobs::pipeline
