// SPDX-License-Identifier: Apache-2.0
//
// kv: one line a path. See FORMAT.md.
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/framed_paths.h"
#include "formats/kv/kv_reader.h"

namespace spacebench::formats::kv {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kValueBytes = 22; // tab, 20 digits, newline

struct HexPair {
    char digits[2];
};

constexpr std::array<HexPair, 256> makePairs() {
    std::array<HexPair, 256> pairs{};
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (std::size_t i = 0; i < 256; ++i) pairs[i] = {{kDigits[i >> 4], kDigits[i & 15]}};
    return pairs;
}
constexpr std::array<HexPair, 256> kPairs = makePairs();

Result<void> appendLine(ByteBuffer& block, ByteView path, std::uint64_t value) {
    Byte* at = block.extend(2 * path.size() + kValueBytes);
    if (at == nullptr) return ByteBuffer::outOfMemory(2 * path.size());
    for (const Byte byte : path) {
        std::memcpy(at, kPairs[byte].digits, 2);
        at += 2;
    }
    char line[kValueBytes] = {'\t'};
    char* end = std::to_chars(line + 1, line + kValueBytes - 1, value).ptr;
    *end++ = '\n';
    const auto size = static_cast<std::size_t>(end - line);
    std::memcpy(at, line, size);
    block.truncate(block.size() - kValueBytes + size);
    return {};
}

class KvFormat final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = {
            .id = "kv",
            .title = "Key-value lines",
            .summary = "One path a line: hex, tab, decimal value; for tests and for people",
            .extensions = {"kv", "dump"},
            .capabilities = Reads | Writes | HoldsPaths | HoldsValues | AnyBytes | Streams | IsText,
            .dialects = {},
            .probeOrder = 40,
        };
        return kInfo;
    }
    Match probe(ByteView bytes) const override { return probeKv(bytes); }
    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (options.streaming) return streamKv(source, context);
        return readKv(source, Effort::Open, context);
    }
    Result<Opened> salvage(io::SourcePtr source, const OpenOptions&,
                           const WorkContext& context) const override {
        return readKv(source, Effort::Salvage, context);
    }
    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(info(), content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        SB_TRY(space, spaceToWrite(content, info()));
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        context.begin("Writing", ProgressUnit::Bytes);
        ByteBuffer block;
        PollGate gate(context);
        const auto reader = space->read();
        while (reader->next()) {
            SB_CHECK(appendLine(block, reader->path(), reader->value()));
            ++report.paths;
            report.rawBytes += kLengthBytes + reader->path().size();
            if (report.rawBytes > context.limits.expandedBytes) return tooMuchToWrite(context.limits);
            if (block.size() >= kBlockBytes) {
                SB_CHECK(out.write(block.view()));
                block.clear();
            }
            SB_CHECK(gate.step(report.rawBytes));
        }
        if (reader->error() != nullptr) return *reader->error();
        if (report.paths == 0 && !block.append(asBytes(kNoPaths))) return ByteBuffer::outOfMemory(1);
        SB_CHECK(out.write(block.view()));
        return report;
    }
};

} // namespace

const Format& format() {
    static const KvFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::kv
