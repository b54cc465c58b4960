// SPDX-License-Identifier: Apache-2.0
//
// Cold cache: throws a file's pages out of the page cache, and looks whether they are gone. Caches below the
// page cache (the device's own, a virtual machine's host) cannot be reached.
#pragma once

#include <string>

#include "base/result.h"

namespace spacebench::io {

struct Eviction {
    std::uint64_t pages = 0;  ///< of the file
    std::uint64_t stayed = 0; ///< still resident afterwards, each of them asked for
    std::string fileSystem;   ///< "tmpfs", "overlay"; empty = no name known
};

/// Writes back what is dirty and drops the pages. Io where the file cannot be opened, Unsupported where the
/// kernel does not tell which pages are resident. Pages that somebody has mapped stay.
[[nodiscard]] Result<Eviction> evictFromPageCache(const std::string& path);

} // namespace spacebench::io
