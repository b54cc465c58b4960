// SPDX-License-Identifier: Apache-2.0
#include "results/sqlite_schema.h"

#include <array>

#include <fmt/format.h>

namespace spacebench::results {

namespace {

/// "SpBH": tells the history from other programs' databases (PRAGMA application_id).
constexpr std::int64_t kApplicationId = 0x53704248;

constexpr const char* kVersion1 = R"sql(
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    started_utc TEXT NOT NULL,      -- as the run says; may be empty
    added_utc TEXT NOT NULL,
    elapsed_seconds REAL NOT NULL,
    machine TEXT NOT NULL,
    plan_name TEXT NOT NULL,
    note TEXT NOT NULL,
    complete INTEGER NOT NULL,
    noise_floor REAL NOT NULL,
    session TEXT NOT NULL,
    environment TEXT NOT NULL,      -- JSON, like the next three
    plan TEXT NOT NULL,
    document TEXT NOT NULL,
    warnings TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE run_rows (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,
    label TEXT NOT NULL,
    input TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    atoms INTEGER NOT NULL,
    operation TEXT NOT NULL,
    format TEXT NOT NULL,
    codec TEXT NOT NULL,
    state INTEGER NOT NULL,         -- MeasureState
    reason TEXT NOT NULL,
    rounds BLOB NOT NULL,           -- 64-bit little-endian, one a sample
    UNIQUE (run_id, ordinal)
);
CREATE INDEX run_rows_by_key ON run_rows(key);
CREATE TABLE metrics (
    id INTEGER PRIMARY KEY,
    row_id INTEGER NOT NULL REFERENCES run_rows(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    lower_is_better INTEGER NOT NULL,
    exact INTEGER NOT NULL,
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    UNIQUE (row_id, ordinal)
);
CREATE TABLE samples (
    metric_id INTEGER PRIMARY KEY REFERENCES metrics(id) ON DELETE CASCADE,
    figures BLOB NOT NULL           -- doubles, little-endian, in run order
);
CREATE TABLE tags (
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run_id, tag)
) WITHOUT ROWID;
CREATE TABLE baselines (
    name TEXT PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX baselines_by_run ON baselines(run_id);
)sql";

/// Rows of before say their threads in their keys alone, if at all.
constexpr const char* kVersion2 = "ALTER TABLE run_rows ADD COLUMN threads INTEGER NOT NULL DEFAULT 0";
/// Of rows of before nobody knows.
constexpr const char* kVersion3 = "ALTER TABLE run_rows ADD COLUMN failures INTEGER NOT NULL DEFAULT 0";

constexpr std::array kSteps = {kVersion1, kVersion2, kVersion3};

Result<std::int64_t> versionOf(const SqliteDatabase& database, std::int64_t last) {
    // In this order: another program may be making the tables just now.
    SB_TRY(tables, database.wholeOf("SELECT count(*) FROM sqlite_master"));
    SB_TRY(version, database.wholeOf("PRAGMA user_version"));
    SB_TRY(application, database.wholeOf("PRAGMA application_id"));
    if (application != kApplicationId && (application != 0 || version != 0 || tables != 0))
        return Error::invalid("this database is no history of Spacebench")
            .in(database.file())
            .advise("Move it away, or name another folder with --data-dir");
    if (version < 0) return database.damaged("the history says that it is of a negative version");
    if (version > last)
        return Error::unsupportedVersion("the history was written by a later Spacebench")
            .in(database.file())
            .expect(fmt::format("version {} or earlier", last))
            .got(fmt::format("version {}", version))
            .advise("Use that Spacebench, or name another folder with --data-dir");
    return version;
}

} // namespace

std::span<const char* const> historySteps() {
    return kSteps;
}

Result<void> migrate(const SqliteDatabase& database, std::span<const char* const> steps) {
    const auto last = static_cast<std::int64_t>(steps.size());
    SB_TRY(version, versionOf(database, last));
    SB_CHECK(database.beginWal());
    if (version == last) return {};
    return database.write([&]() -> Result<void> {
        // Another program may have done it while this one waited for the lock.
        SB_TRY(now, versionOf(database, last));
        for (std::int64_t step = now; step < last; ++step)
            SB_CHECK(database.execute(steps[static_cast<std::size_t>(step)]));
        return database.execute(
            fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", last, kApplicationId));
    });
}

} // namespace spacebench::results
