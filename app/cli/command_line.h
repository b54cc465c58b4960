// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of spacectl, built from the job descriptors: subcommands, options, help with examples.
#pragma once

#include <optional>

#include "jobs/job.h"

namespace spacebench::cli {

struct GlobalOptions {
    bool quiet = false;      ///< no progress, no report of jobs that write a file
    bool noProgress = false; ///< no progress line
    std::optional<std::uint64_t> maxInflateBytes;
    std::optional<std::uint64_t> maxMemoryBytes;
};

struct Invocation {
    const jobs::JobDescriptor* job = nullptr;
    jobs::ParamValues values;
    GlobalOptions global;
};

struct ParsedCommandLine {
    std::optional<Invocation> invocation; ///< absent: help, version or a usage error was printed
    int exitStatus = 0;                   ///< to end with where there is no invocation
};

/// Prints help and version to standard output, usage errors to standard error.
[[nodiscard]] ParsedCommandLine parseCommandLine(int argc, const char* const* argv);

/// The machine's limits, raised or lowered as the options ask.
[[nodiscard]] Limits limitsOf(const GlobalOptions& options);

} // namespace spacebench::cli
