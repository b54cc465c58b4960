// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tab whose space is not there: being loaded, cancelled, or failed.
#pragma once

#include <QWidget>

#include "models/space_document.h"
#include "theme.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace spacebench::widgets {

class ErrorBanner;

class LoadingPage : public QWidget {
    Q_OBJECT

  public:
    LoadingPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent = nullptr);

  Q_SIGNALS:
    void closeRequested();
    void salvageRequested();

  private:
    void refresh();
    void refreshProgress();

    SpaceDocument& m_document;
    JobController& m_jobs;
    QStackedWidget* m_stack;
    QLabel* m_title;
    QLabel* m_phase;
    QProgressBar* m_bar;
    QLabel* m_words;
    QPushButton* m_cancel;
    QLabel* m_cancelledTitle;
    ErrorBanner* m_banner;
    QPushButton* m_salvage;
};

} // namespace spacebench::widgets
