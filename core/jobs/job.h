// SPDX-License-Identifier: Apache-2.0
//
// A job as data: what it is called, which parameters it takes, and how to run it. `spacectl` builds its
// subcommands from these descriptors and the window its dialogs, so both run the same code and show the same
// report. jobs.def lists them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "jobs/job_runner.h"

namespace spacebench::jobs {

enum class ParamKind { InputFile, InputFiles, OutputFile, Text, Number, Flag, Choice };

struct ParamSpec {
    std::string
        id; ///< "cut-symbols": the option is --cut-symbols; positional ones are named in capitals in the help
    ParamKind kind = ParamKind::Text;
    std::string label; ///< short, for forms: "Cut long symbols"
    std::string help;  ///< one sentence
    std::string defaultValue;
    std::vector<std::string> choices;
    bool positional = false;
    bool required = false;
    std::string shape;  ///< what stands for the value in help: "ID", "HEX", "N"
    std::string letter; ///< "o": the option is -o, too; empty = none
};

/// Values by ParamSpec::id; lists (InputFiles) hold several. Absent = default.
class ParamValues {
  public:
    void set(const std::string& id, std::string value) { m_values[id] = {std::move(value)}; }
    void add(const std::string& id, std::string value) { m_values[id].push_back(std::move(value)); }
    [[nodiscard]] bool has(const std::string& id) const { return m_values.count(id) != 0; }
    /// The first value, or "".
    [[nodiscard]] std::string text(const std::string& id) const;
    [[nodiscard]] const std::vector<std::string>& list(const std::string& id) const;
    [[nodiscard]] bool flag(const std::string& id) const { return has(id) && text(id) != "false"; }
    /// InvalidArgument where it is no unsigned number (decimal, or with K, M, G suffix = powers of 1000).
    [[nodiscard]] Result<std::uint64_t> number(const std::string& id, std::uint64_t fallback) const;

  private:
    std::map<std::string, std::vector<std::string>> m_values;
};

/// What a job hands back. `json` is exactly what `spacectl --json` prints; `text` what it prints without.
struct JobReport {
    nlohmann::ordered_json json;
    std::string text;
    int exitStatus = 0; ///< 0 fine or equal, 1 different, 3 damaged (with partial output), 5 insufficient
    std::vector<Error> problems; ///< printed to stderr, shown as banner: why exitStatus is not 0 or 1
};

struct JobServices {
    const WorkContext& work;
    const Clock& clock;
    ByteSink* payload = nullptr; ///< where `cat` and `-` write; null = collect into JobReport::text
};

struct JobDescriptor {
    std::string id;      ///< "convert": the subcommand
    std::string title;   ///< "Convert"
    std::string summary; ///< one sentence
    std::vector<ParamSpec> params;
    std::vector<std::string> examples; ///< command lines without "spacectl "
    Lane lane = Lane::Shared;
    Result<JobReport> (*run)(const ParamValues& values, const JobServices& services) = nullptr;

    [[nodiscard]] const ParamSpec* param(const std::string& id) const;
};

/// All jobs of jobs.def, in its order.
[[nodiscard]] std::span<const JobDescriptor* const> allJobs();
[[nodiscard]] const JobDescriptor* findJob(const std::string& id);
/// The equal `spacectl` line, quoted for a POSIX shell: shown in every dialog.
[[nodiscard]] std::string commandLine(const JobDescriptor& job, const ParamValues& values);

} // namespace spacebench::jobs
