// SPDX-License-Identifier: Apache-2.0
//
// Parameters that several jobs share, so that they are spelled and explained alike, and the small steps from
// their values to work.
#pragma once

#include "jobs/job.h"
#include "jobs/open/open_file.h"

namespace spacebench::jobs {

[[nodiscard]] ParamSpec inputParam(std::string id, std::string help);  ///< one file, positional, required
[[nodiscard]] ParamSpec outputParam(std::string id, std::string help); ///< one file, positional, required
[[nodiscard]] ParamSpec flagParam(std::string id, std::string label, std::string help);
[[nodiscard]] ParamSpec textParam(std::string id, std::string label, std::string shape, std::string help);
[[nodiscard]] ParamSpec numberParam(std::string id, std::string label, std::string help,
                                    std::string defaultValue = {});
[[nodiscard]] ParamSpec jsonParam();
/// --data-dir and --no-record, of every job that reads or keeps runs or evidence.
[[nodiscard]] ParamSpec dataFolderParam();
[[nodiscard]] ParamSpec noRecordParam();
[[nodiscard]] ParamSpec symbolsParam();
[[nodiscard]] ParamSpec limitParam(std::string help);

/// What `symbols` of `values` asks for, to be opened as a user means it.
[[nodiscard]] OpenRequest openRequest(const ParamValues& values, std::string path);

/// "a,b" as its parts; empty ones are left out.
[[nodiscard]] std::vector<std::string> splitList(const std::string& text);

/// Where a job streams its lines: the payload sink, or the report's text where there is none. Collects small
/// pieces; call spill() once a line and finish() at the end.
class PayloadText {
  public:
    PayloadText(const JobServices& services, JobReport& report) : m_services(services), m_report(report) {}

    [[nodiscard]] std::string& buffer() { return m_buffer; }
    [[nodiscard]] Result<void> spill() { return m_buffer.size() < kSpillBytes ? Result<void>() : finish(); }
    [[nodiscard]] Result<void> finish();

  private:
    static constexpr std::size_t kSpillBytes = std::size_t{64} << 10;
    const JobServices& m_services;
    JobReport& m_report;
    std::string m_buffer;
};

} // namespace spacebench::jobs
