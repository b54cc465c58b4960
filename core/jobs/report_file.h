// SPDX-License-Identifier: Apache-2.0
//
// Report files of jobs: begun before the work, so that a name that cannot be written fails at once and not
// after minutes; whole or not there. One that cannot be finished (a full disk) costs nothing but itself: the
// job still returns what it measured.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/atomic_file.h"
#include "jobs/job.h"

namespace spacebench::jobs {

/// Null where `path` is empty: no report is asked for. InvalidArgument where it is one of `inputs`, or `-`. A
/// file of that name is replaced.
[[nodiscard]] Result<std::unique_ptr<io::AtomicFile>> beginReport(const std::string& path,
                                                                  const std::vector<std::string>& inputs);
[[nodiscard]] Result<void> finishReport(io::AtomicFile* file, const std::string& text);

/// The report files that a job's parameters name.
class ReportFiles {
  public:
    /// Begins the files of those of `params` that have a value. InvalidArgument where one is an input, `-`,
    /// or the file of another parameter; Io where it cannot be made.
    [[nodiscard]] Result<void> begin(const ParamValues& values, const std::vector<std::string>& params,
                                     const std::vector<std::string>& inputs);
    [[nodiscard]] bool wants(const std::string& param) const { return m_files.count(param) != 0; }
    /// Calls `text` and writes what it returns, where the file is wanted. What goes wrong becomes a problem
    /// of `report`, with the exit status of an I/O error where it had none. True = written.
    bool write(const std::string& param, const std::function<Result<std::string>()>& text, JobReport& report);

  private:
    struct File {
        std::string path;
        std::unique_ptr<io::AtomicFile> file;
    };
    std::map<std::string, File> m_files;
};

} // namespace spacebench::jobs
