// SPDX-License-Identifier: Apache-2.0
#include "formats/space_reading.h"

#include <fmt/format.h>

namespace spacebench::formats {

Result<void> finishSpace(space::ExternalSorter& sorter, Opened& opened, std::string_view prefix) {
    SB_TRY(sorted, sorter.finish());
    const space::BuildNotes& notes = sorter.notes();
    opened.facts.push_back({"atoms_read", "Atoms read", notes.added, Fact::Unit::Count});
    opened.facts.push_back({"duplicates", "Duplicates", notes.duplicates, Fact::Unit::Count});
    if (notes.duplicates != 0)
        opened.findings.push_back({Severity::Info, fmt::format("{}.duplicates", prefix),
                                   fmt::format("{} of {} atoms are given again; a space holds each once",
                                               notes.duplicates, notes.added)});
    opened.content.space = std::move(sorted);
    opened.spill = sorter.report();
    return {};
}

void setDamage(Opened& opened, Error error, std::string id) {
    opened.findings.push_back(findingOf(error, std::move(id)));
    opened.damage = std::move(error);
}

} // namespace spacebench::formats
