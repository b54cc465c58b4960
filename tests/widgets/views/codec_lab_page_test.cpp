// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/codec_lab_page.h"

#include <atomic>
#include <thread>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../lab_sample.h"
#include "bridge/to_qt.h"
#include "results/compression_settings.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "views/lab_form.h"

namespace spacebench::widgets {
namespace {

using State = CodecLabPage::State;
using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

class CodecLabPageTest : public testing::Test {
  protected:
    CodecLabPageTest() {
        m_page.resize(1280, 760);
        m_page.show();
        QApplication::processEvents();
    }

    /// 10K generated atoms, two codecs, two levels, one sample each: the smallest real sweep.
    void chooseTinySweep() {
        LabForm& form = m_page.form();
        form.input().chooseGenerated(10'000);
        form.setAllCodecs(false);
        for (const char* codec : {"zstd", "lz4"}) form.setCodec(QLatin1String(codec), true);
        form.setLevels(QStringLiteral("1,3"));
        form.setStage(QStringLiteral("columns"), false);
        form.setOptions(false);
        form.setEndToEnd(false);
        form.setRuns(1);
        form.setBudgetSeconds(0);
    }
    bool waitForEnd() {
        return QTest::qWaitFor(
            [this] { return m_page.state() != State::Waiting && m_page.state() != State::Running; },
            kPatienceMs);
    }
    bool waitForAdvice() {
        return QTest::qWaitFor([this] { return m_page.advice() != nullptr; }, kPatienceMs);
    }
    void showSample() {
        m_page.showRun(sharedSample());
        ASSERT_TRUE(waitForAdvice());
        QApplication::processEvents();
    }
    QPushButton* button(const char* text) const {
        for (QPushButton* one : m_page.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == QLatin1String(text)) return one;
        return nullptr;
    }
    QByteArray saved(const std::function<void(const QString&)>& save, const char* name) {
        QSignalSpy written(&m_page, &CodecLabPage::saved);
        const QString path = m_folder.filePath(QLatin1String(name));
        save(path);
        EXPECT_TRUE(written.count() > 0 || written.wait(kPatienceMs)) << name;
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        return file.readAll();
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    CodecLabPage m_page{m_controller, m_theme};
    QTemporaryDir m_folder;
};

TEST_F(CodecLabPageTest, emptyItOffersBothMeasurementsAndNothingElse) {
    EXPECT_EQ(m_page.state(), State::Empty);
    EXPECT_NE(button("Start the full measurement"), nullptr);
    EXPECT_NE(button("Start a quick estimate"), nullptr);
    EXPECT_FALSE(button("Cancel")->isEnabled());
    m_page.saveAs(CodecLabPage::SaveKind::Json, m_folder.filePath(QStringLiteral("x.json")));
    m_page.saveSettings(m_folder.filePath(QStringLiteral("y.json")));
    EXPECT_EQ(m_controller.runningCount(), 0) << "there is nothing to save";
    EXPECT_TRUE(m_page.adviceCommandLine().isEmpty());
}

TEST_F(CodecLabPageTest, aRunFillsChartsTableAndAdvice) {
    showSample();
    LabResultsView& view = m_page.resultsView();
    EXPECT_EQ(view.table()->model()->rowCount(), 9);
    EXPECT_GE(view.compressFront().itemCount(), 6) << "the rows with figures and a compression time";
    EXPECT_GE(view.decompressFront().itemCount(), 7);
    EXPECT_GT(view.linkChart().itemCount(), 0);
    EXPECT_EQ(view.chunkChart().itemCount(), 0) << "one chunk size is no curve";
    EXPECT_EQ(view.guideMap().itemCount(), 9);
    ASSERT_TRUE(m_page.advice()->pick.has_value());
}

TEST_F(CodecLabPageTest, aPointSelectsItsRowAndARowItsPoint) {
    showSample();
    LabResultsView& view = m_page.resultsView();
    Q_EMIT view.compressFront().rowActivated(4);
    EXPECT_EQ(view.table()->currentIndex().siblingAtColumn(LabTableModel::Name).data(),
              QStringLiteral("zstd 19"));
    EXPECT_EQ(view.decompressFront().selectedRow(), 4U);
    EXPECT_EQ(view.linkChart().selectedRow(), 4U);
    view.table()->selectRow(1);
    EXPECT_EQ(view.selectedRow(), 1U);
    EXPECT_EQ(view.compressFront().selectedRow(), 1U);
    view.table()->sortByColumn(LabTableModel::Ratio, Qt::DescendingOrder);
    view.selectRow(6);
    EXPECT_EQ(view.table()->currentIndex().row(), 1) << "right below the baseline";
    EXPECT_EQ(view.table()->currentIndex().siblingAtColumn(LabTableModel::Name).data(),
              QStringLiteral("columns + zstd 19"));
}

TEST_F(CodecLabPageTest, theSelectedRowStandsInFullBesideTheTable) {
    showSample();
    LabResultsView& view = m_page.resultsView();
    view.selectRow(3);
    view.setBeside(LabResultsView::Beside::Row);
    QString text;
    for (const QPlainTextEdit* edit : view.findChildren<QPlainTextEdit*>())
        if (edit->isVisible()) text += edit->toPlainText();
    EXPECT_THAT(fromQt(text), HasSubstr("280,000 B"));
}

TEST_F(CodecLabPageTest, anotherGoalGetsAnotherAdvice) {
    showSample();
    m_page.advisor().setPriority(results::Priority::Size);
    ASSERT_TRUE(waitForAdvice());
    EXPECT_EQ(m_page.advice()->pick, 4U) << "zstd 19 is the smallest that others can read";
    m_page.advisor().setOwnContainer(true);
    ASSERT_TRUE(waitForAdvice());
    EXPECT_EQ(m_page.advice()->pick, 6U);
    m_page.advisor().setBudgets(1e5, 0, 0);
    ASSERT_TRUE(waitForAdvice());
    EXPECT_FALSE(m_page.advice()->pick.has_value()) << "nothing compresses that fast";
    EXPECT_TRUE(m_page.adviceCommandLine().isEmpty());
    m_page.advisor().setBudgets(0, 0, 0);
    m_page.advisor().setWeights(0, 0, 0);
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_controller.runningCount() == 0; }, kPatienceMs));
    EXPECT_EQ(m_page.advice(), nullptr) << "no weight at all is no goal";
}

TEST_F(CodecLabPageTest, theSettingsSavedAreThePick) {
    showSample();
    m_page.advisor().setPriority(results::Priority::Size);
    ASSERT_TRUE(waitForAdvice());
    const QByteArray text =
        saved([this](const QString& path) { m_page.saveSettings(path); }, "settings.json");
    const auto settings = results::settingsFromJson(nlohmann::json::parse(text.toStdString()));
    ASSERT_TRUE(settings.ok());
    EXPECT_TRUE(results::describes(*settings, labSample().rows[4]));
    EXPECT_THAT(fromQt(m_page.adviceCommandLine()), HasSubstr("zstd:19"));
}

TEST_F(CodecLabPageTest, everyFileItSavesCanBeReadBack) {
    showSample();
    const auto save = [this](CodecLabPage::SaveKind kind, const char* name) {
        return saved([this, kind](const QString& path) { m_page.saveAs(kind, path); }, name);
    };
    EXPECT_FALSE(QImage::fromData(save(CodecLabPage::SaveKind::Png, "x.png")).isNull());
    const auto run = results::labRunFromJson(
        nlohmann::json::parse(save(CodecLabPage::SaveKind::Json, "x.json").toStdString()));
    ASSERT_TRUE(run.ok());
    EXPECT_EQ(run->rows.size(), 9U);
    EXPECT_THAT(save(CodecLabPage::SaveKind::Csv, "x.csv").toStdString(), HasSubstr("zstd"));
    QXmlStreamReader svg(save(CodecLabPage::SaveKind::Svg, "x.svg"));
    int charts = 0;
    while (!svg.atEnd())
        if (svg.readNext() == QXmlStreamReader::StartElement && svg.name() == QLatin1String("svg")) ++charts;
    EXPECT_FALSE(svg.hasError()) << fromQt(svg.errorString());
    EXPECT_EQ(charts, 5) << "one picture that holds two fronts, the links and the rule's map";
}

TEST_F(CodecLabPageTest, aSweepShowsItsRowsWhileItRunsAndEndsWithAdvice) {
    chooseTinySweep();
    const QSignalSpy measured(&m_page, &CodecLabPage::measured);
    m_page.run(CodecLabPage::Depth::Full);
    EXPECT_EQ(m_page.state(), State::Waiting);
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(m_page.state(), State::Done);
    const auto& run = m_page.resultsView().run();
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(measured.count(), 1) << "the ledger may want to know";
    EXPECT_THAT(run->input, HasSubstr("generated: atoms, N = 10,000"));
    EXPECT_GE(run->rows.size(), 3U);
    ASSERT_TRUE(waitForAdvice());
    const auto jobs = m_controller.stripJobs();
    ASSERT_EQ(jobs.size(), 1U) << "weighing is not the user's job";
    EXPECT_THAT(fromQt(jobs[0].outcome), HasSubstr("rows measured in"));
}

TEST_F(CodecLabPageTest, cancelKeepsThePageUsable) {
    chooseTinySweep();
    m_page.form().setLevels({});
    m_page.form().setRuns(1000);
    m_page.run(CodecLabPage::Depth::Full);
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_page.state() == State::Running; }, kPatienceMs));
    EXPECT_FALSE(button("Full measurement")->isEnabled());
    QTest::keyClick(&m_page, Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), State::Cancelled);
    EXPECT_TRUE(button("Full measurement")->isEnabled());
    EXPECT_FALSE(button("Cancel")->isEnabled());
}

TEST_F(CodecLabPageTest, itWaitsForItsTurnAndSaysSo) {
    std::atomic<bool> release{false};
    QObject receiver;
    m_controller.submit<int>(&receiver, QStringLiteral("other"), JobDisplay::Strip,
                             [&release](const WorkContext& context) -> Result<int> {
                                 while (!release && !context.cancelled()) std::this_thread::yield();
                                 return 1;
                             },
                             {});
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return m_controller.stripJobs()[0].status == jobs::JobStatus::Running; }, kPatienceMs));
    chooseTinySweep();
    m_page.run(CodecLabPage::Depth::Full);
    QTest::qWait(0);
    EXPECT_EQ(m_page.state(), State::Waiting);
    m_page.cancel();
    release = true;
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), State::Cancelled);
}

TEST_F(CodecLabPageTest, aFormThatCannotRunSaysWhy) {
    m_page.form().setAllCodecs(false);
    EXPECT_FALSE(button("Full measurement")->isEnabled());
    EXPECT_FALSE(button("Quick estimate")->isEnabled());
    m_page.run(CodecLabPage::Depth::Full);
    EXPECT_EQ(m_page.state(), State::Empty);
}

TEST_F(CodecLabPageTest, whatCannotBeMeasuredEndsInABannerAndNotInSilence) {
    NamedSpace empty;
    empty.name = QStringLiteral("nothing.paths");
    empty.content.space = std::make_shared<space::MemorySpace>(space::PathSet{});
    m_page.setSpaces({empty});
    m_page.run(CodecLabPage::Depth::Full);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), State::Failed);
}

TEST_F(CodecLabPageTest, itsTerminalLineSaysTheSame) {
    chooseTinySweep();
    const std::string line = fromQt(m_page.form().commandLine());
    EXPECT_THAT(line, HasSubstr("spacectl lab"));
    EXPECT_THAT(line, HasSubstr("--atoms 10000"));
    EXPECT_THAT(line, HasSubstr("--level 1,3"));
    EXPECT_THAT(line, HasSubstr("--stage none"));
    EXPECT_THAT(line, HasSubstr("--runs 1"));
    EXPECT_THAT(line, HasSubstr("--budget 0"));
    EXPECT_THAT(line, HasSubstr("--no-options"));
}

} // namespace
} // namespace spacebench::widgets
