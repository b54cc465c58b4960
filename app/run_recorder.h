// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts finished runs into the history, one after the other, in jobs. GUI thread only.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>

#include "bridge/serial_jobs.h"
#include "results/run_record.h"

namespace spacebench::app {

class RunRecorder final : public QObject {
    Q_OBJECT

  public:
    explicit RunRecorder(widgets::JobController& jobs, QObject* parent = nullptr);

    void record(std::shared_ptr<const results::BenchRun> run);

  Q_SIGNALS:
    /// `run` is kept under `uid`. Several runs may be under way: which one it is matters.
    void recorded(const QString& uid, const std::shared_ptr<const spacebench::results::BenchRun>& run);
    /// The run is still shown; it is only not kept.
    void failed(const spacebench::Error& error);

  private:
    widgets::SerialJobs m_queue;
};

} // namespace spacebench::app
