// SPDX-License-Identifier: Apache-2.0
#include "results/run_store.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <new>

#include <fmt/format.h>

#include "results/data_folder.h"
#include "results/run_uid.h"
#include "results/sqlite_run_writer.h"
#include "results/sqlite_schema.h"

namespace spacebench::results {

namespace {

constexpr const char* kFileName = "history.sqlite";
constexpr std::size_t kMostShown = 5; ///< candidates that an error names
/// When a run was: as it says, or when it was added where it does not say.
constexpr const char* kWhen = "coalesce(nullif(started_utc, ''), added_utc)";

/// `word` as a LIKE pattern that finds it anywhere, to be used with ESCAPE '\'.
std::string likePattern(std::string_view word) {
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while ((begin = text.find_first_not_of(" \t\r\n", begin)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

/// A WHERE clause and what its parameters are bound to.
struct Condition {
    std::string sql;
    std::vector<std::string> values;

    void add(const std::string& part, std::size_t times, const std::string& value) {
        sql += " AND " + part;
        values.insert(values.end(), times, value);
    }
};

Condition conditionOf(const RunFilter& filter) {
    Condition condition;
    condition.sql = filter.deleted ? "deleted <> 0" : "deleted = 0";
    for (const std::string& word : wordsOf(filter.text))
        condition.add(R"((title LIKE ? ESCAPE '\' OR note LIKE ? ESCAPE '\' OR machine LIKE ? ESCAPE '\' OR
                          plan_name LIKE ? ESCAPE '\' OR source LIKE ? ESCAPE '\' OR
                          EXISTS (SELECT 1 FROM tags WHERE run_id = runs.id AND tag LIKE ? ESCAPE '\') OR
                          EXISTS (SELECT 1 FROM run_rows WHERE run_id = runs.id AND
                                  (label LIKE ? ESCAPE '\' OR input LIKE ? ESCAPE '\' OR
                                   key LIKE ? ESCAPE '\'))))",
                      9, likePattern(word));
    for (const std::string& tag : filter.tags)
        condition.add("EXISTS (SELECT 1 FROM tags WHERE run_id = runs.id AND tag = ?)", 1, tag);
    if (!filter.machine.empty()) condition.add("machine = ?", 1, filter.machine);
    if (!filter.source.empty()) condition.add("source = ?", 1, filter.source);
    if (!filter.input.empty())
        condition.add("EXISTS (SELECT 1 FROM run_rows WHERE run_id = runs.id AND "
                      "(input = ? OR input_hash = ?))",
                      2, filter.input);
    if (!filter.sinceUtc.empty()) condition.add(fmt::format("{} >= ?", kWhen), 1, filter.sinceUtc);
    // A day given as the end is meant to its end.
    if (!filter.untilUtc.empty())
        condition.add(fmt::format("substr({}, 1, {}) <= ?", kWhen, filter.untilUtc.size()), 1,
                      filter.untilUtc);
    return condition;
}

class SqliteRunStore final : public RunStore {
  public:
    explicit SqliteRunStore(std::unique_ptr<SqliteDatabase> database) : m_database(std::move(database)) {}

    [[nodiscard]] const std::string& file() const override { return m_database->file(); }
    [[nodiscard]] Result<std::vector<std::string>> addAll(std::span<const RunRecord> records) override;
    [[nodiscard]] Result<RunRecord> get(const std::string& uid) override;
    [[nodiscard]] Result<std::vector<RunSummary>> list(const RunFilter& filter) override;
    [[nodiscard]] Result<void> setTitle(const std::string& uid, const std::string& title) override {
        return setText("UPDATE runs SET title = ? WHERE uid = ?", uid, title);
    }
    [[nodiscard]] Result<void> setNote(const std::string& uid, const std::string& note) override {
        return setText("UPDATE runs SET note = ? WHERE uid = ?", uid, note);
    }
    [[nodiscard]] Result<void> setTags(const std::string& uid, std::vector<std::string> tags) override;
    [[nodiscard]] Result<void> remove(const std::string& uid) override { return setDeleted(uid, "1"); }
    [[nodiscard]] Result<void> restore(const std::string& uid) override { return setDeleted(uid, "0"); }
    [[nodiscard]] Result<std::uint64_t> purge() override;
    [[nodiscard]] Result<void> setBaseline(const std::string& name, const std::string& uid) override;
    [[nodiscard]] Result<std::map<std::string, std::string>> baselines(bool ofDeleted) override;
    [[nodiscard]] Result<std::vector<TrendPoint>> trend(const std::string& key,
                                                        std::string_view metric) override;
    [[nodiscard]] Result<std::vector<std::pair<std::string, std::uint64_t>>> keys() override;
    [[nodiscard]] Result<std::string> find(const std::string& text) override;

  private:
    /// In a transaction of the caller's.
    [[nodiscard]] Result<std::string> insert(const RunRecord& record);
    /// Number of the run; InvalidArgument where there is none.
    [[nodiscard]] Result<std::int64_t> idOf(const std::string& uid) const;
    [[nodiscard]] Result<bool> has(const std::string& uid) const;
    [[nodiscard]] Result<void> setText(const char* sql, const std::string& uid, const std::string& text);
    [[nodiscard]] Result<void> setDeleted(const std::string& uid, const std::string& value) {
        return setText("UPDATE runs SET deleted = CAST(? AS INTEGER) WHERE uid = ?", uid, value);
    }
    /// The first column of all rows that `sql` finds.
    [[nodiscard]] Result<std::vector<std::string>> texts(const std::string& sql,
                                                         const std::vector<std::string>& values) const;
    [[nodiscard]] Result<std::string> findLatest(const std::string& text) const;
    [[nodiscard]] Error noSuchRun(const std::string& text) const;

    std::unique_ptr<SqliteDatabase> m_database;
};

/// Documents may be large, and foreign ones are: a history that memory cannot hold is an error, not the end.
template <class Body>
auto guarded(const std::string& file, Body body) -> decltype(body()) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return Error::limit("the history needs more memory than there is").in(file);
    }
}

Result<bool> SqliteRunStore::has(const std::string& uid) const {
    SB_TRY(found, texts("SELECT uid FROM runs WHERE uid = ?", {uid}));
    return !found.empty();
}

Result<std::int64_t> SqliteRunStore::idOf(const std::string& uid) const {
    SB_TRY(select, m_database->prepare("SELECT id FROM runs WHERE uid = ?"));
    select.bind(0, uid);
    SB_TRY(found, select.step());
    if (!found) return noSuchRun(uid);
    return select.whole(0);
}

Result<std::vector<std::string>> SqliteRunStore::texts(const std::string& sql,
                                                       const std::vector<std::string>& values) const {
    SB_TRY(select, m_database->prepare(sql));
    for (std::size_t i = 0; i < values.size(); ++i) select.bind(static_cast<int>(i), values[i]);
    std::vector<std::string> found;
    while (true) {
        SB_TRY(more, select.step());
        if (!more) break;
        found.push_back(select.text(0));
    }
    return found;
}

Result<std::string> SqliteRunStore::insert(const RunRecord& record) {
    if (!record.uid.empty()) {
        SB_TRY(state, texts("SELECT deleted FROM runs WHERE uid = ?", {record.uid}));
        if (!state.empty() && state.front() != "0")
            return Error::invalid(fmt::format("the run '{}' is in the history, but deleted", record.uid))
                .in(file())
                .advise("Bring it back with: spacectl runs restore " + record.uid);
        if (!state.empty())
            return Error::invalid(fmt::format("the run '{}' is in the history already", record.uid))
                .in(file());
        SB_CHECK(insertRun(*m_database, record, utcNow()));
        return record.uid;
    }
    RunRecord kept = record;
    for (bool taken = true; taken;) {
        kept.uid = newRunUid(record.startedUtc);
        SB_TRY(there, has(kept.uid));
        taken = there;
    }
    SB_CHECK(insertRun(*m_database, kept, utcNow()));
    return kept.uid;
}

Result<std::vector<std::string>> SqliteRunStore::addAll(std::span<const RunRecord> records) {
    return guarded(file(), [&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> uids;
        const auto insertAll = [&]() -> Result<void> {
            uids.clear();
            for (const RunRecord& record : records) {
                SB_TRY(uid, insert(record));
                uids.push_back(std::move(uid));
            }
            return {};
        };
        SB_CHECK(m_database->write(insertAll));
        return uids;
    });
}

Result<RunRecord> SqliteRunStore::get(const std::string& uid) {
    return guarded(file(), [&]() -> Result<RunRecord> {
        RunRecord record;
        const auto readIt = [&]() -> Result<void> {
            SB_TRY(id, idOf(uid));
            SB_TRY(read, readRun(*m_database, id));
            record = std::move(read);
            return {};
        };
        SB_CHECK(m_database->read(readIt));
        return record;
    });
}

Result<std::vector<RunSummary>> SqliteRunStore::list(const RunFilter& filter) {
    return guarded(file(), [&]() -> Result<std::vector<RunSummary>> {
        std::vector<RunSummary> runs;
        const Condition condition = conditionOf(filter);
        // A negative limit is none.
        const std::int64_t limit =
            filter.limit == 0 ? -1
                              : static_cast<std::int64_t>(std::min<std::uint64_t>(filter.limit, INT64_MAX));
        const auto readThem = [&]() -> Result<void> {
            SB_TRY(select, m_database->prepare(fmt::format(
                               "SELECT id, uid, title, source, started_utc, elapsed_seconds, machine, "
                               "plan_name, note, complete, deleted, "
                               "(SELECT count(*) FROM run_rows WHERE run_id = runs.id) "
                               "FROM runs WHERE {} ORDER BY {} DESC, id DESC LIMIT {}",
                               condition.sql, kWhen, limit)));
            SB_TRY(inputs, m_database->prepare("SELECT input FROM run_rows WHERE run_id = ? AND input <> '' "
                                               "GROUP BY input ORDER BY min(ordinal)"));
            SB_TRY(names, m_database->prepare("SELECT name FROM baselines WHERE run_id = ? ORDER BY name"));
            for (std::size_t i = 0; i < condition.values.size(); ++i)
                select.bind(static_cast<int>(i), condition.values[i]);
            while (true) {
                SB_TRY(more, select.step());
                if (!more) return {};
                RunSummary run;
                run.uid = select.text(1);
                run.title = select.text(2);
                run.source = select.text(3);
                run.startedUtc = select.text(4);
                run.elapsedSeconds = select.number(5);
                run.machine = select.text(6);
                run.planName = select.text(7);
                run.note = select.text(8);
                run.complete = select.whole(9) != 0;
                run.deleted = select.whole(10) != 0;
                run.rows = static_cast<std::uint64_t>(select.whole(11));
                SB_TRY(tags, readTags(*m_database, select.whole(0)));
                run.tags = std::move(tags);
                for (auto [statement, list] : {std::pair{&inputs, &run.inputs}, {&names, &run.baselines}}) {
                    statement->bind(0, select.whole(0));
                    while (true) {
                        SB_TRY(another, statement->step());
                        if (!another) break;
                        list->push_back(statement->text(0));
                    }
                    statement->reset();
                }
                runs.push_back(std::move(run));
            }
        };
        SB_CHECK(m_database->read(readThem));
        return runs;
    });
}

Result<void> SqliteRunStore::setText(const char* sql, const std::string& uid, const std::string& text) {
    return m_database->write([&]() -> Result<void> {
        SB_TRY(update, m_database->prepare(sql));
        update.bind(0, text).bind(1, uid);
        SB_CHECK(update.run());
        if (m_database->changedRows() == 0) return noSuchRun(uid);
        return {};
    });
}

Result<void> SqliteRunStore::setTags(const std::string& uid, std::vector<std::string> tags) {
    return m_database->write([&]() -> Result<void> {
        SB_TRY(id, idOf(uid));
        return writeTags(*m_database, id, tags);
    });
}

Result<std::uint64_t> SqliteRunStore::purge() {
    std::uint64_t removed = 0;
    const auto purgeAll = [&]() -> Result<void> {
        SB_TRY(remove, m_database->prepare("DELETE FROM runs WHERE deleted <> 0"));
        SB_CHECK(remove.run());
        removed = static_cast<std::uint64_t>(m_database->changedRows());
        return {};
    };
    SB_CHECK(m_database->write(purgeAll));
    return removed;
}

Result<void> SqliteRunStore::setBaseline(const std::string& name, const std::string& uid) {
    if (!uid.empty()) SB_CHECK(checkBaselineName(name));
    return m_database->write([&]() -> Result<void> {
        if (uid.empty()) {
            SB_TRY(forget, m_database->prepare("DELETE FROM baselines WHERE name = ?"));
            forget.bind(0, name);
            SB_CHECK(forget.run());
            if (m_database->changedRows() == 0)
                return Error::invalid(fmt::format("there is no baseline '{}'", name)).in(file());
            return {};
        }
        SB_TRY(id, idOf(uid));
        SB_TRY(set, m_database->prepare("INSERT INTO baselines (name, run_id) VALUES (?, ?) "
                                        "ON CONFLICT (name) DO UPDATE SET run_id = excluded.run_id"));
        set.bind(0, name).bind(1, id);
        return set.run();
    });
}

Result<std::map<std::string, std::string>> SqliteRunStore::baselines(bool ofDeleted) {
    SB_TRY(select, m_database->prepare("SELECT name, uid FROM baselines JOIN runs ON runs.id = run_id "
                                       "WHERE deleted = 0 OR ?"));
    select.bind(0, std::int64_t{ofDeleted});
    std::map<std::string, std::string> named;
    while (true) {
        SB_TRY(more, select.step());
        if (!more) return named;
        named[select.text(0)] = select.text(1);
    }
}

Result<std::vector<TrendPoint>> SqliteRunStore::trend(const std::string& key, std::string_view metric) {
    return guarded(file(), [&]() -> Result<std::vector<TrendPoint>> {
        SB_TRY(select, m_database->prepare(fmt::format(
                           "SELECT uid, runs.title, started_utc, machine, input_hash, value, low, high "
                           "FROM run_rows JOIN metrics ON row_id = run_rows.id JOIN runs ON runs.id = run_id "
                           "WHERE key = ? AND name = ? AND deleted = 0 AND state IN ({}, {}) "
                           "ORDER BY {}, runs.id, run_rows.ordinal",
                           static_cast<int>(MeasureState::Measured),
                           static_cast<int>(MeasureState::Insufficient), kWhen)));
        select.bind(0, key).bind(1, metric);
        std::vector<TrendPoint> points;
        while (true) {
            SB_TRY(more, select.step());
            if (!more) return points;
            TrendPoint point;
            point.uid = select.text(0);
            // A foreign run may have two rows of one name; the first one counts, as in RunRecord::row().
            if (!points.empty() && points.back().uid == point.uid) continue;
            point.title = select.text(1);
            point.startedUtc = select.text(2);
            point.machine = select.text(3);
            point.inputHash = select.text(4);
            point.value = {select.number(5), select.number(6), select.number(7)};
            points.push_back(std::move(point));
        }
    });
}

Result<std::vector<std::pair<std::string, std::uint64_t>>> SqliteRunStore::keys() {
    return guarded(file(), [&]() -> Result<std::vector<std::pair<std::string, std::uint64_t>>> {
        SB_TRY(select, m_database->prepare("SELECT key, count(DISTINCT run_id) AS runs_with FROM run_rows "
                                           "JOIN runs ON runs.id = run_id WHERE deleted = 0 "
                                           "GROUP BY key ORDER BY runs_with DESC, key"));
        std::vector<std::pair<std::string, std::uint64_t>> found;
        while (true) {
            SB_TRY(more, select.step());
            if (!more) return found;
            found.emplace_back(select.text(0), static_cast<std::uint64_t>(select.whole(1)));
        }
    });
}

Error SqliteRunStore::noSuchRun(const std::string& text) const {
    Error error = Error::invalid(fmt::format("there is no run '{}' in the history", text)).in(file());
    auto newest =
        texts(fmt::format("SELECT uid FROM runs WHERE deleted = 0 ORDER BY {} DESC, id DESC LIMIT {}", kWhen,
                          kMostShown),
              {});
    if (newest.ok()) {
        std::string there;
        for (const std::string& uid : *newest) there += (there.empty() ? "" : ", ") + uid;
        error.found = there.empty() ? "an empty history" : "these, newest first: " + there;
    }
    return std::move(error).advise("List them with: spacectl runs");
}

Result<std::string> SqliteRunStore::findLatest(const std::string& text) const {
    std::uint64_t back = 0;
    if (text != "latest") {
        const char* const begin = text.data() + std::string_view("latest~").size();
        const char* const end = text.data() + text.size();
        const auto [stop, problem] = std::from_chars(begin, end, back);
        if (problem != std::errc{} || stop != end || begin == end || back > INT64_MAX)
            return Error::invalid(fmt::format("'{}' names no run", text))
                .expect("latest, or latest~N for the run N before it");
    }
    SB_TRY(found, texts(fmt::format("SELECT uid FROM runs WHERE deleted = 0 ORDER BY {} DESC, id DESC "
                                    "LIMIT 1 OFFSET {}",
                                    kWhen, back),
                        {}));
    if (found.empty()) return noSuchRun(text);
    return found.front();
}

Result<std::string> SqliteRunStore::find(const std::string& text) {
    if (text.empty()) return Error::invalid("no run is named").expect("a uid, latest, or a baseline");
    if (text == "latest" || text.starts_with("latest~")) return findLatest(text);
    // An imported run may call itself what it likes, but not stand in for a baseline.
    SB_TRY(named,
           texts("SELECT uid FROM runs JOIN baselines ON run_id = runs.id WHERE name = ?1 AND deleted = 0 "
                 "UNION ALL SELECT uid FROM runs WHERE uid = ?1",
                 {text}));
    if (!named.empty()) return named.front();
    // Deleted runs can be named too, to restore them, where no other is meant.
    for (const char* const deleted : {"deleted = 0", "deleted <> 0"}) {
        SB_TRY(beginning,
               texts(fmt::format("SELECT uid FROM runs WHERE substr(uid, 1, length(?1)) = ?1 AND {} "
                                 "ORDER BY {} DESC, id DESC",
                                 deleted, kWhen),
                     {text}));
        if (beginning.size() == 1) return beginning.front();
        if (beginning.empty()) continue;
        std::string candidates;
        for (std::size_t i = 0; i < beginning.size() && i < kMostShown; ++i)
            candidates += (i == 0 ? "" : ", ") + beginning[i];
        if (beginning.size() > kMostShown) candidates += ", ...";
        return Error::invalid(fmt::format("{} runs begin with '{}'", beginning.size(), text))
            .in(file())
            .got(candidates);
    }
    return noSuchRun(text);
}

} // namespace

Result<std::string> RunStore::add(const RunRecord& record) {
    SB_TRY(uids, addAll({&record, 1}));
    return std::move(uids.front());
}

Result<std::unique_ptr<RunStore>> RunStore::open(const std::string& folder, const RunStoreOptions& options) {
    std::string where = dataFolder(folder);
    if (where.empty())
        return Error::io("there is no folder for the history: neither XDG_DATA_HOME nor HOME is set")
            .advise("Name one with --data-dir");
    std::error_code problem;
    std::filesystem::create_directories(where, problem);
    if (!problem && !std::filesystem::is_directory(where))
        problem = std::make_error_code(std::errc::not_a_directory);
    if (problem)
        return Error::system("the folder cannot be made", problem.value())
            .in(where)
            .advise("Name another one with --data-dir");
    if (!where.ends_with('/')) where += '/';
    SB_TRY(database, SqliteDatabase::open(where + kFileName, {options.busyTimeoutMs, options.mostPages}));
    SB_CHECK(migrate(*database, historySteps()));
    return std::unique_ptr<RunStore>(new SqliteRunStore(std::move(database)));
}

Result<void> checkBaselineName(const std::string& name) {
    if (!name.empty() && !name.starts_with("latest") && !name.ends_with(".json") &&
        name.find_first_of("/\n\r\t") == std::string::npos)
        return {};
    return Error::invalid(fmt::format("'{}' cannot be the name of a baseline", name))
        .expect("a name on one line, without '/', that does not begin with 'latest' or end with '.json'");
}

} // namespace spacebench::results
