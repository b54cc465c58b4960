// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/effects.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "stats/paired_ratio.h"

namespace spacebench::jobs::techniques {

namespace {

using results::EffectRow;
using results::Interval;
using results::MeasureState;
using tuning::Quantity;

/// An interval with no effect inside that is wider than this factor says nothing.
constexpr double kWidest = 1.5;
constexpr std::uint64_t kResamples = 4000;

stats::BootstrapOptions bootstrap() {
    stats::BootstrapOptions options;
    options.resamples = kResamples;
    return options;
}

bool isCounted(Quantity quantity) {
    return quantity == Quantity::Allocations || quantity == Quantity::Size;
}

Interval exactly(double value) {
    return {value, value, value};
}

std::string_view decapitalised(MeasureState state) {
    switch (state) {
    case MeasureState::Failed:
        return "failed";
    case MeasureState::Rejected:
        return "was rejected";
    case MeasureState::Unavailable:
        return "cannot be run here";
    case MeasureState::Measured:
    case MeasureState::Insufficient:
        break;
    }
    return "was not measured";
}

/// Rows of one task.
class RowBuilder {
  public:
    RowBuilder(const TaskPlan& plan, const std::vector<MeasuredConfiguration>& measured,
               const std::string& notReached, results::TechniqueRun& run)
        : m_plan(plan), m_measured(measured), m_notReached(notReached), m_run(run),
          m_first(run.configurations.size()) {}

    void addAll() {
        for (const MeasuredConfiguration& one : m_measured) {
            results::Configuration configuration = one.configuration;
            std::vector<std::uint64_t> samples;
            for (const auto& sample : one.rounds)
                if (sample) samples.push_back(sample->ns);
            if (configuration.state == MeasureState::Measured) {
                if (!one.prepared || (samples.empty() && configuration.reason.empty())) {
                    configuration.state = MeasureState::Insufficient;
                    configuration.reason = m_notReached;
                }
                if (!samples.empty()) configuration.time = results::Timing::of(std::move(samples));
            }
            m_run.configurations.push_back(std::move(configuration));
        }
        collectDesignRounds();
        for (const PlannedEffect& planned : m_plan.effects) m_run.effects.push_back(rowOf(planned));
        addInteractions();
    }

  private:
    EffectRow rowOf(const PlannedEffect& planned) {
        EffectRow row;
        row.task = m_plan.task;
        if (planned.badExample != nullptr) {
            row.techniqueId = planned.badExample->id;
            row.title = planned.badExample->title;
            row.badExample = true;
        } else {
            row.techniqueId = planned.technique->id;
            row.title = planned.technique->title;
            if (!planned.level.empty()) row.title += ": " + planned.level;
            row.claimText = planned.claim->text;
            row.quantity = planned.claim->quantity;
            row.claimedLow = planned.claim->low;
            row.claimedHigh = planned.claim->high;
        }
        if (!planned.unavailable.empty()) {
            row.state = MeasureState::Unavailable;
            row.reason = planned.unavailable;
            return row;
        }
        if (planned.without) row.without = m_first + *planned.without;
        if (planned.with) row.with = m_first + *planned.with;
        if (planned.badExample != nullptr) {
            stateOf(*planned.with, row);
            return row;
        }
        row.outsideConditions = outsideConditions(planned);
        if (planned.factor) {
            fromDesign(*planned.factor, row);
        } else {
            fromPair(*planned.without, *planned.with, row);
        }
        judgeInput(row);
        return row;
    }

    [[nodiscard]] std::string outsideConditions(const PlannedEffect& planned) const {
        tuning::Circumstances here = m_plan.here;
        here.concurrent = planned.concurrent;
        // The file as the compared pipeline has it, now that it is known.
        const std::size_t index = planned.without.value_or(0);
        if (index < m_measured.size() && m_measured[index].configuration.counts.storedBytes != 0)
            here.fileBytes = m_measured[index].configuration.counts.storedBytes;
        return planned.technique->outsideConditions(m_plan.task, here);
    }

    /// Takes over why a configuration has no figures. False where it has none.
    bool stateOf(std::size_t index, EffectRow& row) const {
        const results::Configuration& configuration = m_run.configurations[m_first + index];
        row.state = configuration.state;
        row.reason = configuration.reason;
        return configuration.state == MeasureState::Measured ||
               (configuration.state == MeasureState::Insufficient && configuration.counted);
    }

    void fromPair(std::size_t without, std::size_t with, EffectRow& row) const {
        if (!stateOf(with, row)) return;
        if (EffectRow baseline = row; !stateOf(without, baseline)) {
            row.state = baseline.state;
            row.reason = fmt::format("{}, which it is compared with, {}: {}",
                                     m_run.configurations[m_first + without].id,
                                     decapitalised(baseline.state), baseline.reason);
            return;
        }
        row.state = MeasureState::Measured;
        row.reason.clear();
        const results::RunCounts& before = m_measured[without].configuration.counts;
        const results::RunCounts& after = m_measured[with].configuration.counts;
        row.allocationEffect = ratioOf(before.allocations, after.allocations);
        row.allocatedBytesEffect = ratioOf(before.allocatedBytes, after.allocatedBytes);
        row.sizeEffect = ratioOf(before.storedBytes, after.storedBytes);
        std::size_t rounds = 0;
        row.timeEffect = pairedEffect(without, with, Quantity::Time, rounds);
        if (isCounted(row.quantity)) {
            countedEffect(row);
            return;
        }
        row.effect = pairedEffect(without, with, row.quantity, rounds);
        judgeRounds(rounds, row);
    }

    [[nodiscard]] std::optional<Interval> pairedEffect(std::size_t without, std::size_t with,
                                                       Quantity quantity, std::size_t& rounds) const {
        std::vector<double> before;
        std::vector<double> after;
        const auto& first = m_measured[without].rounds;
        const auto& second = m_measured[with].rounds;
        for (std::size_t round = 0; round < std::min(first.size(), second.size()); ++round) {
            if (!first[round] || !second[round]) continue;
            before.push_back(static_cast<double>(first[round]->of(quantity)));
            after.push_back(static_cast<double>(second[round]->of(quantity)));
        }
        const stats::PairedRatio ratio = stats::pairedRatio(before, after, bootstrap());
        rounds = ratio.pairs;
        if (ratio.pairs == 0) return std::nullopt;
        return Interval{ratio.ratio, ratio.interval.low, ratio.interval.high};
    }

    static std::optional<double> ratioOf(std::optional<std::uint64_t> before,
                                         std::optional<std::uint64_t> after) {
        if (!before || !after || (*before == 0 && *after == 0)) return std::nullopt;
        // None at all counts as one: a ratio to nothing has no figure.
        return static_cast<double>(std::max<std::uint64_t>(*before, 1)) /
               static_cast<double>(std::max<std::uint64_t>(*after, 1));
    }

    static void countedEffect(EffectRow& row) {
        const auto& ratio = row.quantity == Quantity::Size ? row.sizeEffect : row.allocationEffect;
        if (ratio) {
            row.effect = exactly(*ratio);
            return;
        }
        row.state = MeasureState::Unavailable;
        row.reason = row.quantity == Quantity::Size ? "this task stores nothing"
                                                    : "this build does not count allocations";
    }

    void judgeRounds(std::size_t rounds, EffectRow& row) const {
        if (rounds >= kLeastRounds && row.effect) {
            const bool tooWide = row.effect->contains(1) && row.effect->high > kWidest * row.effect->low;
            if (!tooWide) return;
            row.state = MeasureState::Insufficient;
            row.reason = fmt::format("the interval is too wide to tell: {}x to {}x",
                                     significant(row.effect->low, 3), significant(row.effect->high, 3));
            return;
        }
        row.state = MeasureState::Insufficient;
        if (rounds == 0 && row.timeEffect) {
            row.reason = fmt::format("there is no {} in this task", tuning::quantityName(row.quantity));
        } else if (rounds == 0 && !m_notReached.empty()) {
            row.reason = m_notReached;
        } else {
            row.reason =
                fmt::format("{} of the {} rounds that an interval needs were run", rounds, kLeastRounds);
        }
    }

    void judgeInput(EffectRow& row) const {
        if (row.state != MeasureState::Measured || m_plan.here.atoms >= kLeastAtoms) return;
        row.state = MeasureState::Insufficient;
        row.reason = fmt::format("the input is too small to tell: {} atoms, and the guide's smallest "
                                 "benchmark has {}",
                                 groupedNumber(m_plan.here.atoms), groupedNumber(kLeastAtoms));
    }

    /// Rounds that ran the whole design.
    void collectDesignRounds() {
        if (!m_plan.design) return;
        const std::size_t runs = m_plan.design->runs();
        std::size_t rounds = m_measured.empty() ? 0 : SIZE_MAX;
        for (std::size_t run = 0; run < runs; ++run) {
            rounds = std::min(rounds, m_measured[run].rounds.size());
            const results::Configuration& configuration = m_run.configurations[m_first + run];
            if (m_designFault.empty() && configuration.state != MeasureState::Measured &&
                configuration.state != MeasureState::Insufficient) {
                m_designFault =
                    fmt::format("{}, without which the effects cannot be told apart, {}: {}",
                                configuration.id, decapitalised(configuration.state), configuration.reason);
                m_designState = configuration.state;
            }
        }
        for (std::size_t round = 0; round < rounds; ++round) {
            bool whole = true;
            for (std::size_t run = 0; run < runs; ++run)
                whole = whole && m_measured[run].rounds[round].has_value();
            if (whole) m_designRounds.push_back(round);
        }
    }

    /// A design's effect is that of the logarithm: negative = less with the technique.
    static Interval asRatio(const stats::EffectEstimate& estimate, double scale) {
        return {std::exp(-scale * estimate.value), std::exp(-scale * estimate.interval.high),
                std::exp(-scale * estimate.interval.low)};
    }

    [[nodiscard]] std::vector<std::vector<double>> logarithms(Quantity quantity) const {
        std::vector<std::vector<double>> rounds;
        for (const std::size_t round : m_designRounds) {
            std::vector<double> responses;
            for (std::size_t run = 0; run < m_plan.design->runs(); ++run) {
                const std::uint64_t value = m_measured[run].rounds[round]->of(quantity);
                if (value != 0) responses.push_back(std::log(static_cast<double>(value)));
            }
            if (responses.size() == m_plan.design->runs()) rounds.push_back(std::move(responses));
        }
        return rounds;
    }

    template <class Member>
    [[nodiscard]] std::optional<double> countedInDesign(unsigned factor, const Member& member) const {
        std::vector<double> responses;
        for (std::size_t run = 0; run < m_plan.design->runs(); ++run) {
            const results::Configuration& configuration = m_measured[run].configuration;
            const std::optional<std::uint64_t> value = member(configuration.counts);
            if (!configuration.counted || !value) return std::nullopt;
            responses.push_back(std::log(static_cast<double>(std::max<std::uint64_t>(*value, 1))));
        }
        return std::exp(-stats::effectOf(*m_plan.design, stats::FactorWord{1} << factor, responses));
    }

    void fromDesign(unsigned factor, EffectRow& row) const {
        if (!m_designFault.empty()) {
            row.state = m_designState;
            row.reason = m_designFault;
            return;
        }
        const stats::FactorWord word = stats::FactorWord{1} << factor;
        row.allocationEffect = countedInDesign(factor, [](const auto& counts) { return counts.allocations; });
        row.allocatedBytesEffect =
            countedInDesign(factor, [](const auto& counts) { return counts.allocatedBytes; });
        row.sizeEffect = countedInDesign(factor, [](const auto& counts) -> std::optional<std::uint64_t> {
            if (counts.storedBytes == 0) return std::nullopt;
            return counts.storedBytes;
        });
        const auto times = logarithms(Quantity::Time);
        if (!times.empty())
            row.timeEffect = asRatio(stats::estimateEffect(*m_plan.design, word, times, bootstrap()), 1);
        if (isCounted(row.quantity)) {
            countedEffect(row);
            return;
        }
        const auto rounds = row.quantity == Quantity::Time ? times : logarithms(row.quantity);
        if (!rounds.empty())
            row.effect = asRatio(stats::estimateEffect(*m_plan.design, word, rounds, bootstrap()), 1);
        judgeRounds(rounds.size(), row);
    }

    void addInteractions() {
        if (!m_plan.design || !m_designFault.empty()) return;
        const auto rounds = logarithms(Quantity::Time);
        if (rounds.size() < kLeastRounds) return;
        for (unsigned first = 0; first < m_plan.design->factors; ++first) {
            for (unsigned second = first + 1; second < m_plan.design->factors; ++second) {
                const stats::FactorWord word =
                    (stats::FactorWord{1} << first) | (stats::FactorWord{1} << second);
                results::Interaction one;
                one.first = m_plan.factorNames[first];
                one.second = m_plan.factorNames[second];
                one.task = m_plan.task;
                // Both together against the product of both alone is twice the interaction of a design, which
                // is half the difference of two effects.
                one.effect = asRatio(stats::estimateEffect(*m_plan.design, word, rounds, bootstrap()), 2);
                for (const stats::FactorWord alias : m_plan.design->aliases(word))
                    one.aliases +=
                        (one.aliases.empty() ? "" : ", ") + stats::wordText(alias, m_plan.factorNames);
                m_run.interactions.push_back(std::move(one));
            }
        }
    }

    const TaskPlan& m_plan;
    const std::vector<MeasuredConfiguration>& m_measured;
    const std::string& m_notReached;
    results::TechniqueRun& m_run;
    std::size_t m_first;
    std::vector<std::size_t> m_designRounds;
    std::string m_designFault;
    MeasureState m_designState = MeasureState::Failed;
};

} // namespace

void addResults(const TaskPlan& plan, const std::vector<MeasuredConfiguration>& measured,
                const std::string& notReached, results::TechniqueRun& run) {
    RowBuilder(plan, measured, notReached, run).addAll();
}

} // namespace spacebench::jobs::techniques
