// SPDX-License-Identifier: Apache-2.0
//
// The lab's temporary file: `u64 chunks, u64 length a chunk, the chunks, BLAKE2b-256 of all that`. It lives
// as long as one measurement and is no format.
#include "codecs/blake2b.h"
#include "io/atomic_file.h"
#include "jobs/lab/lab_case.h"

namespace spacebench::jobs {

namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kFieldBytes = 8;

Error otherFile() {
    return Error::corrupt("the temporary file is not what was written");
}

} // namespace

Result<void> LabCase::writeFile(const std::string& path) const {
    ByteBuffer head;
    const std::size_t headBytes = (1 + m_stored.size()) * kFieldBytes;
    if (!head.resize(headBytes)) return ByteBuffer::outOfMemory(headBytes);
    storeU64(head.data(), m_stored.size());
    for (std::size_t i = 0; i < m_stored.size(); ++i)
        storeU64(head.data() + (i + 1) * kFieldBytes, m_stored[i].size);

    io::AtomicFile::Options options;
    options.replaceExisting = true; // the run before this one
    SB_TRY(file, io::AtomicFile::create(path, options));
    codecs::Blake2b hash(kDigestBytes);
    hash.update(head.view());
    SB_CHECK(file->write(head.view()));
    for (const Stored& stored : m_stored) {
        const ByteView chunk = m_room.stored.view().subspan(stored.slot, stored.size);
        hash.update(chunk);
        SB_CHECK(file->write(chunk));
    }
    const codecs::Digest256 digest = hash.finish256();
    SB_CHECK(file->write(digest));
    return file->commit();
}

Result<void> LabCase::readFile(const std::string& path) {
    SB_TRY(source, io::openMapped(path, m_context));
    const ByteView bytes = source->bytes();
    const std::size_t headBytes = (1 + m_stored.size()) * kFieldBytes;
    if (bytes.size() < headBytes + kDigestBytes) return otherFile();
    const ByteView body = bytes.first(bytes.size() - kDigestBytes);
    const codecs::Digest256 digest = codecs::blake2b256(body);
    if (!equalBytes(digest, bytes.last(kDigestBytes))) return otherFile();
    m_fileChunks.clear();
    std::uint64_t at = headBytes;
    for (std::size_t i = 0; i < m_stored.size(); ++i) {
        const std::uint64_t size = loadU64(bytes.data() + (i + 1) * kFieldBytes);
        if (size > body.size() - at) return otherFile();
        m_fileChunks.push_back(body.subspan(at, size));
        at += size;
    }
    m_file = std::move(source);
    auto done = decompress();
    if (done.ok()) done = m_file->health();
    m_file.reset();
    return done;
}

} // namespace spacebench::jobs
