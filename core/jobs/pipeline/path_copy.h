// SPDX-License-Identifier: Apache-2.0
//
// H3: the ways to copy a path into its buffer.
#pragma once

#include "base/bytes.h"
#include "tuning/pipeline_settings.h"

namespace spacebench::jobs::pipeline {

struct PathCopier {
    /// Copies `path` to `to`, which has room for copiedBytes(). `readableEnd` is the end of the memory that
    /// the path lies in: the guide's code reads on behind the path, here never behind that.
    void (*copy)(Byte* to, ByteView path, const Byte* readableEnd) = nullptr;
    bool wholeSteps = false; ///< the guide's: the tail is appended as 32 bytes however short it is

    static constexpr std::size_t kStepBytes = 32;
    [[nodiscard]] std::size_t copiedBytes(std::size_t size) const {
        return wholeSteps ? (size + kStepBytes - 1) / kStepBytes * kStepBytes : size;
    }
};

/// This processor can copy that way.
[[nodiscard]] bool canCopy(tuning::PathCopy how);
[[nodiscard]] PathCopier pathCopier(tuning::PathCopy how);

} // namespace spacebench::jobs::pipeline
