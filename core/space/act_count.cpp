// SPDX-License-Identifier: Apache-2.0
#include "space/act_count.h"

#include <new>
#include <vector>

#include "space/act_marks.h"

namespace spacebench::space {

namespace {

/// Totals of one subtree, path bytes counted from the subtree's top.
struct Sum {
    std::uint64_t paths = 0;
    std::uint64_t bytes = 0;
    std::uint64_t nonZero = 0;
    std::uint64_t longest = 0;
    bool pathAtTop = false; ///< the top itself ends a path
    bool saturated = false;

    void raise(std::uint64_t& number, std::uint64_t by) {
        if (__builtin_add_overflow(number, by, &number)) {
            number = ~std::uint64_t{0};
            saturated = true;
        }
    }
    void addPath(std::uint64_t value, std::uint64_t length) {
        raise(paths, 1);
        raise(bytes, length);
        nonZero += value != 0 && nonZero != ~std::uint64_t{0} ? 1 : 0;
        longest = std::max(longest, length);
    }
    /// Adds a subtree that hangs `distance` bytes lower.
    void addBelow(const Sum& below, std::uint64_t distance) {
        raise(paths, below.paths);
        raise(nonZero, below.nonZero);
        raise(bytes, below.bytes);
        std::uint64_t extra = 0;
        if (__builtin_mul_overflow(below.paths, distance, &extra)) extra = ~std::uint64_t{0};
        raise(bytes, extra);
        saturated = saturated || below.saturated;
        std::uint64_t deepest = below.longest;
        if (below.paths != 0) {
            raise(deepest, distance);
            longest = std::max(longest, deepest);
        }
    }
};

/// Nodes in path order lie near each other, the lines that they name anywhere: these steps touch few MiB.
constexpr std::uint64_t kStepsBetweenReleases = 1U << 16;

/// Depth-first over a tree; gives up (Tired) where more nodes are met than `budget`, which only shared
/// subtrees can cause when it is the file's size.
class TreeCount {
  public:
    enum class End { Done, Tired, Damaged };

    TreeCount(ActArena arena, std::uint64_t budget) : m_arena(arena), m_budget(budget) {}

    template <class Poll>
    Result<End> run(std::uint64_t offset, std::uint64_t limit, Poll&& poll) {
        ActNode node;
        if (!m_arena.decode(offset, limit, node, m_fault)) return End::Damaged;
        std::uint64_t depth = 0;
        for (;;) {
            bool lineEndsPath = false;
            while (node.isLine) {
                if (!step()) return End::Tired;
                depth += node.lineSize;
                if (lineEndsPath) m_sum.addPath(m_lineValue, depth - node.lineSize);
                lineEndsPath = node.hasValue;
                m_lineValue = node.value;
                if (node.child == 0) break;
                const std::uint64_t before = node.offset;
                if (!m_arena.decode(node.child, before, node, m_fault)) return End::Damaged;
            }
            if (!node.isLine && !step()) return End::Tired;
            SB_CHECK(poll(m_visited));
            if (!node.isLine && node.hasValue) {
                m_sum.addPath(node.value, depth);
            } else if (lineEndsPath) {
                m_sum.addPath(m_lineValue, depth);
            }
            if (!node.isLine && node.childCount != 0)
                m_frames.push_back({node.offset, node.child, depth + 1, node.childCount});
            if (m_frames.empty()) return End::Done;
            Frame& top = m_frames.back();
            depth = top.depth;
            if (!m_arena.decode(top.next, top.parent, node, m_fault)) return End::Damaged;
            top.next = node.end;
            if (--top.left == 0) m_frames.pop_back();
        }
    }

    [[nodiscard]] const Sum& sum() const { return m_sum; }
    [[nodiscard]] const ActFault& fault() const { return m_fault; }

  private:
    struct Frame {
        std::uint64_t parent;
        std::uint64_t next;
        std::uint64_t depth;
        unsigned left;
    };
    bool step() { return ++m_visited <= m_budget; }

    ActArena m_arena;
    std::uint64_t m_budget;
    std::uint64_t m_visited = 0;
    std::uint64_t m_lineValue = 0;
    std::vector<Frame> m_frames;
    Sum m_sum;
    ActFault m_fault;
};

/// Bottom-up over all reachable nodes, each once: children lie below their parents, so one ascending scan has
/// every child's sum when the parent wants it.
Result<Sum> countShared(const ActArena& arena, std::uint64_t rootOffset, const WorkContext& context) {
    context.begin("counting shared subtrees", ProgressUnit::Nodes);
    SB_TRY(marks, ActMarks::create(arena.size(), context.limits));
    PollGate gate(context);
    ActNode node;
    ActFault fault;
    marks.mark(rootOffset);
    std::uint64_t nodes = 0;
    std::uint64_t limit = arena.size();
    for (std::uint64_t at = rootOffset; at != ActMarks::kNone; at = marks.highestBelow(at)) {
        if (!arena.decode(at, limit, node, fault)) return ActArena::describe(fault);
        if (!marks.markChildren(arena, node, [&](const ActFault& found) {
                fault = found;
                return false;
            }))
            return ActArena::describe(fault);
        SB_CHECK(gate.step(++nodes));
    }
    if (nodes > context.limits.contentBytes / sizeof(Sum))
        return Error::limit("too many nodes to count shared subtrees in memory")
            .expect("at most " + std::to_string(context.limits.contentBytes / sizeof(Sum)) + " nodes")
            .got(std::to_string(nodes));
    marks.buildRanks();
    std::vector<Sum> sums(nodes);
    for (std::uint64_t at = marks.lowestFrom(0); at != ActMarks::kNone; at = marks.lowestFrom(at + 1)) {
        if (!arena.decode(at, limit, node, fault)) return ActArena::describe(fault);
        Sum sum;
        if (node.isLine) {
            bool pathBelow = false;
            if (node.child != 0) {
                const Sum& below = sums[marks.rank(node.child)];
                pathBelow = below.pathAtTop;
                sum.addBelow(below, node.lineSize);
            }
            if (node.hasValue && !pathBelow) sum.addPath(node.value, node.lineSize);
        } else {
            if (node.hasValue) sum.addPath(node.value, 0);
            sum.pathAtTop = node.hasValue;
            std::uint64_t child = node.child;
            for (unsigned left = node.childCount; left != 0; --left) {
                sum.addBelow(sums[marks.rank(child)], 1);
                if (!arena.skip(child, node.offset, child, fault)) return ActArena::describe(fault);
            }
        }
        sums[marks.rank(at)] = sum;
        SB_CHECK(gate.step(++nodes));
    }
    return sums[marks.rank(rootOffset)];
}

} // namespace

Result<PathTotals> countActPaths(ActArena arena, std::uint64_t rootOffset, const WorkContext& context,
                                 const io::ByteSource* released) {
    try {
        context.begin("counting paths", ProgressUnit::Nodes);
        PollGate gate(context);
        TreeCount tree(arena, arena.size());
        std::uint64_t steps = 0;
        const auto poll = [&](std::uint64_t visited) {
            if (released != nullptr && ++steps % kStepsBetweenReleases == 0)
                released->release(0, released->size());
            return gate.step(visited);
        };
        SB_TRY(end, tree.run(rootOffset, arena.size(), poll));
        if (end == TreeCount::End::Damaged) return ActArena::describe(tree.fault());
        Sum sum = tree.sum();
        if (end == TreeCount::End::Tired) {
            SB_TRY(shared, countShared(arena, rootOffset, context));
            sum = shared;
        }
        return PathTotals{sum.paths, sum.bytes, sum.nonZero, sum.longest, sum.saturated};
    } catch (const std::bad_alloc&) {
        return Error::limit("no memory left while counting paths");
    }
}

std::optional<std::uint64_t> countActSubtree(ActArena arena, std::uint64_t offset, std::uint64_t limit,
                                             std::uint64_t stepLimit) {
    try {
        TreeCount tree(arena, stepLimit);
        const auto end = tree.run(offset, limit, [](std::uint64_t) { return Result<void>(); });
        if (!end.ok() || end.value() != TreeCount::End::Done) return std::nullopt;
        return tree.sum().paths;
    } catch (const std::bad_alloc&) {
        return std::nullopt;
    }
}

} // namespace spacebench::space
