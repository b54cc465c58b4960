// SPDX-License-Identifier: Apache-2.0
//
// The tables of the history and how older databases become the present version: one step a version, all of
// them in one transaction, so that a database is of one version or another whatever is killed.
#pragma once

#include <span>

#include "results/sqlite_database.h"

namespace spacebench::results {

/// Step i brings a database from version i to i + 1 (PRAGMA user_version). A database without tables is of
/// version 0.
[[nodiscard]] std::span<const char* const> historySteps();

/// Brings `database` to the version that `steps` ends with. UnsupportedVersion where it is of a later one,
/// InvalidArgument where it is no history at all; either is left as it was.
[[nodiscard]] Result<void> migrate(const SqliteDatabase& database, std::span<const char* const> steps);

} // namespace spacebench::results
