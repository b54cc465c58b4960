// SPDX-License-Identifier: Apache-2.0
//
// Something that was noticed while reading or verifying a file. "Opened with warnings" is success plus
// findings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace spacebench::inline base {

enum class Severity { Info, Warning, Error };

[[nodiscard]] std::string_view severityName(Severity severity); ///< "info", "warning", "error"

struct Finding {
    Severity severity = Severity::Info;
    std::string id;      ///< stable, "format.cause", for example "paths.adler"
    std::string message; ///< one sentence, no full stop
    std::optional<std::uint64_t> byteOffset = {};
    std::string expected = {};
    std::string found = {};
    ErrorCode code = ErrorCode::Corrupt; ///< for errors: the kind, which decides the exit status

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

/// The finding that says what `error` says.
[[nodiscard]] Finding findingOf(const base::Error& error, std::string id);

/// True where at least one finding is an Error.
[[nodiscard]] bool hasErrors(const Findings& findings);

} // namespace spacebench::inline base
