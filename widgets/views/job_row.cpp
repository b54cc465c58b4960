// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/job_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "theme.h"
#include "views/elided_label.h"

namespace spacebench::widgets {

namespace {

constexpr int kIcon = 16;
constexpr int kBarWidth = 160;
constexpr int kPermille = 1000;
constexpr double kNsPerSecond = 1e9;

QToolButton* smallButton(const QString& icon, const QString& name) {
    auto* button = new QToolButton;
    button->setIcon(lineIcon(icon));
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

QString iconOf(const JobView& job) {
    switch (job.status) {
    case jobs::JobStatus::Succeeded:
        return QStringLiteral("good");
    case jobs::JobStatus::Failed:
        return QStringLiteral("error");
    case jobs::JobStatus::Cancelled:
        return QStringLiteral("cancel");
    case jobs::JobStatus::Queued:
    case jobs::JobStatus::Running:
        break;
    }
    return QStringLiteral("bench");
}

} // namespace

QString jobStateWords(const JobView& job) {
    switch (job.status) {
    case jobs::JobStatus::Queued:
        return JobRow::tr("waiting");
    case jobs::JobStatus::Running:
        return job.phase.isEmpty() ? JobRow::tr("running") : job.phase;
    case jobs::JobStatus::Succeeded:
        return job.outcome.isEmpty() ? JobRow::tr("done") : job.outcome;
    case jobs::JobStatus::Failed:
        return !job.outcome.isEmpty() ? job.outcome
               : job.error            ? errorText(*job.error).sentence
                                      : JobRow::tr("failed");
    case jobs::JobStatus::Cancelled:
        return JobRow::tr("cancelled");
    }
    return {};
}

JobRow::JobRow(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    m_icon = new QLabel;
    m_title = new ElidedLabel;
    m_state = new QLabel;
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kBarWidth);
    m_bar->setMaximumHeight(12);
    m_words = new QLabel;
    m_log = smallButton(QStringLiteral("report"), tr("Show the whole report"));
    m_cancel = smallButton(QStringLiteral("cancel"), tr("Cancel"));
    m_dismiss = smallButton(QStringLiteral("close"), tr("Dismiss"));
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_icon);
    row->addWidget(m_title);
    row->addWidget(m_state, 1);
    row->addWidget(m_bar);
    row->addWidget(m_words);
    row->addWidget(m_log);
    row->addWidget(m_cancel);
    row->addWidget(m_dismiss);
    connect(m_log, &QToolButton::clicked, this, &JobRow::logRequested);
    connect(m_cancel, &QToolButton::clicked, this, &JobRow::cancelRequested);
    connect(m_dismiss, &QToolButton::clicked, this, &JobRow::dismissRequested);
}

void JobRow::show(const JobView& job) {
    const bool ended = job.finished();
    m_icon->setPixmap(lineIcon(iconOf(job)).pixmap(kIcon, kIcon));
    m_title->setText(job.title);
    const QString state = jobStateWords(job);
    m_state->setText(state);
    m_state->setToolTip(ended && job.error ? errorText(*job.error).details : state);
    m_bar->setVisible(!ended);
    m_bar->setAccessibleName(tr("Progress of %1").arg(job.title));
    m_bar->setRange(0, job.total != 0 ? kPermille : 0);
    if (job.total != 0) {
        m_bar->setValue(
            static_cast<int>(static_cast<double>(job.done) / static_cast<double>(job.total) * kPermille));
    }
    m_words->setText(ended ? toQt(durationText(job.elapsedSeconds * kNsPerSecond)) : progressWords(job));
    m_log->setVisible(ended && (!job.log.isEmpty() || job.error.has_value()));
    m_cancel->setVisible(!ended);
    m_dismiss->setVisible(ended);
}

} // namespace spacebench::widgets
