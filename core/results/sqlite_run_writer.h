// SPDX-License-Identifier: Apache-2.0
//
// A run as rows of the history's tables, and back.
#pragma once

#include "results/run_record.h"
#include "results/sqlite_database.h"

namespace spacebench::results {

/// Inside a write transaction. `record.uid` is taken as it is and is not there yet.
[[nodiscard]] Result<void> insertRun(const SqliteDatabase& database, const RunRecord& record,
                                     const std::string& addedUtc);
/// Inside a transaction. Nothing read is believed: types, sizes and ranges are checked (Corrupt).
[[nodiscard]] Result<RunRecord> readRun(const SqliteDatabase& database, std::int64_t runId);

/// The tags of `runId`, sorted.
[[nodiscard]] Result<std::vector<std::string>> readTags(const SqliteDatabase& database, std::int64_t runId);
/// In place of those that it has; empty ones are left out.
[[nodiscard]] Result<void> writeTags(const SqliteDatabase& database, std::int64_t runId,
                                     const std::vector<std::string>& tags);

} // namespace spacebench::results
