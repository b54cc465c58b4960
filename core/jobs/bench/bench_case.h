// SPDX-License-Identifier: Apache-2.0
//
// What is timed: one operation of one format on one input. run() is the timed part; everything else stands
// outside of it.
#pragma once

#include "formats/format.h"
#include "results/bench_result.h"
#include "space/path_set.h"

namespace spacebench::jobs {

/// An input in memory, shared by all cases. Only paths and values are measured; symbol tables and
/// multiplicities are left out, so that every format does the same work.
struct BenchInputSpace {
    std::string name;
    space::SpacePtr space; ///< its pathSet() is not null

    [[nodiscard]] const space::PathSet& paths() const { return *space->pathSet(); }
};

/// What a format makes of an input: stored once, before anything is timed, and the input of the reading
/// cases.
struct StoredSpace {
    const formats::Format* format = nullptr;
    std::shared_ptr<const BenchInputSpace> input;
    ByteBuffer bytes;
    std::string codec;              ///< "none" where the format compresses nothing
    std::vector<std::string> notes; ///< what the format cannot hold
};

/// Saves, reads back and compares. Unsupported where the format cannot hold the input's paths; Internal where
/// what comes back differs.
[[nodiscard]] Result<std::shared_ptr<const StoredSpace>>
storeSpace(const formats::Format& format, std::shared_ptr<const BenchInputSpace> input,
           const WorkContext& context);

class BenchCase {
  public:
    virtual ~BenchCase() = default;
    /// The timed part.
    [[nodiscard]] virtual Result<void> run(const WorkContext& context) = 0;
    /// Checks what run() made; Internal where it is wrong. `thorough`: path by path instead of what can be
    /// had cheaply.
    [[nodiscard]] virtual Result<void> verify(bool thorough, const WorkContext& context) = 0;
    /// Drops what run() made. Memory that the next run can use again is kept.
    virtual void release() = 0;
    /// Drops that memory too: the next run starts like the first.
    virtual void releaseAll() { release(); }
    /// The part of run() that nothing can do without, alone; false where there is no such part of its own.
    /// Not a part of the measurement: for floors.
    [[nodiscard]] virtual Result<bool> runBare(const WorkContext& context);
    /// How it was measured, beside what the samples say.
    [[nodiscard]] virtual std::vector<std::string> notes() const = 0;
};

/// Format::save into memory.
[[nodiscard]] std::unique_ptr<BenchCase> serializeCase(std::shared_ptr<const StoredSpace> stored);
/// Format::open from memory, forced into a space in memory where the format opens in place. Null where memory
/// cannot be had.
[[nodiscard]] std::unique_ptr<BenchCase> deserializeCase(std::shared_ptr<const StoredSpace> stored);
/// Format::open in place from a real file, through a mapping. Writes and removes a temporary file.
[[nodiscard]] Result<std::unique_ptr<BenchCase>> loadCase(std::shared_ptr<const StoredSpace> stored);

} // namespace spacebench::jobs
