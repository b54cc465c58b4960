// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes of a store, one after the other in the order in which they were asked for: an undo never overtakes
// what it undoes. GUI thread only.
#pragma once

#include <deque>

#include "bridge/job_controller.h"

namespace spacebench::widgets {

class SerialJobs final : public QObject {
    Q_OBJECT

  public:
    /// What a step says in the end, for the strip; "" = nothing.
    using Step = JobController::Body<QString>;
    using Done = std::function<void(Result<QString>)>;

    explicit SerialJobs(JobController& controller, QObject* parent = nullptr);

    void add(const QString& title, JobDisplay display, Step step, Done done);
    [[nodiscard]] bool busy() const { return m_running; }

  Q_SIGNALS:
    void idle(); ///< nothing is left; after the last answer

  private:
    struct Entry {
        QString title;
        JobDisplay display;
        Step step;
        Done done;
    };
    void next();

    JobController& m_controller;
    std::deque<Entry> m_waiting;
    bool m_running = false;
};

} // namespace spacebench::widgets
