// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writing a small product (a picture, a report, a table) to a file that the user named: made and written on a
// pool thread, whole or not at all.
#pragma once

#include <functional>
#include <string>

#include "bridge/job_controller.h"

namespace spacebench::widgets {

/// Runs `make` on a pool thread and writes what it returns to `path`, replacing a file of that name: the file
/// dialog has asked. Shown in the strip with its outcome. `done` (may be empty) gets the path, or the error.
/// `make` captures values only; where it fails, nothing is written.
JobTicket saveInJob(JobController& controller, QObject* receiver, const QString& path,
                    std::function<Result<std::string>()> make, JobController::Done<QString> done = {});

} // namespace spacebench::widgets
