// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trie_reader.h"

#include <algorithm>

#include "space/expression.h"

namespace spacebench::widgets {

namespace {

/// A label shows the first words of a long run.
constexpr std::size_t kLabelBytes = 256;

/// Sums subtrees that one slice can count, going down where it cannot. Leaves the cursor at or below the
/// focus.
Result<std::optional<std::uint64_t>> countBelow(space::TrieCursor& cursor, std::uint64_t slices,
                                                const WorkContext& context) {
    struct Level {
        std::size_t depth; ///< of the node, in bytes
        space::ByteMask branches;
        unsigned next;
    };
    const std::optional<std::uint64_t> unknown;
    std::vector<Level> levels;
    std::uint64_t sum = 0;
    for (;;) {
        SB_CHECK(context.poll());
        if (slices == 0) return unknown;
        --slices;
        if (const auto count = cursor.subtreeCount(kSliceNodes)) {
            if (__builtin_add_overflow(sum, *count, &sum)) return unknown;
        } else {
            if (cursor.isPath() && ++sum == 0) return unknown;
            levels.push_back({cursor.path().size(), cursor.children(), 0});
        }
        for (;;) { // to the next subtree that has not been counted
            if (levels.empty()) return std::optional(sum);
            Level& level = levels.back();
            if (!cursor.ascend(cursor.path().size() - level.depth)) return unknown;
            level.next = level.branches.next(level.next);
            if (level.next > 255) {
                levels.pop_back();
                continue;
            }
            if (!cursor.descendToStop(static_cast<Byte>(level.next++))) return unknown; // damaged
            break;
        }
    }
}

} // namespace

Result<std::vector<TrieStep>> readSteps(const space::Space& space, ByteView path,
                                        const space::SymbolTable* symbols, const WorkContext& context) {
    const auto cursor = space.cursor();
    if (cursor->descend(path) != path.size()) {
        if (const Error* error = cursor->error()) return *error;
        return Error::internal("the trie has no such node");
    }
    const bool inMemory = space.pathSet() != nullptr;
    const space::ByteMask mask = cursor->children();
    std::vector<TrieStep> steps;
    steps.reserve(mask.count());
    for (unsigned branch = mask.next(0); branch < 256; branch = mask.next(branch + 1)) {
        SB_CHECK(context.poll());
        TrieStep step;
        const auto byte = static_cast<Byte>(branch);
        if (cursor->descendToStop(byte)) {
            step.bytes = toBytes(cursor->path().subspan(path.size()));
            step.children = cursor->children().count();
            step.isPath = cursor->isPath();
            step.value = cursor->value();
            step.nodeOffset = cursor->nodeOffset();
            if (inMemory) step.pathsBelow = cursor->subtreeCount(UINT64_MAX);
            if (!cursor->ascend(step.bytes.size())) return Error::internal("the cursor cannot go back up");
        } else {
            step.bytes = {byte};
            step.damage =
                cursor->error() != nullptr ? *cursor->error() : Error::internal("the branch leads nowhere");
        }
        const ByteView shown = ByteView(step.bytes).first(std::min(step.bytes.size(), kLabelBytes));
        step.label = space::describeStep(path, shown, symbols);
        steps.push_back(std::move(step));
    }
    return steps;
}

Result<std::vector<std::optional<std::uint64_t>>> countSteps(const space::Space& space, ByteView path,
                                                             const std::vector<Bytes>& steps,
                                                             std::uint64_t slices,
                                                             const WorkContext& context) {
    const auto cursor = space.cursor();
    std::vector<std::optional<std::uint64_t>> counts(steps.size());
    if (cursor->descend(path) != path.size()) return counts;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::size_t taken = cursor->descend(steps[i]);
        if (taken == steps[i].size()) {
            SB_TRY(count, countBelow(*cursor, slices, context));
            counts[i] = count;
        }
        if (!cursor->ascend(cursor->path().size() - path.size()))
            return Error::internal("the cursor cannot go back up");
    }
    return counts;
}

} // namespace spacebench::widgets
