// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "support/act_files.h"
#include "support/golden_space.h"
#include "support/sha256.h"

namespace spacebench::formats::act {
namespace {

using tests::SpaceOracle;

/// Merged in place: a fresh write of their content has other bytes.
bool isMerged(const std::string& name) {
    return name.rfind("m-merge", 0) == 0 || name == "m-root-merge";
}

TEST(ActWriter, writesPathMapsBytesFromMemory) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        if (isMerged(name)) continue;
        SCOPED_TRACE(name);
        const Bytes expected = tests::readFile(tests::sharedFile("golden/" + name + ".act"));
        EXPECT_TRUE(tests::writeAct(tests::memorySpaceOf(tests::goldenContent(name))) == expected);
    }
}

TEST(ActWriter, writesPathMapsBytesFromAStreamAndIntoAPipe) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        if (isMerged(name)) continue;
        SCOPED_TRACE(name);
        const Bytes expected = tests::readFile(tests::sharedFile("golden/" + name + ".act"));
        auto opened = tests::openAct(expected);
        ASSERT_TRUE(opened.ok());
        ASSERT_EQ(opened->content.space->pathSet(), nullptr) << "used in place";
        tests::PipeSink pipe;
        const auto report = tests::actFormat().save(opened->content, {}, pipe, {});
        ASSERT_TRUE(report.ok());
        EXPECT_TRUE(pipe.bytes() == expected);
        const auto totals = opened->content.space->count({});
        EXPECT_EQ(report.value().paths, totals.value().paths);
        EXPECT_EQ(report.value().rawBytes, totals.value().framedBytes());
    }
}

TEST(ActWriter, writesAMergedFilesContentAsAFreshOne) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        if (!isMerged(name)) continue;
        SCOPED_TRACE(name);
        const auto opened = tests::openAct(tests::readFile(tests::sharedFile("golden/" + name + ".act")));
        ASSERT_TRUE(opened.ok());
        const Bytes fresh = tests::writeAct(opened.value().content.space);
        EXPECT_TRUE(fresh == tests::writeAct(tests::memorySpaceOf(tests::goldenContent(name))));
        EXPECT_EQ(loadU64(fresh.data() + fresh.size() - 8), 0U);
    }
}

TEST(ActWriter, writesBigLogicWithThePublishedDigest) {
    SB_NEED_SHARED_DATA();
    const auto content = tests::contentOfPathsFile(tests::sharedFile("big_logic.metta.paths"));
    ASSERT_EQ(content.size(), 91'692U);
    const Bytes file = tests::writeAct(tests::memorySpaceOf(content));
    EXPECT_EQ(file.size(), 2'745'332U);
    EXPECT_EQ(tests::sha256(file), "7433c529b8ada3fe35a067bf5144661b9b8d93a77a0b90dd6e42d2aa4fc73a88");
    const Bytes streamed = tests::writeAct(tests::openAct(file).value().content.space);
    EXPECT_TRUE(streamed == file);
}

TEST(ActWriter, writesWhatBehavesAsTheSpaceItCameFrom) {
    for (const auto& [name, oracle] : tests::trickySpaces()) {
        SCOPED_TRACE(name);
        const Bytes file = tests::writeAct(tests::memorySpaceOf(oracle));
        EXPECT_TRUE(tests::verifyAct(file).empty()) << tests::describe(tests::verifyAct(file));
        const auto opened = tests::openAct(file);
        ASSERT_TRUE(opened.ok());
        tests::checkSpace(*opened.value().content.space, oracle);
        EXPECT_TRUE(tests::writeAct(opened.value().content.space) == file);
    }
}

TEST(ActWriter, flushesManyBlocksAndLinesLongerThanOne) {
    SpaceOracle content;
    for (Byte first = 1; first < 4; ++first) {
        Bytes path(300'000, first);
        path[1] = static_cast<Byte>(first + 100);
        content[path] = first;
        path.resize(260'000);
        path.back() = 0xEE;
        content[path] = 0;
    }
    const Bytes file = tests::writeAct(tests::memorySpaceOf(content));
    const auto opened = tests::openAct(file);
    ASSERT_TRUE(opened.ok());
    EXPECT_TRUE(tests::contentOf(*opened.value().content.space) == content);
    EXPECT_TRUE(tests::writeAct(opened.value().content.space) == file);
}

TEST(ActWriter, failsWhenItsSinkFails) {
    class FullSink final : public ByteSink {
      public:
        Result<void> write(ByteView) override { return Error::io("no space left"); }
        std::uint64_t position() const override { return 0; }
        bool canPatch() const override { return true; }
    };
    FullSink sink;
    space::SpaceContent content;
    content.space = tests::memorySpaceOf({{{1}, 0}});
    const auto report = tests::actFormat().save(content, {}, sink, {});
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::Io);
}

TEST(ActWriter, stopsWhenAskedTo) {
    SpaceOracle many;
    for (unsigned i = 0; i < 20'000; ++i) many[{static_cast<Byte>(i >> 8), static_cast<Byte>(i)}] = 0;
    space::SpaceContent content;
    content.space = tests::memorySpaceOf(many);
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    MemorySink sink;
    const auto report = tests::actFormat().save(content, {}, sink, context);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace spacebench::formats::act
