// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Compare page: two or more runs, from the history, by a baseline's name, or from files of other
// programs, side by side. It compares by itself whenever what is compared changes, in a job. Runs of
// different machines or inputs are refused until that is allowed.
//
// F8 goes to the next changed row, F7 to the one before, F5 compares again.
#pragma once

#include <memory>

#include <QStringList>
#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "theme.h"
#include "views/comparison_view.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace spacebench::widgets {

class CompareForm;
class ErrorBanner;
class WaitNote;

class ComparePage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Empty, Working, Ready, Failed };
    enum class SaveKind { Csv, Markdown, JUnit, Json, Html };

    ComparePage(JobController& controller, Theme& theme, CompareCalls calls, QWidget* parent = nullptr);

    /// Uids, names of baselines, or files; the first is "before".
    void setRuns(const QStringList& specs);
    void addFiles(const QStringList& paths);
    /// The history changed: what can be added is read anew.
    void refreshHistory();
    void compare();
    void saveAs(SaveKind kind, const QString& path);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] CompareForm& form() const { return *m_form; }
    [[nodiscard]] ComparisonView& view() const { return *m_view; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] QPushButton& allowMachinesButton() const { return *m_allowMachines; }
    [[nodiscard]] QPushButton& allowInputsButton() const { return *m_allowInputs; }
    [[nodiscard]] WaitNote& waitNote() const { return *m_wait; }
    [[nodiscard]] QString commandText() const;

  Q_SIGNALS:
    void stateChanged();
    void saved(const QString& path);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    struct Outcome;
    [[nodiscard]] QWidget* buildMain();
    void finish(const Outcome& outcome);
    [[nodiscard]] bool namesMoved(const std::vector<results::RunSummary>& runs) const;
    void setState(State state);
    void askForFiles(bool folder);
    void askAndSave(SaveKind kind);

    JobController& m_controller;
    Theme& m_theme;
    CompareCalls m_calls;
    State m_state = State::Empty;
    LatestJob m_comparing;
    LatestJob m_listing;
    bool m_listed = false;
    std::vector<std::string> m_comparedUids; ///< of the runs in their order, as far as they could be read
    QStringList m_shownRuns;                 ///< of the comparison, or the error, that is shown
    CompareForm* m_form;
    ErrorBanner* m_banner;
    WaitNote* m_wait;
    QPushButton* m_allowMachines = nullptr;
    QPushButton* m_allowInputs = nullptr;
    ComparisonView* m_view;
    QLabel* m_status;
    QLineEdit* m_command;
    QToolButton* m_saveButton;
};

} // namespace spacebench::widgets
