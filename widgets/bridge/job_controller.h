// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jobs for the GUI thread: work goes to core's JobRunner, answers come back as calls on the GUI thread.
//
// submit() returns a ticket. The answer is delivered once, unless the ticket was dropped or its receiver was
// destroyed: late answers to an older request never arrive. Progress is polled at 30 Hz while something runs.
// Jobs shown in the strip stay listed with their outcome until dismissed. All members: GUI thread only.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include "base/clock.h"
#include "jobs/job_runner.h"

namespace spacebench::widgets {

using JobTicket = StrongId<struct JobTicketTag>; ///< value 0 = none

/// Strip: the user sees it, may cancel it, and reads its outcome. WhileRunning: stands in the strip only
/// while it runs, and only where it takes long enough to be read; its outcome is shown elsewhere. Quiet:
/// housekeeping of a view.
enum class JobDisplay { Strip, WhileRunning, Quiet };

/// What the strip shows of one job, at the time of the last poll.
struct JobView {
    JobTicket ticket;
    QString title;
    jobs::JobStatus status = jobs::JobStatus::Queued;
    QString phase; ///< translated; may be empty
    std::uint64_t done = 0;
    std::uint64_t total = 0; ///< 0 = unknown
    ProgressUnit unit = ProgressUnit::None;
    double perSecond = 0;    ///< in this phase; 0 = not known yet
    double secondsLeft = -1; ///< negative = not known
    double elapsedSeconds = 0;
    QString outcome;            ///< one line, after the end
    QString log;                ///< all there is to read about it, after the end; may be empty
    std::optional<Error> error; ///< why it failed
    [[nodiscard]] bool finished() const { return status >= jobs::JobStatus::Succeeded; }
};

/// "42 %  1.2 GB/s  3 s left", as far as known.
[[nodiscard]] QString progressWords(const JobView& job);

class JobController : public QObject {
    Q_OBJECT

  public:
    /// Runner and clock outlive the controller.
    JobController(jobs::JobRunner& runner, const Clock& clock, QObject* parent = nullptr);
    /// Cancels what it started; nothing is delivered any more.
    ~JobController() override;

    template <class T>
    using Body = std::function<Result<T>(const WorkContext&)>;
    template <class T>
    using Done = std::function<void(JobTicket, Result<T>)>;

    /// Runs `body` on a pool thread, then `done` here. `receiver` guards what `done` captures; never null.
    template <class T>
    JobTicket submit(QObject* receiver, const QString& title, JobDisplay display, jobs::Lane lane,
                     Body<T> body, Done<T> done) {
        auto handle = m_runner.submit<T>(title.toStdString(), lane,
                                         [body = std::move(body), bell = m_bell](const WorkContext& context) {
                                             const Ringer ringer{*bell};
                                             return body(context);
                                         });
        const std::shared_ptr<jobs::JobState> state = handle.shared();
        return adopt(receiver, title, display, state,
                     [handle, done = std::move(done)](JobTicket ticket) mutable -> std::optional<Error> {
                         Result<T> result = handle.take();
                         std::optional<Error> error;
                         if (!result.ok()) error = result.error();
                         if (done) done(ticket, std::move(result));
                         return error;
                     });
    }

    /// The usual case: shared lane.
    template <class T>
    JobTicket submit(QObject* receiver, const QString& title, JobDisplay display, Body<T> body,
                     Done<T> done) {
        return submit<T>(receiver, title, display, jobs::Lane::Shared, std::move(body), std::move(done));
    }

    /// Asks the job to stop; its answer (Cancelled) is still delivered.
    void cancel(JobTicket ticket);
    /// Asks the job to stop and forgets it: no answer will come.
    void drop(JobTicket ticket);
    /// Takes a finished job out of the strip.
    void dismiss(JobTicket ticket);
    void dismissFinished();

    /// What the strip says about a finished job: call from `done`, or later.
    void setOutcome(JobTicket ticket, const QString& outcome, const QString& log = {});

    /// Jobs of the strip, oldest first.
    [[nodiscard]] std::vector<JobView> stripJobs() const;
    [[nodiscard]] std::optional<JobView> job(JobTicket ticket) const;
    /// Queued or running, quiet ones included.
    [[nodiscard]] int runningCount() const;
    /// Queued or running in the strip: what a user would lose by quitting.
    [[nodiscard]] int runningInStrip() const;
    /// A timed job runs or has its turn next: what is submitted now starts when it ended.
    [[nodiscard]] bool measuring() const;

  Q_SIGNALS:
    void progressed();                                    ///< at most 30 times a second
    void stripChanged();                                  ///< a job came, ended or was dismissed
    void finished(spacebench::widgets::JobTicket ticket); ///< after the answer was delivered

  private:
    /// Wakes the GUI thread when a body returns; outlives the controller.
    struct Bell {
        std::mutex mutex;
        JobController* controller = nullptr; ///< guarded by mutex
        void ring();
    };
    struct Ringer {
        Bell& bell;
        ~Ringer() { bell.ring(); }
    };
    struct Entry;
    using Deliver = std::function<std::optional<Error>(JobTicket)>;

    JobTicket adopt(QObject* receiver, const QString& title, JobDisplay display,
                    std::shared_ptr<jobs::JobState> state, Deliver deliver);
    void poll();
    [[nodiscard]] Entry* find(JobTicket ticket) const;
    [[nodiscard]] JobView viewOf(const Entry& entry) const;

    jobs::JobRunner& m_runner;
    const Clock& m_clock;
    std::shared_ptr<Bell> m_bell;
    std::vector<std::unique_ptr<Entry>> m_entries;
    std::uint64_t m_lastTicket = 0;
    QTimer m_timer;
};

/// One kind of request of a view, of which only the latest counts: starting a new one drops the one before,
/// destruction drops the last.
class LatestJob {
  public:
    explicit LatestJob(JobController& controller) : m_controller(controller) {}
    ~LatestJob() { drop(); }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    template <class T>
    void start(QObject* receiver, const QString& title, JobDisplay display, JobController::Body<T> body,
               JobController::Done<T> done) {
        drop();
        m_ticket = m_controller.submit<T>(receiver, title, display, std::move(body),
                                          [this, done = std::move(done)](JobTicket ticket, Result<T> result) {
                                              if (m_ticket == ticket) m_ticket = {};
                                              done(ticket, std::move(result));
                                          });
    }
    void drop() {
        if (m_ticket.value != 0) m_controller.drop(std::exchange(m_ticket, {}));
    }
    void cancel() {
        if (m_ticket.value != 0) m_controller.cancel(m_ticket);
    }
    [[nodiscard]] bool running() const { return m_ticket.value != 0; }
    [[nodiscard]] JobTicket ticket() const { return m_ticket; }

  private:
    JobController& m_controller;
    JobTicket m_ticket;
};

} // namespace spacebench::widgets
