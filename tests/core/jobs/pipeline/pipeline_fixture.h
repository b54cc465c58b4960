// SPDX-License-Identifier: Apache-2.0
//
// What the tests of pipelines share: a small input, threads that all take part, and runs that are compared
// with the reference.
#pragma once

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/pipeline/pipeline.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "space/symbol_table.h"
#include "support/temp_folder.h"

namespace spacebench::jobs::pipeline {

/// Item i runs on thread i modulo `threads`: which threads take part is no matter of luck.
class FairExecutor final : public Executor {
  public:
    explicit FairExecutor(unsigned threads) : m_threads(threads) {}
    unsigned concurrency() const override { return m_threads; }
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) override {
        std::vector<std::thread> others;
        const auto share = [&](std::size_t first) {
            for (std::size_t i = first; i < count; i += m_threads) body(i);
        };
        for (unsigned t = 1; t < m_threads && t < count; ++t) others.emplace_back(share, t);
        share(0);
        for (std::thread& thread : others) thread.join();
    }
    std::unique_ptr<StartedWork> start(std::function<void()> body) override {
        class Thread final : public StartedWork {
          public:
            explicit Thread(std::function<void()> work) : m_thread(std::move(work)) {}
            void wait() override { m_thread.join(); }
            ~Thread() override {
                if (m_thread.joinable()) m_thread.join();
            }

          private:
            std::thread m_thread;
        };
        return std::make_unique<Thread>(std::move(body));
    }

  private:
    unsigned m_threads;
};

inline space::SpacePtr generatedSpace(std::uint64_t atoms, std::uint64_t seed = 1) {
    auto set = space::generate({atoms, seed, space::Shape::Atoms}, {});
    EXPECT_TRUE(set.ok());
    return std::make_shared<space::MemorySpace>(std::move(set).value());
}

class PipelineTest : public ::testing::Test {
  protected:
    static constexpr std::uint64_t kAtoms = 3000;

    PipelineTest() : m_input(inputOf(generatedSpace(kAtoms))) {
        m_context.executor = &m_executor;
        m_context.stop = m_stop.get_token();
    }

    std::shared_ptr<const PipelineInput>
    inputOf(space::SpacePtr space, std::shared_ptr<const space::SymbolTable> symbols = nullptr) {
        auto input = makeInput({std::move(space), std::move(symbols), nullptr}, m_folder.path(), {});
        EXPECT_TRUE(input.ok()) << input.error().describe();
        return *input;
    }
    Result<std::unique_ptr<Pipeline>> make(const tuning::Task& task,
                                           const tuning::PipelineSettings& settings) {
        return makePipeline(task, settings, m_input, m_context);
    }
    /// The trace of one run; `difference` gets what the gate says.
    PipelineTrace run(Pipeline& pipeline, std::string& difference, bool sameBytes = true) {
        const auto trace = pipeline.run(m_clock, m_context);
        EXPECT_TRUE(trace.ok()) << trace.error().describe();
        const auto different = pipeline.difference(sameBytes, m_context);
        EXPECT_TRUE(different.ok()) << different.error().describe();
        difference = different.ok() ? *different : "not compared";
        return trace.ok() ? *trace : PipelineTrace();
    }
    /// One run that must be like the reference.
    PipelineTrace runSound(const tuning::Task& task, const tuning::PipelineSettings& settings,
                           bool sameBytes = true) {
        auto pipeline = make(task, settings);
        EXPECT_TRUE(pipeline.ok()) << pipeline.error().describe();
        if (!pipeline.ok()) return {};
        std::string difference;
        PipelineTrace trace = run(**pipeline, difference, sameBytes);
        EXPECT_EQ(difference, "") << taskText(task) << " " << settings.codec;
        return trace;
    }
    /// What the gate says of one run.
    std::string differenceOf(const tuning::Task& task, const tuning::PipelineSettings& settings,
                             bool sameBytes = true) {
        auto pipeline = make(task, settings);
        EXPECT_TRUE(pipeline.ok()) << pipeline.error().describe();
        if (!pipeline.ok()) return {};
        std::string difference;
        run(**pipeline, difference, sameBytes);
        return difference;
    }
    static std::string taskText(const tuning::Task& task) {
        return (task.kind == tuning::TaskKind::Serialize ? "serialize " : "deserialize ") + task.formatId;
    }

    static tuning::Task serialize(std::string format) {
        return {tuning::TaskKind::Serialize, std::move(format)};
    }
    static tuning::Task deserialize(std::string format) {
        return {tuning::TaskKind::Deserialize, std::move(format)};
    }
    static std::vector<tuning::Task> allTasks() {
        std::vector<tuning::Task> tasks;
        for (const char* format : {"paths", "act", "mtts"}) {
            tasks.push_back(serialize(format));
            tasks.push_back(deserialize(format));
        }
        return tasks;
    }

    tests::TempFolder m_folder;
    FairExecutor m_executor{2};
    std::stop_source m_stop;
    SteadyClock m_clock;
    WorkContext m_context;
    std::shared_ptr<const PipelineInput> m_input;
};

} // namespace spacebench::jobs::pipeline
