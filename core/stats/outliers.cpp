// SPDX-License-Identifier: Apache-2.0
#include "stats/outliers.h"

#include "stats/summary.h"

namespace spacebench::stats {

OutlierReport classifyOutliers(std::span<const double> sample) {
    static constexpr double kMildFence = 1.5; // Tukey, Exploratory Data Analysis, 1977
    static constexpr double kSevereFence = 3.0;
    OutlierReport report;
    if (sample.empty()) return report;
    const Summary summary = summarise(sample);
    const double range = summary.upperQuartile - summary.lowerQuartile;
    const auto classOf = [&](double value) {
        if (value < summary.lowerQuartile - kSevereFence * range) return OutlierClass::LowSevere;
        if (value < summary.lowerQuartile - kMildFence * range) return OutlierClass::LowMild;
        if (value > summary.upperQuartile + kSevereFence * range) return OutlierClass::HighSevere;
        if (value > summary.upperQuartile + kMildFence * range) return OutlierClass::HighMild;
        return OutlierClass::None;
    };
    std::vector<double> inside;
    for (const double value : sample) {
        const OutlierClass found = classOf(value);
        report.classes.push_back(found);
        if (found == OutlierClass::None)
            inside.push_back(value);
        else if (found == OutlierClass::LowMild || found == OutlierClass::HighMild)
            ++report.mild;
        else
            ++report.severe;
    }
    report.median = summary.median;
    report.medianWithout = median(inside);
    return report;
}

} // namespace spacebench::stats
