// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line that says why nothing comes: while something is measured, paused or not, no other job starts.
// Hidden where nothing waits.
#pragma once

#include <functional>

#include <QLabel>

#include "bridge/job_controller.h"
#include "theme.h"

namespace spacebench::widgets {

class WaitNote final : public QLabel {
    Q_OBJECT

  public:
    /// `waits`: whether a job of the page has yet to answer.
    WaitNote(JobController& controller, const Theme& theme, std::function<bool()> waits,
             QWidget* parent = nullptr);

  private:
    void look();

    JobController& m_controller;
    std::function<bool()> m_waits;
};

} // namespace spacebench::widgets
