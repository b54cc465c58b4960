// SPDX-License-Identifier: Apache-2.0
#include "space/path_run.h"

namespace spacebench::space {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10; ///< limits.md: fast writes
constexpr std::size_t kHeadBytes = 3 * kVarintMaxBytes;

Error changed() {
    return Error::io("the temporary file does not hold what was written to it");
}

} // namespace

RunWriter::RunWriter(io::SpillFile& file, bool valued) : m_file(file) {
    m_run.begin = file.position();
    m_run.valued = valued;
}

Result<void> RunWriter::add(ByteView path, std::uint64_t value, std::size_t shared) {
    const ByteView rest = path.subspan(shared);
    const bool large = rest.size() > kBlockBytes;
    const std::size_t room = kHeadBytes + (large ? 0 : rest.size());
    if (m_block.size() + room > kBlockBytes) SB_CHECK(flush());
    const std::size_t before = m_block.size();
    Byte* const begin = m_block.extend(room);
    if (begin == nullptr) return ByteBuffer::outOfMemory(room);
    Byte* at = begin;
    at += storeVarint(at, shared);
    at += storeVarint(at, rest.size());
    if (m_run.valued) at += storeVarint(at, value);
    if (!large && !rest.empty()) {
        std::memcpy(at, rest.data(), rest.size());
        at += rest.size();
    }
    m_block.truncate(before + static_cast<std::size_t>(at - begin));
    if (large) {
        SB_CHECK(flush());
        SB_CHECK(m_file.write(rest));
    }
    ++m_run.paths;
    m_run.pathBytes += path.size();
    m_run.nonZeroValues += value != 0 ? 1 : 0;
    m_run.longestPath = std::max<std::uint64_t>(m_run.longestPath, path.size());
    return {};
}

Result<void> RunWriter::flush() {
    SB_CHECK(m_file.write(m_block.view()));
    m_block.clear();
    return {};
}

Result<PathRun> RunWriter::finish() {
    SB_CHECK(flush());
    m_run.end = m_file.position();
    return m_run;
}

RunReader::RunReader(std::shared_ptr<const io::SpillFile> file, const PathRun& run, std::size_t bufferBytes)
    : m_file(std::move(file)), m_run(run), m_bufferBytes(std::max(bufferBytes, 2 * kHeadBytes)),
      m_at(run.begin), m_left(run.paths) {}

bool RunReader::fail(Error error) {
    m_error = std::move(error);
    m_left = 0;
    m_size = 0;
    return false;
}

bool RunReader::refill(std::size_t wanted) {
    if (m_buffer.empty()) {
        const auto room =
            static_cast<std::size_t>(std::min<std::uint64_t>(m_bufferBytes, m_run.end - m_run.begin));
        if (!m_buffer.resize(room) || !m_path.resize(static_cast<std::size_t>(m_run.longestPath)))
            return fail(ByteBuffer::outOfMemory(room + static_cast<std::size_t>(m_run.longestPath)));
    }
    if (m_end - m_begin >= wanted) return true;
    std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_buffer.size() - m_end, m_run.end - m_at));
    if (count == 0) return true;
    if (auto read = m_file->readAt(m_at, {m_buffer.data() + m_end, count}); !read.ok())
        return fail(std::move(read).error());
    m_at += count;
    m_end += count;
    return true;
}

bool RunReader::readHead(std::size_t& rest) {
    const ByteView bytes{m_buffer.data() + m_begin, m_end - m_begin};
    const Varint shared = loadVarint(bytes);
    const Varint size = loadVarint(bytes.subspan(shared.size));
    if (shared.size == 0 || size.size == 0 || shared.value > m_size ||
        size.value > m_run.longestPath - shared.value)
        return fail(changed());
    m_begin += shared.size + size.size;
    m_value = 0;
    if (m_run.valued) {
        const Varint value = loadVarint(bytes.subspan(shared.size + size.size));
        if (value.size == 0) return fail(changed());
        m_value = value.value;
        m_begin += value.size;
    }
    m_shared = static_cast<std::size_t>(shared.value);
    rest = static_cast<std::size_t>(size.value);
    return true;
}

bool RunReader::next() {
    if (m_left == 0) return false;
    if (m_end - m_begin < kHeadBytes && !refill(kHeadBytes)) return false;
    std::size_t rest = 0;
    if (!readHead(rest)) return false;
    m_size = m_shared;
    while (rest != 0) {
        const std::size_t count = std::min(rest, m_end - m_begin);
        if (count == 0) {
            if (!refill(1)) return false;
            if (m_end == m_begin) return fail(changed());
            continue;
        }
        std::memcpy(m_path.data() + m_size, m_buffer.data() + m_begin, count);
        m_begin += count;
        m_size += count;
        rest -= count;
    }
    --m_left;
    return true;
}

} // namespace spacebench::space
