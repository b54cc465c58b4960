// SPDX-License-Identifier: Apache-2.0
#include "formats/symbols/zip_archive.h"

#include <zip.h>

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "codecs/codec.h"

namespace spacebench::formats::symbols {

namespace {

constexpr std::size_t kReadStep = std::size_t{256} << 10;
constexpr std::uint32_t kLocalHeader = 0x04034B50; ///< "PK\3\4"
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;        ///< the size is in the ZIP64 extra field
constexpr std::uint16_t kZip64Extra = 1;

zip_t* handleOf(void* archive) {
    return static_cast<zip_t*>(archive);
}

Error zipError(zip_error_t& error, std::string_view what) {
    return Error::corrupt(std::string(what)).got(zip_error_strerror(&error));
}

} // namespace

void ZipArchive::Close::operator()(void* archive) const {
    zip_discard(handleOf(archive));
}

Result<ZipArchive> ZipArchive::open(ByteView bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return zipError(error, "the archive cannot be opened");
    zip_t* handle = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (handle == nullptr) {
        zip_source_free(source);
        return zipError(error, "the archive's directory cannot be read").expect("a ZIP archive");
    }
    ZipArchive archive;
    archive.m_archive.reset(handle);
    archive.m_size = bytes.size();
    const zip_int64_t count = zip_get_num_entries(handle, 0);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(std::max<zip_int64_t>(count, 0)); ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        ZipMember member;
        if (zip_stat_index(handle, i, ZIP_FL_ENC_RAW, &stat) == 0) {
            if ((stat.valid & ZIP_STAT_NAME) != 0) member.name = stat.name;
            if ((stat.valid & ZIP_STAT_SIZE) != 0) member.size = stat.size;
            if ((stat.valid & ZIP_STAT_COMP_SIZE) != 0) member.storedSize = stat.comp_size;
            member.deflated = (stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method != ZIP_CM_STORE;
        }
        archive.m_members.push_back(std::move(member));
    }
    return archive;
}

Result<void> ZipArchive::read(std::size_t index, ByteBuffer& content, std::uint64_t producedBefore,
                              const WorkContext& context) const {
    const ZipMember& member = m_members[index];
    zip_t* handle = handleOf(m_archive.get());
    const auto failed = [&](zip_error_t& error) {
        return Error::corrupt(fmt::format("the archive's entry {} cannot be read", member.name))
            .expect(fmt::format("{} sound bytes", member.size))
            .got(zip_error_strerror(&error));
    };
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(handle, index, 0),
                                                                 &zip_fclose);
    if (file == nullptr) return failed(*zip_get_error(handle));
    // What has been consumed is not known while reading: the sizes in the directory are held against each
    // other first, and content beyond them is damage.
    const std::uint64_t stored = std::min(member.storedSize, m_size);
    SB_CHECK(codecs::checkInflation(stored, member.size, context.limits));
    for (;;) {
        SB_CHECK(context.poll());
        Byte* to = content.extend(kReadStep);
        if (to == nullptr) return ByteBuffer::outOfMemory(kReadStep);
        const zip_int64_t got = zip_fread(file.get(), to, kReadStep);
        content.truncate(content.size() - kReadStep +
                         static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
        if (got < 0) return failed(*zip_file_get_error(file.get()));
        if (got == 0 || content.size() > member.size) break;
        SB_CHECK(codecs::checkInflation(m_size, producedBefore + content.size(), context.limits));
    }
    if (content.size() != member.size)
        return Error::corrupt(fmt::format("the archive's entry {} has another size than its directory says",
                                          member.name))
            .expect(fmt::format("{} bytes", member.size))
            .got(fmt::format("{} bytes{}", content.size(), content.size() > member.size ? " and more" : ""));
    return {};
}

std::vector<LocalMember> walkLocalHeaders(ByteView bytes) {
    std::vector<LocalMember> members;
    ByteCursor cursor(bytes);
    const auto readOne = [&]() -> Result<LocalMember> {
        SB_TRY(signature, cursor.u32("local header"));
        if (signature != kLocalHeader) return Error::corrupt("no local header");
        SB_CHECK(cursor.skip(4, "version and flags"));
        SB_TRY(method, cursor.u16("compression method"));
        if (method != 0) return Error::corrupt("not stored");
        SB_CHECK(cursor.skip(8, "time and CRC"));
        SB_TRY(stored, cursor.u32("stored size"));
        SB_CHECK(cursor.skip(4, "size"));
        SB_TRY(nameSize, cursor.u16("name length"));
        SB_TRY(extraSize, cursor.u16("extra length"));
        SB_TRY(name, cursor.take(nameSize, "name"));
        SB_TRY(extra, cursor.take(extraSize, "extra fields"));
        std::uint64_t size = stored;
        ByteCursor fields(extra);
        while (stored == kIn64 && !fields.atEnd()) {
            SB_TRY(id, fields.u16("extra field"));
            SB_TRY(length, fields.u16("extra field length"));
            SB_TRY(data, fields.take(length, "extra field"));
            if (id == kZip64Extra && data.size() >= 16) size = loadU64(data.data() + 8);
        }
        LocalMember member;
        member.name = asText(name);
        member.whole = size <= cursor.remaining();
        SB_TRY(content, cursor.take(std::min(size, cursor.remaining()), "content"));
        member.content = content;
        return member;
    };
    for (;;) {
        auto member = readOne();
        if (!member.ok()) return members;
        members.push_back(std::move(member).value());
        if (!members.back().whole) return members;
    }
}

} // namespace spacebench::formats::symbols
