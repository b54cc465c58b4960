// SPDX-License-Identifier: Apache-2.0
#include "io/shared_memory.h"

#include <cerrno>

#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "io/file_descriptor.h"

namespace spacebench::io {

namespace {

namespace ipc = boost::interprocess;

constexpr const char* kName = "spacebench-shared"; ///< for /proc/PID/maps alone
constexpr int kFixedSize = F_SEAL_SHRINK | F_SEAL_GROW;

} // namespace

struct SharedMemory::Parts {
    FileDescriptor file; ///< of the creator
    ipc::mapped_region region;

    /// Boost's own words for errno.
    [[nodiscard]] Result<void> map(const std::string& path) {
        try {
            const ipc::file_mapping mapping(path.c_str(), ipc::read_write);
            region = ipc::mapped_region(mapping, ipc::read_write);
        } catch (const ipc::interprocess_exception& problem) {
            return Error::system("shared memory cannot be mapped", problem.get_native_error()).in(path);
        }
        return {};
    }
};

SharedMemory::SharedMemory() : m_parts(std::make_unique<Parts>()) {}
SharedMemory::~SharedMemory() = default;

Result<std::unique_ptr<SharedMemory>> SharedMemory::create(std::size_t bytes) {
    std::unique_ptr<SharedMemory> made(new SharedMemory);
    made->m_parts->file = FileDescriptor(::memfd_create(kName, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    const int descriptor = made->m_parts->file.get();
    if (!made->m_parts->file.valid() || ::ftruncate(descriptor, static_cast<off_t>(bytes)) != 0 ||
        ::fcntl(descriptor, F_ADD_SEALS, kFixedSize | F_SEAL_SEAL) != 0)
        return Error::system("shared memory cannot be made", errno);
    SB_CHECK(made->m_parts->map(made->path()));
    return made;
}

Result<std::unique_ptr<SharedMemory>> SharedMemory::open(const std::string& path, std::size_t leastBytes) {
    std::unique_ptr<SharedMemory> made(new SharedMemory);
    {
        // Only sealed memory cannot be cut off while it is used, which would end this process.
        const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!file.valid()) return Error::system("shared memory cannot be opened", errno).in(path);
        const int seals = ::fcntl(file.get(), F_GET_SEALS);
        if (seals < 0 || (seals & kFixedSize) != kFixedSize)
            return Error::invalid("this is no shared memory of another process of ours").in(path);
    }
    SB_CHECK(made->m_parts->map(path));
    if (made->bytes().size() < leastBytes)
        return Error::invalid("this shared memory is too small")
            .in(path)
            .expect(fmt::format("at least {} bytes", leastBytes))
            .got(std::to_string(made->bytes().size()));
    return made;
}

std::span<Byte> SharedMemory::bytes() const {
    return {static_cast<Byte*>(m_parts->region.get_address()), m_parts->region.get_size()};
}

std::string SharedMemory::path() const {
    if (!m_parts->file.valid()) return {};
    return fmt::format("/proc/{}/fd/{}", ::getpid(), m_parts->file.get());
}

} // namespace spacebench::io
