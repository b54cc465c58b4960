// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks which tags several runs get and lose.
#pragma once

#include <QDialog>

class QLineEdit;

namespace spacebench::widgets {

class TagDialog final : public QDialog {
    Q_OBJECT

  public:
    explicit TagDialog(qsizetype runs, QWidget* parent = nullptr);

    /// Words with commas between them.
    [[nodiscard]] QString added() const;
    [[nodiscard]] QString removed() const;

  private:
    QLineEdit* m_add;
    QLineEdit* m_remove;
};

} // namespace spacebench::widgets
