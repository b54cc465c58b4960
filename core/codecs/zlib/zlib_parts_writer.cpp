// SPDX-License-Identifier: Apache-2.0
#include "codecs/zlib/zlib_parts.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <zlib.h>

#include "codecs/zlib/deflate_walk.h"
#include "codecs/zlib/level_choice.h"

namespace spacebench::codecs::zlib {

namespace {

constexpr int kIsalLevel = 1; ///< our level 1 is ISA-L's: 5 times as fast as libdeflate's for 2 % more bytes
constexpr std::size_t kPartsAThread = 4; ///< parts in flight a thread: evens out parts that take longer
constexpr std::size_t kFlushBytes = 16;  ///< room for the flush block behind a part
constexpr Byte kFlushMarker[4] = {0x00, 0x00, 0xFF, 0xFF};
constexpr Byte kFinalEmptyBlock[2] = {0x03, 0x00}; ///< final, fixed codes, end of block

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// One part's memory, reused for every part that this slot gets.
struct Slot {
    std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor;
    int compressorLevel = 0;
    int level = 0;          ///< wanted for the next part
    ByteBuffer levelBuffer; ///< ISA-L's scratch
    ByteBuffer stored;
    std::uint32_t adler = 1;
    std::size_t rawBytes = 0;
    std::optional<Error> error;
};

/// Clears the final-block bit of a complete deflate stream and ends it on a flush point. `stored` has
/// kFlushBytes of room left.
Result<void> turnIntoPart(ByteBuffer& stored) {
    SB_TRY(last, findLastBlock(stored.view()));
    stored.data()[last.headerBit / 8] &= static_cast<Byte>(~(1U << (last.headerBit % 8)));
    // The header of the empty stored block is three zero bits: they follow the last code, the rest of the
    // byte is zero padding.
    const auto bytes = static_cast<std::size_t>((last.endBit + 3 + 7) / 8);
    while (stored.size() < bytes)
        if (!stored.append(ByteView(kFlushMarker, 1))) return ByteBuffer::outOfMemory(bytes);
    stored.truncate(bytes);
    if (!stored.append(kFlushMarker)) return ByteBuffer::outOfMemory(bytes);
    return {};
}

Result<void> compressWithLibdeflate(Slot& slot, ByteView raw) {
    if (slot.compressorLevel != slot.level) slot.compressor.reset(libdeflate_alloc_compressor(slot.level));
    slot.compressorLevel = slot.level;
    if (slot.compressor == nullptr) return ByteBuffer::outOfMemory(kPartBytes);
    const std::size_t bound = libdeflate_deflate_compress_bound(slot.compressor.get(), raw.size());
    slot.stored.clear();
    if (!slot.stored.resize(bound + kFlushBytes)) return ByteBuffer::outOfMemory(bound);
    const std::size_t size =
        libdeflate_deflate_compress(slot.compressor.get(), raw.data(), raw.size(), slot.stored.data(), bound);
    if (size == 0) return Error::internal("libdeflate did not fit a part into its own bound");
    slot.stored.truncate(size);
    return turnIntoPart(slot.stored);
}

Result<void> compressWithIsal(Slot& slot, ByteView raw) {
    const std::size_t bound = raw.size() + raw.size() / 8 + 1024;
    if (!slot.levelBuffer.resize(ISAL_DEF_LVL1_DEFAULT))
        return ByteBuffer::outOfMemory(ISAL_DEF_LVL1_DEFAULT);
    slot.stored.clear();
    if (!slot.stored.resize(bound)) return ByteBuffer::outOfMemory(bound);
    isal_zstream stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = slot.levelBuffer.data();
    stream.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    stream.flush = FULL_FLUSH;
    stream.end_of_stream = 0;
    stream.next_in = const_cast<Byte*>(raw.data()); // the interface of ISA-L is not const
    stream.avail_in = static_cast<std::uint32_t>(raw.size());
    stream.next_out = slot.stored.data();
    stream.avail_out = static_cast<std::uint32_t>(bound);
    if (isal_deflate(&stream) != COMP_OK || stream.avail_in != 0 || stream.avail_out == 0)
        return Error::internal("ISA-L did not fit a part into its bound");
    slot.stored.truncate(bound - stream.avail_out);
    return {};
}

static_assert(kSampledBytes <= kPartsAThread * kPartBytes && kChoiceBytes % (kPartsAThread * kPartBytes) == 0,
              "the choice must not depend on the number of threads");

class PartsEncoder final : public Encoder {
  public:
    PartsEncoder(ByteSink& out, int level, const WorkContext& context)
        : m_out(out), m_level(level), m_partLevel(level), m_context(context),
          m_slots(kPartsAThread * (context.executor != nullptr ? context.executor->concurrency() : 1)) {}

    Result<void> write(ByteView raw) override {
        const std::size_t batch = m_slots.size() * kPartBytes;
        while (!raw.empty()) {
            if (m_staged.empty() && raw.size() >= batch) { // straight from the caller's memory
                SB_CHECK(flush(raw.first(batch)));
                raw = raw.subspan(batch);
                continue;
            }
            const std::size_t count = std::min(raw.size(), batch - m_staged.size());
            if (!m_staged.append(raw.first(count))) return ByteBuffer::outOfMemory(batch);
            raw = raw.subspan(count);
            if (m_staged.size() == batch) SB_CHECK(flushStaged());
        }
        return {};
    }

    Result<void> finish() override {
        SB_CHECK(flushStaged());
        SB_CHECK(header());
        SB_CHECK(m_out.write(kFinalEmptyBlock));
        const Byte adler[4] = {static_cast<Byte>(m_adler >> 24), static_cast<Byte>(m_adler >> 16),
                               static_cast<Byte>(m_adler >> 8), static_cast<Byte>(m_adler)};
        return m_out.write(adler);
    }

  private:
    Result<void> header() {
        if (m_headed) return {};
        m_headed = true;
        // CINFO 7 (32 KiB window), CM 8; FLEVEL as zlib sets it; FCHECK makes the whole a multiple of 31.
        const unsigned flevel = m_level == 1 ? 0 : m_level < 6 ? 1 : m_level == 6 ? 2 : 3;
        const unsigned head = 0x7800U | flevel << 6;
        const unsigned checked = head + (31 - head % 31) % 31;
        const Byte bytes[2] = {static_cast<Byte>(checked >> 8), static_cast<Byte>(checked)};
        return m_out.write(bytes);
    }

    Result<void> flushStaged() {
        if (m_staged.empty()) return {};
        SB_CHECK(flush(m_staged.view()));
        m_staged.clear();
        return {};
    }

    void chooseLevels(ByteView raw) {
        for (std::size_t at = 0; at < raw.size(); at += kPartBytes, m_raw += kPartBytes) {
            if (m_level == kPathMapLevel && m_raw % kChoiceBytes == 0)
                m_partLevel = levelAsPathMap(raw.subspan(at), m_context);
            m_slots[at / kPartBytes].level = m_partLevel;
        }
    }

    Result<void> flush(ByteView raw) {
        SB_CHECK(header());
        chooseLevels(raw);
        const std::size_t count = (raw.size() + kPartBytes - 1) / kPartBytes;
        const auto part = [&](std::size_t index) {
            if (m_context.cancelled()) return;
            const ByteView piece =
                raw.subspan(index * kPartBytes, std::min(kPartBytes, raw.size() - index * kPartBytes));
            Slot& slot = m_slots[index];
            slot.rawBytes = piece.size();
            slot.adler = libdeflate_adler32(1, piece.data(), piece.size());
            auto done =
                m_level == kIsalLevel ? compressWithIsal(slot, piece) : compressWithLibdeflate(slot, piece);
            if (!done.ok()) slot.error = std::move(done).error();
        };
        if (m_context.executor != nullptr && count > 1) {
            m_context.executor->parallelFor(count, part);
        } else {
            for (std::size_t index = 0; index < count; ++index) part(index);
        }
        SB_CHECK(m_context.poll());
        for (std::size_t index = 0; index < count; ++index) {
            Slot& slot = m_slots[index];
            if (slot.error) return *slot.error;
            m_adler = static_cast<std::uint32_t>(
                adler32_combine(m_adler, slot.adler, static_cast<z_off_t>(slot.rawBytes)));
            SB_CHECK(m_out.write(slot.stored.view()));
        }
        return {};
    }

    ByteSink& m_out;
    int m_level;     ///< as asked for
    int m_partLevel; ///< of libdeflate, for the parts to come
    WorkContext m_context;
    std::vector<Slot> m_slots;
    ByteBuffer m_staged;
    std::uint64_t m_raw =
        0; ///< where the next part begins; batches begin on multiples of kPartsAThread parts
    std::uint32_t m_adler = 1;
    bool m_headed = false;
};

} // namespace

Result<std::unique_ptr<Encoder>> partsEncoder(ByteSink& out, int level, const WorkContext& context) {
    if (level < 1 || level > 9)
        return Error::invalid("no such zlib level").expect("1 to 9").got(std::to_string(level));
    return std::unique_ptr<Encoder>(std::make_unique<PartsEncoder>(out, level, context));
}

} // namespace spacebench::codecs::zlib
