// SPDX-License-Identifier: Apache-2.0
//
// R2 and R3: how much of the processors serializing takes, and how much of the disk's bandwidth.
#pragma once

#include "jobs/claims/claims.h"

namespace spacebench::jobs::claims {

/// R2: processor time over wall time and cores, of serializing Paths (zlib, on all threads) to nowhere. Not
/// testable on one core.
///
/// R3: the time of writing the bytes of a Binary file and syncing them, over the time of serializing the same
/// Binary straight to a file and syncing; in pairs one after the other, in random order. Files have no name
/// and are gone afterwards. Not testable where files lie in memory (tmpfs).
///
/// Inputs too small for either are Insufficient. `folder` empty = the folder for temporary files.
[[nodiscard]] Result<std::vector<results::Evidence>>
measureResources(const ClaimsRequest& request, const std::string& inputHash, const JobServices& services);

} // namespace spacebench::jobs::claims
