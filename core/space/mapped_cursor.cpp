// SPDX-License-Identifier: Apache-2.0
#include "space/mapped_cursor.h"

#include <new>

#include "base/byte_buffer.h"
#include "base/units.h"
#include "space/act_count.h"

namespace spacebench::space {

using Kind = ActFault::Kind;

MappedCursor::MappedCursor(ActArena arena, std::uint64_t rootOffset, const Limits& limits)
    : m_arena(arena), m_rootOffset(rootOffset), m_maxPathBytes(limits.pathBytes) {
    MappedCursor::reset();
}

bool MappedCursor::fail(Error error) {
    m_error = std::move(error);
    return false;
}

bool MappedCursor::grow(ByteView bytes) {
    if (bytes.size() > m_maxPathBytes - std::min<std::uint64_t>(m_path.size(), m_maxPathBytes))
        return fail(Error::limit("a path passes the limit for the length of one path")
                        .expect("at most " + groupedNumber(m_maxPathBytes) + " bytes")
                        .got(groupedNumber(m_path.size() + bytes.size()) + " bytes so far"));
    try {
        m_path.insert(m_path.end(), bytes.begin(), bytes.end());
    } catch (const std::bad_alloc&) {
        return fail(ByteBuffer::outOfMemory(m_path.size() + bytes.size()));
    }
    return true;
}

void MappedCursor::reset() {
    m_path.clear();
    m_frames.clear();
    m_error.reset();
    m_brokenBelow = {};
    m_isPath = false;
    ActFault fault;
    if (!m_arena.decode(m_rootOffset, m_arena.size(), m_top, fault)) {
        fail(fault);
        return;
    }
    m_frames.push_back({m_rootOffset, 0, 0});
    settle();
}

/// After arriving somewhere: at the end of a line, steps into its child, which begins at the same place.
void MappedCursor::settle() {
    m_brokenBelow = {};
    while (m_top.isLine && m_top.child != 0 && inLine() == m_top.lineSize) {
        ActNode child;
        if (!m_arena.decode(m_top.child, m_top.offset, child, m_brokenBelow)) break;
        m_frames.push_back({child.offset, m_path.size(), 0});
        m_top = child;
    }
    refresh();
}

/// Whether the focus ends a path. A branch node's own value goes before that of a line that ends on it.
void MappedCursor::refresh() {
    m_isPath = false;
    if (m_frames.empty()) return;
    if (!m_top.isLine || inLine() == m_top.lineSize) {
        m_isPath = m_top.hasValue;
        m_value = m_top.value;
    }
    if (m_isPath || inLine() != 0 || m_frames.size() < 2) return;
    ActNode above;
    ActFault fault;
    const Frame& frame = m_frames[m_frames.size() - 2];
    if (!m_arena.decode(frame.offset, m_arena.size(), above, fault) || !above.isLine) return;
    m_isPath = above.hasValue;
    m_value = above.value;
}

ByteMask MappedCursor::children() const {
    ByteMask mask;
    if (m_frames.empty()) return mask;
    if (m_top.isLine) {
        if (insideLine()) mask.set(m_top.line[inLine()]);
        return mask;
    }
    if (m_top.isWide()) {
        std::memcpy(mask.words.data(), m_top.branches, kActWideMaskBytes);
    } else {
        for (unsigned i = 0; i < m_top.childCount; ++i) mask.set(m_top.branches[i]);
    }
    return mask;
}

/// Into the child of the branch node m_top at `offset`, below `branch`.
bool MappedCursor::enterChild(Byte branch, std::uint64_t offset) {
    ActNode child;
    ActFault fault;
    if (!m_arena.decode(offset, m_top.offset, child, fault)) return fail(fault);
    if (!grow({&branch, 1})) return false;
    m_frames.back().childEnd = child.end;
    m_frames.push_back({child.offset, m_path.size(), 0});
    m_top = child;
    return true;
}

bool MappedCursor::enterBranch(Byte branch) {
    const int index = m_top.indexOf(branch);
    if (index < 0) return false;
    std::uint64_t at = m_top.child;
    ActFault fault;
    for (int i = 0; i < index; ++i)
        if (!m_arena.skip(at, m_top.offset, at, fault)) return fail(fault);
    return enterChild(branch, at);
}

bool MappedCursor::descendByte(Byte branch) {
    m_error.reset();
    if (m_frames.empty()) return false;
    if (m_top.isLine) {
        if (m_brokenBelow.kind != Kind::None) return fail(m_brokenBelow);
        if (!insideLine() || m_top.line[inLine()] != branch || !grow({&branch, 1})) return false;
    } else if (!enterBranch(branch)) {
        return false;
    }
    settle();
    return true;
}

std::size_t MappedCursor::descend(ByteView bytes) {
    m_error.reset();
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        if (m_frames.empty()) break;
        if (!insideLine()) {
            if (!descendByte(bytes[taken])) break;
            ++taken;
            continue;
        }
        const ByteView rest = m_top.lineBytes().subspan(inLine());
        const std::size_t shared = commonPrefix(rest, bytes.subspan(taken));
        if (shared == 0 || !grow(rest.first(shared))) break;
        taken += shared;
        settle();
        if (shared < rest.size()) break;
    }
    return taken;
}

bool MappedCursor::descendToStop(Byte branch) {
    const std::size_t before = m_path.size();
    if (!descendByte(branch)) return false;
    while (!m_isPath) {
        if (insideLine()) {
            if (!grow(m_top.lineBytes().subspan(inLine()))) break;
            settle();
        } else if (!m_top.isLine && m_top.childCount == 1) {
            if (!descendByte(static_cast<Byte>(m_top.nextBranch(0)))) break;
        } else {
            break;
        }
    }
    if (!m_error || m_error->code == ErrorCode::Corrupt) {
        // Damage further down: the focus rests right above it, where the next move reports it again.
        m_error.reset();
        return true;
    }
    Error limit = std::move(*m_error);
    ascend(m_path.size() - before);
    return fail(std::move(limit));
}

bool MappedCursor::ascend(std::size_t levels) {
    m_error.reset();
    if (m_frames.empty() || levels > m_path.size()) return false;
    if (levels == 0) return true;
    m_path.resize(m_path.size() - levels);
    const std::size_t frames = m_frames.size();
    while (m_frames.back().start > m_path.size()) m_frames.pop_back();
    m_brokenBelow = {};
    ActFault fault;
    // It was decoded on the way down; only a file that changes under the mapping can fail here.
    if (m_frames.size() != frames && !m_arena.decode(m_frames.back().offset, m_arena.size(), m_top, fault)) {
        reset();
        return fail(fault);
    }
    refresh();
    return true;
}

void MappedCursor::restore(const Bytes& path) {
    std::optional<Error> error = std::move(m_error);
    reset();
    descend(path);
    m_error = std::move(error);
}

/// One step to the first place below the focus; false where there is none or it is broken.
bool MappedCursor::below() {
    if (m_top.isLine) {
        if (m_brokenBelow.kind != Kind::None) return fail(m_brokenBelow);
        if (!insideLine() || !grow(m_top.lineBytes().subspan(inLine()))) return false;
    } else {
        if (m_top.childCount == 0) return false;
        if (!enterChild(static_cast<Byte>(m_top.nextBranch(0)), m_top.child)) return false;
    }
    settle();
    return true;
}

/// To the next sibling of the focus or of the nearest place above it that has one.
bool MappedCursor::beside() {
    while (m_frames.size() > 1) {
        const std::uint64_t start = m_frames.back().start;
        m_frames.pop_back();
        ActFault fault;
        if (!m_arena.decode(m_frames.back().offset, m_arena.size(), m_top, fault)) return fail(fault);
        if (m_top.isLine) continue;
        const unsigned branch = m_top.nextBranch(m_path[start - 1] + 1U);
        if (branch == 256) continue;
        m_path.resize(start - 1);
        if (!enterChild(static_cast<Byte>(branch), m_frames.back().childEnd)) return false;
        settle();
        return true;
    }
    return false;
}

bool MappedCursor::nextPath() {
    m_error.reset();
    if (m_frames.empty()) return false;
    const Bytes before = m_path;
    // Dead ends that shared subtrees multiply must not keep us: a tree has fewer nodes than bytes.
    for (std::uint64_t steps = m_arena.size(); steps != 0; --steps) {
        if (!below()) {
            if (m_error) break;
            if (!beside()) {
                if (m_error) break;
                reset();
                return false;
            }
        }
        if (m_isPath) return true;
    }
    if (!m_error) fail(Error::corrupt("shared subtrees without a path cannot be walked to their end"));
    restore(before);
    return false;
}

std::optional<std::uint64_t> MappedCursor::subtreeCount(std::uint64_t stepLimit) {
    if (m_frames.empty()) return std::nullopt;
    const auto count = countActSubtree(m_arena, m_top.offset, m_arena.size(), stepLimit);
    if (!count) return std::nullopt;
    // The focus may stand at the end of a line that holds its value, with the node below it on top.
    const bool valueOfTop = m_top.hasValue && (!m_top.isLine || inLine() == m_top.lineSize);
    return *count + (m_isPath && !valueOfTop ? 1 : 0);
}

std::optional<std::uint64_t> MappedCursor::nodeOffset() const {
    if (m_frames.empty()) return std::nullopt;
    return m_top.offset;
}

} // namespace spacebench::space
