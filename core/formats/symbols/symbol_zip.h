// SPDX-License-Identifier: Apache-2.0
//
// The symbol table archive of MORK (formats.md, 6): read through libzip, written byte for byte as MORK writes
// it. Used for files of their own and for the table inside an MTTS file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_buffer.h"
#include "base/finding.h"
#include "base/work_context.h"
#include "space/symbol_table.h"

namespace spacebench::formats::symbols {

inline constexpr std::string_view kMorkDialect = "mork";
inline constexpr std::string_view kDocumentedDialect = "documented";

struct SymbolZipEntry {
    std::string name;
    std::uint64_t size = 0;       ///< unpacked
    std::uint64_t storedSize = 0; ///< in the archive
    bool deflated = false;
};

struct SymbolZip {
    space::SymbolTable table; ///< empty for the documented variant, whose inner bytes nobody documents
    std::string dialect;
    std::vector<SymbolZipEntry> entries;
    /// Set where the archive is damaged; the table then holds what could be read, and findings repeat it.
    std::optional<Error> damage;
};

/// Whether `bytes` are such an archive: No, a damaged one that starts like one, or one whose directory names
/// its entries. Cost: the directory.
enum class ZipLikeness { No, StartsLikeOne, Yes };
[[nodiscard]] ZipLikeness likenessOf(ByteView bytes);

/// Reads as much as there is. NotThisFormat where it is another archive or none; LimitExceeded where it
/// inflates beyond context.limits; Corrupt where nothing can be read. Offsets in
/// errors are those in `zip`; there are none for what is wrong inside a deflated entry.
[[nodiscard]] Result<SymbolZip> inspectSymbolZip(ByteView zip, Findings& findings,
                                                 const WorkContext& context);

/// The table of a sound archive; its damage is the error.
[[nodiscard]] Result<space::SymbolTable> readSymbolZip(ByteView zip, Findings& findings,
                                                       const WorkContext& context = {});

/// MORK's archive of `table`. Unsupported where a symbol does not fit its six bytes; LimitExceeded above 4
/// GiB.
[[nodiscard]] Result<ByteBuffer> writeSymbolZip(const space::SymbolTable& table,
                                                const WorkContext& context = {});

} // namespace spacebench::formats::symbols
