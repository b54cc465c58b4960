// SPDX-License-Identifier: Apache-2.0
//
// A benchmark run back from its JSON: our own files of any age, and whatever else calls itself one.
#include <cmath>

#include <fmt/format.h>

#include "results/bench_quantities.h"
#include "results/bench_result.h"
#include "results/json_fields.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

/// Whole and not below 0, whatever type it is held in: documents that were never text have signed ones.
bool isCount(const Json& json) {
    return json.is_number_unsigned() || (json.is_number_integer() && json.get<std::int64_t>() >= 0);
}

/// Fields of one object. What is missing or null leaves the value as it is; the first field of a wrong kind
/// is kept as the error, and everything after it is read on harmlessly.
class Fields {
  public:
    Fields(const Json& object, std::string where, std::optional<Error>& error)
        : m_object(object), m_where(std::move(where)), m_error(error) {
        if (!object.is_object()) fail("", "an object", object);
    }

    void read(const char* key, std::string& value) const {
        if (const Json* const found = find(key)) {
            if (found->is_string())
                value = found->get<std::string>();
            else
                fail(key, "text", *found);
        }
    }
    void read(const char* key, bool& value) const {
        if (const Json* const found = find(key)) {
            if (found->is_boolean())
                value = found->get<bool>();
            else
                fail(key, "true or false", *found);
        }
    }
    void read(const char* key, std::uint64_t& value) const {
        if (const Json* const found = find(key)) {
            if (isCount(*found))
                value = found->get<std::uint64_t>();
            else
                fail(key, "a whole number from 0 on", *found);
        }
    }
    void read(const char* key, unsigned& value) const {
        std::uint64_t wide = value;
        read(key, wide);
        if (wide <= UINT32_MAX)
            value = static_cast<unsigned>(wide);
        else
            fail(key, "a number below 2^32", *find(key));
    }
    void read(const char* key, double& value) const {
        if (const Json* const found = find(key)) {
            const double number = found->is_number() ? found->get<double>() : -1;
            if (std::isfinite(number) && number >= 0)
                value = number;
            else
                fail(key, "a number from 0 on", *found);
        }
    }
    template <class Number>
    void read(const char* key, std::optional<Number>& value) const {
        if (find(key) == nullptr) return;
        Number number{};
        read(key, number);
        value = number;
    }
    template <class Entry>
    void read(const char* key, std::vector<Entry>& values) const {
        for (const Json& entry : array(key)) {
            const bool sound = std::is_same_v<Entry, std::string> ? entry.is_string() : isCount(entry);
            if (!sound) return fail(key, "a list of equal things", entry);
            values.push_back(entry.get<Entry>());
        }
    }
    /// Empty where it is missing.
    [[nodiscard]] const Json& array(const char* key) const {
        static const Json kEmpty = Json::array();
        const Json* const found = find(key);
        if (found == nullptr) return kEmpty;
        if (!found->is_array()) {
            fail(key, "a list", *found);
            return kEmpty;
        }
        return *found;
    }
    /// Null where it is missing or null.
    [[nodiscard]] const Json* find(const char* key) const {
        if (!m_object.is_object()) return nullptr;
        const auto found = m_object.find(key);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }
    void fail(const std::string& key, const std::string& expected, const Json& found) const {
        constexpr std::size_t kMostShown = 60;
        if (m_error) return;
        const std::string name = m_where + (m_where.empty() || key.empty() ? "" : ".") + key;
        m_error = Error::invalid(fmt::format("\"{}\" is not what it has to be", name))
                      .expect(expected)
                      .got(found.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, kMostShown));
    }
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const std::string& where() const { return m_where; }

  private:
    const Json& m_object;
    std::string m_where;
    std::optional<Error>& m_error;
};

/// Files that do not name the quantity have the guide's first targets.
Quantity quantityOf(const std::string& id) {
    if (id.starts_with("L")) return Quantity::LatencyNs;
    if (id == "T3") return Quantity::CompressionRatio;
    return id.starts_with("T") ? Quantity::AtomsPerSecond : Quantity::PeakOverSerialized;
}

TargetVerdict readTarget(const Fields& fields) {
    TargetVerdict verdict;
    fields.read("id", verdict.id);
    fields.read("title", verdict.title);
    verdict.quantity = quantityOf(verdict.id);
    if (const Json* const key = fields.find("quantity")) {
        const auto quantity = key->is_string() ? quantityWithKey(key->get<std::string>()) : std::nullopt;
        if (quantity)
            verdict.quantity = *quantity;
        else
            fields.fail("quantity", "the name of a quantity", *key);
    }
    fields.read("limit", verdict.limit);
    fields.read("stretch", verdict.stretch);
    fields.read("measured", verdict.measured);
    fields.read("met", verdict.met);
    fields.read("stretch_met", verdict.stretchMet);
    return verdict;
}

void readState(const Fields& fields, BenchRow& row) {
    const Json* const found = fields.find("state");
    if (found == nullptr) return;
    for (const MeasureState state : {MeasureState::Measured, MeasureState::Insufficient,
                                     MeasureState::Unavailable, MeasureState::Rejected, MeasureState::Failed})
        if (found->is_string() && found->get<std::string>() == stateName(state)) {
            row.state = state;
            return;
        }
    fields.fail("state", "\"measured\" or why not", *found);
}

void readRuns(const Fields& fields, BenchRow& row) {
    for (const Json& entry : fields.array("runs")) {
        auto sample = runSampleFromJson(entry);
        if (!sample.ok()) return fields.fail("runs", sample.error().describe(), entry);
        row.runs.push_back(std::move(*sample));
    }
    if (!row.runs.empty() && row.runs.size() != row.samplesNs.size())
        fields.fail("runs", fmt::format("{} entries, as many as samples_ns", row.samplesNs.size()),
                    row.runs.size());
}

BenchRow readRow(const Fields& fields) {
    BenchRow row;
    std::string operation;
    fields.read("operation", operation);
    if (const auto known = operationNamed(operation))
        row.operation = *known;
    else
        fields.fail("operation", "serialize, deserialize, load, compress or decompress", operation);
    fields.read("format", row.formatId);
    fields.read("codec", row.codec);
    fields.read("atoms", row.atoms);
    fields.read("raw_bytes", row.rawBytes);
    fields.read("stored_bytes", row.storedBytes);
    fields.read("samples_ns", row.samplesNs);
    fields.read("median_ns", row.medianNs);
    fields.read("ci_low_ns", row.ciLowNs);
    fields.read("ci_high_ns", row.ciHighNs);
    fields.read("isolation", row.isolation);
    fields.read("allocations", row.allocations);
    fields.read("allocated_bytes", row.allocatedBytes);
    fields.read("peak_heap_bytes", row.peakHeapBytes);
    fields.read("peak_rss_bytes", row.peakRssBytes);
    fields.read("key", row.key);
    fields.read("label", row.label);
    fields.read("switches", row.switches);
    fields.read("program", row.program);
    fields.read("threads", row.threads);
    fields.read("medium", row.medium);
    fields.read("cache", row.cache);
    fields.read("injected_delay", row.injectedDelay);
    readState(fields, row);
    fields.read("reason", row.reason);
    fields.read("failures", row.failures);
    readRuns(fields, row);
    fields.read("notes", row.notes);
    return row;
}

class Reader {
  public:
    Result<BenchRun> read(const Json& json) {
        const Fields fields(json, "", m_error);
        std::string schema;
        std::uint64_t version = 0;
        fields.read("schema", schema);
        fields.read("version", version);
        if (!m_error && (schema != "spacebench.bench" || version != 1))
            return Error::invalid("this is no benchmark result")
                .expect("schema spacebench.bench, version 1")
                .got(fmt::format("schema '{}', version {}", schema.substr(0, 40), version));
        fields.read("title", m_run.title);
        fields.read("started_utc", m_run.startedUtc);
        fields.read("elapsed_s", m_run.elapsedSeconds);
        fields.read("complete", m_run.complete);
        if (const Json* const environment = fields.find("environment")) m_run.environment = *environment;
        if (const Json* const plan = fields.find("plan")) m_run.plan = *plan;
        readSession(fields);
        readInputs(fields);
        readRows(fields);
        fields.read("warnings", m_run.warnings);
        if (m_error) return std::move(*m_error);
        return std::move(m_run);
    }

  private:
    void readSession(const Fields& fields) {
        if (const Json* const found = fields.find("control")) {
            const Fields control(*found, "control", m_error);
            control.read("first_ns", m_run.controlFirstNs);
            control.read("second_ns", m_run.controlSecondNs);
            control.read("noise_floor", m_run.noiseFloor);
        }
        if (const Json* const found = fields.find("disk")) {
            const Fields disk(*found, "disk", m_error);
            disk.read("write_bytes_per_second", m_run.diskWriteBytesPerSecond);
            disk.read("read_bytes_per_second", m_run.diskReadBytesPerSecond);
        }
    }

    void readInputs(const Fields& fields) {
        for (const Json& entry : fields.array("inputs")) {
            const Fields one(entry, fmt::format("inputs[{}]", m_run.inputs.size()), m_error);
            BenchInput input;
            one.read("name", input.name);
            one.read("atoms", input.atoms);
            one.read("raw_bytes", input.rawBytes);
            one.read("memcpy_ns", input.memcpyNs);
            one.read("hash", input.hash);
            m_run.inputs.push_back(std::move(input));
        }
    }

    void readRows(const Fields& fields) {
        if (fields.find("results") == nullptr && !m_error) fields.fail("results", "a list of rows", nullptr);
        for (const Json& entry : fields.array("results")) {
            const Fields one(entry, fmt::format("results[{}]", m_run.rows.size()), m_error);
            BenchRow row = readRow(one);
            const std::optional<std::size_t> input = inputOf(one);
            if (input) readFloor(one, m_run.inputs[*input], row);
            for (const Json& target : one.array("targets"))
                row.targets.push_back(readTarget(Fields(target, one.where() + ".targets[]", m_error)));
            if (m_error) return;
            m_run.rows.push_back(std::move(row));
            m_run.inputOfRow.push_back(*input);
        }
    }

    std::optional<std::size_t> inputOf(const Fields& fields) {
        std::string name;
        fields.read("input", name);
        std::uint64_t index = m_run.inputs.size();
        if (fields.find("input_index") != nullptr) {
            fields.read("input_index", index);
        } else {
            for (std::size_t i = m_run.inputs.size(); i-- > 0;)
                if (m_run.inputs[i].name == name) index = i;
        }
        if (index < m_run.inputs.size()) return static_cast<std::size_t>(index);
        fields.fail("input", "one of \"inputs\"", name);
        return std::nullopt;
    }

    static void readFloor(const Fields& fields, const BenchInput& input, BenchRow& row) {
        std::optional<double> multiple;
        std::optional<double> ns;
        fields.read("floor_multiple", multiple);
        fields.read("floor_ns", ns);
        if (!ns && multiple) ns = *multiple * input.memcpyNs; // files that have the multiple alone
        if (!ns) return;
        row.floor = Floor{*ns, {}, {}};
        fields.read("floor_basis", row.floor->basis);
        fields.read("floor_detail", row.floor->detail);
    }

    BenchRun m_run;
    std::optional<Error> m_error;
};

} // namespace

Result<BenchRun> benchRunFromJson(const nlohmann::ordered_json& json) {
    if (!isNestedWithin(json, kMostJsonDepth))
        return Error::invalid("the document is nested too deep")
            .expect(fmt::format("at most {} levels", kMostJsonDepth));
    return Reader().read(json);
}

} // namespace spacebench::results
