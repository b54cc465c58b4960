// SPDX-License-Identifier: Apache-2.0
//
// Random damage to small files: whatever comes, everything ends soon, without a crash, and a file that
// verifies without an error iterates without one.
#include <gtest/gtest.h>

#include "support/act_files.h"
#include "support/golden_space.h"
#include "support/seeded_random.h"

namespace spacebench::formats::act {
namespace {

using tests::SeededRandom;

void mutate(Bytes& file, SeededRandom& random) {
    for (std::uint64_t edits = 1 + random.below(3); edits != 0; --edits) {
        const std::size_t at = random.below(file.size());
        switch (random.below(6)) {
        case 0:
            file[at] = static_cast<Byte>(random.below(256));
            break;
        case 1:
            file[at] ^= static_cast<Byte>(1U << random.below(8));
            break;
        case 2:
            file.resize(at + 1);
            break;
        case 3:
            file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), static_cast<Byte>(random.below(256)));
            break;
        case 4:
            file[at] = static_cast<Byte>(247 + random.below(9));
            break;
        default:
            if (file.size() >= 16) storeU64(file.data() + 8, random.below(file.size() + 4));
            break;
        }
    }
}

void moveAbout(const space::Space& space, SeededRandom& random) {
    const auto cursor = space.cursor();
    for (int moves = 0; moves < 100; ++moves) {
        switch (random.below(4)) {
        case 0:
            if (!cursor->nextPath()) cursor->reset();
            break;
        case 1:
            cursor->ascend(random.below(cursor->path().size() + 1));
            break;
        default:
            cursor->descendToStop(static_cast<Byte>(cursor->children().next(0) & 0xFF));
            break;
        }
        static_cast<void>(cursor->subtreeCount(100));
    }
}

void useAll(const Bytes& file, SeededRandom& random) {
    constexpr int kMostPaths = 3000;
    WorkContext context;
    context.limits.pathBytes = 1 << 20;
    context.limits.contentBytes = 1 << 20;
    const auto source = io::fromMemory(file, "mutated.act");
    const auto findings = tests::actFormat().verify(source, {}, context);
    static_cast<void>(tests::actFormat().salvage(source, {}, context));
    const auto opened = tests::actFormat().open(source, {}, context);
    if (!opened.ok()) return;
    const space::Space& space = *opened.value().content.space;
    const auto reader = space.read();
    int paths = 0;
    bool ended = false;
    std::vector<Bytes> some;
    while (!ended && paths < kMostPaths) {
        ended = !reader->next();
        if (!ended && ++paths % 100 == 1) some.push_back(toBytes(reader->path()));
    }
    const auto totals = space.count(context);
    if (findings.ok() && !hasErrors(findings.value())) {
        EXPECT_EQ(reader->error(), nullptr);
        ASSERT_TRUE(totals.ok());
        if (ended) {
            EXPECT_EQ(totals.value().paths, static_cast<std::uint64_t>(paths));
        }
    }
    moveAbout(space, random);
    for (const Bytes& path : some) {
        const auto found = space.find(path);
        EXPECT_TRUE(found.ok() && found.value().has_value()) << "what the reader gives is there";
        static_cast<void>(opened.value().locator->fieldsOf(path));
    }
    for (int i = 0; i < 5; ++i) static_cast<void>(opened.value().locator->pathAt(random.below(file.size())));
}

TEST(ActMutation, neitherCrashesNorHangsOnDamagedFiles) {
    std::vector<Bytes> seeds;
    for (const auto& [name, oracle] : tests::trickySpaces()) {
        const Bytes file = tests::writeAct(tests::memorySpaceOf(oracle));
        if (file.size() < 2000) seeds.push_back(file);
    }
    for (const std::string& name : tests::goldenActNames()) {
        const Bytes file = tests::readFile(tests::sharedFile("golden/" + name + ".act"));
        if (file.size() < 700) seeds.push_back(file);
    }
    ASSERT_FALSE(seeds.empty());
    SeededRandom random(20240607);
    for (int round = 0; round < 10'000 && !testing::Test::HasFailure(); ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        Bytes file = seeds[random.below(seeds.size())];
        mutate(file, random);
        useAll(file, random);
    }
}

} // namespace
} // namespace spacebench::formats::act
