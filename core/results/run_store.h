// SPDX-License-Identifier: Apache-2.0
//
// The history: every run in an embedded SQLite database, `history.sqlite` in the data folder. WAL mode,
// synchronous=FULL: a run is there whole or not at all, whatever is killed, and several programs write at
// once (busy timeout, short transactions). Raw samples are kept for ever. Later schema versions are refused,
// earlier ones migrated in one transaction.
//
// One thread uses an object at a time; open another one for another thread. Errors: Io (full disk, locked
// for longer than ten seconds, no permission: with the file and what to do), Corrupt (damaged database: how
// to save what is left), UnsupportedVersion. A failed call leaves the store as it was.
#pragma once

#include <memory>
#include <span>

#include "results/run_record.h"

namespace spacebench::results {

/// What a list shows of a run: everything but its rows and documents.
struct RunSummary {
    std::string uid;
    std::string title;
    std::string source;
    std::string startedUtc;
    double elapsedSeconds = 0;
    std::string machine;
    std::string planName;
    std::string note;
    std::vector<std::string> tags;
    std::vector<std::string> inputs;    ///< names, distinct
    std::vector<std::string> baselines; ///< names under which it is a baseline
    std::uint64_t rows = 0;
    bool complete = true;
    bool deleted = false;
};

struct RunFilter {
    std::string
        text; ///< each word occurs somewhere in title, note, tags, inputs, machine, plan, rows' labels
    std::vector<std::string> tags; ///< all of them
    std::string machine;           ///< exactly; empty = any
    std::string input;             ///< name or hash of one of its inputs; empty = any
    std::string source;
    std::string sinceUtc, untilUtc; ///< ISO 8601, inclusive; empty = open
    bool deleted = false;           ///< deleted ones instead of the others
    std::uint64_t limit = 0;        ///< the newest so many; 0 = all
};

/// One figure of one run in the trend of a row.
struct TrendPoint {
    std::string uid;
    std::string title;
    std::string startedUtc;
    std::string machine;
    std::string inputHash;
    Interval value;
};

struct RunStoreOptions {
    int busyTimeoutMs = 10'000; ///< how long another writer is waited for
    std::int64_t mostPages = 0; ///< of the database; 0 = as many as the disk has room for
};

class RunStore {
  public:
    /// `folder` empty = results::dataFolder(). Makes folder and database where they are missing. A history up
    /// to 64 MiB is checked for damage now, the rest of a larger one where it is read.
    [[nodiscard]] static Result<std::unique_ptr<RunStore>> open(const std::string& folder = {},
                                                                const RunStoreOptions& options = {});
    virtual ~RunStore() = default;
    [[nodiscard]] virtual const std::string& file() const = 0;

    /// On the disk when it returns. The uid under which it is kept: its own, or a new one. InvalidArgument
    /// where another run has that uid.
    [[nodiscard]] Result<std::string> add(const RunRecord& record);
    /// All of them or, with an error, none; their uids.
    [[nodiscard]] virtual Result<std::vector<std::string>> addAll(std::span<const RunRecord> records) = 0;
    [[nodiscard]] virtual Result<RunRecord> get(const std::string& uid) = 0;
    [[nodiscard]] virtual Result<std::vector<RunSummary>> list(const RunFilter& filter) = 0; ///< newest first

    [[nodiscard]] virtual Result<void> setTitle(const std::string& uid, const std::string& title) = 0;
    [[nodiscard]] virtual Result<void> setNote(const std::string& uid, const std::string& note) = 0;
    [[nodiscard]] virtual Result<void> setTags(const std::string& uid, std::vector<std::string> tags) = 0;

    /// Hides a run; restore() undoes it. purge() removes for good what has been deleted.
    [[nodiscard]] virtual Result<void> remove(const std::string& uid) = 0;
    [[nodiscard]] virtual Result<void> restore(const std::string& uid) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> purge() = 0;

    /// A name for a run; names are unique, a run may have several. Setting moves the name. Empty uid =
    /// forget the name.
    [[nodiscard]] virtual Result<void> setBaseline(const std::string& name, const std::string& uid) = 0;
    /// Name -> uid; with `ofDeleted` also of runs that are deleted, and would have their names again.
    [[nodiscard]] virtual Result<std::map<std::string, std::string>> baselines(bool ofDeleted = false) = 0;

    /// One metric of the row `key` through all runs that have it, oldest first, deleted ones left out.
    [[nodiscard]] virtual Result<std::vector<TrendPoint>> trend(const std::string& key,
                                                                std::string_view metric) = 0;
    /// Row keys with the number of runs that have them, most first.
    [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::uint64_t>>> keys() = 0;

    /// The uid that `text` means: a uid or a unique beginning of one, "latest", "latest~N", the name of a
    /// baseline. InvalidArgument with what there is, or with the candidates.
    [[nodiscard]] virtual Result<std::string> find(const std::string& text) = 0;

  protected:
    RunStore() = default;
};

/// InvalidArgument where findRun() and the store could not tell `name` from something else: empty,
/// "latest...", several lines, or what looks like a file ("a/b", "x.json").
[[nodiscard]] Result<void> checkBaselineName(const std::string& name);

} // namespace spacebench::results
