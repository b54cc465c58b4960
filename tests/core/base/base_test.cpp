// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/byte_buffer.h"
#include "base/byte_cursor.h"
#include "base/parse_size.h"
#include "base/units.h"
#include "base/varint.h"

namespace spacebench {
namespace {

TEST(Varint, takesTheFewestBytesAndReadsBackAtEveryBoundary) {
    for (unsigned bits = 0; bits < 64; ++bits) {
        for (const std::uint64_t delta : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
            const std::uint64_t value = (std::uint64_t{1} << bits) + delta;
            Byte bytes[9] = {};
            const std::size_t size = storeVarint(bytes, value);
            EXPECT_EQ(size, varintSize(value)) << value;
            const Varint wide = loadVarint({bytes, 9});
            const Varint tight = loadVarint({bytes, size});
            EXPECT_EQ(wide.value, value);
            EXPECT_EQ(tight.value, value);
            EXPECT_EQ(tight.size, size);
            EXPECT_EQ(loadVarint({bytes, size - 1}).size, 0U) << "ends inside";
        }
    }
    EXPECT_EQ(varintSize(247), 1U);
    EXPECT_EQ(varintSize(248), 2U);
    EXPECT_EQ(varintSize(255), 2U);
    EXPECT_EQ(varintSize(256), 3U);
    EXPECT_EQ(varintSize(~std::uint64_t{0}), 9U);
}

TEST(ByteCursor, namesOffsetWantedAndFoundWhenTheBytesEnd) {
    const Bytes bytes = {1, 2, 3};
    ByteCursor cursor(bytes, 100);
    ASSERT_EQ(*cursor.u16("version"), 0x0201);
    const auto number = cursor.u32("path length");
    ASSERT_FALSE(number.ok());
    EXPECT_EQ(number.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(number.error().byteOffset, 102U);
    EXPECT_EQ(number.error().describe(),
              "the data end inside path length, at offset 102 (0x66); expected 4 bytes, "
              "found 1 bytes up to the end");
}

TEST(Units, showAtMostFourDigitsAndGroupThousands) {
    EXPECT_EQ(groupedNumber(1234567), "1,234,567");
    EXPECT_EQ(sizeText(803836), "785 KiB");
    EXPECT_EQ(sizeText(812), "812 B");
    EXPECT_EQ(durationText(1234567), "1.235 ms");
    EXPECT_EQ(significant(0.00123456), "0.001235");
}

TEST(Units, readSizesInPowersOfTenAndOfTwo) {
    EXPECT_EQ(parseSize("1000000"), 1'000'000U);
    EXPECT_EQ(parseSize("256M"), 256'000'000U);
    EXPECT_EQ(parseSize("2GiB"), std::uint64_t{2} << 30);
    EXPECT_EQ(parseSize("3kB"), 3000U);
    EXPECT_EQ(parseSize("7b"), 7U);
    EXPECT_EQ(parseSize("18446744073709551615"), UINT64_MAX);
    for (const char* wrong : {"", "M", "-1", "1.5G", "12X", "5Mi!", "18446744073709551616", "20000000000G",
                              "1i", "1iB", " 1", "1 M"})
        EXPECT_EQ(parseSize(wrong), std::nullopt) << wrong;
}

TEST(ByteBuffer, keepsItsContentWhenItGrowsIntoHugePages) {
    ByteBuffer buffer;
    Bytes expected;
    for (std::uint64_t i = 0; expected.size() < (std::size_t{20} << 20); ++i) {
        Bytes chunk(static_cast<std::size_t>(1 + i * 7919 % 100'000), static_cast<Byte>(i * 31));
        ASSERT_TRUE(buffer.append(chunk));
        expected.insert(expected.end(), chunk.begin(), chunk.end());
    }
    EXPECT_TRUE(equalBytes(buffer.view(), expected));
    buffer.truncate(10);
    buffer.shrinkToFit();
    EXPECT_TRUE(equalBytes(buffer.view(), ByteView(expected).first(10)));
    EXPECT_EQ(buffer.extend(SIZE_MAX - 4), nullptr) << "an absurd size is refused, not wrapped around";
}

} // namespace
} // namespace spacebench
