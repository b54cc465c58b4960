// SPDX-License-Identifier: Apache-2.0
#include "jobs/common_params.h"

namespace spacebench::jobs {

namespace {

ParamSpec spec(std::string id, ParamKind kind, std::string label, std::string shape, std::string help) {
    ParamSpec param;
    param.id = std::move(id);
    param.kind = kind;
    param.label = std::move(label);
    param.shape = std::move(shape);
    param.help = std::move(help);
    return param;
}

} // namespace

ParamSpec inputParam(std::string id, std::string help) {
    ParamSpec param = spec(std::move(id), ParamKind::InputFile, "Input", "FILE", std::move(help));
    param.positional = true;
    param.required = true;
    return param;
}

ParamSpec outputParam(std::string id, std::string help) {
    ParamSpec param = spec(std::move(id), ParamKind::OutputFile, "Output", "FILE", std::move(help));
    param.positional = true;
    param.required = true;
    return param;
}

ParamSpec flagParam(std::string id, std::string label, std::string help) {
    return spec(std::move(id), ParamKind::Flag, std::move(label), "", std::move(help));
}

ParamSpec textParam(std::string id, std::string label, std::string shape, std::string help) {
    return spec(std::move(id), ParamKind::Text, std::move(label), std::move(shape), std::move(help));
}

ParamSpec numberParam(std::string id, std::string label, std::string help, std::string defaultValue) {
    ParamSpec param = spec(std::move(id), ParamKind::Number, std::move(label), "N", std::move(help));
    param.defaultValue = std::move(defaultValue);
    return param;
}

ParamSpec dataFolderParam() {
    return textParam(
        "data-dir", "Data folder", "DIR",
        "Where the history of runs and the evidence of the claims ledger are kept; by default the "
        "user's data folder ($XDG_DATA_HOME/spacebench).");
}

ParamSpec noRecordParam() {
    return flagParam("no-record", "Keep nothing",
                     "Keep nothing of what is measured, neither in the history nor for the claims ledger.");
}

ParamSpec jsonParam() {
    return flagParam("json", "JSON", "Print the report as JSON, alone on standard output.");
}

ParamSpec symbolsParam() {
    return spec(
        "symbols", ParamKind::InputFile, "Symbol table", "ZIP",
        "Symbol table to use; by default the one inside the file, or the .zip or .symbols with the same "
        "name beside it.");
}

ParamSpec limitParam(std::string help) {
    return numberParam("limit", "Limit", std::move(help));
}

OpenRequest openRequest(const ParamValues& values, std::string path) {
    OpenRequest request;
    request.path = std::move(path);
    request.symbolsPath = values.text("symbols");
    return request;
}

std::vector<std::string> splitList(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

Result<void> PayloadText::finish() {
    if (m_services.payload == nullptr) {
        m_report.text += m_buffer;
    } else if (!m_buffer.empty()) {
        SB_CHECK(m_services.payload->write(asBytes(m_buffer)));
    }
    m_buffer.clear();
    return {};
}

} // namespace spacebench::jobs
