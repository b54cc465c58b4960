// SPDX-License-Identifier: GPL-3.0-or-later
//
// Damaged and hostile files: an error that names file and offset, the right exit status, nothing written, and
// no memory beyond what was validated.
#include <zlib.h>

#include "base/byte_sink.h"
#include "codecs/codec.h"

#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long kAllowedKiB =
    4L * 1024 * 1024; // a sanitizer's shadow and quarantine are not the program's memory
#else
constexpr long kAllowedKiB = 64 * 1024;
#endif
constexpr long kStreamingKiB = 4 * 1024;

long baselineKiB(const TempFolder& folder) {
    return spacectl({"info", smallSpace(folder, "baseline.metta")}).peakKiB;
}

std::vector<std::string> badFiles() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(sharedFile("bad")))
        names.push_back(entry.path().string());
    std::sort(names.begin(), names.end());
    return names;
}

TEST(BadFiles, AreNeverCalledSound) {
    SB_NEED_SHARED_DATA();
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    for (const std::string& file : badFiles()) {
        for (const char* command : {"info", "verify", "cat"}) {
            const ProcessResult result = spacectl({command, file, "--json"});
            EXPECT_EQ(result.exitStatus, 3) << command << " " << file << "\n" << result.err;
            EXPECT_TRUE(nlohmann::json::accept(result.out)) << command << " " << file;
            EXPECT_LT(result.peakKiB, baseline + kAllowedKiB) << command << " " << file;
            // verify says it as findings, the others as an error.
            if (std::string(command) != "verify") {
                EXPECT_THAT(result.err, HasSubstr(file));
            }
        }
        const auto verdict = jsonOf(spacectl({"verify", file, "--json"}));
        EXPECT_EQ(verdict["sound"], false) << file;
        EXPECT_FALSE(verdict["findings"].empty()) << file;
    }
}

TEST(BadFiles, AreNotConverted) {
    SB_NEED_SHARED_DATA();
    const TempFolder folder;
    for (const std::string& file : badFiles()) {
        for (const char* out : {"out.act", "out.paths", "out.kv"}) {
            const ProcessResult result = spacectl({"convert", file, folder.file(out), "--force"});
            EXPECT_EQ(result.exitStatus, 3) << file << " to " << out << "\n" << result.err;
        }
    }
    EXPECT_THAT(folder.entries(), testing::IsEmpty());
}

TEST(BadFiles, AreSalvagedOrRefusedInWords) {
    SB_NEED_SHARED_DATA();
    for (const std::string& file : badFiles()) {
        const TempFolder folder;
        const std::string out = folder.file("out.act");
        const ProcessResult result = spacectl({"salvage", file, out, "--json"});
        EXPECT_THAT(result.exitStatus, testing::AnyOf(0, 3)) << file << result.err;
        if (result.exitStatus == 0) {
            EXPECT_EQ(spacectl({"verify", out}).exitStatus, 0) << file;
            EXPECT_EQ(jsonOf(result)["damaged"], true) << file;
        } else {
            EXPECT_THAT(folder.entries(), testing::IsEmpty()) << file;
        }
    }
}

TEST(OddFiles, AreSoundWithFindings) {
    SB_NEED_SHARED_DATA();
    for (const auto& entry : std::filesystem::directory_iterator(sharedFile("odd"))) {
        const ProcessResult result = spacectl({"verify", entry.path().string(), "--json"});
        EXPECT_EQ(result.exitStatus, 0) << entry.path() << result.err;
        EXPECT_FALSE(jsonOf(result)["findings"].empty()) << entry.path();
        EXPECT_EQ(spacectl({"info", entry.path().string()}).exitStatus, 0) << entry.path();
    }
}

/// A zlib stream whose raw bytes are `head`, then zeros: about 64 KiB for every 64 MiB of them.
std::string bomb(std::string_view head, int repetitions) {
    std::string stored;
    z_stream stream{};
    deflateInit(&stream, 9);
    std::string out(1 << 20, '\0');
    const auto put = [&](std::string_view raw, int flush) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(raw.data()));
        stream.avail_in = static_cast<uInt>(raw.size());
        std::string made;
        do {
            stream.next_out = reinterpret_cast<Bytef*>(out.data());
            stream.avail_out = static_cast<uInt>(out.size());
            deflate(&stream, flush);
            made.append(out, 0, out.size() - stream.avail_out);
        } while (stream.avail_out == 0);
        return made;
    };
    stored = put(head, Z_FULL_FLUSH);
    const std::string zeros(1 << 20, '\0');
    put(zeros, Z_FULL_FLUSH); // the first one after a flush may differ
    const std::string block = put(zeros, Z_FULL_FLUSH);
    for (int i = 0; i < repetitions; ++i) stored += block;
    deflateEnd(&stream);
    return stored;
}

TEST(Bombs, InflationStopsAtTheStatedLimitWithFive) {
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    const struct {
        const char* name;
        std::string_view head;
    } kBombs[] = {
        {"empty-paths.paths", std::string_view("\x01\0\0\0a", 5)},
        {"one-long-path.paths", std::string_view("\xFF\xFF\xFF\xFF", 4)},
    };
    for (const auto& sample : kBombs) {
        const std::string file = folder.write(sample.name, bomb(sample.head, 9000)); // about 9 MB stored
        for (const auto& line : std::vector<std::vector<std::string>>{
                 {"info", file}, {"verify", file}, {"convert", file, folder.file("out.act")}}) {
            const ProcessResult result = spacectl(line);
            EXPECT_EQ(result.exitStatus, 5) << testing::PrintToString(line) << result.err;
            // A conversion tries to stream first: its blocks and the pages that it saw come on top.
            EXPECT_LT(result.peakKiB, baseline + kAllowedKiB + kStreamingKiB) << testing::PrintToString(line);
        }
        const ProcessResult raised = spacectl({"info", file, "--max-inflate", "1M"});
        EXPECT_EQ(raised.exitStatus, 5);
        EXPECT_THAT(raised.err, HasSubstr("--max-inflate"));
    }
}

TEST(Bombs, AreMeasuredWhereTheLimitIsRaised) {
    const TempFolder folder;
    constexpr std::size_t kPathBytes = std::size_t{20} << 20; // beyond the floor of the standard limit
    std::string raw = std::string("\0\0\x40\x01", 4) + std::string(kPathBytes, '\x01');
    std::string stored(compressBound(raw.size()), '\0');
    uLongf size = stored.size();
    ASSERT_EQ(compress2(reinterpret_cast<Bytef*>(stored.data()), &size,
                        reinterpret_cast<const Bytef*>(raw.data()), raw.size(), 9),
              Z_OK);
    stored.resize(size);
    const std::string file = folder.write("one-long-path.paths", stored);
    const std::vector<std::string> line = {
        "bench",     file, "--op",       "deserialize",     "--format",    "paths",      "--runs",     "1",
        "--warm-up", "0",  "--switches", "product,current", "--no-record", "--data-dir", folder.path()};
    EXPECT_EQ(spacectl(line).exitStatus, 5);
    std::vector<std::string> raised = line;
    raised.insert(raised.end(), {"--max-inflate", "1G"});
    // Workers have to be told as well.
    const ProcessResult result = spacectl(raised);
    EXPECT_EQ(result.exitStatus, 0) << result.out << result.err;
}

TEST(Bombs, Lz4StopsAtItsOwnRatio) {
    // One byte of zeros takes a 255th byte in an lz4 block: never 512:1, and a bomb all the same.
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    const std::string zeros(std::size_t{96} << 20, '\0');
    MemorySink stored;
    ASSERT_TRUE(stored.write(asBytes(std::string_view("PATHMAP1\x01\0\x02\0\0\0\0\0", 16))).ok());
    const auto lz4 = codecs::parseCodec("lz4");
    ASSERT_TRUE(lz4.ok());
    ASSERT_TRUE(codecs::compress(*lz4, asBytes(zeros), stored, {}).ok());
    const std::string file =
        folder.write("zeros.paths.lz4", std::string(asText(stored.take().view())) + std::string(32, '\0'));
    const ProcessResult result = spacectl({"info", file});
    EXPECT_EQ(result.exitStatus, 5) << result.err;
    EXPECT_THAT(result.err, HasSubstr("200:1"));
    EXPECT_LT(result.peakKiB, baseline + 2 * kAllowedKiB); // what was inflated up to the floor, and its paths
}

TEST(Hostile, DeclaredSizesCostNothing) {
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    const std::string ff(8, '\xFF');
    const std::string zero8(8, '\0');
    const struct {
        const char* name;
        std::string content;
    } kFiles[] = {
        {"count.bin", std::string("MTTS\x01\0\0\0", 8) + zero8 + zero8 + ff},
        {"symbols.bin", std::string("MTTS\x01\0\0\0", 8) + zero8 + ff},
        {"bigendian.bin", std::string("MTTS") + zero8 + ff},
        {"mttm.bin", std::string("MTTM\x01\0\0\0", 8) + zero8 + ff},
        {"pathmap1.bin", std::string("PATHMAP1\x01\0\0\0\0\0\0\0", 16) + ff + std::string(32, '\0')},
        {"root.act", std::string("ACTree03") + ff + std::string(32, '\0')},
        {"line.act", std::string("ACTree03\x19\0\0\0\0\0\0\0", 16) + "\xFF" + ff + "\x20\x09" + zero8},
    };
    for (const auto& sample : kFiles) {
        const std::string file = folder.write(sample.name, sample.content);
        for (const char* command : {"info", "verify", "cat"}) {
            const ProcessResult result = spacectl({command, file});
            EXPECT_EQ(result.exitStatus, 3) << command << " " << sample.name << "\n"
                                            << result.out << result.err;
            EXPECT_LT(result.peakKiB, baseline + kAllowedKiB) << command << " " << sample.name;
        }
    }
}

/// `levels` branch nodes, each with two branches to the same child: 2^levels paths.
std::string sharedSubtrees(int levels) {
    std::string file = std::string("ACTree03") + std::string(8, '\0');
    // A branch node of two children needs them side by side: two line nodes that share their child.
    std::uint64_t child = file.size();
    file += std::string("\x40\x00", 2); // a leaf with value 0
    for (int i = 0; i < levels; ++i) {
        const std::uint64_t line = file.size();
        file += std::string("\x01z", 2); // line data
        const std::uint64_t first = file.size();
        for (int twin = 0; twin < 2; ++twin) {
            const std::uint64_t at = file.size();
            file += '\x81';
            file += static_cast<char>(at - child);
            file += static_cast<char>(at - line);
        }
        child = file.size();
        file += '\x02';
        file += static_cast<char>(child - first);
        file += "ab";
    }
    for (int i = 0; i < 8; ++i) file[static_cast<std::size_t>(8 + i)] = static_cast<char>(child >> (8 * i));
    return file + std::string(8, '\0');
}

TEST(Hostile, SharedSubtreesAreCountedNotSpelled) {
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    const std::string small = folder.write("small.act", sharedSubtrees(4));
    EXPECT_EQ(jsonOf(spacectl({"info", small, "--json"}))["files"][0]["atoms"], 16);
    const std::string huge = folder.write("huge.act", sharedSubtrees(60));
    const ProcessResult result = spacectl({"info", huge, "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_EQ(jsonOf(result)["files"][0]["atoms"], std::uint64_t{1} << 60);
    EXPECT_LT(result.peakKiB, baseline + kAllowedKiB);
    EXPECT_EQ(spacectl({"cat", huge, "--limit", "3"}).exitStatus, 0);
}

TEST(Hostile, WhatSharedSubtreesSpellIsNotGoneThrough) {
    const TempFolder folder;
    const std::string huge = folder.write("huge.act", sharedSubtrees(60));
    for (const char* out : {"out.act", "out.paths", "out.kv", "out.jsonl", "out.metta", "out.mtts"}) {
        for (const char* command : {"convert", "salvage"}) {
            const ProcessResult result = spacectl({command, huge, folder.file(out)});
            EXPECT_EQ(result.exitStatus, 5) << command << " " << out << result.err;
            EXPECT_THAT(result.err, HasSubstr("cat FILE --under")) << command << " " << out;
        }
    }
    EXPECT_EQ(spacectl({"diff", huge, huge}).exitStatus, 5);
    EXPECT_THAT(folder.entries(), testing::ElementsAre("huge.act"));
}

/// Line nodes of one byte below each other, each with a value: together they spell the square of their
/// number.
std::string chainOfValues(int links) {
    std::string file = std::string("ACTree03") + std::string(8, '\0') + std::string("\x01x", 2);
    const std::uint64_t line = 16;
    std::uint64_t last = file.size();
    file += std::string("\xC0\0\x02", 3);
    for (int i = 0; i < links; ++i) {
        const std::uint64_t at = file.size();
        file += std::string("\xC1\0", 2);
        file += static_cast<char>(at - last);
        file += '\xFB'; // four bytes follow
        for (int shift = 0; shift < 32; shift += 8) file += static_cast<char>((at - line) >> shift);
        last = at;
    }
    for (int i = 0; i < 8; ++i) file[static_cast<std::size_t>(8 + i)] = static_cast<char>(last >> (8 * i));
    return file + std::string(8, '\0');
}

TEST(Hostile, ASoundTreeIsSalvagedInPlace) {
    const TempFolder folder;
    const long baseline = baselineKiB(folder);
    const std::string deep = folder.write("deep.act", chainOfValues(30'000)); // spells 450 MB
    const ProcessResult result = spacectl({"salvage", deep, folder.file("copy.act")});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_LT(result.peakKiB, baseline + kAllowedKiB);
}

TEST(Hostile, CutAnywhereAFileIsNeverCalledSound) {
    const TempFolder folder;
    ASSERT_EQ(spacectl({"generate", folder.file("whole.act"), "--atoms", "20"}).exitStatus, 0);
    for (const char* name : {"whole.paths", "whole.paths.zst", "whole.bin"}) {
        std::vector<std::string> line{"convert", folder.file("whole.act"), folder.file(name)};
        if (std::string(name) == "whole.bin") line.insert(line.end(), {"--to", "mtts"});
        ASSERT_EQ(spacectl(line).exitStatus, 0) << name;
    }
    for (const char* name : {"whole.act", "whole.paths", "whole.paths.zst", "whole.bin"}) {
        const Bytes whole = readFile(folder.file(name));
        for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 24) {
            const std::string cut = folder.write("cut", asText(ByteView(whole).first(size)));
            EXPECT_EQ(spacectl({"verify", cut}).exitStatus, 3) << name << " cut to " << size;
            EXPECT_EQ(spacectl({"info", cut}).exitStatus, 3) << name << " cut to " << size;
        }
    }
}

} // namespace
} // namespace spacebench::tests
