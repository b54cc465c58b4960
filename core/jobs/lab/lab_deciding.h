// SPDX-License-Identifier: Apache-2.0
//
// Which rows are worth another run: those that may be somebody's best. Pure functions.
#pragma once

#include "results/lab_result.h"

namespace spacebench::jobs {

/// A row that another one beats by so much in both times, at no more bytes, will not be anybody's pick
/// however often it is measured.
inline constexpr double kNearBest = 1.15;

/// One a row: nothing beats it clearly in stored bytes, compression and decompression time together. Rows
/// with a stage beat only each other, because nothing but Spacebench reads them. The row "as stored" always
/// counts.
[[nodiscard]] std::vector<bool> decidingRows(const results::LabRun& run);

} // namespace spacebench::jobs
