// SPDX-License-Identifier: Apache-2.0
//
// What the suite measures on: generated atoms (seed 1) in every form that a job starts from, each made once
// and kept. SPACEBENCH_BENCH_ATOMS sets their number, 1,000,000 where it is not set, SPACEBENCH_BENCH_SHAPE
// their shape (space::shapeNamed). Files lie in a folder of their own below TMPDIR and go with the process.
#pragma once

#include <cstdlib>
#include <vector>

#include "formats/format.h"
#include "jobs/job_runner.h"
#include "space/memory_space.h"
#include "support/temp_folder.h"

namespace spacebench::bench {

class BenchInput {
  public:
    /// The one of this process. Made at the first call; ends the program with words where that fails.
    static const BenchInput& instance();

    [[nodiscard]] std::uint64_t atoms() const { return m_content.space->pathSet()->size(); }
    [[nodiscard]] const space::SpaceContent& content() const { return m_content; }
    [[nodiscard]] const space::PathSet& paths() const { return *m_content.space->pathSet(); }
    [[nodiscard]] ByteView raw() const { return paths().framed(); }
    /// On as many threads as the machine has, and on one.
    [[nodiscard]] const WorkContext& allThreads() const { return m_all; }
    [[nodiscard]] const WorkContext& oneThread() const { return m_one; }

    [[nodiscard]] const std::string& pathsFile() const { return m_pathsFile; } ///< our own parts
    [[nodiscard]] const std::string& foreignFile() const {
        return m_foreignFile;
    } ///< one stream, zlib level 7
    [[nodiscard]] const std::string& actFile() const { return m_actFile; }
    [[nodiscard]] const std::string& mttsFile() const { return m_mttsFile; }
    [[nodiscard]] const std::string& textFile() const { return m_textFile; }
    [[nodiscard]] std::string scratchFile(std::string_view name) const { return m_folder.file(name); }

    /// All paths as frames in a random order.
    [[nodiscard]] ByteView shuffled() const { return m_shuffled.view(); }
    /// 100,000 stored paths in random order.
    [[nodiscard]] const std::vector<ByteView>& lookups() const { return m_lookups; }

  private:
    BenchInput();

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock};
    WorkContext m_all;
    WorkContext m_one;
    tests::TempFolder m_folder;
    space::SpaceContent m_content;
    std::string m_pathsFile;
    std::string m_foreignFile;
    std::string m_actFile;
    std::string m_mttsFile;
    std::string m_textFile;
    ByteBuffer m_shuffled;
    std::vector<ByteView> m_lookups;
};

/// The value, or the end of the program with the error's words: a benchmark has nobody to report to.
template <class T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", result.error().describe().c_str());
        std::abort();
    }
    return std::move(result).value();
}
inline void must(const Result<void>& result) {
    if (result.ok()) return;
    std::fprintf(stderr, "%s\n", result.error().describe().c_str());
    std::abort();
}

/// A generated space of its own.
[[nodiscard]] space::SpaceContent generated(std::uint64_t atoms);

} // namespace spacebench::bench
