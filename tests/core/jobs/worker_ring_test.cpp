// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstring>
#include <filesystem>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "io/shared_memory.h"
#include "jobs/job_runner.h"
#include "jobs/worker/ring.h"

namespace spacebench::jobs::worker {
namespace {

using testing::HasSubstr;

/// Where things lie in the shared memory, as a hostile writer knows it too.
constexpr std::size_t kWrittenAt = 64;
constexpr std::size_t kSlotsAt = 256;
constexpr std::size_t kSlotBytes = 512;
constexpr std::uint64_t kSlots = 256;

class Ring : public testing::Test {
  protected:
    Ring() {
        auto made = RingReader::create();
        EXPECT_TRUE(made.ok());
        m_reader = std::move(made).value();
        auto opened = RingWriter::open(m_reader->path());
        EXPECT_TRUE(opened.ok());
        m_writer = std::move(opened).value();
    }
    /// The next record; fails the test where there is none.
    RingRecord next() {
        auto record = m_reader->next();
        EXPECT_TRUE(record.ok() && record->has_value());
        return record.ok() && record->has_value() ? **record : RingRecord();
    }
    void expectEmpty() {
        const auto record = m_reader->next();
        ASSERT_TRUE(record.ok());
        EXPECT_FALSE(record->has_value());
    }
    template <class T>
    void overwrite(std::size_t at, T value) {
        const auto memory = io::SharedMemory::open(m_reader->path(), at + sizeof value);
        ASSERT_TRUE(memory.ok());
        std::memcpy((*memory)->bytes().data() + at, &value, sizeof value);
    }
    void expectBroken(const char* words) {
        for (int i = 0; i < 2; ++i) { // and it stays broken
            const auto record = m_reader->next();
            ASSERT_FALSE(record.ok());
            EXPECT_EQ(record.error().code, ErrorCode::Corrupt);
            EXPECT_THAT(record.error().message, HasSubstr(words));
        }
    }

    std::unique_ptr<RingReader> m_reader;
    std::unique_ptr<RingWriter> m_writer;
};

TEST_F(Ring, handsOnRecordsInOrder) {
    expectEmpty();
    m_writer->progress(7);
    ASSERT_TRUE(m_writer->send(RecordKind::Sample, "{\"wall_ns\":1}").ok());
    ASSERT_TRUE(m_writer->send(RecordKind::End, "").ok());
    const RingRecord progress = next();
    EXPECT_EQ(progress.kind, RecordKind::Progress);
    EXPECT_EQ(progress.done, 7U);
    const RingRecord sample = next();
    EXPECT_EQ(sample.kind, RecordKind::Sample);
    EXPECT_EQ(sample.payload, "{\"wall_ns\":1}");
    EXPECT_EQ(next().kind, RecordKind::End);
    expectEmpty();
}

TEST_F(Ring, goesRoundAndRound) {
    for (std::uint64_t i = 0; i < 5 * kSlots; ++i) {
        m_writer->progress(i);
        if (i % 3 != 2) continue;
        for (std::uint64_t k = i - 2; k <= i; ++k) EXPECT_EQ(next().done, k);
    }
    EXPECT_EQ(m_reader->dropped(), 0U);
}

TEST_F(Ring, dropsOnlyProgressWhenItIsFull) {
    for (std::uint64_t i = 0; i < 2 * kSlots; ++i) m_writer->progress(i);
    EXPECT_GE(m_reader->dropped(), kSlots);
    ASSERT_TRUE(m_writer->send(RecordKind::Sample, "kept").ok()); // without waiting: some room is left to it
    std::uint64_t progress = 0;
    for (RingRecord record = next(); record.kind == RecordKind::Progress; record = next()) {
        EXPECT_EQ(record.done, progress++);
        if (progress > 2 * kSlots) break;
    }
    EXPECT_EQ(progress + m_reader->dropped(), 2 * kSlots);
}

TEST_F(Ring, givesUpOnAParentThatReadsNothing) {
    const std::string endless(kSlots * kSlotBytes, 'x');
    const auto sent = m_writer->send(RecordKind::Failure, endless, 1);
    ASSERT_FALSE(sent.ok());
    EXPECT_THAT(sent.error().message, HasSubstr("does not take"));
    expectEmpty(); // no whole record came
}

TEST_F(Ring, cutsAndJoinsLongPayloads) {
    for (const std::size_t length : {487U, 488U, 489U, 976U, 50'000U}) {
        std::string payload;
        for (std::size_t i = 0; i < length; ++i) payload += static_cast<char>('a' + i % 23);
        ASSERT_TRUE(m_writer->send(RecordKind::Failure, payload).ok());
        const RingRecord record = next();
        EXPECT_EQ(record.kind, RecordKind::Failure);
        EXPECT_EQ(record.payload, payload);
    }
    EXPECT_FALSE(m_writer->send(RecordKind::Sample, std::string(std::size_t{5} << 20, 'x')).ok());
}

TEST_F(Ring, readsNoMoreSlotsThanItsReaderAllows) {
    for (std::uint64_t i = 0; i < 5; ++i) m_writer->progress(i);
    ASSERT_TRUE(m_writer->send(RecordKind::Failure, std::string(1000, 'x')).ok()); // three slots
    const auto take = [this](std::uint64_t slots) {
        std::vector<RecordKind> kinds;
        for (;;) {
            auto record = m_reader->next(slots);
            if (!record.ok() || !record->has_value()) return kinds;
            kinds.push_back((*record)->kind);
        }
    };
    EXPECT_EQ(take(0).size(), 0U);
    EXPECT_EQ(take(3), std::vector(3, RecordKind::Progress));
    EXPECT_EQ(take(4), std::vector(2, RecordKind::Progress)) << "parts of a record count";
    EXPECT_EQ(take(1), std::vector(1, RecordKind::Failure)) << "none is lost";
    EXPECT_EQ(take(1).size(), 0U);
}

TEST_F(Ring, refusesCountersThatRunBackwardsOrTooFar) {
    m_writer->progress(1);
    m_writer->progress(2);
    next();
    overwrite<std::uint64_t>(kWrittenAt, 0);
    expectBroken("backwards");
}
TEST_F(Ring, refusesACounterFarAhead) {
    overwrite<std::uint64_t>(kWrittenAt, kSlots + 1);
    expectBroken("too far");
}
TEST_F(Ring, refusesUnknownKinds) {
    m_writer->progress(1);
    overwrite<std::uint32_t>(kSlotsAt, 99);
    expectBroken("no known kind");
}
TEST_F(Ring, refusesLengthsBeyondTheirPlace) {
    m_writer->progress(1);
    overwrite<std::uint32_t>(kSlotsAt + 4, 489);
    expectBroken("longer than its place");
}
TEST_F(Ring, refusesPartsThatGoOnBeforeTheyAreFull) {
    m_writer->progress(1);
    overwrite<std::uint32_t>(kSlotsAt + 8, 1); // goes on, and is empty: such a record would never end
    expectBroken("before it is full");
}
TEST_F(Ring, refusesRecordsInsideOfOthers) {
    m_writer->progress(1);
    overwrite<std::uint32_t>(kSlotsAt + 4, 488);
    overwrite<std::uint32_t>(kSlotsAt + 8, 1); // goes on
    ASSERT_TRUE(m_writer->send(RecordKind::Sample, "x").ok());
    expectBroken("inside of another");
}

TEST_F(Ring, keepsWholeRecordsOfAWriterThatWasKilled) {
    const std::string path = m_reader->path();
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // Killed in the middle of a long record: after one slot of two would be luck, so it sends without
        // end.
        m_writer->progress(1);
        static_cast<void>(m_writer->send(RecordKind::Sample, "whole"));
        static_cast<void>(m_writer->send(RecordKind::Sample, std::string(kSlots * kSlotBytes, 'x')));
        ::_exit(0); // not reached before the kill below: the ring is full
    }
    // The first two records can be read while it waits for room, which nobody makes beyond them.
    for (int seen = 0; seen < 2;) {
        const auto record = m_reader->next();
        ASSERT_TRUE(record.ok());
        if (!record->has_value()) continue;
        EXPECT_EQ((*record)->payload, seen == 1 ? "whole" : "");
        ++seen;
    }
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    expectEmpty(); // half a record is none
    expectEmpty();
}

TEST_F(Ring, holdsWhenBothEndsWorkAtOnce) {
    constexpr std::uint64_t kRecords = 20'000;
    const SteadyClock clock;
    JobRunner runner(clock, Limits::forThisMachine(), 2);
    auto writing = runner.submit<bool>("write", Lane::Shared, [&](const WorkContext&) -> Result<bool> {
        for (std::uint64_t i = 0; i < kRecords; ++i) {
            m_writer->progress(i);
            if (i % 100 == 99) SB_CHECK(m_writer->send(RecordKind::Sample, std::string(i % 2000, 'y')));
        }
        SB_CHECK(m_writer->send(RecordKind::End, ""));
        return true;
    });
    std::uint64_t samples = 0;
    std::uint64_t progress = 0;
    std::uint64_t last = 0;
    for (;;) {
        auto record = m_reader->next();
        ASSERT_TRUE(record.ok()) << record.error().describe();
        if (!record->has_value()) continue;
        if ((*record)->kind == RecordKind::End) break;
        if ((*record)->kind == RecordKind::Progress) {
            EXPECT_TRUE(progress == 0 || (*record)->done > last);
            last = (*record)->done;
            ++progress;
        } else {
            EXPECT_EQ((*record)->payload, std::string((samples * 100 + 99) % 2000, 'y'));
            ++samples;
        }
    }
    EXPECT_TRUE(writing.take().ok());
    EXPECT_EQ(samples, kRecords / 100);
    EXPECT_EQ(progress + m_reader->dropped(), kRecords);
}

TEST_F(Ring, isGoneWithItsReader) {
    const std::string path = m_reader->path();
    EXPECT_TRUE(std::filesystem::exists(path));
    m_reader.reset();
    EXPECT_FALSE(std::filesystem::exists(path));
    m_writer->progress(1); // harmless
    EXPECT_FALSE(RingWriter::open(path).ok());
}

TEST(SharedMemory, isRefusedWhereItCouldBeCutOff) {
    const auto opened = io::SharedMemory::open("/proc/self/exe", 1);
    EXPECT_FALSE(opened.ok());
    const auto small = io::SharedMemory::create(4096);
    ASSERT_TRUE(small.ok());
    EXPECT_FALSE(io::SharedMemory::open((*small)->path(), 8192).ok());
    EXPECT_FALSE(RingWriter::open((*small)->path()).ok());
    EXPECT_EQ(::truncate((*small)->path().c_str(), 0), -1);
}

} // namespace
} // namespace spacebench::jobs::worker
