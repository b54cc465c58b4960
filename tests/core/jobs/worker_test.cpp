// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs/worker/worker.h"
#include "jobs/worker/worker_process.h"
#include "support/temp_folder.h"

namespace spacebench::jobs::worker {
namespace {

using testing::HasSubstr;

/// A shell script in the place of a worker.
std::unique_ptr<WorkerProcess> script(const std::string& text) {
    WorkerProcess::Options options;
    options.program = "/bin/sh";
    options.arguments = {"-c", text};
    auto worker = WorkerProcess::start(options);
    EXPECT_TRUE(worker.ok());
    return worker.ok() ? std::move(worker).value() : nullptr;
}

Error failureOf(const Result<Json>& result) {
    EXPECT_FALSE(result.ok());
    return result.ok() ? Error() : result.error();
}

TEST(WorkerProcess, bringsBackWhatTheWorkerAnswers) {
    const auto worker = script("read request; echo '{\"id\": 1, \"result\": {\"sum\": 3}}'; read next; "
                               "echo '{\"id\": 2, \"error\": {\"code\": \"corrupt\", \"message\": \"bad "
                               "byte\", \"found\": \"7\", \"offset\": 12}}'; read last");
    const auto sum = worker->call("add", Json{{"a", 1}, {"b", 2}}, {});
    ASSERT_TRUE(sum.ok());
    EXPECT_EQ((*sum)["sum"], 3);
    const Error error = failureOf(worker->call("read", Json::object(), {}));
    EXPECT_EQ(error.code, ErrorCode::Corrupt);
    EXPECT_EQ(error.message, "bad byte");
    EXPECT_EQ(error.found, "7");
    EXPECT_EQ(error.byteOffset, 12U);
    EXPECT_TRUE(worker->alive()); // an error that it reports itself does not end it
}

TEST(WorkerProcess, hasTheRequestAsOneLine) {
    const auto worker =
        script(R"(read -r request; wanted='{"id":1,"call":"add","params":{"text":"two\nlines"},"limits":)" +
               limitsJson({}).dump() +
               R"(}'; [ "$request" = "$wanted" ] && ok=true || ok=false; echo "{\"id\":1,\"result\":$ok}")");
    const auto answer = worker->call("add", Json{{"text", "two\nlines"}}, {});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(*answer, true);
}

TEST(WorkerProcess, namesTheSignalThatEndedItAndItsLastWords) {
    const auto worker = script("read request; echo 'table of contents is on fire' >&2; kill -SEGV $$");
    const int id = worker->id();
    const Error error = failureOf(worker->call("burn", Json::object(), {}));
    EXPECT_THAT(error.message, HasSubstr("ended by SIGSEGV"));
    EXPECT_THAT(error.found, HasSubstr("table of contents is on fire"));
    EXPECT_FALSE(worker->alive());
    // No zombie is left: nobody with that id is ours to wait for.
    EXPECT_EQ(::waitpid(id, nullptr, WNOHANG), -1);
    EXPECT_EQ(failureOf(worker->call("again", Json::object(), {})).message, error.message);
}

TEST(WorkerProcess, namesAKillAndAnExitStatus) {
    EXPECT_THAT(failureOf(script("read request; kill -KILL $$")->call("x", {}, {})).message,
                HasSubstr("SIGKILL"));
    EXPECT_THAT(failureOf(script("read request; exit 3")->call("x", {}, {})).message,
                HasSubstr("exit status 3"));
    // Before it was asked anything.
    EXPECT_THAT(failureOf(script("exit 7")->call("x", {}, {})).message, HasSubstr("exit status 7"));
}

TEST(WorkerProcess, refusesWhatIsNoReply) {
    for (const char* nonsense : {"Segmentation fault", "[1, 2]", "{\"id\": 9, \"result\": 1}", "{\"id\": 1}",
                                 "{\"result\": 1}", "{\"id\": 1, \"result\": 1, \"error\": {}}"}) {
        const auto worker =
            script("read request; echo '" + std::string(nonsense) + "'; read nothing more; read more");
        const Error error = failureOf(worker->call("x", Json::object(), {}));
        EXPECT_THAT(error.message, HasSubstr("no reply")) << nonsense;
        EXPECT_THAT(error.found, HasSubstr(nonsense));
        EXPECT_FALSE(worker->alive());
    }
}

TEST(WorkerProcess, endsOneThatDoesNotAnswerInTime) {
    const auto worker = script("read request; read nothing");
    const Error error = failureOf(worker->call("x", Json::object(), {}, 1));
    EXPECT_EQ(error.code, ErrorCode::LimitExceeded);
    EXPECT_THAT(error.message, HasSubstr("not answered within 1 ms"));
    EXPECT_FALSE(worker->alive());
}

TEST(WorkerProcess, isNotHeldByOneThatFloodsItsStandardError) {
    // A flood that does not depend on who is faster: a pipe of a MiB, full before anything is read from it.
    constexpr int kPipeBytes = 1 << 20;
    constexpr int kFloodBytes = 1'000'000;
    const tests::TempFolder folder;
    const std::string go = folder.path() + "/go";
    const std::string full = folder.path() + "/full";
    ASSERT_EQ(::mkfifo(go.c_str(), 0600), 0);
    const auto worker = script("read word < '" + go + "'; head -c " + std::to_string(kFloodBytes) +
                               " /dev/zero | tr '\\0' x >&2; : > '" + full + "'; read request; read more");
    const int errors = ::open(("/proc/" + std::to_string(worker->id()) + "/fd/2").c_str(),
                              O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ASSERT_GE(errors, 0);
    const bool enlarged = ::fcntl(errors, F_SETPIPE_SZ, kPipeBytes) >= kPipeBytes;
    if (!enlarged) {
        ::close(errors);
        GTEST_SKIP() << "pipes cannot be made longer than they are here: " << std::strerror(errno);
    }
    std::ofstream(go) << "go\n";
    while (!std::filesystem::exists(full)) std::this_thread::yield();

    std::vector<int> waiting; // bytes, at each look
    const Error error = failureOf(worker->call("x", Json::object(), {}, 0, [&]() -> Result<void> {
        EXPECT_EQ(::ioctl(errors, FIONREAD, &waiting.emplace_back()), 0);
        if (waiting.size() < 3) return {};
        return Error::corrupt("enough");
    }));
    ::close(errors);
    EXPECT_EQ(error.message, "enough");
    ASSERT_EQ(waiting.size(), 3U);
    EXPECT_EQ(waiting[0], kFloodBytes);
    EXPECT_LT(waiting[1], waiting[0]) << "it is read";
    EXPECT_GT(waiting[2], kFloodBytes / 2) << "but its owner looks on meanwhile";
    EXPECT_THAT(error.found, HasSubstr("xxx"));
}

TEST(WorkerProcess, looksNoMoreAtAStandardErrorThatWasClosed) {
    const auto openFiles = [] {
        const std::filesystem::directory_iterator all("/proc/self/fd");
        return std::distance(begin(all), end(all));
    };
    const auto worker = script("read request; echo said >&2; exec 2>&-; echo '{\"id\":1,\"result\":1}'; "
                               "read request; echo '{\"id\":2,\"result\":2}'; read nothing");
    const auto before = openFiles();
    ASSERT_TRUE(worker->call("x", Json::object(), {}).ok());
    ASSERT_TRUE(worker->call("x", Json::object(), {}).ok());
    EXPECT_EQ(openFiles(), before - 1) << "else poll() would return at once for as long as the worker lives";
}

TEST(WorkerProcess, isKilledByCancelling) {
    const auto worker = script("read request; read nothing");
    const int id = worker->id();
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    EXPECT_EQ(failureOf(worker->call("x", Json::object(), context)).code, ErrorCode::Cancelled);
    EXPECT_EQ(::kill(id, 0), -1);
}

TEST(WorkerProcess, endsWithItsOwner) {
    auto worker = script("read nothing");
    const int id = worker->id();
    worker.reset();
    EXPECT_EQ(::kill(id, 0), -1);
}

TEST(WorkerProcess, saysThatAProgramIsMissing) {
    WorkerProcess::Options options;
    options.program = "/nowhere/spacectl";
    const auto worker = WorkerProcess::start(options);
    ASSERT_FALSE(worker.ok());
    EXPECT_EQ(worker.error().code, ErrorCode::Io);
    EXPECT_EQ(worker.error().file, "/nowhere/spacectl");
    EXPECT_THAT(worker.error().found, HasSubstr("No such file"));
}

TEST(WorkerProcess, inheritsNothingButItsStreamsAndTheEnvironmentThatItIsGiven) {
    int kept[2];
    ASSERT_EQ(::pipe(kept), 0); // without close-on-exec
    WorkerProcess::Options options;
    options.program = "/bin/sh";
    const std::string ours = std::to_string(kept[1]);
    options.arguments = {"-c", "read request; [ -e /proc/$$/fd/" + ours +
                                   R"( ] && open=true || open=false; echo "{\"id\":1,\"result\":{)" +
                                   R"(\"open\":$open,\"word\":\"$SPACEBENCH_WORD\",\"home\":\"$HOME\"}}")"};
    options.environment = {{"SPACEBENCH_WORD", "salt"}, {"HOME", "/there"}};
    auto worker = WorkerProcess::start(options);
    ASSERT_TRUE(worker.ok());
    const auto answer = (*worker)->call("x", Json::object(), {});
    ::close(kept[0]);
    ::close(kept[1]);
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ((*answer)["open"], false);
    EXPECT_EQ((*answer)["word"], "salt");
    EXPECT_EQ((*answer)["home"], "/there");
}

TEST(WorkerProcess, letsItsOwnerLookOnWhileItWorks) {
    const auto worker = script("read request; read more");
    int looks = 0;
    const Error error = failureOf(worker->call("x", Json::object(), {}, 0, [&]() -> Result<void> {
        if (++looks < 3) return {};
        return Error::corrupt("enough");
    }));
    EXPECT_EQ(error.message, "enough");
    EXPECT_EQ(looks, 3);
    EXPECT_FALSE(worker->alive());
}

TEST(WorkerProcess, tellsAnOrderlyEndFromADeath) {
    const auto orderly = script("read request; echo '{\"id\":1,\"result\":1}'; read end_of_input; exit 0");
    ASSERT_TRUE(orderly->call("x", Json::object(), {}).ok());
    EXPECT_TRUE(orderly->finish({}).ok());
    EXPECT_FALSE(orderly->alive());
    EXPECT_FALSE(orderly->call("x", Json::object(), {}).ok());

    const auto crashing = script("read end_of_input; echo 'double free' >&2; kill -ABRT $$");
    const auto death = crashing->finish({});
    ASSERT_FALSE(death.ok());
    EXPECT_THAT(death.error().message, HasSubstr("SIGABRT"));
    EXPECT_THAT(death.error().found, HasSubstr("double free"));

    const auto staying = script("read end_of_input; exec cat /dev/zero > /dev/null");
    const auto late = staying->finish({}, 1);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, ErrorCode::LimitExceeded);
    EXPECT_FALSE(staying->alive());
}

Result<Json> addFunction(const Json& params, Session& session, const JobServices&) {
    int& total = session.of<int>();
    total += params.at("a").get<int>();
    return Json{{"total", total}};
}
Result<Json> failFunction(const Json&, Session&, const JobServices&) {
    return Error::corrupt("a bad byte").at(5).got("\xFF");
}

Result<Json> sayLimits(const Json&, Session&, const JobServices& services) {
    return limitsJson(services.work.limits);
}

/// What a worker with these functions answers to `requests`, line by line.
std::vector<Json> served(const std::string& requests) {
    static constexpr NamedFunction kFunctions[] = {
        {"add", addFunction}, {"fail", failFunction}, {"limits", sayLimits}};
    int in[2];
    int out[2];
    EXPECT_EQ(::pipe(in), 0);
    EXPECT_EQ(::pipe(out), 0);
    EXPECT_EQ(::write(in[1], requests.data(), requests.size()), static_cast<ssize_t>(requests.size()));
    ::close(in[1]);
    EXPECT_EQ(serve(in[0], out[1], kFunctions), 0);
    ::close(in[0]);
    ::close(out[1]);
    LineBuffer lines;
    while (lines.readFrom(out[0]) > 0) {
    }
    ::close(out[0]);
    std::vector<Json> replies;
    while (auto line = lines.next()) replies.push_back(Json::parse(*line));
    return replies;
}

TEST(Worker, servesCallsAndKeepsItsSessionBetweenThem) {
    const auto replies = served("{\"id\":1,\"call\":\"add\",\"params\":{\"a\":2}}\n"
                                "{\"id\":2,\"call\":\"add\",\"params\":{\"a\":5}}\n");
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_EQ(replies[0]["result"]["total"], 2);
    EXPECT_EQ(replies[1]["result"]["total"], 7);
    EXPECT_EQ(replies[1]["id"], 2);
}

TEST(Worker, answersWhatItCannotDoWithAnError) {
    const auto replies = served("nonsense\n"
                                "{\"id\":2,\"call\":\"subtract\"}\n"
                                "{\"id\":3,\"call\":\"add\",\"params\":{}}\n"
                                "{\"id\":4,\"call\":\"fail\"}\n");
    ASSERT_EQ(replies.size(), 4U);
    EXPECT_EQ(replies[0]["error"]["code"], "invalid_argument");
    EXPECT_THAT(replies[1]["error"]["found"].get<std::string>(), HasSubstr("subtract"));
    EXPECT_EQ(replies[2]["error"]["code"], "invalid_argument");
    const Error error = errorFromJson(replies[3]["error"]);
    EXPECT_EQ(error.code, ErrorCode::Corrupt);
    EXPECT_EQ(error.byteOffset, 5U);
}

TEST(Worker, worksWithinTheLimitsOfItsParent) {
    Limits limits;
    limits.inflateFloorBytes = 1;
    limits.inflateRatio = 2;
    limits.contentBytes = 3;
    limits.pathBytes = 4;
    limits.expandedBytes = UINT64_MAX;
    limits.workingBytes = 6;
    const auto replies = served("{\"id\":1,\"call\":\"limits\",\"limits\":" + limitsJson(limits).dump() +
                                "}\n"
                                "{\"id\":2,\"call\":\"limits\",\"limits\":{\"content_bytes\":7}}\n"
                                "{\"id\":3,\"call\":\"limits\"}\n"
                                "{\"id\":4,\"call\":\"limits\",\"limits\":{\"content_bytes\":-1}}\n"
                                "{\"id\":5,\"call\":\"limits\",\"limits\":[1]}\n");
    ASSERT_EQ(replies.size(), 5U);
    EXPECT_EQ(replies[0]["result"], limitsJson(limits));
    EXPECT_EQ(replies[1]["result"]["content_bytes"], 7);
    // What a parent does not say is this machine's.
    EXPECT_EQ(replies[1]["result"]["path_bytes"], Limits::forThisMachine().pathBytes);
    EXPECT_EQ(replies[2]["result"]["inflate_ratio"], Limits::forThisMachine().inflateRatio);
    EXPECT_THAT(replies[3]["error"]["expected"].get<std::string>(), HasSubstr("content_bytes"));
    EXPECT_EQ(replies[4]["error"]["code"], "invalid_argument");
}

TEST(Worker, isNotWhatAProgramIsByItself) {
    char program[] = "spacectl";
    char word[] = "info";
    char* argv[] = {program, word, nullptr};
    EXPECT_FALSE(runIfAsked(2, argv).has_value());
    EXPECT_FALSE(runIfAsked(1, argv).has_value());
}

TEST(Worker, saysWhichAllocatorServesIt) {
    Session session;
    const SteadyClock clock;
    const WorkContext context;
    const auto said = about(Json::object(), session, JobServices{context, clock});
    ASSERT_TRUE(said.ok());
    EXPECT_THAT((*said)["allocator"].get<std::string>(), HasSubstr("glibc"));
}

} // namespace
} // namespace spacebench::jobs::worker
