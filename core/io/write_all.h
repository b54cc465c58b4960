// SPDX-License-Identifier: Apache-2.0
//
// write(2) and pwrite(2) until everything is written, with the errors that people meet put into words.
// Private to io/.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::io {

/// Io with errno's words; a closed pipe is an error, never SIGPIPE.
[[nodiscard]] Result<void> writeAll(int descriptor, ByteView bytes);
/// `calls`, where given, is raised by the calls of pwrite(2) that it took.
[[nodiscard]] Result<void> writeAllAt(int descriptor, std::uint64_t offset, ByteView bytes,
                                      std::uint64_t* calls = nullptr);

} // namespace spacebench::io
