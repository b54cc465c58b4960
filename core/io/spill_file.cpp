// SPDX-License-Identifier: Apache-2.0
#include "io/spill_file.h"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "io/write_all.h"

namespace spacebench::io {

namespace {

constexpr mode_t kOwnerOnly = 0600;             ///< it holds a user's data in what may be everybody's folder
constexpr const char* kDiskFolder = "/var/tmp"; ///< FHS: may be large, lies on a disk
constexpr const char* kAnyFolder = "/tmp";
constexpr const char* kAdvice = "Free some space there, name another folder in TMPDIR, or raise --memory";

bool isWritableFolder(const std::string& folder) {
    return !folder.empty() && access((folder + "/.").c_str(), W_OK | X_OK) == 0;
}

/// Files there take memory, which is what spilling is to save.
bool liesInMemory(const std::string& folder) {
    struct statfs about {};
    if (statfs(folder.c_str(), &about) != 0) return false;
    return about.f_type == TMPFS_MAGIC || about.f_type == RAMFS_MAGIC;
}

/// -1 and errno where it cannot be had.
int openUnnamed(const std::string& folder) {
    const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kOwnerOnly);
    if (unnamed >= 0) return unnamed;
    // Not every file system has unnamed files: one whose name is taken away at once is nearly as good.
    std::string pattern = folder + "/.spacebench-XXXXXX";
    const int named = mkostemp(pattern.data(), O_CLOEXEC);
    if (named >= 0) unlink(pattern.c_str());
    return named;
}

} // namespace

std::string spillFolderFor(const std::string& outputFolder) {
    const char* const chosen = std::getenv("TMPDIR");
    if (chosen != nullptr && isWritableFolder(chosen)) return chosen;
    std::string inMemory;
    for (const std::string& folder : {outputFolder, std::string(kDiskFolder), std::string(kAnyFolder)}) {
        if (!isWritableFolder(folder)) continue;
        if (!liesInMemory(folder)) return folder;
        if (inMemory.empty()) inMemory = folder;
    }
    return inMemory.empty() ? kAnyFolder : inMemory;
}

Result<std::shared_ptr<SpillFile>> SpillFile::create(const std::string& folder) {
    const std::string where = folder.empty() ? spillFolderFor("") : folder;
    const int descriptor = openUnnamed(where);
    if (descriptor < 0)
        return Error::system("no temporary file can be made in this folder", errno)
            .in(where)
            .advise("Name another folder in TMPDIR, or raise --memory");
    return std::shared_ptr<SpillFile>(new SpillFile(descriptor, where));
}

SpillFile::~SpillFile() {
    ::close(m_descriptor);
}

Error SpillFile::failed(Error error) {
    // The words for outputs speak of the output; what is full here is the place for temporary files.
    error.message = "the temporary file cannot be written";
    error.advice = kAdvice;
    m_failure = std::move(error).in(m_folder);
    return *m_failure;
}

Result<void> SpillFile::write(ByteView bytes) {
    if (m_failure) return *m_failure;
    auto written = writeAllAt(m_descriptor, m_size, bytes);
    if (!written.ok()) return failed(std::move(written).error());
    m_size += bytes.size();
    m_peak = std::max(m_peak, m_size - m_discarded);
    return {};
}

Result<void> SpillFile::patch(std::uint64_t offset, ByteView bytes) {
    if (m_failure) return *m_failure;
    auto written = writeAllAt(m_descriptor, offset, bytes);
    if (!written.ok()) return failed(std::move(written).error());
    return {};
}

Result<void> SpillFile::readAt(std::uint64_t offset, std::span<Byte> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t got =
            pread(m_descriptor, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (got > 0) {
            done += static_cast<std::size_t>(got);
        } else if (got == 0) {
            return Error::io("the temporary file is shorter than what was written to it").in(m_folder);
        } else if (errno != EINTR) {
            return Error::system("the temporary file cannot be read", errno).in(m_folder);
        }
    }
    return {};
}

void SpillFile::discard(std::uint64_t begin, std::uint64_t end) {
    if (begin >= end) return;
    // File systems that cannot make holes keep the bytes until the end: only space is lost.
    if (fallocate(m_descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(begin),
                  static_cast<off_t>(end - begin)) == 0)
        m_discarded += end - begin;
}

std::string SpillFile::path() const {
    return fmt::format("/proc/self/fd/{}", m_descriptor);
}

} // namespace spacebench::io
