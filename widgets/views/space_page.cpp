// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/space_page.h"

#include <array>

#include <QCoreApplication>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "views/atoms_page.h"
#include "views/bytes_page.h"
#include "views/entries_page.h"
#include "views/error_banner.h"
#include "views/loading_page.h"
#include "views/summary_page.h"
#include "views/trie_page.h"

namespace spacebench::widgets {

namespace {

struct PageName {
    PageId id;
    const char* title;
    const char* icon;
};

constexpr std::array<PageName, 5> kPages = {
    {{PageId::Summary, QT_TRANSLATE_NOOP("SpacePage", "Summary"), "summary"},
     {PageId::Trie, QT_TRANSLATE_NOOP("SpacePage", "Trie"), "trie"},
     {PageId::Atoms, QT_TRANSLATE_NOOP("SpacePage", "Atoms"), "atoms"},
     {PageId::Entries, QT_TRANSLATE_NOOP("SpacePage", "Entries"), "atoms"},
     {PageId::Bytes, QT_TRANSLATE_NOOP("SpacePage", "Bytes"), "bytes"}}};

} // namespace

SpacePage::SpacePage(JobController& jobs, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(new SpaceDocument(jobs, this)), m_outer(new QStackedWidget),
      m_banner(new ErrorBanner(theme)), m_switch(new QTabBar), m_pages(new QStackedWidget) {
    auto* loading = new LoadingPage(*m_document, jobs, theme);
    m_summary = new SummaryPage(*m_document, theme);
    m_trie = new TriePage(*m_document, jobs, theme);
    m_atoms = new AtomsPage(*m_document, jobs, theme);
    m_entries = new EntriesPage(*m_document, theme);
    m_bytes = new BytesPage(*m_document, jobs, theme);
    // In the order of PageId.
    for (QWidget* page : std::initializer_list<QWidget*>{m_summary, m_trie, m_atoms, m_entries, m_bytes})
        m_pages->addWidget(page);

    m_switch->setDrawBase(false);
    m_switch->setExpanding(false);
    m_switch->setAccessibleName(tr("Pages of the space"));
    auto* salvage = m_banner->addButton(tr("Salvage\u2026"), QStringLiteral("salvage"));
    connect(salvage, &QPushButton::clicked, this, &SpacePage::salvageRequested);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_switch);
    column->addWidget(m_pages, 1);
    m_outer->addWidget(loading);
    m_outer->addWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_outer);

    connect(m_switch, &QTabBar::currentChanged, this, [this] {
        m_pages->setCurrentIndex(static_cast<int>(page()));
        Q_EMIT pageChanged();
    });
    connect(m_switch, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0) m_wanted = static_cast<PageId>(m_switch->tabData(index).toInt());
    });
    connect(loading, &LoadingPage::closeRequested, this, &SpacePage::closeRequested);
    connect(loading, &LoadingPage::salvageRequested, this, &SpacePage::salvageRequested);
    connect(m_summary, &SummaryPage::showOffset, this, &SpacePage::showOffset);
    connect(m_document, &SpaceDocument::stateChanged, this, &SpacePage::refresh);
    refresh();
}

SpacePage::~SpacePage() = default;

void SpacePage::refresh() {
    const DocumentState state = m_document->state();
    const bool there = state == DocumentState::Ready || state == DocumentState::Partial;
    m_outer->setCurrentIndex(there ? 1 : 0);
    if (state == DocumentState::Partial) {
        m_banner->setPartial(*m_document->error());
    } else {
        m_banner->clear();
    }
    if (there) refreshPages();
}

bool SpacePage::hasPage(PageId page) const {
    if (m_document->opened() == nullptr) return false;
    const bool paths = m_document->space() != nullptr;
    switch (page) {
    case PageId::Summary:
        return true;
    case PageId::Trie:
    case PageId::Atoms:
        return paths;
    case PageId::Entries:
        return !paths;
    case PageId::Bytes:
        return m_document->opened()->source != nullptr ||
               (paths && m_document->space()->pathSet() != nullptr);
    }
    return false;
}

void SpacePage::refreshPages() {
    {
        // Rebuilt, since a hidden tab leaves its gap.
        const QSignalBlocker quiet(m_switch);
        while (m_switch->count() != 0) m_switch->removeTab(0);
        for (const PageName& page : kPages) {
            if (!hasPage(page.id)) continue;
            const int index = m_switch->addTab(lineIcon(QString::fromLatin1(page.icon)),
                                               QCoreApplication::translate("SpacePage", page.title));
            m_switch->setTabData(index, static_cast<int>(page.id));
        }
    }
    showPage(hasPage(m_wanted) ? m_wanted : PageId::Summary);
}

void SpacePage::showPage(PageId page) {
    for (int i = 0; i < m_switch->count(); ++i) {
        if (static_cast<PageId>(m_switch->tabData(i).toInt()) == page) m_switch->setCurrentIndex(i);
    }
    m_pages->setCurrentIndex(static_cast<int>(page));
    Q_EMIT pageChanged();
}

PageId SpacePage::page() const {
    return m_switch->currentIndex() < 0
               ? m_wanted
               : static_cast<PageId>(m_switch->tabData(m_switch->currentIndex()).toInt());
}

void SpacePage::setPage(PageId page) {
    m_wanted = page;
    if (hasPage(page)) showPage(page);
}

void SpacePage::showOffset(std::uint64_t offset) {
    if (!hasPage(PageId::Bytes)) return;
    setPage(PageId::Bytes);
    m_bytes->showOffset(offset);
}

void SpacePage::find() {
    if (page() == PageId::Bytes) {
        m_bytes->focusFind();
    } else if (hasPage(PageId::Atoms)) {
        setPage(PageId::Atoms);
        m_atoms->focusFilter();
    }
}

void SpacePage::findNext() {
    if (page() == PageId::Bytes) m_bytes->findNext();
}

void SpacePage::findPrevious() {
    if (page() == PageId::Bytes) m_bytes->findPrevious();
}

void SpacePage::goTo() {
    if (page() == PageId::Bytes) {
        m_bytes->focusGoTo();
    } else if (hasPage(PageId::Atoms)) {
        setPage(PageId::Atoms);
        m_atoms->focusGoTo();
    }
}

} // namespace spacebench::widgets
