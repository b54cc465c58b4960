// SPDX-License-Identifier: Apache-2.0
//
// Paths come in blocks: while one block is built into the file, the next is fetched, compared with its
// neighbours and hashed, on another thread where there is one.
#include <array>

#include "base/units.h"
#include "formats/act/act_builder.h"
#include "formats/act/act_format.h"
#include "formats/checksum.h"
#include "formats/framed_paths.h"

namespace spacebench::formats::act {

namespace {

constexpr std::size_t kBlockPaths = 4096;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20; ///< of paths that do not stay in memory
/// How many lines ahead of the builder their table is asked for a slot, the line in it and its bytes:
/// waiting for that memory is half of the time otherwise (limits.md, "write an ACT").
constexpr std::size_t kSlotAhead = 24;
constexpr std::size_t kLineAhead = 16;
constexpr std::size_t kBytesAhead = 8;

struct PathBlock {
    struct Item {
        ByteView path;
        std::uint64_t value = 0;
        std::size_t shared = 0; ///< with the path before it
        std::size_t closes = 0; ///< lines that the builder writes when it gets this path
    };
    std::vector<Item> items;
    std::vector<std::uint64_t> hashes; ///< of these lines, in order
    ByteBuffer bytes;                  ///< of paths that do not stay
};

/// Where blocks come from.
class BlockSource {
  public:
    virtual ~BlockSource() = default;
    /// No items: the end.
    [[nodiscard]] virtual Result<void> fill(PathBlock& block) = 0;
    [[nodiscard]] virtual std::uint64_t pathBytes() const = 0;
};

class SetSource final : public BlockSource {
  public:
    explicit SetSource(const space::PathSet& set) : m_set(set) {}
    Result<void> fill(PathBlock& block) override {
        block.items.clear();
        const std::uint64_t end = std::min<std::uint64_t>(m_next + kBlockPaths, m_set.size());
        for (; m_next < end; ++m_next) block.items.push_back({m_set.path(m_next), m_set.value(m_next), 0, 0});
        return {};
    }
    std::uint64_t pathBytes() const override { return m_set.pathBytes(); }

  private:
    const space::PathSet& m_set;
    std::uint64_t m_next = 0;
};

class StreamSource final : public BlockSource {
  public:
    StreamSource(const space::Space& space, const Limits& limits)
        : m_reader(space.read()), m_limits(limits) {}

    Result<void> fill(PathBlock& block) override {
        block.items.clear();
        block.bytes.clear();
        while (block.items.size() < kBlockPaths && block.bytes.size() < kBlockBytes && m_reader->next()) {
            const ByteView path = m_reader->path();
            m_pathBytes += path.size();
            if (m_pathBytes > m_limits.expandedBytes) return tooMuchToWrite(m_limits);
            if (!block.bytes.append(path)) return ByteBuffer::outOfMemory(path.size());
            block.items.push_back({path, m_reader->value(), 0, 0});
        }
        const Byte* at = block.bytes.data(); // only now do they stay where they are
        for (PathBlock::Item& item : block.items) {
            item.path = {at, item.path.size()};
            at += item.path.size();
        }
        if (m_reader->error() != nullptr) return *m_reader->error();
        return {};
    }
    std::uint64_t pathBytes() const override { return m_pathBytes; }

  private:
    std::unique_ptr<space::PathReader> m_reader;
    const Limits& m_limits;
    std::uint64_t m_pathBytes = 0;
};

/// `last` is the path before the block.
void lookAhead(PathBlock& block, ByteView last, JumpAhead& jumps, const LineTable& lines) {
    block.hashes.clear();
    for (PathBlock::Item& item : block.items) {
        item.shared = commonPrefix(last, item.path);
        const std::size_t before = block.hashes.size();
        jumps.add(last, item.shared, item.path.size(),
                  [&](ByteView jump) { block.hashes.push_back(lines.hash(jump)); });
        item.closes = block.hashes.size() - before;
        last = item.path;
    }
}

Result<void> build(const PathBlock& block, ActBuilder& builder) {
    const std::span<const std::uint64_t> hashes = block.hashes;
    const LineTable& lines = builder.lines();
    const auto ahead = [&](std::size_t i) { return i < hashes.size() ? hashes[i] : 0; };
    builder.expectLines(hashes);
    std::size_t next = 0;
    for (const PathBlock::Item& item : block.items) {
        for (std::size_t i = next; i < next + item.closes; ++i) {
            lines.prefetchSlot(ahead(i + kSlotAhead));
            lines.prefetchLine(ahead(i + kLineAhead));
            lines.prefetchBytes(ahead(i + kBytesAhead));
        }
        SB_CHECK(builder.add(item.path, item.value, item.shared));
        next += item.closes;
    }
    return {};
}

Result<std::uint64_t> writeAll(BlockSource& source, ActBuilder& builder, const WorkContext& context) {
    std::array<PathBlock, 3> blocks; // being built, the one before it (its last path), being prepared
    std::size_t now = 0;
    SB_CHECK(source.fill(blocks[now]));
    JumpAhead jumps;
    lookAhead(blocks[now], {}, jumps, builder.lines());
    std::uint64_t paths = 0;
    while (!blocks[now].items.empty()) {
        SB_CHECK(context.poll());
        PathBlock& next = blocks[(now + 1) % blocks.size()];
        Result<void> built;
        Result<void> filled;
        const auto prepare = [&] {
            filled = source.fill(next);
            if (filled.ok()) lookAhead(next, blocks[now].items.back().path, jumps, builder.lines());
        };
        runBoth(
            context, [&] { built = build(blocks[now], builder); }, prepare);
        SB_CHECK(built);
        SB_CHECK(filled);
        paths += blocks[now].items.size();
        context.advanceTo(paths);
        now = (now + 1) % blocks.size();
    }
    SB_CHECK(builder.finish()); // while the last path is still there
    return paths;
}

} // namespace

Result<SaveReport> saveAct(const space::Space& space, ByteSink& out, const WorkContext& context) {
    const space::PathSet* const set = space.pathSet();
    context.begin("writing", ProgressUnit::Paths, set != nullptr ? set->size() : 0);
    ActBuilder builder(out, set != nullptr ? LineTable::Bytes::Borrowed : LineTable::Bytes::Copied);
    SB_CHECK(builder.begin());
    if (set != nullptr) SB_CHECK(builder.expect(set->size()));
    std::unique_ptr<BlockSource> source;
    if (set != nullptr)
        source = std::make_unique<SetSource>(*set);
    else
        source = std::make_unique<StreamSource>(space, context.limits);
    SB_TRY(paths, writeAll(*source, builder, context));
    SaveReport report;
    report.paths = paths;
    report.rawBytes = source->pathBytes() + 4 * paths;
    return report;
}

} // namespace spacebench::formats::act
