// SPDX-License-Identifier: Apache-2.0
//
// The child's side of measuring in a process of its own: a program that is started with kArgument reads
// requests from its standard input and answers on what was its standard output, one JSON document a line,
// until the input ends. worker_process.h is the parent's side.
//
//   {"id": 1, "call": "worker.about", "params": {}, "limits": {"content_bytes": 6442450944, ...}}
//   {"id": 1, "result": {...}}      or      {"id": 1, "error": {"code": "corrupt", "message": "...", ...}}
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <typeindex>
#include <unordered_map>

#include "jobs/job.h"
#include "jobs/report_text.h"

namespace spacebench::jobs::worker {

/// The first argument of a worker; no one's business but ours, so no help names it.
inline constexpr const char* kArgument = "--measure-worker";
/// May follow it, and then a number: threads of the worker's pool. Without it one a processor.
inline constexpr const char* kThreadsArgument = "--threads";

/// What functions keep in the child between calls: one object a type, made at its first use.
class Session {
  public:
    template <class T>
    [[nodiscard]] T& of() {
        std::shared_ptr<void>& kept = m_kept[typeid(T)];
        if (kept == nullptr) kept = std::make_shared<T>();
        return *static_cast<T*>(kept.get());
    }

  private:
    std::unordered_map<std::type_index, std::shared_ptr<void>> m_kept;
};

/// Runs as a job of the Timed lane, one at a time.
using Function = Result<Json> (*)(const Json& params, Session& session, const JobServices& services);

struct NamedFunction {
    std::string_view name;
    Function call = nullptr;
};
/// functions.def.
[[nodiscard]] std::span<const NamedFunction> allFunctions();

/// {"pid", "allocator", "threads"}: which allocator really serves this process: "jemalloc 5.3.0-..." where
/// memory was seen to come from it, else "glibc 2.36".
[[nodiscard]] Result<Json> about(const Json& params, Session& session, const JobServices& services);

/// Serves requests from `input` until it ends. What is no request is answered with an error. `threads` 0 =
/// one a processor.
[[nodiscard]] int serve(int input, int output, std::span<const NamedFunction> functions,
                        unsigned threads = 0);

/// For main(), before anything else: the exit status where this process was started as a worker, else nullopt
/// at once. A worker ends with its parent, keeps standard output for answers (whatever else prints goes to
/// standard error), and starts with every signal as the system has it.
[[nodiscard]] std::optional<int> runIfAsked(int argc, char** argv);

/// An Error as errorJson() writes it, back from it.
[[nodiscard]] Error errorFromJson(const Json& json);

/// What a request says of its parent's limits: a worker refuses what its parent would, and nothing else. A
/// limit that is left out is that of forThisMachine(); InvalidArgument where one is no number.
[[nodiscard]] Json limitsJson(const Limits& limits);
[[nodiscard]] Result<Limits> limitsFromJson(const Json& json);

} // namespace spacebench::jobs::worker
