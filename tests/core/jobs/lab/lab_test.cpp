// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab.h"

#include <map>
#include <set>

#include <gmock/gmock.h>

#include "formats/format.h"
#include "lab_helpers.h"
#include "measure/allocation.h"
#include "support/seeded_random.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::LabRow;
using results::LabRun;
using results::MeasureState;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using tests::TestCodec;

class LabTest : public ::testing::Test {
  protected:
    LabTest() {
        m_request.name = "small";
        m_request.space = tests::generatedSpace(400);
        m_request.runs = 2;
        m_request.budgetSeconds = 0;
        m_request.folder = m_folder.path();
        m_request.endToEnd = false; // disks make tests slow
    }
    Result<LabRun> run(const std::function<void(const LabRun&)>& onRow = {}) {
        WorkContext context;
        context.stop = m_stop.get_token();
        context.progress = &m_progress;
        return runLab(m_request, {context, m_clock}, onRow);
    }
    LabRun mustRun() {
        auto measured = run();
        EXPECT_TRUE(measured.ok()) << measured.error().describe();
        return measured.ok() ? std::move(measured).value() : LabRun{};
    }
    /// The request's space as a `.paths` file.
    std::string pathsFile(const std::string& name = "small.paths") {
        MemorySink sink;
        space::SpaceContent content;
        content.space = m_request.space;
        EXPECT_TRUE(formats::findFormat("paths")->save(content, {}, sink, {}).ok());
        return m_data.write(name, asText(sink.view()));
    }
    static const LabRow* find(const LabRun& run, const std::string& key) {
        for (const LabRow& row : run.rows)
            if (row.key() == key) return &row;
        ADD_FAILURE() << "no row " << key;
        return nullptr;
    }

    LabRequest m_request;
    tests::TempFolder m_folder;
    tests::TempFolder m_data;
    tests::SteppingClock m_clock{20'000'000};
    std::stop_source m_stop;
    Progress m_progress;
};

TEST_F(LabTest, coversEveryCodecAndLevelWithFiguresOrAReason) {
    m_request.stages = {"none", "columns", "columns+ranks"};
    const LabRun run = mustRun();
    std::set<std::string> keys;
    for (const LabRow& row : run.rows) EXPECT_TRUE(keys.insert(row.key()).second) << row.key();
    for (const std::string& stage : m_request.stages)
        for (const auto* codec : codecs::blocks::allBlockCodecs())
            for (const int level : codec->levels())
                EXPECT_EQ(keys.count(stage + "/" + std::string(codec->id()) + ":" + std::to_string(level) +
                                     "/whole/t1"),
                          1U);
    for (const LabRow& row : run.rows) {
        if (row.state != MeasureState::Measured) {
            EXPECT_FALSE(row.reason.empty()) << row.key();
            EXPECT_EQ(row.storedBytes, 0U) << row.key();
            EXPECT_TRUE(row.compress.empty() && row.decompress.empty()) << row.key();
            continue;
        }
        EXPECT_TRUE(row.verified) << row.key();
        EXPECT_TRUE(row.reason.empty()) << row.key();
        EXPECT_EQ(row.rawBytes, run.rawBytes) << row.key();
        EXPECT_GT(row.storedBytes, 0U) << row.key();
        for (const results::Timing* timing : {&row.compress, &row.decompress})
            EXPECT_THAT(timing->samplesNs, SizeIs(2)) << row.key();
        EXPECT_EQ(row.compressPeakBytes.has_value(), measure::allocationCountingAvailable()) << row.key();
    }
    // What cannot be measured here is known beforehand.
    for (const LabRow& row : run.rows) {
        const bool measured = row.state == MeasureState::Measured;
        EXPECT_TRUE(measured || row.asStored || row.codec == "zlib-ng" || row.workers != 0 || row.dictionary)
            << row.key() << ": " << row.reason;
    }
    EXPECT_TRUE(run.complete);
    EXPECT_EQ(find(run, "none/none:0/whole/t1")->storedBytes, run.rawBytes);
    EXPECT_LT(find(run, "columns/zstd:3/whole/t1")->storedBytes,
              find(run, "none/zstd:3/whole/t1")->storedBytes);
    EXPECT_EQ(run.inputHash.size(), 64U);
    const auto back = results::labRunFromJson(nlohmann::json::parse(results::toJson(run).dump()));
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(nlohmann::json(results::toJson(*back)), nlohmann::json(results::toJson(run)));
}

TEST_F(LabTest, goesThroughFilesAndLeavesNone) {
    m_request.endToEnd = true;
    m_request.codecs = {"none", "zstd"};
    m_request.levels = {3};
    m_request.chunkBytes = {0, 1000};
    std::size_t most = 0;
    const auto measured = run([&](const LabRun&) { most = std::max(most, m_folder.entries().size()); });
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    EXPECT_EQ(most, 1U) << "a temporary file was there, and no second one";
    EXPECT_THAT(m_folder.entries(), IsEmpty());
    for (const LabRow& row : measured->rows) {
        if (row.state != MeasureState::Measured) continue;
        EXPECT_THAT(row.writeFile.samplesNs, SizeIs(2)) << row.key();
        EXPECT_THAT(row.readFile.samplesNs, SizeIs(2)) << row.key();
        EXPECT_GT(row.writeFile.medianNs.value, row.compress.medianNs.value) << "kept apart";
    }
}

TEST_F(LabTest, putsTheFileAsItIsStoredFirst) {
    m_request.file = pathsFile();
    m_request.codecs = {"none"};
    m_request.options = false;
    const LabRun run = mustRun();
    const LabRow& stored = run.rows.at(0);
    EXPECT_TRUE(stored.asStored);
    EXPECT_EQ(stored.state, MeasureState::Measured) << stored.reason;
    EXPECT_EQ(stored.codec, "zlib");
    EXPECT_EQ(stored.storedBytes, std::filesystem::file_size(m_request.file));
    EXPECT_EQ(run.storedBytes, stored.storedBytes);
    EXPECT_TRUE(stored.verified);
    EXPECT_THAT(stored.decompress.samplesNs, SizeIs(2));
    EXPECT_TRUE(stored.compress.empty());
}

TEST_F(LabTest, rejectsAFileThatHoldsSomethingElse) {
    m_request.file = pathsFile();
    m_request.space = tests::generatedSpace(300);
    m_request.codecs = {"none"};
    const LabRun run = mustRun();
    EXPECT_EQ(run.rows.at(0).state, MeasureState::Rejected);
    EXPECT_EQ(run.rows.at(0).storedBytes, 0U);
}

TEST_F(LabTest, doesNotHoldAPartAgainstTheWholeFile) {
    m_request.file = pathsFile();
    m_request.selection = "under (edge";
    m_request.codecs = {"none"};
    const LabRun run = mustRun();
    EXPECT_EQ(run.rows.at(0).state, MeasureState::Unavailable);
    EXPECT_EQ(run.storedBytes, 0U);
    EXPECT_THAT(run.input, HasSubstr("under (edge"));
}

TEST_F(LabTest, listsEveryRowHoweverSmallTheBudget) {
    const LabRun all = mustRun();
    m_request.budgetSeconds = 1e-6;
    const LabRun run = mustRun();
    ASSERT_EQ(run.rows.size(), all.rows.size());
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        EXPECT_EQ(run.rows[i].key(), all.rows[i].key()) << "the same order";
        if (all.rows[i].state != MeasureState::Measured) continue;
        EXPECT_EQ(run.rows[i].state, MeasureState::Insufficient) << run.rows[i].key();
        EXPECT_THAT(run.rows[i].reason, HasSubstr("budget"));
        EXPECT_TRUE(run.rows[i].compress.empty());
    }
    EXPECT_FALSE(run.complete);
}

TEST_F(LabTest, spendsTheBudgetOnWhatIsCheapFirst) {
    m_request.codecs = {"zstd"};
    m_request.stages = {"none"};
    m_request.options = false;
    m_request.budgetSeconds = 3; // of 20 ms a look at the clock: enough for some rows, not for all
    const LabRun run = mustRun();
    std::map<MeasureState, int> counts;
    for (const LabRow& row : run.rows) ++counts[row.state];
    EXPECT_GT(counts[MeasureState::Measured], 0);
    EXPECT_GT(counts[MeasureState::Insufficient], 0);
    EXPECT_FALSE(run.complete);
}

TEST_F(LabTest, rejectsWhatDoesNotComeBackAndShowsNoFigures) {
    using Fault = TestCodec::Fault;
    const TestCodec good("good", Fault::None);
    const TestCodec wrong("wrong", Fault::WrongByte);
    const TestCodec lazy("lazy", Fault::WritesNothing);
    const TestCodec fickle("fickle", Fault::RefusesItsOwn);
    const TestCodec greedy("greedy", Fault::PassesItsBound);
    const TestCodec tired("tired", Fault::CannotCompress);
    const TestCodec small("small", Fault::RefusesLargeBlocks);
    m_request.table = {&good, &wrong, &lazy, &fickle, &greedy, &tired, &small};
    m_request.chunkBytes = {0, 1000};
    for (const bool estimate : {false, true}) {
        m_request.estimate = estimate;
        const LabRun run = mustRun();
        for (const LabRow& row : run.rows) {
            if (row.asStored) continue;
            const MeasureState expected = row.codec == "good"    ? MeasureState::Measured
                                          : row.codec == "tired" ? MeasureState::Failed
                                          : row.codec == "small" ? MeasureState::Unavailable
                                                                 : MeasureState::Rejected;
            EXPECT_EQ(row.state, expected) << row.key() << ": " << row.reason;
            if (expected == MeasureState::Measured) continue;
            EXPECT_FALSE(row.reason.empty());
            EXPECT_EQ(row.storedBytes, 0U) << row.key();
            EXPECT_TRUE(row.compress.empty() && row.decompress.empty() && row.writeFile.empty());
            EXPECT_FALSE(row.verified);
        }
        for (const std::size_t row : results::paretoFront(run, results::ParetoOf::Decompress))
            EXPECT_EQ(run.rows[row].codec, "good");
    }
}

TEST_F(LabTest, keepsWhatWasMeasuredBeforeItIsCancelled) {
    m_request.codecs = {"zlib", "lz4"};
    m_request.options = false;
    LabRun last;
    const auto measuredOf = [](const LabRun& run) {
        return std::count_if(run.rows.begin(), run.rows.end(),
                             [](const LabRow& row) { return row.state == MeasureState::Measured; });
    };
    const auto measured = run([&](const LabRun& soFar) {
        last = soFar;
        if (measuredOf(soFar) == 5) m_stop.request_stop();
    });
    ASSERT_FALSE(measured.ok());
    EXPECT_EQ(measured.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(last.complete);
    EXPECT_EQ(measuredOf(last), 5);
    EXPECT_EQ(last.rows.size(), 1U + 2 * (9 + 6));
    for (const LabRow& row : last.rows) {
        if (row.state == MeasureState::Measured) {
            EXPECT_THAT(row.compress.samplesNs, Not(IsEmpty()));
        } else if (!row.asStored) {
            EXPECT_EQ(row.state, MeasureState::Insufficient);
            EXPECT_THAT(row.reason, HasSubstr("cancelled"));
        }
    }
    EXPECT_THAT(m_folder.entries(), IsEmpty());
}

TEST_F(LabTest, storesChunksThatCannotBeMadeSmallerAsTheyAre) {
    space::PathSetBuilder builder;
    ASSERT_TRUE(builder.add(tests::pattern(9000)).ok());
    m_request.space = std::make_shared<space::MemorySpace>(builder.finish({}).value());
    m_request.stages = {"none"};
    m_request.codecs = {"lz4", "zlib", "snappy", "none"};
    m_request.options = false;
    const LabRun run = mustRun();
    for (const LabRow& row : run.rows) {
        if (row.asStored) continue;
        EXPECT_EQ(row.state, MeasureState::Measured) << row.key() << row.reason;
        EXPECT_EQ(row.storedBytes, row.rawBytes) << row.key();
        EXPECT_EQ(row.rawChunks, row.codec == "none" ? 0U : 1U) << row.key();
    }
}

TEST_F(LabTest, sharesChunksBetweenThreads) {
    m_request.codecs = {"zstd", "libdeflate"};
    m_request.levels = {1, 6};
    m_request.chunkBytes = {0, 1000};
    m_request.threads = {1, 2};
    m_request.options = false;
    JobRunner runner(m_clock, {}, 2);
    auto handle = runner.submit<LabRun>("lab", Lane::Timed, [&](const WorkContext& context) {
        return runLab(m_request, {context, m_clock});
    });
    const auto run = handle.take();
    ASSERT_TRUE(run.ok()) << run.error().describe();
    std::size_t compared = 0;
    for (const LabRow& row : run->rows) {
        if (row.asStored) continue;
        EXPECT_EQ(row.state, MeasureState::Measured) << row.key() << ": " << row.reason;
        if (row.threads != 2) continue;
        EXPECT_EQ(row.chunkBytes, 1000U) << "one chunk has nothing to share";
        EXPECT_GT(row.chunks, 10U);
        std::string alone = row.key();
        alone.back() = '1';
        EXPECT_EQ(row.storedBytes, find(*run, alone)->storedBytes);
        ++compared;
    }
    EXPECT_EQ(compared, 8U);
}

TEST_F(LabTest, saysWhereThereAreNoThreadsToShareChunksBetween) {
    m_request.codecs = {"lz4"};
    m_request.levels = {1};
    m_request.chunkBytes = {1000};
    m_request.threads = {2};
    const LabRun run = mustRun(); // no executor: one thread
    EXPECT_EQ(find(run, "none/lz4:1/1000/t2")->state, MeasureState::Unavailable);
}

TEST_F(LabTest, measuresDictionariesOnChunksThatTheyHaveNotSeen) {
    m_request.space = tests::generatedSpace(3000);
    m_request.codecs = {"zstd"};
    m_request.levels = {3};
    m_request.stages = {"none"};
    m_request.chunkBytes = {1024};
    const LabRun run = mustRun();
    const LabRow& with = *find(run, "none/zstd:3,dict/1K/t1");
    const LabRow& without = *find(run, "none/zstd:3/1K/t1");
    ASSERT_EQ(with.state, MeasureState::Measured) << with.reason;
    EXPECT_GT(with.dictionaryBytes, 0U);
    EXPECT_LT(with.storedBytes, without.storedBytes) << "1 KiB teaches a codec little";
    EXPECT_THAT(with.note, HasSubstr("used for the other half"));
    EXPECT_EQ(with.rawBytes, run.rawBytes) << "all chunks are measured";
}

TEST_F(LabTest, estimatesFromBlocksAndSaysSo) {
    m_request.space = tests::generatedSpace(60'000);
    m_request.codecs = {"lz4", "zstd", "none"};
    m_request.levels = {1};
    m_request.chunkBytes = {0, 4096, 1 << 20};
    m_request.estimate = true;
    m_request.file = pathsFile();
    const LabRun estimated = mustRun();
    m_request.estimate = false;
    m_request.runs = 1;
    const LabRun measured = mustRun();
    ASSERT_EQ(estimated.rows.size(), measured.rows.size());
    for (std::size_t i = 0; i < estimated.rows.size(); ++i) {
        const LabRow& row = estimated.rows[i];
        EXPECT_NE(row.estimate, row.asStored) << row.key();
        EXPECT_FALSE(measured.rows[i].estimate);
        if (row.asStored) {
            EXPECT_EQ(row.state, MeasureState::Measured) << "reading the file takes no longer than a row";
            EXPECT_EQ(row.storedBytes, measured.rows[i].storedBytes);
            continue;
        }
        if (row.workers != 0 || row.windowLog != 0 || row.dictionary) {
            EXPECT_NE(row.state, MeasureState::Measured) << row.key();
            EXPECT_FALSE(row.reason.empty());
            continue;
        }
        ASSERT_EQ(row.state, MeasureState::Measured) << row.key() << ": " << row.reason;
        EXPECT_TRUE(row.verified);
        ASSERT_TRUE(row.storedInterval.has_value());
        EXPECT_LE(row.storedInterval->low, row.storedInterval->value);
        EXPECT_GE(row.storedInterval->high, row.storedInterval->value);
        EXPECT_LE(row.compress.medianNs.low, row.compress.medianNs.high);
        EXPECT_THAT(row.note, HasSubstr("blocks"));
        // Sorted paths differ from place to place; a sample of a third is not off by more than this.
        const auto truth = static_cast<double>(measured.rows[i].storedBytes);
        EXPECT_NEAR(static_cast<double>(row.storedBytes), truth, truth * 0.25) << row.key();
    }
    EXPECT_EQ(find(estimated, "none/none:0/whole/t1")->storedBytes, estimated.rawBytes);
    EXPECT_THAT(find(estimated, "none/zstd:1/1M/t1")->note, HasSubstr("across blocks"));
    EXPECT_TRUE(estimated.complete);
}

TEST_F(LabTest, estimatesExactlyWhereBlocksAreAllThereIs) {
    m_request.codecs = {"zlib"};
    m_request.levels = {6};
    m_request.chunkBytes = {1000};
    const LabRun measured = mustRun();
    m_request.estimate = true;
    const LabRun estimated = mustRun();
    for (const char* key : {"none/zlib:6/1000/t1", "columns/zlib:6/1000/t1"})
        EXPECT_EQ(find(estimated, key)->storedBytes, find(measured, key)->storedBytes) << key;
}

TEST_F(LabTest, saysThatSmallInputsTellNothingButShowsTheirFigures) {
    m_request.space = tests::generatedSpace(3);
    m_request.codecs = {"lz4"};
    const LabRun run = mustRun();
    const LabRow& row = *find(run, "none/lz4:1/whole/t1");
    EXPECT_EQ(row.state, MeasureState::Insufficient);
    EXPECT_THAT(row.reason, HasSubstr("too small"));
    EXPECT_GT(row.storedBytes, 0U);
    EXPECT_THAT(results::paretoFront(run, results::ParetoOf::Compress), IsEmpty());
}

TEST_F(LabTest, goesOnInMemoryWhereFilesCannotBeWritten) {
    m_request.folder = "/nonexistent/folder";
    m_request.endToEnd = true;
    m_request.codecs = {"lz4", "zlib"};
    m_request.options = false;
    const LabRun run = mustRun();
    EXPECT_THAT(run.warnings, Contains(HasSubstr("through files")));
    for (const LabRow& row : run.rows) {
        if (row.asStored) continue;
        EXPECT_EQ(row.state, MeasureState::Measured) << row.key() << ": " << row.reason;
        EXPECT_TRUE(row.writeFile.empty());
        EXPECT_THAT(row.compress.samplesNs, SizeIs(2));
    }
}

TEST_F(LabTest, refusesWhatDoesNotExist) {
    const auto codeOf = [&](const std::function<void(LabRequest&)>& change) {
        const LabRequest before = m_request;
        change(m_request);
        const auto measured = run();
        m_request = before;
        return measured.ok() ? std::optional<ErrorCode>() : measured.error().code;
    };
    EXPECT_EQ(codeOf([](LabRequest& request) { request.codecs = {"brotli"}; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](LabRequest& request) { request.stages = {"rows"}; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](LabRequest& request) { request.threads = {0}; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](LabRequest& request) {
                  request.codecs = {"zlib"};
                  request.levels = {22};
              }),
              ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](LabRequest& request) {
                  request.space = std::make_shared<space::MemorySpace>(space::PathSet());
              }),
              ErrorCode::LimitExceeded);
    EXPECT_EQ(codeOf([](LabRequest& request) { request.space = nullptr; }), ErrorCode::InvalidArgument);
}

TEST_F(LabTest, tellsBeforehandAboutHowLongItTakes) {
    m_request.codecs = {"zstd"};
    EXPECT_GT(estimateLabSeconds(m_request), 0);
    m_request.budgetSeconds = 1e-9;
    EXPECT_LE(estimateLabSeconds(m_request), 1e-9);
}

} // namespace
} // namespace spacebench::jobs
