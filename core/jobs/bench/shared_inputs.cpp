// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/shared_inputs.h"

#include <charconv>
#include <set>

#include "base/units.h"
#include "codecs/blake2b.h"
#include "codecs/blocks/block_codec.h"
#include "jobs/bench/floor_meter.h"
#include "jobs/bench/space_check.h"
#include "jobs/copy_time.h"
#include "jobs/report_text.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

namespace blocks = codecs::blocks;
using results::Operation;

bool isBlock(const Configuration& row) {
    return row.operation == Operation::Compress || row.operation == Operation::Decompress;
}

Result<std::shared_ptr<io::ScratchFile>> writeFile(ByteView bytes, const std::string& folder) {
    SB_TRY(writer, io::ScratchWriter::create(folder, {}));
    SB_CHECK(writer->write(bytes));
    SB_CHECK(writer->finish());
    return writer->file();
}

std::string codecOf(const formats::Opened& opened) {
    for (const formats::Fact& fact : opened.facts)
        if (fact.id == "codec")
            if (const auto* name = std::get_if<std::string>(&fact.value); name != nullptr && !name->empty())
                return *name;
    return "none";
}

class Preparation {
  public:
    Preparation(std::shared_ptr<const BenchInputSpace> input, const std::string& folder,
                const JobServices& services)
        : m_input(std::move(input)), m_folder(folder), m_services(services), m_context(services.work) {
        m_context.progress = nullptr; // what formats report would replace the plan's own progress
    }

    Result<PreparedInput> run(const std::vector<Configuration>& rows) {
        const space::PathSet& paths = m_input->paths();
        PreparedInput prepared;
        prepared.info.name = m_input->name;
        prepared.info.atoms = paths.size();
        prepared.info.rawBytes = paths.framed().size();
        SB_TRY(copyNs, copyTime(paths.framed(), m_services.clock));
        prepared.info.memcpyNs = copyNs;
        prepared.info.hash = hexText(codecs::blake2b256(paths.framed()));
        SB_TRY(framed, writeFile(paths.framed(), m_folder));
        prepared.framed = std::move(framed);
        if (paths.hasValues()) {
            const std::span<const std::uint64_t> values = paths.values();
            SB_TRY(file,
                   writeFile({reinterpret_cast<const Byte*>(values.data()), values.size_bytes()}, m_folder));
            prepared.values = std::move(file);
        }
        FloorMeter meter(m_input, copyNs, m_services.clock, m_context);
        std::set<std::string> loaded;
        for (const Configuration& row : rows)
            if (row.operation == Operation::Load) loaded.insert(storedKey(row));
        for (const Configuration& row : rows) {
            const std::string key = storedKey(row);
            if (key.empty() || prepared.stored.count(key) != 0) continue;
            SB_CHECK(m_services.work.poll());
            auto stored = isBlock(row) ? storeBlock(row) : storeFormat(row, meter, loaded.count(key) != 0);
            if (!stored.ok()) {
                // Neither of these is about one format.
                if (stored.error().code == ErrorCode::Cancelled || stored.error().code == ErrorCode::Io)
                    return std::move(stored).error();
                StoredFile refused;
                refused.refusal = asWrongOutput(std::move(stored).error());
                stored = std::move(refused);
            }
            prepared.stored.emplace(key, std::move(*stored));
        }
        return prepared;
    }

  private:
    Result<StoredFile> storeFormat(const Configuration& row, FloorMeter& meter, bool isLoaded) {
        const formats::Format* const format = formats::findFormat(row.formatId);
        if (format == nullptr) return Error::invalid("there is no such format").got(row.formatId);
        formats::SaveOptions options = benchSaveOptions();
        if (row.codec != "default") {
            SB_TRY(choice, codecs::parseCodec(row.codec));
            options.codec = choice;
        }
        space::SpaceContent content;
        content.space = m_input->space;
        StoredFile stored;
        SB_TRY(losses, format->losses(content, options, m_context));
        for (const formats::Loss& loss : losses) {
            if (loss.id != "values") return Error::unsupported(loss.message);
            stored.notes.push_back("left out: " + loss.message);
        }
        MemorySink sink;
        SB_TRY(report, format->save(content, options, sink, m_context));
        if (report.paths != m_input->paths().size()) return wrongOutput(*format, "serialize");
        io::SourcePtr source = io::fromMemory(sink.view(), "serialized");
        if (source == nullptr) return ByteBuffer::outOfMemory(sink.view().size());
        SB_TRY(opened, openSoundly(*format, std::move(source), m_context));
        SB_CHECK(checkSameSpace(*m_input->space, *opened.content.space, *format, "serialize", m_context));
        stored.codec = codecOf(opened);
        SB_TRY(floor, meter.partsOf(stored.codec, sink.view().size()));
        stored.floor = floor;
        SB_CHECK(keep(sink.view(), stored));
        if (isLoaded) {
            const std::string path = stored.file->path();
            SB_TRY(mapNs, FloorMeter::leastTime(
                              [&]() -> Result<void> {
                                  SB_TRY(mapped, io::openMapped(path, m_context));
                                  static_cast<void>(mapped);
                                  return {};
                              },
                              m_services.clock, m_context));
            stored.mapNs = mapNs;
        }
        return stored;
    }

    /// What a decompressor gets.
    Result<StoredFile> storeBlock(const Configuration& row) {
        const std::size_t colon = row.codec.find(':');
        const blocks::BlockCodec* const codec = blocks::findBlockCodec(row.codec.substr(0, colon));
        if (codec == nullptr) return Error::invalid("there is no such codec for blocks").got(row.codec);
        blocks::BlockSettings settings;
        settings.level = codec->standardLevel();
        settings.stop = m_context.stop;
        if (colon != std::string::npos) {
            const char* const end = row.codec.data() + row.codec.size();
            const auto parsed = std::from_chars(row.codec.data() + colon + 1, end, settings.level);
            if (parsed.ec != std::errc() || parsed.ptr != end)
                return Error::invalid("a codec's level is a number").got(row.codec);
        }
        const ByteView raw = m_input->paths().framed();
        SB_TRY(compressor, codec->compressor(settings));
        ByteBuffer out;
        if (!out.resize(compressor->bound(raw.size())))
            return ByteBuffer::outOfMemory(compressor->bound(raw.size()));
        SB_TRY(size, compressor->compress(raw, {out.data(), out.size()}));
        StoredFile stored;
        stored.codec = row.codec;
        SB_CHECK(keep({out.data(), size}, stored));
        return stored;
    }

    Result<void> keep(ByteView bytes, StoredFile& stored) const {
        stored.bytes = bytes.size();
        stored.hash = hexText(codecs::blake2b256(bytes));
        SB_TRY(file, writeFile(bytes, m_folder));
        stored.file = std::move(file);
        return {};
    }

    std::shared_ptr<const BenchInputSpace> m_input;
    const std::string& m_folder;
    const JobServices& m_services;
    WorkContext m_context;
};

} // namespace

std::string storedKey(const Configuration& row) {
    // Compressing needs no file, and a pipeline makes its own.
    if (row.operation == Operation::Compress || row.switches.settings) return {};
    if (row.operation == Operation::Decompress) return "block " + row.codec;
    return row.formatId + " " + row.codec;
}

const StoredFile* PreparedInput::storedFor(const Configuration& row) const {
    const auto found = stored.find(storedKey(row));
    return found == stored.end() ? nullptr : &found->second;
}

CellFiles PreparedInput::filesFor(const Configuration& row, const std::string& folder) const {
    CellFiles files;
    files.framed = framed->pathForOthers();
    if (values != nullptr) files.values = values->pathForOthers();
    if (const StoredFile* const one = storedFor(row); one != nullptr && one->file != nullptr) {
        files.stored = one->file->pathForOthers();
        files.storedHash = one->hash;
    }
    files.folder = folder;
    return files;
}

Result<PreparedInput> prepareInput(const std::string& name, space::SpacePtr space,
                                   const std::vector<Configuration>& rows, const std::string& folder,
                                   const JobServices& services) {
    auto input = std::make_shared<BenchInputSpace>();
    input->name = name;
    SB_TRY(inMemory, space::inMemory(std::move(space), services.work));
    input->space = std::move(inMemory);
    if (input->paths().size() == 0) return Error::invalid("it is empty: nothing to measure").in(name);
    return Preparation(std::move(input), folder, services).run(rows);
}

} // namespace spacebench::jobs
