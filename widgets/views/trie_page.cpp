// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/trie_page.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace spacebench::widgets {

namespace {

constexpr int kLabelWidth = 420;
constexpr int kIndent = 16;

} // namespace

TriePage::TriePage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_model(new TrieModel(jobs, this)), m_tree(new QTreeView(this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_tree);
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(kIndent);
    theme.keepFont(m_tree, TypeSize::Normal, true);
    theme.keepFont(m_tree->header(), TypeSize::Normal);
    m_tree->header()->resizeSection(TrieModel::Label, kLabelWidth);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setAccessibleName(tr("Trie"));

    connect(&m_document, &SpaceDocument::stateChanged, this, &TriePage::adoptContent);
    connect(&m_document, &SpaceDocument::countsChanged, this, [this] {
        if (m_document.totals()) m_model->setTotal(m_document.totals()->paths);
    });
    connect(&m_document, &SpaceDocument::selectionChanged, this, &TriePage::showSelection);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!m_following && current.isValid())
                    m_document.select({m_model->pathOf(current), std::nullopt});
            });
    connect(m_model, &TrieModel::revealed, this, [this](const QModelIndex& index) {
        m_following = true;
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index, QAbstractItemView::EnsureVisible);
        m_following = false;
    });
    adoptContent();
}

void TriePage::adoptContent() {
    const bool there = m_document.space() != nullptr;
    m_following = true;
    m_model->setContent(there ? m_document.shownContent() : space::SpaceContent{});
    m_following = false;
    if (there) m_tree->expand(m_model->index(0, 0));
}

void TriePage::showSelection() {
    const Selection& selection = m_document.selection();
    if (!selection.path) return;
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid() && m_model->pathOf(current) == *selection.path) return;
    m_model->reveal(*selection.path);
}

} // namespace spacebench::widgets
