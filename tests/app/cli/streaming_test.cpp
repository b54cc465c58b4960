// SPDX-License-Identifier: GPL-3.0-or-later
//
// Conversions of sorted files: memory that does not grow with the file, and the way round for what is not
// sorted.
#include "codecs/codec.h"
#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::HasSubstr;

std::string generated(const TempFolder& folder, const std::string& name, const std::string& atoms) {
    const std::string file = folder.file(name);
    const ProcessResult result = spacectl({"generate", file, "--atoms", atoms, "--seed", "7"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    return file;
}

long peakOf(const std::string& in, const std::string& out) {
    const ProcessResult result = spacectl({"convert", in, out, "--force"});
    EXPECT_EQ(result.exitStatus, 0) << in << " to " << out << ": " << result.err;
    EXPECT_THAT(result.out, HasSubstr("read back and equal"));
    return result.peakKiB;
}

TEST(StreamedConversion, TakesTheSameMemoryForFiveTimesTheAtoms) {
    const TempFolder folder;
    const std::string small = generated(folder, "small.paths", "100K");
    const std::string large = generated(folder, "large.paths", "500K");
    // Held in memory the large file would take 25 MiB more, from a mapped MTTS twice that. What mapped pages
    // and blocks take at most, a small file does not take in full.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr long kSameKiB = 1 << 30; // they keep what was freed: there only that it works counts
#else
    constexpr long kSameKiB = 20 << 10;
#endif
    for (const char* through : {"mtts", "paths.zst", "kv", "jsonl", "metta"}) {
        const std::string smallOut = folder.file(std::string("small.") + through);
        const std::string largeOut = folder.file(std::string("large.") + through);
        EXPECT_LT(peakOf(large, largeOut), peakOf(small, smallOut) + kSameKiB) << "to " << through;
        if (std::string_view(through) == "mtts" || std::string_view(through) == "paths.zst") {
            EXPECT_LT(peakOf(largeOut, folder.file("large.back.paths")),
                      peakOf(smallOut, folder.file("small.back.paths")) + kSameKiB)
                << "from " << through;
        }
    }
    // The table of distinct lines grows: at most some 30 bytes a path here.
    const std::string smallTree = folder.file("small.act");
    const std::string largeTree = folder.file("large.act");
    EXPECT_LT(peakOf(large, largeTree), peakOf(small, smallTree) + kSameKiB + 400 * 80);
    EXPECT_LT(peakOf(largeTree, folder.file("large.mtts")),
              peakOf(smallTree, folder.file("small.mtts")) + kSameKiB);
}

TEST(StreamedConversion, HoldsWhatIsNotInOrder) {
    const TempFolder folder;
    Bytes raw;
    for (const std::string_view path : {"\x01\xC1"
                                        "a",
                                        "\x01\xC1"
                                        "c",
                                        "\x01\xC1"
                                        "b",
                                        "\x01\xC1"
                                        "a"}) {
        Byte length[4];
        storeU32(length, static_cast<std::uint32_t>(path.size()));
        raw.insert(raw.end(), length, length + 4);
        raw.insert(raw.end(), path.begin(), path.end());
    }
    MemorySink stored;
    ASSERT_TRUE(codecs::compress(*codecs::parseCodec("zlib"), raw, stored, {}).ok());
    const std::string file = folder.write("unsorted.paths", asText(stored.view()));
    const ProcessResult result = spacectl({"convert", file, folder.file("sorted.paths"), "--json"});
    ASSERT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["atoms"], 3);
    EXPECT_EQ(json["verified"], true);
    EXPECT_THAT(json["findings"].dump(), HasSubstr("paths.unsorted"));
    EXPECT_THAT(json["findings"].dump(), HasSubstr("paths.duplicates"));
    EXPECT_EQ(spacectl({"diff", file, folder.file("sorted.paths")}).exitStatus, 0);
}

} // namespace
} // namespace spacebench::tests
