// SPDX-License-Identifier: Apache-2.0
//
// Simulated measurements: what machines do to a figure that does not change.
#pragma once

#include <cmath>
#include <vector>

#include "stats/bootstrap.h"
#include "stats/random.h"

namespace spacebench::stats::test {

enum class Noise { Normal, HeavyTailed, Drift, Bursts };
inline constexpr Noise kAllNoise[] = {Noise::Normal, Noise::HeavyTailed, Noise::Drift, Noise::Bursts};
inline const char* noiseName(Noise noise) {
    static constexpr const char* kNames[] = {"normal", "heavy-tailed", "drift", "bursts"};
    return kNames[static_cast<int>(noise)];
}

struct Series {
    std::vector<double> before;
    std::vector<double> after;
};

class Simulator {
  public:
    explicit Simulator(std::uint64_t seed) : m_random(seed) {}

    double uniform() { return (static_cast<double>(m_random.next() >> 11) + 0.5) * 0x1.0p-53; }
    double normal() { return normalQuantile(uniform()); }

    /// Both sides measured one after the other in every round: what a round suffers from, both do.
    Series paired(Noise noise, std::size_t rounds, double effect = 1) {
        Series series;
        const std::vector<double> shared = conditions(noise, rounds);
        for (const double round : shared) {
            series.before.push_back(round * own(noise));
            series.after.push_back(round * own(noise) * effect);
        }
        return series;
    }
    /// Two runs at different times of one day: each has conditions of the same kind, of its own.
    Series apart(Noise noise, std::size_t runs, double effect = 1) {
        Series series;
        for (const double moment : conditions(noise, runs)) series.before.push_back(moment * own(noise));
        for (const double moment : conditions(noise, runs))
            series.after.push_back(moment * own(noise) * effect);
        return series;
    }

  private:
    /// What one sample has for itself: about 2 %.
    double own(Noise noise) {
        if (noise != Noise::HeavyTailed) return std::exp(0.02 * normal());
        // Student's t with three degrees of freedom: a few per cent of the samples are far out.
        const double a = normal();
        const double b = normal();
        const double c = normal();
        return std::exp(0.012 * normal() / std::sqrt((a * a + b * b + c * c) / 3));
    }
    std::vector<double> conditions(Noise noise, std::size_t count) {
        std::vector<double> found(count, 1.0);
        bool burst = false;
        for (std::size_t i = 0; i < count; ++i) {
            // A machine that warms up: 10 % from the first to the last.
            if (noise == Noise::Drift) found[i] += 0.1 * static_cast<double>(i) / static_cast<double>(count);
            // A neighbour that works now and then: two rounds at a time on average, 30 % slower.
            burst = burst ? uniform() < 0.5 : uniform() < 0.1;
            if (noise == Noise::Bursts && burst) found[i] *= 1.3;
        }
        return found;
    }

    SplitMix64 m_random;
};

} // namespace spacebench::stats::test
