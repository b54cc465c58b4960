// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Benchmark page: the plan, the queue that runs plans one after another in the timed lane, and the
// results of the last one. F5 puts the plan into the queue, Esc cancels the running one. What was measured
// before a cancel or a failure stays, and the last results stay in sight until the next plan has figures.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/mailbox.h"
#include "bridge/named_space.h"
#include "jobs/bench/run_plan.h"
#include "theme.h"
#include "views/bench_results_view.h"
#include "views/plan_page.h"

class QButtonGroup;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace spacebench::widgets {

class BenchForm;
class ErrorBanner;
class ResultHead;
class RunControls;
class RunView;

/// The core's work behind the page.
struct BenchCalls {
    PlanCalls plan;
    std::function<Result<results::BenchRun>(const jobs::PlanRequest& request,
                                            const jobs::JobServices& services,
                                            const std::function<void(const results::BenchRun&)>& onUpdate)>
        run;
};

class BenchmarkPage : public QWidget {
    Q_OBJECT

  public:
    enum class State { Empty, Waiting, Running, Done, Cancelled, Failed };
    enum class View { Plan, Run, Results };
    enum class SaveKind { Png, Svg, Csv, Samples, Json, Html, Markdown, Pdf };

    BenchmarkPage(JobController& controller, Theme& theme, BenchCalls calls, QWidget* parent = nullptr);
    ~BenchmarkPage() override;

    /// The open spaces, the current one first.
    void setSpaces(std::vector<NamedSpace> spaces);
    [[nodiscard]] PlanPage& plan() { return *m_plan; }
    [[nodiscard]] BenchForm& form();
    [[nodiscard]] RunView& runView() { return *m_runView; }
    [[nodiscard]] BenchResultsView& resultsView() { return *m_results; }
    /// Of the last plan that was started.
    [[nodiscard]] State state() const { return m_state; }
    void showView(View view);
    [[nodiscard]] View view() const;
    /// A view of another page beside the three; returns its place.
    int addView(const QString& title, QWidget* view);

    /// Puts the plan into the queue; where nothing runs, as soon as it is checked.
    void run();
    /// Ends the running plan; what waits follows.
    void cancel();
    void pause(bool on);
    [[nodiscard]] bool paused() const { return m_control && m_control->paused(); }
    /// Titles of what waits, in order.
    [[nodiscard]] QStringList waiting() const;
    void moveWaiting(int from, int to);
    void removeWaiting(int index);

    /// Writes in a job; saved() follows, or the banner says why not. Nothing to save: does nothing.
    void saveAs(SaveKind kind, const QString& path);
    /// `run` is in the history now.
    void setRecorded(const QString& uid, const std::shared_ptr<const results::BenchRun>& run);
    /// It is not, and why: a banner says so, with "Try again", until it is.
    void noteProblem(const Error& error, const std::shared_ptr<const results::BenchRun>& run);
    [[nodiscard]] ErrorBanner& recordBanner() { return *m_recordBanner; }
    /// Shows the results of an earlier run; false while one is being measured.
    bool showRecorded(const std::shared_ptr<const results::BenchRun>& run, const QString& uid = {});
    [[nodiscard]] QString statusText() const;

  Q_SIGNALS:
    void stateChanged();
    void rowsArrived(int rows);
    void saved(const QString& path);
    /// A run ended, also cancelled, with something measured.
    void measured(const std::shared_ptr<const spacebench::results::BenchRun>& run);
    /// What noteProblem() told of is to be recorded once more.
    void recordAgainAsked();
    /// The user wants the run of the results as a baseline, or beside another.
    void baselineAsked(const QString& uid);
    void compareAsked(const QString& uid);

  private:
    /// As text: while something is measured nothing else runs, so that its check may come with its turn.
    struct Queued {
        std::string text;
        std::string file;
        QString title;
        bool checked = true;
        std::uint64_t runs = 0; ///< a row
        std::vector<jobs::BenchSpace> spaces;
    };

    [[nodiscard]] QWidget* buildSwitch();
    [[nodiscard]] QWidget* buildRecordBanner();
    [[nodiscard]] QWidget* buildResults();
    void setState(State state);
    void refresh();
    void refreshQueue();
    void enqueue();
    void startNext();
    void poll();
    void finish(Result<results::BenchRun> result);
    void takeUpdate(const std::shared_ptr<const results::BenchRun>& run);
    void showResults(const std::shared_ptr<const results::BenchRun>& run);
    [[nodiscard]] QString resultText() const;
    [[nodiscard]] bool busy() const { return m_state == State::Waiting || m_state == State::Running; }

    JobController& m_controller;
    Theme& m_theme;
    BenchCalls m_calls;
    State m_state = State::Empty;
    JobTicket m_ticket;
    std::shared_ptr<Mailbox<results::BenchRun>> m_mailbox; ///< of the run in progress
    std::shared_ptr<jobs::PlanControl> m_control;          ///< of the run in progress
    std::deque<Queued> m_waiting;
    QString m_title;                ///< of the plan that was started last
    std::uint64_t m_wantedRuns = 0; ///< of it
    bool m_runWhenChecked = false;
    std::shared_ptr<const results::BenchRun> m_run;   ///< of the plan that was started last, as it grows
    std::shared_ptr<const results::BenchRun> m_shown; ///< as results: an earlier one until m_run has figures
    QString m_uid;                                    ///< of m_shown in the history; empty = not there
    std::uint64_t m_startedPlan = 0;                  ///< counts plans that were started
    std::uint64_t m_shownPlan = 0;                    ///< the one of m_shown
    QString m_shownTitle;                             ///< of the plan of m_shown
    std::vector<std::shared_ptr<const results::BenchRun>> m_unrecorded; ///< could not be kept in the history

    RunControls* m_controls;
    PlanPage* m_plan;
    RunView* m_runView;
    QButtonGroup* m_views;
    QStackedWidget* m_stack;
    QStackedWidget* m_resultStack;
    ErrorBanner* m_recordBanner;
    QPushButton* m_recordAgain = nullptr;
    ResultHead* m_head;
    BenchResultsView* m_results;
    QToolButton* m_baseline;
    QToolButton* m_compare;
};

} // namespace spacebench::widgets
