// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs_strip.h"

#include <algorithm>
#include <set>

#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "views/elided_label.h"
#include "views/job_row.h"

namespace spacebench::widgets {

namespace {

constexpr int kIcon = 16;
constexpr std::size_t kRowsShown = 5; ///< more scroll

QToolButton* smallButton(const QString& icon, const QString& name) {
    auto* button = new QToolButton;
    button->setIcon(lineIcon(icon));
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

JobsStrip::JobsStrip(JobController& jobs, Theme& theme, QWidget* parent)
    : QFrame(parent), m_jobs(jobs), m_theme(theme), m_line(new ElidedLabel), m_scroll(new QScrollArea),
      m_list(new QWidget) {
    setAccessibleName(tr("Jobs"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto* rule = new QFrame;
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Mid);
    whole->addWidget(rule);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 2, 8, 2);
    m_toggle = smallButton(QStringLiteral("down"), tr("Collapse or expand the jobs"));
    m_clear = smallButton(QStringLiteral("close"), tr("Dismiss all finished jobs"));
    head->addWidget(m_toggle);
    head->addWidget(m_line, 1);
    head->addWidget(m_clear);
    whole->addLayout(head);

    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, 0, 4);
    m_rows->setSpacing(0);
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    whole->addWidget(m_scroll);

    connect(m_toggle, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    connect(m_clear, &QToolButton::clicked, &m_jobs, &JobController::dismissFinished);
    connect(&m_jobs, &JobController::stripChanged, this, &JobsStrip::rebuild);
    connect(&m_jobs, &JobController::progressed, this, &JobsStrip::refresh);
    connect(&m_theme, &Theme::changed, this, &JobsStrip::refresh);
    rebuild();
}

void JobsStrip::setCollapsed(bool collapsed) {
    m_collapsed = collapsed;
    m_toggle->setIcon(lineIcon(collapsed ? QStringLiteral("up") : QStringLiteral("down")));
    rebuild();
}

void JobsStrip::rebuild() {
    const std::vector<JobView> jobs = m_jobs.stripJobs();
    std::set<std::uint64_t> present;
    for (const JobView& job : jobs) {
        present.insert(job.ticket.value);
        if (m_rowOf.count(job.ticket.value) != 0) continue;
        auto* row = new JobRow(m_list);
        const JobTicket ticket = job.ticket;
        connect(row, &JobRow::cancelRequested, this, [this, ticket] { m_jobs.cancel(ticket); });
        // Queued: dismissing destroys the row whose button is just being clicked.
        connect(
            row, &JobRow::dismissRequested, &m_jobs, [this, ticket] { m_jobs.dismiss(ticket); },
            Qt::QueuedConnection);
        connect(row, &JobRow::logRequested, this, [this, ticket] {
            if (const auto finished = m_jobs.job(ticket)) showLog(*finished);
        });
        m_rows->addWidget(row);
        m_rowOf.emplace(ticket.value, row);
    }
    for (auto row = m_rowOf.begin(); row != m_rowOf.end();) {
        if (present.count(row->first) != 0) {
            ++row;
            continue;
        }
        delete row->second;
        row = m_rowOf.erase(row);
    }
    setVisible(!jobs.empty());
    m_scroll->setVisible(!m_collapsed);
    refresh();
    if (!m_rowOf.empty()) {
        const int height = m_rowOf.begin()->second->sizeHint().height();
        m_scroll->setFixedHeight(height * static_cast<int>(std::min(m_rowOf.size(), kRowsShown)) + 4);
    }
}

void JobsStrip::refresh() {
    if (!isVisibleTo(parentWidget())) return;
    int running = 0;
    int ended = 0;
    QString line;
    for (const JobView& job : m_jobs.stripJobs()) {
        (job.finished() ? ended : running) += 1;
        if (const auto row = m_rowOf.find(job.ticket.value); row != m_rowOf.end()) row->second->show(job);
        if (m_collapsed && !job.finished()) {
            line = QStringLiteral("%1: %2   %3").arg(job.title, jobStateWords(job), progressWords(job));
        } else if (m_collapsed && line.isEmpty()) {
            line = QStringLiteral("%1: %2").arg(job.title, jobStateWords(job));
        }
    }
    const QString count = tr("Jobs: %1 running, %2 finished").arg(running).arg(ended);
    m_line->setText(line.isEmpty() ? count : count + QStringLiteral("   \u2502   ") + line);
    m_clear->setVisible(ended != 0);
}

void JobsStrip::showLog(const JobView& job) {
    auto* dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(job.title);
    dialog->resize(720, 480);
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    m_theme.keepFont(text, TypeSize::Normal, true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    QString log = job.log;
    if (job.error)
        log += (log.isEmpty() ? QString() : QStringLiteral("\n\n")) + errorText(*job.error).details;
    text->setPlainText(log);
    text->setAccessibleName(tr("Report of %1").arg(job.title));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text);
    column->addWidget(buttons);
    dialog->show();
}

} // namespace spacebench::widgets
