// SPDX-License-Identifier: Apache-2.0
//
// Memory spaces in disguise: one that hides its sorted set, as mapped spaces have none, and one that breaks
// after some paths, as damaged files do.
#pragma once

#include "space/space.h"

namespace spacebench::tests {

class OpaqueSpace : public space::Space {
  public:
    explicit OpaqueSpace(space::SpacePtr space) : m_space(std::move(space)) {}
    std::unique_ptr<space::TrieCursor> cursor() const override { return m_space->cursor(); }
    std::unique_ptr<space::PathReader> read(ByteView prefix) const override { return m_space->read(prefix); }
    Result<std::optional<std::uint64_t>> find(ByteView path) const override { return m_space->find(path); }
    std::optional<std::uint64_t> knownCount() const override { return std::nullopt; }
    Result<space::PathTotals> count(const WorkContext& context) const override {
        return m_space->count(context);
    }

  private:
    space::SpacePtr m_space;
};

class DamagedSpace final : public OpaqueSpace {
  public:
    DamagedSpace(space::SpacePtr space, std::uint64_t readable)
        : OpaqueSpace(std::move(space)), m_readable(readable) {}

    std::unique_ptr<space::PathReader> read(ByteView prefix) const override {
        return std::make_unique<Reader>(OpaqueSpace::read(prefix), m_readable);
    }

  private:
    class Reader final : public space::PathReader {
      public:
        Reader(std::unique_ptr<space::PathReader> reader, std::uint64_t readable)
            : m_reader(std::move(reader)), m_left(readable) {}
        bool next() override {
            if (m_left == 0) {
                m_error = Error::corrupt("a node lies outside of the file").at(42);
                return false;
            }
            --m_left;
            if (!m_reader->next()) return false;
            m_path = m_reader->path();
            m_value = m_reader->value();
            return true;
        }

      private:
        std::unique_ptr<space::PathReader> m_reader;
        std::uint64_t m_left;
    };
    std::uint64_t m_readable;
};

} // namespace spacebench::tests
