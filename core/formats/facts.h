// SPDX-License-Identifier: Apache-2.0
//
// Short ways to write down facts about a file.
#pragma once

#include "formats/format.h"

namespace spacebench::formats {

[[nodiscard]] inline Fact countFact(std::string id, std::string label, std::uint64_t count) {
    return {std::move(id), std::move(label), count, Fact::Unit::Count};
}
[[nodiscard]] inline Fact bytesFact(std::string id, std::string label, std::uint64_t bytes) {
    return {std::move(id), std::move(label), bytes, Fact::Unit::Bytes};
}
[[nodiscard]] inline Fact textFact(std::string id, std::string label, std::string text) {
    return {std::move(id), std::move(label), std::move(text), Fact::Unit::None};
}
/// Raw over stored bytes; where nothing is stored there is no ratio.
[[nodiscard]] inline Fact ratioFact(std::uint64_t rawBytes, std::uint64_t storedBytes) {
    const double ratio =
        storedBytes == 0 ? 0.0 : static_cast<double>(rawBytes) / static_cast<double>(storedBytes);
    return {"compression_ratio", "Compression ratio", ratio, Fact::Unit::Ratio};
}

} // namespace spacebench::formats
