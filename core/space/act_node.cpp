// SPDX-License-Identifier: Apache-2.0
#include "space/act_node.h"

#include <fmt/format.h>

#include "base/units.h"
#include "base/varint.h"
#include "space/trie_cursor.h"

namespace spacebench::space {

namespace {

using Kind = ActFault::Kind;

bool fail(ActFault& fault, Kind kind, std::uint64_t at, std::uint64_t found = 0, std::uint64_t bound = 0) {
    fault = {kind, at, found, bound};
    return false;
}

ByteMask wideMask(const Byte* bytes) {
    ByteMask mask;
    for (std::size_t i = 0; i < mask.words.size(); ++i) mask.words[i] = loadU64(bytes + 8 * i);
    return mask;
}

} // namespace

int ActNode::indexOf(Byte branch) const {
    if (isWide()) {
        const ByteMask mask = wideMask(branches);
        if (!mask.test(branch)) return -1;
        int index = 0;
        for (unsigned word = 0; word < branch / 64U; ++word) index += std::popcount(mask.words[word]);
        const std::uint64_t below = (std::uint64_t{1} << (branch % 64)) - 1;
        return index + std::popcount(mask.words[branch / 64] & below);
    }
    for (int i = 0; i < childCount; ++i)
        if (branches[i] == branch) return i;
    return -1;
}

unsigned ActNode::nextBranch(unsigned from) const {
    if (isWide()) return wideMask(branches).next(from);
    for (unsigned i = 0; i < childCount; ++i)
        if (branches[i] >= from) return branches[i];
    return 256;
}

inline bool ActArena::varint(std::uint64_t& at, std::uint64_t limit, std::uint64_t& value) const {
    if (at >= limit) return false;
    const Byte first = m_file[at];
    if (first <= kVarintLargestInline) [[likely]] {
        value = first;
        ++at;
        return true;
    }
    const Varint read =
        loadVarint(m_file.subspan(at, std::min<std::uint64_t>(kVarintMaxBytes, m_file.size() - at)));
    if (read.size == 0 || read.size > limit - at) return false;
    value = read.value;
    at += read.size;
    return true;
}

inline bool ActArena::reference(std::uint64_t& at, std::uint64_t limit, std::uint64_t self,
                                std::uint64_t& target, ActFault& fault) const {
    const std::uint64_t field = at;
    std::uint64_t distance = 0;
    if (!varint(at, limit, distance)) return fail(fault, Kind::NodeCutOff, self, limit, limit);
    if (distance == 0) return fail(fault, Kind::ReferenceToSelf, field);
    if (distance > self - kActArenaBegin)
        return fail(fault, Kind::ReferenceTooFar, field, distance, self - kActArenaBegin);
    target = self - distance;
    return true;
}

bool ActArena::decode(std::uint64_t offset, std::uint64_t limit, ActNode& node, ActFault& fault) const {
    if (offset < kActArenaBegin || offset >= limit || limit > m_file.size())
        return fail(fault, Kind::NodeOutside, offset, offset, std::min<std::uint64_t>(limit, m_file.size()));
    const Byte header = m_file[offset];
    std::uint64_t at = offset + 1;
    node.offset = offset;
    node.hasValue = (header & kActValueBit) != 0;
    node.value = 0;
    node.child = 0;
    node.isLine = (header & kActLineBit) != 0;
    node.childCount = 0;
    if (node.hasValue && !varint(at, limit, node.value))
        return fail(fault, Kind::NodeCutOff, offset, limit, limit);
    if (node.isLine) {
        if ((header & kActLineReserved) != 0) return fail(fault, Kind::ReservedBits, offset, header);
        if ((header & kActLineChildBit) != 0 && !reference(at, limit, offset, node.child, fault))
            return false;
        if (!reference(at, limit, offset, node.lineOffset, fault)) return false;
        std::uint64_t text = node.lineOffset;
        if (!varint(text, offset, node.lineSize))
            return fail(fault, Kind::LineCutOff, node.lineOffset, offset, offset);
        if (node.lineSize == 0) return fail(fault, Kind::LineEmpty, node.lineOffset);
        if (node.lineSize > offset - text)
            return fail(fault, Kind::LineCutOff, node.lineOffset, node.lineSize, offset - text);
        node.line = m_file.data() + text;
        node.end = at;
        return true;
    }
    const unsigned count = header & kActCountMask;
    if (count > kActWideCount) return fail(fault, Kind::ChildCount, offset, count, kActWideCount);
    if (count == 0) {
        node.end = at;
        return true;
    }
    if (!reference(at, limit, offset, node.child, fault)) return false;
    const std::uint64_t size = count == kActWideCount ? kActWideMaskBytes : count;
    if (size > limit - at) return fail(fault, Kind::NodeCutOff, offset, at + size, limit);
    node.branches = m_file.data() + at;
    node.end = at + size;
    if (count == kActWideCount) {
        const unsigned bits = wideMask(node.branches).count();
        if (bits < kActWideCount) return fail(fault, Kind::MaskCount, at, bits, kActWideCount);
        node.childCount = static_cast<std::uint16_t>(bits);
        return true;
    }
    node.childCount = static_cast<std::uint16_t>(count);
    for (unsigned i = 1; i < count; ++i) {
        if (node.branches[i - 1] >= node.branches[i]) [[unlikely]]
            return fail(fault, Kind::BranchOrder, at + i, node.branches[i], node.branches[i - 1]);
    }
    return true;
}

bool ActArena::skip(std::uint64_t offset, std::uint64_t limit, std::uint64_t& end, ActFault& fault) const {
    if (offset < kActArenaBegin || offset >= limit || limit > m_file.size())
        return fail(fault, Kind::NodeOutside, offset, offset, std::min<std::uint64_t>(limit, m_file.size()));
    const Byte header = m_file[offset];
    std::uint64_t at = offset + 1;
    // A leaf with the value 0, as most are: a header, the value, a reference to its line.
    if (header == (kActLineBit | kActValueBit) && limit - offset >= 3 + 8 && m_file[at] == 0) [[likely]] {
        const unsigned first = m_file[at + 1];
        end = at + 2 + (first <= kVarintLargestInline ? 0 : first - kVarintLargestInline);
        return true;
    }
    unsigned varints = (header & kActValueBit) != 0 ? 1 : 0;
    std::uint64_t tail = 0;
    if ((header & kActLineBit) != 0) {
        if ((header & kActLineReserved) != 0) return fail(fault, Kind::ReservedBits, offset, header);
        varints += 1U + (header & kActLineChildBit);
    } else if (const unsigned count = header & kActCountMask; count != 0) {
        if (count > kActWideCount) return fail(fault, Kind::ChildCount, offset, count, kActWideCount);
        ++varints;
        tail = count == kActWideCount ? kActWideMaskBytes : count;
    }
    for (; varints != 0; --varints) {
        if (at >= limit) return fail(fault, Kind::NodeCutOff, offset, at, limit);
        const Byte first = m_file[at];
        at += first <= kVarintLargestInline ? 1U : 1U + first - kVarintLargestInline;
    }
    if (at > limit || tail > limit - at) return fail(fault, Kind::NodeCutOff, offset, at + tail, limit);
    end = at + tail;
    return true;
}

bool ActArena::child(const ActNode& parent, unsigned index, ActNode& node, ActFault& fault) const {
    std::uint64_t at = parent.child;
    for (; index != 0; --index)
        if (!skip(at, parent.offset, at, fault)) return false;
    return decode(at, parent.offset, node, fault);
}

Error ActArena::describe(const ActFault& fault) {
    const auto number = [](std::uint64_t value) { return groupedNumber(value); };
    switch (fault.kind) {
    case Kind::NodeOutside:
        return Error::corrupt("a node lies outside the part of the file that may be referred to")
            .at(fault.at)
            .expect(fmt::format("an offset from {} to below {}", kActArenaBegin, number(fault.bound)))
            .got(number(fault.found));
    case Kind::NodeCutOff:
        return Error::corrupt("a node runs into what refers to it or past the end of the file")
            .at(fault.at)
            .expect(fmt::format("an end at or before offset {}", number(fault.bound)))
            .got(fault.found > fault.bound ? number(fault.found) : std::string("more bytes than that"));
    case Kind::ChildCount:
        return Error::corrupt("a branch node's header names an impossible number of children")
            .at(fault.at)
            .expect("0 to 32")
            .got(number(fault.found));
    case Kind::ReservedBits:
        return Error::corrupt("a line node's header has reserved bits set")
            .at(fault.at)
            .expect("0x80, 0x81, 0xC0 or 0xC1")
            .got(fmt::format("0x{:02X}", fault.found));
    case Kind::MaskCount:
        return Error::corrupt("a 256-bit child mask has too few bits")
            .at(fault.at)
            .expect("32 to 256 bits")
            .got(number(fault.found));
    case Kind::BranchOrder:
        return Error::corrupt("the child bytes of a branch node do not ascend")
            .at(fault.at)
            .expect(fmt::format("a byte above 0x{:02X}", fault.bound))
            .got(fmt::format("0x{:02X}", fault.found));
    case Kind::ReferenceTooFar:
        return Error::corrupt("a reference leads below the arena")
            .at(fault.at)
            .expect(fmt::format("a distance of 1 to {}", number(fault.bound)))
            .got(number(fault.found));
    case Kind::ReferenceToSelf:
        return Error::corrupt("a node refers to itself")
            .at(fault.at)
            .expect("a distance of 1 or more: references point backwards")
            .got("0");
    case Kind::LineEmpty:
        return Error::corrupt("line data are empty").at(fault.at).expect("a length of 1 or more").got("0");
    case Kind::LineCutOff:
        return Error::corrupt("line data run into the node that refers to them")
            .at(fault.at)
            .expect(fmt::format("a length of 1 to {}", number(fault.bound)))
            .got(number(fault.found));
    case Kind::None:
        break;
    }
    return Error::internal("an ACT node failed without a reason");
}

} // namespace spacebench::space
