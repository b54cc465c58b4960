// SPDX-License-Identifier: Apache-2.0
#include "formats/looks_like.h"

#include <fmt/format.h>

namespace spacebench::formats {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view kind;
    std::string_view advice;
};

constexpr Signature kSignatures[] = {
    {0, "\x1F\x8B"sv, "a gzip file", "Unpack it with gunzip first"},
    {0, "PK\x03\x04"sv, "a ZIP archive that is no symbol table (it has no FileSizes.meta)",
     "Unpack it first"},
    {0, "PK\x05\x06"sv, "an empty ZIP archive", ""},
    {0,
     "\x7F"
     "ELF"sv,
     "an ELF program", ""},
    {0, "\x28\xB5\x2F\xFD"sv, "a bare Zstandard file", "Unpack it with unzstd first"},
    {0, "\x04\x22\x4D\x18"sv, "a bare LZ4 file", "Unpack it with unlz4 first"},
    {0, "\xFF\x06\x00\x00sNaPpY"sv, "a bare snappy file", "Unpack it first"},
    {0, "BZh"sv, "a bzip2 file", "Unpack it with bunzip2 first"},
    {0,
     "\xFD"
     "7zXZ"sv,
     "an xz file", "Unpack it with unxz first"},
    {0, "7z\xBC\xAF"sv, "a 7-Zip archive", "Unpack it first"},
    {257, "ustar"sv, "a tar archive", "Unpack it with tar first"},
    {0, "SQLite format 3"sv, "an SQLite database", ""},
    {0, "\x89PNG"sv, "a PNG picture", ""},
    {0, "\xFF\xD8\xFF"sv, "a JPEG picture", ""},
    {0, "GIF8"sv, "a GIF picture", ""},
    {0, "%PDF"sv, "a PDF document", ""},
    {0, "PAR1"sv, "a Parquet file", ""},
    {0, "\x93NUMPY"sv, "a NumPy array", ""},
    {0, "MZ"sv, "a Windows program", ""},
    {0, "#!"sv, "a script", ""},
    {0, "<?xml"sv, "an XML document", ""},
    {0, "<!DOCTYPE"sv, "an HTML document", ""},
    {0, "MTTS"sv, "an MTTS file that none of its dialects fits", ""},
    {0, "MTTM"sv, "an MTTM file that none of its dialects fits", ""},
    {0, "PATHMAP"sv, "a PATHMAP file of another version", ""},
};

constexpr std::size_t kSampleBytes = 4096;

} // namespace

std::string hexStart(ByteView bytes, std::size_t count) {
    std::string text;
    for (const Byte byte : bytes.first(std::min(count, bytes.size()))) text += fmt::format("{:02X} ", byte);
    if (bytes.size() > count) return text + "..";
    if (!text.empty()) text.pop_back();
    return text;
}

bool looksLikeText(ByteView bytes) {
    for (const Byte byte : bytes.first(std::min(bytes.size(), kSampleBytes))) {
        const bool blank = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
        if ((byte < 0x20 && !blank) || byte == 0x7F || byte == 0xC0 || byte == 0xC1 || byte > 0xF4)
            return false;
    }
    return true;
}

Looks looksLike(ByteView bytes) {
    if (bytes.empty())
        return {"an empty file", "A space without atoms has a header too: an empty file is none"};
    for (const Signature& signature : kSignatures) {
        if (bytes.size() < signature.offset) continue;
        if (startsWith(bytes.subspan(signature.offset), asBytes(signature.bytes)))
            return {std::string(signature.kind), std::string(signature.advice)};
    }
    const ByteView sample = bytes.first(std::min(bytes.size(), kSampleBytes));
    if (std::all_of(sample.begin(), sample.end(), [](Byte byte) { return byte == 0; }))
        return {"zero bytes only", "It may be a file whose writing was interrupted"};
    if (looksLikeText(bytes)) return {"text that does not parse as atoms, JSON or kv lines", ""};
    return {"bytes of no known kind", ""};
}

} // namespace spacebench::formats
