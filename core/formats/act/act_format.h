// SPDX-License-Identifier: Apache-2.0
//
// The ACT format's parts: the outline of a file (header, roots, trailers) that reader, verifier, salvage and
// locator share. Bytes in FORMAT.md.
#pragma once

#include "formats/format.h"
#include "space/act_node.h"

namespace spacebench::formats::act {

/// One state of a file: merging keeps the older ones readable.
struct Root {
    std::uint64_t offset = 0;
    std::uint64_t arenaEnd = 0; ///< its nodes end at or before this
};

/// What header and trailers say.
struct Outline {
    std::vector<Root> roots;             ///< newest first; roots[0] is the one that byte 8 names
    std::vector<std::uint64_t> trailers; ///< their offsets, newest first; one less than roots
    std::uint64_t arenaEnd = 0;          ///< padding, newest trailer, or the end of the file
    bool padded = false;                 ///< never merged into, and the zero bytes are there
    std::optional<Error> damage;         ///< of padding or trailers: the newest root can still be tried
};

/// Recognises and outlines a file in constant time (and the number of merges). No root is looked at. Errors:
/// NotThisFormat, UnsupportedVersion (ACTree01, ACTree02), Corrupt where the header itself is cut off.
[[nodiscard]] Result<Outline> outline(ByteView file);

/// Corrupt where `root` lies outside the file or its node is damaged.
[[nodiscard]] Result<space::ActNode> checkRoot(ByteView file, const Root& root);

/// The facts that need no walk.
[[nodiscard]] std::vector<Fact> factsOf(const Outline& outline, std::uint64_t chosen);

/// Index in outline.roots of the root that options choose. InvalidArgument says how many there are.
[[nodiscard]] Result<std::uint64_t> chosenRoot(const Outline& outline, const OpenOptions& options);

[[nodiscard]] Result<Opened> openAct(io::SourcePtr source, const OpenOptions& options,
                                     const WorkContext& context);
[[nodiscard]] Result<Opened> salvageAct(io::SourcePtr source, const OpenOptions& options,
                                        const WorkContext& context);
[[nodiscard]] Result<Findings> verifyAct(io::SourcePtr source, const OpenOptions& options,
                                         const WorkContext& context);
[[nodiscard]] Result<SaveReport> saveAct(const space::Space& space, ByteSink& out,
                                         const WorkContext& context);

} // namespace spacebench::formats::act
