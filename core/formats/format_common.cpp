// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/format.h"
#include "formats/looks_like.h"
#include "space/expression.h"
#include "space/multiplicities.h"
#include "space/symbol_table.h"

namespace spacebench::formats {

namespace {

constexpr std::size_t kMostExamples = 5;
constexpr std::size_t kExampleBytes = 80;
/// Examples are for people: searching longer for them is not worth it.
constexpr std::uint64_t kPathsSearchedForExamples = 200'000;

std::string everythingReadable() {
    std::string text;
    for (const Format* format : allFormats()) {
        if (!format->info().can(Reads)) continue;
        if (!text.empty()) text += ", ";
        text += format->info().id;
    }
    return text;
}

/// Old trees look nearly the same, but their numbers are laid out differently.
Result<void> refuseOldTrees(ByteView bytes) {
    constexpr std::string_view kMagicStart = "ACTree";
    constexpr std::size_t kMagicBytes = 8;
    if (bytes.size() < kMagicBytes || !startsWith(bytes, asBytes(kMagicStart))) return {};
    const std::string magic(asText(bytes.first(kMagicBytes)));
    if (magic != "ACTree01" && magic != "ACTree02") return {};
    return Error::unsupportedVersion(fmt::format("this is an old ArenaCompactTree, {}", magic))
        .at(0)
        .expect("ACTree03")
        .got(magic)
        .advise("Write it again with a PathMap of 2025 or later");
}

std::vector<std::string> pathsWithValues(const space::Space& space) {
    std::vector<std::string> examples;
    const auto reader = space.read();
    for (std::uint64_t i = 0; i < kPathsSearchedForExamples && reader->next(); ++i) {
        if (reader->value() == 0) continue;
        std::string text;
        space::PrintOptions options;
        options.maxBytes = kExampleBytes;
        space::printAtom(reader->path(), text, options);
        examples.push_back(fmt::format("{} = {}", text, reader->value()));
        if (examples.size() == kMostExamples) break;
    }
    return examples;
}

/// A table or a list of multiplicities taken out of a space leaves its paths behind.
Result<void> addLostPaths(const FormatInfo& info, const space::Space& space, std::vector<Loss>& losses,
                          const WorkContext& context) {
    space::PathTotals totals;
    if (const auto known = space.knownCount()) {
        totals.paths = *known;
    } else {
        SB_TRY(counted, space.count(context));
        totals = counted;
    }
    if (totals.paths == 0) return {};
    Loss loss{"paths",
              fmt::format("all {}{} paths, for which {} has no place", totals.saturated ? "at least " : "",
                          groupedNumber(totals.paths), info.title),
              totals.paths,
              {}};
    const auto reader = space.read();
    while (loss.examples.size() < kMostExamples && reader->next()) {
        std::string text;
        space::PrintOptions options;
        options.maxBytes = kExampleBytes;
        space::printAtom(reader->path(), text, options);
        loss.examples.push_back(std::move(text));
    }
    losses.push_back(std::move(loss));
    return {};
}

Result<void> addLostValues(const FormatInfo& info, const space::Space& space, std::vector<Loss>& losses,
                           const WorkContext& context) {
    if (space.knownWithoutValues()) return {};
    SB_TRY(totals, space.count(context));
    if (totals.nonZeroValues == 0) return {};
    losses.push_back(
        {"values",
         fmt::format("{} of {} paths carry a value that is not 0, which {} does not store",
                     groupedNumber(totals.nonZeroValues), groupedNumber(totals.paths), info.title),
         totals.nonZeroValues, pathsWithValues(space)});
    return {};
}

} // namespace

Result<const Format*> recognise(const io::ByteSource& source) {
    const ByteView bytes = source.bytes();
    SB_CHECK(refuseOldTrees(bytes));
    std::vector<const Format*> ordered(allFormats().begin(), allFormats().end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const Format* a, const Format* b) {
        return a->info().probeOrder < b->info().probeOrder;
    });
    const Format* likely = nullptr;
    if (!bytes.empty()) {
        for (const Format* format : ordered) {
            if (!format->info().can(Reads)) continue;
            const Format::Match match = format->probe(bytes);
            if (match == Format::Match::Yes) return format;
            if (match == Format::Match::Maybe && likely == nullptr) likely = format;
        }
    }
    SB_CHECK(source.health());
    if (likely != nullptr) return likely;
    const Looks looks = looksLike(bytes);
    const std::string start = bytes.empty() ? "" : fmt::format(", which starts with {}", hexStart(bytes));
    return Error::notThisFormat("this is no space file")
        .at(0)
        .expect("one of " + everythingReadable())
        .got(looks.kind + start)
        .advise(looks.advice)
        .in(source.name());
}

Result<std::vector<Loss>> lossesByCapability(const FormatInfo& info, const space::SpaceContent& content,
                                             const WorkContext& context) {
    std::vector<Loss> losses;
    if (content.space != nullptr && !info.can(HoldsPaths))
        SB_CHECK(addLostPaths(info, *content.space, losses, context));
    if (content.space != nullptr && info.can(HoldsPaths) && !info.can(HoldsValues))
        SB_CHECK(addLostValues(info, *content.space, losses, context));
    const bool symbolsStay = info.can(HoldsSymbols) || info.can(ResolvesSymbols);
    if (content.symbols != nullptr && content.symbols->size() != 0 && !symbolsStay) {
        Loss loss{"symbols",
                  fmt::format("the symbol table of {} entries, for which {} has no place",
                              groupedNumber(content.symbols->size()), info.title),
                  content.symbols->size(),
                  {}};
        for (std::uint64_t i = 0; i < std::min<std::uint64_t>(kMostExamples, content.symbols->size()); ++i) {
            const auto entry = content.symbols->entry(i);
            std::string text;
            space::printEscaped(entry.text.first(std::min<std::size_t>(entry.text.size(), kExampleBytes)),
                                text);
            loss.examples.push_back(fmt::format("0x{:016X} = {}", entry.symbol, text));
        }
        losses.push_back(std::move(loss));
    }
    if (content.multiplicities != nullptr && !content.multiplicities->entries().empty() &&
        !info.can(HoldsMultiplicities)) {
        const auto& entries = content.multiplicities->entries();
        Loss loss{"multiplicities",
                  fmt::format("how often {} atoms stand in the space, which {} does not store",
                              groupedNumber(entries.size()), info.title),
                  entries.size(),
                  {}};
        for (std::size_t i = 0; i < std::min(kMostExamples, entries.size()); ++i)
            loss.examples.push_back(fmt::format("{} = {}", entries[i].key, entries[i].count));
        losses.push_back(std::move(loss));
    }
    return losses;
}

Result<void> refuseLosses(const std::vector<Loss>& losses, const SaveOptions& options) {
    if (losses.empty() || options.dropWhatDoesNotFit) return {};
    std::string list;
    for (const Loss& loss : losses) list += (list.empty() ? "" : "; ") + loss.message;
    return Error::unsupported("the target format cannot hold everything: " + list)
        .advise("Choose another format, or drop it with --force");
}

} // namespace spacebench::formats
