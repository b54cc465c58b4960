// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job.h"
#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Usage, EverySubcommandHelpsWithExamples) {
    EXPECT_EQ(spacectl({"--help"}).exitStatus, 0);
    for (const jobs::JobDescriptor* job : jobs::allJobs()) {
        const ProcessResult help = spacectl({job->id, "--help"});
        EXPECT_EQ(help.exitStatus, 0) << job->id;
        EXPECT_THAT(help.err, IsEmpty()) << job->id;
        EXPECT_THAT(help.out, HasSubstr(job->summary)) << job->id;
        for (const std::string& example : job->examples)
            EXPECT_THAT(help.out, HasSubstr("spacectl " + example));
        for (const jobs::ParamSpec& spec : job->params)
            EXPECT_THAT(help.out, HasSubstr(spec.positional ? "Positionals:" : "--" + spec.id)) << job->id;
    }
}

TEST(Usage, VersionNamesTheLibraries) {
    const ProcessResult version = spacectl({"--version"});
    EXPECT_EQ(version.exitStatus, 0);
    for (const char* library : {"spacectl ", "libdeflate", "zstd", "lz4", "fmt"})
        EXPECT_THAT(version.out, HasSubstr(library));
}

TEST(Usage, MistakesEndWithTwoAndSaySoOnStandardError) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const std::vector<std::vector<std::string>> kMistakes = {
        {},
        {"no-such-command"},
        {"info"},
        {"info", file, "--no-such-option"},
        {"info", file, "--root", "x"},
        {"cat", file, "--limit", "-1"},
        {"cat", file, "--limit", "1x"},
        {"cat", file, "--prefix", "0"},
        {"cat", file, "--prefix", "zz"},
        {"cat", file, "--prefix", "04", "--under", "(edge"},
        {"cat", file, "--under", "(edge a))"},
        {"cat", file, "--under", "a b"},
        {"cat", file, "more"},
        {"convert", file},
        {"convert", file, folder.file("no-extension")},
        {"convert", file, folder.file("out.unknown")},
        {"convert", file, folder.file("out.act"), "--to", "nothing"},
        {"convert", file, folder.file("out.act"), "--from", "nothing"},
        {"convert", file, folder.file("out.act"), "--codec", "zstd"},
        {"convert", file, folder.file("out.paths.zst"), "--codec", "nothing"},
        {"convert", file, folder.file("out.bin"), "--to", "mtts", "--dialect", "nothing"},
        {"convert", file, "-"},
        {"generate", folder.file("out.act"), "--shape", "round"},
        {"generate", folder.file("out.act"), "--atoms", "many"},
        {"info", file, "--max-inflate", "much"},
    };
    for (const auto& mistake : kMistakes) {
        const ProcessResult result = spacectl(mistake);
        const std::string line = testing::PrintToString(mistake);
        EXPECT_EQ(result.exitStatus, 2) << line << result.err;
        EXPECT_THAT(result.err, HasSubstr("spacectl: ")) << line;
        EXPECT_THAT(result.out, IsEmpty()) << line;
    }
    EXPECT_THAT(folder.entries(), testing::ElementsAre("small.metta"));
}

TEST(Usage, WhatCannotBeOpenedOrWrittenEndsWithFour) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    for (const auto& line : std::vector<std::vector<std::string>>{
             {"info", folder.file("missing.act")},
             {"cat", folder.path()},
             {"verify", folder.file("missing.act")},
             {"convert", folder.file("missing.act"), folder.file("out.act")},
             {"convert", file, folder.file("no/such/folder/out.act")},
             {"convert", file, folder.path() + "/", "--to", "act", "--force"},
         }) {
        const ProcessResult result = spacectl(line);
        EXPECT_EQ(result.exitStatus, 4) << testing::PrintToString(line) << result.err;
        EXPECT_THAT(result.err, HasSubstr("error:"));
    }
}

TEST(Usage, GlobalOptionsStandBeforeOrAfterTheCommand) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    EXPECT_THAT(spacectl({"--quiet", "convert", file, folder.file("a.act")}).out, IsEmpty());
    EXPECT_THAT(spacectl({"convert", file, folder.file("b.act"), "--quiet"}).out, IsEmpty());
    EXPECT_THAT(spacectl({"info", "--quiet", file}).out, Not(IsEmpty())); // the answer is no chatter
}

TEST(Usage, AFullDeviceIsAnErrorOfOutput) {
    const TempFolder folder;
    const ProcessResult result = spacectl({"cat", smallSpace(folder)}, {.stdoutFile = "/dev/full"});
    EXPECT_EQ(result.exitStatus, 4) << result.err;
    EXPECT_THAT(result.err, HasSubstr("No space left"));
}

TEST(Usage, JsonErrorsAreJsonToo) {
    const auto json = jsonOf(spacectl({"diff", "/no/such/file", "/no/such/file", "--json"}));
    EXPECT_EQ(json["schema"], "spacebench.error");
    EXPECT_EQ(json["error"]["code"], "io");
    EXPECT_EQ(json["error"]["file"], "/no/such/file");
}

} // namespace
} // namespace spacebench::tests
