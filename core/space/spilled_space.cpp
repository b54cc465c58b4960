// SPDX-License-Identifier: Apache-2.0
#include "space/spilled_space.h"

#include "space/memory_space.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10;

class SpilledReader final : public PathReader {
  public:
    SpilledReader(std::shared_ptr<const io::SpillFile> file, const std::vector<PathRun>& runs,
                  ByteView prefix)
        : m_file(std::move(file)), m_runs(runs), m_prefix(toBytes(prefix)) {}

    bool next() override {
        while (step()) {
            if (m_prefix.empty() || startsWith(m_path, m_prefix)) return true;
            if (compareBytes(m_path, m_prefix) > 0) m_nextRun = m_runs.size();
        }
        m_path = {};
        return false;
    }

  private:
    bool step() {
        for (;;) {
            if (m_reader && m_reader->next()) {
                m_path = m_reader->path();
                m_value = m_reader->value();
                return true;
            }
            if (m_reader && m_reader->error() != nullptr) m_error = *m_reader->error();
            if (m_error || m_nextRun == m_runs.size()) return false;
            m_reader.emplace(m_file, m_runs[m_nextRun++], kBufferBytes);
        }
    }

    std::shared_ptr<const io::SpillFile> m_file;
    const std::vector<PathRun>& m_runs;
    Bytes m_prefix;
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

std::unique_ptr<TrieCursor> SpilledSpace::cursor() const {
    const std::lock_guard lock(m_mutex);
    if (m_loaded == nullptr) {
        PathSetBuilder builder;
        const auto reader = read();
        bool whole = true;
        while (whole && reader->next()) whole = builder.add(reader->path(), reader->value()).ok();
        auto paths = builder.finish({});
        whole = whole && reader->error() == nullptr && paths.ok();
        m_loaded = std::make_shared<MemorySpace>(whole ? std::move(*paths) : PathSet());
    }
    return m_loaded->cursor();
}

std::unique_ptr<PathReader> SpilledSpace::read(ByteView prefix) const {
    return std::make_unique<SpilledReader>(m_file, m_runs, prefix);
}

Result<std::optional<std::uint64_t>> SpilledSpace::find(ByteView path) const {
    const auto reader = read(path);
    std::optional<std::uint64_t> found;
    if (reader->next() && equalBytes(reader->path(), path)) found = reader->value();
    if (reader->error() != nullptr) return *reader->error();
    return found;
}

} // namespace spacebench::space
