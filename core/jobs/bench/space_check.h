// SPDX-License-Identifier: Apache-2.0
//
// Whether what a format read or wrote is the space that it was given: how every benchmark checks its output,
// outside of the timed part.
#pragma once

#include "formats/format.h"
#include "space/path_set.h"

namespace spacebench::jobs {

/// As all benchmarks save: what a format cannot hold is left out.
[[nodiscard]] formats::SaveOptions benchSaveOptions();

/// WrongOutput: the figures of this run are worthless.
[[nodiscard]] Error wrongOutput(const formats::Format& format, std::string_view operation);

/// Fine where both hold the same paths, and the same values where `format` holds them; else wrongOutput().
[[nodiscard]] Result<void> checkSameSpace(const space::Space& given, const space::Space& got,
                                          const formats::Format& format, std::string_view operation,
                                          const WorkContext& context);

/// What a benchmark made itself and then cannot read is no damaged file: a writer or a reader is wrong.
[[nodiscard]] Error asWrongOutput(Error error);

/// Format::open that takes no damage: Corrupt, see asWrongOutput().
[[nodiscard]] Result<formats::Opened> openSoundly(const formats::Format& format, io::SourcePtr source,
                                                  const WorkContext& context);

} // namespace spacebench::jobs
