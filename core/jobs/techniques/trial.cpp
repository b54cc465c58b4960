// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/trial.h"

#include <algorithm>

#include "measure/allocation.h"
#include "measure/process_counters.h"

namespace spacebench::jobs::techniques {

namespace {

class LocalTrial final : public Trial {
  public:
    LocalTrial(std::unique_ptr<pipeline::Pipeline> pipeline, const Clock& clock)
        : m_pipeline(std::move(pipeline)), m_clock(clock) {}

    Result<GateResult> gate(bool sameBytes, const WorkContext& context) override {
        GateResult result;
        const std::uint64_t start = m_clock.nowNs();
        SB_TRY(trace, m_pipeline->run(m_clock, context));
        result.runNs = m_clock.nowNs() - start;
        SB_TRY(difference, m_pipeline->difference(sameBytes, context));
        m_pipeline->release();
        result.difference = std::move(difference);
        return result;
    }

    Result<results::RunCounts> count(const WorkContext& context) override {
        SB_CHECK(context.poll());
        results::RunCounts counts;
        const bool peakIsOurs = measure::resetPeakResident();
        // Reading the counters reads a file: what that costs is known from doing it twice.
        const auto ioFirst = measure::readIoCounters();
        const auto ioBefore = measure::readIoCounters();
        const measure::ProcessCounters before = measure::readProcessCounters();
        measure::AllocationScope scope;
        const std::uint64_t start = m_clock.nowNs();
        auto run = m_pipeline->run(m_clock, context);
        const std::uint64_t elapsed = m_clock.nowNs() - start;
        const auto allocations = scope.finish();
        const measure::ProcessCounters used = measure::difference(measure::readProcessCounters(), before);
        const auto ioAfter = measure::readIoCounters();
        if (peakIsOurs) counts.peakResidentBytes = measure::peakResidentBytes();
        SB_TRY(trace, std::move(run));
        m_pipeline->release();
        if (allocations) {
            counts.allocations = allocations->calls;
            counts.allocatedBytes = allocations->bytes;
            counts.peakHeapBytes = allocations->peakBytes;
        }
        counts.cpuUserNs = used.userNs;
        counts.cpuSystemNs = used.systemNs;
        counts.minorFaults = used.minorFaults;
        counts.majorFaults = used.majorFaults;
        counts.voluntarySwitches = used.voluntarySwitches;
        counts.involuntarySwitches = used.involuntarySwitches;
        const auto io = measure::difference(ioAfter, ioBefore);
        const auto own = measure::difference(ioBefore, ioFirst);
        if (io && own) {
            counts.writtenBytes = io->writtenBytes - own->writtenBytes;
            counts.writeCalls = io->writeCalls - own->writeCalls;
            counts.readCalls = io->readCalls - own->readCalls;
        }
        counts.storedBytes = trace.storedBytes;
        counts.locks = trace.locks;
        counts.threads = trace.threads;
        const auto threads = static_cast<double>(std::max<std::uint64_t>(1, trace.threads));
        if (elapsed != 0)
            counts.utilisation = std::min(1.0, static_cast<double>(used.userNs + used.systemNs) /
                                                   (static_cast<double>(elapsed) * threads));
        return counts;
    }

    Result<Sample> sample(std::uint64_t runs, const WorkContext& context) override {
        Sample sum;
        for (std::uint64_t i = 0; i < runs; ++i) {
            SB_CHECK(context.poll());
            const std::uint64_t start = m_clock.nowNs();
            auto run = m_pipeline->run(m_clock, context);
            sum.ns += m_clock.nowNs() - start;
            SB_TRY(trace, std::move(run));
            m_pipeline->release();
            sum.checksumNs += trace.checksumNs;
            sum.writeNs += trace.writeNs;
            sum.internNs += trace.internNs;
            sum.symbolsNs += trace.symbolsNs;
        }
        for (std::uint64_t* part : {&sum.ns, &sum.checksumNs, &sum.writeNs, &sum.internNs, &sum.symbolsNs})
            *part /= std::max<std::uint64_t>(1, runs);
        return sum;
    }

  private:
    std::unique_ptr<pipeline::Pipeline> m_pipeline;
    const Clock& m_clock;
};

Json orNull(const std::optional<std::uint64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::optional<std::uint64_t> numberOf(const Json& json, const char* key) {
    const Json& value = json.at(key);
    if (value.is_null()) return std::nullopt;
    return value.get<std::uint64_t>();
}

} // namespace

std::uint64_t Sample::of(tuning::Quantity quantity) const {
    switch (quantity) {
    case tuning::Quantity::Time:
        return ns;
    case tuning::Quantity::ChecksumTime:
        return checksumNs;
    case tuning::Quantity::WriteTime:
        return writeNs;
    case tuning::Quantity::InternTime:
        return internNs;
    case tuning::Quantity::SymbolsTime:
        return symbolsNs;
    case tuning::Quantity::Allocations:
    case tuning::Quantity::Size:
        break; // counted, not timed
    }
    return 0;
}

std::unique_ptr<Trial> trialOf(std::unique_ptr<pipeline::Pipeline> pipeline, const Clock& clock) {
    return std::make_unique<LocalTrial>(std::move(pipeline), clock);
}

Json toJson(const Sample& sample) {
    return {{"ns", sample.ns},
            {"checksum_ns", sample.checksumNs},
            {"write_ns", sample.writeNs},
            {"intern_ns", sample.internNs},
            {"symbols_ns", sample.symbolsNs}};
}

Sample sampleFromJson(const Json& json) {
    return {json.at("ns"), json.at("checksum_ns"), json.at("write_ns"), json.at("intern_ns"),
            json.at("symbols_ns")};
}

Json toJson(const results::RunCounts& counts) {
    return {{"allocations", orNull(counts.allocations)},
            {"allocated_bytes", orNull(counts.allocatedBytes)},
            {"peak_heap_bytes", orNull(counts.peakHeapBytes)},
            {"peak_resident_bytes", orNull(counts.peakResidentBytes)},
            {"cpu_user_ns", counts.cpuUserNs},
            {"cpu_system_ns", counts.cpuSystemNs},
            {"minor_faults", counts.minorFaults},
            {"major_faults", counts.majorFaults},
            {"voluntary_switches", counts.voluntarySwitches},
            {"involuntary_switches", counts.involuntarySwitches},
            {"written_bytes", orNull(counts.writtenBytes)},
            {"write_calls", orNull(counts.writeCalls)},
            {"read_calls", orNull(counts.readCalls)},
            {"utilisation", counts.utilisation},
            {"stored_bytes", counts.storedBytes},
            {"locks", counts.locks},
            {"threads", counts.threads}};
}

results::RunCounts countsFromJson(const Json& json) {
    results::RunCounts counts;
    counts.allocations = numberOf(json, "allocations");
    counts.allocatedBytes = numberOf(json, "allocated_bytes");
    counts.peakHeapBytes = numberOf(json, "peak_heap_bytes");
    counts.peakResidentBytes = numberOf(json, "peak_resident_bytes");
    json.at("cpu_user_ns").get_to(counts.cpuUserNs);
    json.at("cpu_system_ns").get_to(counts.cpuSystemNs);
    json.at("minor_faults").get_to(counts.minorFaults);
    json.at("major_faults").get_to(counts.majorFaults);
    json.at("voluntary_switches").get_to(counts.voluntarySwitches);
    json.at("involuntary_switches").get_to(counts.involuntarySwitches);
    counts.writtenBytes = numberOf(json, "written_bytes");
    counts.writeCalls = numberOf(json, "write_calls");
    counts.readCalls = numberOf(json, "read_calls");
    json.at("utilisation").get_to(counts.utilisation);
    json.at("stored_bytes").get_to(counts.storedBytes);
    json.at("locks").get_to(counts.locks);
    json.at("threads").get_to(counts.threads);
    return counts;
}

} // namespace spacebench::jobs::techniques
