// SPDX-License-Identifier: Apache-2.0
#include "jobs/runs/compare_options.h"

#include <charconv>
#include <cmath>

#include "jobs/common_params.h"

namespace spacebench::jobs {

std::vector<ParamSpec> comparisonParams() {
    ParamSpec metric = textParam("metric", "Metric", "ID",
                                 "What is compared: time, atoms_per_second, peak_heap_bytes, stored_bytes, "
                                 "allocations and the others of a run.");
    metric.defaultValue = results::metric::kTime;
    ParamSpec threshold =
        textParam("threshold", "Threshold", "SHARE",
                  "Changes up to this are not reported: 3% or 0.03. The noise that the runs "
                  "themselves saw raises it.");
    threshold.defaultValue = "3%";
    return {std::move(metric), std::move(threshold),
            flagParam("mix-machines", "Mix machines", "Compare runs of different machines all the same."),
            flagParam("mix-inputs", "Mix inputs", "Compare runs of different inputs all the same.")};
}

Result<double> parseShare(const std::string& text, const std::string& option) {
    const auto refuse = [&] {
        return Error::invalid("--" + option + " takes a share")
            .expect("such as 3% or 0.03")
            .got("'" + text + "'");
    };
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc{}) return refuse();
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (unit == "%" || unit == " %")
        value /= 100;
    else if (!unit.empty())
        return refuse();
    static constexpr double kMost = 10; // ten times as slow: nobody means that
    if (!std::isfinite(value) || value < 0 || value > kMost) return refuse();
    return value;
}

Result<results::ComparisonOptions> comparisonOptions(const ParamValues& values) {
    results::ComparisonOptions options;
    if (values.has("metric")) options.metric = values.text("metric");
    if (values.has("threshold")) {
        SB_TRY(threshold, parseShare(values.text("threshold"), "threshold"));
        options.threshold = threshold;
    }
    options.mixMachines = values.flag("mix-machines");
    options.mixInputs = values.flag("mix-inputs");
    return options;
}

} // namespace spacebench::jobs
