// SPDX-License-Identifier: Apache-2.0
//
// Every fast kernel against its plain version on paths, numbers and text made of arbitrary bytes: for random
// bytes in the unit tests and for those that a fuzzer finds.
#pragma once

#include <string>

#include "base/varint.h"
#include "formats/format.h"
#include "plain/plain_act.h"
#include "plain/plain_text.h"
#include "space/atom_parser.h"
#include "space/atom_printer.h"
#include "space/memory_space.h"

namespace spacebench::plain {

/// Returns which kernel differs, "" = none. Input beyond 64 KiB is left out: the plain versions recurse.
class KernelCheck {
  public:
    [[nodiscard]] std::string run(ByteView data) {
        data = data.first(std::min<std::size_t>(data.size(), std::size_t{64} << 10));
        checkVarints(data);
        checkText(data);
        const Paths given = pathsOf(data);
        checkPaths(given);
        return m_different;
    }

  private:
    void expect(bool same, const char* kernel) {
        if (!same && m_different.empty()) m_different = kernel;
    }

    /// A byte says how long the next path is, and whether it goes on from the one before.
    static Paths pathsOf(ByteView data) {
        Paths paths;
        for (std::size_t at = 0; at < data.size();) {
            const Byte head = data[at++];
            const std::size_t size = std::min<std::size_t>(head % 24, data.size() - at);
            Bytes path = head >= 128 && !paths.empty() ? paths.back() : Bytes();
            path.resize(std::min<std::size_t>(path.size(), 60));
            path.insert(path.end(), data.begin() + static_cast<std::ptrdiff_t>(at),
                        data.begin() + static_cast<std::ptrdiff_t>(at + size));
            at += size;
            paths.push_back(std::move(path));
        }
        return paths;
    }

    void checkVarints(ByteView data) {
        for (std::size_t at = 0; at + 8 <= data.size(); at += 7) {
            const std::uint64_t value = loadU64(data.data() + at) >> (data[at] % 64);
            Byte fast[16];
            Bytes plainly;
            appendVarint(plainly, value);
            const std::size_t size = storeVarint(fast, value);
            expect(equalBytes({fast, size}, plainly) && size == varintSize(value), "writing a varint");
            const Varint read = loadVarint(plainly);
            std::size_t end = 0;
            expect(read.value == takeVarint(plainly, end) && read.size == end, "reading a varint");
            expect(loadVarint(ByteView(plainly).first(plainly.size() - 1)).size == 0, "a cut varint");
        }
    }

    void checkText(ByteView data) {
        space::AtomParser parser(data, {});
        Paths fast;
        for (;;) {
            const auto more = parser.next();
            if (!more.ok()) return; // the plain reader knows no mistakes
            if (!*more) break;
            fast.push_back(toBytes(parser.path()));
        }
        expect(fast == TextReader(asText(data)).readAll(), "parsing text");
        space::AtomPrinter printer;
        TextPrinter plainly;
        for (const Bytes& path : fast) expect(printer.print(path) == plainly.print(path), "printing text");
    }

    void checkPaths(const Paths& given) {
        space::PathSetBuilder builder;
        for (const Bytes& path : given) expect(builder.add(path, valueOf(path)).ok(), "adding a path");
        auto set = builder.finish({});
        expect(set.ok(), "building a set");
        if (!set.ok()) return;
        const Paths sorted = sortedUnique(given);
        expect(equalBytes(set->framed(), frame(sorted)), "sorting");

        ByteBuffer frames;
        expect(frames.append(frame(given)), "memory");
        space::PathSetBuilder adopting;
        expect(adopting.adoptFrames(std::move(frames), {}).ok(), "parsing frames");
        auto adopted = adopting.finish({});
        expect(adopted.ok() && equalBytes(adopted->framed(), frame(sorted)), "parsing and sorting frames");
        for (std::size_t i = 1; i < sorted.size(); ++i)
            expect(spacebench::commonPrefix(sorted[i - 1], sorted[i]) ==
                       commonPrefix(sorted[i - 1], sorted[i]),
                   "common prefix");
        checkAct(std::move(set).value(), sorted);
    }

    void checkAct(space::PathSet set, const Paths& sorted) {
        std::vector<std::uint64_t> values;
        for (const Bytes& path : sorted) values.push_back(valueOf(path));
        const Bytes expected = ActWriter(sorted, values).write();
        space::SpaceContent content;
        content.space = std::make_shared<space::MemorySpace>(std::move(set));
        expect(written(content) == expected, "writing an ACT");
        const formats::Format& act = *formats::findFormat("act");
        auto opened = act.open(io::fromMemory(expected, "test"), {}, {});
        expect(opened.ok(), "opening an ACT");
        if (!opened.ok()) return;
        expect(written(opened->content) == expected, "writing an ACT from a stream");

        const space::Space& mapped = *opened->content.space;
        const auto reader = mapped.read();
        ActReader plainly(expected);
        plainly.eachPath([&](ByteView path, std::uint64_t value) {
            expect(reader->next() && equalBytes(reader->path(), path) && reader->value() == value,
                   "iterating an ACT");
        });
        expect(!reader->next() && reader->error() == nullptr, "the end of an ACT");
        for (int round = 0; round < 2; ++round) { // the second time along what the first one remembered
            for (Bytes path : sorted) {
                checkFind(mapped, plainly, path);
                if (!path.empty()) path.back() ^= 1;
                checkFind(mapped, plainly, path);
            }
        }
        const auto copy = space::inMemory(opened->content.space, {});
        expect(copy.ok() && equalBytes((*copy)->pathSet()->framed(), frame(sorted)), "an ACT into memory");
    }

    void checkFind(const space::Space& mapped, ActReader& plainly, const Bytes& path) {
        const auto found = mapped.find(path);
        expect(found.ok() && *found == plainly.find(path), "looking up in an ACT");
    }

    static Bytes written(const space::SpaceContent& content) {
        MemorySink sink;
        if (!formats::findFormat("act")->save(content, {}, sink, {}).ok()) return {};
        return toBytes(sink.view());
    }
    /// The same for equal paths, with every size of varint among them.
    static std::uint64_t valueOf(ByteView path) {
        if (path.size() % 3 == 0) return 0;
        std::uint64_t value = path.size();
        for (const Byte byte : path) value = value * 131 + byte;
        return value;
    }

    std::string m_different;
};

} // namespace spacebench::plain
