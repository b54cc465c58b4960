// SPDX-License-Identifier: Apache-2.0
#include <blake2.h>
#include <gtest/gtest.h>

#include "codecs/blake2b.h"
#include "codecs/crc32c.h"
#include "support/shared_data.h"

namespace spacebench::codecs {
namespace {

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 1;
    for (Byte& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<Byte>(state >> 24);
    }
    return bytes;
}

TEST(Blake2b, GivesTheExampleOfRfc7693) {
    const Bytes expected = tests::fromHex(
        "BA 80 A5 3F 98 1C 4D 0D 6A 27 97 B6 9F 12 F6 E9 4C 21 2F 14 68 5A C4 B7 4B 12 BB 6F DB FF A2 D1"
        "7D 87 C5 39 2A AB 79 2D C2 52 D5 DE 45 33 CC 95 18 D3 8A A8 DB F1 92 5A B9 23 86 ED D4 00 99 23");
    const Digest512 digest = blake2b512(asBytes("abc"));
    EXPECT_EQ(Bytes(digest.begin(), digest.end()), expected);
}

TEST(Blake2b, GivesTheKnownDigestsOfNothing) {
    const Digest256 digest = blake2b256({});
    EXPECT_EQ(Bytes(digest.begin(), digest.end()),
              tests::fromHex("0E5751C026E543B2E8AB2EB06099DAA1D1E5DF47778F7787FAAB45CDF12FE3A8"));
}

TEST(Blake2b, AgreesWithLibb2AtEveryLengthAroundItsBlocks) {
    const Bytes bytes = pattern(1100);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        for (const std::size_t digestBytes : {std::size_t{32}, std::size_t{64}}) {
            Bytes expected(digestBytes);
            blake2b(expected.data(), bytes.data(), nullptr, digestBytes, size, 0);
            Blake2b hash(digestBytes);
            hash.update(ByteView(bytes).first(size));
            const auto digest = hash.finish();
            ASSERT_EQ(Bytes(digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(digestBytes)),
                      expected)
                << size << " bytes, digest of " << digestBytes;
        }
    }
}

TEST(Blake2b, DoesNotCareHowTheBytesArrive) {
    const Bytes bytes = pattern(4096);
    const Digest512 whole = blake2b512(bytes);
    for (const std::size_t step : {1U, 7U, 127U, 128U, 129U, 256U, 1000U}) {
        Blake2b hash(64);
        for (std::size_t at = 0; at < bytes.size(); at += step)
            hash.update(ByteView(bytes).subspan(at, std::min(step, bytes.size() - at)));
        EXPECT_EQ(hash.finish(), whole) << "steps of " << step;
    }
}

TEST(Crc32c, GivesTheVectorsOfRfc3720) {
    EXPECT_EQ(crc32c(Bytes(32, 0x00)), 0x8A9136AAU);
    EXPECT_EQ(crc32c(Bytes(32, 0xFF)), 0x62A8AB43U);
    EXPECT_EQ(crc32c(asBytes("123456789")), 0xE3069283U);
}

TEST(Crc32c, WithInstructionsIsTheSameAsWithout) {
    const Bytes bytes = pattern(257);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const ByteView view = ByteView(bytes).first(size);
        ASSERT_EQ(crc32c(view), crc32cPortable(view)) << size;
        ASSERT_EQ(crc32c(view.subspan(size / 3), crc32c(view.first(size / 3))), crc32c(view)) << size;
    }
}

} // namespace
} // namespace spacebench::codecs
