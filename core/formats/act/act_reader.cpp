// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/units.h"
#include "formats/act/act_format.h"
#include "formats/act/act_locator.h"
#include "space/mapped_space.h"

namespace spacebench::formats::act {

namespace {

using space::kActArenaBegin;
using space::kActMagic;
using space::kActPadding;
using space::kActRootField;
using space::kActTrailer;

/// Header, one node byte; smaller files hold no root at all.
constexpr std::uint64_t kSmallestFile = kActArenaBegin + 1;

std::string hexOf(ByteView bytes) {
    std::string text;
    for (const Byte byte : bytes) text += fmt::format("{}{:02X}", text.empty() ? "" : " ", byte);
    return text;
}

Result<void> checkMagic(ByteView file) {
    const ByteView magic = file.first(std::min<std::size_t>(file.size(), kActMagic.size()));
    if (startsWith(magic, asBytes(kActMagic))) return {};
    if (magic.size() == kActMagic.size() && startsWith(magic, asBytes("ACTree"))) {
        const std::string found(asText(magic));
        const bool older = found == "ACTree01" || found == "ACTree02";
        const char* const message = older ? "an old ACT version, whose numbers and offsets follow other rules"
                                          : "an ACT version that is not known here";
        return Error::unsupportedVersion(message)
            .at(0)
            .expect(std::string(kActMagic))
            .got(found)
            .advise(older ? "Open it with the PathMap that wrote it and write it again with a newer one"
                          : "");
    }
    return Error::notThisFormat("no ACT file").at(0).expect(std::string(kActMagic)).got(hexOf(magic));
}

} // namespace

Result<Outline> outline(ByteView file) {
    SB_CHECK(checkMagic(file));
    if (file.size() < kSmallestFile)
        return Error::corrupt("the file ends inside its header")
            .at(file.size())
            .expect(fmt::format("at least {} bytes", kSmallestFile + kActPadding))
            .got(fmt::format("{} bytes", file.size()))
            .advise("The file was cut off; nothing of it can be read");
    Outline found;
    const std::uint64_t newest = loadU64(file.data() + kActRootField);
    if (file.size() < kSmallestFile + kActPadding) {
        found.arenaEnd = file.size();
        found.damage = Error::corrupt("the zero bytes behind the arena are missing")
                           .at(file.size())
                           .expect(fmt::format("at least {} bytes", kSmallestFile + kActPadding))
                           .got(fmt::format("{} bytes", file.size()));
        found.roots.push_back({newest, found.arenaEnd});
        return found;
    }
    const std::uint64_t last = file.size() - kActPadding;
    if (loadU64(file.data() + last) == 0) {
        found.arenaEnd = last;
        found.padded = true;
        found.roots.push_back({newest, last});
        return found;
    }
    // Not zero: the end of a trailer, or the zero bytes are missing or damaged. A trailer's numbers must fit.
    std::uint64_t at = file.size() - kActTrailer;
    const auto plausible = [&](std::uint64_t trailer) {
        const std::uint64_t previous = loadU64(file.data() + trailer);
        const std::uint64_t root = loadU64(file.data() + trailer + 8);
        return root >= kActArenaBegin && root < trailer &&
               (previous == 0 || (previous > kActArenaBegin && previous <= trailer - kActTrailer));
    };
    if (!plausible(at)) {
        found.arenaEnd = file.size();
        found.damage = Error::corrupt("the zero bytes behind the arena are missing or damaged")
                           .at(last)
                           .expect("8 zero bytes, or the trailer of a merge")
                           .got(hexOf(file.subspan(last)))
                           .advise("The file may have been cut off by a few bytes");
        found.roots.push_back({newest, found.arenaEnd});
        return found;
    }
    found.arenaEnd = at;
    found.roots.push_back({newest, at});
    for (;;) {
        found.trailers.push_back(at);
        const std::uint64_t previous = loadU64(file.data() + at);
        // An older state ends before the merge that made it old appended anything; where that was is not
        // stored, except that nothing of it lies behind the trailer.
        found.roots.push_back({loadU64(file.data() + at + 8), at});
        if (previous == 0) return found;
        if (!plausible(previous)) {
            found.damage = Error::corrupt("the chain of older roots is damaged")
                               .at(previous)
                               .expect("a trailer that names an older trailer and root, both before it")
                               .got(hexOf(file.subspan(previous, kActTrailer)));
            return found;
        }
        at = previous;
    }
}

Result<space::ActNode> checkRoot(ByteView file, const Root& root) {
    if (root.offset >= file.size())
        return Error::corrupt("the root node lies past the end of the file")
            .at(kActRootField)
            .expect(fmt::format("a root offset from {} to below {}", kActArenaBegin,
                                groupedNumber(root.arenaEnd)))
            .got(groupedNumber(root.offset))
            .advise("An ACT keeps its root at the end: if the file was cut off, the way to its paths is "
                    "lost; get the whole file again");
    const space::ActArena arena(file);
    space::ActNode node;
    space::ActFault fault;
    if (arena.decode(root.offset, root.arenaEnd, node, fault)) return node;
    return space::ActArena::describe(fault).during("reading the root node");
}

Result<std::uint64_t> chosenRoot(const Outline& outline, const OpenOptions& options) {
    if (options.root < outline.roots.size()) return options.root;
    return Error::invalid("the file has no such root")
        .expect(outline.roots.size() == 1 ? std::string("0: it was never merged into")
                                          : fmt::format("0 (newest) to {}", outline.roots.size() - 1))
        .got(fmt::format("{}", options.root));
}

std::vector<Fact> factsOf(const Outline& outline, std::uint64_t chosen) {
    using Unit = Fact::Unit;
    std::vector<Fact> facts;
    facts.push_back({"version", "Version", std::string(kActMagic), Unit::None});
    facts.push_back({"root_offset", "Root node", outline.roots[chosen].offset, Unit::Offset});
    facts.push_back({"roots", "Roots", std::uint64_t{outline.roots.size()}, Unit::Count});
    facts.push_back({"root", "Root in use (0 = newest)", chosen, Unit::None});
    facts.push_back({"merged", "Merged into", !outline.trailers.empty(), Unit::None});
    facts.push_back({"arena_bytes", "Arena", outline.arenaEnd - kActArenaBegin, Unit::Bytes});
    return facts;
}

Result<Opened> openAct(io::SourcePtr source, const OpenOptions& options, const WorkContext& context) {
    const ByteView file = source->bytes();
    SB_TRY(found, outline(file));
    SB_TRY(chosen, chosenRoot(found, options));
    if (auto root = checkRoot(file, found.roots[chosen]); !root.ok()) {
        Error error = std::move(root).error();
        if (error.advice.empty() && chosen + 1 < found.roots.size())
            error.advice = "The file was merged into: an older root may still be readable (--root 1)";
        return error;
    }
    SB_TRY(mapped, space::MappedSpace::open(source, found.roots[chosen].offset, context.limits,
                                            options.streaming ? space::MappedSpace::Pages::Release
                                                              : space::MappedSpace::Pages::Keep));
    SB_CHECK(source->health());
    Opened opened;
    opened.content.space = std::move(mapped);
    opened.facts = factsOf(found, chosen);
    if (found.damage) {
        opened.findings.push_back(findingOf(*found.damage, "act.end"));
        opened.damage = found.damage;
    }
    opened.locator = makeLocator(std::move(source), std::move(found), chosen);
    return opened;
}

} // namespace spacebench::formats::act
