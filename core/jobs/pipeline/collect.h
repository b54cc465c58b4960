// SPDX-License-Identifier: Apache-2.0
//
// P1: copies paths into the buffers of a store, on one thread or in ranges on several whose order is kept;
// or, as a bad example, lost.
#pragma once

#include <mutex>

#include "formats/framed_paths.h"
#include "jobs/pipeline/crew.h"
#include "jobs/pipeline/path_store.h"
#include "space/mapped_space.h"

namespace spacebench::jobs::pipeline {

struct CollectOptions {
    unsigned threads = 1;
    bool loseOrder = false; ///< the guide's parallel collection: ranges in the order in which they finish
    bool reserve = false;   ///< M1, for lists whose length is not known otherwise
};

/// Fills ranges of a store on a crew. In order, ranges are appended as they lie. Out of order they are
/// appended as they finish; the first one is begun last, so that what may happen with threads always happens.
class RangeFiller {
  public:
    RangeFiller(PathStore& store, Crew& crew, const CollectOptions& options)
        : m_store(store), m_crew(crew), m_options(options) {}
    /// Ranges to make of `paths`, or whatever else is counted.
    [[nodiscard]] std::size_t rangesFor(std::uint64_t paths) const;
    using Fill = std::function<Result<void>(std::size_t item, std::size_t range, Arena* arena)>;
    [[nodiscard]] Result<void> fill(std::size_t ranges, const Fill& fill);

  private:
    PathStore& m_store;
    Crew& m_crew;
    CollectOptions m_options;
};

/// All paths of `set`.
[[nodiscard]] Result<void> collectSet(const space::PathSet& set, PathStore& store, Crew& crew,
                                      const CollectOptions& options);

/// Paths from frames that come in pieces, cut anywhere.
class FrameCollector {
  public:
    /// `expected`: paths, where that is known and room is to be made for them.
    FrameCollector(PathStore& store, Crew& crew, const CollectOptions& options, std::uint64_t expected);
    [[nodiscard]] Result<void> add(ByteView piece);
    /// Corrupt where a frame is not complete.
    [[nodiscard]] Result<void> finish();

  private:
    [[nodiscard]] Result<ByteView> completeCarried(ByteView piece);
    [[nodiscard]] Result<void> addOne(ByteView path);
    [[nodiscard]] Result<std::size_t> addFrames(ByteView piece);
    [[nodiscard]] Result<std::size_t> addInParallel(ByteView piece);
    /// The frames of `piece` to `range`; returns the bytes of the complete ones.
    [[nodiscard]] Result<std::size_t> copyFrames(ByteView piece, std::size_t range);

    PathStore& m_store;
    Crew& m_crew;
    CollectOptions m_options;
    std::uint64_t m_expected;
    Bytes m_carried; ///< the beginning of a frame
    std::uint64_t m_offset = 0;
};

/// All paths of an ACT with their values, in subtrees where several threads work. `values` gets one vector a
/// range of the store. `expected` as in FrameCollector.
[[nodiscard]] Result<void> collectTree(const space::Space& tree, PathStore& store,
                                       std::vector<std::vector<std::uint64_t>>& values, Crew& crew,
                                       const CollectOptions& options, std::uint64_t expected);

} // namespace spacebench::jobs::pipeline
