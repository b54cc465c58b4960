// SPDX-License-Identifier: Apache-2.0
#include "results/sqlite_run_writer.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "results/json_fields.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little, "blobs are little-endian");

std::string jsonText(const Json& value) {
    // Names of files need not be UTF-8.
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class T>
ByteView bytesOf(const std::vector<T>& values) {
    return {reinterpret_cast<const Byte*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
Result<std::vector<T>> valuesOf(const SqliteDatabase& database, std::string_view blob) {
    if (blob.size() % sizeof(T) != 0)
        return database.damaged("the history is damaged")
            .expect(fmt::format("a list of {}-byte figures", sizeof(T)))
            .got(fmt::format("{} bytes", blob.size()));
    std::vector<T> values(blob.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), blob.data(), blob.size());
    return values;
}

Result<Json> documentOf(const SqliteDatabase& database, std::string_view text, const char* what) {
    Json json(nullptr);
    if (isTextNestedWithin(text, kMostJsonDepth)) {
        json = Json::parse(text, nullptr, false);
        if (!json.is_discarded()) return json;
    }
    return database.damaged(fmt::format("the {} of a run is no JSON", what));
}

Result<void> insertMetric(const SqliteDatabase& database, SqliteStatement& insert, SqliteStatement& samples,
                          std::int64_t rowId, std::int64_t ordinal, const Metric& metric) {
    insert.bind(0, rowId)
        .bind(1, ordinal)
        .bind(2, metric.id)
        .bind(3, metric.title)
        .bind(4, unitName(metric.unit))
        .bind(5, std::int64_t{metric.lowerIsBetter})
        .bind(6, std::int64_t{metric.exact})
        .bind(7, metric.value.value)
        .bind(8, metric.value.low)
        .bind(9, metric.value.high);
    SB_CHECK(insert.run());
    if (metric.samples.empty()) return {};
    samples.bind(0, database.lastRowId()).bind(1, bytesOf(metric.samples));
    return samples.run();
}

bool isFinite(const Metric& metric) {
    for (const double sample : metric.samples)
        if (!std::isfinite(sample)) return false;
    return std::isfinite(metric.value.value) && std::isfinite(metric.value.low) &&
           std::isfinite(metric.value.high);
}

Result<void> insertRows(const SqliteDatabase& database, std::int64_t runId,
                        const std::vector<RecordRow>& rows) {
    SB_TRY(insertRow,
           database.prepare("INSERT INTO run_rows (run_id, ordinal, key, label, input, input_hash, "
                            "atoms, operation, format, codec, state, reason, rounds, threads, failures) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    SB_TRY(insert, database.prepare("INSERT INTO metrics (row_id, ordinal, name, title, unit, "
                                    "lower_is_better, exact, value, low, high) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    SB_TRY(samples, database.prepare("INSERT INTO samples (metric_id, figures) VALUES (?, ?)"));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RecordRow& row = rows[i];
        insertRow.bind(0, runId)
            .bind(1, static_cast<std::int64_t>(i))
            .bind(2, row.key)
            .bind(3, row.label)
            .bind(4, row.input)
            .bind(5, row.inputHash)
            .bind(6, static_cast<std::int64_t>(row.atoms))
            .bind(7, row.operation)
            .bind(8, row.formatId)
            .bind(9, row.codec)
            .bind(10, static_cast<std::int64_t>(row.state))
            .bind(11, row.reason)
            .bind(12, bytesOf(row.rounds))
            .bind(13, std::int64_t{row.threads})
            .bind(14, static_cast<std::int64_t>(row.failures));
        SB_CHECK(insertRow.run());
        const std::int64_t rowId = database.lastRowId();
        for (std::size_t k = 0; k < row.metrics.size(); ++k) {
            if (!isFinite(row.metrics[k]))
                return Error::invalid(
                    fmt::format("'{}' of '{}' has a figure that is no number", row.metrics[k].id, row.key));
            SB_CHECK(
                insertMetric(database, insert, samples, rowId, static_cast<std::int64_t>(k), row.metrics[k]));
        }
    }
    return {};
}

Result<void> readMetrics(const SqliteDatabase& database, SqliteStatement& select, std::int64_t rowId,
                         RecordRow& row) {
    select.bind(0, rowId);
    while (true) {
        SB_TRY(more, select.step());
        if (!more) break;
        Metric metric;
        metric.id = select.text(0);
        metric.title = select.text(1);
        const auto unit = unitNamed(select.text(2));
        if (!unit) return database.damaged("the history is damaged").got("unit '" + select.text(2) + "'");
        metric.unit = *unit;
        metric.lowerIsBetter = select.whole(3) != 0;
        metric.exact = select.whole(4) != 0;
        metric.value = {select.number(5), select.number(6), select.number(7)};
        SB_TRY(samples, valuesOf<double>(database, select.blob(8)));
        metric.samples = std::move(samples);
        if (!isFinite(metric))
            return database.damaged("the history is damaged").got("a figure that is no number");
        row.metrics.push_back(std::move(metric));
    }
    select.reset();
    return {};
}

Result<std::vector<RecordRow>> readRows(const SqliteDatabase& database, std::int64_t runId) {
    SB_TRY(select,
           database.prepare("SELECT id, key, label, input, input_hash, atoms, operation, format, "
                            "codec, state, reason, rounds, threads, failures FROM run_rows WHERE run_id = ? "
                            "ORDER BY ordinal"));
    SB_TRY(metrics, database.prepare("SELECT name, title, unit, lower_is_better, exact, value, low, high, "
                                     "figures FROM metrics LEFT JOIN samples ON metric_id = metrics.id "
                                     "WHERE row_id = ? ORDER BY ordinal"));
    select.bind(0, runId);
    std::vector<RecordRow> rows;
    while (true) {
        SB_TRY(more, select.step());
        if (!more) break;
        RecordRow row;
        row.key = select.text(1);
        row.label = select.text(2);
        row.input = select.text(3);
        row.inputHash = select.text(4);
        row.atoms = static_cast<std::uint64_t>(select.whole(5));
        row.operation = select.text(6);
        row.formatId = select.text(7);
        row.codec = select.text(8);
        const std::int64_t state = select.whole(9);
        if (state < 0 || state > static_cast<std::int64_t>(MeasureState::Failed))
            return database.damaged("the history is damaged").got(fmt::format("state {}", state));
        row.state = static_cast<MeasureState>(state);
        row.reason = select.text(10);
        SB_TRY(rounds, valuesOf<std::uint64_t>(database, select.blob(11)));
        row.rounds = std::move(rounds);
        const std::int64_t threads = select.whole(12);
        if (threads < 0 || threads > std::numeric_limits<unsigned>::max())
            return database.damaged("the history is damaged").got(fmt::format("{} threads", threads));
        row.threads = static_cast<unsigned>(threads);
        const std::int64_t failures = select.whole(13);
        if (failures < 0)
            return database.damaged("the history is damaged").got(fmt::format("{} failures", failures));
        row.failures = static_cast<std::uint64_t>(failures);
        SB_CHECK(readMetrics(database, metrics, select.whole(0), row));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Result<void> insertRun(const SqliteDatabase& database, const RunRecord& record, const std::string& addedUtc) {
    SB_TRY(insert,
           database.prepare("INSERT INTO runs (uid, title, source, started_utc, added_utc, elapsed_seconds, "
                            "machine, plan_name, note, complete, noise_floor, session, environment, plan, "
                            "document, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(0, record.uid)
        .bind(1, record.title)
        .bind(2, record.source)
        .bind(3, record.startedUtc)
        .bind(4, addedUtc)
        .bind(5, std::isfinite(record.elapsedSeconds) ? record.elapsedSeconds : 0.0)
        .bind(6, record.machine)
        .bind(7, record.planName)
        .bind(8, record.note)
        .bind(9, std::int64_t{record.complete})
        .bind(10, std::isfinite(record.noiseFloor) ? record.noiseFloor : 0.0)
        .bind(11, record.session)
        .bind(12, jsonText(record.environment))
        .bind(13, jsonText(record.plan))
        .bind(14, jsonText(record.document))
        .bind(15, jsonText(Json(record.warnings)));
    SB_CHECK(insert.run());
    const std::int64_t runId = database.lastRowId();
    SB_CHECK(writeTags(database, runId, record.tags));
    return insertRows(database, runId, record.rows);
}

Result<RunRecord> readRun(const SqliteDatabase& database, std::int64_t runId) {
    SB_TRY(select,
           database.prepare("SELECT uid, title, source, started_utc, elapsed_seconds, machine, plan_name, "
                            "note, complete, noise_floor, session, environment, plan, document, warnings "
                            "FROM runs WHERE id = ?"));
    select.bind(0, runId);
    SB_TRY(found, select.step());
    if (!found) return database.damaged("a run of the history has vanished");
    RunRecord record;
    record.uid = select.text(0);
    record.title = select.text(1);
    record.source = select.text(2);
    record.startedUtc = select.text(3);
    record.elapsedSeconds = select.number(4);
    record.machine = select.text(5);
    record.planName = select.text(6);
    record.note = select.text(7);
    record.complete = select.whole(8) != 0;
    record.noiseFloor = select.number(9);
    record.session = select.text(10);
    SB_TRY(environment, documentOf(database, select.blob(11), "environment"));
    record.environment = std::move(environment);
    SB_TRY(plan, documentOf(database, select.blob(12), "plan"));
    record.plan = std::move(plan);
    SB_TRY(document, documentOf(database, select.blob(13), "document"));
    record.document = std::move(document);
    SB_TRY(warnings, documentOf(database, select.blob(14), "list of warnings"));
    if (warnings.is_array())
        for (const Json& warning : warnings)
            if (warning.is_string()) record.warnings.push_back(warning.get<std::string>());
    SB_TRY(tags, readTags(database, runId));
    record.tags = std::move(tags);
    SB_TRY(rows, readRows(database, runId));
    record.rows = std::move(rows);
    return record;
}

Result<std::vector<std::string>> readTags(const SqliteDatabase& database, std::int64_t runId) {
    SB_TRY(select, database.prepare("SELECT tag FROM tags WHERE run_id = ? ORDER BY tag"));
    select.bind(0, runId);
    std::vector<std::string> tags;
    while (true) {
        SB_TRY(more, select.step());
        if (!more) break;
        tags.push_back(select.text(0));
    }
    return tags;
}

Result<void> writeTags(const SqliteDatabase& database, std::int64_t runId,
                       const std::vector<std::string>& tags) {
    SB_TRY(clear, database.prepare("DELETE FROM tags WHERE run_id = ?"));
    clear.bind(0, runId);
    SB_CHECK(clear.run());
    SB_TRY(insert, database.prepare("INSERT OR IGNORE INTO tags (run_id, tag) VALUES (?, ?)"));
    for (const std::string& tag : tags) {
        if (tag.empty()) continue;
        insert.bind(0, runId).bind(1, tag);
        SB_CHECK(insert.run());
    }
    return {};
}

} // namespace spacebench::results
