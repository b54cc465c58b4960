// SPDX-License-Identifier: Apache-2.0
#include <new>

#include <fmt/format.h>

#include "base/varint.h"
#include "formats/columns/column_stage.h"
#include "formats/columns/expression_end.h"
#include "formats/columns/symbol_ranks.h"

namespace spacebench::formats::columns {

namespace {

constexpr std::size_t kLengthFieldBytes = 4;
constexpr std::size_t kHeaderNumbers = 8;
constexpr std::size_t kShortVarint = 6; ///< of a number of 32 bits and one more

/// A column whose largest size is known: written through a bare pointer.
class Column {
  public:
    [[nodiscard]] Result<void> reserve(std::size_t most) {
        if (!m_bytes.resize(most)) return ByteBuffer::outOfMemory(most);
        m_to = m_bytes.data();
        return {};
    }
    void putVarint(std::uint64_t value) { m_to += storeVarint(m_to, value); }
    void put(const Byte* from, std::size_t size) {
        if (size != 0) std::memcpy(m_to, from, size);
        m_to += size;
    }
    [[nodiscard]] ByteView view() const {
        return {m_bytes.data(), static_cast<std::size_t>(m_to - m_bytes.data())};
    }

  private:
    ByteBuffer m_bytes;
    Byte* m_to = nullptr;
};

struct Frames {
    ByteView bytes;
    std::uint64_t paths = 0;
};

Result<Frames> countFrames(ByteView bytes) {
    Frames frames{bytes, 0};
    for (std::size_t at = 0; at < bytes.size(); ++frames.paths) {
        const std::size_t left = bytes.size() - at;
        if (left < kLengthFieldBytes || loadU32(bytes.data() + at) > left - kLengthFieldBytes)
            return Error::invalid("what is to be split into columns ends inside a frame").at(at);
        at += kLengthFieldBytes + loadU32(bytes.data() + at);
    }
    return frames;
}

Error notAscending(std::uint64_t offset) {
    return Error::invalid("what is to be split into columns is not in ascending order, without duplicates")
        .at(offset);
}

/// Calls `take(path, shared, offset)` for each path, with what it shares with the one before it.
template <class Take>
Result<void> eachPath(ByteView frames, const WorkContext& context, Take take) {
    PollGate gate(context);
    ByteView previous;
    for (std::size_t at = 0; at < frames.size();) {
        const ByteView path = frames.subspan(at + kLengthFieldBytes, loadU32(frames.data() + at));
        const std::size_t shared = commonPrefix(previous, path);
        SB_CHECK(take(path, shared, at));
        previous = path;
        at += kLengthFieldBytes + path.size();
        SB_CHECK(gate.step(at));
    }
    return {};
}

class Splitter {
  public:
    Splitter(const Frames& frames, const WorkContext& context) : m_frames(frames), m_context(context) {}

    Result<void> reserve(std::span<const std::uint64_t> values) {
        const std::size_t paths = static_cast<std::size_t>(m_frames.paths);
        SB_CHECK(m_shared.reserve(kShortVarint * paths + kVarintMaxBytes));
        SB_CHECK(m_lengths.reserve(kShortVarint * paths + kVarintMaxBytes));
        SB_CHECK(m_rests.reserve(m_frames.bytes.size()));
        const bool any =
            std::any_of(values.begin(), values.end(), [](std::uint64_t value) { return value != 0; });
        if (!any) return {};
        SB_CHECK(m_values.reserve(kVarintMaxBytes * paths + kVarintMaxBytes));
        for (const std::uint64_t value : values) m_values.putVarint(value);
        return {};
    }

    Result<void> split() {
        ExpressionEnd expression(false);
        bool first = true;
        return eachPath(m_frames.bytes, m_context,
                        [&](ByteView path, std::size_t shared, std::size_t at) -> Result<void> {
                            if (!first && !ascends(path, shared)) return notAscending(at);
                            first = false;
                            m_previousSize = path.size();
                            m_previous = path.data();
                            const ByteView tail = path.subspan(shared);
                            const auto found = expression.find(path.data(), shared, tail);
                            put(shared, tail, found.complete && found.end == path.size());
                            return {};
                        });
    }

    Result<void> countSymbols() {
        SB_CHECK(eachPath(m_frames.bytes, m_context,
                          [&](ByteView path, std::size_t shared, std::size_t) -> Result<void> {
                              m_ranks.count(path, shared);
                              return {};
                          }));
        m_ranks.rank();
        return {};
    }
    [[nodiscard]] std::uint64_t rankedSymbols() const { return m_ranks.symbols().size(); }

    Result<void> splitRanked() {
        ByteBuffer encoded;
        ByteBuffer before;
        bool first = true;
        return eachPath(m_frames.bytes, m_context,
                        [&](ByteView path, std::size_t shared, std::size_t at) -> Result<void> {
                            if (!first && !ascends(path, shared)) return notAscending(at);
                            first = false;
                            m_previousSize = path.size();
                            m_previous = path.data();
                            encoded.clear();
                            SB_TRY(ranked, m_ranks.encode(path, encoded));
                            if (!ranked && !encoded.append(path)) return ByteBuffer::outOfMemory(path.size());
                            const std::size_t same = commonPrefix(before, encoded);
                            put(same, encoded.view().subspan(same), ranked);
                            std::swap(before, encoded);
                            return {};
                        });
    }

    Result<ByteBuffer> block() {
        Column table;
        SB_CHECK(table.reserve(kVarintMaxBytes * m_ranks.symbols().size() + kVarintMaxBytes));
        std::uint64_t last = 0;
        for (const std::uint64_t symbol : m_ranks.symbols()) { // 48 bits: differences fit
            const auto step = static_cast<std::int64_t>(symbol - last);
            table.putVarint(static_cast<std::uint64_t>(step) << 1 ^ static_cast<std::uint64_t>(step >> 63));
            last = symbol;
        }
        const ByteView lengths = m_anyLength ? m_lengths.view() : ByteView();
        Column header;
        SB_CHECK(header.reserve(kHeaderNumbers * kVarintMaxBytes));
        for (const std::uint64_t number :
             {m_frames.paths, std::uint64_t{m_frames.bytes.size()}, rankedSymbols(),
              std::uint64_t{table.view().size()}, std::uint64_t{m_shared.view().size()},
              std::uint64_t{lengths.size()}, std::uint64_t{m_values.view().size()},
              std::uint64_t{m_rests.view().size()}})
            header.putVarint(number);
        ByteBuffer block;
        std::size_t size = 0;
        const ByteView parts[] = {header.view(), table.view(),    m_shared.view(),
                                  lengths,       m_values.view(), m_rests.view()};
        for (const ByteView part : parts) size += part.size();
        if (!block.reserve(size)) return ByteBuffer::outOfMemory(size);
        for (const ByteView part : parts)
            if (!block.append(part)) return ByteBuffer::outOfMemory(size);
        return block;
    }

  private:
    [[nodiscard]] bool ascends(ByteView path, std::size_t shared) const {
        return shared < path.size() && (shared == m_previousSize || path[shared] > m_previous[shared]);
    }
    void put(std::size_t shared, ByteView rest, bool endsWithExpression) {
        m_shared.putVarint(shared);
        m_lengths.putVarint(endsWithExpression ? 0 : std::uint64_t{rest.size()} + 1);
        m_anyLength = m_anyLength || !endsWithExpression;
        m_rests.put(rest.data(), rest.size());
    }

    Frames m_frames;
    const WorkContext& m_context;
    SymbolRanks m_ranks;
    Column m_shared;
    Column m_lengths;
    Column m_values;
    Column m_rests;
    const Byte* m_previous = nullptr;
    std::size_t m_previousSize = 0;
    bool m_anyLength = false;
};

Result<SplitColumns> split(const Frames& frames, std::span<const std::uint64_t> values,
                           const StageOptions& options, const WorkContext& context) {
    if (!values.empty() && values.size() != frames.paths)
        return Error::invalid("each path has a value, or none has")
            .expect(fmt::format("{} values", frames.paths))
            .got(fmt::format("{}", values.size()));
    try {
        Splitter splitter(frames, context);
        SB_CHECK(splitter.reserve(values));
        if (options.rankSymbols) SB_CHECK(splitter.countSymbols());
        SB_CHECK(splitter.rankedSymbols() != 0 ? splitter.splitRanked() : splitter.split());
        SB_TRY(block, splitter.block());
        return SplitColumns{std::move(block), splitter.rankedSymbols()};
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(frames.bytes.size());
    }
}

} // namespace

Result<SplitColumns> splitColumns(ByteView frames, std::span<const std::uint64_t> values,
                                  const StageOptions& options, const WorkContext& context) {
    SB_TRY(counted, countFrames(frames));
    return split(counted, values, options, context);
}

Result<SplitColumns> splitColumns(const space::PathSet& paths, const StageOptions& options,
                                  const WorkContext& context) {
    return split({paths.framed(), paths.size()}, paths.values(), options, context);
}

} // namespace spacebench::formats::columns
