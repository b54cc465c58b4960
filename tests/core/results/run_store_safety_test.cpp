// SPDX-License-Identifier: Apache-2.0
//
// The history where things go wrong: two writers, killed writers, full disks, locks, damage, other versions.
#include <csignal>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "history_sample.h"
#include "results/run_store.h"
#include "results/sqlite_schema.h"
#include "support/seeded_random.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::historySample;
using tests::readFile;
using tests::TempFolder;

constexpr const char* kKey = "serialize/act/zlib:6@kb.paths";

/// Runs `body` in a process of its own; its exit status is what it returns.
template <class Body>
pid_t inChild(Body body) {
    const pid_t child = fork();
    if (child == 0) _exit(body());
    return child;
}

int exitStatusOf(pid_t child) {
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

/// Every run that is listed has all its rows and samples.
std::size_t wholeRuns(const std::string& folder) {
    auto store = RunStore::open(folder);
    EXPECT_TRUE(store.ok()) << store.error().describe();
    if (!store.ok()) return 0;
    const auto runs = (*store)->list({});
    EXPECT_TRUE(runs.ok()) << runs.error().describe();
    const RunRecord expected = historySample("t");
    for (const RunSummary& run : *runs) {
        const auto record = (*store)->get(run.uid);
        EXPECT_TRUE(record.ok()) << record.error().describe();
        if (!record.ok()) continue;
        EXPECT_EQ(record->rows.size(), expected.rows.size());
        EXPECT_EQ(record->rows[1].metrics[0].samples, expected.rows[1].metrics[0].samples);
    }
    return runs->size();
}

std::string madeStore(const TempFolder& folder, int runs = 1) {
    auto store = RunStore::open(folder.path());
    EXPECT_TRUE(store.ok()) << store.error().describe();
    for (int i = 0; i < runs; ++i) EXPECT_TRUE((*store)->add(historySample("t")).ok());
    return (*store)->file();
}

TEST(RunStoreSafetyTest, twoProgramsWriteAtOnce) {
    const TempFolder folder;
    constexpr int kRuns = 50;
    const auto writer = [&] {
        auto store = RunStore::open(folder.path()); // both find no database, too
        if (!store.ok()) return 1;
        for (int i = 0; i < kRuns; ++i)
            if (!(*store)->add(historySample("t")).ok()) return 2;
        return 0;
    };
    const pid_t first = inChild(writer);
    const pid_t second = inChild(writer);
    EXPECT_EQ(exitStatusOf(first), 0);
    EXPECT_EQ(exitStatusOf(second), 0);
    EXPECT_EQ(wholeRuns(folder.path()), 2U * kRuns);
}

TEST(RunStoreSafetyTest, aKilledWriterLeavesWholeRunsOnly) {
    const TempFolder folder;
    std::size_t reported = 0;
    for (int round = 1; round <= 4; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = inChild([&] {
            auto store = RunStore::open(folder.path());
            if (!store.ok()) return 1;
            while ((*store)->add(historySample("t")).ok())
                if (write(ends[1], "+", 1) != 1) break;
            return 2;
        });
        close(ends[1]);
        char byte = 0;
        for (int i = 0; i < round && read(ends[0], &byte, 1) == 1; ++i) ++reported;
        // In the middle of one of the next runs.
        kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFSIGNALED(status));
        while (read(ends[0], &byte, 1) == 1) ++reported;
        close(ends[0]);
        EXPECT_GE(wholeRuns(folder.path()), reported) << "a run was lost that add() had kept";
    }
    EXPECT_GE(reported, 10U);
}

TEST(RunStoreSafetyTest, aLockHeldByAnotherProgramIsSaidSo) {
    const TempFolder folder;
    const std::string file = madeStore(folder);
    RunStoreOptions options;
    options.busyTimeoutMs = 0;
    auto store = RunStore::open(folder.path(), options);
    ASSERT_TRUE(store.ok()) << store.error().describe();
    auto other = SqliteDatabase::open(file, {});
    ASSERT_TRUE((*other)->execute("BEGIN IMMEDIATE").ok());
    const auto refused = (*store)->add(historySample("t"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_THAT(refused.error().describe(), HasSubstr("lock"));
    EXPECT_EQ((*store)->list({})->size(), 1U) << "reading goes on";
    ASSERT_TRUE((*other)->execute("ROLLBACK").ok());
    EXPECT_TRUE((*store)->add(historySample("t")).ok());
}

TEST(RunStoreSafetyTest, aFullStoreLosesNothing) {
    const TempFolder folder;
    RunStoreOptions options;
    options.mostPages = 60;
    auto store = RunStore::open(folder.path(), options);
    ASSERT_TRUE(store.ok()) << store.error().describe();
    std::size_t kept = 0;
    auto added = (*store)->add(historySample("t"));
    for (; added.ok() && kept < 1000; added = (*store)->add(historySample("t"))) ++kept;
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, ErrorCode::Io);
    EXPECT_THAT(added.error().message, HasSubstr("no room"));
    EXPECT_EQ((*store)->list({})->size(), kept);
    EXPECT_TRUE((*store)->remove((*store)->list({})->front().uid).ok()) << "what is there can be deleted";
    EXPECT_EQ(wholeRuns(folder.path()), kept - 1);
}

TEST(RunStoreSafetyTest, aFullDiskLosesNothing) {
    const TempFolder folder;
    madeStore(folder, 3);
    const pid_t child = inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        limit.rlim_cur = limit.rlim_max = 256 << 10; // as a disk that has no more
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
        auto store = RunStore::open(folder.path());
        if (!store.ok()) return 2;
        for (int i = 0; i < 1000; ++i) {
            const auto added = (*store)->add(historySample("t"));
            if (added.ok()) continue;
            if (added.error().code != ErrorCode::Io) return 3;
            return added.error().advice.empty() ? 4 : 0;
        }
        return 5;
    });
    EXPECT_EQ(exitStatusOf(child), 0);
    EXPECT_GE(wholeRuns(folder.path()), 3U);
    EXPECT_TRUE((*RunStore::open(folder.path()))->add(historySample("t")).ok());
}

TEST(RunStoreSafetyTest, foldersThatCannotHoldItAreNamed) {
    const TempFolder folder;
    const std::string plain = folder.write("plain", "x");
    for (const std::string& where : {plain, plain + "/below"}) {
        const auto store = RunStore::open(where);
        ASSERT_FALSE(store.ok()) << where;
        EXPECT_EQ(store.error().code, ErrorCode::Io);
        EXPECT_EQ(store.error().file, where);
    }
    std::filesystem::create_directories(folder.file("odd/history.sqlite"));
    EXPECT_EQ(RunStore::open(folder.file("odd")).error().code, ErrorCode::Io);

    std::filesystem::create_directory(folder.file("closed"));
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(folder.file("closed"), std::filesystem::perms(0555));
    // Root may write everywhere: somebody else asks.
    const pid_t child = inChild([&] {
        constexpr uid_t kNobody = 65534;
        if (geteuid() == 0 && setuid(kNobody) != 0) return 1;
        const auto store = RunStore::open(folder.file("closed"));
        if (store.ok()) return 2;
        return store.error().code == ErrorCode::Io && !store.error().advice.empty() ? 0 : 3;
    });
    EXPECT_EQ(exitStatusOf(child), 0);
}

TEST(RunStoreSafetyTest, damageIsToldAndTheFileLeftAsItWas) {
    const TempFolder made;
    const std::string sound(asText(readFile(madeStore(made, 5))));
    ASSERT_GT(sound.size(), 8U * 4096);
    std::string flipped = sound;
    for (std::size_t i = 2 * 4096; i < flipped.size() && i < 6 * 4096; ++i) flipped[i] = ~flipped[i];
    const std::pair<const char*, std::string> cases[] = {
        {"garbage", std::string(20'000, 'x')},
        {"a text", "this is no database\n"},
        {"half a header", sound.substr(0, 50)},
        {"cut within a page", sound.substr(0, 3 * 4096 + 100)},
        {"cut between pages", sound.substr(0, 4 * 4096)},
        {"flipped pages", flipped},
    };
    for (const auto& [name, content] : cases) {
        const TempFolder folder;
        const std::string file = folder.write("history.sqlite", content);
        const auto store = RunStore::open(folder.path());
        ASSERT_FALSE(store.ok()) << name;
        EXPECT_EQ(store.error().code, ErrorCode::Corrupt) << name << ": " << store.error().describe();
        EXPECT_THAT(store.error().advice, HasSubstr(".recover")) << name;
        EXPECT_EQ(store.error().file, file) << name;
        EXPECT_EQ(std::string(asText(readFile(file))), content) << name;
    }
}

TEST(RunStoreSafetyTest, contentThatMakesNoSenseIsDamage) {
    const std::string deep(200'000, '[');
    const std::string cases[] = {
        "UPDATE metrics SET unit = 'furlong'",
        "UPDATE metrics SET value = 9e999",
        "UPDATE samples SET figures = x'010203'",
        "UPDATE samples SET figures = x'000000000000f07f'", // infinite
        "UPDATE run_rows SET state = 99",
        "UPDATE run_rows SET rounds = x'01'",
        "UPDATE runs SET document = '" + deep + "'",
        "UPDATE runs SET environment = 'no JSON'",
        "UPDATE runs SET plan = x'ff00ff'",
        "DROP TABLE samples",
        "ALTER TABLE runs RENAME COLUMN note TO other",
        "ALTER TABLE runs RENAME TO kept; CREATE VIEW runs AS SELECT * FROM kept",
    };
    for (const std::string& sql : cases) {
        const TempFolder folder;
        const std::string file = madeStore(folder);
        const std::string uid = *(*RunStore::open(folder.path()))->find("latest");
        auto database = SqliteDatabase::open(file, {});
        ASSERT_TRUE((*database)->execute(sql).ok()) << sql.substr(0, 80);
        auto store = RunStore::open(folder.path());
        ASSERT_TRUE(store.ok()) << store.error().describe();
        const auto record = (*store)->get(uid);
        ASSERT_FALSE(record.ok()) << sql.substr(0, 80);
        EXPECT_EQ(record.error().code, ErrorCode::Corrupt) << sql.substr(0, 80);
    }
}

TEST(RunStoreSafetyTest, triggersOfTheFileDoNotRun) {
    const TempFolder folder;
    const std::string file = madeStore(folder);
    ASSERT_TRUE((*SqliteDatabase::open(file, {}))
                    ->execute("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END")
                    .ok());
    ASSERT_TRUE((*RunStore::open(folder.path()))->add(historySample("t")).ok());
    EXPECT_EQ(wholeRuns(folder.path()), 2U);
}

TEST(RunStoreSafetyTest, aSpoiledDatabaseNeverCrashes) {
    const TempFolder made;
    const Bytes sound = readFile(madeStore(made, 2));
    tests::SeededRandom random(7);
    const TempFolder folder;
    const std::string file = folder.file("history.sqlite");
    for (int round = 0; round < 120; ++round) {
        Bytes spoiled = sound;
        const std::uint64_t flips = 1 + random.below(6);
        for (std::uint64_t i = 0; i < flips; ++i)
            spoiled[random.below(spoiled.size())] = static_cast<Byte>(random.below(256));
        for (const std::string& name : folder.entries()) std::filesystem::remove(folder.file(name));
        folder.write("history.sqlite", asText(spoiled));
        auto store = RunStore::open(folder.path());
        if (!store.ok()) continue;
        static_cast<void>((*store)->trend(kKey, metric::kTime));
        static_cast<void>((*store)->keys());
        static_cast<void>((*store)->baselines());
        RunFilter filter;
        filter.text = "mtts kb";
        static_cast<void>((*store)->list(filter));
        const auto runs = (*store)->list({});
        if (runs.ok())
            for (const RunSummary& run : *runs) {
                static_cast<void>((*store)->get(run.uid));
                static_cast<void>((*store)->find(run.uid.substr(0, 10)));
            }
        const auto latest = (*store)->find("latest");
        if (latest.ok()) {
            static_cast<void>((*store)->setTags(*latest, {"a"}));
            static_cast<void>((*store)->remove(*latest));
            static_cast<void>((*store)->purge());
        }
        static_cast<void>((*store)->add(historySample("t")));
    }
}

TEST(RunStoreSafetyTest, anEmptyFileBecomesAHistory) {
    const TempFolder folder;
    folder.write("history.sqlite", "");
    EXPECT_EQ(wholeRuns(folder.path()), 0U);
}

TEST(RunStoreSafetyTest, laterVersionsAndOtherProgramsDatabasesAreLeftAlone) {
    const TempFolder later;
    const std::string file = madeStore(later);
    ASSERT_TRUE((*SqliteDatabase::open(file, {}))->execute("PRAGMA user_version = 99").ok());
    const auto refused = RunStore::open(later.path());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::UnsupportedVersion);
    EXPECT_EQ(refused.error().found, "version 99");

    const TempFolder other;
    ASSERT_TRUE((*SqliteDatabase::open(other.file("history.sqlite"), {}))
                    ->execute("CREATE TABLE cookies (x); INSERT INTO cookies VALUES (1)")
                    .ok());
    EXPECT_EQ(RunStore::open(other.path()).error().code, ErrorCode::InvalidArgument);
    const auto untouched = SqliteDatabase::open(other.file("history.sqlite"), {});
    EXPECT_EQ(*(*untouched)->wholeOf("SELECT x FROM cookies"), 1);
    auto journal = (*untouched)->prepare("PRAGMA journal_mode");
    ASSERT_TRUE(*journal->step());
    EXPECT_EQ(journal->text(0), "delete") << "no setting that stays is changed either";
}

TEST(RunStoreSafetyTest, historiesOfEarlierVersionsAreReadWithoutWhatTheyDidNotKeep) {
    const TempFolder folder;
    RunRecord record = historySample("old");
    record.uid = "old";
    ASSERT_TRUE((*RunStore::open(folder.path()))->add(record).ok());
    ASSERT_TRUE(
        (*SqliteDatabase::open(folder.file("history.sqlite"), {}))
            ->execute("ALTER TABLE run_rows DROP COLUMN threads; ALTER TABLE run_rows DROP COLUMN failures; "
                      "PRAGMA user_version = 1")
            .ok());
    auto store = RunStore::open(folder.path());
    ASSERT_TRUE(store.ok()) << store.error().describe();
    const auto old = (*store)->get("old");
    ASSERT_TRUE(old.ok()) << old.error().describe();
    EXPECT_EQ(old->rows[0].threads, 0U);
    EXPECT_EQ(old->rows[0].failures, 0U);
    EXPECT_EQ(old->rows[0].metrics[0].samples, record.rows[0].metrics[0].samples);
    record.uid = "new";
    ASSERT_TRUE((*store)->add(record).ok());
    EXPECT_EQ((*store)->get("new")->rows[0].threads, 2U);
    EXPECT_EQ((*store)->get("new")->rows[0].failures, 1U);
}

TEST(RunStoreSafetyTest, olderDatabasesMigrateStepByStepAndKeepTheirContent) {
    const TempFolder folder;
    auto database = SqliteDatabase::open(folder.file("history.sqlite"), {});
    ASSERT_TRUE(database.ok()) << database.error().describe();
    const char* const steps[] = {
        "CREATE TABLE a (x); INSERT INTO a VALUES (7)",
        "ALTER TABLE a ADD COLUMN y DEFAULT 1; UPDATE a SET y = x * 2",
        "CREATE TABLE b AS SELECT y FROM a; DROP TABLE a",
    };
    ASSERT_TRUE(migrate(**database, std::span(steps).first(1)).ok());
    EXPECT_EQ(*(*database)->wholeOf("PRAGMA user_version"), 1);
    ASSERT_TRUE(migrate(**database, steps).ok());
    EXPECT_EQ(*(*database)->wholeOf("PRAGMA user_version"), 3);
    EXPECT_EQ(*(*database)->wholeOf("SELECT y FROM b"), 14);
    ASSERT_TRUE(migrate(**database, steps).ok()) << "nothing is left to be done";
    EXPECT_EQ(migrate(**database, std::span(steps).first(2)).error().code, ErrorCode::UnsupportedVersion);

    const char* const broken[] = {steps[0], steps[1], steps[2], "CREATE TABLE c (x)", "NO SQL AT ALL"};
    EXPECT_FALSE(migrate(**database, broken).ok());
    EXPECT_EQ(*(*database)->wholeOf("PRAGMA user_version"), 3) << "all steps or none";
    EXPECT_EQ(*(*database)->wholeOf("SELECT count(*) FROM sqlite_master WHERE name = 'c'"), 0);
}

} // namespace
} // namespace spacebench::results
