// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/benchmark.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "jobs/bench/bench_case.h"
#include "jobs/bench/sampler.h"
#include "space/memory_space.h"
#include "support/shared_data.h"

namespace spacebench::jobs {
namespace {

using results::BenchRow;
using results::BenchRun;
using results::Operation;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Every reading takes a fixed time: one run always lasts as long.
class SteppingClock final : public Clock {
  public:
    explicit SteppingClock(std::uint64_t stepNs) : m_stepNs(stepNs) {}
    std::uint64_t nowNs() const override { return m_now += m_stepNs; }

  private:
    std::uint64_t m_stepNs;
    mutable std::uint64_t m_now = 0;
};

space::SpacePtr spaceOf(std::uint64_t count, std::uint64_t valueOfFirst = 0) {
    space::PathSetBuilder builder;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Bytes path = {0xC3, 'a', static_cast<Byte>(i / 250 + 1), static_cast<Byte>(i % 250 + 1)};
        EXPECT_TRUE(builder.add(path, i == 0 ? valueOfFirst : 0).ok());
    }
    auto paths = builder.finish({});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

class BenchmarkTest : public ::testing::Test {
  protected:
    BenchmarkTest() {
        m_request.spaces = {{"small", {spaceOf(1000), nullptr, nullptr}}};
        m_request.formatIds = {"paths", "pathmap1"};
        m_request.runs = 3;
    }
    Result<BenchRun> run(const std::function<void(const BenchRun&)>& onRow = {}) {
        WorkContext context;
        context.stop = m_stop.get_token();
        context.progress = &m_progress;
        return runBenchmark(m_request, {context, m_clock}, onRow);
    }

    BenchRequest m_request;
    SteppingClock m_clock{20'000'000};
    std::stop_source m_stop;
    Progress m_progress;
};

TEST_F(BenchmarkTest, measuresEveryOperationOfEveryFormat) {
    std::vector<std::size_t> rowsSeen;
    const auto measured = run([&](const BenchRun& soFar) { rowsSeen.push_back(soFar.rows.size()); });
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    ASSERT_EQ(measured->rows.size(), 4U) << "two formats, serialize and deserialize; neither opens in place";
    EXPECT_THAT(rowsSeen, ElementsAre(1U, 2U, 3U, 4U));
    ASSERT_EQ(measured->inputs.size(), 1U);
    EXPECT_EQ(measured->inputs[0].atoms, 1000U);
    EXPECT_EQ(measured->inputs[0].rawBytes, 8000U);
    EXPECT_EQ(measured->inputs[0].memcpyNs, 20e6);
    EXPECT_FALSE(measured->environment.empty());
    for (const BenchRow& row : measured->rows) {
        EXPECT_THAT(row.samplesNs, ElementsAre(20'000'000U, 20'000'000U, 20'000'000U));
        EXPECT_EQ(row.medianNs, 20e6);
        EXPECT_EQ(row.ciLowNs, 20e6);
        EXPECT_EQ(row.atoms, 1000U);
        EXPECT_EQ(row.rawBytes, 8000U);
        EXPECT_GT(row.storedBytes, 0U);
        EXPECT_EQ(row.allocations.has_value(), measure::allocationCountingAvailable());
        EXPECT_THAT(row.notes, Contains("output verified"));
        EXPECT_FALSE(row.targets.empty());
    }
    const BenchRow& paths = measured->rows[0];
    EXPECT_EQ(paths.formatId, "paths");
    EXPECT_EQ(paths.codec, "zlib");
    EXPECT_EQ(paths.targets[0].id, "T1");
    EXPECT_EQ(paths.targets[0].measured, 50'000.0) << "1000 atoms in 20 ms";
    EXPECT_EQ(paths.targets[1].id, "T3");
    EXPECT_EQ(m_progress.done.load() + 1, m_progress.total.load());
}

TEST_F(BenchmarkTest, measuresTheFloorOfEveryRowOnTheSameBytes) {
    m_request.formatIds = {"paths", "mtts", "act"};
    const auto measured = run();
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    std::vector<std::string> bases;
    // Every call takes one step of the clock, as memcpy and each row do; no floor lies above its row.
    for (std::size_t i = 0; i < measured->rows.size(); ++i) {
        const auto& floor = measured->rows[i].floor;
        bases.push_back(floor ? floor->basis : "none");
        if (floor) {
            EXPECT_EQ(floor->ns, 20e6) << floor->basis;
        }
    }
    EXPECT_THAT(bases,
                ElementsAre("deflate", "inflate", "BLAKE2b", "BLAKE2b", "none", "none", "open and map"))
        << "8 bytes an atom are far from the generated atoms that the ACT figures are of";
}

TEST_F(BenchmarkTest, countsThePeakOfReadingAboveTheInput) {
    if (!measure::allocationCountingAvailable()) GTEST_SKIP() << "this build counts no allocations";
    m_request.formatIds = {"paths"};
    m_request.operations = {Operation::Deserialize};
    const auto measured = run();
    ASSERT_TRUE(measured.ok());
    const BenchRow& row = measured->rows.at(0);
    EXPECT_GE(*row.peakHeapBytes, 16'000U) << "the paths and their offsets";
    EXPECT_GE(*row.allocatedBytes, *row.peakHeapBytes / 2);
    EXPECT_GT(*row.allocations, 0U);
}

TEST_F(BenchmarkTest, saysWhatAFormatCannotHold) {
    m_request.spaces = {{"valued", {spaceOf(10, 77), nullptr, nullptr}}};
    m_request.formatIds = {"paths"};
    const auto measured = run();
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    EXPECT_THAT(measured->rows[0].notes, Contains(HasSubstr("left out: ")));
}

TEST_F(BenchmarkTest, refusesWhatMakesNoSense) {
    m_request.formatIds = {"gzip"};
    const auto unknown = run();
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(unknown.error().expected, HasSubstr("paths"));
    m_request.formatIds = {"paths"};
    m_request.runs = 0;
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument);
    m_request.runs = 1;
    m_request.operations = {Operation::Load};
    EXPECT_EQ(run().error().code, ErrorCode::Unsupported) << "paths cannot be opened in place";
    m_request.spaces = {{"empty", {spaceOf(0), nullptr, nullptr}}};
    EXPECT_FALSE(run().ok());
    m_request.spaces.clear();
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument);
}

TEST_F(BenchmarkTest, stopsBetweenTwoRunsWhenItIsCancelled) {
    std::size_t rows = 0;
    const auto measured = run([&](const BenchRun& soFar) {
        rows = soFar.rows.size();
        m_stop.request_stop();
    });
    ASSERT_FALSE(measured.ok());
    EXPECT_EQ(measured.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(rows, 1U);
}

/// Stores nothing and reads something else.
class LyingFormat final : public formats::Format {
  public:
    LyingFormat() {
        m_info.id = "lie";
        m_info.capabilities = formats::Reads | formats::Writes | formats::HoldsPaths;
    }
    const formats::FormatInfo& info() const override { return m_info; }
    Match probe(ByteView) const override { return Match::No; }
    Result<formats::Opened> open(io::SourcePtr, const formats::OpenOptions&,
                                 const WorkContext&) const override {
        formats::Opened opened;
        opened.content.space = spaceOf(999);
        return opened;
    }
    Result<std::vector<formats::Loss>> losses(const space::SpaceContent&, const formats::SaveOptions&,
                                              const WorkContext&) const override {
        return std::vector<formats::Loss>{};
    }
    Result<formats::SaveReport> save(const space::SpaceContent& content, const formats::SaveOptions&,
                                     ByteSink&, const WorkContext&) const override {
        formats::SaveReport report;
        report.paths = *content.space->knownCount();
        return report;
    }

  private:
    formats::FormatInfo m_info;
};

TEST_F(BenchmarkTest, refusesFiguresOfAFormatThatGivesBackSomethingElse) {
    const LyingFormat format;
    auto input = std::make_shared<BenchInputSpace>();
    input->space = spaceOf(1000);
    const auto stored = storeSpace(format, input, {});
    ASSERT_FALSE(stored.ok());
    EXPECT_EQ(stored.error().code, ErrorCode::Internal);
    EXPECT_THAT(stored.error().message, HasSubstr("different space"));
}

/// Counts what the sampler does with a case.
class CountingCase final : public BenchCase {
  public:
    Result<void> run(const WorkContext& context) override {
        EXPECT_EQ(context.progress, nullptr) << "a format would overwrite the benchmark's progress";
        EXPECT_FALSE(held) << "the run before was not released";
        held = true;
        ++runs;
        if (runs == failAt) return Error::corrupt("on purpose");
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext&) override {
        EXPECT_TRUE(held);
        ++verified;
        thoroughly += thorough ? 1 : 0;
        return {};
    }
    void release() override { held = false; }
    void releaseAll() override {
        ++fresh;
        held = false;
    }
    std::vector<std::string> notes() const override { return {}; }

    int runs = 0, verified = 0, thoroughly = 0, fresh = 0, failAt = -1;
    bool held = false;
};

TEST(Sampler, repeatsShortRunsWithinASampleAndVerifiesEachOutsideTheTimedPart) {
    const SteppingClock clock(1'000'000); // a run lasts 1 ms: ten of them a sample
    CountingCase one;
    int steps = 0;
    const auto samples = sampleCase(one, 3, clock, {}, [&] { ++steps; });
    ASSERT_TRUE(samples.ok());
    EXPECT_EQ(samples->runsPerSample, 10U);
    EXPECT_THAT(samples->samplesNs, ElementsAre(1'000'000U, 1'000'000U, 1'000'000U));
    EXPECT_EQ(one.runs, 2 + 3 * 10);
    EXPECT_EQ(one.verified, one.runs);
    EXPECT_EQ(one.thoroughly, 2 + 3) << "warm-up, counted run, and the last of each sample";
    EXPECT_EQ(one.fresh, 1) << "allocations are counted from nothing";
    EXPECT_FALSE(one.held);
    EXPECT_EQ(steps, static_cast<int>(stepsOfCase(3)));
}

TEST(Sampler, handsOnTheFirstError) {
    const SteppingClock clock(20'000'000);
    CountingCase one;
    one.failAt = 4;
    const auto samples = sampleCase(one, 10, clock, {}, [] {});
    ASSERT_FALSE(samples.ok());
    EXPECT_EQ(samples.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(one.runs, 4);
}

class BenchJobTest : public BenchmarkTest {
  protected:
    BenchJobTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
        m_values.set("atoms", "200");
        m_values.set("format", "paths");
        m_values.set("runs", "2");
    }
    ~BenchJobTest() override { std::filesystem::remove_all(m_folder); }
    Result<JobReport> runJob() {
        const JobDescriptor* job = findJob("bench");
        const WorkContext context;
        return job->run(m_values, {context, m_clock});
    }

    std::string m_folder;
    ParamValues m_values;
};

TEST_F(BenchJobTest, measuresGeneratedSpacesAndWritesItsReports) {
    ASSERT_NE(findJob("bench"), nullptr);
    EXPECT_EQ(findJob("bench")->lane, Lane::Timed);
    m_values.set("atoms", "200,1K");
    m_values.set("html", m_folder + "/report.html");
    m_values.set("csv", m_folder + "/report.csv");
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json["schema"], "spacebench.bench");
    ASSERT_EQ(report->json["results"].size(), 4U);
    EXPECT_EQ(report->json["results"][0]["atoms"], 200);
    EXPECT_EQ(report->json["results"][3]["atoms"], 1000);
    EXPECT_EQ(report->json["results"][0]["count"], 2);
    const Bytes html = tests::readFile(m_folder + "/report.html");
    EXPECT_THAT(std::string(asText(html)), HasSubstr("</html>"));
    EXPECT_FALSE(tests::readFile(m_folder + "/report.csv").empty());
    EXPECT_THAT(report->text, HasSubstr("report.html"));
    EXPECT_TRUE(runJob().ok()) << "reports of an earlier run are replaced";
}

TEST_F(BenchJobTest, refusesBadParametersBeforeItMeasures) {
    for (const auto& [id, value] : std::vector<std::pair<std::string, std::string>>{
             {"atoms", "12,x"}, {"atoms", "0"}, {"op", "serialise"}, {"runs", "many"}, {"format", "zip"}}) {
        ParamValues values = m_values;
        std::swap(values, m_values);
        m_values.set(id, value);
        const auto report = runJob();
        ASSERT_FALSE(report.ok()) << id;
        EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument) << id;
        std::swap(values, m_values);
    }
    m_values.set("html", m_folder + "/missing/report.html");
    EXPECT_EQ(runJob().error().code, ErrorCode::Io);
}

TEST_F(BenchJobTest, neverReplacesItsInputWithAReport) {
    const std::string input = m_folder + "/space.paths";
    const formats::Format* format = formats::findFormat("paths");
    MemorySink sink;
    ASSERT_TRUE(format->save({spaceOf(20), nullptr, nullptr}, {}, sink, {}).ok());
    std::ofstream(input, std::ios::binary) << asText(sink.view());
    ParamValues values;
    values.add("files", input);
    values.set("runs", "1");
    values.set("format", "paths");
    m_values = values;
    const auto measured = runJob();
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    EXPECT_EQ(measured->json["results"][0]["atoms"], 20);
    m_values.set("html", m_folder + "/./space.paths");
    EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(tests::readFile(input), toBytes(sink.view()));
}

} // namespace
} // namespace spacebench::jobs
