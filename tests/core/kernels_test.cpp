// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "plain/check_kernels.h"
#include "support/seeded_random.h"

namespace spacebench {
namespace {

class Kernels : public testing::TestWithParam<unsigned> {};

TEST_P(Kernels, agreeWithTheirPlainVersions) {
    const unsigned alphabet = GetParam();
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        tests::SeededRandom random(seed);
        // Some large ones: wide nodes need many paths.
        const Bytes data = random.bytes(seed % 10 == 0 ? 60'000 : 3'000, alphabet);
        ASSERT_EQ(plain::KernelCheck().run(data), "") << "seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(OverAlphabets, Kernels, testing::Values(2U, 3U, 17U, 256U));

TEST(Kernels, agreeOnText) {
    constexpr std::string_view kTokens[] = {"(",    ")",  " ",    "\n", "a", "$x", "$y", "\"s \\\" (\"",
                                            ";c\n", "bc", "\r\n", "(f "};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        tests::SeededRandom random(seed);
        std::string text;
        int open = 0;
        for (std::uint64_t i = random.below(60); i > 0; --i) {
            const std::string_view token = kTokens[random.below(std::size(kTokens))];
            if (token == ")" && open == 0) continue;
            open += token[0] == '(' ? 1 : token == ")" ? -1 : 0;
            text += token;
            if (token[0] == 'a' || token[0] == 'b' || token[0] == '$') text += ' ';
        }
        text.append(static_cast<std::size_t>(open), ')');
        ASSERT_EQ(plain::KernelCheck().run(asBytes(text)), "") << text;
    }
}

} // namespace
} // namespace spacebench
