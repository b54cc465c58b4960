// SPDX-License-Identifier: GPL-3.0-or-later
#include "evidence_recorder.h"

#include "bridge/to_qt.h"

namespace spacebench::app {

EvidenceRecorder::EvidenceRecorder(widgets::JobController& jobs, QObject* parent)
    : QObject(parent), m_jobs(jobs) {}

void EvidenceRecorder::submit(std::function<std::vector<results::Evidence>()> make) {
    using Problem = std::optional<std::string>;
    ++m_pending;
    m_jobs.submit<Problem>(
        this, tr("Record evidence"), widgets::JobDisplay::Quiet,
        [make = std::move(make)](const WorkContext&) -> Result<Problem> {
            return jobs::recordEvidence(make(), {});
        },
        [this](widgets::JobTicket, Result<Problem> result) {
            --m_pending;
            if (!result.ok())
                Q_EMIT failed(widgets::toQt(result.error().message));
            else if (const Problem& problem = *result; problem)
                Q_EMIT failed(widgets::coreText(*problem));
            else
                Q_EMIT recorded();
        });
}

} // namespace spacebench::app
