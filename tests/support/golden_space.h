// SPDX-License-Identifier: Apache-2.0
//
// What the real files in ../shared/data/golden hold, read without any format of ours: the oracle for readers.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <sstream>

#include "codecs/codec.h"
#include "support/shared_data.h"

namespace spacebench::tests {

/// Path -> value, in path order.
using Content = std::map<Bytes, std::uint64_t>;

inline Content contentOfFrames(ByteView raw) {
    Content content;
    std::size_t at = 0;
    while (at + 4 <= raw.size()) {
        const std::size_t size = loadU32(raw.data() + at);
        at += 4;
        if (size > raw.size() - at) break;
        content[toBytes(raw.subspan(at, size))] = 0;
        at += size;
    }
    return content;
}

inline Content contentOfPathsFile(const std::string& path) {
    const Bytes stored = readFile(path);
    ByteBuffer raw;
    std::uint64_t consumed = 0;
    const auto inflated = codecs::decompress(*codecs::findCodec("zlib"), stored, raw, consumed, {});
    EXPECT_TRUE(inflated.ok()) << path;
    return contentOfFrames(raw.view());
}

inline Content contentOfKvFile(const std::string& path) {
    const Bytes bytes = readFile(path);
    std::istringstream lines{std::string(asText(bytes))};
    Content content;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t tab = line.find('\t');
        const std::string value = tab == std::string::npos ? "0" : line.substr(tab + 1);
        content[fromHex(line.substr(0, tab))] = std::stoull(value);
    }
    return content;
}

/// The content that golden/NAME.act must have, from the files beside it.
inline Content goldenContent(const std::string& name) {
    const std::string stem = sharedFile("golden/" + name);
    for (const char* kv : {".kv", ".dump"})
        if (std::filesystem::exists(stem + kv)) return contentOfKvFile(stem + kv);
    if (!std::filesystem::exists(stem + ".paths")) return {};
    Content content = contentOfPathsFile(stem + ".paths");
    // PathMap leaves the empty path out of `.paths` (formats.md, 3).
    if (name.rfind("e-root", 0) == 0) content[Bytes()] = 0;
    return content;
}

/// Names (without extension) of the golden ACT files.
inline std::vector<std::string> goldenActNames() {
    std::vector<std::string> names;
    if (!haveSharedData()) return names;
    for (const auto& entry : std::filesystem::directory_iterator(sharedFile("golden")))
        if (entry.path().extension() == ".act") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace spacebench::tests
