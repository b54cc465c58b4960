// SPDX-License-Identifier: Apache-2.0
//
// A space that can only be gone through from its front to its end, any number of times: what is read anew
// from a file for each pass. All else that a space must answer is made of passes here: look-ups take
// O(paths), a cursor loads all paths.
#pragma once

#include <mutex>

#include "space/space.h"

namespace spacebench::space {

class PassSpace : public Space {
  public:
    /// Loads all paths, once: a cursor needs to go back. Empty where they cannot be had.
    std::unique_ptr<TrieCursor> cursor() const final;
    /// With a prefix, a pass that ends behind it.
    std::unique_ptr<PathReader> read(ByteView prefix = {}) const final;
    /// O(paths).
    Result<std::optional<std::uint64_t>> find(ByteView path) const final;

  protected:
    [[nodiscard]] virtual std::unique_ptr<PathReader> readAll() const = 0;

  private:
    mutable std::mutex m_mutex;
    mutable SpacePtr m_loaded; ///< for cursors; guarded by m_mutex
};

} // namespace spacebench::space
