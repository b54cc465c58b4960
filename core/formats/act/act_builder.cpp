// SPDX-License-Identifier: Apache-2.0
#include "formats/act/act_builder.h"

#include <bit>

#include "base/huge_pages.h"
#include "base/varint.h"
#include "space/act_node.h"

namespace spacebench::formats::act {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10; // limits.md: 256 KiB to 1 MiB writes are fastest
/// Bytes that lead to nodes not written yet: far more than memory for the nodes themselves allows.
constexpr std::size_t kMostBranches = UINT32_MAX - space::kActWideMaskBytes;
constexpr std::size_t kLargestNode = 1 + 3 * kVarintMaxBytes + space::kActWideMaskBytes;

/// Most lines are short: the call of memcpy would cost more than they do.
void copyLine(ByteView line, Byte* to) {
    const std::size_t size = line.size();
    const Byte* const from = line.data();
    if (size > 16) {
        std::memcpy(to, from, size);
    } else if (size >= 8) {
        const std::uint64_t last = loadU64(from + size - 8);
        storeU64(to, loadU64(from));
        storeU64(to + size - 8, last);
    } else if (size >= 4) {
        const std::uint32_t last = loadU32(from + size - 4);
        storeU32(to, loadU32(from));
        storeU32(to + size - 4, last);
    } else {
        for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    }
}

} // namespace

Result<void> ActBuilder::reserve(std::uint64_t lines) {
    try {
        m_lineOffsets.reserve(lines);
    } catch (const std::exception&) { // bad_alloc or length_error
        return ByteBuffer::outOfMemory(lines * sizeof(std::uint64_t));
    }
    preferHugePages(m_lineOffsets.data(), m_lineOffsets.capacity() * sizeof(std::uint64_t));
    return {};
}

Result<void> ActBuilder::begin() {
    if (!m_out.canPatch()) m_collected = std::make_unique<MemorySink>();
    m_target = m_collected ? m_collected.get() : &m_out;
    m_base = m_target->position();
    if (!m_block.reserve(kBlockBytes + kLargestNode)) return ByteBuffer::outOfMemory(kBlockBytes);
    Byte* const header = m_block.extend(space::kActArenaBegin);
    std::memcpy(header, space::kActMagic.data(), space::kActMagic.size());
    storeU64(header + space::kActRootField, 0);
    return {};
}

void ActBuilder::fail(Error error) {
    if (!m_error) m_error = std::move(error);
}

void ActBuilder::flush() {
    if (!m_error) {
        if (auto written = m_target->write(m_block.view()); !written.ok()) fail(std::move(written).error());
    }
    m_flushed += m_block.size();
    m_block.clear();
}

std::uint64_t ActBuilder::writeNode(const Node& node) {
    if (m_block.size() + kLargestNode > kBlockBytes) flush();
    const std::uint64_t offset = position();
    const std::size_t before = m_block.size();
    Byte* const start = m_block.extend(kLargestNode);
    Byte* at = start + 1;
    Byte header = node.hasValue ? space::kActValueBit : Byte{0};
    if (node.hasValue) at += storeVarint(at, node.value);
    if (node.child != 0) at += storeVarint(at, offset - node.child);
    if (node.line != 0) {
        header |= space::kActLineBit;
        if (node.child != 0) header |= space::kActLineChildBit;
        at += storeVarint(at, offset - node.line);
    } else if (node.childCount != 0) {
        const unsigned count = std::min<unsigned>(node.childCount, space::kActWideCount);
        std::memcpy(at, m_branches.data() + node.branchesAt, count); // 32 of them are the mask's bytes
        header = static_cast<Byte>(header | count);
        at += count;
    }
    *start = header;
    m_block.truncate(before + static_cast<std::size_t>(at - start));
    return offset;
}

/// Returns the offset of equal line data, written now if they were not before.
std::uint64_t ActBuilder::writeLine(ByteView line) {
    if (m_numbers.empty()) {
        fail(Error::internal("a line of an ACT has no number"));
        return position();
    }
    const std::uint32_t number = m_numbers.front();
    m_numbers = m_numbers.subspan(1);
    if (number < m_lineOffsets.size()) return m_lineOffsets[number];
    if (m_block.size() + kVarintMaxBytes + line.size() > kBlockBytes) flush();
    const std::uint64_t offset = position();
    Byte length[kVarintMaxBytes];
    const std::size_t lengthSize = storeVarint(length, line.size());
    static_cast<void>(m_block.append({length, lengthSize})); // within the reserved room
    if (line.size() > kBlockBytes - kVarintMaxBytes) {
        flush();
        if (auto written = m_target->write(line); !written.ok()) fail(std::move(written).error());
        m_flushed += line.size();
    } else {
        copyLine(line, m_block.extend(line.size()));
    }
    if (number != LineTable::kNoNumber) m_lineOffsets.push_back(offset);
    return offset;
}

ActBuilder::Children ActBuilder::closeChildren(std::size_t firstChild) {
    const Node* const nodes = m_nodes.data() + firstChild;
    const std::size_t count = m_nodes.size() - firstChild;
    Children children;
    children.count = static_cast<std::uint16_t>(count);
    children.branchesAt = nodes[0].branchesAt;
    children.first = writeNode(nodes[0]);
    for (std::size_t i = 1; i < count; ++i) writeNode(nodes[i]);
    const bool wide = count >= space::kActWideCount;
    if (children.branchesAt > kMostBranches) fail(ByteBuffer::outOfMemory(m_branches.size()));
    m_branches.resize(children.branchesAt + (wide ? space::kActWideMaskBytes : count));
    Byte* const bytes = m_branches.data() + children.branchesAt;
    if (!wide) {
        for (std::size_t i = 0; i < count; ++i) bytes[i] = nodes[i].branch;
    } else {
        std::memset(bytes, 0, space::kActWideMaskBytes);
        for (std::size_t i = 0; i < count; ++i)
            bytes[nodes[i].branch / 8] |= static_cast<Byte>(1U << (nodes[i].branch % 8));
    }
    m_nodes.resize(firstChild);
    return children;
}

void ActBuilder::close(ByteView jump, Byte branch) {
    // Field by field, and nodes filled in place: what was written in pieces and is then copied whole stalls
    // the processor.
    const std::uint64_t value = m_stops.back().value;
    const std::uint32_t firstChild = m_stops.back().firstChild;
    const bool hasValue = m_stops.back().hasValue;
    m_stops.pop_back();
    Children children;
    children.branchesAt = static_cast<std::uint32_t>(m_branches.size());
    if (m_nodes.size() != firstChild) children = closeChildren(firstChild);
    Node& node = m_nodes.emplace_back();
    node.branch = branch;
    node.branchesAt = children.branchesAt;
    node.value = value;
    node.hasValue = hasValue;
    node.child = children.first;
    node.childCount = children.count;
    if (jump.empty()) return;
    node.line = writeLine(jump);
    if (children.count == 0) return;
    const std::uint64_t line = std::exchange(node.line, 0);
    node.child = writeNode(node);
    node.line = line;
    node.childCount = 0;
    node.hasValue = false;
    m_branches.resize(children.branchesAt);
}

Result<void> ActBuilder::add(ByteView path, std::uint64_t value, std::size_t shared) {
    if (m_any && (shared == path.size() || (shared < m_previous.size() && path[shared] < m_previous[shared])))
        return Error::internal("paths for an ACT must come in ascending order");
    while (!m_stops.empty() && m_stops.back().depth > shared) {
        const std::uint64_t depth = m_stops.back().depth;
        const bool fork = m_stops.size() == 1 || m_stops[m_stops.size() - 2].depth < shared;
        const std::uint64_t parent = fork ? shared : m_stops[m_stops.size() - 2].depth;
        close(m_previous.subspan(parent + 1, depth - parent - 1), m_previous[parent]);
        if (fork) m_stops.push_back({parent, 0, static_cast<std::uint32_t>(m_nodes.size() - 1), false});
    }
    m_stops.push_back({path.size(), value, static_cast<std::uint32_t>(m_nodes.size()), true});
    m_previous = path;
    m_any = true;
    if (m_error) [[unlikely]]
        return *m_error;
    return {};
}

Result<std::uint64_t> ActBuilder::finish() {
    while (m_stops.size() > 1) {
        const std::uint64_t depth = m_stops.back().depth;
        const std::uint64_t parent = m_stops[m_stops.size() - 2].depth;
        close(m_previous.subspan(parent + 1, depth - parent - 1), m_previous[parent]);
    }
    // The root's jump begins at the start: no branch byte leads to it.
    if (m_stops.empty())
        m_nodes.emplace_back();
    else
        close(m_previous.first(m_stops.back().depth), 0);
    const std::uint64_t rootOffset = writeNode(m_nodes.back());
    if (m_block.size() + space::kActPadding > kBlockBytes) flush();
    std::memset(m_block.extend(space::kActPadding), 0, space::kActPadding);
    flush();
    if (m_error) return *m_error;
    Byte field[8];
    storeU64(field, rootOffset);
    SB_CHECK(m_target->patch(m_base + space::kActRootField, field));
    if (m_collected) SB_CHECK(m_out.write(m_collected->view()));
    return m_flushed;
}

} // namespace spacebench::formats::act
