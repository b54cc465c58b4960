// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quitting loses nothing: what measures is cancelled, as its own button does it, and the window stays until
// what was measured is recorded and every change of the history is on the disk.
#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPointer>
#include <QStatusBar>

#include "evidence_recorder.h"
#include "main_window.h"
#include "run_recorder.h"
#include "views/benchmark_page.h"
#include "views/history_page.h"
#include "views/jobs_strip.h"
#include "views/plan_page.h"
#include "views/targets_page.h"

namespace spacebench::app {

namespace {

bool measures(const widgets::BenchmarkPage& page) {
    using State = widgets::BenchmarkPage::State;
    return page.state() == State::Waiting || page.state() == State::Running;
}

/// A field gives what was typed in it when it loses the focus: not to be lost with the window.
void finishEdits() {
    const QPointer<QWidget> field = QApplication::focusWidget();
    if (!field) return;
    field->clearFocus();
    if (field) field->setFocus(); // where the window stays
}

} // namespace

bool MainWindow::askToQuit() {
    QStringList lines;
    if (const int running = m_jobs.runningInStrip(); running != 0)
        lines += tr("Jobs still running: %1. They are cancelled; what was measured is kept.").arg(running);
    if (const QStringList waiting = m_benchmark->waiting(); !waiting.isEmpty())
        lines += tr("Plans that wait are forgotten: %1.").arg(waiting.join(QStringLiteral(", ")));
    const std::size_t unrecorded = m_recorder->unrecorded();
    if (unrecorded > 0) lines += lossText(unrecorded);
    if (m_benchmark->plan().unsaved()) lines += tr("The plan that was edited as JSON is not saved.");
    if (!lines.isEmpty()) {
        lines += tr("Quit?");
        if (!agreed(lines.join(QLatin1Char('\n')))) return false;
        m_lossAccepted = unrecorded;
    }
    return m_targets->mayDiscard();
}

QString MainWindow::lossText(std::size_t runs) {
    return tr("Measured runs that could not be kept in the history, and would be lost: %1. The bench page "
              "can "
              "try again, or save the last one to a file.")
        .arg(runs);
}

bool MainWindow::agreed(const QString& question) {
    m_asking = true;
    const auto answer = QMessageBox::question(this, tr("Quit"), question);
    m_asking = false;
    return answer == QMessageBox::Yes;
}

void MainWindow::closeWhenKept() {
    if (m_quitting && !m_asking && !keeping()) close();
}

void MainWindow::stopQuitting() {
    m_quitting = false;
    centralWidget()->setEnabled(true);
    statusBar()->clearMessage();
}

void MainWindow::startQuitting() {
    m_quitting = true;
    while (!m_benchmark->waiting().isEmpty()) m_benchmark->removeWaiting(0);
    m_benchmark->cancel();
    // Whatever measures holds back the jobs that keep something.
    for (const widgets::JobView& job : m_jobs.stripJobs())
        if (!job.finished()) m_jobs.cancel(job.ticket);
}

bool MainWindow::keeping() const {
    return measures(*m_benchmark) || m_jobs.runningInStrip() > 0 || m_recorder->underWay() > 0 ||
           m_evidence->busy() || m_history->busy() || m_targets->writing();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->ignore();
    if (m_asking) return;
    if (!m_quitting) {
        finishEdits();
        if (!askToQuit()) return;
        startQuitting();
        if (keeping()) {
            statusBar()->showMessage(tr("Keeping what was measured and changed; the window closes then"));
            centralWidget()->setEnabled(false);
            // Out of the answer of the job that ends the wait.
            connect(&m_jobs, &widgets::JobController::progressed, this, &MainWindow::closeWhenKept,
                    static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection));
            return;
        }
    } else if (keeping()) {
        if (!agreed(tr("What was measured or changed is still being kept. Quit now, and lose it?"))) return;
    }
    // The last run may have failed to be kept only now.
    if (m_recorder->unrecorded() > m_lossAccepted &&
        !agreed(lossText(m_recorder->unrecorded()) + QLatin1Char('\n') + tr("Quit?"))) {
        stopQuitting();
        return;
    }
    m_session.saveWindow(saveGeometry(), saveState());
    m_session.setJobsCollapsed(m_strip->collapsed());
    rememberTabs();
    event->accept();
}

} // namespace spacebench::app
