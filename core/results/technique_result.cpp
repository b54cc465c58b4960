// SPDX-License-Identifier: Apache-2.0
#include "results/technique_result.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;
using TechniqueQuantity = tuning::Quantity;

/// From this ratio on an effect reads better as a multiple than in percent.
constexpr double kMultipleFrom = 2;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}
Json orNull(const std::optional<Interval>& value) {
    return value ? toJson(*value) : Json(nullptr);
}

/// A figure of a rejected or failed row says nothing and is not shown.
bool showsFigures(MeasureState state) {
    return state == MeasureState::Measured || state == MeasureState::Insufficient;
}

Json taskJson(const tuning::Task& task) {
    Json json;
    json["name"] = tuning::taskName(task);
    json["operation"] = task.kind == tuning::TaskKind::Serialize ? "serialize" : "deserialize";
    json["format"] = task.formatId;
    return json;
}

Json countsJson(const RunCounts& counts) {
    Json json;
    json["allocations"] = orNull(counts.allocations);
    json["allocated_bytes"] = orNull(counts.allocatedBytes);
    json["peak_heap_bytes"] = orNull(counts.peakHeapBytes);
    json["peak_resident_bytes"] = orNull(counts.peakResidentBytes);
    json["cpu_user_ns"] = counts.cpuUserNs;
    json["cpu_system_ns"] = counts.cpuSystemNs;
    json["utilisation"] = counts.utilisation;
    json["minor_faults"] = counts.minorFaults;
    json["major_faults"] = counts.majorFaults;
    json["voluntary_switches"] = counts.voluntarySwitches;
    json["involuntary_switches"] = counts.involuntarySwitches;
    json["written_bytes"] = orNull(counts.writtenBytes);
    json["write_calls"] = orNull(counts.writeCalls);
    json["read_calls"] = orNull(counts.readCalls);
    json["stored_bytes"] = counts.storedBytes;
    json["locks"] = counts.locks;
    json["threads"] = counts.threads;
    return json;
}

Json configurationJson(const Configuration& configuration) {
    const bool shown = showsFigures(configuration.state);
    Json json;
    json["id"] = configuration.id;
    json["task"] = taskJson(configuration.task);
    json["settings"] = configuration.settings;
    json["state"] = stateName(configuration.state);
    json["reason"] = configuration.reason;
    json["compared"] = configuration.compared;
    json["child_process"] = configuration.childProcess;
    json["time"] = shown ? toJson(configuration.time) : Json(nullptr);
    json["counts"] = shown && configuration.counted ? countsJson(configuration.counts) : Json(nullptr);
    return json;
}

Json effectJson(const TechniqueRun& run, const EffectRow& row) {
    const bool shown = showsFigures(row.state);
    const auto configuration = [&](const std::optional<std::size_t>& index) {
        return index && *index < run.configurations.size() ? Json(run.configurations[*index].id)
                                                           : Json(nullptr);
    };
    Json json;
    json["technique"] = row.techniqueId;
    json["title"] = row.title;
    json["task"] = taskJson(row.task);
    json["bad_example"] = row.badExample;
    json["state"] = stateName(row.state);
    json["reason"] = row.reason;
    json["outside_conditions"] = row.outsideConditions;
    json["claim"] = Json::object();
    json["claim"]["text"] = row.claimText;
    json["claim"]["quantity"] = tuning::quantityName(row.quantity);
    json["claim"]["low"] = row.claimedLow > 0 ? Json(row.claimedLow) : Json(nullptr);
    json["claim"]["high"] = row.claimedLow > 0 ? Json(row.claimedHigh) : Json(nullptr);
    json["effect"] = shown ? orNull(row.effect) : Json(nullptr);
    json["words"] = shown && row.effect ? Json(effectText(*row.effect, row.quantity)) : Json(nullptr);
    json["time_effect"] = shown ? orNull(row.timeEffect) : Json(nullptr);
    json["allocation_effect"] = shown ? orNull(row.allocationEffect) : Json(nullptr);
    json["allocated_bytes_effect"] = shown ? orNull(row.allocatedBytesEffect) : Json(nullptr);
    json["size_effect"] = shown ? orNull(row.sizeEffect) : Json(nullptr);
    json["without"] = configuration(row.without);
    json["with"] = configuration(row.with);
    return json;
}

Json interactionJson(const Interaction& interaction) {
    Json json;
    json["first"] = interaction.first;
    json["second"] = interaction.second;
    json["task"] = taskJson(interaction.task);
    json["effect"] = toJson(interaction.effect);
    json["aliases"] = interaction.aliases;
    return json;
}

struct Words {
    const char* better;
    const char* worse;
};
Words wordsOf(TechniqueQuantity quantity) {
    switch (quantity) {
    case TechniqueQuantity::Allocations:
        return {"fewer", "more"};
    case TechniqueQuantity::Size:
        return {"smaller", "larger"};
    case TechniqueQuantity::Time:
    case TechniqueQuantity::ChecksumTime:
    case TechniqueQuantity::WriteTime:
    case TechniqueQuantity::InternTime:
    case TechniqueQuantity::SymbolsTime:
        break;
    }
    return {"faster", "slower"};
}

/// Speeds grow by a percentage, counts and sizes shrink by one: "25 % faster", but "50 % fewer".
double percentOf(double ratio, TechniqueQuantity quantity) {
    const bool speed = std::string_view(wordsOf(quantity).better) == "faster";
    if (ratio >= 1) return speed ? (ratio - 1) * 100 : (1 - 1 / ratio) * 100;
    return (1 / ratio - 1) * 100;
}

std::string timesText(double ratio) {
    return significant(ratio, 3) + "x";
}

std::string ratioText(const std::optional<double>& ratio) {
    return ratio ? timesText(*ratio) : "-";
}

std::string noteOf(const EffectRow& row) {
    if (row.state != MeasureState::Measured) return fmt::format("{}: {}", stateName(row.state), row.reason);
    return row.outsideConditions;
}

std::string claimOf(const EffectRow& row) {
    if (row.badExample) return "bad example";
    return row.claimText;
}

std::vector<std::string> configurationLine(const Configuration& configuration) {
    const bool shown = showsFigures(configuration.state);
    const RunCounts& counts = configuration.counts;
    const bool counted = shown && configuration.counted;
    const auto count = [&](const std::optional<std::uint64_t>& value) {
        return counted && value ? groupedNumber(*value) : std::string("-");
    };
    return {configuration.id,
            shown && !configuration.time.empty() ? durationText(configuration.time.medianNs.value) : "-",
            shown && !configuration.time.empty() ? durationText(configuration.time.medianNs.low) + " - " +
                                                       durationText(configuration.time.medianNs.high)
                                                 : "-",
            count(counts.allocations),
            counted && counts.peakHeapBytes ? sizeText(*counts.peakHeapBytes) : "-",
            count(counts.writeCalls),
            counted ? sizeText(counts.storedBytes) : "-",
            counted ? fmt::format("{:.0f} %", counts.utilisation * 100) : "-",
            configuration.state == MeasureState::Measured
                ? std::string()
                : fmt::format("{}: {}", stateName(configuration.state), configuration.reason)};
}

void addTaskText(const TechniqueRun& run, const tuning::Task& task, std::string& text) {
    text += fmt::format("\n{}\n\n", tuning::taskName(task));
    std::vector<std::vector<std::string>> table = {
        {"id", "technique", "claim", "measured", "whole time", "allocations", "note"}};
    for (const std::size_t index : rowsByEffect(run, task)) {
        const EffectRow& row = run.effects[index];
        const bool shown = showsFigures(row.state);
        table.push_back({row.techniqueId, row.title, claimOf(row),
                         shown && row.effect ? effectText(*row.effect, row.quantity) : "-",
                         shown && row.timeEffect ? timesText(row.timeEffect->value) : "-",
                         shown ? ratioText(row.allocationEffect) : "-", noteOf(row)});
    }
    text += tableText(table, 4);

    std::vector<std::vector<std::string>> configurations = {{"pipeline", "median", "95 % interval",
                                                             "allocations", "peak heap", "write calls",
                                                             "stored", "CPU", "note"}};
    for (const Configuration& configuration : run.configurations)
        if (configuration.task == task) configurations.push_back(configurationLine(configuration));
    if (configurations.size() > 1) text += "\n" + tableText(configurations, 1);

    std::vector<std::vector<std::string>> interactions = {{"interaction", "together", "interval", "aliases"}};
    for (const Interaction& one : run.interactions) {
        // Of the many, those that are seen.
        if (one.task != task || one.effect.contains(1)) continue;
        interactions.push_back({one.first + " x " + one.second, timesText(one.effect.value),
                                timesText(one.effect.low) + " to " + timesText(one.effect.high),
                                one.aliases});
    }
    if (interactions.size() > 1) text += "\n" + tableText(interactions, 1);
}

std::string csvNumber(const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : std::string();
}

} // namespace

std::string_view experimentName(ExperimentKind kind) {
    switch (kind) {
    case ExperimentKind::OneAtATime:
        return "one";
    case ExperimentKind::AllButOne:
        return "all-but-one";
    case ExperimentKind::Factorial:
        return "factorial";
    case ExperimentKind::Levels:
        return "levels";
    }
    return "";
}

std::string effectText(const Interval& effect, tuning::Quantity quantity) {
    const bool exact = effect.low == effect.high; // counted, not timed
    const std::string interval =
        exact ? std::string() : fmt::format(" ({} to {})", timesText(effect.low), timesText(effect.high));
    if (effect.contains(1)) return "no difference seen" + interval;
    const Words words = wordsOf(quantity);
    const bool better = effect.value >= 1;
    const char* word = better ? words.better : words.worse;
    const double ratio = better ? effect.value : 1 / effect.value;
    // "50 % fewer" is how the guide speaks of counts, as long as the percentage tells them apart.
    const double multipleFrom = quantity == TechniqueQuantity::Allocations && better ? 10 : kMultipleFrom;
    if (ratio >= multipleFrom) return fmt::format("{} {}{}", timesText(ratio), word, interval);
    const double percent = percentOf(effect.value, quantity);
    return fmt::format("{} % {}{}", significant(percent, percent < 10 ? 2 : 3), word, interval);
}

std::vector<tuning::Task> tasksOf(const TechniqueRun& run) {
    std::vector<tuning::Task> tasks;
    const auto add = [&](const tuning::Task& task) {
        if (std::find(tasks.begin(), tasks.end(), task) == tasks.end()) tasks.push_back(task);
    };
    for (const EffectRow& row : run.effects) add(row.task);
    for (const Configuration& configuration : run.configurations) add(configuration.task);
    return tasks;
}

std::vector<std::size_t> rowsByEffect(const TechniqueRun& run, const tuning::Task& task) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < run.effects.size(); ++i)
        if (run.effects[i].task == task) rows.push_back(i);
    const auto place = [&](std::size_t index) {
        const EffectRow& row = run.effects[index];
        const bool shown = showsFigures(row.state) && row.effect.has_value();
        // Bad examples last, rows without a figure before them.
        return std::pair(row.badExample ? 2 : shown ? 0 : 1, shown ? -row.effect->value : 0.0);
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    return rows;
}

nlohmann::ordered_json toJson(const TechniqueRun& run) {
    Json json;
    json["schema"] = "spacebench.techniques";
    json["version"] = 1;
    json["environment"] = run.environment;
    json["input"] = run.input;
    json["input_hash"] = run.inputHash;
    json["atoms"] = run.atoms;
    json["raw_bytes"] = run.rawBytes;
    json["symbols"] = run.symbols;
    json["experiment"] = experimentName(run.kind);
    json["design"] = run.design.empty() ? Json(nullptr) : Json(run.design);
    json["rounds"] = run.rounds;
    json["seed"] = run.seed;
    json["budget_seconds"] = run.budgetSeconds;
    json["elapsed_seconds"] = run.elapsedSeconds;
    json["complete"] = run.complete;
    json["effects"] = Json::array();
    for (const EffectRow& row : run.effects) json["effects"].push_back(effectJson(run, row));
    json["interactions"] = Json::array();
    for (const Interaction& one : run.interactions) json["interactions"].push_back(interactionJson(one));
    json["configurations"] = Json::array();
    for (const Configuration& one : run.configurations)
        json["configurations"].push_back(configurationJson(one));
    json["warnings"] = run.warnings;
    return json;
}

std::string toCsv(const TechniqueRun& run) {
    std::string csv = "task,technique,title,bad_example,state,reason,outside_conditions,claim,quantity,"
                      "claim_low,claim_high,effect,effect_low,effect_high,time_effect,time_low,time_high,"
                      "allocation_effect,allocated_bytes_effect,size_effect,without,with,samples_without_ns,"
                      "samples_with_ns\n";
    for (const tuning::Task& task : tasksOf(run)) {
        for (const std::size_t index : rowsByEffect(run, task)) {
            const EffectRow& row = run.effects[index];
            const bool shown = showsFigures(row.state);
            const auto number = [&](const std::optional<double>& value) {
                return shown ? csvNumber(value) : std::string();
            };
            const auto interval = [&](const std::optional<Interval>& one) {
                return shown && one ? fmt::format("{:.6g},{:.6g},{:.6g}", one->value, one->low, one->high)
                                    : std::string(",,");
            };
            const auto configuration = [&](const std::optional<std::size_t>& one) {
                return one && *one < run.configurations.size() ? &run.configurations[*one] : nullptr;
            };
            const auto samples = [&](const Configuration* one) {
                return shown && one != nullptr && showsFigures(one->state)
                           ? fmt::format("{}", fmt::join(one->time.samplesNs, " "))
                           : std::string();
            };
            const Configuration* without = configuration(row.without);
            const Configuration* with = configuration(row.with);
            csv += fmt::format(
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                csvField(tuning::taskName(task)), csvField(row.techniqueId), csvField(row.title),
                row.badExample, csvField(stateName(row.state)), csvField(row.reason),
                csvField(row.outsideConditions), csvField(row.claimText), tuning::quantityName(row.quantity),
                row.claimedLow > 0 ? csvNumber(row.claimedLow) : "",
                row.claimedLow > 0 ? csvNumber(row.claimedHigh) : "", interval(row.effect),
                interval(row.timeEffect), number(row.allocationEffect), number(row.allocatedBytesEffect),
                number(row.sizeEffect), csvField(without != nullptr ? without->id : ""),
                csvField(with != nullptr ? with->id : ""), samples(without), samples(with));
        }
    }
    return csv;
}

std::string toText(const TechniqueRun& run) {
    std::string text = fmt::format(
        "{}: {} atoms, {} framed, {} symbols\n{} in {} rounds of random order (seed {}), {:.1f} s{}\n",
        run.input, groupedNumber(run.atoms), sizeText(run.rawBytes), groupedNumber(run.symbols),
        run.kind == ExperimentKind::OneAtATime  ? "One technique at a time"
        : run.kind == ExperimentKind::AllButOne ? "All techniques but one"
        : run.kind == ExperimentKind::Levels    ? "Every level of each switch, alone,"
                                                : "A factorial experiment",
        run.rounds, run.seed, run.elapsedSeconds, run.complete ? "" : "; not complete");
    if (!run.design.empty()) text += run.design + "\n";
    text += "Effects are times, allocations or sizes without a technique over those with it: above 1x it "
            "helps. Each interval alone is right 95 times in 100.\n";
    for (const tuning::Task& task : tasksOf(run)) addTaskText(run, task, text);
    for (const std::string& warning : run.warnings) text += "\nwarning: " + warning;
    if (!run.warnings.empty()) text += "\n";
    return text;
}

} // namespace spacebench::results
