// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/job_controller.h"

#include <algorithm>
#include <chrono>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

constexpr std::chrono::milliseconds kPollInterval{33}; ///< 30 Hz
constexpr double kNsPerSecond = 1e9;
/// A rate over less time than this jumps about.
constexpr double kRateAfterSeconds = 0.25;
/// Jobs that show only while running and end before this never make the strip come and go.
constexpr std::uint64_t kShownAfterNs = 300'000'000;

} // namespace

struct JobController::Entry {
    JobTicket ticket;
    QPointer<QObject> receiver;
    QString title;
    JobDisplay display = JobDisplay::Quiet;
    std::shared_ptr<jobs::JobState> state;
    Deliver deliver; ///< empty once delivered
    bool dropped = false;
    QString outcome;
    QString log;
    std::optional<Error> error;
    const char* phase = nullptr;
    std::uint64_t phaseStartNs = 0;
    std::uint64_t submittedNs = 0;
    bool shown = false; ///< in the strip
};

void JobController::Bell::ring() {
    const std::lock_guard lock(mutex);
    if (controller == nullptr) return;
    QMetaObject::invokeMethod(
        controller, [target = controller] { target->poll(); }, Qt::QueuedConnection);
}

JobController::JobController(jobs::JobRunner& runner, const Clock& clock, QObject* parent)
    : QObject(parent), m_runner(runner), m_clock(clock), m_bell(std::make_shared<Bell>()) {
    m_bell->controller = this;
    m_timer.setInterval(kPollInterval);
    connect(&m_timer, &QTimer::timeout, this, &JobController::poll);
}

JobController::~JobController() {
    {
        const std::lock_guard lock(m_bell->mutex);
        m_bell->controller = nullptr;
    }
    for (const auto& entry : m_entries) entry->state->cancel();
}

JobTicket JobController::adopt(QObject* receiver, const QString& title, JobDisplay display,
                               std::shared_ptr<jobs::JobState> state, Deliver deliver) {
    auto entry = std::make_unique<Entry>();
    entry->ticket = JobTicket{++m_lastTicket};
    entry->receiver = receiver;
    entry->title = title;
    entry->display = display;
    entry->state = std::move(state);
    entry->deliver = std::move(deliver);
    entry->submittedNs = m_clock.nowNs();
    entry->shown = display == JobDisplay::Strip;
    const JobTicket ticket = entry->ticket;
    m_entries.push_back(std::move(entry));
    if (!m_timer.isActive()) m_timer.start();
    if (display == JobDisplay::Strip) Q_EMIT stripChanged();
    return ticket;
}

JobController::Entry* JobController::find(JobTicket ticket) const {
    for (const auto& entry : m_entries) {
        if (entry->ticket == ticket) return entry.get();
    }
    return nullptr;
}

void JobController::cancel(JobTicket ticket) {
    if (Entry* entry = find(ticket)) entry->state->cancel();
}

void JobController::drop(JobTicket ticket) {
    Entry* entry = find(ticket);
    if (entry == nullptr) return;
    entry->state->cancel();
    entry->dropped = true;
    if (std::exchange(entry->shown, false)) Q_EMIT stripChanged();
}

void JobController::dismiss(JobTicket ticket) {
    std::erase_if(m_entries,
                  [ticket](const auto& entry) { return entry->ticket == ticket && !entry->deliver; });
    Q_EMIT stripChanged();
}

void JobController::dismissFinished() {
    std::erase_if(m_entries, [](const auto& entry) { return !entry->deliver; });
    Q_EMIT stripChanged();
}

void JobController::setOutcome(JobTicket ticket, const QString& outcome, const QString& log) {
    Entry* entry = find(ticket);
    if (entry == nullptr) return;
    entry->outcome = outcome;
    entry->log = log;
    if (entry->display == JobDisplay::Strip) Q_EMIT stripChanged();
}

void JobController::poll() {
    // `done` may submit, drop or dismiss: collect the tickets first, look each one up again afterwards.
    std::vector<JobTicket> ended;
    bool stripTouched = false;
    for (const auto& entry : m_entries) {
        if (!entry->deliver) continue;
        if (entry->display == JobDisplay::WhileRunning && !entry->shown && !entry->dropped &&
            m_clock.nowNs() - entry->submittedNs > kShownAfterNs) {
            entry->shown = true;
            stripTouched = true;
        }
        if (entry->state->finished()) {
            ended.push_back(entry->ticket);
        } else if (const char* phase = entry->state->progress().phase.load(std::memory_order_relaxed);
                   phase != entry->phase) {
            entry->phase = phase;
            entry->phaseStartNs = m_clock.nowNs();
        }
    }
    for (const JobTicket ticket : ended) {
        Entry* entry = find(ticket);
        if (entry == nullptr || !entry->deliver) continue;
        const Deliver deliver = std::exchange(entry->deliver, {});
        const bool wanted = !entry->dropped && entry->receiver != nullptr;
        std::optional<Error> error;
        if (wanted) error = deliver(ticket);
        entry = find(ticket);
        if (entry == nullptr) continue;
        entry->error = std::move(error);
        const bool keep = entry->display == JobDisplay::Strip && !entry->dropped;
        stripTouched = stripTouched || entry->shown;
        if (!keep) std::erase_if(m_entries, [ticket](const auto& other) { return other->ticket == ticket; });
        if (wanted) Q_EMIT finished(ticket);
    }
    if (stripTouched) Q_EMIT stripChanged();
    if (runningCount() == 0) m_timer.stop();
    Q_EMIT progressed();
}

JobView JobController::viewOf(const Entry& entry) const {
    JobView view;
    view.ticket = entry.ticket;
    view.title = entry.title;
    view.status = entry.state->status();
    // The answer has not been delivered yet: to the user the job still runs.
    if (entry.deliver && entry.state->finished()) view.status = jobs::JobStatus::Running;
    const Progress& progress = entry.state->progress();
    view.phase = coreText(progress.phase.load(std::memory_order_relaxed));
    view.done = progress.done.load(std::memory_order_relaxed);
    view.total = progress.total.load(std::memory_order_relaxed);
    view.unit = progress.unit.load(std::memory_order_relaxed);
    const std::uint64_t now = m_clock.nowNs();
    if (const std::uint64_t started = entry.state->startedNs(); started != 0) {
        const std::uint64_t ended = entry.state->finishedNs();
        const std::uint64_t until = ended != 0 ? ended : now;
        view.elapsedSeconds = until > started ? static_cast<double>(until - started) / kNsPerSecond : 0;
    }
    if (!view.finished() && entry.phaseStartNs != 0 && now > entry.phaseStartNs) {
        const double seconds = static_cast<double>(now - entry.phaseStartNs) / kNsPerSecond;
        if (seconds > kRateAfterSeconds && view.done != 0) {
            view.perSecond = static_cast<double>(view.done) / seconds;
            if (view.total > view.done) {
                view.secondsLeft = static_cast<double>(view.total - view.done) / view.perSecond;
            }
        }
    }
    view.outcome = entry.outcome;
    view.log = entry.log;
    view.error = entry.error;
    return view;
}

std::vector<JobView> JobController::stripJobs() const {
    std::vector<JobView> views;
    for (const auto& entry : m_entries) {
        if (entry->shown && !entry->dropped) views.push_back(viewOf(*entry));
    }
    return views;
}

std::optional<JobView> JobController::job(JobTicket ticket) const {
    const Entry* entry = find(ticket);
    if (entry == nullptr) return std::nullopt;
    return viewOf(*entry);
}

int JobController::runningCount() const {
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(),
                                          [](const auto& entry) { return bool(entry->deliver); }));
}

int JobController::runningInStrip() const {
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(), [](const auto& entry) {
        return entry->deliver && !entry->dropped && entry->display == JobDisplay::Strip;
    }));
}

bool JobController::measuring() const {
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto& entry) {
        return entry->deliver && entry->state->lane() == jobs::Lane::Timed && !entry->state->finished();
    });
}

QString progressWords(const JobView& job) {
    QStringList words;
    if (job.total != 0) {
        const double percent =
            100.0 * static_cast<double>(std::min(job.done, job.total)) / static_cast<double>(job.total);
        words += QStringLiteral("%1 %").arg(static_cast<int>(percent));
    }
    if (job.unit == ProgressUnit::Bytes && job.done != 0) {
        words += job.total != 0 ? JobController::tr("%1 of %2").arg(sizeWords(job.done), sizeWords(job.total))
                                : sizeWords(job.done);
    } else if (job.done != 0) {
        words += job.total != 0 ? JobController::tr("%1 of %2").arg(grouped(job.done), grouped(job.total))
                                : grouped(job.done);
    }
    if (job.perSecond > 0) {
        switch (job.unit) {
        case ProgressUnit::Bytes:
            words += toQt(throughputText(job.perSecond));
            break;
        case ProgressUnit::Paths:
            words += toQt(rateText(job.perSecond, "paths"));
            break;
        case ProgressUnit::Nodes:
            words += toQt(rateText(job.perSecond, "nodes"));
            break;
        case ProgressUnit::Runs:
        case ProgressUnit::None:
            break;
        }
    }
    if (job.secondsLeft >= 0) {
        const auto seconds = static_cast<std::uint64_t>(job.secondsLeft) + 1;
        words += seconds < 100 ? JobController::tr("%1 s left").arg(seconds)
                               : JobController::tr("%1 min left").arg((seconds + 59) / 60);
    }
    return words.join(QStringLiteral("   "));
}

} // namespace spacebench::widgets
