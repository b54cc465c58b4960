// SPDX-License-Identifier: Apache-2.0
//
// Written by hand, because no library gives MORK's bytes: its writer (Rust's zip, "large file" on, no time)
// puts ZIP64 sizes into the local headers of slots, and into the central directory both right 32-bit sizes
// and a ZIP64 field of two zeros (formats.md, 6).
#include <fmt/format.h>
#include <zlib.h>

#include "formats/symbols/symbol_zip.h"

namespace spacebench::formats::symbols {

namespace {

constexpr std::uint16_t kVersionPlain = 10;
constexpr std::uint16_t kVersionZip64 = 45;
constexpr std::uint16_t kMadeOnUnix = 3 << 8;
constexpr std::uint16_t kDate = 0x0021;          ///< 1980-01-01
constexpr std::uint32_t kPlainFile = 0x81A40000; ///< mode 0100644
constexpr std::uint16_t kZip64Extra = 1;
constexpr std::uint16_t kZip64Size = 16;
constexpr std::uint64_t kMaxArchive = 0xFFFFFFFE; ///< beyond it, offsets would need ZIP64 too
constexpr std::size_t kLengthInline = 127;
constexpr std::uint64_t kPollStride = 4096; ///< symbols, 0.1 ms

class ZipWriter {
  public:
    /// Appends one stored entry. False where memory cannot be had.
    bool add(const std::string& name, ByteView content, bool largeFile) {
        const std::uint64_t offset = m_out.size();
        const auto crc = static_cast<std::uint32_t>(crc32_z(0, content.data(), content.size()));
        const auto size = static_cast<std::uint32_t>(content.size());
        put32(m_head, 0x04034B50);
        put16(m_head, largeFile ? kVersionZip64 : kVersionPlain);
        putCommon(m_head, crc);
        put32(m_head, largeFile ? 0xFFFFFFFF : size);
        put32(m_head, largeFile ? 0xFFFFFFFF : size);
        putName(m_head, name, largeFile, {});
        m_head.insert(m_head.end(), name.begin(), name.end());
        if (largeFile) putZip64(m_head, content.size());

        put32(m_directory, 0x02014B50);
        put16(m_directory, kMadeOnUnix | (largeFile ? kVersionZip64 : kVersionPlain));
        put16(m_directory, largeFile ? kVersionZip64 : kVersionPlain);
        putCommon(m_directory, crc);
        put32(m_directory, size);
        put32(m_directory, size);
        putName(m_directory, name, largeFile, Bytes(6)); // no comment, disk 0, binary
        put32(m_directory, kPlainFile);
        put32(m_directory, static_cast<std::uint32_t>(offset));
        m_directory.insert(m_directory.end(), name.begin(), name.end());
        if (largeFile) putZip64(m_directory, 0);
        ++m_entries;
        const bool fits = m_out.append(m_head) && m_out.append(content);
        m_head.clear();
        return fits;
    }

    bool finish() {
        const auto offset = static_cast<std::uint32_t>(m_out.size());
        const auto size = static_cast<std::uint32_t>(m_directory.size());
        put32(m_directory, 0x06054B50);
        put32(m_directory, 0); // disks
        put16(m_directory, m_entries);
        put16(m_directory, m_entries);
        put32(m_directory, size);
        put32(m_directory, offset);
        put16(m_directory, 0); // no comment
        return m_out.append(m_directory);
    }

    [[nodiscard]] ByteBuffer take() { return std::move(m_out); }
    [[nodiscard]] std::uint64_t size() const { return m_out.size() + m_directory.size(); }

  private:
    static void put16(Bytes& out, unsigned value) {
        out.push_back(static_cast<Byte>(value));
        out.push_back(static_cast<Byte>(value >> 8));
    }
    static void put32(Bytes& out, std::uint32_t value) {
        put16(out, value & 0xFFFF);
        put16(out, value >> 16);
    }
    static void put64(Bytes& out, std::uint64_t value) {
        put32(out, static_cast<std::uint32_t>(value));
        put32(out, static_cast<std::uint32_t>(value >> 32));
    }
    /// Flags, method, time, date, CRC.
    static void putCommon(Bytes& out, std::uint32_t crc) {
        put16(out, 0);
        put16(out, 0);
        put16(out, 0);
        put16(out, kDate);
        put32(out, crc);
    }
    static void putName(Bytes& out, const std::string& name, bool largeFile, const Bytes& after) {
        put16(out, static_cast<unsigned>(name.size()));
        put16(out, largeFile ? kZip64Size + 4 : 0);
        out.insert(out.end(), after.begin(), after.end());
    }
    static void putZip64(Bytes& out, std::uint64_t size) {
        put16(out, kZip64Extra);
        put16(out, kZip64Size);
        put64(out, size);
        put64(out, size);
    }

    ByteBuffer m_out;
    Bytes m_head;
    Bytes m_directory;
    std::uint16_t m_entries = 0;
};

void putBigEndian(Byte* to, std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) to[i] = static_cast<Byte>(value >> (8 * (bytes - 1 - i)));
}

bool putSymbol(ByteBuffer& out, const space::SymbolTable::Entry& entry) {
    const bool inlineLength = entry.text.size() <= kLengthInline;
    Byte* to = out.extend(6 + (inlineLength ? 1 : 8));
    if (to == nullptr) return false;
    putBigEndian(to, entry.symbol, 6);
    if (inlineLength) {
        to[6] = static_cast<Byte>(~entry.text.size());
    } else {
        putBigEndian(to + 6, entry.text.size(), 8);
    }
    return out.append(entry.text);
}

} // namespace

Result<ByteBuffer> writeSymbolZip(const space::SymbolTable& table, const WorkContext& context) {
    ZipWriter zip;
    ByteBuffer slotBytes;
    Bytes sizes;
    const auto outOfMemory = [&] { return ByteBuffer::outOfMemory(table.textBytes()); };
    for (std::uint64_t i = 0; i < table.size();) {
        const std::uint64_t slot = table.entry(i).symbol >> 40;
        if (slot > 0xFF)
            return Error::unsupported("a symbol does not fit the six bytes that the archive has for it")
                .expect("two zero bytes at its start")
                .got(fmt::format("0x{:016X}", table.entry(i).symbol));
        slotBytes.clear();
        for (; i < table.size() && table.entry(i).symbol >> 40 == slot; ++i) {
            if (i % kPollStride == 0) SB_CHECK(context.poll()); // progress is the caller's
            if (!putSymbol(slotBytes, table.entry(i))) return outOfMemory();
        }
        if (zip.size() + slotBytes.size() > kMaxArchive)
            return Error::limit("the symbol table is too large for the archive").expect("less than 4 GiB");
        if (!zip.add(fmt::format("SharedMapping_0x{:02X}.binary_data", slot), slotBytes, true))
            return outOfMemory();
        Byte meta[16];
        putBigEndian(meta, slot, 8);
        putBigEndian(meta + 8, slotBytes.size(), 8);
        sizes.insert(sizes.end(), std::begin(meta), std::end(meta));
    }
    if (!zip.add("FileSizes.meta", sizes, false) || !zip.finish()) return outOfMemory();
    return zip.take();
}

} // namespace spacebench::formats::symbols
