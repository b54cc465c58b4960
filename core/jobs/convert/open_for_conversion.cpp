// SPDX-License-Identifier: Apache-2.0
#include "jobs/convert/open_for_conversion.h"

#include "formats/streamed_space.h"

namespace spacebench::jobs {

namespace {

Error refuse(Error damage, const OpenedFile& file) {
    if (damage.code != ErrorCode::LimitExceeded && damage.code != ErrorCode::Io)
        damage.advice = "Nothing was written. What can be read: spacectl salvage";
    return std::move(damage).in(file.path);
}

} // namespace

Result<OpenedFile> openForConversion(OpenRequest request, Holding holding, const WorkContext& context) {
    const bool budgeted = context.limits.workingBytes != 0;
    request.streaming = holding == Holding::Nothing || budgeted;
    SB_TRY(file, openSpaceFile(request, context));
    if (file.opened.damage) return refuse(*file.opened.damage, file);
    if (holding == Holding::All && file.opened.streamed != nullptr) {
        if (auto sorted = formats::sortStreamed(file.opened, context); !sorted.ok()) {
            if (auto damage = damageMet(file)) return std::move(*damage);
            return std::move(sorted).error().in(file.path);
        }
    }
    return file;
}

std::optional<Error> damageMet(const OpenedFile& input) {
    if (input.opened.streamed == nullptr) return std::nullopt;
    auto damage = input.opened.streamed->damage();
    if (!damage) return std::nullopt;
    return refuse(std::move(*damage), input);
}

bool mustBeHeld(const OpenedFile& input) {
    return input.opened.streamed != nullptr && input.opened.streamed->unordered();
}

Findings findingsOf(const OpenedFile& input) {
    Findings findings = input.opened.findings;
    if (input.opened.streamed != nullptr) {
        const Findings met = input.opened.streamed->findings();
        findings.insert(findings.end(), met.begin(), met.end());
    }
    return findings;
}

} // namespace spacebench::jobs
