// SPDX-License-Identifier: Apache-2.0
//
// Spaces that try what formats promise, in memory and in place, and the steps that conformance tests share.
#pragma once

#include <gmock/gmock.h>

#include "formats/format.h"
#include "space/memory_space.h"
#include "space/set_algebra.h"
#include "space/symbol_table.h"
#include "support/shared_data.h"

namespace spacebench::tests {

struct Sample {
    std::string name;
    space::SpaceContent content;
    unsigned needs = 0; ///< capabilities without which something of it is lost
};

struct SamplePath {
    Bytes path;
    std::uint64_t value = 0;
};

inline space::SpacePtr spaceOf(const std::vector<SamplePath>& paths) {
    space::PathSetBuilder builder;
    for (const SamplePath& one : paths) EXPECT_TRUE(builder.add(one.path, one.value).ok());
    auto set = builder.finish({});
    EXPECT_TRUE(set.ok());
    return std::make_shared<space::MemorySpace>(std::move(set).value());
}

inline std::shared_ptr<const space::SymbolTable> smallTable() {
    space::SymbolTable::Builder builder;
    EXPECT_TRUE(builder.add(0x0000010000000001, asBytes("edge")).ok());
    EXPECT_TRUE(builder.add(0x0000010000000002, asBytes("a")).ok());
    EXPECT_TRUE(builder.add(0x0000020000000001, asBytes("caf\xC3\xA9")).ok());
    auto table = builder.finish();
    EXPECT_TRUE(table.ok());
    return std::make_shared<space::SymbolTable>(std::move(table).value());
}

/// Every kind of content that some format cannot hold, and the plain ones that all can.
inline std::vector<Sample> memorySamples() {
    using namespace formats;
    std::vector<Sample> samples;
    samples.push_back({"empty", {spaceOf({}), nullptr, nullptr}, 0});
    samples.push_back({"one atom", {spaceOf({{fromHex("C161")}}), nullptr, nullptr}, 0});
    samples.push_back({"atoms",
                       {spaceOf({{fromHex("03 C4 65646765 C161 C162")},
                                 {fromHex("04 C4 65646765 C161 C0 80")},
                                 {fromHex("02 C161 02 C162 00")},
                                 {fromHex("00")},
                                 {fromHex("C0")},
                                 {fromHex("02 C3 C3A978 C2 C3A9")}}),
                        nullptr, nullptr},
                       0});
    samples.push_back(
        {"strings", {spaceOf({{fromHex("02 C161 C8 22 61 20 62 5C 22 29 22")}}), nullptr, nullptr}, 0});
    std::vector<SamplePath> wide;
    for (Byte first = 'A'; first <= 'z'; ++first)
        for (Byte second = '0'; second <= '9'; ++second)
            wide.push_back({{0x03, 0xC1, first, 0xC1, second, 0xC1, 'x'}});
    samples.push_back({"wide", {spaceOf(wide), nullptr, nullptr}, 0});
    samples.push_back({"values",
                       {spaceOf({{fromHex("C161"), 1}, {fromHex("C162"), UINT64_MAX}, {fromHex("C163"), 0}}),
                        nullptr, nullptr},
                       HoldsValues});
    samples.push_back(
        {"raw bytes",
         {spaceOf({{fromHex("")}, {fromHex("00FF")}, {fromHex("40")}, {fromHex("C5 61")}, {fromHex("61")}}),
          nullptr, nullptr},
         AnyBytes});
    samples.push_back({"prefixes of each other",
                       {spaceOf({{fromHex("61")}, {fromHex("6161")}, {fromHex("616161")}, {fromHex("6162")}}),
                        nullptr, nullptr},
                       AnyBytes});
    Sample interned{"interned",
                    {spaceOf({{fromHex("03 C8 0000010000000001 C8 0000010000000002 C8 0000020000000001")},
                              {fromHex("C8 0000010000000002")}}),
                     smallTable(), nullptr},
                    HoldsSymbols};
    samples.push_back(std::move(interned));
    return samples;
}

/// Saved to memory; fails the test where it cannot be.
inline io::SourcePtr saved(const formats::Format& format, const space::SpaceContent& content,
                           const formats::SaveOptions& options = {}) {
    MemorySink sink;
    const auto report = format.save(content, options, sink, {});
    EXPECT_TRUE(report.ok()) << format.info().id << ": " << report.error().describe();
    return io::fromMemory(sink.take(), "memory");
}

inline formats::Opened openedSound(const formats::Format& format, const io::SourcePtr& source,
                                   const formats::OpenOptions& options = {}) {
    auto opened = format.open(source, options, {});
    if (!opened.ok()) {
        ADD_FAILURE() << format.info().id << ": " << opened.error().describe();
        return {};
    }
    EXPECT_FALSE(opened->damage.has_value()) << format.info().id << ": " << opened->damage->describe();
    return std::move(opened).value();
}

inline bool canHold(const formats::FormatInfo& info, unsigned needs) {
    unsigned has = info.capabilities;
    if (info.can(formats::ResolvesSymbols)) has |= formats::HoldsSymbols;
    return (has & needs) == needs;
}

/// Equal paths after symbols are resolved, and equal values where `values`.
inline void expectEqual(const space::SpaceContent& a, const space::SpaceContent& b, bool values,
                        const std::string& what) {
    ASSERT_NE(a.space, nullptr) << what;
    ASSERT_NE(b.space, nullptr) << what;
    const auto result = space::compareContents(a, b, {.compareValues = values}, {});
    ASSERT_TRUE(result.ok()) << what << ": " << result.error().describe();
    EXPECT_TRUE(result->equal()) << what << ": " << result->onlyInA << " only in the first, "
                                 << result->onlyInB << " only in the second, " << result->changedValues
                                 << " other values";
}

/// Opens by content, as a user does.
inline formats::Opened openShared(const std::string& name) {
    const auto source = io::openMapped(sharedFile(name));
    if (!source.ok()) {
        ADD_FAILURE() << source.error().describe();
        return {};
    }
    const auto format = formats::recognise(**source);
    if (!format.ok()) {
        ADD_FAILURE() << name << ": " << format.error().describe();
        return {};
    }
    return openedSound(**format, *source);
}

} // namespace spacebench::tests
