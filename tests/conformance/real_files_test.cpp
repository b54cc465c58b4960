// SPDX-License-Identifier: Apache-2.0
//
// The files that real MORK and PathMap programs made, converted every way that the project promises.
#include <algorithm>

#include "samples.h"
#include "space/expression.h"
#include "support/subprocess.h"

namespace spacebench::tests {
namespace {

using namespace formats;

std::vector<std::string> namesIn(const std::string& folder, std::string_view extension) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(sharedFile(folder)))
        if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    EXPECT_FALSE(names.empty());
    return names;
}

const Format& act() {
    return *findFormat("act");
}

void expectSameBytes(const io::SourcePtr& made, const std::string& name) {
    EXPECT_TRUE(equalBytes(made->bytes(), readFile(sharedFile(name)))) << name << " has other bytes";
}

/// All atoms, one a line, as `cat` prints them.
std::string printed(const space::SpaceContent& content) {
    std::string text;
    space::PrintOptions options;
    options.symbols = content.symbols.get();
    const auto reader = content.space->read();
    while (reader->next()) {
        space::printAtom(reader->path(), text, options);
        text += '\n';
    }
    EXPECT_EQ(reader->error(), nullptr);
    return text;
}

std::string textFile(const std::string& name) {
    return std::string(asText(readFile(sharedFile(name))));
}

std::vector<std::string> sortedLines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

TEST(Golden, PathsAndActsOfPathMapConvertIntoEachOther) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : namesIn("golden", ".paths")) {
        const Opened paths = openShared("golden/" + name + ".paths");
        const Opened tree = openShared("golden/" + name + ".act");
        expectSameBytes(saved(act(), tree.content), "golden/" + name + ".act");
        const Opened back = openedSound(*findFormat("paths"), saved(*findFormat("paths"), tree.content));
        expectEqual(tree.content, back.content, false, name);
        // PathMap leaves the empty path out of .paths.
        if (name.rfind("e-root", 0) == 0) continue;
        expectEqual(paths.content, tree.content, false, name);
        expectSameBytes(saved(act(), paths.content), "golden/" + name + ".act");
    }
}

TEST(Golden, ValuesAreReadAndWrittenByteForByte) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : namesIn("golden", ".kv")) {
        const Opened listed = openShared("golden/" + name + ".kv");
        const Opened tree = openShared("golden/" + name + ".act");
        expectEqual(listed.content, tree.content, true, name);
        expectSameBytes(saved(act(), listed.content), "golden/" + name + ".act");
        expectSameBytes(saved(act(), tree.content), "golden/" + name + ".act");
        expectSameBytes(saved(*findFormat("kv"), tree.content), "golden/" + name + ".kv");
    }
}

TEST(Golden, MergedFilesShowTheirNewestRoot) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : namesIn("golden", ".dump")) {
        const Opened listed = openShared("golden/" + name + ".dump");
        const Opened tree = openShared("golden/" + name + ".act");
        expectEqual(listed.content, tree.content, true, name);
    }
}

TEST(Golden, OlderRootsOfMergedFilesStayReadable) {
    SB_NEED_SHARED_DATA();
    const auto source = io::openMapped(sharedFile("golden/m-merge2.act"));
    ASSERT_TRUE(source.ok());
    OpenOptions options;
    options.root = 1;
    expectEqual(openShared("golden/m-merge1.dump").content, openedSound(act(), *source, options).content,
                true, "root 1");
    options.root = 2;
    expectEqual(openShared("golden/m-base.dump").content, openedSound(act(), *source, options).content, true,
                "root 2");
    options.root = 3;
    const auto beyond = act().open(*source, options, {});
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code, ErrorCode::InvalidArgument);
}

TEST(BigLogic, GivesTheActThatPathMapWrites) {
    SB_NEED_SHARED_DATA();
    const Opened opened = openShared("big_logic.metta.paths");
    ASSERT_NE(opened.content.space, nullptr);
    EXPECT_EQ(opened.content.space->knownCount(), 91'692U);
    const auto totals = opened.content.space->count({});
    ASSERT_TRUE(totals.ok());
    EXPECT_EQ(totals->pathBytes, 4'965'877U);
    EXPECT_EQ(totals->framedBytes(), 5'332'645U);
    const io::SourcePtr tree = saved(act(), opened.content);
    EXPECT_EQ(tree->size(), 2'745'332U);
    const TempFolder folder;
    const std::string file = folder.write("big.act", asText(tree->bytes()));
    const ProcessResult sum = Process({"/usr/bin/sha256sum", file}, {}).wait();
    EXPECT_EQ(sum.out.substr(0, 64), "7433c529b8ada3fe35a067bf5144661b9b8d93a77a0b90dd6e42d2aa4fc73a88");
}

TEST(Interned, SpacesMeanTheirText) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : namesIn("interned", ".paths")) {
        const Opened symbols = openShared("interned/" + name + ".zip");
        ASSERT_NE(symbols.content.symbols, nullptr);
        for (const char* extension : {".paths", ".act"}) {
            space::SpaceContent content = openShared("interned/" + name + extension).content;
            content.symbols = symbols.content.symbols;
            EXPECT_EQ(sortedLines(printed(content)), sortedLines(textFile("interned/" + name + ".metta")))
                << name << extension;
            const Format& metta = *findFormat("metta");
            expectEqual(content, openedSound(metta, saved(metta, content)).content, false, name);
        }
        const Opened paths = openShared("interned/" + name + ".paths");
        expectSameBytes(saved(act(), paths.content), "interned/" + name + ".act");
    }
}

TEST(Mork, TextGivesTheSpacesAndTheTextThatMorkGives) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"ancestor", "std", "transitive"}) {
        const std::string base = std::string("mork/") + name;
        const Opened source = openShared(base + ".src.metta");
        expectEqual(source.content, openShared(base + ".out.paths").content, false, base);
        expectSameBytes(saved(act(), source.content), base + ".out.act");
        EXPECT_EQ(printed(source.content), textFile(base + ".out.metta")) << base;
        EXPECT_EQ(asText(saved(*findFormat("metta"), source.content)->bytes()),
                  textFile(base + ".out.metta"));
    }
}

TEST(Mork, EdgeCasesOfTextDifferOnlyByTheStrayCarriageReturn) {
    SB_NEED_SHARED_DATA();
    const auto source = io::openMapped(sharedFile("mork/edge-text.src.metta"));
    ASSERT_TRUE(source.ok());
    const Format& metta = *findFormat("metta");
    const auto refused = metta.open(*source, {}, {});
    EXPECT_TRUE(!refused.ok() || refused->damage.has_value()) << "a symbol of 64 bytes was cut unasked";
    OpenOptions cutting;
    cutting.cutSymbols = true;
    const Opened cut = openedSound(metta, *source, cutting);
    const Opened expected = openShared("mork/edge-text.out.paths");
    std::vector<std::string> missing;
    const auto result =
        space::compareContents(cut.content, expected.content, {}, {}, [&](const space::Difference& found) {
            EXPECT_EQ(found.kind, space::DifferenceKind::OnlyInB);
            std::string atom;
            space::printAtom(found.path, atom);
            missing.push_back(atom);
        });
    ASSERT_TRUE(result.ok());
    EXPECT_THAT(missing, testing::ElementsAre("\r"));
}

TEST(Mork, JsonBecomesThePathsThatMorkMakes) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : namesIn("mork", ".json"))
        expectEqual(openShared("mork/" + name + ".json").content,
                    openShared("mork/" + name + ".out.paths").content, false, name);
}

TEST(Made, TheDocumentedFormatsReadWithTheirDialects) {
    SB_NEED_SHARED_DATA();
    const struct {
        const char* name;
        const char* format;
        bool symbols;
    } kFiles[] = {
        {"mtts-a-checksum.bin", "mtts", true},
        {"mtts-a-checksum512.bin", "mtts", true},
        {"mtts-a-plain.bin", "mtts", false},
        {"mtts-a-zlib-checksum.bin", "mtts", true},
        {"mtts-b-short.bin", "mtts", true},
        {"mtts-c-bigendian.bin", "mtts", true},
        {"mtts-c-nosymbols.bin", "mtts", false},
        {"pathmap1-none.bin", "pathmap1", false},
        {"pathmap1-zlib-oldsum.bin", "pathmap1", false},
        {"pathmap1-zlib.bin", "pathmap1", false},
    };
    for (const auto& file : kFiles) {
        const std::string path = sharedFile(std::string("made/") + file.name);
        const auto source = io::openMapped(path);
        ASSERT_TRUE(source.ok());
        const auto format = recognise(**source);
        ASSERT_TRUE(format.ok()) << file.name << format.error().describe();
        EXPECT_EQ((*format)->info().id, file.format) << file.name;
        const Opened opened = openedSound(**format, *source);
        ASSERT_NE(opened.content.space, nullptr) << file.name;
        EXPECT_GT(opened.content.space->knownCount(), 0U) << file.name;
        EXPECT_EQ(opened.content.symbols != nullptr, file.symbols) << file.name;
        const auto findings = (*format)->verify(*source, {}, {});
        ASSERT_TRUE(findings.ok()) << file.name;
        EXPECT_FALSE(hasErrors(*findings)) << file.name;
    }
    expectEqual(openShared("made/mtts-a-checksum.bin").content,
                openShared("made/mtts-c-bigendian.bin").content, false, "dialects");
}

TEST(Made, MultiplicitiesReadInBothDialects) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"made/mttm-a.bin", "made/mttm-c-bigendian.bin"})
        EXPECT_NE(openShared(name).content.multiplicities, nullptr) << name;
}

TEST(Odd, LegalOdditiesAreReadWithFindings) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"odd/dups-unsorted.paths", "odd/empty-path-mid.paths"}) {
        const Opened opened = openShared(name);
        EXPECT_FALSE(opened.findings.empty()) << name;
        EXPECT_FALSE(hasErrors(opened.findings)) << name;
    }
}

} // namespace
} // namespace spacebench::tests
