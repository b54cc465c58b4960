// SPDX-License-Identifier: Apache-2.0
#include "results/evidence_store.h"

#include <csignal>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "evidence_helpers.h"
#include "io/append_file.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::tests {
namespace {

using results::Evidence;
using results::EvidenceStore;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> idsOf(const EvidenceStore& store, std::uint64_t* skipped = nullptr) {
    auto all = store.all(skipped);
    EXPECT_TRUE(all.ok()) << all.error().describe();
    std::vector<std::string> ids;
    if (all.ok())
        for (const Evidence& one : *all) ids.push_back(one.claimId);
    return ids;
}

void appendRaw(const std::string& path, std::string_view text) {
    std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

TEST(EvidenceStore, givesBackWhatWasAppended) {
    const TempFolder folder;
    const EvidenceStore store(folder.file("not/there/yet"));
    EXPECT_THAT(idsOf(store), IsEmpty());
    Evidence first = evidenceOf("M1", {1.25, 1.2, 1.3});
    first.unit = "x";
    first.verdict = results::ClaimVerdict::Supported;
    first.measuredText = "1.25x \"quoted\"\nand a line";
    Evidence second = evidenceOf("H1", {});
    second.measured.reset();
    second.verdict = results::ClaimVerdict::NotTestableHere;
    second.reason = "one node";
    ASSERT_TRUE(store.append({first}).ok());
    ASSERT_TRUE(store.append({second}).ok());
    const auto all = store.all();
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(toJson((*all)[0]), toJson(first));
    EXPECT_EQ(toJson((*all)[1]), toJson(second));
}

TEST(EvidenceStore, losesOnlyTheLineThatAKilledWriterTore) {
    const TempFolder folder;
    const EvidenceStore store(folder.path());
    ASSERT_TRUE(store.append({evidenceOf("M1", {1, 1, 1}), evidenceOf("M2", {1, 1, 1})}).ok());
    ASSERT_EQ(
        truncate(store.file().c_str(), static_cast<off_t>(std::filesystem::file_size(store.file()) - 9)), 0);
    std::uint64_t skipped = 0;
    EXPECT_THAT(idsOf(store, &skipped), testing::ElementsAre("M1"));
    EXPECT_EQ(skipped, 1U);
    ASSERT_TRUE(store.append({evidenceOf("M3", {1, 1, 1})}).ok());
    EXPECT_THAT(idsOf(store, &skipped), testing::ElementsAre("M1", "M3"));
    EXPECT_EQ(skipped, 1U);
}

TEST(EvidenceStore, skipsAndCountsWhatIsNoEvidence) {
    const TempFolder folder;
    const EvidenceStore store(folder.path());
    ASSERT_TRUE(store.append({evidenceOf("M1", {1, 1, 1})}).ok());
    const std::string line(asText(readFile(store.file())));
    std::string later = line;
    later.replace(later.find("\"version\":1"), 11, "\"version\":2");
    appendRaw(store.file(), later);
    appendRaw(store.file(), "{}\n[1,2]\nnull\n\"text\"\n\n\xFF\xFE\n");
    appendRaw(store.file(), std::string(1000, '[') + "\n");
    appendRaw(store.file(), std::string(100'000, '{') + "\n"); // longer than evidence can be
    std::string noInterval = line;
    noInterval.replace(noInterval.find("\"ci95\":["), 8, "\"ci95\":[[],");
    appendRaw(store.file(), noInterval);
    appendRaw(store.file(), line);
    std::uint64_t skipped = 0;
    EXPECT_THAT(idsOf(store, &skipped), testing::ElementsAre("M1", "M1"));
    EXPECT_EQ(skipped, 9U);
}

TEST(EvidenceStore, keepsBytesThatAreNoUtf8Readable) {
    const TempFolder folder;
    const EvidenceStore store(folder.path());
    Evidence evidence = evidenceOf("M1", {1, 1, 1});
    evidence.input = "name\xFF.paths";
    ASSERT_TRUE(store.append({evidence}).ok());
    EXPECT_THAT(idsOf(store), testing::ElementsAre("M1"));
}

TEST(EvidenceStore, takesLinesOfSeveralProgramsAtOnce) {
    constexpr int kPrograms = 4;
    constexpr std::size_t kAppends = 20;
    const TempFolder folder;
    const EvidenceStore store(folder.path());
    std::vector<pid_t> programs;
    for (int program = 0; program < kPrograms; ++program) {
        const pid_t id = fork();
        if (id == 0) {
            bool fine = true;
            for (std::size_t i = 0; i < kAppends; ++i) {
                const Evidence one =
                    evidenceOf(std::string(500, static_cast<char>('a' + program)), {1, 1, 1});
                fine = fine && store.append({one, one}).ok();
            }
            _exit(fine ? 0 : 1);
        }
        programs.push_back(id);
    }
    for (const pid_t id : programs) {
        int status = 0;
        ASSERT_EQ(waitpid(id, &status, 0), id);
        EXPECT_EQ(status, 0);
    }
    std::uint64_t skipped = 0;
    const auto ids = idsOf(store, &skipped);
    EXPECT_EQ(skipped, 0U);
    EXPECT_EQ(ids.size(), 2 * kAppends * kPrograms);
}

TEST(EvidenceStore, saysWhereItCannotWrite) {
    const TempFolder folder;
    folder.write("file", "no folder");
    const EvidenceStore below(folder.file("file"));
    EXPECT_THAT(idsOf(below), IsEmpty());
    const auto refused = below.append({evidenceOf("M1", {1, 1, 1})});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::Io);

    ASSERT_EQ(mkdir(folder.file("claims.jsonl").c_str(), 0755), 0);
    const EvidenceStore taken(folder.path());
    EXPECT_EQ(taken.append({evidenceOf("M1", {1, 1, 1})}).error().code, ErrorCode::Io);
    EXPECT_EQ(taken.all().error().code, ErrorCode::Io);
}

TEST(EvidenceStore, leavesAFullStoreAsItWas) {
    const TempFolder folder;
    const EvidenceStore store(folder.path());
    ASSERT_TRUE(store.append({evidenceOf("M1", {1, 1, 1})}).ok());
    const auto before = readFile(store.file());
    const pid_t id = fork();
    if (id == 0) {
        // A limit on file sizes stands for a full disk: half of the line fits.
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{before.size() + 100, before.size() + 100};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
        const auto refused = store.append({evidenceOf("M2", {1, 1, 1})});
        _exit(!refused.ok() && refused.error().code == ErrorCode::Io ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(id, &status, 0), id);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(readFile(store.file()), before);
}

TEST(EvidenceStore, liesInTheDataFolderOfTheUser) {
    EXPECT_EQ(EvidenceStore("/some/where").file(), "/some/where/claims.jsonl");
    EXPECT_EQ(EvidenceStore("/some/where/").file(), "/some/where/claims.jsonl");
    EXPECT_THAT(EvidenceStore().file(), testing::EndsWith("/spacebench/claims.jsonl"));
}

TEST(AppendFile, refusesWhatIsNoRegularFileOrTooLarge) {
    const TempFolder folder;
    const std::string fifo = folder.file("fifo");
    ASSERT_EQ(mkfifo(fifo.c_str(), 0644), 0);
    EXPECT_THAT(io::appendLines(fifo, asBytes("x\n")).error().describe(), HasSubstr("no regular file"));
    const std::string file = folder.write("file", "1234567890\n");
    EXPECT_EQ(io::readLines(file, 10).error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(asText(io::readLines(file, 11)->view()), "1234567890\n");
    EXPECT_TRUE(io::readLines(folder.file("none"), 10)->empty());
}

} // namespace
} // namespace spacebench::tests
