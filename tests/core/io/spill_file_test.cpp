// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <gtest/gtest.h>

#include "io/spill_file.h"
#include "support/temp_folder.h"

namespace spacebench::io {
namespace {

using tests::TempFolder;

/// An environment variable that is another one for a while.
class Environment {
  public:
    Environment(const char* name, const char* value) : m_name(name) {
        if (const char* before = std::getenv(name)) m_before = before;
        set(value);
    }
    ~Environment() { set(m_before ? m_before->c_str() : nullptr); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    void set(const char* value) {
        if (value == nullptr)
            unsetenv(m_name);
        else
            setenv(m_name, value, 1);
    }
    const char* m_name;
    std::optional<std::string> m_before;
};

TEST(SpillFile, KeepsWhatWasWrittenWithoutANameInTheFolder) {
    const TempFolder folder;
    auto file = SpillFile::create(folder.path());
    ASSERT_TRUE(file.ok()) << file.error().describe();
    ASSERT_TRUE((*file)->write(asBytes("one two ")).ok());
    ASSERT_TRUE((*file)->write(asBytes("three")).ok());
    ASSERT_TRUE((*file)->patch(4, asBytes("TWO")).ok());
    EXPECT_EQ((*file)->position(), 13U);
    EXPECT_TRUE(folder.entries().empty());
    Bytes read(9);
    ASSERT_TRUE((*file)->readAt(4, read).ok());
    EXPECT_EQ(asText(read), "TWO three");
    const auto beyond = (*file)->readAt(8, read);
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code, ErrorCode::Io);
}

TEST(SpillFile, OpensUnderItsPathAsAnyFileDoes) {
    const TempFolder folder;
    auto file = SpillFile::create(folder.path());
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->write(asBytes("content")).ok());
    EXPECT_EQ(std::filesystem::file_size((*file)->path()), 7U);
}

TEST(SpillFile, PrefersTheChosenFolderThenTheOutputsThenADisk) {
    const TempFolder chosen;
    const TempFolder output;
    {
        const Environment set("TMPDIR", chosen.path().c_str());
        EXPECT_EQ(spillFolderFor(output.path()), chosen.path());
    }
    {
        const Environment wrong("TMPDIR", chosen.file("missing").c_str());
        EXPECT_EQ(spillFolderFor(output.path()), output.path());
    }
    const Environment unset("TMPDIR", nullptr);
    EXPECT_EQ(spillFolderFor(output.path()), output.path());
    EXPECT_EQ(spillFolderFor("").find("/dev/shm"), std::string::npos);
    if (std::filesystem::is_directory("/dev/shm")) {
        EXPECT_NE(spillFolderFor("/dev/shm"), "/dev/shm") << "what is spilled there stays in memory";
    }
}

} // namespace
} // namespace spacebench::io
