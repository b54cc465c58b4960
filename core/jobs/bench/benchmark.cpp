// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/benchmark.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blake2b.h"
#include "jobs/bench/bench_case.h"
#include "jobs/bench/floor_meter.h"
#include "jobs/bench/sampler.h"
#include "jobs/copy_time.h"
#include "jobs/report_text.h"
#include "measure/environment.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "stats/bootstrap.h"
#include "stats/outliers.h"
#include "stats/summary.h"

namespace spacebench::jobs {

namespace {

using results::BenchRow;
using results::BenchRun;
using results::Operation;

constexpr std::uint64_t kGeneratorSeed = 1;

bool compresses(const BenchRow& row) {
    return row.codec != "none";
}

/// Formats that are asked for, or all that a program would store a space in.
Result<std::vector<const formats::Format*>> chooseFormats(const std::vector<std::string>& ids) {
    constexpr unsigned kNeeded = formats::Reads | formats::Writes | formats::HoldsPaths;
    std::vector<const formats::Format*> chosen;
    for (const formats::Format* format : formats::allFormats())
        if (ids.empty() && format->info().can(kNeeded) && !format->info().can(formats::IsText))
            chosen.push_back(format);
    for (const std::string& id : ids) {
        const formats::Format* format = formats::findFormat(id);
        if (format == nullptr || !format->info().can(kNeeded)) {
            std::string known;
            for (const formats::Format* one : formats::allFormats())
                if (one->info().can(kNeeded))
                    known += (known.empty() ? "" : ", ") + std::string(one->info().id);
            return Error::invalid("this format cannot be benchmarked")
                .expect("one of " + known)
                .got("'" + id + "'");
        }
        if (std::count(chosen.begin(), chosen.end(), format) == 0) chosen.push_back(format);
    }
    return chosen;
}

class Benchmark {
  public:
    Benchmark(const BenchRequest& request, const JobServices& services,
              const std::function<void(const BenchRun&)>& onRow)
        : m_request(request), m_services(services), m_context(services.work), m_onRow(onRow) {}

    Result<BenchRun> run() {
        if (m_request.runs == 0) return Error::invalid("a benchmark needs at least one run");
        if (m_request.operations.empty()) return Error::invalid("a benchmark needs at least one operation");
        if (m_request.spaces.empty() && m_request.generatedAtoms.empty())
            return Error::invalid("a benchmark needs an input");
        SB_TRY(formats, chooseFormats(m_request.formatIds));
        m_formats = std::move(formats);
        const std::uint64_t inputs = m_request.spaces.size() + m_request.generatedAtoms.size();
        for (const formats::Format* format : m_formats)
            m_steps += inputs * casesOf(*format) * stepsOfCase(m_request.runs);

        measure::EnvironmentOptions environment;
        std::error_code problem;
        if (const auto folder = std::filesystem::temp_directory_path(problem); !problem)
            environment.dataPath = folder.string(); // where `load` has its files
        m_run.environment = measure::environmentStamp(environment);
        for (const auto& warning : m_run.environment["warnings"])
            m_run.warnings.push_back(warning.get<std::string>());

        for (const BenchSpace& one : m_request.spaces) {
            if (one.content.space == nullptr)
                return Error::invalid("this file holds no paths, there is nothing to measure").in(one.name);
            m_context.begin("Reading", ProgressUnit::Paths, one.content.space->knownCount().value_or(0));
            auto space = space::inMemory(one.content.space, m_context);
            if (!space.ok()) return std::move(space).error().in(one.name);
            SB_CHECK(measureInput(one.name, std::move(space).value()));
        }
        for (const std::uint64_t atoms : m_request.generatedAtoms) {
            space::GeneratorOptions options;
            options.atoms = atoms;
            options.seed = kGeneratorSeed;
            m_context.begin("Generating", ProgressUnit::Paths, atoms);
            SB_TRY(paths, space::generate(options, m_context));
            SB_CHECK(measureInput(space::generatedName(options),
                                  std::make_shared<space::MemorySpace>(std::move(paths))));
        }
        if (m_run.rows.empty()) return nothingMeasured();
        return std::move(m_run);
    }

  private:
    [[nodiscard]] bool does(Operation operation, const formats::Format& format) const {
        return std::count(m_request.operations.begin(), m_request.operations.end(), operation) != 0 &&
               (operation != Operation::Load || format.info().can(formats::OpensInPlace));
    }

    [[nodiscard]] std::uint64_t casesOf(const formats::Format& format) const {
        std::uint64_t cases = 0;
        for (const Operation operation : kOperations) cases += does(operation, format) ? 1U : 0U;
        return cases;
    }

    Result<void> measureInput(std::string name, space::SpacePtr space) {
        auto input = std::make_shared<BenchInputSpace>();
        input->name = std::move(name);
        input->space = std::move(space);
        if (input->paths().size() == 0) {
            m_run.warnings.push_back(input->name + " is empty: nothing to measure");
            return {};
        }
        SB_TRY(memcpyNs, copyTime(input->paths().framed(), m_services.clock));
        m_run.inputs.push_back({input->name, input->paths().size(), input->paths().framed().size(), memcpyNs,
                                hexText(codecs::blake2b256(input->paths().framed()))});
        FloorMeter meter(input, memcpyNs, m_services.clock, m_context);
        for (const formats::Format* format : m_formats) {
            const std::uint64_t before = m_step;
            auto measured = measureFormat(*format, input, meter);
            if (!measured.ok()) {
                Error error = std::move(measured).error();
                // A format that cannot hold this input is no reason to lose the others.
                if (error.code != ErrorCode::Unsupported) return error;
                m_run.warnings.push_back(fmt::format("{} was not measured on {}: {}", format->info().id,
                                                     input->name, error.describe()));
            }
            m_step = before + casesOf(*format) * stepsOfCase(m_request.runs); // skipped ones included
        }
        return {};
    }

    Result<void> measureFormat(const formats::Format& format,
                               const std::shared_ptr<const BenchInputSpace>& input, FloorMeter& meter) {
        WorkContext quiet = m_context;
        quiet.progress = nullptr;
        if (casesOf(format) == 0) return {};
        SB_TRY(stored, storeSpace(format, input, quiet));
        for (const Operation operation : kOperations) {
            if (!does(operation, format)) continue;
            SB_TRY(benchCase, makeCase(operation, stored));
            m_context.begin(phaseOf(operation), ProgressUnit::Runs, m_steps);
            m_context.advanceTo(m_step);
            SB_TRY(samples, sampleCase(*benchCase, m_request.runs, m_services.clock, m_context,
                                       [this] { m_context.advanceTo(m_step++); }));
            SB_TRY(floor, measureFloor(operation, *stored, *benchCase, meter, quiet));
            addRow(operation, *stored, samples, benchCase->notes(), std::move(floor));
        }
        return {};
    }

    Result<std::optional<results::Floor>> measureFloor(Operation operation, const StoredSpace& stored,
                                                       BenchCase& benchCase, FloorMeter& meter,
                                                       const WorkContext& quiet) {
        results::FloorQuestion question;
        question.operation = operation;
        question.formatId = stored.format->info().id;
        question.codec = stored.codec;
        question.atoms = stored.input->paths().size();
        question.rawBytes = stored.input->paths().framed().size();
        SB_TRY(parts, meter.partsOf(stored));
        question.parts = parts;
        bool bare = false;
        SB_TRY(bareNs, FloorMeter::leastTime(
                           [&]() -> Result<void> {
                               SB_TRY(had, benchCase.runBare(quiet));
                               bare = had;
                               return {};
                           },
                           m_services.clock, quiet));
        if (bare) question.parts.mapNs = bareNs;
        return results::floorOf(question);
    }

    static const char* phaseOf(Operation operation) {
        switch (operation) {
        case Operation::Serialize:
            return "Measuring serialize";
        case Operation::Deserialize:
            return "Measuring deserialize";
        case Operation::Load:
            return "Measuring load";
        case Operation::Compress:
        case Operation::Decompress:
            break;
        }
        return "";
    }

    static Result<std::unique_ptr<BenchCase>> makeCase(Operation operation,
                                                       std::shared_ptr<const StoredSpace> stored) {
        if (operation == Operation::Load) return loadCase(std::move(stored));
        const std::uint64_t bytes = stored->bytes.size();
        auto made = operation == Operation::Serialize ? serializeCase(std::move(stored))
                                                      : deserializeCase(std::move(stored));
        if (made == nullptr) return ByteBuffer::outOfMemory(bytes);
        return made;
    }

    void addRow(Operation operation, const StoredSpace& stored, const CaseSamples& samples,
                std::vector<std::string> notes, std::optional<results::Floor> floor) {
        BenchRow row;
        row.operation = operation;
        row.formatId = stored.format->info().id;
        row.codec = stored.codec;
        row.atoms = stored.input->paths().size();
        row.rawBytes = stored.input->paths().framed().size();
        row.storedBytes = stored.bytes.size();
        row.samplesNs = samples.samplesNs;
        const std::vector<double> times(samples.samplesNs.begin(), samples.samplesNs.end());
        row.medianNs = stats::median(times);
        stats::BootstrapOptions bootstrap;
        // BCa corrects by leaving samples out one at a time, which says nothing about a median.
        bootstrap.method = stats::BootstrapMethod::Percentile;
        const stats::Interval interval = stats::medianInterval(times, bootstrap);
        row.ciLowNs = interval.low;
        row.ciHighNs = interval.high;
        if (samples.allocations) {
            row.allocations = samples.allocations->calls;
            row.allocatedBytes = samples.allocations->bytes;
            row.peakHeapBytes = samples.allocations->peakBytes;
        }
        row.peakRssBytes = samples.peakResidentBytes;

        results::Measured measured;
        measured.operation = operation;
        measured.formatId = row.formatId;
        measured.atoms = row.atoms;
        measured.medianNs = row.medianNs;
        if (compresses(row)) measured.compressionRatio = row.ratio();
        if (row.peakHeapBytes && row.storedBytes != 0)
            measured.peakOverSerialized =
                static_cast<double>(*row.peakHeapBytes) / static_cast<double>(row.storedBytes);
        row.targets = results::judge(measured);
        if (floor)
            row.floor = results::notAbove(std::move(*floor), *std::min_element(times.begin(), times.end()));

        row.notes = {"output verified"};
        row.notes.insert(row.notes.end(), stored.notes.begin(), stored.notes.end());
        row.notes.insert(row.notes.end(), notes.begin(), notes.end());
        if (samples.runsPerSample > 1)
            row.notes.push_back(
                fmt::format("each sample is the mean of {} runs", groupedNumber(samples.runsPerSample)));
        if (const stats::OutlierReport outliers = stats::classifyOutliers(times); outliers.count() != 0)
            row.notes.push_back(
                fmt::format("{} of {} samples are outliers (Tukey); the median without them is {}",
                            outliers.count(), times.size(), durationText(outliers.medianWithout)));
        m_run.rows.push_back(std::move(row));
        m_run.inputOfRow.push_back(m_run.inputs.size() - 1);
        if (m_onRow) m_onRow(m_run);
    }

    Error nothingMeasured() const {
        Error error =
            Error::unsupported("none of the formats could be measured with this operation on this input");
        if (!m_run.warnings.empty()) error.found = m_run.warnings.back();
        return error;
    }

    // In the order of a row's life.
    static constexpr std::array kOperations = {Operation::Serialize, Operation::Deserialize, Operation::Load};

    const BenchRequest& m_request;
    const JobServices& m_services;
    const WorkContext& m_context;
    const std::function<void(const BenchRun&)>& m_onRow;
    std::vector<const formats::Format*> m_formats;
    BenchRun m_run;
    std::uint64_t m_step = 0;
    std::uint64_t m_steps = 0;
};

} // namespace

Result<results::BenchRun> runBenchmark(const BenchRequest& request, const JobServices& services,
                                       const std::function<void(const results::BenchRun&)>& onRow) {
    return Benchmark(request, services, onRow).run();
}

} // namespace spacebench::jobs
