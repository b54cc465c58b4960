// SPDX-License-Identifier: Apache-2.0
#include "base/finding.h"

#include <algorithm>

namespace spacebench::inline base {

std::string_view severityName(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return "error";
}

Finding findingOf(const base::Error& error, std::string id) {
    return {Severity::Error, std::move(id), error.message, error.byteOffset,
            error.expected,  error.found,   error.code};
}

bool hasErrors(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::Error; });
}

} // namespace spacebench::inline base
