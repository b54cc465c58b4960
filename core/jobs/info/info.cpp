// SPDX-License-Identifier: Apache-2.0
//
// `spacectl info`: what a file is, how large it is in every sense, and what was noticed while reading it.
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/report_text.h"
#include "space/multiplicities.h"
#include "space/symbol_table.h"
#include "stats/space_shape.h"

namespace spacebench::jobs::info_job {

namespace {

/// The shape of a mapped file needs every path to be spelled; beyond this many bytes only what a walk over
/// the nodes gives is shown. Memory spaces have spelled their paths already.
constexpr std::uint64_t kSpelledBytes = std::uint64_t{256} << 20;

struct Measured {
    std::optional<space::PathTotals> totals;
    std::optional<stats::SpaceShape> shape;
    std::uint64_t readable = 0; ///< paths before the damage, where there is some
};

/// Paths that can be read before the damage, as far as the limits allow.
std::uint64_t countReadable(const space::Space& space, const WorkContext& context) {
    const auto reader = space.read();
    std::uint64_t paths = 0;
    std::uint64_t bytes = 0;
    while (bytes < kSpelledBytes && !context.cancelled() && reader->next()) {
        ++paths;
        bytes += reader->path().size();
    }
    return paths;
}

Result<Measured> measure(const OpenedFile& file, const WorkContext& context, std::optional<Error>& damage) {
    Measured measured;
    const space::Space& space = *file.opened.content.space;
    context.begin("Counting", ProgressUnit::Nodes);
    auto totals = space.count(context);
    if (totals.ok()) {
        measured.totals = *totals;
        const bool spelled = space.pathSet() != nullptr;
        if (spelled || (!totals->saturated && totals->framedBytes() <= kSpelledBytes)) {
            context.begin("Measuring", ProgressUnit::Paths, totals->paths);
            auto shape = stats::measureShape(space, context);
            if (shape.ok()) {
                measured.shape = std::move(shape).value();
            } else if (shape.error().code == ErrorCode::Corrupt) {
                damage = std::move(shape).error();
            } else {
                return std::move(shape).error();
            }
        }
    } else if (totals.error().code == ErrorCode::Corrupt || totals.error().code == ErrorCode::LimitExceeded) {
        if (!damage) damage = std::move(totals).error();
        measured.readable = countReadable(space, context);
    } else {
        return std::move(totals).error();
    }
    if (auto health = file.source->health(); !health.ok()) damage = std::move(health).error();
    return measured;
}

/// Builds the JSON object and the lines of text side by side, so that they cannot differ.
class Sheet {
  public:
    explicit Sheet(const std::string& file) : m_text(file + "\n") { m_json["file"] = file; }

    void both(const char* id, std::string_view label, Json value, const std::string& words) {
        m_json[id] = std::move(value);
        m_text += labelLine(label, words);
    }
    void count(const char* id, std::string_view label, std::uint64_t number) {
        both(id, label, number, groupedNumber(number));
    }
    void json(const char* id, Json value) { m_json[id] = std::move(value); }
    void line(std::string_view label, std::string_view words) { m_text += labelLine(label, words); }

    /// What every file has is shown already, under its own name.
    [[nodiscard]] bool shows(const formats::Fact& fact) const {
        return m_json.contains(fact.id) || (fact.id == "paths" && m_json.contains("atoms"));
    }

    [[nodiscard]] Json takeJson() { return std::move(m_json); }
    [[nodiscard]] const std::string& text() const { return m_text; }

  private:
    Json m_json;
    std::string m_text;
};

void addSymbols(const OpenedFile& file, Sheet& sheet, bool given) {
    const auto& symbols = file.opened.content.symbols;
    Json json;
    std::string words = "none";
    const char* state = "none";
    if (symbols != nullptr) {
        const bool outside = !file.symbolsPath.empty();
        state = !outside ? "embedded" : given ? "given" : "beside";
        words = fmt::format("{} symbols, {}", groupedNumber(symbols->size()),
                            outside ? "in " + file.symbolsPath : "in the file");
    } else if (file.symbolsMissing) {
        state = "missing";
        words = "missing: symbols look interned, and no table lies beside the file";
    }
    json["state"] = state;
    json["path"] = file.symbolsPath.empty() ? Json(nullptr) : Json(file.symbolsPath);
    json["count"] = symbols ? Json(symbols->size()) : Json(nullptr);
    sheet.both("symbols", "Symbol table", std::move(json), words);
}

void addCounts(const OpenedFile& file, const Measured& measured, Sheet& sheet) {
    if (!measured.totals) {
        sheet.json("atoms", nullptr);
        sheet.both("readable_atoms", "Readable atoms", measured.readable,
                   groupedNumber(measured.readable) + " before the damage");
        return;
    }
    const space::PathTotals& totals = *measured.totals;
    sheet.both("atoms", "Atoms", totals.paths,
               (totals.saturated ? "at least " : "") + groupedNumber(totals.paths));
    sheet.json("atoms_saturated", totals.saturated);
    sheet.json("path_bytes", totals.pathBytes);
    sheet.both("raw_bytes", "Raw size", totals.framedBytes(),
               bytesText(totals.framedBytes()) + " as [u32 length][bytes]");
    const double ratio = file.source->size() == 0 ? 0
                                                  : static_cast<double>(totals.framedBytes()) /
                                                        static_cast<double>(file.source->size());
    sheet.both("ratio", "Raw / stored", ratio, significant(ratio));
    sheet.both("longest_path_bytes", "Longest path", totals.longestPath, bytesText(totals.longestPath));
    sheet.count("non_zero_values", "Non-zero values", totals.nonZeroValues);
    if (!measured.shape) {
        sheet.line("Shape", "not measured: the paths spell more than " + sizeText(kSpelledBytes));
        return;
    }
    const stats::SpaceShape& shape = *measured.shape;
    sheet.count("expressions", "Expressions", shape.expressions);
    sheet.json("not_expressions", totals.paths - shape.expressions);
    if (shape.expressions != totals.paths)
        sheet.line("Raw keys", groupedNumber(totals.paths - shape.expressions) + " paths are no expression");
    sheet.count("trie_nodes", "Trie nodes", shape.trieNodes);
    sheet.count("stops", "Folded nodes", shape.stops);
    sheet.count("forks", "Forks", shape.forks);
    sheet.count("leaves", "Leaves", shape.leaves);
    sheet.count("depth", "Depth", shape.deepestStop);
}

struct FileInfo {
    Json json;
    std::string text;
    std::optional<Error> problem;
};

/// Fails only where the whole job has to stop; what is wrong with the file is in the answer.
Result<FileInfo> infoOf(const std::string& path, const ParamValues& values, const WorkContext& context) {
    OpenRequest request = openRequest(values, path);
    SB_TRY(root, values.number("root", 0));
    request.options.root = root;
    auto opened = openSpaceFile(request, context);
    if (!opened.ok()) {
        if (opened.error().code == ErrorCode::Cancelled) return std::move(opened).error();
        FileInfo info;
        info.json["file"] = path;
        info.json["error"] = errorJson(opened.error());
        info.problem = std::move(opened).error();
        return info;
    }
    const OpenedFile& file = *opened;
    std::optional<Error> damage = file.opened.damage;
    Measured measured;
    if (file.opened.content.space != nullptr) {
        SB_TRY(answer, measure(file, context, damage));
        measured = std::move(answer);
    }

    Sheet sheet(path);
    const formats::FormatInfo& format = file.format->info();
    sheet.both("format", "Format", format.id, fmt::format("{} ({})", format.title, format.id));
    sheet.json("format_title", format.title);
    std::string dialectTitle = file.opened.dialect;
    for (const formats::Dialect& dialect : format.dialects)
        if (dialect.id == file.opened.dialect) dialectTitle = dialect.title;
    sheet.json("dialect", file.opened.dialect.empty() ? Json(nullptr) : Json(file.opened.dialect));
    if (!file.opened.dialect.empty())
        sheet.line("Dialect", fmt::format("{} ({})", dialectTitle, file.opened.dialect));
    sheet.both("stored_bytes", "Stored size", file.source->size(), bytesText(file.source->size()));
    sheet.both("allocated_bytes", "On disk", file.source->allocatedBytes(),
               bytesText(file.source->allocatedBytes()));
    if (file.opened.content.space != nullptr) addCounts(file, measured, sheet);
    if (root != 0) sheet.count("root", "Root shown", root);
    addSymbols(file, sheet, !request.symbolsPath.empty());
    if (file.opened.content.multiplicities != nullptr)
        sheet.count("multiplicities", "Multiplicities", file.opened.content.multiplicities->entries().size());
    Json facts = Json::object();
    for (const formats::Fact& fact : file.opened.facts) {
        facts[fact.id] = factJson(fact);
        if (!sheet.shows(fact)) sheet.line(fact.label, factText(fact));
    }
    sheet.json("facts", std::move(facts));
    Findings findings = file.opened.findings;
    if (damage && !hasErrors(findings)) findings.push_back(findingOf(*damage, "damage"));
    sheet.json("findings", findingsJson(findings));
    if (findings.empty()) sheet.line("Findings", "none");
    for (const Finding& finding : findings) sheet.line("Finding", findingLine(finding));
    sheet.json("damage", damage ? errorJson(*damage) : Json(nullptr));

    FileInfo info{sheet.takeJson(), sheet.text(), std::nullopt};
    if (damage) info.problem = Error(*std::move(damage)).in(path);
    return info;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    JobReport report;
    report.json["schema"] = "spacebench.info";
    report.json["version"] = 1;
    report.json["files"] = Json::array();
    for (const std::string& path : values.list("file")) {
        SB_TRY(info, infoOf(path, values, services.work));
        report.json["files"].push_back(std::move(info.json));
        if (!report.text.empty() && !info.text.empty()) report.text += '\n';
        report.text += info.text;
        if (!info.problem) continue;
        if (report.exitStatus == 0) report.exitStatus = exitCodeOf(info.problem->code);
        report.problems.push_back(*std::move(info.problem));
    }
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "info";
        job.title = "Describe";
        job.summary = "Says what a file is: format, dialect, sizes, counts, symbol table, roots, findings.";
        ParamSpec files =
            inputParam("file", "Space files, symbol tables or multiplicities; - is standard input.");
        files.kind = ParamKind::InputFiles;
        job.params = {
            std::move(files),
            numberParam("root", "Root",
                        "Merged ACT files: 0 is the newest root, 1 the one before it, and so on.", "0"),
            symbolsParam(),
            jsonParam(),
        };
        job.examples = {"info space.act", "info *.paths --json", "info merged.act --root 1"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::info_job
