// SPDX-License-Identifier: Apache-2.0
#include "tuning/pipeline_settings.h"

namespace spacebench::tuning {

std::string_view inputKindName(InputKind kind) {
    switch (kind) {
    case InputKind::ReadWhole:
        return "read-whole";
    case InputKind::Read256K:
        return "read-256k";
    case InputKind::Mapped:
        return "mapped";
    case InputKind::MappedHuge:
        return "mapped-huge";
    }
    return "";
}

std::string_view pathCopyName(PathCopy copy) {
    switch (copy) {
    case PathCopy::Bytes:
        return "bytes";
    case PathCopy::Library:
        return "library";
    case PathCopy::Avx2:
        return "avx2";
    case PathCopy::GuideAvx2:
        return "guide-avx2";
    }
    return "";
}

std::string_view allocatorName(Allocator allocator) {
    return allocator == Allocator::Jemalloc ? "jemalloc" : "glibc";
}

nlohmann::ordered_json toJson(const PipelineSettings& settings) {
    nlohmann::ordered_json json;
    json["product"] = settings.product;
    json["preallocate"] = settings.preallocate;
    json["pool"] = settings.pool;
    json["inline_paths"] = settings.inlinePaths;
    json["symbols_in_memory"] = settings.symbolsInMemory;
    json["batch_interning"] = settings.batchInterning;
    json["intern_threads"] = settings.internThreads;
    json["hash"] = settings.hash;
    json["write_buffer"] = settings.writeBuffer;
    json["input"] = inputKindName(settings.input);
    json["direct"] = settings.direct;
    json["collect_threads"] = settings.collectThreads;
    json["serialize_threads"] = settings.serializeThreads;
    json["chunk_paths"] = settings.chunkPaths;
    json["numa_local"] = settings.numaLocal;
    json["affinity"] = settings.affinity;
    json["copy"] = pathCopyName(settings.copy);
    json["allocator"] = allocatorName(settings.allocator);
    json["codec"] = settings.codec;
    json["order_losing_collection"] = settings.orderLosingCollection;
    return json;
}

namespace {

template <class Enum>
Result<Enum> enumOf(const std::string& text, std::initializer_list<Enum> all,
                    std::string_view (*nameOf)(Enum)) {
    for (const Enum one : all)
        if (nameOf(one) == text) return one;
    return Error::invalid("this is no such setting of a pipeline").got("'" + text + "'");
}

} // namespace

Result<PipelineSettings> settingsFromJson(const nlohmann::ordered_json& json) {
    PipelineSettings settings;
    std::string input;
    std::string copy;
    std::string allocator;
    try {
        json.at("product").get_to(settings.product);
        json.at("preallocate").get_to(settings.preallocate);
        json.at("pool").get_to(settings.pool);
        json.at("inline_paths").get_to(settings.inlinePaths);
        json.at("symbols_in_memory").get_to(settings.symbolsInMemory);
        json.at("batch_interning").get_to(settings.batchInterning);
        json.at("intern_threads").get_to(settings.internThreads);
        json.at("hash").get_to(settings.hash);
        json.at("write_buffer").get_to(settings.writeBuffer);
        json.at("input").get_to(input);
        json.at("direct").get_to(settings.direct);
        json.at("collect_threads").get_to(settings.collectThreads);
        json.at("serialize_threads").get_to(settings.serializeThreads);
        json.at("chunk_paths").get_to(settings.chunkPaths);
        json.at("numa_local").get_to(settings.numaLocal);
        json.at("affinity").get_to(settings.affinity);
        json.at("copy").get_to(copy);
        json.at("allocator").get_to(allocator);
        json.at("codec").get_to(settings.codec);
        json.at("order_losing_collection").get_to(settings.orderLosingCollection);
    } catch (const nlohmann::json::exception& problem) {
        return Error::invalid("these are no settings of a pipeline").got(problem.what());
    }
    SB_TRY(inputKind,
           enumOf(input,
                  {InputKind::ReadWhole, InputKind::Read256K, InputKind::Mapped, InputKind::MappedHuge},
                  inputKindName));
    SB_TRY(pathCopy, enumOf(copy, {PathCopy::Bytes, PathCopy::Library, PathCopy::Avx2, PathCopy::GuideAvx2},
                            pathCopyName));
    SB_TRY(whichAllocator, enumOf(allocator, {Allocator::Glibc, Allocator::Jemalloc}, allocatorName));
    settings.input = inputKind;
    settings.copy = pathCopy;
    settings.allocator = whichAllocator;
    return settings;
}

} // namespace spacebench::tuning
