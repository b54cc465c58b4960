// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/parse.h"

#include <fmt/format.h>

#include "codecs/blake2b.h"
#include "formats/act/act_format.h"
#include "formats/checksum.h"
#include "formats/mtts/mtts_layout.h"
#include "jobs/pipeline/read_input.h"
#include "jobs/pipeline/symbol_stage.h"
#include "jobs/pipeline/zlib_stream.h"

namespace spacebench::jobs::pipeline {

namespace {

namespace mtts = formats::mtts;
using formats::kChecksumBytes;
using formats::kCountBytes;

constexpr std::size_t kStepBytes = std::size_t{256} << 10; ///< decompressed or hashed between two polls

Error endsEarly(std::uint64_t at) {
    return Error::corrupt("the file ends early").at(at);
}

class PathsParser final : public Parser {
  public:
    explicit PathsParser(const ParseJob& job) : m_job(job), m_raw(job.hugePages()), m_inflating(m_raw) {}

    Result<void> add(ByteView piece) override {
        if (m_job.plan.settings.preallocate) SB_CHECK(m_raw.preallocate(0, m_job.atoms()));
        return m_job.watch.time(m_job.trace.codecNs,
                                [&] { return m_inflating.add(piece, m_job.crew.context()); });
    }
    Result<void> finish() override {
        SB_CHECK(m_inflating.finish());
        m_job.trace.bufferGrowths += m_raw.growths();
        FrameCollector collector(m_job.store, m_job.crew, m_job.collecting(), m_job.atoms());
        return m_job.watch.time(m_job.trace.collectNs, [&]() -> Result<void> {
            SB_CHECK(collector.add(m_raw.view()));
            return collector.finish();
        });
    }

  private:
    const ParseJob& m_job;
    OutputBuffer m_raw;
    Inflating m_inflating;
};

/// Used in place where it is all there at once, else put together first.
class ActParser final : public Parser {
  public:
    explicit ActParser(const ParseJob& job) : m_job(job), m_file(job.hugePages()) {}

    Result<void> add(ByteView piece) override {
        const std::uint64_t size = m_job.trace.storedBytes;
        if (m_file.view().empty() && piece.size() == size) return walk(piece);
        if (m_job.plan.settings.preallocate) SB_CHECK(m_file.preallocate(size, 0));
        SB_CHECK(m_job.watch.time(m_job.trace.writeNs, [&] { return m_file.write(piece); }));
        return m_file.view().size() == size ? walk(m_file.view()) : Result<void>();
    }
    Result<void> finish() override {
        m_job.trace.bufferGrowths += m_file.growths();
        return m_walked ? Result<void>() : endsEarly(m_file.view().size());
    }

  private:
    Result<void> walk(ByteView file) {
        m_walked = true;
        return m_job.watch.time(m_job.trace.collectNs, [&]() -> Result<void> {
            SB_TRY(opened, formats::act::openAct(viewSource(file), {}, m_job.crew.context()));
            if (opened.damage) return *opened.damage;
            return collectTree(*opened.content.space, m_job.store, m_job.values, m_job.crew,
                               m_job.collecting(), m_job.atoms());
        });
    }

    const ParseJob& m_job;
    OutputBuffer m_file;
    bool m_walked = false;
};

/// The documented dialect with a checksum, as the product writes it.
class MttsParser final : public Parser {
  public:
    explicit MttsParser(const ParseJob& job)
        : m_job(job), m_hash(kChecksumBytes, *job.plan.hash),
          m_contentEnd(job.trace.storedBytes -
                       std::min<std::uint64_t>(job.trace.storedBytes, kChecksumBytes)) {
        job.trace.hash = job.plan.hash->id;
    }

    Result<void> add(ByteView piece) override {
        const auto content = static_cast<std::size_t>(
            m_seen >= m_contentEnd ? 0 : std::min<std::uint64_t>(piece.size(), m_contentEnd - m_seen));
        m_seen += piece.size();
        m_checksum.insert(m_checksum.end(), piece.begin() + static_cast<std::ptrdiff_t>(content),
                          piece.end());
        piece = piece.first(content);
        SB_CHECK(hash(piece));
        if (!m_headed) {
            ByteView head = piece;
            if (!m_head.empty()) {
                m_head.insert(m_head.end(), piece.begin(), piece.end());
                head = m_head;
            }
            SB_TRY(used, readHead(head));
            if (!m_headed && m_head.empty()) m_head.assign(piece.begin(), piece.end());
            if (!m_headed) return {};
            piece = head.subspan(used);
        }
        return addSection(piece);
    }

    Result<void> finish() override {
        if (!m_headed) return endsEarly(m_seen);
        const codecs::Digest256 digest = m_hash.finish256();
        if (!equalBytes(digest, m_checksum))
            return Error::corrupt("the checksum does not fit")
                .at(m_contentEnd)
                .expect(formats::checksumText(digest));
        if (!m_collector) return endsEarly(m_seen);
        SB_CHECK(m_collector->finish());
        if (m_job.store.total() == m_count) return {};
        return Error::corrupt("the number of paths is not what the file says")
            .expect(fmt::format("{}", m_count))
            .got(fmt::format("{}", m_job.store.total()));
    }

  private:
    static constexpr std::size_t kHeaderBytes = 24; ///< up to and with the length of the symbol table
    static constexpr std::size_t kStoredHeadBytes = 1 + 2 * kCountBytes;

    Result<void> hash(ByteView piece) {
        return m_job.watch.time(m_job.trace.checksumNs, [&]() -> Result<void> {
            for (std::size_t at = 0; at < piece.size(); at += kStepBytes) {
                SB_CHECK(m_job.crew.context().poll());
                m_hash.update(piece.subspan(at, std::min(kStepBytes, piece.size() - at)));
            }
            return {};
        });
    }

    /// Bytes used: all up to the first path or the compressed bytes; 0 where there is more to come.
    Result<std::size_t> readHead(ByteView head) {
        if (head.size() < kHeaderBytes) return std::size_t{0};
        if (!startsWith(head, asBytes(mtts::kMagic)) || head[4] != mtts::kVersion || head[5] != 0 ||
            (head[6] & mtts::kFlagChecksum) == 0)
            return Error::unsupportedVersion("pipelines read the documented MTTS with a checksum").at(0);
        m_compressed = (head[6] & mtts::kFlagCompressed) != 0;
        const std::uint64_t symbols = loadU64(head.data() + 16);
        const std::size_t after = m_compressed ? kStoredHeadBytes : kCountBytes;
        if (m_contentEnd < kHeaderBytes + after || symbols > m_contentEnd - kHeaderBytes - after)
            return Error::corrupt("the symbol table passes the end of the file").at(16);
        if (head.size() < kHeaderBytes + symbols + after) return std::size_t{0};
        m_headed = true;
        const auto size = static_cast<std::size_t>(symbols);
        SB_CHECK(readSymbols(head.subspan(kHeaderBytes, size)));
        const Byte* const at = head.data() + kHeaderBytes + size;
        if (m_compressed) {
            m_codec = codecs::findCodecByWireId(at[0]);
            if (m_codec == nullptr) return Error::corrupt("no such codec").at(kHeaderBytes + size);
            m_storedLength = loadU64(at + 1 + kCountBytes);
            if (m_storedLength != m_contentEnd - kHeaderBytes - size - after)
                return Error::corrupt("the compressed paths pass the end of the file")
                    .at(kHeaderBytes + size);
        } else {
            beginPaths(loadU64(at), m_contentEnd);
        }
        return kHeaderBytes + size + after;
    }

    Result<void> readSymbols(ByteView zip) {
        const tuning::PipelineSettings& settings = m_job.plan.settings;
        return m_job.watch.time(m_job.trace.symbolsNs, [&]() -> Result<void> {
            SB_TRY(table, unpackSymbols(zip, settings.symbolsInMemory, m_job.plan.input->folder, m_job.trace,
                                        m_job.crew.context()));
            return m_job.watch.time(m_job.trace.internNs, [&] {
                return m_job.table->intern(table, settings.internThreads, settings.batchInterning,
                                           m_job.crew);
            });
        });
    }

    /// The count of a file is not believed as far as memory goes: a frame takes four bytes.
    void beginPaths(std::uint64_t count, std::uint64_t bytes) {
        m_count = count;
        m_collector.emplace(m_job.store, m_job.crew, m_job.collecting(),
                            std::min<std::uint64_t>(count, bytes / formats::kLengthBytes));
    }

    Result<void> addSection(ByteView piece) {
        if (!m_compressed)
            return m_job.watch.time(m_job.trace.collectNs, [&] { return m_collector->add(piece); });
        if (m_collector) return {}; // all of it was there; what follows is the checksum
        if (m_stored.empty() && piece.size() == m_storedLength) return decompress(piece);
        m_stored.insert(m_stored.end(), piece.begin(), piece.end());
        return m_stored.size() == m_storedLength ? decompress(m_stored) : Result<void>();
    }

    Result<void> decompress(ByteView stored) {
        OutputBuffer raw(m_job.hugePages());
        if (m_job.plan.settings.preallocate) SB_CHECK(raw.preallocate(0, m_job.atoms()));
        SB_CHECK(m_job.watch.time(m_job.trace.codecNs, [&] { return decode(stored, raw); }));
        m_job.trace.bufferGrowths += raw.growths();
        if (raw.view().size() < kCountBytes) return endsEarly(m_seen);
        beginPaths(loadU64(raw.view().data()), raw.view().size());
        return m_job.watch.time(m_job.trace.collectNs,
                                [&] { return m_collector->add(raw.view().subspan(kCountBytes)); });
    }

    Result<void> decode(ByteView stored, OutputBuffer& raw) {
        SB_TRY(decoder, m_codec->decoder(stored));
        for (;;) {
            SB_CHECK(m_job.crew.context().poll());
            const std::size_t before = raw.view().size();
            Byte* const room = raw.extend(kStepBytes);
            if (room == nullptr) return ByteBuffer::outOfMemory(before + kStepBytes);
            SB_TRY(got, decoder->read({room, kStepBytes}));
            raw.truncate(before + got);
            if (got == 0) return {};
            SB_CHECK(codecs::checkInflation(decoder->consumed(), raw.view().size(),
                                            m_job.crew.context().limits, decoder->suspiciousRatio()));
        }
    }

    const ParseJob& m_job;
    codecs::Blake2b m_hash;
    std::uint64_t m_contentEnd; ///< where the checksum begins
    std::uint64_t m_seen = 0;
    Bytes m_head; ///< of a file in pieces, until all up to the paths is there
    bool m_headed = false;
    bool m_compressed = false;
    const codecs::Codec* m_codec = nullptr;
    std::uint64_t m_storedLength = 0;
    Bytes m_stored;
    std::uint64_t m_count = 0;
    std::optional<FrameCollector> m_collector;
    Bytes m_checksum;
};

} // namespace

std::unique_ptr<Parser> makeParser(const ParseJob& job) {
    switch (job.plan.kind) {
    case TaskFormat::Paths:
        return std::make_unique<PathsParser>(job);
    case TaskFormat::Act:
        return std::make_unique<ActParser>(job);
    case TaskFormat::Mtts:
        break;
    }
    return std::make_unique<MttsParser>(job);
}

} // namespace spacebench::jobs::pipeline
