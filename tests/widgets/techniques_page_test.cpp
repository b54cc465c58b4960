// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QHeaderView>
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

#include "bridge/to_qt.h"
#include "models/technique_samples.h"
#include "technique_run_helper.h"
#include "views/techniques_form.h"
#include "views/techniques_page.h"

namespace spacebench::widgets {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int kPatienceMs = 60'000;

/// Stands in for the core's switchboard: says what it was asked, answers with the run made by hand.
struct FakeSwitchboard {
    std::atomic<bool> hold{false}; ///< after the first update, until cancelled or let go
    std::atomic<bool> fail{false};
    std::mutex mutex;
    jobs::TechniqueRequest asked;
    tuning::Circumstances here;

    TechniqueCalls calls() {
        here.cores = 2;
        here.physicalCores = 2;
        here.avx2 = true;
        here.directIoNote = "tmpfs has no page cache to bypass";
        const auto run = [this](const jobs::TechniqueRequest& request, const jobs::JobServices& services,
                                const std::function<void(const results::TechniqueRun&)>& onUpdate)
            -> Result<results::TechniqueRun> {
            {
                const std::lock_guard lock(mutex);
                asked = request;
            }
            onUpdate(handMadeRun());
            while (hold && !services.work.cancelled()) std::this_thread::yield();
            if (services.work.cancelled()) return Error::cancelled();
            if (fail) return Error::internal("the switchboard broke");
            return handMadeRun();
        };
        return {[this]() -> Result<tuning::Circumstances> { return here; }, run};
    }
};

class TechniquesPageTest : public testing::Test {
  protected:
    TechniquesPageTest() {
        m_page.resize(1240, 760);
        m_page.form().input().chooseGenerated(1000);
        m_page.show();
        QApplication::processEvents();
    }
    bool waitFor(TechniquesPage::State state) {
        return QTest::qWaitFor([this, state] { return m_page.state() == state; }, kPatienceMs);
    }
    void runToEnd() {
        m_page.run();
        ASSERT_TRUE(waitFor(TechniquesPage::State::Done));
        ASSERT_NE(m_page.view().run(), nullptr);
    }
    QString cell(int row, int column) const { return m_table.model()->index(row, column).data().toString(); }
    QStringList column(int column) const {
        QStringList cells;
        for (int row = 0; row < m_table.model()->rowCount(); ++row) cells += cell(row, column);
        return cells;
    }
    QPushButton* button(const char* text) const {
        for (QPushButton* one : m_page.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == QLatin1String(text)) return one;
        return nullptr;
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeSwitchboard m_switchboard;
    TechniquesPage m_page{m_controller, m_theme, m_switchboard.calls()};
    QTableView& m_table{m_page.view().table()};
    QTemporaryDir m_folder;
};

TEST(TechniqueBoardModel, KeepsTheRulesOfModelsWhileARunGrows) {
    Theme theme;
    TechniqueBoardModel model(theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto run = handMadeRun();
    model.setRun(std::make_shared<const results::TechniqueRun>(run));
    const QPersistentModelIndex kept = model.index(1, 0);
    run.effects[1].effect = results::Interval{1.7, 1.6, 1.8};
    model.setRun(std::make_shared<const results::TechniqueRun>(run));
    EXPECT_TRUE(kept.isValid()) << "the same rows with new figures are the same rows";
    run.effects.pop_back();
    model.setRun(std::make_shared<const results::TechniqueRun>(run));
    EXPECT_EQ(model.rowCount(), 4);
    model.setRun(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(TechniqueBoardModel, SaysChangesAsPeopleReadThem) {
    EXPECT_EQ(changeText(2), QStringLiteral("50 % fewer"));
    EXPECT_EQ(changeText(0.5), QStringLiteral("100 % more"));
    EXPECT_EQ(changeText(1), QStringLiteral("same"));
    EXPECT_EQ(changeText(100'000), QStringLiteral("> 99.9 % fewer")) << "not all of them are gone";
}

TEST_F(TechniquesPageTest, EmptyItOffersToRun) {
    EXPECT_EQ(m_page.state(), TechniquesPage::State::Empty);
    ASSERT_NE(button("Run switchboard"), nullptr);
    m_page.saveAs(TechniquesPage::SaveKind::Json, m_folder.filePath(QStringLiteral("x.json")));
    EXPECT_TRUE(m_controller.stripJobs().empty()) << "there is nothing to save";
    QTest::mouseClick(button("Run switchboard"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(TechniquesPage::State::Done));
}

TEST_F(TechniquesPageTest, TheBoardIsSortedByEffectAndWhatHasNoneComesLast) {
    runToEnd();
    EXPECT_EQ(column(TechniqueBoardModel::Technique),
              (QStringList{QStringLiteral("M1"), QStringLiteral("I2"), QStringLiteral("H3"),
                           QStringLiteral("H1"), QStringLiteral("guide-avx2-copy")}));
    EXPECT_THAT(fromQt(cell(0, TechniqueBoardModel::ClaimColumn)), HasSubstr("20-30 % less time"));
    EXPECT_THAT(fromQt(cell(0, TechniqueBoardModel::Effect)), HasSubstr("1.4"));
    EXPECT_EQ(cell(0, TechniqueBoardModel::Allocations), QStringLiteral("50 % fewer"));
    EXPECT_THAT(fromQt(cell(0, TechniqueBoardModel::Verdict)), HasSubstr("supported"));
    EXPECT_THAT(fromQt(cell(1, TechniqueBoardModel::Verdict)), HasSubstr("other conditions"));
    EXPECT_THAT(fromQt(cell(1, TechniqueBoardModel::Note)), HasSubstr("this one has 5 MB"));
    EXPECT_THAT(fromQt(cell(2, TechniqueBoardModel::Verdict)), HasSubstr("not supported"));
    EXPECT_THAT(fromQt(cell(3, TechniqueBoardModel::Note)), HasSubstr("one NUMA node"));
}

TEST_F(TechniquesPageTest, ARejectedBadExampleShowsItsReasonAndNoFigure) {
    runToEnd();
    EXPECT_THAT(fromQt(cell(4, TechniqueBoardModel::Verdict)), HasSubstr("rejected"));
    EXPECT_THAT(fromQt(cell(4, TechniqueBoardModel::Note)), HasSubstr("byte 1,204"));
    EXPECT_THAT(fromQt(cell(4, TechniqueBoardModel::Effect)), Not(HasSubstr("9")));
    const auto bar = m_table.model()
                         ->index(4, TechniqueBoardModel::IntervalBar)
                         .data(TechniqueBoardModel::BarRole)
                         .value<EffectBar>();
    EXPECT_FALSE(bar.measured);
    const std::string samples = fromQt(techniqueSamplesText(*m_page.view().run(), 4));
    EXPECT_THAT(samples, AllOf(HasSubstr("rejected"), HasSubstr("byte 1,204"), Not(HasSubstr("measured:"))));
}

TEST_F(TechniquesPageTest, AClickShowsEverySampleOfBothPipelines) {
    runToEnd();
    EXPECT_FALSE(m_page.view().samplesShown());
    const QRect rect = m_table.visualRect(m_table.model()->index(0, TechniqueBoardModel::Title));
    QTest::mouseClick(m_table.viewport(), Qt::LeftButton, {}, rect.center());
    EXPECT_TRUE(m_page.view().samplesShown());
    const std::string text = fromQt(m_page.view().samplesText());
    for (const char* wanted : {"3,000,111", "3,000,333", "2,000,222", "current+M1", "preallocate", "false",
                               "true", "2,000", "page faults, minor", "context switches", "CPU utilisation"})
        EXPECT_THAT(text, HasSubstr(wanted));
    EXPECT_THAT(text, Not(HasSubstr("\npool"))) << "only switches that differ";
    EXPECT_EQ(m_page.view().chart().selectedRow(), 1U);
}

TEST_F(TechniquesPageTest, ABarSelectsItsRowAndTheMatrixOneOfItsTechniques) {
    runToEnd();
    Q_EMIT m_page.view().chart().rowActivated(1);
    EXPECT_EQ(m_table.currentIndex().siblingAtColumn(TechniqueBoardModel::Technique).data().toString(),
              QStringLiteral("M1"));
    EXPECT_TRUE(m_page.view().samplesShown());
    m_page.view().selectRow(0);
    m_page.view().setPicture(TechniquesView::Picture::Interactions);
    Q_EMIT m_page.view().matrix().rowActivated(0);
    EXPECT_EQ(m_page.view().selectedRow(), 1U);
}

TEST_F(TechniquesPageTest, TheChartFollowsTheTask) {
    runToEnd();
    EXPECT_THAT(m_page.view().chart().spec().title, HasSubstr("serialize paths"));
    m_page.view().selectRow(3);
    EXPECT_THAT(m_page.view().chart().spec().title, HasSubstr("deserialize mtts"));
    m_page.view().showTask(tuning::Task{tuning::TaskKind::Serialize, "paths"});
    EXPECT_THAT(m_page.view().chart().spec().title, HasSubstr("serialize paths"));
    EXPECT_EQ(m_table.model()->rowCount(), 4) << "rows of that task alone";
    m_page.view().showTask(std::nullopt);
    EXPECT_EQ(m_table.model()->rowCount(), 5);
}

TEST_F(TechniquesPageTest, CancelKeepsWhatWasMeasured) {
    m_switchboard.hold = true;
    QSignalSpy measured(&m_page, &TechniquesPage::measured);
    m_page.run();
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_page.view().run() != nullptr; }, kPatienceMs));
    EXPECT_FALSE(button("Run")->isEnabled());
    QTest::keyClick(&m_page, Qt::Key_Escape);
    ASSERT_TRUE(waitFor(TechniquesPage::State::Cancelled));
    EXPECT_EQ(m_table.model()->rowCount(), 5);
    EXPECT_EQ(cell(0, TechniqueBoardModel::Technique), QStringLiteral("M1")) << "sorted at the end";
    EXPECT_EQ(measured.count(), 1);
    EXPECT_TRUE(button("Run")->isEnabled());
}

TEST_F(TechniquesPageTest, RowsDoNotMoveWhileItRuns) {
    m_switchboard.hold = true;
    m_page.run();
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_page.view().run() != nullptr; }, kPatienceMs));
    EXPECT_EQ(cell(0, TechniqueBoardModel::Technique), QStringLiteral("H3")) << "in the order of the run";
    m_switchboard.hold = false;
    ASSERT_TRUE(waitFor(TechniquesPage::State::Done));
    EXPECT_EQ(cell(0, TechniqueBoardModel::Technique), QStringLiteral("M1"));
}

TEST_F(TechniquesPageTest, AFailureKeepsTheRowsAndSaysWhy) {
    m_switchboard.fail = true;
    m_page.run();
    ASSERT_TRUE(waitFor(TechniquesPage::State::Failed));
    EXPECT_EQ(m_table.model()->rowCount(), 5);
    bool said = false;
    for (QLabel* label : m_page.findChildren<QLabel*>())
        said |= label->isVisible() && label->text().contains(QStringLiteral("switchboard broke"));
    EXPECT_TRUE(said);
}

TEST_F(TechniquesPageTest, WhatCannotBeMeasuredIsSwitchedOffAndSaysWhyInSight) {
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_page.form().reasonOf(QStringLiteral("H1")).isEmpty(); },
                                kPatienceMs));
    EXPECT_THAT(fromQt(m_page.form().reasonOf(QStringLiteral("I3"))), HasSubstr("tmpfs"));
    EXPECT_TRUE(m_page.form().reasonOf(QStringLiteral("M1")).isEmpty());
    bool seen = false;
    for (QLabel* label : m_page.form().findChildren<QLabel*>())
        seen |= label->isVisibleTo(&m_page.form()) && label->text().contains(QStringLiteral("one NUMA node"));
    EXPECT_TRUE(seen) << "in sight, not as a tool tip";
    for (QCheckBox* box : m_page.form().findChildren<QCheckBox*>())
        if (box->text().startsWith(QStringLiteral("H1"))) {
            EXPECT_FALSE(box->isEnabled());
            EXPECT_FALSE(box->isChecked());
        }
    EXPECT_TRUE(m_page.form().request().techniques.empty())
        << "all are asked for, so that the board shows those reasons too";
}

TEST_F(TechniquesPageTest, TheFormAsksForWhatWasChosen) {
    TechniquesForm& form = m_page.form();
    form.chooseAll(false);
    form.setTechnique(QStringLiteral("M1"), true);
    form.setTechnique(QStringLiteral("I1"), true);
    form.setFormat(QStringLiteral("act"), false);
    form.setExperiment(results::ExperimentKind::Factorial);
    form.setRounds(4);
    form.setBudgetSeconds(30);
    form.setBadExamples(false);
    runToEnd();
    const std::lock_guard lock(m_switchboard.mutex);
    const jobs::TechniqueRequest& asked = m_switchboard.asked;
    EXPECT_EQ(asked.techniques, (std::vector<std::string>{"M1", "I1"}));
    EXPECT_EQ(asked.tasks.size(), 4U);
    EXPECT_EQ(asked.kind, results::ExperimentKind::Factorial);
    EXPECT_EQ(asked.runs, 4U);
    EXPECT_EQ(asked.budgetSeconds, 30);
    EXPECT_FALSE(asked.badExamples);
    ASSERT_NE(asked.content.space, nullptr) << "generated when the job began";
    EXPECT_EQ(asked.content.space->knownCount(), 1000U);
}

TEST_F(TechniquesPageTest, AFormThatCannotRunSaysWhy) {
    m_page.form().chooseAll(false);
    m_page.form().setBadExamples(false);
    EXPECT_FALSE(m_page.form().problem().isEmpty());
    EXPECT_FALSE(button("Run")->isEnabled());
    m_page.run();
    EXPECT_EQ(m_page.state(), TechniquesPage::State::Empty);
}

TEST_F(TechniquesPageTest, ItsTerminalLineSaysTheSame) {
    TechniquesForm& form = m_page.form();
    form.chooseAll(false);
    form.setTechnique(QStringLiteral("M1"), true);
    form.setOperation(tuning::TaskKind::Deserialize, false);
    form.setFormat(QStringLiteral("act"), false);
    form.setExperiment(results::ExperimentKind::AllButOne);
    const std::string line = fromQt(form.commandLine());
    for (const char* wanted : {"spacectl techniques", "--atoms 1000", "--op serialize", "--format paths,mtts",
                               "--only M1", "--experiment all-but-one"})
        EXPECT_THAT(line, HasSubstr(wanted));
}

TEST_F(TechniquesPageTest, CopiesTheBoardWithFullFigures) {
    runToEnd();
    const QStringList lines = m_page.view().tableTsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 6);
    const auto columns = lines[0].count(QLatin1Char('\t'));
    for (const QString& line : lines) EXPECT_EQ(line.count(QLatin1Char('\t')), columns) << fromQt(line);
    EXPECT_THAT(fromQt(lines[1]), AllOf(HasSubstr("M1\t"), HasSubstr("\t1.5\t1.4\t1.6"), HasSubstr("\t2\t")));
}

TEST_F(TechniquesPageTest, EveryFileItSavesCanBeReadBack) {
    runToEnd();
    const auto save = [this](TechniquesPage::SaveKind kind, const char* name) {
        QSignalSpy saved(&m_page, &TechniquesPage::saved);
        const QString path = m_folder.filePath(QLatin1String(name));
        m_page.saveAs(kind, path);
        EXPECT_TRUE(saved.count() > 0 || saved.wait(kPatienceMs)) << name;
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        return file.readAll();
    };
    EXPECT_FALSE(QImage::fromData(save(TechniquesPage::SaveKind::Png, "x.png")).isNull());
    const auto json = nlohmann::json::parse(save(TechniquesPage::SaveKind::Json, "x.json").toStdString());
    EXPECT_EQ(json["schema"], "spacebench.techniques");
    EXPECT_THAT(save(TechniquesPage::SaveKind::Csv, "x.csv").toStdString(), HasSubstr("M1"));
    for (const auto picture : {TechniquesView::Picture::Claimed, TechniquesView::Picture::Interactions}) {
        m_page.view().setPicture(picture);
        QXmlStreamReader svg(save(TechniquesPage::SaveKind::Svg, "x.svg"));
        while (!svg.atEnd()) svg.readNext();
        EXPECT_FALSE(svg.hasError()) << fromQt(svg.errorString());
    }
}

} // namespace
} // namespace spacebench::widgets
