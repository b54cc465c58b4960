// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers every question that comes up while it lives, and remembers them.
#pragma once

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStringList>
#include <QTimer>

namespace spacebench::widgets {

class Answers {
  public:
    explicit Answers(QMessageBox::StandardButton answer) {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, answer] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (box == nullptr || !box->isVisible()) return;
            m_questions += box->text();
            box->button(answer)->click();
        });
        m_timer.start(0);
    }
    [[nodiscard]] const QStringList& questions() const { return m_questions; }

  private:
    QTimer m_timer;
    QStringList m_questions;
};

} // namespace spacebench::widgets
