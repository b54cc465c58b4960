// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/fact_table.h"

#include <QGridLayout>
#include <QLabel>

namespace spacebench::widgets {

FactTable::FactTable(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

FactTable::Line& FactTable::line(std::size_t index) {
    while (m_lines.size() <= index) {
        auto* label = new QLabel;
        label->setForegroundRole(QPalette::PlaceholderText);
        auto* value = new QLabel;
        m_theme.keepFont(value, TypeSize::Normal, true);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        const int row = static_cast<int>(m_lines.size());
        m_grid->addWidget(label, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        m_lines.push_back({label, value});
    }
    return m_lines[index];
}

void FactTable::setRows(const std::vector<FactRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Line& at = line(i);
        if (at.label->text() != rows[i].label) at.label->setText(rows[i].label);
        if (at.value->text() != rows[i].value) at.value->setText(rows[i].value);
        at.value->setToolTip(rows[i].toolTip);
        at.value->setAccessibleName(QStringLiteral("%1: %2").arg(rows[i].label, rows[i].value));
        at.label->show();
        at.value->show();
    }
    m_shown = rows.size();
    for (std::size_t i = m_shown; i < m_lines.size(); ++i) {
        m_lines[i].label->hide();
        m_lines[i].value->hide();
    }
}

std::vector<FactRow> FactTable::rows() const {
    std::vector<FactRow> rows;
    for (std::size_t i = 0; i < m_shown; ++i)
        rows.push_back({m_lines[i].label->text(), m_lines[i].value->text(), m_lines[i].value->toolTip()});
    return rows;
}

} // namespace spacebench::widgets
