// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <new>

#include <fmt/format.h>

#include "base/units.h"
#include "base/varint.h"
#include "formats/columns/column_stage.h"
#include "formats/columns/expression_end.h"
#include "formats/columns/symbol_ranks.h"

namespace spacebench::formats::columns {

namespace {

constexpr std::size_t kLengthFieldBytes = 4;
constexpr std::uint64_t kSymbolBits = 48;

/// Varints of a column, from its front, as far as the block goes.
class ColumnReader {
  public:
    ColumnReader(ByteView block, const BlockLayout::Part& part, const char* name)
        : m_block(block), m_at(std::min<std::uint64_t>(part.begin, block.size())),
          m_end(std::min<std::uint64_t>(part.end, block.size())), m_name(name) {}

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] std::uint64_t offset() const { return m_at; }
    [[nodiscard]] std::uint64_t left() const { return m_end - m_at; }
    [[nodiscard]] Result<std::uint64_t> next() {
        const Varint read = loadVarint(m_block.subspan(m_at, m_end - m_at));
        if (read.size == 0) return cut();
        m_at += read.size;
        return read.value;
    }
    [[nodiscard]] ByteView rest() const { return m_block.subspan(m_at, m_end - m_at); }
    void skip(std::size_t size) { m_at += size; }
    [[nodiscard]] Error cut() const {
        return Error::corrupt(fmt::format("the column of {} ends too early", m_name))
            .at(m_at)
            .expect("an entry for each path")
            .got("its end");
    }
    [[nodiscard]] Result<void> finished() const {
        if (atEnd()) return {};
        return Error::corrupt(fmt::format("the column of {} goes on after the last path", m_name))
            .at(m_at)
            .expect("its end")
            .got(fmt::format("{} more bytes", left()));
    }

  private:
    ByteView m_block;
    std::size_t m_at;
    std::size_t m_end;
    const char* m_name;
};

class Joiner {
  public:
    Joiner(ByteView block, const BlockLayout& layout, JoinedPaths& out, const WorkContext& context)
        : m_block(block), m_layout(layout), m_out(out), m_context(context),
          m_shared(block, layout.shared, "shared lengths"), m_lengths(block, layout.lengths, "rest lengths"),
          m_values(block, layout.values, "values"), m_rests(block, layout.rests, "rests"),
          m_expression(layout.symbols != 0), m_first(out.frames.size()) {}

    Result<void> join() {
        SB_CHECK(readTable());
        SB_CHECK(makeRoom());
        SB_CHECK(m_layout.symbols != 0 ? joinRanked() : joinPlain());
        for (const ColumnReader* column : {&m_shared, &m_lengths, &m_values, &m_rests})
            SB_CHECK(column->finished());
        const std::uint64_t framed = m_out.frames.size() - m_first;
        if (framed != m_layout.framedBytes)
            return Error::corrupt("the paths are not as long as their block says")
                .at(0)
                .expect(fmt::format("{} bytes as frames", groupedNumber(m_layout.framedBytes)))
                .got(groupedNumber(framed));
        return {};
    }

  private:
    struct Entry {
        std::size_t shared = 0;
        ByteView rest;
        bool isExpression = false; ///< the rest ends where its expression ends
    };

    Result<void> readTable() {
        ColumnReader table(m_block, m_layout.table, "symbols");
        std::uint64_t last = 0;
        for (std::uint64_t i = 0; i < m_layout.symbols; ++i) {
            const std::uint64_t at = table.offset();
            SB_TRY(folded, table.next());
            last += folded >> 1 ^ (~(folded & 1) + 1);
            if (last >> kSymbolBits != 0)
                return Error::corrupt("the table of symbols has one that is none")
                    .at(at)
                    .expect(fmt::format("{} bits", kSymbolBits))
                    .got(fmt::format("{:#x}", last));
            m_symbols.push_back(last);
        }
        return table.finished();
    }

    /// Looks at the lengths before memory is taken for what they promise.
    Result<void> makeRoom() {
        const Limits& limits = m_context.limits;
        if (m_layout.framedBytes > limits.contentBytes ||
            m_out.frames.size() > limits.contentBytes - m_layout.framedBytes)
            return Error::limit("the paths do not fit into the memory limit")
                .at(0)
                .expect(fmt::format("at most {}", sizeText(limits.contentBytes)))
                .got(sizeText(m_out.frames.size() + m_layout.framedBytes));
        if (m_layout.symbols != 0) return {}; // how long symbols make the paths shows as they come
        std::uint64_t promised = m_rests.left();
        std::uint64_t paths = 0;
        for (ColumnReader shared = m_shared; paths < m_layout.paths && !shared.atEnd(); ++paths) {
            const std::uint64_t at = shared.offset();
            const auto size = shared.next();
            if (!size.ok()) break; // a cut block: what is there is read
            // Every byte of a path was the byte of some rest once.
            if (promised > m_layout.framedBytes || *size > m_rests.left() ||
                *size > m_layout.framedBytes - promised)
                return tooLong(at);
            promised += *size + kLengthFieldBytes;
        }
        if (promised > m_layout.framedBytes) return tooLong(m_layout.shared.begin);
        if (!m_out.frames.reserve(m_out.frames.size() + promised)) return ByteBuffer::outOfMemory(promised);
        return {};
    }
    [[nodiscard]] Error tooLong(std::uint64_t at) const {
        return Error::corrupt("the paths are longer than their block says")
            .at(at)
            .expect(fmt::format("at most {} bytes as frames", groupedNumber(m_layout.framedBytes)))
            .got("more");
    }

    /// The next path's parts, checked against the one before it, which is at `previous`.
    Result<Entry> nextEntry(ByteView previous) {
        Entry entry;
        const std::uint64_t at = m_shared.offset();
        SB_TRY(shared, m_shared.next());
        if (shared > previous.size())
            return Error::corrupt("a path shares more than the path before it has")
                .at(at)
                .expect(fmt::format("at most {}", previous.size()))
                .got(fmt::format("{}", shared));
        entry.shared = static_cast<std::size_t>(shared);
        std::uint64_t length = 0;
        const std::uint64_t lengthAt = m_lengths.offset();
        if (m_layout.lengths.begin != m_layout.lengths.end) {
            SB_TRY(read, m_lengths.next());
            length = read;
        }
        const ByteView rests = m_rests.rest();
        const auto found = m_expression.find(
            previous.data(), entry.shared,
            length == 0 ? rests : rests.first(std::min<std::uint64_t>(length - 1, rests.size())));
        entry.isExpression = length == 0;
        if (entry.isExpression) {
            if (!found.complete || found.end < entry.shared)
                return Error::corrupt("a path ends where its expression ends, but that has no end")
                    .at(m_rests.offset())
                    .expect("an expression")
                    .got("a byte that begins nothing, or the block's end");
            length = found.end - entry.shared + 1;
        }
        --length;
        if (length > rests.size())
            return Error::corrupt("the rest of a path passes the end of its block")
                .at(lengthAt)
                .expect(fmt::format("at most {}", rests.size()))
                .got(fmt::format("{}", length));
        entry.rest = rests.first(static_cast<std::size_t>(length));
        return entry;
    }

    [[nodiscard]] Result<void> checkLength(std::uint64_t bytes) const {
        const std::uint64_t most =
            std::min<std::uint64_t>(m_context.limits.pathBytes, std::numeric_limits<std::uint32_t>::max());
        if (bytes <= most) return {};
        return Error::limit("a path is longer than the limit")
            .at(m_rests.offset())
            .expect(fmt::format("at most {}", sizeText(most)))
            .got(sizeText(bytes));
    }
    [[nodiscard]] Error notAscending() const {
        return Error::corrupt("the paths are not in ascending order")
            .at(m_rests.offset())
            .expect("a path above the one before it")
            .got("one that is not");
    }

    [[nodiscard]] bool hasValues() const { return m_layout.values.begin != m_layout.values.end; }
    Result<std::uint64_t> nextValue() {
        if (!hasValues()) return std::uint64_t{0};
        return m_values.next();
    }

    Result<void> joinPlain() {
        PollGate gate(m_context);
        ByteView previous;
        for (std::uint64_t i = 0; i < m_layout.paths; ++i) {
            SB_TRY(entry, nextEntry(previous));
            SB_TRY(value, nextValue());
            if (i != 0 && (entry.rest.empty() ||
                           (entry.shared < previous.size() && entry.rest[0] <= previous[entry.shared])))
                return notAscending();
            const std::size_t size = entry.shared + entry.rest.size();
            SB_CHECK(checkLength(size));
            // makeRoom() counted: nothing moves, and there is room.
            Byte* frame = m_out.frames.extend(kLengthFieldBytes + size);
            if (frame == nullptr) return ByteBuffer::outOfMemory(size);
            storeU32(frame, static_cast<std::uint32_t>(size));
            Byte* path = frame + kLengthFieldBytes;
            if (entry.shared != 0) std::memcpy(path, previous.data(), entry.shared);
            if (!entry.rest.empty()) std::memcpy(path + entry.shared, entry.rest.data(), entry.rest.size());
            m_rests.skip(entry.rest.size());
            previous = {path, size};
            SB_CHECK(done(value, gate));
        }
        return {};
    }

    Result<void> joinRanked() {
        PollGate gate(m_context);
        ByteBuffer encoded;
        std::size_t previousAt = 0;
        for (std::uint64_t i = 0; i < m_layout.paths; ++i) {
            SB_TRY(entry, nextEntry(encoded));
            SB_TRY(value, nextValue());
            encoded.truncate(entry.shared);
            SB_CHECK(checkLength(entry.shared + entry.rest.size()));
            if (!encoded.append(entry.rest)) return ByteBuffer::outOfMemory(entry.rest.size());
            const std::size_t at = m_out.frames.size();
            SB_CHECK(appendFrame(encoded, entry.isExpression));
            if (i != 0 && compareBytes(pathAt(previousAt), pathAt(at)) >= 0) {
                m_out.frames.truncate(at);
                return notAscending();
            }
            previousAt = at;
            m_rests.skip(entry.rest.size());
            SB_CHECK(done(value, gate));
        }
        return {};
    }
    [[nodiscard]] ByteView pathAt(std::size_t frame) const {
        return m_out.frames.view().subspan(frame + kLengthFieldBytes, loadU32(m_out.frames.data() + frame));
    }
    /// Leaves `out` as it was where it fails.
    Result<void> appendFrame(ByteView encoded, bool ranked) {
        const std::size_t at = m_out.frames.size();
        if (m_out.frames.extend(kLengthFieldBytes) == nullptr)
            return ByteBuffer::outOfMemory(kLengthFieldBytes);
        Result<void> result;
        if (ranked) {
            result = decodeRanks(encoded, m_symbols, m_out.frames);
            if (!result.ok()) result = std::move(result).error().at(m_rests.offset());
        } else if (!m_out.frames.append(encoded)) {
            result = ByteBuffer::outOfMemory(encoded.size());
        }
        const std::size_t size = m_out.frames.size() - at - kLengthFieldBytes;
        if (result.ok()) result = checkLength(size);
        if (result.ok() && m_out.frames.size() - m_first > m_layout.framedBytes)
            result = tooLong(m_rests.offset());
        if (!result.ok()) {
            m_out.frames.truncate(at);
            return result;
        }
        storeU32(m_out.frames.data() + at, static_cast<std::uint32_t>(size));
        return {};
    }

    Result<void> done(std::uint64_t value, PollGate& gate) {
        if (hasValues() && m_out.values.empty()) m_out.values.resize(m_out.paths, 0);
        if (hasValues() || !m_out.values.empty()) m_out.values.push_back(value);
        ++m_out.paths;
        return gate.step(m_rests.offset());
    }

    ByteView m_block;
    const BlockLayout& m_layout;
    JoinedPaths& m_out;
    const WorkContext& m_context;
    ColumnReader m_shared;
    ColumnReader m_lengths;
    ColumnReader m_values;
    ColumnReader m_rests;
    ExpressionEnd m_expression;
    std::vector<std::uint64_t> m_symbols;
    std::size_t m_first; ///< where this block's frames begin
};

} // namespace

Result<BlockLayout> readBlockLayout(ByteView block) {
    BlockLayout layout;
    std::size_t at = 0;
    const auto number = [&](const char* what) -> Result<std::uint64_t> {
        const Varint read = loadVarint(block.subspan(at));
        if (read.size == 0)
            return Error::corrupt(fmt::format("the block ends inside its {}", what))
                .at(at)
                .expect("a number")
                .got(fmt::format("{} bytes up to the end", block.size() - at));
        at += read.size;
        return read.value;
    };
    SB_TRY(paths, number("path count"));
    SB_TRY(framedBytes, number("framed size"));
    SB_TRY(symbols, number("symbol count"));
    layout.paths = paths;
    layout.framedBytes = framedBytes;
    layout.symbols = symbols;
    struct {
        const char* what;
        BlockLayout::Part& part;
        std::uint64_t size = 0;
    } parts[] = {{"symbol table's size", layout.table, 0},
                 {"size of the shared lengths", layout.shared, 0},
                 {"size of the rest lengths", layout.lengths, 0},
                 {"size of the values", layout.values, 0},
                 {"size of the rests", layout.rests, 0}};
    for (auto& one : parts) {
        SB_TRY(size, number(one.what));
        one.size = size;
    }
    std::uint64_t begin = at;
    for (auto& one : parts) {
        if (one.size > std::numeric_limits<std::uint64_t>::max() - begin)
            return Error::corrupt("the block says that its columns are larger than any file")
                .at(0)
                .expect("sizes that add up")
                .got(fmt::format("{}", one.size));
        one.part = {begin, begin + one.size};
        begin += one.size;
    }
    // Each entry takes a byte or more.
    if (layout.paths > layout.shared.end - layout.shared.begin ||
        layout.symbols > layout.table.end - layout.table.begin)
        return Error::corrupt("the block has more paths or symbols than entries for them")
            .at(0)
            .expect("a byte or more for each")
            .got(fmt::format("{} paths, {} symbols", groupedNumber(layout.paths),
                             groupedNumber(layout.symbols)));
    return layout;
}

Result<void> joinColumns(ByteView block, JoinedPaths& out, const WorkContext& context) {
    try {
        SB_TRY(layout, readBlockLayout(block));
        SB_CHECK(Joiner(block, layout, out, context).join());
        if (layout.rests.end != block.size()) {
            const bool cut = layout.rests.end > block.size();
            return Error::corrupt(cut ? "the block ends too early" : "bytes follow the block's columns")
                .at(std::min<std::uint64_t>(layout.rests.end, block.size()))
                .expect(fmt::format("{} bytes", groupedNumber(layout.rests.end)))
                .got(groupedNumber(block.size()));
        }
        return {};
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(out.paths * sizeof(std::uint64_t));
    }
}

} // namespace spacebench::formats::columns
