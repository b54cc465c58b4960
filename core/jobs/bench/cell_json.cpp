// SPDX-License-Identifier: Apache-2.0
//
// CellRequest as JSON: from the parent to its worker, both of the same build.
#include "jobs/bench/cell.h"

namespace spacebench::jobs {

Json toJson(const CellRequest& request) {
    Json json;
    json["operation"] = results::operationName(request.operation);
    json["format"] = request.formatId;
    json["codec"] = request.codec;
    json["settings"] = request.settings ? tuning::toJson(*request.settings) : Json(nullptr);
    json["file_medium"] = request.medium == Medium::File;
    json["cold"] = request.cache == CacheState::Cold;
    json["files"] = {{"framed", request.files.framed},
                     {"values", request.files.values},
                     {"stored", request.files.stored},
                     {"stored_hash", request.files.storedHash},
                     {"folder", request.files.folder}};
    json["warm_up"] = request.warmUp;
    json["min_sample_ns"] = request.minSampleNs;
    json["iterations"] = request.iterations;
    json["processors"] = request.processors;
    json["injected_delay"] = request.injectedDelay;
    json["count"] = request.count;
    return json;
}

Result<CellRequest> cellRequestFromJson(const Json& json) {
    CellRequest request;
    try {
        const std::string operation = json.at("operation");
        const auto named = results::operationNamed(operation);
        if (!named) return Error::invalid("there is no such operation").got("'" + operation + "'");
        request.operation = *named;
        json.at("format").get_to(request.formatId);
        json.at("codec").get_to(request.codec);
        if (const Json& settings = json.at("settings"); !settings.is_null()) {
            SB_TRY(parsed, tuning::settingsFromJson(settings));
            request.settings = parsed;
        }
        request.medium = json.at("file_medium").get<bool>() ? Medium::File : Medium::Memory;
        request.cache = json.at("cold").get<bool>() ? CacheState::Cold : CacheState::Warm;
        const Json& files = json.at("files");
        files.at("framed").get_to(request.files.framed);
        files.at("values").get_to(request.files.values);
        files.at("stored").get_to(request.files.stored);
        files.at("stored_hash").get_to(request.files.storedHash);
        files.at("folder").get_to(request.files.folder);
        json.at("warm_up").get_to(request.warmUp);
        json.at("min_sample_ns").get_to(request.minSampleNs);
        json.at("iterations").get_to(request.iterations);
        json.at("processors").get_to(request.processors);
        json.at("injected_delay").get_to(request.injectedDelay);
        json.at("count").get_to(request.count);
    } catch (const Json::exception& problem) {
        return Error::invalid("this is no request for a sample").got(problem.what());
    }
    return request;
}

} // namespace spacebench::jobs
