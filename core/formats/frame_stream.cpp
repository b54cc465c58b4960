// SPDX-License-Identifier: Apache-2.0
#include "formats/frame_stream.h"

#include <new>

#include <fmt/format.h>

namespace spacebench::formats {

namespace {

/// The first block is small: whoever only samples some paths is not made to wait for more.
constexpr std::size_t kFirstBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kBlockBytes = std::size_t{512} << 10;
constexpr std::size_t kHeadroom = std::size_t{64} << 10; ///< for what hangs over the end of a block
constexpr std::size_t kSlack = 8;                        ///< readable behind every path, for OrderCheck

struct Block {
    ByteBuffer memory; ///< headroom, raw bytes, slack
    std::size_t size = 0;
    std::optional<Error> error;

    [[nodiscard]] Byte* begin() { return memory.data() + kHeadroom; }
};

void fill(Block& block, FrameFeed& feed, std::size_t wanted) {
    block.size = 0;
    try {
        if (!block.memory.resize(kHeadroom + wanted + kSlack)) {
            block.error = ByteBuffer::outOfMemory(wanted);
            return;
        }
        auto count = feed.read({block.begin(), wanted});
        if (count.ok())
            block.size = *count;
        else
            block.error = std::move(count).error();
    } catch (const std::bad_alloc&) {
        block.error = ByteBuffer::outOfMemory(wanted);
    }
}

class FramesReader final : public space::PathReader {
  public:
    FramesReader(StreamState& state, std::unique_ptr<FrameFeed> feed, ByteOrder order,
                 std::optional<std::uint64_t> wanted)
        : m_state(state), m_feed(std::move(feed)), m_order(order), m_wanted(wanted.value_or(UINT64_MAX)),
          m_check(state) {}

    bool next() override {
        for (;;) {
            const ByteView previous = m_path;
            const auto rest = static_cast<std::size_t>(m_end - m_at);
            if (rest >= kLengthBytes && m_frames != m_wanted) {
                const std::uint32_t length = loadLength(m_at, m_order);
                if (length <= rest - kLengthBytes) {
                    m_path = {m_at + kLengthBytes, length};
                    m_at += kLengthBytes + length;
                    ++m_frames;
                    if (m_check.take(previous, m_path, 0)) [[likely]]
                        return true;
                    return stop(m_state.disorder());
                }
            }
            if (m_stopped || !refill()) return false;
        }
    }

  private:
    bool stop(Error error) {
        m_error = std::move(error);
        m_stopped = true;
        m_at = m_end;
        m_path = {};
        return false;
    }

    /// The next block, decoded; nullptr at the end and after an error.
    Block* takeBlock() {
        Block& block = m_blocks[m_target];
        if (m_ahead != nullptr) {
            m_ahead->wait();
            m_ahead.reset();
        } else {
            fill(block, *m_feed, m_rawBytes == 0 ? kFirstBlockBytes : kBlockBytes);
        }
        if (block.error) {
            stop(m_state.fail(std::move(*block.error)));
            return nullptr;
        }
        m_rawBytes += block.size;
        return block.size == 0 ? nullptr : &block;
    }

    void decodeAhead() {
        Executor* const executor = m_state.context.executor;
        if (executor == nullptr || executor->concurrency() < 2) return;
        m_ahead = executor->start([this] { fill(m_blocks[m_target], *m_feed, kBlockBytes); });
    }

    /// Goes on with the next block; false where there is none.
    bool refill() {
        if (m_frames == m_wanted) return drain();
        const bool first = m_rawBytes == 0;
        Block* const block = takeBlock();
        if (block == nullptr) {
            if (!m_stopped) finish(m_rawBytes - static_cast<std::uint64_t>(m_end - m_at));
            return false;
        }
        if (!keepPrevious()) return false;
        const auto carried = static_cast<std::size_t>(m_end - m_at);
        if (carried <= kHeadroom) {
            Byte* const begin = block->begin() - carried;
            if (carried != 0) std::memcpy(begin, m_at, carried);
            m_at = begin;
            m_end = block->begin() + block->size;
            m_long = {};
            m_target ^= 1U;
        } else if (!gather({m_at, carried}, {block->begin(), block->size})) {
            return false;
        }
        if (!first) decodeAhead();
        return true;
    }

    /// The path before lies in memory that is used anew.
    bool keepPrevious() {
        if (!m_check.active() || m_frames == 0) return true;
        m_previous.clear();
        if (!m_previous.reserve(m_path.size() + kSlack) || !m_previous.append(m_path)) {
            stop(ByteBuffer::outOfMemory(m_path.size()));
            return false;
        }
        m_path = m_previous.view();
        return true;
    }

    /// A path that is longer than the headroom grows in m_long until it is whole.
    bool gather(ByteView carried, ByteView more) {
        if (carried.data() != m_long.data()) {
            ByteBuffer whole;
            if (!whole.append(carried)) return outOfMemory(carried.size());
            m_long = std::move(whole);
        }
        const std::size_t size = m_long.size() + more.size();
        if (size > m_state.heldBytes)
            return stop(m_state.fail(Error::limit("a path does not fit into the memory limit")
                                         .expect(fmt::format("at most {} bytes", m_state.heldBytes))
                                         .got(fmt::format("{} bytes and more", size))));
        if (!m_long.append(more) || !m_long.reserve(size + kSlack)) return outOfMemory(size);
        m_at = m_long.data();
        m_end = m_at + size;
        return true;
    }
    bool outOfMemory(std::size_t bytes) { return stop(ByteBuffer::outOfMemory(bytes)); }

    /// All frames that were announced are there: what follows is only counted.
    bool drain() {
        const std::uint64_t whole = m_rawBytes - static_cast<std::uint64_t>(m_end - m_at);
        m_path = {};
        while (takeBlock() != nullptr) {
        }
        if (!m_stopped) finish(whole);
        return false;
    }

    void finish(std::uint64_t wholeBytes) {
        FramesEnd end{m_frames, wholeBytes, m_rawBytes, 0};
        const auto left = static_cast<std::size_t>(m_end - m_at);
        if (m_frames != m_wanted && left >= kLengthBytes) end.cutLength = loadLength(m_at, m_order);
        Findings findings;
        if (auto sound = m_feed->finish(end, findings); !sound.ok()) {
            stop(m_state.fail(std::move(sound).error()));
            return;
        }
        m_stopped = true;
        m_at = m_end;
        m_path = {};
        if (!m_check.active()) return;
        if (m_check.hasEmptyPath()) findings.push_back(emptyPathFinding(m_state.formatId));
        m_state.prove(m_check.totals(), std::move(findings));
    }

    StreamState& m_state;
    std::unique_ptr<FrameFeed> m_feed;
    ByteOrder m_order;
    std::uint64_t m_wanted;
    std::uint64_t m_frames = 0;
    std::uint64_t m_rawBytes = 0; ///< of the blocks taken
    const Byte* m_at = nullptr;   ///< the next frame, in a block or in m_long
    const Byte* m_end = nullptr;
    bool m_stopped = false;
    OrderCheck m_check;
    ByteBuffer m_previous; ///< the last path of a block that is gone
    ByteBuffer m_long;
    Block m_blocks[2];
    unsigned m_target = 0;                ///< the block to be decoded next
    std::unique_ptr<StartedWork> m_ahead; ///< last: decoding ends before its memory goes
};

} // namespace

std::unique_ptr<space::PathReader> readFrames(StreamState& state, std::unique_ptr<FrameFeed> feed,
                                              ByteOrder order, std::optional<std::uint64_t> wanted) {
    return std::make_unique<FramesReader>(state, std::move(feed), order, wanted);
}

} // namespace spacebench::formats
