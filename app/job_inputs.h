// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a job dialog starts with, beyond the files that are open: where the result would go.
#pragma once

#include <QString>

#include "jobs/job.h"

namespace spacebench::app {

/// Where a result made from `input` would go: beside it, under a name that is still free. Never `input`
/// itself.
[[nodiscard]] QString proposedOutput(const QString& input, const QString& stemSuffix,
                                     const QString& extension);

/// Fills in the output of jobs that have an input and an output, where the input is known.
void proposeOutput(const jobs::JobDescriptor& job, jobs::ParamValues& values);

} // namespace spacebench::app
