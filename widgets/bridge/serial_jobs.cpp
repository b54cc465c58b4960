// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/serial_jobs.h"

namespace spacebench::widgets {

SerialJobs::SerialJobs(JobController& controller, QObject* parent)
    : QObject(parent), m_controller(controller) {}

void SerialJobs::add(const QString& title, JobDisplay display, Step step, Done done) {
    m_waiting.push_back({title, display, std::move(step), std::move(done)});
    if (!m_running) next();
}

void SerialJobs::next() {
    if (m_waiting.empty()) {
        m_running = false;
        Q_EMIT idle();
        return;
    }
    m_running = true;
    Entry entry = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_controller.submit<QString>(
        this, entry.title, entry.display, std::move(entry.step),
        [this, done = std::move(entry.done)](JobTicket ticket, Result<QString> result) {
            if (result.ok() && !result->isEmpty()) m_controller.setOutcome(ticket, *result);
            if (done) done(std::move(result));
            next();
        });
}

} // namespace spacebench::widgets
