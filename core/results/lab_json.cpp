// SPDX-License-Identifier: Apache-2.0
//
// A lab run as JSON, and back. What was not measured is null.
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "results/lab_result.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "spacebench.lab";
constexpr std::uint64_t kVersion = 1;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json speedOf(const Timing& timing, std::uint64_t rawBytes) {
    return timing.empty() ? Json(nullptr) : Json(timing.bytesPerSecond(rawBytes));
}

Json rowJson(const LabRow& row) {
    Json json;
    json["key"] = row.key();
    json["label"] = row.label();
    json["codec"] = row.codec;
    json["family"] = row.family;
    json["backend"] = row.backend;
    json["level"] = row.level;
    json["workers"] = row.workers;
    json["window_log"] = row.windowLog;
    json["dictionary"] = row.dictionary;
    json["dictionary_bytes"] = row.dictionaryBytes;
    json["stage"] = row.stage;
    json["chunk_bytes"] = row.chunkBytes;
    json["threads"] = row.threads;
    json["as_stored"] = row.asStored;
    json["state"] = stateName(row.state);
    json["reason"] = row.reason;
    json["note"] = row.note;
    json["verified"] = row.verified;
    json["estimate"] = row.estimate;
    json["raw_bytes"] = row.rawBytes;
    json["stored_bytes"] = row.storedBytes > 0 ? Json(row.storedBytes) : Json(nullptr);
    json["stored_interval"] = row.storedInterval ? toJson(*row.storedInterval) : Json(nullptr);
    json["ratio"] = row.storedBytes > 0 ? Json(row.ratio()) : Json(nullptr);
    json["chunks"] = row.chunks;
    json["raw_chunks"] = row.rawChunks;
    json["compress"] = toJson(row.compress);
    json["decompress"] = toJson(row.decompress);
    json["write_file"] = toJson(row.writeFile);
    json["read_file"] = toJson(row.readFile);
    json["compress_bytes_per_second"] = speedOf(row.compress, row.rawBytes);
    json["decompress_bytes_per_second"] = speedOf(row.decompress, row.rawBytes);
    json["compress_peak_bytes"] = orNull(row.compressPeakBytes);
    json["decompress_peak_bytes"] = orNull(row.decompressPeakBytes);
    json["compress_cpu"] = orNull(row.compressCpu);
    json["decompress_cpu"] = orNull(row.decompressCpu);
    return json;
}

Json frontJson(const LabRun& run, ParetoOf of) {
    Json keys = Json::array();
    for (const std::size_t row : paretoFront(run, of)) keys.push_back(run.rows[row].key());
    return keys;
}

Json linksJson(const LabRun& run) {
    Json ranges = Json::array();
    for (const LinkRange& range : bestByLinkSpeed(run)) {
        Json one;
        one["from_bytes_per_second"] = range.fromBytesPerSecond;
        one["row"] = run.rows[range.row].key();
        ranges.push_back(std::move(one));
    }
    return ranges;
}

/// Reads the members of one object; the first one that is wrong is kept as the error.
class Reader {
  public:
    Reader(const nlohmann::json& json, std::string where) : m_json(json), m_where(std::move(where)) {
        if (!json.is_object()) wrong("", "an object");
    }

    void read(const char* key, std::string& out) {
        if (const auto* value = member(key, "text", &nlohmann::json::is_string))
            out = value->get<std::string>();
    }
    void read(const char* key, bool& out) {
        if (const auto* value = member(key, "true or false", &nlohmann::json::is_boolean))
            out = value->get<bool>();
    }
    void read(const char* key, double& out) {
        if (const auto* value = member(key, "a number", &nlohmann::json::is_number))
            out = value->get<double>();
    }
    void read(const char* key, std::uint64_t& out) {
        const auto* value = member(key, "a whole number", &nlohmann::json::is_number_integer);
        if (value == nullptr) return;
        if (!isCount(*value)) return wrong(key, "a whole number");
        out = value->get<std::uint64_t>();
    }
    void read(const char* key, unsigned& out) {
        std::uint64_t wide = out;
        read(key, wide);
        if (wide > UINT32_MAX) wrong(key, "a small whole number");
        out = static_cast<unsigned>(wide);
    }
    void read(const char* key, int& out) {
        const auto* value = member(key, "a whole number", &nlohmann::json::is_number_integer);
        if (value == nullptr) return;
        const auto wide = value->get<std::int64_t>();
        if (wide < INT32_MIN || wide > INT32_MAX) return wrong(key, "a small whole number");
        out = static_cast<int>(wide);
    }
    template <class T>
    void read(const char* key, std::optional<T>& out) {
        if (isNull(key)) return;
        T value{};
        read(key, value);
        out = value;
    }
    void read(const char* key, std::vector<std::string>& out) {
        const auto* list = member(key, "a list of texts", &nlohmann::json::is_array);
        if (list == nullptr) return;
        for (const auto& one : *list) {
            if (!one.is_string()) return wrong(key, "a list of texts");
            out.push_back(one.get<std::string>());
        }
    }
    void read(const char* key, Interval& out) {
        const auto* value = member(key, "an interval", &nlohmann::json::is_object);
        if (value == nullptr) return;
        Reader inner(*value, path(key));
        inner.read("value", out.value);
        inner.readEnds("ci95", out);
        take(inner);
    }
    void read(const char* key, Timing& out) {
        if (isNull(key)) return;
        const auto* value = member(key, "a timing", &nlohmann::json::is_object);
        if (value == nullptr) return;
        Reader inner(*value, path(key));
        inner.read("median_ns", out.medianNs.value);
        inner.readEnds("ci95_ns", out.medianNs);
        if (const auto* samples = inner.member("samples_ns", "a list", &nlohmann::json::is_array)) {
            for (const auto& sample : *samples) {
                if (!isCount(sample)) {
                    inner.wrong("samples_ns", "whole numbers");
                    break;
                }
                out.samplesNs.push_back(sample.get<std::uint64_t>());
            }
        }
        take(inner);
    }
    void read(const char* key, MeasureState& out) {
        std::string name;
        read(key, name);
        for (const MeasureState state :
             {MeasureState::Measured, MeasureState::Insufficient, MeasureState::Unavailable,
              MeasureState::Rejected, MeasureState::Failed}) {
            if (name != stateName(state)) continue;
            out = state;
            return;
        }
        wrong(key, "a state such as 'measured'");
    }

    [[nodiscard]] const nlohmann::json* member(const char* key, const char* expected,
                                               bool (nlohmann::json::*is)() const noexcept) {
        if (m_error) return nullptr;
        const auto found = m_json.find(key);
        if (found != m_json.end() && ((*found).*is)()) return &*found;
        wrong(key, expected);
        return nullptr;
    }
    void wrong(const char* key, const char* expected) {
        if (m_error) return;
        const auto found = m_json.is_object() ? m_json.find(key) : m_json.end();
        m_error = Error::invalid("this is no result of the codec lab: '" + path(key) + "' is wrong")
                      .expect(expected)
                      .got(found == m_json.end() ? "nothing" : found->type_name());
    }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] std::string path(const char* key) const {
        return m_where.empty() ? key : m_where + "." + key;
    }

  private:
    /// Small numbers that were not parsed from text may be signed.
    static bool isCount(const nlohmann::json& value) {
        return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
    }
    /// A missing member is no null.
    [[nodiscard]] bool isNull(const char* key) const {
        if (m_error) return true;
        const auto found = m_json.find(key);
        return found != m_json.end() && found->is_null();
    }
    void readEnds(const char* key, Interval& out) {
        const auto* ends = member(key, "two numbers", &nlohmann::json::is_array);
        if (ends == nullptr) return;
        if (ends->size() != 2 || !(*ends)[0].is_number() || !(*ends)[1].is_number())
            return wrong(key, "two numbers");
        out.low = (*ends)[0].get<double>();
        out.high = (*ends)[1].get<double>();
    }
    void take(const Reader& inner) {
        if (!m_error) m_error = inner.m_error;
    }

    const nlohmann::json& m_json;
    std::string m_where;
    std::optional<Error> m_error;
};

Result<LabRow> rowFromJson(const nlohmann::json& json, const std::string& where) {
    Reader reader(json, where);
    LabRow row;
    std::optional<std::uint64_t> storedBytes;
    reader.read("codec", row.codec);
    reader.read("family", row.family);
    reader.read("backend", row.backend);
    reader.read("level", row.level);
    reader.read("workers", row.workers);
    reader.read("window_log", row.windowLog);
    reader.read("dictionary", row.dictionary);
    reader.read("dictionary_bytes", row.dictionaryBytes);
    reader.read("stage", row.stage);
    reader.read("chunk_bytes", row.chunkBytes);
    reader.read("threads", row.threads);
    reader.read("as_stored", row.asStored);
    reader.read("state", row.state);
    reader.read("reason", row.reason);
    reader.read("note", row.note);
    reader.read("verified", row.verified);
    reader.read("estimate", row.estimate);
    reader.read("raw_bytes", row.rawBytes);
    reader.read("stored_bytes", storedBytes);
    reader.read("stored_interval", row.storedInterval);
    reader.read("chunks", row.chunks);
    reader.read("raw_chunks", row.rawChunks);
    reader.read("compress", row.compress);
    reader.read("decompress", row.decompress);
    reader.read("write_file", row.writeFile);
    reader.read("read_file", row.readFile);
    reader.read("compress_peak_bytes", row.compressPeakBytes);
    reader.read("decompress_peak_bytes", row.decompressPeakBytes);
    reader.read("compress_cpu", row.compressCpu);
    reader.read("decompress_cpu", row.decompressCpu);
    if (reader.error()) return *reader.error();
    row.storedBytes = storedBytes.value_or(0);
    return row;
}

} // namespace

Json toJson(const LabRun& run) {
    Json json;
    json["schema"] = kSchema;
    json["version"] = kVersion;
    json["environment"] = run.environment;
    json["input"] = run.input;
    json["input_hash"] = run.inputHash;
    json["atoms"] = run.atoms;
    json["raw_bytes"] = run.rawBytes;
    json["stored_bytes"] = run.storedBytes > 0 ? Json(run.storedBytes) : Json(nullptr);
    json["memcpy_ns"] = run.memcpyNs;
    json["budget_seconds"] = run.budgetSeconds;
    json["elapsed_seconds"] = run.elapsedSeconds;
    json["complete"] = run.complete;
    json["rows"] = Json::array();
    for (const LabRow& row : run.rows) json["rows"].push_back(rowJson(row));
    json["pareto_compress"] = frontJson(run, ParetoOf::Compress);
    json["pareto_decompress"] = frontJson(run, ParetoOf::Decompress);
    json["best_by_link_speed"] = linksJson(run);
    json["warnings"] = run.warnings;
    return json;
}

Result<LabRun> labRunFromJson(const nlohmann::json& json) {
    Reader reader(json, "");
    LabRun run;
    std::string schema;
    std::uint64_t version = 0;
    std::optional<std::uint64_t> storedBytes;
    reader.read("schema", schema);
    reader.read("version", version);
    if (!reader.error() && schema != kSchema) reader.wrong("schema", kSchema);
    if (!reader.error() && version != kVersion) reader.wrong("version", "1");
    reader.read("input", run.input);
    reader.read("input_hash", run.inputHash);
    reader.read("atoms", run.atoms);
    reader.read("raw_bytes", run.rawBytes);
    reader.read("stored_bytes", storedBytes);
    reader.read("memcpy_ns", run.memcpyNs);
    reader.read("budget_seconds", run.budgetSeconds);
    reader.read("elapsed_seconds", run.elapsedSeconds);
    reader.read("complete", run.complete);
    reader.read("warnings", run.warnings);
    const auto* rows = reader.member("rows", "a list of rows", &nlohmann::json::is_array);
    if (reader.error()) return *reader.error();
    if (const auto environment = json.find("environment"); environment != json.end())
        run.environment = *environment;
    run.storedBytes = storedBytes.value_or(0);
    for (const auto& one : *rows) {
        SB_TRY(row, rowFromJson(one, fmt::format("rows[{}]", run.rows.size())));
        run.rows.push_back(std::move(row));
    }
    return run;
}

} // namespace spacebench::results
