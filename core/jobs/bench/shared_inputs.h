// SPDX-License-Identifier: Apache-2.0
//
// What all samples of a plan share: each input once as framed paths, and what each format makes of it with
// each codec, in files without names that workers map. Everything is read back and compared before anything
// is timed. The parts that floors are made of are measured along the way, while the bytes are at hand;
// afterwards nothing stays in memory.
#pragma once

#include <map>

#include "formats/format.h"
#include "io/scratch_file.h"
#include "jobs/bench/cell.h"
#include "results/floors.h"
#include "space/path_set.h"

namespace spacebench::jobs {

/// What a format makes of an input with a codec, or a block codec of its framed bytes.
struct StoredFile {
    std::shared_ptr<io::ScratchFile> file;
    std::string hash; ///< BLAKE2b-256 of it
    std::uint64_t bytes = 0;
    std::string codec;              ///< as the file itself says it: "zlib", "none"
    std::vector<std::string> notes; ///< what the format cannot hold
    std::optional<results::FloorParts> floor;
    std::optional<double> mapNs;  ///< opening and mapping the file; where the plan loads it
    std::optional<Error> refusal; ///< why there is none: what rows of it say
};

struct PreparedInput {
    results::BenchInput info;
    std::shared_ptr<io::ScratchFile> framed;
    std::shared_ptr<io::ScratchFile> values;  ///< null = all paths have the value 0
    std::map<std::string, StoredFile> stored; ///< by storedKey()

    /// The stored file of `row`; null = it needs none.
    [[nodiscard]] const StoredFile* storedFor(const Configuration& row) const;
    /// As workers of this process open them.
    [[nodiscard]] CellFiles filesFor(const Configuration& row, const std::string& folder) const;
};

/// Which rows share a stored file; empty = none is needed.
[[nodiscard]] std::string storedKey(const Configuration& row);

/// `rows` are those of this input. An error where the input itself cannot be used; what a single format
/// cannot do is the refusal of its file.
[[nodiscard]] Result<PreparedInput> prepareInput(const std::string& name, space::SpacePtr space,
                                                 const std::vector<Configuration>& rows,
                                                 const std::string& folder, const JobServices& services);

} // namespace spacebench::jobs
