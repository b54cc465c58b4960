// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "io/shared_memory.h"
#include "jobs/bench/cell.h"
#include "jobs/job_runner.h"
#include "jobs/worker/ring.h"
#include "support/cell_files.h"

namespace spacebench::jobs {
namespace {

using results::Operation;
using testing::HasSubstr;

class CellWorker : public testing::Test {
  protected:
    /// A shell script in the place of a worker; "$0" ... as the worker's own arguments.
    WorkerCell script(const std::string& text) {
        const std::string path = m_input.files().write("worker.sh", "#!/bin/sh\n" + text + "\n");
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return {path, 1, 0};
    }
    Error failureOf(const WorkerCell& worker) {
        const auto sample =
            measureInWorker(worker, m_input.request(Operation::Serialize, "mtts"), m_context, {});
        EXPECT_FALSE(sample.ok());
        return sample.ok() ? Error() : sample.error();
    }

    tests::CellInput m_input;
    WorkContext m_context;
    /// This very program, which a script can run as well.
    std::string m_program = std::filesystem::read_symlink("/proc/self/exe").string();
};

TEST_F(CellWorker, takesASampleInAProcessOfItsOwn) {
    for (const unsigned threads : {1U, 2U}) {
        CellRequest request = m_input.request(Operation::Serialize, "mtts");
        request.minSampleNs = 0;
        std::uint64_t seen = 0;
        const auto sample = measureInWorker({"", threads, 0}, request, m_context,
                                            [&](std::uint64_t done) { seen = std::max(seen, done + 1); });
        ASSERT_TRUE(sample.ok()) << sample.error().describe();
        EXPECT_GT(sample->wallNs, 0U);
        EXPECT_EQ(sample->storedBytes, std::filesystem::file_size(request.files.stored));
        EXPECT_GT(seen, 0U);
    }
}

TEST_F(CellWorker, handsOnTheErrorOfASampleThatFailed) {
    CellRequest request = m_input.request(Operation::Deserialize, "mtts");
    request.files.stored = "/nowhere/stored";
    const auto sample = measureInWorker({"", 1, 0}, request, m_context, {});
    ASSERT_FALSE(sample.ok());
    EXPECT_EQ(sample.error().code, ErrorCode::Io);
    EXPECT_EQ(sample.error().file, "/nowhere/stored");
}

TEST_F(CellWorker, measuresWithinTheLimitsOfItsParent) {
    const CellRequest request = m_input.request(Operation::Deserialize, "paths");
    m_context.limits.inflateFloorBytes = 1;
    m_context.limits.inflateRatio = 1;
    const auto refused = measureInWorker({"", 1, 0}, request, m_context, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::LimitExceeded) << refused.error().describe();
    m_context.limits.inflateFloorBytes = std::uint64_t{1} << 30;
    const auto fine = measureInWorker({"", 1, 0}, request, m_context, {});
    EXPECT_TRUE(fine.ok()) << fine.error().describe();
}

TEST_F(CellWorker, namesTheSignalAndTheLastWordsOfADeadOne) {
    const Error crashed =
        failureOf(script("read request; echo 'free(): invalid pointer' >&2; kill -ABRT $$"));
    EXPECT_THAT(crashed.message, HasSubstr("SIGABRT"));
    EXPECT_THAT(crashed.found, HasSubstr("free(): invalid pointer"));
    // As the system does where memory has run out.
    EXPECT_THAT(failureOf(script("read request; kill -KILL $$")).message, HasSubstr("SIGKILL"));
}

TEST_F(CellWorker, endsOneThatHangs) {
    WorkerCell worker = script("read request; read nothing");
    worker.timeoutMs = 1;
    EXPECT_EQ(failureOf(worker).code, ErrorCode::LimitExceeded);
}

TEST_F(CellWorker, endsWithACancel) {
    std::stop_source stop;
    m_context.stop = stop.get_token();
    stop.request_stop();
    EXPECT_EQ(failureOf(script("read request; read nothing")).code, ErrorCode::Cancelled);
}

TEST_F(CellWorker, isNotHeldByOneThatFloodsTheRing) {
    // Where things lie in the ring, as a hostile writer knows it too.
    constexpr std::size_t kWrittenAt = 64;
    constexpr std::size_t kReadAt = 128;
    constexpr std::size_t kSlotsAt = 256;
    constexpr std::size_t kSlotBytes = 512;
    constexpr std::size_t kRingBytes = kSlotsAt + worker::kRingSlots * kSlotBytes;
    // The script hands its request over; the flood comes from a thread of this process.
    const std::string request = m_input.folder() + "/request";
    const WorkerCell worker = script("read -r request; printf '%s' \"$request\" > '" + request +
                                     ".part'; mv '" + request + ".part' '" + request + "'; read nothing");
    std::stop_source stop;
    m_context.stop = stop.get_token();
    std::atomic<std::uint64_t*> readSoFar{nullptr};
    std::atomic<bool> looking{true};
    const SteadyClock clock;
    JobRunner runner(clock, Limits::forThisMachine(), 1);
    auto flooding = runner.submit<bool>("flood", Lane::Shared, [&](const WorkContext&) -> Result<bool> {
        while (!std::filesystem::exists(request) && looking.load()) std::this_thread::yield();
        std::ifstream file(request);
        const Json json = Json::parse(file, nullptr, /*allow_exceptions=*/false);
        if (!json.is_object()) return Error::internal("the script has handed nothing over");
        SB_TRY(memory, io::SharedMemory::open(json.at("params").at("ring").get<std::string>(), kRingBytes));
        Byte* const ring = memory->bytes().data();
        for (std::size_t slot = 0; slot < worker::kRingSlots; ++slot) // progress, without end
            ring[kSlotsAt + slot * kSlotBytes] = static_cast<Byte>(worker::RecordKind::Progress);
        auto* const read = reinterpret_cast<std::uint64_t*>(ring + kReadAt);
        auto* const written = reinterpret_cast<std::uint64_t*>(ring + kWrittenAt);
        readSoFar = read;
        while (looking.load())
            std::atomic_ref(*written).store(std::atomic_ref(*read).load() + worker::kRingSlots);
        return true;
    });
    // How much is read between two looks, not for how long: no time decides here.
    std::uint64_t before = 0;
    std::uint64_t most = 0;
    int looks = 0;
    const auto sample =
        measureInWorker(worker, m_input.request(Operation::Serialize, "mtts"), m_context, [&](std::uint64_t) {
            const std::uint64_t now = std::atomic_ref(*readSoFar.load()).load();
            most = std::max(most, now - before);
            before = now;
            if (++looks == 10) stop.request_stop();
        });
    looking = false;
    ASSERT_FALSE(sample.ok());
    EXPECT_EQ(sample.error().code, ErrorCode::Cancelled) << sample.error().describe();
    EXPECT_TRUE(flooding.take().ok());
    EXPECT_GT(most, 0U);
    EXPECT_LE(most, 4 * worker::kRingSlots);
}

TEST_F(CellWorker, refusesNonsense) {
    EXPECT_THAT(failureOf(script("read request; echo nonsense; read more")).message, HasSubstr("no reply"));
    // A reply, but nothing in the ring.
    EXPECT_THAT(failureOf(script("read request; echo '{\"id\":1,\"result\":{}}'")).message,
                HasSubstr("without a sample"));
    EXPECT_THAT(failureOf(script("exit 3")).message, HasSubstr("exit status 3"));
    EXPECT_EQ(failureOf({"/nowhere/spacectl", 1, 0}).code, ErrorCode::Io);
}

TEST_F(CellWorker, believesNoSampleOfOneThatDiesOnItsWayOut) {
    const WorkerCell worker = script("'" + m_program + "' \"$@\"\nkill -SEGV $$");
    EXPECT_THAT(failureOf(worker).message, HasSubstr("SIGSEGV"));
    // The same without the death is a sample.
    const auto fine = measureInWorker(script("exec '" + m_program + "' \"$@\""),
                                      m_input.request(Operation::Serialize, "mtts"), m_context, {});
    EXPECT_TRUE(fine.ok());
}

TEST_F(CellWorker, refusesArgumentsThatItDoesNotKnow) {
    const WorkerCell worker = script("exec '" + m_program + "' --measure-worker --threads many");
    EXPECT_THAT(failureOf(worker).message, HasSubstr("exit status"));
}

} // namespace
} // namespace spacebench::jobs
