// SPDX-License-Identifier: Apache-2.0
#include "io/scratch_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/no_unnamed_files.h"
#include "support/seeded_random.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::io {
namespace {

using ::testing::IsEmpty;
using tests::TempFolder;

Bytes contentOf(const ScratchWriter& writer) {
    return tests::readFile(writer.file()->path());
}

/// Buffer sizes and whether the page cache is bypassed.
class ScratchWriterOfAnyKind : public ::testing::TestWithParam<std::pair<std::size_t, PageCache>> {};
INSTANTIATE_TEST_SUITE_P(Kinds, ScratchWriterOfAnyKind,
                         ::testing::Values(std::pair{0, PageCache::Use}, std::pair{4096, PageCache::Use},
                                           std::pair{1 << 20, PageCache::Use},
                                           std::pair{4096, PageCache::Bypass},
                                           std::pair{5000, PageCache::Bypass},
                                           std::pair{0, PageCache::Bypass}));

TEST_P(ScratchWriterOfAnyKind, writesWhatItWasGiven) {
    const auto [buffer, cache] = GetParam();
    const TempFolder folder;
    if (cache == PageCache::Bypass && !directIoIn(folder.path()).possible)
        GTEST_SKIP() << directIoIn(folder.path()).note;
    const Bytes all = tests::pattern(100'000);
    for (const std::size_t total :
         {std::size_t{0}, std::size_t{1}, std::size_t{4096}, std::size_t{8193}, all.size()}) {
        auto writer = ScratchWriter::create(folder.path(), {buffer, cache});
        ASSERT_TRUE(writer.ok()) << writer.error().describe();
        tests::SeededRandom random(total);
        for (std::size_t at = 0; at < total;) {
            const std::size_t size = std::min<std::size_t>(total - at, random.below(9000));
            ASSERT_TRUE((*writer)->write(ByteView(all).subspan(at, size)).ok());
            at += size;
            ASSERT_EQ((*writer)->position(), at);
        }
        ASSERT_TRUE((*writer)->finish().ok());
        EXPECT_EQ((*writer)->file()->size(), total);
        EXPECT_EQ((*writer)->position(), total);
        EXPECT_EQ(contentOf(**writer), Bytes(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(total)));
        if (cache == PageCache::Bypass) {
            EXPECT_EQ((*writer)->calls().directBytes, (total + 4095) / 4096 * 4096);
        }
    }
    EXPECT_THAT(folder.entries(), IsEmpty());
}

TEST(ScratchWriter, makesOneCallAWriteWithoutABuffer) {
    const TempFolder folder;
    auto writer = ScratchWriter::create(folder.path(), {});
    ASSERT_TRUE(writer.ok());
    for (int i = 0; i < 10; ++i) ASSERT_TRUE((*writer)->write(asBytes("field")).ok());
    ASSERT_TRUE((*writer)->write({}).ok());
    ASSERT_TRUE((*writer)->finish().ok());
    EXPECT_EQ((*writer)->calls().writes, 10U);
}

TEST(ScratchWriter, patchesWhatIsBufferedAndWhatIsWritten) {
    const TempFolder folder;
    for (const std::size_t buffer : {std::size_t{0}, std::size_t{4}, std::size_t{4096}}) {
        auto writer = ScratchWriter::create(folder.path(), {buffer, PageCache::Use});
        ASSERT_TRUE(writer.ok());
        ASSERT_TRUE((*writer)->write(asBytes("abc")).ok());
        ASSERT_TRUE((*writer)->write(asBytes("def")).ok());
        ASSERT_TRUE((*writer)->patch(1, asBytes("XYZ")).ok());
        ASSERT_TRUE((*writer)->finish().ok());
        EXPECT_EQ(contentOf(**writer), toBytes(asBytes("aXYZef"))) << buffer;
    }
}

TEST(ScratchFile, hasNoNameAndSaysWhyItCannotBeMade) {
    const TempFolder folder;
    const auto file = ScratchFile::create(folder.path());
    ASSERT_TRUE(file.ok());
    EXPECT_THAT(folder.entries(), IsEmpty());
    const auto lost = ScratchFile::create(folder.file("missing"));
    ASSERT_FALSE(lost.ok());
    EXPECT_EQ(lost.error().code, ErrorCode::Io);
    EXPECT_EQ(lost.error().file, folder.file("missing"));
}

TEST(ScratchFile, hasNoNameWhereThereAreNoUnnamedFilesEither) {
    const TempFolder folder;
    const bool ran = tests::withoutUnnamedFiles([&] {
        const auto file = ScratchFile::create(folder.path());
        ASSERT_TRUE(file.ok()) << file.error().describe();
        EXPECT_THAT(folder.entries(), IsEmpty());
    });
    if (!ran) GTEST_SKIP() << "the system lets no thread do without unnamed files";
}

TEST(ScratchReader, readsInTheCallsItIsAskedFor) {
    const TempFolder folder;
    const Bytes all = tests::pattern(10'000);
    const std::string path = folder.write("in", asText(all));
    for (const PageCache cache : {PageCache::Use, PageCache::Bypass}) {
        if (cache == PageCache::Bypass && !directIoIn(folder.path()).possible) continue;
        auto reader = ScratchReader::open(path, cache);
        ASSERT_TRUE(reader.ok());
        EXPECT_EQ((*reader)->size(), all.size());
        auto block = AlignedBuffer::create(4096);
        ASSERT_TRUE(block.ok());
        Bytes back;
        for (;;) {
            const auto got = (*reader)->read({block->data(), block->size()});
            ASSERT_TRUE(got.ok()) << got.error().describe();
            if (*got == 0) break;
            back.insert(back.end(), block->data(), block->data() + *got);
        }
        EXPECT_EQ(back, all);
        EXPECT_EQ((*reader)->calls().reads, 3U);
        EXPECT_EQ((*reader)->calls().directBytes, cache == PageCache::Bypass ? all.size() : 0U);
    }
}

TEST(ScratchReader, noticesThatTheFileShrank) {
    const TempFolder folder;
    const std::string path = folder.write("in", "0123456789");
    auto reader = ScratchReader::open(path, PageCache::Use);
    ASSERT_TRUE(reader.ok());
    std::filesystem::resize_file(path, 4);
    Bytes room(10);
    EXPECT_EQ((*reader)->read(room).value(), 4U);
    const auto more = (*reader)->read(room);
    ASSERT_FALSE(more.ok());
    EXPECT_EQ(more.error().code, ErrorCode::Io);
    EXPECT_EQ(ScratchReader::open(folder.file("missing"), PageCache::Use).error().code, ErrorCode::Io);
}

TEST(DirectIo, isRefusedInWordsWhereFilesLieInMemory) {
    const TempFolder folder;
    const DirectIo here = directIoIn(folder.path());
    EXPECT_EQ(here.possible, here.note.empty());
    if (std::filesystem::is_directory("/dev/shm")) {
        const DirectIo memory = directIoIn("/dev/shm");
        EXPECT_FALSE(memory.possible);
        EXPECT_EQ(memory.note, "tmpfs has no page cache to bypass");
    }
    EXPECT_FALSE(directIoIn(folder.file("missing")).possible);
}

} // namespace
} // namespace spacebench::io
