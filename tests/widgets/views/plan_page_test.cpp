// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/plan_page.h"

#include <future>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "views/bench_form.h"
#include "views/error_banner.h"
#include "views/wait_note.h"
#include "widgets/bench_fake.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

class PlanPageTest : public testing::Test {
  protected:
    PlanPageTest() {
        m_page.resize(1280, 760);
        m_page.show();
    }
    bool waitForCheck() {
        return QTest::qWaitFor([this] { return !m_page.checking(); }, kPatienceMs);
    }
    static NamedSpace openSpace(const char* name) {
        space::GeneratorOptions options;
        options.atoms = 50;
        auto paths = space::generate(options, WorkContext{});
        EXPECT_TRUE(paths.ok());
        NamedSpace named;
        named.name = QLatin1String(name);
        named.content.space = std::make_shared<space::MemorySpace>(std::move(paths).value());
        return named;
    }
    static void turnWheel(QWidget& field) {
        const QPointF middle = QRectF(field.rect()).center();
        QWheelEvent event(middle, field.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&field, &event);
    }
    jobs::Json planText() const { return jobs::Json::parse(fromQt(m_page.text())); }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeBench m_fake;
    PlanPage m_page{m_controller, m_theme, callsOf(m_fake).plan, new QWidget};
    QTemporaryDir m_folder;
};

TEST_F(PlanPageTest, theFormIsAPlanFromTheStart) {
    ASSERT_TRUE(waitForCheck());
    ASSERT_NE(m_page.checked(), nullptr) << fromQt(m_page.banner().details());
    EXPECT_EQ(m_page.table().model()->rowCount(),
              static_cast<int>(m_page.checked()->expansion.rows.size() +
                               m_page.checked()->expansion.skipped.size()));
    EXPECT_THAT(fromQt(m_page.summary()), HasSubstr("estimate"));
    EXPECT_EQ(fromQt(m_page.problem()), "");
}

TEST_F(PlanPageTest, saysThatItsCheckWaitsUntilTheMeasurementEnds) {
    ASSERT_TRUE(waitForCheck());
    std::promise<void> end;
    m_controller.submit<int>(&m_page, QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    m_page.form().setRuns(12);
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_page.waitNote().isVisible(); }, kPatienceMs));
    EXPECT_THAT(fromQt(m_page.summary()), HasSubstr("being checked"));
    end.set_value();
    ASSERT_TRUE(waitForCheck());
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_page.waitNote().isVisible(); }, kPatienceMs));
    EXPECT_THAT(fromQt(m_page.summary()), HasSubstr("12 runs each"));
}

TEST_F(PlanPageTest, formTextAndPlanSayTheSameBothWays) {
    BenchForm& form = m_page.form();
    form.chooseGenerated({1000, 100'000});
    form.setRuns(12);
    form.setOperation(results::Operation::Load, false);
    form.setFormat(QStringLiteral("act"), false);
    ASSERT_TRUE(waitForCheck());
    ASSERT_NE(m_page.checked(), nullptr) << fromQt(m_page.banner().details());
    const jobs::Plan plan = m_page.checked()->plan;
    EXPECT_EQ(plan.runs, 12U);
    ASSERT_EQ(plan.inputs.size(), 2U);
    EXPECT_EQ(plan.inputs[1].generated.atoms, 100'000U);

    BenchForm other(m_theme);
    EXPECT_TRUE(other.setPlan(plan)) << "the form shows all of it";
    EXPECT_EQ(nlohmann::json::parse(other.planJson().dump()), nlohmann::json::parse(fromQt(m_page.text())));
}

TEST_F(PlanPageTest, whatIsTypedReachesTheForm) {
    ASSERT_TRUE(waitForCheck());
    jobs::Json plan = planText();
    plan["runs"] = 33;
    plan["tags"] = {"nightly"};
    m_page.setText(toQt(jobs::toText(plan)));
    EXPECT_TRUE(m_page.checking()) << "a moment after the last key";
    ASSERT_TRUE(waitForCheck());
    ASSERT_NE(m_page.checked(), nullptr) << fromQt(m_page.banner().details());
    EXPECT_EQ(m_page.form().planJson()["runs"], 33);
    EXPECT_EQ(m_page.form().planJson()["tags"][0], "nightly");
}

TEST_F(PlanPageTest, aMistakeIsShownAtItsLine) {
    ASSERT_TRUE(waitForCheck());
    const QString wrong = m_page.text().replace(QStringLiteral("\"warm_up\""), QStringLiteral("\"warmup\""));
    int line = 0;
    const QStringList lines = wrong.split(QLatin1Char('\n'));
    for (int i = 0; i < lines.size(); ++i)
        if (lines[i].contains(QStringLiteral("\"warmup\""))) line = i + 1;
    ASSERT_GT(line, 1);
    m_page.setText(wrong);
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(m_page.checked(), nullptr);
    EXPECT_EQ(m_page.markedLine(), line);
    EXPECT_FALSE(m_page.editor().extraSelections().isEmpty());
    EXPECT_THAT(fromQt(m_page.banner().details()), HasSubstr("warm_up")) << "the nearest key is named";
    EXPECT_FALSE(m_page.problem().isEmpty());
    m_page.form().setRuns(11); // a change of the form is a plan again
    ASSERT_TRUE(waitForCheck());
    EXPECT_NE(m_page.checked(), nullptr);
    EXPECT_EQ(m_page.markedLine(), 0);
}

TEST_F(PlanPageTest, combinationsWithoutSenseAreListedWithTheirReason) {
    ASSERT_TRUE(waitForCheck());
    jobs::Json plan = planText();
    plan["measure"][0]["formats"] = {"act", "paths"};
    plan["measure"][0]["codecs"] = {"default", "zlib:9"};
    m_page.setText(toQt(jobs::toText(plan)));
    ASSERT_TRUE(waitForCheck());
    ASSERT_NE(m_page.checked(), nullptr) << fromQt(m_page.banner().details());
    ASSERT_FALSE(m_page.checked()->expansion.skipped.empty());
    const QAbstractItemModel& model = *m_page.table().model();
    EXPECT_THAT(fromQt(model.index(model.rowCount() - 1, PlanRowsModel::Reason).data().toString()),
                HasSubstr("left out"));
    EXPECT_THAT(fromQt(m_page.tableTsv()), HasSubstr("Remark"));
}

TEST_F(PlanPageTest, readyPlansAreOfferedAndSayTheirLine) {
    for (const jobs::Plan& plan : jobs::readyPlans()) {
        m_page.chooseReady(toQt(plan.name));
        ASSERT_TRUE(waitForCheck());
        ASSERT_NE(m_page.checked(), nullptr) << plan.name << fromQt(m_page.banner().details());
        EXPECT_EQ(m_page.checked()->plan.name, plan.name);
        if (jobs::findJob("bench")->param("plan") != nullptr) {
            EXPECT_THAT(fromQt(m_page.commandLine()), HasSubstr("--plan " + plan.name));
        }
    }
}

TEST_F(PlanPageTest, whatWasTypedStaysWhenSpacesAreOpened) {
    ASSERT_TRUE(waitForCheck());
    const QString typed =
        m_page.text().replace(QStringLiteral("\"runs\": 10"), QStringLiteral("\"runs\":    7"));
    ASSERT_NE(typed, m_page.text());
    m_page.setText(typed);
    m_page.setSpaces({openSpace("new.paths")}); // before it is checked
    EXPECT_EQ(m_page.text(), typed);
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(m_page.text(), typed);
    m_page.setSpaces({openSpace("new.paths"), openSpace("newer.paths")}); // and afterwards
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(m_page.text(), typed);
    ASSERT_NE(m_page.checked(), nullptr);
    EXPECT_EQ(m_page.checked()->plan.runs, 7U);
    EXPECT_EQ(m_page.form().planJson()["inputs"], planText()["inputs"]) << "the form shows the plan";
}

TEST_F(PlanPageTest, aReadyPlanStaysWhenSpacesAreOpened) {
    const jobs::Plan ready = jobs::readyPlans().front();
    m_page.chooseReady(toQt(ready.name));
    const QString text = m_page.text();
    m_page.setSpaces({openSpace("new.paths")});
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(m_page.text(), text);
    EXPECT_THAT(fromQt(m_page.commandLine()), HasSubstr("--plan " + ready.name));
}

TEST_F(PlanPageTest, thePlanOfTheFormFollowsTheSpaceThatIsOpened) {
    m_page.setSpaces({openSpace("new.paths")});
    EXPECT_EQ(planText()["inputs"][0]["space"], "new.paths");
    ASSERT_TRUE(waitForCheck());
    const auto before = m_page.checked();
    ASSERT_NE(before, nullptr);
    m_page.setSpaces({openSpace("new.paths")});
    EXPECT_EQ(m_page.checked(), before) << "nothing has changed: the rows stay in sight";
}

TEST_F(PlanPageTest, theWheelPassesFieldsThatHaveNotTheFocus) {
    ASSERT_TRUE(waitForCheck());
    jobs::Json plan = planText();
    plan["runs"] = 33;
    m_page.setText(toQt(jobs::toText(plan)));
    ASSERT_TRUE(waitForCheck());
    const QString text = m_page.text();
    m_page.form().setMoreOpen(true);
    m_page.editor().setFocus();
    QApplication::processEvents();
    QList<QWidget*> fields;
    for (QWidget* field : m_page.findChildren<QSpinBox*>()) fields += field;
    for (QWidget* field : m_page.findChildren<QComboBox*>()) fields += field;
    ASSERT_GE(fields.size(), 5);
    for (QWidget* field : fields) {
        EXPECT_FALSE(field->focusPolicy() == Qt::WheelFocus) << fromQt(field->accessibleName());
        turnWheel(*field);
    }
    EXPECT_EQ(m_page.text(), text);
    auto* runs = m_page.form().findChild<QSpinBox*>();
    ASSERT_NE(runs, nullptr);
    runs->setFocus();
    if (!runs->hasFocus()) GTEST_SKIP() << "no window is active here";
    turnWheel(*runs);
    EXPECT_NE(m_page.text(), text) << "who has the focus takes the wheel";
}

TEST_F(PlanPageTest, undoBringsBackWhatAChangeOfTheFormReplaced) {
    ASSERT_TRUE(waitForCheck());
    jobs::Json plan = planText();
    plan["tags"] = {"typed"};
    const QString typed = toQt(jobs::toText(plan)) + QLatin1Char('\n');
    m_page.setText(typed);
    ASSERT_TRUE(waitForCheck());
    m_page.form().setRuns(12);
    ASSERT_NE(m_page.text(), typed);
    ASSERT_TRUE(waitForCheck());
    m_page.editor().undo();
    EXPECT_EQ(m_page.text(), typed);
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(m_page.form().planJson()["runs"], 10) << "the form follows";
}

TEST_F(PlanPageTest, aPlanSavedIntoAnotherFolderNamesTheSameFiles) {
    QDir(m_folder.path()).mkdir(QStringLiteral("other"));
    QFile input(m_folder.filePath(QStringLiteral("kb.paths")));
    ASSERT_TRUE(input.open(QIODevice::WriteOnly));
    input.write("x");
    input.close();
    QFile plan(m_folder.filePath(QStringLiteral("plan.json")));
    ASSERT_TRUE(plan.open(QIODevice::WriteOnly));
    plan.write(R"({"schema": "spacebench.plan", "version": 1, "name": "own",
"inputs": [{"file": "kb.paths"}], "measure": [{"operations": ["serialize"], "formats": ["act"]}]})");
    plan.close();
    m_page.openPlan(plan.fileName());
    const auto file = [this] { return m_page.checked() ? m_page.checked()->plan.inputs[0].file : ""; };
    const std::string wanted = fromQt(input.fileName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return file() == wanted; }, kPatienceMs))
        << fromQt(m_page.banner().details());
    QSignalSpy saved(&m_page, &PlanPage::saved);
    m_page.savePlan(m_folder.filePath(QStringLiteral("other/copy.json")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !saved.isEmpty(); }, kPatienceMs));
    ASSERT_TRUE(waitForCheck());
    EXPECT_EQ(file(), wanted) << fromQt(m_page.banner().details());
    QFile copy(m_folder.filePath(QStringLiteral("other/copy.json")));
    ASSERT_TRUE(copy.open(QIODevice::ReadOnly));
    EXPECT_EQ(jobs::Json::parse(copy.readAll().toStdString())["inputs"][0]["file"], wanted);
}

TEST_F(PlanPageTest, whatWasTypedIsUnsavedUntilItIsInAFile) {
    ASSERT_TRUE(waitForCheck());
    EXPECT_FALSE(m_page.unsaved()) << "what the form says is typed by nobody";
    const QString before = m_page.text();
    jobs::Json plan = planText();
    plan["runs"] = 33;
    m_page.setText(toQt(jobs::toText(plan)));
    EXPECT_TRUE(m_page.unsaved());
    QSignalSpy saved(&m_page, &PlanPage::saved);
    m_page.savePlan(m_folder.filePath(QStringLiteral("plan.json")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !saved.isEmpty(); }, kPatienceMs));
    EXPECT_FALSE(m_page.unsaved());
    m_page.setText(before);
    EXPECT_TRUE(m_page.unsaved());
    m_page.chooseReady(QStringLiteral("guide"));
    EXPECT_FALSE(m_page.unsaved());
}

TEST_F(PlanPageTest, aPlanThatIsChosenWhileAnotherIsSavedBelongsToNoFile) {
    ASSERT_TRUE(waitForCheck());
    std::promise<void> end;
    m_controller.submit<int>(&m_page, QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    QSignalSpy saved(&m_page, &PlanPage::saved);
    m_page.savePlan(m_folder.filePath(QStringLiteral("plan.json")));
    m_page.chooseReady(QStringLiteral("guide"));
    end.set_value();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !saved.isEmpty(); }, kPatienceMs));
    EXPECT_TRUE(m_page.file().isEmpty());
    ASSERT_TRUE(waitForCheck());
}

TEST_F(PlanPageTest, aSavedPlanIsOpenedAgain) {
    m_page.form().setRuns(17);
    ASSERT_TRUE(waitForCheck());
    QSignalSpy saved(&m_page, &PlanPage::saved);
    const QString path = m_folder.filePath(QStringLiteral("own.json"));
    m_page.savePlan(path);
    ASSERT_TRUE(saved.count() > 0 || saved.wait(kPatienceMs));
    m_page.form().setRuns(4);
    ASSERT_TRUE(waitForCheck());
    m_page.openPlan(path);
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return m_page.checked() != nullptr && m_page.checked()->plan.runs == 17; }, kPatienceMs));
    EXPECT_EQ(m_page.form().planJson()["runs"], 17);
    m_page.openPlan(m_folder.filePath(QStringLiteral("missing.json")));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_page.banner().errors().empty(); }, kPatienceMs));
}

} // namespace
} // namespace spacebench::widgets
