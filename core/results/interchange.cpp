// SPDX-License-Identifier: Apache-2.0
#include "results/interchange.h"

#include <filesystem>
#include <new>

#include "io/byte_source.h"
#include "results/bench_result.h"
#include "results/foreign_run.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKnown =
    "a run exported by Spacebench, JSON of spacectl bench, Google Benchmark or hyperfine, a table of divan, "
    "or a folder of criterion";

Error unknownFormat(const std::string& path) {
    return Error::notThisFormat("these are no results that can be read").in(path).expect(kKnown);
}

std::string schemaOf(const Json& json) {
    const auto schema = json.find("schema");
    return schema != json.end() && schema->is_string() ? schema->get<std::string>() : std::string();
}

std::vector<RunRecord> one(RunRecord record) {
    std::vector<RunRecord> records;
    records.push_back(std::move(record));
    return records;
}

Result<std::vector<RunRecord>> one(Result<RunRecord> record) {
    SB_CHECK(record);
    return one(std::move(*record));
}

Result<std::vector<RunRecord>> fromJson(const Json& json, const std::string& path, bool apart) {
    if (!json.is_object()) return unknownFormat(path);
    if (const std::string schema = schemaOf(json); schema == "spacebench.run") {
        SB_TRY(record, recordFromJson(json));
        // What is no time would be the latest of all for ever.
        if (utcOf(record.startedUtc).empty()) record.startedUtc.clear();
        return one(std::move(record));
    } else if (schema == "spacebench.bench") {
        SB_TRY(run, benchRunFromJson(json));
        std::vector<RunRecord> records = apart ? recordsOf(run) : one(recordOf(run));
        if (records.size() == 1) records.front().document = json;
        return records;
    }
    if (json.contains("benchmarks") && json.contains("context")) return one(fromGoogleBenchmark(json, path));
    const auto results = json.find("results");
    if (results != json.end() && results->is_array() && !results->empty() && results->front().is_object() &&
        results->front().contains("command"))
        return one(fromHyperfine(json, path));
    return unknownFormat(path);
}

Result<std::vector<RunRecord>> importFile(const std::string& path, bool apart, const WorkContext& context) {
    SB_TRY(source, io::openMapped(path, context));
    const std::string_view text = asText(source->bytes());
    const std::size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[')) {
        SB_TRY(document, readJsonFile(path, context));
        return fromJson(document.json(), path, apart);
    }
    if (!looksLikeDivan(text)) return unknownFormat(path);
    return one(fromDivan(text, path));
}

Result<std::vector<RunRecord>> import(const std::string& path, bool apart, const WorkContext& context) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (problem) return Error::system("the results cannot be looked at", problem.value());
    if (std::filesystem::is_directory(status)) return one(fromCriterion(path, context));
    return importFile(path, apart, context);
}

Result<std::vector<RunRecord>> guardedImport(const std::string& path, bool apart,
                                             const WorkContext& context) {
    try {
        auto records = import(path, apart, context);
        if (!records.ok() && records.error().file.empty()) return std::move(records).error().in(path);
        return records;
    } catch (const std::bad_alloc&) {
        return Error::limit("the results need more memory than there is").in(path);
    }
}

} // namespace

Result<RunRecord> importRun(const std::string& path, const WorkContext& context) {
    SB_TRY(records, guardedImport(path, false, context));
    return std::move(records.front());
}

Result<std::vector<RunRecord>> importRuns(const std::string& path, const WorkContext& context) {
    return guardedImport(path, true, context);
}

} // namespace spacebench::results
