// SPDX-License-Identifier: Apache-2.0
//
// Where the program keeps what outlives a run: the history, evidence, target tables, plans.
#pragma once

#include <string>

namespace spacebench::results {

/// `asked`, where it is not empty (--data-dir); else $XDG_DATA_HOME/spacebench, or
/// ~/.local/share/spacebench (XDG Base Directory Specification: relative paths are ignored). Empty where
/// there is none. Makes nothing.
[[nodiscard]] std::string dataFolder(const std::string& asked = {});

} // namespace spacebench::results
