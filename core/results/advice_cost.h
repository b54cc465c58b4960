// SPDX-License-Identifier: Apache-2.0
//
// What a row of the codec lab costs under a goal, and which rows can be weighed at all: the arithmetic of
// advice.h. Pure functions.
#pragma once

#include "results/advice.h"

namespace spacebench::results {

struct Weights {
    double size = 0;
    double compress = 0;
    double decompress = 0;
};

/// Of a goal, adding up to 1.
[[nodiscard]] Weights weightsOf(const Goal& goal);
/// Lower is better; quantities without weight need no figure.
[[nodiscard]] double logCost(const LabRow& row, const Weights& weights);

/// Figures that may be compared: measured and verified, or estimated.
[[nodiscard]] bool isUsable(const LabRow& row);
/// The times are there that weights and budgets ask for.
[[nodiscard]] bool hasTimes(const LabRow& row, const Weights& weights, const Goal& goal);
/// Neither the file as it lies there nor a plain copy.
[[nodiscard]] bool isCompression(const LabRow& row);
/// Things beside codec and level that a user would have to set up.
[[nodiscard]] int extras(const LabRow& row);
/// "+2.1 % (95 %: +1.0 to +3.3)".
[[nodiscard]] std::string regretText(const Regret& regret);

} // namespace spacebench::results
