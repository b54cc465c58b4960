// SPDX-License-Identifier: Apache-2.0
//
// Target tables as JSON that people write: read with line and key of every mistake.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/json_document.h"
#include "base/parse_size.h"
#include "results/metric_catalog.h"
#include "results/target_table.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "spacebench.targets";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMostIdBytes = 64;
constexpr std::size_t kMostTextBytes = 4096;
constexpr std::uint64_t kMostAtoms = 1'000'000'000'000;
constexpr double kMostValue = 1e18; ///< 30 years in nanoseconds; beyond, doubles lose whole numbers anyway

constexpr std::array<std::string_view, 8> kTableKeys = {"$schema", "schema", "version", "id",
                                                        "title",   "source", "targets", "references"};
constexpr std::array<std::string_view, 15> kTargetKeys = {
    "id",    "title",   "group",   "metric", "operation",     "format",          "medium", "atoms",
    "limit", "stretch", "ceiling", "floor",  "least_threads", "lower_is_better", "strict"};
constexpr std::array<std::string_view, 5> kSetKeys = {"id", "title", "machine", "source", "figures"};
constexpr std::array<std::string_view, 7> kFigureKeys = {"operation", "format", "atoms",      "input",
                                                         "metric",    "value",  "upper_bound"};

struct UnitSuffix {
    std::string_view text;
    MetricUnit unit;
    double factor;
};
// Longer ones first: "ms" ends with "s".
constexpr UnitSuffix kSuffixes[] = {
    {"ns", MetricUnit::Nanoseconds, 1},   {"us", MetricUnit::Nanoseconds, 1e3},
    {"ms", MetricUnit::Nanoseconds, 1e6}, {"min", MetricUnit::Nanoseconds, 60e9},
    {"s", MetricUnit::Nanoseconds, 1e9},  {"%", MetricUnit::Share, 0.01},
    {"x", MetricUnit::Ratio, 1},
};

/// "5 ms", "70 %", "200K": a number with the unit of its metric; nullopt = none.
std::optional<double> valueNamed(std::string_view text, MetricUnit unit) {
    double factor = 1;
    for (const UnitSuffix& suffix : kSuffixes) {
        if (suffix.unit != unit || !text.ends_with(suffix.text)) continue;
        text.remove_suffix(suffix.text.size());
        while (text.ends_with(' ')) text.remove_suffix(1);
        factor = suffix.factor;
        break;
    }
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc() && end == text.data() + text.size()) return value * factor;
    if (unit == MetricUnit::Nanoseconds || unit == MetricUnit::Share || unit == MetricUnit::Ratio)
        return std::nullopt;
    if (const auto size = parseSize(text)) return static_cast<double>(*size);
    return std::nullopt;
}

const char* exampleOf(MetricUnit unit) {
    switch (unit) {
    case MetricUnit::Nanoseconds:
        return "nanoseconds, or a text such as \"5 ms\"";
    case MetricUnit::Share:
        return "a share such as 0.7, or a text such as \"70 %\"";
    case MetricUnit::Ratio:
        return "a multiple such as 2.5";
    case MetricUnit::Bytes:
        return "bytes, or a text such as \"64MiB\"";
    case MetricUnit::PerSecond:
    case MetricUnit::BytesPerSecond:
    case MetricUnit::Count:
        break;
    }
    return "a number, or a text such as \"200K\"";
}

/// Above zero and finite.
Result<double> readValue(const JsonPlace& place, MetricUnit unit) {
    std::optional<double> value;
    if (place.json().is_number()) value = place.json().get<double>();
    if (place.isText()) value = valueNamed(place.json().get_ref<const std::string&>(), unit);
    if (!value || !std::isfinite(*value) || *value <= 0 || *value > kMostValue)
        return place.mistake("this is no value of the metric")
            .expect(fmt::format("{}, above 0", exampleOf(unit)))
            .got(place.described());
    return *value;
}

Result<std::string> readText(const JsonPlace& object, std::string_view key) {
    const auto place = object.find(key);
    if (!place) return std::string();
    SB_TRY(text, place->text());
    if (text.size() > kMostTextBytes)
        return place->mistake("this text is too long")
            .expect(fmt::format("at most {} bytes", kMostTextBytes));
    return text;
}

Result<std::string> needText(const JsonPlace& object, std::string_view key, std::string_view what) {
    SB_TRY(place, object.need(key, what));
    SB_TRY(text, place.text());
    if (text.empty() || text.size() > kMostTextBytes)
        return place.mistake(fmt::format("'{}' is empty or too long", key));
    return text;
}

Result<const KnownMetric*> readMetric(const JsonPlace& object, std::string_view what) {
    SB_TRY(place, object.need("metric", what));
    SB_TRY(id, place.text());
    if (const KnownMetric* const known = findMetric(id)) return known;
    std::vector<std::string_view> ids;
    for (const KnownMetric& one : knownMetrics()) ids.push_back(one.id);
    Error error = place.mistake("there is no such metric").expect(joined(ids)).got(place.described());
    if (const std::string_view nearest = nearestOf(id, ids); !nearest.empty())
        return std::move(error).advise(fmt::format("Write '{}'", nearest));
    return error;
}

Result<std::string> readOperation(const JsonPlace& object) {
    SB_TRY(operation, readText(object, "operation"));
    if (operation.empty() || operationNamed(operation)) return operation;
    std::vector<std::string_view> names;
    for (const Operation one : kOperations) names.push_back(operationName(one));
    return object.find("operation")
        ->mistake("there is no such operation")
        .expect(joined(names))
        .got("'" + operation + "'");
}

Result<std::string> readMedium(const JsonPlace& object) {
    SB_TRY(medium, readText(object, "medium"));
    if (medium.empty() || medium == kMediumMemory || medium == kMediumFile) return medium;
    return object.find("medium")
        ->mistake("there is no such medium")
        .expect("memory, file")
        .got("'" + medium + "'");
}

Result<std::uint64_t> readAtoms(const JsonPlace& object) {
    const auto place = object.find("atoms");
    if (!place) return std::uint64_t{0};
    return place->whole(0, kMostAtoms);
}

Result<bool> readFlag(const JsonPlace& object, std::string_view key, bool fallback) {
    const auto place = object.find(key);
    if (!place) return fallback;
    return place->flag();
}

Result<std::optional<double>> readBound(const JsonPlace& object, std::string_view key, MetricUnit unit) {
    const auto place = object.find(key);
    if (!place || place->json().is_null()) return std::optional<double>();
    SB_TRY(value, readValue(*place, unit));
    return std::optional(value);
}

/// Goals that lie on the wrong side of each other.
Result<void> checkBounds(const JsonPlace& object, const TableTarget& target) {
    const auto refuse = [&](const char* key, const char* message) {
        return object.find(key)->mistake(message).expect(fmt::format("beside a limit of {}", target.limit));
    };
    if (target.stretch &&
        (*target.stretch == target.limit || (*target.stretch < target.limit) != target.lowerIsBetter))
        return refuse("stretch", "the stretch goal is easier than the limit");
    if (target.ceiling && *target.ceiling < target.limit)
        return refuse("ceiling", "the maximum lies below the limit");
    if (target.floor && !target.lowerIsBetter)
        return refuse("floor", "a range needs \"lower_is_better\": true, its limit is the upper end");
    if (target.floor && *target.floor >= target.limit)
        return refuse("floor", "the lower end of the range is not below the limit");
    if (target.floor && target.stretch && *target.stretch < *target.floor)
        return refuse("stretch", "the stretch goal lies outside of the range");
    return {};
}

Result<TableTarget> readTarget(const JsonPlace& object) {
    constexpr std::string_view kWhat = "a target";
    SB_CHECK(object.onlyKeys(kTargetKeys, kWhat));
    TableTarget target;
    SB_TRY(id, needText(object, "id", kWhat));
    if (id.size() > kMostIdBytes) return object.find("id")->mistake("this id is too long");
    target.id = std::move(id);
    SB_TRY(title, readText(object, "title"));
    target.title = title.empty() ? target.id : std::move(title);
    SB_TRY(group, readText(object, "group"));
    target.group = group.empty() ? "Targets" : std::move(group);
    SB_TRY(known, readMetric(object, kWhat));
    target.metric = known->id;
    SB_TRY(operation, readOperation(object));
    target.operation = std::move(operation);
    SB_TRY(format, readText(object, "format"));
    target.formatId = std::move(format);
    SB_TRY(medium, readMedium(object));
    target.medium = std::move(medium);
    SB_TRY(atoms, readAtoms(object));
    target.atoms = atoms;
    SB_TRY(limitPlace, object.need("limit", kWhat));
    SB_TRY(limit, readValue(limitPlace, known->unit));
    target.limit = limit;
    SB_TRY(stretch, readBound(object, "stretch", known->unit));
    target.stretch = stretch;
    SB_TRY(ceiling, readBound(object, "ceiling", known->unit));
    target.ceiling = ceiling;
    SB_TRY(floor, readBound(object, "floor", known->unit));
    target.floor = floor;
    if (const auto threads = object.find("least_threads")) {
        SB_TRY(least, threads->whole(0, 4096));
        target.leastThreads = static_cast<unsigned>(least);
    }
    SB_TRY(lower, readFlag(object, "lower_is_better", known->lowerIsBetter));
    target.lowerIsBetter = lower;
    SB_TRY(strict, readFlag(object, "strict", false));
    target.strict = strict;
    SB_CHECK(checkBounds(object, target));
    return target;
}

Result<ReferenceFigure> readFigure(const JsonPlace& object) {
    constexpr std::string_view kWhat = "a figure";
    SB_CHECK(object.onlyKeys(kFigureKeys, kWhat));
    ReferenceFigure figure;
    SB_TRY(operation, readOperation(object));
    figure.operation = std::move(operation);
    SB_TRY(format, readText(object, "format"));
    figure.formatId = std::move(format);
    SB_TRY(atoms, readAtoms(object));
    figure.atoms = atoms;
    SB_TRY(input, readText(object, "input"));
    figure.input = std::move(input);
    SB_TRY(known, readMetric(object, kWhat));
    figure.metric = known->id;
    SB_TRY(valuePlace, object.need("value", kWhat));
    SB_TRY(value, readValue(valuePlace, known->unit));
    figure.value = value;
    SB_TRY(upperBound, readFlag(object, "upper_bound", false));
    figure.upperBound = upperBound;
    return figure;
}

/// Reads each entry of the list `key`, none where it is missing, and refuses ids that stand twice.
template <class T, class Read>
Result<std::vector<T>> readList(const JsonPlace& object, std::string_view key, const Read& read) {
    std::vector<T> list;
    const auto place = object.find(key);
    if (!place) return list;
    SB_CHECK(place->needList());
    for (std::size_t i = 0; i < place->size(); ++i) {
        SB_TRY(one, read(place->at(i)));
        list.push_back(std::move(one));
    }
    return list;
}

template <class T>
Result<void> refuseTwins(const JsonPlace& object, std::string_view key, const std::vector<T>& list) {
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!ids.insert(list[i].id).second)
            return object.find(key)->at(i).mistake("this id stands twice").got("'" + list[i].id + "'");
    return {};
}

Result<ReferenceSet> readSet(const JsonPlace& object) {
    constexpr std::string_view kWhat = "a reference set";
    SB_CHECK(object.onlyKeys(kSetKeys, kWhat));
    ReferenceSet set;
    SB_TRY(id, needText(object, "id", kWhat));
    set.id = std::move(id);
    SB_TRY(title, readText(object, "title"));
    set.title = title.empty() ? set.id : std::move(title);
    // A figure without its machine and source is worth nothing beside a measured one.
    SB_TRY(machine, needText(object, "machine", kWhat));
    set.machine = std::move(machine);
    SB_TRY(source, needText(object, "source", kWhat));
    set.source = std::move(source);
    SB_TRY(figures, readList<ReferenceFigure>(object, "figures", readFigure));
    set.figures = std::move(figures);
    return set;
}

Result<void> checkSchema(const JsonPlace& root) {
    SB_TRY(schema, needText(root, "schema", "a target table"));
    if (schema != kSchema)
        return root.find("schema")
            ->mistake("this is no target table")
            .expect(fmt::format("'{}'", kSchema))
            .got("'" + schema + "'");
    SB_TRY(place, root.need("version", "a target table"));
    SB_TRY(version, place.whole(1, 1'000'000));
    if (version != kVersion) {
        Error error = place.mistake("this version of target tables is not read")
                          .expect("1")
                          .got(fmt::format("{}", version));
        error.code = ErrorCode::UnsupportedVersion;
        return error;
    }
    return {};
}

bool isTableId(std::string_view id) {
    if (id.empty() || id.size() > kMostIdBytes || id.front() == '.' || id.front() == '-') return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

void addText(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}
void addNumber(Json& json, const char* key, const std::optional<double>& value) {
    if (value) json[key] = *value;
}

Json targetJson(const TableTarget& target) {
    Json json;
    json["id"] = target.id;
    json["title"] = target.title;
    json["group"] = target.group;
    json["metric"] = target.metric;
    addText(json, "operation", target.operation);
    addText(json, "format", target.formatId);
    addText(json, "medium", target.medium);
    if (target.atoms != 0) json["atoms"] = target.atoms;
    json["limit"] = target.limit;
    addNumber(json, "stretch", target.stretch);
    addNumber(json, "ceiling", target.ceiling);
    addNumber(json, "floor", target.floor);
    if (target.leastThreads != 0) json["least_threads"] = target.leastThreads;
    json["lower_is_better"] = target.lowerIsBetter;
    if (target.strict) json["strict"] = true;
    return json;
}

Json figureJson(const ReferenceFigure& figure) {
    Json json;
    addText(json, "operation", figure.operation);
    addText(json, "format", figure.formatId);
    if (figure.atoms != 0) json["atoms"] = figure.atoms;
    addText(json, "input", figure.input);
    json["metric"] = figure.metric;
    json["value"] = figure.value;
    if (figure.upperBound) json["upper_bound"] = true;
    return json;
}

} // namespace

nlohmann::ordered_json toJson(const TargetTable& table) {
    Json json;
    json["schema"] = kSchema;
    json["version"] = kVersion;
    json["id"] = table.id;
    json["title"] = table.title;
    addText(json, "source", table.source);
    json["targets"] = Json::array();
    for (const TableTarget& target : table.targets) json["targets"].push_back(targetJson(target));
    json["references"] = Json::array();
    for (const ReferenceSet& set : table.references) {
        Json one;
        one["id"] = set.id;
        one["title"] = set.title;
        one["machine"] = set.machine;
        one["source"] = set.source;
        one["figures"] = Json::array();
        for (const ReferenceFigure& figure : set.figures) one["figures"].push_back(figureJson(figure));
        json["references"].push_back(std::move(one));
    }
    return json;
}

Result<TargetTable> targetTableFromText(std::string_view text, const std::string& file) {
    SB_TRY(document, JsonDocument::parse(text, file));
    const JsonPlace root = document.root();
    SB_CHECK(root.onlyKeys(kTableKeys, "a target table"));
    SB_CHECK(checkSchema(root));
    TargetTable table;
    SB_TRY(id, needText(root, "id", "a target table"));
    if (!isTableId(id))
        return root.find("id")
            ->mistake("this is no id of a table: its file is named by it")
            .expect(fmt::format("small letters, digits, '-', '_' and '.', at most {} of them", kMostIdBytes))
            .got("'" + id + "'");
    table.id = std::move(id);
    SB_TRY(title, readText(root, "title"));
    table.title = title.empty() ? table.id : std::move(title);
    SB_TRY(source, readText(root, "source"));
    table.source = std::move(source);
    SB_TRY(targetsPlace, root.need("targets", "a target table"));
    static_cast<void>(targetsPlace);
    SB_TRY(targets, readList<TableTarget>(root, "targets", readTarget));
    SB_CHECK(refuseTwins(root, "targets", targets));
    table.targets = std::move(targets);
    SB_TRY(references, readList<ReferenceSet>(root, "references", readSet));
    SB_CHECK(refuseTwins(root, "references", references));
    table.references = std::move(references);
    return table;
}

} // namespace spacebench::results
