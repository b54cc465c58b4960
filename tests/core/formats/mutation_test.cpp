// SPDX-License-Identifier: Apache-2.0
//
// Small sound files of the framed formats with random damage: no crash, no hang, and every content that comes
// out can be walked. Run under the sanitizers this finds reads past the end.
#include <gtest/gtest.h>

#include "support/format_files.h"
#include "support/seeded_random.h"

namespace spacebench::formats {
namespace {

constexpr int kMutationsAFile = 2000;

Bytes mutated(const Bytes& sound, tests::SeededRandom& random) {
    Bytes bytes = sound;
    const std::uint64_t changes = 1 + random.below(4);
    for (std::uint64_t i = 0; i < changes && !bytes.empty(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
        switch (random.below(6)) {
        case 0:
            bytes[static_cast<std::size_t>(at)] ^= static_cast<Byte>(1U << random.below(8));
            break;
        case 1:
            bytes[static_cast<std::size_t>(at)] = static_cast<Byte>(random.next());
            break;
        case 2:
            bytes[static_cast<std::size_t>(at)] = random.below(2) == 0 ? 0x00 : 0xFF;
            break;
        case 3:
            bytes.resize(static_cast<std::size_t>(at));
            break;
        case 4:
            bytes.insert(bytes.begin() + at, static_cast<Byte>(random.next()));
            break;
        default:
            bytes.erase(bytes.begin() + at);
            break;
        }
    }
    return bytes;
}

void openAndWalk(const Format& format, const Bytes& bytes) {
    WorkContext context;
    context.limits.contentBytes = 64 << 20;
    static_cast<void>(format.probe(bytes));
    static_cast<void>(recognise(*tests::sourceOf(bytes)));
    for (const bool salvage : {false, true}) {
        const auto source = tests::sourceOf(bytes);
        const auto opened = salvage ? format.salvage(source, {}, context) : format.open(source, {}, context);
        if (!opened.ok() || opened->content.space == nullptr) continue;
        const auto reader = opened->content.space->read();
        std::uint64_t paths = 0;
        while (reader->next()) {
            if (opened->locator != nullptr && paths < 3) {
                for (const auto& field : opened->locator->fieldsOf(reader->path()))
                    ASSERT_LE(field.end, bytes.size());
            }
            ++paths;
        }
        EXPECT_EQ(opened->content.space->knownCount(), paths);
        if (opened->locator == nullptr) continue;
        for (const auto& field : opened->locator->fixedFields()) ASSERT_LE(field.end, bytes.size());
        for (std::uint64_t offset = 0; offset < bytes.size(); offset += 7)
            static_cast<void>(opened->locator->pathAt(offset));
        EXPECT_EQ(opened->damage.has_value(), hasErrors(opened->findings));
    }
}

class MutatedFiles : public testing::TestWithParam<const char*> {};

TEST_P(MutatedFiles, NeverCrashAndNeverGiveAContentThatCannotBeWalked) {
    const Format& format = *findFormat(GetParam());
    tests::Content content;
    for (int i = 0; i < 40; ++i) content[toBytes(asBytes("path " + std::to_string(i * 37 % 100)))] = 0;
    std::vector<SaveOptions> variants;
    if (format.info().dialects.empty()) {
        variants.emplace_back();
        if (format.info().id == "pathmap1")
            for (const char* codec : {"none", "zlib", "lz4", "snappy"})
                variants.emplace_back().codec = codecs::parseCodec(codec).value();
    }
    for (const Dialect& dialect : format.info().dialects) {
        variants.emplace_back().dialect = dialect.id;
        if (dialect.id != "bigendian") {
            variants.push_back(variants.back());
            const char* other = format.info().id == "columns" ? "none" : "zstd"; // than it writes by default
            variants.back().codec = codecs::parseCodec(other).value();
        }
    }
    tests::SeededRandom random(2026);
    for (const SaveOptions& options : variants) {
        const Bytes sound = tests::saveBytes(format.info().id, tests::contentWith(content), options);
        for (int i = 0; i < kMutationsAFile; ++i) openAndWalk(format, mutated(sound, random));
    }
}

INSTANTIATE_TEST_SUITE_P(FramedFormats, MutatedFiles,
                         testing::Values("paths", "pathmap1", "mtts", "kv", "columns"),
                         [](const auto& instance) { return std::string(instance.param); });

} // namespace
} // namespace spacebench::formats
