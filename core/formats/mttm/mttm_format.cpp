// SPDX-License-Identifier: Apache-2.0
//
// Multiplicities of a multiset space (FORMAT.md): which dialect a file is shows in which layout ends exactly
// at its last byte.
#include <array>

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "formats/format.h"
#include "formats/space_reading.h"
#include "space/multiplicities.h"

namespace spacebench::formats::mttm {

namespace {

constexpr std::string_view kMagic = "MTTM";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kReservedBytes = 8;
constexpr std::size_t kLeastEntryBytes = 4 + 8; ///< an empty key

const FormatInfo kInfo{
    "mttm",
    "MeTTaTron multiplicities",
    "How often each atom stands in a multiset",
    {"mttm"},
    Reads | Writes | HoldsMultiplicities,
    {{"documented", "documented, with 8 reserved bytes"},
     {"short", "documented, without reserved bytes"},
     {"bigendian", "as MeTTaTron's code writes it: big-endian, no version"}},
    10,
};

struct Layout {
    std::string_view dialect;
    bool versioned;
    bool reserved;
    bool bigEndian;
};
constexpr std::array<Layout, 3> kLayouts = {
    {{"documented", true, true, false}, {"short", true, false, false}, {"bigendian", false, false, true}}};

/// What one layout makes of the file.
struct Reading {
    const Layout* layout = nullptr;
    std::vector<space::Multiplicities::Entry> entries;
    std::uint64_t entriesAt = 0; ///< where they begin; 0 = the header does not fit
    std::optional<Error> fault;
    std::uint16_t flags = 0;
    bool oddReserved = false;
};

Result<void> readInto(Reading& reading, ByteView bytes, const WorkContext& context) {
    const Layout& layout = *reading.layout;
    ByteCursor cursor(bytes);
    SB_CHECK(cursor.skip(kMagic.size(), "magic"));
    if (layout.versioned) {
        const std::uint64_t at = cursor.offset();
        SB_TRY(version, cursor.u16("version"));
        if (version != kVersion)
            return Error::unsupportedVersion("this version of MTTM is not read")
                .at(at)
                .expect("version 1")
                .got(fmt::format("version {}", version));
        SB_TRY(flags, cursor.u16("flags"));
        reading.flags = flags;
    }
    if (layout.reserved) {
        SB_TRY(reserved, cursor.take(kReservedBytes, "reserved bytes"));
        reading.oddReserved =
            std::any_of(reserved.begin(), reserved.end(), [](Byte byte) { return byte != 0; });
    }
    const std::uint64_t countAt = cursor.offset();
    SB_TRY(count, cursor.u64("number of entries", layout.bigEndian));
    if (count > cursor.remaining() / kLeastEntryBytes)
        return Error::corrupt("the file cannot hold as many entries as it says")
            .at(countAt)
            .expect(fmt::format("at most {}", cursor.remaining() / kLeastEntryBytes))
            .got(fmt::format("{}", count));
    reading.entriesAt = cursor.offset();
    PollGate gate(context);
    for (std::uint64_t i = 0; i < count; ++i) {
        SB_CHECK(gate.step(cursor.offset()));
        SB_TRY(length, cursor.u32("key length", layout.bigEndian));
        SB_TRY(key, cursor.take(length, "key"));
        SB_TRY(value, cursor.u64("multiplicity", layout.bigEndian));
        reading.entries.push_back({std::string(asText(key)), value});
    }
    if (!cursor.atEnd())
        return Error::corrupt("bytes follow the last entry")
            .at(cursor.offset())
            .expect("the end of the file")
            .got(fmt::format("{} more bytes", cursor.remaining()));
    return {};
}

/// The reading that is consistent to the last byte, else the one that got furthest.
Result<Reading> readBest(ByteView bytes, const std::string& wanted, const WorkContext& context) {
    Reading best;
    for (const Layout& layout : kLayouts) {
        if (!wanted.empty() && wanted != layout.dialect) continue;
        Reading reading;
        reading.layout = &layout;
        try {
            auto read = readInto(reading, bytes, context);
            if (!read.ok()) reading.fault = std::move(read).error();
        } catch (const std::bad_alloc&) {
            return ByteBuffer::outOfMemory(bytes.size());
        }
        if (!reading.fault) return reading;
        if (reading.fault->code == ErrorCode::Cancelled) return std::move(*reading.fault);
        const bool further = best.layout == nullptr || reading.entries.size() > best.entries.size() ||
                             (best.entriesAt == 0 && reading.entriesAt != 0);
        if (further) best = std::move(reading);
    }
    if (best.layout == nullptr)
        return Error::invalid("MTTM has no such dialect")
            .expect("documented, short or bigendian")
            .got(wanted);
    return best;
}

void note(Opened& opened, const Reading& reading) {
    const auto warn = [&](std::string id, std::string message) {
        opened.findings.push_back({Severity::Warning, std::move(id), std::move(message)});
    };
    if (reading.flags != 0) warn("mttm.flags", fmt::format("unknown flags are set: 0x{:04X}", reading.flags));
    if (reading.oddReserved) warn("mttm.reserved", "the reserved bytes are not zero");
    const std::uint64_t duplicates = reading.entries.size() - opened.content.multiplicities->entries().size();
    if (duplicates != 0)
        warn("mttm.duplicates",
             fmt::format("{} keys are given again; the last value of each counts", duplicates));
    const bool ordered = std::is_sorted(reading.entries.begin(), reading.entries.end(),
                                        [](const auto& a, const auto& b) { return a.key < b.key; });
    if (!ordered && reading.layout->versioned) // MeTTaTron's own are unordered
        warn("mttm.order", "the keys are not sorted");
}

class BufferedWriter {
  public:
    BufferedWriter(ByteSink& out, bool bigEndian) : m_out(out), m_bigEndian(bigEndian) {}
    void bytes(std::string_view text) { m_buffer += text; }
    void number(std::uint64_t value, unsigned size) {
        for (unsigned i = 0; i < size; ++i)
            m_buffer += static_cast<char>(value >> (8 * (m_bigEndian ? size - 1 - i : i)));
    }
    [[nodiscard]] Result<void> flushAbove(std::size_t limit) {
        if (m_buffer.size() <= limit) return {};
        SB_CHECK(m_out.write(asBytes(m_buffer)));
        m_buffer.clear();
        return {};
    }

  private:
    ByteSink& m_out;
    bool m_bigEndian;
    std::string m_buffer;
};

class MttmFormat final : public Format {
  public:
    const FormatInfo& info() const override { return kInfo; }

    Match probe(ByteView bytes) const override {
        return startsWith(bytes, asBytes(kMagic)) ? Match::Yes : Match::No;
    }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        const ByteView bytes = source->bytes();
        if (!startsWith(bytes, asBytes(kMagic)))
            return Error::notThisFormat("no MTTM file").at(0).expect("\"MTTM\" at its start");
        context.begin("reading multiplicities", ProgressUnit::Bytes, bytes.size());
        SB_TRY(reading, readBest(bytes, options.dialect, context));
        SB_CHECK(source->health());
        if (reading.fault && reading.fault->code == ErrorCode::UnsupportedVersion && reading.entriesAt == 0)
            return std::move(*reading.fault);
        Opened opened;
        opened.dialect = reading.layout->dialect;
        opened.content.multiplicities = std::make_shared<const space::Multiplicities>(reading.entries);
        std::uint64_t total = 0;
        for (const auto& entry : opened.content.multiplicities->entries())
            total = entry.count > UINT64_MAX - total ? UINT64_MAX : total + entry.count;
        opened.facts.push_back({"entries", "Atoms with a multiplicity",
                                std::uint64_t{opened.content.multiplicities->entries().size()},
                                Fact::Unit::Count});
        opened.facts.push_back({"total_multiplicity", "Sum of multiplicities", total, Fact::Unit::Count});
        note(opened, reading);
        if (reading.fault) setDamage(opened, std::move(*reading.fault), "mttm.layout");
        return opened;
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(kInfo, content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        if (content.multiplicities == nullptr)
            return Error::unsupported("there are no multiplicities to write");
        const Layout* layout = &kLayouts.front();
        for (const Layout& each : kLayouts)
            if (each.dialect == options.dialect) layout = &each;
        if (!options.dialect.empty() && layout->dialect != options.dialect)
            return Error::invalid("MTTM has no such dialect")
                .expect("documented, short or bigendian")
                .got(options.dialect);
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        const auto& entries = content.multiplicities->entries();
        BufferedWriter writer(out, layout->bigEndian);
        writer.bytes(kMagic);
        if (layout->versioned) {
            writer.number(kVersion, 2);
            writer.number(0, 2);
        }
        if (layout->reserved) writer.number(0, kReservedBytes);
        writer.number(entries.size(), 8);
        PollGate gate(context);
        std::uint64_t done = 0;
        for (const auto& entry : entries) {
            SB_CHECK(gate.step(++done));
            if (entry.key.size() > UINT32_MAX) return Error::unsupported("a key is longer than 4 GiB");
            writer.number(entry.key.size(), 4);
            writer.bytes(entry.key);
            writer.number(entry.count, 8);
            report.rawBytes += kLeastEntryBytes + entry.key.size();
            SB_CHECK(writer.flushAbove(std::size_t{256} << 10));
        }
        SB_CHECK(writer.flushAbove(0));
        return report;
    }
};

} // namespace

const Format& format() {
    static const MttmFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::mttm
