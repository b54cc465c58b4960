// SPDX-License-Identifier: GPL-3.0-or-later
//
// The foot of a measuring page's form: how far the job is, or why it cannot begin; run and cancel. F5 runs
// and Esc cancels anywhere in the page.
#pragma once

#include <QWidget>

#include "bridge/job_controller.h"
#include "theme.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace spacebench::widgets {

class RunControls final : public QWidget {
    Q_OBJECT

  public:
    RunControls(const Theme& theme, const QString& runText, const QString& icon, QWidget* parent = nullptr);

    /// A second way to run, below the first; asks for nothing by itself.
    QPushButton* addSecondRun(const QString& text, const QString& help);
    /// F5 and Esc, wherever the focus is inside `page`.
    void addShortcuts(QWidget& page);

    /// Nothing runs: `problem` says why nothing can (empty = it can).
    void showIdle(const QString& problem);
    /// The job before its first poll, and from then on.
    void showBusy(const std::optional<JobView>& job);
    [[nodiscard]] QPushButton& runButton() { return *m_run; }
    [[nodiscard]] QPushButton& cancelButton() { return *m_cancel; }

  Q_SIGNALS:
    void runAsked();
    void cancelAsked();

  private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_run;
    QPushButton* m_second = nullptr;
    QPushButton* m_cancel;
    QAction* m_cancelAction;
};

} // namespace spacebench::widgets
