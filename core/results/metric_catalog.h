// SPDX-License-Identifier: Apache-2.0
//
// The metrics that Spacebench measures, as data: what target tables may speak of, and how a value of each is
// written for people.
#pragma once

#include <span>

#include "results/run_record.h"

namespace spacebench::results {

struct KnownMetric {
    std::string_view id; ///< results::metric
    std::string_view title;
    MetricUnit unit;
    bool lowerIsBetter;
};
[[nodiscard]] std::span<const KnownMetric> knownMetrics();
[[nodiscard]] const KnownMetric* findMetric(std::string_view id); ///< null = none of ours
/// "3.2 ms", "1.25 M atoms/s", "2.5 : 1", "1.8x", "64 %". Of metrics that are not ours: the bare figure.
[[nodiscard]] std::string metricValueText(std::string_view id, double value);

} // namespace spacebench::results
