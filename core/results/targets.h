// SPDX-License-Identifier: Apache-2.0
//
// The verdicts of one measured row against the guide's targets, as every benchmark row carries them. The
// targets themselves are guideTable() (target_table.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spacebench::results {

enum class Quantity { LatencyNs, AtomsPerSecond, CompressionRatio, PeakOverSerialized };
enum class Operation {
    Serialize,
    Deserialize,
    Load,       ///< opened in place
    Compress,   ///< the framed paths as one block, by a codec alone
    Decompress, ///< and back
};

[[nodiscard]] std::string_view operationName(Operation operation); ///< "serialize", "load", ...
[[nodiscard]] std::optional<Operation> operationNamed(std::string_view name);
inline constexpr Operation kOperations[] = {Operation::Serialize, Operation::Deserialize, Operation::Load,
                                            Operation::Compress, Operation::Decompress};

struct TargetVerdict {
    std::string id;
    std::string title;
    Quantity quantity = Quantity::LatencyNs;
    double limit = 0;
    std::optional<double> stretch;
    std::optional<double> measured; ///< nullopt = not measurable here
    bool met = false;
    bool stretchMet = false;

    /// "met", "stretch met", "missed" or "not measurable here".
    [[nodiscard]] std::string_view word() const;
};

/// A value of that quantity with its unit, at most four digits: "1.25 M atoms/s", "3.2 ms", "2.5 : 1".
[[nodiscard]] std::string quantityText(Quantity quantity, double value);

struct Measured {
    Operation operation = Operation::Serialize;
    std::string formatId;
    std::uint64_t atoms = 0;
    double medianNs = 0;
    /// Framed raw bytes / stored bytes; nullopt where the format compresses nothing: then the guide's ratio
    /// does not apply and no verdict is given.
    std::optional<double> compressionRatio;
    /// Peak heap above the input space / stored bytes; nullopt = not measurable here: the verdict says so.
    std::optional<double> peakOverSerialized;
    std::string medium; ///< "memory", "file"; empty = not said: targets of either apply
};
/// The targets that apply: throughput at any size, latency at exactly their sizes, in the order of
/// guideTable(). Where the guide has none, none is drawn.
[[nodiscard]] std::vector<TargetVerdict> judge(const Measured& measured);

} // namespace spacebench::results
