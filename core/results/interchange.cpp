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

Result<RunRecord> fromJson(const Json& json, const std::string& path) {
    if (!json.is_object()) return unknownFormat(path);
    if (const std::string schema = schemaOf(json); schema == "spacebench.run") {
        return recordFromJson(json);
    } else if (schema == "spacebench.bench") {
        SB_TRY(run, benchRunFromJson(json));
        RunRecord record = recordOf(run);
        record.document = json;
        return record;
    }
    if (json.contains("benchmarks") && json.contains("context")) return fromGoogleBenchmark(json, path);
    const auto results = json.find("results");
    if (results != json.end() && results->is_array() && !results->empty() && results->front().is_object() &&
        results->front().contains("command"))
        return fromHyperfine(json, path);
    return unknownFormat(path);
}

Result<RunRecord> importFile(const std::string& path, const WorkContext& context) {
    SB_TRY(source, io::openMapped(path, context));
    const std::string_view text = asText(source->bytes());
    const std::size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[')) {
        SB_TRY(document, readJsonFile(path, context));
        return fromJson(document.json(), path);
    }
    if (!looksLikeDivan(text)) return unknownFormat(path);
    return fromDivan(text, path);
}

Result<RunRecord> import(const std::string& path, const WorkContext& context) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (problem) return Error::system("the results cannot be looked at", problem.value());
    if (std::filesystem::is_directory(status)) return fromCriterion(path, context);
    return importFile(path, context);
}

} // namespace

Result<RunRecord> importRun(const std::string& path, const WorkContext& context) {
    try {
        auto record = import(path, context);
        if (!record.ok() && record.error().file.empty()) return std::move(record).error().in(path);
        return record;
    } catch (const std::bad_alloc&) {
        return Error::limit("the results need more memory than there is").in(path);
    }
}

} // namespace spacebench::results
