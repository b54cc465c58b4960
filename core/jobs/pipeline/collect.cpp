// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/collect.h"

#include <array>
#include <deque>

namespace spacebench::jobs::pipeline {

namespace {

using formats::kLengthBytes;

constexpr std::size_t kRangesAThread = 4;                     ///< evens out ranges that take longer
constexpr std::size_t kParallelBytes = std::size_t{64} << 10; ///< less is not worth waking a thread

/// A subtree, or one path alone.
struct Subtree {
    Bytes prefix;
    bool only = false; ///< the path `prefix` itself, without what is below
};

/// At least `wanted` parts of the tree, in order, where it has as many; some more.
Result<std::vector<Subtree>> splitTree(const space::Space& tree, std::size_t wanted,
                                       const WorkContext& context) {
    std::vector<Subtree> parts(1);
    const auto cursor = tree.cursor();
    for (bool split = true; split && parts.size() < wanted;) {
        split = false;
        std::vector<Subtree> finer;
        for (Subtree& part : parts) {
            SB_CHECK(context.poll());
            cursor->reset();
            if (part.only || cursor->descend(part.prefix) != part.prefix.size()) {
                finer.push_back(std::move(part));
                continue;
            }
            if (cursor->isPath()) finer.push_back({part.prefix, true});
            const space::ByteMask children = cursor->children();
            for (unsigned byte = children.next(0); byte < 256; byte = children.next(byte + 1)) {
                cursor->reset();
                cursor->descend(part.prefix);
                if (!cursor->descendToStop(static_cast<Byte>(byte))) {
                    if (cursor->error() != nullptr) return *cursor->error();
                    return Error::internal("a child of a trie node is not there");
                }
                finer.push_back({toBytes(cursor->path()), false});
                split = true;
            }
        }
        parts = std::move(finer);
    }
    return parts;
}

} // namespace

std::size_t RangeFiller::rangesFor(std::uint64_t paths) const {
    const std::uint64_t wanted = m_options.threads > 1 ? std::uint64_t{m_options.threads} * kRangesAThread
                                 : m_options.loseOrder ? 2
                                                       : 1;
    return static_cast<std::size_t>(std::max<std::uint64_t>(1, std::min(wanted, paths)));
}

Result<void> RangeFiller::fill(std::size_t ranges, const Fill& fill) {
    const std::size_t base = m_store.ranges();
    SB_CHECK(m_store.addRanges(ranges));
    if (!m_options.loseOrder) {
        for (std::size_t i = 0; i < ranges; ++i) m_store.order.push_back(base + i);
        return m_crew.run(m_options.threads, ranges,
                          [&](std::size_t item, Arena* arena) { return fill(item, base + item, arena); });
    }
    std::mutex mutex;
    const auto append = [&](std::size_t item, Arena* arena) -> Result<void> {
        SB_CHECK(fill(item, base + item, arena));
        const std::lock_guard lock(mutex);
        m_store.order.push_back(base + item);
        return {};
    };
    SB_CHECK(m_crew.run(m_options.threads, ranges - 1,
                        [&](std::size_t item, Arena* arena) { return append(item + 1, arena); }));
    return append(0, m_crew.ownArena());
}

Result<void> collectSet(const space::PathSet& set, PathStore& store, Crew& crew,
                        const CollectOptions& options) {
    RangeFiller filler(store, crew, options);
    const std::size_t ranges = filler.rangesFor(set.size());
    const ByteView all = set.framed();
    return filler.fill(ranges, [&](std::size_t item, std::size_t range, Arena* arena) -> Result<void> {
        std::uint64_t next = set.size() * item / ranges;
        const std::uint64_t end = set.size() * (item + 1) / ranges;
        SB_CHECK(store.begin(range, arena, end - next));
        std::array<ByteView, kBatchPaths> batch;
        while (next < end) {
            SB_CHECK(crew.context().poll());
            const std::size_t count =
                static_cast<std::size_t>(std::min<std::uint64_t>(batch.size(), end - next));
            for (std::size_t i = 0; i < count; ++i) batch[i] = set.path(next + i);
            SB_CHECK(store.add(range, std::span(batch).first(count), all.data() + all.size()));
            next += count;
        }
        return {};
    });
}

FrameCollector::FrameCollector(PathStore& store, Crew& crew, const CollectOptions& options,
                               std::uint64_t expected)
    : m_store(store), m_crew(crew), m_options(options), m_expected(options.reserve ? expected : 0) {}

Result<void> FrameCollector::addOne(ByteView path) {
    if (m_store.order.empty()) {
        SB_CHECK(m_store.addRanges(1));
        SB_CHECK(m_store.begin(m_store.ranges() - 1, m_crew.ownArena(), m_expected));
        m_store.order.push_back(m_store.ranges() - 1);
    }
    return m_store.add(m_store.order.back(), std::span(&path, 1), path.data() + path.size());
}

Result<ByteView> FrameCollector::completeCarried(ByteView piece) {
    while (!m_carried.empty()) {
        const bool hasLength = m_carried.size() >= kLengthBytes;
        const std::uint64_t size = kLengthBytes + (hasLength ? std::uint64_t{loadU32(m_carried.data())} : 0);
        if (hasLength && m_carried.size() == size) {
            SB_CHECK(addOne(ByteView(m_carried).subspan(kLengthBytes)));
            m_carried.clear();
            break;
        }
        if (piece.empty()) break;
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(size - m_carried.size(), piece.size()));
        m_carried.insert(m_carried.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
        piece = piece.subspan(count);
    }
    return piece;
}

Result<std::size_t> FrameCollector::copyFrames(ByteView piece, std::size_t range) {
    std::array<ByteView, kBatchPaths> batch;
    std::size_t at = 0;
    for (;;) {
        SB_CHECK(m_crew.context().poll());
        std::size_t count = 0;
        for (; count < batch.size() && piece.size() - at >= kLengthBytes; ++count) {
            const std::uint32_t length = loadU32(piece.data() + at);
            if (length > piece.size() - at - kLengthBytes) break;
            batch[count] = piece.subspan(at + kLengthBytes, length);
            at += kLengthBytes + length;
        }
        if (count == 0) return at;
        SB_CHECK(m_store.add(range, std::span(batch).first(count), piece.data() + piece.size()));
    }
}

Result<std::size_t> FrameCollector::addInParallel(ByteView piece) {
    RangeFiller filler(m_store, m_crew, m_options);
    const std::size_t wanted = filler.rangesFor(piece.size() / kLengthBytes);
    // Where frames begin is only known from those before them: one pass over the lengths alone.
    std::vector<std::size_t> cuts = {0};
    std::size_t at = 0;
    std::size_t lastFrame = 0;
    PollGate gate(m_crew.context());
    while (piece.size() - at >= kLengthBytes) {
        const std::uint32_t length = loadU32(piece.data() + at);
        if (length > piece.size() - at - kLengthBytes) break;
        SB_CHECK(gate.step(at));
        if (at >= piece.size() / wanted * cuts.size() && at != cuts.back()) cuts.push_back(at);
        lastFrame = at;
        at += kLengthBytes + length;
    }
    // However unevenly the bytes are spread, two frames can change places.
    if (m_options.loseOrder && cuts.size() == 1 && lastFrame != 0) cuts.push_back(lastFrame);
    if (at == 0) return at;
    cuts.push_back(at);
    const auto copy = [&](std::size_t item, std::size_t range, Arena* arena) -> Result<void> {
        SB_CHECK(m_store.begin(range, arena, m_expected / (cuts.size() - 1)));
        const auto copied = copyFrames(piece.subspan(cuts[item], cuts[item + 1] - cuts[item]), range);
        return copied.ok() ? Result<void>() : copied.error();
    };
    SB_CHECK(filler.fill(cuts.size() - 1, copy));
    return at;
}

Result<std::size_t> FrameCollector::addFrames(ByteView piece) {
    if (m_options.loseOrder || (m_options.threads > 1 && piece.size() >= kParallelBytes))
        return addInParallel(piece);
    if (m_store.order.empty()) {
        SB_CHECK(m_store.addRanges(1));
        SB_CHECK(m_store.begin(m_store.ranges() - 1, m_crew.ownArena(), m_expected));
        m_store.order.push_back(m_store.ranges() - 1);
    }
    return copyFrames(piece, m_store.order.back());
}

Result<void> FrameCollector::add(ByteView piece) {
    m_offset += piece.size();
    SB_TRY(rest, completeCarried(piece));
    if (!m_carried.empty() || rest.empty()) return {};
    SB_TRY(taken, addFrames(rest));
    m_carried.assign(rest.begin() + static_cast<std::ptrdiff_t>(taken), rest.end());
    return {};
}

Result<void> FrameCollector::finish() {
    if (m_carried.empty()) return {};
    const std::uint64_t length = m_carried.size() >= kLengthBytes ? loadU32(m_carried.data()) : 0;
    return space::PathSetBuilder::cutFrame(m_offset - m_carried.size(), m_carried.size(), length);
}

Result<void> collectTree(const space::Space& tree, PathStore& store,
                         std::vector<std::vector<std::uint64_t>>& values, Crew& crew,
                         const CollectOptions& options, std::uint64_t expected) {
    RangeFiller filler(store, crew, options);
    const std::size_t wanted = filler.rangesFor(UINT64_MAX);
    std::vector<Subtree> parts(1);
    if (wanted > 1) {
        SB_TRY(finer, splitTree(tree, wanted, crew.context()));
        parts = std::move(finer);
    }
    if (parts.empty()) return {};
    // A large fork gives more subtrees than wanted: neighbours go together.
    const std::size_t ranges = std::min(wanted, parts.size());
    values.resize(store.ranges() + ranges);
    return filler.fill(ranges, [&](std::size_t item, std::size_t range, Arena* arena) -> Result<void> {
        SB_CHECK(store.begin(range, arena, options.reserve ? expected / ranges : 0));
        PollGate gate(crew.context());
        for (std::size_t i = parts.size() * item / ranges; i < parts.size() * (item + 1) / ranges; ++i) {
            const auto reader = tree.read(parts[i].prefix);
            while (reader->next()) {
                const ByteView path = reader->path();
                if (parts[i].only && path.size() != parts[i].prefix.size()) break;
                SB_CHECK(gate.step(0));
                SB_CHECK(store.add(range, std::span(&path, 1), path.data() + path.size()));
                values[range].push_back(reader->value());
            }
            if (reader->error() != nullptr) return *reader->error();
        }
        return {};
    });
}

} // namespace spacebench::jobs::pipeline
