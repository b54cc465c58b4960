// SPDX-License-Identifier: Apache-2.0
//
// What readers of JSON documents share.
#pragma once

#include "formats/format.h"
#include "formats/json/json_document.h"

namespace spacebench::formats::json {

/// Findings "PREFIX.cut_symbols" and "PREFIX.empty_strings".
void noteSymbols(const JsonDocument& document, std::string_view prefix, Opened& opened);

} // namespace spacebench::formats::json
