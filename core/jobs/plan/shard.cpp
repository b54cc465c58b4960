// SPDX-License-Identifier: Apache-2.0
//
// Parts of a plan. Rows are cut where they stand, so that those of one input stay together: an input is
// prepared once in each part that has rows of it.
#include <algorithm>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

#include "jobs/plan/plan.h"

namespace spacebench::jobs {

namespace {

constexpr unsigned kMostParts = 10'000;
constexpr const char* kShardKey = "x-shard";

/// Rows that must stay together: what several programs do of one thing is paired.
struct Unit {
    std::size_t first = 0;
    std::size_t count = 0;
    double seconds = 0;
};

std::vector<Unit> unitsOf(const std::vector<Configuration>& rows) {
    std::vector<Unit> units;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].program == 0 || units.empty()) units.push_back({i, 0, 0});
        ++units.back().count;
        units.back().seconds += rows[i].secondsARun;
    }
    return units;
}

/// Ends of parts, each no longer than `most` seconds where a single unit is not longer; leaves at least one
/// unit for each part that follows while there are enough.
std::vector<std::size_t> cut(const std::vector<Unit>& units, std::size_t parts, double most) {
    std::vector<std::size_t> ends;
    std::size_t next = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t left = parts - part - 1;
        double seconds = 0;
        const std::size_t first = next;
        while (next < units.size() && units.size() - next > left) {
            if (next > first && seconds + units[next].seconds > most) break;
            seconds += units[next++].seconds;
        }
        ends.push_back(next);
    }
    return ends;
}

/// The cut whose longest part is shortest.
std::vector<std::size_t> bestCut(const std::vector<Unit>& units, std::size_t parts) {
    double low = 0;
    double high = 0;
    for (const Unit& unit : units) {
        low = std::max(low, unit.seconds);
        high += unit.seconds;
    }
    const auto fits = [&](double most) {
        const auto ends = cut(units, parts, most);
        return !ends.empty() && ends.back() == units.size();
    };
    constexpr int kHalvings = 50; // far below what an estimate is good for
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (fits(middle) ? high : low) = middle;
    }
    // Rounding must not lose a row: the whole in one part always fits.
    std::vector<std::size_t> ends = cut(units, parts, high);
    ends.back() = units.size();
    return ends;
}

} // namespace

Result<Shard> parseShard(const std::string& text) {
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, shard.index);
    bool sound = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
    if (sound) {
        const auto second = std::from_chars(first.ptr + 1, end, shard.count);
        sound = second.ec == std::errc() && second.ptr == end;
    }
    if (!sound || shard.count == 0 || shard.count > kMostParts || shard.index == 0 ||
        shard.index > shard.count)
        return Error::invalid("this names no part of a plan")
            .expect(fmt::format("PART/PARTS such as 2/4, with at most {} parts", kMostParts))
            .got("'" + text.substr(0, 40) + "'");
    return shard;
}

std::string shardText(const Shard& shard) {
    return fmt::format("{}/{}", shard.index, shard.count);
}

Expansion shardOf(const Expansion& expansion, const Shard& shard) {
    if (shard.count <= 1) return expansion;
    Expansion part;
    if (shard.index == 1) {
        part.skipped = expansion.skipped;
        part.unlistedSkips = expansion.unlistedSkips;
    }
    const std::vector<Unit> units = unitsOf(expansion.rows);
    if (units.empty() || shard.index > units.size()) return part;
    const auto ends = bestCut(units, std::min<std::size_t>(shard.count, units.size()));
    double all = 0;
    double own = 0;
    for (const Unit& unit : units) all += unit.seconds;
    for (std::size_t i = shard.index == 1 ? 0 : ends[shard.index - 2]; i < ends[shard.index - 1]; ++i) {
        const auto first = expansion.rows.begin() + static_cast<std::ptrdiff_t>(units[i].first);
        part.rows.insert(part.rows.end(), first, first + static_cast<std::ptrdiff_t>(units[i].count));
        own += units[i].seconds;
    }
    part.seconds = all > 0 ? expansion.seconds * own / all : 0;
    return part;
}

Json toJson(const Plan& plan, const Shard& shard) {
    Json json = toJson(plan);
    if (shard.count > 1) json[kShardKey] = shardText(shard);
    return json;
}

std::optional<Shard> shardIn(const Json& planJson) {
    const auto found = planJson.is_object() ? planJson.find(kShardKey) : planJson.end();
    if (found == planJson.end()) return Shard{};
    if (!found->is_string()) return std::nullopt;
    const auto shard = parseShard(found->get<std::string>());
    return shard.ok() ? std::optional(*shard) : std::nullopt;
}

} // namespace spacebench::jobs
