// SPDX-License-Identifier: Apache-2.0
//
// The dip statistic, by the method of Hartigan's Algorithm AS 217 (Applied Statistics 34, 1985): the modal
// interval shrinks between the greatest convex minorant and the least concave majorant of the distribution
// function, until what lies outside is farther from unimodal than what lies inside.
#include <algorithm>
#include <cmath>

#include "stats/series_checks.h"

namespace spacebench::stats {

namespace {

/// The empirical distribution as steps: at values[i] it rises from below[i] to upTo[i] (in samples).
struct Steps {
    std::vector<double> values;
    std::vector<double> below;
    std::vector<double> upTo;
};

Steps stepsOf(std::span<const double> sample) {
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    Steps steps;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            steps.values.push_back(sorted[i]);
            steps.below.push_back(static_cast<double>(i));
            steps.upTo.push_back(0);
        }
        steps.upTo.back() = static_cast<double>(i + 1);
    }
    return steps;
}

/// Which points of (x, y) between `first` and `last` a convex function from below touches (`sign` 1), or a
/// concave one from above (`sign` -1); and its value at every point.
struct Hull {
    std::vector<std::size_t> touches;
    std::vector<double> heights; ///< of the points first..last
};

Hull hullOf(const std::vector<double>& x, const std::vector<double>& y, std::size_t first, std::size_t last,
            double sign) {
    Hull hull;
    for (std::size_t i = first; i <= last; ++i) {
        while (hull.touches.size() >= 2) {
            const std::size_t a = hull.touches[hull.touches.size() - 2];
            const std::size_t b = hull.touches.back();
            if (sign * ((y[b] - y[a]) * (x[i] - x[b]) - (y[i] - y[b]) * (x[b] - x[a])) < 0) break;
            hull.touches.pop_back();
        }
        hull.touches.push_back(i);
    }
    hull.heights.resize(last - first + 1);
    std::size_t segment = 0;
    for (std::size_t i = first; i <= last; ++i) {
        while (segment + 1 < hull.touches.size() && hull.touches[segment + 1] <= i) ++segment;
        const std::size_t a = hull.touches[segment];
        double& height = hull.heights[i - first];
        height = y[a];
        if (a == i) continue;
        const std::size_t b = hull.touches[segment + 1];
        height += (y[b] - y[a]) * ((x[i] - x[a]) / (x[b] - x[a]));
    }
    return hull;
}

} // namespace

double dipStatistic(std::span<const double> sample) {
    if (sample.empty()) return 0;
    const Steps steps = stepsOf(sample);
    std::size_t low = 0;
    std::size_t high = steps.values.size() - 1;
    double dip = 1; // in samples; one step is the least that a continuous function can be away
    while (low < high) {
        const Hull convex = hullOf(steps.values, steps.below, low, high, 1);
        const Hull concave = hullOf(steps.values, steps.upTo, low, high, -1);
        // Where are the two farthest apart? The next modal interval goes from the point where the convex one
        // touches to the next one where the concave one does.
        double gap = 0;
        std::size_t nextLow = low;
        std::size_t nextHigh = high;
        for (const std::size_t touch : convex.touches) {
            const double distance = concave.heights[touch - low] - steps.below[touch];
            if (distance <= gap) continue;
            gap = distance;
            nextLow = touch;
            nextHigh = *std::lower_bound(concave.touches.begin(), concave.touches.end(), touch);
        }
        for (const std::size_t touch : concave.touches) {
            const double distance = steps.upTo[touch] - convex.heights[touch - low];
            if (distance <= gap) continue;
            gap = distance;
            nextHigh = touch;
            nextLow = *(std::upper_bound(convex.touches.begin(), convex.touches.end(), touch) - 1);
        }
        if (gap <= dip) break;
        for (std::size_t i = low; i < nextLow; ++i)
            dip = std::max(dip, steps.upTo[i] - convex.heights[i - low]);
        for (std::size_t i = nextHigh + 1; i <= high; ++i)
            dip = std::max(dip, concave.heights[i - low] - steps.below[i]);
        if (nextLow == low && nextHigh == high) break;
        low = nextLow;
        high = nextHigh;
    }
    return dip / (2 * static_cast<double>(sample.size()));
}

} // namespace spacebench::stats
