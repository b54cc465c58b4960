// SPDX-License-Identifier: Apache-2.0
#include "results/floors.h"

#include <gmock/gmock.h>

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;

/// 1,000 atoms of 50 bytes; every part measured.
FloorQuestion question(Operation operation, std::string_view format, std::string_view codec) {
    FloorQuestion asked;
    asked.operation = operation;
    asked.formatId = format;
    asked.codec = codec;
    asked.atoms = 1000;
    asked.rawBytes = 50'000;
    asked.parts = {1e6, 7e6, 30e6, 5e6, 4e3};
    return asked;
}

TEST(Floors, areTheLongestPartThatAnOperationCannotDoWithout) {
    struct Line {
        Operation operation;
        const char* format;
        const char* codec;
        double ns;
        const char* basis;
    };
    const Line lines[] = {
        {Operation::Serialize, "paths", "zlib", 30e6, "deflate"},
        {Operation::Deserialize, "paths", "zlib:9", 5e6, "inflate"},
        {Operation::Serialize, "mtts", "none", 7e6, "BLAKE2b"},
        {Operation::Deserialize, "mtts", "none", 7e6, "BLAKE2b"},
        {Operation::Serialize, "pathmap1", "zstd", 30e6, "zstd compression"},
        {Operation::Deserialize, "pathmap1", "zstd", 7e6, "BLAKE2b"},
        {Operation::Load, "act", "none", 4e3, "open and map"},
    };
    for (const Line& line : lines) {
        const auto floor = floorOf(question(line.operation, line.format, line.codec));
        ASSERT_TRUE(floor.has_value()) << line.format;
        EXPECT_EQ(floor->ns, line.ns) << line.format;
        EXPECT_EQ(floor->basis, line.basis) << line.format;
        EXPECT_THAT(floor->detail, HasSubstr("in this run"));
    }
}

TEST(Floors, nameEveryPartWithItsTime) {
    const auto floor = floorOf(question(Operation::Serialize, "pathmap1", "zstd"));
    EXPECT_EQ(floor->detail, "the longest of: memcpy 1 ms, zstd compression 30 ms, BLAKE2b 7 ms; each "
                             "measured alone in this run, on the same bytes");
}

TEST(Floors, ofTheReferenceMachineAreScaledByMemcpyAndSaySo) {
    const auto floor = floorOf(question(Operation::Serialize, "act", "none"));
    ASSERT_TRUE(floor.has_value());
    EXPECT_NEAR(floor->ns, 1e6 * 55 / 2.75, 1);
    EXPECT_EQ(floor->basis, "reference machine");
    EXPECT_THAT(floor->detail, HasSubstr("not measured here"));
    FloorQuestion deep = question(Operation::Serialize, "act", "none");
    deep.rawBytes = 5'000'000;
    EXPECT_FALSE(floorOf(deep).has_value()) << "paths of 5,000 bytes are no generated atoms";
}

TEST(Floors, areNotInventedWhereAPartIsMissing) {
    EXPECT_FALSE(floorOf(question(Operation::Serialize, "metta", "none")).has_value());
    FloorQuestion asked = question(Operation::Serialize, "paths", "zlib");
    asked.parts.encodeNs.reset();
    EXPECT_FALSE(floorOf(asked).has_value()) << "copying alone is no floor of a compressed format";
    asked = question(Operation::Load, "act", "none");
    asked.parts.mapNs.reset();
    EXPECT_FALSE(floorOf(asked).has_value());
    asked = question(Operation::Serialize, "act", "none");
    asked.parts.copyNs = 0;
    EXPECT_FALSE(floorOf(asked).has_value());
}

TEST(Floors, lieNeverAboveARowsFastestSample) {
    const auto floor = floorOf(question(Operation::Deserialize, "paths", "zlib"));
    EXPECT_EQ(notAbove(*floor, 6e6).ns, 5e6);
    EXPECT_EQ(notAbove(*floor, 6e6).detail, floor->detail);
    EXPECT_EQ(notAbove(*floor, 4.5e6).ns, 4.5e6);
    EXPECT_EQ(notAbove(*floor, 4.5e6).basis, "inflate");
    EXPECT_THAT(notAbove(*floor, 4.5e6).detail, HasSubstr("faster once, at 4.5 ms"));
}

TEST(Floors, areShownBesideTheDistance) {
    const auto floor = floorOf(question(Operation::Deserialize, "paths", "zlib"));
    EXPECT_EQ(distanceText(6.2e6, 1e6, floor), "6.2x memcpy, floor 5x (inflate)");
    EXPECT_EQ(distanceText(6.2e6, 1e6, std::nullopt), "6.2x memcpy, no floor known");
    EXPECT_EQ(distanceText(6.2e6, 0, floor), "");
    EXPECT_EQ(multipleText(0.012345), "0.012x");
    EXPECT_EQ(multipleText(123.4), "123x");
}

} // namespace
} // namespace spacebench::results
