// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lab_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../lab_sample.h"
#include "bridge/to_qt.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;
using testing::Not;

class LabTableModelTest : public testing::Test {
  protected:
    LabTableModelTest() { m_model.setRun(sharedSample()); }

    std::string cell(int row, int column, int role = Qt::DisplayRole) const {
        return fromQt(m_model.index(row, column).data(role).toString());
    }

    Theme m_theme;
    LabTableModel m_model{m_theme};
    QAbstractItemModelTester m_tester{&m_model};
};

TEST_F(LabTableModelTest, whatWasNotMeasuredSaysWhyAndShowsNoZero) {
    EXPECT_EQ(cell(7, LabTableModel::State), "not measurable here: zlib-ng is not part of this build");
    EXPECT_EQ(cell(8, LabTableModel::State), "insufficient: the budget ended before");
    for (const int row : {7, 8})
        for (int column = LabTableModel::Ratio; column <= LabTableModel::DecompressCpu; ++column)
            EXPECT_EQ(cell(row, column), "\u2013") << row << ", " << column;
    EXPECT_THAT(cell(7, LabTableModel::Ratio, Qt::ToolTipRole), HasSubstr("zlib-ng"))
        << "the reason is at hand";
}

TEST_F(LabTableModelTest, figuresAreShortAndTheirToolTipsExact) {
    EXPECT_EQ(cell(4, LabTableModel::Name), "zstd 19");
    EXPECT_EQ(cell(4, LabTableModel::State), "verified");
    EXPECT_EQ(cell(4, LabTableModel::Ratio), "5");
    EXPECT_EQ(cell(4, LabTableModel::Ratio, Qt::ToolTipRole), "1,000,000 B raw (framed) : 200,000 B stored");
    EXPECT_EQ(cell(3, LabTableModel::CompressSpeed), "125");
    EXPECT_THAT(cell(3, LabTableModel::CompressSpeed, Qt::ToolTipRole),
                HasSubstr("median 8000000 ns of 3 runs"));
    EXPECT_EQ(cell(0, LabTableModel::CompressSpeed), "\u2013") << "nobody saw the file being compressed";
}

TEST_F(LabTableModelTest, numbersStandRightAndHeadersCarryTheUnit) {
    EXPECT_EQ(m_model.index(0, LabTableModel::Ratio).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight,
              Qt::AlignRight);
    EXPECT_EQ(m_model.headerData(LabTableModel::CompressSpeed, Qt::Horizontal, Qt::DisplayRole).toString(),
              QStringLiteral("Compress MB/s"));
    for (int column = 0; column < LabTableModel::ColumnCount; ++column)
        EXPECT_FALSE(m_model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty())
            << column;
}

TEST_F(LabTableModelTest, estimatesSayThatTheyAre) {
    results::LabRun run = labSample();
    run.rows[3].estimate = true;
    run.rows[3].storedInterval = results::Interval{280'000, 270'000, 295'000};
    m_model.setRun(std::make_shared<const results::LabRun>(run));
    EXPECT_EQ(cell(3, LabTableModel::State), "estimate, verified");
    EXPECT_THAT(cell(3, LabTableModel::Ratio), testing::StartsWith("~"));
    EXPECT_THAT(cell(3, LabTableModel::Stored, Qt::ToolTipRole), HasSubstr("270000 B to 295000 B"));
}

TEST_F(LabTableModelTest, rejectedRowsShowNoFigure) {
    results::LabRun run = labSample();
    run.rows[3].state = results::MeasureState::Rejected;
    run.rows[3].reason = "byte 17: expected 3F, found 00";
    m_model.setRun(std::make_shared<const results::LabRun>(run));
    EXPECT_EQ(cell(3, LabTableModel::State), "rejected: byte 17: expected 3F, found 00");
    EXPECT_EQ(cell(3, LabTableModel::CompressSpeed), "\u2013");
    EXPECT_THAT(fromQt(labRowText(run.rows[3])), Not(HasSubstr("median")));
}

TEST_F(LabTableModelTest, aGrowingRunChangesRowsInPlace) {
    const QSignalSpy reset(&m_model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&m_model, &QAbstractItemModel::dataChanged);
    results::LabRun run = labSample();
    run.rows[8] = labRow("zstd", "zstd", 22, 190'000, 2'000'000'000, 2'000'000);
    m_model.setRun(std::make_shared<const results::LabRun>(run));
    EXPECT_EQ(reset.count(), 0);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(cell(8, LabTableModel::State), "verified");
    run.inputHash = std::string(64, 'b');
    m_model.setRun(std::make_shared<const results::LabRun>(run));
    EXPECT_EQ(reset.count(), 1) << "another run";
}

TEST_F(LabTableModelTest, theBaselineStaysOnTopAndTheUnmeasuredAtTheEnd) {
    LabSorter sorter;
    sorter.setSourceModel(&m_model);
    sorter.setSortRole(LabTableModel::SortRole);
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        sorter.sort(LabTableModel::Ratio, order);
        EXPECT_TRUE(sorter.index(0, 0).data(LabTableModel::BaselineRole).toBool());
        const auto source = [&](int row) { return sorter.mapToSource(sorter.index(row, 0)).row(); };
        EXPECT_EQ(source(1), order == Qt::AscendingOrder ? 1 : 6)
            << "lz4 is the largest, columns the smallest";
        EXPECT_THAT((std::vector<int>{source(7), source(8)}), testing::UnorderedElementsAre(7, 8));
    }
}

TEST_F(LabTableModelTest, aRowInFullHasEverySample) {
    const results::LabRun run = labSample();
    const std::string text = fromQt(labRowText(run.rows[3]));
    for (const std::uint64_t sample : run.rows[3].compress.samplesNs)
        EXPECT_THAT(text, HasSubstr(groupedNumber(sample)));
    EXPECT_THAT(text, HasSubstr("280,000 B"));
    EXPECT_THAT(text, HasSubstr("zstd 1.0"));
}

TEST_F(LabTableModelTest, copiedCellsAreFullFiguresWithoutUnits) {
    const QStringList lines = m_model
                                  .toTsv({4, 7}, {LabTableModel::Name, LabTableModel::State,
                                                  LabTableModel::Stored, LabTableModel::DecompressSpeed})
                                  .split(QLatin1Char('\n'));
    ASSERT_EQ(lines.size(), 4);
    EXPECT_EQ(lines[0], QStringLiteral("Codec\tState\tStored (B)\tDecompress MB/s"));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("zstd 19\tverified\t200000\t526.31"))) << fromQt(lines[1]);
    EXPECT_TRUE(lines[2].endsWith(QStringLiteral("\t\t"))) << "nothing, and no zero";
}

} // namespace
} // namespace spacebench::widgets
