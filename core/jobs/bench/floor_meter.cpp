// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/floor_meter.h"

#include "codecs/blake2b.h"
#include "codecs/codec.h"

namespace spacebench::jobs {

namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 20;
constexpr int kLeastCalls = 5;
constexpr int kMostCalls = 1000;
constexpr std::uint64_t kEnoughNs = 2'000'000; ///< of calls that are quick, many: the first run cold
constexpr std::uint64_t kMostNs = 300'000'000; ///< of calls that are slow, fewer

} // namespace

FloorMeter::FloorMeter(std::shared_ptr<const BenchInputSpace> input, double memcpyNs, const Clock& clock,
                       const WorkContext& context)
    : m_input(std::move(input)), m_memcpyNs(memcpyNs), m_clock(clock), m_context(context) {
    m_context.progress = nullptr;
    const ByteView framed = m_input->paths().framed();
    m_sample = framed.first(std::min(framed.size(), kSampleBytes));
}

Result<double> FloorMeter::leastTime(const std::function<Result<void>()>& work, const Clock& clock,
                                     const WorkContext& context) {
    std::uint64_t least = UINT64_MAX;
    std::uint64_t spent = 0;
    for (int call = 0; call < kMostCalls; ++call) {
        if (call != 0 && spent >= (call < kLeastCalls ? kMostNs : kEnoughNs)) break;
        SB_CHECK(context.poll());
        const std::uint64_t start = clock.nowNs();
        SB_CHECK(work());
        const std::uint64_t elapsed = clock.nowNs() - start;
        least = std::min(least, elapsed);
        spent += elapsed;
    }
    return static_cast<double>(least);
}

Result<FloorMeter::CodecTimes> FloorMeter::timesOf(const std::string& codec) {
    if (const auto known = m_codecs.find(codec); known != m_codecs.end()) return known->second;
    CodecTimes times;
    const auto choice = codecs::parseCodec(codec); // a name that is none of ours: nothing is measured
    if (choice.ok() && !m_sample.empty()) {
        const double whole = static_cast<double>(m_input->paths().framed().size());
        const double scale = whole / static_cast<double>(m_sample.size());
        MemorySink encoded;
        SB_TRY(encodeNs, leastTime(
                             [&] {
                                 encoded.clear();
                                 return codecs::compress(*choice, m_sample, encoded, m_context);
                             },
                             m_clock, m_context));
        ByteBuffer raw;
        SB_TRY(decodeNs, leastTime(
                             [&] {
                                 raw.clear();
                                 std::uint64_t consumed = 0;
                                 return codecs::decompress(*choice->codec, encoded.view(), raw, consumed,
                                                           m_context);
                             },
                             m_clock, m_context));
        times.encodeNs = encodeNs * scale;
        times.decodeNs = decodeNs * scale;
    }
    m_codecs[codec] = times;
    return times;
}

Result<results::FloorParts> FloorMeter::partsOf(const std::string& codec, std::uint64_t storedBytes) {
    results::FloorParts parts;
    parts.copyNs = m_memcpyNs;
    if (!m_hashNsPerByte && !m_sample.empty()) {
        SB_TRY(hashNs, leastTime(
                           [&]() -> Result<void> {
                               codecs::Blake2b hash(32);
                               hash.update(m_sample);
                               const auto digest = hash.finish();
                               asm volatile("" : : "r"(digest.data()) : "memory"); // it counts as used
                               return {};
                           },
                           m_clock, m_context));
        m_hashNsPerByte = hashNs / static_cast<double>(m_sample.size());
    }
    if (m_hashNsPerByte) parts.hashNs = *m_hashNsPerByte * static_cast<double>(storedBytes);
    if (codec != "none") {
        SB_TRY(times, timesOf(codec));
        parts.encodeNs = times.encodeNs;
        parts.decodeNs = times.decodeNs;
    }
    return parts;
}

} // namespace spacebench::jobs
