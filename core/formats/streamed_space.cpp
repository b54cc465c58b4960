// SPDX-License-Identifier: Apache-2.0
#include "formats/streamed_space.h"

#include "space/external_sort.h"

namespace spacebench::formats {

std::optional<space::PathTotals> StreamState::totals() const {
    const std::lock_guard lock(m_mutex);
    return m_totals;
}

std::optional<Error> StreamState::damage() const {
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

Findings StreamState::findings() const {
    const std::lock_guard lock(m_mutex);
    return m_findings;
}

void StreamState::prove(const space::PathTotals& totals, Findings findings) {
    const std::lock_guard lock(m_mutex);
    if (m_totals) return;
    m_totals = totals;
    m_findings = std::move(findings);
    m_proved.store(true, std::memory_order_release);
}

Error StreamState::disorder() {
    m_unordered.store(true, std::memory_order_release);
    return Error::unsupported("the paths are not in order, each once: they cannot be passed on as they come")
        .in(source->name());
}

Error StreamState::fail(Error error) {
    if (error.file.empty()) error.file = source->name();
    if (error.code == ErrorCode::Cancelled) return error;
    const std::lock_guard lock(m_mutex);
    if (!m_damage) m_damage = error;
    return error;
}

bool ParsedReader::stop(Error error) {
    m_error = std::move(error);
    m_stopped = true;
    m_path = {};
    return false;
}

bool ParsedReader::next() {
    constexpr std::size_t kSlack = 8;
    constexpr std::uint64_t kReleaseBytes = std::uint64_t{2} << 20;
    if (m_stopped) return false;
    ByteView path;
    auto more = parse(path, m_value);
    if (!more.ok()) return stop(m_state.fail(std::move(more).error()));
    if (!*more) {
        if (auto health = m_state.source->health(); !health.ok())
            return stop(m_state.fail(std::move(health).error()));
        if (m_check.active()) m_state.prove(m_check.totals(), {});
        m_stopped = true;
        m_path = {};
        return false;
    }
    if (parsed() - m_releasedTo >= kReleaseBytes) {
        m_state.source->release(m_releasedTo, parsed());
        m_releasedTo = parsed();
    }
    if (!m_check.active()) {
        m_path = path;
        return true;
    }
    ByteBuffer& kept = m_paths[m_turn ^= 1U];
    kept.clear();
    Byte* const to = kept.extend(path.size() + kSlack);
    if (to == nullptr) return stop(ByteBuffer::outOfMemory(path.size()));
    if (!path.empty()) std::memcpy(to, path.data(), path.size());
    const ByteView copy{to, path.size()};
    if (!m_check.take(m_path, copy, m_value)) return stop(m_state.disorder());
    m_path = copy;
    return true;
}

std::unique_ptr<space::PathReader> StreamedSpace::readAnyOrder() const {
    m_state->acceptAnyOrder();
    return readAll();
}

std::optional<std::uint64_t> StreamedSpace::knownCount() const {
    if (m_known.paths) return m_known.paths;
    const auto totals = m_state->totals();
    return totals ? std::optional(totals->paths) : std::nullopt;
}

std::optional<std::uint64_t> StreamedSpace::knownFramedBytes() const {
    if (m_known.framedBytes) return m_known.framedBytes;
    const auto totals = m_state->totals();
    return totals ? std::optional(totals->framedBytes()) : std::nullopt;
}

Result<space::PathTotals> StreamedSpace::count(const WorkContext& context) const {
    if (const auto totals = m_state->totals()) return *totals;
    context.begin("Counting", ProgressUnit::Paths, m_known.paths.value_or(0));
    PollGate gate(context);
    const auto reader = read();
    std::uint64_t paths = 0;
    while (reader->next()) SB_CHECK(gate.step(++paths));
    if (reader->error() != nullptr) return *reader->error();
    const auto totals = m_state->totals();
    if (!totals) return Error::internal("a reader came to the end of a file and did not count it");
    return *totals;
}

void setStreamed(Opened& opened, std::shared_ptr<StreamState> state, StreamedSpace::MakeReader makeReader,
                 StreamedSpace::Known known) {
    opened.streamed = std::make_shared<const StreamedSpace>(std::move(state), std::move(makeReader), known);
    opened.content.space = opened.streamed;
}

Result<void> sortStreamed(Opened& opened, const WorkContext& context) {
    const std::shared_ptr<const StreamedSpace> streamed = opened.streamed;
    if (streamed == nullptr) return Error::internal("there is nothing streamed to sort");
    context.begin("Sorting", ProgressUnit::Paths, streamed->knownCount().value_or(0));
    space::ExternalSorter sorter(context);
    PollGate gate(context);
    const auto reader = streamed->readAnyOrder();
    while (reader->next()) {
        SB_CHECK(sorter.add(reader->path(), reader->value()));
        SB_CHECK(gate.step(sorter.added()));
    }
    if (reader->error() != nullptr) return *reader->error();
    SB_TRY(space, sorter.finish());
    opened.content.space = std::move(space);
    opened.spill = sorter.report();
    appendOrderFindings(sorter.notes(), streamed->formatId(), opened.findings);
    const Findings met = streamed->findings();
    opened.findings.insert(opened.findings.end(), met.begin(), met.end());
    opened.streamed = nullptr;
    return {};
}

} // namespace spacebench::formats
