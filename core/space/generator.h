// SPDX-License-Identifier: Apache-2.0
//
// Synthetic spaces: the same shape, count and seed give the same paths on every machine and compiler (own
// random numbers, integers only).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "space/path_set.h"

namespace spacebench::space {

/// atoms: the mixture all figures refer to (README, "The sample"); random: uniformly random 8..64 byte keys;
/// deep: long nested atoms with long shared prefixes (about 2 KB a path); dense: consecutive 4-byte numbers
/// in one compound (wide nodes all the way down); wide: a node of 256 children at every second level.
enum class Shape { Atoms, Random, Deep, Dense, Wide };

[[nodiscard]] std::string_view shapeName(Shape shape);
[[nodiscard]] std::optional<Shape> shapeNamed(std::string_view name);
inline constexpr std::string_view kShapeNames[] = {"atoms", "random", "deep", "dense", "wide"};

struct GeneratorOptions {
    std::uint64_t atoms = 100'000; ///< exactly this many unique paths
    std::uint64_t seed = 1;
    Shape shape = Shape::Atoms;
};

/// What reports call such a space: "generated: atoms, N = 100,000, seed 1".
[[nodiscard]] std::string generatedName(const GeneratorOptions& options);

/// Unique paths that a shape can give, and about how many bytes one takes with its length in front.
[[nodiscard]] std::uint64_t shapeCapacity(const GeneratorOptions& options);
[[nodiscard]] std::uint64_t typicalFramedBytes(const GeneratorOptions& options);

/// LimitExceeded where the shape cannot give that many unique paths, or memory does not suffice. Reports
/// progress in paths.
[[nodiscard]] Result<PathSet> generate(const GeneratorOptions& options, const WorkContext& context);

} // namespace spacebench::space
