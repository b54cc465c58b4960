// SPDX-License-Identifier: Apache-2.0
//
// Opening and saving small spaces in memory, for the tests of text formats.
#pragma once

#include <gtest/gtest.h>

#include "formats/format.h"
#include "space/atom_parser.h"
#include "space/memory_space.h"
#include "space/symbol_table.h"
#include "support/shared_data.h"

namespace spacebench::tests {

inline Result<formats::Opened> openText(std::string_view format, ByteView bytes,
                                        const formats::OpenOptions& options = {}) {
    return formats::findFormat(format)->open(io::fromMemory(bytes, "test"), options, {});
}

inline Result<formats::Opened> openText(std::string_view format, std::string_view text,
                                        const formats::OpenOptions& options = {}) {
    return openText(format, asBytes(text), options);
}

inline space::SpaceContent contentOf(const std::vector<Bytes>& paths) {
    space::PathSetBuilder builder;
    for (const Bytes& path : paths) EXPECT_TRUE(builder.add(path).ok());
    space::SpaceContent content;
    content.space = std::make_shared<const space::MemorySpace>(builder.finish({}).value());
    return content;
}

inline std::vector<Bytes> pathsOf(const space::Space& space) {
    std::vector<Bytes> paths;
    const auto reader = space.read();
    while (reader->next()) paths.push_back(toBytes(reader->path()));
    EXPECT_EQ(reader->error(), nullptr);
    return paths;
}

inline Result<std::string> saved(std::string_view format, const space::SpaceContent& content,
                                 bool drop = false) {
    formats::SaveOptions options;
    options.dropWhatDoesNotFit = drop;
    MemorySink out;
    SB_TRY(report, formats::findFormat(format)->save(content, options, out, {}));
    static_cast<void>(report);
    return std::string(asText(out.view()));
}

/// The paths of a `.paths` file: inflated by the codec, split by hand.
inline std::vector<Bytes> pathsOfFile(const std::string& name) {
    const Bytes stored = readFile(name);
    ByteBuffer raw;
    std::uint64_t consumed = 0;
    EXPECT_TRUE(codecs::decompress(*codecs::findCodec("zlib"), stored, raw, consumed, {}).ok());
    std::vector<Bytes> paths;
    for (std::size_t at = 0; at + 4 <= raw.size();) {
        const std::size_t size = loadU32(raw.data() + at);
        paths.push_back(toBytes(raw.view().subspan(at + 4, size)));
        at += 4 + size;
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

inline std::string textOfFile(const std::string& name) {
    const Bytes bytes = readFile(name);
    return std::string(asText(bytes));
}

} // namespace spacebench::tests
