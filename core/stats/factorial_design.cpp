// SPDX-License-Identifier: Apache-2.0
#include "stats/factorial_design.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

#include <fmt/format.h>

#include "stats/summary.h"

namespace spacebench::stats {

namespace {

/// A search for a better resolution ends after so many tries: some milliseconds. All designs of the usual
/// tables are found far sooner.
constexpr std::uint64_t kMostTries = 200'000;
constexpr unsigned kLeastResolution = 3; ///< below it two main effects are the same

FactorWord bit(unsigned factor) {
    return FactorWord{1} << factor;
}

unsigned length(FactorWord word) {
    return static_cast<unsigned>(std::popcount(word));
}

/// Looks for generators by trying, the shortest ones first: a design has the resolution R exactly if every
/// product of its generators has R letters or more, so each new generator is held against all products so
/// far.
class GeneratorSearch {
  public:
    GeneratorSearch(unsigned factors, unsigned basicFactors, unsigned resolution)
        : m_factors(factors), m_basic(basicFactors), m_resolution(resolution) {
        for (FactorWord word = 1; word < bit(basicFactors); ++word)
            if (length(word) + 1 >= resolution) m_candidates.push_back(word);
        std::stable_sort(m_candidates.begin(), m_candidates.end(),
                         [](FactorWord a, FactorWord b) { return length(a) < length(b); });
    }

    /// Empty where nothing was found.
    std::vector<FactorWord> run() {
        const std::size_t wanted = m_factors - m_basic;
        std::vector<std::size_t> chosen; // indices of candidates, ascending
        std::vector<std::vector<FactorWord>> products{{0}};
        std::size_t next = 0;
        for (;;) {
            if (chosen.size() == wanted) break;
            if (next == m_candidates.size() || m_candidates.size() - next < wanted - chosen.size()) {
                if (chosen.empty()) return {};
                next = chosen.back() + 1;
                chosen.pop_back();
                products.pop_back();
                continue;
            }
            if (++m_tries > kMostTries) return {};
            const FactorWord defining =
                m_candidates[next] | bit(m_basic + static_cast<unsigned>(chosen.size()));
            std::vector<FactorWord> all = products.back();
            bool fits = true;
            for (const FactorWord product : products.back()) {
                all.push_back(product ^ defining);
                fits = fits && length(all.back()) >= m_resolution;
            }
            if (fits) {
                chosen.push_back(next);
                products.push_back(std::move(all));
            }
            ++next;
        }
        std::vector<FactorWord> generators;
        for (const std::size_t index : chosen) generators.push_back(m_candidates[index]);
        return generators;
    }

  private:
    unsigned m_factors;
    unsigned m_basic;
    unsigned m_resolution;
    std::uint64_t m_tries = 0;
    std::vector<FactorWord> m_candidates;
};

std::vector<FactorWord> productsOf(const FactorialDesign& design) {
    std::vector<FactorWord> words{0};
    for (std::size_t i = 0; i < design.generators.size(); ++i) {
        const FactorWord defining =
            design.generators[i] | bit(design.basicFactors + static_cast<unsigned>(i));
        const std::size_t count = words.size();
        for (std::size_t j = 0; j < count; ++j) words.push_back(words[j] ^ defining);
    }
    words.erase(words.begin()); // the mean itself
    std::sort(words.begin(), words.end(), [](FactorWord a, FactorWord b) {
        return length(a) != length(b) ? length(a) < length(b) : a < b;
    });
    return words;
}

std::string roman(unsigned number) {
    static constexpr std::string_view kNames[] = {"0",   "I",    "II", "III", "IV", "V",  "VI",
                                                  "VII", "VIII", "IX", "X",   "XI", "XII"};
    return number < std::size(kNames) ? std::string(kNames[number]) : std::to_string(number);
}

} // namespace

bool FactorialDesign::isOn(std::size_t run, unsigned factor) const {
    return sign(run, bit(factor)) > 0;
}

int FactorialDesign::sign(std::size_t run, FactorWord word) const {
    // A factor's level is the product of its basic factors' levels, and -1 stands for an unset bit of `run`.
    FactorWord basics = word & (bit(basicFactors) - 1);
    for (std::size_t i = 0; i < generators.size(); ++i)
        if ((word >> (basicFactors + i) & 1U) != 0) basics ^= generators[i];
    const FactorWord off = basics & ~static_cast<FactorWord>(run);
    return length(off) % 2 == 0 ? 1 : -1;
}

std::vector<FactorWord> FactorialDesign::aliases(FactorWord word, unsigned mostFactors) const {
    std::vector<FactorWord> others;
    for (const FactorWord defining : definingWords) {
        const FactorWord other = word ^ defining;
        if (other != 0 && length(other) <= mostFactors) others.push_back(other);
    }
    std::sort(others.begin(), others.end(), [](FactorWord a, FactorWord b) {
        return length(a) != length(b) ? length(a) < length(b) : a < b;
    });
    return others;
}

Result<FactorialDesign> makeDesign(unsigned factors, unsigned basicFactors) {
    if (factors == 0 || factors > kMostFactors)
        return Error::invalid(fmt::format("a design has 1 to {} factors", kMostFactors))
            .got(std::to_string(factors));
    if (basicFactors == 0 || basicFactors > std::min(factors, kMostBasicFactors))
        return Error::invalid("a design has as many basic factors as runs double")
            .expect(fmt::format("1 to {}", std::min(factors, kMostBasicFactors)))
            .got(std::to_string(basicFactors));
    FactorialDesign design;
    design.factors = factors;
    design.basicFactors = basicFactors;
    if (factors == basicFactors) return design;
    // The longest word that p generators can leave is no longer than one generator with all its letters.
    for (unsigned resolution = basicFactors + 1; resolution >= kLeastResolution; --resolution) {
        design.generators = GeneratorSearch(factors, basicFactors, resolution).run();
        if (design.generators.empty()) continue;
        design.definingWords = productsOf(design);
        design.resolution = length(design.definingWords.front());
        return design;
    }
    return Error::invalid("so many factors cannot be told apart in so few runs")
        .expect(fmt::format("at most {} factors in {} runs", (1U << basicFactors) - 1, 1U << basicFactors))
        .got(std::to_string(factors));
}

Result<FactorialDesign> chooseDesign(unsigned factors, unsigned wantedResolution, std::size_t mostRuns) {
    Result<FactorialDesign> best = Error::invalid("so many factors cannot be told apart in so few runs")
                                       .expect(fmt::format("more than {} runs", mostRuns))
                                       .got(fmt::format("{} factors", factors));
    for (unsigned basic = 1; basic <= kMostBasicFactors && basic <= std::max(factors, 1U); ++basic) {
        if ((std::size_t{1} << basic) > mostRuns) break;
        auto design = makeDesign(factors, basic);
        if (!design.ok()) {
            if (factors == 0 || factors > kMostFactors) return design;
            continue;
        }
        if (design->resolution == 0 || design->resolution >= wantedResolution) return design;
        if (!best.ok() || design->resolution > best->resolution) best = std::move(design);
    }
    return best;
}

std::string designName(const FactorialDesign& design) {
    if (design.resolution == 0) return fmt::format("2^{}, all combinations", design.factors);
    return fmt::format("2^({}-{}), resolution {}", design.factors, design.factors - design.basicFactors,
                       roman(design.resolution));
}

std::string wordText(FactorWord word, std::span<const std::string> names) {
    std::string text;
    for (unsigned factor = 0; factor < kMostFactors; ++factor) {
        if ((word & bit(factor)) == 0) continue;
        if (factor < names.size()) {
            text += (text.empty() ? "" : " x ") + names[factor];
        } else {
            text += static_cast<char>('A' + factor);
        }
    }
    return text;
}

double effectOf(const FactorialDesign& design, FactorWord word, std::span<const double> responses) {
    assert(responses.size() == design.runs());
    double contrast = 0;
    for (std::size_t run = 0; run < responses.size(); ++run)
        contrast += design.sign(run, word) * responses[run];
    return contrast * 2 / static_cast<double>(responses.size());
}

EffectEstimate estimateEffect(const FactorialDesign& design, FactorWord word,
                              std::span<const std::vector<double>> rounds, const BootstrapOptions& options) {
    std::vector<double> effects;
    effects.reserve(rounds.size());
    for (const std::vector<double>& responses : rounds) effects.push_back(effectOf(design, word, responses));
    BootstrapOptions percentile = options;
    // BCa corrects by leaving samples out one at a time, which says nothing about a median.
    percentile.method = BootstrapMethod::Percentile;
    percentile.confidence = expandedConfidence(options.confidence, effects.size());
    return {median(effects), medianInterval(effects, percentile)};
}

} // namespace spacebench::stats
