// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <thread>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "views/error_banner.h"
#include "views/job_dialog.h"
#include "views/job_form.h"
#include "views/job_report_view.h"

namespace spacebench::widgets {
namespace {

using jobs::ParamKind;
using jobs::ParamSpec;
using testing::HasSubstr;

constexpr int kPatienceMs = 20'000;

ParamSpec param(const char* id, ParamKind kind, const char* label) {
    ParamSpec spec;
    spec.id = id;
    spec.kind = kind;
    spec.label = label;
    spec.help = "What it does.";
    return spec;
}

Result<jobs::JobReport> copyFile(const jobs::ParamValues& values, const jobs::JobServices& services) {
    services.work.begin("copying", ProgressUnit::Bytes, 10);
    std::ofstream(values.text("out")) << "written";
    jobs::JobReport report;
    report.text = "Copied it\nand more\n";
    report.json["schema"] = "test";
    report.json["findings"] = {{{"severity", "warning"},
                                {"id", "x.loose"},
                                {"message", "a loose end"},
                                {"offset", 18},
                                {"expected", "0"},
                                {"found", "1"}}};
    return report;
}

Result<jobs::JobReport> endless(const jobs::ParamValues&, const jobs::JobServices& services) {
    services.work.begin("spinning", ProgressUnit::None);
    for (;;) {
        SB_CHECK(services.work.poll());
        std::this_thread::yield();
    }
}

Result<jobs::JobReport> damaged(const jobs::ParamValues&, const jobs::JobServices&) {
    jobs::JobReport report;
    report.exitStatus = 3;
    report.text = "12 paths read\n";
    report.problems = {Error::corrupt("the stream ends early").at(77).expect("a trailer").got("nothing")};
    return report;
}

jobs::JobDescriptor descriptor(Result<jobs::JobReport> (*run)(const jobs::ParamValues&,
                                                              const jobs::JobServices&)) {
    jobs::JobDescriptor job;
    job.id = "copy";
    job.title = "Copy";
    job.summary = "Copies a file.";
    ParamSpec in = param("in", ParamKind::InputFile, "Input");
    in.positional = in.required = true;
    ParamSpec out = param("out", ParamKind::OutputFile, "Output");
    out.positional = out.required = true;
    ParamSpec atoms = param("atoms", ParamKind::Number, "Atoms");
    atoms.defaultValue = "100000";
    ParamSpec shape = param("shape", ParamKind::Choice, "Shape");
    shape.choices = {"atoms", "deep"};
    shape.defaultValue = "atoms";
    job.params = {in,
                  out,
                  atoms,
                  shape,
                  param("force", ParamKind::Flag, "Overwrite"),
                  param("json", ParamKind::Flag, "JSON")};
    job.run = run;
    return job;
}

class JobDialogTest : public testing::Test {
  protected:
    JobDialogTest() {
        m_input = m_folder.filePath(QStringLiteral("in.bin"));
        m_output = m_folder.filePath(QStringLiteral("out.bin"));
        QFile file(m_input);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("abc");
    }

    std::unique_ptr<JobDialog> dialog(const jobs::JobDescriptor& job) {
        jobs::ParamValues initial;
        initial.set("in", fromQt(m_input));
        initial.set("out", fromQt(m_output));
        auto made = std::make_unique<JobDialog>(job, m_controller, m_theme, initial);
        made->show();
        return made;
    }
    static QPushButton* button(const QWidget& dialog, const char* text) {
        for (QPushButton* one : dialog.findChildren<QPushButton*>())
            if (one->text() == QLatin1String(text)) return one;
        ADD_FAILURE() << "no button " << text;
        return nullptr;
    }
    static bool waitForEnd(JobDialog& dialog) {
        return QTest::qWaitFor([&] { return !dialog.running(); }, kPatienceMs);
    }

    QTemporaryDir m_folder;
    QString m_input;
    QString m_output;
    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
};

TEST_F(JobDialogTest, everyParameterHasAFieldExceptJson) {
    const jobs::JobDescriptor job = descriptor(copyFile);
    const auto shown = dialog(job);
    for (const char* id : {"in", "out", "atoms", "shape", "force"})
        EXPECT_NE(shown->findChild<QWidget*>(QStringLiteral("field-") + QLatin1String(id)), nullptr) << id;
    EXPECT_EQ(shown->findChild<QWidget*>(QStringLiteral("field-json")), nullptr);
}

TEST_F(JobDialogTest, theCommandLineFollowsTheFormAndLeavesDefaultsOut) {
    const jobs::JobDescriptor job = descriptor(copyFile);
    const auto shown = dialog(job);
    EXPECT_EQ(shown->commandLine(), QStringLiteral("spacectl copy %1 %2").arg(m_input, m_output));
    shown->form().setValue("atoms", QStringLiteral("10K"));
    shown->form().setValue("shape", QStringLiteral("deep"));
    shown->form().setValue("force", QStringLiteral("true"));
    const std::string line = fromQt(shown->commandLine());
    EXPECT_THAT(line, HasSubstr("--atoms 10K"));
    EXPECT_THAT(line, HasSubstr("--shape deep"));
    EXPECT_THAT(line, HasSubstr("--force"));
    button(*shown, "Copy line")->click();
    EXPECT_EQ(fromQt(QApplication::clipboard()->text()), line);
    bool visible = false;
    for (const QLabel* label : shown->findChildren<QLabel*>()) visible |= fromQt(label->text()) == line;
    EXPECT_TRUE(visible) << "the line stands in the dialog as well";
}

TEST_F(JobDialogTest, whatCannotRunIsSaidBeforeRunning) {
    const jobs::JobDescriptor job = descriptor(copyFile);
    const auto shown = dialog(job);
    EXPECT_TRUE(button(*shown, "Copy")->isEnabled());
    shown->form().setValue("atoms", QStringLiteral("many"));
    EXPECT_FALSE(button(*shown, "Copy")->isEnabled());
    EXPECT_THAT(fromQt(shown->form().problem()), HasSubstr("Atoms"));
    shown->form().setValue("atoms", QStringLiteral("1M"));
    EXPECT_EQ(shown->form().problem(), QString());
    shown->form().setValue("in", m_folder.filePath(QStringLiteral("missing")));
    EXPECT_THAT(fromQt(shown->form().problem()), HasSubstr("missing"));
    shown->form().setValue("in", QString());
    EXPECT_FALSE(shown->form().problem().isEmpty());
    shown->form().setValue("in", m_input);
    shown->form().setValue("out", m_folder.path());
    EXPECT_THAT(fromQt(shown->form().problem()), HasSubstr("folder"));
}

TEST_F(JobDialogTest, aFinishedJobShowsItsReportAndOffersTheResult) {
    const jobs::JobDescriptor job = descriptor(copyFile);
    const auto shown = dialog(job);
    const QSignalSpy ended(shown.get(), &JobDialog::jobEnded);
    const QSignalSpy opened(shown.get(), &JobDialog::openRequested);
    button(*shown, "Copy")->click();
    ASSERT_TRUE(waitForEnd(*shown));
    ASSERT_EQ(ended.count(), 1);
    EXPECT_TRUE(ended.at(0).at(0).toBool());
    EXPECT_EQ(shown->reportView().report().text, "Copied it\nand more\n");
    EXPECT_EQ(shown->reportView().findingCount(), 1);
    EXPECT_EQ(shown->writtenFile(), m_output);
    QPushButton* open = button(*shown, "Open result");
    ASSERT_TRUE(open->isVisible());
    open->click();
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened.at(0).at(0).toString(), m_output);
    ASSERT_EQ(m_controller.stripJobs().size(), 1U);
    EXPECT_EQ(m_controller.stripJobs()[0].outcome, QStringLiteral("Copied it"));
}

TEST_F(JobDialogTest, theReportIsSavedAsSpacectlPrintsIt) {
    const jobs::JobDescriptor job = descriptor(copyFile);
    const auto shown = dialog(job);
    shown->run();
    ASSERT_TRUE(waitForEnd(*shown));
    const QString path = m_folder.filePath(QStringLiteral("report.json"));
    shown->saveReport(path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_controller.runningCount() == 0; }, kPatienceMs));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(nlohmann::json::parse(file.readAll().toStdString())["schema"], "test");
}

TEST_F(JobDialogTest, cancelStopsTheJobAndTheFormComesBack) {
    const jobs::JobDescriptor job = descriptor(endless);
    const auto shown = dialog(job);
    shown->run();
    EXPECT_TRUE(shown->running());
    EXPECT_FALSE(shown->form().isEnabled());
    button(*shown, "Cancel")->click();
    ASSERT_TRUE(waitForEnd(*shown));
    EXPECT_TRUE(shown->form().isEnabled());
    EXPECT_TRUE(shown->writtenFile().isEmpty());
}

TEST_F(JobDialogTest, damageStandsInABannerWithDetailsBesideWhatCouldBeRead) {
    const jobs::JobDescriptor job = descriptor(damaged);
    const auto shown = dialog(job);
    const QSignalSpy ended(shown.get(), &JobDialog::jobEnded);
    shown->run();
    ASSERT_TRUE(waitForEnd(*shown));
    EXPECT_FALSE(ended.at(0).at(0).toBool());
    const ErrorBanner& banner = shown->reportView().banner();
    EXPECT_TRUE(banner.isVisible());
    EXPECT_THAT(fromQt(banner.details()), testing::AllOf(HasSubstr("stream ends early"), HasSubstr("77"),
                                                         HasSubstr("a trailer"), HasSubstr("nothing")));
    EXPECT_EQ(shown->reportView().report().text, "12 paths read\n");
    EXPECT_TRUE(shown->writtenFile().isEmpty());
}

TEST_F(JobDialogTest, closingWhileItRunsLeavesTheJobRunningAndCleansUpAfterwards) {
    const jobs::JobDescriptor job = descriptor(endless);
    const QPointer<JobDialog> shown = dialog(job).release();
    shown->setAttribute(Qt::WA_DeleteOnClose);
    shown->run();
    shown->reject();
    ASSERT_FALSE(shown.isNull());
    EXPECT_TRUE(shown->running());
    EXPECT_EQ(m_controller.runningInStrip(), 1);
    m_controller.cancel(m_controller.stripJobs()[0].ticket);
    ASSERT_TRUE(QTest::qWaitFor([&] { return shown.isNull(); }, kPatienceMs));
    EXPECT_EQ(m_controller.runningInStrip(), 0);
}

} // namespace
} // namespace spacebench::widgets
