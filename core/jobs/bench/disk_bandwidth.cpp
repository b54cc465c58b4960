// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/disk_bandwidth.h"

#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/page_cache.h"
#include "io/scratch_file.h"
#include "stats/bootstrap.h"
#include "stats/random.h"
#include "stats/summary.h"

namespace spacebench::jobs {

namespace {

constexpr std::size_t kSamples = 5;
/// The disk is that slow: some samples fewer say as much.
constexpr std::uint64_t kPatienceNs = 8'000'000'000;
constexpr std::size_t kFewestSamples = 3;
constexpr std::size_t kStepBytes = std::size_t{1} << 20;
constexpr const char* kFileName = "/spacebench-disk"; ///< never given: the files are not committed

Result<std::unique_ptr<io::AtomicFile>> newFile(const std::string& folder) {
    io::AtomicFile::Options options;
    options.neverCommitted = true;
    return io::AtomicFile::create(folder + kFileName, options);
}

results::Interval medianOf(const std::vector<double>& values) {
    stats::BootstrapOptions options;
    options.method = stats::BootstrapMethod::Percentile; // as everywhere for medians
    const stats::Interval interval = stats::medianInterval(values, options);
    return {stats::median(values), interval.low, interval.high};
}

class DiskProbe {
  public:
    DiskProbe(std::string folder, const JobServices& services, std::uint64_t bytes)
        : m_folder(std::move(folder)), m_services(services) {
        m_result.bytes = std::max<std::uint64_t>(bytes, kStepBytes) / kStepBytes * kStepBytes;
        stats::SplitMix64 random(1);
        for (std::size_t at = 0; at < kStepBytes; at += sizeof(std::uint64_t)) {
            const std::uint64_t number = random.next();
            std::memcpy(m_block.data() + at, &number, sizeof number);
        }
    }

    Result<DiskBandwidth> run() {
        const std::uint64_t begin = m_services.clock.nowNs();
        for (std::size_t i = 0; i < kSamples; ++i) {
            SB_CHECK(once());
            if (!m_result.writeReason.empty()) return std::move(m_result);
            if (i + 1 >= kFewestSamples && m_services.clock.nowNs() - begin > kPatienceNs) break;
        }
        m_result.writeBytesPerSecond = medianOf(m_writes);
        if (m_result.readReason.empty()) m_result.readBytesPerSecond = medianOf(m_reads);
        return std::move(m_result);
    }

  private:
    Result<void> once() {
        SB_TRY(file, newFile(m_folder));
        const std::uint64_t start = m_services.clock.nowNs();
        for (std::uint64_t at = 0; at < m_result.bytes; at += kStepBytes) {
            SB_CHECK(m_services.work.poll());
            storeU64(m_block.data(), at); // no two blocks alike
            SB_CHECK(file->write(m_block));
        }
        SB_CHECK(file->sync());
        const std::uint64_t elapsed = m_services.clock.nowNs() - start;
        SB_TRY(path, file->readBackPath());
        auto evicted = io::evictFromPageCache(path);
        if (evicted.ok() && (evicted->fileSystem == "tmpfs" || evicted->fileSystem == "ramfs")) {
            m_result.writeReason = m_result.readReason =
                fmt::format("{} lies in memory ({}), not on a disk", m_folder, evicted->fileSystem);
            return {};
        }
        m_writes.push_back(bandwidth(elapsed));
        if (!m_result.readReason.empty()) return {};
        if (!evicted.ok() || evicted->stayed != 0) {
            m_result.readReason = evicted.ok() ? fmt::format("{} of {} pages stayed in the page cache",
                                                             evicted->stayed, evicted->pages)
                                               : evicted.error().describe();
            return {};
        }
        return readBack(path);
    }

    Result<void> readBack(const std::string& path) {
        const std::uint64_t start = m_services.clock.nowNs();
        SB_TRY(reader, io::ScratchReader::open(path, io::PageCache::Use));
        for (;;) {
            SB_CHECK(m_services.work.poll());
            SB_TRY(count, reader->read(m_block));
            if (count == 0) break;
        }
        m_reads.push_back(bandwidth(m_services.clock.nowNs() - start));
        return {};
    }

    [[nodiscard]] double bandwidth(std::uint64_t elapsedNs) const {
        return static_cast<double>(m_result.bytes) * 1e9 /
               static_cast<double>(std::max<std::uint64_t>(elapsedNs, 1));
    }

    std::string m_folder;
    const JobServices& m_services;
    Bytes m_block = Bytes(kStepBytes);
    std::vector<double> m_writes;
    std::vector<double> m_reads;
    DiskBandwidth m_result;
};

} // namespace

Result<DiskBandwidth> measureDisk(const std::string& folder, const JobServices& services,
                                  std::uint64_t bytes) {
    return DiskProbe(folder, services, bytes).run();
}

Result<std::uint64_t> timeToDisk(const std::string& folder, const Clock& clock,
                                 const std::function<Result<void>(ByteSink&)>& write) {
    SB_TRY(file, newFile(folder));
    const std::uint64_t start = clock.nowNs();
    SB_CHECK(write(*file));
    SB_CHECK(file->sync());
    return clock.nowNs() - start;
}

} // namespace spacebench::jobs
