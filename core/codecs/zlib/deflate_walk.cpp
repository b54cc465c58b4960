// SPDX-License-Identifier: Apache-2.0
#include "codecs/zlib/deflate_walk.h"

#include <array>
#include <memory>

namespace spacebench::codecs::zlib {

namespace {

constexpr unsigned kMaxCodeBits = 15;
constexpr unsigned kLiteralCodes = 288;
constexpr unsigned kDistanceCodes = 32;
constexpr unsigned kEndOfBlock = 256;

/// Extra bits after length codes 257.. and distance codes 0.. (RFC 1951, 3.2.5).
constexpr std::array<std::uint8_t, 29> kLengthExtra = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                       2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<std::uint8_t, 30> kDistanceExtra = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                                         6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
/// Order in which code-length code lengths are stored (RFC 1951, 3.2.7).
constexpr std::array<std::uint8_t, 19> kLengthOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                       11, 4,  12, 3, 13, 2, 14, 1, 15};

/// What one look-up says: bits to skip (code and extra bits), and what kind of symbol it was.
struct Step {
    static constexpr std::uint8_t kInvalid = 0;
    static constexpr std::uint8_t kLiteral = 1;
    static constexpr std::uint8_t kLength = 2;
    static constexpr std::uint8_t kEnd = 3;
    std::uint8_t kind = kInvalid;
    std::uint8_t bits = 0;
};

struct Tables {
    std::array<Step, 1U << kMaxCodeBits> literals;
    std::array<std::uint8_t, 1U << kMaxCodeBits> distances; ///< bits to skip; 0 = no such code
};

/// The bits at the walk's place, refilled eight bytes at a time. Past the end it delivers zeros and notices.
class Bits {
  public:
    explicit Bits(ByteView bytes) : m_bytes(bytes) {}

    /// At least 56 bits are in `word()` afterwards.
    void refill() {
        const std::size_t byte = static_cast<std::size_t>(m_at >> 3);
        if (byte + 8 <= m_bytes.size()) [[likely]] {
            m_word = loadU64(m_bytes.data() + byte) >> (m_at & 7);
            return;
        }
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < 8 && byte + i < m_bytes.size(); ++i)
            word |= std::uint64_t{m_bytes[byte + i]} << (8 * i);
        m_word = word >> (m_at & 7);
    }
    [[nodiscard]] std::uint64_t word() const { return m_word; }
    void skip(unsigned count) {
        m_word >>= count;
        m_at += count;
    }
    [[nodiscard]] unsigned take(unsigned count) {
        refill();
        const auto value = static_cast<unsigned>(m_word & ((std::uint64_t{1} << count) - 1));
        skip(count);
        return value;
    }
    [[nodiscard]] std::uint64_t at() const { return m_at; }
    void moveTo(std::uint64_t bit) { m_at = bit; }
    [[nodiscard]] bool pastEnd() const { return m_at > 8 * std::uint64_t{m_bytes.size()}; }

  private:
    ByteView m_bytes;
    std::uint64_t m_at = 0;
    std::uint64_t m_word = 0;
};

Error invalid(const Bits& bits, const char* what) {
    return Error::corrupt(what).at(bits.at() / 8);
}

/// Canonical codes of `lengths`, bit-reversed as deflate stores them, each spread over all table entries that
/// end in it. `entryOf(symbol, length)` is what a look-up shall give. False where more codes are given than
/// fit.
template <std::size_t Size, class Entry, class EntryOf>
bool fillTable(std::span<const std::uint8_t> lengths, std::array<Entry, Size>& table, unsigned& tableBits,
               const EntryOf& entryOf) {
    std::array<unsigned, kMaxCodeBits + 1> counts{};
    unsigned longest = 1;
    for (const std::uint8_t length : lengths) {
        ++counts[length];
        longest = std::max<unsigned>(longest, length);
    }
    counts[0] = 0;
    std::array<unsigned, kMaxCodeBits + 2> next{};
    unsigned code = 0;
    for (unsigned length = 1; length <= kMaxCodeBits; ++length) {
        code = (code + counts[length - 1]) << 1;
        next[length] = code;
        if (code + counts[length] > (1U << length)) return false;
    }
    tableBits = longest;
    const unsigned size = 1U << longest;
    std::fill_n(table.begin(), size, Entry{});
    for (unsigned symbol = 0; symbol < lengths.size(); ++symbol) {
        const unsigned length = lengths[symbol];
        if (length == 0) continue;
        unsigned reversed = 0;
        for (unsigned bit = 0, value = next[length]++; bit < length; ++bit, value >>= 1)
            reversed = reversed << 1 | (value & 1);
        const Entry entry = entryOf(symbol, length);
        for (unsigned at = reversed; at < size; at += 1U << length) table[at] = entry;
    }
    return true;
}

Step literalStep(unsigned symbol, unsigned length) {
    if (symbol < kEndOfBlock) return {Step::kLiteral, static_cast<std::uint8_t>(length)};
    if (symbol == kEndOfBlock) return {Step::kEnd, static_cast<std::uint8_t>(length)};
    if (symbol - 257 >= kLengthExtra.size()) return {};
    return {Step::kLength, static_cast<std::uint8_t>(length + kLengthExtra[symbol - 257])};
}

std::uint8_t distanceStep(unsigned symbol, unsigned length) {
    return symbol < kDistanceExtra.size() ? static_cast<std::uint8_t>(length + kDistanceExtra[symbol])
                                          : std::uint8_t{0};
}

class Walk {
  public:
    explicit Walk(ByteView deflate) : m_bits(deflate), m_tables(std::make_unique<Tables>()) {}

    Result<LastBlock> run() {
        while (true) {
            const std::uint64_t headerBit = m_bits.at();
            const bool last = m_bits.take(1) != 0;
            const unsigned kind = m_bits.take(2);
            if (kind == 0) {
                SB_CHECK(skipStored());
            } else if (kind == 3) {
                return invalid(m_bits, "a deflate block of the reserved kind 3");
            } else {
                if (kind == 1) {
                    fixedTables();
                } else {
                    SB_CHECK(dynamicTables());
                }
                SB_CHECK(skipCodes());
            }
            if (m_bits.pastEnd()) return invalid(m_bits, "the deflate stream ends inside a block");
            if (last) return LastBlock{headerBit, m_bits.at()};
        }
    }

  private:
    Result<void> skipStored() {
        m_bits.moveTo((m_bits.at() + 7) / 8 * 8);
        const unsigned length = m_bits.take(16);
        const unsigned complement = m_bits.take(16);
        if ((length ^ complement) != 0xFFFF)
            return invalid(m_bits, "a stored deflate block with a wrong length");
        m_bits.moveTo(m_bits.at() + 8 * std::uint64_t{length});
        return {};
    }

    void fixedTables() {
        std::array<std::uint8_t, kLiteralCodes> lengths{};
        for (unsigned symbol = 0; symbol < kLiteralCodes; ++symbol)
            lengths[symbol] = static_cast<std::uint8_t>(symbol < 144   ? 8
                                                        : symbol < 256 ? 9
                                                        : symbol < 280 ? 7
                                                                       : 8);
        std::array<std::uint8_t, kDistanceCodes> distances{};
        distances.fill(5);
        static_cast<void>(fillTable(std::span<const std::uint8_t>(lengths), m_tables->literals, m_literalBits,
                                    literalStep));
        static_cast<void>(fillTable(std::span<const std::uint8_t>(distances), m_tables->distances,
                                    m_distanceBits, distanceStep));
    }

    Result<void> dynamicTables() {
        const unsigned literalCount = m_bits.take(5) + 257;
        const unsigned distanceCount = m_bits.take(5) + 1;
        const unsigned lengthCount = m_bits.take(4) + 4;
        std::array<std::uint8_t, 19> lengthLengths{};
        for (unsigned i = 0; i < lengthCount; ++i)
            lengthLengths[kLengthOrder[i]] = static_cast<std::uint8_t>(m_bits.take(3));
        struct LengthStep {
            std::uint8_t symbol = 0;
            std::uint8_t bits = 0;
        };
        std::array<LengthStep, 1U << 7> lengthTable;
        unsigned lengthBits = 0;
        if (!fillTable(
                std::span<const std::uint8_t>(lengthLengths), lengthTable, lengthBits,
                [](unsigned symbol, unsigned length) {
                    return LengthStep{static_cast<std::uint8_t>(symbol), static_cast<std::uint8_t>(length)};
                }))
            return invalid(m_bits, "over-full code-length codes in a deflate block");
        std::array<std::uint8_t, kLiteralCodes + kDistanceCodes> lengths{};
        const unsigned total = literalCount + distanceCount;
        for (unsigned i = 0; i < total;) {
            m_bits.refill();
            const LengthStep step = lengthTable[m_bits.word() & ((1U << lengthBits) - 1)];
            if (step.bits == 0 || m_bits.pastEnd())
                return invalid(m_bits, "an invalid code length in a deflate block");
            m_bits.skip(step.bits);
            if (step.symbol < 16) {
                lengths[i++] = step.symbol;
                continue;
            }
            if (step.symbol == 16 && i == 0)
                return invalid(m_bits, "a deflate block repeats a length before the first");
            const std::uint8_t repeated = step.symbol == 16 ? lengths[i - 1] : std::uint8_t{0};
            const unsigned times = step.symbol == 16   ? 3 + m_bits.take(2)
                                   : step.symbol == 17 ? 3 + m_bits.take(3)
                                                       : 11 + m_bits.take(7);
            if (times > total - i) return invalid(m_bits, "a deflate block repeats a length too often");
            for (unsigned k = 0; k < times; ++k) lengths[i++] = repeated;
        }
        const std::span<const std::uint8_t> all(lengths);
        if (!fillTable(all.first(literalCount), m_tables->literals, m_literalBits, literalStep) ||
            !fillTable(all.subspan(literalCount, distanceCount), m_tables->distances, m_distanceBits,
                       distanceStep))
            return invalid(m_bits, "over-full codes in a deflate block");
        return {};
    }

    /// From the first code of a block to after its end-of-block code.
    Result<void> skipCodes() {
        const std::uint64_t literalMask = (std::uint64_t{1} << m_literalBits) - 1;
        const std::uint64_t distanceMask = (std::uint64_t{1} << m_distanceBits) - 1;
        const Step* const literals = m_tables->literals.data();
        const std::uint8_t* const distances = m_tables->distances.data();
        while (true) {
            // One refill (at least 56 bits) covers three literals (45), or a length with its distance (20 +
            // 28).
            m_bits.refill();
            Step step = literals[m_bits.word() & literalMask];
            m_bits.skip(step.bits);
            if (step.kind == Step::kLiteral) {
                // The zeros delivered past the end may spell literals for ever.
                if (m_bits.pastEnd()) return invalid(m_bits, "the deflate stream ends inside a block");
                step = literals[m_bits.word() & literalMask];
                if (step.kind != Step::kLiteral) continue; // refill first, then look at it again
                m_bits.skip(step.bits);
                step = literals[m_bits.word() & literalMask];
                if (step.kind != Step::kLiteral) continue;
                m_bits.skip(step.bits);
                continue;
            }
            if (step.kind == Step::kLength) {
                const std::uint8_t bits = distances[m_bits.word() & distanceMask];
                if (bits == 0) return invalid(m_bits, "an invalid distance code in a deflate block");
                m_bits.skip(bits);
                if (m_bits.pastEnd()) return invalid(m_bits, "the deflate stream ends inside a block");
                continue;
            }
            if (step.kind == Step::kEnd) return {};
            return invalid(m_bits, "an invalid code in a deflate block");
        }
    }

    Bits m_bits;
    std::unique_ptr<Tables> m_tables;
    unsigned m_literalBits = 1;
    unsigned m_distanceBits = 1;
};

} // namespace

Result<LastBlock> findLastBlock(ByteView deflate) {
    return Walk(deflate).run();
}

} // namespace spacebench::codecs::zlib
