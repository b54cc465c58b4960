// SPDX-License-Identifier: GPL-3.0-or-later
//
// Errors and findings as the window says them: a heading in words for the code, the sentence, then where,
// expected, found, and what to do.
#pragma once

#include <QString>

#include "base/error.h"
#include "base/finding.h"

namespace spacebench::widgets {

struct ErrorText {
    QString heading;  ///< "The file is damaged"
    QString sentence; ///< "Line data passes the end of the file."
    QString where;    ///< "0x000004D2 (byte 1,234)", "line 3, column 7", or empty
    QString expected; ///< may be empty
    QString found;    ///< may be empty
    QString advice;   ///< may be empty
    QString details;  ///< everything, plain text, for the clipboard
};

[[nodiscard]] QString errorHeading(ErrorCode code);
[[nodiscard]] ErrorText errorText(const Error& error);
[[nodiscard]] QString severityText(Severity severity);

} // namespace spacebench::widgets
