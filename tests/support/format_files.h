// SPDX-License-Identifier: Apache-2.0
//
// Files of any format in tests: opening, saving, and content that can be compared.
#pragma once

#include <gtest/gtest.h>

#include "formats/format.h"
#include "support/golden_space.h"
#include "support/memory_spaces.h"

namespace spacebench::tests {

inline io::SourcePtr sourceOf(ByteView bytes, std::string name = "test") {
    return io::fromMemory(bytes, std::move(name));
}

inline Content contentOf(const space::Space& space) {
    Content content;
    const auto reader = space.read();
    while (reader->next()) content[toBytes(reader->path())] = reader->value();
    EXPECT_EQ(reader->error(), nullptr);
    return content;
}

inline formats::Opened openBytes(std::string_view formatId, ByteView bytes,
                                 const formats::OpenOptions& options = {}) {
    auto opened = formats::findFormat(formatId)->open(sourceOf(bytes), options, {});
    if (!opened.ok()) {
        ADD_FAILURE() << formatId << ": " << opened.error().describe();
        return {};
    }
    return std::move(opened).value();
}

inline space::SpaceContent contentWith(const Content& paths) {
    space::SpaceContent content;
    content.space = memorySpaceOf(paths);
    return content;
}

inline Bytes saveBytes(std::string_view formatId, const space::SpaceContent& content,
                       const formats::SaveOptions& options = {}) {
    MemorySink sink;
    const auto report = formats::findFormat(formatId)->save(content, options, sink, {});
    EXPECT_TRUE(report.ok()) << formatId << ": " << report.error().describe();
    return toBytes(sink.view());
}

inline const Finding* findingWith(const Findings& findings, std::string_view id) {
    for (const Finding& finding : findings)
        if (finding.id == id) return &finding;
    return nullptr;
}

inline std::string factText(const formats::Opened& opened, std::string_view id) {
    for (const formats::Fact& fact : opened.facts)
        if (fact.id == id && std::holds_alternative<std::string>(fact.value))
            return std::get<std::string>(fact.value);
    return "(no fact of this name)";
}

} // namespace spacebench::tests
