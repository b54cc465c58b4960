// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Techniques page: a form of switches on the left, the board of what they do on the right. Runs in the
// timed lane of the job runner; figures appear as rounds end. F5 runs, Esc cancels. What was measured before
// a cancel or a failure stays.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/mailbox.h"
#include "bridge/named_space.h"
#include "jobs/techniques/techniques.h"
#include "theme.h"
#include "views/techniques_view.h"

class QStackedWidget;

namespace spacebench::widgets {

class ResultHead;
class RunControls;
class TechniquesForm;

/// The core's work behind the page; jobs/techniques has it.
struct TechniqueCalls {
    /// Facts of the machine and the folder for files, on which reasons rest.
    std::function<Result<tuning::Circumstances>()> circumstances;
    std::function<Result<results::TechniqueRun>(
        const jobs::TechniqueRequest& request, const jobs::JobServices& services,
        const std::function<void(const results::TechniqueRun&)>& onUpdate)>
        run;
};

class TechniquesPage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Empty, Waiting, Running, Done, Cancelled, Failed };
    enum class SaveKind { Png, Svg, Csv, Json };

    TechniquesPage(JobController& controller, Theme& theme, TechniqueCalls calls, QWidget* parent = nullptr);
    ~TechniquesPage() override;

    /// The open spaces, the current one first.
    void setSpaces(std::vector<NamedSpace> spaces);
    [[nodiscard]] TechniquesForm& form() { return *m_form; }
    [[nodiscard]] TechniquesView& view() { return *m_view; }
    [[nodiscard]] State state() const { return m_state; }

    void run();
    void cancel();
    /// Chooses one technique alone, for a claim that is to be measured.
    void chooseOnly(const QString& techniqueId);
    /// Writes in a job; saved() follows, or the strip says why not. Nothing to save: does nothing.
    void saveAs(SaveKind kind, const QString& path);

  Q_SIGNALS:
    void stateChanged();
    void saved(const QString& path);
    /// A run ended, also cancelled, with figures or reasons.
    void measured(const std::shared_ptr<const spacebench::results::TechniqueRun>& run);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    [[nodiscard]] QWidget* buildEmpty();
    [[nodiscard]] QWidget* buildMain();
    void setState(State state);
    void poll();
    void finish(Result<results::TechniqueRun> result);
    void showRun(TechniquesView::RunPtr run, bool settled);
    void askCircumstances();
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] bool busy() const { return m_state == State::Waiting || m_state == State::Running; }

    JobController& m_controller;
    Theme& m_theme;
    TechniqueCalls m_calls;
    State m_state = State::Empty;
    JobTicket m_ticket;
    std::shared_ptr<Mailbox<results::TechniqueRun>> m_mailbox; ///< of the run in progress
    LatestJob m_circumstances;
    bool m_lookedAround = false; ///< the circumstances were asked for
    QString m_inputName;

    TechniquesForm* m_form;
    RunControls* m_controls;
    QStackedWidget* m_stack;
    ResultHead* m_head;
    TechniquesView* m_view;
};

} // namespace spacebench::widgets
