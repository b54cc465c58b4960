// SPDX-License-Identifier: Apache-2.0
//
// Archives in memory, as far as symbol tables need them: entries by name through libzip, and, where the
// directory at the end is damaged or cut off, by walking the local headers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/byte_buffer.h"
#include "base/work_context.h"

namespace spacebench::formats::symbols {

struct ZipMember {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t storedSize = 0;
    bool deflated = false;
};

class ZipArchive {
  public:
    /// Corrupt where libzip cannot make sense of it. `bytes` outlive the archive.
    [[nodiscard]] static Result<ZipArchive> open(ByteView bytes);
    [[nodiscard]] const std::vector<ZipMember>& members() const { return m_members; }
    /// The content of member `index`, its CRC checked. LimitExceeded where it inflates too far; otherwise
    /// Corrupt, with what came before the fault left in `content`. `producedBefore`: bytes that other members
    /// gave, since members may overlap and the limit is for the archive.
    [[nodiscard]] Result<void> read(std::size_t index, ByteBuffer& content, std::uint64_t producedBefore,
                                    const WorkContext& context) const;

  private:
    struct Close {
        void operator()(void* archive) const;
    };
    std::unique_ptr<void, Close> m_archive; ///< zip_t
    std::vector<ZipMember> m_members;
    std::uint64_t m_size = 0; ///< of the archive
};

struct LocalMember {
    std::string name;
    ByteView content; ///< what there is of it
    bool whole = false;
};

/// The stored members at the start of `bytes`, found by their local headers alone: for archives whose end is
/// missing. Stops at the first thing that is no stored member.
[[nodiscard]] std::vector<LocalMember> walkLocalHeaders(ByteView bytes);

} // namespace spacebench::formats::symbols
