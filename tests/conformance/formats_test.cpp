// SPDX-License-Identifier: Apache-2.0
//
// What every listed format has to keep: its documentation, its golden files, and the promises of its
// capability flags. Loops over the registry, so a new entry is tested the moment it is listed.
#include <set>

#include "samples.h"
#include "space/multiplicities.h"

namespace spacebench::tests {
namespace {

using namespace formats;
namespace fs = std::filesystem;

/// Formats that hold paths, both ways.
std::vector<const Format*> pathFormats() {
    std::vector<const Format*> found;
    for (const Format* format : allFormats())
        if (format->info().can(Reads | Writes | HoldsPaths)) found.push_back(format);
    return found;
}

/// The samples in memory, and the same used in place out of an ACT where that holds them.
std::vector<Sample> allSamples() {
    std::vector<Sample> samples = memorySamples();
    const std::size_t inMemory = samples.size();
    for (const Format* format : allFormats()) {
        if (!format->info().can(Writes | OpensInPlace)) continue;
        for (std::size_t i = 0; i < inMemory; ++i) {
            space::SpaceContent bare = samples[i].content;
            bare.symbols = nullptr; // travels beside
            Opened opened = openedSound(*format, saved(*format, bare));
            if (opened.content.space == nullptr) continue;
            EXPECT_EQ(opened.content.space->pathSet(), nullptr) << "not in place";
            samples.push_back({samples[i].name + ", in place",
                               {opened.content.space, samples[i].content.symbols, nullptr},
                               samples[i].needs});
        }
    }
    return samples;
}

TEST(Formats, EachHasItsDocumentationAndGoldenFiles) {
    EXPECT_FALSE(allFormats().empty());
    for (const Format* format : allFormats()) {
        const std::string id(format->info().id);
        EXPECT_GT(fs::file_size(goldenFile("../../core/formats/" + id + "/FORMAT.md")), 200U) << id;
        const fs::path golden = goldenFile(id);
        ASSERT_TRUE(fs::is_directory(golden)) << id;
        EXPECT_FALSE(fs::is_empty(golden)) << id;
    }
}

TEST(Formats, EachIsFoundByItsIdAndExtensions) {
    std::set<std::string_view> ids;
    for (const Format* format : allFormats()) {
        const FormatInfo& info = format->info();
        EXPECT_TRUE(ids.insert(info.id).second) << info.id << " is listed twice";
        EXPECT_EQ(findFormat(info.id), format);
        EXPECT_FALSE(info.title.empty()) << info.id;
        EXPECT_FALSE(info.summary.empty()) << info.id;
        EXPECT_TRUE(info.can(Reads)) << info.id;
        for (const std::string_view extension : info.extensions)
            EXPECT_NE(formatForName("name." + std::string(extension)), nullptr) << extension;
    }
    EXPECT_EQ(formatForName("name.unknown"), nullptr);
    EXPECT_EQ(formatForName("paths"), nullptr);
}

TEST(Formats, WhatIsWrittenIsRecognisedByItsContent) {
    for (const Format* format : pathFormats()) {
        for (const Sample& sample : memorySamples()) {
            if (!canHold(format->info(), sample.needs) || sample.name == "empty") continue;
            const auto recognised = recognise(*saved(*format, sample.content));
            ASSERT_TRUE(recognised.ok())
                << format->info().id << ", " << sample.name << ": " << recognised.error().describe();
            EXPECT_EQ((*recognised)->info().id, format->info().id) << sample.name;
        }
    }
}

std::uint64_t pathsOf(const Opened& opened) {
    const auto totals = opened.content.space->count({});
    EXPECT_TRUE(totals.ok());
    return totals.ok() ? totals->paths : 0;
}

/// The text formats have no header: an empty space is a comment or a blank line, which any of them may claim.
TEST(Formats, AnEmptySpaceIsNoEmptyFileAndIsRecognised) {
    for (const Format* format : pathFormats()) {
        const space::SpaceContent empty{spaceOf({}), nullptr, nullptr};
        const io::SourcePtr source = saved(*format, empty);
        EXPECT_GT(source->size(), 0U) << format->info().id;
        EXPECT_EQ(pathsOf(openedSound(*format, source)), 0U) << format->info().id;
        const auto recognised = recognise(*source);
        ASSERT_TRUE(recognised.ok()) << format->info().id << ": " << recognised.error().describe();
        EXPECT_EQ(pathsOf(openedSound(**recognised, source)), 0U) << format->info().id;
    }
}

TEST(Formats, PathsThatAFormatHasNoPlaceForAreALoss) {
    const space::SpaceContent content{
        spaceOf({{fromHex("C161")}, {fromHex("C162")}}), smallTable(),
        std::make_shared<space::Multiplicities>(std::vector<space::Multiplicities::Entry>{{"a", 2}})};
    for (const Format* format : allFormats()) {
        if (!format->info().can(Writes) || format->info().can(HoldsPaths)) continue;
        const auto losses = format->losses(content, {}, {});
        ASSERT_TRUE(losses.ok());
        const auto paths =
            std::find_if(losses->begin(), losses->end(), [](const Loss& loss) { return loss.id == "paths"; });
        ASSERT_NE(paths, losses->end()) << format->info().id;
        EXPECT_EQ(paths->count, 2U);
        EXPECT_THAT(paths->examples, testing::ElementsAre("a", "b"));
        MemorySink sink;
        const auto refused = format->save(content, {}, sink, {});
        ASSERT_FALSE(refused.ok()) << format->info().id;
        EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    }
}

TEST(Formats, EveryDialectReadsBackAndIsNamed) {
    for (const Format* format : pathFormats()) {
        for (const Dialect& dialect : format->info().dialects) {
            for (const Sample& sample : memorySamples()) {
                if (!canHold(format->info(), sample.needs)) continue;
                const std::string what = std::string(dialect.id) + ", " + sample.name;
                SaveOptions options;
                options.dialect = dialect.id;
                OpenOptions reading;
                reading.dialect = dialect.id;
                MemorySink sink;
                const auto report = format->save(sample.content, options, sink, {});
                // A dialect may be read only, but not the one that is written by default.
                if (!report.ok() && &dialect != &format->info().dialects.front()) {
                    EXPECT_EQ(exitCodeOf(report.error().code), 2) << what << report.error().describe();
                    continue;
                }
                ASSERT_TRUE(report.ok()) << what << report.error().describe();
                const Opened opened = openedSound(*format, io::fromMemory(sink.take(), "memory"), reading);
                EXPECT_EQ(opened.dialect, dialect.id) << what;
                expectEqual(sample.content, opened.content, format->info().can(HoldsValues), what);
            }
        }
    }
}

TEST(Formats, EveryCodecThatATakerTakesReadsBack) {
    const Sample sample = memorySamples()[2];
    for (const Format* format : pathFormats()) {
        if (!format->info().can(TakesCodec)) continue;
        int taken = 0;
        for (const codecs::Codec* codec : codecs::allCodecs()) {
            SaveOptions options;
            options.codec = codecs::CodecChoice{codec, codec->levels().standard};
            MemorySink sink;
            const auto report = format->save(sample.content, options, sink, {});
            const std::string what = std::string(format->info().id) + " " + std::string(codec->id());
            if (!report.ok()) { // a format may take some only, and says which
                EXPECT_EQ(exitCodeOf(report.error().code), 2) << what << ": " << report.error().describe();
                EXPECT_FALSE(report.error().expected.empty()) << what;
                continue;
            }
            ++taken;
            const Opened opened = openedSound(*format, io::fromMemory(sink.take(), "memory"));
            expectEqual(sample.content, opened.content, false, what);
        }
        EXPECT_GT(taken, 0) << format->info().id;
    }
}

TEST(Formats, LossesFollowTheFlagsAndAreNeverSilent) {
    for (const Format* format : pathFormats()) {
        for (const Sample& sample : allSamples()) {
            const std::string what = std::string(format->info().id) + ", " + sample.name;
            const auto losses = format->losses(sample.content, {}, {});
            ASSERT_TRUE(losses.ok()) << what << ": " << losses.error().describe();
            EXPECT_EQ(losses->empty(), canHold(format->info(), sample.needs)) << what;
            if (losses->empty()) continue;
            MemorySink sink;
            const auto refused = format->save(sample.content, {}, sink, {});
            ASSERT_FALSE(refused.ok()) << what;
            EXPECT_EQ(refused.error().code, ErrorCode::Unsupported) << what;
            SaveOptions force;
            force.dropWhatDoesNotFit = true;
            const auto forced = format->save(sample.content, force, sink, {});
            ASSERT_TRUE(forced.ok()) << what << ": " << forced.error().describe();
            EXPECT_EQ(forced->losses.size(), losses->size()) << what;
        }
    }
}

TEST(Formats, EveryPairRoundTripsAsFarAsTheirFlagsPromise) {
    for (const Sample& sample : allSamples()) {
        for (const Format* first : pathFormats()) {
            if (!canHold(first->info(), sample.needs)) continue;
            const Opened once = openedSound(*first, saved(*first, sample.content));
            const std::string what = sample.name + ": " + std::string(first->info().id);
            expectEqual(sample.content, once.content, first->info().can(HoldsValues), what);
            for (const Format* second : pathFormats()) {
                if (!canHold(second->info(), sample.needs)) continue;
                const Opened twice = openedSound(*second, saved(*second, once.content));
                expectEqual(sample.content, twice.content,
                            first->info().can(HoldsValues) && second->info().can(HoldsValues),
                            what + " to " + std::string(second->info().id));
            }
        }
    }
}

TEST(Formats, WritingTheSameTwiceGivesTheSameBytes) {
    for (const Format* format : pathFormats()) {
        for (const Sample& sample : allSamples()) {
            if (!canHold(format->info(), sample.needs)) continue;
            const io::SourcePtr source = saved(*format, sample.content);
            EXPECT_TRUE(equalBytes(source->bytes(), saved(*format, sample.content)->bytes()))
                << format->info().id << ", " << sample.name;
            const auto findings = format->verify(source, {}, {});
            ASSERT_TRUE(findings.ok()) << findings.error().describe();
            EXPECT_FALSE(hasErrors(*findings)) << format->info().id << ", " << sample.name;
        }
    }
}

TEST(Formats, MemoryAndInPlaceSpacesAreWrittenAlike) {
    const std::vector<Sample> samples = allSamples();
    for (const Format* format : pathFormats()) {
        for (const Sample& sample : samples) {
            if (!canHold(format->info(), sample.needs) || sample.name.find(", in place") != std::string::npos)
                continue;
            for (const Sample& twin : samples) {
                if (twin.name != sample.name + ", in place") continue;
                EXPECT_TRUE(equalBytes(saved(*format, sample.content)->bytes(),
                                       saved(*format, twin.content)->bytes()))
                    << format->info().id << ", " << sample.name;
            }
        }
    }
}

/// Cut short anywhere, or with something appended, a file with a length or checksum is not sound. Text has
/// neither: half of it is text.
TEST(Formats, NothingCutOrExtendedIsSound) {
    for (const Format* format : pathFormats()) {
        if (format->info().can(IsText)) continue;
        const io::SourcePtr whole = saved(*format, memorySamples()[2].content);
        std::vector<Bytes> variants;
        for (std::size_t size = 0; size < whole->size(); ++size)
            variants.push_back(toBytes(whole->bytes().first(size)));
        variants.push_back(toBytes(whole->bytes()));
        variants.back().insert(variants.back().end(), 7, Byte{0x5A});
        for (const Bytes& variant : variants) {
            const auto findings = format->verify(io::fromMemory(ByteView(variant), "variant"), {}, {});
            EXPECT_TRUE(!findings.ok() || hasErrors(*findings))
                << format->info().id << " of " << whole->size() << " bytes, " << variant.size() << " given";
        }
    }
}

/// Flips every bit of a small file: whatever it then is, reading it ends, and no path comes out that is
/// longer than the limits allow.
TEST(Formats, EveryFlippedBitIsSurvived) {
    for (const Format* format : pathFormats()) {
        const io::SourcePtr whole = saved(*format, memorySamples()[2].content);
        Bytes bytes = toBytes(whole->bytes());
        WorkContext context;
        context.limits.expandedBytes = 1 << 24;
        context.limits.pathBytes = 1 << 20;
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
            const io::SourcePtr source = io::fromMemory(ByteView(bytes), "flipped");
            auto opened = format->open(source, {}, context);
            if (opened.ok() && opened->content.space != nullptr) {
                const auto reader = opened->content.space->read();
                for (int paths = 0; paths < 1000 && reader->next(); ++paths) {
                }
            }
            static_cast<void>(format->verify(source, {}, context).ok());
            static_cast<void>(format->salvage(source, {}, context).ok());
            bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
        }
    }
}

} // namespace
} // namespace spacebench::tests
