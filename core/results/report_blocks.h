// SPDX-License-Identifier: Apache-2.0
//
// A report of a run before it has a form: headings, sentences, tables and charts in reading order. HTML,
// Markdown and PDF are written from the same blocks, so they say the same.
#pragma once

#include <string>
#include <vector>

#include "results/picture.h"
#include "results/run_report.h"

namespace spacebench::results {

enum class Tone { Plain, Good, Bad, Quiet }; ///< beside the words, never instead of them

struct ReportCell {
    std::string text;
    Tone tone = Tone::Plain;
};
struct ReportTable {
    std::vector<std::string> head;
    std::vector<std::vector<ReportCell>> rows;
    std::size_t leftColumns = 1; ///< the first ones and the last are flush left
};
struct ReportChart {
    std::string id; ///< a file name
    std::string title;
    Picture light, dark;
    bool wide = false; ///< takes the whole row of a page
};
struct ReportBlock {
    enum class Kind { Heading, Text, Warning, Table, Charts, Samples };
    Kind kind = Kind::Text;
    std::string words;
    ReportTable table;
    std::vector<ReportChart> charts;
};

[[nodiscard]] std::string reportTitle(const RunReport& report);
/// Kind::Samples is the table of raw samples: folded in HTML, an attachment in PDF.
[[nodiscard]] std::vector<ReportBlock> reportBlocks(const RunReport& report);

/// The benchmark run that a record of our own was made of; nullopt for others.
[[nodiscard]] std::optional<BenchRun> benchRunOf(const RunRecord& record);
/// The charts of the run and of the dashboards and the comparison beside it.
[[nodiscard]] std::vector<ReportChart> reportCharts(const RunReport& report);

} // namespace spacebench::results
