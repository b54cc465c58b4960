// SPDX-License-Identifier: Apache-2.0
#include "results/compression_settings.h"

#include <array>

#include <fmt/format.h>

#include "codecs/codec.h"

namespace spacebench::results {

namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "spacebench.compression";
constexpr int kVersion = 1;

Error wrong(const std::string& key, const char* expected) {
    return Error::invalid(fmt::format("the compression settings are not usable: {}", key)).expect(expected);
}

Result<void> readText(const json& from, const char* key, std::string& to) {
    if (!from.contains(key)) return {};
    if (!from[key].is_string()) return wrong(key, "text");
    to = from[key].get<std::string>();
    return {};
}
Result<void> readFlag(const json& from, const char* key, bool& to) {
    if (!from.contains(key)) return {};
    if (!from[key].is_boolean()) return wrong(key, "true or false");
    to = from[key].get<bool>();
    return {};
}
template <class T>
Result<void> readCount(const json& from, const char* key, T& to) {
    if (!from.contains(key)) return {};
    if (!from[key].is_number_unsigned() || from[key].get<std::uint64_t>() > std::numeric_limits<T>::max())
        return wrong(key, "a number of 0 or more");
    to = static_cast<T>(from[key].get<std::uint64_t>());
    return {};
}
Result<void> readNumber(const json& from, const char* key, std::optional<double>& to) {
    if (!from.contains(key) || from[key].is_null()) return {};
    if (!from[key].is_number() || from[key].get<double>() < 0) return wrong(key, "a number of 0 or more");
    to = from[key].get<double>();
    return {};
}

Result<Goal> goalFromJson(const json& from) {
    if (!from.is_object()) return wrong("goal", "an object");
    Goal goal;
    std::string priority(priorityName(goal.priority));
    SB_CHECK(readText(from, "priority", priority));
    bool known = false;
    for (const Priority one : {Priority::Size, Priority::Speed, Priority::Balanced, Priority::Custom}) {
        if (priority != priorityName(one)) continue;
        goal.priority = one;
        known = true;
    }
    if (!known) return wrong("goal.priority", "size, speed, balanced or custom");
    if (from.contains("weights") && !from["weights"].is_null()) {
        const json& weights = from["weights"];
        if (!weights.is_object()) return wrong("goal.weights", "an object");
        for (const auto& [key, to] : {std::pair<const char*, double*>{"size", &goal.sizeWeight},
                                      {"compress", &goal.compressWeight},
                                      {"decompress", &goal.decompressWeight}}) {
            std::optional<double> weight;
            SB_CHECK(readNumber(weights, key, weight));
            *to = weight.value_or(*to);
        }
    }
    SB_CHECK(readNumber(from, "least_compress_bytes_per_second", goal.leastCompressBytesPerSecond));
    SB_CHECK(readNumber(from, "least_decompress_bytes_per_second", goal.leastDecompressBytesPerSecond));
    if (from.contains("most_stored_bytes") && !from["most_stored_bytes"].is_null()) {
        std::uint64_t most = 0;
        SB_CHECK(readCount(from, "most_stored_bytes", most));
        goal.mostStoredBytes = most;
    }
    SB_CHECK(readFlag(from, "own_container", goal.ownContainer));
    SB_CHECK(checkGoal(goal));
    return goal;
}

json orNull(const std::optional<double>& number) {
    return number ? json(*number) : json(nullptr);
}

/// `text` as one word of a POSIX shell.
std::string shellWord(const std::string& text) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%=";
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos && text.front() != '-')
        return text;
    std::string quoted = text.starts_with('-') ? "'./" : "'";
    for (const char one : text) quoted += one == '\'' ? std::string("'\\''") : std::string(1, one);
    return quoted + "'";
}

/// What convert calls this row's codec; empty where it has no such thing, and why.
struct CodecOption {
    std::string text;
    std::string note;
};
CodecOption codecOption(const LabRow& row) {
    static constexpr struct {
        std::string_view lab;
        std::string_view convert;
        std::string_view note;
    } kNames[] = {
        {"none", "none", ""},
        {"zlib", "zlib", "convert chooses the zlib library itself, so the bytes may be others"},
        {"libdeflate", "zlib", "convert chooses the zlib library itself, so the bytes may be others"},
        {"lz4", "lz4", "as an LZ4 frame with a checksum"},
        {"lz4hc", "lz4", "as an LZ4 frame with a checksum"},
        {"lz4frame", "lz4", ""},
        {"zstd", "zstd", "with zstd's checksum"},
        {"snappy", "snappy", "in Snappy's framing format"},
    };
    for (const auto& name : kNames) {
        if (row.codec != name.lab) continue;
        const codecs::Codec* codec = codecs::findCodec(name.convert);
        if (codec == nullptr) break;
        const codecs::LevelRange levels = codec->levels();
        if (levels.least == levels.most) return {std::string(name.convert), std::string(name.note)};
        if (row.level < levels.least || row.level > levels.most)
            return {"",
                    fmt::format("convert takes {} levels {} to {}", name.convert, levels.least, levels.most)};
        return {fmt::format("{}:{}", name.convert, row.level), std::string(name.note)};
    }
    return {"", fmt::format("convert does not write with {}", row.codec)};
}

} // namespace

CompressionSettings settingsOf(const LabRun& run, std::size_t index, const Goal& goal) {
    const LabRow& row = run.rows[index];
    return {row.codec,     row.family,     row.level,   row.stage, row.chunkBytes, row.workers,
            row.windowLog, row.dictionary, row.threads, goal,      run.inputHash};
}

bool describes(const CompressionSettings& settings, const LabRow& row) {
    return !row.asStored && row.codec == settings.codec && row.level == settings.level &&
           row.stage == settings.stage && row.chunkBytes == settings.chunkBytes &&
           row.workers == settings.workers && row.windowLog == settings.windowLog &&
           row.dictionary == settings.dictionary && row.threads == settings.threads;
}

nlohmann::ordered_json toJson(const Goal& goal) {
    nlohmann::ordered_json out;
    out["priority"] = priorityName(goal.priority);
    out["weights"] = nullptr;
    if (goal.priority == Priority::Custom)
        out["weights"] = {{"size", goal.sizeWeight},
                          {"compress", goal.compressWeight},
                          {"decompress", goal.decompressWeight}};
    out["least_compress_bytes_per_second"] = orNull(goal.leastCompressBytesPerSecond);
    out["least_decompress_bytes_per_second"] = orNull(goal.leastDecompressBytesPerSecond);
    out["most_stored_bytes"] = goal.mostStoredBytes ? json(*goal.mostStoredBytes) : json(nullptr);
    out["own_container"] = goal.ownContainer;
    return out;
}

nlohmann::ordered_json toJson(const CompressionSettings& settings) {
    return {{"schema", kSchema},
            {"version", kVersion},
            {"codec", settings.codec},
            {"family", settings.family},
            {"level", settings.level},
            {"stage", settings.stage},
            {"chunk_bytes", settings.chunkBytes},
            {"workers", settings.workers},
            {"window_log", settings.windowLog},
            {"dictionary", settings.dictionary},
            {"threads", settings.threads},
            {"goal", toJson(settings.goal)},
            {"input_hash", settings.inputHash}};
}

Result<CompressionSettings> settingsFromJson(const nlohmann::json& from) {
    if (!from.is_object() || from.value("schema", json()) != kSchema)
        return wrong("schema", "\"spacebench.compression\"");
    if (from.value("version", json()) != kVersion) return wrong("version", "1");
    CompressionSettings settings;
    SB_CHECK(readText(from, "codec", settings.codec));
    if (settings.codec.empty()) return wrong("codec", "a codec's name");
    SB_CHECK(readText(from, "family", settings.family));
    if (from.contains("level")) {
        if (!from["level"].is_number_integer()) return wrong("level", "a whole number");
        settings.level = from["level"].get<int>();
    }
    SB_CHECK(readText(from, "stage", settings.stage));
    SB_CHECK(readCount(from, "chunk_bytes", settings.chunkBytes));
    SB_CHECK(readCount(from, "workers", settings.workers));
    SB_CHECK(readCount(from, "window_log", settings.windowLog));
    SB_CHECK(readFlag(from, "dictionary", settings.dictionary));
    SB_CHECK(readCount(from, "threads", settings.threads));
    SB_CHECK(readText(from, "input_hash", settings.inputHash));
    if (from.contains("goal")) {
        SB_TRY(goal, goalFromJson(from["goal"]));
        settings.goal = goal;
    }
    return settings;
}

ConvertLine convertLine(const LabRow& row, const std::string& input) {
    if (row.asStored) return {"", "the file is there already"};
    std::string missing;
    const auto needs = [&](bool needed, const char* what) {
        if (needed) missing += std::string(missing.empty() ? "" : ", ") + what;
    };
    needs(row.dictionary, "dictionaries");
    needs(row.windowLog != 0, "long mode");
    needs(row.chunkBytes != 0, "chunks");
    if (!missing.empty()) return {"", "convert has no option for " + missing};
    const CodecOption codec = codecOption(row);
    if (codec.text.empty()) return {"", codec.note};

    ConvertLine line;
    line.note = codec.note;
    const bool columns = row.stage != "none";
    const bool paths = !columns && codec.text.starts_with("zlib");
    const char* extension = columns ? ".sbcols" : paths ? ".paths" : ".pathmap1";
    const std::size_t slash = input.rfind('/');
    const std::size_t dot = input.rfind('.');
    const bool named = dot != std::string::npos && dot > (slash == std::string::npos ? 0 : slash + 1);
    const std::string stem = named ? input.substr(0, dot) : input;
    std::string output = stem + extension;
    if (output == input) output = stem + "-new" + extension;
    line.command =
        fmt::format("spacectl convert {} {} --codec {}", shellWord(input), shellWord(output), codec.text);
    if (columns && row.stage != "columns") line.command += " --dialect " + row.stage;
    if (row.workers != 0 || row.threads > 1)
        line.note += std::string(line.note.empty() ? "" : "; ") + "convert chooses the threads itself";
    return line;
}

} // namespace spacebench::results
