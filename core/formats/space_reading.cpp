// SPDX-License-Identifier: Apache-2.0
#include "formats/space_reading.h"

#include <fmt/format.h>

#include "space/memory_space.h"

namespace spacebench::formats {

Result<void> finishSpace(space::PathSetBuilder& builder, Opened& opened, std::string_view prefix,
                         const WorkContext& context) {
    SB_TRY(paths, builder.finish(context));
    const space::BuildNotes& notes = builder.notes();
    opened.facts.push_back({"atoms_read", "Atoms read", notes.added, Fact::Unit::Count});
    opened.facts.push_back({"duplicates", "Duplicates", notes.duplicates, Fact::Unit::Count});
    if (notes.duplicates != 0)
        opened.findings.push_back({Severity::Info, fmt::format("{}.duplicates", prefix),
                                   fmt::format("{} of {} atoms are given again; a space holds each once",
                                               notes.duplicates, notes.added)});
    opened.content.space = std::make_shared<const space::MemorySpace>(std::move(paths));
    return {};
}

void setDamage(Opened& opened, Error error, std::string id) {
    opened.findings.push_back(findingOf(error, std::move(id)));
    opened.damage = std::move(error);
}

} // namespace spacebench::formats
