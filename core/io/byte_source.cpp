// SPDX-License-Identifier: Apache-2.0
#include "io/byte_source.h"

#include <cerrno>
#include <new>

#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/fault_guard.h"
#include "io/file_descriptor.h"
#include "io/spool.h"

namespace spacebench::io {

namespace {

namespace ipc = boost::interprocess;

constexpr std::size_t kReadStep = std::size_t{1} << 20; ///< between two polls of the stop token
constexpr int kPipePollMs = 50;                         ///< a silent pipe stays cancellable
constexpr std::uint64_t kStatBlockBytes = 512;          ///< unit of st_blocks, POSIX

class MemorySource final : public ByteSource {
  public:
    MemorySource(ByteBuffer content, std::string name, SourceKind kind, std::uint64_t allocated)
        : m_content(std::move(content)), m_name(std::move(name)), m_kind(kind), m_allocated(allocated) {}

    ByteView bytes() const override { return m_content.view(); }
    const std::string& name() const override { return m_name; }
    SourceKind kind() const override { return m_kind; }
    std::uint64_t allocatedBytes() const override { return m_allocated; }

  private:
    ByteBuffer m_content;
    std::string m_name;
    SourceKind m_kind;
    std::uint64_t m_allocated;
};

class MappedSource final : public ByteSource {
  public:
    MappedSource(ipc::file_mapping file, ipc::mapped_region region, std::string name, std::uint64_t allocated)
        : m_file(std::move(file)), m_region(std::move(region)), m_name(std::move(name)),
          m_allocated(allocated), m_guard(m_region.get_address(), m_region.get_size(), descriptor()) {}

    [[nodiscard]] bool guarded() const { return m_guard.armed(); }
    ByteView bytes() const override {
        return {static_cast<const Byte*>(m_region.get_address()), m_region.get_size()};
    }
    const std::string& name() const override { return m_name; }
    SourceKind kind() const override { return SourceKind::Mapped; }
    std::uint64_t allocatedBytes() const override { return m_allocated; }

    void release(std::uint64_t begin, std::uint64_t end) const override {
        const auto page = static_cast<std::uint64_t>(ipc::mapped_region::get_page_size());
        // Whole pages only: others read the rest of the ones at the edges.
        begin = (begin + page - 1) / page * page;
        end = std::min<std::uint64_t>(end, size());
        if (end < size()) end = end / page * page;
        if (begin >= end) return;
        // Pages of a file that nobody writes to: nothing can be lost. A refusal only costs memory.
        static_cast<void>(madvise(static_cast<Byte*>(m_region.get_address()) + begin,
                                  static_cast<std::size_t>(end - begin), MADV_DONTNEED));
    }

    void mapSparingly() const override {
        // Advice: a kernel without huge pages of files refuses, and has no need of it.
        static_cast<void>(madvise(m_region.get_address(), m_region.get_size(), MADV_NOHUGEPAGE));
    }

    Result<void> health() const override {
        // A cut inside the last page raises no fault, the rest of the page just reads as zeros: ask the file.
        struct stat status {};
        const bool known = fstat(descriptor(), &status) == 0;
        const bool shorter = known && static_cast<std::uint64_t>(status.st_size) < size();
        if (shorter || m_guard.damage() == FaultGuard::Damage::Shrank) {
            Error error = Error::io("the file shrank while it was open")
                              .in(m_name)
                              .expect(fmt::format("{} bytes", size()))
                              .advise("Open it again when the other program is done with it");
            if (shorter) error.found = fmt::format("{} bytes", status.st_size);
            return error;
        }
        if (m_guard.damage() == FaultGuard::Damage::DeviceFailed) {
            return Error::io("the device failed to deliver a part of the file")
                .in(m_name)
                .advise("Copy the file from a backup, and check the disk");
        }
        return {};
    }

  private:
    [[nodiscard]] int descriptor() const { return m_file.get_mapping_handle().handle; }

    ipc::file_mapping m_file; ///< kept: health() and the guard ask its descriptor
    ipc::mapped_region m_region;
    std::string m_name;
    std::uint64_t m_allocated;
    FaultGuard m_guard; ///< last: unguarded before it is unmapped
};

Error cannot(const char* verb, const std::string& path, int errnoValue) {
    return Error::system(fmt::format("the file cannot be {}", verb), errnoValue).in(path);
}

Error tooMuch(const std::string& name, std::uint64_t limit) {
    return Error::limit("the input is larger than what may be held in memory")
        .in(name)
        .expect(fmt::format("at most {} bytes", limit))
        .advise("Give a file on disk, which is mapped instead of read");
}

/// Waits until a pipe or terminal has something to say, or work was cancelled.
Result<void> waitReadable(int descriptor, const WorkContext& context) {
    pollfd waiting{descriptor, POLLIN, 0};
    while (true) {
        SB_CHECK(context.poll());
        const int ready = ::poll(&waiting, 1, kPipePollMs);
        // Errors and hang-ups are for read() to report.
        if (ready > 0 || (ready < 0 && errno != EINTR)) return {};
    }
}

Result<SourcePtr> readAll(int descriptor, const struct stat& status, const std::string& name,
                          const WorkContext& context) {
    const bool regular = S_ISREG(status.st_mode);
    const auto expected = regular ? static_cast<std::uint64_t>(status.st_size) : 0;
    const std::uint64_t limit = context.limits.contentBytes;
    if (expected > limit) return tooMuch(name, limit);
    context.begin("Reading", ProgressUnit::Bytes, expected);

    ByteBuffer content;
    if (!content.reserve(static_cast<std::size_t>(expected) + 1))
        return ByteBuffer::outOfMemory(static_cast<std::size_t>(expected)).in(name);
    while (true) {
        SB_CHECK(regular ? context.poll() : waitReadable(descriptor, context));
        const std::size_t before = content.size();
        const std::size_t room = content.capacity() - before;
        const std::size_t step = regular && room > 0 ? std::min(kReadStep, room) : kReadStep;
        Byte* at = content.extend(step);
        if (at == nullptr) return ByteBuffer::outOfMemory(before + step).in(name);
        const ssize_t got = ::read(descriptor, at, step);
        content.truncate(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got < 0) {
            if (errno == EINTR || errno == EAGAIN) continue;
            return cannot("read", name, errno).at(before);
        }
        if (got == 0) break;
        if (content.size() > limit) return tooMuch(name, limit);
        context.advanceTo(content.size());
    }
    const std::uint64_t allocated =
        regular ? static_cast<std::uint64_t>(status.st_blocks) * kStatBlockBytes : content.size();
    return SourcePtr(std::make_shared<MemorySource>(std::move(content), name, SourceKind::Read, allocated));
}

Result<void> statusOf(int descriptor, const std::string& name, struct stat& status) {
    if (fstat(descriptor, &status) != 0) return cannot("opened", name, errno);
    if (S_ISDIR(status.st_mode))
        return Error::io("this is a folder, not a file").in(name).advise("Give one of the files in it");
    return {};
}

/// The mapping of a regular file that is not empty; null where it cannot be mapped but may be read.
Result<SourcePtr> mapFile(const std::string& path, const struct stat& status) {
    try {
        ipc::file_mapping file(path.c_str(), ipc::read_only);
        ipc::mapped_region region(file, ipc::read_only);
        fcntl(file.get_mapping_handle().handle, F_SETFD, FD_CLOEXEC);
        auto source =
            std::make_shared<MappedSource>(std::move(file), std::move(region), path,
                                           static_cast<std::uint64_t>(status.st_blocks) * kStatBlockBytes);
        // Without a guard a shrinking file could kill us: a copy cannot.
        if (!source->guarded()) return SourcePtr();
        return SourcePtr(std::move(source));
    } catch (const ipc::interprocess_exception& refused) {
        // Some file systems cannot map; and a file that became empty since we asked has nothing to map.
        if (refused.get_native_error() == ENODEV || refused.get_native_error() == EINVAL ||
            refused.get_error_code() == ipc::size_error)
            return SourcePtr();
        return cannot("mapped", path, refused.get_native_error());
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(sizeof(MappedSource)).in(path);
    }
}

Result<SourcePtr> open(const std::string& path, bool map, const WorkContext& context) {
    struct stat status {};
    if (path == "-") {
        SB_CHECK(statusOf(STDIN_FILENO, path, status));
        if (context.limits.workingBytes != 0) return spool(STDIN_FILENO, path, context);
        return readAll(STDIN_FILENO, status, path, context);
    }
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return cannot("opened", path, errno);
    SB_CHECK(statusOf(file.get(), path, status));
    // Files in /proc and /sys claim to be empty: those are read, too.
    if (map && S_ISREG(status.st_mode) && status.st_size > 0) {
        SB_TRY(mapped, mapFile(path, status));
        if (mapped != nullptr) return mapped;
    }
    return readAll(file.get(), status, path, context);
}

} // namespace

Result<SourcePtr> openMapped(const std::string& path, const WorkContext& context) {
    return open(path, true, context);
}

Result<SourcePtr> openRead(const std::string& path, const WorkContext& context) {
    return open(path, false, context);
}

SourcePtr fromMemory(ByteBuffer content, std::string name) {
    const std::uint64_t size = content.size();
    return std::make_shared<MemorySource>(std::move(content), std::move(name), SourceKind::Memory, size);
}

SourcePtr fromMemory(ByteView content, std::string name) {
    ByteBuffer copy;
    if (!copy.append(content)) return nullptr;
    return fromMemory(std::move(copy), std::move(name));
}

} // namespace spacebench::io
