// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/cell_case.h"

#include <fmt/format.h>

#include "codecs/blake2b.h"
#include "io/atomic_file.h"
#include "io/byte_source.h"
#include "jobs/bench/space_check.h"
#include "jobs/report_text.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

using results::Operation;

/// Never given: the files are not committed.
constexpr const char* kFileName = "/spacebench-cell";

Result<space::SpacePtr> loadSpace(const CellFiles& files, const WorkContext& context) {
    SB_TRY(framed, io::openMapped(files.framed, context));
    space::PathSetBuilder builder;
    if (files.values.empty()) {
        ByteBuffer frames;
        if (!frames.append(framed->bytes())) return ByteBuffer::outOfMemory(framed->size());
        SB_CHECK(builder.adoptFrames(std::move(frames), context));
    } else {
        SB_TRY(values, io::openMapped(files.values, context));
        const ByteView frames = framed->bytes();
        ByteView left = values->bytes();
        PollGate gate(context);
        for (std::size_t at = 0; at < frames.size();) {
            constexpr std::size_t kLengthBytes = 4;
            const std::size_t room = frames.size() - at;
            const std::uint64_t length = room < kLengthBytes ? 0 : loadU32(frames.data() + at);
            if (room < kLengthBytes || length > room - kLengthBytes)
                return space::PathSetBuilder::cutFrame(at, room, length);
            if (left.size() < sizeof(std::uint64_t))
                return Error::corrupt("there are fewer values than paths").in(files.values);
            SB_CHECK(builder.add(frames.subspan(at + kLengthBytes, length), loadU64(left.data())));
            left = left.subspan(sizeof(std::uint64_t));
            at += kLengthBytes + length;
            SB_CHECK(gate.step(at));
        }
        SB_CHECK(values->health());
    }
    SB_CHECK(framed->health());
    SB_TRY(paths, builder.finish(context));
    return space::SpacePtr(std::make_shared<space::MemorySpace>(std::move(paths)));
}

/// What the cases of formats share.
struct FormatInput {
    const formats::Format* format = nullptr;
    space::SpacePtr space;
    CellFiles files;
    formats::SaveOptions options;
};

/// Of a serialize case: the bytes that it should have made, or else a space that reads back the same.
Result<void> checkSerialized(const FormatInput& input, io::SourcePtr made, const WorkContext& context) {
    if (!input.files.stored.empty()) {
        SB_TRY(stored, io::openMapped(input.files.stored, context));
        const bool same = equalBytes(stored->bytes(), made->bytes());
        SB_CHECK(stored->health());
        if (same) return {};
    } else if (hexText(codecs::blake2b256(made->bytes())) == input.files.storedHash) {
        return {};
    }
    SB_TRY(opened, openSoundly(*input.format, std::move(made), context));
    return checkSameSpace(*input.space, *opened.content.space, *input.format, "serialize", context);
}

class SerializeCell : public CellCase {
  public:
    explicit SerializeCell(FormatInput input) : m_input(std::move(input)) { m_content.space = m_input.space; }
    std::uint64_t storedBytes() const override { return m_stored; }

  protected:
    Result<void> save(ByteSink& out, const WorkContext& context) {
        SB_TRY(report, m_input.format->save(m_content, m_input.options, out, context));
        m_stored = out.position();
        m_paths = report.paths;
        return {};
    }
    /// Fine as far as the report tells.
    [[nodiscard]] Result<void> checkReport() const {
        if (m_paths == m_input.space->pathSet()->size()) return {};
        return wrongOutput(*m_input.format, "serialize");
    }
    [[nodiscard]] const FormatInput& input() const { return m_input; }

  private:
    FormatInput m_input;
    space::SpaceContent m_content;
    std::uint64_t m_stored = 0;
    std::uint64_t m_paths = 0;
};

class SerializeToMemory final : public SerializeCell {
  public:
    using SerializeCell::SerializeCell;

    Result<void> run(const Clock&, const WorkContext& context) override { return save(m_sink, context); }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        SB_CHECK(checkReport());
        if (!thorough) return {};
        // Compared without a copy first: that is what nearly always decides.
        if (!input().files.stored.empty()) {
            SB_TRY(stored, io::openMapped(input().files.stored, context));
            if (equalBytes(stored->bytes(), m_sink.view())) return stored->health();
        }
        io::SourcePtr made = io::fromMemory(m_sink.view(), "serialized");
        if (made == nullptr) return ByteBuffer::outOfMemory(m_sink.view().size());
        return checkSerialized(input(), std::move(made), context);
    }
    void release() override { m_sink.clear(); }
    void releaseAll() override { static_cast<void>(m_sink.take()); }
    std::vector<std::string> notes() const override {
        return {"written to memory; the output buffer is reused between timed iterations, and fresh where "
                "allocations are counted"};
    }

  private:
    MemorySink m_sink;
};

class SerializeToFile final : public SerializeCell {
  public:
    using SerializeCell::SerializeCell;

    Result<void> run(const Clock&, const WorkContext& context) override {
        io::AtomicFile::Options options;
        options.neverCommitted = true;
        SB_TRY(file, io::AtomicFile::create(input().files.folder + kFileName, options));
        SB_CHECK(save(*file, context));
        SB_CHECK(file->sync());
        m_file = std::move(file);
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        SB_CHECK(checkReport());
        if (!thorough) return {};
        SB_TRY(path, m_file->readBackPath());
        SB_TRY(made, io::openMapped(path, context));
        return checkSerialized(input(), std::move(made), context);
    }
    void release() override { m_file.reset(); }
    bool usesFiles() const override { return true; }
    std::vector<std::string> notes() const override {
        return {"written to a new file and synced (fsync); the file has no name and is gone afterwards"};
    }

  private:
    std::unique_ptr<io::AtomicFile> m_file;
};

class DeserializeCell final : public CellCase {
  public:
    /// `source` null = the file is mapped anew in each run.
    DeserializeCell(FormatInput input, io::SourcePtr source)
        : m_input(std::move(input)), m_source(std::move(source)) {}

    Result<void> run(const Clock&, const WorkContext& context) override {
        io::SourcePtr source = m_source;
        if (source == nullptr) {
            SB_TRY(mapped, io::openMapped(m_input.files.stored, context));
            source = std::move(mapped);
        }
        m_stored = source->size();
        SB_TRY(opened, openSoundly(*m_input.format, std::move(source), context));
        SB_TRY(space, space::inMemory(opened.content.space, context));
        m_opened = std::move(opened);
        m_space = std::move(space);
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (thorough)
            return checkSameSpace(*m_input.space, *m_space, *m_input.format, "deserialize", context);
        if (m_space->knownCount() == m_input.space->knownCount()) return {};
        return wrongOutput(*m_input.format, "deserialize");
    }
    void release() override {
        m_space.reset();
        m_opened = {};
    }
    std::uint64_t storedBytes() const override { return m_stored; }
    std::string readsFrom() const override {
        return m_source == nullptr ? m_input.files.stored : std::string();
    }
    std::vector<std::string> notes() const override {
        const std::string from = m_source != nullptr ? "memory" : "a file through a mapping";
        if (m_input.format->info().can(formats::OpensInPlace))
            return {"read from " + from + "; every path is copied out into a space in memory"};
        return {"read from " + from};
    }

  private:
    FormatInput m_input;
    io::SourcePtr m_source;
    formats::Opened m_opened;
    space::SpacePtr m_space;
    std::uint64_t m_stored = 0;
};

class LoadCell final : public CellCase {
  public:
    explicit LoadCell(FormatInput input) : m_input(std::move(input)) {}

    Result<void> run(const Clock&, const WorkContext& context) override {
        SB_TRY(source, io::openMapped(m_input.files.stored, context));
        m_stored = source->size();
        SB_TRY(opened, openSoundly(*m_input.format, std::move(source), context));
        m_opened = std::move(opened);
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (!thorough) return {}; // the same file through the same mapping
        return checkSameSpace(*m_input.space, *m_opened.content.space, *m_input.format, "load", context);
    }
    void release() override { m_opened = {}; }
    std::uint64_t storedBytes() const override { return m_stored; }
    std::string readsFrom() const override { return m_input.files.stored; }
    std::vector<std::string> notes() const override {
        return {"opened in place through a mapping; the first and the last open of each sample are compared "
                "path by path"};
    }

  private:
    FormatInput m_input;
    formats::Opened m_opened;
    std::uint64_t m_stored = 0;
};

Result<FormatInput> formatInput(const CellRequest& request, space::SpacePtr space) {
    FormatInput input;
    input.format = formats::findFormat(request.formatId);
    if (input.format == nullptr)
        return Error::invalid("there is no such format").got("'" + request.formatId + "'");
    input.options = benchSaveOptions();
    if (request.codec != "default") {
        if (!input.format->info().can(formats::TakesCodec))
            return Error::invalid(fmt::format("{} takes no codec", request.formatId)).got(request.codec);
        SB_TRY(choice, codecs::parseCodec(request.codec));
        input.options.codec = choice;
    }
    input.files = request.files;
    input.space = std::move(space);
    return input;
}

Result<std::unique_ptr<CellCase>> makeFormatCase(const CellRequest& request, space::SpacePtr space,
                                                 const WorkContext& context) {
    SB_TRY(input, formatInput(request, std::move(space)));
    const bool toFile = request.medium == Medium::File;
    switch (request.operation) {
    case Operation::Serialize:
        if (toFile) return std::unique_ptr<CellCase>(std::make_unique<SerializeToFile>(std::move(input)));
        return std::unique_ptr<CellCase>(std::make_unique<SerializeToMemory>(std::move(input)));
    case Operation::Deserialize: {
        io::SourcePtr source;
        if (!toFile) {
            SB_TRY(read, io::openRead(request.files.stored, context));
            source = std::move(read);
        }
        return std::unique_ptr<CellCase>(
            std::make_unique<DeserializeCell>(std::move(input), std::move(source)));
    }
    case Operation::Load:
        if (!input.format->info().can(formats::OpensInPlace))
            return Error::invalid(fmt::format("{} is not opened in place", request.formatId));
        return std::unique_ptr<CellCase>(std::make_unique<LoadCell>(std::move(input)));
    case Operation::Compress:
    case Operation::Decompress:
        break;
    }
    return Error::internal("codecs have cases of their own");
}

} // namespace

Result<std::unique_ptr<CellCase>> makeCellCase(const CellRequest& request, const WorkContext& context) {
    const bool isCodec =
        request.operation == Operation::Compress || request.operation == Operation::Decompress;
    if (isCodec) return makeCodecCase(request, context);
    SB_TRY(space, loadSpace(request.files, context));
    if (request.settings) return makePipelineCase(request, std::move(space), context);
    return makeFormatCase(request, std::move(space), context);
}

} // namespace spacebench::jobs
