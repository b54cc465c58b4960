// SPDX-License-Identifier: Apache-2.0
#include "jobs/worker/worker_process.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <fmt/format.h>

#include "base/clock.h"
#include "jobs/worker/worker.h"

namespace spacebench::jobs::worker {

namespace {

constexpr int kPollMs = 50;              ///< between two looks at the stop token
constexpr int kDeathWaits = 1000;        ///< of a millisecond each, for an exit to be over
constexpr std::size_t kLastWords = 2000; ///< bytes of standard error that are kept
constexpr int kMostReads = 32;           ///< of 4 KiB each, before anything else is looked at again

/// Two ends of a channel, both closed on exec and above the standard streams (a program may have been started
/// with some of those closed).
class Channel {
  public:
    Channel() = default;
    ~Channel() {
        for (const int end : m_ends)
            if (end >= 0) ::close(end);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    [[nodiscard]] Result<void> openPipe() {
        if (::pipe2(m_ends, O_CLOEXEC) != 0) return failed();
        return aboveStandardStreams();
    }
    /// A pair of sockets: writing to an end whose peer is gone need not raise SIGPIPE there.
    [[nodiscard]] Result<void> openSockets() {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_ends) != 0) return failed();
        return aboveStandardStreams();
    }
    [[nodiscard]] int end(int index) const { return m_ends[index]; }
    [[nodiscard]] int take(int index) { return std::exchange(m_ends[index], -1); }

  private:
    static Error failed() { return Error::system("cannot make a channel to a child process", errno); }
    Result<void> aboveStandardStreams() {
        for (int& end : m_ends) {
            if (end > STDERR_FILENO) continue;
            const int moved = ::fcntl(end, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
            if (moved < 0) return failed();
            ::close(end);
            end = moved;
        }
        return {};
    }

    int m_ends[2] = {-1, -1};
};

/// "NAME=value" of this process and of `added`, as exec takes them.
class Environment {
  public:
    explicit Environment(const std::vector<std::pair<std::string, std::string>>& added) {
        for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
            const std::string_view text = *entry;
            const bool replaced = std::any_of(added.begin(), added.end(), [&](const auto& one) {
                return text.starts_with(one.first + "=");
            });
            if (!replaced) m_entries.emplace_back(text);
        }
        for (const auto& [name, value] : added) m_entries.push_back(name + "=" + value);
        for (std::string& entry : m_entries) m_pointers.push_back(entry.data());
        m_pointers.push_back(nullptr);
    }
    [[nodiscard]] char* const* get() const { return m_pointers.data(); }

  private:
    std::vector<std::string> m_entries;
    std::vector<char*> m_pointers;
};

/// posix_spawn with the settings that start() promises. 0 or an errno.
int spawn(const std::string& program, const std::vector<std::string>& arguments,
          const Environment& environment, const int (&streams)[3], pid_t& process) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    if (const int problem = posix_spawn_file_actions_init(&files); problem != 0) return problem;
    if (const int problem = posix_spawnattr_init(&attributes); problem != 0) {
        posix_spawn_file_actions_destroy(&files);
        return problem;
    }
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    sigdelset(&all, SIGKILL);
    sigdelset(&all, SIGSTOP);
    int problem = 0;
    const auto attempt = [&](int result) {
        if (problem == 0) problem = result;
    };
    for (int stream = 0; stream < 3; ++stream)
        attempt(posix_spawn_file_actions_adddup2(&files, streams[stream], stream));
    attempt(posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1));
    attempt(posix_spawnattr_setsigmask(&attributes, &none));
    attempt(posix_spawnattr_setsigdefault(&attributes, &all));
    attempt(posix_spawnattr_setpgroup(&attributes, 0));
    attempt(posix_spawnattr_setflags(&attributes,
                                     POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
    if (problem == 0)
        problem = posix_spawn(&process, program.c_str(), &files, &attributes, argv.data(), environment.get());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return problem;
}

/// In words what waitpid said.
Error deathOf(int status) {
    if (WIFSIGNALED(status)) {
        const char* name = ::sigabbrev_np(WTERMSIG(status));
        return Error::internal(fmt::format("the child process ended by SIG{}",
                                           name != nullptr ? name : std::to_string(WTERMSIG(status))));
    }
    return Error::internal(fmt::format("the child process ended with exit status {}", WEXITSTATUS(status)));
}

std::string shortened(std::string_view text, std::size_t most) {
    std::string out(text.substr(0, most));
    return text.size() > most ? out + "..." : out;
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const Options& options) {
    const std::string program = options.program.empty() ? "/proc/self/exe" : options.program;
    const std::vector<std::string> arguments =
        options.arguments.empty() ? std::vector<std::string>{kArgument} : options.arguments;
    Channel input;
    Channel output;
    Channel errors;
    SB_CHECK(input.openSockets());
    SB_CHECK(output.openPipe());
    SB_CHECK(errors.openPipe());
    const int streams[3] = {input.end(0), output.end(1), errors.end(1)};
    pid_t process = -1;
    if (const int problem = spawn(program, arguments, Environment(options.environment), streams, process);
        problem != 0)
        return Error::system("cannot start a child process", problem).in(program);
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess);
    worker->m_process = process;
    worker->m_input = input.take(1);
    worker->m_output = output.take(0);
    worker->m_errors = errors.take(0);
    for (const int descriptor : {worker->m_input, worker->m_output, worker->m_errors})
        ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return worker;
}

WorkerProcess::~WorkerProcess() {
    reap();
    closeAll();
}

void WorkerProcess::closeAll() {
    for (int* descriptor : {&m_input, &m_output, &m_errors})
        if (*descriptor >= 0) ::close(std::exchange(*descriptor, -1));
}

/// Kills what runs and waits; the status as waitpid gives it, or -1.
int WorkerProcess::reap() {
    if (m_process <= 0) return -1;
    ::kill(m_process, SIGKILL);
    int status = -1;
    while (::waitpid(m_process, &status, 0) < 0) {
        if (errno == EINTR) continue;
        status = -1; // somebody else has waited for it
        break;
    }
    m_process = -1;
    return status;
}

void WorkerProcess::readErrors() {
    char piece[4096];
    for (int reads = 0; m_errors >= 0 && reads < kMostReads; ++reads) {
        const ssize_t count = ::read(m_errors, piece, sizeof piece);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return;
        if (count == 0) {
            // Closed by the child: poll() would report it for ever.
            ::close(std::exchange(m_errors, -1));
            return;
        }
        m_lastWords.append(piece, static_cast<std::size_t>(count));
        if (m_lastWords.size() > kLastWords) m_lastWords.erase(0, m_lastWords.size() - kLastWords);
    }
}

Error WorkerProcess::end(Error error) {
    reap();
    readErrors();
    closeAll();
    std::string words = m_lastWords;
    words.erase(words.find_last_not_of(" \t\r\n") + 1);
    std::replace(words.begin(), words.end(), '\n', ' ');
    if (!words.empty())
        error.found += (error.found.empty() ? "" : "; ") + ("its last words: \"" + words + "\"");
    m_failure = error;
    return error;
}

Error WorkerProcess::deathReport() {
    // It has closed its output: give it the moment that an exit takes before it is killed, or every orderly
    // end would look like one by SIGKILL.
    int status = -1;
    for (int waits = 0; waits < kDeathWaits; ++waits) {
        const pid_t ended = ::waitpid(m_process, &status, WNOHANG);
        if (ended == m_process) {
            m_process = -1;
            break;
        }
        if (ended < 0 && errno != EINTR) {
            m_process = -1; // somebody else has waited for it: its id may be another's by now
            return end(Error::internal("the child process ended, and how it did is not known"));
        }
        readErrors();
        ::poll(nullptr, 0, 1);
    }
    if (m_process > 0) {
        reap();
        return end(Error::internal("the child process closed its output without ending"));
    }
    return end(deathOf(status));
}

Result<void> WorkerProcess::exchange(std::string& pending, int waitMs) {
    pollfd watched[] = {
        {m_output, POLLIN, 0}, {m_errors, POLLIN, 0}, {pending.empty() ? -1 : m_input, POLLOUT, 0}};
    if (::poll(watched, std::size(watched), waitMs) < 0 && errno != EINTR)
        return Error::system("cannot wait for a child process", errno);
    if (watched[1].revents != 0) readErrors();
    if ((watched[2].revents & POLLOUT) != 0) {
        const ssize_t sent = ::send(m_input, pending.data(), pending.size(), MSG_NOSIGNAL);
        // A child that is gone is noticed at its output.
        if (sent > 0) pending.erase(0, static_cast<std::size_t>(sent));
        if (sent < 0 && errno == EPIPE) pending.clear();
    } else if ((watched[2].revents & (POLLERR | POLLHUP)) != 0) {
        pending.clear();
    }
    if (watched[0].revents == 0) return {};
    const ssize_t count = m_lines.readFrom(m_output);
    if (count == 0) return deathReport();
    if (count < 0 && errno != EINTR && errno != EAGAIN)
        return end(Error::system("cannot read from a child process", errno));
    if (m_lines.tooLong()) return end(Error::internal("the child process answered without an end"));
    return {};
}

Result<Json> WorkerProcess::readReply(const std::string& line) const {
    Json reply = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    constexpr std::size_t kShown = 80;
    if (!reply.is_object() || reply.value("id", Json(nullptr)) != Json(m_calls) ||
        reply.contains("result") == reply.contains("error"))
        return Error::internal("the child process answered with something that is no reply")
            .got("'" + shortened(line, kShown) + "'");
    return reply;
}

Result<Json> WorkerProcess::call(std::string_view function, const Json& params, const WorkContext& context,
                                 std::uint64_t timeoutMs, const WhileWaiting& whileWaiting) {
    if (m_failure) return *m_failure;
    const SteadyClock clock;
    const std::uint64_t started = clock.nowNs();
    Json request;
    request["id"] = ++m_calls;
    request["call"] = function;
    request["params"] = params;
    request["limits"] = limitsJson(context.limits);
    std::string pending = request.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    for (;;) {
        if (auto line = m_lines.next()) {
            auto reply = readReply(*line);
            if (!reply.ok()) return end(std::move(reply).error());
            if (reply->contains("error")) return errorFromJson((*reply)["error"]);
            return std::move((*reply)["result"]);
        }
        if (whileWaiting) {
            if (auto fine = whileWaiting(); !fine.ok()) return end(std::move(fine).error());
        }
        if (context.cancelled()) return end(Error::cancelled());
        const std::uint64_t elapsedMs = (clock.nowNs() - started) / 1'000'000;
        if (timeoutMs != 0 && elapsedMs >= timeoutMs)
            return end(
                Error::limit(fmt::format("the child process has not answered within {} ms", timeoutMs)));
        const std::uint64_t left = timeoutMs != 0 ? timeoutMs - elapsedMs : kPollMs;
        SB_CHECK(exchange(pending, static_cast<int>(std::min<std::uint64_t>(left, kPollMs))));
    }
}

Result<void> WorkerProcess::finish(const WorkContext& context, std::uint64_t timeoutMs) {
    if (m_failure) return *m_failure;
    if (m_process <= 0) return {};
    const SteadyClock clock;
    const std::uint64_t started = clock.nowNs();
    ::close(std::exchange(m_input, -1)); // the end of its requests
    for (int status = 0;;) {
        readErrors();
        const pid_t ended = ::waitpid(m_process, &status, WNOHANG);
        if (ended < 0 && errno == EINTR) continue;
        if (ended != 0) {
            m_process = -1;
            if (ended < 0) return end(Error::internal("how a child process ended is not known"));
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0) break;
            return end(deathOf(status));
        }
        if (context.cancelled()) return end(Error::cancelled());
        const std::uint64_t elapsedMs = (clock.nowNs() - started) / 1'000'000;
        if (timeoutMs != 0 && elapsedMs >= timeoutMs)
            return end(Error::limit(fmt::format("the child process has not ended within {} ms", timeoutMs)));
        ::poll(nullptr, 0, 1);
    }
    closeAll();
    m_failure = Error::internal("the child process was told to end");
    return {};
}

} // namespace spacebench::jobs::worker
