// SPDX-License-Identifier: Apache-2.0
//
// What a plan comes to, as `spacectl plan` and `spacectl bench --dry-run` show it.
#pragma once

#include "jobs/plan/plan.h"

namespace spacebench::jobs {

/// Schema "spacebench.expansion", version 1.
[[nodiscard]] Json expansionJson(const Plan& plan, const Expansion& expansion, const Shard& shard);
[[nodiscard]] std::string expansionText(const Plan& plan, const Expansion& expansion, const Shard& shard);
[[nodiscard]] std::string estimateText(double seconds); ///< "about 3 min"

} // namespace spacebench::jobs
