// SPDX-License-Identifier: Apache-2.0
#include "space/multiplicities.h"

#include <algorithm>

namespace spacebench::space {

namespace {

bool below(const Multiplicities::Entry& a, const Multiplicities::Entry& b) {
    return a.key < b.key;
}

} // namespace

Multiplicities::Multiplicities(std::vector<Entry> entries) : m_entries(std::move(entries)) {
    std::stable_sort(m_entries.begin(), m_entries.end(), below);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const bool last = i + 1 == m_entries.size() || m_entries[i].key != m_entries[i + 1].key;
        if (!last) continue;
        if (kept != i) m_entries[kept] = std::move(m_entries[i]);
        ++kept;
    }
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(kept), m_entries.end());
}

const Multiplicities::Entry* Multiplicities::find(const std::string& key) const {
    const auto found =
        std::lower_bound(m_entries.begin(), m_entries.end(), key,
                         [](const Entry& entry, const std::string& wanted) { return entry.key < wanted; });
    return found != m_entries.end() && found->key == key ? &*found : nullptr;
}

} // namespace spacebench::space
