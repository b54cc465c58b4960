// SPDX-License-Identifier: Apache-2.0
//
// The input of a conversion: read as it is written where the file allows that, held in memory otherwise.
#pragma once

#include "jobs/open/open_file.h"

namespace spacebench::jobs {

enum class Holding {
    Nothing, ///< the file is read anew for each pass; what cannot be is held all the same
    All ///< one pass into memory, or with a memory budget through a file, in order: what unordered paths need
};

/// Opens what `request` names, sound as far as opening tells: damage is an error that says what to do.
[[nodiscard]] Result<OpenedFile> openForConversion(OpenRequest request, Holding holding,
                                                   const WorkContext& context);

/// Why a pass over `input` failed, where that is the input's own fault, in the words of opening it.
[[nodiscard]] std::optional<Error> damageMet(const OpenedFile& input);
/// A pass met paths that are not in order: only Holding::All can go on.
[[nodiscard]] bool mustBeHeld(const OpenedFile& input);
/// What opening told and what the passes found.
[[nodiscard]] Findings findingsOf(const OpenedFile& input);

} // namespace spacebench::jobs
