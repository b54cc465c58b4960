// SPDX-License-Identifier: Apache-2.0
//
// ACT files for tests: opened through the registry, written into memory, or spelled in hex.
#pragma once

#include <gtest/gtest.h>

#include "formats/format.h"
#include "support/memory_spaces.h"
#include "support/shared_data.h"
#include "support/space_checks.h"

namespace spacebench::tests {

inline const formats::Format& actFormat() {
    return *formats::findFormat("act");
}

inline Result<formats::Opened> openAct(ByteView file, std::uint64_t root = 0) {
    formats::OpenOptions options;
    options.root = root;
    return actFormat().open(io::fromMemory(file, "test.act"), options, {});
}

inline Findings verifyAct(ByteView file) {
    auto findings = actFormat().verify(io::fromMemory(file, "test.act"), {}, {});
    EXPECT_TRUE(findings.ok());
    return findings.ok() ? *findings : Findings{};
}

/// A sink like a pipe: what was written cannot be changed.
class PipeSink final : public ByteSink {
  public:
    Result<void> write(ByteView bytes) override {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return {};
    }
    std::uint64_t position() const override { return m_bytes.size(); }
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }

  private:
    Bytes m_bytes;
};

inline Bytes writeAct(const space::SpacePtr& space) {
    space::SpaceContent content;
    content.space = space;
    MemorySink sink;
    const auto report = actFormat().save(content, {}, sink, {});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().describe());
    return toBytes(sink.view());
}

inline SpaceOracle contentOf(const space::Space& space) {
    SpaceOracle content;
    const auto reader = space.read();
    while (reader->next()) content[toBytes(reader->path())] = reader->value();
    EXPECT_EQ(reader->error(), nullptr);
    return content;
}

inline std::string describe(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings)
        text +=
            std::string(severityName(finding.severity)) + " " + finding.id + ": " + finding.message + "\n";
    return text;
}

} // namespace spacebench::tests
