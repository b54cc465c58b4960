// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/space_check.h"

#include <fmt/format.h>

#include "space/memory_space.h"
#include "space/set_algebra.h"

namespace spacebench::jobs {

namespace {

/// Same paths, and same values where `format` holds them. One pass over both arenas.
bool samePaths(const space::PathSet& a, const space::PathSet& b, const formats::Format& format) {
    if (a.size() != b.size() || !equalBytes(a.framed(), b.framed())) return false;
    if (!format.info().can(formats::HoldsValues) || (!a.hasValues() && !b.hasValues())) return true;
    for (std::uint64_t i = 0; i < a.size(); ++i)
        if (a.value(i) != b.value(i)) return false;
    return true;
}

} // namespace

Error wrongOutput(const formats::Format& format, std::string_view operation) {
    return Error::wrongOutput(
               fmt::format("{} of {} gave a different space than it was given", operation, format.info().id))
        .advise("The figures of this run are worthless; please report this with the input file");
}

Error asWrongOutput(Error error) {
    if (error.code == ErrorCode::Corrupt) error.code = ErrorCode::WrongOutput;
    return error;
}

formats::SaveOptions benchSaveOptions() {
    formats::SaveOptions options;
    options.dropWhatDoesNotFit = true; // values: said in the notes; storeSpace() refuses everything else
    return options;
}

Result<void> checkSameSpace(const space::Space& given, const space::Space& got, const formats::Format& format,
                            std::string_view operation, const WorkContext& context) {
    if (given.pathSet() != nullptr && got.pathSet() != nullptr) {
        if (!samePaths(*given.pathSet(), *got.pathSet(), format)) return wrongOutput(format, operation);
        return {};
    }
    space::CompareOptions options;
    options.compareValues = format.info().can(formats::HoldsValues);
    SB_TRY(comparison, space::compareSpaces(given, got, options, context));
    if (!comparison.equal()) return wrongOutput(format, operation);
    return {};
}

Result<formats::Opened> openSoundly(const formats::Format& format, io::SourcePtr source,
                                    const WorkContext& context) {
    SB_TRY(opened, format.open(std::move(source), {}, context));
    if (opened.damage) return std::move(*opened.damage);
    if (opened.content.space == nullptr) return wrongOutput(format, "reading");
    return opened;
}

} // namespace spacebench::jobs
