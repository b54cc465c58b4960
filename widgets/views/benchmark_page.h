// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Benchmark page: a short form on the left, charts and table on the right. Runs in the timed lane of the
// job runner; rows appear as they are measured. F5 runs, Esc cancels. What was measured before a cancel or a
// failure stays.
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/mailbox.h"
#include "bridge/named_space.h"
#include "theme.h"
#include "views/bench_results_view.h"

class QStackedWidget;

namespace spacebench::widgets {

class BenchForm;
class ResultHead;
class RunControls;

class BenchmarkPage : public QWidget {
    Q_OBJECT

  public:
    enum class State { Empty, Waiting, Running, Done, Cancelled, Failed };
    enum class SaveKind { Png, Svg, Csv, Json, Html };

    BenchmarkPage(JobController& controller, Theme& theme, QWidget* parent = nullptr);
    ~BenchmarkPage() override;

    /// The open spaces, the current one first.
    void setSpaces(std::vector<NamedSpace> spaces);
    [[nodiscard]] BenchForm& form() { return *m_form; }
    [[nodiscard]] BenchResultsView& resultsView() { return *m_results; }
    [[nodiscard]] State state() const { return m_state; }

    void run();
    void cancel();
    /// A run of the history, as if it had just ended; false while another one is measured.
    bool showRecorded(std::shared_ptr<const results::BenchRun> run);
    /// Writes in a job; saved() follows, or the strip says why not. Nothing to save: does nothing.
    void saveAs(SaveKind kind, const QString& path);

  Q_SIGNALS:
    void stateChanged();
    void rowsArrived(int rows);
    void saved(const QString& path);
    /// A run ended, also cancelled, with something measured.
    void measured(const std::shared_ptr<const spacebench::results::BenchRun>& run);

  private:
    [[nodiscard]] QWidget* buildEmpty();
    [[nodiscard]] QWidget* buildMain();
    void setState(State state);
    void poll();
    void finish(Result<results::BenchRun> result);
    void showRun(std::shared_ptr<const results::BenchRun> run);
    [[nodiscard]] bool busy() const { return m_state == State::Waiting || m_state == State::Running; }

    JobController& m_controller;
    Theme& m_theme;
    State m_state = State::Empty;
    JobTicket m_ticket;
    std::shared_ptr<Mailbox<results::BenchRun>> m_mailbox; ///< of the run in progress
    QString m_inputName;

    BenchForm* m_form;
    RunControls* m_controls;
    QStackedWidget* m_stack;
    ResultHead* m_head;
    BenchResultsView* m_results;
};

} // namespace spacebench::widgets
