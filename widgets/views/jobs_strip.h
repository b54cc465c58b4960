// SPDX-License-Identifier: GPL-3.0-or-later
//
// The strip of running and finished jobs at the foot of the window: hidden while there are none, one line
// when collapsed. A finished job keeps its outcome until dismissed; its log opens on demand.
#pragma once

#include <map>

#include <QFrame>

#include "bridge/job_controller.h"
#include "theme.h"

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class JobRow;

class JobsStrip : public QFrame {
    Q_OBJECT

  public:
    JobsStrip(JobController& jobs, Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] bool collapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);

  private:
    void rebuild();
    void refresh();
    void showLog(const JobView& job);

    JobController& m_jobs;
    Theme& m_theme;
    QLabel* m_line;
    QToolButton* m_toggle;
    QToolButton* m_clear;
    QScrollArea* m_scroll;
    QWidget* m_list;
    QVBoxLayout* m_rows;
    std::map<std::uint64_t, JobRow*> m_rowOf; ///< by ticket
    bool m_collapsed = false;
};

} // namespace spacebench::widgets
