// SPDX-License-Identifier: Apache-2.0
//
// The yardstick of all timed jobs: how long memcpy takes for the same raw bytes in the same run.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace spacebench::jobs {

/// Median time in nanoseconds of copying `bytes` into memory that was touched before; 0 for none.
/// LimitExceeded where that memory cannot be had.
[[nodiscard]] Result<double> copyTime(ByteView bytes, const Clock& clock);

} // namespace spacebench::jobs
