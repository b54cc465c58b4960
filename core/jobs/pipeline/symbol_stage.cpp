// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/symbol_stage.h"

#include <fmt/format.h>

#include "formats/symbols/symbol_zip.h"
#include "io/scratch_file.h"

namespace spacebench::jobs::pipeline {

namespace {

/// What was written to a temporary file, read back from it.
Result<ByteBuffer> throughFile(ByteView content, const std::string& folder, PipelineTrace& trace) {
    SB_TRY(writer, io::ScratchWriter::create(folder, {}));
    ++trace.temporaryFiles;
    SB_CHECK(writer->write(content));
    SB_CHECK(writer->finish());
    SB_TRY(reader, io::ScratchReader::open(writer->file()->path(), io::PageCache::Use));
    ByteBuffer back;
    const auto size = static_cast<std::size_t>(reader->size());
    if (!back.resize(size)) return ByteBuffer::outOfMemory(size);
    std::size_t filled = 0;
    while (filled < size) {
        SB_TRY(got, reader->read({back.data() + filled, size - filled}));
        filled += got;
    }
    trace.writeCalls += writer->calls().writes;
    trace.readCalls += reader->calls().reads;
    return back;
}

} // namespace

Result<ByteBuffer> packSymbols(const space::SymbolTable& table, bool inMemory, const std::string& folder,
                               PipelineTrace& trace, const WorkContext& context) {
    if (table.size() == 0) return ByteBuffer();
    SB_TRY(zip, formats::symbols::writeSymbolZip(table, context));
    if (inMemory) return zip;
    return throughFile(zip, folder, trace);
}

Result<space::SymbolTable> unpackSymbols(ByteView zip, bool inMemory, const std::string& folder,
                                         PipelineTrace& trace, const WorkContext& context) {
    Findings ignored; // an archive of our own writer has none
    if (zip.empty()) return space::SymbolTable();
    if (inMemory) return formats::symbols::readSymbolZip(zip, ignored, context);
    SB_TRY(back, throughFile(zip, folder, trace));
    return formats::symbols::readSymbolZip(back, ignored, context);
}

Result<const codecs::blake2b::Implementation*> hashNamed(const std::string& id) {
    namespace blake2b = codecs::blake2b;
    const blake2b::Implementation* fastest = nullptr;
    std::string names;
    for (const blake2b::Implementation& one : blake2b::implementations()) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", one.id);
        if (one.id == id && !one.usable)
            return Error::unsupported(fmt::format("this processor cannot run BLAKE2b as {}", id));
        if (one.id == id) return &one;
        const auto speed = blake2b::bytesPerSecond(one);
        if (speed && (fastest == nullptr || *speed > *blake2b::bytesPerSecond(*fastest))) fastest = &one;
    }
    if (id == "fastest" && fastest != nullptr) return fastest;
    return Error::invalid(fmt::format("there is no BLAKE2b '{}'", id)).expect(names + ", or fastest");
}

} // namespace spacebench::jobs::pipeline
