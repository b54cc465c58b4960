// SPDX-License-Identifier: Apache-2.0
//
// CRC-32C (Castagnoli), the checksum of the snappy framing format. Uses SSE4.2 where the processor has it.
#pragma once

#include "base/bytes.h"

namespace spacebench::codecs {

/// CRC-32C of `bytes`, or of everything so far where `crc` is the value for what came before.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes, std::uint32_t crc = 0);

/// The same without special instructions: the oracle of tests and the way of older processors.
[[nodiscard]] std::uint32_t crc32cPortable(ByteView bytes, std::uint32_t crc = 0);

/// As the snappy framing format stores it: rotated and offset, so that a CRC over data with CRCs stays
/// useful.
[[nodiscard]] inline std::uint32_t maskedCrc32c(ByteView bytes) {
    const std::uint32_t crc = crc32c(bytes);
    return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

} // namespace spacebench::codecs
