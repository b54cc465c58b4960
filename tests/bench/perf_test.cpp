// SPDX-License-Identifier: Apache-2.0
//
// Label perf: every fast kernel and its plain version on the same input give the same output; how many times
// as fast it was is printed, the best of some interleaved runs. Time never decides.
#include <chrono>

#include <gtest/gtest.h>

#include <blake2.h>
#include <fmt/format.h>

#include "bench/bench_input.h"
#include "codecs/blake2b.h"
#include "codecs/codec.h"
#include "formats/framed_paths.h"
#include "plain/plain_act.h"
#include "plain/plain_text.h"
#include "space/atom_parser.h"
#include "space/atom_printer.h"
#include "space/generator.h"

#include <zlib.h>

namespace spacebench::bench {
namespace {

constexpr std::uint64_t kAtoms = 50'000;
constexpr int kRuns = 3;

const space::SpaceContent& content() {
    static const space::SpaceContent kContent = generated(kAtoms);
    return kContent;
}
const space::PathSet& paths() {
    return *content().space->pathSet();
}
const plain::Paths& plainPaths() {
    static const plain::Paths kPaths = *plain::parse(paths().framed());
    return kPaths;
}

template <class Run>
double msOf(Run run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Runs both in turn and prints the ratio of their best times.
template <class Fast, class Plain>
void compare(const char* name, Fast fast, Plain plainly) {
    double bestFast = 1e9;
    double bestPlain = 1e9;
    for (int run = 0; run < kRuns; ++run) {
        bestFast = std::min(bestFast, msOf(fast));
        bestPlain = std::min(bestPlain, msOf(plainly));
    }
    fmt::print("{}: {:.2f} ms, plain {:.2f} ms: {:.1f} x as fast\n", name, bestFast, bestPlain,
               bestPlain / bestFast);
}

Bytes saved(const char* format, const char* codec = nullptr) {
    formats::SaveOptions options;
    if (codec != nullptr) options.codec = must(codecs::parseCodec(codec));
    MemorySink sink;
    must(formats::findFormat(format)->save(content(), options, sink, {}));
    return toBytes(sink.view());
}

TEST(Perf, framing) {
    Bytes fast;
    Bytes expected;
    compare(
        "framing", [&] { fast = toBytes(paths().framed()); }, [&] { expected = plain::frame(plainPaths()); });
    EXPECT_TRUE(fast == expected);
}

TEST(Perf, parsingAndOrder) {
    space::PathSet fast;
    plain::Paths expected;
    compare(
        "parsing and checking order",
        [&] {
            ByteBuffer frames;
            ASSERT_TRUE(frames.append(paths().framed()));
            space::PathSetBuilder builder;
            must(builder.adoptFrames(std::move(frames), {}));
            fast = must(builder.finish({}));
        },
        [&] { expected = plain::sortedUnique(*plain::parse(paths().framed())); });
    ASSERT_EQ(fast.size(), expected.size());
    for (std::uint64_t i = 0; i < fast.size(); ++i) ASSERT_TRUE(equalBytes(fast.path(i), expected[i]));
}

TEST(Perf, sortingShuffledPathsWithDuplicates) {
    plain::Paths shuffled = plainPaths();
    shuffled.insert(shuffled.end(), plainPaths().begin(), plainPaths().begin() + 1000);
    std::uint64_t state = 1;
    for (std::size_t i = shuffled.size(); i-- > 1;) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::swap(shuffled[i], shuffled[(state >> 33) % (i + 1)]);
    }
    space::PathSet fast;
    plain::Paths expected;
    compare(
        "sorting",
        [&] {
            space::PathSetBuilder builder;
            for (const Bytes& path : shuffled) must(builder.add(path));
            fast = must(builder.finish({}));
        },
        [&] { expected = plain::sortedUnique(shuffled); });
    ASSERT_EQ(fast.size(), expected.size());
    for (std::uint64_t i = 0; i < fast.size(); ++i) ASSERT_TRUE(equalBytes(fast.path(i), expected[i]));
}

TEST(Perf, blake2b) {
    codecs::Digest256 fast{};
    std::array<Byte, 32> expected{};
    const ByteView raw = paths().framed();
    compare(
        "BLAKE2b against libb2", [&] { fast = codecs::blake2b256(raw); },
        [&] { blake2b(expected.data(), raw.data(), nullptr, expected.size(), raw.size(), 0); });
    EXPECT_EQ(fast, expected);
}

TEST(Perf, inflating) {
    const Bytes stored = saved("paths");
    ByteBuffer fast;
    Bytes expected(paths().framed().size());
    compare(
        "inflating against zlib",
        [&] {
            fast.clear();
            std::uint64_t consumed = 0;
            must(codecs::decompress(*codecs::findCodec("zlib"), stored, fast, consumed, {}));
        },
        [&] {
            uLongf size = expected.size();
            ASSERT_EQ(uncompress(expected.data(), &size, stored.data(), stored.size()), Z_OK);
        });
    EXPECT_TRUE(equalBytes(fast.view(), expected));
}

TEST(Perf, deflating) {
    Bytes fast;
    Bytes plainly;
    const ByteView raw = paths().framed();
    compare(
        "deflating against zlib level 7", [&] { fast = saved("paths"); },
        [&] {
            uLongf size = compressBound(raw.size());
            plainly.resize(size);
            ASSERT_EQ(compress2(plainly.data(), &size, raw.data(), raw.size(), 7), Z_OK);
            plainly.resize(size);
        });
    Bytes back(raw.size());
    uLongf size = back.size();
    ASSERT_EQ(uncompress(back.data(), &size, fast.data(), fast.size()), Z_OK) << "any zlib reads it";
    EXPECT_TRUE(equalBytes(back, raw));
    EXPECT_LE(fast.size(), plainly.size() * 101 / 100);
}

TEST(Perf, writingAct) {
    Bytes fast;
    Bytes expected;
    const std::vector<std::uint64_t> zeros(paths().size());
    compare(
        "writing an ACT", [&] { fast = saved("act"); },
        [&] { expected = plain::ActWriter(plainPaths(), zeros).write(); });
    EXPECT_TRUE(fast == expected);
}

TEST(Perf, iteratingAct) {
    const Bytes file = saved("act");
    const auto opened = must(formats::findFormat("act")->open(io::fromMemory(file, "test"), {}, {}));
    Bytes fast;
    Bytes expected;
    compare(
        "iterating an ACT",
        [&] {
            fast.clear();
            const auto reader = opened.content.space->read();
            while (reader->next()) fast.insert(fast.end(), reader->path().begin(), reader->path().end());
        },
        [&] {
            expected.clear();
            plain::ActReader(file).eachPath([&](ByteView path, std::uint64_t) {
                expected.insert(expected.end(), path.begin(), path.end());
            });
        });
    EXPECT_TRUE(fast == expected);
}

TEST(Perf, lookingUpInAct) {
    const Bytes file = saved("act");
    const auto opened = must(formats::findFormat("act")->open(io::fromMemory(file, "test"), {}, {}));
    std::vector<bool> fast;
    std::vector<bool> expected;
    const auto wanted = [&](std::uint64_t i) {
        Bytes path = plainPaths()[i];
        if (i % 3 == 0) path.back() ^= 1; // mostly absent
        return path;
    };
    compare(
        "looking up in an ACT",
        [&] {
            fast.clear();
            for (std::uint64_t i = 0; i < paths().size(); i += 7)
                fast.push_back(must(opened.content.space->find(wanted(i))).has_value());
        },
        [&] {
            expected.clear();
            plain::ActReader reader(file);
            for (std::uint64_t i = 0; i < paths().size(); i += 7)
                expected.push_back(reader.find(wanted(i)).has_value());
        });
    EXPECT_TRUE(fast == expected);
}

TEST(Perf, parsingText) {
    const Bytes text = saved("metta");
    plain::Paths fast;
    plain::Paths expected;
    compare(
        "parsing text",
        [&] {
            fast.clear();
            space::AtomParser parser(text, {});
            while (must(parser.next())) fast.push_back(toBytes(parser.path()));
        },
        [&] { expected = plain::TextReader(asText(text)).readAll(); });
    EXPECT_TRUE(fast == expected);
}

TEST(Perf, printingText) {
    std::string fast;
    std::string expected;
    compare(
        "printing text",
        [&] {
            fast.clear();
            space::AtomPrinter printer;
            for (const Bytes& path : plainPaths()) fast.append(printer.print(path)) += '\n';
        },
        [&] {
            expected.clear();
            plain::TextPrinter printer;
            for (const Bytes& path : plainPaths()) expected += printer.print(path) + '\n';
        });
    EXPECT_EQ(fast, expected);
}

} // namespace
} // namespace spacebench::bench
