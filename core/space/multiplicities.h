// SPDX-License-Identifier: Apache-2.0
//
// How often each atom stands in a multiset space (MTTM, formats.md, 7). Keys are atoms as MORK prints them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spacebench::space {

class Multiplicities {
  public:
    struct Entry {
        std::string key; ///< UTF-8 text of the atom
        std::uint64_t count = 0;
        bool operator==(const Entry&) const = default;
    };
    /// Sorts by key; of equal keys the last given stays.
    explicit Multiplicities(std::vector<Entry> entries);
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; } ///< sorted by key
    [[nodiscard]] const Entry* find(const std::string& key) const;

  private:
    std::vector<Entry> m_entries;
};

} // namespace spacebench::space
