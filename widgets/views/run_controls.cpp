// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/run_controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace spacebench::widgets {

RunControls::RunControls(const Theme& theme, const QString& runText, const QString& icon, QWidget* parent)
    : QWidget(parent), m_text(new QLabel), m_bar(new QProgressBar), m_run(new QPushButton(runText)),
      m_cancel(new QPushButton(tr("Cancel"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_text->setWordWrap(true);
    theme.keepFont(m_text, TypeSize::Small);
    constexpr int kBarHeight = 8;
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setAccessibleName(tr("Progress"));
    column->addWidget(m_text);
    column->addWidget(m_bar);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_run->setIcon(lineIcon(icon));
    m_run->setToolTip(tr("%1 (F5)").arg(runText));
    m_cancel->setToolTip(tr("Stop; what was measured stays (Esc)"));
    buttons->addWidget(m_run, 1);
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    showIdle({});
}

void RunControls::showIdle(const QString& problem) {
    m_text->setText(problem);
    m_text->setVisible(!problem.isEmpty());
    m_bar->hide();
    m_run->setEnabled(problem.isEmpty());
    m_cancel->setEnabled(false);
}

void RunControls::showBusy(const std::optional<JobView>& job) {
    m_run->setEnabled(false);
    m_cancel->setEnabled(true);
    m_bar->show();
    m_text->show();
    constexpr int kSteps = 1000;
    m_bar->setRange(0, job && job->total != 0 ? kSteps : 0);
    if (job && job->total != 0)
        m_bar->setValue(
            static_cast<int>(static_cast<double>(job->done) / static_cast<double>(job->total) * kSteps));
    if (!job || job->status == jobs::JobStatus::Queued) {
        m_text->setText(tr("Waiting until the other jobs have ended: nothing may run beside a measurement."));
        return;
    }
    const QString words = progressWords(*job);
    m_text->setText(words.isEmpty() ? job->phase : job->phase + QLatin1Char('\n') + words);
}

} // namespace spacebench::widgets
