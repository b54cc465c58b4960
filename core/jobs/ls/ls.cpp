// SPDX-License-Identifier: Apache-2.0
//
// `spacectl ls`: one level of the folded trie, as the Trie page shows it.
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/open/select_paths.h"
#include "jobs/report_text.h"
#include "space/expression.h"

namespace spacebench::jobs::ls_job {

namespace {

/// Nodes that counting one row of a mapped file may take; larger subtrees show no count.
constexpr std::uint64_t kCountSteps = 1'000'000;

struct Listing {
    const space::PrintOptions& print;
    bool hex = false;
    std::uint64_t limit = 0;
    std::uint64_t rows = 0;
    bool more = false;
    Json children = Json::array();
    std::string text;
};

/// One row: the focus of `cursor`, reached from `before` bytes of its path.
void addRow(space::TrieCursor& cursor, std::size_t before, Listing& listing) {
    const Bytes path = toBytes(cursor.path());
    const ByteView step = ByteView(path).subspan(before);
    const bool isPath = cursor.isPath();
    const std::uint64_t value = cursor.value();
    const unsigned branches = cursor.children().count();
    const std::optional<std::uint64_t> atoms = cursor.subtreeCount(kCountSteps);
    const std::string words =
        step.empty() ? "." : space::describeStep(ByteView(path).first(before), step, listing.print.symbols);
    std::string atom;
    if (isPath) space::printAtom(path, atom, listing.print);

    Json row;
    row["hex"] = hexText(path);
    row["step"] = hexText(step);
    row["words"] = words;
    row["atoms"] = atoms ? Json(*atoms) : Json(nullptr);
    row["branches"] = branches;
    row["is_path"] = isPath;
    row["value"] = isPath ? Json(value) : Json(nullptr);
    row["atom"] = isPath ? Json(atom) : Json(nullptr);
    listing.children.push_back(std::move(row));

    listing.text += fmt::format("{:>14}  {}", atoms ? groupedNumber(*atoms) : "many",
                                listing.hex ? hexText(path) : words);
    if (isPath && !listing.hex) listing.text += "  = " + atom;
    if (value != 0) listing.text += fmt::format("  value {}", value);
    listing.text += '\n';
    ++listing.rows;
}

Result<void> listBelow(const space::Space& space, const Bytes& prefix, Listing& listing,
                       const WorkContext& context, std::optional<Error>& damage) {
    const auto cursor = space.cursor();
    if (cursor->descend(prefix) != prefix.size()) {
        if (const Error* error = cursor->error()) damage = *error;
        return {};
    }
    if (cursor->isPath()) addRow(*cursor, prefix.size(), listing);
    const space::ByteMask branches = cursor->children();
    for (unsigned byte = branches.next(0); byte < 256; byte = branches.next(byte + 1)) {
        SB_CHECK(context.poll());
        if (listing.rows >= listing.limit) {
            listing.more = true;
            return {};
        }
        if (cursor->descendToStop(static_cast<Byte>(byte))) addRow(*cursor, prefix.size(), listing);
        if (const Error* error = cursor->error()) damage = *error;
        cursor->ascend(cursor->path().size() - prefix.size());
    }
    return {};
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_TRY(limit, values.number("limit", UINT64_MAX));
    SB_TRY(file, openSpaceFile(openRequest(values, values.text("file")), services.work));
    const space::SpaceContent& content = file.opened.content;
    if (content.space == nullptr)
        return Error::invalid("this file holds no paths to list").in(file.path).advise("Try cat");
    SB_TRY(prefixes, selectPrefixes(values.text("prefix"), values.text("under"), content));

    space::PrintOptions print;
    print.symbols = content.symbols.get();
    Listing listing{print, values.flag("hex"), limit, 0, false, Json::array(), {}};
    std::optional<Error> damage = file.opened.damage;
    for (const Bytes& prefix : prefixes)
        SB_CHECK(listBelow(*content.space, prefix, listing, services.work, damage));

    JobReport report;
    report.json["schema"] = "spacebench.ls";
    report.json["version"] = 1;
    report.json["file"] = file.path;
    Json shown = Json::array();
    for (const Bytes& prefix : prefixes) shown.push_back(hexText(prefix));
    report.json["prefixes"] = std::move(shown);
    report.json["children"] = std::move(listing.children);
    report.json["more"] = listing.more;
    report.json["damage"] = damage ? errorJson(*damage) : Json(nullptr);
    report.text = std::move(listing.text);
    if (damage) {
        report.exitStatus = exitCodeOf(damage->code);
        report.problems.push_back(Error(*std::move(damage)).in(file.path));
    }
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "ls";
        job.title = "List a level";
        job.summary = "Lists what lies directly below a point of the trie, with the number of atoms in each.";
        job.params = {
            inputParam("file", "Space file; - is standard input."),
            textParam("prefix", "Prefix", "HEX",
                      "Where to look: the bytes from the root; the root by default."),
            textParam("under", "Under", "ATOM",
                      "Where to look: the beginning of an atom, such as '(edge' or '(edge a'."),
            limitParam("Stop after N rows."),
            flagParam("hex", "Hex", "Print the bytes from the root instead of words."),
            symbolsParam(),
            jsonParam(),
        };
        job.examples = {"ls space.act", "ls space.act --under '(edge'", "ls space.paths --prefix 04 --hex",
                        "ls space.act --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::ls_job
