// SPDX-License-Identifier: Apache-2.0
//
// Plans that options describe or change. What is measured is stored with its plan, and a gate reads that plan
// again: so nothing may be measured that the reader of plans would refuse.
#pragma once

#include "jobs/job.h"
#include "jobs/plan/plan.h"

namespace spacebench::jobs {

/// `plan`, built with the help of `values`, passes all checks of a plan file. Errors are the reader's, with
/// the option in place of the line where one of `values` is to blame. Files and programs are none of its
/// business: expand() and the options themselves look after those.
[[nodiscard]] Result<void> checkPlanOfOptions(const Plan& plan, const ParamValues& values,
                                              const WorkContext& context);

} // namespace spacebench::jobs
