// SPDX-License-Identifier: Apache-2.0
//
// The threads of one run of a pipeline: hands out work to the executor's, places them (H1, H2), gives each an
// arena (M2), and counts which took part. The thread that makes a crew works in it and is placed as long as
// it lives; the others while they work.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <set>

#include "base/byte_buffer.h"
#include "base/work_context.h"
#include "jobs/pipeline/arena.h"
#include "jobs/pipeline/placement.h"
#include "tuning/pipeline_settings.h"

namespace spacebench::jobs::pipeline {

class Crew {
  public:
    /// `arenas` may be null. Both outlive the crew.
    Crew(const tuning::PipelineSettings& settings, ArenaPool* arenas, const WorkContext& context);
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// Runs body(0) .. body(items - 1), in any order, on up to `threads` threads, and waits. The first
    /// error, or cancellation, skips what was not begun. `arena` is the thread's own, null without M2.
    using Body = std::function<Result<void>(std::size_t item, Arena* arena)>;
    [[nodiscard]] Result<void> run(unsigned threads, std::size_t items, const Body& body);

    /// Work that others spread over the threads of the context: what they do counts as the crew's. They are
    /// not placed. Runs `work` with a context whose executor is counted; null where `threads` is 1.
    [[nodiscard]] Result<void> runCounted(unsigned threads,
                                          const std::function<Result<void>(const WorkContext&)>& work);

    /// Of the thread that made the crew.
    [[nodiscard]] Arena* ownArena() const { return m_ownArena; }
    [[nodiscard]] const WorkContext& context() const { return m_context; }

    [[nodiscard]] std::uint64_t threads() const { return m_workers.size(); }
    [[nodiscard]] std::uint64_t pinnedThreads() const { return m_pinned.size(); }
    [[nodiscard]] std::uint64_t nodeLocalThreads() const { return m_nodeLocal.size(); }

  private:
    struct Place {
        std::optional<Pinned> pinned;
        std::optional<NodeLocal> nodeLocal;
    };
    /// The calling thread as number `worker` of those that work at once.
    void place(Place& place, unsigned worker);
    [[nodiscard]] Arena* arenaOf(unsigned worker);

    const tuning::PipelineSettings& m_settings;
    ArenaPool* m_arenas;
    const WorkContext& m_context;
    std::vector<unsigned> m_cores; ///< one processor each
    int m_owner;                   ///< thread id
    Place m_ownPlace;
    Arena* m_ownArena = nullptr;
    std::mutex m_mutex;
    std::set<int> m_workers; ///< thread ids, guarded by m_mutex while run() runs
    std::set<int> m_pinned;
    std::set<int> m_nodeLocal;
};

} // namespace spacebench::jobs::pipeline
