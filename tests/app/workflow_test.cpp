// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people do in the window, from the first click to the file on disk.
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolBar>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "results/compression_settings.h"
#include "support/shared_data.h"
#include "views/atoms_page.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"
#include "views/bytes_page.h"
#include "views/codec_lab_page.h"
#include "views/hex_view.h"
#include "views/job_dialog.h"
#include "views/job_form.h"
#include "views/lab_form.h"
#include "views/space_page.h"
#include "views/virtual_table.h"
#include "window_test.h"

namespace spacebench::app {

namespace {

using testing::HasSubstr;
using widgets::BenchmarkPage;
using widgets::CodecLabPage;
using widgets::fromQt;
using widgets::PageId;
using widgets::SpacePage;

constexpr int kPatienceMs = 60'000;

class WorkflowTest : public WindowTest {
  protected:
    WorkflowTest() { m_window->show(); }

    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << fromQt(path);
        return file.readAll();
    }
    bool waitForJobs() {
        return QTest::qWaitFor([this] { return m_controller.runningCount() == 0; }, kPatienceMs);
    }
    SpacePage& open(const QString& file) {
        m_window->openFile(file);
        EXPECT_TRUE(waitForJobs());
        return *m_window->currentSpace();
    }
    template <class Widget>
    static Widget* named(const QWidget& parent, const char* text) {
        for (Widget* one : parent.findChildren<Widget*>())
            if (one->text() == QLatin1String(text) && one->isVisible()) return one;
        ADD_FAILURE() << "nothing says " << text;
        return nullptr;
    }
    static QLineEdit* field(const QWidget& page, const char* accessibleName) {
        for (QLineEdit* one : page.findChildren<QLineEdit*>())
            if (one->accessibleName() == QLatin1String(accessibleName)) return one;
        ADD_FAILURE() << "no field " << accessibleName;
        return nullptr;
    }
};

} // namespace

TEST_F(WorkflowTest, TwoClicksBenchmarkTheOpenSpace) {
    open(write("mine.metta", "(edge a b)\n(edge a c)\n(edge d e)\n"));
    auto* rail = m_window->findChild<QToolBar*>(QStringLiteral("rail"));
    ASSERT_NE(rail, nullptr);
    for (QAction* action : rail->actions())
        if (action->text() == QLatin1String("Bench"))
            QTest::mouseClick(rail->widgetForAction(action), Qt::LeftButton);
    ASSERT_EQ(m_window->place(), MainWindow::Place::Benchmark);
    BenchmarkPage& page = m_window->benchmark();
    QTest::mouseClick(named<QPushButton>(page, "Run"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&page] { return page.state() == BenchmarkPage::State::Done; }, kPatienceMs));
    ASSERT_EQ(page.resultsView().run()->inputs.size(), 1U);
    EXPECT_EQ(page.resultsView().run()->inputs[0].name, "mine.metta");
    EXPECT_GE(page.resultsView().table()->model()->rowCount(), 8) << "two ways, four formats";
    for (int chart = 0; chart < 3; ++chart)
        EXPECT_FALSE(page.resultsView().chart(chart)->spec().title.empty()) << chart;
    EXPECT_FALSE(page.resultsView().chart(0)->spec().lines.empty()) << "throughput targets";
    EXPECT_FALSE(page.resultsView().chart(2)->spec().lines.empty()) << "ratio targets";
}

TEST_F(WorkflowTest, ASampleIsSweptAPointChosenAndTheAdviceSaved) {
    m_window->openSample();
    ASSERT_TRUE(waitForJobs());
    auto* rail = m_window->findChild<QToolBar*>(QStringLiteral("rail"));
    ASSERT_NE(rail, nullptr);
    for (QAction* action : rail->actions())
        if (action->text() == QLatin1String("Codec"))
            QTest::mouseClick(rail->widgetForAction(action), Qt::LeftButton);
    ASSERT_EQ(m_window->place(), MainWindow::Place::Codec);
    CodecLabPage& page = m_window->codecLab();
    EXPECT_EQ(page.form().input().chosen().generatedAtoms, 0U) << "the open sample is chosen by itself";
    page.form().setAllCodecs(false);
    for (const char* codec : {"zstd", "snappy"}) page.form().setCodec(QLatin1String(codec), true);
    page.form().setLevels(QStringLiteral("1,3"));
    page.form().setStage(QStringLiteral("columns"), false);
    page.form().setOptions(false);
    page.form().setEndToEnd(false);
    page.form().setRuns(1);
    page.form().setBudgetSeconds(0);
    QTest::mouseClick(named<QPushButton>(page, "Full measurement"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&page] { return page.advice() != nullptr; }, kPatienceMs));
    EXPECT_EQ(page.state(), CodecLabPage::State::Done);

    widgets::XyChart& chart = page.resultsView().compressFront();
    ASSERT_GE(chart.itemCount(), 3);
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Return);
    ASSERT_TRUE(page.resultsView().selectedRow().has_value());
    EXPECT_EQ(page.resultsView().decompressFront().selectedRow(), page.resultsView().selectedRow());

    QTest::mouseClick(named<QAbstractButton>(page.advisor(), "Size"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&page] { return page.advice() != nullptr; }, kPatienceMs));
    ASSERT_TRUE(page.advice()->pick.has_value());
    const results::LabRow& pick = page.resultsView().run()->rows[*page.advice()->pick];
    EXPECT_EQ(pick.family, "zstd") << "snappy is never the smaller one";
    const QString file = m_folder.filePath(QStringLiteral("codec.json"));
    page.saveSettings(file);
    ASSERT_TRUE(waitForJobs());
    const auto settings = results::settingsFromJson(nlohmann::json::parse(contentOf(file).toStdString()));
    ASSERT_TRUE(settings.ok());
    EXPECT_TRUE(results::describes(*settings, pick));
}

TEST_F(WorkflowTest, HomeOffersToBenchmarkThisMachine) {
    m_window->showPlace(MainWindow::Place::Home);
    QTest::mouseClick(named<QAbstractButton>(*m_window, "Benchmark this machine"), Qt::LeftButton);
    EXPECT_EQ(m_window->place(), MainWindow::Place::Benchmark);
    EXPECT_TRUE(m_window->benchmark().form().problem().isEmpty()) << "ready to run";
}

TEST_F(WorkflowTest, ConvertWritesAFileAndOpensItsResultInATab) {
    open(write("mine.metta", "(edge a b)\n(edge a c)\n(edge d e)\n"));
    auto* dialog = qobject_cast<widgets::JobDialog*>(m_window->showJobDialog("convert"));
    ASSERT_NE(dialog, nullptr);
    const QString out = m_folder.filePath(QStringLiteral("mine.act"));
    EXPECT_EQ(
        dialog->commandLine(),
        QStringLiteral("spacectl convert %1 %2").arg(m_folder.filePath(QStringLiteral("mine.metta")), out))
        << "the result is proposed beside the input";
    QTest::mouseClick(named<QPushButton>(*dialog, "Convert"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([dialog] { return !dialog->running(); }, kPatienceMs));
    EXPECT_EQ(dialog->writtenFile(), out);
    EXPECT_TRUE(contentOf(out).startsWith("ACTree03"));
    QTest::mouseClick(named<QPushButton>(*dialog, "Open result"), Qt::LeftButton);
    ASSERT_TRUE(waitForJobs());
    EXPECT_EQ(m_window->spaceCount(), 2);
    EXPECT_EQ(m_window->currentSpace()->document().path(), out);
    EXPECT_EQ(m_window->currentSpace()->document().index()->rows(), 3U);
    dialog->close();
}

TEST_F(WorkflowTest, SaysThatTheSymbolTableIsMissing) {
    SB_NEED_SHARED_DATA();
    const QString lonely = m_folder.filePath(QStringLiteral("lonely.paths"));
    ASSERT_TRUE(QFile::copy(QString::fromStdString(tests::sharedFile("interned/ancestor.paths")), lonely));
    SpacePage& page = open(lonely);
    page.setPage(PageId::Summary);
    QString note;
    for (const QLabel* label : page.findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(QLatin1String("no table lies beside")))
            note = label->text();
    EXPECT_THAT(fromQt(note), HasSubstr("lonely.zip"));
    EXPECT_THAT(fromQt(*page.atoms().rows().text(0, widgets::AtomRows::Text)), HasSubstr("0x00000000"));
}

TEST_F(WorkflowTest, FiltersAtomsAndGoesToANumber) {
    SpacePage& page = open(write("mine.metta", "(edge a b)\n(edge a c)\n(node d e)\n(node f)\n"));
    page.setPage(PageId::Atoms);
    page.atoms().setFilter(widgets::FilterKind::TextContains, QStringLiteral("node"));
    ASSERT_TRUE(waitForJobs());
    ASSERT_EQ(page.atoms().rows().rowCount(), 2U);
    EXPECT_THAT(fromQt(*page.atoms().rows().text(0, widgets::AtomRows::Text)), HasSubstr("node"));
    page.atoms().setFilter(widgets::FilterKind::TextStartsWith, QString());
    EXPECT_EQ(page.atoms().rows().rowCount(), 4U);
    QLineEdit* goTo = field(page.atoms(), "Go to number");
    QTest::keyClicks(goTo, QStringLiteral("3"));
    QTest::keyClick(goTo, Qt::Key_Return);
    EXPECT_EQ(page.atoms().table().currentRow(), 3U);
    EXPECT_EQ(page.document().selection().row, 3U);
}

TEST_F(WorkflowTest, ExportsTheSelectedRowsOnly) {
    SpacePage& page = open(write("mine.metta", "(edge a b)\n(edge a c)\n(edge d e)\n(edge f g)\n"));
    page.setPage(PageId::Atoms);
    widgets::VirtualTable& table = page.atoms().table();
    table.setCurrentRow(1);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
    const QString tsv = m_folder.filePath(QStringLiteral("rows.tsv"));
    page.atoms().exportRows(tsv);
    const QString text = m_folder.filePath(QStringLiteral("rows.metta"));
    page.atoms().exportRows(text);
    ASSERT_TRUE(waitForJobs());
    EXPECT_EQ(contentOf(text), "(edge a c)\n(edge d e)\n");
    const QList<QByteArray> lines = contentOf(tsv).split('\n');
    ASSERT_EQ(lines.size(), 4) << "a head, two rows, and the end";
    EXPECT_EQ(lines[1], "1\t(edge a c)\t03C465646765C161C163\t10\t0");
}

TEST_F(WorkflowTest, FindsBytesForwardsBackwardsAndRound) {
    SpacePage& page = open(write("mine.metta", "(edge ab c)\n(edge ab d)\n(edge ab e)\n"));
    page.setPage(PageId::Bytes);
    widgets::HexView& hex = page.bytesPage().hexView();
    hex.setCaret(0);
    field(page.bytesPage(), "Find")->setText(QStringLiteral("ab"));
    std::vector<std::uint64_t> found;
    for (int i = 0; i < 4; ++i) {
        page.bytesPage().findNext();
        ASSERT_TRUE(waitForJobs());
        found.push_back(hex.caret());
    }
    EXPECT_EQ(found, (std::vector<std::uint64_t>{6, 18, 30, 6})) << "the fourth goes round the end";
    page.bytesPage().findPrevious();
    ASSERT_TRUE(waitForJobs());
    EXPECT_EQ(hex.caret(), 30U);
}

TEST_F(WorkflowTest, AClickOnAByteSelectsItsAtom) {
    SB_NEED_SHARED_DATA();
    SpacePage& page = open(QString::fromStdString(tests::sharedFile("golden/atoms-1k.act")));
    page.setPage(PageId::Bytes);
    widgets::HexView& hex = page.bytesPage().hexView();
    const std::uint64_t wanted = page.document().opened()->source->size() / 3;
    hex.setCaret(wanted);
    QTest::mouseClick(hex.viewport(), Qt::LeftButton, {}, hex.hexRect(wanted).center());
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.document().selection().path.has_value(); }, kPatienceMs));
    EXPECT_EQ(page.document().selection().byteOffset, wanted);
    EXPECT_TRUE(page.document().selection().row.has_value());
    EXPECT_EQ(page.atoms().table().currentRow(), page.document().selection().row);
}

TEST_F(WorkflowTest, FitsAWindowOfTheUsualSize) {
    open(write("mine.metta", "(edge a b)\n"));
    for (const auto place : {MainWindow::Place::Home, MainWindow::Place::Space, MainWindow::Place::Benchmark,
                             MainWindow::Place::Codec}) {
        m_window->showPlace(place);
        EXPECT_LE(m_window->minimumSizeHint().width(), 1200) << int(place);
        EXPECT_LE(m_window->minimumSizeHint().height(), 700) << int(place);
    }
}

} // namespace spacebench::app
