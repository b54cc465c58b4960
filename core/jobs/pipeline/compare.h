// SPDX-License-Identifier: Apache-2.0
//
// The output gate: what a run made against what it should have made. All give one sentence with the first
// difference, empty where there is none; errors are for what could not be compared.
#pragma once

#include "jobs/pipeline/plan.h"
#include "jobs/pipeline/shared_table.h"

namespace spacebench::jobs::pipeline {

/// `what` follows the position: "byte 1,204 of the decompressed paths: expected 3F, found 00"; empty = of the
/// file.
[[nodiscard]] Result<std::string> differenceOfBytes(ByteView expected, ByteView found, std::string_view what,
                                                    const WorkContext& context);

/// What two files of the plan's format hold once decompressed; for MTTS header, symbols and checksum too.
[[nodiscard]] Result<std::string> differenceOfFiles(const Plan& plan, ByteView expected, ByteView found,
                                                    const WorkContext& context);

[[nodiscard]] Result<std::string> differenceOfPaths(const space::PathSet& expected,
                                                    const space::PathSet& found, bool withValues,
                                                    const WorkContext& context);

/// Every text of `expected` must be in the table once, under a symbol that leads back to it.
[[nodiscard]] Result<std::string> differenceOfSymbols(const space::SymbolTable& expected,
                                                      const SharedTable& found, unsigned writers,
                                                      const WorkContext& context);

/// Paths, values and symbols as far as the plan's format holds them, against the plan's input.
[[nodiscard]] Result<std::string> differenceOfContent(const Plan& plan, const space::SpaceContent& found,
                                                      const WorkContext& context);

} // namespace spacebench::jobs::pipeline
