// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <csignal>
#include <cstring>

#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "jobs/bench/cell.h"
#include "jobs/job_runner.h"
#include "jobs/techniques/worker_functions.h"
#include "jobs/worker/line_buffer.h"
#include "jobs/worker/worker.h"

namespace spacebench::jobs::worker {

namespace {

constexpr unsigned kMostThreads = 1024;

struct NamedLimit {
    const char* name;
    std::uint64_t Limits::*value;
};
constexpr NamedLimit kLimits[] = {
    {"inflate_floor_bytes", &Limits::inflateFloorBytes},
    {"inflate_ratio", &Limits::inflateRatio},
    {"content_bytes", &Limits::contentBytes},
    {"path_bytes", &Limits::pathBytes},
    {"expanded_bytes", &Limits::expandedBytes},
    {"working_bytes", &Limits::workingBytes},
};
static_assert(sizeof(Limits) == std::size(kLimits) * sizeof(std::uint64_t), "each limit has its line");

constexpr NamedFunction kFunctions[] = {
#define SPACEBENCH_WORKER_FUNCTION(name, function) {name, function},
#include "jobs/worker/functions.def"
#undef SPACEBENCH_WORKER_FUNCTION
};

bool writeLine(int output, const std::string& line) {
    std::size_t written = 0;
    while (written < line.size()) {
        const ssize_t count = ::write(output, line.data() + written, line.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        written += static_cast<std::size_t>(count);
    }
    return true;
}

Result<Json> answer(const Json& request, std::span<const NamedFunction> functions, Session& session,
                    JobRunner& runner, const Clock& clock) {
    if (!request.is_object() || !request.contains("call") || !request["call"].is_string())
        return Error::invalid("this is no request").expect("{\"id\", \"call\", \"params\"}");
    const std::string name = request["call"];
    for (const NamedFunction& function : functions) {
        if (function.name != name) continue;
        const Json params = request.value("params", Json::object());
        SB_TRY(limits, limitsFromJson(request.value("limits", Json::object())));
        auto handle = runner.submit<Json>(name, Lane::Timed, [&](const WorkContext& own) -> Result<Json> {
            WorkContext work = own;
            work.limits = limits;
            try {
                return function.call(params, session, JobServices{work, clock});
            } catch (const Json::exception& problem) {
                return Error::invalid("a parameter is missing or of the wrong kind").got(problem.what());
            }
        });
        return handle.take();
    }
    return Error::invalid("a worker has no such function").got("'" + name + "'");
}

/// Version of the jemalloc that serves malloc(); empty = another allocator does. That its functions are there
/// proves nothing, so one allocation is followed into its statistics.
std::string jemallocVersion() {
    using Mallctl = int (*)(const char*, void*, std::size_t*, void*, std::size_t);
    const auto mallctl = reinterpret_cast<Mallctl>(::dlsym(RTLD_DEFAULT, "mallctl"));
    if (mallctl == nullptr) return {};
    constexpr std::size_t kProbeBytes = std::size_t{1} << 20;
    const auto allocated = [&]() -> std::uint64_t {
        std::uint64_t bytes = 0;
        std::size_t size = sizeof bytes;
        return mallctl("thread.allocated", &bytes, &size, nullptr, 0) == 0 ? bytes : 0;
    };
    const std::uint64_t before = allocated();
    void* volatile probe = std::malloc(kProbeBytes); // volatile: an unused pair may be removed
    const std::uint64_t after = allocated();
    std::free(probe);
    if (after < before + kProbeBytes) return {};
    const char* version = nullptr;
    std::size_t size = sizeof version;
    if (mallctl("version", static_cast<void*>(&version), &size, nullptr, 0) != 0 || version == nullptr)
        return "unknown version";
    return version;
}

/// What follows kArgument: nothing, or a number of threads. nullopt = something else.
std::optional<unsigned> threadsAsked(std::span<char*> arguments) {
    if (arguments.empty()) return 0;
    if (arguments.size() != 2 || std::strcmp(arguments[0], kThreadsArgument) != 0) return std::nullopt;
    const std::string_view text = arguments[1];
    unsigned threads = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), threads);
    if (problem != std::errc{} || rest != text.data() + text.size() || threads > kMostThreads)
        return std::nullopt;
    return threads;
}

} // namespace

std::span<const NamedFunction> allFunctions() {
    return kFunctions;
}

Result<Json> about(const Json& /*params*/, Session& /*session*/, const JobServices& services) {
    const std::string jemalloc = jemallocVersion();
    Json json;
    json["pid"] = ::getpid();
    json["allocator"] =
        jemalloc.empty() ? std::string("glibc ") + gnu_get_libc_version() : "jemalloc " + jemalloc;
    json["threads"] = services.work.executor != nullptr ? services.work.executor->concurrency() : 1;
    return json;
}

int serve(int input, int output, std::span<const NamedFunction> functions, unsigned threads) {
    const SteadyClock clock;
    JobRunner runner(clock, Limits::forThisMachine(), threads);
    Session session;
    LineBuffer lines;
    for (;;) {
        while (auto line = lines.next()) {
            const Json request = Json::parse(*line, nullptr, /*allow_exceptions=*/false);
            Json reply;
            reply["id"] = request.is_object() ? request.value("id", Json(nullptr)) : Json(nullptr);
            auto result = answer(request, functions, session, runner, clock);
            if (result.ok()) {
                reply["result"] = std::move(result).value();
            } else {
                reply["error"] = errorJson(result.error());
            }
            // A line is a message: text that is no UTF-8 is replaced, as in every report.
            const std::string text = reply.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
            if (!writeLine(output, text)) return exitCodeOf(ErrorCode::Io);
        }
        const ssize_t count = lines.readFrom(input);
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) return 0; // the parent needs nothing more
        if (count < 0) return exitCodeOf(ErrorCode::Io);
        if (lines.tooLong()) return exitCodeOf(ErrorCode::LimitExceeded);
    }
}

std::optional<int> runIfAsked(int argc, char** argv) {
    if (argc < 2 || std::strcmp(argv[1], kArgument) != 0) return std::nullopt;
    const auto threads = threadsAsked(std::span(argv + 2, static_cast<std::size_t>(argc - 2)));
    if (!threads) return exitCodeOf(ErrorCode::InvalidArgument);
    // Nobody would read the answers of a worker whose parent is gone.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    const int output = ::dup(STDOUT_FILENO);
    if (output < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return exitCodeOf(ErrorCode::Internal);
    const int status = serve(STDIN_FILENO, output, allFunctions(), *threads);
    ::close(output);
    return status;
}

Error errorFromJson(const Json& json) {
    const auto text = [&](const char* key) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    Error error = Error::internal(text("message"));
    for (const ErrorCode code : {ErrorCode::Io, ErrorCode::NotThisFormat, ErrorCode::UnsupportedVersion,
                                 ErrorCode::Corrupt, ErrorCode::LimitExceeded, ErrorCode::InvalidArgument,
                                 ErrorCode::Unsupported, ErrorCode::Cancelled, ErrorCode::WrongOutput})
        if (errorCodeName(code) == text("code")) error.code = code;
    error.expected = text("expected");
    error.found = text("found");
    error.advice = text("advice");
    error.file = text("file");
    if (json.is_object() && json.contains("offset") && json["offset"].is_number_unsigned())
        error.byteOffset = json["offset"].get<std::uint64_t>();
    return error;
}

Json limitsJson(const Limits& limits) {
    Json json;
    for (const auto& [name, value] : kLimits) json[name] = limits.*value;
    return json;
}

Result<Limits> limitsFromJson(const Json& json) {
    Limits limits = Limits::forThisMachine();
    if (!json.is_object()) return Error::invalid("the limits of a request are no object");
    for (const auto& [name, value] : kLimits) {
        const auto found = json.find(name);
        if (found == json.end()) continue;
        if (!found->is_number_unsigned())
            return Error::invalid("a limit of a request is no number").expect(name).got(found->dump());
        limits.*value = found->get<std::uint64_t>();
    }
    return limits;
}

} // namespace spacebench::jobs::worker
