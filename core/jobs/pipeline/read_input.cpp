// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/read_input.h"

#include "base/huge_pages.h"
#include "io/scratch_file.h"

namespace spacebench::jobs::pipeline {

namespace {

using tuning::InputKind;

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
/// One read() for the whole file, up to what the page cache gives within the time between two polls.
constexpr std::size_t kMostARead = std::size_t{64} << 20;
constexpr std::size_t kMostADirectRead = std::size_t{8} << 20; ///< the same of a device

class ViewSource final : public io::ByteSource {
  public:
    explicit ViewSource(ByteView bytes) : m_bytes(bytes) {}
    ByteView bytes() const override { return m_bytes; }
    const std::string& name() const override { return m_name; }
    io::SourceKind kind() const override { return io::SourceKind::Memory; }

  private:
    ByteView m_bytes;
    std::string m_name = "input";
};

/// Owns what was read whole.
class ReadSource final : public io::ByteSource {
  public:
    ReadSource(io::AlignedBuffer memory, std::size_t size) : m_memory(std::move(memory)), m_size(size) {}
    ByteView bytes() const override { return {m_memory.data(), m_size}; }
    const std::string& name() const override { return m_name; }
    io::SourceKind kind() const override { return io::SourceKind::Read; }

  private:
    io::AlignedBuffer m_memory;
    std::size_t m_size;
    std::string m_name = "input";
};

Result<io::SourcePtr> readWhole(io::ScratchReader& reader, std::size_t mostARead, bool hugePages,
                                const WorkContext& context) {
    const auto size = static_cast<std::size_t>(reader.size());
    SB_TRY(memory, io::AlignedBuffer::create(size));
    if (hugePages) preferHugePages(memory.data(), memory.size());
    std::size_t filled = 0;
    while (filled < size) {
        SB_CHECK(context.poll());
        SB_TRY(got, reader.read({memory.data() + filled, std::min(memory.size() - filled, mostARead)}));
        filled += got;
    }
    return io::SourcePtr(std::make_shared<ReadSource>(std::move(memory), size));
}

} // namespace

io::SourcePtr viewSource(ByteView bytes) {
    return std::make_shared<ViewSource>(bytes);
}

Result<ReadInput> readInput(const std::string& path, const tuning::PipelineSettings& settings,
                            const std::function<Result<void>(ByteView)>& take, const Clock& clock,
                            PipelineTrace& trace, const WorkContext& context) {
    std::uint64_t begin = clock.nowNs();
    const auto pause = [&] { trace.writeNs += clock.nowNs() - begin; };
    const bool mapped = settings.input == InputKind::Mapped || settings.input == InputKind::MappedHuge;
    const bool huge = settings.input == InputKind::MappedHuge;
    ReadInput input;
    if (mapped && !settings.direct) {
        SB_TRY(source, io::openMapped(path, context));
        if (source->kind() == io::SourceKind::Mapped) ++trace.mappings;
        if (huge) preferHugePages(source->bytes().data(), source->size());
        trace.storedBytes = source->size();
        input.whole = std::move(source);
        pause();
        SB_CHECK(take(input.whole->bytes()));
        SB_CHECK(input.whole->health());
        return input;
    }
    SB_TRY(reader,
           io::ScratchReader::open(path, settings.direct ? io::PageCache::Bypass : io::PageCache::Use));
    trace.storedBytes = reader->size();
    const auto count = [&] {
        trace.readCalls += reader->calls().reads;
        trace.directBytes += reader->calls().directBytes;
    };
    if (settings.input != InputKind::Read256K) {
        SB_TRY(source, readWhole(*reader, settings.direct ? kMostADirectRead : kMostARead, huge, context));
        count();
        input.whole = std::move(source);
        pause();
        SB_CHECK(take(input.whole->bytes()));
        return input;
    }
    SB_TRY(buffer, io::AlignedBuffer::create(kPieceBytes));
    for (;;) {
        SB_CHECK(context.poll());
        SB_TRY(got, reader->read({buffer.data(), buffer.size()}));
        if (got == 0) break;
        pause();
        SB_CHECK(take({buffer.data(), got}));
        begin = clock.nowNs();
    }
    pause();
    count();
    return input;
}

} // namespace spacebench::jobs::pipeline
