// SPDX-License-Identifier: Apache-2.0
//
// Where evidence for the ledger is kept between runs: `claims.jsonl` in the data folder, one line a piece,
// only ever appended to, under a lock, so two programs may write at once and a killed one loses at most its
// own last line.
#pragma once

#include "base/result.h"
#include "results/ledger.h"

namespace spacebench::results {

class EvidenceStore {
  public:
    /// `folder` empty: $XDG_DATA_HOME/spacebench, or ~/.local/share/spacebench. Made at the first append().
    /// Where there is no home either, file() is empty, nothing is found, and append() is an error.
    explicit EvidenceStore(std::string folder = {});

    /// Lines that are no evidence (cut short, of a later version) are skipped and counted in `skipped`. A
    /// store that does not exist yet is empty. In the order of writing.
    [[nodiscard]] Result<std::vector<Evidence>> all(std::uint64_t* skipped = nullptr) const;
    /// On the disk when it returns; Io (full disk, no permission) leaves the store as it was.
    [[nodiscard]] Result<void> append(const std::vector<Evidence>& evidence) const;
    [[nodiscard]] const std::string& file() const { return m_file; }

  private:
    std::string m_file;
};

} // namespace spacebench::results
