// SPDX-License-Identifier: Apache-2.0
//
// The rules of the house that a program can check: layers, licences, names, sizes, who may open files and
// start threads.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SPACEBENCH_SOURCE_DIR;

std::string textOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Files below `folder` with one of the `extensions`, as paths relative to the root, sorted.
std::vector<fs::path> filesBelow(const std::string& folder, const std::set<std::string>& extensions) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
        if (entry.is_regular_file() && extensions.count(entry.path().extension().string()) != 0)
            files.push_back(fs::relative(entry.path(), kRoot));
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> sources() {
    std::vector<fs::path> all;
    for (const char* folder : {"core", "widgets", "app", "tests"}) {
        const auto some = filesBelow(folder, {".h", ".cpp"});
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

/// Layers from the ground up; a file may include its own rank and lower ones (design.md, "One-way data").
const std::map<std::string, int> kRanks = {
    {"base", 0},  {"io", 1},      {"codecs", 1},  {"tuning", 1}, {"measure", 1}, {"space", 2}, {"layout", 2},
    {"stats", 3}, {"results", 3}, {"formats", 4}, {"jobs", 5},   {"widgets", 6}, {"app", 7}};

std::string layerOf(const fs::path& file) {
    auto part = file.begin();
    if (*part == "core") ++part;
    return part->string();
}

std::vector<std::string> includesOf(const std::string& text) {
    static const std::regex kInclude("#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    std::vector<std::string> includes;
    for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it)
        includes.push_back((*it)[1]);
    return includes;
}

TEST(Rules, includesNeverPointUpwardThroughTheLayers) {
    for (const char* folder : {"core", "widgets", "app"}) {
        for (const fs::path& file : filesBelow(folder, {".h", ".cpp", ".def"})) {
            const auto own = kRanks.find(layerOf(file));
            ASSERT_NE(own, kRanks.end()) << file << " lies in a folder that has no place in the layers";
            for (const std::string& include : includesOf(textOf(kRoot / file))) {
                const auto other = kRanks.find(include.substr(0, include.find('/')));
                if (include.find('/') == std::string::npos || other == kRanks.end()) continue;
                EXPECT_LE(other->second, own->second) << file << " includes " << include;
            }
        }
    }
}

TEST(Rules, coreKnowsNoQt) {
    for (const fs::path& file : filesBelow("core", {".h", ".cpp", ".def"}))
        for (const std::string& include : includesOf(textOf(kRoot / file)))
            EXPECT_FALSE(include.starts_with("Q") || include.starts_with("qcustomplot"))
                << file << " includes " << include;
}

TEST(Rules, onlyTheChartsKnowTheChartLibrary) {
    for (const fs::path& file : sources()) {
        if (file.string().starts_with("widgets/charts/")) continue;
        // Nor the two headers of the charts that include it: it costs seconds in every file.
        for (const std::string& include : includesOf(textOf(kRoot / file)))
            for (const char* costly : {"qcustomplot.h", "charts/qcustomplot_header.h", "charts/bar_plot.h"})
                EXPECT_NE(include, costly) << file;
    }
}

TEST(Rules, everyFileNamesItsLicence) {
    for (const fs::path& file : sources()) {
        const std::string top = textOf(kRoot / file).substr(0, 200);
        const std::string name = file.string();
        const bool gpl = name.starts_with("widgets/") || name.starts_with("app/") ||
                         name.starts_with("tests/widgets/") || name.starts_with("tests/app/");
        EXPECT_NE(top.find(gpl ? "SPDX-License-Identifier: GPL-3.0-or-later"
                               : "SPDX-License-Identifier: Apache-2.0"),
                  std::string::npos)
            << file;
    }
}

TEST(Rules, fileNamesAreSnakeCase) {
    static const std::regex kName("[a-z0-9_]+\\.(h|cpp)");
    for (const fs::path& file : sources())
        EXPECT_TRUE(std::regex_match(file.filename().string(), kName)) << file;
}

TEST(Rules, noFileIsLongerThan600Lines) {
    for (const fs::path& file : sources()) {
        const std::string text = textOf(kRoot / file);
        EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 600) << file << ": split it";
    }
}

TEST(Rules, headersHaveOneGuardAndSayWhatTheyAre) {
    for (const fs::path& file : sources()) {
        if (file.extension() != ".h") continue;
        const std::string text = textOf(kRoot / file);
        EXPECT_NE(text.find("#pragma once"), std::string::npos) << file;
        EXPECT_NE(text.find("\n//\n// "), std::string::npos)
            << file << ": say below the licence what this header is";
    }
}

// With that, compiling a source shows that its header compiles alone; the build looks at the headers without
// one.
TEST(Rules, sourcesIncludeTheirHeaderFirst) {
    std::size_t pairs = 0;
    for (const fs::path& file : filesBelow("core", {".cpp"})) {
        fs::path header = file;
        header.replace_extension(".h");
        if (!fs::exists(kRoot / header)) continue;
        ++pairs;
        const std::vector<std::string> includes = includesOf(textOf(kRoot / file));
        ASSERT_FALSE(includes.empty()) << file;
        EXPECT_EQ(includes.front(), fs::relative(header, "core").string()) << file;
    }
    EXPECT_GT(pairs, 100U);
}

TEST(Rules, onlyTheJobRunnerStartsThreads) {
    static const std::regex kThread("std::(j?thread\\b|async\\b)|pthread_create|QThread\\b|QtConcurrent");
    for (const char* folder : {"core", "widgets", "app"}) {
        for (const fs::path& file : filesBelow(folder, {".h", ".cpp"})) {
            if (file.string().starts_with("core/jobs/job_runner")) continue;
            const std::string text = textOf(kRoot / file);
            std::smatch match;
            EXPECT_FALSE(std::regex_search(text, match, kThread)) << file << " uses " << match.str();
        }
    }
}

TEST(Rules, onlyTheHistoryKnowsSqlite) {
    static const std::regex kSqlite("\\bsqlite3(_\\w+|\\.h)");
    for (const fs::path& file : filesBelow("core", {".h", ".cpp"})) {
        // The environment stamp names its version.
        if (file.string().starts_with("core/results/sqlite_") || file == "core/measure/environment.cpp")
            continue;
        std::smatch match;
        const std::string text = textOf(kRoot / file);
        EXPECT_FALSE(std::regex_search(text, match, kSqlite)) << file << " uses " << match.str();
    }
}

TEST(Rules, onlyIoOpensFilesAndMeasureReadsProc) {
    static const std::regex kOpen("\\b(std::)?[io]?fstream\\b|\\bfopen\\(|[^:\\w.>]::open\\(|\\bopenat\\(");
    for (const fs::path& file : filesBelow("core", {".h", ".cpp"})) {
        const std::string name = file.string();
        // measure/ and the limits of this machine read /proc and /sys, which are no space files.
        if (name.starts_with("core/io/") || name.starts_with("core/measure/") ||
            name == "core/base/work_context.cpp")
            continue;
        const std::string text = textOf(kRoot / file);
        std::smatch match;
        EXPECT_FALSE(std::regex_search(text, match, kOpen)) << file << " uses " << match.str();
    }
}

TEST(Rules, coreNeverPrintsAbortsOrExits) {
    static const std::regex kNever(
        "\\bstd::(cout|cerr|abort|exit|terminate)\\b|\\bprintf\\(|\\bputs\\(|[^:\\w]abort\\(\\)");
    for (const fs::path& file : filesBelow("core", {".h", ".cpp"})) {
        const std::string text = textOf(kRoot / file);
        std::smatch match;
        EXPECT_FALSE(std::regex_search(text, match, kNever)) << file << " uses " << match.str();
    }
}

TEST(Rules, everyListedFormatHasItsPageAndGoldenFiles) {
    static const std::regex kLine("SPACEBENCH_FORMAT\\((\\w+)\\)");
    const std::string table = textOf(kRoot / "core/formats/formats.def");
    std::size_t count = 0;
    for (std::sregex_iterator it(table.begin(), table.end(), kLine), end; it != end; ++it) {
        const std::string id = (*it)[1];
        if (id == "folder") continue; // the comment that explains the line
        ++count;
        EXPECT_TRUE(fs::exists(kRoot / "core/formats" / id / "FORMAT.md")) << id << " lacks FORMAT.md";
        const fs::path golden = kRoot / "tests/golden" / id;
        EXPECT_TRUE(fs::exists(golden) && !fs::is_empty(golden)) << id << " lacks golden files";
    }
    EXPECT_GE(count, 10U);
}

TEST(Rules, theTopLevelStaysAsAgreed) {
    static const std::set<std::string> kAgreed = {
        "CMakeLists.txt",  "CMakePresets.json", "app",     "core",
        "widgets",         "resources",         "tests",   "translations",
        "packaging",       "README.md",         "LICENSE", "LICENSES",
        "CONTRIBUTING.md", "CHANGELOG.md",      "build",   "compile_commands.json"};
    for (const auto& entry : fs::directory_iterator(kRoot)) {
        const std::string name = entry.path().filename().string();
        EXPECT_TRUE(name.starts_with(".") || kAgreed.count(name) != 0) << name;
    }
}

TEST(Rules, nothingIsLeftOpenInTheCode) {
    static const std::regex kOpenEnd("\\b(TODO|FIXME|XXX|HACK)\\b|[Nn]ot implemented|unimplemented");
    for (const char* folder : {"core", "widgets", "app"}) {
        for (const fs::path& file : filesBelow(folder, {".h", ".cpp"})) {
            const std::string text = textOf(kRoot / file);
            std::smatch match;
            EXPECT_FALSE(std::regex_search(text, match, kOpenEnd)) << file << ": " << match.str();
        }
    }
}

} // namespace
