// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/path_store.h"

#include <boost/container/small_vector.hpp>
#include <boost/container/vector.hpp>

#include "base/byte_buffer.h"

namespace spacebench::jobs::pipeline {

namespace {

namespace container = boost::container;

template <class Allocator>
using PlainBuffer = container::vector<Byte, Allocator>;
template <class Allocator>
using InlineBuffer = container::small_vector<Byte, kInlineBytes, Allocator>;

template <template <class> class BufferOf, template <class> class AllocatorOf>
class TypedStore final : public PathStore {
  public:
    explicit TypedStore(PathCopier copier) : m_copier(copier) {}

    Result<void> addRanges(std::size_t count) override {
        return guarded([&] {
            for (std::size_t i = 0; i < count; ++i) m_ranges.push_back(std::make_unique<Range>());
        });
    }
    std::size_t ranges() const override { return m_ranges.size(); }

    Result<void> begin(std::size_t range, Arena* arena, std::uint64_t paths) override {
        return guarded([&] {
            Range& part = *m_ranges[range];
            if constexpr (kPooled) {
                part.list.emplace(AllocatorOf<Buffer>(*arena));
                part.arena = arena;
            } else {
                static_cast<void>(arena);
                part.list.emplace();
            }
            part.list->reserve(paths);
        });
    }

    Result<void> add(std::size_t range, std::span<const ByteView> paths, const Byte* readableEnd) override {
        return guarded([&] {
            Range& part = *m_ranges[range];
            List& list = *part.list;
            for (const ByteView path : paths) {
                if (list.size() == list.capacity() && !list.empty()) ++part.counts.growths;
                if constexpr (kPooled)
                    list.emplace_back(typename Buffer::allocator_type(AllocatorOf<Byte>(*part.arena)));
                else
                    list.emplace_back();
                const std::size_t size = m_copier.copiedBytes(path.size());
                list.back().resize(size, container::default_init); // zeros would be a second copy
                m_copier.copy(list.back().data(), path, readableEnd);
                count(part.counts, size);
            }
        });
    }

    std::uint64_t size(std::size_t range) const override {
        const auto& list = m_ranges[range]->list;
        return list ? list->size() : 0;
    }

    std::size_t views(std::size_t range, std::uint64_t first, std::span<ByteView> out) const override {
        const std::size_t count = std::min<std::size_t>(out.size(), size(range) - first);
        for (std::size_t i = 0; i < count; ++i) {
            const Buffer& buffer = (*m_ranges[range]->list)[first + i];
            out[i] = {buffer.data(), buffer.size()};
        }
        return count;
    }

    Counts counts() const override {
        Counts sum;
        for (const auto& part : m_ranges) {
            sum.heap += part->counts.heap;
            sum.inside += part->counts.inside;
            sum.pooled += part->counts.pooled;
            sum.growths += part->counts.growths;
        }
        return sum;
    }

  private:
    using Buffer = BufferOf<AllocatorOf<Byte>>;
    using List = std::vector<Buffer, AllocatorOf<Buffer>>;
    static constexpr bool kPooled = std::is_same_v<AllocatorOf<Byte>, ArenaAllocator<Byte>>;
    static constexpr bool kInline = std::is_same_v<Buffer, InlineBuffer<AllocatorOf<Byte>>>;

    struct Range {
        std::optional<List> list;
        Arena* arena = nullptr;
        Counts counts;
    };

    static void count(Counts& counts, std::size_t size) {
        if (size == 0 || (kInline && size <= kInlineBytes))
            ++counts.inside;
        else if (kPooled)
            ++counts.pooled;
        else
            ++counts.heap;
    }
    template <class Work>
    static Result<void> guarded(Work work) {
        try {
            work();
        } catch (const std::exception&) { // bad_alloc or length_error
            return ByteBuffer::outOfMemory(0);
        }
        return {};
    }

    PathCopier m_copier;
    std::vector<std::unique_ptr<Range>> m_ranges; ///< apart: threads write to neighbours
};

} // namespace

std::uint64_t PathStore::total() const {
    std::uint64_t sum = 0;
    for (const std::size_t range : order) sum += size(range);
    return sum;
}

std::unique_ptr<PathStore> makePathStore(bool pool, bool inlinePaths, PathCopier copier) {
    if (pool && inlinePaths) return std::make_unique<TypedStore<InlineBuffer, ArenaAllocator>>(copier);
    if (pool) return std::make_unique<TypedStore<PlainBuffer, ArenaAllocator>>(copier);
    if (inlinePaths) return std::make_unique<TypedStore<InlineBuffer, HeapAllocator>>(copier);
    return std::make_unique<TypedStore<PlainBuffer, HeapAllocator>>(copier);
}

PathWalk::PathWalk(const PathStore& store, std::uint64_t begin, std::uint64_t end)
    : m_store(store), m_first(begin), m_left(end - begin), m_batch(kBatchPaths) {
    while (m_place < store.order.size() && m_first >= store.size(store.order[m_place]))
        m_first -= store.size(store.order[m_place++]);
}

std::span<const ByteView> PathWalk::next() {
    while (m_left != 0 && m_place < m_store.order.size()) {
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, kBatchPaths));
        const std::size_t count =
            m_store.views(m_store.order[m_place], m_first, std::span(m_batch).first(wanted));
        m_first += count;
        m_left -= count;
        if (count != 0) return std::span<const ByteView>(m_batch).first(count);
        ++m_place;
        m_first = 0;
    }
    return {};
}

} // namespace spacebench::jobs::pipeline
