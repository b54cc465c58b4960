// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <filesystem>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/atomic_file.h"
#include "support/no_unnamed_files.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::TempFolder;

std::string textOf(const std::string& path) {
    return std::string(asText(tests::readFile(path)));
}

mode_t modeOf(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

/// Both kinds of temporary: unnamed, and hidden for file systems that have no unnamed ones.
class AtomicFileOfEitherKind : public testing::TestWithParam<bool> {
  protected:
    static AtomicFile::Options options(bool replaceExisting = false) {
        return {.replaceExisting = replaceExisting, .hiddenName = GetParam()};
    }
};
INSTANTIATE_TEST_SUITE_P(Temporaries, AtomicFileOfEitherKind, testing::Bool(),
                         [](const auto& kind) { return kind.param ? "hidden" : "unnamed"; });

TEST_P(AtomicFileOfEitherKind, canBeReadBackBeforeItIsCommitted) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"), options());
    ASSERT_TRUE(file.ok()) << file.error().describe();
    (*file)->expectSize(1 << 20); // more than comes: the rest must not be seen
    ASSERT_TRUE((*file)->write(asBytes("content")).ok());
    const auto path = (*file)->readBackPath();
    ASSERT_TRUE(path.ok()) << path.error().describe();
    EXPECT_EQ(textOf(*path), "content");
    EXPECT_FALSE(std::filesystem::exists(folder.file("out")));
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(textOf(folder.file("out")), "content");
}

TEST_P(AtomicFileOfEitherKind, appearsOnlyWhenCommitted) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"), options());
    ASSERT_TRUE(file.ok()) << file.error().describe();
    ASSERT_TRUE((*file)->write(asBytes("content")).ok());
    EXPECT_FALSE(std::filesystem::exists(folder.file("out")));
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(textOf(folder.file("out")), "content");
    file->reset();
    EXPECT_THAT(folder.entries(), ElementsAre("out"));
}

TEST_P(AtomicFileOfEitherKind, leavesNothingWhenDropped) {
    const TempFolder folder;
    {
        auto file = AtomicFile::create(folder.file("out"), options());
        ASSERT_TRUE(file.ok());
        ASSERT_TRUE((*file)->write(Bytes(1'000'000, 7)).ok());
    }
    EXPECT_THAT(folder.entries(), IsEmpty());
}

TEST_P(AtomicFileOfEitherKind, replacesOnlyWhenAskedAndKeepsPermissions) {
    const TempFolder folder;
    const std::string path = folder.write("out", "old");
    ASSERT_EQ(chmod(path.c_str(), 0640), 0);

    const auto refused = AtomicFile::create(path, options());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_THAT(refused.error().message, HasSubstr("exists"));

    auto file = AtomicFile::create(path, options(true));
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->write(asBytes("new")).ok());
    EXPECT_EQ(textOf(path), "old") << "untouched until commit";
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(textOf(path), "new");
    EXPECT_EQ(modeOf(path), 0640U);
    EXPECT_THAT(folder.entries(), ElementsAre("out"));
}

TEST_P(AtomicFileOfEitherKind, neverClobbersAFileThatAppearedMeanwhile) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"), options());
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->write(asBytes("ours")).ok());
    folder.write("out", "theirs");
    const auto committed = (*file)->commit();
    ASSERT_FALSE(committed.ok());
    EXPECT_EQ(committed.error().code, ErrorCode::Io);
    file->reset();
    EXPECT_EQ(textOf(folder.file("out")), "theirs");
    EXPECT_THAT(folder.entries(), ElementsAre("out"));
}

TEST_P(AtomicFileOfEitherKind, followsTheUmask) {
    const TempFolder folder;
    const mode_t before = umask(027);
    auto file = AtomicFile::create(folder.file("out"), options());
    umask(before);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(modeOf(folder.file("out")), 0640U);
}

TEST_P(AtomicFileOfEitherKind, hasNoNameFromTheStartWhereItIsNeverCommitted) {
    const TempFolder folder;
    const std::string path = folder.write("out", "theirs"); // what has the name does not matter
    AtomicFile::Options measured = options();
    measured.neverCommitted = true;
    auto file = AtomicFile::create(path, measured);
    ASSERT_TRUE(file.ok()) << file.error().describe();
    ASSERT_TRUE((*file)->write(asBytes("content")).ok());
    ASSERT_TRUE((*file)->sync().ok());
    EXPECT_THAT(folder.entries(), ElementsAre("out")) << "a kill would leave what has a name";
    const auto back = (*file)->readBackPath();
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(textOf(*back), "content");
    EXPECT_EQ((*file)->commit().error().code, ErrorCode::Internal);
    file->reset();
    EXPECT_EQ(textOf(path), "theirs");
    EXPECT_THAT(folder.entries(), ElementsAre("out"));
}

TEST(AtomicFile, makesANamedTemporaryWhereThereAreNoUnnamedOnes) {
    const TempFolder folder;
    const bool ran = tests::withoutUnnamedFiles([&] {
        auto file = AtomicFile::create(folder.file("out"));
        ASSERT_TRUE(file.ok()) << file.error().describe();
        EXPECT_THAT(folder.entries(), ElementsAre(HasSubstr(".spacebench-")));
        ASSERT_TRUE((*file)->write(asBytes("content")).ok());
        ASSERT_TRUE((*file)->commit().ok());
        EXPECT_THAT(folder.entries(), ElementsAre("out"));
    });
    if (!ran) GTEST_SKIP() << "the system lets no thread do without unnamed files";
}

TEST(AtomicFile, replacesWhatASymbolicLinkPointsAt) {
    const TempFolder folder;
    const std::string target = folder.write("target", "old");
    std::filesystem::create_symlink("target", folder.file("link"));
    auto file = AtomicFile::create(folder.file("link"), {.replaceExisting = true});
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->write(asBytes("new")).ok());
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
    EXPECT_EQ(textOf(target), "new");
}

TEST(AtomicFile, patchesWhatIsBufferedAndWhatIsWritten) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"), {.bufferBytes = 16});
    ASSERT_TRUE(file.ok());
    std::string expected;
    for (char c = 'a'; c <= 'z'; ++c) {
        const std::string piece(static_cast<std::size_t>(c - 'a'), c);
        expected += piece;
        ASSERT_TRUE((*file)->write(asBytes(piece)).ok());
        EXPECT_EQ((*file)->position(), expected.size());
    }
    for (const std::size_t at : {std::size_t{0}, std::size_t{100}, expected.size() - 3}) {
        expected.replace(at, 3, "XYZ");
        ASSERT_TRUE((*file)->patch(at, asBytes("XYZ")).ok());
    }
    ASSERT_TRUE((*file)->write(asBytes("end")).ok());
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(textOf(folder.file("out")), expected + "end");
}

TEST(AtomicFile, hasItsRealLengthWhateverWasExpected) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"));
    ASSERT_TRUE(file.ok());
    (*file)->expectSize(1'000'000);
    ASSERT_TRUE((*file)->write(asBytes("short")).ok());
    ASSERT_TRUE((*file)->commit().ok());
    EXPECT_EQ(textOf(folder.file("out")), "short");
}

TEST(AtomicFile, failsBeforeTheFirstByteWhereTheDiskIsTooSmall) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.file("out"));
    ASSERT_TRUE(file.ok());
    (*file)->expectSize(std::uint64_t{1} << 60);
    const auto written = (*file)->write(asBytes("x"));
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_THAT(written.error().message, HasSubstr("no space left"));
    EXPECT_FALSE((*file)->commit().ok());
    file->reset();
    EXPECT_THAT(folder.entries(), IsEmpty());
}

TEST(AtomicFile, refusesFoldersDevicesAndMissingFolders) {
    const TempFolder folder;
    const AtomicFile::Options replace{.replaceExisting = true};
    for (const std::string& path : {folder.path(), folder.path() + "/", folder.file("no/such/folder"),
                                    std::string("/dev/null"), std::string()}) {
        const auto file = AtomicFile::create(path, replace);
        ASSERT_FALSE(file.ok()) << path;
        EXPECT_EQ(file.error().code, ErrorCode::Io) << path;
    }
}

TEST(DescriptorSink, deliversEverythingInOrder) {
    const TempFolder folder;
    const int out = open(folder.file("out").c_str(), O_CREAT | O_WRONLY, 0600);
    DescriptorSink sink(out, "out");
    const std::string large(300'000, 'L');
    for (const std::string& piece : {std::string("small"), large, std::string("end")})
        ASSERT_TRUE(sink.write(asBytes(piece)).ok());
    ASSERT_TRUE(sink.flush().ok());
    EXPECT_EQ(sink.position(), 5 + large.size() + 3);
    EXPECT_FALSE(sink.canPatch());
    close(out);
    EXPECT_EQ(textOf(folder.file("out")), "small" + large + "end");
}

TEST(DescriptorSink, reportsAFullDevice) {
    const int full = open("/dev/full", O_WRONLY);
    ASSERT_GE(full, 0);
    DescriptorSink sink(full, "-");
    ASSERT_TRUE(sink.write(asBytes("buffered")).ok());
    const auto flushed = sink.flush();
    ASSERT_FALSE(flushed.ok());
    EXPECT_EQ(flushed.error().code, ErrorCode::Io);
    EXPECT_THAT(flushed.error().message, HasSubstr("no space left"));
    EXPECT_EQ(flushed.error().file, "-");
    EXPECT_FALSE(sink.write(asBytes("more")).ok()) << "unusable after a failure";
    close(full);
}

TEST(DescriptorSink, survivesAReaderThatWentAway) {
    signal(SIGPIPE, SIG_DFL);
    int ends[2] = {};
    ASSERT_EQ(pipe(ends), 0);
    close(ends[0]);
    DescriptorSink sink(ends[1], "-");
    ASSERT_TRUE(sink.write(asBytes("nobody reads this")).ok());
    const auto flushed = sink.flush(); // SIGPIPE would end the test here
    ASSERT_FALSE(flushed.ok());
    EXPECT_EQ(flushed.error().code, ErrorCode::Io);
    EXPECT_THAT(flushed.error().describe(), HasSubstr("Broken pipe"));
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGPIPE), 0) << "no signal is left behind";
    close(ends[1]);
}

} // namespace
} // namespace spacebench::io
