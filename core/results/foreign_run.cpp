// SPDX-License-Identifier: Apache-2.0
#include "results/foreign_run.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "io/byte_source.h"
#include "results/metric_catalog.h"
#include "stats/bootstrap.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

constexpr JsonLimits kJsonLimits = {std::size_t{256} << 20, 64, 20'000'000};
/// Resampling costs its thousands of passes: above so many samples the order statistics say the same.
constexpr std::size_t kMostResampled = 5'000;
constexpr double kNormal95 = 1.959964;

constexpr std::array<KnownMetric, 5> kForeign = {{
    {metric::kCpuTime, "processor time", MetricUnit::Nanoseconds, true},
    {metric::kItemRate, "items a second", MetricUnit::PerSecond, false},
    {metric::kFastest, "fastest sample", MetricUnit::Nanoseconds, true},
    {metric::kSlowest, "slowest sample", MetricUnit::Nanoseconds, true},
    {metric::kMean, "mean time", MetricUnit::Nanoseconds, true},
}};

Metric describedMetric(std::string_view id) {
    const KnownMetric* known = findMetric(id);
    for (const KnownMetric& foreign : kForeign)
        if (foreign.id == id) known = &foreign;
    Metric metric;
    metric.id = id;
    metric.title = id;
    if (known == nullptr) return metric;
    metric.title = known->title;
    metric.unit = known->unit;
    metric.lowerIsBetter = known->lowerIsBetter;
    return metric;
}

Interval medianOf(const std::vector<double>& samples) {
    if (samples.size() <= kMostResampled) {
        stats::BootstrapOptions options;
        options.method = stats::BootstrapMethod::Percentile;
        const stats::Interval interval = stats::medianInterval(samples, options);
        return {stats::median(samples), interval.low, interval.high};
    }
    std::vector<double> sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    const auto count = static_cast<double>(sorted.size());
    const double reach = kNormal95 / (2 * std::sqrt(count)); // of ranks, binomial
    return {stats::quantile(sorted, 0.5), stats::quantile(sorted, 0.5 - reach),
            stats::quantile(sorted, 0.5 + reach)};
}

/// The number that the `digits` characters of `text` at `at` spell; -1 where they are no digits.
int digitsAt(const std::string& text, std::size_t at, std::size_t digits) {
    if (text.size() < at + digits) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Google Benchmark writes NaN and Infinity where a ratio has no value (the variation of a mean of 0), which
/// is no JSON; `text` with null in their places, or empty where there is none of them.
std::string withNullForNan(std::string_view text) {
    static constexpr std::string_view kTokens[] = {"NaN", "-NaN", "Infinity", "-Infinity"};
    std::string changed;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at)
                if (text[at] == '\\') ++at;
            continue;
        }
        if (text[at] != 'N' && text[at] != 'I' && text[at] != '-') continue;
        for (const std::string_view token : kTokens) {
            if (!text.substr(at).starts_with(token)) continue;
            changed.append(text.substr(copied, at - copied)).append("null");
            copied = at + token.size();
            at = copied - 1;
            break;
        }
    }
    if (copied != 0) changed.append(text.substr(copied));
    return changed;
}

} // namespace

Metric foreignMetric(std::string_view id, std::vector<double> samples) {
    Metric metric = describedMetric(id);
    metric.samples = std::move(samples);
    metric.value = medianOf(metric.samples);
    return metric;
}

Metric foreignMetric(std::string_view id, Interval value) {
    Metric metric = describedMetric(id);
    metric.value = value;
    return metric;
}

ForeignRun::ForeignRun(std::string source, const std::string& path) : m_path(path) {
    record.source = std::move(source);
    record.machine = "unknown";
    std::string name = std::filesystem::path(path).filename().string();
    if (name.empty()) name = std::filesystem::path(path).parent_path().filename().string();
    record.title = fmt::format("{}: {}", record.source, name);
}

void ForeignRun::add(RecordRow row) {
    if (row.label.empty()) row.label = row.key;
    if (const std::uint64_t count = ++m_keys[row.key]; count > 1) {
        const std::string suffix = fmt::format(" #{}", count);
        row.key += suffix;
        row.label += suffix;
    }
    record.rows.push_back(std::move(row));
}

Result<RunRecord> ForeignRun::finish() && {
    if (record.rows.empty())
        return Error::notThisFormat(fmt::format("there is no result of {} in it", record.source)).in(m_path);
    return std::move(record);
}

std::string utcOf(const std::string& isoTime) {
    const int year = digitsAt(isoTime, 0, 4);
    const int month = digitsAt(isoTime, 5, 2);
    const int day = digitsAt(isoTime, 8, 2);
    const int hour = digitsAt(isoTime, 11, 2);
    const int minute = digitsAt(isoTime, 14, 2);
    const int second = digitsAt(isoTime, 17, 2);
    if (std::min({year, month, day, hour, minute, second}) < 0 || isoTime[4] != '-' || isoTime[7] != '-' ||
        isoTime[13] != ':' || isoTime[16] != ':')
        return {};
    using namespace std::chrono;
    const year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return {};
    std::size_t zone = 19;
    while (zone < isoTime.size() &&
           (isoTime[zone] == '.' || std::isdigit(static_cast<unsigned char>(isoTime[zone])) != 0))
        ++zone;
    int offsetMinutes = 0;
    if (zone < isoTime.size() && (isoTime[zone] == '+' || isoTime[zone] == '-')) {
        const int hours = digitsAt(isoTime, zone + 1, 2);
        const bool colon = zone + 3 < isoTime.size() && isoTime[zone + 3] == ':';
        const int minutes = digitsAt(isoTime, zone + (colon ? 4 : 3), 2);
        if (hours < 0 || minutes < 0) return {};
        offsetMinutes = (hours * 60 + minutes) * (isoTime[zone] == '-' ? -1 : 1);
    }
    const auto time = sys_days(date) + hours(hour) + minutes(minute - offsetMinutes) + seconds(second);
    const auto midnight = floor<days>(time);
    const year_month_day utcDate(midnight);
    const auto ofDay = time - midnight;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(utcDate.year()),
                       static_cast<unsigned>(utcDate.month()), static_cast<unsigned>(utcDate.day()),
                       ofDay / hours(1), ofDay / minutes(1) % 60, ofDay / seconds(1) % 60);
}

Result<JsonDocument> readJsonFile(const std::string& path, const WorkContext& context) {
    SB_TRY(source, io::openMapped(path, context));
    const std::string_view text = asText(source->bytes());
    if (text.size() > kJsonLimits.bytes) return JsonDocument::parse(text, path, kJsonLimits); // says so
    const std::string mended = withNullForNan(text);
    SB_TRY(document, JsonDocument::parse(mended.empty() ? text : mended, path, kJsonLimits));
    SB_CHECK(source->health());
    return document;
}

} // namespace spacebench::results
