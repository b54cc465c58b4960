// SPDX-License-Identifier: Apache-2.0
//
// divan prints a table and keeps nothing else: a tree of names, then fastest, slowest, median and mean of
// each benchmark; below them, where the benchmark counts them, throughput and allocations.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "results/foreign_run.h"

namespace spacebench::results {

namespace {

constexpr std::size_t kMostRows = 100'000;
constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kIndent = 3; ///< columns of a level of the tree
constexpr std::string_view kBar = "\u2502";
constexpr std::string_view kBranch = "\u251C\u2500 ";
constexpr std::string_view kLastBranch = "\u2570\u2500 ";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Bytes that the first `columns` characters of `text` take.
std::size_t bytesOfColumns(std::string_view text, std::size_t columns) {
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins && columns-- == 0) break;
    }
    return i;
}

std::size_t columnsOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string_view> cellsOf(std::string_view text) {
    std::vector<std::string_view> cells;
    while (true) {
        const std::size_t end = text.find(kBar);
        cells.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return cells;
        text.remove_prefix(end + kBar.size());
    }
}

struct Figure {
    double value = 0;
    std::string unit;
};

/// "3.282 ns", "31.54 GiB/s", "810".
std::optional<Figure> figureOf(std::string_view cell) {
    Figure figure;
    const char* const end = cell.data() + cell.size();
    const auto [stop, problem] = std::from_chars(cell.data(), end, figure.value, std::chars_format::fixed);
    if (problem != std::errc{} || !std::isfinite(figure.value) || figure.value < 0) return std::nullopt;
    figure.unit = trimmed({stop, static_cast<std::size_t>(end - stop)});
    return figure;
}

std::optional<double> nanosecondsOf(const Figure& figure) {
    static constexpr std::pair<std::string_view, double> kUnits[] = {
        {"ps", 1e-3}, {"ns", 1},  {"\u00B5s", 1e3}, {"\u03BCs", 1e3}, {"us", 1e3},
        {"ms", 1e6},  {"s", 1e9}, {"m", 60e9},      {"h", 3600e9},    {"d", 86400e9},
    };
    for (const auto& [unit, scale] : kUnits)
        if (unit == figure.unit) return figure.value * scale;
    return std::nullopt;
}

/// What "GiB", "k" and so on before `rest` stand for; nullopt where the unit does not end with `rest`.
std::optional<double> scaleBefore(std::string_view unit, std::string_view rest) {
    if (!unit.ends_with(rest)) return std::nullopt;
    unit.remove_suffix(rest.size());
    static constexpr std::pair<std::string_view, double> kPrefixes[] = {
        {"", 1},     {"K", 1e3},     {"k", 1e3},     {"M", 1e6},     {"G", 1e9},     {"T", 1e12},
        {"P", 1e15}, {"Ki", 0x1p10}, {"Mi", 0x1p20}, {"Gi", 0x1p30}, {"Ti", 0x1p40}, {"Pi", 0x1p50},
    };
    for (const auto& [prefix, scale] : kPrefixes)
        if (prefix == unit) return scale;
    return std::nullopt;
}

Metric exactly(std::string_view id, double value) {
    return foreignMetric(id, Interval{value, value, value});
}

void setMetric(RecordRow& row, Metric metric) {
    if (row.metric(metric.id) == nullptr) row.metrics.push_back(std::move(metric));
}

/// Reads the table from its lines, top to bottom.
class DivanReader {
  public:
    explicit DivanReader(const std::string& path) : m_run("divan", path), m_path(path) {}

    Result<void> line(std::string_view text) {
        ++m_line;
        if (const std::size_t header = text.find("fastest"); isHeader(text, header)) {
            m_root = trimmed(text.substr(0, header));
            m_nameColumns = columnsOf(text.substr(0, header));
            m_names.clear();
            m_open = false;
            m_section.clear();
            return {};
        }
        if (m_nameColumns == 0) return {};
        if (text.find(kBar) == std::string_view::npos) {
            if (text.starts_with(kBranch) || text.starts_with(kLastBranch)) unreadable(text);
            return {};
        }
        const std::size_t cut = bytesOfColumns(text, m_nameColumns);
        const std::string_view tree = text.substr(0, cut);
        const std::vector<std::string_view> cells = cellsOf(text.substr(cut));
        std::size_t branch = tree.find(kBranch);
        if (branch == std::string_view::npos) branch = tree.find(kLastBranch);
        if (branch == std::string_view::npos) return more(cells);
        return named(tree, branch, cells);
    }

    Result<RunRecord> finish() && {
        for (RecordRow& row : m_rows) m_run.add(std::move(row));
        m_run.record.warnings.emplace_back("divan keeps no samples: its medians have no interval");
        return std::move(m_run).finish();
    }

    ForeignRun& run() { return m_run; }

    [[nodiscard]] static bool isHeader(std::string_view text, std::size_t fastest) {
        return fastest != std::string_view::npos && text.find("slowest", fastest) != std::string_view::npos &&
               text.find("median", fastest) != std::string_view::npos &&
               text.find(kBar, fastest) != std::string_view::npos;
    }

  private:
    Result<void> named(std::string_view tree, std::size_t branch,
                       const std::vector<std::string_view>& cells) {
        const std::size_t depth = columnsOf(tree.substr(0, branch)) / kIndent;
        if (depth > kMostDepth || depth > m_names.size()) return mistake("the tree of names has a gap");
        m_names.resize(depth);
        m_names.emplace_back(trimmed(tree.substr(branch + kBranch.size())));
        m_open = false;
        m_section.clear();
        if (cells.front().empty() || cells.front() == "-" || cells.front().front() == '(') return {};
        if (m_rows.size() >= kMostRows)
            return Error::limit("the table is too long").expect(fmt::format("{} rows", kMostRows)).in(m_path);
        RecordRow row;
        row.key = m_root;
        for (const std::string& name : m_names) row.key += (row.key.empty() ? "" : "/") + name;
        constexpr std::size_t kFigures = 4;
        if (cells.size() < kFigures) {
            unreadable(row.key);
            return {};
        }
        double ns[kFigures] = {};
        for (std::size_t i = 0; i < kFigures; ++i) {
            const auto figure = figureOf(cells[i]);
            const auto time = figure ? nanosecondsOf(*figure) : std::nullopt;
            if (!time) return mistake(fmt::format("'{}' is no time", cells[i].substr(0, kMostShown)));
            ns[i] = *time;
        }
        row.metrics = {exactly(metric::kTime, ns[2]), exactly(metric::kFastest, ns[0]),
                       exactly(metric::kSlowest, ns[1]), exactly(metric::kMean, ns[3])};
        m_rows.push_back(std::move(row));
        m_open = true;
        return {};
    }

    /// divan writes a benchmark's name before it runs: what the benchmark prints then stands where its
    /// figures belong.
    void unreadable(std::string_view what) {
        m_open = false;
        if (m_run.record.warnings.size() < kMostWarnings)
            m_run.record.warnings.push_back(
                fmt::format("line {}: no figures of '{}'; run it without output of its own", m_line,
                            what.substr(0, kMostShown)));
    }

    /// A line below a benchmark: throughput, the title of a section, or a line of one.
    Result<void> more(const std::vector<std::string_view>& cells) {
        if (!m_open || cells.front().empty()) return {};
        if (cells.front().ends_with(':')) {
            m_section = cells.front();
            m_sectionLine = 0;
            return {};
        }
        constexpr std::size_t kMedian = 2;
        if (cells.size() <= kMedian) return {};
        const auto figure = figureOf(cells[kMedian]);
        if (!figure) return {};
        RecordRow& row = m_rows.back();
        if (m_section.empty()) {
            addRate(row, *figure);
        } else {
            addAllocation(row, *figure);
            ++m_sectionLine;
        }
        return {};
    }

    static void addRate(RecordRow& row, const Figure& figure) {
        if (const auto scale = scaleBefore(figure.unit, "B/s")) {
            setMetric(row, exactly(metric::kRawRate, figure.value * *scale));
        } else if (const auto items = scaleBefore(figure.unit, "item/s")) {
            setMetric(row, exactly(metric::kItemRate, figure.value * *items));
        }
    }

    void addAllocation(RecordRow& row, const Figure& figure) const {
        const auto bytes = scaleBefore(figure.unit, "B");
        if (m_section == "max alloc:" && m_sectionLine == 1 && bytes) {
            setMetric(row, exactly(metric::kPeakHeap, figure.value * *bytes));
        } else if (m_section == "alloc:" && m_sectionLine == 0 && figure.unit.empty()) {
            setMetric(row, exactly(metric::kAllocations, figure.value));
        } else if (m_section == "alloc:" && m_sectionLine == 1 && bytes) {
            setMetric(row, exactly(metric::kAllocatedBytes, figure.value * *bytes));
        }
    }

    [[nodiscard]] Error mistake(std::string message) const {
        return Error::invalid(std::move(message)).in(m_path).at(TextPosition{m_line, 1});
    }

    static constexpr std::size_t kMostShown = 40;
    static constexpr std::size_t kMostWarnings = 100;

    ForeignRun m_run;
    std::string m_path;
    std::uint64_t m_line = 0;
    std::string m_root;
    std::size_t m_nameColumns = 0; ///< 0 = no table yet
    std::vector<std::string> m_names;
    std::vector<RecordRow> m_rows;
    bool m_open = false; ///< lines below belong to the last row
    std::string m_section;
    std::size_t m_sectionLine = 0;
};

} // namespace

bool looksLikeDivan(std::string_view text) {
    // A table begins within the first lines, behind what cargo says.
    constexpr std::size_t kMostLooked = std::size_t{256} << 10;
    text = text.substr(0, kMostLooked);
    for (std::size_t at = text.find("fastest"); at != std::string_view::npos;
         at = text.find("fastest", at + 1)) {
        const std::string_view line = text.substr(at, text.find('\n', at) - at);
        if (DivanReader::isHeader(line, 0)) return true;
    }
    return false;
}

Result<RunRecord> fromDivan(std::string_view text, const std::string& path) {
    constexpr std::size_t kMostBytes = std::size_t{16} << 20;
    if (text.size() > kMostBytes)
        return Error::limit("the table is too large").in(path).expect(fmt::format("{} bytes", kMostBytes));
    DivanReader reader(path);
    reader.run().record.document = std::string(text);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        SB_CHECK(reader.line(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(reader).finish();
}

} // namespace spacebench::results
