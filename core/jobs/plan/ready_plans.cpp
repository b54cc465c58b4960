// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/ready_plans.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/json_document.h"
#include "io/byte_source.h"
#include "jobs/plan/plan.h"

namespace spacebench::jobs {

const std::vector<Plan>& readyPlans() {
    static const std::vector<Plan> kPlans = [] {
        std::vector<Plan> plans;
        for (const ReadyPlanText& ready : readyPlanTexts())
            if (auto plan = planFromText(ready.text, std::string(ready.file)); plan.ok())
                plans.push_back(std::move(*plan)); // a test proves that all of them are sound
        return plans;
    }();
    return kPlans;
}

const Plan* findReadyPlan(std::string_view name) {
    const std::vector<Plan>& plans = readyPlans();
    const auto found =
        std::find_if(plans.begin(), plans.end(), [&](const Plan& plan) { return plan.name == name; });
    return found == plans.end() ? nullptr : &*found;
}

Result<Plan> loadPlan(const std::string& nameOrFile, const WorkContext& context) {
    if (const Plan* ready = findReadyPlan(nameOrFile)) return *ready;
    std::error_code ignored; // what cannot be looked at is not there
    if (nameOrFile != "-" && !std::filesystem::exists(nameOrFile, ignored)) {
        std::vector<std::string_view> names;
        for (const Plan& plan : readyPlans()) names.emplace_back(plan.name);
        const std::string_view nearest = nearestOf(nameOrFile, names);
        Error error = Error::invalid(fmt::format("there is neither a ready plan nor a file '{}'", nameOrFile))
                          .expect(joined(names) + ", or a file");
        if (!nearest.empty()) error.advice = fmt::format("Did you mean '{}'?", nearest);
        return error;
    }
    SB_TRY(source, io::openMapped(nameOrFile));
    auto plan = planFromText(asText(source->bytes()), nameOrFile, context);
    SB_CHECK(source->health());
    return plan;
}

Result<Plan> withFiles(Plan plan, const std::vector<std::string>& files) {
    if (files.empty()) return plan;
    plan.inputs.clear();
    for (const std::string& file : files) {
        std::error_code problem;
        if (!std::filesystem::exists(file, problem))
            return Error::system("this file is not there", problem ? problem.value() : ENOENT).in(file);
        if (std::filesystem::is_directory(file, problem))
            return Error::invalid("a plan measures with files").got("a folder").in(file);
        PlanInput input;
        input.file = std::filesystem::absolute(file, problem).lexically_normal().string();
        if (problem) return Error::system("this file has no full name", problem.value()).in(file);
        plan.inputs.push_back(std::move(input));
    }
    return plan;
}

} // namespace spacebench::jobs
