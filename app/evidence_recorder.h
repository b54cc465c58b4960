// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts what finished runs say about the guide's claims into the ledger's store, in a job. GUI thread only.
#pragma once

#include <memory>

#include <QObject>

#include "bridge/job_controller.h"
#include "jobs/claims/claims.h"

namespace spacebench::app {

class EvidenceRecorder final : public QObject {
    Q_OBJECT

  public:
    explicit EvidenceRecorder(widgets::JobController& jobs, QObject* parent = nullptr);

    template <class Run>
    void record(const std::shared_ptr<const Run>& run) {
        submit([run] { return jobs::evidenceFrom(*run); });
    }

    /// Evidence is on its way to the disk.
    [[nodiscard]] bool busy() const { return m_pending > 0; }

  Q_SIGNALS:
    void recorded();
    void failed(const QString& problem);

  private:
    void submit(std::function<std::vector<results::Evidence>()> make);

    widgets::JobController& m_jobs;
    int m_pending = 0;
};

} // namespace spacebench::app
