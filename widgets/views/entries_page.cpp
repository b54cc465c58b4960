// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/entries_page.h"

#include <QVBoxLayout>

#include "models/entry_rows.h"
#include "views/virtual_table.h"

namespace spacebench::widgets {

EntriesPage::EntriesPage(SpaceDocument& document, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_table(new VirtualTable(theme, this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_table);
    m_table->setAccessibleName(tr("Entries"));
    m_table->setEmptyText(tr("The file holds no entries."));
    connect(&m_document, &SpaceDocument::stateChanged, this, &EntriesPage::adoptContent);
    adoptContent();
}

EntriesPage::~EntriesPage() {
    m_table->setSource(nullptr);
}

void EntriesPage::adoptContent() {
    m_table->setSource(nullptr);
    m_rows.reset();
    if (m_document.opened() == nullptr) return;
    const space::SpaceContent& content = m_document.opened()->opened.content;
    if (content.multiplicities != nullptr) {
        m_rows = std::make_unique<MultiplicityRows>(content.multiplicities);
    } else if (content.symbols != nullptr) {
        m_rows = std::make_unique<SymbolRows>(content.symbols);
    }
    m_table->setSource(m_rows.get());
}

} // namespace spacebench::widgets
