// SPDX-License-Identifier: Apache-2.0
//
// A run: sorted unique paths in a spill file. Each path is written as the number of bytes that it shares with
// the one before it, the number of bytes that follow, where the run has values its value (three varints), and
// the bytes that follow. Sharing takes about half of the bytes off real spaces, and what is stored as shared
// need not be compared again when runs are merged.
#pragma once

#include <optional>

#include "base/varint.h"
#include "base/work_context.h"
#include "io/spill_file.h"

namespace spacebench::space {

struct PathRun {
    std::uint64_t begin = 0; ///< in the spill file
    std::uint64_t end = 0;
    std::uint64_t paths = 0;
    std::uint64_t pathBytes = 0;
    std::uint64_t nonZeroValues = 0;
    std::uint64_t longestPath = 0;
    bool valued = false; ///< records have a value field
};

/// Appends one run to a file. Not thread-safe; one writer a file at a time.
class RunWriter {
  public:
    RunWriter(io::SpillFile& file, bool valued);

    /// Ascending, each once. `shared` is commonPrefix(previous path, path), 0 for the first one.
    [[nodiscard]] Result<void> add(ByteView path, std::uint64_t value, std::size_t shared);
    [[nodiscard]] Result<PathRun> finish();

  private:
    [[nodiscard]] Result<void> flush();

    io::SpillFile& m_file;
    ByteBuffer m_block;
    PathRun m_run;
};

/// Reads one run from its front. Not thread-safe, but any number may read one file. Memory: the buffer and
/// the longest path.
class RunReader {
  public:
    /// Errors of memory come with the first next().
    RunReader(std::shared_ptr<const io::SpillFile> file, const PathRun& run, std::size_t bufferBytes);

    /// To the next path; false at the end or where error() says why.
    [[nodiscard]] bool next();
    [[nodiscard]] ByteView path() const { return {m_path.data(), m_size}; }
    [[nodiscard]] std::uint64_t value() const { return m_value; }
    /// Bytes that path() shares with the path before it.
    [[nodiscard]] std::size_t shared() const { return m_shared; }
    [[nodiscard]] const Error* error() const { return m_error ? &*m_error : nullptr; }

  private:
    /// At least `wanted` unread bytes in the buffer, as far as the run has them.
    bool refill(std::size_t wanted);
    bool readHead(std::size_t& rest);
    bool fail(Error error);

    std::shared_ptr<const io::SpillFile> m_file;
    PathRun m_run;
    std::size_t m_bufferBytes;
    std::uint64_t m_at;   ///< in the file: what is read into the buffer next
    std::uint64_t m_left; ///< paths
    ByteBuffer m_buffer;  ///< its size is the room
    std::size_t m_begin = 0;
    std::size_t m_end = 0; ///< unread bytes of m_buffer
    ByteBuffer m_path;     ///< its size is the room
    std::size_t m_size = 0;
    std::size_t m_shared = 0;
    std::uint64_t m_value = 0;
    std::optional<Error> m_error;
};

} // namespace spacebench::space
