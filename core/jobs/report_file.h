// SPDX-License-Identifier: Apache-2.0
//
// Report files of timed jobs: begun before the first run, so that a name that cannot be written fails at once
// and not after minutes; whole or not there.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/atomic_file.h"

namespace spacebench::jobs {

/// Null where `path` is empty: no report is asked for. InvalidArgument where it is one of `inputs`. A file of
/// that name is replaced.
[[nodiscard]] Result<std::unique_ptr<io::AtomicFile>> beginReport(const std::string& path,
                                                                  const std::vector<std::string>& inputs);
[[nodiscard]] Result<void> finishReport(io::AtomicFile* file, const std::string& text);

} // namespace spacebench::jobs
