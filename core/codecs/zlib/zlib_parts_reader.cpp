// SPDX-License-Identifier: Apache-2.0
#include "codecs/zlib/zlib_parts.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <zlib.h>

namespace spacebench::codecs::zlib {

namespace {

constexpr std::size_t kHeaderBytes = 2;
constexpr std::size_t kTrailerBytes = 4;
constexpr std::size_t kWorthCutting = std::size_t{512}
                                      << 10; ///< below, starting threads costs more than it saves
constexpr std::size_t kStepBytes = std::size_t{256}
                                   << 10; ///< inflated between two looks at cancel and limits; stays in cache
constexpr std::size_t kExpectedRatio = 8; ///< of real spaces; memory that is not touched costs nothing
constexpr Byte kFlushMarker[4] = {0x00, 0x00, 0xFF, 0xFF};

struct Piece {
    ByteView stored;
    bool last = false;
    ByteBuffer* raw = nullptr;
    ByteBuffer own;           ///< for all but the first piece
    std::size_t rawStart = 0; ///< where this piece begins in *raw
    std::uint32_t adler = 1;
    bool fits = false;
    std::optional<Error> error;

    [[nodiscard]] ByteView produced() const { return raw->view().subspan(rawStart); }
};

/// Cuts the deflate data at flush markers, into at most `wanted` pieces of about equal size.
std::vector<Piece> cut(ByteView deflate, unsigned wanted) {
    std::vector<Piece> pieces;
    std::size_t start = 0;
    for (unsigned i = 1; i < wanted; ++i) {
        const std::size_t target = std::max(start + 1, deflate.size() / wanted * i);
        const void* found =
            memmem(deflate.data() + target, deflate.size() - target, kFlushMarker, sizeof kFlushMarker);
        if (found == nullptr) break;
        const std::size_t end =
            static_cast<std::size_t>(static_cast<const Byte*>(found) - deflate.data()) + sizeof kFlushMarker;
        pieces.emplace_back().stored = deflate.subspan(start, end - start);
        start = end;
    }
    Piece& last = pieces.emplace_back();
    last.stored = deflate.subspan(start);
    last.last = true;
    return pieces;
}

/// Inflates one piece. `fits` where it used all of its input and ended as its place demands.
void inflatePiece(Piece& piece, const WorkContext& context) {
    auto state = std::make_unique<inflate_state>();
    isal_inflate_init(state.get());
    state->crc_flag = ISAL_DEFLATE;
    state->next_in = const_cast<Byte*>(piece.stored.data()); // the interface of ISA-L is not const
    state->avail_in = static_cast<std::uint32_t>(piece.stored.size());
    // Not having this much is no error: growth on demand decides.
    static_cast<void>(piece.raw->reserve(piece.raw->size() + piece.stored.size() * kExpectedRatio));
    while (true) {
        Byte* out = piece.raw->extend(kStepBytes);
        if (out == nullptr) {
            piece.error = ByteBuffer::outOfMemory(piece.raw->size() + kStepBytes);
            return;
        }
        state->next_out = out;
        state->avail_out = static_cast<std::uint32_t>(kStepBytes);
        const int code = isal_inflate(state.get());
        const std::size_t produced = kStepBytes - state->avail_out;
        piece.raw->truncate(piece.raw->size() - state->avail_out);
        piece.adler = libdeflate_adler32(piece.adler, out, produced);
        const std::size_t consumed = piece.stored.size() - state->avail_in;
        if (code < 0 || code == ISAL_NEED_DICT || context.cancelled() ||
            !checkInflation(consumed, piece.produced().size(), context.limits).ok())
            return;
        if (state->block_state == ISAL_BLOCK_FINISH) {
            const auto unread = static_cast<std::size_t>(std::max(state->read_in_length, 0)) / 8;
            piece.fits = piece.last && state->avail_in + unread == 0;
            return;
        }
        // All input is used and all output is out: at a flush point the next thing would be a block header.
        const bool allOut = state->tmp_out_processed == state->tmp_out_valid;
        if (state->avail_in == 0 && state->block_state == ISAL_BLOCK_NEW_HDR && allOut) {
            piece.fits = !piece.last;
            return;
        }
        if (state->avail_out == 0) continue;
        return;
    }
}

} // namespace

Result<bool> inflateParts(ByteView stored, ByteBuffer& raw, const WorkContext& context) {
    Executor* executor = context.executor;
    if (executor == nullptr || executor->concurrency() < 2 || stored.size() < kWorthCutting) return false;
    if (stored.size() >= UINT32_MAX) return false; // ISA-L counts in 32 bits
    const unsigned head = stored[0] * 256U + stored[1];
    if ((stored[0] & 0x0F) != 8 || head % 31 != 0 || (stored[1] & 0x20) != 0) return false;
    const ByteView deflate = stored.subspan(kHeaderBytes, stored.size() - kHeaderBytes - kTrailerBytes);
    std::vector<Piece> pieces = cut(deflate, executor->concurrency());
    if (pieces.size() < 2) return false;

    const std::size_t rawBefore = raw.size();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        pieces[i].raw = i == 0 ? &raw : &pieces[i].own;
        pieces[i].rawStart = i == 0 ? rawBefore : 0;
    }
    executor->parallelFor(pieces.size(), [&](std::size_t index) { inflatePiece(pieces[index], context); });

    std::uint32_t adler = 1;
    bool fits = true;
    for (const Piece& piece : pieces) {
        if (piece.error) {
            raw.truncate(rawBefore);
            return *piece.error;
        }
        fits = fits && piece.fits;
        adler = static_cast<std::uint32_t>(
            adler32_combine(adler, piece.adler, static_cast<z_off_t>(piece.produced().size())));
    }
    const Byte* trailer = stored.data() + stored.size() - kTrailerBytes;
    const std::uint32_t expected = std::uint32_t{trailer[0]} << 24 | std::uint32_t{trailer[1]} << 16 |
                                   std::uint32_t{trailer[2]} << 8 | trailer[3];
    if (!fits || adler != expected || context.cancelled()) {
        raw.truncate(rawBefore);
        SB_CHECK(context.poll());
        return false;
    }

    std::size_t total = raw.size();
    std::vector<std::size_t> starts(pieces.size());
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        starts[i] = total;
        total += pieces[i].own.size();
    }
    if (!raw.resize(total)) {
        raw.truncate(rawBefore);
        return ByteBuffer::outOfMemory(total);
    }
    executor->parallelFor(pieces.size() - 1, [&](std::size_t index) {
        Piece& piece = pieces[index + 1];
        std::memcpy(raw.data() + starts[index + 1], piece.own.data(), piece.own.size());
    });
    return true;
}

} // namespace spacebench::codecs::zlib
