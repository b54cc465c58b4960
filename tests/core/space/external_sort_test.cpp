// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <map>
#include <thread>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "space/external_sort.h"
#include "support/seeded_random.h"
#include "support/temp_folder.h"

namespace spacebench::space {
namespace {

using tests::SeededRandom;
using tests::TempFolder;

using Given = std::vector<std::pair<Bytes, std::uint64_t>>;

/// A context whose budget for paths is `share` bytes.
WorkContext within(std::uint64_t share, const TempFolder& folder) {
    WorkContext context;
    context.limits.workingBytes = 2 * share;
    context.spillFolder = folder.path();
    return context;
}

struct Kind {
    const char* name;
    std::size_t longest;
    unsigned alphabet;
    std::size_t prefix; ///< bytes that all paths share
    unsigned values;    ///< different values; 1 = all are 0
};

Given generate(const Kind& kind, std::size_t count, std::uint64_t seed) {
    SeededRandom random(seed);
    Given given;
    for (std::size_t i = 0; i < count; ++i) {
        Bytes path(kind.prefix, 0xC4);
        if (random.below(500) == 0) path.clear();
        const Bytes rest = random.bytes(kind.longest, kind.alphabet);
        if (!path.empty() || kind.prefix == 0) path.insert(path.end(), rest.begin(), rest.end());
        given.emplace_back(std::move(path), random.below(kind.values));
    }
    return given;
}

/// What PathSetBuilder makes of the same input, by another way than its own.
struct Expected {
    std::map<Bytes, std::uint64_t> paths;
    BuildNotes notes;
};

Expected expectedOf(const Given& given) {
    Expected expected;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto& [path, value] = given[i];
        if (i != 0 && path < given[i - 1].first && !expected.notes.outOfOrder) {
            expected.notes.outOfOrder = true;
            expected.notes.firstDisorder = i;
        }
        const auto [at, fresh] = expected.paths.insert_or_assign(path, value);
        static_cast<void>(at);
        ++expected.notes.added;
        if (!fresh) ++expected.notes.duplicates;
    }
    return expected;
}

Given contentOf(const Space& space, ByteView prefix = {}) {
    Given content;
    const auto reader = space.read(prefix);
    while (reader->next()) content.emplace_back(toBytes(reader->path()), reader->value());
    EXPECT_EQ(reader->error(), nullptr);
    return content;
}

Given listOf(const std::map<Bytes, std::uint64_t>& paths) {
    return {paths.begin(), paths.end()};
}

void addAll(ExternalSorter& sorter, const Given& given) {
    for (const auto& [path, value] : given) {
        const auto added = sorter.add(path, value);
        ASSERT_TRUE(added.ok()) << added.error().describe();
    }
}

constexpr Kind kKinds[] = {
    {"random", 40, 256, 0, 1},   {"many duplicates", 3, 4, 0, 1},      {"heavy prefixes", 12, 2, 200, 1},
    {"values", 30, 16, 3, 1000}, {"values of duplicates", 2, 8, 1, 5}, {"only the empty path", 0, 2, 0, 3},
};

TEST(ExternalSort, GivesWhatAMapGivesHoweverSmallTheBudget) {
    const TempFolder folder;
    for (const Kind& kind : kKinds) {
        for (const std::uint64_t share : {600U, 5000U, 40000U}) {
            for (std::uint64_t seed = 1; seed <= 3; ++seed) {
                SCOPED_TRACE(testing::Message() << kind.name << ", " << share << " bytes, seed " << seed);
                const Given given = generate(kind, 3000, seed);
                const Expected expected = expectedOf(given);
                const WorkContext context = within(share + 4 * (kind.prefix + kind.longest), folder);
                ExternalSorter sorter(context);
                addAll(sorter, given);
                const auto space = sorter.finish();
                ASSERT_TRUE(space.ok()) << space.error().describe();
                EXPECT_EQ(contentOf(**space), listOf(expected.paths));
                EXPECT_EQ(contentOf(**space), listOf(expected.paths)) << "a second reader sees the same";
                EXPECT_GT(sorter.report().runs, 1U);
                EXPECT_EQ(sorter.notes().added, expected.notes.added);
                EXPECT_EQ(sorter.notes().duplicates, expected.notes.duplicates);
                EXPECT_EQ(sorter.notes().outOfOrder, expected.notes.outOfOrder);
                EXPECT_EQ(sorter.notes().firstDisorder, expected.notes.firstDisorder);
                const auto totals = (*space)->count({});
                ASSERT_TRUE(totals.ok());
                EXPECT_EQ(totals->paths, expected.paths.size());
                EXPECT_EQ((*space)->knownCount(), expected.paths.size());
            }
        }
    }
    EXPECT_TRUE(folder.entries().empty()) << "spill files have no names";
}

TEST(ExternalSort, MergesInRoundsWhereTheBudgetIsTooSmallForAllRuns) {
    const TempFolder folder;
    const Given given = generate({"", 24, 200, 0, 7}, 20000, 9);
    const WorkContext context = within(4000, folder);
    ExternalSorter sorter(context);
    addAll(sorter, given);
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok());
    EXPECT_EQ(contentOf(**space), listOf(expectedOf(given).paths));
    EXPECT_GT(sorter.report().mergeRounds, 3U);
    EXPECT_LT(sorter.report().peakDiskBytes, sorter.report().spilledBytes) << "merged runs are given back";
}

TEST(ExternalSort, MakesNoFileWhereAllFits) {
    const TempFolder folder;
    const Given given = generate(kKinds[0], 1000, 4);
    WorkContext context = within(1 << 20, folder);
    context.spillFolder = folder.file("there is no such folder");
    ExternalSorter sorter(context);
    addAll(sorter, given);
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok());
    EXPECT_NE((*space)->pathSet(), nullptr);
    EXPECT_EQ(contentOf(**space), listOf(expectedOf(given).paths));
    EXPECT_EQ(sorter.report().runs, 0U);
}

TEST(ExternalSort, MergesNothingWhereTheInputIsInOrder) {
    const TempFolder folder;
    const auto sorted = expectedOf(generate(kKinds[3], 5000, 5)).paths;
    const WorkContext context = within(5000, folder);
    ExternalSorter sorter(context);
    addAll(sorter, listOf(sorted));
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok());
    EXPECT_GT(sorter.report().runs, 3U);
    EXPECT_EQ(sorter.report().mergeRounds, 0U);
    EXPECT_FALSE(sorter.notes().outOfOrder);
    EXPECT_EQ(contentOf(**space), listOf(sorted));
}

TEST(ExternalSort, FindsAPathTwiceInARowAcrossTwoRuns) {
    const TempFolder folder;
    Given given;
    for (std::uint64_t i = 0; i < 4000; ++i) given.emplace_back(Bytes{1, static_cast<Byte>(i / 250)}, i);
    const WorkContext context = within(1000, folder);
    ExternalSorter sorter(context);
    addAll(sorter, given);
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok());
    EXPECT_EQ(contentOf(**space), listOf(expectedOf(given).paths));
    EXPECT_EQ(sorter.notes().duplicates, 4000U - 16U);
    EXPECT_FALSE(sorter.notes().outOfOrder);
}

TEST(ExternalSort, SortsPathsLongerThanAnyBuffer) {
    const TempFolder folder;
    SeededRandom random(3);
    Given given;
    for (std::size_t i = 0; i < 24; ++i) {
        Bytes path(300'000 + random.below(600'000), 7);
        path[random.below(path.size())] = static_cast<Byte>(random.below(256));
        given.emplace_back(std::move(path), i);
        given.emplace_back(random.bytes(9, 3), i);
    }
    const WorkContext context = within(std::uint64_t{5} << 20, folder);
    ExternalSorter sorter(context);
    addAll(sorter, given);
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok()) << space.error().describe();
    EXPECT_GT(sorter.report().runs, 1U);
    EXPECT_EQ(contentOf(**space), listOf(expectedOf(given).paths));
}

TEST(ExternalSort, RefusesAPathThatTheBudgetHasNoRoomFor) {
    const TempFolder folder;
    const WorkContext context = within(100'000, folder);
    ExternalSorter sorter(context);
    const auto added = sorter.add(Bytes(90'000, 1));
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, ErrorCode::LimitExceeded);
    EXPECT_NE(added.error().advice.find("--memory"), std::string::npos);
}

TEST(ExternalSort, ServesPrefixesLookUpsAndCursorsFromTheFile) {
    const TempFolder folder;
    const auto paths = expectedOf(generate({"", 6, 3, 0, 9}, 2000, 8)).paths;
    const WorkContext context = within(3000, folder);
    ExternalSorter sorter(context);
    for (auto at = paths.rbegin(); at != paths.rend(); ++at)
        ASSERT_TRUE(sorter.add(at->first, at->second).ok());
    const auto space = sorter.finish();
    ASSERT_TRUE(space.ok());
    ASSERT_EQ((*space)->pathSet(), nullptr);
    const Bytes prefix = {127, 0};
    Given below;
    for (const auto& entry : paths)
        if (startsWith(entry.first, prefix)) below.emplace_back(entry);
    ASSERT_FALSE(below.empty());
    EXPECT_EQ(contentOf(**space, prefix), below);
    const auto found = (*space)->find(below.front().first);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(*found, below.front().second);
    const auto missing = (*space)->find(Bytes{9, 9});
    ASSERT_TRUE(missing.ok());
    EXPECT_EQ(*missing, std::nullopt);
    const auto cursor = (*space)->cursor();
    std::uint64_t count = cursor->isPath() ? 1 : 0;
    while (cursor->nextPath()) ++count;
    EXPECT_EQ(count, paths.size());
}

TEST(ExternalSort, WithoutABudgetTheContentLimitHolds) {
    WorkContext context;
    context.limits.contentBytes = 1000;
    ExternalSorter sorter(context);
    Result<void> added;
    for (Byte i = 0; added.ok() && i < 200; ++i) added = sorter.add(Bytes(20, i));
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, ErrorCode::LimitExceeded);
}

TEST(ExternalSort, StopsInTheMidstOfAMergeAndLeavesNothing) {
    const TempFolder folder;
    std::stop_source stop;
    WorkContext context = within(600, folder);
    context.stop = stop.get_token();
    Progress progress;
    context.progress = &progress;
    {
        ExternalSorter sorter(context);
        addAll(sorter, generate(kKinds[0], 60'000, 6)); // ten rounds of merging
        std::jthread watcher([&](const std::stop_token& ended) {
            while (!ended.stop_requested() && *progress.phase.load() == 0) std::this_thread::yield();
            stop.request_stop();
        });
        const auto space = sorter.finish();
        ASSERT_FALSE(space.ok());
        EXPECT_EQ(space.error().code, ErrorCode::Cancelled);
        EXPECT_EQ(std::string_view(progress.phase.load()), "Merging");
    }
    EXPECT_TRUE(folder.entries().empty());
}

/// A limit on the size of files, which ends writing as a full disk does.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit m_before{};
    void (*m_signal)(int);
};

TEST(ExternalSort, SaysWhatToDoWhereTheDiskIsFull) {
    const TempFolder folder;
    const WorkContext context = within(20'000, folder);
    ExternalSorter sorter(context);
    Result<void> added;
    {
        const FileSizeLimit limit(50'000);
        SeededRandom random(1);
        for (int i = 0; added.ok() && i < 20'000; ++i) added = sorter.add(random.bytes(60, 256));
    }
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, ErrorCode::Io);
    EXPECT_EQ(added.error().file, folder.path());
    EXPECT_NE(added.error().advice.find("TMPDIR"), std::string::npos);
    EXPECT_TRUE(folder.entries().empty());
}

TEST(ExternalSort, SaysWhichFolderCannotTakeItsFile) {
    const TempFolder folder;
    WorkContext context = within(2000, folder);
    context.spillFolder = folder.file("missing");
    ExternalSorter sorter(context);
    Result<void> added;
    for (int i = 0; added.ok() && i < 1000; ++i) added = sorter.add(Bytes{static_cast<Byte>(i), 1, 2, 3});
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, ErrorCode::Io);
    EXPECT_EQ(added.error().file, context.spillFolder);
}

} // namespace
} // namespace spacebench::space
