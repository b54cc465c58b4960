// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fstream>
#include <gmock/gmock.h>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/byte_source.h"
#include "io/fault_guard.h"
#include "io/page_budget.h"
#include "support/temp_folder.h"

namespace spacebench::io {
namespace {

using testing::HasSubstr;
using tests::TempFolder;

TEST(ByteSource, mapsAFileAndKeepsItReadableAfterItsNameIsGone) {
    const TempFolder folder;
    const std::string path = folder.write("space", "some bytes");
    auto source = openMapped(path);
    ASSERT_TRUE(source.ok()) << source.error().describe();
    std::filesystem::remove(path);
    EXPECT_EQ((*source)->kind(), SourceKind::Mapped);
    EXPECT_EQ(asText((*source)->bytes()), "some bytes");
    EXPECT_EQ((*source)->name(), path);
    EXPECT_TRUE((*source)->health().ok());
}

TEST(ByteSource, readsAFileWhole) {
    const TempFolder folder;
    const std::string content(3'000'001, 'x'); // several reads, not a multiple of any step
    auto source = openRead(folder.write("space", content));
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->kind(), SourceKind::Read);
    EXPECT_EQ(asText((*source)->bytes()), content);
}

TEST(ByteSource, opensAnEmptyFileEitherWay) {
    const TempFolder folder;
    const std::string path = folder.write("empty", "");
    for (const auto& source : {openMapped(path), openRead(path)}) {
        ASSERT_TRUE(source.ok()) << source.error().describe();
        EXPECT_EQ((*source)->size(), 0U);
        EXPECT_TRUE((*source)->health().ok());
    }
}

TEST(ByteSource, readsFilesThatClaimToBeEmptyButAreNot) {
    auto source = openMapped("/proc/self/status");
    ASSERT_TRUE(source.ok());
    EXPECT_THAT(std::string(asText((*source)->bytes())), HasSubstr("Pid:"));
}

TEST(ByteSource, saysInWordsWhyAFileCannotBeOpened) {
    const TempFolder folder;
    const auto missing = openMapped(folder.file("nothing"));
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::Io);
    EXPECT_THAT(missing.error().describe(), HasSubstr("No such file"));
    EXPECT_EQ(missing.error().file, folder.file("nothing"));

    const auto directory = openRead(folder.path());
    ASSERT_FALSE(directory.ok());
    EXPECT_EQ(directory.error().code, ErrorCode::Io);
    EXPECT_THAT(directory.error().describe(), HasSubstr("folder"));
}

class NamedPipe : public testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(mkfifo(m_path.c_str(), 0600), 0); }
    std::jthread feed(std::string content) {
        return std::jthread([path = m_path, content = std::move(content)] {
            sigset_t pipeSignal; // the reader may go first
            sigemptyset(&pipeSignal);
            sigaddset(&pipeSignal, SIGPIPE);
            pthread_sigmask(SIG_BLOCK, &pipeSignal, nullptr);
            std::ofstream(path, std::ios::binary) << content;
        });
    }
    TempFolder m_folder;
    std::string m_path = m_folder.file("pipe");
};

TEST_F(NamedPipe, isReadToItsEnd) {
    const std::string content(200'000, 'p');
    const auto writer = feed(content);
    auto source = openMapped(m_path);
    ASSERT_TRUE(source.ok()) << source.error().describe();
    EXPECT_EQ((*source)->kind(), SourceKind::Read);
    EXPECT_EQ(asText((*source)->bytes()), content);
}

TEST_F(NamedPipe, isReadUpToTheLimitOnly) {
    const auto writer = feed(std::string(2'000'000, 'p'));
    WorkContext context;
    context.limits.contentBytes = 100'000;
    const auto source = openMapped(m_path, context);
    ASSERT_FALSE(source.ok());
    EXPECT_EQ(source.error().code, ErrorCode::LimitExceeded);
}

TEST(ByteSource, doesNotReadWhenCancelled) {
    const TempFolder folder;
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    const auto source = openRead(folder.write("space", "x"), context);
    ASSERT_FALSE(source.ok());
    EXPECT_EQ(source.error().code, ErrorCode::Cancelled);
}

TEST(MappedFile, thatShrinksReadsAsZerosAndSaysSo) {
    const TempFolder folder;
    const std::string path = folder.write("space", std::string(1 << 20, 'x'));
    auto source = openMapped(path);
    ASSERT_TRUE(source.ok());
    const ByteView bytes = (*source)->bytes();
    std::filesystem::resize_file(path, 4096 + 10);
    EXPECT_EQ(bytes[4096 + 9], 'x') << "what is left is still there";
    EXPECT_EQ(bytes[700'000], 0);
    EXPECT_EQ(bytes[8192], 0);
    EXPECT_EQ(bytes.back(), 0);
    const auto health = (*source)->health();
    ASSERT_FALSE(health.ok());
    EXPECT_EQ(health.error().code, ErrorCode::Io);
    EXPECT_THAT(health.error().message, HasSubstr("shrank"));
    EXPECT_EQ(health.error().file, path);
    // Growing back does not make what was read right.
    std::filesystem::resize_file(path, 1 << 20);
    EXPECT_FALSE((*source)->health().ok());
}

TEST(MappedFile, thatShrinksWithinItsLastPageSaysSoThoughNothingFaults) {
    const TempFolder folder;
    const std::string path = folder.write("space", "0123456789");
    auto source = openMapped(path);
    ASSERT_TRUE(source.ok());
    std::filesystem::resize_file(path, 4);
    EXPECT_EQ((*source)->bytes()[9], 0);
    EXPECT_FALSE((*source)->health().ok());
}

TEST(MappedFile, thatShrinksDoesNotAccuseAnother) {
    const TempFolder folder;
    const std::string shrinking = folder.write("a", std::string(100'000, 'a'));
    auto first = openMapped(shrinking);
    auto second = openMapped(folder.write("b", std::string(100'000, 'b')));
    ASSERT_TRUE(first.ok() && second.ok());
    std::filesystem::resize_file(shrinking, 0);
    EXPECT_EQ((*first)->bytes()[50'000], 0);
    EXPECT_EQ((*second)->bytes()[50'000], 'b');
    EXPECT_FALSE((*first)->health().ok());
    EXPECT_TRUE((*second)->health().ok());
}

TEST(MappedFile, isReadInsteadWhereTheTableOfGuardsIsFull) {
    const TempFolder folder;
    const std::string path = folder.write("space", "content");
    std::vector<FaultGuard> guards;
    const Byte somewhere = 0;
    do {
        guards.emplace_back(&somewhere, 1, -1);
        ASSERT_LT(guards.size(), 100'000U);
    } while (guards.back().armed());
    auto source = openMapped(path);
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->kind(), SourceKind::Read);
    EXPECT_EQ(asText((*source)->bytes()), "content");
    guards.clear();
    source = openMapped(path);
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->kind(), SourceKind::Mapped);
}

TEST(BusErrorDeathTest, elsewhereStillEndsTheProcess) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    signal(SIGBUS, SIG_DFL); // a sanitizer has a handler of its own
    const TempFolder folder;
    auto source = openMapped(folder.write("space", "content")); // installs ours
    ASSERT_TRUE(source.ok());
    EXPECT_EXIT(raise(SIGBUS), testing::KilledBySignal(SIGBUS), "");
}

/// Pages of files that this process has mapped and touched; /proc/self/statm.
std::uint64_t residentFilePages() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    std::uint64_t shared = 0;
    file >> size >> resident >> shared;
    return shared;
}

TEST(MappedSource, GivesMemoryBackWhenReleasedAndStaysTheSame) {
    constexpr std::size_t kSize = std::size_t{32} << 20;
    const TempFolder folder;
    std::string content(kSize, 'x');
    for (std::size_t i = 0; i < kSize; i += 1000) content[i] = static_cast<char>(i / 1000);
    auto source = openMapped(folder.write("space", content));
    ASSERT_TRUE(source.ok());
    ASSERT_EQ((*source)->kind(), SourceKind::Mapped);
    const std::uint64_t before = residentFilePages();
    EXPECT_TRUE(asText((*source)->bytes()) == content);
    const std::uint64_t pages = kSize / static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const std::uint64_t touched = residentFilePages();
    if (touched < before + pages * 9 / 10) GTEST_SKIP() << "this system does not count mapped pages";
    (*source)->release(100, kSize / 2 + 100);
    const std::uint64_t half = residentFilePages();
    EXPECT_LT(half, touched - pages * 4 / 10);
    EXPECT_GT(half, before + pages * 4 / 10);
    EXPECT_TRUE(asText((*source)->bytes()) == content);
    (*source)->release(0, UINT64_MAX);
    EXPECT_LT(residentFilePages(), before + pages / 10);
    (*source)->release(kSize, kSize);
    (*source)->release(5, 5);
    EXPECT_TRUE(asText((*source)->bytes()) == content);
    EXPECT_TRUE((*source)->health().ok());
}

/// Says which windows were given back.
class WindowCountingSource final : public ByteSource {
  public:
    explicit WindowCountingSource(std::uint64_t windows)
        : m_bytes(windows * PageBudget::kWindowBytes), released(windows) {}
    [[nodiscard]] ByteView bytes() const override { return m_bytes; }
    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] SourceKind kind() const override { return SourceKind::Memory; }
    void release(std::uint64_t begin, std::uint64_t end) const override {
        for (std::uint64_t at = begin; at < end; at += PageBudget::kWindowBytes)
            ++released.at(at / PageBudget::kWindowBytes);
    }

  private:
    Bytes m_bytes;
    std::string m_name;

  public:
    mutable std::vector<int> released;
};

TEST(PageBudget, givesBackWhatWasNotTouchedLately) {
    constexpr std::uint64_t kWindows = 64;
    const WindowCountingSource source(kWindows);
    PageBudget budget(&source, 8 * PageBudget::kWindowBytes);
    int before = 0; // releases of the last window while nobody had touched it
    for (std::uint64_t window = 1; window < kWindows; ++window) {
        before = source.released[window];
        budget.touch(10, 20); // all along
        budget.touch(window * PageBudget::kWindowBytes, (window + 1) * PageBudget::kWindowBytes);
    }
    EXPECT_LE(source.released[0], 8) << "nearly always kept";
    std::uint64_t kept = 0;
    for (std::uint64_t window = 1; window < kWindows; ++window)
        kept += source.released[window] == 0 ? 1U : 0U;
    EXPECT_LE(kept, 8U);
    EXPECT_EQ(source.released[kWindows - 1], before) << "just touched";
}

TEST(PageBudget, givesNothingBackBelowTheBudget) {
    const WindowCountingSource source(16);
    PageBudget budget(&source, 4 * PageBudget::kWindowBytes);
    for (int i = 0; i < 100; ++i) budget.touch(10, 20);
    for (int i = 0; i < 100; ++i)
        budget.touch(PageBudget::kWindowBytes - 1, 3 * PageBudget::kWindowBytes + 1);
    EXPECT_EQ(std::count(source.released.begin(), source.released.end(), 0), 16);
    budget.touch(0, std::uint64_t{1} << 40); // past the end of the file
    PageBudget idle(nullptr);
    EXPECT_FALSE(idle.active());
    idle.touch(0, std::uint64_t{1} << 30);
}

TEST(MemorySource, ownsWhatItIsGiven) {
    ByteBuffer buffer;
    ASSERT_TRUE(buffer.append(asBytes("moved")));
    EXPECT_EQ(asText(fromMemory(std::move(buffer), "m")->bytes()), "moved");
    std::string text = "copied";
    const SourcePtr copy = fromMemory(asBytes(text), "c");
    text.assign(text.size(), '-');
    EXPECT_EQ(asText(copy->bytes()), "copied");
    EXPECT_EQ(copy->kind(), SourceKind::Memory);
    EXPECT_EQ(copy->name(), "c");
}

} // namespace
} // namespace spacebench::io
