// SPDX-License-Identifier: Apache-2.0
//
// A file of lines that several programs append to at once, such as a log of results. What is appended is on
// the disk, whole, when append() returns; where it fails, the file is as it was before.
#pragma once

#include <string>

#include "base/byte_buffer.h"
#include "base/result.h"

namespace spacebench::io {

/// Appends `lines`, which end with a line end, under an exclusive lock (flock), and syncs. Makes the file and
/// its folders. A last line that a killed program left without its end gets one first, so that it spoils
/// nothing else. Waits for the lock up to ten seconds. Errors: Io with errno's words. Any thread, any
/// process.
[[nodiscard]] Result<void> appendLines(const std::string& path, ByteView lines);

/// The whole file under a shared lock, so that nobody is in the middle of a line; empty where there is no
/// such file. LimitExceeded where it is larger than `mostBytes`.
[[nodiscard]] Result<ByteBuffer> readLines(const std::string& path, std::uint64_t mostBytes);

} // namespace spacebench::io
