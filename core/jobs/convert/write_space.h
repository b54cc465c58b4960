// SPDX-License-Identifier: Apache-2.0
//
// Writing a space to a file as every job does it: nothing appears under the name until all is written, read
// back and found equal.
#pragma once

#include <optional>

#include "formats/format.h"
#include "jobs/diff/compare_content.h"
#include "jobs/job.h"

namespace spacebench::jobs {

struct WriteRequest {
    std::string path; ///< "-" = the payload sink, after the check
    const formats::Format* format = nullptr;
    formats::SaveOptions save;
    bool replaceExisting = false;
    bool verify = true;    ///< read back and compare before the file appears
    std::string inputPath; ///< never overwritten; empty = there is none
};

struct WrittenSpace {
    formats::SaveReport save;
    std::uint64_t storedBytes = 0;
    std::uint64_t saveNs = 0;
    std::uint64_t verifyNs = 0;
    std::optional<Comparison> verified; ///< absent where it was not asked for
};

/// The format that `formatId` names, or else the extension of `path`. InvalidArgument lists what there is.
[[nodiscard]] Result<const formats::Format*> targetFormat(const std::string& path,
                                                          const std::string& formatId);

/// InvalidArgument where the output is the input (also through links), or exists and may not be replaced.
/// Cheap: call before the work.
[[nodiscard]] Result<void> checkTarget(const WriteRequest& request);

/// Saves, reads back, compares, and only then lets the file appear. Unsupported where the format would lose
/// something and request.save does not allow it; Internal where what was read back differs.
[[nodiscard]] Result<WrittenSpace> writeSpace(const WriteRequest& request, const space::SpaceContent& content,
                                              const JobServices& services);

} // namespace spacebench::jobs
