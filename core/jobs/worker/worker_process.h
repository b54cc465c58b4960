// SPDX-License-Identifier: Apache-2.0
//
// The parent's side of measuring in a process of its own: starts a program as a worker (worker.h) and calls
// functions in it. A worker that dies, hangs or talks nonsense is an error with its signal and last words,
// and ends that worker alone; nothing is left of it afterwards, no zombie and no descriptor. One thread uses
// an object at a time, and it lives no longer than that thread: a worker dies with the thread that started
// it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/work_context.h"
#include "jobs/report_text.h"
#include "jobs/worker/line_buffer.h"

namespace spacebench::jobs::worker {

class WorkerProcess {
  public:
    struct Options {
        std::string program;                                          ///< empty = this program
        std::vector<std::string> arguments;                           ///< empty = {kArgument}
        std::vector<std::pair<std::string, std::string>> environment; ///< added to ours, or in place of ours
    };
    /// Starts the program with nothing of ours open but its three standard streams, no signal blocked, and in
    /// a process group of its own: an interrupt at the terminal is ours to pass on. Io where it cannot be
    /// started.
    [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(const Options& options);
    /// Kills what still runs, and waits for its end.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// The worker's result or error; it works within the context's limits. `timeoutMs` 0 = as long as it
    /// takes. Cancelled within 50 ms of the stop token. Any failure but an error that the worker itself
    /// reports ends the worker: later calls give that failure again, and alive() is false. `whileWaiting` is
    /// called on this thread some 20 times a second until the answer is there; an error that it returns ends
    /// the worker and is the result.
    using WhileWaiting = std::function<Result<void>()>;
    [[nodiscard]] Result<Json> call(std::string_view function, const Json& params, const WorkContext& context,
                                    std::uint64_t timeoutMs = 0, const WhileWaiting& whileWaiting = {});
    /// Lets the worker end by itself, and waits for it. How it died where that was no orderly end; Cancelled
    /// and `timeoutMs` as in call().
    [[nodiscard]] Result<void> finish(const WorkContext& context, std::uint64_t timeoutMs = 0);

    [[nodiscard]] bool alive() const { return m_process > 0; }
    [[nodiscard]] int id() const { return m_process; }

  private:
    WorkerProcess() = default;

    enum class Stream { Input, Output, Errors };
    /// Waits up to `waitMs` for something to happen, and lets it happen.
    [[nodiscard]] Result<void> exchange(std::string& pending, int waitMs);
    [[nodiscard]] Result<Json> readReply(const std::string& line) const;
    void readErrors();
    /// Kills and reaps; `error` gets the last words and is what later calls fail with.
    Error end(Error error);
    /// How a worker ended that closed its output by itself.
    [[nodiscard]] Error deathReport();
    int reap();
    void closeAll();

    int m_process = -1;
    int m_input = -1;
    int m_output = -1;
    int m_errors = -1;
    std::uint64_t m_calls = 0;
    LineBuffer m_lines;
    std::string m_lastWords; ///< the end of its standard error
    std::optional<Error> m_failure;
};

} // namespace spacebench::jobs::worker
