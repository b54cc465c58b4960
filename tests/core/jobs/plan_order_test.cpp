// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/plan_order.h"

#include <set>

#include <gmock/gmock.h>

namespace spacebench::jobs {
namespace {

using ::testing::ElementsAre;

std::vector<PlanOrder::Next> all(PlanOrder& order, std::uint64_t most) {
    std::vector<PlanOrder::Next> taken;
    while (const auto next = order.next(most, {})) taken.push_back(*next);
    return taken;
}

TEST(PlanOrder, givesEveryItemOnceARound) {
    PlanOrder order(5, 2, 7);
    const auto taken = all(order, 4);
    ASSERT_EQ(taken.size(), 7U * 4);
    std::set<std::vector<std::size_t>> orders;
    for (std::size_t round = 0; round < 4; ++round) {
        std::set<std::size_t> items;
        std::vector<std::size_t> inOrder;
        for (std::size_t i = round * 7; i < (round + 1) * 7; ++i) {
            EXPECT_EQ(taken[i].round, round);
            items.insert(taken[i].item);
            inOrder.push_back(taken[i].item);
        }
        EXPECT_EQ(items.size(), 7U);
        orders.insert(inOrder);
    }
    EXPECT_GT(orders.size(), 1U) << "each round has an order of its own";
}

TEST(PlanOrder, isTheSameForTheSameSeedAlone) {
    const auto items = [](std::uint64_t seed) {
        PlanOrder order(6, 0, seed);
        std::vector<std::size_t> list;
        for (const auto& next : all(order, 3)) list.push_back(next.item);
        return list;
    };
    EXPECT_EQ(items(1), items(1));
    EXPECT_NE(items(1), items(2));
}

TEST(PlanOrder, turnsEverySecondRoundOfTwoRowsAround) {
    std::set<std::size_t> begins;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        PlanOrder order(2, 0, seed);
        const auto taken = all(order, 4);
        ASSERT_EQ(taken.size(), 8U);
        for (const std::size_t block : {0U, 4U}) {
            EXPECT_EQ(taken[block].item, taken[block + 3].item);
            EXPECT_EQ(taken[block + 1].item, taken[block + 2].item);
            EXPECT_NE(taken[block].item, taken[block + 1].item);
            begins.insert(taken[block].item);
        }
    }
    EXPECT_EQ(begins.size(), 2U) << "ABBA and BAAB, at random";
}

TEST(PlanOrder, turnsTheControlAroundWithTheRows) {
    PlanOrder order(2, 2, 3);
    const auto taken = all(order, 2);
    ASSERT_EQ(taken.size(), 8U);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(taken[i].item, taken[7 - i].item);
}

TEST(PlanOrder, givesAnEndedItemNothingMoreAndGoesOn) {
    PlanOrder order(3, 0, 1);
    const auto first = order.next(5, {});
    order.end(first->item);
    const auto rest = all(order, 5);
    EXPECT_EQ(rest.size(), 2U * 5);
    for (const auto& next : rest) EXPECT_NE(next.item, first->item);
    EXPECT_EQ(order.taken(first->item), 1U);
}

TEST(PlanOrder, endsTheControlWithTheRows) {
    PlanOrder order(1, 2, 1);
    order.end(0);
    EXPECT_FALSE(order.next(10, {}).has_value());
}

TEST(PlanOrder, takesWhatIsWantedFirstAndCatchesUpAfterwards) {
    PlanOrder order(3, 0, 1);
    std::vector<std::size_t> items;
    for (int i = 0; i < 4; ++i) items.push_back(order.next(2, {2, 1})->item);
    EXPECT_THAT(items, ElementsAre(2, 1, 2, 1));
    const auto rest = all(order, 2);
    ASSERT_EQ(rest.size(), 2U);
    EXPECT_EQ(rest[0].item, 0U);
    EXPECT_EQ(rest[1].round, 1U);
}

} // namespace
} // namespace spacebench::jobs
