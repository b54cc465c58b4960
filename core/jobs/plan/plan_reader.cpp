// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "base/json_document.h"
#include "jobs/plan/combine.h"
#include "jobs/plan/plan.h"
#include "jobs/plan/plan_codecs.h"
#include "jobs/plan/plan_keys.h"
#include "tuning/technique.h"

namespace spacebench::jobs {

namespace {

using results::Operation;

constexpr std::uint64_t kMostAtoms = 1'000'000'000;
constexpr std::uint64_t kMostRuns = 10'000;
constexpr double kMostSampleMs = 600'000;
constexpr double kMostBudgetSeconds = 30.0 * 24 * 3600;
constexpr std::uint64_t kMostThreads = 4096;
constexpr double kMostDelay = 10;
constexpr std::size_t kMostNameBytes = 64;
constexpr std::size_t kMostTextBytes = 2000;
constexpr std::size_t kMostTags = 32;

constexpr std::array<std::string_view, 2> kMediumNames = {"memory", "file"};
constexpr std::array<std::string_view, 2> kCacheNames = {"warm", "cold"};
constexpr std::array<std::string_view, 2> kIsolationNames = {"process", "in-process"};

/// Which one of `names` stands at `place`.
Result<std::size_t> choice(const JsonPlace& place, std::span<const std::string_view> names,
                           std::string_view what) {
    if (!place.isText()) return place.wrongKind("one of " + joined(names));
    SB_TRY(text, place.text());
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string_view nearest = nearestOf(text, names);
    Error error =
        place.mistake(fmt::format("there is no such {}", what)).expect(joined(names)).got(place.described());
    if (!nearest.empty()) error.advice = fmt::format("Did you mean '{}'?", nearest);
    return error;
}

/// Reads each entry of a list that is neither empty nor too long and says nothing twice.
template <class ReadOne>
Result<void> eachOf(const JsonPlace& list, const ReadOne& readOne) {
    SB_CHECK(list.needList());
    if (list.size() == 0)
        return list.mistake(fmt::format("'{}' is empty", list.path())).expect("at least one entry");
    if (list.size() > kMostListed)
        return list.mistake(fmt::format("'{}' is too long", list.path()))
            .expect(fmt::format("at most {} entries", kMostListed))
            .got(fmt::format("{}", list.size()));
    std::set<std::string> before;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonPlace one = list.at(i);
        SB_CHECK(readOne(one));
        if (!before.insert(one.json().dump()).second)
            return one.mistake(fmt::format("an entry of '{}' stands twice", list.path()))
                .got(one.described());
    }
    return {};
}

Result<std::string> shortText(const JsonPlace& place, std::size_t most) {
    SB_TRY(text, place.text());
    if (text.size() > most)
        return place.mistake(fmt::format("'{}' is too long", place.path()))
            .expect(fmt::format("at most {} bytes", most));
    return text;
}

/// What may become part of a file's name and of a row's key.
Result<std::string> plainName(const JsonPlace& place) {
    SB_TRY(name, shortText(place, kMostNameBytes));
    static constexpr std::string_view kNotFirst = ".-";
    static constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+";
    const bool plain =
        name.find_first_not_of(kPlain) == std::string::npos && name.find_first_not_of(kNotFirst) == 0;
    if (!plain)
        return place.mistake(fmt::format("'{}' is no name", place.path()))
            .expect("letters, digits and . _ - +, no dot or dash first")
            .got(place.described());
    return name;
}

class PlanReader {
  public:
    PlanReader(const std::string& file, const WorkContext& context) : m_context(context) {
        std::error_code ignored; // without a current folder, names stay as they are written
        const std::filesystem::path absolute =
            std::filesystem::absolute(file.empty() ? "plan.json" : file, ignored);
        m_folder = absolute.parent_path();
        m_plan.name = "plan";
    }

    Result<Plan> read(const JsonPlace& root) {
        SB_CHECK(root.onlyKeys(plan_keys::kPlan, "a plan"));
        SB_CHECK(readVersion(root));
        SB_CHECK(readWords(root));
        SB_CHECK(readNumbers(root));
        SB_CHECK(readCare(root));
        SB_TRY(inputs, root.need("inputs", "a plan"));
        SB_CHECK(eachOf(inputs, [this](const JsonPlace& one) { return readInput(one); }));
        SB_TRY(measure, root.need("measure", "a plan"));
        SB_CHECK(eachOf(measure, [this](const JsonPlace& one) { return readSweep(one); }));
        SB_CHECK(readPrograms(root));
        return std::move(m_plan);
    }

  private:
    static Result<void> readVersion(const JsonPlace& root) {
        if (const auto schema = root.find("schema")) {
            SB_TRY(text, schema->text());
            if (text != plan_keys::kSchema)
                return schema->mistake("this is no plan")
                    .expect(fmt::format("\"schema\": \"{}\"", plan_keys::kSchema))
                    .got(schema->described());
        }
        if (const auto version = root.find("version")) {
            SB_TRY(number, version->whole(1, UINT64_MAX));
            if (number != plan_keys::kVersion)
                return version->placed(Error::unsupportedVersion("this plan is of a later version")
                                           .expect(fmt::format("version {}", plan_keys::kVersion))
                                           .got(fmt::format("version {}", number)));
        }
        return {};
    }

    Result<void> readWords(const JsonPlace& root) {
        if (const auto name = root.find("name")) {
            SB_TRY(text, plainName(*name));
            m_plan.name = std::move(text);
        }
        m_plan.title = m_plan.name;
        if (const auto title = root.find("title")) {
            SB_TRY(text, shortText(*title, kMostTextBytes));
            m_plan.title = std::move(text);
        }
        if (const auto description = root.find("description")) {
            SB_TRY(text, shortText(*description, kMostTextBytes));
            m_plan.description = std::move(text);
        }
        const auto tags = root.find("tags");
        if (!tags || (tags->isList() && tags->size() == 0)) return {};
        SB_CHECK(eachOf(*tags, [this](const JsonPlace& one) -> Result<void> {
            SB_TRY(tag, shortText(one, kMostNameBytes));
            if (tag.empty()) return one.mistake("a tag is empty");
            m_plan.tags.push_back(std::move(tag));
            return {};
        }));
        if (m_plan.tags.size() > kMostTags)
            return tags->mistake("there are too many tags").expect(fmt::format("at most {}", kMostTags));
        return {};
    }

    Result<void> readNumbers(const JsonPlace& root) {
        const auto whole = [&root](std::string_view key, std::uint64_t least, std::uint64_t most,
                                   std::uint64_t& into) -> Result<void> {
            const auto place = root.find(key);
            if (!place) return {};
            SB_TRY(value, place->whole(least, most));
            into = value;
            return {};
        };
        const auto real = [&root](std::string_view key, double most, double& into) -> Result<void> {
            const auto place = root.find(key);
            if (!place) return {};
            SB_TRY(value, place->number(0, most));
            into = value;
            return {};
        };
        SB_CHECK(whole("runs", 1, kMostRuns, m_plan.runs));
        SB_CHECK(whole("warm_up", 0, kMostRuns, m_plan.warmUp));
        SB_CHECK(whole("seed", 0, UINT64_MAX, m_plan.seed));
        SB_CHECK(real("min_sample_ms", kMostSampleMs, m_plan.minSampleMs));
        SB_CHECK(real("budget_s", kMostBudgetSeconds, m_plan.budgetSeconds));
        return real("interval_goal", 1, m_plan.intervalGoal);
    }

    Result<void> readCare(const JsonPlace& root) {
        if (const auto isolation = root.find("isolation")) {
            SB_TRY(index, choice(*isolation, kIsolationNames, "isolation"));
            m_plan.isolation = index == 0 ? Isolation::Process : Isolation::InProcess;
        }
        if (const auto pin = root.find("pin")) {
            SB_TRY(text, shortText(*pin, kMostTextBytes));
            if (auto pinned = parsePin(text); !pinned.ok()) return pin->placed(std::move(pinned).error());
            m_plan.pin = std::move(text);
        }
        if (const auto control = root.find("control")) {
            SB_TRY(on, control->flag());
            m_plan.control = on;
        }
        return {};
    }

    /// A name in the plan, looked up beside it.
    Result<std::string> fileAt(const JsonPlace& place) const {
        SB_TRY(text, place.text());
        if (text.empty() || text.find('\0') != std::string::npos)
            return place.mistake(fmt::format("'{}' names no file", place.path()));
        const std::filesystem::path path = (m_folder / text).lexically_normal();
        std::error_code problem;
        const auto status = std::filesystem::status(path, problem);
        if (!std::filesystem::exists(status))
            return place.placed(
                Error::system(fmt::format("the file of '{}' is not there", place.path()), ENOENT)
                    .advise(path.string()));
        if (std::filesystem::is_directory(status))
            return place.mistake(fmt::format("'{}' is a folder", place.path()))
                .expect("a file")
                .got(path.string());
        return path.string();
    }

    Result<void> readInput(const JsonPlace& place) {
        SB_CHECK(place.onlyKeys(plan_keys::kInput, "an input"));
        std::vector<std::string_view> kinds;
        for (const std::string_view kind : {"file", "atoms", "space"})
            if (place.find(kind)) kinds.push_back(kind);
        if (kinds.size() != 1) {
            const JsonPlace where = kinds.empty() ? place : *place.find(kinds[1]);
            return where.mistake("an input is one thing")
                .expect("one of file, atoms, space")
                .got(kinds.empty() ? "none of them" : joined(kinds));
        }
        if (kinds[0] != "atoms")
            for (const std::string_view key : {"shape", "seed"})
                if (const auto other = place.find(key))
                    return other->mistake(
                        fmt::format("'{}' is for generated inputs, which have 'atoms'", key));
        const JsonPlace value = *place.find(kinds[0]);
        PlanInput input;
        if (kinds[0] == "file") {
            SB_TRY(file, fileAt(value));
            input.file = std::move(file);
        } else if (kinds[0] == "space") {
            SB_TRY(name, shortText(value, kMostTextBytes));
            if (name.empty()) return value.mistake("the name of a space is empty");
            input.space = std::move(name);
        } else {
            SB_CHECK(readGenerated(place, value, input.generated));
        }
        m_plan.inputs.push_back(std::move(input));
        return {};
    }

    static Result<void> readGenerated(const JsonPlace& place, const JsonPlace& atoms,
                                      space::GeneratorOptions& options) {
        SB_TRY(count, atoms.whole(1, kMostAtoms));
        options.atoms = count;
        if (const auto shape = place.find("shape")) {
            SB_TRY(index, choice(*shape, space::kShapeNames, "shape"));
            options.shape = *space::shapeNamed(space::kShapeNames[index]);
        }
        if (const auto seed = place.find("seed")) {
            SB_TRY(value, seed->whole(0, UINT64_MAX));
            options.seed = value;
        }
        if (const std::uint64_t most = space::shapeCapacity(options); options.atoms > most)
            return atoms.mistake(fmt::format("the shape {} has fewer paths", space::shapeName(options.shape)))
                .expect(fmt::format("at most {}", most))
                .got(atoms.described());
        return {};
    }

    static Result<void> readOperations(const JsonPlace& place, PlanSweep& sweep) {
        std::vector<std::string_view> names;
        for (const Operation operation : results::kOperations)
            names.push_back(results::operationName(operation));
        return eachOf(place, [&](const JsonPlace& one) -> Result<void> {
            SB_TRY(index, choice(one, names, "operation"));
            sweep.operations.push_back(results::kOperations[index]);
            return {};
        });
    }

    static Result<void> readFormats(const JsonPlace& place, PlanSweep& sweep) {
        std::vector<std::string_view> names;
        for (const formats::Format* format : formats::allFormats()) names.push_back(format->info().id);
        return eachOf(place, [&](const JsonPlace& one) -> Result<void> {
            SB_TRY(index, choice(one, names, "format"));
            sweep.formats.emplace_back(names[index]);
            return {};
        });
    }

    static Result<void> readCodecs(const JsonPlace& place, PlanSweep& sweep) {
        sweep.codecs.clear();
        return eachOf(place, [&](const JsonPlace& one) -> Result<void> {
            SB_TRY(text, one.text());
            if (auto codecs = planCodecs(text); !codecs.ok()) return one.placed(std::move(codecs).error());
            sweep.codecs.push_back(std::move(text));
            return {};
        });
    }

    Result<void> readSwitches(const JsonPlace& place, PlanSweep& sweep) {
        sweep.switches.clear();
        return eachOf(place, [&](const JsonPlace& one) -> Result<void> {
            SB_TRY(switches, one.isText() ? namedSwitches(one) : ownSwitches(one));
            for (const NamedSwitches& other : sweep.switches)
                if (other.name == switches.name)
                    return one.mistake(fmt::format("two switches are called '{}'", switches.name));
            sweep.switches.push_back(std::move(switches));
            return {};
        });
    }

    static Result<NamedSwitches> namedSwitches(const JsonPlace& place) {
        constexpr std::array kNames = {kProduct, kCurrent, kOptimized};
        SB_TRY(index, choice(place, kNames, "set of switches"));
        return *builtInSwitches(kNames[index]);
    }

    static Result<NamedSwitches> ownSwitches(const JsonPlace& place) {
        SB_CHECK(place.onlyKeys(plan_keys::kSwitches, "a set of switches"));
        SB_TRY(namePlace, place.need("name", "a set of switches"));
        SB_TRY(name, plainName(namePlace));
        if (builtInSwitches(name))
            return namePlace.mistake(fmt::format("'{}' has a meaning of its own", name))
                .expect("another name");
        SB_TRY(settingsPlace, place.need("settings", "a set of switches"));
        SB_TRY(settings, settingsAt(settingsPlace));
        return NamedSwitches{std::move(name), std::move(settings)};
    }

    /// What is not named is as in the guide's present code.
    static Result<tuning::PipelineSettings> settingsAt(const JsonPlace& place) {
        Json all = tuning::toJson(tuning::currentPipeline());
        std::vector<std::string> names;
        for (const auto& [key, value] : all.items())
            if (key != "product" && key != "codec") names.push_back(key); // "product" and 'codecs' say those
        const std::vector<std::string_view> known(names.begin(), names.end());
        SB_CHECK(place.onlyKeys(known, "a set of switches"));
        tuning::PipelineSettings settings = tuning::currentPipeline();
        for (const std::string_view key : known) {
            const auto value = place.find(key);
            if (!value) continue;
            Json& target = all.at(std::string(key));
            if (target.is_boolean()) {
                SB_TRY(on, value->flag());
                target = on;
            } else if (target.is_number()) {
                const bool bytes = key == "write_buffer" || key == "chunk_paths";
                SB_TRY(number, value->whole(bytes ? 0 : 1, bytes ? std::uint64_t{1} << 30 : kMostThreads));
                target = number;
            } else {
                SB_TRY(text, value->text());
                target = text;
            }
            auto read = tuning::settingsFromJson(all);
            if (!read.ok()) return value->placed(std::move(read).error());
            settings = std::move(*read);
        }
        return settings;
    }

    Result<void> readPlaces(const JsonPlace& place, PlanSweep& sweep) {
        if (const auto threads = place.find("threads")) {
            sweep.threads.clear();
            SB_CHECK(eachOf(*threads, [&](const JsonPlace& one) -> Result<void> {
                SB_TRY(count, one.whole(0, kMostThreads));
                sweep.threads.push_back(static_cast<unsigned>(count));
                return {};
            }));
        }
        if (const auto media = place.find("media")) {
            sweep.media.clear();
            SB_CHECK(eachOf(*media, [&](const JsonPlace& one) -> Result<void> {
                SB_TRY(index, choice(one, kMediumNames, "medium"));
                sweep.media.push_back(index == 0 ? Medium::Memory : Medium::File);
                return {};
            }));
        }
        if (const auto cache = place.find("cache")) {
            sweep.cache.clear();
            SB_CHECK(eachOf(*cache, [&](const JsonPlace& one) -> Result<void> {
                SB_TRY(index, choice(one, kCacheNames, "state of the cache"));
                sweep.cache.push_back(index == 0 ? CacheState::Warm : CacheState::Cold);
                return {};
            }));
        }
        return {};
    }

    Result<void> readSweep(const JsonPlace& place) {
        SB_CHECK(place.onlyKeys(plan_keys::kSweep, "an entry of 'measure'"));
        PlanSweep sweep;
        SB_TRY(operations, place.need("operations", "an entry of 'measure'"));
        SB_CHECK(readOperations(operations, sweep));
        if (const auto formats = place.find("formats")) SB_CHECK(readFormats(*formats, sweep));
        if (const auto codecs = place.find("codecs")) SB_CHECK(readCodecs(*codecs, sweep));
        if (const auto switches = place.find("switches")) SB_CHECK(readSwitches(*switches, sweep));
        SB_CHECK(readPlaces(place, sweep));
        if (const auto delay = place.find("injected_delay")) {
            SB_TRY(share, delay->number(0, kMostDelay));
            sweep.injectedDelay = share;
        }
        auto combined = combine(sweep, thisMachine(), m_combinationsLeft, m_context);
        if (!combined.ok()) return place.placed(std::move(combined).error());
        // Another machine may be able to do it; what makes no sense anywhere is a mistake.
        const auto& skipped = combined->skipped.listed();
        if (combined->rows.empty() && !combined->machineDecides && !skipped.empty())
            return place.mistake(fmt::format("nothing of '{}' makes sense together", place.path()))
                .got(fmt::format("{}: {}", skipped[0].label, skipped[0].reason));
        m_plan.sweeps.push_back(std::move(sweep));
        return {};
    }

    Result<void> readPrograms(const JsonPlace& root) {
        const auto programs = root.find("programs");
        if (!programs) return {};
        m_plan.programs.clear();
        SB_CHECK(eachOf(*programs, [this](const JsonPlace& one) -> Result<void> {
            if (auto known = one.onlyKeys(plan_keys::kProgram, "a program"); !known.ok())
                return std::move(known).error();
            SB_TRY(namePlace, one.need("name", "a program"));
            PlanProgram program;
            SB_TRY(name, plainName(namePlace));
            program.name = std::move(name);
            for (const PlanProgram& other : m_plan.programs)
                if (other.name == program.name)
                    return namePlace.mistake(fmt::format("two programs are called '{}'", program.name));
            if (const auto file = one.find("file")) {
                SB_TRY(path, fileAt(*file));
                program.file = std::move(path);
            }
            m_plan.programs.push_back(std::move(program));
            return {};
        }));
        const bool others = std::any_of(m_plan.programs.begin(), m_plan.programs.end(),
                                        [](const PlanProgram& program) { return !program.file.empty(); });
        if (others && m_plan.isolation == Isolation::InProcess)
            return programs->mistake("another program cannot be measured in this process")
                .expect("\"isolation\": \"process\"");
        return {};
    }

    const WorkContext& m_context;
    std::filesystem::path m_folder;
    std::size_t m_combinationsLeft = kMostCombinations;
    Plan m_plan;
};

} // namespace

Result<Plan> planFromText(std::string_view text, const std::string& file, const WorkContext& context) {
    SB_TRY(document, JsonDocument::parse(text, file));
    return PlanReader(file, context).read(document.root());
}

} // namespace spacebench::jobs
