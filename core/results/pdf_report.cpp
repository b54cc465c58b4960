// SPDX-License-Identifier: Apache-2.0
//
// Lays a report's blocks out on pages.
#include <algorithm>

#include <fmt/format.h>

#include "results/pdf_document.h"
#include "results/report_blocks.h"
#include "results/run_report.h"
#include "results/win_ansi.h"

namespace spacebench::results {

namespace {

constexpr double kMargin = 42;
constexpr double kRoom = PdfDocument::kWidth - 2 * kMargin;
constexpr double kBottom = 550; ///< nothing but the footer below
constexpr double kTitleSize = 18;
constexpr double kHeadingSize = 12;
constexpr double kTextSize = 9;
constexpr double kCellSize = 7;
constexpr double kLineHeight = 1.35; ///< of the size
constexpr double kCellGap = 6;       ///< between columns
constexpr double kChartGap = 12;
constexpr double kMostNatural = 260;       ///< wider cells are wrapped anyway
constexpr double kShort = 48;              ///< columns that are never wrapped
constexpr std::size_t kMostRows = 2'000;   ///< of one table; the rest is in the other forms of the report
constexpr std::size_t kMostCellLines = 40; ///< fit on a page

constexpr const char* kText = "#1b1f24";
constexpr const char* kSecondary = "#57606a";
constexpr const char* kGood = "#1a7f37";
constexpr const char* kBad = "#b42318";
constexpr const char* kWarning = "#8a5a00";
constexpr const char* kRule = "#d5d9df";
constexpr const char* kHeadBack = "#f0f2f5";

const char* colourOf(Tone tone) {
    switch (tone) {
    case Tone::Plain:
        return kText;
    case Tone::Good:
        return kGood;
    case Tone::Bad:
        return kBad;
    case Tone::Quiet:
        return kSecondary;
    }
    return kText;
}

class Layout {
  public:
    Layout(const RunReport& report, bool compressed)
        : m_report(report), m_title(reportTitle(report)), m_pdf(infoOf(report, m_title, compressed)) {}

    Result<ByteBuffer> make() {
        nextPage();
        paragraph(m_title, kTitleSize, PdfFont::Bold, kText);
        for (const ReportBlock& block : reportBlocks(m_report)) add(block);
        m_pdf.attach("samples.csv", reportCsv(m_report));
        return m_pdf.bytes("Spacebench: " + m_title);
    }

  private:
    static PdfDocument::Info infoOf(const RunReport& report, const std::string& title, bool compressed) {
        PdfDocument::Info info;
        info.title = title;
        info.subject = "Benchmark report of run " + report.run->uid + " on " + report.run->machine;
        info.keywords = fmt::format("{}", fmt::join(report.run->tags, ", "));
        info.compressed = compressed;
        return info;
    }

    void nextPage() {
        m_pdf.addPage();
        m_y = kMargin;
    }
    /// Room for `height` more, on this page or a new one.
    void need(double height) {
        if (m_y + height > kBottom && m_y > kMargin) nextPage();
    }

    void add(const ReportBlock& block) {
        switch (block.kind) {
        case ReportBlock::Kind::Heading:
            need(kHeadingSize * 6); // never alone at the foot of a page
            m_y += kHeadingSize;
            m_pdf.bookmark(block.words);
            paragraph(block.words, kHeadingSize, PdfFont::Bold, kText);
            return;
        case ReportBlock::Kind::Text:
            paragraph(block.words, kTextSize, PdfFont::Regular, kSecondary);
            return;
        case ReportBlock::Kind::Warning:
            paragraph("Warning: " + block.words, kTextSize, PdfFont::Regular, kWarning);
            return;
        case ReportBlock::Kind::Table:
            addTable(block.table);
            return;
        case ReportBlock::Kind::Charts:
            addCharts(block.charts);
            return;
        case ReportBlock::Kind::Samples:
            paragraph(block.words + ": in the attached file samples.csv, with those of all other metrics.",
                      kTextSize, PdfFont::Regular, kSecondary);
            return;
        }
    }

    void paragraph(const std::string& words, double size, PdfFont font, const char* colour) {
        for (const std::string& line : wrapped(winAnsi(words), kRoom, size, font)) {
            need(size * kLineHeight);
            m_y += size * kLineHeight;
            m_pdf.text({kMargin, m_y - size * 0.3}, line, size, font, colour);
        }
        m_y += size * 0.4;
    }

    /// Lines of at most `width`; words that are longer are broken.
    std::vector<std::string> wrapped(std::string_view ansi, double width, double size, PdfFont font) {
        std::vector<std::string> lines(1);
        while (!ansi.empty()) {
            const std::size_t end = std::min(ansi.find(' '), ansi.size());
            std::string_view word = ansi.substr(0, end);
            ansi.remove_prefix(std::min(end + 1, ansi.size()));
            const std::string joined =
                lines.back().empty() ? std::string(word) : lines.back() + " " + std::string(word);
            if (m_pdf.textWidth(joined, size, font) <= width) {
                lines.back() = joined;
                continue;
            }
            if (!lines.back().empty()) lines.emplace_back();
            while (m_pdf.textWidth(word, size, font) > width) {
                const std::size_t fits = fitting(word, width, size, font);
                lines.back() = word.substr(0, fits);
                lines.emplace_back();
                word.remove_prefix(fits);
                if (lines.size() > kMostParagraphLines) return lines;
            }
            lines.back() = word;
            if (lines.size() > kMostParagraphLines) return lines;
        }
        return lines;
    }

    /// How many characters of a long word a line holds; at least one.
    std::size_t fitting(std::string_view word, double width, double size, PdfFont font) {
        std::size_t low = 1;
        std::size_t high = std::min<std::size_t>(word.size(), kMostCharacters);
        while (low < high) {
            const std::size_t middle = (low + high + 1) / 2;
            if (m_pdf.textWidth(word.substr(0, middle), size, font) <= width)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    void addCharts(const std::vector<ReportChart>& charts) {
        const double half = (kRoom - kChartGap) / 2;
        double left = 0; // of the free place in the row
        for (const ReportChart& chart : charts) {
            const double width = chart.wide ? kRoom : half;
            const double height = chart.light.height * width / chart.light.width;
            if (left > 0 && left + width > kRoom + 1) {
                m_y += m_rowHeight + kChartGap;
                left = 0;
            }
            if (left == 0) need(height);
            m_rowHeight = left == 0 ? height : std::max(m_rowHeight, height);
            m_pdf.picture(chart.light, {kMargin + left, m_y}, width);
            left += width + kChartGap;
        }
        if (left > 0) m_y += m_rowHeight + kChartGap;
    }

    void addTable(const ReportTable& table) {
        if (table.head.empty()) return;
        const std::size_t count = std::min(table.rows.size(), kMostRows);
        const std::vector<double> widths = columnWidths(table, count);
        std::vector<ReportCell> head;
        for (const std::string& words : table.head) head.push_back({words});
        need(kCellSize * 6);
        addRow(table, head, widths, true);
        for (std::size_t i = 0; i < count; ++i) {
            if (m_y + rowHeight(table.rows[i], widths, PdfFont::Regular) > kBottom) {
                nextPage();
                addRow(table, head, widths, true);
            }
            addRow(table, table.rows[i], widths, false);
        }
        m_y += kCellSize;
        if (count < table.rows.size())
            paragraph(fmt::format("{} more rows are left out here; HTML and CSV have them.",
                                  table.rows.size() - count),
                      kTextSize, PdfFont::Regular, kSecondary);
    }

    /// As wide as the words need where there is room; else the narrow columns keep theirs and the others
    /// wrap.
    std::vector<double> columnWidths(const ReportTable& table, std::size_t count) {
        std::vector<double> natural(table.head.size(), 0);
        std::vector<double> least(table.head.size(), 0);
        const auto see = [&](std::size_t column, const std::string& words, PdfFont font) {
            const std::string ansi = winAnsi(words);
            natural[column] = std::max(
                natural[column], std::min(kMostNatural, m_pdf.textWidth(ansi, kCellSize, font)) + kCellGap);
            if (natural[column] <= kShort) { // "90 %" stays on one line
                least[column] = natural[column];
                return;
            }
            std::size_t at = 0;
            while (at < ansi.size()) {
                const std::size_t end = std::min(ansi.find(' ', at), ansi.size());
                const double width =
                    m_pdf.textWidth(std::string_view(ansi).substr(at, end - at), kCellSize, font);
                least[column] = std::max(least[column], std::min(kMostNatural / 4, width) + kCellGap);
                at = end + 1;
            }
        };
        for (std::size_t c = 0; c < table.head.size(); ++c) see(c, table.head[c], PdfFont::Bold);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < std::min(table.rows[i].size(), natural.size()); ++c)
                see(c, table.rows[i][c].text, PdfFont::Regular);
        double naturals = 0;
        double leasts = 0;
        for (const double width : natural) naturals += width;
        for (const double width : least) leasts += width;
        if (naturals <= kRoom) return natural;
        for (std::size_t c = 0; c < natural.size(); ++c)
            natural[c] = leasts >= kRoom
                             ? least[c] * kRoom / leasts
                             : least[c] + (natural[c] - least[c]) * (kRoom - leasts) / (naturals - leasts);
        return natural;
    }

    std::vector<std::string> cellLines(const ReportCell& cell, double width, PdfFont font) {
        std::vector<std::string> lines = wrapped(winAnsi(cell.text), width - kCellGap, kCellSize, font);
        if (lines.size() > kMostCellLines) {
            lines.resize(kMostCellLines);
            lines.back() = "...";
        }
        return lines;
    }
    double rowHeight(const std::vector<ReportCell>& row, const std::vector<double>& widths, PdfFont font) {
        std::size_t lines = 1;
        for (std::size_t c = 0; c < std::min(row.size(), widths.size()); ++c)
            lines = std::max(lines, cellLines(row[c], widths[c], font).size());
        return static_cast<double>(lines) * kCellSize * kLineHeight + 3;
    }

    void addRow(const ReportTable& table, const std::vector<ReportCell>& row,
                const std::vector<double>& widths, bool head) {
        const PdfFont font = head ? PdfFont::Bold : PdfFont::Regular;
        const double height = rowHeight(row, widths, font);
        double all = 0;
        for (const double width : widths) all += width;
        if (head) m_pdf.rectangle({kMargin, m_y}, all, height, kHeadBack);
        double x = kMargin;
        for (std::size_t c = 0; c < std::min(row.size(), widths.size()); ++c) {
            const bool right = c >= table.leftColumns && c + 1 < table.head.size();
            double y = m_y + kCellSize + 1.5;
            for (const std::string& line : cellLines(row[c], widths[c], font)) {
                const double back = right ? widths[c] - kCellGap - m_pdf.textWidth(line, kCellSize, font) : 0;
                m_pdf.text({x + 2 + back, y}, line, kCellSize, font, colourOf(row[c].tone));
                y += kCellSize * kLineHeight;
            }
            x += widths[c];
        }
        m_y += height;
        m_pdf.line({kMargin, m_y}, {kMargin + all, m_y}, kRule, 0.5);
    }

    static constexpr std::size_t kMostParagraphLines = 400; ///< of one paragraph or cell
    static constexpr std::size_t kMostCharacters = 1'000;   ///< of any line

    const RunReport& m_report;
    const std::string m_title;
    PdfDocument m_pdf;
    double m_y = kMargin;
    double m_rowHeight = 0; ///< of charts
};

} // namespace

Result<ByteBuffer> reportPdf(const RunReport& report, bool compressed) {
    return Layout(report, compressed).make();
}

} // namespace spacebench::results
