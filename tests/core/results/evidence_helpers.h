// SPDX-License-Identifier: Apache-2.0
//
// Evidence made by hand.
#pragma once

#include "results/ledger.h"

namespace spacebench::tests {

inline constexpr const char* kTestMachine = "Test processor, 2 cores, Test system";
inline constexpr const char* kTestHash = "00112233";

/// Measured, and yet to be judged.
inline results::Evidence evidenceOf(const std::string& claimId, results::Interval measured,
                                    const std::string& timeUtc = "2026-01-01T00:00:00Z") {
    results::Evidence evidence;
    evidence.claimId = claimId;
    evidence.input = "hand-made";
    evidence.inputHash = kTestHash;
    evidence.machine = kTestMachine;
    evidence.timeUtc = timeUtc;
    evidence.source = "test";
    evidence.measured = measured;
    evidence.measuredText = "by hand";
    return evidence;
}

} // namespace spacebench::tests
