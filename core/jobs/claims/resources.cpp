// SPDX-License-Identifier: Apache-2.0
#include "jobs/claims/resources.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/format.h"
#include "jobs/bench/disk_bandwidth.h"
#include "jobs/claims/evidence_parts.h"
#include "measure/environment.h"
#include "measure/process_counters.h"
#include "stats/bootstrap.h"
#include "stats/random.h"
#include "stats/summary.h"

namespace spacebench::jobs::claims {

namespace {

using results::ClaimVerdict;
using results::Evidence;
using results::Interval;

constexpr std::size_t kSamples = 9;
/// Below that, clock ticks and the start of threads are what is measured.
constexpr std::uint64_t kLeastRunNs = 20'000'000;
/// Less than that waits for the disk's answer, not for its bandwidth.
constexpr std::uint64_t kLeastFileBytes = 4'000'000;

Interval medianOf(const std::vector<double>& values) {
    stats::BootstrapOptions options;
    options.method = stats::BootstrapMethod::Percentile; // as everywhere for medians
    const stats::Interval interval = stats::medianInterval(values, options);
    return {stats::median(values), interval.low, interval.high};
}

class Resources {
  public:
    Resources(const ClaimsRequest& request, std::string folder, const EvidenceOrigin& origin,
              std::string fileSystem, const JobServices& services)
        : m_request(request), m_folder(std::move(folder)), m_origin(origin),
          m_fileSystem(std::move(fileSystem)), m_services(services), m_work(services.work) {
        m_work.progress = nullptr; // what formats report would replace our own progress
    }

    Result<std::vector<Evidence>> run() {
        m_services.work.begin("Measuring processor and disk", ProgressUnit::Runs, 3 * kSamples);
        SB_CHECK(measureProcessors());
        SB_CHECK(measureDisk());
        return std::move(m_evidence);
    }

  private:
    void reason(std::string_view row, ClaimVerdict verdict, const std::string& text) {
        for (const results::ClaimSpec& claim : results::guideClaims())
            if (claim.guideRow == row) m_evidence.push_back(m_origin.reasoned(claim, verdict, text));
    }
    void figure(std::string_view row, const Interval& measured, const std::string& what) {
        for (const results::ClaimSpec& claim : results::guideClaims())
            if (claim.guideRow == row)
                m_evidence.push_back(
                    m_origin.judged(claim, measured, intervalText(measured, claim.unit) + what));
    }
    void step() { m_services.work.advanceTo(++m_steps); }

    Result<void> save(const char* formatId, ByteSink& out) const {
        SB_CHECK(m_work.poll());
        formats::SaveOptions options;
        options.dropWhatDoesNotFit = true; // values that a format does not hold are no reason not to measure
        SB_TRY(report, formats::findFormat(formatId)->save(m_request.content, options, out, m_work));
        static_cast<void>(report);
        return {};
    }

    Result<void> measureProcessors() {
        const unsigned cores = m_work.executor != nullptr ? m_work.executor->concurrency() : 1;
        if (cores < 2) {
            reason("R2", ClaimVerdict::NotTestableHere,
                   "the claim is about several cores, this process may use one");
            return {};
        }
        std::vector<double> percents;
        std::uint64_t longest = 0;
        for (std::size_t i = 0; i <= kSamples; ++i) {
            NullSink out;
            const measure::ProcessCounters before = measure::readProcessCounters();
            const std::uint64_t start = m_services.clock.nowNs();
            SB_CHECK(save("paths", out));
            const std::uint64_t elapsed = m_services.clock.nowNs() - start;
            const measure::ProcessCounters used = measure::difference(measure::readProcessCounters(), before);
            step();
            if (i == 0 || elapsed == 0) continue; // the first warms up
            longest = std::max(longest, elapsed);
            percents.push_back(100 * static_cast<double>(used.userNs + used.systemNs) /
                               (static_cast<double>(elapsed) * cores));
        }
        if (longest < kLeastRunNs) {
            reason("R2", ClaimVerdict::Insufficient,
                   fmt::format("the input is too small: serializing it takes {}",
                               durationText(static_cast<double>(longest))));
            return {};
        }
        figure("R2", medianOf(percents), fmt::format(" of {} cores while serializing Paths", cores));
        return {};
    }

    template <class Write>
    Result<double> diskTime(const Write& write) {
        SB_TRY(ns, timeToDisk(m_folder, m_services.clock, write));
        step();
        return static_cast<double>(ns);
    }

    Result<void> measureDisk() {
        if (m_fileSystem == "tmpfs") {
            reason("R3", ClaimVerdict::NotTestableHere,
                   fmt::format("{} lies in memory (tmpfs), not on a disk; set TMPDIR to a folder that does",
                               m_folder));
            return {};
        }
        MemorySink serialized;
        SB_CHECK(save("mtts", serialized));
        const ByteView bytes = serialized.view();
        if (bytes.size() < kLeastFileBytes) {
            reason("R3", ClaimVerdict::Insufficient,
                   fmt::format("the input is too small: its Binary file has {}", sizeText(bytes.size())));
            return {};
        }
        const auto plain = [&](ByteSink& out) { return out.write(bytes); };
        const auto serialize = [&](ByteSink& out) { return save("mtts", out); };
        std::vector<double> percents;
        std::vector<double> bandwidths;
        stats::SplitMix64 random(1);
        for (std::size_t i = 0; i <= kSamples; ++i) {
            double plainNs = 0;
            double serializeNs = 0;
            const bool plainFirst = random.below(2) == 0;
            for (const bool plainNow : {plainFirst, !plainFirst}) {
                SB_TRY(ns, plainNow ? diskTime(plain) : diskTime(serialize));
                (plainNow ? plainNs : serializeNs) = ns;
            }
            if (i == 0 || plainNs <= 0 || serializeNs <= 0) continue;
            percents.push_back(100 * plainNs / serializeNs);
            bandwidths.push_back(static_cast<double>(bytes.size()) * 1e9 / plainNs);
        }
        if (percents.empty()) {
            reason("R3", ClaimVerdict::Insufficient, "the clock did not advance");
            return {};
        }
        figure("R3", medianOf(percents),
               fmt::format(" of {} (write and sync of {} in {}) while serializing Binary",
                           throughputText(stats::median(bandwidths)), sizeText(bytes.size()), m_fileSystem));
        return {};
    }

    const ClaimsRequest& m_request;
    std::string m_folder;
    const EvidenceOrigin& m_origin;
    std::string m_fileSystem;
    const JobServices& m_services;
    WorkContext m_work;
    std::uint64_t m_steps = 0;
    std::vector<Evidence> m_evidence;
};

} // namespace

Result<std::vector<Evidence>> measureResources(const ClaimsRequest& request, const std::string& inputHash,
                                               const JobServices& services) {
    std::string folder = request.folder;
    if (folder.empty()) {
        std::error_code problem;
        folder = std::filesystem::temp_directory_path(problem).string();
        if (problem) return Error::system("there is no folder for temporary files", problem.value());
    }
    measure::EnvironmentOptions options;
    options.dataPath = folder;
    const auto environment = measure::environmentStamp(options);
    const EvidenceOrigin origin(environment, "claims", request.name, inputHash);
    return Resources(request, folder, origin, environment["filesystem"].get<std::string>(), services).run();
}

} // namespace spacebench::jobs::claims
