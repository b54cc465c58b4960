// SPDX-License-Identifier: Apache-2.0
//
// The baseline of the lab: the file as it lies there, opened and decoded to framed paths.
#pragma once

#include "jobs/lab/lab_meter.h"

namespace spacebench::jobs {

/// Fills in what the file says of itself, verifies its content against `framed`, and takes one sample more.
/// Corrupt where it holds something else.
[[nodiscard]] Result<void> measureAsStored(const std::string& file, ByteView framed, const LabMeter& meter,
                                           results::LabRow& row, LabSamples& samples,
                                           const WorkContext& context);

} // namespace spacebench::jobs
