// SPDX-License-Identifier: Apache-2.0
#include "jobs/report_file.h"

#include <filesystem>

#include <fmt/format.h>

#include "base/error.h"

namespace spacebench::jobs {

namespace {

namespace fs = std::filesystem;

/// Files that are not there yet have no identity but their name.
bool isSameFile(const std::string& a, const std::string& b) {
    std::error_code problem;
    if (fs::equivalent(a, b, problem)) return true;
    const fs::path first = fs::weakly_canonical(a, problem);
    return !problem && first == fs::weakly_canonical(b, problem) && !problem;
}

} // namespace

Result<std::unique_ptr<io::AtomicFile>> beginReport(const std::string& path,
                                                    const std::vector<std::string>& inputs) {
    if (path.empty()) return std::unique_ptr<io::AtomicFile>();
    if (path == "-")
        return Error::invalid("a report file cannot be standard output")
            .expect("the name of a file")
            .got("-")
            .advise("--json prints the result there; a file of that name is ./-");
    for (const std::string& input : inputs) {
        std::error_code ignored; // a file that is not there is no input
        if (fs::equivalent(path, input, ignored))
            return Error::invalid("the report would replace the input").in(path);
    }
    io::AtomicFile::Options options;
    options.replaceExisting = true; // a report of an earlier run
    return io::AtomicFile::create(path, options);
}

Result<void> finishReport(io::AtomicFile* file, const std::string& text) {
    if (file == nullptr) return {};
    SB_CHECK(file->write(asBytes(text)));
    return file->commit();
}

Result<void> ReportFiles::begin(const ParamValues& values, const std::vector<std::string>& params,
                                const std::vector<std::string>& inputs) {
    for (const std::string& param : params) {
        const std::string path = values.text(param);
        if (path.empty()) continue;
        for (const auto& [other, file] : m_files)
            if (isSameFile(path, file.path))
                return Error::invalid(fmt::format("--{} and --{} name the same file", other, param)).in(path);
        SB_TRY(file, beginReport(path, inputs));
        m_files[param] = {path, std::move(file)};
    }
    return {};
}

bool ReportFiles::write(const std::string& param, const std::function<Result<std::string>()>& text,
                        JobReport& report) {
    const auto found = m_files.find(param);
    if (found == m_files.end()) return false;
    const auto written = [&]() -> Result<void> {
        SB_TRY(words, text());
        return finishReport(found->second.file.get(), words);
    }();
    if (written.ok()) return true;
    Error problem = written.error();
    if (problem.file.empty()) problem = std::move(problem).in(found->second.path);
    if (report.exitStatus == 0) report.exitStatus = exitCodeOf(problem.code);
    report.problems.push_back(std::move(problem));
    return false;
}

} // namespace spacebench::jobs
