// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gtest/gtest.h>

#include "space/expression.h"
#include "space/generator.h"

namespace spacebench::space {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hashOf(ByteView bytes) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const Byte byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
    return hash;
}

PathSet made(Shape shape, std::uint64_t atoms, std::uint64_t seed = 1) {
    auto set = generate({.atoms = atoms, .seed = seed, .shape = shape}, {});
    EXPECT_TRUE(set.ok()) << set.error().describe();
    return set.ok() ? std::move(set).value() : PathSet{};
}

constexpr Shape kShapes[] = {Shape::Atoms, Shape::Random, Shape::Deep, Shape::Dense, Shape::Wide};

class GeneratedShape : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(All, GeneratedShape, testing::ValuesIn(kShapes),
                         [](const auto& shape) { return std::string(shapeName(shape.param)); });

TEST_P(GeneratedShape, hasExactlyAsManyUniqueSortedPathsAsAskedFor) {
    for (const std::uint64_t atoms : {0U, 1U, 2U, 3U, 17U, 255U, 256U, 257U, 3000U}) {
        const PathSet set = made(GetParam(), atoms);
        ASSERT_EQ(set.size(), atoms);
        for (std::uint64_t i = 1; i < set.size(); ++i)
            ASSERT_LT(compareBytes(set.path(i - 1), set.path(i)), 0);
        EXPECT_FALSE(set.hasValues());
    }
}

TEST_P(GeneratedShape, isTheSameForTheSameSeedAndAnotherForAnother) {
    const PathSet one = made(GetParam(), 500, 1);
    EXPECT_TRUE(equalBytes(one.framed(), made(GetParam(), 500, 1).framed()));
    EXPECT_FALSE(equalBytes(one.framed(), made(GetParam(), 500, 2).framed()));
}

TEST_P(GeneratedShape, isFoundByItsName) {
    EXPECT_EQ(shapeNamed(shapeName(GetParam())), GetParam());
    EXPECT_EQ(shapeNamed("no such shape"), std::nullopt);
}

TEST_P(GeneratedShape, stopsWhenCancelledAndWhereMemoryIsLimited) {
    std::stop_source stop;
    stop.request_stop();
    WorkContext cancelled;
    cancelled.stop = stop.get_token();
    const GeneratorOptions options{.atoms = 10'000, .seed = 1, .shape = GetParam()};
    EXPECT_EQ(generate(options, cancelled).error().code, ErrorCode::Cancelled);
    WorkContext limited;
    limited.limits.contentBytes = 50'000;
    EXPECT_EQ(generate(options, limited).error().code, ErrorCode::LimitExceeded);
}

// The same on every machine and compiler: figures, and files that people keep, refer to these.
TEST(GeneratedContent, isWhatItAlwaysWas) {
    EXPECT_EQ(hashOf(made(Shape::Atoms, 1000).framed()), 0x4DE0E8AC2CE7D9A8U);
    EXPECT_EQ(hashOf(made(Shape::Random, 1000).framed()), 0xD950DB839C9766C6U);
    EXPECT_EQ(hashOf(made(Shape::Deep, 1000).framed()), 0xAFF07DD93813F995U);
    EXPECT_EQ(hashOf(made(Shape::Dense, 1000).framed()), 0x030BC106C79971B9U);
    EXPECT_EQ(hashOf(made(Shape::Wide, 1000).framed()), 0x5B61245B6CA7D81DU);
}

TEST(GeneratedAtoms, areTheStatedMixtureOfExpressions) {
    const PathSet set = made(Shape::Atoms, 20'000);
    std::map<std::string, int> heads;
    for (std::uint64_t i = 0; i < set.size(); ++i) {
        std::string text;
        ASSERT_EQ(printAtom(set.path(i), text), std::nullopt) << text;
        ++heads[text.substr(0, text.find(' '))];
    }
    // Duplicates are replaced by other kinds: a per mille or so.
    EXPECT_NEAR(heads["(edge"], 6000, 40);
    EXPECT_NEAR(heads["(person"], 5000, 40);
    EXPECT_NEAR(heads["(rule"], 4000, 40);
    EXPECT_NEAR(heads["(:"], 3000, 40);
    EXPECT_NEAR(heads["(isa"], 2000, 40);
    EXPECT_EQ(heads.size(), 5U);
}

TEST(GeneratedAtoms, useTheVariablesOfRulesAsMorkNumbersThem) {
    const PathSet set = made(Shape::Atoms, 100);
    int rules = 0;
    for (std::uint64_t i = 0; i < set.size(); ++i) {
        std::string text;
        printAtom(set.path(i), text);
        if (!text.starts_with("(rule")) continue;
        ++rules;
        EXPECT_NE(text.find(" $a node"), std::string::npos) << text;
        EXPECT_TRUE(text.ends_with(" $a $b))")) << text;
    }
    EXPECT_EQ(rules, 20);
}

TEST(GeneratedAtoms, takeAboutFiftyBytesEach) {
    const PathSet set = made(Shape::Atoms, 200'000);
    EXPECT_GE(set.framed().size(), 48U * set.size());
    EXPECT_LE(set.framed().size(), 55U * set.size());
}

TEST(GeneratedDeep, pathsAreAboutTwoKilobytesAndShareMostOfThem) {
    const PathSet set = made(Shape::Deep, 1000);
    std::uint64_t shared = 0;
    for (std::uint64_t i = 0; i < set.size(); ++i) {
        EXPECT_EQ(faultOf(set.path(i)), std::nullopt);
        if (i != 0) shared += commonPrefix(set.path(i - 1), set.path(i));
    }
    EXPECT_NEAR(static_cast<double>(set.pathBytes()) / 1000, 2000, 200);
    EXPECT_GT(shared, set.pathBytes() * 6 / 10);
}

TEST(GeneratedDense, runsOutAtTheLastNumberOfFourBytes) {
    const auto set = generate({.atoms = (std::uint64_t{1} << 32) + 1, .seed = 1, .shape = Shape::Dense}, {});
    ASSERT_FALSE(set.ok());
    EXPECT_EQ(set.error().code, ErrorCode::LimitExceeded);
}

TEST(GeneratedWide, hasA256WayForkAtEverySecondLevel) {
    const PathSet set = made(Shape::Wide, 65536);
    std::set<Byte> first;
    std::set<Byte> second;
    std::set<Byte> between;
    for (std::uint64_t i = 0; i < set.size(); ++i) {
        ASSERT_EQ(faultOf(set.path(i)), std::nullopt);
        first.insert(set.path(i)[1]);
        between.insert(set.path(i)[2]);
        second.insert(set.path(i)[3]);
    }
    EXPECT_EQ(first.size(), 256U);
    EXPECT_EQ(between.size(), 1U);
    EXPECT_EQ(second.size(), 256U);
}

} // namespace
} // namespace spacebench::space
