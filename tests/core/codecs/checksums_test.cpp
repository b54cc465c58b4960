// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "codecs/crc32c.h"
#include "support/seeded_random.h"

namespace spacebench::codecs {
namespace {

using tests::pattern;

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
