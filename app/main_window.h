// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window: rail, tabs of open spaces, pages, details dock, jobs strip, menus. Wiring only; what is shown
// and done is in widgets/ and core/.
#pragma once

#include <QMainWindow>

#include "bridge/job_controller.h"
#include "jobs/job.h"
#include "results/claims.h"
#include "results/run_record.h"
#include "session.h"
#include "theme.h"
#include "views/details_panel.h"

class QActionGroup;
class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace spacebench::widgets {
class BenchmarkPage;
class ClaimsPage;
class CodecLabPage;
class ComparePage;
class HistoryPage;
class HomePage;
class JobsStrip;
class SpacePage;
class TargetsPage;
class TechniquesPage;
} // namespace spacebench::widgets

namespace spacebench::app {

class EvidenceRecorder;
class RunRecorder;

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    enum class Place { Home, Space, Benchmark, Codec, Techniques, Claims, Compare, History, Targets };

    /// All parts outlive the window.
    MainWindow(widgets::JobController& jobs, widgets::Theme& theme, Session& session,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens `files`, each in a tab of its own. Without any, what was open last, and the sample at the very
    /// first start.
    void start(const QStringList& files);
    void openFile(const QString& path);
    void openSample();
    void showPlace(Place place);
    [[nodiscard]] Place place() const;

    [[nodiscard]] int spaceCount() const;
    [[nodiscard]] widgets::SpacePage* spaceAt(int index) const;
    [[nodiscard]] widgets::SpacePage* currentSpace() const; ///< null = none open
    [[nodiscard]] widgets::BenchmarkPage& benchmark() const { return *m_benchmark; }
    [[nodiscard]] widgets::CodecLabPage& codecLab() const { return *m_codecLab; }
    [[nodiscard]] widgets::TechniquesPage& techniques() const { return *m_techniques; }
    [[nodiscard]] widgets::ClaimsPage& claims() const { return *m_claims; }
    [[nodiscard]] widgets::ComparePage& compare() const { return *m_compare; }
    [[nodiscard]] widgets::HistoryPage& history() const { return *m_history; }
    [[nodiscard]] widgets::TargetsPage& targets() const { return *m_targets; }
    /// The dialog of a job, with the current space as its input. `fileName` replaces that input.
    QWidget* showJobDialog(const std::string& jobId, const QString& fileName = {});

  protected:
    /// Ends what measures, and stays open until that is in the history with all changes of it.
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    // Quitting: main_window_quit.cpp.
    [[nodiscard]] bool askToQuit();
    void startQuitting();
    void stopQuitting();
    void closeWhenKept();
    [[nodiscard]] bool agreed(const QString& question);
    [[nodiscard]] static QString lossText(std::size_t runs);
    /// Something is on its way to the disk that would be lost.
    [[nodiscard]] bool keeping() const;
    void buildRail();
    void buildCentre();
    void buildDetails();
    void buildStatusBar();
    void buildBenchmark();
    // The pages of the switchboard and the ledger, and what runs leave there: main_window_measure.cpp.
    void buildTechniquesAndClaims();
    void measureClaim(results::ClaimSource source, const QString& guideRow);
    // History, comparison and targets: main_window_history.cpp.
    void buildHistory();
    void refreshHistory();
    void showRecordedRun(const std::shared_ptr<const results::RunRecord>& record);
    void measurePlan(const QString& planName);
    /// Results dropped where results are shown; false: they are spaces to open.
    bool takeDroppedFiles(const QStringList& files);
    // Menus: main_window_menus.cpp.
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildSpaceMenu();
    void buildMeasureMenu();
    void buildHelpMenu();
    void fillRecentMenu();
    void refreshActions();
    void showHelp();
    void showAbout();

    void askForFiles();
    widgets::SpacePage* addTab();
    void closeTab(int index);
    void tabStateChanged(widgets::SpacePage& page);
    void currentTabChanged();
    /// Hands the open spaces to the page that measures, if one is shown, the current one first.
    void offerSpaces();
    void refreshStatus();
    void rememberTabs();
    void resetLayout();

    widgets::JobController& m_jobs;
    widgets::Theme& m_theme;
    Session& m_session;

    QActionGroup* m_rail = nullptr;
    QStackedWidget* m_places = nullptr;
    widgets::HomePage* m_home = nullptr;
    widgets::BenchmarkPage* m_benchmark = nullptr;
    widgets::CodecLabPage* m_codecLab = nullptr;
    widgets::TechniquesPage* m_techniques = nullptr;
    widgets::ClaimsPage* m_claims = nullptr;
    widgets::ComparePage* m_compare = nullptr;
    widgets::HistoryPage* m_history = nullptr;
    widgets::TargetsPage* m_targets = nullptr;
    QStackedWidget* m_spaceStack = nullptr; ///< tabs, or words while none is open
    QTabWidget* m_tabs = nullptr;
    widgets::JobsStrip* m_strip = nullptr;
    QDockWidget* m_detailsDock = nullptr;
    widgets::DetailsPanel* m_details = nullptr;
    bool m_detailsWanted = true; ///< the user's choice; the dock shows only beside a space
    bool m_restoring = false;
    EvidenceRecorder* m_evidence = nullptr;
    bool m_quitting = false;
    bool m_asking = false;          ///< a question about quitting is on the screen
    std::size_t m_lossAccepted = 0; ///< unrecorded runs that the user has given up
    RunRecorder* m_recorder = nullptr;

    QLabel* m_fileLabel = nullptr;
    QLabel* m_rowLabel = nullptr;
    QLabel* m_offsetLabel = nullptr;

    QMenu* m_recentMenu = nullptr;
    QAction* m_reload = nullptr;
    QAction* m_closeTab = nullptr;
    QAction* m_find = nullptr;
    QAction* m_findNext = nullptr;
    QAction* m_findPrevious = nullptr;
    QAction* m_goTo = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_showDetails = nullptr;
    std::vector<QAction*> m_pageActions;   ///< by PageId
    std::vector<QAction*> m_onFileActions; ///< jobs that need an open file
};

} // namespace spacebench::app
