// SPDX-License-Identifier: Apache-2.0
//
// Times a LabCase and keeps the samples of its row. In memory and through a file are kept apart: a file's
// writing time is that of the compression that was just timed, and of checksum, writing, syncing and renaming
// behind it.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "jobs/lab/lab_case.h"

namespace spacebench::jobs {

/// A sample is the mean of as many runs as take this long; the clock's own cost vanishes in it.
inline constexpr std::uint64_t kLabSampleNs = 2'000'000;
inline constexpr std::uint64_t kMostRunsPerLabSample = 1000;
/// Rows that take longer have no warm-up: the run whose memory is counted is their first sample. Counting
/// costs some nanoseconds an allocation, of which a block takes a handful.
inline constexpr double kSlowSeconds = 0.5;

struct LabSamples {
    std::vector<std::uint64_t> compressNs; ///< in run order, as the others
    std::vector<std::uint64_t> decompressNs;
    std::vector<std::uint64_t> writeNs;
    std::vector<std::uint64_t> readNs;
    double compressCpuNs = 0; ///< of all samples together
    double compressWallNs = 0;
    double decompressCpuNs = 0;
    double decompressWallNs = 0;
    /// Of one more sample, without verification.
    [[nodiscard]] double secondsOfOne() const;
    [[nodiscard]] std::size_t count() const { return compressNs.size(); }
};

/// A name in the folder for temporary files, or `folder`; the file is removed with this object.
class LabFile {
  public:
    [[nodiscard]] static Result<std::unique_ptr<LabFile>> reserve(const std::string& folder);
    LabFile() = default;
    LabFile(const LabFile&) = delete;
    LabFile& operator=(const LabFile&) = delete;
    ~LabFile();
    [[nodiscard]] const std::string& path() const { return m_path; }

  private:
    std::string m_path;
};

class LabMeter {
  public:
    LabMeter(const Clock& clock, const WorkContext& context) : m_clock(clock), m_context(context) {}

    /// Null = nothing through a file.
    void useFile(const LabFile* file) { m_file = file; }

    /// The first run of a row: counts memory, verifies, and takes the first sample. Corrupt where the output
    /// is wrong.
    [[nodiscard]] Result<void> first(LabCase& one, results::LabRow& row, LabSamples& samples,
                                     bool slow) const;
    /// One more sample of everything. Rows that are not slow have a warm-up.
    [[nodiscard]] Result<void> again(LabCase& one, LabSamples& samples, bool slow) const;

    struct Timed {
        std::uint64_t ns = 0; ///< of one run
        double cpuNs = 0;
        double wallNs = 0; ///< of all runs of the sample
    };
    using Work = std::function<Result<void>()>;
    [[nodiscard]] Result<Timed> once(const Work& work) const;
    /// The mean of several runs where one is short.
    [[nodiscard]] Result<Timed> sample(const Work& work) const;

  private:
    [[nodiscard]] Result<void> takeRest(LabCase& one, LabSamples& samples) const;

    const Clock& m_clock;
    const WorkContext& m_context;
    const LabFile* m_file = nullptr;
};

/// What `samples` say, into `row`. `final`: with bootstrap intervals, which take milliseconds; else the range
/// of the samples stands for them.
void fillFigures(results::LabRow& row, const LabSamples& samples, bool final);
/// The row says nothing but what `error`, which is not Cancelled, means for it: wrong output is Rejected,
/// what cannot be done here Unavailable, all else Failed.
void refuseRow(results::LabRow& row, const Error& error);
/// The row says nothing but why.
void refuseRow(results::LabRow& row, results::MeasureState state, std::string reason);

} // namespace spacebench::jobs
