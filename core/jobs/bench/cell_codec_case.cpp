// SPDX-License-Identifier: Apache-2.0
//
// Compress and decompress: all framed paths as one block, by a codec alone.
#include <charconv>

#include <fmt/format.h>

#include "codecs/blocks/block_codec.h"
#include "io/byte_source.h"
#include "jobs/bench/cell_case.h"

namespace spacebench::jobs {

namespace {

namespace blocks = codecs::blocks;

struct BlockChoice {
    const blocks::BlockCodec* codec = nullptr;
    blocks::BlockSettings settings;
};

Result<BlockChoice> parseChoice(std::string_view text, const WorkContext& context) {
    const std::size_t colon = text.find(':');
    BlockChoice choice;
    choice.codec = blocks::findBlockCodec(text.substr(0, colon));
    if (choice.codec == nullptr)
        return Error::invalid("there is no such codec for blocks").got("'" + std::string(text) + "'");
    choice.settings.level = choice.codec->standardLevel();
    choice.settings.stop = context.stop;
    if (colon == std::string_view::npos) return choice;
    const std::string_view level = text.substr(colon + 1);
    const auto [rest, problem] =
        std::from_chars(level.data(), level.data() + level.size(), choice.settings.level);
    if (problem != std::errc{} || rest != level.data() + level.size())
        return Error::invalid("a codec's level is a number").got("'" + std::string(text) + "'");
    return choice;
}

/// Copied into memory of this process, as a space in memory is: pages of the page cache read otherwise.
Result<io::SourcePtr> intoMemory(const std::string& path, const WorkContext& context) {
    return io::openRead(path, context);
}

class CompressCell final : public CellCase {
  public:
    CompressCell(BlockChoice choice, io::SourcePtr raw) : m_choice(choice), m_raw(std::move(raw)) {}

    Result<void> run(const Clock&, const WorkContext&) override {
        if (m_compressor == nullptr) {
            SB_TRY(made, m_choice.codec->compressor(m_choice.settings));
            m_compressor = std::move(made);
        }
        const std::size_t room = m_compressor->bound(m_raw->size());
        if (m_out.size() < room && !m_out.resize(room)) return ByteBuffer::outOfMemory(room);
        SB_TRY(size, m_compressor->compress(m_raw->bytes(), {m_out.data(), m_out.size()}));
        m_stored = size;
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (!thorough) return {};
        ByteBuffer back;
        if (!back.resize(m_raw->size())) return ByteBuffer::outOfMemory(m_raw->size());
        blocks::BlockSettings settings = m_choice.settings;
        settings.stop = context.stop;
        SB_TRY(decompressor, m_choice.codec->decompressor(settings));
        SB_CHECK(decompressor->decompress({m_out.data(), m_stored}, {back.data(), back.size()}));
        if (equalBytes(back, m_raw->bytes())) return {};
        return Error::wrongOutput(
            fmt::format("what {} compressed comes back as something else", m_choice.codec->id()));
    }
    void release() override {}
    void releaseAll() override {
        m_compressor.reset();
        m_out = {};
    }
    std::uint64_t storedBytes() const override { return m_stored; }
    std::vector<std::string> notes() const override {
        std::vector<std::string> notes{"one block, from memory to memory, by " + m_choice.codec->backend()};
        if (m_choice.settings.workers != 0)
            notes.push_back(fmt::format("with {} threads of the library's own", m_choice.settings.workers));
        return notes;
    }

  private:
    BlockChoice m_choice;
    io::SourcePtr m_raw;
    std::unique_ptr<blocks::BlockCompressor> m_compressor;
    ByteBuffer m_out;
    std::size_t m_stored = 0;
};

class DecompressCell final : public CellCase {
  public:
    DecompressCell(BlockChoice choice, io::SourcePtr stored, std::string framed, std::uint64_t rawBytes)
        : m_choice(choice), m_stored(std::move(stored)), m_framed(std::move(framed)), m_rawBytes(rawBytes) {}

    Result<void> run(const Clock&, const WorkContext&) override {
        if (m_decompressor == nullptr) {
            SB_TRY(made, m_choice.codec->decompressor(m_choice.settings));
            m_decompressor = std::move(made);
        }
        const auto size = static_cast<std::size_t>(m_rawBytes);
        if (m_out.size() < size && !m_out.resize(size)) return ByteBuffer::outOfMemory(size);
        return m_decompressor->decompress(m_stored->bytes(), {m_out.data(), m_out.size()});
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (!thorough) return {};
        SB_TRY(framed, io::openMapped(m_framed, context));
        const bool same = equalBytes(framed->bytes(), m_out);
        SB_CHECK(framed->health());
        if (same) return {};
        return Error::wrongOutput(
            fmt::format("what {} decompressed is not what was compressed", m_choice.codec->id()));
    }
    void release() override {
        // What is not written again must not pass for this run's: a byte a page, cheap enough for any size.
        constexpr std::size_t kPageBytes = 4096;
        for (std::size_t at = 0; at < m_out.size(); at += kPageBytes)
            m_out.data()[at] = static_cast<Byte>(~m_out.data()[at]);
    }
    void releaseAll() override {
        m_decompressor.reset();
        m_out = {};
    }
    std::uint64_t storedBytes() const override { return m_stored->size(); }
    std::vector<std::string> notes() const override {
        return {"one block, from memory to memory, by " + m_choice.codec->backend()};
    }

  private:
    BlockChoice m_choice;
    io::SourcePtr m_stored;
    std::string m_framed;
    std::uint64_t m_rawBytes;
    std::unique_ptr<blocks::BlockDecompressor> m_decompressor;
    ByteBuffer m_out;
};

} // namespace

Result<std::unique_ptr<CellCase>> makeCodecCase(const CellRequest& request, const WorkContext& context) {
    if (request.medium == Medium::File)
        return Error::invalid("codecs are measured from memory to memory").got("medium 'file'");
    if (request.settings) return Error::invalid("a codec alone has no switches");
    SB_TRY(choice, parseChoice(request.codec, context));
    if (request.operation == results::Operation::Compress) {
        const unsigned threads = context.executor != nullptr ? context.executor->concurrency() : 1;
        if (threads > 1 && choice.codec->can(blocks::TakesWorkers)) choice.settings.workers = threads;
        SB_TRY(raw, intoMemory(request.files.framed, context));
        return std::unique_ptr<CellCase>(std::make_unique<CompressCell>(choice, std::move(raw)));
    }
    SB_TRY(framed, io::openMapped(request.files.framed, context));
    SB_TRY(stored, intoMemory(request.files.stored, context));
    return std::unique_ptr<CellCase>(
        std::make_unique<DecompressCell>(choice, std::move(stored), request.files.framed, framed->size()));
}

} // namespace spacebench::jobs
