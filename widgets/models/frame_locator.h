// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes and paths of the decompressed frames (`[u32 length][bytes]` a path) that a memory space holds.
#pragma once

#include "layout/field_range.h"
#include "space/space.h"

namespace spacebench::widgets {

class FrameLocator final : public layout::Locator {
  public:
    /// `space` is a memory space: it has a pathSet().
    explicit FrameLocator(space::SpacePtr space) : m_space(std::move(space)) {}

    std::vector<layout::FieldRange> fixedFields() const override { return {}; }
    std::vector<layout::FieldRange> fieldsOf(ByteView path) const override;
    std::optional<Bytes> pathAt(std::uint64_t offset) const override;

    [[nodiscard]] ByteView bytes() const;

  private:
    space::SpacePtr m_space;
};

} // namespace spacebench::widgets
