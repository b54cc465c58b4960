// SPDX-License-Identifier: Apache-2.0
#include "io/page_cache.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/bytes.h"
#include "io/file_descriptor.h"

namespace spacebench::io {

namespace {

/// Pages looked at in one mincore(2): 1 GiB of a file, a vector of 256 KiB.
constexpr std::uint64_t kPagesAtOnce = std::uint64_t{1} << 18;
/// Pages that were just being written or read ahead go at the second attempt.
constexpr int kAttempts = 3;

std::string fileSystemOf(int descriptor) {
    struct statfs about {};
    if (fstatfs(descriptor, &about) != 0) return {};
    switch (about.f_type) {
    case TMPFS_MAGIC:
        return "tmpfs";
    case RAMFS_MAGIC:
        return "ramfs";
    case OVERLAYFS_SUPER_MAGIC:
        return "overlay";
    case NFS_SUPER_MAGIC:
        return "nfs";
    default:
        return {};
    }
}

/// errno where the kernel does not say.
Result<std::uint64_t> residentPages(int descriptor, std::uint64_t bytes, std::uint64_t pageBytes) {
    std::vector<unsigned char> state;
    std::uint64_t resident = 0;
    for (std::uint64_t begin = 0; begin < bytes; begin += kPagesAtOnce * pageBytes) {
        const auto length = static_cast<std::size_t>(std::min(bytes - begin, kPagesAtOnce * pageBytes));
        void* const mapped =
            mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor, static_cast<off_t>(begin));
        if (mapped == MAP_FAILED) return Error::system("a file cannot be mapped to ask for its pages", errno);
        state.assign((length + pageBytes - 1) / pageBytes, 0);
        const int answer = mincore(mapped, length, state.data());
        const int problem = errno;
        munmap(mapped, length);
        if (answer != 0)
            return Error::unsupported("the kernel does not tell which pages are resident")
                .got(std::string(strerrorname_np(problem)));
        for (const unsigned char page : state) resident += page & 1U;
    }
    return resident;
}

} // namespace

Result<Eviction> evictFromPageCache(const std::string& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return Error::system("the file cannot be opened", errno).in(path);
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return Error::system("the file cannot be opened", errno).in(path);
    const auto pageBytes = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const auto bytes = static_cast<std::uint64_t>(status.st_size);
    Eviction eviction;
    eviction.pages = (bytes + pageBytes - 1) / pageBytes;
    eviction.fileSystem = fileSystemOf(file.get());
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        // A refusal of either shows in the pages that stay.
        static_cast<void>(fdatasync(file.get()));
        static_cast<void>(posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED));
        SB_TRY(stayed, residentPages(file.get(), bytes, pageBytes));
        eviction.stayed = stayed;
        if (stayed == 0) break;
    }
    return eviction;
}

} // namespace spacebench::io
