// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lab_form.h"

#include <QCheckBox>
#include <QSignalSpy>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "codecs/blocks/block_codec.h"

namespace spacebench::widgets {
namespace {

using testing::ElementsAre;

TEST(LabFormWords, levelsAreNumbersAndRanges) {
    EXPECT_THAT(*parseLevels(QStringLiteral("19, 3-5,1, -2")), ElementsAre(-2, 1, 3, 4, 5, 19));
    EXPECT_THAT(*parseLevels(QStringLiteral("-3--1")), ElementsAre(-3, -2, -1));
    for (const char* bad : {"", "a", "5-3", "1..3", "99999"})
        EXPECT_FALSE(parseLevels(QLatin1String(bad)).has_value()) << bad;
}

TEST(LabFormWords, chunkSizesHaveUnitsOf1024) {
    EXPECT_THAT(*parseChunkSizes(QStringLiteral("4K, 64 KiB,1M; whole")),
                ElementsAre(4096U, 65'536U, 1'048'576U, 0U));
    for (const char* bad : {"", "4", "1K", "64 X", "-4K"})
        EXPECT_FALSE(parseChunkSizes(QLatin1String(bad)).has_value()) << bad;
}

TEST(LabForm, asksForTheFullSweepUnlessTold) {
    const Theme theme;
    LabForm form{theme};
    const jobs::LabRequest standard;
    const jobs::LabRequest request = form.request(false);
    EXPECT_TRUE(request.codecs.empty()) << "all of them, later ones included";
    EXPECT_TRUE(request.levels.empty());
    EXPECT_EQ(request.stages, standard.stages);
    EXPECT_EQ(request.chunkBytes, standard.chunkBytes);
    EXPECT_EQ(request.threads, standard.threads);
    EXPECT_EQ(request.runs, standard.runs);
    EXPECT_EQ(request.budgetSeconds, standard.budgetSeconds);
    EXPECT_EQ(request.options, standard.options);
    EXPECT_EQ(request.endToEnd, standard.endToEnd);
    EXPECT_FALSE(request.estimate);
    EXPECT_TRUE(form.request(true).estimate);
    EXPECT_EQ(form.input().chosen().generatedAtoms, 100'000U) << "nothing is open";
    EXPECT_EQ(fromQt(form.problem()), "");
}

TEST(LabForm, offersEveryCodecAndSaysWhichIsNotHere) {
    const Theme theme;
    LabForm form{theme};
    for (const codecs::blocks::BlockCodec* codec : codecs::blocks::allBlockCodecs()) {
        const QString text = codec->unavailable().empty()
                                 ? toQt(codec->id())
                                 : QStringLiteral("%1 (not here)").arg(toQt(codec->id()));
        bool found = false;
        for (const QCheckBox* box : form.findChildren<QCheckBox*>())
            if (box->text() == text) {
                found = true;
                EXPECT_FALSE(box->toolTip().isEmpty());
            }
        EXPECT_TRUE(found) << codec->id();
    }
}

TEST(LabForm, whatIsChosenIsAskedFor) {
    const Theme theme;
    LabForm form{theme};
    const QSignalSpy changed(&form, &LabForm::changed);
    form.setAllCodecs(false);
    form.setCodec(QStringLiteral("zstd"), true);
    form.setCodec(QStringLiteral("lz4"), true);
    form.setLevels(QStringLiteral("1,3"));
    form.setStage(QStringLiteral("none"), false);
    form.setStage(QStringLiteral("columns+ranks"), true);
    form.setChunkSizes(QStringLiteral("4K,whole"));
    form.setThreads(QStringLiteral("1, 2"));
    form.setRuns(2);
    form.setBudgetSeconds(0);
    form.setOptions(false);
    form.setEndToEnd(false);
    form.input().chooseGenerated(10'000);
    const jobs::LabRequest request = form.request(false);
    EXPECT_THAT(request.codecs, testing::UnorderedElementsAre("zstd", "lz4"));
    EXPECT_THAT(request.levels, ElementsAre(1, 3));
    EXPECT_THAT(request.stages, ElementsAre("columns", "columns+ranks"));
    EXPECT_THAT(request.chunkBytes, ElementsAre(4096U, 0U));
    EXPECT_THAT(request.threads, ElementsAre(1U, 2U));
    EXPECT_EQ(request.runs, 2U);
    EXPECT_EQ(request.budgetSeconds, 0);
    EXPECT_FALSE(request.options);
    EXPECT_FALSE(request.endToEnd);
    EXPECT_EQ(form.input().chosen().generatedAtoms, 10'000U);
    EXPECT_GT(changed.count(), 5);
}

TEST(LabForm, saysWhatCannotBeRun) {
    const Theme theme;
    LabForm form{theme};
    form.setLevels(QStringLiteral("fast"));
    EXPECT_THAT(fromQt(form.problem()), testing::HasSubstr("Levels"));
    form.setLevels({});
    form.setChunkSizes(QStringLiteral("1"));
    EXPECT_THAT(fromQt(form.problem()), testing::HasSubstr("Chunk sizes"));
    form.setChunkSizes(QStringLiteral("whole"));
    form.setThreads(QStringLiteral("0"));
    EXPECT_THAT(fromQt(form.problem()), testing::HasSubstr("Threads"));
    form.setThreads(QStringLiteral("1"));
    form.setAllCodecs(false);
    EXPECT_THAT(fromQt(form.problem()), testing::HasSubstr("codec"));
}

} // namespace
} // namespace spacebench::widgets
