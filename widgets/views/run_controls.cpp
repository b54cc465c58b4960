// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/run_controls.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace spacebench::widgets {

RunControls::RunControls(const Theme& theme, const QString& runText, const QString& icon, QWidget* parent)
    : QWidget(parent), m_text(new QLabel), m_bar(new QProgressBar), m_run(new QPushButton(runText)),
      m_cancel(new QPushButton(tr("Cancel"))), m_cancelAction(new QAction(tr("Cancel"), this)) {
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
    connect(m_run, &QPushButton::clicked, this, &RunControls::runAsked);
    connect(m_cancel, &QPushButton::clicked, this, &RunControls::cancelAsked);
    connect(m_cancelAction, &QAction::triggered, this, &RunControls::cancelAsked);
    showIdle({});
}

QPushButton* RunControls::addSecondRun(const QString& text, const QString& help) {
    m_second = new QPushButton(text);
    m_second->setToolTip(help);
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* buttons = static_cast<QHBoxLayout*>(column->itemAt(column->count() - 1)->layout());
    buttons->removeWidget(m_run);
    column->insertWidget(column->count() - 1, m_run);
    buttons->insertWidget(0, m_second, 1);
    return m_second;
}

void RunControls::addShortcuts(QWidget& page) {
    auto* run = new QAction(m_run->text(), this);
    run->setShortcut(QKeySequence(Qt::Key_F5));
    m_cancelAction->setShortcut(QKeySequence(Qt::Key_Escape));
    for (QAction* action : {run, m_cancelAction}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        page.addAction(action);
    }
    connect(run, &QAction::triggered, this, &RunControls::runAsked);
}

void RunControls::showIdle(const QString& problem) {
    m_text->setText(problem);
    m_text->setVisible(!problem.isEmpty());
    m_bar->hide();
    m_run->setEnabled(problem.isEmpty());
    if (m_second != nullptr) m_second->setEnabled(problem.isEmpty());
    m_cancel->setEnabled(false);
    m_cancelAction->setEnabled(false);
}

void RunControls::showBusy(const std::optional<JobView>& job) {
    m_run->setEnabled(false);
    if (m_second != nullptr) m_second->setEnabled(false);
    m_cancel->setEnabled(true);
    m_cancelAction->setEnabled(true);
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
