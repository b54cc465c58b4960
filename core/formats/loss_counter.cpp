// SPDX-License-Identifier: Apache-2.0
#include "formats/loss_counter.h"

#include <fmt/format.h>

#include "base/units.h"
#include "space/expression.h"

namespace spacebench::formats {

namespace {
constexpr std::size_t kMaxExamples = 5; ///< format.h, Loss
constexpr std::size_t kMaxExampleText = 80;
} // namespace

void LossCounter::add(ByteView path) {
    ++m_loss.count;
    if (m_loss.examples.size() == kMaxExamples) return;
    std::string example;
    space::printEscaped(path.first(std::min(path.size(), kMaxExampleText)), example);
    if (path.size() > kMaxExampleText) example += "...";
    m_loss.examples.push_back(std::move(example));
}

void LossCounter::appendTo(std::vector<Loss>& losses, std::uint64_t paths) const {
    if (m_loss.count == 0) return;
    Loss loss = m_loss;
    loss.message =
        fmt::format("{} of {} {}", groupedNumber(loss.count), groupedNumber(paths), m_loss.message);
    losses.push_back(std::move(loss));
}

} // namespace spacebench::formats
