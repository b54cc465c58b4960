// SPDX-License-Identifier: Apache-2.0
//
// From paths to their lines and back. Memory: 8 bytes a line.
#pragma once

#include <vector>

#include "io/byte_source.h"
#include "layout/field_range.h"
#include "space/space.h"

namespace spacebench::formats::kv {

class KvLocator final : public layout::Locator {
  public:
    /// `lines`: where each line begins, ascending. `asStored`: line i is path i of `space`, which
    /// is in memory.
    KvLocator(io::SourcePtr source, std::vector<std::uint64_t> lines, bool asStored, space::SpacePtr space)
        : m_source(std::move(source)), m_lines(std::move(lines)), m_asStored(asStored),
          m_space(std::move(space)) {}

    std::vector<layout::FieldRange> fixedFields() const override { return {}; }
    std::vector<layout::FieldRange> fieldsOf(ByteView path) const override;
    std::optional<Bytes> pathAt(std::uint64_t offset) const override;

  private:
    io::SourcePtr m_source;
    std::vector<std::uint64_t> m_lines;
    bool m_asStored;
    space::SpacePtr m_space;
};

} // namespace spacebench::formats::kv
