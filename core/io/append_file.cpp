// SPDX-License-Identifier: Apache-2.0
#include "io/append_file.h"

#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file_descriptor.h"
#include "io/write_all.h"

namespace spacebench::io {

namespace {

constexpr mode_t kNewFileMode = 0666; ///< less the umask, as every program creates files
/// Writers hold the lock for one write and one sync: whoever waits longer waits for a program that is stuck.
constexpr int kLockWaitMs = 10;
constexpr int kLockAttempts = 1000;

Result<void> lock(int descriptor, int kind, const std::string& path) {
    for (int attempt = 0; attempt < kLockAttempts; ++attempt) {
        if (flock(descriptor, kind | LOCK_NB) == 0) return {};
        if (errno == EWOULDBLOCK) {
            ::poll(nullptr, 0, kLockWaitMs);
        } else if (errno == ENOLCK || errno == EOPNOTSUPP) {
            return {}; // a file system without locks: whole lines in one write are the best there is
        } else if (errno != EINTR) {
            return Error::system("the file cannot be locked", errno).in(path);
        }
    }
    return Error::io("another program holds the file's lock").in(path).advise("Try again when it has ended");
}

Result<struct stat> statusOf(int descriptor, const std::string& path) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0) return Error::system("the file cannot be looked at", errno).in(path);
    if (!S_ISREG(status.st_mode)) return Error::io("this is no regular file").in(path);
    return status;
}

/// So that a new file's name survives a crash as well as its content does.
void syncFolder(const std::string& folder) {
    const FileDescriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.valid() && fsync(descriptor.get()) != 0) {
        // Some file systems cannot sync folders; there is nothing more to do then.
    }
}

Result<void> appendAt(int descriptor, std::uint64_t size, ByteView lines) {
    Byte last = '\n';
    if (size != 0 && pread(descriptor, &last, 1, static_cast<off_t>(size - 1)) != 1)
        return Error::system("the file cannot be read", errno);
    if (last != '\n') {
        const Byte end = '\n';
        SB_CHECK(writeAll(descriptor, {&end, 1}));
    }
    SB_CHECK(writeAll(descriptor, lines));
    if (fsync(descriptor) != 0) return Error::system("the file cannot be brought to the disk", errno);
    return {};
}

} // namespace

Result<void> appendLines(const std::string& path, ByteView lines) {
    const std::filesystem::path target = path;
    const std::string folder = target.has_parent_path() ? target.parent_path().string() : ".";
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return Error::system("the folder cannot be made", problem.value()).in(folder);
    const bool isNew = access(path.c_str(), F_OK) != 0;
    const FileDescriptor file(
        open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, kNewFileMode));
    if (!file.valid()) return Error::system("the file cannot be opened for writing", errno).in(path);
    SB_CHECK(lock(file.get(), LOCK_EX, path));
    SB_TRY(status, statusOf(file.get(), path));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (auto written = appendAt(file.get(), size, lines); !written.ok()) {
        // Half a line helps nobody. Cutting needs no room, so it works on a full disk too.
        if (ftruncate(file.get(), status.st_size) != 0) {
            // The next writer ends the torn line, and readers skip it.
        }
        return std::move(written).error().in(path);
    }
    if (isNew) syncFolder(folder);
    return {};
}

Result<ByteBuffer> readLines(const std::string& path, std::uint64_t mostBytes) {
    ByteBuffer content;
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid()) {
        if (errno == ENOENT || errno == ENOTDIR) return content;
        return Error::system("the file cannot be opened", errno).in(path);
    }
    SB_CHECK(lock(file.get(), LOCK_SH, path));
    SB_TRY(status, statusOf(file.get(), path));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > mostBytes)
        return Error::limit("the file is too large to be read")
            .in(path)
            .expect(fmt::format("at most {} bytes", mostBytes))
            .got(fmt::format("{} bytes", size));
    if (!content.resize(size)) return ByteBuffer::outOfMemory(size).in(path);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = pread(file.get(), content.data() + done, size - done, static_cast<off_t>(done));
        if (got > 0) {
            done += static_cast<std::size_t>(got);
        } else if (got == 0) {
            break; // cut by somebody who asks for no lock
        } else if (errno != EINTR) {
            return Error::system("the file cannot be read", errno).in(path);
        }
    }
    if (!content.resize(done)) return ByteBuffer::outOfMemory(done).in(path);
    return content;
}

} // namespace spacebench::io
