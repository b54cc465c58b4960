// SPDX-License-Identifier: Apache-2.0
#include "results/chart_spec.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::results {

namespace {

/// Bars of one chart, with their floors and targets, that are further apart than this get a logarithmic axis.
constexpr double kLogarithmicFrom = 100;

std::string sizeName(std::uint64_t atoms) {
    if (atoms >= 1'000'000 && atoms % 1'000'000 == 0) return fmt::format("{}M", atoms / 1'000'000);
    if (atoms >= 1'000 && atoms % 1'000 == 0) return fmt::format("{}K", atoms / 1'000);
    return groupedNumber(atoms);
}

/// What tells the inputs of a run apart in few characters: their sizes, else their names.
std::string inputLabel(const BenchRun& run, std::size_t input) {
    const std::uint64_t atoms = run.inputs[input].atoms;
    const auto same = std::count_if(run.inputs.begin(), run.inputs.end(),
                                    [&](const BenchInput& other) { return other.atoms == atoms; });
    return same > 1 ? run.inputs[input].name : sizeName(atoms) + " atoms";
}

/// What the plan calls the row, without the operation, which the group names.
std::string planLabel(const BenchRow& row) {
    std::string_view label = row.label;
    const std::string_view operation = operationName(row.operation);
    if (label.starts_with(operation) && label.substr(operation.size()).starts_with(' '))
        label.remove_prefix(operation.size() + 1);
    return std::string(label);
}

std::string threadsText(const BenchRow& row) {
    return fmt::format("{} thread{}", row.threads, row.threads == 1 ? "" : "s");
}

std::string placeText(const BenchRow& row) {
    return row.cache.starts_with("cold") ? "cold " + row.medium : row.medium;
}

/// A family of block codecs has one colour, whatever the level: levels stand in their order.
Colour codecColour(std::string_view codec) {
    if (codec.starts_with("zstd")) return {0xCC, 0x79, 0xA7};
    if (codec.starts_with("zlib")) return {0x00, 0x72, 0xB2};
    if (codec.starts_with("lz4")) return {0xD5, 0x5E, 0x00};
    if (codec.starts_with("libdeflate")) return {0x56, 0xB4, 0xE9};
    if (codec.starts_with("isal")) return {0x00, 0x9E, 0x73};
    if (codec.starts_with("snappy")) return {0xE6, 0x9F, 0x00};
    return {0x99, 0x99, 0x99};
}

/// Rows that stand side by side in the chart.
bool sameGroup(const BenchRun& run, std::size_t a, std::size_t b) {
    return run.inputOfRow[a] == run.inputOfRow[b] && run.rows[a].operation == run.rows[b].operation;
}

/// The format, and whatever else tells the bar from the others of its group: all of it would be too long for
/// what stands below a bar.
enum class Bars { Runs, Files };
std::string barLabel(const BenchRun& run, std::size_t index, Bars bars) {
    const BenchRow& row = run.rows[index];
    const auto differs = [&](const auto& textOf) {
        for (std::size_t i = 0; i < run.rows.size(); ++i)
            if (sameGroup(run, i, index) && run.rows[i].formatId == row.formatId &&
                textOf(run.rows[i]) != textOf(row))
                return true;
        return false;
    };
    const auto codec = [](const BenchRow& one) { return one.codec; };
    const auto switches = [](const BenchRow& one) { return one.switches; };
    const auto program = [](const BenchRow& one) { return one.program; };
    std::string label = row.formatId;
    if (label.empty())
        label = row.codec;
    else if (differs(codec))
        label += " " + row.codec;
    if (differs(switches)) label += ", " + row.switches;
    // A file is the same wherever it was put, and whoever wrote it.
    if (bars == Bars::Runs && differs(threadsText)) label += ", " + threadsText(row);
    if (bars == Bars::Runs && differs(placeText)) label += ", " + placeText(row);
    if (differs(program)) label += " (" + row.program + ")";
    return label;
}

/// Bars that are still called the same get the label of the plan, which tells any two rows apart.
void tellApart(BarGroup& group, const BenchRun& run) {
    std::vector<std::string> labels;
    for (const Bar& bar : group.bars) labels.push_back(bar.label);
    for (Bar& bar : group.bars)
        if (std::count(labels.begin(), labels.end(), bar.label) > 1 && !run.rows[bar.row].label.empty())
            bar.label = planLabel(run.rows[bar.row]);
}

/// One group for each input and operation that has bars; `bar` gives the value of a row, or nothing.
using BarOf = std::function<std::optional<Bar>(const BenchRow&)>;
void addGroups(ChartSpec& chart, const BenchRun& run, const BarOf& barOf, Bars bars = Bars::Runs) {
    for (std::size_t input = 0; input < run.inputs.size(); ++input) {
        for (const Operation operation : kOperations) {
            BarGroup group;
            group.label = operationName(operation);
            if (run.inputs.size() > 1) group.label += ", " + inputLabel(run, input);
            for (std::size_t i = 0; i < run.rows.size(); ++i) {
                const BenchRow& row = run.rows[i];
                if (run.inputOfRow[i] != input || row.operation != operation) continue;
                std::optional<Bar> bar = barOf(row);
                if (!bar) continue;
                bar->label = barLabel(run, i, bars);
                bar->colour = row.formatId.empty() ? codecColour(row.codec) : formatColour(row.formatId);
                bar->row = i;
                group.bars.push_back(std::move(*bar));
            }
            tellApart(group, run);
            if (!group.bars.empty()) chart.groups.push_back(std::move(group));
        }
    }
}

/// A line for each target of `id` that the rows of a group were judged by. `scale` turns the target's value
/// into the chart's.
void addLines(ChartSpec& chart, const BenchRun& run, std::string_view idPrefix,
              const std::function<double(const BenchRow&, double)>& scale) {
    for (std::size_t g = 0; g < chart.groups.size(); ++g) {
        std::vector<TargetLine> lines;
        for (const Bar& bar : chart.groups[g].bars) {
            const BenchRow& row = run.rows[bar.row];
            for (const TargetVerdict& verdict : row.targets) {
                if (!verdict.id.starts_with(idPrefix)) continue;
                const auto add = [&](const char* word, double value, bool stretch) {
                    std::string label = fmt::format("{} {} {}", verdict.id, word,
                                                    formatShort(scale(row, value), chart.format));
                    const bool known = std::any_of(lines.begin(), lines.end(), [&](const TargetLine& line) {
                        return line.label == label;
                    });
                    if (!known) lines.push_back({std::move(label), scale(row, value), stretch, g});
                };
                add("target", verdict.limit, false);
                if (verdict.stretch) add("stretch", *verdict.stretch, true);
            }
        }
        chart.lines.insert(chart.lines.end(), lines.begin(), lines.end());
    }
}

double asItIs(const BenchRow&, double value) {
    return value;
}

/// Says what the short marks are, where there are any.
void explainFloors(ChartSpec& chart) {
    for (const BarGroup& group : chart.groups)
        for (const Bar& bar : group.bars)
            if (bar.floor) {
                chart.axis += "; marks: the floor here";
                return;
            }
}

std::string compact(double value) {
    const double magnitude = std::abs(value);
    if (magnitude >= 1e9) return significant(value / 1e9, 3) + "G";
    if (magnitude >= 1e6) return significant(value / 1e6, 3) + "M";
    if (magnitude >= 1e4) return significant(value / 1e3, 3) + "K";
    return significant(value);
}

/// Powers of ten beyond these are no values but mistakes of a file; steps and ratios of such are 0 or
/// infinite.
constexpr double kLowestDecade = -150;
constexpr double kHighestDecade = 150;

AxisRange logarithmicRange(double least, double most) {
    // The lowest bar must still be seen: start a decade below where it stands at the foot of its decade.
    double decade = std::floor(std::log10(least));
    if (std::log10(least) - decade < 0.15) decade -= 1;
    const double first = std::clamp(decade, kLowestDecade, kHighestDecade - 1);
    const double last = std::clamp(std::ceil(std::log10(most) + 0.05), first + 1, kHighestDecade);
    AxisRange range;
    range.low = std::pow(10, first);
    range.high = std::pow(10, last);
    const double step = std::max(1.0, std::ceil((last - first) / 7));
    for (double at = first; at <= last; at += step) range.ticks.push_back(std::pow(10, at));
    return range;
}

AxisRange linearRange(double most) {
    AxisRange range;
    if (most <= 0) most = 1;
    most = std::clamp(most, std::pow(10, kLowestDecade), std::pow(10, kHighestDecade));
    const double rough = most * 1.05 / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= factor * power) {
            step = factor * power;
            break;
        }
    }
    const double steps = std::ceil(most * 1.05 / step);
    range.high = steps * step;
    for (double i = 0; i <= steps; i += 1) range.ticks.push_back(i * step);
    return range;
}

} // namespace

Colour formatColour(std::string_view formatId) {
    if (formatId == "paths") return {0x00, 0x72, 0xB2};
    if (formatId == "act") return {0xD5, 0x5E, 0x00};
    if (formatId == "mtts") return {0x00, 0x9E, 0x73};
    if (formatId == "pathmap1") return {0xCC, 0x79, 0xA7};
    if (formatId == "metta" || formatId == "json" || formatId == "jsonl" || formatId == "kv")
        return {0xE6, 0x9F, 0x00};
    return {0x99, 0x99, 0x99};
}

std::string formatValue(double value, ValueFormat format) {
    switch (format) {
    case ValueFormat::AtomsPerSecond:
        return compact(value) + " atoms/s";
    case ValueFormat::MegabytesPerSecond:
        return compact(value) + " MB/s";
    case ValueFormat::Count:
    case ValueFormat::Nanoseconds:
    case ValueFormat::Bytes:
    case ValueFormat::Percent:
        return formatShort(value, format);
    case ValueFormat::Ratio:
        return significant(value, 3) + " : 1";
    case ValueFormat::Multiple:
        return significant(value, 3) + "x";
    }
    return "";
}

std::string formatShort(double value, ValueFormat format) {
    switch (format) {
    case ValueFormat::AtomsPerSecond:
    case ValueFormat::MegabytesPerSecond:
    case ValueFormat::Count:
        return compact(value);
    case ValueFormat::Ratio:
        return significant(value, 3);
    case ValueFormat::Multiple:
        return significant(value, 3) + "x";
    case ValueFormat::Nanoseconds:
        return value == 0 ? "0" : durationText(value);
    case ValueFormat::Bytes:
        return value > 0 ? sizeText(static_cast<std::uint64_t>(std::llround(value))) : "0";
    case ValueFormat::Percent:
        return significant(value, 3) + " %";
    }
    return "";
}

void chooseScale(ChartSpec& chart) {
    double least = 0;
    double most = 0;
    const auto see = [&](double value) {
        if (value <= 0) return;
        least = least == 0 ? value : std::min(least, value);
        most = std::max(most, value);
    };
    for (const BarGroup& group : chart.groups)
        for (const Bar& bar : group.bars) {
            see(bar.value);
            if (bar.floor) see(*bar.floor);
        }
    for (const TargetLine& line : chart.lines) see(line.value);
    chart.logarithmic = least > 0 && most / least > kLogarithmicFrom;
    if (chart.logarithmic) chart.axis += " (log scale)";
}

AxisRange axisRange(const ChartSpec& chart) {
    double least = 0;
    double most = 0;
    const auto see = [&](double value) {
        if (!std::isfinite(value)) return;
        if (value > 0) least = least == 0 ? value : std::min(least, value);
        most = std::max(most, value);
    };
    for (const BarGroup& group : chart.groups) {
        for (const Bar& bar : group.bars) {
            see(bar.value);
            if (bar.low) see(*bar.low);
            if (bar.high) see(*bar.high);
            if (bar.floor) see(*bar.floor);
        }
    }
    for (const TargetLine& line : chart.lines) see(line.value);
    return chart.logarithmic && least > 0 ? logarithmicRange(least, most) : linearRange(most);
}

ChartSpec throughputChart(const BenchRun& run, ThroughputUnit unit) {
    const bool atoms = unit == ThroughputUnit::Atoms;
    ChartSpec chart;
    chart.id = atoms ? "throughput" : "throughput-bytes";
    chart.title = atoms ? "How many atoms a second?" : "How many raw bytes a second?";
    chart.axis = atoms ? "atoms/s, higher is better" : "MB/s of framed raw bytes, higher is better";
    chart.format = atoms ? ValueFormat::AtomsPerSecond : ValueFormat::MegabytesPerSecond;
    chart.emptyNote = "Nothing that has a rate was measured in this run.";
    const auto rate = [atoms](const BenchRow& row, double ns) {
        const double amount =
            atoms ? static_cast<double>(row.atoms) * 1e9 : static_cast<double>(row.rawBytes) * 1e3;
        return amount / ns;
    };
    addGroups(chart, run, [&](const BenchRow& row) -> std::optional<Bar> {
        // Loading is constant in time: a rate of it says nothing.
        if (row.operation == Operation::Load || row.medianNs <= 0) return std::nullopt;
        Bar bar;
        bar.value = rate(row, row.medianNs);
        if (row.samplesNs.size() > 1 && row.ciLowNs > 0) { // one sample has no interval
            bar.low = rate(row, row.ciHighNs);
            bar.high = rate(row, row.ciLowNs);
        }
        if (row.floor && row.floor->ns > 0) bar.floor = rate(row, row.floor->ns);
        return bar;
    });
    addLines(chart, run, "T", [atoms](const BenchRow& row, double value) {
        if (atoms || row.atoms == 0) return value;
        return value * static_cast<double>(row.rawBytes) / static_cast<double>(row.atoms) / 1e6;
    });
    // T3 is a ratio; it has a chart of its own.
    std::erase_if(chart.lines, [](const TargetLine& line) { return line.label.starts_with("T3"); });
    explainFloors(chart);
    chooseScale(chart);
    return chart;
}

ChartSpec allocationChart(const BenchRun& run) {
    ChartSpec chart;
    chart.id = "allocations";
    chart.title = "How often does one run allocate?";
    chart.axis = "allocations a run, lower is better";
    chart.format = ValueFormat::Count;
    chart.emptyNote = "Allocations are not measurable in this build.";
    addGroups(chart, run, [](const BenchRow& row) -> std::optional<Bar> {
        if (!row.allocations) return std::nullopt;
        Bar bar;
        bar.value = static_cast<double>(*row.allocations);
        return bar;
    });
    chooseScale(chart);
    return chart;
}

ChartSpec ratioChart(const BenchRun& run) {
    ChartSpec chart;
    chart.id = "ratio";
    chart.title = "How small does it get?";
    chart.axis = "framed raw bytes : stored bytes, higher is better";
    chart.format = ValueFormat::Ratio;
    chart.emptyNote = "Nothing was stored in this run.";
    std::vector<std::string> seen; // a format's size is the same whatever was done with it
    std::size_t input = run.inputs.size();
    addGroups(
        chart, run,
        [&](const BenchRow& row) -> std::optional<Bar> {
            const std::size_t index = static_cast<std::size_t>(&row - run.rows.data());
            if (run.inputOfRow[index] != input) seen.clear();
            input = run.inputOfRow[index];
            const std::string name = row.formatId + "/" + row.codec + "/" + row.switches + "/" + row.program;
            if (row.storedBytes == 0 || std::count(seen.begin(), seen.end(), name) != 0) return std::nullopt;
            seen.push_back(name);
            Bar bar;
            bar.value = row.ratio();
            return bar;
        },
        Bars::Files);
    for (BarGroup& group : chart.groups) {
        const std::size_t first = group.bars.front().row;
        const bool alone = std::none_of(chart.groups.begin(), chart.groups.end(), [&](const BarGroup& other) {
            const std::size_t row = other.bars.front().row;
            return run.inputOfRow[row] == run.inputOfRow[first] && !sameGroup(run, row, first);
        });
        // Formats have one size whatever was done with them; codecs by themselves stand beside them.
        if (alone)
            group.label = run.inputs.size() > 1 ? inputLabel(run, run.inputOfRow[first]) : std::string();
    }
    addLines(chart, run, "T3", asItIs);
    chooseScale(chart);
    return chart;
}

ChartSpec latencyChart(const BenchRun& run) {
    ChartSpec chart;
    chart.id = "latency";
    chart.title = "How long does one run take?";
    chart.axis = "time of one run, lower is better";
    chart.format = ValueFormat::Nanoseconds;
    chart.emptyNote = "Nothing was measured yet.";
    addGroups(chart, run, [](const BenchRow& row) -> std::optional<Bar> {
        if (row.medianNs <= 0) return std::nullopt;
        Bar bar;
        bar.value = row.medianNs;
        if (row.samplesNs.size() > 1) {
            bar.low = row.ciLowNs;
            bar.high = row.ciHighNs;
        }
        if (row.floor && row.floor->ns > 0) bar.floor = row.floor->ns;
        return bar;
    });
    addLines(chart, run, "L", asItIs);
    explainFloors(chart);
    chooseScale(chart);
    return chart;
}

ChartSpec memoryChart(const BenchRun& run) {
    ChartSpec chart;
    chart.id = "memory";
    chart.title = "How much memory does one run need?";
    chart.axis = "peak heap above the input : stored size, lower is better";
    chart.format = ValueFormat::Multiple;
    chart.emptyNote = "Memory is not measurable in this build.";
    addGroups(chart, run, [](const BenchRow& row) -> std::optional<Bar> {
        // Opening in place takes next to nothing: beside it the others would need a logarithmic axis.
        if (row.operation == Operation::Load || !row.peakHeapBytes || row.storedBytes == 0)
            return std::nullopt;
        Bar bar;
        bar.value = static_cast<double>(*row.peakHeapBytes) / static_cast<double>(row.storedBytes);
        return bar;
    });
    addLines(chart, run, "R1", asItIs);
    chooseScale(chart);
    return chart;
}

} // namespace spacebench::results
