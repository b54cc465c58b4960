// SPDX-License-Identifier: GPL-3.0-or-later
//
// convert, salvage, generate: nothing appears that was not checked, and nothing is lost without being said.
#include <csignal>

#include <sched.h>
#include <sys/resource.h>

#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Convert, WritesReadsBackAndSaysWhatWasCompared) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const ProcessResult result = spacectl({"convert", file, folder.file("out.act"), "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["atoms"], 4);
    EXPECT_EQ(json["verified"], true);
    EXPECT_EQ(json["out"]["format"], "act");
    EXPECT_THAT(json["compared"], testing::Contains("paths"));
    EXPECT_EQ(spacectl({"diff", file, folder.file("out.act")}).exitStatus, 0);
    const ProcessResult text = spacectl({"convert", file, folder.file("out.paths")});
    EXPECT_THAT(text.out, HasSubstr("read back and equal"));
}

TEST(Convert, NeverOverwritesItsInput) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const Bytes before = readFile(file);
    std::filesystem::create_symlink(file, folder.file("soft.act"));
    std::filesystem::create_hard_link(file, folder.file("hard.act"));
    for (const char* out :
         {"small.metta", "soft.act", "hard.act", "../../../../../../../../proc/self/cwd/small.metta"}) {
        const ProcessResult result =
            spacectl({"convert", file, out, "--to", "act", "--force"}, {.folder = folder.path()});
        EXPECT_EQ(result.exitStatus, 2) << out << result.err;
        EXPECT_THAT(result.err, HasSubstr("never overwritten")) << out;
    }
    EXPECT_EQ(readFile(file), before);
}

TEST(Convert, ReplacesAnExistingFileOnlyWithForce) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const std::string out = folder.write("out.act", "precious");
    const ProcessResult refused = spacectl({"convert", file, out});
    EXPECT_EQ(refused.exitStatus, 2);
    EXPECT_THAT(refused.err, HasSubstr("--force"));
    EXPECT_EQ(asText(readFile(out)), "precious");
    EXPECT_EQ(spacectl({"convert", file, out, "--force"}).exitStatus, 0);
    EXPECT_EQ(spacectl({"diff", file, out}).exitStatus, 0);
    EXPECT_THAT(folder.entries(), UnorderedElementsAre("small.metta", "out.act"));
}

TEST(Convert, WhatTheTargetCannotHoldIsListedAndDroppedOnlyWithForce) {
    const TempFolder folder;
    const std::string file = folder.write("a.kv", "c161\t7\nc162\t0\nff00\t0\n");
    const ProcessResult values = spacectl({"convert", file, folder.file("out.paths")});
    EXPECT_EQ(values.exitStatus, 2);
    EXPECT_THAT(values.err, HasSubstr("value"));
    const ProcessResult bytes = spacectl({"convert", file, folder.file("out.metta")});
    EXPECT_EQ(bytes.exitStatus, 2);
    EXPECT_THAT(bytes.err, HasSubstr("expression"));
    EXPECT_THAT(folder.entries(), ElementsAre("a.kv"));

    const ProcessResult forced = spacectl({"convert", file, folder.file("out.metta"), "--force", "--json"});
    EXPECT_EQ(forced.exitStatus, 0) << forced.err;
    std::vector<std::string> losses;
    const auto json = jsonOf(forced);
    for (const auto& loss : json["losses"]) losses.push_back(loss["id"]);
    EXPECT_THAT(losses, UnorderedElementsAre("values", "not_expressions"));
    EXPECT_EQ(asText(readFile(folder.file("out.metta"))), "a\nb\n");
}

/// An interned symbol that the table lacks stays a number in JSON lines: a loss, but no atom less.
TEST(Convert, AtomsThatOnlyStayNumbersAreStillReadBack) {
    SB_NEED_SHARED_DATA();
    const TempFolder folder;
    const std::string paths = folder.file("out.paths");
    std::filesystem::copy_file(sharedFile("interned/ancestor.paths"), paths);
    const std::string other = sharedFile("interned/symbols-50.zip"); // knows only some of them, by chance
    const ProcessResult result =
        spacectl({"convert", paths, folder.file("out.jsonl"), "--symbols", other, "--force", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_EQ(jsonOf(result)["verified"], true);
    EXPECT_EQ(jsonOf(result)["losses"][0]["id"], "unresolved_symbols");
}

TEST(Convert, AFileSizeLimitIsAnErrorOfOutput) {
    const TempFolder folder;
    const std::string big = folder.file("big.act");
    ASSERT_EQ(spacectl({"generate", big, "--atoms", "20K"}).exitStatus, 0);
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 64 * 1024;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const ProcessResult result = spacectl({"convert", big, folder.file("out.kv")});
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_EQ(result.exitStatus, 4) << result.err;
    EXPECT_THAT(folder.entries(), ElementsAre("big.act"));
}

TEST(Convert, StandardOutputCarriesTheFileAlone) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const ProcessResult result = spacectl({"convert", "-", "-", "--to", "metta"}, {.stdinFile = file});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_EQ(result.out, "(isa socrates human)\n(edge a b)\n(edge a c)\n(edge b c 1)\n");
    EXPECT_THAT(result.err, HasSubstr("Atoms"));
    const std::string act = folder.file("piped.act");
    ASSERT_EQ(spacectl({"convert", file, "-", "--to", "act"}, {.stdoutFile = act}).exitStatus, 0);
    ASSERT_EQ(spacectl({"convert", file, folder.file("named.act")}).exitStatus, 0);
    EXPECT_EQ(readFile(act), readFile(folder.file("named.act")));
}

TEST(Convert, ADamagedInputWritesNothing) {
    const TempFolder folder;
    const std::string file = folder.write("bad.metta", "(edge a b)\n(edge (a\n");
    const ProcessResult result = spacectl({"convert", file, folder.file("out.act"), "--force"});
    EXPECT_EQ(result.exitStatus, 3);
    EXPECT_THAT(result.err, HasSubstr("line"));
    EXPECT_THAT(folder.entries(), ElementsAre("bad.metta"));
}

TEST(Generate, TheSameSeedGivesTheSameBytes) {
    const TempFolder folder;
    const auto generate = [&](const char* name, const char* seed) {
        EXPECT_EQ(spacectl({"generate", folder.file(name), "--atoms", "2K", "--seed", seed}).exitStatus, 0);
        return readFile(folder.file(name));
    };
    const Bytes first = generate("a.act", "1");
    EXPECT_EQ(first, generate("b.act", "1"));
    EXPECT_NE(first, generate("c.act", "2"));
    EXPECT_EQ(jsonOf(spacectl({"info", folder.file("a.act"), "--json"}))["files"][0]["atoms"], 2000);
}

TEST(Generate, EveryShapeGivesAsManyAtomsAsAskedFor) {
    const TempFolder folder;
    for (const char* shape : {"atoms", "random", "deep", "dense", "wide"}) {
        const std::string file = folder.file(std::string(shape) + ".act");
        ASSERT_EQ(spacectl({"generate", file, "--atoms", "300", "--shape", shape}).exitStatus, 0) << shape;
        EXPECT_EQ(jsonOf(spacectl({"info", file, "--json"}))["files"][0]["atoms"], 300) << shape;
    }
}

TEST(Salvage, WritesWhatCanBeReadAndListsTheLoss) {
    const TempFolder folder;
    ASSERT_EQ(spacectl({"generate", folder.file("whole.paths"), "--atoms", "5K"}).exitStatus, 0);
    const Bytes whole = readFile(folder.file("whole.paths"));
    const std::string cut = folder.write("cut.paths", asText(ByteView(whole).first(whole.size() / 2)));
    const ProcessResult result = spacectl({"salvage", cut, folder.file("rest.paths"), "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["damaged"], true);
    EXPECT_GT(json["atoms"], 1000);
    EXPECT_LT(json["atoms"], 5000);
    EXPECT_FALSE(json["findings"].empty());
    EXPECT_EQ(spacectl({"verify", folder.file("rest.paths")}).exitStatus, 0);
    const auto difference =
        jsonOf(spacectl({"diff", folder.file("whole.paths"), folder.file("rest.paths"), "--json"}));
    EXPECT_EQ(difference["only_in_b"], 0);
    EXPECT_EQ(difference["same"], json["atoms"]);
}

/// Until spacectl listens for interrupts: the signal is blocked, to be read from a descriptor.
bool waitUntilListening(pid_t id) {
    for (int i = 0; i < 10'000'000; ++i) {
        std::ifstream status("/proc/" + std::to_string(id) + "/status");
        for (std::string line; std::getline(status, line);) {
            if (line.rfind("SigBlk:", 0) != 0) continue;
            const auto mask = std::stoull(line.substr(7), nullptr, 16);
            if ((mask >> (SIGINT - 1) & 1) != 0) return true;
        }
        sched_yield();
    }
    return false;
}

/// Until a file without a name is open in `folder`.
bool waitUntilWriting(pid_t id, const std::string& folder) {
    for (int i = 0; i < 10'000'000; ++i) {
        std::error_code ignored;
        for (const auto& entry :
             std::filesystem::directory_iterator("/proc/" + std::to_string(id) + "/fd", ignored)) {
            const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
            if (target.rfind(folder + "/", 0) == 0 && target.find(".act") == std::string::npos) return true;
        }
        sched_yield();
    }
    return false;
}

TEST(Interrupt, CancelsAndLeavesNothing) {
    const TempFolder folder;
    Process process(spacectlCommand({"generate", folder.file("huge.paths"), "--atoms", "30M"}), {});
    ASSERT_TRUE(waitUntilListening(process.id()));
    kill(process.id(), SIGINT);
    const ProcessResult result = process.wait();
    EXPECT_EQ(result.exitStatus, 130) << result.err;
    EXPECT_THAT(folder.entries(), IsEmpty());
}

TEST(Interrupt, KillingItWhileItWritesLeavesNothing) {
    const TempFolder folder;
    const std::string in = folder.file("in.act");
    ASSERT_EQ(spacectl({"generate", in, "--atoms", "100K", "--no-progress"}).exitStatus, 0);
    Process process(spacectlCommand({"convert", in, folder.file("out.paths")}), {});
    ASSERT_TRUE(waitUntilWriting(process.id(), folder.path()));
    kill(process.id(), SIGKILL);
    EXPECT_EQ(process.wait().signal, SIGKILL);
    EXPECT_THAT(folder.entries(), ElementsAre("in.act"));
}

} // namespace
} // namespace spacebench::tests
