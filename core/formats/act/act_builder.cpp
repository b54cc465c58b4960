// SPDX-License-Identifier: Apache-2.0
#include "formats/act/act_builder.h"

#include <bit>
#include <random>

#include "base/varint.h"
#include "space/act_node.h"

namespace spacebench::formats::act {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10; // limits.md: 256 KiB to 1 MiB writes are fastest
constexpr std::size_t kLargestNode = 1 + 3 * kVarintMaxBytes + space::kActWideMaskBytes;
constexpr std::size_t kKeptBytes = std::size_t{1} << 20;

std::uint64_t randomSeed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

} // namespace

ActBuilder::ActBuilder(ByteSink& out, Lifetime lifetime)
    : m_out(out), m_lifetime(lifetime), m_lines(randomSeed()) {}

Result<void> ActBuilder::expect(std::uint64_t paths) {
    // About two of three paths bring a line of their own (big_logic, generated atoms).
    if (!m_lines.reserve(paths / 3 * 2)) return ByteBuffer::outOfMemory(paths * 32);
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
        std::memcpy(at, node.branches, sizeof node.branches);
        const unsigned count = std::min<unsigned>(node.childCount, space::kActWideCount);
        header = static_cast<Byte>(header | count);
        at += count; // 32 of them are the mask's bytes
    }
    *start = header;
    m_block.truncate(before + static_cast<std::size_t>(at - start));
    return offset;
}

const Byte* ActBuilder::keep(ByteView line) {
    if (m_lifetime == Lifetime::UntilFinish) return line.data();
    if (m_kept.empty() || m_kept.back().capacity() - m_kept.back().size() < line.size()) {
        ByteBuffer chunk;
        if (!chunk.reserve(std::max(kKeptBytes, line.size()))) {
            fail(ByteBuffer::outOfMemory(line.size()));
            return nullptr;
        }
        m_kept.push_back(std::move(chunk));
    }
    Byte* const copy = m_kept.back().extend(line.size());
    std::memcpy(copy, line.data(), line.size());
    return copy;
}

/// Returns the offset of equal line data, written now if they were not before.
std::uint64_t ActBuilder::writeLine(ByteView line, std::uint64_t knownHash) {
    const std::uint64_t hash = knownHash != 0 ? knownHash : m_lines.hash(line);
    if (const std::uint64_t known = m_lines.find(line, hash); known != 0) return known;
    const Byte* const kept = keep(line);
    if (kept == nullptr) return position();
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
        static_cast<void>(m_block.append(line));
    }
    if (!m_lines.insert({kept, line.size()}, hash, offset)) fail(ByteBuffer::outOfMemory(line.size()));
    return offset;
}

ActBuilder::Node ActBuilder::close(ByteView jump, std::uint64_t knownHash) {
    const Stop stop = m_stops.back();
    m_stops.pop_back();
    Node branch;
    branch.value = stop.value;
    branch.hasValue = stop.hasValue;
    if (const std::size_t count = m_nodes.size() - stop.firstChild; count != 0) {
        const Node* const children = m_nodes.data() + stop.firstChild;
        branch.childCount = static_cast<std::uint16_t>(count);
        if (count < space::kActWideCount) {
            for (std::size_t i = 0; i < count; ++i) branch.branches[i] = children[i].branch;
        } else {
            std::memset(branch.branches, 0, sizeof branch.branches);
            for (std::size_t i = 0; i < count; ++i)
                branch.branches[children[i].branch / 8] |= static_cast<Byte>(1U << (children[i].branch % 8));
        }
        branch.child = writeNode(children[0]);
        for (std::size_t i = 1; i < count; ++i) writeNode(children[i]);
        m_nodes.resize(stop.firstChild);
    }
    if (jump.empty()) return branch;
    const std::uint64_t line = writeLine(jump, knownHash);
    if (branch.childCount != 0) {
        Node node;
        node.line = line;
        node.child = writeNode(branch);
        return node;
    }
    branch.line = line;
    return branch;
}

Result<void> ActBuilder::add(ByteView path, std::uint64_t value, std::size_t shared,
                             std::uint64_t previousLeafHash) {
    if (m_any && (shared == path.size() || (shared < m_previous.size() && path[shared] < m_previous[shared])))
        return Error::internal("paths for an ACT must come in ascending order");
    std::uint64_t knownHash = previousLeafHash;
    while (!m_stops.empty() && m_stops.back().depth > shared) {
        const std::uint64_t depth = m_stops.back().depth;
        const bool fork = m_stops.size() == 1 || m_stops[m_stops.size() - 2].depth < shared;
        const std::uint64_t parent = fork ? shared : m_stops[m_stops.size() - 2].depth;
        const ByteView jump = m_previous.subspan(parent + 1, depth - parent - 1);
        Node node = close(jump, knownHash);
        knownHash = 0;
        node.branch = m_previous[parent];
        if (fork) m_stops.push_back({parent, 0, m_nodes.size(), false});
        m_nodes.push_back(node);
    }
    m_stops.push_back({path.size(), value, m_nodes.size(), true});
    if (m_lifetime == Lifetime::UntilNext) {
        m_previousCopy.assign(path.begin(), path.end());
        m_previous = m_previousCopy;
    } else {
        m_previous = path;
    }
    m_any = true;
    if (m_error) [[unlikely]]
        return *m_error;
    return {};
}

Result<std::uint64_t> ActBuilder::finish() {
    Node root;
    while (!m_stops.empty()) {
        const std::uint64_t depth = m_stops.back().depth;
        if (m_stops.size() == 1) { // the root's jump begins at the start: no branch byte leads to it
            root = close(m_previous.first(depth), 0);
            break;
        }
        const std::uint64_t parent = m_stops[m_stops.size() - 2].depth;
        Node node = close(m_previous.subspan(parent + 1, depth - parent - 1), 0);
        node.branch = m_previous[parent];
        m_nodes.push_back(node);
    }
    const std::uint64_t rootOffset = writeNode(root);
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
