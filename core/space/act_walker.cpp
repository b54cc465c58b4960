// SPDX-License-Identifier: Apache-2.0
#include "space/act_walker.h"

#include <new>

#include <fmt/format.h>

#include "base/units.h"
#include "space/trie_cursor.h"

namespace spacebench::space {

namespace {
/// Short lines are copied as this many bytes whatever their length; the path buffer always has as much behind
/// it.
constexpr std::uint64_t kSlack = 32;
} // namespace

ActWalker::ActWalker(ActArena arena, std::uint64_t rootOffset, std::uint64_t maxPathBytes)
    : m_arena(arena), m_maxPathBytes(maxPathBytes) {
    ActFault fault;
    m_hasNode = m_arena.decode(rootOffset, m_arena.size(), m_node, fault);
    if (!m_hasNode) m_pending = ActArena::describe(fault);
}

void ActWalker::startAt(ByteView prefix) {
    ActFault fault;
    std::uint64_t at = 0;
    while (m_hasNode && at < prefix.size()) {
        const std::uint64_t rest = prefix.size() - at;
        if (m_node.isLine) {
            const std::uint64_t shared = std::min(rest, m_node.lineSize);
            if (!equalBytes(prefix.subspan(at, shared), m_node.lineBytes().first(shared))) m_hasNode = false;
            // The prefix ends inside the line or at its end: entering the node spells all of it.
            if (!m_hasNode || rest <= m_node.lineSize) break;
            at += shared;
            const std::uint64_t limit = m_node.offset;
            m_hasNode = m_node.child != 0 && m_arena.decode(m_node.child, limit, m_node, fault);
        } else {
            const int index = m_node.indexOf(prefix[at]);
            const ActNode parent = m_node;
            m_hasNode = index >= 0 && m_arena.child(parent, static_cast<unsigned>(index), m_node, fault);
            ++at;
        }
    }
    if (fault.kind != ActFault::Kind::None) m_pending = ActArena::describe(fault);
    if (m_hasNode && !reserve(at)) {
        m_hasNode = false;
        m_pending = m_damage;
    }
    if (!m_hasNode) return;
    std::copy_n(prefix.begin(), at, m_path.data());
    m_size = at;
}

inline bool ActWalker::reserve(std::uint64_t more) {
    return m_size + more + kSlack <= m_path.size() || grow(more);
}

bool ActWalker::grow(std::uint64_t more) {
    const std::uint64_t wanted = m_size + more + kSlack;
    if (more > m_maxPathBytes || m_size + more > m_maxPathBytes) {
        m_damage = Error::limit("a path passes the limit for the length of one path")
                       .expect(fmt::format("at most {} bytes", groupedNumber(m_maxPathBytes)))
                       .got(fmt::format("{} bytes so far", groupedNumber(m_size + more)));
        return false;
    }
    const std::uint64_t room = std::max<std::uint64_t>(2 * wanted, 256);
    if (m_path.resize(room)) return true;
    m_damage = ByteBuffer::outOfMemory(room);
    return false;
}

bool ActWalker::push(const ActNode& branch) {
    Frame frame;
    frame.parent = branch.offset;
    frame.next = branch.child;
    frame.pathSize = m_size;
    frame.branches = branch.branches;
    frame.left = branch.childCount;
    frame.wide = branch.isWide();
    try {
        m_frames.push_back(frame);
    } catch (const std::bad_alloc&) {
        m_damage = ByteBuffer::outOfMemory(m_frames.size() * sizeof(Frame) * 2);
        return false;
    }
    return true;
}

/// There is room for it, and for kSlack bytes more.
inline void ActWalker::append(const Byte* line, std::uint64_t size) {
    Byte* to = m_path.data() + m_size;
    m_size += size;
    const Byte* const fileEnd = m_arena.file().data() + m_arena.size();
    if (static_cast<std::uint64_t>(fileEnd - line) < size + kSlack) [[unlikely]] {
        std::memcpy(to, line, size);
        return;
    }
    for (const Byte* const end = line + size; line < end; line += kSlack, to += kSlack)
        std::memcpy(to, line, kSlack);
}

ActWalker::Step ActWalker::damaged(const ActFault& fault) {
    return damaged(ActArena::describe(fault));
}

ActWalker::Step ActWalker::damaged(Error error) {
    m_damage = std::move(error);
    m_hasNode = false;
    return Step::Damage;
}

/// Enters m_node, which begins at the end of the path: follows lines to their end and stays at the first
/// fork. End = no path ends here.
ActWalker::Step ActWalker::enter() {
    ActFault fault;
    m_hasNode = false;
    bool lineEndsPath = false;
    for (;;) {
        if (!m_node.isLine) {
            if (m_node.childCount != 0 && !push(m_node)) return Step::Damage;
            if (m_node.hasValue) {
                m_value = m_node.value;
                return Step::Path;
            }
            return lineEndsPath ? Step::Path : Step::End;
        }
        if (lineEndsPath) { // a value in the middle of a chain of lines: the rest comes with the next step
            m_hasNode = true;
            return Step::Path;
        }
        const std::uint64_t size = m_node.lineSize;
        if (!reserve(size)) return Step::Damage;
        append(m_node.line, size);
        lineEndsPath = m_node.hasValue;
        if (lineEndsPath) m_value = m_node.value;
        if (m_node.child == 0) return lineEndsPath ? Step::Path : Step::End;
        const std::uint64_t limit = m_node.offset;
        if (m_arena.decode(m_node.child, limit, m_node, fault)) continue;
        if (!lineEndsPath) return damaged(fault);
        m_pending = ActArena::describe(fault); // the path itself is sound and comes first
        return Step::Path;
    }
}

ActWalker::Step ActWalker::next() {
    if (m_pending) {
        Error error = std::move(*m_pending);
        m_pending.reset();
        return damaged(std::move(error));
    }
    // Shared subtrees that hold no path could keep us here for ever; a tree has fewer nodes than bytes.
    m_stepsLeft = m_arena.size();
    if (m_hasNode) {
        if (const Step step = enter(); step != Step::End) return step;
    }
    while (!m_frames.empty()) {
        if (m_stepsLeft-- == 0) {
            m_frames.clear();
            return damaged(Error::corrupt("shared subtrees without a path cannot be walked to their end")
                               .expect("a value at the end of every branch")
                               .got("more dead ends than the file has bytes"));
        }
        Frame& top = m_frames.back();
        Byte branch = 0;
        if (top.wide) {
            const unsigned found = [&] {
                ByteMask mask;
                std::memcpy(mask.words.data(), top.branches, kActWideMaskBytes);
                return mask.next(top.nextBranch);
            }();
            branch = static_cast<Byte>(found);
            top.nextBranch = static_cast<std::uint16_t>(found + 1);
        } else {
            branch = *top.branches++;
        }
        m_size = top.pathSize;
        if (ActLeaf leaf; m_arena.decodeLeaf(top.next, top.parent, leaf)) [[likely]] {
            m_node.offset = top.next; // node() tells where we are
            m_node.end = top.next = leaf.end;
            m_node.isLine = true;
            m_node.lineOffset = static_cast<std::uint64_t>(leaf.line - 1 - m_arena.file().data());
            m_node.lineSize = leaf.lineSize;
            if (--top.left == 0) m_frames.pop_back();
            if (!reserve(1 + leaf.lineSize)) return Step::Damage;
            m_path.data()[m_size++] = branch;
            append(leaf.line, leaf.lineSize);
            m_value = leaf.value;
            return Step::Path;
        }
        ActFault fault;
        const bool sound = m_arena.decode(top.next, top.parent, m_node, fault);
        top.next = m_node.end;
        // The last child needs no way back; neither does a child after which the others cannot be found.
        if (--top.left == 0 || !sound) m_frames.pop_back();
        if (!reserve(1)) return Step::Damage;
        m_path.data()[m_size++] = branch;
        if (!sound) return damaged(fault);
        if (const Step step = enter(); step != Step::End) return step;
    }
    return Step::End;
}

} // namespace spacebench::space
