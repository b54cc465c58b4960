// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/cell.h"

#include <gmock/gmock.h>

#include "measure/allocation.h"
#include "measure/processors.h"
#include "support/cell_files.h"
#include "support/no_unnamed_files.h"
#include "tuning/technique.h"

namespace spacebench::jobs {
namespace {

using results::Operation;
using results::RunSample;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Every reading takes a fixed time: an iteration always lasts as long.
class SteppingClock final : public Clock {
  public:
    explicit SteppingClock(std::uint64_t stepNs) : m_stepNs(stepNs) {}
    std::uint64_t nowNs() const override { return m_now += m_stepNs; }

  private:
    std::uint64_t m_stepNs;
    mutable std::uint64_t m_now = 0;
};

constexpr std::uint64_t kStepNs = 1000;

class CellTest : public testing::Test {
  protected:
    Result<RunSample> measure(const CellRequest& request) {
        WorkContext context;
        context.stop = m_stop.get_token();
        m_iterations = 0;
        return measureCell(request, {context, m_clock}, [&](std::uint64_t done) {
            EXPECT_EQ(done, m_iterations++);
            if (m_iterations == m_stopAt) m_stop.request_stop();
        });
    }
    RunSample measured(const CellRequest& request) {
        auto sample = measure(request);
        EXPECT_TRUE(sample.ok()) << sample.error().describe();
        return sample.ok() ? std::move(sample).value() : RunSample();
    }
    Error failure(const CellRequest& request) {
        auto sample = measure(request);
        EXPECT_FALSE(sample.ok());
        return sample.ok() ? Error() : sample.error();
    }

    tests::CellInput m_input;
    SteppingClock m_clock{kStepNs};
    std::stop_source m_stop;
    std::uint64_t m_iterations = 0;
    std::uint64_t m_stopAt = 0;
};

TEST_F(CellTest, measuresEveryOperation) {
    for (const char* format : {"paths", "mtts", "pathmap1", "act"}) {
        for (const Operation operation : {Operation::Serialize, Operation::Deserialize}) {
            for (const Medium medium : {Medium::Memory, Medium::File}) {
                CellRequest request = m_input.request(operation, format);
                request.medium = medium;
                const RunSample sample = measured(request);
                EXPECT_EQ(sample.wallNs, kStepNs) << format;
                EXPECT_EQ(sample.iterations, 1U);
                EXPECT_EQ(sample.storedBytes, std::filesystem::file_size(request.files.stored));
                EXPECT_EQ(m_iterations, 3U) << "a warm-up, the sample, and the counted one";
            }
        }
    }
    EXPECT_EQ(measured(m_input.request(Operation::Load, "act")).wallNs, kStepNs);
    for (const char* codec : {"zstd:3", "lz4", "zlib", "none"}) {
        EXPECT_GT(measured(m_input.request(Operation::Compress, "", codec)).storedBytes, 0U) << codec;
        EXPECT_GT(measured(m_input.request(Operation::Decompress, "", codec)).storedBytes, 0U) << codec;
    }
    // Whatever was written is gone.
    for (const std::string& name : m_input.files().entries())
        EXPECT_TRUE(name == "framed" || name == "block" || name.starts_with("stored.")) << name;
}

TEST_F(CellTest, takesTheCodecThatIsAskedFor) {
    const RunSample fast = measured(m_input.request(Operation::Serialize, "mtts", "none"));
    const RunSample small = measured(m_input.request(Operation::Serialize, "mtts", "zstd:19"));
    EXPECT_LT(small.storedBytes, fast.storedBytes);
    EXPECT_THAT(failure(m_input.request(Operation::Serialize, "act", "zstd:3")).message,
                HasSubstr("takes no codec"));
    EXPECT_THAT(failure(m_input.request(Operation::Compress, "", "brotli")).message,
                HasSubstr("no such codec"));
    EXPECT_FALSE(measure(m_input.request(Operation::Compress, "", "zstd:much")).ok());
    EXPECT_FALSE(measure(m_input.request(Operation::Load, "mtts")).ok());
    EXPECT_FALSE(measure(m_input.request(Operation::Serialize, "nothing")).ok());
}

TEST_F(CellTest, readsValuesAndComparesThem) {
    const tests::CellInput withValues(300, true);
    EXPECT_TRUE(measure(withValues.request(Operation::Serialize, "act")).ok());
    CellRequest request = withValues.request(Operation::Deserialize, "act");
    EXPECT_TRUE(measure(request).ok());
    request.files.values = withValues.files().write("others", std::string(300 * 8, '\1'));
    EXPECT_EQ(failure(request).code, ErrorCode::WrongOutput);
    request.files.values = withValues.files().write("fewer", "1234567");
    EXPECT_THAT(failure(request).message, HasSubstr("fewer values"));
}

TEST_F(CellTest, runsPipelinesWithTheirSwitches) {
    for (const Operation operation : {Operation::Serialize, Operation::Deserialize}) {
        CellRequest request = m_input.request(operation, "mtts");
        request.settings = tuning::currentPipeline();
        const RunSample sample = measured(request);
        EXPECT_GT(sample.wallNs, 0U);
        EXPECT_GT(sample.storedBytes, 0U);
        EXPECT_THAT(sample.notes, Contains(HasSubstr("nothing is synced")));
    }
    CellRequest synced = m_input.request(Operation::Serialize, "mtts");
    synced.settings = tuning::currentPipeline();
    synced.medium = Medium::File;
    EXPECT_EQ(failure(synced).code, ErrorCode::Unsupported);
}

TEST_F(CellTest, batchesIterationsToTheLeastTime) {
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.minSampleNs = 10 * kStepNs;
    request.warmUp = 2;
    EXPECT_EQ(measured(request).iterations, 10U);
    EXPECT_EQ(m_iterations, 13U);
    request.iterations = 4; // later samples of a row
    request.count = false;
    const RunSample sample = measured(request);
    EXPECT_EQ(sample.iterations, 4U);
    EXPECT_EQ(sample.wallNs, kStepNs);
    EXPECT_EQ(sample.allocations, std::nullopt);
    EXPECT_EQ(m_iterations, 6U);
}

TEST_F(CellTest, countsAllocationsOfOneIteration) {
    CellRequest request = m_input.request(Operation::Deserialize, "mtts");
    const RunSample once = measured(request);
    request.iterations = 5;
    const RunSample five = measured(request);
    EXPECT_EQ(once.allocations.has_value(), measure::allocationCountingAvailable());
    if (!measure::allocationCountingAvailable()) return;
    EXPECT_GT(*once.allocations, 0U);
    EXPECT_EQ(once.allocations, five.allocations);
    EXPECT_EQ(once.peakHeapBytes, five.peakHeapBytes);
    EXPECT_GE(*once.allocatedBytes, m_input.paths().framed().size());
}

TEST_F(CellTest, countsBytesThatAreWritten) {
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.medium = Medium::File;
    const RunSample sample = measured(request);
    if (!sample.bytesWritten) GTEST_SKIP() << "no /proc/self/io here";
    EXPECT_EQ(*sample.bytesWritten, sample.storedBytes);
}

TEST_F(CellTest, writesToFilesThatAKillWouldNotLeaveBehind) {
    /// Looks into the folder whenever time is taken: before an iteration, and once its file is written.
    class LookingClock final : public Clock {
      public:
        explicit LookingClock(const tests::TempFolder& folder) : m_folder(folder) {}
        std::uint64_t nowNs() const override {
            for (const std::string& name : m_folder.entries())
                if (name.starts_with('.')) seen.push_back(name);
            return m_now += kStepNs;
        }
        mutable std::vector<std::string> seen;

      private:
        const tests::TempFolder& m_folder;
        mutable std::uint64_t m_now = 0;
    };
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.medium = Medium::File;
    const LookingClock clock(m_input.files());
    const bool ran = tests::withoutUnnamedFiles([&] {
        const WorkContext context;
        const auto sample = measureCell(request, {context, clock}, [](std::uint64_t) {});
        EXPECT_TRUE(sample.ok()) << sample.error().describe();
    });
    if (!ran) GTEST_SKIP() << "the system lets no thread do without unnamed files";
    EXPECT_THAT(clock.seen, IsEmpty());
}

TEST_F(CellTest, waitsForItsInjectedDelay) {
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.injectedDelay = 4;
    const RunSample sample = measured(request);
    EXPECT_EQ(sample.wallNs, 5 * kStepNs);
    EXPECT_THAT(sample.notes, Contains(HasSubstr("wait of 400 %")));
}

TEST_F(CellTest, saysWhetherTheCacheWasCold) {
    CellRequest request = m_input.request(Operation::Deserialize, "mtts");
    request.medium = Medium::File;
    EXPECT_EQ(measured(request).coldConfirmed, std::nullopt);
    request.cache = CacheState::Cold;
    const RunSample sample = measured(request);
    ASSERT_TRUE(sample.coldConfirmed.has_value());
    EXPECT_THAT(sample.notes,
                Contains(HasSubstr(*sample.coldConfirmed ? "cold: 0 of" : "not possible here")));
}

TEST_F(CellTest, isNotColdInMemory) {
    CellRequest request = m_input.request(Operation::Deserialize, "mtts");
    if (!std::filesystem::exists("/dev/shm"))
        GTEST_SKIP() << "/dev/shm is the file system in memory that this is about";
    request.medium = Medium::File;
    request.cache = CacheState::Cold;
    const std::string copy = "/dev/shm/spacebench-cell-test-" + std::to_string(::getpid());
    std::filesystem::copy_file(request.files.stored, copy);
    request.files.stored = copy;
    const RunSample sample = measured(request);
    std::filesystem::remove(copy);
    EXPECT_EQ(sample.coldConfirmed, false);
    EXPECT_THAT(sample.notes, Contains(HasSubstr("1 of 1 pages stayed (tmpfs)")));
}

TEST_F(CellTest, refusesColdWhereNoFileIsRead) {
    for (CellRequest request :
         {m_input.request(Operation::Serialize, "mtts"), m_input.request(Operation::Deserialize, "mtts")}) {
        request.cache = CacheState::Cold;
        EXPECT_EQ(failure(request).code, ErrorCode::InvalidArgument);
    }
}

TEST_F(CellTest, givesNoFigureForWrongOutput) {
    // The file is sound, but another space.
    const tests::CellInput other(499);
    for (const Operation operation : {Operation::Deserialize, Operation::Load}) {
        CellRequest request = m_input.request(operation, "act");
        request.files.stored = other.request(operation, "act").files.stored;
        EXPECT_EQ(failure(request).code, ErrorCode::WrongOutput);
    }
    CellRequest block = m_input.request(Operation::Decompress, "", "zstd");
    std::string bytes(asText(m_input.paths().framed()));
    bytes[10] = '!';
    block.files.framed = m_input.files().write("other", bytes);
    EXPECT_EQ(failure(block).code, ErrorCode::WrongOutput);
    CellRequest damaged = m_input.request(Operation::Deserialize, "mtts");
    damaged.files.stored = m_input.files().write("damaged", "MTTS");
    EXPECT_FALSE(measure(damaged).ok());
}

TEST_F(CellTest, comparesWithAHashWhereNothingIsStored) {
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.files.stored.clear();
    request.files.storedHash = "00"; // another: it is read back
    EXPECT_TRUE(measure(request).ok());
}

TEST_F(CellTest, stopsBetweenIterations) {
    m_stopAt = 3;
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.iterations = 1000;
    EXPECT_EQ(failure(request).code, ErrorCode::Cancelled);
    EXPECT_LE(m_iterations, 4U);
}

TEST_F(CellTest, runsOnTheProcessorsThatItIsGiven) {
    const auto before = measure::usableProcessors();
    CellRequest request = m_input.request(Operation::Serialize, "mtts");
    request.processors = {before.back()};
    std::vector<unsigned> during;
    const auto sample = measureCell(request, {WorkContext(), m_clock},
                                    [&](std::uint64_t) { during = measure::usableProcessors(); });
    ASSERT_TRUE(sample.ok());
    EXPECT_EQ(during, request.processors);
    EXPECT_EQ(measure::usableProcessors(), before);
    request.processors = {100'000};
    EXPECT_EQ(failure(request).code, ErrorCode::InvalidArgument);
}

TEST(CellRequestJson, comesBackAsItWas) {
    CellRequest request;
    request.operation = Operation::Load;
    request.formatId = "act";
    request.codec = "zlib:6";
    request.settings = tuning::currentPipeline();
    request.medium = Medium::File;
    request.cache = CacheState::Cold;
    request.files = {"/a", "/b", "/c", "hash", "/folder"};
    request.warmUp = 7;
    request.minSampleNs = 8;
    request.iterations = 9;
    request.processors = {1, 3};
    request.injectedDelay = 0.25;
    request.count = false;
    const auto back = cellRequestFromJson(Json::parse(toJson(request).dump()));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(toJson(*back), toJson(request));
    EXPECT_EQ(back->settings, request.settings);
    Json wrong = toJson(request);
    wrong["operation"] = "dance";
    EXPECT_FALSE(cellRequestFromJson(wrong).ok());
    wrong.erase("operation");
    EXPECT_FALSE(cellRequestFromJson(wrong).ok());
    EXPECT_FALSE(cellRequestFromJson(Json(3)).ok());
}

} // namespace
} // namespace spacebench::jobs
