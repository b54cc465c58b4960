// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/pipeline.h"

#include <unordered_set>

#include "jobs/pipeline/plan.h"
#include "space/expression.h"
#include "space/memory_space.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::pipeline {

namespace {

/// Bounds memory: a space of very many different symbols is measured with its first million.
constexpr std::size_t kMostSymbols = 1'000'000;

/// Texts in the order in which they were met first.
struct Texts {
    std::unordered_set<std::string_view> known;
    std::vector<std::string_view> inOrder;
};

/// The symbols of one path, where it is an atom.
void addSymbols(ByteView path, Texts& texts) {
    if (space::faultOf(path)) return;
    for (std::size_t at = 0; at < path.size() && texts.inOrder.size() < kMostSymbols;) {
        const space::Token token = space::tokenOf(path[at]);
        if (token.kind == space::TokenKind::Symbol) {
            const std::string_view text = asText(path.subspan(at + 1, token.number));
            if (texts.known.insert(text).second) texts.inOrder.push_back(text);
        }
        at += token.size;
    }
}

Result<std::shared_ptr<const space::SymbolTable>> distinctSymbols(const space::PathSet& set,
                                                                  const WorkContext& context) {
    try {
        Texts texts;
        PollGate gate(context);
        for (std::uint64_t i = 0; i < set.size() && texts.inOrder.size() < kMostSymbols; ++i) {
            SB_CHECK(gate.step(i));
            addSymbols(set.path(i), texts);
        }
        space::SymbolTable::Builder builder;
        std::uint64_t symbol = 0; // of writer 0, from 1 on as MORK counts
        for (const std::string_view text : texts.inOrder) {
            SB_CHECK(gate.step(symbol));
            SB_CHECK(builder.add(++symbol, asBytes(text)));
        }
        SB_TRY(table, builder.finish());
        return std::shared_ptr<const space::SymbolTable>(
            std::make_shared<space::SymbolTable>(std::move(table)));
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(kMostSymbols * sizeof(std::string_view));
    }
}

} // namespace

Result<std::shared_ptr<const PipelineInput>> makeInput(const space::SpaceContent& content, std::string folder,
                                                       const WorkContext& context) {
    if (content.space == nullptr)
        return Error::invalid("the file holds no paths: there is nothing to serialize");
    auto input = std::make_shared<PipelineInput>();
    SB_TRY(held, space::inMemory(content.space, context));
    input->space = std::move(held);
    input->folder = std::move(folder);
    input->references = std::make_shared<References>();
    input->symbolsAreOwn = content.symbols != nullptr && content.symbols->size() != 0;
    if (input->symbolsAreOwn) {
        input->symbols = content.symbols;
    } else {
        SB_TRY(symbols, distinctSymbols(*input->space->pathSet(), context));
        input->symbols = std::move(symbols);
    }
    return std::shared_ptr<const PipelineInput>(std::move(input));
}

Result<std::unique_ptr<Pipeline>> makePipeline(const tuning::Task& task,
                                               const tuning::PipelineSettings& settings,
                                               std::shared_ptr<const PipelineInput> input,
                                               const WorkContext& context) {
    SB_TRY(plan, makePlan(task, settings, std::move(input)));
    References& references = *plan.input->references;
    WorkContext quiet = context;
    quiet.progress = nullptr;
    if (task.kind == tuning::TaskKind::Serialize) {
        SB_TRY(reference, references.serialized(plan, quiet));
        if (settings.product) return productPipeline(std::move(plan), std::move(reference));
        return serializePipeline(std::move(plan), std::move(reference));
    }
    SB_TRY(stored, references.stored(plan, quiet));
    if (settings.product) return productPipeline(std::move(plan), std::move(stored));
    return deserializePipeline(std::move(plan), std::move(stored));
}

} // namespace spacebench::jobs::pipeline
