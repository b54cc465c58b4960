// SPDX-License-Identifier: GPL-3.0-or-later
//
// tour light|dark FOLDER: drives the real window over every page and writes a picture of each. Fails where a
// page does not come up. Pictures are for people: what they show is checked by the tests beside this.
#include <cstdio>
#include <functional>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include "base/clock.h"
#include "bridge/to_qt.h"
#include "jobs/job_runner.h"
#include "jobs/worker/worker.h"
#include "main_window.h"
#include "measure/allocation.h"
#include "session.h"
#include "views/atoms_page.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"
#include "views/bytes_page.h"
#include "views/cell_table.h"
#include "views/claims_page.h"
#include "views/codec_lab_page.h"
#include "views/compare_page.h"
#include "views/comparison_view.h"
#include "views/history_page.h"
#include "views/job_dialog.h"
#include "views/job_form.h"
#include "views/lab_form.h"
#include "views/run_details.h"
#include "views/run_view.h"
#include "views/space_choice.h"
#include "views/space_page.h"
#include "views/target_editor.h"
#include "views/targets_page.h"
#include "views/techniques_form.h"
#include "views/techniques_page.h"
#include "views/trie_page.h"
#include "views/virtual_table.h"

namespace {

using namespace spacebench;
using app::MainWindow;
using widgets::BenchmarkPage;
using widgets::ClaimsPage;
using widgets::CodecLabPage;
using widgets::ComparePage;
using widgets::DocumentState;
using widgets::HistoryPage;
using widgets::JobDialog;
using widgets::PageId;
using widgets::SpacePage;
using widgets::TargetsPage;
using widgets::TechniquesPage;

constexpr int kPatienceMs = 60'000;
constexpr int kSettleMs = 150;
constexpr quint64 kMiddleRow = 18'204;

class Tour {
  public:
    Tour(MainWindow& window, QDir folder, QString suffix)
        : m_window(window), m_folder(std::move(folder)), m_suffix(std::move(suffix)) {}

    [[nodiscard]] bool run() {
        m_window.resize(1280, 800);
        m_window.show();
        home();
        sample();
        emptyLedger();
        emptyHistory();
        generatedBenchmark();
        recordedRuns();
        codecLab();
        switchboard();
        ledger();
        const QDir data(QStringLiteral(SPACEBENCH_SHARED_DATA));
        if (data.exists()) {
            realFiles(data);
            benchmarkOfAFile();
            jobDialogs();
            finishedConvert();
        }
        return m_good;
    }

  private:
    void settle() { QTest::qWait(kSettleMs); }

    void picture(const char* name, QWidget* widget = nullptr) {
        settle();
        const QString file =
            m_folder.filePath(QStringLiteral("%1_%2.png").arg(QLatin1String(name), m_suffix));
        const QPixmap shot = (widget != nullptr ? widget : &m_window)->grab();
        if (shot.isNull() || !shot.save(file)) fail(name, "cannot be saved");
    }

    void fail(const char* what, const char* why) {
        std::fprintf(stderr, "tour: %s: %s\n", what, why);
        m_good = false;
    }

    void waitUntil(const char* what, const std::function<bool()>& condition) {
        if (!QTest::qWaitFor(condition, kPatienceMs)) fail(what, "did not happen");
    }

    SpacePage& loaded(const char* what) {
        SpacePage& page = *m_window.currentSpace();
        waitUntil(what, [&page] { return page.document().state() != DocumentState::Loading; });
        waitUntil(what,
                  [&page] { return page.document().index() == nullptr || !page.document().countingJob(); });
        return page;
    }

    SpacePage& open(const QDir& data, const char* name) {
        m_window.openFile(data.filePath(QLatin1String(name)));
        return loaded(name);
    }

    void home() {
        m_window.showPlace(MainWindow::Place::Home);
        picture("home_first");
    }

    void sample() {
        m_window.openSample();
        picture("space_loading");
        SpacePage& page = loaded("the sample");
        picture("summary_sample");
        page.setPage(PageId::Bytes);
        picture("bytes_sample");
    }

    void atRow(SpacePage& page, quint64 row) {
        page.setPage(PageId::Atoms);
        page.atoms().table().setCurrentRow(row);
        waitUntil("a row", [&] { return page.atoms().rows().pathOf(row).has_value(); });
        Q_EMIT page.atoms().table().picked(row);
        waitUntil("its selection", [&] { return page.document().selection().path.has_value(); });
    }

    void everyPage(SpacePage& page, const char* prefix, quint64 row) {
        const auto name = [prefix](const char* what) { return std::string(what) + '_' + prefix; };
        page.setPage(PageId::Summary);
        picture(name("summary").c_str());
        atRow(page, row);
        picture(name("atoms").c_str());
        page.setPage(PageId::Trie);
        waitUntil("the trie", [&] { return page.trie().tree().currentIndex().isValid(); });
        picture(name("trie").c_str());
        page.setPage(PageId::Bytes);
        picture(name("bytes").c_str());
    }

    void realFiles(const QDir& data) {
        everyPage(open(data, "big_logic.metta.paths"), "paths", kMiddleRow);
        SpacePage& paths = *m_window.currentSpace();
        paths.setPage(PageId::Atoms);
        paths.atoms().setFilter(widgets::FilterKind::TextContains, QStringLiteral("(T (K"));
        settle();
        picture("atoms_filtered");
        everyPage(open(data, "golden/atoms-10k.act"), "act", 1'234);
        everyPage(open(data, "golden/v-n32.act"), "values", 7);
        SpacePage& merged = open(data, "golden/m-merge2.act");
        merged.setPage(PageId::Summary);
        picture("summary_merged");
        merged.document().openRoot(1);
        loaded("an older root");
        picture("summary_merged_older");
        SpacePage& interned = open(data, "interned/ancestor.paths");
        interned.setPage(PageId::Summary);
        picture("summary_interned");
        interned.setPage(PageId::Atoms);
        picture("atoms_interned");
        const QString lonely =
            m_scratch.filePath(QStringLiteral("a_rather_long_name_without_its_symbols.paths"));
        if (!QFile::copy(data.filePath(QStringLiteral("interned/ancestor.paths")), lonely))
            fail("a space without its table", "cannot be copied");
        SpacePage& tableless = open(QDir(m_scratch.path()), "a_rather_long_name_without_its_symbols.paths");
        tableless.setPage(PageId::Summary);
        picture("summary_symbols_missing");
        tableless.setPage(PageId::Trie);
        picture("trie_symbols_missing");
        SpacePage& table = open(data, "interned/symbols-50.zip");
        table.setPage(PageId::Entries);
        picture("entries_symbols");
        open(data, "bad/trunc.paths").setPage(PageId::Summary);
        picture("space_partial");
        open(data, "bad/v02.act");
        picture("space_failed");
        m_window.showPlace(MainWindow::Place::Home);
        picture("home_recent");
    }

    void runBenchmark(const char* name) {
        BenchmarkPage& page = m_window.benchmark();
        waitUntil("the plan", [&page] { return !page.plan().checking(); });
        page.run();
        waitUntil(name, [&page] {
            return page.state() == BenchmarkPage::State::Done ||
                   page.runView().table().model()->rowCount() > 0;
        });
        picture((std::string(name) + "_running").c_str());
        waitUntil(name, [&page] { return page.state() == BenchmarkPage::State::Done; });
        picture((std::string(name) + "_done").c_str());
    }

    void generatedBenchmark() {
        m_window.showPlace(MainWindow::Place::Benchmark);
        BenchmarkPage& page = m_window.benchmark();
        page.showView(BenchmarkPage::View::Results);
        picture("bench_empty");
        page.showView(BenchmarkPage::View::Plan);
        page.plan().chooseReady(QStringLiteral("guide"));
        waitUntil("the guide's plan", [&page] { return !page.plan().checking(); });
        picture("bench_plan_ready");
        page.form().chooseGenerated({1000});
        page.form().setRuns(3);
        page.form().setMoreOpen(true);
        waitUntil("the plan", [&page] { return !page.plan().checking(); });
        picture("bench_plan_form");
        page.form().setMoreOpen(false);
        page.plan().setJsonShown(true);
        const QString good = page.plan().text();
        page.plan().setText(
            QString(good).replace(QStringLiteral("\"warm_up\""), QStringLiteral("\"warmup\"")));
        waitUntil("the mistake", [&page] { return !page.plan().checking(); });
        picture("bench_plan_mistake");
        page.plan().setText(good);
        waitUntil("the plan", [&page] { return !page.plan().checking(); });
        page.plan().setJsonShown(false);
        runBenchmark("bench_generated");
        page.resultsView().selectRow(0);
        page.resultsView().setDetailsShown(true);
        picture("bench_samples");
        page.resultsView().setDetailsShown(false);
        page.showView(BenchmarkPage::View::Run);
        picture("bench_run_ended");
        page.showView(BenchmarkPage::View::Plan);
    }

    void waitForAdvice(const char* what) {
        CodecLabPage& page = m_window.codecLab();
        waitUntil(what, [&page] { return page.advice() != nullptr; });
    }

    void codecLab() {
        m_window.showPlace(MainWindow::Place::Codec);
        picture("codec_empty");
        CodecLabPage& page = m_window.codecLab();
        page.form().input().chooseGenerated(10'000);
        page.form().setLevels(QStringLiteral("1,3,6,9,12"));
        page.form().setChunkSizes(QStringLiteral("4K,64K,whole"));
        page.form().setRuns(2);
        page.form().setEndToEnd(false);
        page.form().setBudgetSeconds(20);
        page.run(CodecLabPage::Depth::Full);
        waitUntil("codec rows", [&page] {
            return page.resultsView().compressFront().itemCount() > 12 ||
                   page.state() == CodecLabPage::State::Done;
        });
        picture("codec_running");
        waitUntil("codec lab", [&page] { return page.state() == CodecLabPage::State::Done; });
        waitForAdvice("codec advice");
        picture("codec_done");
        if (page.advice() != nullptr && page.advice()->pick)
            page.resultsView().selectRow(page.advice()->pick);
        page.resultsView().setThird(widgets::LabResultsView::Third::ChunkSize);
        page.resultsView().setBeside(widgets::LabResultsView::Beside::Row);
        picture("codec_row");
        page.resultsView().setThird(widgets::LabResultsView::Third::GuideMap);
        page.resultsView().setBeside(widgets::LabResultsView::Beside::Advice);
        page.advisor().setWeights(80, 10, 40);
        waitForAdvice("codec weights");
        picture("codec_map");
        page.run(CodecLabPage::Depth::Estimate);
        waitUntil("codec estimate", [&page] { return page.state() == CodecLabPage::State::Done; });
        waitForAdvice("codec estimate");
        page.resultsView().setThird(widgets::LabResultsView::Third::LinkSpeed);
        picture("codec_estimate");
    }

    void emptyLedger() {
        m_window.showPlace(MainWindow::Place::Claims);
        waitUntil("the ledger", [this] { return m_window.claims().ledger() != nullptr; });
        picture("claims_empty");
    }

    void runTechniques(const char* name) {
        TechniquesPage& page = m_window.techniques();
        page.run();
        waitUntil(name, [&page] {
            return page.state() == TechniquesPage::State::Done || page.view().run() != nullptr;
        });
        picture((std::string(name) + "_running").c_str());
        waitUntil(name, [&page] { return page.state() == TechniquesPage::State::Done; });
        picture((std::string(name) + "_done").c_str());
    }

    void switchboard() {
        m_window.showPlace(MainWindow::Place::Techniques);
        picture("tech_empty");
        TechniquesPage& page = m_window.techniques();
        page.form().input().chooseGenerated(1000);
        page.form().setRounds(9);
        page.form().setBudgetSeconds(40);
        runTechniques("tech_one");
        page.view().selectRow(results::rowsByEffect(*page.view().run(), *page.view().chartTask()).front());
        page.view().setSamplesShown(true);
        picture("tech_samples");
        page.view().setSamplesShown(false);
        page.form().chooseAll(false);
        for (const char* id : {"M1", "M2", "M3", "C3", "I1"})
            page.form().setTechnique(QLatin1String(id), true);
        for (const char* format : {"act", "mtts"}) page.form().setFormat(QLatin1String(format), false);
        page.form().setOperation(tuning::TaskKind::Deserialize, false);
        page.form().setExperiment(results::ExperimentKind::Factorial);
        page.view().setPicture(widgets::TechniquesView::Picture::Interactions);
        runTechniques("tech_factorial");
    }

    void ledger() {
        m_window.showPlace(MainWindow::Place::Claims);
        ClaimsPage& page = m_window.claims();
        const auto measured = [&page](const char* claim) {
            const results::LedgerRow* row = page.ledger() ? page.ledger()->row(claim) : nullptr;
            return row != nullptr && row->evidence.has_value();
        };
        waitUntil("evidence", [&] { return measured("M1"); });
        page.selectClaim(QStringLiteral("M1"));
        picture("claims_filled");
        page.selectClaim(QStringLiteral("X1"));
        picture("claims_contradiction");
        page.setVerdictFilter(results::ClaimVerdict::NotTestableHere);
        picture("claims_filtered");
        page.setVerdictFilter(std::nullopt);
        page.setWordFilter(QStringLiteral("no such claim"));
        picture("claims_no_match");
        page.setWordFilter({});
        page.input().chooseGenerated(1000);
        page.measureAll();
        waitUntil("measuring all", [&page] { return page.state() == ClaimsPage::State::Running; });
        picture("claims_running");
        page.cancel();
        waitUntil("its end", [&page] { return page.state() == ClaimsPage::State::Cancelled; });
        picture("claims_cancelled");
    }

    void emptyHistory() {
        m_window.showPlace(MainWindow::Place::History);
        HistoryPage& page = m_window.history();
        waitUntil("the history", [&page] { return page.state() == HistoryPage::State::Ready; });
        picture("history_empty");
        m_window.showPlace(MainWindow::Place::Compare);
        picture("compare_empty");
        m_window.showPlace(MainWindow::Place::Targets);
        waitUntil("the targets", [this] { return m_window.targets().dashboard() != nullptr; });
        picture("targets_empty");
    }

    void recordedRuns() {
        m_window.showPlace(MainWindow::Place::Benchmark);
        m_window.benchmark().form().setRuns(9);
        m_window.benchmark().run();
        waitUntil("a second run",
                  [this] { return m_window.benchmark().state() == BenchmarkPage::State::Done; });
        m_window.showPlace(MainWindow::Place::History);
        HistoryPage& page = m_window.history();
        waitUntil("recorded runs", [&page] { return page.runs().size() == 2; });
        if (page.runs().size() < 2) return;
        const QString newest = widgets::toQt(page.runs()[0].uid);
        const QString oldest = widgets::toQt(page.runs()[1].uid);
        page.setTags(newest, {QStringLiteral("tour"), QStringLiteral("quick")});
        page.setBaselines(oldest, {QStringLiteral("main")});
        page.selectRun(newest);
        waitUntil("the run's rows", [&page] { return page.details().rows().cells().rowCount() > 0; });
        picture("history_runs");
        page.details().setCurrentIndex(1);
        picture("history_rows");
        page.details().setCurrentIndex(2);
        picture("history_environment");
        page.details().setCurrentIndex(3);
        picture("history_trend");
        page.removeRuns({newest});
        waitUntil("a deletion", [&page] { return page.runs().size() == 1; });
        picture("history_deleted");
        page.undo();
        waitUntil("its undo", [&page] { return page.runs().size() == 2; });
        page.details().setCurrentIndex(0);

        Q_EMIT page.compareRequested({oldest, newest});
        ComparePage& compare = m_window.compare();
        waitUntil("a comparison", [&compare] { return compare.state() == ComparePage::State::Ready; });
        picture("compare_ready");
        compare.view().setPicture(widgets::ComparisonView::Picture::Order);
        picture("compare_order");
        compare.view().setPicture(widgets::ComparisonView::Picture::Samples);
        picture("compare_samples");
        compare.setRuns({oldest, QStringLiteral("no such run")});
        waitUntil("a refusal", [&compare] { return compare.state() == ComparePage::State::Failed; });
        picture("compare_failed");

        m_window.showPlace(MainWindow::Place::Targets);
        TargetsPage& targets = m_window.targets();
        waitUntil("a judgement",
                  [&targets] { return targets.dashboard() && !targets.dashboard()->run->uid.empty(); });
        picture("targets_judged");
        targets.setChartsShown(true);
        picture("targets_charts");
        targets.setChartsShown(false);
        widgets::TargetEditor& editor = targets.editTables();
        editor.duplicate();
        picture("targets_editor", &editor);
        editor.editTable(QStringLiteral("guide"));
        editor.close();
    }

    void openBigLogic() {
        m_window.openFile(
            QDir(QStringLiteral(SPACEBENCH_SHARED_DATA)).filePath(QStringLiteral("big_logic.metta.paths")));
        loaded("big_logic");
    }

    void benchmarkOfAFile() {
        openBigLogic();
        m_window.showPlace(MainWindow::Place::Benchmark);
        m_window.benchmark().form().input().chooseSpace(QStringLiteral("big_logic.metta.paths"));
        m_window.benchmark().form().setRuns(5);
        runBenchmark("bench_file");
        m_window.showPlace(MainWindow::Place::Space);
        picture("space_with_jobs");
    }

    void finishedConvert() {
        openBigLogic();
        auto* dialog = qobject_cast<JobDialog*>(m_window.showJobDialog("convert"));
        if (dialog == nullptr) return fail("convert", "has no dialog");
        dialog->form().setValue("out", m_scratch.filePath(QStringLiteral("converted.act")));
        dialog->run();
        waitUntil("convert", [dialog] { return !dialog->running(); });
        if (dialog->writtenFile().isEmpty()) fail("convert", "wrote nothing");
        picture("dialog_convert_done", dialog);
        dialog->close();
    }

    void jobDialogs() {
        openBigLogic();
        for (const char* job : {"convert", "verify", "salvage", "diff", "generate"}) {
            if (QWidget* dialog = m_window.showJobDialog(job)) {
                picture((std::string("dialog_") + job).c_str(), dialog);
                dialog->close();
            }
        }
    }

    MainWindow& m_window;
    QDir m_folder;
    QString m_suffix;
    QTemporaryDir m_scratch;
    bool m_good = true;
};

} // namespace

int main(int argc, char** argv) {
    const QTemporaryDir data; // what is measured leaves evidence: not in the user's own ledger
    qputenv("XDG_DATA_HOME", data.path().toLocal8Bit());
    if (const auto status = jobs::worker::runIfAsked(argc, argv)) return *status;
    spacebench::measure::standAside(); // as the program's own main does: pictures show what a job allocates
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("spacebench-tests"));
    QApplication::setApplicationName(QStringLiteral("tour"));
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QLocale::setDefault(QLocale::c());
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 3 || !QDir().mkpath(arguments[2])) {
        std::fprintf(stderr, "usage: tour light|dark FOLDER\n");
        return 2;
    }
    const SteadyClock clock;
    jobs::JobRunner runner(clock);
    app::Session session;
    widgets::Theme theme;
    theme.setAppearance(arguments[1] == QLatin1String("dark") ? widgets::Appearance::Dark
                                                              : widgets::Appearance::Light);
    theme.apply();
    widgets::JobController controller(runner, clock);
    app::MainWindow window(controller, theme, session);
    const int percent = qRound(window.devicePixelRatio() * 100);
    Tour tour(window, QDir(arguments[2]), QStringLiteral("%1_%2").arg(arguments[1]).arg(percent));
    return tour.run() ? 0 : 1;
}
