// SPDX-License-Identifier: Apache-2.0
#include "jobs/copy_time.h"

#include "base/byte_buffer.h"
#include "stats/summary.h"

namespace spacebench::jobs {

namespace {

/// The median of so many copies is the yardstick.
constexpr std::size_t kReferenceCopies = 11;

} // namespace

Result<double> copyTime(ByteView bytes, const Clock& clock) {
    ByteBuffer target;
    if (!target.resize(bytes.size())) return ByteBuffer::outOfMemory(bytes.size());
    if (bytes.empty()) return 0.0;
    std::vector<double> times;
    for (std::size_t i = 0; i <= kReferenceCopies; ++i) {
        const std::uint64_t start = clock.nowNs();
        std::memcpy(target.data(), bytes.data(), bytes.size());
        const std::uint64_t elapsed = clock.nowNs() - start;
        if (i != 0) times.push_back(static_cast<double>(elapsed)); // the first touches fresh memory
    }
    return stats::median(times);
}

} // namespace spacebench::jobs
