// SPDX-License-Identifier: Apache-2.0
#include "space/path_sort.h"

#include <new>

#include "base/huge_pages.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kRadixFrom = 192;         ///< below this, comparing beats counting 256 buckets
constexpr std::size_t kInsertionUpTo = 12;      ///< below this, insertion beats std::sort
constexpr std::size_t kParallelFrom = 1u << 15; ///< entries that are worth another thread
constexpr std::size_t kEntriesBetweenPolls = 1u << 16;
constexpr std::size_t kPrefetchAhead = 24;

/// Entries [begin, end) share their first `depth` bytes; their windows hold the 8 bytes from there.
struct Group {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

class FrameSorter {
  public:
    FrameSorter(const Byte* arena, SortEntry* entries, SortEntry* scratch, const WorkContext& context)
        : m_arena(arena), m_entries(entries), m_scratch(scratch), m_context(context) {}

    /// Sorts `root`. Groups of at most `handOverFrom` entries go to `handOver` instead, where there is one.
    Result<void> sort(Group root, std::size_t handOverFrom, std::vector<Group>* handOver) {
        m_open.push_back(root);
        while (!m_open.empty()) {
            const Group group = m_open.back();
            m_open.pop_back();
            if (handOver != nullptr && group.size() <= handOverFrom) {
                handOver->push_back(group);
                continue;
            }
            SB_CHECK(m_context.poll());
            SB_CHECK(group.size() < kRadixFrom ? sortSmall(group) : splitByByte(group));
        }
        return {};
    }

    Result<void> loadWindows(const Group& group) {
        return inChunks(group, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (i + kPrefetchAhead < group.end)
                    __builtin_prefetch(m_arena + m_entries[i + kPrefetchAhead].frame + 4 + group.depth);
                m_entries[i].window = windowAt(m_entries[i].frame, group.depth);
            }
        });
    }

  private:
    /// body(begin, end) for stretches of `group` between which work can be cancelled.
    template <class Body>
    Result<void> inChunks(const Group& group, Body body) {
        for (std::size_t begin = group.begin; begin < group.end; begin += kEntriesBetweenPolls) {
            SB_CHECK(m_context.poll());
            body(begin, std::min(group.end, begin + kEntriesBetweenPolls));
        }
        return {};
    }

    [[nodiscard]] std::size_t lengthOf(std::uint64_t frame) const { return loadU32(m_arena + frame); }

    /// Eight bytes of the path from `depth` on, big-endian, zeros after its end.
    [[nodiscard]] std::uint64_t windowAt(std::uint64_t frame, std::size_t depth) const {
        const std::size_t length = lengthOf(frame);
        const Byte* bytes = m_arena + frame + 4;
        if (length >= depth + 8) return __builtin_bswap64(loadU64(bytes + depth));
        if (length <= depth) return 0;
        const std::size_t rest = length - depth;
        // The length field lies before the path, so eight bytes that end with it can always be read.
        if (length >= 4) return __builtin_bswap64(loadU64(bytes + length - 8) >> (8 * (8 - rest)));
        std::uint64_t window = 0;
        std::memcpy(&window, bytes + depth, rest);
        return __builtin_bswap64(window);
    }

    [[nodiscard]] bool before(const SortEntry& a, const SortEntry& b, std::size_t depth) const {
        if (a.window != b.window) return a.window < b.window;
        const std::size_t aLength = lengthOf(a.frame);
        const std::size_t bLength = lengthOf(b.frame);
        const std::size_t shared = std::min(depth + 8, std::min(aLength, bLength));
        const ByteView aRest{m_arena + a.frame + 4 + shared, aLength - shared};
        const ByteView bRest{m_arena + b.frame + 4 + shared, bLength - shared};
        const int order = compareBytes(aRest, bRest);
        return order != 0 ? order < 0 : a.frame < b.frame;
    }

    Result<void> sortSmall(const Group& group) {
        SortEntry* const first = m_entries + group.begin;
        SortEntry* const last = m_entries + group.end;
        if (group.size() <= kInsertionUpTo) {
            for (SortEntry* at = first + 1; at < last; ++at) {
                const SortEntry entry = *at;
                SortEntry* to = at;
                for (; to > first && before(entry, to[-1], group.depth); --to) *to = to[-1];
                *to = entry;
            }
            return {};
        }
        std::sort(first, last, [](const SortEntry& a, const SortEntry& b) { return a.window < b.window; });
        for (std::size_t i = group.begin; i < group.end;) {
            std::size_t end = i + 1;
            while (end < group.end && m_entries[end].window == m_entries[i].window) ++end;
            if (end - i > 1) SB_CHECK(goDeeper({i, end, group.depth}));
            i = end;
        }
        return {};
    }

    /// One counting pass by the first byte in which windows differ; buckets become groups.
    Result<void> splitByByte(const Group& group) {
        std::uint64_t differing = 0;
        const std::uint64_t first = m_entries[group.begin].window;
        SB_CHECK(inChunks(group, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) differing |= m_entries[i].window ^ first;
        }));
        if (differing == 0) return goDeeper(group);
        const unsigned shift = (63U - static_cast<unsigned>(__builtin_clzll(differing))) / 8 * 8;
        std::size_t starts[257] = {};
        SB_CHECK(inChunks(group, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) ++starts[(m_entries[i].window >> shift & 0xFF) + 1];
        }));
        starts[0] = group.begin;
        for (std::size_t b = 0; b < 256; ++b) starts[b + 1] += starts[b];
        std::size_t fill[256];
        std::copy_n(starts, 256, fill);
        SB_CHECK(inChunks(group, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                m_scratch[fill[m_entries[i].window >> shift & 0xFF]++] = m_entries[i];
        }));
        SB_CHECK(inChunks(group, [&](std::size_t begin, std::size_t end) {
            std::copy(m_scratch + begin, m_scratch + end, m_entries + begin);
        }));
        for (std::size_t b = 256; b-- > 0;) {
            if (starts[b + 1] - starts[b] > 1) m_open.push_back({starts[b], starts[b + 1], group.depth});
        }
        return {};
    }

    /// All windows of `group` are equal: paths that end within them first, by length; the others by what
    /// follows.
    Result<void> goDeeper(const Group& group) {
        const std::size_t depth = group.depth + 8;
        std::size_t rest = group.begin;
        std::size_t shared = SIZE_MAX;
        ByteView pattern;
        SB_CHECK(inChunks(group, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (i + kPrefetchAhead < group.end)
                    __builtin_prefetch(m_arena + m_entries[i + kPrefetchAhead].frame);
                const std::uint64_t frame = m_entries[i].frame;
                const std::size_t length = lengthOf(frame);
                if (length <= depth) {
                    std::swap(m_entries[i], m_entries[rest++]);
                    continue;
                }
                // Groups that share much more than a window (deep atoms) skip it in one go.
                const ByteView below{m_arena + frame + 4 + depth, length - depth};
                if (shared == SIZE_MAX) {
                    pattern = below;
                    shared = below.size();
                } else if (shared > 0) {
                    shared = commonPrefix(pattern.first(shared), below);
                }
            }
        }));
        std::sort(m_entries + group.begin, m_entries + rest, [this](const SortEntry& a, const SortEntry& b) {
            const std::size_t aLength = lengthOf(a.frame);
            const std::size_t bLength = lengthOf(b.frame);
            return aLength != bLength ? aLength < bLength : a.frame < b.frame;
        });
        if (group.end - rest < 2) return {};
        const Group below{rest, group.end, depth + shared};
        m_open.push_back(below);
        return loadWindows(below);
    }

    const Byte* m_arena;
    SortEntry* m_entries;
    SortEntry* m_scratch;
    const WorkContext& m_context;
    std::vector<Group> m_open;
};

/// Room for `count` entries, and where it has to be made anew for somewhat more (which stays untouched): the
/// next sort of its kind will not be of the very same size. The old room goes first.
void makeRoom(std::vector<SortEntry>& entries, std::size_t count, std::size_t headroom) {
    if (entries.capacity() >= count) return;
    entries = {};
    entries.reserve(count + headroom);
    preferHugePages(entries.data(), count * sizeof(SortEntry));
}

Result<void> sortAll(const Byte* arena, const std::vector<std::uint64_t>& starts, SortRoom& room,
                     std::size_t headroom, const WorkContext& context) {
    const std::size_t count = starts.size();
    std::vector<SortEntry>& entries = room.entries;
    std::vector<SortEntry>& scratch = room.scratch;
    makeRoom(entries, count, headroom);
    makeRoom(scratch, count, headroom);
    entries.clear();
    for (const std::uint64_t start : starts) entries.push_back({0, start});
    scratch.resize(count);

    const Group all{0, count, 0};
    FrameSorter sorter(arena, entries.data(), scratch.data(), context);
    SB_CHECK(sorter.loadWindows(all));
    const unsigned threads = context.executor == nullptr ? 1 : context.executor->concurrency();
    if (threads < 2 || count < kParallelFrom) {
        return sorter.sort(all, 0, nullptr);
    }
    // Split on this thread until the groups are small enough to be shared out.
    std::vector<Group> groups;
    SB_CHECK(sorter.sort(all, std::max(count / (std::size_t{threads} * 8), kRadixFrom), &groups));
    std::atomic<bool> stopped{false};
    context.executor->parallelFor(groups.size(), [&](std::size_t i) {
        FrameSorter part(arena, entries.data(), scratch.data(), context);
        try {
            if (!stopped.load(std::memory_order_relaxed) && part.sort(groups[i], 0, nullptr).ok()) return;
        } catch (const std::bad_alloc&) {
        }
        stopped.store(true, std::memory_order_relaxed);
    });
    if (stopped) {
        SB_CHECK(context.poll());
        return ByteBuffer::outOfMemory(groups.size() * sizeof(Group));
    }
    return {};
}

} // namespace

Result<std::vector<SortEntry>> sortFrames(const Byte* arena, const std::vector<std::uint64_t>& starts,
                                          const WorkContext& context) {
    SortRoom room;
    try {
        SB_CHECK(sortAll(arena, starts, room, 0, context));
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(starts.size() * 2 * sizeof(SortEntry));
    }
    return std::move(room.entries);
}

Result<void> sortFrames(const Byte* arena, const std::vector<std::uint64_t>& starts, SortRoom& room,
                        const WorkContext& context) {
    try {
        return sortAll(arena, starts, room, starts.size() / 4, context);
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(starts.size() * 2 * sizeof(SortEntry));
    }
}

} // namespace spacebench::space
