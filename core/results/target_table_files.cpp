// SPDX-License-Identifier: Apache-2.0
//
// Target tables in the data folder: one file each, named by its id.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/byte_source.h"
#include "results/data_folder.h"
#include "results/target_table.h"

namespace spacebench::results {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostTables = 1'000;
constexpr std::uintmax_t kMostFileBytes = std::uintmax_t{4} << 20; // what JsonDocument reads

/// Empty where there is no data folder.
fs::path folderOf(const std::string& dataFolderAsked) {
    const std::string folder = dataFolder(dataFolderAsked);
    return folder.empty() ? fs::path() : fs::path(folder) / "targets";
}

Error noFolder() {
    return Error::io("there is no folder for target tables: neither XDG_DATA_HOME nor HOME is set")
        .advise("Name one with --data-dir");
}

Result<TargetTable> readTable(const fs::path& path) {
    const std::string name = path.string();
    std::error_code problem;
    // A pipe of that name would never end.
    if (!fs::is_regular_file(path, problem)) return Error::io("this is no file").in(name);
    const std::uintmax_t size = fs::file_size(path, problem);
    if (problem || size > kMostFileBytes)
        return Error::limit("this is too large for a target table")
            .expect(fmt::format("at most {} bytes", kMostFileBytes))
            .in(name);
    SB_TRY(source, io::openRead(name));
    SB_TRY(table, targetTableFromText(asText(source->bytes()), name));
    if (table.id != path.stem().string())
        return Error::invalid("the file is not named by the id of its table")
            .expect(table.id + ".json")
            .got(path.filename().string())
            .advise("Rename it, or change the id")
            .in(name);
    return table;
}

/// The names of all *.json, sorted.
Result<std::vector<fs::path>> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code problem;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
        if (at->path().extension() != ".json") continue;
        if (files.size() == kMostTables)
            return Error::limit("there are too many target tables")
                .expect(fmt::format("at most {}", kMostTables))
                .in(folder.string());
        files.push_back(at->path());
    }
    if (problem && problem != std::errc::no_such_file_or_directory)
        return Error::system("the folder of target tables cannot be read", problem.value())
            .in(folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

Result<void> refuseBuiltIn(const std::string& id) {
    if (id != guideTable().id) return {};
    return Error::invalid("this table is built in: it stays as it is")
        .got("'" + id + "'")
        .advise("Export it, give it another id, and add that");
}

} // namespace

Result<std::vector<TargetTable>> allTargetTables(const std::string& dataFolderAsked,
                                                 std::vector<Error>* problems) {
    std::vector<TargetTable> tables = {guideTable()};
    const fs::path folder = folderOf(dataFolderAsked);
    if (folder.empty()) return tables;
    SB_TRY(files, filesIn(folder));
    for (const fs::path& file : files) {
        auto table = readTable(file);
        if (table.ok() && table.value().id == guideTable().id)
            table = Error::invalid("a built-in table has this id")
                        .got("'" + guideTable().id + "'")
                        .in(file.string());
        if (table.ok())
            tables.push_back(std::move(table).value());
        else if (problems != nullptr)
            problems->push_back(table.error());
    }
    return tables;
}

Result<void> saveTargetTable(const TargetTable& table, const std::string& dataFolderAsked) {
    SB_CHECK(refuseBuiltIn(table.id));
    const fs::path folder = folderOf(dataFolderAsked);
    if (folder.empty()) return noFolder();
    const std::string text =
        toJson(table).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    // What is kept can be read again: ids, metrics and limits are looked at in one place.
    SB_TRY(read, targetTableFromText(text, table.id.empty() ? "the table" : table.id));
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        return Error::system("the folder of target tables cannot be made", problem.value())
            .in(folder.string());
    io::AtomicFile::Options options;
    options.replaceExisting = true;
    SB_TRY(file, io::AtomicFile::create((folder / (read.id + ".json")).string(), options));
    SB_CHECK(file->write(asBytes(text)));
    return file->commit();
}

Result<void> removeTargetTable(const std::string& id, const std::string& dataFolderAsked) {
    SB_CHECK(refuseBuiltIn(id));
    const fs::path folder = folderOf(dataFolderAsked);
    if (folder.empty()) return noFolder();
    // Only what is there is removed: an id is never a path.
    SB_TRY(files, filesIn(folder));
    const auto at = std::find_if(files.begin(), files.end(),
                                 [&id](const fs::path& file) { return file.stem().string() == id; });
    if (at == files.end())
        return Error::invalid("there is no such table").got("'" + id + "'").in(folder.string());
    std::error_code problem;
    fs::remove(*at, problem);
    if (problem) return Error::system("the table cannot be removed", problem.value()).in(at->string());
    return {};
}

} // namespace spacebench::results
