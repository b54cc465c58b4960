// SPDX-License-Identifier: Apache-2.0
//
// One loop over the paths of any space: straight through the arena of a memory space, by reader otherwise.
#pragma once

#include "space/space.h"

namespace spacebench::space {

/// Calls `body(path, value)`, a Result<bool>, for each path in order until it returns false or fails. Polls
/// and reports progress in paths. Errors: the body's, Cancelled, and the damage of a mapped file.
template <class Body>
[[nodiscard]] Result<void> forEachPath(const Space& space, const WorkContext& context, Body body) {
    PollGate gate(context);
    std::uint64_t done = 0;
    if (const PathSet* paths = space.pathSet()) {
        for (std::uint64_t i = 0; i < paths->size(); ++i) {
            SB_CHECK(gate.step(++done));
            SB_TRY(more, body(paths->path(i), paths->value(i)));
            if (!more) return {};
        }
        return {};
    }
    const std::unique_ptr<PathReader> reader = space.read();
    while (reader->next()) {
        SB_CHECK(gate.step(++done));
        SB_TRY(more, body(reader->path(), reader->value()));
        if (!more) return {};
    }
    if (const Error* error = reader->error()) return *error;
    return {};
}

} // namespace spacebench::space
