// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <zlib.h>

#include "codecs/codec.h"
#include "codecs/crc32c.h"
#include "support/shared_data.h"

namespace spacebench::codecs {
namespace {

Bytes compressible(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 7;
    for (std::size_t i = 0; i < size; ++i) {
        state = state * 1664525U + 1013904223U;
        bytes[i] = (state >> 28) < 5 && i > 40 ? bytes[i - 40] : static_cast<Byte>('a' + (state >> 29));
    }
    return bytes;
}

Bytes noise(std::size_t size) {
    Bytes bytes(size);
    std::uint64_t state = 88172645463325252U;
    for (Byte& byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = static_cast<Byte>(state);
    }
    return bytes;
}

Bytes packed(const CodecChoice& choice, ByteView raw) {
    MemorySink sink;
    const auto done = compress(choice, raw, sink, {});
    EXPECT_TRUE(done.ok()) << done.error().describe();
    return toBytes(sink.view());
}

struct Unpacked {
    Bytes raw;
    std::uint64_t consumed = 0;
    std::optional<Error> error;
};

/// `step` is the size of the pieces that are asked for.
Unpacked unpacked(const Codec& codec, ByteView stored, std::size_t step = 1 << 16) {
    Unpacked result;
    auto decoder = codec.decoder(stored);
    if (!decoder.ok()) {
        result.error = decoder.error();
        return result;
    }
    Bytes room(step);
    for (;;) {
        auto count = (*decoder)->read(room);
        result.consumed = (*decoder)->consumed();
        if (!count.ok()) {
            result.error = count.error();
            return result;
        }
        if (*count == 0) return result;
        result.raw.insert(result.raw.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(*count));
    }
}

TEST(EveryCodec, GivesBackWhatItTook) {
    const std::vector<Bytes> samples = {
        {}, {42}, compressible(1000), compressible(300000), noise(200000), Bytes(70000, 0)};
    for (const Codec* codec : allCodecs()) {
        const LevelRange levels = codec->levels();
        for (const int level : {levels.least, levels.standard, levels.most}) {
            for (const Bytes& sample : samples) {
                const Bytes stored = packed({codec, level}, sample);
                const Unpacked result = unpacked(*codec, stored);
                ASSERT_FALSE(result.error) << codec->id() << ": " << result.error->describe();
                EXPECT_EQ(result.raw, sample) << codec->id() << ":" << level;
                EXPECT_EQ(result.consumed, stored.size()) << codec->id();
            }
        }
    }
}

TEST(EveryCodec, CanBeReadInPiecesOfAnySize) {
    const Bytes sample = compressible(150000);
    for (const Codec* codec : allCodecs()) {
        const Bytes stored = packed({codec, codec->levels().standard}, sample);
        for (const std::size_t step :
             {std::size_t{1}, std::size_t{17}, std::size_t{4096}, std::size_t{1} << 20}) {
            const Unpacked result = unpacked(*codec, stored, step);
            ASSERT_FALSE(result.error) << codec->id() << ": " << result.error->describe();
            ASSERT_TRUE(result.raw == sample) << codec->id() << " in steps of " << step;
        }
    }
}

TEST(EveryCodec, StopsExactlyAtTheEndOfItsStream) {
    const Bytes sample = compressible(5000);
    for (const Codec* codec : allCodecs()) {
        if (codec->id() == "none" || codec->id() == "snappy") continue; // their streams end with the input
        Bytes stored = packed({codec, codec->levels().standard}, sample);
        const std::size_t end = stored.size();
        for (const char c : std::string_view("trailing")) stored.push_back(static_cast<Byte>(c));
        const Unpacked result = unpacked(*codec, stored);
        EXPECT_FALSE(result.error) << codec->id();
        EXPECT_EQ(result.raw, sample) << codec->id();
        EXPECT_EQ(result.consumed, end) << codec->id();
    }
}

TEST(EveryCodec, ReportsAStreamThatWasCutAndHandsOutWhatCameBefore) {
    const Bytes sample = compressible(100000);
    for (const Codec* codec : allCodecs()) {
        if (codec->id() == "none") continue;
        const Bytes stored = packed({codec, codec->levels().standard}, sample);
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{5}, stored.size() / 2, stored.size() - 1}) {
            const Unpacked result = unpacked(*codec, ByteView(stored).first(size));
            ASSERT_TRUE(result.error) << codec->id() << " cut to " << size;
            EXPECT_EQ(result.error->code, ErrorCode::Corrupt);
            EXPECT_TRUE(result.error->byteOffset.has_value());
            EXPECT_TRUE(startsWith(sample, result.raw)) << codec->id();
            EXPECT_LE(result.consumed, size);
        }
    }
}

TEST(EveryCodec, ReportsAFlippedByteNearTheEnd) {
    const Bytes sample = compressible(100000);
    for (const Codec* codec : allCodecs()) {
        if (codec->id() == "none") continue;
        Bytes stored = packed({codec, codec->levels().standard}, sample);
        stored[stored.size() - 2] ^= 0x10;
        const Unpacked result = unpacked(*codec, stored);
        ASSERT_TRUE(result.error) << codec->id();
        EXPECT_EQ(result.error->code, ErrorCode::Corrupt) << codec->id();
    }
}

TEST(EveryCodec, SurvivesDamageAnywhere) {
    const Bytes sample = compressible(3000);
    std::uint64_t state = 99;
    for (const Codec* codec : allCodecs()) {
        const Bytes sound = packed({codec, codec->levels().standard}, sample);
        for (int round = 0; round < 3000; ++round) {
            Bytes stored = sound;
            for (int i = 0; i < 1 + round % 3; ++i) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                stored[(state >> 33) % stored.size()] ^= static_cast<Byte>(1U << (state >> 61));
            }
            ByteBuffer raw;
            std::uint64_t consumed = 0;
            static_cast<void>(decompress(*codec, stored, raw, consumed, {}));
            ASSERT_LE(consumed, stored.size());
        }
    }
}

TEST(Zlib, AgreesWithZlibOnRealFilesIncludingTheDamagedOnes) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"big_logic.metta.paths", "golden/e-empty.paths", "bad/trunc.paths",
                             "bad/flip.paths", "bad/adler.paths", "bad/trailing.paths"}) {
        const Bytes stored = tests::readFile(tests::sharedFile(name));
        Bytes expected(16 << 20);
        z_stream stream{};
        ASSERT_EQ(inflateInit(&stream), Z_OK);
        stream.next_in = const_cast<Byte*>(stored.data());
        stream.avail_in = static_cast<uInt>(stored.size());
        stream.next_out = expected.data();
        stream.avail_out = static_cast<uInt>(expected.size());
        const bool sound = inflate(&stream, Z_FINISH) == Z_STREAM_END;
        expected.resize(stream.total_out);
        const std::uint64_t end = stream.total_in;
        inflateEnd(&stream);

        const Unpacked result = unpacked(*findCodec("zlib"), stored);
        EXPECT_EQ(!result.error, sound) << name;
        if (sound) {
            EXPECT_EQ(result.consumed, end) << name;
            EXPECT_TRUE(result.raw == expected) << name;
        } else {
            // Both stop at the damage; how much of the last symbols is handed out may differ a little.
            const std::size_t common = std::min(result.raw.size(), expected.size());
            EXPECT_EQ(commonPrefix(result.raw, expected), common) << name;
            EXPECT_LT(expected.size() - common, 600U) << name;
        }
    }
}

TEST(Zlib, TellsAWrongAdlerWithBothSums) {
    Bytes stored = packed({findCodec("zlib"), 7}, asBytes("hello"));
    stored.back() ^= 0xFF;
    const Unpacked result = unpacked(*findCodec("zlib"), stored);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(asText(result.raw), "hello");
    EXPECT_EQ(result.error->byteOffset, stored.size() - 4);
    EXPECT_NE(result.error->expected.find("062C0215"), std::string::npos) << result.error->expected;
    EXPECT_NE(result.error->found.find("062C02EA"), std::string::npos) << result.error->found;
}

TEST(Zlib, RefusesGzipAndPresetDictionaries) {
    const Unpacked gzip = unpacked(*findCodec("zlib"), tests::fromHex("1F 8B 08 00 00"));
    ASSERT_TRUE(gzip.error);
    EXPECT_EQ(gzip.error->found, "1F 8B");
    const Unpacked dictionary = unpacked(*findCodec("zlib"), tests::fromHex("78 20 00 00 00 01"));
    EXPECT_TRUE(dictionary.error);
}

TEST(Inflation, StopsBombsAtTheStatedRatio) {
    const Bytes zeros(std::size_t{4} << 20, 0);
    for (const char* id : {"zlib", "zstd", "lz4"}) {
        const Bytes stored = packed({findCodec(id), findCodec(id)->levels().standard}, zeros);
        WorkContext context;
        context.limits.inflateFloorBytes = 1 << 20;
        context.limits.inflateRatio = 100;
        ByteBuffer raw;
        std::uint64_t consumed = 0;
        const auto result = decompress(*findCodec(id), stored, raw, consumed, context);
        ASSERT_FALSE(result.ok()) << id;
        EXPECT_EQ(result.error().code, ErrorCode::LimitExceeded);
        EXPECT_LT(raw.size(), std::size_t{2} << 20) << "stops soon after the limit";
    }
}

TEST(Inflation, ObeysCancelAndTheMemoryLimit) {
    const Bytes stored = packed({findCodec("zlib"), 1}, compressible(3 << 20));
    ByteBuffer raw;
    std::uint64_t consumed = 0;
    WorkContext context;
    context.limits.contentBytes = 1 << 20;
    auto limited = decompress(*findCodec("zlib"), stored, raw, consumed, context);
    ASSERT_FALSE(limited.ok());
    EXPECT_EQ(limited.error().code, ErrorCode::LimitExceeded);

    std::stop_source source;
    source.request_stop();
    context.stop = source.get_token();
    auto cancelled = decompress(*findCodec("zlib"), stored, raw, consumed, context);
    ASSERT_FALSE(cancelled.ok());
    EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
}

TEST(ParseCodec, TakesNamesWithAndWithoutALevel) {
    const auto zstd = parseCodec("zstd");
    ASSERT_TRUE(zstd.ok());
    EXPECT_EQ(zstd->codec->id(), "zstd");
    EXPECT_EQ(zstd->level, 3);
    const auto fast = parseCodec("zstd:-5");
    ASSERT_TRUE(fast.ok());
    EXPECT_EQ(fast->level, -5);
}

TEST(ParseCodec, RefusesWhatIsNotThereAndSaysWhatIs) {
    for (const char* text :
         {"", "brotli", "zlib:", "zlib:0", "zlib:10", "zlib:7x", "none:1", "snappy:3", "zlib:99999999999"}) {
        const auto choice = parseCodec(text);
        ASSERT_FALSE(choice.ok()) << text;
        EXPECT_EQ(choice.error().code, ErrorCode::InvalidArgument) << text;
        EXPECT_FALSE(choice.error().expected.empty()) << text;
    }
}

TEST(WireIds, AreThoseOfTheFileFormats) {
    const char* const names[] = {"none", "zlib", "lz4", "zstd", "snappy"};
    for (unsigned id = 0; id < 5; ++id) {
        ASSERT_NE(findCodecByWireId(id), nullptr);
        EXPECT_EQ(findCodecByWireId(id)->id(), names[id]);
    }
    EXPECT_EQ(findCodecByWireId(5), nullptr);
}

class SnappyFrames : public testing::Test {
  protected:
    static Bytes chunk(Byte type, const Bytes& data) {
        Bytes bytes = {type, static_cast<Byte>(data.size()), static_cast<Byte>(data.size() >> 8),
                       static_cast<Byte>(data.size() >> 16)};
        bytes.insert(bytes.end(), data.begin(), data.end());
        return bytes;
    }
    static Bytes plain(std::string_view text) {
        Bytes data(4);
        storeU32(data.data(), maskedCrc32c(asBytes(text)));
        data.insert(data.end(), text.begin(), text.end());
        return chunk(0x01, data);
    }
    static Unpacked read(std::initializer_list<Bytes> chunks) {
        Bytes stored = chunk(0xFF, toBytes(asBytes("sNaPpY")));
        for (const Bytes& part : chunks) stored.insert(stored.end(), part.begin(), part.end());
        return unpacked(*findCodec("snappy"), stored);
    }
};

TEST_F(SnappyFrames, PaddingSkippableChunksAndRepeatedIdentifiersAreSkipped) {
    const Unpacked result = read({plain("one "), chunk(0xFE, Bytes(9, 0)), chunk(0x80, {1, 2}),
                                  chunk(0xFF, toBytes(asBytes("sNaPpY"))), chunk(0xFD, {}), plain("two")});
    ASSERT_FALSE(result.error) << result.error->describe();
    EXPECT_EQ(asText(result.raw), "one two");
}

TEST_F(SnappyFrames, ReservedUnskippableChunksAreErrorsAfterWhatCameBefore) {
    for (const Byte type : {Byte{0x02}, Byte{0x7F}}) {
        const Unpacked result = read({plain("one"), chunk(type, {1})});
        ASSERT_TRUE(result.error);
        EXPECT_EQ(asText(result.raw), "one");
        EXPECT_EQ(result.error->byteOffset, 10U + 4 + 4 + 3);
    }
}

TEST_F(SnappyFrames, WrongChecksumsLargeChunksAndMissingIdentifiersAreErrors) {
    Bytes wrong = plain("text");
    wrong[5] ^= 1;
    EXPECT_TRUE(read({wrong}).error);
    EXPECT_TRUE(read({plain(std::string(65537, 'x'))}).error);
    EXPECT_FALSE(read({plain(std::string(65536, 'x'))}).error);
    EXPECT_TRUE(read({chunk(0x00, {1, 2, 3})}).error);
    EXPECT_TRUE(unpacked(*findCodec("snappy"), plain("text")).error);
}

TEST_F(SnappyFrames, WriterKeepsChunksSmallAndStoresNoiseAsItIs) {
    const Bytes stored = packed({findCodec("snappy"), 0}, noise(70000));
    EXPECT_EQ(stored[10], 0x01) << "noise is not worth compressing";
    EXPECT_EQ(loadU32(stored.data() + 10) >> 8, 65536U + 4);
    EXPECT_EQ(packed({findCodec("snappy"), 0}, compressible(1000))[10], 0x00);
}

} // namespace
} // namespace spacebench::codecs
