// SPDX-License-Identifier: Apache-2.0
//
// The bytes of one input, immutable and contiguous: a mapping, a read copy, or memory. Only io/ opens files.
// Any thread may read. A mapped file that another program truncates does not kill us: pages that vanish read
// as zeros and `health()` turns into an Io error; jobs check it after reading and before they believe a
// result.
#pragma once

#include <memory>
#include <string>

#include "base/byte_buffer.h"
#include "base/work_context.h"

namespace spacebench::io {

enum class SourceKind { Mapped, Read, Memory };

class ByteSource {
  public:
    virtual ~ByteSource() = default;
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    [[nodiscard]] virtual ByteView bytes() const = 0;
    [[nodiscard]] virtual const std::string& name() const = 0; ///< path as given, "-" for standard input
    [[nodiscard]] virtual SourceKind kind() const = 0;
    /// Fine, or Io: the file shrank or its device failed while it was mapped.
    [[nodiscard]] virtual Result<void> health() const { return {}; }
    /// Bytes that the file takes on disk (sparse files take fewer); size() where not known.
    [[nodiscard]] virtual std::uint64_t allocatedBytes() const { return bytes().size(); }

    /// The bytes from `begin` to `end` are not wanted soon: a mapping gives back their memory and gets them
    /// from the page cache again when they are touched, so that a pass over a large file need not hold it.
    /// Bytes stay readable and the same. Any thread.
    virtual void release(std::uint64_t begin, std::uint64_t end) const {
        static_cast<void>(begin);
        static_cast<void>(end);
    }

    /// release() will be used piece by piece: a touch is to map no more than about 64 KiB around it, even
    /// where the page cache holds larger pages, whose mapping would make other reading faster.
    virtual void mapSparingly() const {}

    [[nodiscard]] std::uint64_t size() const { return bytes().size(); }
};

using SourcePtr = std::shared_ptr<const ByteSource>;

/// Maps `path` read-only, constant time. Pipes and other things that cannot be mapped are read. "-" is
/// standard input, read whole, or through a file where the context has a memory budget. Errors: Io (with
/// errno's words); LimitExceeded where a pipe delivers more than limits.contentBytes.
[[nodiscard]] Result<SourcePtr> openMapped(const std::string& path, const WorkContext& context = {});
/// Reads `path` whole into memory.
[[nodiscard]] Result<SourcePtr> openRead(const std::string& path, const WorkContext& context = {});
/// Owns `content`.
[[nodiscard]] SourcePtr fromMemory(ByteBuffer content, std::string name);
/// Copies; null where memory cannot be had.
[[nodiscard]] SourcePtr fromMemory(ByteView content, std::string name);

} // namespace spacebench::io
