// SPDX-License-Identifier: Apache-2.0
//
// The ledger as JSON, as a table for a terminal, and as Markdown; evidence as a line of the store.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "results/ledger.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kEvidenceVersion = 1;
constexpr std::size_t kWidestClaim = 56; ///< longer ones get a line of their own
constexpr const char* kReferenceNote = "Times and speeds of the guide are of its own machine (Xeon E5-2699 "
                                       "v3, 36 cores); they are judged on this "
                                       "one.";
constexpr std::array kCounted = {ClaimVerdict::Supported,       ClaimVerdict::NotSupported,
                                 ClaimVerdict::Contradicts,     ClaimVerdict::Insufficient,
                                 ClaimVerdict::NotTestableHere, ClaimVerdict::NotMeasured};

std::string inputText(const Ledger& ledger) {
    if (ledger.inputHash.empty()) return "any";
    return ledger.input.empty() ? "BLAKE2b " + ledger.inputHash.substr(0, 16) : ledger.input;
}

/// What was measured, and else or besides why there is no more to say.
std::string noteOf(const LedgerRow& row) {
    std::string note = row.evidence ? row.evidence->measuredText : std::string();
    if (!row.reason.empty()) note += (note.empty() ? "" : "; ") + row.reason;
    if (row.verdict == ClaimVerdict::NotMeasured && note.empty()) note = "-";
    return note;
}

std::string verdictText(const LedgerRow& row) {
    return std::string(verdictName(row.verdict));
}

/// An estimate needs no more than that.
std::string roughTime(double seconds) {
    constexpr double kSecondsBelow = 100;
    return seconds < kSecondsBelow ? fmt::format("{:.0f} s", std::max(seconds, 1.0))
                                   : fmt::format("{:.0f} min", std::ceil(seconds / 60));
}

std::string claimText(const LedgerRow& row) {
    return row.conditions.empty() ? row.claim : fmt::format("{} ({})", row.claim, row.conditions);
}

std::string countsText(const Ledger& ledger) {
    std::string text;
    for (const ClaimVerdict verdict : kCounted)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", ledger.count(verdict), verdictName(verdict));
    return text;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t length = characters(text);
    return length < width ? text + std::string(width - length, ' ') : text;
}

/// A cell of a Markdown table: what would end it is escaped.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|' || c == '\\') out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

std::string listText(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& one : list) text += (text.empty() ? "" : ", ") + one;
    return text;
}

Json rowJson(const LedgerRow& row) {
    Json json;
    json["id"] = row.claimId;
    json["guide_row"] = row.guideRow;
    json["section"] = row.section;
    json["claim"] = row.claim;
    json["conditions"] = row.conditions;
    json["judged"] = row.judged;
    json["verdict"] = verdictName(row.verdict);
    json["reason"] = row.reason;
    json["contradicts"] = row.contradicts;
    json["evidence"] = row.evidence ? toJson(*row.evidence) : Json(nullptr);
    json["seconds_to_measure"] = row.secondsToMeasure;
    return json;
}

} // namespace

nlohmann::ordered_json toJson(const Evidence& evidence) {
    Json json;
    json["version"] = kEvidenceVersion;
    json["claim_id"] = evidence.claimId;
    json["input"] = evidence.input;
    json["input_hash"] = evidence.inputHash;
    json["machine"] = evidence.machine;
    json["time_utc"] = evidence.timeUtc;
    json["source"] = evidence.source;
    json["verdict"] = verdictName(evidence.verdict);
    json["reason"] = evidence.reason;
    json["measured"] = evidence.measured ? toJson(*evidence.measured) : Json(nullptr);
    json["unit"] = evidence.unit;
    json["measured_text"] = evidence.measuredText;
    return json;
}

Result<Evidence> evidenceFromJson(const nlohmann::json& json) {
    const auto refuse = [](std::string what) {
        return Error::invalid("this is no evidence").got(std::move(what));
    };
    if (!json.is_object()) return refuse(json.type_name());
    if (const auto version = json.find("version"); version == json.end() || *version != kEvidenceVersion)
        return refuse("another version");
    Evidence evidence;
    for (const auto& [key, member] :
         {std::pair{"claim_id", &evidence.claimId}, std::pair{"input", &evidence.input},
          std::pair{"input_hash", &evidence.inputHash}, std::pair{"machine", &evidence.machine},
          std::pair{"time_utc", &evidence.timeUtc}, std::pair{"source", &evidence.source},
          std::pair{"reason", &evidence.reason}, std::pair{"unit", &evidence.unit},
          std::pair{"measured_text", &evidence.measuredText}}) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_string()) return refuse(fmt::format("no text '{}'", key));
        *member = found->get<std::string>();
    }
    const auto verdict = json.find("verdict");
    const auto known = verdict != json.end() && verdict->is_string()
                           ? verdictNamed(verdict->get<std::string>())
                           : std::nullopt;
    if (!known) return refuse("no verdict");
    evidence.verdict = *known;
    const auto measured = json.find("measured");
    if (measured == json.end() || measured->is_null()) return evidence;
    if (!measured->is_object()) return refuse("'measured' is no interval");
    const auto value = measured->find("value");
    const auto ends = measured->find("ci95");
    if (value == measured->end() || !value->is_number() || ends == measured->end() || !ends->is_array() ||
        ends->size() != 2 || !(*ends)[0].is_number() || !(*ends)[1].is_number())
        return refuse("'measured' is no interval");
    evidence.measured = Interval{value->get<double>(), (*ends)[0].get<double>(), (*ends)[1].get<double>()};
    return evidence;
}

nlohmann::ordered_json toJson(const Ledger& ledger) {
    Json json;
    json["schema"] = "spacebench.claims";
    json["version"] = 1;
    json["machine"] = ledger.machine;
    json["input"] = inputText(ledger);
    json["input_hash"] = ledger.inputHash;
    json["note"] = kReferenceNote;
    json["rows"] = Json::array();
    for (const LedgerRow& row : ledger.rows) json["rows"].push_back(rowJson(row));
    json["counts"] = Json::object();
    for (const ClaimVerdict verdict : kCounted)
        json["counts"][std::string(verdictName(verdict))] = ledger.count(verdict);
    json["seconds_to_measure"] = ledger.secondsToMeasure();
    json["warnings"] = ledger.warnings;
    return json;
}

std::string toText(const Ledger& ledger) {
    std::string text =
        fmt::format("machine  {}\ninput    {}\n{}\n", ledger.machine, inputText(ledger), kReferenceNote);
    std::size_t idWidth = 0;
    std::size_t claimWidth = 0;
    std::size_t verdictWidth = 0;
    for (const LedgerRow& row : ledger.rows) {
        // Claims of the last sections are sentences: they get lines of their own below.
        if (!row.conditions.empty() || row.evidence) claimWidth = std::max(claimWidth, characters(row.claim));
        idWidth = std::max(idWidth, characters(row.claimId));
        verdictWidth = std::max(verdictWidth, characters(verdictText(row)));
    }
    std::string section;
    for (const LedgerRow& row : ledger.rows) {
        if (row.section != section) text += fmt::format("\n{}\n", row.section);
        section = row.section;
        const bool isLong = characters(row.claim) > claimWidth;
        std::string line =
            fmt::format("  {}  {}  ", padded(row.claimId, idWidth), padded(verdictText(row), verdictWidth));
        const std::string indent(characters(line), ' ');
        line += isLong ? row.claim + "\n" + indent : padded(row.claim, claimWidth) + "  ";
        line += noteOf(row);
        while (line.ends_with(' ')) line.pop_back();
        text += line + "\n";
    }
    text += fmt::format("\n{} rows: {}\n", ledger.rows.size(), countsText(ledger));
    if (const double seconds = ledger.secondsToMeasure(); seconds > 0)
        text += fmt::format("What is not measured takes about {} with --measure-all.\n", roughTime(seconds));
    for (const std::string& warning : ledger.warnings) text += fmt::format("warning: {}\n", warning);
    return text;
}

std::string toMarkdown(const Ledger& ledger) {
    std::string text = fmt::format("# Claims of the performance guide\n\nMachine: {}  \nInput: {}\n\n{}\n",
                                   cell(ledger.machine), cell(inputText(ledger)), kReferenceNote);
    std::string section;
    for (const LedgerRow& row : ledger.rows) {
        if (row.section != section)
            text += fmt::format("\n## {}\n\n| id | claim | verdict | measured here | contradicts |\n"
                                "|---|---|---|---|---|\n",
                                row.section);
        section = row.section;
        text += fmt::format("| {} | {} | {} | {} | {} |\n", row.claimId, cell(claimText(row)),
                            verdictText(row), cell(noteOf(row)), listText(row.contradicts));
    }
    text += fmt::format("\n{} rows: {}\n", ledger.rows.size(), countsText(ledger));
    for (const std::string& warning : ledger.warnings) text += fmt::format("\nWarning: {}\n", cell(warning));
    return text;
}

} // namespace spacebench::results
