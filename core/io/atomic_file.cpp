// SPDX-License-Identifier: Apache-2.0
#include "io/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "io/file_descriptor.h"
#include "io/write_all.h"

namespace spacebench::io {

namespace {

constexpr mode_t kNewFileMode = 0666; ///< less the umask, as every program creates files
constexpr mode_t kModeBits = 07777;
constexpr int kNameAttempts = 100; ///< names already taken by others before giving up

std::string randomName() {
    std::uint64_t number = 0;
    if (getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number))
        number = static_cast<std::uint64_t>(getpid());
    return fmt::format(".spacebench-{:016x}.tmp", number);
}

/// The file that writing to `path` means: symbolic links to existing files are followed, so that the link
/// stays and its target is replaced.
std::string followLinks(const std::string& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path;
    char* const resolved = realpath(path.c_str(), nullptr);
    if (resolved == nullptr) return path;
    std::string target = resolved;
    std::free(resolved);
    return target;
}

Error taken(const std::string& path) {
    return Error::io("the file exists already")
        .in(path)
        .advise("Choose another name, or ask for it to be replaced");
}

} // namespace

struct AtomicFile::State {
    std::string path; ///< as given, for messages
    std::string folderName;
    std::string target; ///< name in the folder
    Options options;
    FileDescriptor folder;
    FileDescriptor file;
    std::string temporary; ///< hidden name in the folder; empty while the file is unnamed
    ByteBuffer buffer;
    std::uint64_t flushed = 0;   ///< bytes handed to the system
    std::uint64_t allocated = 0; ///< preallocated; cut back by commit()
    std::optional<Error> failure;
    bool committed = false;

    ~State() { dropTemporary(); }

    void dropTemporary() {
        if (!temporary.empty()) unlinkat(folder.get(), temporary.c_str(), 0);
        temporary.clear();
    }

    Error fail(Error error) {
        failure = std::move(error).in(path);
        return *failure;
    }
    Error failWith(const char* message, int errnoValue) { return fail(Error::system(message, errnoValue)); }

    Result<void> openTemporary() {
        // An unnamed file vanishes with the process, however it ends; naming it later needs /proc.
        if (!options.hiddenName && access("/proc/self/fd", X_OK) == 0) {
            file = FileDescriptor(openat(folder.get(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, kNewFileMode));
            if (file.valid()) return {};
        }
        for (int attempt = 0; attempt < kNameAttempts; ++attempt) {
            std::string name = randomName();
            file = FileDescriptor(
                openat(folder.get(), name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kNewFileMode));
            if (file.valid()) {
                temporary = std::move(name);
                // A file that nobody will name needs none meanwhile: it would stay after a kill.
                if (options.neverCommitted) dropTemporary();
                return {};
            }
            if (errno != EEXIST) break;
        }
        return Error::system("no file can be made in this folder", errno).in(path);
    }

    /// Owner and permissions of the file that will be replaced; the owner only as far as we may.
    void inherit(const struct stat& old) {
        if (fchown(file.get(), old.st_uid, old.st_gid) != 0) {
            // Another user's file becomes ours, as it does with every editor that replaces files.
        }
        fchmod(file.get(), old.st_mode & kModeBits);
    }

    Result<void> flush() {
        if (buffer.empty()) return {};
        SB_CHECK(writeThrough(buffer.view()));
        buffer.clear();
        return {};
    }

    Result<void> writeThrough(ByteView bytes) {
        auto written = writeAll(file.get(), bytes);
        if (!written.ok()) return fail(std::move(written).error());
        flushed += bytes.size();
        return {};
    }

    /// Gives back what expectSize() took too much.
    Result<void> cutToLength() {
        if (allocated <= flushed) return {};
        if (ftruncate(file.get(), static_cast<off_t>(flushed)) != 0)
            return failWith("the file cannot be cut to its length", errno);
        allocated = flushed;
        return {};
    }

    /// Gives the unnamed file the name `name`; errno is set where false.
    [[nodiscard]] bool linkAs(const char* name) const {
        const std::string own = fmt::format("/proc/self/fd/{}", file.get());
        return linkat(AT_FDCWD, own.c_str(), folder.get(), name, AT_SYMLINK_FOLLOW) == 0;
    }

    Result<void> nameExclusively() {
        bool done = false;
        if (temporary.empty()) {
            done = linkAs(target.c_str());
        } else {
            done = renameat2(folder.get(), temporary.c_str(), folder.get(), target.c_str(),
                             RENAME_NOREPLACE) == 0;
            if (!done && (errno == EINVAL || errno == ENOSYS))
                // The name is taken or ours in one step; the temporary one goes with the state.
                done = linkat(folder.get(), temporary.c_str(), folder.get(), target.c_str(), 0) == 0;
            else if (done)
                temporary.clear();
        }
        if (done) return {};
        if (errno == EEXIST) return fail(taken(path));
        return failWith("the finished file cannot be given its name", errno);
    }

    Result<void> nameReplacing() {
        for (int attempt = 0; temporary.empty() && attempt < kNameAttempts; ++attempt) {
            std::string name = randomName();
            if (linkAs(name.c_str()))
                temporary = std::move(name);
            else if (errno != EEXIST)
                return failWith("the finished file cannot be given a name", errno);
        }
        if (renameat(folder.get(), temporary.c_str(), folder.get(), target.c_str()) != 0)
            return failWith("the finished file cannot replace the old one", errno);
        temporary.clear();
        return {};
    }
};

AtomicFile::AtomicFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
AtomicFile::~AtomicFile() = default;

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const std::string& path) {
    return create(path, Options{});
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const std::string& path, Options options) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->options = options;
    const std::filesystem::path target = followLinks(path);
    state->target = target.filename().string();
    const std::string folder = target.has_parent_path() ? target.parent_path().string() : ".";
    state->folderName = folder;

    struct stat existing {};
    const bool exists = stat(target.c_str(), &existing) == 0 && !options.neverCommitted;
    if (state->target.empty() || state->target == "." || state->target == ".." ||
        (exists && S_ISDIR(existing.st_mode)))
        return Error::io("the output is a folder, not a file").in(path).advise("Add a file name");
    if (exists && !options.replaceExisting) return taken(path);
    if (exists && !S_ISREG(existing.st_mode))
        return Error::io("the output is a device or pipe, which cannot be replaced by a file")
            .in(path)
            .advise("Use - for standard output");

    state->folder = FileDescriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!state->folder.valid()) return Error::system("the folder cannot be opened", errno).in(path);
    SB_CHECK(state->openTemporary());
    if (exists) state->inherit(existing);
    if (!state->buffer.reserve(options.bufferBytes))
        return ByteBuffer::outOfMemory(options.bufferBytes).in(path);
    return std::unique_ptr<AtomicFile>(new AtomicFile(std::move(state)));
}

Result<void> AtomicFile::write(ByteView bytes) {
    State& state = *m_state;
    if (state.failure) return *state.failure;
    const std::size_t room = state.buffer.capacity() - state.buffer.size();
    if (bytes.size() >= room) {
        SB_CHECK(state.flush());
        // What fills the buffer alone needs no copy.
        if (bytes.size() >= state.buffer.capacity()) return state.writeThrough(bytes);
    }
    if (!state.buffer.append(bytes)) return state.fail(ByteBuffer::outOfMemory(bytes.size()));
    return {};
}

std::uint64_t AtomicFile::position() const {
    return m_state->flushed + m_state->buffer.size();
}

Result<void> AtomicFile::patch(std::uint64_t offset, ByteView bytes) {
    State& state = *m_state;
    if (state.failure) return *state.failure;
    if (offset > position() || bytes.size() > position() - offset)
        return state.fail(Error::internal("patch outside of what was written").at(offset));
    if (bytes.empty()) return {};
    if (offset >= state.flushed) {
        std::memcpy(state.buffer.data() + (offset - state.flushed), bytes.data(), bytes.size());
        return {};
    }
    SB_CHECK(state.flush());
    auto written = writeAllAt(state.file.get(), offset, bytes);
    if (!written.ok()) return state.fail(std::move(written).error());
    return {};
}

void AtomicFile::expectSize(std::uint64_t bytes) {
    State& state = *m_state;
    if (state.failure || bytes <= position()) return;
    struct statvfs system {};
    // Some network file systems say 0 of 0 blocks, which means that they do not know.
    if (fstatvfs(state.folder.get(), &system) == 0 && system.f_blocks != 0) {
        const std::uint64_t available = std::uint64_t{system.f_bavail} * system.f_frsize;
        const std::uint64_t held = std::max(state.flushed, state.allocated);
        if (bytes > held && bytes - held > available) {
            static_cast<void>(state.fail(Error::io("no space left for the output")
                                             .expect(fmt::format("{} bytes", bytes))
                                             .got(fmt::format("{} bytes free", available))
                                             .advise("Free some space, or write to another disk")));
            return;
        }
    }
    // limits.md: writing into allocated blocks is half as fast again. File systems without it do without.
    if (fallocate(state.file.get(), 0, 0, static_cast<off_t>(bytes)) == 0)
        state.allocated = std::max(state.allocated, bytes);
}

Result<std::string> AtomicFile::readBackPath() {
    State& state = *m_state;
    if (state.failure) return *state.failure;
    SB_CHECK(state.flush());
    SB_CHECK(state.cutToLength());
    if (state.temporary.empty()) return fmt::format("/proc/self/fd/{}", state.file.get());
    return state.folderName + "/" + state.temporary;
}

Result<void> AtomicFile::sync() {
    State& state = *m_state;
    if (state.failure) return *state.failure;
    SB_CHECK(state.flush());
    SB_CHECK(state.cutToLength());
    if (fsync(state.file.get()) != 0) return state.failWith("the file cannot be brought to the disk", errno);
    return {};
}

Result<void> AtomicFile::commit() {
    State& state = *m_state;
    if (state.failure) return *state.failure;
    if (state.committed) return Error::internal("the file was committed before").in(state.path);
    if (state.options.neverCommitted)
        return Error::internal("the file was made to be measured alone").in(state.path);
    SB_CHECK(sync());
    SB_CHECK(state.options.replaceExisting ? state.nameReplacing() : state.nameExclusively());
    state.committed = true;
    // Some file systems cannot sync folders and say EINVAL; there is nothing more to do then.
    if (fsync(state.folder.get()) != 0 && errno != EINVAL)
        return state.failWith("the folder cannot be brought to the disk", errno);
    return {};
}

} // namespace spacebench::io
