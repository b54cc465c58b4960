// SPDX-License-Identifier: Apache-2.0
//
// One sample of one row, as a fresh worker process takes it: prepare, warm up, time a batch of iterations,
// count in a further one, check the output. The parent prepares what all samples share (shared_inputs.h) in
// files without names.
#pragma once

#include <functional>

#include "base/clock.h"
#include "jobs/job.h"
#include "jobs/plan/plan.h"
#include "jobs/worker/worker.h"

namespace spacebench::jobs {

/// Files that a worker maps: "/proc/PARENT/fd/N", read-only by agreement.
struct CellFiles {
    std::string framed; ///< the raw framed paths: [u32 length][bytes], sorted
    std::string values; ///< u64 little-endian a path; empty = none
    std::string stored; ///< what `format` makes of them with `codec`; empty for compress
    std::string
        storedHash; ///< BLAKE2b-256 of `stored`, hex; what serialize is compared with where `stored` is empty
    std::string folder; ///< where a worker may make files
};

struct CellRequest {
    results::Operation operation = results::Operation::Serialize;
    std::string formatId;
    std::string codec = "default";
    std::optional<tuning::PipelineSettings> settings;
    Medium medium = Medium::Memory;
    CacheState cache = CacheState::Warm;
    CellFiles files;
    std::uint64_t warmUp = 1;
    std::uint64_t minSampleNs = 10'000'000;
    /// 0 = find out how many iterations take minSampleNs; else exactly this many: later samples of a row use
    /// what the first one found, so that all are alike, or more where that was too few after all.
    std::uint64_t iterations = 0;
    std::vector<unsigned> processors; ///< to run on; empty = as they are
    double injectedDelay = 0;
    bool count = true; ///< take the counted iteration as well
};
[[nodiscard]] Json toJson(const CellRequest& request);
[[nodiscard]] Result<CellRequest> cellRequestFromJson(const Json& json);

/// Of a sample: iterations are batched to minSampleNs, but not beyond that many.
inline constexpr std::uint64_t kMostIterations = 100'000;

/// Takes the sample in this process, on this thread (a Timed job). What can be had in memory is prepared
/// before anything is timed. WrongOutput or Corrupt where the output is wrong: then there is no figure.
/// `onIteration` is called before each iteration, outside the timed part: progress.
[[nodiscard]] Result<results::RunSample>
measureCell(const CellRequest& request, const JobServices& services,
            const std::function<void(std::uint64_t done)>& onIteration);

/// The worker's function "bench.cell": params {"request": CellRequest, "ring": "/proc/PARENT/fd/N"}. Sample,
/// progress and failure go into the ring (worker/ring.h); the reply is {} once they are there.
[[nodiscard]] Result<Json> cellFunction(const Json& params, worker::Session& session,
                                        const JobServices& services);

/// The parent's side: starts a fresh worker of `program` (empty = this one) with `threads` threads (0 = all),
/// takes one sample in it, and ends it. A worker that dies, hangs beyond `timeoutMs` or says nonsense is an
/// error with its signal and last words. `onProgress` on the calling thread, some 20 times a second.
struct WorkerCell {
    std::string program;
    unsigned threads = 0;
    std::uint64_t timeoutMs = 0; ///< 0 = none
};
[[nodiscard]] Result<results::RunSample>
measureInWorker(const WorkerCell& worker, const CellRequest& request, const WorkContext& context,
                const std::function<void(std::uint64_t iterations)>& onProgress);

} // namespace spacebench::jobs
