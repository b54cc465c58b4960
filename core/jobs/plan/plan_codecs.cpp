// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/plan_codecs.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/json_document.h"
#include "codecs/blocks/block_codec.h"
#include "codecs/codec.h"

namespace spacebench::jobs {

namespace {

using codecs::Codec;
using codecs::blocks::BlockCodec;

std::optional<int> levelOf(std::string_view text) {
    int level = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), level);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return level;
}

/// What both registries call by one name.
struct Family {
    std::string name;
    const Codec* file = nullptr;
    const BlockCodec* block = nullptr;

    [[nodiscard]] bool fileHas(int level) const {
        return file != nullptr && level >= file->levels().least && level <= file->levels().most;
    }
    [[nodiscard]] bool blockHas(int level) const {
        if (block == nullptr) return false;
        const std::vector<int> levels = block->levels();
        return std::find(levels.begin(), levels.end(), level) != levels.end();
    }
    [[nodiscard]] std::string fileText(int level) const {
        return file->levels().least == file->levels().most ? name : fmt::format("{}:{}", name, level);
    }
    [[nodiscard]] std::string blockText(int level) const {
        return block->levels().size() == 1 ? name : fmt::format("{}:{}", name, level);
    }
    /// For people: "1 to 12".
    [[nodiscard]] std::string levelWords() const {
        int least = INT32_MAX;
        int most = INT32_MIN;
        const auto widen = [&](int low, int high) {
            least = std::min(least, low);
            most = std::max(most, high);
        };
        if (file != nullptr) widen(file->levels().least, file->levels().most);
        if (block != nullptr) widen(block->levels().front(), block->levels().back());
        return least == most ? fmt::format("'{}' without a level", name)
                             : fmt::format("a level of {} from {} to {}", name, least, most);
    }
};

Error unknownCodec(std::string_view name) {
    std::vector<std::string_view> known = {kDefaultCodec};
    const auto add = [&](std::string_view id) {
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    };
    for (const Codec* codec : codecs::allCodecs()) add(codec->id());
    for (const BlockCodec* codec : codecs::blocks::allBlockCodecs()) add(codec->id());
    const std::string_view nearest = nearestOf(name, known);
    Error error = Error::invalid(fmt::format("there is no codec '{}'", name)).expect(joined(known));
    if (!nearest.empty()) error.advice = fmt::format("Did you mean '{}'?", nearest);
    return error;
}

/// A family without a level: each registry at its own standard one, which need not be the same.
PlanCodec standardOf(const Family& family) {
    PlanCodec codec{family.name, {}, {}};
    if (family.file != nullptr) codec.file = family.fileText(family.file->levels().standard);
    if (family.block != nullptr) codec.block = family.blockText(family.block->standardLevel());
    return codec;
}

} // namespace

Result<std::vector<PlanCodec>> planCodecs(const std::string& text) {
    if (text == kDefaultCodec) return std::vector{PlanCodec{text, text, {}}};
    const std::size_t colon = text.find(':');
    Family family{text.substr(0, colon), nullptr, nullptr};
    family.file = codecs::findCodec(family.name);
    family.block = codecs::blocks::findBlockCodec(family.name);
    if (family.file == nullptr && family.block == nullptr) return unknownCodec(family.name);
    if (colon == std::string::npos) return std::vector{standardOf(family)};

    const std::string_view levels = std::string_view(text).substr(colon + 1);
    const std::size_t dots = levels.find("..");
    const auto first = levelOf(levels.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : levelOf(levels.substr(dots + 2));
    if (!first || !last)
        return Error::invalid(fmt::format("'{}' is no level of {}", levels, family.name))
            .expect(family.levelWords() + ", or a range of them such as 1..9");
    if (*first > *last)
        return Error::invalid(fmt::format("the range '{}' is empty", levels)).expect("the lower level first");
    const auto known = [&](int level) { return family.fileHas(level) || family.blockHas(level); };
    // Ends that are no levels are mistakes; between them a codec may have gaps.
    for (const int end : {*first, *last})
        if (!known(end))
            return Error::invalid(fmt::format("{} is no level of {}", end, family.name))
                .expect(family.levelWords())
                .got(fmt::format("'{}'", text));
    std::vector<PlanCodec> codecs;
    for (int level = *first; level <= *last; ++level) {
        if (!known(level)) continue;
        PlanCodec codec{fmt::format("{}:{}", family.name, level), {}, {}};
        if (family.fileHas(level)) codec.file = family.fileText(level);
        if (family.blockHas(level)) codec.block = family.blockText(level);
        codecs.push_back(std::move(codec));
    }
    return codecs;
}

} // namespace spacebench::jobs
