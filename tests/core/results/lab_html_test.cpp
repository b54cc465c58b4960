// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "results/lab_charts.h"
#include "support/lab_rows.h"

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::labRow;
using tests::labRun;

std::size_t countOf(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

LabRun someRun() {
    LabRun run = labRun({labRow("zstd", 19, 100'000, 80'000'000, 2'000'000),
                         labRow("lz4", 1, 400'000, 2'000'000, 500'000),
                         tests::notMeasured("zlib-ng", 9, "it was <not> found")});
    run.environment = {{"cpu", "some & other"}, {"warnings", {"w"}}};
    run.warnings = {"the machine was busy"};
    run.input = "a<b>.paths";
    return run;
}

TEST(LabHtml, IsOnePageWithoutScriptsOrAddresses) {
    const std::string html = toHtml(someRun());
    EXPECT_THAT(html, testing::StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(html, testing::EndsWith("</main></body></html>\n"));
    EXPECT_THAT(html, Not(HasSubstr("http")));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_EQ(countOf(html, "<svg"), 8U) << "two fronts, the link chart and the map, light and dark";
    EXPECT_EQ(countOf(html, "<svg"), countOf(html, "</svg>"));
}

TEST(LabHtml, SaysWhatWasMeasuredAndWhatWasNot) {
    const std::string html = toHtml(someRun());
    EXPECT_THAT(html, HasSubstr("a&lt;b&gt;.paths"));
    EXPECT_THAT(html, HasSubstr("the machine was busy"));
    EXPECT_THAT(html, HasSubstr("some &amp; other"));
    EXPECT_THAT(html, HasSubstr("For size: <b>zstd 19</b>"));
    EXPECT_THAT(html, HasSubstr("For balanced: <b>lz4 1</b>"));
    EXPECT_THAT(html, HasSubstr("not measurable here: it was &lt;not&gt; found"));
    EXPECT_THAT(html, HasSubstr("80000000 80000000"));
    EXPECT_THAT(html, Not(HasSubstr("did not come to its end")));
    LabRun cut = someRun();
    cut.complete = false;
    EXPECT_THAT(toHtml(cut), HasSubstr("did not come to its end"));
}

TEST(LabHtml, ChunkSizesGetAChartWhereThereAreSome) {
    LabRun run = someRun();
    LabRow chunked = labRow("zstd", 19, 150'000, 70'000'000, 2'000'000);
    chunked.chunkBytes = 65536;
    run.rows.push_back(chunked);
    EXPECT_EQ(countOf(toHtml(run), "<svg"), 10U);
}

TEST(LabHtml, NothingMeasuredIsAPageToo) {
    const std::string html = toHtml(labRun({}));
    EXPECT_THAT(html, HasSubstr("no pick"));
    EXPECT_THAT(html, HasSubstr("Nothing has been measured yet"));
}

} // namespace
} // namespace spacebench::results
