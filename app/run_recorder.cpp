// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_recorder.h"

#include <utility>

#include "bridge/to_qt.h"
#include "jobs/runs/find_run.h"

namespace spacebench::app {

RunRecorder::RunRecorder(widgets::JobController& jobs, QObject* parent) : QObject(parent), m_queue(jobs) {}

void RunRecorder::record(const RunPtr& run) {
    if (!run || run->rows.empty()) return;
    auto pending = std::make_shared<Pending>();
    pending->run = run;
    add(pending);
}

void RunRecorder::retry() {
    for (const std::shared_ptr<Pending>& pending : std::exchange(m_failed, {})) add(pending);
}

/// On a job's thread; of several programs the newest record is the one that is named.
Result<QString> RunRecorder::keep(Pending& pending) {
    const std::vector<results::RunRecord> records = results::recordsOf(*pending.run);
    for (; pending.kept < records.size(); ++pending.kept) {
        SB_TRY(uid, jobs::keepRun(records[pending.kept], {}));
        pending.uid = std::move(uid);
    }
    return widgets::toQt(pending.uid);
}

void RunRecorder::add(const std::shared_ptr<Pending>& pending) {
    ++m_underWay;
    m_queue.add(
        tr("Record the run"), widgets::JobDisplay::Quiet,
        [pending](const WorkContext&) { return keep(*pending); },
        [this, pending](Result<QString> result) {
            --m_underWay;
            if (result.ok()) {
                Q_EMIT recorded(*result, pending->run);
            } else {
                m_failed.push_back(pending);
                Q_EMIT failed(result.error(), pending->run);
            }
        });
}

} // namespace spacebench::app
