// SPDX-License-Identifier: Apache-2.0
//
// Files for measuring how bytes are written and read: without a name, so that they are gone whatever happens,
// written and read by exactly the system calls that were asked for, each of them counted, with or without the
// page cache (O_DIRECT). Nothing is synced. One thread uses an object at a time.
#pragma once

#include <memory>
#include <string>

#include "base/byte_sink.h"

namespace spacebench::io {

enum class PageCache {
    Use,
    Bypass ///< O_DIRECT: memory, offsets and sizes in blocks of kDirectBlockBytes
};
/// A multiple of what devices and filesystems ask for (mostly 512).
inline constexpr std::size_t kDirectBlockBytes = 4096;

struct FileCalls {
    std::uint64_t writes = 0;
    std::uint64_t reads = 0;
    std::uint64_t directBytes = 0; ///< that went past the page cache, padding included
};

class ScratchFile {
  public:
    /// Io where no file can be made in `folder`; Unsupported where its filesystem refuses O_DIRECT.
    [[nodiscard]] static Result<std::shared_ptr<ScratchFile>> create(const std::string& folder,
                                                                     PageCache cache = PageCache::Use);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    /// A name under which this process can open the file as long as this object lives.
    [[nodiscard]] std::string path() const;
    /// The same for other processes of this user.
    [[nodiscard]] std::string pathForOthers() const;
    /// As it is now.
    [[nodiscard]] std::uint64_t size() const;

  private:
    friend class ScratchWriter;
    explicit ScratchFile(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

/// Memory on block boundaries, its size rounded up to whole blocks; not initialised.
class AlignedBuffer {
  public:
    AlignedBuffer() = default;
    /// LimitExceeded where memory cannot be had.
    [[nodiscard]] static Result<AlignedBuffer> create(std::size_t bytes);
    [[nodiscard]] Byte* data() { return m_data.get(); }
    [[nodiscard]] const Byte* data() const { return m_data.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }

  private:
    struct Free {
        void operator()(Byte* memory) const { std::free(memory); }
    };
    std::unique_ptr<Byte[], Free> m_data;
    std::size_t m_size = 0;
};

/// Writes a scratch file from its start.
class ScratchWriter final : public ByteSink {
  public:
    struct Options {
        /// Collected before they are written; what is larger goes straight to the file. 0 = one system call a
        /// write(). With PageCache::Bypass rounded up to whole blocks, all goes through it, and 0 is not
        /// possible: kDirectBufferBytes.
        std::size_t bufferBytes = 0;
        PageCache cache = PageCache::Use;
    };
    static constexpr std::size_t kDirectBufferBytes = std::size_t{256} << 10;

    [[nodiscard]] static Result<std::unique_ptr<ScratchWriter>> create(const std::string& folder,
                                                                       Options options);

    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_flushed + m_filled; }
    bool canPatch() const override { return m_cache == PageCache::Use; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;
    /// Writes what is buffered. The last part of a block goes past the page cache too: as a whole block that
    /// is cut off afterwards. Nothing may be written after it.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] const FileCalls& calls() const { return m_calls; }
    [[nodiscard]] const std::shared_ptr<ScratchFile>& file() const { return m_file; }

  private:
    ScratchWriter(std::shared_ptr<ScratchFile> file, PageCache cache)
        : m_file(std::move(file)), m_cache(cache) {}
    Result<void> writeThrough(ByteView bytes);
    Result<void> flush();

    std::shared_ptr<ScratchFile> m_file;
    PageCache m_cache;
    AlignedBuffer m_buffer;
    std::size_t m_capacity = 0;
    std::size_t m_filled = 0;
    std::uint64_t m_flushed = 0;
    FileCalls m_calls;
};

/// Reads a file from its start to its end.
class ScratchReader {
  public:
    [[nodiscard]] static Result<std::unique_ptr<ScratchReader>> open(const std::string& path,
                                                                     PageCache cache);
    ~ScratchReader();
    ScratchReader(const ScratchReader&) = delete;
    ScratchReader& operator=(const ScratchReader&) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; } ///< when it was opened
    /// One system call for the next bytes; 0 = the end. With PageCache::Bypass `out` is whole blocks of
    /// aligned memory. A file that has become shorter is an Io error.
    [[nodiscard]] Result<std::size_t> read(std::span<Byte> out);
    [[nodiscard]] const FileCalls& calls() const { return m_calls; }

  private:
    ScratchReader(int descriptor, std::uint64_t size, PageCache cache)
        : m_descriptor(descriptor), m_size(size), m_cache(cache) {}

    int m_descriptor;
    std::uint64_t m_size;
    PageCache m_cache;
    std::uint64_t m_position = 0;
    FileCalls m_calls;
};

struct DirectIo {
    bool possible = false; ///< bytes written that way are really not in the page cache
    std::string note;      ///< why not: "tmpfs has no page cache to bypass"; empty where possible
};
/// Finds out by trying: writes one block to a scratch file.
[[nodiscard]] DirectIo directIoIn(const std::string& folder);

} // namespace spacebench::io
