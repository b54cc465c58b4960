// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the atoms table as text for the clipboard or a file; runs in jobs.
#pragma once

#include <memory>
#include <string>

#include "base/byte_sink.h"
#include "base/work_context.h"
#include "models/atom_filter.h"
#include "space/path_index.h"

namespace spacebench::widgets {

struct AtomSlice {
    space::SpaceContent content;
    std::shared_ptr<const space::PathIndex> index;
    std::shared_ptr<const FilterRows> filter; ///< null = rows are numbers
    std::uint64_t firstRow = 0;
    std::uint64_t rowCount = 0;
};

/// Tsv: header, then number, atom, hex, length, value. Text: the atom alone, one a line.
enum class SliceForm { Tsv, Text };

[[nodiscard]] Result<void> writeSlice(const AtomSlice& slice, SliceForm form, ByteSink& out,
                                      const WorkContext& context);

} // namespace spacebench::widgets
