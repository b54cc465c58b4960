// SPDX-License-Identifier: Apache-2.0
#include "space/set_algebra.h"

#include <new>

#include <fmt/format.h>

#include "space/expression.h"
#include "space/external_sort.h"
#include "space/symbol_table.h"

namespace spacebench::space {

namespace {

/// Sets in memory that are equal are equal in one sweep over their frames.
bool sameFrames(const Space& a, const Space& b, bool compareValues) {
    const PathSet* setA = a.pathSet();
    const PathSet* setB = b.pathSet();
    if (setA == nullptr || setB == nullptr) return false;
    if (compareValues && (setA->hasValues() || setB->hasValues())) return false;
    return equalBytes(setA->framed(), setB->framed());
}

} // namespace

Result<Comparison> compareSpaces(const Space& a, const Space& b, const CompareOptions& options,
                                 const WorkContext& context, const DifferenceSink& sink) {
    Comparison comparison;
    if (sameFrames(a, b, options.compareValues)) {
        comparison.common = a.pathSet()->size();
        return comparison;
    }
    context.begin("Comparing", ProgressUnit::Paths, a.knownCount().value_or(b.knownCount().value_or(0)));
    PollGate gate(context);
    const auto readerA = a.read();
    const auto readerB = b.read();
    bool hasA = readerA->next();
    bool hasB = readerB->next();
    std::uint64_t spelledBytes = 0;
    while (hasA || hasB) {
        // A damaged side has not ended: its rest is unknown, not missing.
        for (const PathReader* reader : {readerA.get(), readerB.get()}) {
            if (reader->error() != nullptr) return *reader->error();
        }
        const int order = !hasB ? -1 : !hasA ? 1 : compareBytes(readerA->path(), readerB->path());
        spelledBytes += order <= 0 ? readerA->path().size() : readerB->path().size();
        if (order < 0) {
            ++comparison.onlyInA;
            if (sink) sink({DifferenceKind::OnlyInA, readerA->path(), readerA->value(), 0});
        } else if (order > 0) {
            ++comparison.onlyInB;
            if (sink) sink({DifferenceKind::OnlyInB, readerB->path(), 0, readerB->value()});
        } else {
            ++comparison.common;
            if (options.compareValues && readerA->value() != readerB->value()) {
                ++comparison.changedValues;
                if (sink)
                    sink({DifferenceKind::ValueChanged, readerA->path(), readerA->value(), readerB->value()});
            }
        }
        if (order <= 0) hasA = readerA->next();
        if (order >= 0) hasB = readerB->next();
        SB_CHECK(gate.step(comparison.common + comparison.onlyInA));
        if (spelledBytes > context.limits.expandedBytes)
            return Error::limit("the files spell more paths than can be compared")
                .expect(fmt::format("at most {} path bytes", context.limits.expandedBytes));
    }
    for (const PathReader* reader : {readerA.get(), readerB.get()}) {
        if (reader->error() != nullptr) return *reader->error();
    }
    return comparison;
}

Result<SpacePtr> withSymbolsInline(const Space& space, const SymbolTable& symbols, std::uint64_t& unresolved,
                                   const WorkContext& context) {
    context.begin("Resolving symbols", ProgressUnit::Paths, space.knownCount().value_or(0));
    PollGate gate(context);
    ExternalSorter sorter(context);
    const auto reader = space.read();
    Bytes resolved;
    unresolved = 0;
    try {
        while (reader->next()) {
            SB_CHECK(gate.step(sorter.added()));
            resolved.clear();
            resolveSymbols(reader->path(), symbols, resolved, unresolved);
            SB_CHECK(sorter.add(resolved, reader->value()));
        }
        if (reader->error() != nullptr) return *reader->error();
        return sorter.finish();
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(resolved.size());
    }
}

Result<Comparison> compareContents(const SpaceContent& a, const SpaceContent& b,
                                   const CompareOptions& options, const WorkContext& context,
                                   const DifferenceSink& sink) {
    if (a.space == nullptr || b.space == nullptr)
        return Error::invalid("a file without paths cannot be compared").advise("Give two space files");
    SpacePtr spaceA = a.space;
    SpacePtr spaceB = b.space;
    std::uint64_t unresolvedA = 0;
    std::uint64_t unresolvedB = 0;
    if (a.symbols != nullptr) {
        SB_TRY(resolved, withSymbolsInline(*a.space, *a.symbols, unresolvedA, context));
        spaceA = std::move(resolved);
    }
    if (b.symbols != nullptr) {
        SB_TRY(resolved, withSymbolsInline(*b.space, *b.symbols, unresolvedB, context));
        spaceB = std::move(resolved);
    }
    SB_TRY(comparison, compareSpaces(*spaceA, *spaceB, options, context, sink));
    comparison.unresolvedA = unresolvedA;
    comparison.unresolvedB = unresolvedB;
    return comparison;
}

} // namespace spacebench::space
