// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/crew.h"

#include <atomic>

#include <unistd.h>

#include "jobs/pipeline/counting_executor.h"
#include "measure/processors.h"

namespace spacebench::jobs::pipeline {

Crew::Crew(const tuning::PipelineSettings& settings, ArenaPool* arenas, const WorkContext& context)
    : m_settings(settings), m_arenas(arenas), m_context(context), m_owner(gettid()) {
    if (settings.affinity) m_cores = measure::onePerCore(measure::usableProcessors());
    place(m_ownPlace, 0);
    m_ownArena = arenaOf(0);
    m_workers.insert(m_owner);
}

void Crew::place(Place& place, unsigned worker) {
    const int thread = gettid();
    if (m_settings.affinity) {
        place.pinned.emplace(m_cores[worker % m_cores.size()]);
        const std::lock_guard lock(m_mutex);
        if (place.pinned->active()) m_pinned.insert(thread);
    }
    if (m_settings.numaLocal) {
        place.nodeLocal.emplace();
        const std::lock_guard lock(m_mutex);
        if (place.nodeLocal->active()) m_nodeLocal.insert(thread);
    }
}

Arena* Crew::arenaOf(unsigned worker) {
    if (m_arenas == nullptr) return nullptr;
    return &m_arenas->arena(m_settings.numaLocal ? currentNode() : 0, worker);
}

Result<void> Crew::run(unsigned threads, std::size_t items, const Body& body) {
    // Each working thread begins with an item of its own, so that all take part however fast the first is.
    const std::size_t workers = m_context.executor == nullptr ? 1 : std::min<std::size_t>(threads, items);
    std::atomic<std::size_t> next{workers};
    std::atomic<unsigned> arrived{1}; // 0 is this thread
    std::atomic<bool> stopped{false};
    std::optional<Error> failure;
    const auto doItem = [&](std::size_t item, Arena* arena) -> Result<void> {
        SB_CHECK(m_context.poll());
        try {
            return body(item, arena);
        } catch (const std::bad_alloc&) {
            return ByteBuffer::outOfMemory(0);
        }
    };
    const auto work = [&](std::size_t first, Arena* arena) {
        for (std::size_t item = first; item < items; item = next.fetch_add(1, std::memory_order_relaxed)) {
            if (stopped.load(std::memory_order_relaxed)) return;
            auto done = doItem(item, arena);
            if (done.ok()) continue;
            stopped.store(true, std::memory_order_relaxed);
            const std::lock_guard lock(m_mutex);
            if (!failure) failure = std::move(done).error();
            return;
        }
    };
    if (workers > 1) {
        m_context.executor->parallelFor(workers, [&](std::size_t index) {
            const int thread = gettid();
            if (thread == m_owner) return work(index, m_ownArena);
            const unsigned worker = arrived.fetch_add(1, std::memory_order_relaxed);
            Place own;
            place(own, worker);
            {
                const std::lock_guard lock(m_mutex);
                m_workers.insert(thread);
            }
            work(index, arenaOf(worker));
        });
    } else {
        work(0, m_ownArena);
    }
    if (failure) return std::move(*failure);
    return {};
}

Result<void> Crew::runCounted(unsigned threads, const std::function<Result<void>(const WorkContext&)>& work) {
    WorkContext context = m_context;
    context.progress = nullptr;
    if (threads <= 1 || m_context.executor == nullptr) {
        context.executor = nullptr;
        return work(context);
    }
    CountingExecutor counting(*m_context.executor);
    context.executor = &counting;
    auto done = work(context);
    m_workers.merge(counting.threads());
    return done;
}

} // namespace spacebench::jobs::pipeline
