// SPDX-License-Identifier: Apache-2.0
#include "io/spool.h"

#include <cerrno>

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/spill_file.h"

namespace spacebench::io {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr int kPipePollMs = 50; ///< a silent pipe stays cancellable

/// Another source by the name that its user knows.
class RenamedSource final : public ByteSource {
  public:
    RenamedSource(SourcePtr source, std::string name)
        : m_source(std::move(source)), m_name(std::move(name)) {}
    ByteView bytes() const override { return m_source->bytes(); }
    const std::string& name() const override { return m_name; }
    SourceKind kind() const override { return m_source->kind(); }
    Result<void> health() const override {
        auto health = m_source->health();
        if (!health.ok()) health.error().file = m_name;
        return health;
    }
    std::uint64_t allocatedBytes() const override { return m_source->allocatedBytes(); }
    void release(std::uint64_t begin, std::uint64_t end) const override { m_source->release(begin, end); }
    void mapSparingly() const override { m_source->mapSparingly(); }

  private:
    SourcePtr m_source;
    std::string m_name;
};

Result<SourcePtr> mapAs(const std::string& path, const std::string& name, const WorkContext& context) {
    SB_TRY(mapped, openMapped(path, context));
    return SourcePtr(std::make_shared<RenamedSource>(std::move(mapped), name));
}

bool isFileAtItsStart(int descriptor) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && lseek(descriptor, 0, SEEK_CUR) == 0;
}

} // namespace

Result<SourcePtr> spool(int descriptor, const std::string& name, const WorkContext& context) {
    if (isFileAtItsStart(descriptor))
        return mapAs(fmt::format("/proc/self/fd/{}", descriptor), name, context);
    SB_TRY(file, SpillFile::create(context.spillFolder));
    ByteBuffer block;
    if (!block.resize(kBlockBytes)) return ByteBuffer::outOfMemory(kBlockBytes).in(name);
    context.begin("Reading", ProgressUnit::Bytes);
    for (;;) {
        SB_CHECK(context.poll());
        pollfd waiting{descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, kPipePollMs) == 0) continue;
        const ssize_t got = ::read(descriptor, block.data(), block.size());
        if (got == 0) break;
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0) return Error::system("the input cannot be read", errno).in(name).at(file->position());
        SB_CHECK(file->write(block.view().first(static_cast<std::size_t>(got))));
        context.advanceTo(file->position());
    }
    return mapAs(file->path(), name, context); // the mapping keeps the file
}

} // namespace spacebench::io
