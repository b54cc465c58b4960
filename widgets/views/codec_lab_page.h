// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Codec page: a short form on the left, charts, table and advice on the right. Sweeps run in the timed
// lane of the job runner; rows appear as they are measured, and what was measured before a cancel or a
// failure stays. F5 measures, Esc cancels. The advice is weighed in a job of its own, when the sweep has
// ended: nothing may run beside a measurement.
#pragma once

#include <memory>
#include <vector>

#include <QElapsedTimer>
#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/mailbox.h"
#include "bridge/named_space.h"
#include "theme.h"
#include "views/advisor_panel.h"
#include "views/lab_results_view.h"

class QStackedWidget;

namespace spacebench::widgets {

class LabForm;
class ResultHead;
class RunControls;

class CodecLabPage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Empty, Waiting, Running, Done, Cancelled, Failed };
    enum class SaveKind { Png, Svg, Csv, Json };
    enum class Depth { Estimate, Full };

    CodecLabPage(JobController& controller, Theme& theme, QWidget* parent = nullptr);
    ~CodecLabPage() override;

    /// The open spaces, the current one first.
    void setSpaces(std::vector<NamedSpace> spaces);
    [[nodiscard]] LabForm& form() { return *m_form; }
    [[nodiscard]] LabResultsView& resultsView() { return *m_results; }
    [[nodiscard]] AdvisorPanel& advisor() { return *m_advisor; }
    [[nodiscard]] State state() const { return m_state; }
    /// Of what is shown, for the goal of the panel; nullptr while there is none, or it is being weighed.
    [[nodiscard]] const results::Advice* advice() const { return m_advice.get(); }

    void run(Depth depth);
    void cancel();
    /// Shows a run that was measured elsewhere, or before.
    void showRun(std::shared_ptr<const results::LabRun> run);
    /// Writes in a job; saved() follows, or the strip says why not. Nothing to save: does nothing.
    void saveAs(SaveKind kind, const QString& path);
    void saveSettings(const QString& path);
    /// The spacectl line that stores the input as the advice says; empty without an advice.
    [[nodiscard]] QString adviceCommandLine() const;

  Q_SIGNALS:
    void stateChanged();
    void adviceChanged();
    /// A run ended, also cancelled, with something measured.
    void measured(const std::shared_ptr<const spacebench::results::LabRun>& run);
    void saved(const QString& path);

  private:
    struct Answer {
        results::Advice advice;
        results::GridChart map;
    };

    [[nodiscard]] QWidget* buildEmpty();
    [[nodiscard]] QWidget* buildMain();
    void setState(State state);
    void poll();
    void pickUpRows();
    void takeRows(std::shared_ptr<const results::LabRun> run);
    void finish(Result<results::LabRun> result);
    void weigh();
    void takeAnswer(Result<Answer> answer, const results::Goal& goal);
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] bool busy() const { return m_state == State::Waiting || m_state == State::Running; }

    JobController& m_controller;
    Theme& m_theme;
    State m_state = State::Empty;
    JobTicket m_ticket;
    std::shared_ptr<Mailbox<results::LabRun>> m_mailbox; ///< of the run in progress
    QElapsedTimer m_sinceRows;                           ///< since the charts were drawn last
    LatestJob m_weighing;
    std::unique_ptr<results::Advice> m_advice;
    results::Goal m_advisedGoal; ///< what m_advice answers
    QString m_inputName;
    QString m_inputPath; ///< of what was measured; empty = generated

    LabForm* m_form;
    RunControls* m_controls;
    QStackedWidget* m_stack;
    ResultHead* m_head;
    AdvisorPanel* m_advisor;
    LabResultsView* m_results;
};

} // namespace spacebench::widgets
