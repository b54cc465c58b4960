// SPDX-License-Identifier: Apache-2.0
//
// A sample in a process of its own: both ends of the ring.
#include "jobs/bench/cell.h"
#include "jobs/worker/ring.h"
#include "jobs/worker/worker_process.h"

namespace spacebench::jobs {

namespace {

using worker::RecordKind;

/// More is of no use to anybody who looks on, and would only fill the ring.
constexpr std::uint64_t kProgressNs = 20'000'000;
/// Slots of the ring read before the stop token is looked at again. Not fewer than it has: after the worker's
/// reply everything that it sent comes out at once.
constexpr std::uint64_t kMostAtOnce = 4 * worker::kRingSlots;

/// What has come through the ring so far.
class Incoming {
  public:
    Incoming(worker::RingReader& ring, const std::function<void(std::uint64_t)>& onProgress)
        : m_ring(ring), m_onProgress(onProgress) {}

    /// Takes what is there. A worker that sends faster than it is read does not hold its parent.
    Result<void> drain() {
        std::optional<std::uint64_t> latest;
        for (std::uint64_t slots = kMostAtOnce;;) {
            SB_TRY(record, m_ring.next(slots));
            if (!record) break;
            if (record->kind == RecordKind::Progress) {
                latest = record->done;
                continue;
            }
            SB_CHECK(take(*record));
        }
        if (latest && m_onProgress) m_onProgress(*latest);
        return {};
    }

    /// After the worker's orderly end.
    [[nodiscard]] Result<results::RunSample> outcome() const {
        if (m_failure) return *m_failure;
        if (m_sample && m_ended) return *m_sample;
        return Error::internal("the worker ended without a sample");
    }
    [[nodiscard]] bool failed() const { return m_failure.has_value(); }

  private:
    Result<void> take(const worker::RingRecord& record) {
        if (m_ended || ((m_sample || m_failure) && record.kind != RecordKind::End))
            return Error::corrupt("the worker sent more than one outcome");
        if (record.kind == RecordKind::End) {
            m_ended = true;
            return {};
        }
        const Json json = Json::parse(record.payload, nullptr, /*allow_exceptions=*/false);
        if (!json.is_object()) return Error::corrupt("the worker sent something that is no JSON object");
        if (record.kind == RecordKind::Failure) {
            m_failure = worker::errorFromJson(json);
            return {};
        }
        SB_TRY(sample, results::runSampleFromJson(json));
        m_sample = std::move(sample);
        return {};
    }

    worker::RingReader& m_ring;
    const std::function<void(std::uint64_t)>& m_onProgress;
    std::optional<results::RunSample> m_sample;
    std::optional<Error> m_failure;
    bool m_ended = false;
};

std::string textOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

Result<Json> cellFunction(const Json& params, worker::Session&, const JobServices& services) {
    SB_TRY(ring, worker::RingWriter::open(params.at("ring").get<std::string>()));
    SB_TRY(request, cellRequestFromJson(params.at("request")));
    std::uint64_t said = 0;
    const auto progress = [&](std::uint64_t done) {
        const std::uint64_t now = services.clock.nowNs();
        if (said != 0 && now - said < kProgressNs) return;
        said = now;
        ring->progress(done);
    };
    const auto sample = measureCell(request, services, progress);
    const Json json = sample.ok() ? Json(toJson(*sample)) : errorJson(sample.error());
    SB_CHECK(ring->send(sample.ok() ? RecordKind::Sample : RecordKind::Failure, textOf(json)));
    SB_CHECK(ring->send(RecordKind::End, {}));
    return Json::object();
}

Result<results::RunSample> measureInWorker(const WorkerCell& cell, const CellRequest& request,
                                           const WorkContext& context,
                                           const std::function<void(std::uint64_t)>& onProgress) {
    SB_CHECK(context.poll());
    SB_TRY(ring, worker::RingReader::create());
    worker::WorkerProcess::Options options;
    options.program = cell.program;
    options.arguments = {worker::kArgument};
    if (cell.threads != 0) {
        options.arguments.emplace_back(worker::kThreadsArgument);
        options.arguments.push_back(std::to_string(cell.threads));
    }
    SB_TRY(process, worker::WorkerProcess::start(options));
    Incoming incoming(*ring, onProgress);
    const auto drain = [&] { return incoming.drain(); };
    const Json params{{"request", toJson(request)}, {"ring", ring->path()}};
    SB_TRY(reply, process->call("bench.cell", params, context, cell.timeoutMs, drain));
    static_cast<void>(reply);
    SB_CHECK(incoming.drain());
    if (incoming.failed()) return incoming.outcome(); // how it ends does not matter any more
    // A worker that dies on its way out was broken before, whatever it has said: memory is checked when it is
    // given back.
    SB_CHECK(process->finish(context, cell.timeoutMs));
    return incoming.outcome();
}

} // namespace spacebench::jobs
