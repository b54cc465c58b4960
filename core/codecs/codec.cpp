// SPDX-License-Identifier: Apache-2.0
#include "codecs/codec.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::codecs {

namespace {

/// Small enough to stay in the second-level cache and to poll often, large enough to hide call costs.
constexpr std::uint64_t kExpectedRatio = 8; ///< of real spaces, 5 to 7:1 with zlib
constexpr std::size_t kStepBytes = std::size_t{256} << 10;

std::string choices() {
    std::string text;
    for (const Codec* codec : allCodecs()) {
        const LevelRange levels = codec->levels();
        if (!text.empty()) text += ", ";
        text += codec->id();
        if (levels.least != levels.most) text += fmt::format("[:{}..{}]", levels.least, levels.most);
    }
    return text;
}

} // namespace

Result<CodecChoice> parseCodec(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const Codec* codec = findCodec(name);
    if (codec == nullptr)
        return Error::invalid(fmt::format("there is no codec '{}'", name)).expect("one of " + choices());
    const LevelRange levels = codec->levels();
    CodecChoice choice{codec, levels.standard};
    if (colon == std::string_view::npos) return choice;

    const std::string_view digits = text.substr(colon + 1);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), choice.level);
    const bool isNumber = problem == std::errc() && end == digits.data() + digits.size();
    if (!isNumber || choice.level < levels.least || choice.level > levels.most) {
        const std::string wanted = levels.least == levels.most
                                       ? fmt::format("{} without a level", name)
                                       : fmt::format("a number from {} to {}", levels.least, levels.most);
        return Error::invalid(fmt::format("'{}' is no level of codec {}", digits, name)).expect(wanted);
    }
    return choice;
}

Result<bool> Codec::decodeInParts(ByteView, ByteBuffer&, const WorkContext&) const {
    return false;
}

Result<void> compress(const CodecChoice& choice, ByteView raw, ByteSink& out, const WorkContext& context) {
    SB_TRY(encoder, choice.codec->encoder(out, choice.level, context));
    const std::size_t step = choice.codec->encodeStepBytes();
    for (std::size_t at = 0; at < raw.size(); at += step) {
        SB_CHECK(context.poll());
        SB_CHECK(encoder->write(raw.subspan(at, std::min(step, raw.size() - at))));
        context.advanceTo(at);
    }
    return encoder->finish();
}

Result<void> readAll(Decoder& decoder, ByteBuffer& raw, const WorkContext& context) {
    const std::size_t before = raw.size();
    for (;;) {
        SB_CHECK(context.poll());
        const std::size_t filled = raw.size();
        Byte* room = raw.extend(kStepBytes);
        if (room == nullptr) return ByteBuffer::outOfMemory(filled + kStepBytes);
        auto produced = decoder.read({room, kStepBytes});
        raw.truncate(filled + (produced.ok() ? *produced : 0));
        const std::uint64_t consumed = decoder.consumed();
        context.advanceTo(consumed);
        if (!produced.ok()) return std::move(produced).error();
        if (*produced == 0) return {};
        SB_CHECK(checkInflation(consumed, raw.size() - before, context.limits, decoder.suspiciousRatio()));
    }
}

Result<void> decompress(const Codec& codec, ByteView stored, ByteBuffer& raw, std::uint64_t& consumed,
                        const WorkContext& context) {
    consumed = 0;
    SB_TRY(inParts, codec.decodeInParts(stored, raw, context));
    if (inParts) {
        consumed = stored.size();
        return {};
    }
    // Room at once: growing step by step would touch, and copy, as much again. Memory that is not touched
    // costs nothing; where it cannot be had, growing decides.
    const std::uint64_t expected = std::min(stored.size() * kExpectedRatio, context.limits.contentBytes);
    static_cast<void>(raw.reserve(raw.size() + expected));
    SB_TRY(decoder, codec.decoder(stored));
    auto result = readAll(*decoder, raw, context);
    consumed = decoder->consumed();
    return result;
}

Result<void> checkInflation(std::uint64_t consumed, std::uint64_t produced, const Limits& limits,
                            std::uint64_t suspiciousRatio) {
    const std::uint64_t ratio = std::min(limits.inflateRatio, suspiciousRatio);
    if (produced > limits.contentBytes)
        return Error::limit("the decompressed content does not fit into the memory limit")
            .at(consumed)
            .expect(fmt::format("at most {}", sizeText(limits.contentBytes)))
            .got(fmt::format("{} and more", sizeText(produced)));
    if (produced > limits.inflateFloorBytes && produced / ratio > consumed)
        return Error::limit("the stream inflates beyond any sensible ratio, as decompression bombs do")
            .at(consumed)
            .expect(fmt::format("at most {}:1 beyond {}", ratio, sizeText(limits.inflateFloorBytes)))
            .got(fmt::format("{} bytes out of {}", groupedNumber(produced), groupedNumber(consumed)));
    return {};
}

} // namespace spacebench::codecs
