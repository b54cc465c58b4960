// SPDX-License-Identifier: Apache-2.0
//
// What can be read of a damaged ACT: every path on whose way all nodes are sound. A root offset that is
// damaged, in a file that is complete otherwise, is found again: writers put the root's node last.
#include <fmt/format.h>

#include "base/units.h"
#include "formats/act/act_format.h"
#include "space/act_count.h"
#include "space/act_walker.h"
#include "space/mapped_space.h"
#include "space/memory_space.h"

namespace spacebench::formats::act {

namespace {

using space::ActArena;
using space::ActFault;
using space::ActNode;
using space::ActWalker;

constexpr std::uint64_t kMostListed = 20;
/// Real spaces spell 2 to 20 bytes of paths for each byte of their ACT; damaged or shared ones may spell any
/// number, of which so much is kept.
constexpr std::uint64_t kMostSpelledPerByte = 512;
constexpr std::uint64_t kLeastSalvaged = std::uint64_t{64} << 20;
/// The largest node: header, three numbers of 9 bytes, mask.
constexpr std::uint64_t kLargestNode = 1 + 3 * 9 + space::kActWideMaskBytes;
/// Nodes visited to compare candidates for a lost root.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 24;

/// Whether what `node` refers to ends right before it, as it does for a root that a writer wrote last.
bool follows(const ActArena& arena, const ActNode& node) {
    ActFault fault;
    std::uint64_t end = node.child;
    if (node.child == 0)
        return node.isLine && node.lineBytes().data() + node.lineSize == arena.file().data() + node.offset;
    for (unsigned left = node.isLine ? 1 : node.childCount; left != 0; --left)
        if (!arena.skip(end, node.offset, end, fault)) return false;
    return end == node.offset;
}

/// A node that ends where the arena ends and looks like a root; the one with the most paths.
std::optional<std::uint64_t> lostRoot(const ActArena& arena, std::uint64_t arenaEnd) {
    std::optional<std::uint64_t> best;
    std::uint64_t mostPaths = 0;
    ActNode node;
    ActFault fault;
    const std::uint64_t from = std::max(space::kActArenaBegin, arenaEnd - std::min(arenaEnd, kLargestNode));
    for (std::uint64_t at = from; at < arenaEnd; ++at) {
        if (!arena.decode(at, arenaEnd, node, fault) || node.end != arenaEnd || !follows(arena, node))
            continue;
        const std::uint64_t paths = space::countActSubtree(arena, at, arenaEnd, kMostSteps).value_or(1);
        if (paths <= mostPaths) continue;
        best = at;
        mostPaths = paths;
    }
    return best;
}

Finding warn(std::string id, std::string message, std::uint64_t at) {
    return {Severity::Warning, std::move(id), std::move(message), at, "", "", ErrorCode::Corrupt};
}

/// The first root, from the chosen one on, whose node can be read; else a lost one.
Result<Root> usableRoot(ByteView file, const Outline& found, std::uint64_t chosen, Findings& findings) {
    std::optional<Error> firstError;
    for (std::uint64_t i = chosen; i < found.roots.size(); ++i) {
        auto node = checkRoot(file, found.roots[i]);
        if (node.ok()) {
            if (i != chosen)
                findings.push_back(
                    warn("act.older_root",
                         fmt::format("root {} is used, the state before the last {} merges", i, i),
                         found.roots[i].offset));
            return found.roots[i];
        }
        findings.push_back(findingOf(node.error(), "act.root"));
        if (!firstError) firstError = std::move(node).error();
    }
    if (found.trailers.empty()) {
        if (const auto root = lostRoot(ActArena(file), found.arenaEnd)) {
            findings.push_back(
                warn("act.root_found",
                     fmt::format("the root's offset is damaged; the last node of the file is taken, at {}",
                                 groupedNumber(*root)),
                     space::kActRootField));
            return Root{*root, found.arenaEnd};
        }
    }
    return std::move(*firstError);
}

/// What was read until then is kept.
void stopAt(Opened& opened, Error error) {
    opened.findings.push_back(findingOf(error, "act.stopped"));
    if (!opened.damage) opened.damage = std::move(error);
}

} // namespace

Result<Opened> salvageAct(io::SourcePtr source, const OpenOptions& options, const WorkContext& context) {
    const ByteView file = source->bytes();
    SB_TRY(found, outline(file));
    SB_TRY(chosen, chosenRoot(found, options));
    Opened opened;
    if (found.damage) {
        opened.findings.push_back(findingOf(*found.damage, "act.end"));
        opened.damage = found.damage;
    }
    SB_TRY(root, usableRoot(file, found, chosen, opened.findings));
    if (opened.findings.empty()) {
        // Nothing wrong so far, and where counting reaches every node, nothing at all: the file as it is says
        // more than a copy in memory, which shared subtrees could make far larger.
        SB_TRY(mapped, space::MappedSpace::open(source, root.offset, context.limits));
        auto sound = mapped->count(context);
        if (sound.ok()) return openAct(std::move(source), options, context);
        if (sound.error().code == ErrorCode::Cancelled) return std::move(sound).error();
    }
    context.begin("reading what can be read", ProgressUnit::Paths);
    ActWalker walker(ActArena(file), root.offset, context.limits.pathBytes);
    space::PathSetBuilder builder;
    PollGate gate(context);
    std::uint64_t broken = 0;
    const std::uint64_t most =
        std::min(context.limits.contentBytes, std::max(kLeastSalvaged, file.size() * kMostSpelledPerByte));
    for (;;) {
        const ActWalker::Step step = walker.next();
        if (step == ActWalker::Step::End) break;
        if (step == ActWalker::Step::Damage) {
            if (++broken <= kMostListed) opened.findings.push_back(findingOf(walker.damage(), "act.node"));
            if (!opened.damage) opened.damage = walker.damage();
            // Sharing can multiply one broken node without bound; a tree has fewer nodes than bytes.
            if (broken > file.size()) {
                stopAt(opened, Error::limit("shared subtrees lead to damage again and again")
                                   .expect("at most one damaged place a byte of the file")
                                   .got("more"));
                break;
            }
        } else {
            if (builder.arenaBytes() > most) {
                stopAt(opened, Error::limit("the paths do not fit into memory")
                                   .expect("at most " + sizeText(most))
                                   .got("more after " + groupedNumber(builder.added()) + " paths"));
                break;
            }
            SB_CHECK(builder.add(walker.path(), walker.value()));
        }
        SB_CHECK(gate.step(builder.added()));
    }
    SB_CHECK(source->health());
    if (broken > kMostListed)
        opened.findings.push_back(
            warn("act.node",
                 fmt::format("{} more damaged subtrees were left out", groupedNumber(broken - kMostListed)),
                 root.offset));
    SB_TRY(paths, builder.finish(context));
    opened.findings.push_back({Severity::Info, "act.salvaged",
                               fmt::format("{} paths were read, {} damaged subtrees were left out",
                                           groupedNumber(paths.size()), groupedNumber(broken)),
                               std::nullopt, "", "", ErrorCode::Corrupt});
    opened.content.space = std::make_shared<space::MemorySpace>(std::move(paths));
    opened.facts = factsOf(found, chosen);
    return opened;
}

} // namespace spacebench::formats::act
