// SPDX-License-Identifier: Apache-2.0
//
// The jobs that the targets name, each from where a user stands (a file in the page cache, a space in memory)
// to where he wants to be. Rows `yardstick/...` are what they are told as multiples of.
#include <cstring>

#include "bench/bench_input.h"
#include "bench/suite.h"
#include "bench/timed.h"
#include "io/atomic_file.h"
#include "space/path_set.h"

#include <zlib.h>

namespace spacebench::bench {

namespace {

const BenchInput& input() {
    return BenchInput::instance();
}

formats::Opened openFile(const char* format, const std::string& path, const WorkContext& context) {
    auto source = must(io::openMapped(path, context));
    auto opened = must(formats::findFormat(format)->open(std::move(source), {}, context));
    if (opened.damage) std::abort();
    return opened;
}

space::SpacePtr intoMemory(const char* format, const std::string& path, const WorkContext& context) {
    const formats::Opened opened = openFile(format, path, context);
    return must(space::inMemory(opened.content.space, context));
}

/// To a new file up to the page cache; it never gets a name.
std::uint64_t saveToFile(const char* format, const formats::SaveOptions& options,
                         const space::SpaceContent& content, const WorkContext& context) {
    auto file = must(io::AtomicFile::create(input().scratchFile("out")));
    must(formats::findFormat(format)->save(content, options, *file, context));
    must(file->readBackPath());
    return file->position();
}

formats::SaveOptions codec(const char* name) {
    formats::SaveOptions options;
    options.codec = must(codecs::parseCodec(name));
    return options;
}

std::uint64_t iterate(const space::Space& space) {
    std::uint64_t bytes = 0;
    const auto reader = space.read();
    while (reader->next()) bytes += reader->path().size();
    return bytes;
}

int findAll(const space::Space& space) {
    int found = 0;
    for (const ByteView path : input().lookups()) found += must(space.find(path)).has_value() ? 1 : 0;
    return found;
}

/// The frames are there already, as a reader has them: copying them is no part of the job.
void sortShuffled(benchmark::State& state) {
    ByteBuffer frames;
    if (!frames.append(input().shuffled())) std::abort();
    timeOnce(state, [&frames] {
        space::PathSetBuilder builder;
        must(builder.adoptFrames(std::move(frames), input().allThreads()));
        return must(builder.finish(input().allThreads()));
    });
}

void registerYardsticks() {
    registerJob("yardstick/memcpy", [](benchmark::State& state) {
        static ByteBuffer to;
        if (!to.resize(input().raw().size())) std::abort();
        timeOnce(state, [] {
            std::memcpy(to.data(), input().raw().data(), input().raw().size());
            return to.data()[0];
        });
    });
    registerJob("yardstick/zlib_inflate", [](benchmark::State& state) {
        static ByteBuffer to;
        if (!to.resize(input().raw().size())) std::abort();
        const auto source = must(io::openMapped(input().foreignFile()));
        timeOnce(state, [&] {
            uLongf size = to.size();
            const ByteView stored = source->bytes();
            if (uncompress(to.data(), &size, stored.data(), stored.size()) != Z_OK) std::abort();
            return size;
        });
    });
}

void registerReading() {
    registerRun("job/paths_to_memory",
                [] { return openFile("paths", input().foreignFile(), input().allThreads()); });
    registerRun("job/own_paths_to_memory",
                [] { return openFile("paths", input().pathsFile(), input().allThreads()); });
    registerRun("job/own_paths_to_memory_one_thread",
                [] { return openFile("paths", input().pathsFile(), input().oneThread()); });
    registerRun("job/open_act", [] { return openFile("act", input().actFile(), input().oneThread()); });
    registerRun("job/act_to_memory",
                [] { return intoMemory("act", input().actFile(), input().oneThread()); });
    registerRun("job/mtts_to_memory",
                [] { return openFile("mtts", input().mttsFile(), input().allThreads()); });
    registerRun("job/text_to_memory",
                [] { return openFile("metta", input().textFile(), input().allThreads()); });
    registerRun("job/iterate_act", [] {
        static const formats::Opened kOpened = openFile("act", input().actFile(), input().oneThread());
        return iterate(*kOpened.content.space);
    });
    registerRun("job/lookups_in_act", [] {
        static const formats::Opened kOpened = openFile("act", input().actFile(), input().oneThread());
        return findAll(*kOpened.content.space);
    });
}

void registerWriting() {
    const auto save = [](const char* format, formats::SaveOptions options = {}) {
        return [format, options] {
            return saveToFile(format, options, input().content(), input().allThreads());
        };
    };
    registerRun("job/memory_to_paths", save("paths"));
    registerRun("job/memory_to_paths_fast", save("paths", codec("zlib:1")));
    registerRun("job/memory_to_act", save("act"));
    registerRun("job/memory_to_mtts", save("mtts"));
    registerRun("job/memory_to_text", save("metta"));
    registerJob("job/sort_shuffled", sortShuffled);
}

void registerSmall() {
    registerRun("job/serialize_1k_mtts", [] {
        static const space::SpaceContent kSmall = generated(1000);
        MemorySink sink;
        must(formats::findFormat("mtts")->save(kSmall, {}, sink, {}));
        return sink.take();
    });
    registerRun("job/deserialize_1k_mtts", [] {
        static const io::SourcePtr kStored = [] {
            MemorySink sink;
            must(formats::findFormat("mtts")->save(generated(1000), {}, sink, {}));
            return io::fromMemory(sink.take(), "small");
        }();
        return must(formats::findFormat("mtts")->open(kStored, {}, {}));
    });
}

} // namespace

void registerJobs() {
    registerYardsticks();
    registerReading();
    registerWriting();
    registerSmall();
}

} // namespace spacebench::bench
