// SPDX-License-Identifier: Apache-2.0
#include "results/run_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history_sample.h"
#include "support/temp_folder.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using tests::historySample;
using tests::TempFolder;

std::unique_ptr<RunStore> openStore(const TempFolder& folder) {
    auto store = RunStore::open(folder.path());
    EXPECT_TRUE(store.ok()) << store.error().describe();
    return store.ok() ? std::move(*store) : nullptr;
}

RunRecord named(const std::string& uid, const std::string& startedUtc = "2026-11-22T22:14:05Z") {
    RunRecord record = historySample("run " + uid);
    record.uid = uid;
    record.startedUtc = startedUtc;
    return record;
}

std::vector<std::string> uidsOf(const Result<std::vector<RunSummary>>& runs) {
    std::vector<std::string> uids;
    EXPECT_TRUE(runs.ok()) << runs.error().describe();
    if (runs.ok())
        for (const RunSummary& run : *runs) uids.push_back(run.uid);
    return uids;
}

TEST(RunStoreTest, keepsARunAsItWasWithItsRawSamples) {
    const TempFolder folder;
    const RunRecord record = historySample("quick look");
    std::string uid;
    {
        auto store = openStore(folder);
        auto added = store->add(record);
        ASSERT_TRUE(added.ok()) << added.error().describe();
        uid = *added;
    }
    EXPECT_TRUE(uid.starts_with("20261122-221405-")) << uid;
    auto back = openStore(folder)->get(uid);
    ASSERT_TRUE(back.ok()) << back.error().describe();
    RunRecord expected = record;
    expected.uid = uid;
    EXPECT_EQ(toJson(*back), toJson(expected));
    EXPECT_EQ(back->rows[0].threads, 2U);
    EXPECT_EQ(back->rows[0].failures, 1U);
}

TEST(RunStoreTest, makesTheFolderThatIsMissing) {
    const TempFolder folder;
    auto store = RunStore::open(folder.file("a/b"));
    ASSERT_TRUE(store.ok()) << store.error().describe();
    EXPECT_EQ((*store)->file(), folder.file("a/b") + "/history.sqlite");
}

TEST(RunStoreTest, aUidIsTakenOnce) {
    const TempFolder folder;
    auto store = openStore(folder);
    ASSERT_TRUE(store->add(named("first")).ok());
    const auto again = store->add(named("first"));
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(uidsOf(store->list({})), ElementsAre("first"));
}

TEST(RunStoreTest, figuresThatAreNoNumbersAreRefusedAndLeaveNothing) {
    const TempFolder folder;
    auto store = openStore(folder);
    RunRecord record = historySample("t");
    record.rows[1].metrics[0].samples[1] = std::nan("");
    EXPECT_EQ(store->add(record).error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(uidsOf(store->list({})), IsEmpty());
}

TEST(RunStoreTest, textsOfAnyBytesComeBack) {
    const TempFolder folder;
    auto store = openStore(folder);
    RunRecord record = historySample("'; DROP TABLE runs; --");
    record.note = std::string("a\0b\xff\xfe", 5);
    record.rows[0].input = "caf\xe9.paths";
    const auto uid = store->add(record);
    ASSERT_TRUE(uid.ok()) << uid.error().describe();
    const auto back = store->get(*uid);
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(back->title, record.title);
    EXPECT_EQ(back->note, record.note);
    EXPECT_EQ(back->rows[0].input, record.rows[0].input);
}

TEST(RunStoreTest, listsTheNewestFirst) {
    const TempFolder folder;
    auto store = openStore(folder);
    ASSERT_TRUE(store->add(named("b", "2026-11-02T00:00:00Z")).ok());
    ASSERT_TRUE(store->add(named("c", "2026-11-03T00:00:00Z")).ok());
    ASSERT_TRUE(store->add(named("a", "2026-11-01T00:00:00Z")).ok());
    EXPECT_THAT(uidsOf(store->list({})), ElementsAre("c", "b", "a"));
    RunFilter two;
    two.limit = 2;
    EXPECT_THAT(uidsOf(store->list(two)), ElementsAre("c", "b"));
    const auto all = store->list({});
    EXPECT_EQ(all->front().rows, 3U);
    EXPECT_THAT(all->front().inputs, ElementsAre("kb.paths"));
    EXPECT_THAT(all->front().tags, ElementsAre("nightly", "zlib"));
    EXPECT_EQ(all->front().planName, "quick-look");
}

TEST(RunStoreTest, filtersFindWhatTheyDescribe) {
    const TempFolder folder;
    auto store = openStore(folder);
    RunRecord first = named("first", "2026-11-01T10:00:00Z");
    first.title = "100% of a_b";
    first.tags = {"nightly"};
    first.machine = "big machine";
    RunRecord second = named("second", "2026-11-02T10:00:00Z");
    second.title = "100 of axb";
    second.source = "hyperfine";
    for (RecordRow& row : second.rows) row.input = "other.act", row.inputHash = "beef";
    ASSERT_TRUE(store->add(first).ok());
    ASSERT_TRUE(store->add(second).ok());
    struct Case {
        const char* name;
        RunFilter filter;
        std::vector<std::string> uids;
    };
    const auto with = [](auto set) {
        RunFilter filter;
        set(filter);
        return filter;
    };
    const Case cases[] = {
        {"word of the title", with([](RunFilter& f) { f.text = "100%"; }), {"first"}},
        {"underscore is itself", with([](RunFilter& f) { f.text = "a_b"; }), {"first"}},
        {"backslash is itself", with([](RunFilter& f) { f.text = "\\"; }), {}},
        {"any case", with([](RunFilter& f) { f.text = "AXB"; }), {"second"}},
        {"all words", with([](RunFilter& f) { f.text = "  mtts\tother "; }), {"second"}},
        {"words of both", with([](RunFilter& f) { f.text = "big other"; }), {}},
        {"a tag as a word", with([](RunFilter& f) { f.text = "zlib nightl"; }), {"second", "first"}},
        {"all tags",
         with([](RunFilter& f) {
             f.tags = {"nightly", "zlib"};
         }),
         {"second"}},
        {"machine", with([](RunFilter& f) { f.machine = "big machine"; }), {"first"}},
        {"part of a machine", with([](RunFilter& f) { f.machine = "big"; }), {}},
        {"input by name", with([](RunFilter& f) { f.input = "other.act"; }), {"second"}},
        {"input by hash", with([](RunFilter& f) { f.input = "c0ffee"; }), {"first"}},
        {"source", with([](RunFilter& f) { f.source = "hyperfine"; }), {"second"}},
        {"since", with([](RunFilter& f) { f.sinceUtc = "2026-11-02"; }), {"second"}},
        {"until the end of a day", with([](RunFilter& f) { f.untilUtc = "2026-11-01"; }), {"first"}},
        {"until a second", with([](RunFilter& f) { f.untilUtc = "2026-11-01T09:59:59Z"; }), {}},
        {"quotes", with([](RunFilter& f) { f.text = "'\""; }), {}},
    };
    for (const Case& one : cases) EXPECT_EQ(uidsOf(store->list(one.filter)), one.uids) << one.name;
}

TEST(RunStoreTest, textsOfARunCanBeChanged) {
    const TempFolder folder;
    auto store = openStore(folder);
    ASSERT_TRUE(store->add(named("run")).ok());
    ASSERT_TRUE(store->setTitle("run", "new title").ok());
    ASSERT_TRUE(store->setNote("run", "new note").ok());
    ASSERT_TRUE(store->setTags("run", {"z", "a", "z", ""}).ok());
    const auto back = store->get("run");
    EXPECT_EQ(back->title, "new title");
    EXPECT_EQ(back->note, "new note");
    EXPECT_THAT(back->tags, ElementsAre("a", "z"));
    for (const auto& refused : {store->setTitle("no", "x"), store->setNote("no", "x"),
                                store->setTags("no", {}), store->remove("no"), store->restore("no")})
        EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(store->get("no").error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(store->get("no").error().found, HasSubstr("run"));
}

TEST(RunStoreTest, deletingHidesAndRestoringBringsBack) {
    const TempFolder folder;
    auto store = openStore(folder);
    ASSERT_TRUE(store->add(named("one")).ok());
    ASSERT_TRUE(store->add(named("two")).ok());
    ASSERT_TRUE(store->setBaseline("main", "one").ok());
    ASSERT_TRUE(store->remove("one").ok());
    EXPECT_THAT(uidsOf(store->list({})), ElementsAre("two"));
    RunFilter deleted;
    deleted.deleted = true;
    EXPECT_THAT(uidsOf(store->list(deleted)), ElementsAre("one"));
    EXPECT_EQ(store->trend("serialize/act/zlib:6@kb.paths", "time")->size(), 1U);
    EXPECT_THAT(*store->baselines(), IsEmpty());
    EXPECT_EQ(*store->find("on"), "one");
    ASSERT_TRUE(store->restore("one").ok());
    EXPECT_EQ(uidsOf(store->list({})).size(), 2U);
    EXPECT_EQ(store->baselines()->at("main"), "one");

    ASSERT_TRUE(store->remove("one").ok());
    EXPECT_EQ(*store->purge(), 1U);
    EXPECT_FALSE(store->restore("one").ok());
    EXPECT_THAT(uidsOf(store->list(deleted)), IsEmpty());
    EXPECT_EQ(*store->purge(), 0U);
    EXPECT_TRUE(store->get("two").ok());
}

TEST(RunStoreTest, baselinesNameRunsAndMove) {
    const TempFolder folder;
    auto store = openStore(folder);
    ASSERT_TRUE(store->add(named("one")).ok());
    ASSERT_TRUE(store->add(named("two")).ok());
    ASSERT_TRUE(store->setBaseline("main", "one").ok());
    ASSERT_TRUE(store->setBaseline("release 1.0", "one").ok());
    ASSERT_TRUE(store->setBaseline("main", "two").ok());
    EXPECT_EQ(*store->baselines(),
              (std::map<std::string, std::string>{{"main", "two"}, {"release 1.0", "one"}}));
    EXPECT_EQ(*store->find("main"), "two");
    // Nobody's file takes the place of a baseline by its uid.
    ASSERT_TRUE(store->add(named("main")).ok());
    EXPECT_EQ(*store->find("main"), "two");
    ASSERT_TRUE(store->setBaseline("main", "").ok());
    EXPECT_EQ(*store->find("main"), "main");
    for (const char* const name : {"", "latest", "latest~1", "two\nlines"})
        EXPECT_EQ(store->setBaseline(name, "one").error().code, ErrorCode::InvalidArgument) << name;
    EXPECT_EQ(store->setBaseline("x", "no such run").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(store->setBaseline("never set", "").error().code, ErrorCode::InvalidArgument);
}

TEST(RunStoreTest, runsAreFoundByWhatPeopleCallThem) {
    const TempFolder folder;
    auto store = openStore(folder);
    EXPECT_THAT(store->find("latest").error().found, HasSubstr("empty"));
    for (int i = 1; i <= 7; ++i)
        ASSERT_TRUE(store
                        ->add(named("2026110" + std::to_string(i) + "-aa",
                                    "2026-11-0" + std::to_string(i) + "T00:00:00Z"))
                        .ok());
    EXPECT_EQ(*store->find("latest"), "20261107-aa");
    EXPECT_EQ(*store->find("latest~0"), "20261107-aa");
    EXPECT_EQ(*store->find("latest~6"), "20261101-aa");
    EXPECT_EQ(*store->find("20261103"), "20261103-aa");
    for (const char* const text : {"latest~7", "latest~", "latest~x", "latest~-1",
                                   "latest~99999999999999999999", "", "nothing", "2026%", "20261103-aab"})
        EXPECT_EQ(store->find(text).error().code, ErrorCode::InvalidArgument) << text;
    EXPECT_THAT(store->find("202611").error().message, HasSubstr("7 runs"));
    EXPECT_THAT(store->find("202611").error().found, HasSubstr("20261107-aa, 20261106-aa"));
}

TEST(RunStoreTest, trendsGoThroughAllRunsOldestFirst) {
    const TempFolder folder;
    auto store = openStore(folder);
    for (const int day : {3, 1, 2}) {
        RunRecord record = historySample("t", day);
        record.uid = "run" + std::to_string(day);
        record.startedUtc = "2026-11-0" + std::to_string(day) + "T00:00:00Z";
        record.rows.push_back(record.rows[0]); // a foreign run may repeat a name
        ASSERT_TRUE(store->add(record).ok());
    }
    const auto points = store->trend("serialize/mtts/zlib:6@kb.paths", metric::kTime);
    ASSERT_TRUE(points.ok()) << points.error().describe();
    ASSERT_THAT(*points, SizeIs(3));
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*points)[i].uid, "run" + std::to_string(i + 1));
        EXPECT_EQ((*points)[i].value.value, 1.5e6 * static_cast<double>(i + 1));
        EXPECT_EQ((*points)[i].inputHash, "c0ffee");
    }
    EXPECT_THAT(*store->trend("serialize/mtts/zlib:6@kb.paths", "no such metric"), IsEmpty());
    EXPECT_THAT(*store->trend("no such key", metric::kTime), IsEmpty());
    ASSERT_TRUE(store->remove("run1").ok());
    const auto keys = store->keys();
    ASSERT_THAT(*keys, SizeIs(3));
    EXPECT_EQ(keys->front(),
              (std::pair<std::string, std::uint64_t>("deserialize/pathmap1/none@kb.paths", 2)));
}

} // namespace
} // namespace spacebench::results
