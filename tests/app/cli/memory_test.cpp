// SPDX-License-Identifier: GPL-3.0-or-later
//
// `convert --memory`: the budget holds for the whole process, and the output is the same without it.
#include <gtest/gtest.h>

#include "space/atom_parser.h"
#include "spacectl.h"
#include "support/seeded_random.h"

#include <zlib.h>

namespace spacebench::tests {
namespace {

// Sanitizers take several times what a program takes: there only the output counts.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kPeak = UINT64_MAX;
#else
constexpr std::uint64_t kPeak = 64'000'000;
#endif
constexpr const char* kMemory = "64M";

std::string contentOf(const std::string& path) {
    return std::string(asText(readFile(path)));
}

/// Half a million atoms, about 25 MB, in no order, some of them twice. Sorted in memory they take 90 MB.
std::string shuffledText(const TempFolder& folder) {
    const std::string sorted = folder.file("sorted.metta");
    EXPECT_EQ(spacectl({"-q", "generate", sorted, "--atoms", "500K"}).exitStatus, 0);
    const std::string text = contentOf(sorted);
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(std::string_view(text).substr(at, end + 1 - at));
        if (lines.size() % 1000 == 0) lines.push_back(lines[lines.size() / 2]);
        at = end + 1;
    }
    SeededRandom random(1);
    for (std::size_t i = lines.size(); i-- > 1;) std::swap(lines[i], lines[random.below(i + 1)]);
    std::ofstream out(folder.file("shuffled.metta"), std::ios::binary);
    for (const std::string_view line : lines) out << line;
    std::filesystem::remove(sorted);
    return folder.file("shuffled.metta");
}

class Memory : public testing::Test {
  protected:
    /// Converts within the budget; the report.
    nlohmann::json convert(const std::string& in, const std::string& out) {
        const ProcessResult result = spacectl({"convert", in, out, "--memory", kMemory, "--json", "--force"});
        EXPECT_EQ(result.exitStatus, 0) << result.err;
        EXPECT_LT(static_cast<std::uint64_t>(result.peakKiB) * 1024, kPeak) << out;
        nlohmann::json json = jsonOf(result);
        EXPECT_LT(json.value(nlohmann::json::json_pointer("/memory/peak_resident_bytes"), kPeak), kPeak)
            << out;
        return json;
    }
    /// The same file, whether it was made in memory or within the budget.
    void expectSame(const std::string& in, const std::string& name) {
        SCOPED_TRACE(name);
        const std::string tight = m_folder.file("tight." + name);
        const std::string roomy = m_folder.file("roomy." + name);
        const nlohmann::json json = convert(in, tight);
        EXPECT_GT(json.value(nlohmann::json::json_pointer("/spill/runs"), 0U), 1U);
        EXPECT_TRUE(json.value("verified", false));
        ASSERT_EQ(spacectl({"-q", "convert", in, roomy, "--no-verify"}).exitStatus, 0);
        EXPECT_TRUE(contentOf(tight) == contentOf(roomy));
        std::filesystem::remove(roomy);
    }

    TempFolder m_folder;
};

TEST_F(Memory, ATextOfAnyOrderIsSortedWithinIt) {
    const std::string in = shuffledText(m_folder);
    expectSame(in, "metta");
    expectSame(in, "jsonl");
    expectSame(in, "kv");
    // What was written is in order now: it goes back through each reader.
    expectSame(m_folder.file("tight.jsonl"), "metta");
    expectSame(m_folder.file("tight.kv"), "metta");
    EXPECT_EQ(m_folder.entries().size(), 4U) << "nothing but the input and three outputs";
}

/// The atoms of `text` as a `.paths` file in that order.
std::string unorderedPaths(const TempFolder& folder, const std::string& text) {
    const std::string content = contentOf(text);
    Bytes raw;
    space::AtomParser parser(asBytes(content), {});
    while (parser.next().value()) {
        const auto size = static_cast<std::uint32_t>(parser.path().size());
        for (unsigned shift = 0; shift < 32; shift += 8)
            raw.push_back(static_cast<Byte>(size >> shift & 0xFF));
        raw.insert(raw.end(), parser.path().begin(), parser.path().end());
    }
    Bytes stored(compressBound(raw.size()));
    uLongf size = stored.size();
    EXPECT_EQ(compress2(stored.data(), &size, raw.data(), raw.size(), 1), Z_OK);
    std::ofstream out(folder.file("unordered.paths"), std::ios::binary);
    out.write(reinterpret_cast<const char*>(stored.data()), static_cast<std::streamsize>(size));
    return folder.file("unordered.paths");
}

TEST_F(Memory, FramesOfAnyOrderAreSortedWithinIt) {
    const std::string in = unorderedPaths(m_folder, shuffledText(m_folder));
    expectSame(in, "mtts");
    expectSame(in, "paths.zst");
    const nlohmann::json json = convert(in, m_folder.file("again.kv"));
    std::vector<std::string> findings;
    for (const auto& finding : json["findings"]) findings.push_back(finding.value("id", ""));
    EXPECT_THAT(findings, testing::UnorderedElementsAre("paths.unsorted", "paths.duplicates"));
}

TEST_F(Memory, AnActKeepsToItToo) {
    const std::string in = shuffledText(m_folder);
    const std::string act = m_folder.file("tight.act");
    convert(in, act);
    // The table of lines may have been too small to write each line once, but all is there.
    EXPECT_EQ(spacectl({"verify", act}).exitStatus, 0);
    convert(act, m_folder.file("back.metta"));
    ASSERT_EQ(spacectl({"-q", "convert", in, m_folder.file("roomy.metta")}).exitStatus, 0);
    EXPECT_TRUE(contentOf(m_folder.file("back.metta")) == contentOf(m_folder.file("roomy.metta")));
}

TEST_F(Memory, SortedFilesAreNeverHeld) {
    const std::string sorted = m_folder.file("sorted.paths");
    ASSERT_EQ(spacectl({"-q", "generate", sorted, "--atoms", "1M"}).exitStatus, 0);
    for (const char* name : {"out.mtts", "out.paths", "out.paths.zst", "out.kv"}) {
        SCOPED_TRACE(name);
        const ProcessResult result = spacectl({"convert", sorted, m_folder.file(name), "--json", "--force"});
        ASSERT_EQ(result.exitStatus, 0) << result.err;
        const auto peak =
            jsonOf(result).value(nlohmann::json::json_pointer("/memory/peak_resident_bytes"), kPeak);
        EXPECT_LT(peak, kPeak) << "the paths alone take 50 MB";
    }
}

TEST_F(Memory, ACompressedMttsIsNotHeldWhileItsLengthIsUnknown) {
    // Random symbols: the section stays as large as it was, 90 MB.
    const std::string sorted = m_folder.file("random.paths");
    ASSERT_EQ(spacectl({"-q", "generate", sorted, "--atoms", "1800K", "--shape", "random"}).exitStatus, 0);
    for (const bool budget : {false, true}) {
        std::vector<std::string> arguments{"convert", sorted,   m_folder.file("out.mtts"), "--codec", "lz4",
                                           "--json",  "--force"};
        if (budget) arguments.insert(arguments.end(), {"--memory", kMemory});
        const ProcessResult result = spacectl(arguments);
        ASSERT_EQ(result.exitStatus, 0) << result.err;
        EXPECT_LT(static_cast<std::uint64_t>(result.peakKiB) * 1024, budget ? kPeak : kPeak / 2 * 3);
    }
    EXPECT_EQ(spacectl({"verify", m_folder.file("out.mtts")}).exitStatus, 0);
    EXPECT_EQ(m_folder.entries().size(), 2U) << "what waited had no name, or its file was left behind";
}

TEST_F(Memory, ADocumentOfOneLineIsReadPieceByPiece) {
    const std::string in = m_folder.file("line.json");
    {
        std::ofstream out(in, std::ios::binary);
        out << "{\"items\": [0";
        for (std::uint64_t i = 0; i < 600'000; ++i)
            out << ", \"" << std::string(90, ' ') << "\", " << i * 7919 % 600'011;
        out << "]}";
    }
    ASSERT_GT(std::filesystem::file_size(in), 60'000'000U);
    const ProcessResult result = spacectl({"convert", in, m_folder.file("out.kv"), "--memory", kMemory,
                                           "--cut-symbols", "--no-verify", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_EQ(jsonOf(result).value("atoms", 0U), 1'200'001U);
    EXPECT_LT(static_cast<std::uint64_t>(result.peakKiB) * 1024, kPeak);
}

TEST_F(Memory, PipesAreHeldToItToo) {
    Process::Options options;
    options.stdinFile = shuffledText(m_folder);
    options.stdoutFile = m_folder.file("out.metta");
    const ProcessResult result =
        spacectl({"-q", "convert", "-", "-", "--to", "metta", "--memory", kMemory}, options);
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_LT(static_cast<std::uint64_t>(result.peakKiB) * 1024, kPeak);
    ASSERT_EQ(spacectl({"-q", "convert", options.stdinFile, m_folder.file("roomy.metta")}).exitStatus, 0);
    EXPECT_TRUE(contentOf(options.stdoutFile) == contentOf(m_folder.file("roomy.metta")));
}

TEST_F(Memory, SaysHowItWasDone) {
    const std::string in = shuffledText(m_folder);
    Process::Options options;
    options.environment = {"TMPDIR=" + m_folder.path()};
    const ProcessResult result =
        spacectl({"convert", in, m_folder.file("out.kv"), "--memory", kMemory}, options);
    EXPECT_THAT(result.out, testing::HasSubstr("spilled to " + m_folder.path()));
    EXPECT_THAT(result.out, testing::ContainsRegex("externally: [0-9]+ runs"));
}

TEST_F(Memory, ASmallFileNeedsNoSpilling) {
    const auto json = convert(smallSpace(m_folder), m_folder.file("small.jsonl"));
    EXPECT_TRUE(json.contains("spill") && json["spill"].is_null());
}

TEST_F(Memory, TooLittleOfItIsRefused) {
    for (const char* size : {"1M", "63M", "0"}) {
        const ProcessResult result =
            spacectl({"convert", smallSpace(m_folder), m_folder.file("small.kv"), "--memory", size});
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_THAT(result.err, testing::HasSubstr("at least 64M"));
    }
    const ProcessResult result =
        spacectl({"convert", smallSpace(m_folder), m_folder.file("small.kv"), "--memory", "much"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_THAT(result.err, testing::HasSubstr("256M"));
}

TEST_F(Memory, AFullDiskIsSaidAndLeavesNothing) {
    const std::string in = shuffledText(m_folder);
    Process::Options options;
    options.folder = m_folder.path();
    const ProcessResult result =
        Process({"/bin/sh", "-c",
                 "ulimit -f 4000; exec " + spacectlPath() + " -q convert shuffled.metta out.kv --memory 64M"},
                options)
            .wait();
    EXPECT_EQ(result.exitStatus, 4) << result.err;
    EXPECT_THAT(result.err, testing::HasSubstr("TMPDIR"));
    EXPECT_EQ(m_folder.entries(), std::vector<std::string>{"shuffled.metta"});
}

} // namespace
} // namespace spacebench::tests
