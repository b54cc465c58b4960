// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/cell.h"

#include <cmath>

#include <fmt/format.h>
#include <malloc.h>

#include "base/units.h"
#include "io/page_cache.h"
#include "jobs/bench/cell_case.h"
#include "measure/allocation.h"
#include "measure/hardware_counters.h"
#include "measure/process_counters.h"
#include "measure/processor_pin.h"

namespace spacebench::jobs {

namespace {

/// What was counted in some iterations, added up.
struct Totals {
    std::uint64_t iterations = 0;
    std::uint64_t wallNs = 0;
    measure::ProcessCounters process;
    std::optional<measure::IoCounters> io;
};

std::uint64_t mean(std::uint64_t sum, std::uint64_t count) {
    return (sum + count / 2) / count;
}
std::optional<std::uint64_t> mean(const std::optional<std::uint64_t>& sum, std::uint64_t count) {
    return sum ? std::optional(mean(*sum, count)) : std::nullopt;
}
double exactMean(std::uint64_t sum, std::uint64_t count) {
    return static_cast<double>(sum) / static_cast<double>(count);
}

class CellMeter {
  public:
    CellMeter(const CellRequest& request, CellCase& measured, const JobServices& services,
              const std::function<void(std::uint64_t)>& onIteration)
        : m_request(request), m_case(measured), m_clock(services.clock), m_work(services.work),
          m_onIteration(onIteration) {
        m_work.progress = nullptr; // what formats report would replace the benchmark's own progress
    }

    Result<results::RunSample> take() {
        for (std::uint64_t i = 0; i < m_request.warmUp; ++i) {
            Totals unused;
            SB_CHECK(iteration(i == 0, unused));
        }
        measure::HardwareCounters hardware;
        m_hardware = &hardware;
        Totals totals;
        const bool fixed = m_request.iterations != 0;
        const std::uint64_t most = fixed ? m_request.iterations : kMostIterations;
        while (totals.iterations < most) {
            const bool first = m_started == 0; // without warm-up
            SB_CHECK(run(totals));
            const bool last = totals.iterations == most || (!fixed && totals.wallNs >= m_request.minSampleNs);
            SB_CHECK(m_case.verify(first || last, m_work));
            m_case.release();
            if (last) break;
        }
        m_hardware = nullptr;

        results::RunSample sample;
        fill(sample, totals, hardware);
        if (m_request.count) SB_CHECK(counted(sample));
        noteCold(sample);
        for (std::string& note : m_case.notes()) sample.notes.push_back(std::move(note));
        if (!hardware.why().empty()) sample.notes.push_back(hardware.why());
        if (m_request.injectedDelay > 0)
            sample.notes.push_back(
                fmt::format("each iteration was followed by a wait of {:.0f} % of its time, "
                            "which counts as its own",
                            100 * m_request.injectedDelay));
        return sample;
    }

  private:
    /// One iteration, timed, not yet checked.
    Result<void> run(Totals& totals) {
        SB_CHECK(m_work.poll());
        m_onIteration(m_started++);
        SB_CHECK(cool());
        // Reading the I/O counters is itself some reading: what that costs is known from doing it twice.
        const bool countIo = m_case.usesFiles();
        const auto ioFirst = countIo ? measure::readIoCounters() : std::nullopt;
        const auto ioBefore = countIo ? measure::readIoCounters() : std::nullopt;
        // Two system calls a counter and thread: not to count as the operation's own time.
        if (m_hardware != nullptr) m_hardware->start();
        const measure::ProcessCounters before = measure::readProcessCounters();
        const std::uint64_t start = m_clock.nowNs();
        auto outcome = m_case.run(m_clock, m_work);
        std::uint64_t elapsed = m_clock.nowNs() - start;
        if (m_request.injectedDelay > 0) elapsed = delayed(start, elapsed);
        const measure::ProcessCounters used = measure::difference(measure::readProcessCounters(), before);
        if (m_hardware != nullptr) m_hardware->stop();
        const auto ioAfter = countIo ? measure::readIoCounters() : std::nullopt;
        SB_CHECK(std::move(outcome));
        add(totals, used, io(ioFirst, ioBefore, ioAfter));
        totals.wallNs += elapsed;
        ++totals.iterations;
        return {};
    }
    Result<void> iteration(bool thorough, Totals& totals) {
        SB_CHECK(run(totals));
        SB_CHECK(m_case.verify(thorough, m_work));
        m_case.release();
        return {};
    }

    /// Spins: a thread that sleeps is woken late, and by how much is the scheduler's affair.
    [[nodiscard]] std::uint64_t delayed(std::uint64_t start, std::uint64_t elapsed) const {
        const auto wanted = static_cast<std::uint64_t>(
            std::llround(static_cast<double>(elapsed) * (1 + m_request.injectedDelay)));
        std::uint64_t now = elapsed;
        while (now < wanted && !m_work.cancelled()) now = m_clock.nowNs() - start;
        return now;
    }

    /// What was moved between the latter two readings, less what a reading itself moves.
    static std::optional<measure::IoCounters> io(const std::optional<measure::IoCounters>& first,
                                                 const std::optional<measure::IoCounters>& before,
                                                 const std::optional<measure::IoCounters>& after) {
        auto moved = measure::difference(after, before);
        const auto own = measure::difference(before, first);
        if (!moved || !own) return std::nullopt;
        moved->readBytes -= std::min(moved->readBytes, own->readBytes);
        return moved;
    }
    static void add(Totals& totals, const measure::ProcessCounters& used,
                    const std::optional<measure::IoCounters>& io) {
        totals.process.userNs += used.userNs;
        totals.process.systemNs += used.systemNs;
        totals.process.minorFaults += used.minorFaults;
        totals.process.majorFaults += used.majorFaults;
        totals.process.voluntarySwitches += used.voluntarySwitches;
        totals.process.involuntarySwitches += used.involuntarySwitches;
        if (!io) return;
        if (!totals.io) totals.io.emplace();
        totals.io->readBytes += io->readBytes;
        totals.io->writtenBytes += io->writtenBytes;
        totals.io->deviceReadBytes += io->deviceReadBytes;
        totals.io->deviceWrittenBytes += io->deviceWrittenBytes;
    }

    /// Cold cache: the file out of the page cache, before each iteration.
    Result<void> cool() {
        if (m_request.cache != CacheState::Cold) return {};
        SB_TRY(eviction, io::evictFromPageCache(m_case.readsFrom()));
        m_eviction.pages = eviction.pages;
        m_eviction.stayed = std::max(m_eviction.stayed, eviction.stayed);
        m_eviction.fileSystem = eviction.fileSystem;
        return {};
    }
    void noteCold(results::RunSample& sample) const {
        if (m_request.cache != CacheState::Cold) return;
        sample.coldConfirmed = m_eviction.stayed == 0;
        if (*sample.coldConfirmed) {
            sample.notes.push_back(
                fmt::format("cold: 0 of {} pages were in the page cache before each iteration",
                            groupedNumber(m_eviction.pages)));
            return;
        }
        const std::string where = m_eviction.fileSystem.empty() ? "" : " (" + m_eviction.fileSystem + ")";
        sample.notes.push_back(fmt::format("cold cache is not possible here: {} of {} pages stayed{}",
                                           groupedNumber(m_eviction.stayed), groupedNumber(m_eviction.pages),
                                           where));
    }

    void fill(results::RunSample& sample, const Totals& totals, const measure::HardwareCounters& hardware) {
        const std::uint64_t count = totals.iterations;
        sample.iterations = count;
        sample.wallNs = mean(totals.wallNs, count);
        sample.userNs = mean(totals.process.userNs, count);
        sample.systemNs = mean(totals.process.systemNs, count);
        sample.minorFaults = exactMean(totals.process.minorFaults, count);
        sample.majorFaults = exactMean(totals.process.majorFaults, count);
        sample.voluntarySwitches = exactMean(totals.process.voluntarySwitches, count);
        sample.involuntarySwitches = exactMean(totals.process.involuntarySwitches, count);
        if (totals.io) fillIo(sample, *totals.io, count);
        const measure::HardwareCounts counts = hardware.read();
        sample.cycles = mean(counts.cycles, count);
        sample.instructions = mean(counts.instructions, count);
        sample.cacheMisses = mean(counts.cacheMisses, count);
        sample.branchMisses = mean(counts.branchMisses, count);
        sample.storedBytes = m_case.storedBytes();
    }
    static void fillIo(results::RunSample& sample, const measure::IoCounters& io, std::uint64_t count) {
        sample.bytesRead = mean(io.readBytes, count);
        sample.bytesWritten = mean(io.writtenBytes, count);
        sample.deviceRead = mean(io.deviceReadBytes, count);
        sample.deviceWritten = mean(io.deviceWrittenBytes, count);
    }

    /// One further iteration under all counters that cost time.
    Result<void> counted(results::RunSample& sample) {
        SB_CHECK(m_work.poll());
        m_onIteration(m_started++);
        m_case.releaseAll();
        // Memory that earlier iterations have left to the allocator would hide what this one takes.
        ::malloc_trim(0);
        SB_CHECK(cool());
        const auto ioFirst = measure::readIoCounters();
        const auto ioBefore = measure::readIoCounters();
        const bool peakIsOurs = measure::resetPeakResident();
        const auto residentBefore = measure::residentBytes();
        measure::AllocationScope scope;
        auto outcome = m_case.run(m_clock, m_work);
        const auto allocations = scope.finish();
        const auto peak = peakIsOurs ? measure::peakResidentBytes() : std::nullopt;
        const auto ioAfter = measure::readIoCounters();
        SB_CHECK(std::move(outcome));
        SB_CHECK(m_case.verify(/*thorough=*/true, m_work));
        m_case.release();
        if (allocations) {
            sample.allocations = allocations->calls;
            sample.allocatedBytes = allocations->bytes;
            sample.peakHeapBytes = allocations->peakBytes;
        }
        if (peak && residentBefore) sample.peakResidentBytes = *peak - std::min(*peak, *residentBefore);
        if (const auto moved = io(ioFirst, ioBefore, ioAfter); moved && !sample.bytesRead)
            fillIo(sample, *moved, 1);
        return {};
    }

    const CellRequest& m_request;
    CellCase& m_case;
    const Clock& m_clock;
    WorkContext m_work;
    const std::function<void(std::uint64_t)>& m_onIteration;
    measure::HardwareCounters* m_hardware = nullptr; ///< while samples are taken
    std::uint64_t m_started = 0;                     ///< iterations, warm-up included
    io::Eviction m_eviction;                         ///< the worst of all iterations
};

} // namespace

Result<results::RunSample> measureCell(const CellRequest& request, const JobServices& services,
                                       const std::function<void(std::uint64_t)>& onIteration) {
    // First: memory that is prepared lies where the thread runs that touches it.
    SB_TRY(pin, measure::ProcessorPin::create(request.processors));
    WorkContext quiet = services.work;
    quiet.progress = nullptr;
    SB_TRY(measured, makeCellCase(request, quiet));
    if (request.cache == CacheState::Cold && measured->readsFrom().empty())
        return Error::invalid("there is no file that could be cold")
            .expect("deserialize or load, medium 'file', without switches");
    return CellMeter(request, *measured, services, onIteration).take();
}

} // namespace spacebench::jobs
