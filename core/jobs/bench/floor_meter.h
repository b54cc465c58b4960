// SPDX-License-Identifier: Apache-2.0
//
// Measures the parts that floors are made of (results/floors.h), once for each input and codec: the bare
// hash, compressor and decompressor over the same bytes, with nothing of a format around them. Of inputs
// beyond 64 MiB the first 64 MiB, scaled. Outside the timed rows; a fraction of what one row takes.
#pragma once

#include <functional>
#include <map>

#include "base/clock.h"
#include "results/floors.h"
#include "space/space.h"

namespace spacebench::jobs {

/// An input in memory. Only paths and values are measured; symbol tables and multiplicities are left out, so
/// that every format does the same work.
struct BenchInputSpace {
    std::string name;
    space::SpacePtr space; ///< its pathSet() is not null

    [[nodiscard]] const space::PathSet& paths() const { return *space->pathSet(); }
};

class FloorMeter {
  public:
    /// `memcpyNs` is for all of the input's framed bytes.
    FloorMeter(std::shared_ptr<const BenchInputSpace> input, double memcpyNs, const Clock& clock,
               const WorkContext& context);

    /// Copy, hash and codec of what was stored with `codec` in `storedBytes`; what it does not use is left
    /// empty. Cancelled between two measurements at the latest.
    [[nodiscard]] Result<results::FloorParts> partsOf(const std::string& codec, std::uint64_t storedBytes);

    /// The least time of some calls of `work`: whatever disturbs a call only makes it slower.
    [[nodiscard]] static Result<double> leastTime(const std::function<Result<void>()>& work,
                                                  const Clock& clock, const WorkContext& context);

  private:
    struct CodecTimes {
        std::optional<double> encodeNs, decodeNs; ///< for all of the input
    };
    [[nodiscard]] Result<CodecTimes> timesOf(const std::string& codec);

    std::shared_ptr<const BenchInputSpace> m_input;
    double m_memcpyNs;
    const Clock& m_clock;
    WorkContext m_context; ///< without progress
    ByteView m_sample;     ///< the part of the framed bytes that is measured
    std::optional<double> m_hashNsPerByte;
    std::map<std::string, CodecTimes> m_codecs;
};

} // namespace spacebench::jobs
