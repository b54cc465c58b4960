// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/loading_page.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "views/error_banner.h"

namespace spacebench::widgets {

namespace {

constexpr int kCardWidth = 560;
constexpr int kPermille = 1000;

/// A column of fixed width in the middle of the page, a third from the top.
QVBoxLayout* cardOn(QWidget* page) {
    auto* card = new QWidget(page);
    card->setMaximumWidth(kCardWidth);
    card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(card, 100);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(2);
    auto* inside = new QVBoxLayout(card);
    inside->setSpacing(8);
    return inside;
}

} // namespace

LoadingPage::LoadingPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_jobs(jobs), m_stack(new QStackedWidget(this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);

    auto* loading = new QWidget;
    QVBoxLayout* card = cardOn(loading);
    m_title = new QLabel;
    theme.keepFont(m_title, TypeSize::Large);
    m_title->setWordWrap(true);
    m_phase = new QLabel;
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Loading progress"));
    m_words = new QLabel;
    m_cancel = new QPushButton(lineIcon(QStringLiteral("cancel")), tr("Cancel"));
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_document.cancelLoading(); });
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), loading);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] { m_document.cancelLoading(); });
    card->addWidget(m_title);
    card->addWidget(m_phase);
    card->addWidget(m_bar);
    card->addWidget(m_words);
    card->addWidget(m_cancel, 0, Qt::AlignLeft);
    m_stack->addWidget(loading);

    auto* cancelled = new QWidget;
    card = cardOn(cancelled);
    m_cancelledTitle = new QLabel;
    theme.keepFont(m_cancelledTitle, TypeSize::Large);
    m_cancelledTitle->setWordWrap(true);
    card->addWidget(m_cancelledTitle);
    card->addWidget(new QLabel(tr("Nothing of it was kept.")));
    auto* buttons = new QHBoxLayout;
    auto* again = new QPushButton(lineIcon(QStringLiteral("open")), tr("Open again"));
    auto* close = new QPushButton(lineIcon(QStringLiteral("close")), tr("Close tab"));
    connect(again, &QPushButton::clicked, this, [this] { m_document.reload(); });
    connect(close, &QPushButton::clicked, this, &LoadingPage::closeRequested);
    buttons->addWidget(again);
    buttons->addWidget(close);
    buttons->addStretch(1);
    card->addLayout(buttons);
    m_stack->addWidget(cancelled);

    auto* failed = new QWidget;
    card = cardOn(failed);
    m_banner = new ErrorBanner(theme);
    m_salvage = m_banner->addButton(tr("Salvage\u2026"), QStringLiteral("salvage"));
    auto* retry = m_banner->addButton(tr("Open again"), QStringLiteral("open"));
    connect(retry, &QPushButton::clicked, this, [this] { m_document.reload(); });
    connect(m_salvage, &QPushButton::clicked, this, &LoadingPage::salvageRequested);
    card->addWidget(m_banner);
    m_stack->addWidget(failed);

    connect(&m_document, &SpaceDocument::stateChanged, this, &LoadingPage::refresh);
    connect(&m_jobs, &JobController::progressed, this, &LoadingPage::refreshProgress);
    refresh();
}

void LoadingPage::refresh() {
    switch (m_document.state()) {
    case DocumentState::Loading:
        m_title->setText(m_document.sample() ? tr("Generating %1").arg(m_document.name())
                                             : tr("Loading %1").arg(m_document.name()));
        m_stack->setCurrentIndex(0);
        refreshProgress();
        break;
    case DocumentState::Cancelled:
        m_cancelledTitle->setText(tr("Loading %1 was cancelled").arg(m_document.name()));
        m_stack->setCurrentIndex(1);
        break;
    case DocumentState::Failed: {
        m_banner->setErrors({*m_document.error()});
        m_salvage->setVisible(m_document.error()->code == ErrorCode::Corrupt && !m_document.path().isEmpty());
        m_stack->setCurrentIndex(2);
        break;
    }
    case DocumentState::Ready:
    case DocumentState::Partial:
        break;
    }
}

void LoadingPage::refreshProgress() {
    const std::optional<JobView> job = m_jobs.job(m_document.loadTicket());
    if (!job) return;
    m_phase->setText(job->phase.isEmpty() ? tr("waiting") : job->phase);
    m_words->setText(progressWords(*job));
    if (job->total == 0) {
        m_bar->setRange(0, 0);
    } else {
        m_bar->setRange(0, kPermille);
        m_bar->setValue(
            static_cast<int>(static_cast<double>(job->done) / static_cast<double>(job->total) * kPermille));
    }
}

} // namespace spacebench::widgets
