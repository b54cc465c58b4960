// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tag_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace spacebench::widgets {

TagDialog::TagDialog(qsizetype runs, QWidget* parent)
    : QDialog(parent), m_add(new QLineEdit), m_remove(new QLineEdit) {
    setWindowTitle(tr("Tags"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(new QLabel(tr("Selected runs: %1. Other tags stay.").arg(runs)));
    auto* form = new QFormLayout;
    form->addRow(tr("&Add"), m_add);
    form->addRow(tr("&Take away"), m_remove);
    for (QLineEdit* edit : {m_add, m_remove}) edit->setPlaceholderText(tr("words, with commas between them"));
    column->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

QString TagDialog::added() const {
    return m_add->text();
}

QString TagDialog::removed() const {
    return m_remove->text();
}

} // namespace spacebench::widgets
