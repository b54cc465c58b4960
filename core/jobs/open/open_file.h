// SPDX-License-Identifier: Apache-2.0
//
// Opening a file as a user means it: map it, recognise it by content, read it, and attach the symbol table
// that lies beside it.
#pragma once

#include "formats/format.h"

namespace spacebench::jobs {

struct OpenRequest {
    std::string path;     ///< "-" = standard input
    std::string formatId; ///< empty = recognise by content
    formats::OpenOptions options;
    std::string symbolsPath; ///< symbol table to use; empty = look beside the file
    bool lookBeside = true;
    /// For one job that goes through all paths a few times: see OpenOptions::streaming. Text is held all the
    /// same, because it seldom is in order.
    bool streaming = false;
};

struct OpenedFile {
    std::string path;
    io::SourcePtr source;
    const formats::Format* format = nullptr;
    formats::Opened opened; ///< content.symbols is the embedded table, the one found beside, or the one given
    std::string symbolsPath; ///< where a table beside the file was found; empty = none attached from outside
    /// Symbols of 8 bytes that look interned (`00 00 pp ...`), among those sampled, though no table is
    /// attached: the table is missing.
    bool symbolsMissing = false;
};

/// The table beside `path`: the same stem with `.zip` or `.symbols`, checked to hold `FileSizes.meta`
/// (formats.md, Rulings). "" = none.
[[nodiscard]] std::string findSymbolsBeside(const std::string& path);

/// Fails only where nothing can be read; damage is in opened.damage. Cost: constant for an ACT, one pass for
/// everything else.
[[nodiscard]] Result<OpenedFile> openSpaceFile(const OpenRequest& request, const WorkContext& context);

/// LimitExceeded where `content` spells more than Limits::expandedBytes, as a small file with shared subtrees
/// can: to be asked before all paths are gone through. Cost: that of Space::count, nothing in memory.
[[nodiscard]] Result<void> refuseEndless(const space::SpaceContent& content, const WorkContext& context);

} // namespace spacebench::jobs
