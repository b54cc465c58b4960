// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <libdeflate.h>
#include <zlib.h>

#include "codecs/zlib/deflate_walk.h"
#include "codecs/zlib/zlib_parts.h"
#include "jobs/job_runner.h"

namespace spacebench::codecs::zlib {
namespace {

/// Something like framed atoms: compressible, not trivially so. Deterministic.
Bytes sampleBytes(std::size_t size, std::uint64_t seed) {
    Bytes bytes;
    std::uint64_t state = seed;
    const auto random = [&state] {
        return (state = state * 6364136223846793005U + 1442695040888963407U) >> 33;
    };
    while (bytes.size() < size) {
        const std::string atom = "\x04\xC4"
                                 "edge\xC8node" +
                                 std::to_string(random() % 100'000) + "\xC8node" +
                                 std::to_string(random() % 1'000) +
                                 "\xC6"
                                 "0." +
                                 std::to_string(random() % 10'000);
        bytes.insert(bytes.end(), atom.begin(), atom.end());
    }
    bytes.resize(size);
    return bytes;
}

Bytes randomBytes(std::size_t size, std::uint64_t seed) {
    Bytes bytes(size);
    std::uint64_t state = seed;
    for (Byte& byte : bytes)
        byte = static_cast<Byte>((state = state * 6364136223846793005U + 1442695040888963407U) >> 56);
    return bytes;
}

Bytes deflateWhole(ByteView raw, int level, int strategy = Z_DEFAULT_STRATEGY) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, -15, 8, strategy), Z_OK);
    Bytes out(deflateBound(&stream, raw.size()) + 64);
    stream.next_in = const_cast<Byte*>(raw.data());
    stream.avail_in = static_cast<uInt>(raw.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// The plain way: zlib stops at every block's end.
LastBlock lastBlockByZlib(ByteView deflated) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
    Bytes sink(1 << 16);
    stream.next_in = const_cast<Byte*>(deflated.data());
    stream.avail_in = static_cast<uInt>(deflated.size());
    LastBlock last;
    int code = Z_OK;
    while (code != Z_STREAM_END) {
        stream.next_out = sink.data();
        stream.avail_out = static_cast<uInt>(sink.size());
        code = inflate(&stream, Z_BLOCK);
        EXPECT_TRUE(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR) << code;
        const std::uint64_t at =
            8 * std::uint64_t{stream.total_in} - static_cast<unsigned>(stream.data_type & 7);
        if ((stream.data_type & 128) != 0 && (stream.data_type & 64) == 0) last.headerBit = at;
        if ((stream.data_type & 128) != 0) last.endBit = at;
    }
    inflateEnd(&stream);
    return last;
}

TEST(DeflateWalk, findsTheLastBlockWhereZlibFindsIt) {
    const Bytes text = sampleBytes(3'000'000, 1);
    const Bytes noise = randomBytes(200'000, 2);
    for (const ByteView raw : {ByteView(text), ByteView(noise), ByteView(text).first(1),
                               ByteView(text).first(0), ByteView(text).first(70'000)}) {
        for (const int level : {0, 1, 6, 9}) {
            for (const int strategy : {Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY}) {
                const Bytes deflated = deflateWhole(raw, level, strategy);
                const auto walked = findLastBlock(deflated);
                ASSERT_TRUE(walked.ok()) << walked.error().describe();
                const LastBlock plain = lastBlockByZlib(deflated);
                EXPECT_EQ(walked->headerBit, plain.headerBit)
                    << raw.size() << " " << level << " " << strategy;
                EXPECT_EQ((walked->endBit + 7) / 8, deflated.size());
            }
        }
    }
}

TEST(DeflateWalk, refusesWhatIsNoCompleteStream) {
    const Bytes deflated = deflateWhole(sampleBytes(100'000, 3), 6);
    for (std::size_t size = 0; size < deflated.size(); size += 1 + size / 8)
        EXPECT_FALSE(findLastBlock(ByteView(deflated).first(size)).ok()) << size;
    for (std::uint64_t seed = 0; seed < 2'000; ++seed)
        static_cast<void>(findLastBlock(randomBytes(40 + seed % 400, seed))); // ends, without a crash
}

class ZlibParts : public testing::Test {
  protected:
    ByteBuffer encode(ByteView raw, int level, Executor* executor, std::size_t step = SIZE_MAX) {
        MemorySink sink;
        WorkContext work;
        work.executor = executor;
        auto encoder = partsEncoder(sink, level, work);
        EXPECT_TRUE(encoder.ok());
        for (std::size_t at = 0; at < raw.size(); at += std::min(step, raw.size() - at))
            EXPECT_TRUE((*encoder)->write(raw.subspan(at, std::min(step, raw.size() - at))).ok());
        EXPECT_TRUE((*encoder)->finish().ok());
        return sink.take();
    }
    WorkContext context() {
        WorkContext work;
        work.executor = &m_runner;
        return work;
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, {}, 3};
};

TEST_F(ZlibParts, anyZlibReaderReadsThemAtEveryLevel) {
    const Bytes raw = sampleBytes((std::size_t{5} << 20) + 12'345, 4);
    for (int level = 1; level <= 9; ++level) {
        const ByteBuffer stored = encode(raw, level, &m_runner);
        Bytes back(raw.size() + 1);
        uLongf size = back.size();
        ASSERT_EQ(uncompress(back.data(), &size, stored.data(), stored.size()), Z_OK) << "level " << level;
        back.resize(size);
        EXPECT_TRUE(equalBytes(back, raw)) << "level " << level;
    }
}

TEST_F(ZlibParts, bytesDoNotDependOnThreadsOrHowTheInputCame) {
    const Bytes raw = sampleBytes((std::size_t{9} << 20) + 1, 5);
    const ByteBuffer one = encode(raw, 6, nullptr);
    EXPECT_TRUE(equalBytes(one.view(), encode(raw, 6, &m_runner).view()));
    EXPECT_TRUE(equalBytes(one.view(), encode(raw, 6, &m_runner, 77'777).view()));
}

TEST_F(ZlibParts, nothingBecomesTheEmptyStreamThatPathMapWrites) {
    const ByteBuffer stored = encode({}, 7, &m_runner);
    const Bytes expected = {0x78, 0xDA, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01};
    EXPECT_TRUE(equalBytes(stored.view(), expected));
}

TEST_F(ZlibParts, incompressibleBytesGrowByLessThanOnePercent) {
    const Bytes noise = randomBytes(std::size_t{3} << 20, 6);
    EXPECT_LT(encode(noise, 6, &m_runner).size(), noise.size() / 100 * 101);
}

TEST_F(ZlibParts, areInflatedInPiecesBehindWhatWasThere) {
    const Bytes raw = sampleBytes((std::size_t{12} << 20) + 99, 7);
    for (const int level : {1, 6}) {
        const ByteBuffer stored = encode(raw, level, &m_runner);
        ByteBuffer back;
        ASSERT_TRUE(back.append(asBytes("before")));
        const auto done = inflateParts(stored.view(), back, context());
        ASSERT_TRUE(done.ok());
        EXPECT_TRUE(*done) << "level " << level;
        EXPECT_TRUE(equalBytes(back.view().first(6), asBytes("before")));
        EXPECT_TRUE(equalBytes(back.view().subspan(6), raw));
    }
}

TEST_F(ZlibParts, streamsWithoutUsableFlushPointsAreLeftToTheSerialReader) {
    const Bytes raw = sampleBytes(std::size_t{8} << 20, 8);
    Bytes whole(compressBound(raw.size()));
    uLongf size = whole.size();
    ASSERT_EQ(compress2(whole.data(), &size, raw.data(), raw.size(), 6), Z_OK);
    whole.resize(size);
    // Markers that are no flush points, and flush points that refer back (sync flush).
    z_stream stream{};
    ASSERT_EQ(deflateInit(&stream, 6), Z_OK);
    Bytes synced(compressBound(raw.size()) + 4096);
    stream.next_out = synced.data();
    stream.avail_out = static_cast<uInt>(synced.size());
    for (std::size_t at = 0; at < raw.size(); at += std::size_t{1} << 20) {
        stream.next_in = const_cast<Byte*>(raw.data() + at);
        stream.avail_in = 1U << 20;
        ASSERT_GE(deflate(&stream, at + (1U << 20) == raw.size() ? Z_FINISH : Z_SYNC_FLUSH), Z_OK);
    }
    synced.resize(stream.total_out);
    deflateEnd(&stream);
    for (const Bytes* stored : {&whole, &synced}) {
        ByteBuffer back;
        const auto done = inflateParts(*stored, back, context());
        ASSERT_TRUE(done.ok());
        EXPECT_FALSE(*done);
        EXPECT_TRUE(back.empty());
    }
}

TEST_F(ZlibParts, damageAnywhereLeavesTheAnswerToTheSerialReader) {
    const Bytes raw = sampleBytes(std::size_t{8} << 20, 9);
    const ByteBuffer stored = encode(raw, 6, &m_runner);
    std::size_t kept = 0;
    for (std::size_t at = 2; at < stored.size(); at += stored.size() / 40) {
        Bytes damaged = toBytes(stored.view());
        damaged[at] ^= 0x10;
        ByteBuffer back;
        const auto done = inflateParts(damaged, back, context());
        ASSERT_TRUE(done.ok());
        kept += *done ? 1U : 0U;
        EXPECT_TRUE(*done || back.empty());
    }
    EXPECT_EQ(kept, 0U);
    Bytes trailing = toBytes(stored.view());
    trailing.push_back(0);
    ByteBuffer back;
    const auto done = inflateParts(trailing, back, context());
    ASSERT_TRUE(done.ok());
    EXPECT_FALSE(*done) << "trailing bytes are for the serial reader to name";
}

} // namespace
} // namespace spacebench::codecs::zlib
