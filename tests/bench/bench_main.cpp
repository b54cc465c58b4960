// SPDX-License-Identifier: Apache-2.0
//
// spacebench_bench: Google Benchmark over jobs and kernels, then the table of targets: what each job took
// here, as a multiple of memcpy and of inflating, and what it must take on this machine. See README.md in
// this folder.
#include <cstdio>
#include <map>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "bench/bench_input.h"
#include "bench/suite.h"

namespace spacebench::bench {

namespace {

/// The milliseconds of the targets are for a machine on which Debian's zlib inflates 1M atoms in this time
/// (limits.md).
constexpr double kReferenceInflateMs = 87;
constexpr double kReferenceAtoms = 1e6;

struct Target {
    const char* name;
    const char* title;
    double pathMapMs; ///< 0 = PathMap has no such job
    double mustMs;
    double reachMs;
};

constexpr Target kTargets[] = {
    {"job/paths_to_memory", ".paths (one stream) -> memory", 215, 60, 40},
    {"job/own_paths_to_memory", ".paths (our own) -> memory", 215, 60, 25},
    {"job/memory_to_paths", "memory -> .paths, PathMap's size", 813, 300, 210},
    {"job/memory_to_paths_fast", "memory -> .paths, fast level", 0, 60, 38},
    {"job/memory_to_act", "memory -> ACT file", 325, 100, 55},
    {"job/iterate_act", "iterate a mapped ACT", 280, 35, 18},
    {"job/act_to_memory", "mapped ACT -> memory", 434, 60, 35},
    {"job/open_act", "open an ACT", 0.009, 0.05, 0.02},
    {"job/lookups_in_act", "100K look-ups, mapped ACT", 120, 70, 30},
    {"job/memory_to_mtts", "memory -> MTTS, BLAKE2b-256", 0, 60, 47},
    {"job/mtts_to_memory", "MTTS -> memory, verified", 0, 60, 41},
    {"job/text_to_memory", "text -> memory", 770, 180, 100},
    {"job/memory_to_text", "memory -> text", 460, 90, 50},
    {"job/sort_shuffled", "sort and deduplicate", 0, 130, 80},
    {"process/paths_to_act", "process: .paths -> ACT", 680, 200, 130},
    {"process/paths_to_act_verified", "... read back and compared", 680, 200, 130},
    {"process/act_to_paths_verified", "process: ACT -> .paths, compared", 1390, 0, 0},
    {"process/text_to_act_verified", "process: text -> ACT, compared", 770, 0, 0},
    {"job/serialize_1k_mtts", "1K atoms -> MTTS", 0, 1, 0},
    {"job/deserialize_1k_mtts", "1K atoms from MTTS", 0, 1, 0},
    {"process/info_small", "process: info of a small file", 0, 10, 0},
};

/// Prints what the console reporter prints, and keeps the medians.
class TargetReporter final : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.aggregate_name != "median") continue;
            Measured& measured = m_measured[run.run_name.function_name];
            measured.ms = run.GetAdjustedRealTime() * toMs(run.time_unit);
            const auto peak = run.counters.find("peak");
            if (peak != run.counters.end()) measured.peakBytes = peak->second.value;
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void printTable() const {
        const double copy = msOf("yardstick/memcpy");
        const double inflate = msOf("yardstick/zlib_inflate");
        if (copy <= 0 || inflate <= 0) return;
        const auto atoms = static_cast<double>(BenchInput::instance().atoms());
        const double size = atoms / kReferenceAtoms;
        const double scale = inflate / (kReferenceInflateMs * size);
        fmt::print(
            "\n{} atoms, {} bytes framed. memcpy {:.2f} ms, zlib inflate {:.1f} ms: targets x {:.2f} for "
            "this machine{}.\n\n",
            BenchInput::instance().atoms(), BenchInput::instance().raw().size(), copy, inflate, scale,
            size == 1 ? "" : fmt::format(", x {} for the size", size));
        fmt::print("| job | ms | x memcpy | x inflate | PathMap | must | reach | verdict |\n");
        fmt::print("|---|---|---|---|---|---|---|---|\n");
        for (const Target& target : kTargets) printRow(target, copy, inflate, scale, size);
    }

  private:
    struct Measured {
        double ms = 0;
        double peakBytes = 0;
    };

    static double toMs(benchmark::TimeUnit unit) { return 1e3 / benchmark::GetTimeUnitMultiplier(unit); }
    [[nodiscard]] double msOf(const std::string& name) const {
        const auto found = m_measured.find(name);
        return found == m_measured.end() ? 0 : found->second.ms;
    }

    void printRow(const Target& target, double copy, double inflate, double scale, double size) const {
        const auto found = m_measured.find(target.name);
        if (found == m_measured.end()) return;
        const double ms = found->second.ms;
        // Opening and small inputs do not grow with the atoms.
        const bool fixed = target.mustMs <= 10 && target.mustMs > 0;
        const double factor = scale * (fixed ? 1 : size);
        const auto limit = [&](double value) {
            return value > 0 ? fmt::format("{:.3g}", value * factor) : "";
        };
        const char* const verdict = target.mustMs <= 0                                    ? ""
                                    : target.reachMs > 0 && ms <= target.reachMs * factor ? "reached"
                                    : ms <= target.mustMs * factor                        ? "met"
                                                                                          : "MISSED";
        const std::string peak = found->second.peakBytes > 0
                                     ? fmt::format(", {:.0f} MiB", found->second.peakBytes / (1 << 20))
                                     : "";
        fmt::print("| {} | {:.3g}{} | {:.3g} | {:.3g} | {} | {} | {} | {} |\n", target.title, ms, peak,
                   ms / copy, ms / inflate, limit(target.pathMapMs), limit(target.mustMs),
                   limit(target.reachMs), verdict);
    }

    std::map<std::string, Measured> m_measured;
};

} // namespace

} // namespace spacebench::bench

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    spacebench::bench::registerJobs();
    spacebench::bench::registerProcesses();
    spacebench::bench::registerKernels();
    spacebench::bench::TargetReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.printTable();
    return 0;
}
