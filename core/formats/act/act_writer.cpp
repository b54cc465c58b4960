// SPDX-License-Identifier: Apache-2.0
//
// Paths come in blocks: while one block is built into the file, the next is fetched, compared with its
// neighbours and hashed, on another thread where there is one.
#include <array>
#include <random>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/act/act_builder.h"
#include "formats/act/act_format.h"
#include "formats/checksum.h"
#include "formats/framed_paths.h"

namespace spacebench::formats::act {

namespace {

constexpr std::size_t kBlockPaths = 16384;                ///< waking the other thread costs what 500 paths do
constexpr std::size_t kBlockBytes = std::size_t{2} << 20; ///< of paths that do not stay in memory
/// Paths whose lines are asked for together: enough to hide the latency of memory, few enough to stay in the
/// first cache.
constexpr std::size_t kTogether = 64;

struct PathBlock {
    struct Item {
        ByteView path;
        std::uint64_t value = 0;
        std::size_t shared = 0; ///< with the path before it
    };
    std::vector<Item> items;
    std::vector<std::uint32_t>
        lines;        ///< the numbers of those that the builder writes when it gets these paths
    ByteBuffer bytes; ///< of paths that do not stay
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
        for (; m_next < end; ++m_next) block.items.push_back({m_set.path(m_next), m_set.value(m_next), 0});
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
            block.items.push_back({path, m_reader->value(), 0});
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

/// Compares and numbers ahead of the builder.
class LookAhead {
  public:
    explicit LookAhead(LineTable& lines) : m_lines(lines) {}

    /// `last` is the path before the block.
    void prepare(PathBlock& block, ByteView last) {
        block.lines.clear();
        for (std::size_t begin = 0; begin < block.items.size(); begin += kTogether) {
            const std::size_t end = std::min(begin + kTogether, block.items.size());
            for (std::size_t i = begin; i < end; ++i) {
                PathBlock::Item& item = block.items[i];
                item.shared = commonPrefix(last, item.path);
                m_jumps.add(last, item.shared, item.path.size(), [this](ByteView jump) { collect(jump); });
                last = item.path;
            }
            numberCollected(block.lines);
        }
    }
    /// The lines that finish() writes.
    void finish(PathBlock& block, ByteView last) {
        block.lines.clear();
        m_jumps.finish(last, [this](ByteView jump) { collect(jump); });
        numberCollected(block.lines);
    }

  private:
    struct Jump {
        ByteView bytes;
        std::uint64_t hash = 0;
    };

    void collect(ByteView jump) {
        m_collected.push_back({jump, m_lines.hash(jump)});
        m_lines.prefetchSlot(m_collected.back().hash);
    }
    void numberCollected(std::vector<std::uint32_t>& numbers) {
        for (const Jump& jump : m_collected) m_lines.prefetchLine(jump.hash);
        for (const Jump& jump : m_collected) m_lines.prefetchBytes(jump.hash);
        for (const Jump& jump : m_collected) numbers.push_back(m_lines.numberOf(jump.bytes, jump.hash));
        m_collected.clear();
    }

    LineTable& m_lines;
    JumpAhead m_jumps;
    std::vector<Jump> m_collected;
};

Result<void> build(const PathBlock& block, ActBuilder& builder) {
    builder.expectLines(block.lines);
    for (const PathBlock::Item& item : block.items) SB_CHECK(builder.add(item.path, item.value, item.shared));
    return {};
}

Result<std::uint64_t> writeAll(BlockSource& source, LineTable& lines, ActBuilder& builder,
                               const WorkContext& context) {
    std::array<PathBlock, 3> blocks; // being built, the one before it (its last path), being prepared
    std::size_t now = 0;
    LookAhead ahead(lines);
    SB_CHECK(source.fill(blocks[now]));
    ahead.prepare(blocks[now], {});
    std::uint64_t paths = 0;
    ByteView last;
    while (!blocks[now].items.empty()) {
        SB_CHECK(context.poll());
        PathBlock& next = blocks[(now + 1) % blocks.size()];
        last = blocks[now].items.back().path;
        Result<void> built;
        Result<void> filled;
        const auto prepare = [&] {
            filled = source.fill(next);
            if (filled.ok()) ahead.prepare(next, last);
        };
        runBoth(
            context, [&] { built = build(blocks[now], builder); }, prepare);
        SB_CHECK(built);
        SB_CHECK(filled);
        paths += blocks[now].items.size();
        context.advanceTo(paths);
        now = (now + 1) % blocks.size();
    }
    ahead.finish(blocks[now], last);
    builder.expectLines(blocks[now].lines);
    SB_CHECK(builder.finish()); // while the last path is still there
    return paths;
}

std::uint64_t randomSeed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

} // namespace

Result<SaveReport> saveAct(const space::Space& space, ByteSink& out, const WorkContext& context) {
    const space::PathSet* const set = space.pathSet();
    context.begin("writing", ProgressUnit::Paths, set != nullptr ? set->size() : 0);
    const Limits& limits = context.limits;
    const std::uint64_t lineBudget = limits.workingBytes == 0 ? UINT64_MAX : limits.workingShare() / 3;
    LineTable lines(randomSeed(), set != nullptr ? LineTable::Bytes::Borrowed : LineTable::Bytes::Copied,
                    lineBudget);
    ActBuilder builder(out);
    SB_CHECK(builder.begin());
    if (set != nullptr) {
        // About two of three paths bring a line of their own (big_logic, generated atoms).
        const std::uint64_t expected = set->size() / 3 * 2;
        if (!lines.reserve(expected)) return ByteBuffer::outOfMemory(expected * sizeof(std::uint64_t));
        SB_CHECK(builder.reserve(expected));
    }
    std::unique_ptr<BlockSource> source;
    if (set != nullptr)
        source = std::make_unique<SetSource>(*set);
    else
        source = std::make_unique<StreamSource>(space, context.limits);
    SB_TRY(paths, writeAll(*source, lines, builder, context));
    SaveReport report;
    report.paths = paths;
    report.rawBytes = source->pathBytes() + 4 * paths;
    if (const std::uint64_t forgotten = lines.forgotten(); forgotten != 0)
        report.findings.push_back(
            {Severity::Info, "act.lines_forgotten",
             fmt::format("the memory budget could not hold all line data: {} lines may be in the "
                         "file more than once, which makes it larger than PathMap's",
                         groupedNumber(forgotten)),
             std::nullopt, "", ""});
    return report;
}

} // namespace spacebench::formats::act
