// SPDX-License-Identifier: Apache-2.0
//
// Where the parts of an MTTS file lie, dialect by dialect (formats.md, 4). Nothing in the file names its
// dialect: the one that is consistent to the last byte is it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "formats/framed_paths.h"

namespace spacebench::formats::mtts {

inline constexpr std::string_view kMagic = "MTTS";
inline constexpr unsigned kVersion = 1;
inline constexpr unsigned kFlagChecksum = 1U << 0;
inline constexpr unsigned kFlagCompressed = 1U << 1;

enum class Dialect { Documented, Short, BigEndian };
inline constexpr Dialect kDialects[] = {Dialect::Documented, Dialect::Short, Dialect::BigEndian};

[[nodiscard]] std::string_view dialectId(Dialect dialect); ///< "documented", "short", "bigendian"
[[nodiscard]] std::string_view dialectTitle(Dialect dialect);
[[nodiscard]] std::optional<Dialect> dialectOf(std::string_view id);
[[nodiscard]] inline ByteOrder orderOf(Dialect dialect) {
    return dialect == Dialect::BigEndian ? ByteOrder::Big : ByteOrder::Little;
}
/// Bytes before the symbol table's length.
[[nodiscard]] std::size_t headerBytes(Dialect dialect);

struct Layout {
    Dialect dialect = Dialect::Documented;
    unsigned flags = 0;
    std::uint64_t symbolsBegin = 0;
    std::uint64_t symbolsEnd = 0;
    std::uint64_t sectionBegin = 0; ///< the path count, or the compressed section's codec number
    std::uint64_t sectionEnd = 0;
    /// Compressed sections only: what their header says.
    unsigned codecNumber = 0;
    std::uint64_t rawLength = 0;
    std::uint64_t storedBegin = 0;
    /// Offset up to which the file makes sense in this dialect; its size where it is consistent.
    std::uint64_t reached = 0;
    bool symbolsPlausible = false; ///< empty, or starts with PK
    std::optional<Error> fault;    ///< why it is not consistent

    [[nodiscard]] bool consistent() const { return !fault.has_value(); }
    [[nodiscard]] bool hasChecksum() const { return (flags & kFlagChecksum) != 0; }
    [[nodiscard]] bool compressed() const { return (flags & kFlagCompressed) != 0; }
};

/// Lays `bytes`, which start with the magic, out as `dialect` would. Walks the frames of an uncompressed
/// section. Fails only where cancelled. `pages`, where given, hears of what is read.
[[nodiscard]] Result<Layout> layOut(ByteView bytes, Dialect dialect, const WorkContext& context,
                                    io::PageBudget* pages = nullptr);

struct Choice {
    Layout layout;
    bool tie = false; ///< another dialect was consistent too
};
/// The dialect that fits: consistent before inconsistent, then by formats.md's rule for ties, then the one
/// that makes sense furthest.
[[nodiscard]] Result<Choice> chooseLayout(ByteView bytes, const WorkContext& context,
                                          io::PageBudget* pages = nullptr);

} // namespace spacebench::formats::mtts
