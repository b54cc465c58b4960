// SPDX-License-Identifier: Apache-2.0
#include "space/memory_space.h"

#include <fmt/format.h>

namespace spacebench::space {

namespace {

constexpr std::uint64_t kStepsBetweenPolls = 1u << 16;

/// The focus is the first `m_depth` bytes of path `m_at`; the paths below it are a range, found when asked
/// for. Ranges of the nodes above are kept where they were found on the way down: between two of them, a
/// range lies within the upper one.
class MemoryCursor final : public TrieCursor {
  public:
    explicit MemoryCursor(const PathSet& paths) : m_paths(paths) { toRoot(); }

    ByteView path() const override {
        return m_paths.size() == 0 ? ByteView{} : m_paths.path(m_at).first(m_depth);
    }
    bool isPath() const override { return m_paths.size() != 0 && m_paths.path(first()).size() == m_depth; }
    std::uint64_t value() const override { return isPath() ? m_paths.value(first()) : 0; }

    ByteMask children() const override {
        ByteMask mask;
        const PathRange all = below();
        for (std::uint64_t at = all.begin; at < all.end;) {
            const Byte branch = m_paths.path(at)[m_depth];
            mask.set(branch);
            at = endOfBranch(at, all.end, branch);
        }
        return mask;
    }

    bool descendByte(Byte branch) override {
        const PathRange child = childRange(branch);
        if (child.size() == 0) return false;
        enter(child, m_depth + 1);
        return true;
    }

    std::size_t descend(ByteView bytes) override {
        const PathRange all = below();
        if (bytes.empty() || all.size() == 0) return 0;
        // Of all paths, one beside the place where `bytes` would be inserted shares most with it.
        std::uint64_t low = all.begin;
        std::uint64_t high = all.end;
        while (low < high) {
            const std::uint64_t middle = low + (high - low) / 2;
            if (compareBytes(rest(middle), bytes) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        const std::size_t after = low < all.end ? commonPrefix(rest(low), bytes) : 0;
        const std::size_t before = low > all.begin ? commonPrefix(rest(low - 1), bytes) : 0;
        const std::size_t taken = std::max(after, before);
        if (taken == 0) return 0;
        push();
        m_at = after >= before ? low : low - 1;
        m_depth += taken;
        m_firstKnown = m_endKnown = false;
        return taken;
    }

    bool descendToStop(Byte branch) override {
        const PathRange child = childRange(branch);
        if (child.size() == 0) return false;
        // The range is sorted: what its first and last path share, all of them share.
        enter(child, commonPrefix(m_paths.path(child.begin), m_paths.path(child.end - 1)));
        return true;
    }

    bool ascend(std::size_t levels) override {
        if (levels > m_depth) return false;
        if (levels == 0) return true;
        m_depth -= levels;
        m_firstKnown = m_endKnown = false;
        while (m_above.back().depth > m_depth) m_above.pop_back();
        if (m_above.back().depth == m_depth) {
            const Above node = m_above.back();
            if (m_above.size() > 1) m_above.pop_back();
            setRange(node.range);
        }
        return true;
    }

    void reset() override { toRoot(); }

    bool nextPath() override {
        const std::uint64_t size = m_paths.size();
        if (size == 0) return false;
        const std::uint64_t at = first();
        const std::uint64_t next = m_paths.path(at).size() == m_depth ? at + 1 : at;
        if (next == size) {
            toRoot();
            return false;
        }
        m_above.resize(1);
        m_at = m_first = next;
        m_firstKnown = true;
        m_endKnown = false;
        m_depth = m_paths.path(next).size();
        return true;
    }

    std::optional<std::uint64_t> subtreeCount(std::uint64_t) override {
        return m_paths.size() == 0 ? 0 : end() - first();
    }

  private:
    struct Above {
        std::size_t depth;
        PathRange range;
    };

    void toRoot() {
        m_above.assign(1, {0, {0, m_paths.size()}});
        m_depth = 0;
        setRange(m_above.front().range);
    }
    void setRange(const PathRange& range) {
        m_at = m_first = range.begin;
        m_end = range.end;
        m_firstKnown = m_endKnown = true;
    }
    /// Keeps the focus for the way back.
    void push() {
        if (m_above.back().depth != m_depth) m_above.push_back({m_depth, {first(), end()}});
    }
    void enter(const PathRange& range, std::size_t depth) {
        push();
        m_depth = depth;
        setRange(range);
    }

    /// Bytes of path `index` below the focus; it is in the range of the focus.
    [[nodiscard]] ByteView rest(std::uint64_t index) const { return m_paths.path(index).subspan(m_depth); }

    /// Path `index`, in the range of the nearest node above, is at or below the focus.
    [[nodiscard]] bool covers(std::uint64_t index) const {
        const std::size_t known = m_above.back().depth;
        const ByteView other = m_paths.path(index);
        return other.size() >= m_depth && equalBytes(other.subspan(known, m_depth - known),
                                                     m_paths.path(m_at).subspan(known, m_depth - known));
    }

    [[nodiscard]] std::uint64_t first() const {
        if (m_firstKnown) return m_first;
        // Doubling steps away from m_at, then halving: O(log of the distance).
        const std::uint64_t limit = m_above.back().range.begin;
        std::uint64_t inside = m_at;
        std::uint64_t step = 1;
        while (inside - limit >= step && covers(inside - step)) {
            inside -= step;
            step *= 2;
        }
        std::uint64_t outside = inside - limit >= step ? inside - step + 1 : limit; // one after a miss
        while (outside < inside) {
            const std::uint64_t middle = outside + (inside - outside) / 2;
            if (covers(middle))
                inside = middle;
            else
                outside = middle + 1;
        }
        m_first = inside;
        m_firstKnown = true;
        return m_first;
    }

    [[nodiscard]] std::uint64_t end() const {
        if (m_endKnown) return m_end;
        std::uint64_t inside = m_at;
        std::uint64_t step = 1;
        const std::uint64_t limit = m_above.back().range.end;
        while (limit - inside > step && covers(inside + step)) {
            inside += step;
            step *= 2;
        }
        std::uint64_t outside = std::min(limit, inside + step);
        while (inside + 1 < outside) {
            const std::uint64_t middle = inside + (outside - inside) / 2;
            if (covers(middle))
                inside = middle;
            else
                outside = middle;
        }
        m_end = inside + 1;
        m_endKnown = true;
        return m_end;
    }

    /// The paths strictly below the focus.
    [[nodiscard]] PathRange below() const {
        if (m_paths.size() == 0) return {};
        const std::uint64_t begin = first();
        return {m_paths.path(begin).size() == m_depth ? begin + 1 : begin, end()};
    }

    /// The end of the paths that go through `branch`, of which `at` is one.
    [[nodiscard]] std::uint64_t endOfBranch(std::uint64_t at, std::uint64_t limit, Byte branch) const {
        std::uint64_t step = 1;
        while (limit - at > step && m_paths.path(at + step)[m_depth] == branch) {
            at += step;
            step *= 2;
        }
        std::uint64_t outside = std::min(limit, at + step);
        while (at + 1 < outside) {
            const std::uint64_t middle = at + (outside - at) / 2;
            if (m_paths.path(middle)[m_depth] == branch)
                at = middle;
            else
                outside = middle;
        }
        return at + 1;
    }

    [[nodiscard]] PathRange childRange(Byte branch) const {
        const PathRange all = below();
        std::uint64_t low = all.begin;
        std::uint64_t high = all.end;
        while (low < high) {
            const std::uint64_t middle = low + (high - low) / 2;
            if (m_paths.path(middle)[m_depth] < branch)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == all.end || m_paths.path(low)[m_depth] != branch) return {};
        return {low, endOfBranch(low, all.end, branch)};
    }

    const PathSet& m_paths;
    std::vector<Above> m_above; ///< ranges of nodes above the focus, the root first and always there
    std::size_t m_depth = 0;
    std::uint64_t m_at = 0; ///< some path at or below the focus
    mutable std::uint64_t m_first = 0;
    mutable std::uint64_t m_end = 0;
    mutable bool m_firstKnown = false;
    mutable bool m_endKnown = false;
};

class MemoryReader final : public PathReader {
  public:
    MemoryReader(const PathSet& paths, PathRange range) : m_paths(paths), m_range(range) {}

    bool next() override {
        if (m_range.begin == m_range.end) {
            m_path = {};
            m_value = 0;
            return false;
        }
        m_path = m_paths.path(m_range.begin);
        m_value = m_paths.value(m_range.begin);
        ++m_range.begin;
        return true;
    }

  private:
    const PathSet& m_paths;
    PathRange m_range;
};

} // namespace

std::unique_ptr<TrieCursor> MemorySpace::cursor() const {
    return std::make_unique<MemoryCursor>(m_paths);
}

std::unique_ptr<PathReader> MemorySpace::read(ByteView prefix) const {
    return std::make_unique<MemoryReader>(m_paths, m_paths.withPrefix(prefix));
}

Result<std::optional<std::uint64_t>> MemorySpace::find(ByteView path) const {
    const std::optional<std::uint64_t> index = m_paths.find(path);
    if (!index) return std::optional<std::uint64_t>{};
    return std::optional<std::uint64_t>{m_paths.value(*index)};
}

Result<PathTotals> MemorySpace::count(const WorkContext& context) const {
    PathTotals totals;
    totals.paths = m_paths.size();
    totals.pathBytes = m_paths.pathBytes();
    context.begin("Counting", ProgressUnit::Paths, totals.paths);
    PollGate gate(context, kStepsBetweenPolls);
    for (std::uint64_t i = 0; i < totals.paths; ++i) {
        SB_CHECK(gate.step(i));
        totals.longestPath = std::max<std::uint64_t>(totals.longestPath, m_paths.path(i).size());
        if (m_paths.value(i) != 0) ++totals.nonZeroValues;
    }
    return totals;
}

Result<SpacePtr> inMemory(SpacePtr space, const WorkContext& context) {
    if (space->pathSet() != nullptr) return space;
    return loadPaths(*space, context);
}

Result<SpacePtr> loadPaths(const Space& space, const WorkContext& context) {
    PathSetBuilder builder;
    // Memory that is reserved and not touched costs nothing; where it cannot be had, the builder grows step
    // by step.
    if (const std::uint64_t bytes = std::min(space.expectedFramedBytes(), context.limits.contentBytes);
        bytes != 0)
        static_cast<void>(builder.reserve(bytes / kTypicalFrameBytes, bytes));
    PollGate gate(context);
    const auto reader = space.read();
    while (reader->next()) {
        SB_CHECK(builder.addAscending(reader->path(), reader->value()));
        if (builder.arenaBytes() > context.limits.contentBytes)
            return Error::limit("the space does not fit into memory")
                .expect(fmt::format("at most {} bytes of paths", context.limits.contentBytes));
        SB_CHECK(gate.step(builder.added()));
    }
    if (const Error* error = reader->error()) return *error;
    SB_TRY(paths, builder.finish(context));
    return SpacePtr(std::make_shared<MemorySpace>(std::move(paths)));
}

} // namespace spacebench::space
