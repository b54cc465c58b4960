// SPDX-License-Identifier: Apache-2.0
#include "jobs/merge_runs/merge_parts.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/units.h"
#include "io/byte_source.h"
#include "jobs/plan/plan.h"
#include "results/json_fields.h"
#include "results/ledger.h"

namespace spacebench::jobs {

namespace {

using results::BenchInput;
using results::BenchRow;
using results::BenchRun;

constexpr std::uint64_t kMostFileBytes = std::uint64_t{512} << 20; ///< 10,000 rows of 10,000 runs are less
constexpr std::size_t kMostNamed = 20;                             ///< parts that an error names

struct NumberedPart {
    RunPart part;
    Shard shard;
};

Json planWithoutShard(const BenchRun& run) {
    Json plan = run.plan;
    if (plan.is_object()) plan.erase("x-shard");
    return plan;
}

std::string fileNameIn(const Json& input) {
    if (!input.is_object() || !input.contains("file") || !input["file"].is_string()) return {};
    return std::filesystem::path(input["file"].get<std::string>()).filename().string();
}

/// What decides what is measured and how, the same wherever it lies: files by their names (what is in them is
/// compared by atoms and hash), and without what people call the plan.
Json comparable(const BenchRun& run) {
    Json plan = planWithoutShard(run);
    for (const char* const words : {"title", "description", "tags"}) plan.erase(words);
    const auto inputs = plan.find("inputs");
    if (inputs == plan.end() || !inputs->is_array()) return plan;
    for (Json& input : *inputs)
        if (std::string name = fileNameIn(input); !name.empty()) input["file"] = std::move(name);
    return plan;
}

struct Difference {
    std::string expected; ///< "'runs': 10"
    std::string found;    ///< "'runs': 12", "no 'runs'"
};

/// The first place where two plans differ.
std::optional<Difference> differenceOf(const Json& first, const Json& second) {
    const Json patch = Json::diff(first, second);
    if (patch.empty()) return std::nullopt;
    Json::json_pointer place(patch[0].value("path", std::string()));
    // One more entry of a list: it is the list that differs.
    if (!place.empty() && place.back() == "-") place.pop_back();
    std::string name = place.empty() ? "the plan" : "'" + place.to_string().substr(1) + "'";
    std::replace(name.begin(), name.end(), '/', '.');
    const auto words = [&](const Json& plan) {
        if (!plan.contains(place)) return "no " + name;
        static constexpr std::size_t kMostShown = 80;
        const std::string value = plan.at(place).dump(-1, ' ', false, Json::error_handler_t::replace);
        return fmt::format("{}: {}", name, value.substr(0, kMostShown));
    };
    return Difference{words(first), words(second)};
}

void addTags(const Json& from, Json& plan) {
    const auto tags = from.find("tags");
    if (tags == from.end() || !tags->is_array()) return;
    Json& all = plan["tags"];
    if (!all.is_array()) all = Json::array();
    for (const Json& tag : *tags)
        if (std::find(all.begin(), all.end(), tag) == all.end()) all.push_back(tag);
}

std::string numbersText(const std::vector<unsigned>& numbers) {
    std::string text = numbers.size() == 1 ? "part " : "parts ";
    text += fmt::format(
        "{}",
        fmt::join(numbers.begin(),
                  numbers.begin() + static_cast<std::ptrdiff_t>(std::min(numbers.size(), kMostNamed)), ", "));
    if (numbers.size() > kMostNamed) text += fmt::format(" and {} more", numbers.size() - kMostNamed);
    return text;
}

/// Sorted by number, one of each.
Result<std::vector<NumberedPart>> numbered(std::vector<RunPart> parts) {
    std::vector<NumberedPart> all;
    for (RunPart& part : parts) {
        if (!part.run.plan.is_object())
            return Error::invalid("this run has no plan, so it is no part of one").in(part.file);
        const auto shard = shardIn(part.run.plan);
        if (!shard || (shard->count == 1 && parts.size() > 1))
            return Error::invalid("this run is whole, no part of one")
                .expect("a result of 'spacectl bench --plan P --shard I/N --json'")
                .in(part.file);
        all.push_back({std::move(part), *shard});
    }
    const NumberedPart& first = all.front();
    const Json plan = comparable(first.part.run);
    std::map<unsigned, std::string> seen;
    for (const NumberedPart& one : all) {
        if (one.shard.count != first.shard.count)
            return Error::invalid("these are parts of different divisions")
                .expect(fmt::format("a part of {}, as {} is", first.shard.count, first.part.file))
                .got(shardText(one.shard))
                .in(one.part.file);
        if (const auto difference = differenceOf(plan, comparable(one.part.run)))
            return Error::invalid("these are parts of different plans")
                .expect(fmt::format("{}, as in {}", difference->expected, first.part.file))
                .got(difference->found)
                .in(one.part.file);
        const auto [before, isNew] = seen.emplace(one.shard.index, one.part.file);
        if (!isNew)
            return Error::invalid(fmt::format("part {} stands twice", one.shard.index))
                .expect("each part once")
                .got(fmt::format("it is in {}, too", before->second))
                .in(one.part.file);
    }
    std::vector<unsigned> missing;
    for (unsigned index = 1; index <= first.shard.count; ++index)
        if (seen.count(index) == 0) missing.push_back(index);
    if (!missing.empty())
        return Error::invalid(fmt::format("{} of {} {} missing", numbersText(missing), first.shard.count,
                                          missing.size() == 1 ? "is" : "are"))
            .advise("Run what is missing with the same plan: spacectl bench --plan P --shard I/N --json");
    std::sort(all.begin(), all.end(),
              [](const NumberedPart& a, const NumberedPart& b) { return a.shard.index < b.shard.index; });
    return all;
}

class Merger {
  public:
    explicit Merger(bool mixMachines) : m_mix(mixMachines) {}

    Result<BenchRun> merge(std::vector<NumberedPart> parts) {
        SB_CHECK(compareMachines(parts));
        const BenchRun& first = parts.front().part.run;
        m_run.environment = first.environment;
        m_run.title = first.title;
        m_run.plan = planWithoutShard(first);
        for (const NumberedPart& part : parts) addTags(part.part.run.plan, m_run.plan);
        m_run.startedUtc = first.startedUtc;
        for (NumberedPart& part : parts) SB_CHECK(add(part));
        if (m_machines.size() > 1) {
            std::string names;
            for (const auto& [machine, index] : m_machines) names += (names.empty() ? "" : "; ") + machine;
            m_run.warnings.push_back("measured on different machines, whose rows must not be compared: " +
                                     names);
            // So that nothing takes them for runs of the first part's machine.
            m_run.environment["cpu"]["model"] = "several machines: " + names;
            m_run.diskReadBytesPerSecond.reset();
            m_run.diskWriteBytesPerSecond.reset();
        }
        return std::move(m_run);
    }

  private:
    Result<void> compareMachines(const std::vector<NumberedPart>& parts) {
        for (const NumberedPart& one : parts)
            m_machines.emplace(results::machineOf(one.part.run.environment), one.shard.index);
        if (m_machines.size() <= 1 || m_mix) return {};
        const auto second = std::next(m_machines.begin());
        return Error::invalid("the parts were measured on different machines")
            .expect("one machine, or --mix-machines")
            .got(fmt::format("part {} on {}, part {} on {}", m_machines.begin()->second,
                             m_machines.begin()->first, second->second, second->first));
    }

    /// The plan has files of this name in several folders: they need not be the same.
    bool namesakes(const std::string& name) const {
        const auto inputs = m_run.plan.find("inputs");
        return inputs != m_run.plan.end() &&
               std::count_if(inputs->begin(), inputs->end(),
                             [&](const Json& one) { return fileNameIn(one) == name; }) > 1;
    }

    /// Index in the merged run of an input of a part.
    Result<std::size_t> inputOf(const BenchInput& input, const NumberedPart& part) {
        for (std::size_t i = 0; i < m_run.inputs.size(); ++i) {
            const BenchInput& other = m_run.inputs[i];
            if (other.name != input.name) continue;
            const bool sameHash = other.hash == input.hash || other.hash.empty() || input.hash.empty();
            if (other.atoms == input.atoms && other.rawBytes == input.rawBytes && sameHash) return i;
            if (namesakes(input.name)) continue;
            return Error::invalid(fmt::format("the input '{}' is not the same in all parts", input.name))
                .expect(fmt::format("{} atoms, BLAKE2b {}", groupedNumber(other.atoms), other.hash))
                .got(fmt::format("{} atoms, BLAKE2b {} in part {}", groupedNumber(input.atoms), input.hash,
                                 part.shard.index))
                .in(part.part.file);
        }
        m_run.inputs.push_back(input);
        return m_run.inputs.size() - 1;
    }

    Result<void> add(NumberedPart& part) {
        BenchRun& run = part.part.run;
        std::vector<std::size_t> inputs;
        for (const BenchInput& input : run.inputs) {
            SB_TRY(index, inputOf(input, part));
            inputs.push_back(index);
        }
        std::uint64_t rounds = 0;
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            BenchRow& row = run.rows[i];
            const auto [before, isNew] = m_rows.emplace(std::pair(row.key, row.program), part.shard.index);
            if (!isNew)
                return Error::invalid(fmt::format("parts {} and {} measured the same row", before->second,
                                                  part.shard.index))
                    .got(row.key)
                    .advise(
                        "They were divided differently: machines that leave out different rows cannot share "
                        "a plan. See what each has: spacectl plan P --shard I/N")
                    .in(part.part.file);
            if (i >= run.inputOfRow.size() || run.inputOfRow[i] >= inputs.size())
                return Error::invalid("a row of this run has no input").got(row.key).in(part.part.file);
            // Rows of one round are pairs only where they were interleaved: within a part.
            for (results::RunSample& sample : row.runs) {
                rounds = std::max(rounds, sample.round + 1);
                sample.round += m_rounds;
            }
            if (m_machines.size() > 1)
                row.notes.push_back("measured on " + results::machineOf(run.environment));
            m_run.inputOfRow.push_back(inputs[run.inputOfRow[i]]);
            m_run.rows.push_back(std::move(row));
        }
        m_rounds += rounds;
        m_run.elapsedSeconds += run.elapsedSeconds;
        m_run.complete = m_run.complete && run.complete;
        if (!run.startedUtc.empty() && (m_run.startedUtc.empty() || run.startedUtc < m_run.startedUtc))
            m_run.startedUtc = run.startedUtc;
        addSession(run, part.shard.index);
        return {};
    }

    /// The noisiest part's control speaks for all: what is more than its noise is more than everyone's.
    void addSession(BenchRun& run, unsigned index) {
        if (m_run.controlFirstNs.empty() || run.noiseFloor > m_run.noiseFloor) {
            m_run.noiseFloor = std::max(m_run.noiseFloor, run.noiseFloor);
            m_run.controlFirstNs = std::move(run.controlFirstNs);
            m_run.controlSecondNs = std::move(run.controlSecondNs);
        }
        const auto slowest = [](std::optional<double>& kept, const std::optional<double>& other) {
            if (other) kept = kept ? std::min(*kept, *other) : *other;
        };
        slowest(m_run.diskWriteBytesPerSecond, run.diskWriteBytesPerSecond);
        slowest(m_run.diskReadBytesPerSecond, run.diskReadBytesPerSecond);
        for (const std::string& warning : run.warnings)
            m_run.warnings.push_back(fmt::format("part {}: {}", index, warning));
    }

    bool m_mix;
    BenchRun m_run;
    std::map<std::string, unsigned> m_machines; ///< with a part that was measured there
    std::map<std::pair<std::string, std::string>, unsigned> m_rows;
    std::uint64_t m_rounds = 0; ///< of the parts before
};

} // namespace

Result<RunPart> readPart(const std::string& file, const WorkContext& context) {
    SB_TRY(source, io::openMapped(file, context));
    if (source->size() > kMostFileBytes)
        return Error::limit("this is too large for a result")
            .expect("at most " + sizeText(kMostFileBytes))
            .got(sizeText(source->size()))
            .advise("Is this the right file?")
            .in(file);
    try {
        const std::string_view text = asText(source->bytes());
        if (!results::isTextNestedWithin(text, results::kMostJsonDepth))
            return Error::invalid("the document is nested too deep")
                .expect(fmt::format("at most {} levels", results::kMostJsonDepth))
                .in(file);
        const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
        SB_CHECK(source->health());
        if (!json.is_object())
            return Error::notThisFormat("this is no result of a benchmark")
                .expect("what 'spacectl bench --json' prints")
                .in(file);
        // An exported run has the result in it, as it was written.
        const auto document = json.find("document");
        const bool exported = json.value("schema", Json()) == "spacebench.run" && document != json.end();
        auto run = results::benchRunFromJson(exported ? *document : json);
        if (!run.ok()) return std::move(run).error().in(file);
        return RunPart{file, std::move(*run)};
    } catch (const std::bad_alloc&) {
        return Error::limit("there is no memory left for this result").in(file);
    }
}

Result<BenchRun> mergeParts(std::vector<RunPart> parts, bool mixMachines) {
    if (parts.empty()) return Error::invalid("there are no parts to put together");
    SB_TRY(sorted, numbered(std::move(parts)));
    return Merger(mixMachines).merge(std::move(sorted));
}

} // namespace spacebench::jobs
