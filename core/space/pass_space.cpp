// SPDX-License-Identifier: Apache-2.0
#include "space/pass_space.h"

#include "space/memory_space.h"

namespace spacebench::space {

namespace {

/// Of another reader, only what starts with a prefix.
class PrefixReader final : public PathReader {
  public:
    PrefixReader(std::unique_ptr<PathReader> all, ByteView prefix)
        : m_all(std::move(all)), m_prefix(toBytes(prefix)) {}

    bool next() override {
        while (!m_ended && m_all->next()) {
            m_path = m_all->path();
            m_value = m_all->value();
            if (startsWith(m_path, m_prefix)) return true;
            m_ended = compareBytes(m_path, m_prefix) > 0;
        }
        if (const Error* error = m_all->error()) m_error = *error;
        m_path = {};
        return false;
    }

  private:
    std::unique_ptr<PathReader> m_all;
    Bytes m_prefix;
    bool m_ended = false;
};

} // namespace

std::unique_ptr<TrieCursor> PassSpace::cursor() const {
    const std::lock_guard lock(m_mutex);
    if (m_loaded == nullptr) {
        auto loaded = loadPaths(*this, {});
        m_loaded = loaded.ok() ? std::move(*loaded) : std::make_shared<MemorySpace>(PathSet());
    }
    return m_loaded->cursor();
}

std::unique_ptr<PathReader> PassSpace::read(ByteView prefix) const {
    auto all = readAll();
    if (prefix.empty()) return all;
    return std::make_unique<PrefixReader>(std::move(all), prefix);
}

Result<std::optional<std::uint64_t>> PassSpace::find(ByteView path) const {
    const auto reader = read(path);
    std::optional<std::uint64_t> found;
    if (reader->next() && equalBytes(reader->path(), path)) found = reader->value();
    if (reader->error() != nullptr) return *reader->error();
    return found;
}

} // namespace spacebench::space
