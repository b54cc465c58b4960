// SPDX-License-Identifier: Apache-2.0
//
// Counts what a writer leaves out, with examples.
#pragma once

#include "formats/format.h"

namespace spacebench::formats {

class LossCounter {
  public:
    /// `message` follows the count: "paths are no expression".
    LossCounter(std::string id, std::string message) : m_loss{std::move(id), std::move(message), 0, {}} {}

    void add(ByteView path);
    /// Appends the loss, if any, of `paths` in all.
    void appendTo(std::vector<Loss>& losses, std::uint64_t paths) const;
    [[nodiscard]] std::uint64_t count() const { return m_loss.count; }

  private:
    Loss m_loss;
};

} // namespace spacebench::formats
