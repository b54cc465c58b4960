// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_meter.h"

#include <atomic>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "measure/allocation.h"
#include "measure/process_counters.h"
#include "stats/summary.h"

namespace spacebench::jobs {

namespace {

using results::LabRow;
using results::Timing;

Error wrongContent() {
    return Error::corrupt("what came back is not what was compressed");
}

double cpuNs(const measure::ProcessCounters& counters) {
    return static_cast<double>(counters.userNs + counters.systemNs);
}

std::optional<std::uint64_t> peakOf(measure::AllocationScope& scope) {
    const auto counts = scope.finish();
    return counts ? std::optional(counts->peakBytes) : std::nullopt;
}

/// Median and range; of the bootstrap later.
Timing roughTiming(const std::vector<std::uint64_t>& samplesNs) {
    Timing timing;
    timing.samplesNs = samplesNs;
    if (samplesNs.empty()) return timing;
    const std::vector<double> times(samplesNs.begin(), samplesNs.end());
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    timing.medianNs = {stats::median(times), *least, *most};
    return timing;
}

Timing timingOf(const std::vector<std::uint64_t>& samplesNs, bool final) {
    return final && !samplesNs.empty() ? Timing::of(samplesNs) : roughTiming(samplesNs);
}

double lastOf(const std::vector<std::uint64_t>& samplesNs) {
    return samplesNs.empty() ? 0 : static_cast<double>(samplesNs.back());
}

} // namespace

double LabSamples::secondsOfOne() const {
    const double compress = std::max(lastOf(compressNs), static_cast<double>(kLabSampleNs));
    const double decompress = std::max(lastOf(decompressNs), static_cast<double>(kLabSampleNs));
    const double file = std::max(0.0, lastOf(writeNs) - lastOf(compressNs)) + lastOf(readNs);
    const double warmUp = compress < kSlowSeconds * 1e9 ? compress : 0;
    return (compress + warmUp + 2 * decompress + file) / 1e9;
}

Result<std::unique_ptr<LabFile>> LabFile::reserve(const std::string& folder) {
    static std::atomic<unsigned> count{0};
    std::filesystem::path base = folder;
    if (folder.empty()) {
        std::error_code problem;
        base = std::filesystem::temp_directory_path(problem);
        if (problem) return Error::io("there is no folder for temporary files").got(problem.message());
    }
    auto file = std::make_unique<LabFile>();
    file->m_path = (base / fmt::format("spacebench-lab-{}-{}.bin", ::getpid(), count++)).string();
    return file;
}

LabFile::~LabFile() {
    std::error_code ignored; // nothing can be done about a file that is gone already
    std::filesystem::remove(m_path, ignored);
}

Result<LabMeter::Timed> LabMeter::once(const Work& work) const {
    const measure::ProcessCounters before = measure::readProcessCounters();
    const std::uint64_t start = m_clock.nowNs();
    SB_CHECK(work());
    Timed timed;
    timed.ns = m_clock.nowNs() - start;
    timed.wallNs = static_cast<double>(timed.ns);
    timed.cpuNs = cpuNs(measure::difference(measure::readProcessCounters(), before));
    return timed;
}

Result<LabMeter::Timed> LabMeter::sample(const Work& work) const {
    SB_TRY(timed, once(work));
    if (timed.ns >= kLabSampleNs) return timed;
    const std::uint64_t runs =
        std::min(kLabSampleNs / std::max<std::uint64_t>(timed.ns, 1) + 1, kMostRunsPerLabSample);
    SB_TRY(many, once([&]() -> Result<void> {
               for (std::uint64_t i = 0; i < runs; ++i) {
                   SB_CHECK(m_context.poll());
                   SB_CHECK(work());
               }
               return {};
           }));
    many.ns = std::max<std::uint64_t>(many.ns / runs, 1);
    return many;
}

Result<void> LabMeter::first(LabCase& one, LabRow& row, LabSamples& samples, bool slow) const {
    {
        measure::AllocationScope memory;
        SB_CHECK(one.openCompressors());
        SB_TRY(timed, once([&] { return one.compress(); }));
        row.compressPeakBytes = peakOf(memory);
        if (slow) {
            samples.compressNs.push_back(timed.ns);
            samples.compressCpuNs += timed.cpuNs;
            samples.compressWallNs += timed.wallNs;
        }
    }
    row.storedBytes = one.storedBytes();
    row.rawChunks = one.rawChunks();
    one.spoil();
    {
        measure::AllocationScope memory;
        SB_CHECK(one.openDecompressors());
        SB_CHECK(one.decompress());
        row.decompressPeakBytes = peakOf(memory);
    }
    if (!one.verify()) return wrongContent();
    row.verified = true;
    if (!slow) {
        SB_TRY(timed, sample([&] { return one.compress(); }));
        samples.compressNs.push_back(timed.ns);
        samples.compressCpuNs += timed.cpuNs;
        samples.compressWallNs += timed.wallNs;
    }
    return takeRest(one, samples);
}

Result<void> LabMeter::again(LabCase& one, LabSamples& samples, bool slow) const {
    SB_CHECK(one.openCompressors());
    if (!slow) SB_CHECK(one.compress());
    SB_TRY(timed, sample([&] { return one.compress(); }));
    samples.compressNs.push_back(timed.ns);
    samples.compressCpuNs += timed.cpuNs;
    samples.compressWallNs += timed.wallNs;
    SB_CHECK(one.decompress());
    return takeRest(one, samples);
}

/// Behind a timed compression: its decompression, and both through a file.
Result<void> LabMeter::takeRest(LabCase& one, LabSamples& samples) const {
    one.spoil();
    SB_TRY(timed, sample([&] { return one.decompress(); }));
    if (!one.verify()) return wrongContent();
    samples.decompressNs.push_back(timed.ns);
    samples.decompressCpuNs += timed.cpuNs;
    samples.decompressWallNs += timed.wallNs;
    if (m_file == nullptr) return {};
    SB_TRY(written, once([&] { return one.writeFile(m_file->path()); }));
    one.spoil();
    SB_TRY(read, once([&] { return one.readFile(m_file->path()); }));
    if (!one.verify()) return wrongContent();
    samples.writeNs.push_back(samples.compressNs.back() + written.ns);
    samples.readNs.push_back(read.ns);
    return {};
}

void fillFigures(LabRow& row, const LabSamples& samples, bool final) {
    row.compress = timingOf(samples.compressNs, final);
    row.decompress = timingOf(samples.decompressNs, final);
    row.writeFile = timingOf(samples.writeNs, final);
    row.readFile = timingOf(samples.readNs, final);
    if (samples.compressWallNs > 0) row.compressCpu = samples.compressCpuNs / samples.compressWallNs;
    if (samples.decompressWallNs > 0) row.decompressCpu = samples.decompressCpuNs / samples.decompressWallNs;
}

void refuseRow(LabRow& row, const Error& error) {
    switch (error.code) {
    case ErrorCode::Corrupt:
        return refuseRow(row, results::MeasureState::Rejected, error.describe());
    case ErrorCode::Unsupported:
    case ErrorCode::LimitExceeded:
    case ErrorCode::InvalidArgument:
        return refuseRow(row, results::MeasureState::Unavailable, error.describe());
    default:
        return refuseRow(row, results::MeasureState::Failed, error.describe());
    }
}

void refuseRow(LabRow& row, results::MeasureState state, std::string reason) {
    row.state = state;
    row.reason = std::move(reason);
    row.verified = false;
    row.storedBytes = 0;
    row.rawChunks = 0;
    row.storedInterval.reset();
    row.compress = row.decompress = row.writeFile = row.readFile = {};
    row.compressPeakBytes.reset();
    row.decompressPeakBytes.reset();
    row.compressCpu.reset();
    row.decompressCpu.reset();
}

} // namespace spacebench::jobs
