// SPDX-License-Identifier: Apache-2.0
//
// The child's side of child_trials.h: functions that a worker serves (worker/functions.def).
#pragma once

#include "jobs/worker/worker.h"

namespace spacebench::jobs::techniques {

/// {"paths", "symbols" or null, "folder"}: opens the input that all trials of this child share.
[[nodiscard]] Result<Json> openInput(const Json& params, worker::Session& session,
                                     const JobServices& services);
/// {"operation", "format", "settings"} -> {"trial"}.
[[nodiscard]] Result<Json> makeTrial(const Json& params, worker::Session& session,
                                     const JobServices& services);
/// {"trial", "same_bytes"} -> {"difference", "run_ns"}.
[[nodiscard]] Result<Json> gateTrial(const Json& params, worker::Session& session,
                                     const JobServices& services);
/// {"trial"} -> counts.
[[nodiscard]] Result<Json> countTrial(const Json& params, worker::Session& session,
                                      const JobServices& services);
/// {"trial", "runs"} -> sample.
[[nodiscard]] Result<Json> sampleTrial(const Json& params, worker::Session& session,
                                       const JobServices& services);

} // namespace spacebench::jobs::techniques
