// SPDX-License-Identifier: Apache-2.0
//
// Advice as JSON and as text for a terminal.
#include <fmt/format.h>

#include "base/units.h"
#include "results/advice_cost.h"
#include "results/compression_settings.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

constexpr std::size_t kListed = 10; ///< of the ranking, in text

nlohmann::ordered_json speedJson(const Timing& timing, std::uint64_t bytes) {
    if (timing.empty()) return nullptr;
    return timing.bytesPerSecond(bytes);
}

nlohmann::ordered_json rowJson(const LabRun& run, std::size_t index) {
    const LabRow& row = run.rows[index];
    return {{"key", row.key()},
            {"label", row.label()},
            {"stored_bytes", row.storedBytes},
            {"ratio", row.ratio()},
            {"compress_bytes_per_second", speedJson(row.compress, row.rawBytes)},
            {"decompress_bytes_per_second", speedJson(row.decompress, row.rawBytes)},
            {"estimate", row.estimate}};
}

nlohmann::ordered_json regretJson(const LabRun& run, const std::optional<Regret>& regret) {
    if (!regret) return nullptr;
    nlohmann::ordered_json out;
    out["percent"] = regret->percent.value;
    out["ci95"] = nullptr;
    if (regret->hasInterval) out["ci95"] = {regret->percent.low, regret->percent.high};
    out["row"] = run.rows[regret->row].key();
    out["against"] = run.rows[regret->against].key();
    return out;
}

std::string textOr(const std::string& text, const char* other) {
    return text.empty() ? other : text;
}

std::string speedText(const Timing& timing, std::uint64_t bytes) {
    return timing.empty() ? "-" : significant(timing.bytesPerSecond(bytes) / 1e6, 3);
}

std::string rankingText(const Advice& advice, const LabRun& run, const Goal& goal) {
    std::vector<std::vector<std::string>> table = {
        {"", "codec", "stored", "ratio", "compress MB/s", "decompress MB/s", "cost"}};
    for (std::size_t i = 0; i < std::min(kListed, advice.ranking.size()); ++i) {
        const std::size_t index = advice.ranking[i];
        const LabRow& row = run.rows[index];
        table.push_back(
            {fmt::format("{}{}", i + 1, advice.pick == index ? " *" : ""), row.label(),
             groupedNumber(row.storedBytes), significant(row.ratio(), 3),
             speedText(row.compress, row.rawBytes), speedText(row.decompress, row.rawBytes),
             i == 0 ? "the least" : regretText(regretOf(run, goal, index, advice.ranking.front()))});
    }
    std::string text = tableText(table, 2);
    if (advice.ranking.size() > kListed)
        text += fmt::format("  and {} more\n", advice.ranking.size() - kListed);
    return text;
}

std::string guideText(const Advice& advice) {
    std::string text = fmt::format("\nThe guide's rule   {}\n", textOr(advice.guide.text, "none"));
    if (!advice.guideNote.empty()) text += fmt::format("  {}\n", advice.guideNote);
    if (advice.guideRegret)
        text += fmt::format("  Following it costs {} against the pick\n", regretText(*advice.guideRegret));
    return text;
}

} // namespace

nlohmann::ordered_json toJson(const Advice& advice, const LabRun& run, const Goal& goal) {
    nlohmann::ordered_json out;
    out["schema"] = "spacebench.advice";
    out["version"] = 1;
    out["input"] = run.input;
    out["input_hash"] = run.inputHash;
    out["raw_bytes"] = run.rawBytes;
    out["goal"] = toJson(goal);
    out["pick"] = nullptr;
    if (advice.pick) out["pick"] = rowJson(run, *advice.pick);
    out["reason"] = advice.reason;
    out["estimate"] = advice.estimate;
    out["evidence"] = advice.evidence;
    out["regret"] = regretJson(run, advice.pickRegret);
    nlohmann::ordered_json guide;
    guide["text"] = advice.guide.text;
    guide["row"] = nullptr;
    if (advice.guideRow) guide["row"] = rowJson(run, *advice.guideRow);
    guide["note"] = advice.guideNote;
    guide["regret"] = regretJson(run, advice.guideRegret);
    out["guide"] = std::move(guide);
    out["ranking"] = nlohmann::ordered_json::array();
    for (const std::size_t row : advice.ranking) out["ranking"].push_back(rowJson(run, row));
    out["settings"] = nullptr;
    out["command"] = nullptr;
    out["command_note"] = "";
    if (advice.pick) {
        out["settings"] = toJson(settingsOf(run, *advice.pick, goal));
        const ConvertLine line = convertLine(run.rows[*advice.pick], run.input);
        if (!line.command.empty()) out["command"] = line.command;
        out["command_note"] = line.note;
    }
    return out;
}

std::string toText(const Advice& advice, const LabRun& run, const Goal& goal) {
    std::string text = fmt::format("{}, {} bytes raw, for {}\n\n", textOr(run.input, "the input"),
                                   groupedNumber(run.rawBytes), priorityName(goal.priority));
    if (!advice.pick) return text + "No pick: " + advice.reason + "\n" + guideText(advice);
    const LabRow& picked = run.rows[*advice.pick];
    text += fmt::format("Pick{}   {}\n  {}\n", advice.estimate ? " (estimate)" : "", picked.label(),
                        advice.reason);
    for (const std::string& sentence : advice.evidence) text += "  - " + sentence + "\n";
    text += guideText(advice) + "\n" + rankingText(advice, run, goal);
    const ConvertLine line = convertLine(picked, run.input);
    text += "\nAs a command   " + (line.command.empty() ? "none: " + line.note : line.command) + "\n";
    if (!line.command.empty() && !line.note.empty()) text += "  (" + line.note + ")\n";
    return text;
}

} // namespace spacebench::results
