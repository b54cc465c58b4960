// SPDX-License-Identifier: Apache-2.0
//
// The target table that a command line names.
#pragma once

#include <memory>

#include "base/result.h"
#include "base/work_context.h"
#include "results/target_table.h"

namespace spacebench::jobs {

/// A file that holds a table.
[[nodiscard]] Result<results::TargetTable> readTargetTable(const std::string& path,
                                                           const WorkContext& context);
/// `text` is the id of a built-in or kept table, or a file; empty = the guide's. InvalidArgument with the ids
/// that there are.
[[nodiscard]] Result<std::shared_ptr<const results::TargetTable>>
chooseTable(const std::string& text, const std::string& dataFolder, const WorkContext& context);

} // namespace spacebench::jobs
