// SPDX-License-Identifier: Apache-2.0
#include "results/lab_result.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::results {

namespace {

/// "64K", "1M", "5000"; powers of 1024, as chunk sizes are given.
std::string chunkKey(std::uint64_t bytes) {
    constexpr std::uint64_t kKiB = 1024;
    if (bytes == 0) return "whole";
    if (bytes % (kKiB * kKiB) == 0) return fmt::format("{}M", bytes / (kKiB * kKiB));
    if (bytes % kKiB == 0) return fmt::format("{}K", bytes / kKiB);
    return fmt::format("{}", bytes);
}

/// Codecs without levels have one, 0, which says nothing.
bool hasLevels(const LabRow& row) {
    return row.family != "none" && row.family != "snappy";
}

const char* plural(std::uint64_t count) {
    return count == 1 ? "" : "s";
}

/// What is compared: stored bytes, and a time.
struct Point {
    std::uint64_t storedBytes = 0;
    double ns = 0;
    std::size_t row = 0;
};

/// Those that no other one beats or equals in both, ascending by stored bytes, descending by time.
std::vector<Point> frontOf(std::vector<Point> points) {
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        if (a.storedBytes != b.storedBytes) return a.storedBytes < b.storedBytes;
        return a.ns != b.ns ? a.ns < b.ns : a.row < b.row;
    });
    std::vector<Point> front;
    for (const Point& point : points)
        if (front.empty() || point.ns < front.back().ns) front.push_back(point);
    return front;
}

std::vector<Point> pointsOf(const LabRun& run, ParetoOf of) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const LabRow& row = run.rows[i];
        const Timing& timing = of == ParetoOf::Compress ? row.compress : row.decompress;
        if (hasFigures(row) && !timing.empty()) points.push_back({row.storedBytes, timing.medianNs.value, i});
    }
    return points;
}

/// The link's speed, in bytes a nanosecond, from which on `larger` (that takes less time) is the better one.
double crossover(const Point& smaller, const Point& larger) {
    return static_cast<double>(larger.storedBytes - smaller.storedBytes) / (smaller.ns - larger.ns);
}

} // namespace

std::string LabRow::label() const {
    if (asStored) return fmt::format("as stored ({})", codec);
    std::string text = stage == "none" ? "" : stage + " + ";
    text += codec;
    if (hasLevels(*this)) text += fmt::format(" {}", level);
    if (windowLog != 0) text += fmt::format(" long {}", windowLog);
    if (dictionary) text += " with dictionary";
    if (workers != 0) text += fmt::format(", {} worker{}", workers, plural(workers));
    if (chunkBytes != 0) text += ", chunks of " + sizeText(chunkBytes);
    if (threads > 1) text += fmt::format(", {} threads", threads);
    return text;
}

std::string LabRow::key() const {
    if (asStored) return "stored";
    std::string text = fmt::format("{}/{}:{}", stage, codec, level);
    if (windowLog != 0) text += fmt::format(",long={}", windowLog);
    if (workers != 0) text += fmt::format(",workers={}", workers);
    if (dictionary) text += ",dict";
    return text + fmt::format("/{}/t{}", chunkKey(chunkBytes), threads);
}

std::vector<std::size_t> paretoFront(const LabRun& run, ParetoOf of) {
    std::vector<std::size_t> rows;
    for (const Point& point : frontOf(pointsOf(run, of))) rows.push_back(point.row);
    return rows;
}

// storedBytes / speed + decompression is a straight line in 1 / speed: the lower envelope is the lower left
// part of the convex hull of the points (storedBytes, time).
std::vector<LinkRange> bestByLinkSpeed(const LabRun& run) {
    std::vector<Point> hull;
    for (const Point& point : frontOf(pointsOf(run, ParetoOf::Decompress))) {
        // The last one is best nowhere if the new one beats it before it beats the one before it.
        while (hull.size() >= 2 &&
               crossover(hull.back(), point) <= crossover(hull[hull.size() - 2], hull.back()))
            hull.pop_back();
        hull.push_back(point);
    }
    std::vector<LinkRange> ranges;
    for (std::size_t i = 0; i < hull.size(); ++i)
        ranges.push_back({i == 0 ? 0 : crossover(hull[i - 1], hull[i]) * 1e9, hull[i].row});
    return ranges;
}

} // namespace spacebench::results
