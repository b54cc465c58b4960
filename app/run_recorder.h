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

    using RunPtr = std::shared_ptr<const results::BenchRun>;

    void record(const RunPtr& run);
    /// What failed, once more and in its order.
    void retry();
    /// Runs that could not be kept yet: measured for minutes or hours, they stay here until they are.
    [[nodiscard]] std::size_t unrecorded() const { return m_failed.size(); }
    /// Runs whose answer is still to come; retry() begins some again.
    [[nodiscard]] std::size_t underWay() const { return m_underWay; }

  Q_SIGNALS:
    /// `run` is kept under `uid`. Several runs may be under way: which one it is matters.
    void recorded(const QString& uid, const std::shared_ptr<const spacebench::results::BenchRun>& run);
    /// It is not: retry() tries again.
    void failed(const spacebench::Error& error,
                const std::shared_ptr<const spacebench::results::BenchRun>& run);

  private:
    struct Pending {
        RunPtr run;
        std::size_t kept = 0; ///< of its records, one a program: none goes into the history twice
        std::string uid;      ///< of the last one that was kept
    };
    static Result<QString> keep(Pending& pending);
    void add(const std::shared_ptr<Pending>& pending);

    std::vector<std::shared_ptr<Pending>> m_failed;
    std::size_t m_underWay = 0;
    widgets::SerialJobs m_queue;
};

} // namespace spacebench::app
