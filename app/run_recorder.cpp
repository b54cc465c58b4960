// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_recorder.h"

#include "bridge/to_qt.h"
#include "jobs/runs/find_run.h"

namespace spacebench::app {

RunRecorder::RunRecorder(widgets::JobController& jobs, QObject* parent) : QObject(parent), m_queue(jobs) {}

void RunRecorder::record(std::shared_ptr<const results::BenchRun> run) {
    if (!run || run->rows.empty()) return;
    m_queue.add(
        tr("Record the run"), widgets::JobDisplay::Quiet,
        [run](const WorkContext&) -> Result<QString> {
            std::string last; // of several programs: the newest one
            for (const results::RunRecord& record : results::recordsOf(*run)) {
                SB_TRY(uid, jobs::keepRun(record, {}));
                last = std::move(uid);
            }
            return widgets::toQt(last);
        },
        [this, run](Result<QString> result) {
            if (result.ok())
                Q_EMIT recorded(*result, run);
            else
                Q_EMIT failed(result.error());
        });
}

} // namespace spacebench::app
