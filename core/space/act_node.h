// SPDX-License-Identifier: Apache-2.0
//
// The nodes of an ACTree03 arena (formats.md, 3), decoded in place and never trusted.
//
// ActArena is a view of a whole file. Every reference must point strictly backwards and stay at or above
// kActArenaBegin; a node and its line data must end before whatever refers to them begins. So a walk along
// references always ends, whatever the bytes are; it may still be exponential in the file's size, because
// subtrees may be shared. Decoding allocates nothing and costs O(child bytes). Any thread.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/varint.h"

namespace spacebench::space {

inline constexpr std::string_view kActMagic = "ACTree03";
inline constexpr std::uint64_t kActRootField = 8;   ///< u64 offset of the root node
inline constexpr std::uint64_t kActArenaBegin = 16; ///< the first byte that a reference may name
inline constexpr std::uint64_t kActPadding = 8;  ///< zero bytes behind the arena of a file never merged into
inline constexpr std::uint64_t kActTrailer = 16; ///< what each merge appends instead

inline constexpr Byte kActLineBit = 0x80;
inline constexpr Byte kActValueBit = 0x40;
inline constexpr Byte kActLineChildBit = 0x01;
inline constexpr Byte kActLineReserved = 0x3E;
inline constexpr Byte kActCountMask = 0x3F;
inline constexpr unsigned kActWideCount = 32; ///< from here on child bytes are a 256-bit mask
inline constexpr unsigned kActWideMaskBytes = 32;

struct ActNode {
    std::uint64_t offset = 0;
    std::uint64_t end = 0; ///< one past the node: where its next sibling begins
    std::uint64_t value = 0;
    std::uint64_t child = 0;      ///< offset of the first child; 0 = none
    std::uint64_t lineOffset = 0; ///< of the line data's length; line nodes only
    const Byte* line = nullptr;   ///< the line's bytes
    std::uint64_t lineSize = 0;
    const Byte* branches = nullptr; ///< child bytes, ascending, or the mask where isWide()
    std::uint16_t childCount = 0;   ///< of a branch node; a line node counts its child through `child`
    bool isLine = false;
    bool hasValue = false;

    [[nodiscard]] bool isWide() const { return childCount >= kActWideCount; }
    [[nodiscard]] ByteView lineBytes() const { return {line, lineSize}; }
    /// Position of `branch` among the children, or -1.
    [[nodiscard]] int indexOf(Byte branch) const;
    /// The smallest branch byte that is at least `from` (0..256); 256 = none.
    [[nodiscard]] unsigned nextBranch(unsigned from) const;
};

/// A line node with a value and without a child.
struct ActLeaf {
    std::uint64_t end = 0; ///< one past the node
    std::uint64_t value = 0;
    const Byte* line = nullptr;
    std::uint64_t lineSize = 0;
};

/// Why a node could not be decoded; cheap to carry, made into words by ActArena::describe().
struct ActFault {
    enum class Kind : std::uint8_t {
        None,
        NodeOutside,     ///< a node offset outside the arena, or not below its parent
        NodeCutOff,      ///< the node runs into what refers to it, or past the end
        ChildCount,      ///< branch header with 33..63 children
        ReservedBits,    ///< line header with reserved bits
        MaskCount,       ///< a 256-bit mask with fewer than 32 bits
        BranchOrder,     ///< child bytes that do not ascend
        ReferenceTooFar, ///< a reference that leads below the arena
        ReferenceToSelf, ///< a reference of 0: the node names itself
        LineEmpty,
        LineCutOff, ///< line data that run into their node
    };
    Kind kind = Kind::None;
    std::uint64_t at = 0;    ///< file offset of the offending bytes
    std::uint64_t found = 0; ///< the offending number
    std::uint64_t bound = 0; ///< what it had to stay below
};

class ActArena {
  public:
    ActArena() = default;
    explicit ActArena(ByteView file) : m_file(file) {}

    [[nodiscard]] ByteView file() const { return m_file; }
    [[nodiscard]] std::uint64_t size() const { return m_file.size(); }

    /// Decodes the node at `offset`, which must end at or before `limit`: the offset of the node that refers
    /// to it, size() for a root. False = damaged; `fault` says why, `node` is then unspecified.
    [[nodiscard]] bool decode(std::uint64_t offset, std::uint64_t limit, ActNode& node,
                              ActFault& fault) const;
    /// The fast way for what most nodes are: a line that ends a path. False = something else, or doubtful in
    /// any way: decode() then tells.
    [[nodiscard]] bool decodeLeaf(std::uint64_t offset, std::uint64_t limit, ActLeaf& leaf) const;
    /// Only where the node at `offset` ends: the fast way over siblings. Line data are not looked at.
    [[nodiscard]] bool skip(std::uint64_t offset, std::uint64_t limit, std::uint64_t& end,
                            ActFault& fault) const;
    /// Child `index` (from 0) of a branch node, found by stepping over the ones before it; O(index).
    [[nodiscard]] bool child(const ActNode& parent, unsigned index, ActNode& node, ActFault& fault) const;

    /// Corrupt, with offset, expected and found.
    [[nodiscard]] static Error describe(const ActFault& fault);

  private:
    [[nodiscard]] bool varint(std::uint64_t& at, std::uint64_t limit, std::uint64_t& value) const;
    [[nodiscard]] bool reference(std::uint64_t& at, std::uint64_t limit, std::uint64_t self,
                                 std::uint64_t& target, ActFault& fault) const;

    ByteView m_file;
};

inline bool ActArena::decodeLeaf(std::uint64_t offset, std::uint64_t limit, ActLeaf& leaf) const {
    constexpr std::uint64_t kRoom = 2 * kVarintMaxBytes + 8; // varints are loaded eight bytes at a time
    if (offset < kActArenaBegin || offset >= limit || m_file.size() < kRoom || offset > m_file.size() - kRoom)
        return false;
    const Byte* at = m_file.data() + offset;
    if (*at != (kActLineBit | kActValueBit)) return false;
    ++at;
    // Without a branch on the size: that of references follows no pattern.
    const auto take = [&at]() {
        const Byte first = *at;
        const unsigned more = first <= kVarintLargestInline ? 0 : first - unsigned{kVarintLargestInline};
        const std::uint64_t rest =
            loadU64(at + 1) & (more == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * more)) - 1);
        at += 1 + more;
        return more == 0 ? first : rest;
    };
    leaf.value = take();
    const std::uint64_t distance = take();
    if (distance == 0 || distance > offset - kActArenaBegin) return false;
    const Byte* const text = m_file.data() + (offset - distance);
    leaf.line = text + 1;
    leaf.lineSize = *text;
    leaf.end = static_cast<std::uint64_t>(at - m_file.data());
    return *text <= kVarintLargestInline && *text != 0 && *text < distance && leaf.end <= limit;
}

} // namespace spacebench::space
