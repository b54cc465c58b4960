// SPDX-License-Identifier: Apache-2.0
#include "formats/act/act_locator.h"

#include <fmt/format.h>

#include "base/units.h"
#include "formats/act/act_fields.h"

namespace spacebench::formats::act {

namespace {

using layout::FieldKind;
using layout::FieldRange;
using space::ActArena;
using space::ActFault;
using space::ActNode;

/// Node visits that one answer may cost.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 18;
/// Trailers and path nodes shown; more help nobody and cost memory.
constexpr std::size_t kMostShown = std::size_t{1} << 16;
/// Bytes of the paths that are answered.
constexpr std::size_t kLongestAnswer = std::size_t{1} << 20;

/// Looks for the node that owns an offset. In files that a writer made in one pass the subtrees of siblings
/// lie one after another, all below the siblings' own nodes: the first sibling whose subtree reaches up to
/// the offset holds it. Merged files and shared subtrees can make that guess wrong: then the next ones are
/// tried, within kMostSteps.
class Search {
  public:
    Search(ActArena arena, std::uint64_t target) : m_arena(arena), m_target(target) {}

    std::optional<Bytes> from(std::uint64_t rootOffset) {
        ActNode node;
        if (!m_arena.decode(rootOffset, m_arena.size(), node, m_fault)) return std::nullopt;
        if (enter(node)) return m_path;
        while (!m_levels.empty()) {
            Level& level = m_levels.back();
            m_path.resize(level.pathSize);
            if (level.left == 0 || m_steps > kMostSteps) {
                if (m_steps > kMostSteps) return std::nullopt;
                m_levels.pop_back();
                continue;
            }
            --level.left;
            const unsigned branch = level.parent.nextBranch(level.nextBranch);
            level.nextBranch = branch + 1;
            ++m_steps;
            if (!m_arena.decode(level.next, level.parent.offset, node, m_fault)) {
                level.left = 0;
                continue;
            }
            level.next = node.end;
            const bool own = m_target >= node.offset && m_target < node.end;
            if (!own && reach(node) <= m_target) continue;
            if (m_path.size() >= kLongestAnswer) continue;
            m_path.push_back(static_cast<Byte>(branch));
            if (enter(node)) return m_path;
        }
        return std::nullopt;
    }

  private:
    struct Level {
        ActNode parent;
        std::uint64_t next = 0;
        std::uint64_t pathSize = 0;
        unsigned nextBranch = 0;
        unsigned left = 0;
    };

    /// One past the highest byte below `node`, itself left out.
    std::uint64_t reach(const ActNode& node) {
        if (node.isLine) {
            std::uint64_t end = 0;
            if (node.child != 0 && !m_arena.skip(node.child, node.offset, end, m_fault)) end = 0;
            return std::max(end, lineEnd(node));
        }
        std::uint64_t at = node.child;
        for (unsigned i = 0; i < node.childCount; ++i) {
            ++m_steps;
            if (!m_arena.skip(at, node.offset, at, m_fault)) break;
        }
        return at;
    }

    std::uint64_t lineEnd(const ActNode& node) const {
        return static_cast<std::uint64_t>(node.line - m_arena.file().data()) + node.lineSize;
    }

    bool owns(const ActNode& node) const {
        if (m_target >= node.offset && m_target < node.end) return true;
        return node.isLine && m_target >= node.lineOffset && m_target < lineEnd(node);
    }

    /// Follows lines down to the next branch node; true where an owner was met (the path leads to it).
    bool enter(ActNode node) {
        for (;;) {
            ++m_steps;
            const bool owner = owns(node);
            if (node.isLine) {
                if (node.lineSize > kLongestAnswer - std::min(kLongestAnswer, m_path.size())) return false;
                m_path.insert(m_path.end(), node.line, node.line + node.lineSize);
            }
            if (owner) return true;
            if (!node.isLine) {
                if (node.childCount != 0)
                    m_levels.push_back({node, node.child, m_path.size(), 0, node.childCount});
                return false;
            }
            const std::uint64_t limit = node.offset;
            if (node.child == 0 || !m_arena.decode(node.child, limit, node, m_fault)) return false;
        }
    }

    ActArena m_arena;
    std::uint64_t m_target;
    std::uint64_t m_steps = 0;
    Bytes m_path;
    std::vector<Level> m_levels;
    ActFault m_fault;
};

class ActLocator final : public layout::Locator {
  public:
    ActLocator(io::SourcePtr source, Outline found, std::uint64_t chosen)
        : m_source(std::move(source)), m_outline(std::move(found)), m_root(m_outline.roots[chosen].offset) {}

    std::vector<FieldRange> fixedFields() const override {
        const ByteView file = m_source->bytes();
        std::vector<FieldRange> fields;
        fields.push_back(
            {0, space::kActMagic.size(), FieldKind::Magic, "magic", std::string(space::kActMagic)});
        fields.push_back({space::kActRootField, space::kActArenaBegin, FieldKind::Offset, "root offset",
                          groupedNumber(m_outline.roots.front().offset)});
        const std::size_t shown = std::min(kMostShown, m_outline.trailers.size());
        for (std::size_t i = shown; i != 0; --i) {
            const std::uint64_t at = m_outline.trailers[i - 1];
            fields.push_back({at, at + 8, FieldKind::Trailer, "offset of the trailer before",
                              groupedNumber(loadU64(file.data() + at))});
            fields.push_back({at + 8, at + 16, FieldKind::Trailer, "root offset before the merge",
                              groupedNumber(loadU64(file.data() + at + 8))});
        }
        if (m_outline.padded)
            fields.push_back(
                {m_outline.arenaEnd, file.size(), FieldKind::Padding, "padding", "8 zero bytes"});
        return fields;
    }

    std::vector<FieldRange> fieldsOf(ByteView path) const override {
        const ActArena arena(m_source->bytes());
        std::vector<FieldRange> fields;
        ActNode node;
        ActFault fault;
        if (!arena.decode(m_root, arena.size(), node, fault)) return fields;
        std::size_t at = 0;
        for (bool root = true; fields.size() < kMostShown; root = false) {
            appendFields(arena, node, root ? "root node" : "node", fields);
            if (node.isLine) {
                const std::size_t shared = commonPrefix(node.lineBytes(), path.subspan(at));
                at += shared;
                const std::uint64_t limit = node.offset;
                if (shared < node.lineSize || node.child == 0) break;
                if (!arena.decode(node.child, limit, node, fault)) break;
                continue;
            }
            if (at == path.size()) break;
            const int index = node.indexOf(path[at]);
            const ActNode parent = node;
            if (index < 0 || !arena.child(parent, static_cast<unsigned>(index), node, fault)) break;
            ++at;
        }
        // A path that leaves the trie on the way has no bytes in the file.
        if (at < path.size() && fields.size() < kMostShown) fields.clear();
        return fields;
    }

    std::optional<Bytes> pathAt(std::uint64_t offset) const override {
        if (offset < space::kActArenaBegin || offset >= m_outline.arenaEnd) return std::nullopt;
        return Search(ActArena(m_source->bytes()), offset).from(m_root);
    }

  private:
    io::SourcePtr m_source;
    Outline m_outline;
    std::uint64_t m_root;
};

} // namespace

std::shared_ptr<const layout::Locator> makeLocator(io::SourcePtr source, Outline found,
                                                   std::uint64_t chosen) {
    return std::make_shared<ActLocator>(std::move(source), std::move(found), chosen);
}

} // namespace spacebench::formats::act
