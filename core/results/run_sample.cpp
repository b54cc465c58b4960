// SPDX-License-Identifier: Apache-2.0
//
// RunSample as JSON: what a worker sends, and what result files keep.
#include "results/bench_result.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

/// Both directions from one list, so that no field can be written and not read. `Sample` may be const.
template <class Sample, class Visit>
void forEachField(Sample& sample, const Visit& visit) {
    visit("wall_ns", sample.wallNs);
    visit("user_ns", sample.userNs);
    visit("system_ns", sample.systemNs);
    visit("iterations", sample.iterations);
    visit("minor_faults", sample.minorFaults);
    visit("major_faults", sample.majorFaults);
    visit("voluntary_switches", sample.voluntarySwitches);
    visit("involuntary_switches", sample.involuntarySwitches);
    visit("bytes_read", sample.bytesRead);
    visit("bytes_written", sample.bytesWritten);
    visit("device_read", sample.deviceRead);
    visit("device_written", sample.deviceWritten);
    visit("cycles", sample.cycles);
    visit("instructions", sample.instructions);
    visit("cache_misses", sample.cacheMisses);
    visit("branch_misses", sample.branchMisses);
    visit("allocations", sample.allocations);
    visit("allocated_bytes", sample.allocatedBytes);
    visit("peak_heap_bytes", sample.peakHeapBytes);
    visit("peak_resident_bytes", sample.peakResidentBytes);
    visit("stored_bytes", sample.storedBytes);
    visit("round", sample.round);
    visit("started_ns", sample.startedNs);
    visit("cold_confirmed", sample.coldConfirmed);
    visit("notes", sample.notes);
}

struct Writer {
    Json& json;
    template <class T>
    void operator()(const char* key, const T& value) const {
        json[key] = value;
    }
    template <class T>
    void operator()(const char* key, const std::optional<T>& value) const {
        json[key] = value ? Json(*value) : Json(nullptr);
    }
};

/// A number of another kind would be converted without a word: -1 must not become 2^64 - 1.
bool fits(const Json& json, const std::uint64_t*) {
    return json.is_number_unsigned();
}
bool fits(const Json& json, const double*) {
    return json.is_number();
}
bool fits(const Json& json, const bool*) {
    return json.is_boolean();
}
bool fits(const Json& json, const std::vector<std::string>*) {
    if (!json.is_array()) return false;
    for (const Json& entry : json)
        if (!entry.is_string()) return false;
    return true;
}

struct Reader {
    const Json& json;
    std::string& wrong; ///< the first key that is not what it must be
    template <class T>
    void operator()(const char* key, T& value) const {
        const auto found = json.find(key);
        if (found == json.end()) return; // older files lack some
        if (fits(*found, &value))
            found->get_to(value);
        else if (wrong.empty())
            wrong = key;
    }
    template <class T>
    void operator()(const char* key, std::optional<T>& value) const {
        const auto found = json.find(key);
        if (found == json.end() || found->is_null()) return;
        T number{};
        (*this)(key, number);
        value = number;
    }
};

} // namespace

nlohmann::ordered_json toJson(const RunSample& sample) {
    Json json;
    forEachField(sample, Writer{json});
    return json;
}

Result<RunSample> runSampleFromJson(const nlohmann::ordered_json& json) {
    if (!json.is_object() || !json.contains("wall_ns"))
        return Error::invalid("this is no sample").expect("an object with \"wall_ns\"");
    RunSample sample;
    std::string wrong;
    forEachField(sample, Reader{json, wrong});
    if (!wrong.empty())
        return Error::invalid("a sample's \"" + wrong + "\" is of the wrong kind").got(json[wrong].dump());
    if (sample.iterations == 0) return Error::invalid("a sample is the mean of at least one iteration");
    return sample;
}

} // namespace spacebench::results
