// SPDX-License-Identifier: Apache-2.0
#include "stats/space_shape.h"

#include <bit>
#include <new>

#include <fmt/format.h>

#include "space/expression.h"

namespace spacebench::stats {

namespace {

constexpr std::uint64_t kPathsBetweenPolls = 1024;

/// Follows sorted paths with a stack of the nodes on the way to the last one that are path ends or have been
/// seen to fork: a node is counted when the paths leave it, because then its children are known.
class TrieCounter {
  public:
    explicit TrieCounter(SpaceShape& shape) : m_shape(shape) { m_open.push_back({0, 0, false}); }

    /// The next path; it shares its first `shared` bytes with the one before and is not equal to it.
    void add(std::size_t shared, std::size_t size, bool first) {
        if (!first) leaveDownTo(shared);
        if (shared == size) { // only the empty path, which comes first, adds no byte
            m_open.back().endsPath = true;
        } else {
            ++m_open.back().children;
            m_open.push_back({size, 0, true});
        }
        m_shape.trieNodes += size - shared;
    }

    void finish() {
        leaveDownTo(0);
        close(m_open.back());
    }

  private:
    struct Node {
        std::size_t depth;
        unsigned children;
        bool endsPath;
        std::uint64_t chainBelow = 0; ///< stops on the longest way down from here, this one not counted
    };

    /// Closes all open nodes below depth `shared`; a node at `shared` itself stays open or comes to be.
    void leaveDownTo(std::size_t shared) {
        while (m_open.back().depth > shared) {
            const Node node = m_open.back();
            m_open.pop_back();
            close(node);
            Node& above = m_open.back();
            if (above.depth < shared) {
                // The paths turn off between the two: a fork that nobody had seen.
                m_open.push_back({shared, 1, false, node.chainBelow + 1});
                return;
            }
            above.chainBelow = std::max(above.chainBelow, node.chainBelow + 1);
        }
    }

    void close(const Node& node) {
        ++m_shape.stops;
        ++m_shape.fanOut[node.children];
        if (node.children >= 2) ++m_shape.forks;
        if (node.children == 0 && node.endsPath) ++m_shape.leaves;
        if (node.depth == 0) m_shape.deepestStop = node.chainBelow + 1;
    }

    SpaceShape& m_shape;
    std::vector<Node> m_open; ///< ascending depth, the root first
};

void countLength(std::vector<std::uint64_t>& histogram, std::size_t length) {
    const auto bin = length < 2 ? 0 : static_cast<std::size_t>(std::bit_width(length)) - 1;
    if (bin >= histogram.size()) histogram.resize(bin + 1);
    ++histogram[bin];
}

Result<SpaceShape> measure(const space::Space& space, const WorkContext& context) {
    SpaceShape shape;
    shape.trieNodes = 1; // the root, which is there without any path
    TrieCounter trie(shape);
    context.begin("Measuring the trie", ProgressUnit::Paths, space.knownCount().value_or(0));
    const auto reader = space.read();
    Bytes previous; // a reader's view ends with its next step
    std::uint64_t longUnpolled = 0;
    while (reader->next()) {
        const ByteView path = reader->path();
        const std::size_t shared = commonPrefix(previous, path);
        trie.add(shared, path.size(), shape.totals.paths == 0);
        previous.resize(shared);
        previous.insert(previous.end(), path.begin() + static_cast<std::ptrdiff_t>(shared), path.end());

        ++shape.totals.paths;
        shape.totals.pathBytes += path.size();
        shape.totals.longestPath = std::max<std::uint64_t>(shape.totals.longestPath, path.size());
        if (reader->value() != 0) ++shape.totals.nonZeroValues;
        countLength(shape.lengthHistogram, path.size());
        if (!space::faultOf(path)) ++shape.expressions;

        longUnpolled += 1 + path.size() / 64;
        if (longUnpolled >= kPathsBetweenPolls) {
            longUnpolled = 0;
            context.advanceTo(shape.totals.paths);
            SB_CHECK(context.poll());
            if (shape.totals.pathBytes > context.limits.expandedBytes)
                return Error::limit("the file spells more paths than can be measured")
                    .expect(fmt::format("at most {} path bytes", context.limits.expandedBytes));
        }
    }
    if (reader->error() != nullptr) return *reader->error();
    trie.finish();
    return shape;
}

} // namespace

Result<SpaceShape> measureShape(const space::Space& space, const WorkContext& context) {
    try {
        return measure(space, context);
    } catch (const std::bad_alloc&) {
        return Error::limit("memory does not suffice to measure the trie");
    }
}

} // namespace spacebench::stats
