// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_deciding.h"

#include <algorithm>

#include "jobs/lab/lab_plan.h"

namespace spacebench::jobs {

namespace {

using results::LabRow;

bool inAll(const LabRow& row) {
    return results::hasFigures(row) && !row.compress.empty() && !row.decompress.empty();
}

bool clearlyBeats(const LabRow& a, const LabRow& b) {
    if (a.stage != kNoStage && b.stage == kNoStage) return false;
    return a.storedBytes <= b.storedBytes &&
           a.compress.medianNs.value * kNearBest < b.compress.medianNs.value &&
           a.decompress.medianNs.value * kNearBest < b.decompress.medianNs.value;
}

} // namespace

std::vector<bool> decidingRows(const results::LabRun& run) {
    std::vector<bool> deciding;
    for (const LabRow& row : run.rows) {
        const bool beaten = std::any_of(run.rows.begin(), run.rows.end(), [&](const LabRow& other) {
            return inAll(other) && clearlyBeats(other, row);
        });
        deciding.push_back(results::hasFigures(row) && (row.asStored || (inAll(row) && !beaten)));
    }
    return deciding;
}

} // namespace spacebench::jobs
