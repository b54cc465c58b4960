// SPDX-License-Identifier: Apache-2.0
#include "space/path_set.h"

#include <new>

#include <fmt/format.h>

#include "base/huge_pages.h"
#include "space/path_sort.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::uint64_t kStepsBetweenPolls = 1u << 16;
constexpr std::size_t kPrefetchAhead = 16;
constexpr std::size_t kCacheLineBytes = 64;

Error outOfMemory(std::size_t wanted) {
    return ByteBuffer::outOfMemory(wanted);
}

/// Most paths lie across two cache lines.
void prefetchFrame(const Byte* frame) {
    __builtin_prefetch(frame);
    __builtin_prefetch(frame + kCacheLineBytes);
}

/// Moves frames in path order to the front of `out`, which may be the arena that they are in as long as
/// they come in its order.
class Compaction {
  public:
    Compaction(Byte* out, std::vector<std::uint64_t>& starts) : m_out(out), m_starts(starts) {}

    /// Appends the frame, or returns false where it equals the one before.
    bool take(const Byte* frame) {
        const std::size_t bytes = kLengthBytes + loadU32(frame);
        // Frames begin with their length: equal frames are equal paths.
        if (m_count != 0 && bytes == m_size - m_last && std::memcmp(frame, m_out + m_last, bytes) == 0)
            return false;
        if (m_out + m_size != frame) std::memmove(m_out + m_size, frame, bytes);
        m_starts[m_count++] = m_size;
        m_last = m_size;
        m_size += bytes;
        return true;
    }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::size_t size() const { return m_size; }

  private:
    Byte* m_out;
    std::vector<std::uint64_t>& m_starts; ///< overwritten from the front
    std::uint64_t m_count = 0;
    std::size_t m_size = 0;
    std::size_t m_last = 0;
};

} // namespace

std::uint64_t PathSet::lowerBound(ByteView wanted) const {
    std::uint64_t low = 0;
    std::uint64_t high = size();
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (compareBytes(path(middle), wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<std::uint64_t> PathSet::find(ByteView wanted) const {
    const std::uint64_t index = lowerBound(wanted);
    if (index == size() || !equalBytes(path(index), wanted)) return std::nullopt;
    return index;
}

PathRange PathSet::withPrefix(ByteView prefix) const {
    PathRange range{lowerBound(prefix), size()};
    std::uint64_t low = range.begin;
    while (low < range.end) {
        const std::uint64_t middle = low + (range.end - low) / 2;
        if (startsWith(path(middle), prefix))
            low = middle + 1;
        else
            range.end = middle;
    }
    return range;
}

Result<void> PathSetBuilder::reserve(std::uint64_t paths, std::uint64_t framedBytes) {
    try {
        m_starts.reserve(static_cast<std::size_t>(paths));
        preferHugePages(m_starts.data(), m_starts.capacity() * sizeof(std::uint64_t));
    } catch (const std::exception&) { // bad_alloc or length_error
        return outOfMemory(static_cast<std::size_t>(paths) * sizeof(std::uint64_t));
    }
    if (!m_arena.reserve(static_cast<std::size_t>(framedBytes)))
        return outOfMemory(static_cast<std::size_t>(framedBytes));
    return {};
}

void PathSetBuilder::note(std::uint64_t index, ByteView previous, ByteView path, std::size_t shared) {
    if (shared == path.size()) {
        if (shared == previous.size())
            ++m_notes.duplicates;
        else
            noteDisorder(index);
    } else if (shared < previous.size() && path[shared] < previous[shared]) {
        noteDisorder(index);
    }
}

Error PathSetBuilder::cutFrame(std::uint64_t at, std::uint64_t left, std::uint64_t length) {
    const bool inLength = left < kLengthBytes;
    return Error::corrupt(inLength ? "the data end inside the length of a path"
                                   : "the data end inside a path")
        .at(at)
        .expect(fmt::format("{} bytes", inLength ? kLengthBytes : length))
        .got(fmt::format("{} bytes up to the end", inLength ? left : left - kLengthBytes));
}

void PathSetBuilder::noteDisorder(std::uint64_t index) {
    if (!m_notes.outOfOrder) m_notes.firstDisorder = index;
    m_notes.outOfOrder = true;
}

Result<void> PathSetBuilder::add(ByteView path, std::uint64_t value) {
    SB_CHECK(addAscending(path, value));
    if (m_starts.size() > 1) {
        const Byte* before = m_arena.data() + m_starts[m_starts.size() - 2];
        const ByteView previous{before + kLengthBytes, loadU32(before)};
        note(m_notes.added - 1, previous, path, commonPrefix(previous, path));
    }
    return {};
}

Result<void> PathSetBuilder::addAscending(ByteView path, std::uint64_t value) {
    if (path.size() > UINT32_MAX)
        return Error::limit("the path is too long")
            .expect(fmt::format("at most {} bytes", UINT32_MAX))
            .got(fmt::format("{} bytes", path.size()));
    try {
        const std::size_t start = m_arena.size();
        Byte* frame = m_arena.extend(kLengthBytes + path.size());
        if (frame == nullptr) return outOfMemory(start + kLengthBytes + path.size());
        storeU32(frame, static_cast<std::uint32_t>(path.size()));
        if (!path.empty()) std::memcpy(frame + kLengthBytes, path.data(), path.size());
        // Values are rare: no column for them until the first one.
        if (value != 0 && m_values.empty()) m_values.resize(m_starts.size());
        if (value != 0 || !m_values.empty()) m_values.push_back(value);
        m_starts.push_back(start);
    } catch (const std::exception&) {
        return outOfMemory(2 * m_starts.size() * sizeof(std::uint64_t));
    }
    ++m_notes.added;
    return {};
}

Result<void> PathSetBuilder::adoptFrames(ByteBuffer frames, const WorkContext& context) {
    if (m_notes.added != 0) return Error::internal("frames can only be adopted by an empty builder");
    m_arena = std::move(frames);
    context.begin("Splitting into paths", ProgressUnit::Bytes, m_arena.size());
    SB_CHECK(reserve(m_arena.size() / kTypicalFrameBytes, 0));
    const Byte* const data = m_arena.data();
    const std::size_t size = m_arena.size();
    std::size_t at = 0;
    ByteView previous;
    try {
        while (at < size) {
            if (m_notes.added % kStepsBetweenPolls == 0) {
                context.advanceTo(at);
                SB_CHECK(context.poll());
            }
            const std::size_t rest = size - at;
            const std::uint64_t length = rest < kLengthBytes ? 0 : loadU32(data + at);
            if (rest < kLengthBytes || length > rest - kLengthBytes) {
                m_arena.truncate(at);
                return cutFrame(at, rest, length);
            }
            const ByteView path{data + at + kLengthBytes, static_cast<std::size_t>(length)};
            if (m_notes.added != 0) {
                const std::size_t limit = std::min(previous.size(), path.size());
                note(m_notes.added, previous, path,
                     rest - kLengthBytes - path.size() >= sizeof(std::uint64_t)
                         ? commonPrefixWithSlack(previous.data(), path.data(), limit)
                         : commonPrefix(previous, path));
            }
            previous = path;
            ++m_notes.added;
            m_starts.push_back(at);
            at += kLengthBytes + static_cast<std::size_t>(length);
        }
    } catch (const std::exception&) {
        m_arena.truncate(at);
        return outOfMemory(2 * m_starts.size() * sizeof(std::uint64_t));
    }
    return {};
}

Result<void> PathSetBuilder::compact(const std::vector<SortEntry>& order, ByteBuffer& out,
                                     const WorkContext& context) {
    const bool sorted = order.empty(); // frames are in path order where they are
    const std::uint64_t count = m_starts.size();
    // Written from the front while values still ask for the places as they were given.
    const std::vector<std::uint64_t> given =
        m_values.empty() || sorted ? std::vector<std::uint64_t>{} : m_starts;
    std::vector<std::uint64_t> values;
    values.reserve(m_values.size());
    Compaction compaction(out.data(), m_starts);
    m_notes.duplicates = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % kStepsBetweenPolls == 0) {
            context.advanceTo(i);
            SB_CHECK(context.poll());
        }
        if (!sorted && i + kPrefetchAhead < count)
            prefetchFrame(m_arena.data() + order[i + kPrefetchAhead].frame);
        const std::uint64_t start = sorted ? m_starts[i] : order[i].frame;
        const bool fresh = compaction.take(m_arena.data() + start);
        if (!fresh) ++m_notes.duplicates;
        if (m_values.empty()) continue;
        const std::uint64_t index =
            sorted ? i
                   : static_cast<std::uint64_t>(std::lower_bound(given.begin(), given.end(), start) -
                                                given.begin());
        if (fresh) {
            values.push_back(m_values[index]);
        } else {
            // Equal paths come in the order in which they were given: the last one stays.
            if (values.back() != m_values[index]) ++m_notes.valueConflicts;
            values.back() = m_values[index];
        }
    }
    m_starts.resize(static_cast<std::size_t>(compaction.count()));
    out.truncate(compaction.size());
    m_values = std::move(values);
    return {};
}

std::uint64_t PathSetBuilder::finishBytes() const {
    return m_notes.outOfOrder ? drainBytes() + m_arena.size()
                              : m_arena.size() + sizeof(std::uint64_t) * (m_starts.size() + m_values.size());
}

Result<void> PathSetBuilder::drain(const TakePath& take, const WorkContext& context) {
    if (m_room == nullptr) m_room = std::make_shared<SortRoom>();
    std::vector<SortEntry>& order = m_room->entries; // empty = as they lie
    order.clear();
    if (m_notes.outOfOrder) SB_CHECK(sortFrames(m_arena.data(), m_starts, *m_room, context));
    m_notes.duplicates = 0;
    const std::uint64_t count = m_starts.size();
    const auto frameAt = [&](std::uint64_t i) { return order.empty() ? m_starts[i] : order[i].frame; };
    const auto valueOf = [&](std::uint64_t i) -> std::uint64_t {
        if (m_values.empty()) return 0;
        if (order.empty()) return m_values[i];
        return m_values[static_cast<std::size_t>(
            std::lower_bound(m_starts.begin(), m_starts.end(), order[i].frame) - m_starts.begin())];
    };
    ByteView path; // held back until the one behind it is known to be another
    std::uint64_t value = 0;
    std::size_t shared = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % kStepsBetweenPolls == 0) SB_CHECK(context.poll());
        if (!order.empty() && i + kPrefetchAhead < count)
            prefetchFrame(m_arena.data() + order[i + kPrefetchAhead].frame);
        const Byte* const frame = m_arena.data() + frameAt(i);
        const ByteView next{frame + kLengthBytes, loadU32(frame)};
        const std::uint64_t nextValue = valueOf(i);
        if (i != 0) {
            const std::size_t common = commonPrefix(path, next);
            if (common == next.size() && common == path.size()) {
                ++m_notes.duplicates;
                if (value != nextValue) ++m_notes.valueConflicts;
                value = nextValue;
                continue;
            }
            SB_CHECK(take(path, value, shared));
            shared = common;
        }
        path = next;
        value = nextValue;
    }
    if (count != 0) SB_CHECK(take(path, value, shared));
    m_arena.clear();
    m_starts.clear();
    m_values.clear();
    return {};
}

Result<PathSet> PathSetBuilder::finish(const WorkContext& context) {
    try {
        if (m_notes.outOfOrder) {
            context.begin("Sorting", ProgressUnit::Paths, m_starts.size());
            SB_TRY(order, sortFrames(m_arena.data(), m_starts, context));
            ByteBuffer sorted;
            if (!sorted.resize(m_arena.size())) return outOfMemory(m_arena.size());
            SB_CHECK(compact(order, sorted, context));
            m_arena = std::move(sorted);
        } else if (m_notes.duplicates != 0) {
            SB_CHECK(compact({}, m_arena, context));
        }
    } catch (const std::exception&) {
        return outOfMemory(2 * m_starts.size() * sizeof(std::uint64_t));
    }
    if (std::all_of(m_values.begin(), m_values.end(), [](std::uint64_t value) { return value == 0; }))
        m_values = {};
    PathSet set;
    set.m_arena = std::exchange(m_arena, {});
    set.m_starts = std::exchange(m_starts, {});
    set.m_values = std::exchange(m_values, {});
    return set;
}

} // namespace spacebench::space
