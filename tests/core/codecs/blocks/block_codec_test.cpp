// SPDX-License-Identifier: Apache-2.0
//
// What every codec of blocks.def has to do: listed = tested.
#include "codecs/blocks/block_codec.h"

#include <set>

#include <gmock/gmock.h>

#include "support/seeded_random.h"

namespace spacebench::codecs::blocks {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Sample {
    std::string name;
    Bytes bytes;
};

Bytes repeated(std::string_view piece, std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<Byte>(piece[i % piece.size()]);
    return bytes;
}

/// Framed paths of neighbouring names, as spaces have them.
Bytes manyFrames(std::size_t size) {
    Bytes bytes;
    tests::SeededRandom random(7);
    while (bytes.size() < size) {
        const std::string path = "\4\xC4"
                                 "edge" +
                                 std::to_string(bytes.size()) + "node" + std::to_string(random.below(1000));
        const Byte length[4] = {static_cast<Byte>(path.size()), 0, 0, 0};
        bytes.insert(bytes.end(), length, length + 4);
        bytes.insert(bytes.end(), path.begin(), path.end());
    }
    bytes.resize(size);
    return bytes;
}

const std::vector<Sample>& samples() {
    static const std::vector<Sample> kSamples = {
        {"empty", {}},
        {"one byte", {42}},
        {"100 random bytes", tests::pattern(100)},
        {"random", tests::pattern(70'000)},
        {"repetitive", repeated("space", 70'000)},
        {"zeros", Bytes(5000, 0)},
        {"frames", manyFrames(80'000)},
        {"1 MiB", manyFrames(std::size_t{1} << 20)},
    };
    return kSamples;
}

class BlockCodecTest : public ::testing::TestWithParam<const BlockCodec*> {
  protected:
    const BlockCodec& codec() const { return *GetParam(); }

    /// Compresses into a buffer of exactly bound() bytes, which sanitizers guard.
    static Bytes stored(BlockCompressor& compressor, ByteView raw) {
        Bytes out(compressor.bound(raw.size()));
        const auto made = compressor.compress(raw, out);
        EXPECT_TRUE(made.ok()) << made.error().describe();
        if (!made.ok()) return {};
        EXPECT_LE(*made, out.size());
        out.resize(*made);
        return out;
    }
    static void expectBack(BlockDecompressor& decompressor, const Bytes& stored, const Bytes& raw,
                           const std::string& what) {
        Bytes out(raw.size());
        const auto done = decompressor.decompress(stored, out);
        ASSERT_TRUE(done.ok()) << what << ": " << done.error().describe();
        EXPECT_TRUE(out == raw) << what;
    }
};

#define SKIP_IF_UNAVAILABLE()                                                                                \
    if (const std::string reason = codec().unavailable(); !reason.empty()) GTEST_SKIP() << reason

TEST_P(BlockCodecTest, saysWhatItIs) {
    EXPECT_FALSE(codec().id().empty());
    EXPECT_FALSE(codec().title().empty());
    EXPECT_FALSE(codec().backend().empty());
    static const std::set<std::string_view> kFamilies = {"none", "zlib", "lz4", "zstd", "snappy"};
    EXPECT_EQ(kFamilies.count(codec().family()), 1U) << codec().family();
    const std::vector<int> levels = codec().levels();
    ASSERT_FALSE(levels.empty());
    EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end()));
    EXPECT_TRUE(std::binary_search(levels.begin(), levels.end(), codec().standardLevel()));
    EXPECT_EQ(findBlockCodec(codec().id()), &codec());
}

TEST_P(BlockCodecTest, whereItIsUnavailableSaysWhyInsteadOfWorking) {
    BlockSettings settings;
    settings.level = codec().standardLevel();
    const auto compressor = codec().compressor(settings);
    const auto decompressor = codec().decompressor(settings);
    EXPECT_EQ(compressor.ok(), codec().unavailable().empty());
    EXPECT_EQ(decompressor.ok(), codec().unavailable().empty());
    if (compressor.ok() || decompressor.ok()) return;
    EXPECT_EQ(compressor.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(compressor.error().describe(), HasSubstr(codec().unavailable()));
    EXPECT_EQ(decompressor.error().code, ErrorCode::Unsupported);
}

TEST_P(BlockCodecTest, givesBackEverySampleAtEveryLevel) {
    SKIP_IF_UNAVAILABLE();
    for (const int level : codec().levels()) {
        BlockSettings settings;
        settings.level = level;
        const auto compressor = codec().compressor(settings);
        const auto decompressor = codec().decompressor(settings);
        ASSERT_TRUE(compressor.ok() && decompressor.ok()) << level;
        for (const Sample& sample : samples()) {
            // The slow levels take seconds for the largest sample; its block boundaries are the same for all.
            if (sample.bytes.size() > 500'000 && level != codec().standardLevel()) continue;
            const Bytes block = stored(**compressor, sample.bytes);
            expectBack(**decompressor, block, sample.bytes,
                       sample.name + " at level " + std::to_string(level));
        }
    }
}

TEST_P(BlockCodecTest, makesTheSameOfABlockWhateverCameBefore) {
    SKIP_IF_UNAVAILABLE();
    BlockSettings settings;
    settings.level = codec().standardLevel();
    const auto compressor = codec().compressor(settings);
    ASSERT_TRUE(compressor.ok());
    const Bytes raw = manyFrames(50'000);
    const Bytes first = stored(**compressor, raw);
    static_cast<void>(stored(**compressor, tests::pattern(3000)));
    static_cast<void>(stored(**compressor, {}));
    EXPECT_TRUE(stored(**compressor, raw) == first);
}

TEST_P(BlockCodecTest, refusesLevelsAndOptionsThatItDoesNotHave) {
    SKIP_IF_UNAVAILABLE();
    const Bytes dictionary(100, 1);
    std::vector<BlockSettings> wrong(5);
    for (BlockSettings& settings : wrong) settings.level = codec().standardLevel();
    wrong[0].level = codec().levels().front() - 1;
    wrong[1].level = codec().levels().back() + 1;
    wrong[2].workers = codec().can(TakesWorkers) ? 0 : 2;
    wrong[3].windowLog = codec().can(TakesLongWindow) ? 99 : 27;
    if (!codec().can(TakesDictionary)) wrong[4].dictionary = dictionary;
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        if (i == 2 && codec().can(TakesWorkers)) continue;
        if (i == 4 && codec().can(TakesDictionary)) continue;
        const auto compressor = codec().compressor(wrong[i]);
        ASSERT_FALSE(compressor.ok()) << "case " << i;
        EXPECT_EQ(compressor.error().code, ErrorCode::InvalidArgument) << "case " << i;
    }
}

TEST_P(BlockCodecTest, neverTakesACutOrLengthenedBlockForAWholeOne) {
    SKIP_IF_UNAVAILABLE();
    BlockSettings settings;
    settings.level = codec().standardLevel();
    const auto compressor = codec().compressor(settings);
    const auto decompressor = codec().decompressor(settings);
    ASSERT_TRUE(compressor.ok() && decompressor.ok());
    for (const Bytes& raw : {Bytes{}, Bytes{42}, manyFrames(3000), tests::pattern(3000)}) {
        const Bytes block = stored(**compressor, raw);
        for (std::size_t size = 0; size < block.size(); size += 1 + size / 16) {
            const Bytes cut(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
            Bytes out(raw.size());
            const auto done = (*decompressor)->decompress(cut, out);
            ASSERT_FALSE(done.ok()) << "cut to " << size << " of " << block.size();
            EXPECT_EQ(done.error().code, ErrorCode::Corrupt);
        }
        Bytes longer = block;
        longer.push_back(0);
        Bytes out(raw.size());
        EXPECT_FALSE((*decompressor)->decompress(longer, out).ok()) << raw.size();
        Bytes wrongSize(raw.size() + 1);
        EXPECT_FALSE((*decompressor)->decompress(block, wrongSize).ok());
        if (!raw.empty()) {
            wrongSize.resize(raw.size() - 1);
            EXPECT_FALSE((*decompressor)->decompress(block, wrongSize).ok());
        }
        expectBack(**decompressor, block, raw, "after the damaged ones");
    }
}

TEST_P(BlockCodecTest, survivesFlippedBitsAndSeesThemWhereItHasAChecksum) {
    SKIP_IF_UNAVAILABLE();
    BlockSettings settings;
    settings.level = codec().standardLevel();
    const auto compressor = codec().compressor(settings);
    const auto decompressor = codec().decompressor(settings);
    ASSERT_TRUE(compressor.ok() && decompressor.ok());
    const Bytes raw = manyFrames(4000);
    const Bytes block = stored(**compressor, raw);
    tests::SeededRandom random(11);
    for (int i = 0; i < 2000; ++i) {
        Bytes damaged = block;
        const std::uint64_t flips = 1 + random.below(4);
        for (std::uint64_t k = 0; k < flips; ++k)
            damaged[random.below(damaged.size())] ^= static_cast<Byte>(1U << random.below(8));
        Bytes out(raw.size());
        const auto done = (*decompressor)->decompress(damaged, out);
        if (!done.ok()) {
            EXPECT_EQ(done.error().code, ErrorCode::Corrupt) << done.error().describe();
        } else if (codec().can(HasChecksum)) {
            EXPECT_TRUE(out == raw) << "wrong content passed the checksum, case " << i;
        }
    }
    expectBack(**decompressor, block, raw, "after the damaged ones");
}

TEST_P(BlockCodecTest, endsABlockEarlyOnRequestOrNotAtAll) {
    SKIP_IF_UNAVAILABLE();
    std::stop_source stop;
    BlockSettings settings;
    settings.level = codec().standardLevel();
    settings.stop = stop.get_token();
    const auto compressor = codec().compressor(settings);
    ASSERT_TRUE(compressor.ok());
    const Bytes raw = manyFrames(std::size_t{1} << 20);
    const Bytes whole = stored(**compressor, raw);
    BlockSettings plain = settings;
    plain.stop = {};
    const auto other = codec().compressor(plain);
    ASSERT_TRUE(other.ok());
    EXPECT_TRUE(stored(**other, raw) == whole) << "being cancellable changes nothing";
    stop.request_stop();
    Bytes out((*compressor)->bound(raw.size()));
    const auto made = (*compressor)->compress(raw, out);
    if (made.ok()) {
        EXPECT_EQ(*made, whole.size());
    } else {
        EXPECT_EQ(made.error().code, ErrorCode::Cancelled);
    }
}

std::string testName(const ::testing::TestParamInfo<const BlockCodec*>& tested) {
    std::string name(tested.param->id());
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, BlockCodecTest,
                         ::testing::ValuesIn(allBlockCodecs().begin(), allBlockCodecs().end()), testName);

TEST(BlockCodecsTest, areListedUnderNamesOfTheirOwn) {
    std::set<std::string_view> ids;
    for (const BlockCodec* codec : allBlockCodecs())
        EXPECT_TRUE(ids.insert(codec->id()).second) << codec->id();
    EXPECT_THAT(ids, ::testing::IsSupersetOf({"none", "zlib", "libdeflate", "isal", "zlib-ng", "lz4", "lz4hc",
                                              "lz4frame", "zstd", "snappy"}));
    EXPECT_EQ(findBlockCodec("no such codec"), nullptr);
    const BlockCodec& next = *findBlockCodec("zlib-ng");
    if (!next.unavailable().empty()) {
        EXPECT_THAT(next.backend(), Not(HasSubstr("1.2"))) << "no other library in its place";
    }
}

TEST(BlockCodecsTest, decodeEachOthersBlocksWithinAFamily) {
    const Bytes raw = manyFrames(60'000);
    for (const BlockCodec* writer : allBlockCodecs()) {
        if (writer->family() != "zlib" || !writer->unavailable().empty()) continue;
        BlockSettings settings;
        settings.level = writer->standardLevel();
        const auto compressor = writer->compressor(settings);
        Bytes block((*compressor)->bound(raw.size()));
        block.resize((*compressor)->compress(raw, block).value());
        for (const BlockCodec* reader : allBlockCodecs()) {
            if (reader->family() != "zlib" || !reader->unavailable().empty()) continue;
            BlockSettings readerSettings;
            readerSettings.level = reader->standardLevel();
            const auto decompressor = reader->decompressor(readerSettings);
            Bytes out(raw.size());
            EXPECT_TRUE((*decompressor)->decompress(block, out).ok()) << writer->id() << " " << reader->id();
            EXPECT_TRUE(out == raw);
        }
    }
}

class ZstdOptionsTest : public ::testing::Test {
  protected:
    void expectRoundTrip(const BlockSettings& settings, const Bytes& raw) {
        const auto compressor = m_zstd.compressor(settings);
        const auto decompressor = m_zstd.decompressor(settings);
        ASSERT_TRUE(compressor.ok()) << compressor.error().describe();
        ASSERT_TRUE(decompressor.ok());
        Bytes block((*compressor)->bound(raw.size()));
        const auto made = (*compressor)->compress(raw, block);
        ASSERT_TRUE(made.ok()) << made.error().describe();
        m_stored = *made;
        block.resize(*made);
        Bytes out(raw.size());
        ASSERT_TRUE((*decompressor)->decompress(block, out).ok());
        EXPECT_TRUE(out == raw);
    }
    const BlockCodec& m_zstd = *findBlockCodec("zstd");
    std::size_t m_stored = 0;
};

TEST_F(ZstdOptionsTest, takesThreadsOfItsOwn) {
    if (!m_zstd.can(TakesWorkers)) GTEST_SKIP() << "zstd was built without threads";
    BlockSettings settings;
    settings.level = 1;
    settings.workers = 2;
    expectRoundTrip(settings, manyFrames(std::size_t{3} << 20));
}

TEST_F(ZstdOptionsTest, findsWhatLiesFarBackInALongWindow) {
    Bytes raw = tests::pattern(std::size_t{1} << 20);
    const Bytes once = raw;
    for (int i = 0; i < 2; ++i) raw.insert(raw.end(), once.begin(), once.end());
    BlockSettings settings;
    settings.level = -5; // its own window is half as large as the distance
    expectRoundTrip(settings, raw);
    const std::size_t without = m_stored;
    settings.windowLog = 27;
    expectRoundTrip(settings, raw);
    EXPECT_LT(m_stored, without / 2);
}

TEST_F(ZstdOptionsTest, compressesSmallBlocksBetterWithADictionary) {
    Bytes training;
    std::vector<std::size_t> sizes;
    for (int i = 0; i < 2000; ++i) {
        const std::string text = "(person first_" + std::to_string(i * 7919 % 1000) + "_last " +
                                 std::to_string(i % 90) + " (lives-in some-city some-country))";
        training.insert(training.end(), text.begin(), text.end());
        sizes.push_back(text.size());
    }
    const auto dictionary = trainDictionary(training, sizes, 2000);
    ASSERT_TRUE(dictionary.ok()) << dictionary.error().describe();
    EXPECT_LE(dictionary->size(), 2000U);
    const Bytes raw = toBytes(asBytes("(person first_123456_last 33 (lives-in some-city some-country))"));
    BlockSettings settings;
    settings.level = 3;
    expectRoundTrip(settings, raw);
    const std::size_t without = m_stored;
    settings.dictionary = *dictionary;
    expectRoundTrip(settings, raw);
    EXPECT_LT(m_stored, without / 2);
}

TEST_F(ZstdOptionsTest, saysWhyNoDictionaryCanBeMade) {
    const Bytes few(10, 1);
    const std::vector<std::size_t> sizes = {10};
    const auto dictionary = trainDictionary(few, sizes, 2000);
    ASSERT_FALSE(dictionary.ok());
    EXPECT_EQ(dictionary.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(dictionary.error().describe(), HasSubstr("1 samples"));
}

} // namespace
} // namespace spacebench::codecs::blocks
