// SPDX-License-Identifier: GPL-3.0-or-later
//
// spacectl: runs one job of core from a shell. The job works on the runner's threads; this one waits for it,
// draws progress and listens for signals.
#include <csignal>
#include <cstdint>

#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "command_line.h"
#include "console.h"
#include "io/atomic_file.h"
#include "jobs/report_text.h"
#include "jobs/worker/worker.h"

namespace {

using namespace spacebench;

constexpr int kProgressMs = 100;
constexpr int kInterrupted = 130;

/// Tells the waiting main thread that the job has ended, however it ended.
class DoneSignal {
  public:
    explicit DoneSignal(int descriptor) : m_descriptor(descriptor) {}
    ~DoneSignal() {
        const std::uint64_t one = 1;
        if (::write(m_descriptor, &one, sizeof one) < 0) ::_exit(exitCodeOf(ErrorCode::Internal));
    }
    DoneSignal(const DoneSignal&) = delete;
    DoneSignal& operator=(const DoneSignal&) = delete;

  private:
    int m_descriptor;
};

/// Interrupts as a descriptor. Blocked in every thread that starts later.
int interruptDescriptor() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Until the job ends: the first interrupt cancels it, the second one ends the program. What was not
/// committed leaves nothing behind either way.
void waitFor(jobs::JobState& state, int done, int interrupts, cli::Console& console, const Clock& clock) {
    bool cancelled = false;
    for (;;) {
        pollfd watched[] = {{done, POLLIN, 0}, {interrupts, POLLIN, 0}};
        ::poll(watched, 2, cancelled || console.showsProgress() ? kProgressMs : -1);
        // A job that was cancelled before it started ends without its body, and so without its signal.
        if ((watched[0].revents & POLLIN) != 0 || state.finished()) break;
        signalfd_siginfo info{};
        if ((watched[1].revents & POLLIN) != 0 && ::read(interrupts, &info, sizeof info) == sizeof info) {
            if (cancelled) ::_exit(kInterrupted);
            cancelled = true;
            state.cancel();
            continue;
        }
        console.draw(state.progress(), clock.nowNs());
    }
    console.clearLine();
}

Error withAdvice(Error error) {
    // Limits that these options do not move bring advice of their own.
    if (error.code == ErrorCode::LimitExceeded && error.advice.empty())
        error.advice = "Limits are raised with --max-inflate SIZE and --max-memory SIZE";
    return error;
}

/// The job writes a file, so what it says is a message.
bool writesFile(const cli::Invocation& invocation) {
    for (const jobs::ParamSpec& spec : invocation.job->params)
        if (spec.kind == jobs::ParamKind::OutputFile) return true;
    return false;
}

/// Standard output belongs to the file that the job writes.
bool writesToStandardOutput(const cli::Invocation& invocation) {
    for (const jobs::ParamSpec& spec : invocation.job->params)
        if (spec.kind == jobs::ParamKind::OutputFile && invocation.values.text(spec.id) == "-") return true;
    return false;
}

Result<void> printReport(const cli::Invocation& invocation, const jobs::JobReport& report,
                         io::DescriptorSink& out, cli::Console& console) {
    const bool json = invocation.values.flag("json");
    if (json && !report.json.is_null()) {
        SB_CHECK(out.write(asBytes(jobs::jsonText(report.json))));
    } else if (!json && !report.text.empty() && !(invocation.global.quiet && writesFile(invocation))) {
        if (writesToStandardOutput(invocation)) {
            console.message(report.text);
        } else {
            SB_CHECK(out.write(asBytes(report.text)));
        }
    }
    return out.flush();
}

/// The reader of standard output has gone (`| head`): ends as the system ends programs then, without a word.
void endWhereNobodyReads(const Error& error) {
    pollfd output{STDOUT_FILENO, 0, 0};
    if (error.code != ErrorCode::Io || ::poll(&output, 1, 0) != 1 || (output.revents & POLLERR) == 0) return;
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
}

int finish(const cli::Invocation& invocation, Result<jobs::JobReport> result, io::DescriptorSink& out,
           cli::Console& console) {
    if (!result.ok()) {
        const Error error = withAdvice(std::move(result).error());
        endWhereNobodyReads(error);
        console.error(error);
        if (invocation.values.flag("json") && out.position() == 0) {
            jobs::Json json;
            json["schema"] = "spacebench.error";
            json["version"] = 1;
            json["error"] = jobs::errorJson(error);
            static_cast<void>(out.write(asBytes(jobs::jsonText(json))));
        }
        static_cast<void>(out.flush());
        return exitCodeOf(error.code);
    }
    if (auto printed = printReport(invocation, *result, out, console); !printed.ok()) {
        endWhereNobodyReads(printed.error());
        console.error(printed.error());
        return exitCodeOf(printed.error().code);
    }
    for (const Error& problem : result->problems) console.error(withAdvice(problem));
    return result->exitStatus;
}

/// Freed blocks go back to the system at once. Left alone, glibc keeps up to twice the largest block that was
/// ever freed, 64 MiB at most, for later: more than some budgets leave over.
void keepNoFreedMemory() {
    constexpr int kLargeBlockBytes = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, kLargeBlockBytes);
    mallopt(M_TRIM_THRESHOLD, kLargeBlockBytes);
}

int runJob(const cli::Invocation& invocation) {
    if (invocation.values.has("memory")) keepNoFreedMemory();
    const int interrupts = interruptDescriptor();
    const int done = eventfd(0, EFD_CLOEXEC);
    cli::Console console(!invocation.global.quiet && !invocation.global.noProgress);
    if (interrupts < 0 || done < 0) {
        console.error(Error::internal("no descriptors to wait with"));
        return exitCodeOf(ErrorCode::Internal);
    }
    const SteadyClock clock;
    io::DescriptorSink out(STDOUT_FILENO, "standard output");
    jobs::JobRunner runner(clock, cli::limitsOf(invocation.global));
    auto handle = runner.submit<jobs::JobReport>(
        invocation.job->title, invocation.job->lane, [&](const WorkContext& work) -> Result<jobs::JobReport> {
            const DoneSignal signal(done);
            return invocation.job->run(invocation.values, jobs::JobServices{work, clock, &out});
        });
    waitFor(handle.state(), done, interrupts, console, clock);
    return finish(invocation, handle.take(), out, console);
}

} // namespace

int main(int argc, char** argv) {
    if (const auto status = jobs::worker::runIfAsked(argc, argv)) return *status;
    std::signal(SIGXFSZ,
                SIG_IGN); // a file size limit is an error to report (EFBIG), not a reason to be killed
    const cli::ParsedCommandLine parsed = cli::parseCommandLine(argc, argv);
    if (!parsed.invocation) return parsed.exitStatus;
    return runJob(*parsed.invocation);
}
