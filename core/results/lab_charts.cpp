// SPDX-License-Identifier: Apache-2.0
#include "results/lab_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blocks/block_codec.h"
#include "results/advice_cost.h"

namespace spacebench::results {

namespace {

constexpr double kMegabyte = 1e6;
constexpr Colour kGrey{0x99, 0x99, 0x99};
/// Okabe and Ito's, without black, which vanishes on dark.
constexpr std::array<Colour, 7> kColours = {{{0x00, 0x72, 0xB2},
                                             {0xD5, 0x5E, 0x00},
                                             {0x00, 0x9E, 0x73},
                                             {0xCC, 0x79, 0xA7},
                                             {0xE6, 0x9F, 0x00},
                                             {0x56, 0xB4, 0xE9},
                                             {0xF0, 0xE4, 0x42}}};
constexpr std::array<Mark, 5> kMarks = {Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond,
                                        Mark::Cross};

struct Look {
    std::string_view family;
    Colour plain;
    Colour staged;
    Mark mark;
};
/// A family keeps its mark with a stage in front, in another colour.
constexpr Look kLooks[] = {
    {"zlib", kColours[0], kColours[5], Mark::Circle},  {"zstd", kColours[2], kColours[1], Mark::Square},
    {"lz4", kColours[4], kColours[6], Mark::Triangle}, {"snappy", kColours[3], kGrey, Mark::Diamond},
    {"none", kGrey, kColours[4], Mark::Cross},
};
Look lookOf(std::string_view family) {
    for (const Look& look : kLooks)
        if (look.family == family) return look;
    return {family, kGrey, kGrey, Mark::Circle};
}

double speedOf(const Timing& timing, std::uint64_t rawBytes) {
    return timing.bytesPerSecond(rawBytes) / kMegabyte;
}

void setRatio(XyPoint& point, const LabRow& row) {
    point.y = row.ratio();
    if (!row.storedInterval || row.storedInterval->low <= 0) return;
    point.yLow = static_cast<double>(row.rawBytes) / row.storedInterval->high;
    point.yHigh = static_cast<double>(row.rawBytes) / row.storedInterval->low;
}

XyPoint pointOf(const LabRun& run, std::size_t index, const Timing& timing) {
    const LabRow& row = run.rows[index];
    XyPoint point;
    point.row = index;
    point.label = row.label() + (row.estimate ? " (estimate)" : "");
    point.x = speedOf(timing, row.rawBytes);
    if (timing.samplesNs.size() > 1 && timing.medianNs.low > 0) {
        const auto raw = static_cast<double>(row.rawBytes) * 1e9 / kMegabyte;
        point.xLow = raw / timing.medianNs.high;
        point.xHigh = raw / timing.medianNs.low;
    }
    setRatio(point, row);
    return point;
}

std::string seriesLabel(const LabRow& row) {
    if (row.asStored) return "as stored";
    return row.stage == "none" ? row.family : row.stage + " + " + row.family;
}

/// How well the file is compressed that lies there: how fast that went is not known, so it is a line.
void addStoredRatio(const LabRun& run, XyChart& chart) {
    double low = HUGE_VAL;
    double high = 0;
    for (const XySeries& series : chart.series)
        for (const XyPoint& point : series.values) {
            low = std::min(low, point.x);
            high = std::max(high, point.x);
        }
    if (high <= 0) return;
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const LabRow& row = run.rows[i];
        if (!row.asStored || !hasFigures(row) || !row.compress.empty()) continue;
        XySeries line;
        line.label = "as stored";
        line.colour = kGrey;
        line.mark = Mark::Cross;
        line.line = true;
        line.points = false;
        for (const double x : {low, high}) {
            XyPoint point;
            point.x = x;
            point.row = i;
            point.label = row.label();
            point.named = x == low;
            setRatio(point, row);
            line.values.push_back(std::move(point));
        }
        chart.series.push_back(std::move(line));
    }
}

constexpr double kSlowestLink = 0.1; // MB/s: a slow line
constexpr double kFastestLink = 1e4; // 80 Gbit/s
constexpr int kPointsADecade = 8;

double linkNs(const LabRow& row, double megabytesPerSecond) {
    return static_cast<double>(row.storedBytes) * 1e9 / (megabytesPerSecond * kMegabyte) +
           row.decompress.medianNs.value;
}

/// The row's line from `low` to `high`; its name stands where `named` is closest.
XySeries linkLine(const LabRun& run, std::size_t index, double low, double high, double named) {
    const LabRow& row = run.rows[index];
    XySeries line;
    line.label = row.label();
    line.line = true;
    line.points = false;
    const int steps = std::max(2, static_cast<int>(std::ceil(std::log10(high / low) * kPointsADecade)));
    std::size_t closest = 0;
    for (int i = 0; i <= steps; ++i) {
        XyPoint point;
        point.x = low * std::pow(high / low, static_cast<double>(i) / steps);
        point.y = linkNs(row, point.x);
        point.label = line.label;
        point.row = index;
        line.values.push_back(std::move(point));
        if (std::abs(std::log(line.values.back().x / named)) <
            std::abs(std::log(line.values[closest].x / named)))
            closest = line.values.size() - 1;
    }
    line.values[closest].named = true;
    return line;
}

/// Rows that differ in their chunk size only.
std::string chunkless(LabRow row) {
    row.chunkBytes = 0;
    return row.key();
}

bool isStandardLevel(const LabRow& row) {
    const codecs::blocks::BlockCodec* codec = codecs::blocks::findBlockCodec(row.codec);
    return codec != nullptr && codec->standardLevel() == row.level;
}

struct SizeClass {
    const char* label;
    std::uint64_t bytes; ///< one of this class; the rule has no other borders (claims.md, "Adaptive choice")
    std::uint64_t from;
    std::uint64_t to;
};
constexpr SizeClass kSizes[] = {{"below 1 MB", 999'999, 0, 999'999},
                                {"1 to 10 MB", 1'000'000, 1'000'000, 10'000'000},
                                {"above 10 MB", 10'000'001, 10'000'001, UINT64_MAX}};
constexpr double kDeepestPercent = 50; ///< a regret of so much has the deepest shade
constexpr double kOtherSizeStrength = 0.35;

/// Costs less than this are no more than a warning, however sure.
constexpr double kSmallPercent = 10;

void shadeBy(const Regret& regret, GridCell& cell) {
    const double value = regret.percent.value;
    if (value <= 0 || regret.percent.low <= 0)
        cell.shade = Shade::Good;
    else
        cell.shade = value < kSmallPercent || !regret.hasInterval ? Shade::Warning : Shade::Bad;
    cell.strength = cell.shade == Shade::Good ? 0.5 : std::clamp(value / kDeepestPercent, 0.3, 1.0);
}

std::string capitalised(std::string_view word) {
    std::string text(word);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

GridCell decisionCell(const LabRun& run, Priority priority, const SizeClass& size) {
    Goal goal;
    goal.priority = priority;
    const GuideChoice choice = guideChoice(priority, size.bytes);
    const bool own = size.from <= run.rawBytes && run.rawBytes <= size.to;
    const std::string where = own ? std::string()
                                  : " An input of this size was not measured: this is what that branch of "
                                    "the rule costs on this one.";
    LabRow named;
    named.codec = choice.family;
    named.family = choice.family;
    named.level = choice.level;
    GridCell cell;
    const auto row = rowOfGuide(run, choice);
    const Advice advice = advise(run, goal);
    const bool comparable = row && advice.pick && hasTimes(run.rows[*row], weightsOf(goal), goal);
    if (!comparable) {
        cell.text = named.label() + ": not measured";
        const std::string why = row ? advice.reason : guideRowMissing(run, choice);
        cell.tooltip = fmt::format("{}. {}.{}", choice.text, why, where);
        cell.shade = Shade::Neutral;
        cell.strength = kOtherSizeStrength;
        return cell;
    }
    const Regret regret = regretOf(run, goal, *row, *advice.pick);
    cell.row = row;
    cell.text = *row == *advice.pick ? named.label() + ": the pick"
                                     : fmt::format("{}: {:+.0f} %", named.label(), regret.percent.value);
    cell.tooltip = fmt::format("{}. Against the pick, {}: {}.{}", choice.text, run.rows[*advice.pick].label(),
                               regretText(regret), where);
    shadeBy(regret, cell);
    if (!own) cell.strength = std::min(cell.strength, kOtherSizeStrength);
    return cell;
}

} // namespace

XyChart paretoChart(const LabRun& run, ParetoOf of, std::optional<std::size_t> picked) {
    const bool compress = of == ParetoOf::Compress;
    XyChart chart;
    chart.id = compress ? "pareto-compress" : "pareto-decompress";
    chart.title =
        compress ? "How small, for how fast a compression?" : "How small, for how fast a decompression?";
    chart.xAxis = compress ? "compress MB/s, more is better" : "decompress MB/s, more is better";
    chart.yAxis = "raw : stored, more is better";
    chart.xFormat = ValueFormat::MegabytesPerSecond;
    chart.yFormat = ValueFormat::Ratio;
    chart.xLog = true;
    chart.emptyNote = "Nothing has been measured yet.";

    const std::vector<std::size_t> front = paretoFront(run, of);
    XySeries stairs;
    stairs.label = "best known";
    stairs.colour = kGrey;
    stairs.line = true;
    stairs.steps = true;
    stairs.dashed = true;
    stairs.points = false;
    for (const std::size_t index : front) {
        const LabRow& row = run.rows[index];
        stairs.values.push_back(pointOf(run, index, compress ? row.compress : row.decompress));
    }
    if (stairs.values.size() > 1) chart.series.push_back(std::move(stairs));

    const std::size_t firstFamily = chart.series.size();
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const LabRow& row = run.rows[i];
        const Timing& timing = compress ? row.compress : row.decompress;
        if (!hasFigures(row) || timing.empty()) continue;
        XyPoint point = pointOf(run, i, timing);
        const bool onFront = std::find(front.begin(), front.end(), i) != front.end();
        point.faded = !onFront && !row.asStored && picked != i;
        point.named = onFront || row.asStored || picked == i;
        if (picked == i) point.label += ", the pick";
        const std::string label = seriesLabel(row);
        auto series =
            std::find_if(chart.series.begin() + static_cast<std::ptrdiff_t>(firstFamily), chart.series.end(),
                         [&](const XySeries& one) { return one.label == label; });
        if (series == chart.series.end()) {
            const Look look = lookOf(row.asStored ? "" : row.family);
            XySeries added;
            added.label = label;
            added.colour = row.stage == "none" ? look.plain : look.staged;
            added.mark = row.asStored ? Mark::Cross : look.mark;
            chart.series.push_back(std::move(added));
            series = chart.series.end() - 1;
        }
        series->values.push_back(std::move(point));
    }
    if (compress) addStoredRatio(run, chart);
    return chart;
}

XyChart linkChart(const LabRun& run) {
    XyChart chart;
    chart.id = "link-speed";
    chart.title = "What brings the space over a link soonest?";
    chart.xAxis = "link speed, MB/s";
    chart.yAxis = "transfer and decompression, less is better";
    chart.xFormat = ValueFormat::MegabytesPerSecond;
    chart.yFormat = ValueFormat::Nanoseconds;
    chart.xLog = true;
    chart.yLog = true;
    chart.emptyNote = "Nothing with a decompression time has been measured yet.";
    const std::vector<LinkRange> ranges = bestByLinkSpeed(run);
    if (ranges.empty()) return chart;
    double low = kSlowestLink;
    double high = kFastestLink;
    for (const LinkRange& range : ranges) {
        if (range.fromBytesPerSecond <= 0) continue;
        constexpr double kBeyond = 3; // some of the line on either side of a crossover
        low = std::min(low, range.fromBytesPerSecond / kMegabyte / kBeyond);
        high = std::max(high, range.fromBytesPerSecond / kMegabyte * kBeyond);
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const double from = i == 0 ? low : ranges[i].fromBytesPerSecond / kMegabyte;
        const double to = i + 1 == ranges.size() ? high : ranges[i + 1].fromBytesPerSecond / kMegabyte;
        XySeries line = linkLine(run, ranges[i].row, low, high, std::sqrt(from * to));
        line.colour = kColours[i % kColours.size()];
        line.mark = kMarks[i % kMarks.size()];
        chart.series.push_back(std::move(line));
        if (i == 0) continue;
        chart.marks.push_back(
            {from, fmt::format("above {} MB/s: {}", significant(from, 3), run.rows[ranges[i].row].label())});
    }
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const bool best =
            std::any_of(ranges.begin(), ranges.end(), [&](const LinkRange& range) { return range.row == i; });
        if (!run.rows[i].asStored || best || !hasFigures(run.rows[i]) || run.rows[i].decompress.empty())
            continue;
        XySeries line = linkLine(run, i, low, high, low);
        line.colour = kGrey;
        line.mark = Mark::Cross;
        line.dashed = true;
        chart.series.push_back(std::move(line));
    }
    return chart;
}

XyChart chunkChart(const LabRun& run) {
    XyChart chart;
    chart.id = "chunk-size";
    chart.title = "What do chunks that can be read alone cost?";
    chart.xAxis = "chunk size; the last point is the whole input";
    chart.yAxis = "raw : stored, more is better";
    chart.xFormat = ValueFormat::Bytes;
    chart.yFormat = ValueFormat::Ratio;
    chart.xLog = true;
    chart.emptyNote = "Measure with two chunk sizes or more.";

    std::map<std::string, std::vector<std::size_t>> lines; // by what the rows have in common
    std::vector<std::string> order;
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const LabRow& row = run.rows[i];
        if (!hasFigures(row) || row.asStored || row.family == "none" || row.threads > 1 || row.workers != 0)
            continue;
        auto& rows = lines[chunkless(row)];
        if (rows.empty()) order.push_back(chunkless(row));
        rows.push_back(i);
    }
    // Of a codec's levels one is enough: the standard one, else the one with most sizes.
    std::map<std::string, std::string> chosen;
    const auto rank = [&](const std::string& key) {
        const LabRow& row = run.rows[lines[key].front()];
        return std::pair{isStandardLevel(row), lines[key].size()};
    };
    std::vector<std::string> codecs;
    for (const std::string& key : order) {
        if (lines[key].size() < 2) continue;
        LabRow row = run.rows[lines[key].front()];
        row.level = 0;
        const std::string codec = chunkless(row);
        if (chosen.count(codec) == 0) codecs.push_back(codec);
        std::string& best = chosen[codec];
        if (best.empty() || rank(key) > rank(best)) best = key;
    }
    for (const std::string& codec : codecs) {
        XySeries series;
        const std::size_t turn = chart.series.size();
        series.colour = kColours[turn % kColours.size()];
        series.mark = kMarks[turn % kMarks.size()];
        series.line = true;
        for (const std::size_t index : lines[chosen[codec]]) {
            const LabRow& row = run.rows[index];
            XyPoint point;
            point.row = index;
            point.label = row.label() + (row.chunkBytes == 0 ? ", whole" : "");
            point.x = static_cast<double>(row.chunkBytes == 0 ? row.rawBytes : row.chunkBytes);
            setRatio(point, row);
            series.values.push_back(std::move(point));
        }
        std::sort(series.values.begin(), series.values.end(),
                  [](const XyPoint& a, const XyPoint& b) { return a.x < b.x; });
        series.values.back().named = true;
        LabRow whole = run.rows[series.values.back().row];
        whole.chunkBytes = 0;
        series.label = whole.label();
        chart.series.push_back(std::move(series));
    }
    return chart;
}

GridChart decisionMap(const LabRun& run) {
    GridChart chart;
    chart.id = "guide-rule";
    chart.title = "Where does the guide's rule lose?";
    chart.rowAxis = "priority";
    chart.columnAxis = "raw size";
    chart.emptyNote = "Nothing has been measured yet.";
    if (std::none_of(run.rows.begin(), run.rows.end(), hasFigures)) return chart;
    chart.legend = {{Shade::Good, "costs nothing that can be told"},
                    {Shade::Warning,
                     fmt::format("costs up to {} %, or too few runs to tell", significant(kSmallPercent))},
                    {Shade::Bad, "costs more"},
                    {Shade::Neutral, "not measured here"}};
    for (const SizeClass& size : kSizes) {
        const bool own = size.from <= run.rawBytes && run.rawBytes <= size.to;
        chart.columns.push_back(std::string(size.label) + (own ? " (this input)" : ""));
    }
    for (const Priority priority : {Priority::Size, Priority::Speed, Priority::Balanced}) {
        chart.rows.push_back(capitalised(priorityName(priority)));
        for (const SizeClass& size : kSizes) chart.cells.push_back(decisionCell(run, priority, size));
    }
    return chart;
}

} // namespace spacebench::results
