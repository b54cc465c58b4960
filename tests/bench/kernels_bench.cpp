// SPDX-License-Identifier: Apache-2.0
//
// The kernels below the jobs, each beside its plain version (tests/plain) or the library's own way, in bytes
// of framed paths a second.
#include <functional>
#include <random>

#include <benchmark/benchmark.h>
#include <blake2.h>

#include "base/varint.h"
#include "bench/bench_input.h"
#include "bench/suite.h"
#include "bench/timed.h"
#include "codecs/blake2b.h"
#include "codecs/codec.h"
#include "formats/framed_paths.h"
#include "plain/plain_act.h"
#include "plain/plain_text.h"
#include "space/atom_parser.h"
#include "space/atom_printer.h"

#include <zlib.h>

namespace spacebench::bench {

namespace {

constexpr int kKernelRepetitions = 5;

const BenchInput& input() {
    return BenchInput::instance();
}

/// Paths one by one, as the plain versions want them.
const plain::Paths& plainPaths() {
    static const plain::Paths kPaths = [] {
        plain::Paths paths;
        for (std::uint64_t i = 0; i < input().atoms(); ++i) paths.push_back(toBytes(input().paths().path(i)));
        return paths;
    }();
    return kPaths;
}

/// A kernel over all raw bytes: throughput in bytes a second.
void registerKernel(const std::string& name, std::uint64_t bytes, const std::function<void()>& run) {
    benchmark::RegisterBenchmark(name.c_str(),
                                 [run, bytes](benchmark::State& state) {
                                     for ([[maybe_unused]] auto _ : state) run();
                                     state.SetBytesProcessed(static_cast<std::int64_t>(bytes) *
                                                             static_cast<std::int64_t>(state.iterations()));
                                 })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime()
        ->MinTime(0.05)
        ->Repetitions(kKernelRepetitions)
        ->ReportAggregatesOnly(true);
}

template <class Value>
void keep(const Value& value) {
    benchmark::DoNotOptimize(&value);
}

/// The rows that have the raw bytes of the input as their base.
void onRaw(const std::string& name, const std::function<void()>& run) {
    registerKernel(name, input().raw().size(), run);
}

void registerFrames() {
    onRaw("framing/fast", [] {
        static ByteBuffer out;
        out.clear();
        must(formats::writeFrames(*input().content().space, formats::ByteOrder::Little,
                                  [&](ByteView frames) -> Result<void> {
                                      if (!out.append(frames)) return ByteBuffer::outOfMemory(frames.size());
                                      return {};
                                  },
                                  {}));
    });
    onRaw("framing/plain", [] { keep(plain::frame(plainPaths())); });
    onRaw("parsing/fast", [] {
        keep(must(formats::scanFrames(input().raw(), formats::ByteOrder::Little, std::nullopt, 0, {})));
    });
    onRaw("parsing/fast_with_order", [] {
        static ByteBuffer frames;
        if (!frames.resize(input().raw().size())) std::abort();
        std::memcpy(frames.data(), input().raw().data(), input().raw().size());
        space::PathSetBuilder builder;
        must(builder.adoptFrames(std::move(frames), {}));
        keep(must(builder.finish({})));
    });
    onRaw("parsing/plain", [] { keep(plain::parse(input().raw())); });
    onRaw("common_prefix/fast", [] {
        std::size_t sum = 0;
        for (std::uint64_t i = 1; i < input().atoms(); ++i)
            sum += commonPrefix(input().paths().path(i - 1), input().paths().path(i));
        benchmark::DoNotOptimize(sum);
    });
    onRaw("common_prefix/plain", [] {
        std::size_t sum = 0;
        for (std::uint64_t i = 1; i < input().atoms(); ++i)
            sum += plain::commonPrefix(input().paths().path(i - 1), input().paths().path(i));
        benchmark::DoNotOptimize(sum);
    });
    onRaw("sort/plain", [] { keep(plain::sortedUnique(*plain::parse(input().shuffled()))); });
}

void registerVarints() {
    static std::vector<std::uint64_t> values(1 << 20);
    std::mt19937_64 random(1);
    for (std::uint64_t& value : values) value = random() >> (random() % 64);
    const std::uint64_t bytes = values.size() * sizeof values[0];
    registerKernel("varint_write/fast", bytes, [] {
        static Bytes out(values.size() * kVarintMaxBytes + kVarintMaxBytes);
        Byte* at = out.data();
        for (const std::uint64_t value : values) at += storeVarint(at, value);
        benchmark::DoNotOptimize(at);
    });
    registerKernel("varint_write/plain", bytes, [] {
        Bytes out;
        for (const std::uint64_t value : values) plain::appendVarint(out, value);
        keep(out);
    });
    static const Bytes kStored = [] {
        Bytes out;
        for (const std::uint64_t value : values) plain::appendVarint(out, value);
        return out;
    }();
    registerKernel("varint_read/fast", bytes, [] {
        std::uint64_t sum = 0;
        for (ByteView rest = kStored; !rest.empty();) {
            const Varint one = loadVarint(rest);
            sum += one.value;
            rest = rest.subspan(one.size);
        }
        benchmark::DoNotOptimize(sum);
    });
    registerKernel("varint_read/plain", bytes, [] {
        std::uint64_t sum = 0;
        for (std::size_t at = 0; at < kStored.size();) sum += *plain::takeVarint(kStored, at);
        benchmark::DoNotOptimize(sum);
    });
}

void registerHashes() {
    onRaw("blake2b/fast", [] { keep(codecs::blake2b256(input().raw())); });
    onRaw("blake2b/libb2", [] {
        std::array<Byte, 32> digest{};
        blake2b(digest.data(), input().raw().data(), nullptr, digest.size(), input().raw().size(), 0);
        keep(digest);
    });
}

void registerCodecs() {
    static const auto kOwn = must(io::openMapped(input().pathsFile()));
    static const auto kForeign = must(io::openMapped(input().foreignFile()));
    const auto inflate = [](const io::SourcePtr& source, const WorkContext& context) {
        static ByteBuffer raw;
        raw.clear();
        std::uint64_t consumed = 0;
        must(codecs::decompress(*codecs::findCodec("zlib"), source->bytes(), raw, consumed, context));
    };
    onRaw("inflate/fast", [inflate] { inflate(kForeign, input().oneThread()); });
    onRaw("inflate/fast_own_all_threads", [inflate] { inflate(kOwn, input().allThreads()); });
    onRaw("inflate/zlib", [] {
        static Bytes raw(input().raw().size());
        uLongf size = raw.size();
        uncompress(raw.data(), &size, kForeign->bytes().data(), kForeign->size());
    });
    for (const char* name : {"zlib:1", "zlib:6", "zlib:7", "lz4", "zstd:1", "zstd:3", "snappy"}) {
        const auto choice = must(codecs::parseCodec(name));
        onRaw(std::string("compress/") + name, [choice] {
            NullSink sink;
            must(codecs::compress(choice, input().raw(), sink, input().oneThread()));
        });
    }
    onRaw("compress/plain_zlib:7", [] {
        static Bytes stored(compressBound(input().raw().size()));
        uLongf size = stored.size();
        compress2(stored.data(), &size, input().raw().data(), input().raw().size(), 7);
    });
}

void registerAct() {
    onRaw("act_write/fast", [] {
        NullSink sink;
        must(formats::findFormat("act")->save(input().content(), {}, sink, {}));
    });
    onRaw("act_write/plain", [] {
        static const std::vector<std::uint64_t> kZeros(input().atoms());
        keep(plain::ActWriter(plainPaths(), kZeros).write());
    });
    static const auto kFile = must(io::openMapped(input().actFile()));
    static const auto kOpened = must(formats::findFormat("act")->open(kFile, {}, {}));
    onRaw("act_iterate/plain", [] {
        std::uint64_t bytes = 0;
        plain::ActReader(kFile->bytes()).eachPath([&](ByteView path, std::uint64_t) {
            bytes += path.size();
        });
        benchmark::DoNotOptimize(bytes);
    });
    onRaw("act_find/plain_1000", [] {
        plain::ActReader reader(kFile->bytes());
        for (std::size_t i = 0; i < 1000; ++i) keep(reader.find(input().lookups()[i]));
    });
    onRaw("act_cursor/next_path", [] {
        const auto cursor = kOpened.content.space->cursor();
        std::uint64_t bytes = 0;
        while (cursor->nextPath()) bytes += cursor->path().size();
        benchmark::DoNotOptimize(bytes);
    });
    onRaw("act_cursor/descend_1000", [] {
        const auto cursor = kOpened.content.space->cursor();
        for (std::size_t i = 0; i < 1000; ++i) {
            cursor->reset();
            benchmark::DoNotOptimize(cursor->descend(input().lookups()[i]));
        }
    });
    onRaw("act_count/fast", [] { keep(must(kOpened.content.space->count({}))); });
}

void registerText() {
    static const auto kText = must(io::openMapped(input().textFile()));
    onRaw("text_parse/fast", [] {
        space::AtomParser parser(kText->bytes(), {});
        std::uint64_t bytes = 0;
        while (must(parser.next())) bytes += parser.path().size();
        benchmark::DoNotOptimize(bytes);
    });
    onRaw("text_parse/plain", [] { keep(plain::TextReader(asText(kText->bytes())).readAll()); });
    onRaw("text_print/fast", [] {
        space::AtomPrinter printer;
        std::uint64_t bytes = 0;
        for (std::uint64_t i = 0; i < input().atoms(); ++i)
            bytes += printer.print(input().paths().path(i)).size();
        benchmark::DoNotOptimize(bytes);
    });
    onRaw("text_print/plain", [] {
        plain::TextPrinter printer;
        std::uint64_t bytes = 0;
        for (const Bytes& path : plainPaths()) bytes += printer.print(path).size();
        benchmark::DoNotOptimize(bytes);
    });
}

} // namespace

void registerKernels() {
    registerFrames();
    registerVarints();
    registerHashes();
    registerCodecs();
    registerAct();
    registerText();
}

} // namespace spacebench::bench
