// SPDX-License-Identifier: Apache-2.0
#include "space/mapped_space.h"

#include "io/page_budget.h"
#include "space/act_count.h"
#include "space/act_walker.h"
#include "space/mapped_cursor.h"

namespace spacebench::space {

namespace {

/// Of a small memory budget, pages take a part; the rest is for what is made of them.
std::uint64_t pageBudget(const Limits& limits) {
    if (limits.workingBytes == 0) return io::PageBudget::kDefaultBytes;
    return std::min(io::PageBudget::kDefaultBytes, limits.workingShare() / 4);
}

class MappedReader final : public PathReader {
  public:
    MappedReader(ActArena arena, std::uint64_t rootOffset, const Limits& limits, ByteView prefix,
                 const io::ByteSource* released)
        : m_walker(arena, rootOffset, limits.pathBytes), m_pages(released, pageBudget(limits)) {
        if (!prefix.empty()) m_walker.startAt(prefix);
    }

    bool next() override {
        if (m_error) return false;
        switch (m_walker.next()) {
        case ActWalker::Step::Path:
            m_path = m_walker.path();
            m_value = m_walker.value();
            if (m_pages.active()) {
                const ActNode& node = m_walker.node();
                m_pages.touch(node.offset, node.end);
                if (node.isLine) m_pages.touch(node.lineOffset, node.lineOffset + node.lineSize);
            }
            return true;
        case ActWalker::Step::Damage:
            m_error = m_walker.damage();
            break;
        case ActWalker::Step::End:
            break;
        }
        m_path = {};
        m_value = 0;
        return false;
    }

  private:
    ActWalker m_walker;
    io::PageBudget m_pages;
};

} // namespace

Result<std::shared_ptr<const MappedSpace>> MappedSpace::open(io::SourcePtr source, std::uint64_t rootOffset,
                                                             Limits limits, Pages pages) {
    const ActArena arena(source->bytes());
    ActNode root;
    ActFault fault;
    if (!arena.decode(rootOffset, arena.size(), root, fault)) return ActArena::describe(fault);
    return std::shared_ptr<const MappedSpace>(new MappedSpace(std::move(source), rootOffset, limits, pages));
}

std::unique_ptr<TrieCursor> MappedSpace::cursor() const {
    return std::make_unique<MappedCursor>(ActArena(m_source->bytes()), m_rootOffset, m_limits);
}

std::unique_ptr<PathReader> MappedSpace::read(ByteView prefix) const {
    return std::make_unique<MappedReader>(ActArena(m_source->bytes()), m_rootOffset, m_limits, prefix,
                                          m_pages == Pages::Release ? m_source.get() : nullptr);
}

Result<std::optional<std::uint64_t>> MappedSpace::find(ByteView path) const {
    using Answer = std::optional<std::uint64_t>;
    const ActArena arena(m_source->bytes());
    ActNode nodes[2]; // in turn a node and its child: copying one costs more than decoding it
    unsigned now = 0;
    ActFault fault;
    if (!arena.decode(m_rootOffset, arena.size(), nodes[now], fault)) return ActArena::describe(fault);
    std::uint64_t at = 0;
    for (;;) {
        const ActNode& node = nodes[now];
        ActNode& child = nodes[1 - now];
        if (node.isLine) {
            if (node.lineSize > path.size() - at ||
                !equalBytes(node.lineBytes(), path.subspan(at, node.lineSize)))
                return Answer();
            at += node.lineSize;
            const Answer lineValue = node.hasValue ? Answer(node.value) : Answer();
            if (node.child == 0) return at == path.size() ? lineValue : Answer();
            if (!arena.decode(node.child, node.offset, child, fault)) return ActArena::describe(fault);
            if (at == path.size() && (child.isLine || !child.hasValue)) return lineValue;
        } else {
            if (at == path.size()) return node.hasValue ? Answer(node.value) : Answer();
            const int index = node.indexOf(path[at]);
            if (index < 0) return Answer();
            if (!m_children.child(arena, node, static_cast<unsigned>(index), child, fault))
                return ActArena::describe(fault);
            ++at;
        }
        now = 1 - now;
    }
}

Result<PathTotals> MappedSpace::count(const WorkContext& context) const {
    {
        const std::lock_guard lock(m_mutex);
        if (m_totals) return *m_totals;
    }
    SB_TRY(totals, countActPaths(ActArena(m_source->bytes()), m_rootOffset, context,
                                 m_pages == Pages::Release ? m_source.get() : nullptr));
    SB_CHECK(m_source->health());
    const std::lock_guard lock(m_mutex);
    m_totals = totals;
    return totals;
}

} // namespace spacebench::space
