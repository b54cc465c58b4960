// SPDX-License-Identifier: Apache-2.0
#include "io/scratch_file.h"

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "io/file_descriptor.h"
#include "io/write_all.h"

namespace spacebench::io {

namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr std::size_t kLargestRead = 0x7FFFF000; ///< Linux reads at most this many bytes a call (read(2))

/// -1 and errno where it cannot be had.
int openUnnamed(const std::string& folder, int flags) {
    const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | flags, kOwnerOnly);
    // Not every filesystem has unnamed files; EINVAL may be said of O_DIRECT too.
    if (unnamed >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return unnamed;
    std::string pattern = folder + "/.spacebench-XXXXXX";
    const int named = mkostemp(pattern.data(), O_CLOEXEC | flags);
    if (named >= 0) unlink(pattern.c_str());
    return named;
}

std::size_t wholeBlocks(std::size_t bytes) {
    return (bytes + kDirectBlockBytes - 1) / kDirectBlockBytes * kDirectBlockBytes;
}

Error noDirectIo(const std::string& folder) {
    return Error::unsupported("the filesystem refuses direct I/O (O_DIRECT)").in(folder);
}

} // namespace

Result<std::shared_ptr<ScratchFile>> ScratchFile::create(const std::string& folder, PageCache cache) {
    const int descriptor = openUnnamed(folder, cache == PageCache::Bypass ? O_DIRECT : 0);
    if (descriptor >= 0) return std::shared_ptr<ScratchFile>(new ScratchFile(descriptor));
    if (cache == PageCache::Bypass && errno == EINVAL) return noDirectIo(folder);
    return Error::system("no temporary file can be made in this folder", errno)
        .in(folder)
        .advise("Name a folder that you may write to");
}

ScratchFile::~ScratchFile() {
    ::close(m_descriptor);
}

std::string ScratchFile::pathForOthers() const {
    return fmt::format("/proc/{}/fd/{}", ::getpid(), m_descriptor);
}

std::string ScratchFile::path() const {
    return fmt::format("/proc/self/fd/{}", m_descriptor);
}

std::uint64_t ScratchFile::size() const {
    struct stat status {};
    return fstat(m_descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Result<AlignedBuffer> AlignedBuffer::create(std::size_t bytes) {
    AlignedBuffer buffer;
    buffer.m_size = wholeBlocks(std::max<std::size_t>(bytes, 1));
    buffer.m_data.reset(static_cast<Byte*>(std::aligned_alloc(kDirectBlockBytes, buffer.m_size)));
    if (buffer.m_data == nullptr) return ByteBuffer::outOfMemory(bytes);
    return buffer;
}

Result<std::unique_ptr<ScratchWriter>> ScratchWriter::create(const std::string& folder, Options options) {
    SB_TRY(file, ScratchFile::create(folder, options.cache));
    std::unique_ptr<ScratchWriter> writer(new ScratchWriter(std::move(file), options.cache));
    std::size_t buffer = options.bufferBytes;
    if (options.cache == PageCache::Bypass) buffer = wholeBlocks(buffer == 0 ? kDirectBufferBytes : buffer);
    if (buffer != 0) {
        SB_TRY(memory, AlignedBuffer::create(buffer));
        writer->m_buffer = std::move(memory);
        writer->m_capacity = buffer;
    }
    return writer;
}

Result<void> ScratchWriter::writeThrough(ByteView bytes) {
    SB_CHECK(writeAllAt(m_file->m_descriptor, m_flushed, bytes, &m_calls.writes));
    m_flushed += bytes.size();
    if (m_cache == PageCache::Bypass) m_calls.directBytes += bytes.size();
    return {};
}

Result<void> ScratchWriter::flush() {
    const std::size_t filled = std::exchange(m_filled, 0);
    if (filled == 0) return {};
    return writeThrough({m_buffer.data(), filled});
}

Result<void> ScratchWriter::write(ByteView bytes) {
    if (m_capacity == 0) return bytes.empty() ? Result<void>() : writeThrough(bytes);
    if (m_cache == PageCache::Use && m_filled + bytes.size() > m_capacity) {
        SB_CHECK(flush());
        if (bytes.size() >= m_capacity) return writeThrough(bytes);
    }
    while (!bytes.empty()) {
        const std::size_t count = std::min(bytes.size(), m_capacity - m_filled);
        std::memcpy(m_buffer.data() + m_filled, bytes.data(), count);
        m_filled += count;
        bytes = bytes.subspan(count);
        if (m_filled == m_capacity) SB_CHECK(flush());
    }
    return {};
}

Result<void> ScratchWriter::patch(std::uint64_t offset, ByteView bytes) {
    if (!canPatch()) return Error::unsupported("direct output cannot be patched");
    if (offset < m_flushed) {
        const std::size_t count = std::min<std::uint64_t>(bytes.size(), m_flushed - offset);
        SB_CHECK(writeAllAt(m_file->m_descriptor, offset, bytes.first(count), &m_calls.writes));
        offset += count;
        bytes = bytes.subspan(count);
    }
    if (!bytes.empty()) std::memcpy(m_buffer.data() + (offset - m_flushed), bytes.data(), bytes.size());
    return {};
}

Result<void> ScratchWriter::finish() {
    if (m_cache == PageCache::Use) return flush();
    const std::uint64_t end = position();
    const std::size_t padded = wholeBlocks(m_filled);
    std::memset(m_buffer.data() + m_filled, 0, padded - m_filled);
    m_filled = padded;
    SB_CHECK(flush());
    if (m_flushed != end && ftruncate(m_file->m_descriptor, static_cast<off_t>(end)) != 0)
        return Error::system("the output cannot be cut to its length", errno);
    m_flushed = end;
    return {};
}

Result<std::unique_ptr<ScratchReader>> ScratchReader::open(const std::string& path, PageCache cache) {
    const int flags = O_RDONLY | O_CLOEXEC | (cache == PageCache::Bypass ? O_DIRECT : 0);
    const int descriptor = ::open(path.c_str(), flags);
    if (descriptor < 0) {
        if (cache == PageCache::Bypass && errno == EINVAL) return noDirectIo(path);
        return Error::system("the file cannot be opened", errno).in(path);
    }
    struct stat status {};
    std::unique_ptr<ScratchReader> reader(new ScratchReader(descriptor, 0, cache));
    if (fstat(descriptor, &status) != 0) return Error::system("the file cannot be opened", errno).in(path);
    reader->m_size = static_cast<std::uint64_t>(status.st_size);
    return reader;
}

ScratchReader::~ScratchReader() {
    ::close(m_descriptor);
}

Result<std::size_t> ScratchReader::read(std::span<Byte> out) {
    // Behind a last block that is not whole, direct reading would have to start off the boundaries.
    if (m_position >= m_size || out.empty()) return std::size_t{0};
    for (;;) {
        ++m_calls.reads;
        const ssize_t got = ::read(m_descriptor, out.data(), std::min(out.size(), kLargestRead));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return Error::system("the file cannot be read", errno).at(m_position);
        if (got == 0)
            return Error::io("the file shrank while it was read")
                .at(m_position)
                .expect(fmt::format("{} bytes", m_size));
        m_position += static_cast<std::uint64_t>(got);
        if (m_cache == PageCache::Bypass) m_calls.directBytes += static_cast<std::uint64_t>(got);
        return static_cast<std::size_t>(got);
    }
}

DirectIo directIoIn(const std::string& folder) {
    struct statfs about {};
    if (statfs(folder.c_str(), &about) != 0) return {false, "the folder's filesystem cannot be asked"};
    // These accept O_DIRECT and any alignment, and mean nothing by it.
    if (about.f_type == TMPFS_MAGIC) return {false, "tmpfs has no page cache to bypass"};
    if (about.f_type == RAMFS_MAGIC) return {false, "ramfs has no page cache to bypass"};
    auto writer = ScratchWriter::create(folder, {kDirectBlockBytes, PageCache::Bypass});
    if (!writer.ok()) return {false, writer.error().message};
    const Bytes block(kDirectBlockBytes, 1);
    auto written = (*writer)->write(block);
    if (written.ok()) written = (*writer)->finish();
    if (!written.ok()) return {false, "a trial of direct I/O failed: " + written.error().describe()};
    // Some filesystems accept the flag and go through the page cache all the same.
    const FileDescriptor file(::open((*writer)->file()->path().c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return {false, "a trial of direct I/O could not be read back"};
    void* const mapped = mmap(nullptr, kDirectBlockBytes, PROT_READ, MAP_SHARED, file.get(), 0);
    if (mapped == MAP_FAILED) return {false, "a trial of direct I/O could not be mapped"};
    unsigned char resident = 0;
    const bool known = mincore(mapped, kDirectBlockBytes, &resident) == 0;
    munmap(mapped, kDirectBlockBytes);
    if (known && (resident & 1U) != 0)
        return {false, "the filesystem accepts O_DIRECT, but keeps what is written in the page cache"};
    return {true, {}};
}

} // namespace spacebench::io
