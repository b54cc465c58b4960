// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b.h"

#include <blake2.h>
#include <gtest/gtest.h>

#include "support/seeded_random.h"
#include "support/shared_data.h"

namespace spacebench::codecs {
namespace {

using tests::pattern;

using blake2b::Implementation;

Bytes digestOf(ByteView bytes, std::size_t digestBytes, const Implementation& implementation) {
    Blake2b hash(digestBytes, implementation);
    hash.update(bytes);
    const auto digest = hash.finish();
    return {digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(digestBytes)};
}

/// Every test below is run with each implementation.
class Blake2bTest : public ::testing::TestWithParam<std::size_t> {
  protected:
    void SetUp() override {
        if (!implementation().usable)
            GTEST_SKIP() << "this processor lacks the instructions of " << implementation().id;
    }
    static const Implementation& implementation() { return blake2b::implementations()[GetParam()]; }
};

INSTANTIATE_TEST_SUITE_P(Implementations, Blake2bTest,
                         ::testing::Range(std::size_t{0}, blake2b::implementations().size()),
                         [](const auto& parameter) {
                             return std::string(blake2b::implementations()[parameter.param].id);
                         });

TEST_P(Blake2bTest, givesTheExampleOfRfc7693) {
    EXPECT_EQ(
        digestOf(asBytes("abc"), 64, implementation()),
        tests::fromHex("BA 80 A5 3F 98 1C 4D 0D 6A 27 97 B6 9F 12 F6 E9 4C 21 2F 14 68 5A C4 B7 4B 12 BB"
                       "6F DB FF A2 D1 7D 87 C5 39 2A AB 79 2D C2 52 D5 DE 45 33 CC 95 18 D3 8A A8 DB F1"
                       "92 5A B9 23 86 ED D4 00 99 23"));
}

TEST_P(Blake2bTest, givesTheKnownDigestsOfNothing) {
    EXPECT_EQ(digestOf({}, 32, implementation()),
              tests::fromHex("0E5751C026E543B2E8AB2EB06099DAA1D1E5DF47778F7787FAAB45CDF12FE3A8"));
}

// RFC 7693, appendix E: a hash over digests of four lengths for messages of six lengths.
TEST_P(Blake2bTest, passesTheSelfTestOfRfc7693) {
    const auto sequence = [](std::size_t length, std::uint32_t seed) {
        Bytes bytes(length);
        std::uint32_t a = 0xDEAD4BADU * seed;
        std::uint32_t b = 1;
        for (Byte& byte : bytes) {
            const std::uint32_t sum = a + b;
            a = b;
            b = sum;
            byte = static_cast<Byte>(sum >> 24);
        }
        return bytes;
    };
    Blake2b all(32, implementation());
    for (const std::size_t digestBytes : {20U, 32U, 48U, 64U}) {
        for (const std::size_t length : {0U, 3U, 128U, 129U, 255U, 1024U}) {
            const Bytes message = sequence(length, static_cast<std::uint32_t>(length));
            all.update(digestOf(message, digestBytes, implementation()));
            // The appendix hashes each message with a key as well: a key is a first block of its own, and
            // its length is a part of the parameters, which this class does not have. libb2 stands in.
            Bytes keyed(digestBytes);
            const Bytes key = sequence(digestBytes, static_cast<std::uint32_t>(digestBytes));
            ::blake2b(keyed.data(), message.data(), key.data(), digestBytes, length, digestBytes);
            all.update(keyed);
        }
    }
    const auto digest = all.finish();
    EXPECT_EQ(Bytes(digest.begin(), digest.begin() + 32),
              tests::fromHex("C23A7800D98123BD10F506C61E29DA5603D763B8BBAD2E737F5E765A7BCCD475"));
}

TEST_P(Blake2bTest, agreesWithTheReferenceAtEveryLengthAroundItsBlocks) {
    const Bytes bytes = pattern(1100);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        for (const std::size_t digestBytes : {std::size_t{32}, std::size_t{64}, size % 64 + 1}) {
            Bytes expected(digestBytes);
            ::blake2b(expected.data(), bytes.data(), nullptr, digestBytes, size, 0);
            ASSERT_EQ(digestOf(ByteView(bytes).first(size), digestBytes, implementation()), expected)
                << size << " bytes, digest of " << digestBytes;
        }
    }
}

TEST_P(Blake2bTest, agreesWithTheScalarKernelForEveryDigestLength) {
    const Bytes bytes = pattern(300);
    for (std::size_t digestBytes = 1; digestBytes <= 64; ++digestBytes)
        for (const std::size_t size : {0U, 1U, 127U, 128U, 129U, 256U, 300U})
            ASSERT_EQ(digestOf(ByteView(bytes).first(size), digestBytes, implementation()),
                      digestOf(ByteView(bytes).first(size), digestBytes, blake2b::implementations()[0]))
                << size << " bytes, digest of " << digestBytes;
}

TEST_P(Blake2bTest, doesNotCareHowTheBytesArriveOrWhereTheyLie) {
    const Bytes bytes = pattern(4096);
    const Bytes whole = digestOf(bytes, 64, implementation());
    for (const std::size_t step : {1U, 7U, 127U, 128U, 129U, 256U, 1000U}) {
        Blake2b hash(64, implementation());
        for (std::size_t at = 0; at < bytes.size(); at += step)
            hash.update(ByteView(bytes).subspan(at, std::min(step, bytes.size() - at)));
        const auto digest = hash.finish();
        EXPECT_EQ(Bytes(digest.begin(), digest.end()), whole) << "steps of " << step;
    }
    for (std::size_t offset = 1; offset < 64; offset += 7) {
        Bytes moved(bytes.size() + offset);
        std::copy(bytes.begin(), bytes.end(), moved.begin() + static_cast<std::ptrdiff_t>(offset));
        EXPECT_EQ(digestOf(ByteView(moved).subspan(offset), 64, implementation()), whole) << offset;
    }
}

TEST_P(Blake2bTest, leavesNothingOfTheChainBehindAShortDigest) {
    Blake2b hash(20, implementation());
    hash.update(pattern(500));
    const auto digest = hash.finish();
    EXPECT_TRUE(std::all_of(digest.begin() + 20, digest.end(), [](Byte byte) { return byte == 0; }));
}

TEST(Blake2bKernels, areTheScalarOneFromAnyState) {
    tests::SeededRandom random(7);
    for (int round = 0; round < 200; ++round) {
        blake2b::State state;
        for (std::uint64_t& word : state.chain) word = random.next();
        state.countLow = random.next() >> 1;
        state.countHigh = random.next();
        state.last = round % 3 == 0 ? ~std::uint64_t{0} : 0;
        const std::size_t blocks = 1 + random.below(5);
        Bytes bytes(blocks * blake2b::kBlockBytes);
        for (Byte& byte : bytes) byte = static_cast<Byte>(random.next());
        blake2b::State expected = state;
        blake2b::compressScalar(expected, bytes.data(), blocks);
        for (const Implementation& one : blake2b::implementations()) {
            if (one.kernel == nullptr || !one.usable) continue;
            blake2b::State mixed = state;
            one.kernel(mixed, bytes.data(), blocks);
            ASSERT_EQ(mixed.chain, expected.chain) << one.id;
            ASSERT_EQ(mixed.countLow, expected.countLow) << one.id;
            ASSERT_EQ(mixed.countHigh, expected.countHigh) << one.id;
        }
    }
}

TEST(Blake2bChoice, isOneOfTheUsableAndTheFastestOfItsMeasurement) {
    const Implementation& fastest = blake2b::current();
    ASSERT_TRUE(fastest.usable);
    for (const Implementation& one : blake2b::implementations()) {
        const auto speed = blake2b::bytesPerSecond(one);
        ASSERT_EQ(speed.has_value(), one.usable) << one.id;
        if (speed) {
            EXPECT_GT(*speed, 0) << one.id;
            EXPECT_LE(*speed, *blake2b::bytesPerSecond(fastest)) << one.id;
        }
    }
}

TEST(Blake2bChoice, canBeMadeByHandAndTakenBack) {
    const Implementation& fastest = blake2b::current();
    for (const Implementation& one : blake2b::implementations()) {
        EXPECT_EQ(blake2b::find(one.id), one.usable ? &one : nullptr);
        if (!one.usable) continue;
        blake2b::setDefault(&one);
        EXPECT_EQ(&blake2b::current(), &one);
        const Digest512 digest = blake2b512(asBytes("abc"));
        EXPECT_EQ(digest[0], 0xBA) << one.id;
    }
    blake2b::setDefault(nullptr);
    EXPECT_EQ(&blake2b::current(), &fastest);
    EXPECT_EQ(blake2b::find("md5"), nullptr);
}

} // namespace
} // namespace spacebench::codecs
