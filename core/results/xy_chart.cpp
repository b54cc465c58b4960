// SPDX-License-Identifier: Apache-2.0
#include "results/xy_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spacebench::results {

namespace {

constexpr double kMargin = 0.06; ///< of the axis, on each side
/// Half of what there is: the length of an axis is a number, too.
constexpr double kWidest = std::numeric_limits<double>::max() / 2;
constexpr double kMostTicks = 9;       ///< more cannot be read on a small chart
constexpr double kFewDecades = 3;      ///< up to here 1-2-5 stand inside the decades
constexpr double kLinearDecades = 0.7; ///< an axis shorter than this has the ticks of a linear one
constexpr double kLabelGap = 5;        ///< between a point's middle and its label's edge

bool drawable(double value, bool log) {
    return std::isfinite(value) && (!log || value > 0);
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `rough`.
double niceStep(double rough) {
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9)) return factor * power;
    return 10 * power;
}

std::vector<double> linearTicks(double low, double high) {
    std::vector<double> ticks;
    const double step = niceStep((high - low) / 5);
    if (!(step > 0) || !std::isfinite(step)) return ticks;
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i += 1) {
        ticks.push_back(i * step);
        if (ticks.size() > static_cast<std::size_t>(kMostTicks)) break; // i stands still beyond 2^53
    }
    return ticks;
}

/// Powers of `base` between the ends, thinned to kMostTicks.
std::vector<double> powerTicks(double low, double high, double base) {
    std::vector<double> ticks;
    const double first = std::ceil(std::log(low) / std::log(base) - 1e-9);
    const double last = std::floor(std::log(high) / std::log(base) + 1e-9);
    const double step = std::max(1.0, std::ceil((last - first + 1) / kMostTicks));
    for (double at = first; at <= last; at += step) ticks.push_back(std::pow(base, at));
    return ticks;
}

std::vector<double> logTicks(double low, double high) {
    const double decades = std::log10(high) - std::log10(low);
    if (decades < kLinearDecades) return linearTicks(low, high);
    if (decades > kFewDecades) return powerTicks(low, high, 10);
    std::vector<double> ticks;
    for (double decade = std::floor(std::log10(low)); decade <= std::log10(high); decade += 1) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * std::pow(10, decade);
            if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push_back(tick);
        }
    }
    constexpr std::size_t kTooFew = 3;
    return ticks.size() < kTooFew ? linearTicks(low, high) : ticks;
}

struct Extent {
    double least = 0;
    double most = 0;
    bool any = false;
    void see(double value, bool log) {
        if (!drawable(value, log)) return;
        least = any ? std::min(least, value) : value;
        most = any ? std::max(most, value) : value;
        any = true;
    }
};

AxisRange rangeOf(const Extent& extent, bool log) {
    AxisRange range;
    if (!extent.any) {
        range.low = log ? 1 : 0;
        range.high = log ? 10 : 1;
    } else if (log) {
        const double decades = std::max(std::log10(extent.most) - std::log10(extent.least), 0.3);
        const double factor = std::pow(10, decades * kMargin);
        range.low = std::max(extent.least / factor, std::numeric_limits<double>::min());
        range.high = std::min(extent.most * factor, std::numeric_limits<double>::max());
    } else {
        double span = std::min(extent.most - extent.least, std::numeric_limits<double>::max() / 4);
        if (!(span > 0)) span = extent.most != 0 ? std::abs(extent.most) : 1;
        range.low = std::max(extent.least - span * kMargin, -kWidest);
        range.high = std::min(extent.most + span * kMargin, kWidest);
        // Nothing is below zero where nothing was measured there.
        if (extent.least >= 0) range.low = std::max(range.low, 0.0);
    }
    return range;
}

void coverNames(AxisRange& range, std::size_t names) {
    range.low = 0.5;
    range.high = static_cast<double>(names) + 0.5;
}

constexpr std::size_t kMostNames = 400; ///< nobody reads more of them on one axis

std::vector<double> nameTicks(double low, double high, std::size_t names) {
    std::vector<double> ticks;
    const double first = std::max(1.0, std::ceil(low));
    const double last = std::min(static_cast<double>(names), std::floor(high));
    const double step = std::max(1.0, std::ceil((last - first + 1) / static_cast<double>(kMostNames)));
    for (double at = first; at <= last; at += step) ticks.push_back(at);
    return ticks;
}

std::vector<double> ticksOf(double low, double high, bool log, ValueFormat format,
                            const std::vector<std::string>& names, bool whole) {
    if (!names.empty() && !log) return nameTicks(low, high, names.size());
    std::vector<double> ticks = axisTicks(low, high, log, format);
    if (whole && !log)
        ticks.erase(std::remove_if(ticks.begin(), ticks.end(),
                                   [](double tick) { return std::abs(tick - std::round(tick)) > 1e-9; }),
                    ticks.end());
    return ticks;
}

std::string tickText(double tick, ValueFormat format, const std::vector<std::string>& names) {
    const double index = std::round(tick) - 1;
    if (names.empty()) return formatShort(tick, format);
    return index >= 0 && index < static_cast<double>(names.size()) ? names[static_cast<std::size_t>(index)]
                                                                   : std::string();
}

} // namespace

bool XyChart::shows(const XyPoint& point) const {
    return drawable(point.x, xLog) && drawable(point.y, yLog);
}

bool XyChart::empty() const {
    return std::none_of(series.begin(), series.end(), [this](const XySeries& one) {
        return std::any_of(one.values.begin(), one.values.end(),
                           [this](const XyPoint& point) { return shows(point); });
    });
}

std::string axisTitle(const std::string& title, bool log) {
    return log ? title + " (log)" : title;
}

std::string pointText(const XyChart& chart, const XyPoint& point) {
    const auto part = [](double value, const std::optional<double>& low, const std::optional<double>& high,
                         ValueFormat format) {
        std::string text = formatValue(value, format);
        if (low && high)
            text += " (95 %: " + formatValue(*low, format) + " to " + formatValue(*high, format) + ")";
        return text;
    };
    std::string text = point.label + ": ";
    if (chart.yNames.empty()) text += part(point.y, point.yLow, point.yHigh, chart.yFormat);
    if (chart.yNames.empty() && chart.xNames.empty()) text += ", ";
    if (chart.xNames.empty()) text += part(point.x, point.xLow, point.xHigh, chart.xFormat);
    return text;
}

std::vector<double> axisTicks(double low, double high, bool log, ValueFormat format) {
    if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return {};
    if (!log) return linearTicks(low, high);
    if (!(low > 0)) return {};
    constexpr double kFromTwos = 2.5; // ends further apart than this have at least one power of two inside
    if (format == ValueFormat::Bytes && high / low > kFromTwos)
        return powerTicks(low, high, high / low > 64 ? 4 : 2);
    return logTicks(low, high);
}

AxisRange xRange(const XyChart& chart) {
    Extent extent;
    for (const XySeries& one : chart.series) {
        for (const XyPoint& point : one.values) {
            if (!chart.shows(point)) continue;
            extent.see(point.x, chart.xLog);
            if (point.xLow) extent.see(*point.xLow, chart.xLog);
            if (point.xHigh) extent.see(*point.xHigh, chart.xLog);
        }
    }
    for (const XyMark& mark : chart.marks) extent.see(mark.x, chart.xLog);
    AxisRange range = rangeOf(extent, chart.xLog);
    if (!chart.xNames.empty() && !chart.xLog) coverNames(range, chart.xNames.size());
    range.ticks = xTicks(chart, range.low, range.high);
    return range;
}

AxisRange yRange(const XyChart& chart) {
    Extent extent;
    for (const XySeries& one : chart.series) {
        for (const XyPoint& point : one.values) {
            if (!chart.shows(point)) continue;
            extent.see(point.y, chart.yLog);
            if (point.yLow) extent.see(*point.yLow, chart.yLog);
            if (point.yHigh) extent.see(*point.yHigh, chart.yLog);
        }
    }
    AxisRange range = rangeOf(extent, chart.yLog);
    if (!chart.yNames.empty() && !chart.yLog) coverNames(range, chart.yNames.size());
    range.ticks = yTicks(chart, range.low, range.high);
    return range;
}

std::vector<double> xTicks(const XyChart& chart, double low, double high) {
    return ticksOf(low, high, chart.xLog, chart.xFormat, chart.xNames, chart.xWhole);
}

std::vector<double> yTicks(const XyChart& chart, double low, double high) {
    return ticksOf(low, high, chart.yLog, chart.yFormat, chart.yNames, false);
}

std::string xTickText(const XyChart& chart, double tick) {
    return tickText(tick, chart.xFormat, chart.xNames);
}

std::string yTickText(const XyChart& chart, double tick) {
    return tickText(tick, chart.yFormat, chart.yNames);
}

bool Box::intersects(const Box& other) const {
    return left < other.left + other.width && other.left < left + width && top < other.top + other.height &&
           other.top < top + height;
}

bool Box::holds(const Box& other) const {
    return left <= other.left && other.left + other.width <= left + width && top <= other.top &&
           other.top + other.height <= top + height;
}

std::vector<std::optional<Box>> placeLabels(const std::vector<LabelWish>& wishes,
                                            const std::vector<Box>& obstacles, const Box& area) {
    // Where a label stands by its point, the best place first, in halves of (size + gap): 1 = beside it.
    constexpr struct {
        double x, y;
    } kPlaces[] = {{1, 0}, {1, -1}, {0, -1}, {-1, 0}, {-1, -1}, {0, 1}, {1, 1}, {-1, 1}};
    std::vector<Box> taken = obstacles;
    std::vector<std::optional<Box>> placed;
    const auto free = [&](const Box& box) {
        return area.holds(box) && std::none_of(taken.begin(), taken.end(),
                                               [&box](const Box& other) { return box.intersects(other); });
    };
    for (const LabelWish& wish : wishes) {
        std::optional<Box> found;
        // Nearby first, then a little further away.
        for (const double distance : {1.0, 1.8, 2.6}) {
            for (const auto& place : kPlaces) {
                const double gap = kLabelGap * distance;
                const Box box{wish.x + place.x * (wish.width / 2 + gap) - wish.width / 2,
                              wish.y + place.y * (wish.height * (distance - 0.5) + gap) - wish.height / 2,
                              wish.width, wish.height};
                if (!found && free(box)) found = box;
            }
            // A long one above or below, off the middle as far as the edges want it.
            const double right = std::max(area.left, area.left + area.width - wish.width);
            const double left = std::clamp(wish.x - wish.width / 2, area.left, right);
            for (const double side : {-1.0, 1.0}) {
                const double offset = side * (wish.height * (distance - 0.5) + kLabelGap * distance);
                const Box box{left, wish.y + offset - wish.height / 2, wish.width, wish.height};
                if (!found && free(box)) found = box;
            }
        }
        if (found) taken.push_back(*found);
        placed.push_back(found);
    }
    return placed;
}

} // namespace spacebench::results
