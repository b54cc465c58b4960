// SPDX-License-Identifier: Apache-2.0
//
// C1: the symbol table archive straight from and to memory, or, as the guide's present code has it, through a
// temporary file that is read back.
#pragma once

#include "codecs/blake2b/implementations.h"
#include "jobs/pipeline/pipeline.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::pipeline {

/// MORK's archive of `table`; empty for an empty table.
[[nodiscard]] Result<ByteBuffer> packSymbols(const space::SymbolTable& table, bool inMemory,
                                             const std::string& folder, PipelineTrace& trace,
                                             const WorkContext& context);
/// The table of an archive.
[[nodiscard]] Result<space::SymbolTable> unpackSymbols(ByteView zip, bool inMemory, const std::string& folder,
                                                       PipelineTrace& trace, const WorkContext& context);

/// BLAKE2b by its id, "fastest" = the one that the measurement at the first hash found fastest here.
/// Unsupported where this processor cannot run it, InvalidArgument where there is none of that name.
[[nodiscard]] Result<const codecs::blake2b::Implementation*> hashNamed(const std::string& id);

} // namespace spacebench::jobs::pipeline
