// SPDX-License-Identifier: Apache-2.0
//
// Fields of files whose paths lie as frames: the fixed ones, and the frame of each path where they are not
// compressed.
#pragma once

#include "formats/framed_paths.h"

namespace spacebench::formats {

class FramedLocator final : public layout::Locator {
  public:
    /// Where uncompressed frames lie in the file.
    struct Frames {
        std::uint64_t begin = 0; ///< of the first frame
        std::uint64_t end = 0;
        ByteOrder order = ByteOrder::Little;
        bool asStored = false; ///< path i of the space is frame i; else frames are searched one by one
    };

    /// Fixed fields only: the paths are compressed.
    FramedLocator(io::SourcePtr source, std::vector<layout::FieldRange> fields)
        : m_source(std::move(source)), m_fields(std::move(fields)) {}
    FramedLocator(io::SourcePtr source, std::vector<layout::FieldRange> fields, Frames frames,
                  std::shared_ptr<const space::MemorySpace> space)
        : m_source(std::move(source)), m_fields(std::move(fields)), m_frames(frames),
          m_space(std::move(space)) {}

    std::vector<layout::FieldRange> fixedFields() const override { return m_fields; }
    std::vector<layout::FieldRange> fieldsOf(ByteView path) const override;
    std::optional<Bytes> pathAt(std::uint64_t offset) const override;

  private:
    /// Calls `take(offset in the file, path)` for each frame until it says true, over a bounded stretch.
    template <class Take>
    void searchFrames(const Take& take) const;

    io::SourcePtr m_source;
    std::vector<layout::FieldRange> m_fields;
    Frames m_frames;
    std::shared_ptr<const space::MemorySpace> m_space; ///< null: fixed fields only
};

/// Index of the path whose frame holds `frameOffset`, an offset in paths.framed() that is inside it. O(log
/// n).
[[nodiscard]] std::uint64_t frameAt(const space::PathSet& paths, std::uint64_t frameOffset);

} // namespace spacebench::formats
