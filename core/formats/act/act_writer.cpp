// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/units.h"
#include "formats/act/act_builder.h"
#include "formats/act/act_format.h"
#include "formats/framed_paths.h"

namespace spacebench::formats::act {

namespace {

/// Paths looked at ahead of the builder: their leaves' line data are hashed and the table's slots prefetched,
/// because waiting for that memory is half of the time otherwise (limits.md, "write an ACT").
constexpr std::uint64_t kAhead = 64;

Result<std::uint64_t> writeSet(const space::PathSet& set, ActBuilder& builder, const WorkContext& context) {
    const std::uint64_t size = set.size();
    SB_CHECK(builder.expect(size));
    PollGate gate(context, 64);
    std::array<std::size_t, kAhead + 1> shared{};
    std::array<std::uint64_t, kAhead> hashes{};
    std::size_t sharedWithNext = 0; // of the path before the block
    std::uint64_t previousHash = 0;
    for (std::uint64_t begin = 0; begin < size; begin += kAhead) {
        const std::uint64_t count = std::min(kAhead, size - begin);
        shared[0] = sharedWithNext;
        for (std::uint64_t i = 0; i < count; ++i) {
            const ByteView path = set.path(begin + i);
            const bool last = begin + i + 1 == size;
            shared[i + 1] = last ? 0 : commonPrefix(path, set.path(begin + i + 1));
            hashes[i] = 0;
            // A leaf hangs on the deeper of the forks with its neighbours, behind one branch byte.
            const std::size_t jump = std::max(shared[i], shared[i + 1]) + 1;
            if (shared[i + 1] < path.size() && jump < path.size() && size > 1) {
                hashes[i] = builder.lines().hash(path.subspan(jump));
                builder.lines().prefetch(hashes[i]);
            }
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            SB_CHECK(builder.add(set.path(begin + i), set.value(begin + i), shared[i], previousHash));
            previousHash = hashes[i];
        }
        sharedWithNext = shared[count];
        SB_CHECK(gate.step(begin + count));
    }
    return size;
}

Result<std::uint64_t> writeStream(const space::Space& space, ActBuilder& builder, const WorkContext& context,
                                  std::uint64_t& pathBytes) {
    PollGate gate(context);
    const auto reader = space.read();
    std::uint64_t paths = 0;
    while (reader->next()) {
        const ByteView path = reader->path();
        pathBytes += path.size();
        if (pathBytes > context.limits.expandedBytes) return tooMuchToWrite(context.limits);
        SB_CHECK(builder.add(path, reader->value(), commonPrefix(builder.previous(), path)));
        SB_CHECK(gate.step(++paths));
    }
    if (reader->error() != nullptr) return *reader->error();
    return paths;
}

} // namespace

Result<SaveReport> saveAct(const space::Space& space, ByteSink& out, const WorkContext& context) {
    const space::PathSet* const set = space.pathSet();
    context.begin("writing", ProgressUnit::Paths, set != nullptr ? set->size() : 0);
    ActBuilder builder(out,
                       set != nullptr ? ActBuilder::Lifetime::UntilFinish : ActBuilder::Lifetime::UntilNext);
    SB_CHECK(builder.begin());
    std::uint64_t pathBytes = set != nullptr ? set->pathBytes() : 0;
    SB_TRY(paths, set != nullptr ? writeSet(*set, builder, context)
                                 : writeStream(space, builder, context, pathBytes));
    SB_CHECK(builder.finish());
    SaveReport report;
    report.paths = paths;
    report.rawBytes = pathBytes + 4 * paths;
    return report;
}

} // namespace spacebench::formats::act
