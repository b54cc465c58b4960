// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/bench_case.h"

#include <atomic>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "io/atomic_file.h"
#include "jobs/bench/space_check.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

std::string codecOf(const formats::Opened& opened) {
    for (const formats::Fact& fact : opened.facts)
        if (fact.id == "codec")
            if (const auto* name = std::get_if<std::string>(&fact.value); name != nullptr && !name->empty())
                return *name;
    return "none";
}

/// Reads `bytes` and compares with the input.
Result<formats::Opened> readBack(const formats::Format& format, const BenchInputSpace& input, ByteView bytes,
                                 const WorkContext& context) {
    const io::SourcePtr source = io::fromMemory(bytes, "serialized");
    if (source == nullptr) return ByteBuffer::outOfMemory(bytes.size());
    SB_TRY(opened, openSoundly(format, source, context));
    SB_CHECK(checkSameSpace(*input.space, *opened.content.space, format, "serialize", context));
    return opened;
}

class SerializeCase final : public BenchCase {
  public:
    explicit SerializeCase(std::shared_ptr<const StoredSpace> stored)
        : m_stored(std::move(stored)), m_options(benchSaveOptions()) {
        m_content.space = m_stored->input->space;
    }

    Result<void> run(const WorkContext& context) override {
        auto report = m_stored->format->save(m_content, m_options, m_sink, context);
        if (!report.ok()) return std::move(report).error();
        return {};
    }
    Result<void> verify(bool, const WorkContext& context) override {
        // The first output was read back; others are the same bytes, or are read back too.
        if (equalBytes(m_sink.view(), m_stored->bytes)) return {};
        auto opened = readBack(*m_stored->format, *m_stored->input, m_sink.view(), context);
        if (!opened.ok()) return std::move(opened).error();
        return {};
    }
    void release() override { m_sink.clear(); }
    void releaseAll() override { static_cast<void>(m_sink.take()); }
    std::vector<std::string> notes() const override {
        return {
            "written to memory; the output buffer is reused between timed runs, and fresh where allocations "
            "are counted"};
    }

  private:
    std::shared_ptr<const StoredSpace> m_stored;
    formats::SaveOptions m_options;
    space::SpaceContent m_content;
    MemorySink m_sink;
};

class DeserializeCase final : public BenchCase {
  public:
    DeserializeCase(std::shared_ptr<const StoredSpace> stored, io::SourcePtr source)
        : m_stored(std::move(stored)), m_source(std::move(source)) {}

    Result<void> run(const WorkContext& context) override {
        SB_TRY(opened, openSoundly(*m_stored->format, m_source, context));
        SB_TRY(space, space::inMemory(opened.content.space, context));
        m_opened = std::move(opened);
        m_space = std::move(space);
        return {};
    }
    Result<void> verify(bool, const WorkContext& context) override {
        return checkSameSpace(*m_stored->input->space, *m_space, *m_stored->format, "deserialize", context);
    }
    void release() override {
        m_space.reset();
        m_opened = {};
    }
    std::vector<std::string> notes() const override {
        if (m_stored->format->info().can(formats::OpensInPlace))
            return {"read from memory; every path is copied out of the file into a space in memory"};
        return {"read from memory"};
    }

  private:
    std::shared_ptr<const StoredSpace> m_stored;
    io::SourcePtr m_source;
    formats::Opened m_opened;
    space::SpacePtr m_space;
};

/// A file in the system's folder for temporary files, removed with this object.
class TemporaryFile {
  public:
    static Result<std::unique_ptr<TemporaryFile>> write(ByteView bytes, std::string_view extension) {
        static std::atomic<unsigned> count{0};
        std::error_code problem;
        const std::filesystem::path folder = std::filesystem::temp_directory_path(problem);
        if (problem) return Error::io("there is no folder for temporary files").got(problem.message());
        auto file = std::make_unique<TemporaryFile>();
        file->m_path = folder / fmt::format("spacebench-{}-{}.{}", ::getpid(), count++, extension);
        SB_TRY(out, io::AtomicFile::create(file->m_path.string()));
        SB_CHECK(out->write(bytes));
        SB_CHECK(out->commit());
        file->m_written = true;
        return file;
    }
    TemporaryFile() = default;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored; // nothing can be done about a file that is gone already
        if (m_written) std::filesystem::remove(m_path, ignored);
    }
    [[nodiscard]] std::string path() const { return m_path.string(); }

  private:
    std::filesystem::path m_path;
    bool m_written = false;
};

class LoadCase final : public BenchCase {
  public:
    LoadCase(std::shared_ptr<const StoredSpace> stored, std::unique_ptr<TemporaryFile> file)
        : m_stored(std::move(stored)), m_file(std::move(file)), m_path(m_file->path()) {}

    Result<void> run(const WorkContext& context) override {
        SB_TRY(source, io::openMapped(m_path, context));
        SB_TRY(opened, openSoundly(*m_stored->format, std::move(source), context));
        m_opened = std::move(opened);
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (!thorough) return {}; // the same file through the same mapping
        return checkSameSpace(*m_stored->input->space, *m_opened.content.space, *m_stored->format, "load",
                              context);
    }
    void release() override { m_opened = {}; }
    Result<bool> runBare(const WorkContext& context) override {
        SB_TRY(source, io::openMapped(m_path, context));
        return source != nullptr;
    }
    std::vector<std::string> notes() const override {
        return {
            "opened in place from a file in the page cache; the last open of each sample is compared path by "
            "path"};
    }

  private:
    std::shared_ptr<const StoredSpace> m_stored;
    std::unique_ptr<TemporaryFile> m_file;
    std::string m_path;
    formats::Opened m_opened;
};

} // namespace

Result<bool> BenchCase::runBare(const WorkContext&) {
    return false;
}

Result<std::shared_ptr<const StoredSpace>> storeSpace(const formats::Format& format,
                                                      std::shared_ptr<const BenchInputSpace> input,
                                                      const WorkContext& context) {
    auto stored = std::make_shared<StoredSpace>();
    stored->format = &format;
    stored->input = std::move(input);
    space::SpaceContent content;
    content.space = stored->input->space;
    SB_TRY(losses, format.losses(content, benchSaveOptions(), context));
    for (const formats::Loss& loss : losses) {
        if (loss.id != "values") return Error::unsupported(loss.message);
        stored->notes.push_back("left out: " + loss.message);
    }
    MemorySink sink;
    SB_TRY(report, format.save(content, benchSaveOptions(), sink, context));
    if (report.paths != stored->input->paths().size()) return wrongOutput(format, "serialize");
    SB_TRY(opened, readBack(format, *stored->input, sink.view(), context));
    stored->codec = codecOf(opened);
    stored->bytes = sink.take();
    return std::shared_ptr<const StoredSpace>(std::move(stored));
}

std::unique_ptr<BenchCase> serializeCase(std::shared_ptr<const StoredSpace> stored) {
    return std::make_unique<SerializeCase>(std::move(stored));
}

std::unique_ptr<BenchCase> deserializeCase(std::shared_ptr<const StoredSpace> stored) {
    io::SourcePtr source = io::fromMemory(stored->bytes.view(), "serialized");
    if (source == nullptr) return nullptr;
    return std::make_unique<DeserializeCase>(std::move(stored), std::move(source));
}

Result<std::unique_ptr<BenchCase>> loadCase(std::shared_ptr<const StoredSpace> stored) {
    const formats::FormatInfo& info = stored->format->info();
    SB_TRY(file,
           TemporaryFile::write(stored->bytes, info.extensions.empty() ? info.id : info.extensions.front()));
    return std::unique_ptr<BenchCase>(std::make_unique<LoadCase>(std::move(stored), std::move(file)));
}

} // namespace spacebench::jobs
