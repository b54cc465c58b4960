// SPDX-License-Identifier: Apache-2.0
//
// Parameters of jobs that compare runs, spelled and explained alike.
#pragma once

#include "jobs/job.h"
#include "results/comparison.h"

namespace spacebench::jobs {

/// --metric, --threshold, --mix-machines, --mix-inputs.
[[nodiscard]] std::vector<ParamSpec> comparisonParams();
/// InvalidArgument where a value makes no sense.
[[nodiscard]] Result<results::ComparisonOptions> comparisonOptions(const ParamValues& values);

/// "3%", "3 %" or "0.03": 0.03. InvalidArgument for anything that is no share from 0 to 10.
[[nodiscard]] Result<double> parseShare(const std::string& text, const std::string& option);

} // namespace spacebench::jobs
