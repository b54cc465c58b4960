// SPDX-License-Identifier: Apache-2.0
#include "space/spilled_space.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10;

class SpilledReader final : public PathReader {
  public:
    SpilledReader(std::shared_ptr<const io::SpillFile> file, const std::vector<PathRun>& runs)
        : m_file(std::move(file)), m_runs(runs) {}

    bool next() override {
        for (;;) {
            if (m_reader && m_reader->next()) {
                m_path = m_reader->path();
                m_value = m_reader->value();
                return true;
            }
            m_path = {};
            if (m_reader && m_reader->error() != nullptr) m_error = *m_reader->error();
            if (m_error || m_nextRun == m_runs.size()) return false;
            m_reader.emplace(m_file, m_runs[m_nextRun++], kBufferBytes);
        }
    }

  private:
    std::shared_ptr<const io::SpillFile> m_file;
    const std::vector<PathRun>& m_runs;
    std::size_t m_nextRun = 0;
    std::optional<RunReader> m_reader;
};

} // namespace

SpilledSpace::SpilledSpace(std::shared_ptr<const io::SpillFile> file, std::vector<PathRun> runs)
    : m_file(std::move(file)), m_runs(std::move(runs)) {
    for (const PathRun& run : m_runs) {
        m_totals.paths += run.paths;
        m_totals.pathBytes += run.pathBytes;
        m_totals.nonZeroValues += run.nonZeroValues;
        m_totals.longestPath = std::max(m_totals.longestPath, run.longestPath);
    }
}

std::unique_ptr<PathReader> SpilledSpace::readAll() const {
    return std::make_unique<SpilledReader>(m_file, m_runs);
}

} // namespace spacebench::space
