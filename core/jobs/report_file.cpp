// SPDX-License-Identifier: Apache-2.0
#include "jobs/report_file.h"

#include <filesystem>

namespace spacebench::jobs {

Result<std::unique_ptr<io::AtomicFile>> beginReport(const std::string& path,
                                                    const std::vector<std::string>& inputs) {
    if (path.empty()) return std::unique_ptr<io::AtomicFile>();
    for (const std::string& input : inputs) {
        std::error_code ignored; // a file that is not there is no input
        if (std::filesystem::equivalent(path, input, ignored))
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

} // namespace spacebench::jobs
