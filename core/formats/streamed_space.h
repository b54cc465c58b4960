// SPDX-License-Identifier: Apache-2.0
//
// A space that is nowhere in memory: each reader goes through the file anew. For conversions of sorted files
// of any size; memory is two blocks a reader, and the longest path.
//
// Nothing is known of the file but what opening told, so the first reader that comes to the end proves the
// rest on the way: order, counts, checksums, that nothing follows. Damage is the error() of the reader that
// meets it, in the words that opening the whole file would use, and stays known here. Paths that are not
// strictly ascending cannot be passed on as they come: the reader ends with an error, unordered() says why,
// and the caller opens the file without streaming.
#pragma once

#include <atomic>
#include <mutex>

#include "base/finding.h"
#include "formats/framed_paths.h"
#include "space/pass_space.h"

namespace spacebench::formats {

/// What readers of one space find out together. Any thread.
class StreamState {
  public:
    StreamState(io::SourcePtr file, std::string format, const WorkContext& work)
        : source(std::move(file)), formatId(std::move(format)), heldBytes(work.limits.contentBytes),
          context(work) {
        context.progress = nullptr;               // that is the consumer's to report
        context.limits.contentBytes = UINT64_MAX; // nothing is held
    }

    const io::SourcePtr source;
    const std::string formatId;
    const std::uint64_t heldBytes; ///< most of one path
    WorkContext context;

    /// From now on readers give paths in the order of the file, whatever that is.
    void acceptAnyOrder() { m_anyOrder.store(true, std::memory_order_release); }
    [[nodiscard]] bool anyOrder() const { return m_anyOrder.load(std::memory_order_acquire); }
    /// A reader came to the end before: order and checksums need no second look.
    [[nodiscard]] bool proved() const { return m_proved.load(std::memory_order_acquire); }
    [[nodiscard]] bool unordered() const { return m_unordered.load(std::memory_order_acquire); }
    [[nodiscard]] std::optional<space::PathTotals> totals() const;
    [[nodiscard]] std::optional<Error> damage() const;
    [[nodiscard]] Findings findings() const;

    void prove(const space::PathTotals& totals, Findings findings);
    /// Notes where paths are not in order, and gives the error for it.
    [[nodiscard]] Error disorder();
    /// Notes and returns what ended a reader; Cancelled is not noted.
    [[nodiscard]] Error fail(Error error);

  private:
    std::atomic<bool> m_anyOrder{false};
    std::atomic<bool> m_proved{false};
    std::atomic<bool> m_unordered{false};
    mutable std::mutex m_mutex;
    std::optional<space::PathTotals> m_totals;
    std::optional<Error> m_damage;
    Findings m_findings;
};

/// Order and totals of one pass.
class OrderCheck {
  public:
    explicit OrderCheck(const StreamState& state) : m_active(!state.proved()), m_anyOrder(state.anyOrder()) {}

    /// False where `path` does not lie above `previous`. Up to 7 bytes behind both must be readable.
    [[nodiscard]] bool take(ByteView previous, ByteView path, std::uint64_t value) {
        if (!m_active) return true;
        const bool first = m_totals.paths == 0;
        m_hasEmptyPath = m_hasEmptyPath || path.empty();
        ++m_totals.paths;
        m_totals.pathBytes += path.size();
        m_totals.nonZeroValues += value != 0 ? 1 : 0;
        m_totals.longestPath = std::max<std::uint64_t>(m_totals.longestPath, path.size());
        if (first || m_anyOrder) return true;
        const std::size_t limit = std::min(previous.size(), path.size());
        const std::size_t shared = commonPrefixWithSlack(previous.data(), path.data(), limit);
        return shared < limit ? previous[shared] < path[shared] : path.size() > previous.size();
    }
    [[nodiscard]] bool active() const { return m_active; }
    [[nodiscard]] const space::PathTotals& totals() const { return m_totals; }
    [[nodiscard]] bool hasEmptyPath() const { return m_hasEmptyPath; }

  private:
    bool m_active;
    bool m_anyOrder;
    bool m_hasEmptyPath = false;
    space::PathTotals m_totals;
};

/// A reader over text or anything else that is parsed path by path. Gives back the file's pages behind it.
class ParsedReader : public space::PathReader {
  public:
    explicit ParsedReader(StreamState& state) : m_state(state), m_check(state) {}
    bool next() final;

  protected:
    /// The next path, valid until the next call; false at the sound end.
    [[nodiscard]] virtual Result<bool> parse(ByteView& path, std::uint64_t& value) = 0;
    /// How far in the file parse() is.
    [[nodiscard]] virtual std::uint64_t parsed() const = 0;
    [[nodiscard]] const StreamState& state() const { return m_state; }

  private:
    bool stop(Error error);

    StreamState& m_state;
    OrderCheck m_check;
    ByteBuffer m_paths[2]; ///< the last two, with slack behind them
    unsigned m_turn = 0;
    std::uint64_t m_releasedTo = 0;
    bool m_stopped = false;
};

class StreamedSpace final : public space::PassSpace {
  public:
    using MakeReader = std::function<std::unique_ptr<space::PathReader>(StreamState& state)>;
    struct Known {
        std::optional<std::uint64_t> paths;       ///< as the file says
        std::optional<std::uint64_t> framedBytes; ///< the same
        bool withoutValues = true;                ///< the format has none
    };
    StreamedSpace(std::shared_ptr<StreamState> state, MakeReader makeReader, Known known)
        : m_state(std::move(state)), m_makeReader(std::move(makeReader)), m_known(known) {}

    std::optional<std::uint64_t> knownCount() const override;
    std::optional<std::uint64_t> knownFramedBytes() const override;
    bool knownWithoutValues() const override { return m_known.withoutValues; }
    /// A pass, unless some reader has come to the end before.
    Result<space::PathTotals> count(const WorkContext& context) const override;

    [[nodiscard]] bool unordered() const { return m_state->unordered(); }
    /// All paths as they come. The space is not to be read in any other way afterwards.
    [[nodiscard]] std::unique_ptr<space::PathReader> readAnyOrder() const;
    [[nodiscard]] std::optional<Error> damage() const { return m_state->damage(); }
    [[nodiscard]] const std::string& formatId() const { return m_state->formatId; }
    /// What the first complete pass found worth telling.
    [[nodiscard]] Findings findings() const { return m_state->findings(); }

  protected:
    std::unique_ptr<space::PathReader> readAll() const override { return m_makeReader(*m_state); }

  private:
    std::shared_ptr<StreamState> m_state;
    MakeReader m_makeReader;
    Known m_known;
};

/// Puts a streamed space into `opened`.
void setStreamed(Opened& opened, std::shared_ptr<StreamState> state, StreamedSpace::MakeReader makeReader,
                 StreamedSpace::Known known);

/// Takes the streamed space of `opened` for one that is sorted, through a file where it passes the memory
/// budget of `context`; disorder and duplicates become findings, as when the file is held. Fails with the
/// damage of the file.
[[nodiscard]] Result<void> sortStreamed(Opened& opened, const WorkContext& context);

} // namespace spacebench::formats
