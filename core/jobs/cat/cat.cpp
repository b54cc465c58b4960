// SPDX-License-Identifier: Apache-2.0
//
// `spacectl cat`: the atoms of a space as MORK prints them, streamed in path order.
#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/open/select_paths.h"
#include "jobs/report_text.h"
#include "space/expression.h"
#include "space/multiplicities.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::cat_job {

namespace {

enum class Style { Text, Hex, Json };

/// One row, whatever it comes from.
struct Row {
    std::string_view text;
    ByteView bytes;
    std::uint64_t value = 0;
};

class Printer {
  public:
    Printer(Style style, std::uint64_t limit, PayloadText& out)
        : m_style(style), m_limit(limit), m_out(out) {}

    [[nodiscard]] bool full() const { return m_rows == m_limit; }
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }
    [[nodiscard]] Style style() const { return m_style; }

    void begin(const std::string& file) {
        if (m_style != Style::Json) return;
        m_out.buffer() += "{\n  \"schema\": \"spacebench.cat\",\n  \"version\": 1,\n  \"file\": ";
        appendJsonString(file, m_out.buffer());
        m_out.buffer() += ",\n  \"atoms\": [";
    }

    Result<void> row(const Row& row) {
        std::string& out = m_out.buffer();
        switch (m_style) {
        case Style::Text:
            out += row.text;
            out += '\n';
            break;
        case Style::Hex:
            out += hexText(row.bytes);
            out += '\n';
            break;
        case Style::Json:
            out += m_rows == 0 ? "\n    {\"atom\": " : ",\n    {\"atom\": ";
            appendJsonString(row.text, out);
            fmt::format_to(std::back_inserter(out), ", \"hex\": \"{}\", \"value\": {}}}", hexText(row.bytes),
                           row.value);
            break;
        }
        ++m_rows;
        return m_out.spill();
    }

    Result<void> end(bool more, const Error* damage) {
        if (m_style == Style::Json) {
            m_out.buffer() += fmt::format("{}],\n  \"count\": {},\n  \"more\": {},\n  \"damage\": ",
                                          m_rows == 0 ? "" : "\n  ", m_rows, more);
            m_out.buffer() += damage == nullptr
                                  ? "null"
                                  : errorJson(*damage).dump(-1, ' ', false, Json::error_handler_t::replace);
            m_out.buffer() += "\n}\n";
        }
        return m_out.finish();
    }

  private:
    Style m_style;
    std::uint64_t m_limit;
    PayloadText& m_out;
    std::uint64_t m_rows = 0;
};

/// Prints until the end, the limit or damage. True where there is more than the limit allows.
Result<bool> printPaths(const OpenedFile& file, const std::vector<Bytes>& prefixes, Printer& printer,
                        const WorkContext& context, std::optional<Error>& damage) {
    space::PrintOptions options;
    options.symbols = file.opened.content.symbols.get();
    context.begin("Printing", ProgressUnit::Paths, file.opened.content.space->knownCount().value_or(0));
    PollGate gate(context, 256);
    std::string text;
    for (const Bytes& prefix : prefixes) {
        const auto reader = file.opened.content.space->read(prefix);
        while (reader->next()) {
            if (printer.full()) return true;
            text.clear();
            if (printer.style() != Style::Hex) space::printAtom(reader->path(), text, options);
            SB_CHECK(printer.row({text, reader->path(), reader->value()}));
            SB_CHECK(gate.step(printer.rows()));
        }
        if (const Error* error = reader->error()) {
            if (error->code == ErrorCode::Cancelled) return *error;
            damage = Error(*error).in(file.path);
            return false;
        }
    }
    return false;
}

/// Files without paths list what they hold instead.
Result<bool> printOthers(const space::SpaceContent& content, Printer& printer) {
    if (content.symbols != nullptr) {
        for (std::uint64_t i = 0; i < content.symbols->size(); ++i) {
            if (printer.full()) return true;
            const space::SymbolTable::Entry entry = content.symbols->entry(i);
            const std::string text = fmt::format("0x{:016x}\t{}", entry.symbol, asText(entry.text));
            SB_CHECK(printer.row({text, entry.text, entry.symbol}));
        }
    }
    if (content.multiplicities != nullptr) {
        for (const space::Multiplicities::Entry& entry : content.multiplicities->entries()) {
            if (printer.full()) return true;
            const std::string text = fmt::format("{}\t{}", entry.count, entry.key);
            SB_CHECK(printer.row({text, asBytes(entry.key), entry.count}));
        }
    }
    return false;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_TRY(limit, values.number("limit", UINT64_MAX));
    SB_TRY(file, openSpaceFile(openRequest(values, values.text("file")), services.work));
    const Style style = values.flag("json") ? Style::Json : values.flag("hex") ? Style::Hex : Style::Text;
    JobReport report;
    PayloadText out(services, report);
    Printer printer(style, limit, out);
    std::optional<Error> damage = file.opened.damage;
    bool more = false;
    if (file.opened.content.space != nullptr) {
        SB_TRY(prefixes, selectPrefixes(values.text("prefix"), values.text("under"), file.opened.content));
        printer.begin(file.path);
        SB_TRY(stopped, printPaths(file, prefixes, printer, services.work, damage));
        more = stopped;
    } else {
        printer.begin(file.path);
        SB_TRY(stopped, printOthers(file.opened.content, printer));
        more = stopped;
    }
    if (auto health = file.source->health(); !health.ok() && !damage) damage = std::move(health).error();
    SB_CHECK(printer.end(more, damage ? &*damage : nullptr));
    if (damage) {
        report.exitStatus = exitCodeOf(damage->code);
        report.problems.push_back(*std::move(damage));
    }
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "cat";
        job.title = "Print atoms";
        job.summary = "Prints the atoms as MORK prints them, one a line, in path order.";
        job.params = {
            inputParam("file", "Space file; - is standard input."),
            textParam("prefix", "Prefix", "HEX", "Only paths that start with these bytes."),
            textParam("under", "Under", "ATOM",
                      "Only atoms that begin so: '(edge' or '(edge a' match any number of further children."),
            limitParam("Stop after N atoms."),
            flagParam("hex", "Hex", "Print the bytes of each path as hex instead of its text."),
            symbolsParam(),
            jsonParam(),
        };
        job.examples = {"cat space.act --limit 10", "cat space.paths --under '(edge a'",
                        "cat space.act --prefix 04c465646765 --hex", "cat - --json < space.paths"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::cat_job
