// SPDX-License-Identifier: Apache-2.0
#include "space/generator.h"

#include <array>
#include <iterator>

#include <fmt/format.h>

#include "base/units.h"
#include "space/generator_shapes.h"

namespace spacebench::space {

namespace {

/// Rounds of replacing duplicates by fresh paths before it is said that the shape has no more. The first
/// round leaves few, the second almost always none.
constexpr int kMaxRounds = 64;

Result<PathSet> generatePart(const ShapeGenerator& shape, std::uint64_t first, std::uint64_t count,
                             std::uint64_t expectedBytes, const WorkContext& context) {
    PathSetBuilder builder;
    SB_CHECK(builder.reserve(count, expectedBytes));
    PollGate gate(context);
    std::array<Byte, kMaxGeneratedPath> path;
    for (std::uint64_t i = first; i < first + count; ++i) {
        SB_CHECK(gate.step(i));
        SB_CHECK(builder.add({path.data(), shape.write(i, path.data())}));
        if (builder.arenaBytes() > context.limits.contentBytes)
            return Error::limit("the generated space does not fit into memory")
                .expect(fmt::format("at most {} bytes", context.limits.contentBytes))
                .advise("Ask for fewer atoms");
    }
    return builder.finish(context);
}

/// Both sets as one. They may overlap.
Result<PathSet> unite(const PathSet& a, const PathSet& b, const WorkContext& context) {
    PathSetBuilder builder;
    SB_CHECK(builder.reserve(a.size() + b.size(), a.framed().size() + b.framed().size()));
    PollGate gate(context);
    std::uint64_t atB = 0;
    for (std::uint64_t atA = 0; atA < a.size(); ++atA) {
        SB_CHECK(gate.step(atA));
        for (; atB < b.size() && compareBytes(b.path(atB), a.path(atA)) < 0; ++atB)
            SB_CHECK(builder.add(b.path(atB)));
        SB_CHECK(builder.add(a.path(atA)));
    }
    for (; atB < b.size(); ++atB) SB_CHECK(builder.add(b.path(atB)));
    return builder.finish(context);
}

} // namespace

std::string_view shapeName(Shape shape) {
    return kShapeNames[static_cast<std::size_t>(shape)];
}

std::string generatedName(const GeneratorOptions& options) {
    return fmt::format("generated: {}, N = {}, seed {}", shapeName(options.shape),
                       groupedNumber(options.atoms), options.seed);
}

std::optional<Shape> shapeNamed(std::string_view name) {
    const auto* const at = std::find(std::begin(kShapeNames), std::end(kShapeNames), name);
    if (at == std::end(kShapeNames)) return std::nullopt;
    return static_cast<Shape>(at - std::begin(kShapeNames));
}

std::uint64_t shapeCapacity(const GeneratorOptions& options) {
    return ShapeGenerator::make(options)->capacity();
}

std::uint64_t typicalFramedBytes(const GeneratorOptions& options) {
    return ShapeGenerator::make(options)->typicalPathBytes() + sizeof(std::uint32_t);
}

Result<PathSet> generate(const GeneratorOptions& options, const WorkContext& context) {
    const auto shape = ShapeGenerator::make(options);
    if (options.atoms > shape->capacity())
        return Error::limit(fmt::format("the shape {} has fewer paths", shapeName(options.shape)))
            .expect(fmt::format("at most {}", shape->capacity()))
            .got(fmt::format("{}", options.atoms));
    const std::uint64_t frameBytes = shape->typicalPathBytes() + sizeof(std::uint32_t);
    // Asked before the work is done, since the answer may be minutes away.
    if (options.atoms > context.limits.contentBytes / frameBytes)
        return Error::limit("the generated space does not fit into memory")
            .expect(fmt::format("at most {} bytes", context.limits.contentBytes))
            .got(fmt::format("{} atoms of about {} bytes", options.atoms, frameBytes))
            .advise("Ask for fewer atoms");

    context.begin("Generating", ProgressUnit::Paths, options.atoms);
    SB_TRY(set, generatePart(*shape, 0, options.atoms, options.atoms * frameBytes, context));
    std::uint64_t drawn = options.atoms;
    for (int round = 0; set.size() < options.atoms; ++round) {
        if (round == kMaxRounds)
            return Error::limit(
                       fmt::format("the shape {} gives too many duplicates", shapeName(options.shape)))
                .expect(fmt::format("{} unique paths", options.atoms))
                .got(fmt::format("{}", set.size()));
        const std::uint64_t missing = options.atoms - set.size();
        SB_TRY(more, generatePart(*shape, drawn, missing, missing * frameBytes, context));
        drawn += missing;
        SB_TRY(united, unite(set, more, context));
        set = std::move(united);
    }
    return set;
}

} // namespace spacebench::space
