// SPDX-License-Identifier: Apache-2.0
#include "jobs/targets/choose_table.h"

#include <filesystem>

#include <fmt/format.h>

#include "io/byte_source.h"

namespace spacebench::jobs {

namespace {

constexpr std::uintmax_t kMostFileBytes = std::uintmax_t{4} << 20; // what a document may have

} // namespace

Result<results::TargetTable> readTargetTable(const std::string& path, const WorkContext& context) {
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (!problem && size > kMostFileBytes)
        return Error::limit("this is too large for a target table")
            .expect(fmt::format("at most {} bytes", kMostFileBytes))
            .in(path);
    SB_TRY(source, io::openRead(path, context));
    return results::targetTableFromText(asText(source->bytes()), path);
}

Result<std::shared_ptr<const results::TargetTable>>
chooseTable(const std::string& text, const std::string& dataFolder, const WorkContext& context) {
    const std::string wanted = text.empty() ? results::guideTable().id : text;
    std::vector<Error> problems;
    SB_TRY(tables, results::allTargetTables(dataFolder, &problems));
    std::string ids;
    for (results::TargetTable& table : tables) {
        if (table.id == wanted) return std::make_shared<const results::TargetTable>(std::move(table));
        ids += (ids.empty() ? "" : ", ") + table.id;
    }
    // A kept file that is broken explains itself better than "no such table".
    for (Error& problem : problems)
        if (std::filesystem::path(problem.file).stem() == wanted) return std::move(problem);
    std::error_code ignored;
    if (!std::filesystem::exists(wanted, ignored))
        return Error::invalid("there is no such table, and no file of that name")
            .expect(ids)
            .got("'" + wanted + "'")
            .advise("See them with: spacectl targets --list");
    SB_TRY(table, readTargetTable(wanted, context));
    return std::make_shared<const results::TargetTable>(std::move(table));
}

} // namespace spacebench::jobs
