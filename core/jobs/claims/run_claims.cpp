// SPDX-License-Identifier: Apache-2.0
//
// "Measure all" with what really measures.
#include "jobs/claims/measure_claims.h"
#include "jobs/claims/resources.h"
#include "measure/environment.h"

namespace spacebench::jobs {

Result<results::Ledger> measureClaims(const ClaimsRequest& request, const JobServices& services,
                                      const std::function<void(const results::Ledger&)>& onUpdate) {
    claims::Runners runners;
    runners.bench = [](const PlanRequest& bench, const JobServices& with) { return runPlan(bench, with); };
    runners.lab = [](const LabRequest& lab, const JobServices& with) { return runLab(lab, with); };
    runners.techniques = [](const TechniqueRequest& techniques, const JobServices& with) {
        return runTechniques(techniques, with);
    };
    runners.resources = claims::measureResources;
    const std::string machine = results::machineOf(measure::environmentStamp());
    return claims::measureClaimsWith(runners, request, machine, services, onUpdate);
}

} // namespace spacebench::jobs
