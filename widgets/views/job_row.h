// SPDX-License-Identifier: GPL-3.0-or-later
//
// One job in the strip: what it is, how far it is, and its buttons.
#pragma once

#include <QWidget>

#include "bridge/job_controller.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace spacebench::widgets {

/// Phase, outcome or error of a job in one line.
[[nodiscard]] QString jobStateWords(const JobView& job);

class JobRow : public QWidget {
    Q_OBJECT

  public:
    explicit JobRow(QWidget* parent);
    void show(const JobView& job);

  Q_SIGNALS:
    void logRequested();
    void cancelRequested();
    void dismissRequested();

  private:
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_state;
    QProgressBar* m_bar;
    QLabel* m_words;
    QToolButton* m_log;
    QToolButton* m_cancel;
    QToolButton* m_dismiss;
};

} // namespace spacebench::widgets
