// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/circumstances.h"

#include <cstdlib>
#include <filesystem>

#include "formats/format.h"
#include "io/scratch_file.h"
#include "measure/processors.h"
#include "measure/system_files.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::techniques {

namespace {

namespace fs = std::filesystem;

constexpr const char* kJemalloc = "libjemalloc.so.2";

/// LD_LIBRARY_PATH, then where distributions put libraries (multi-arch folders of Debian included).
std::vector<std::string> libraryFolders() {
    std::vector<std::string> folders;
    if (const char* path = std::getenv("LD_LIBRARY_PATH"); path != nullptr) {
        const std::string list = path;
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t end = std::min(list.find(':', begin), list.size());
            if (end > begin) folders.push_back(list.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    for (const char* root : {"/usr/local/lib", "/usr/lib", "/lib"}) {
#if defined(__x86_64__)
        folders.push_back(std::string(root) + "/x86_64-linux-gnu");
        folders.push_back(std::string(root) + "64");
#elif defined(__aarch64__)
        folders.push_back(std::string(root) + "/aarch64-linux-gnu");
        folders.push_back(std::string(root) + "64");
#endif
        folders.emplace_back(root);
    }
    return folders;
}

bool hasAvx2() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

/// Those that are online; one where the system does not say.
unsigned numaNodes() {
    const auto online = measure::readSystemFile("/sys/devices/system/node/online");
    const auto nodes = online ? measure::parseCpuList(*online) : std::nullopt;
    return nodes && !nodes->empty() ? static_cast<unsigned>(nodes->size()) : 1;
}

constexpr bool kSanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

} // namespace

std::string findJemallocIn(const std::vector<std::string>& folders) {
    for (const std::string& folder : folders) {
        const fs::path path = fs::path(folder) / kJemalloc;
        std::error_code ignored; // a folder that is not there holds no library
        if (fs::is_regular_file(path, ignored)) return path.string();
    }
    return {};
}

std::string findJemalloc() {
    return kSanitized ? std::string() : findJemallocIn(libraryFolders());
}

Result<std::string> workFolder(const std::string& folder) {
    if (!folder.empty()) {
        std::error_code problem;
        if (!fs::is_directory(folder, problem)) return Error::io("this is no folder").in(folder);
        return folder;
    }
    std::error_code problem;
    const fs::path found = fs::temp_directory_path(problem);
    if (problem) return Error::system("there is no folder for temporary files", problem.value());
    return found.string();
}

tuning::Circumstances circumstancesOf(const std::string& folder) {
    tuning::Circumstances here;
    const std::vector<unsigned> processors = measure::usableProcessors();
    here.cores = static_cast<unsigned>(processors.size());
    here.physicalCores = static_cast<unsigned>(measure::onePerCore(processors).size());
    here.numaNodes = numaNodes();
    here.avx2 = hasAvx2();
    const io::DirectIo direct = io::directIoIn(folder);
    here.directIo = direct.possible;
    here.directIoNote = direct.note;
    here.jemallocLibrary = findJemalloc();
    if (kSanitized) here.jemallocNote = "this is a sanitizer build, whose own allocator cannot be replaced";
    return here;
}

void describeInput(tuning::Circumstances& here, const pipeline::PipelineInput& input,
                   const tuning::Task& task) {
    const space::PathSet& paths = *input.space->pathSet();
    here.atoms = paths.size();
    here.rawBytes = paths.framed().size();
    here.fileBytes = here.rawBytes;
    here.symbols = input.symbols != nullptr ? input.symbols->size() : 0;
    const formats::Format* format = formats::findFormat(task.formatId);
    here.hasCodec = format != nullptr && format->info().can(formats::TakesCodec);
}

} // namespace spacebench::jobs::techniques
