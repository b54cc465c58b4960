// SPDX-License-Identifier: Apache-2.0
//
// Which processors this process may use, and which of them are cores of their own: a core with hyper-threads
// shows as several processors that share its units. Reads /sys.
#pragma once

#include <string>
#include <vector>

namespace spacebench::measure {

/// Numbers of the processors that the calling thread may run on, ascending; never empty.
[[nodiscard]] std::vector<unsigned> usableProcessors();

/// One of `processors` for each physical core that they are on, ascending. What /sys does not tell apart
/// counts as a core of its own. `systemRoot` is put before /sys: tests bring their own machines.
[[nodiscard]] std::vector<unsigned> onePerCore(const std::vector<unsigned>& processors,
                                               const std::string& systemRoot = {});

} // namespace spacebench::measure
