// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/plan_inputs.h"

#include "jobs/open/open_file.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

const BenchSpace* findSpace(const PlanInput& input, const std::vector<BenchSpace>& spaces) {
    for (const BenchSpace& one : spaces)
        if (!input.space.empty() && one.name == input.space) return &one;
    return nullptr;
}

} // namespace

Result<space::SpacePtr> openInput(const PlanInput& input, const std::vector<BenchSpace>& spaces,
                                  const WorkContext& context) {
    if (!input.file.empty()) {
        context.begin("Reading", ProgressUnit::Bytes);
        OpenRequest request;
        request.path = input.file;
        request.lookBeside = false; // symbol tables are not measured
        SB_TRY(file, openSpaceFile(request, context));
        if (file.opened.damage) return Error(*file.opened.damage).in(input.file);
        if (file.opened.content.space == nullptr)
            return Error::invalid("this file holds no paths, there is nothing to measure").in(input.file);
        SB_CHECK(refuseEndless(file.opened.content, context));
        return file.opened.content.space;
    }
    if (!input.space.empty()) {
        const BenchSpace* const found = findSpace(input, spaces);
        if (found == nullptr) return Error::invalid("there is no open space of that name").got(input.space);
        if (found->content.space == nullptr)
            return Error::invalid("this file holds no paths, there is nothing to measure").in(input.space);
        return found->content.space;
    }
    context.begin("Generating", ProgressUnit::Paths, input.generated.atoms);
    SB_TRY(paths, space::generate(input.generated, context));
    return space::SpacePtr(std::make_shared<space::MemorySpace>(std::move(paths)));
}

std::optional<std::uint64_t> atomsOf(const PlanInput& input, const std::vector<BenchSpace>& spaces) {
    const BenchSpace* const found = findSpace(input, spaces);
    if (found == nullptr || found->content.space == nullptr) return std::nullopt;
    return found->content.space->knownCount();
}

} // namespace spacebench::jobs
