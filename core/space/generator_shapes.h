// SPDX-License-Identifier: Apache-2.0
//
// The shapes of generated spaces. Path number i of a shape depends on the options and i alone, never on what
// came before. Private to the generator.
#pragma once

#include <memory>

#include "space/generator.h"

namespace spacebench::space {

inline constexpr std::size_t kMaxGeneratedPath = 4096;

class ShapeGenerator {
  public:
    virtual ~ShapeGenerator() = default;
    ShapeGenerator() = default;
    ShapeGenerator(const ShapeGenerator&) = delete;
    ShapeGenerator& operator=(const ShapeGenerator&) = delete;

    [[nodiscard]] static std::unique_ptr<ShapeGenerator> make(const GeneratorOptions& options);

    /// Writes path `index` to `at`, which has kMaxGeneratedPath bytes; returns its length. Paths of different
    /// indices may be equal where the shape draws them at random.
    [[nodiscard]] virtual std::size_t write(std::uint64_t index, Byte* at) const = 0;
    [[nodiscard]] virtual std::uint64_t capacity() const { return UINT64_MAX; } ///< unique paths there are
    [[nodiscard]] virtual std::uint64_t typicalPathBytes() const = 0;
};

} // namespace spacebench::space
