// SPDX-License-Identifier: Apache-2.0
//
// Whole processes, as a shell starts them: time from fork to exit, and the largest resident size.
#include <nlohmann/json.hpp>

#include "bench/bench_input.h"
#include "bench/suite.h"
#include "bench/timed.h"
#include "io/atomic_file.h"

#include "support/subprocess.h"

namespace spacebench::bench {

namespace {

/// The peak as the process itself tells it: what wait4() says includes this process's own size at the fork.
double peakOf(const std::string& report) {
    const auto json = nlohmann::json::parse(report, nullptr, false);
    const auto peak = json.is_object() && json.contains("memory") ? json["memory"]["peak_resident_bytes"]
                                                                  : nlohmann::json();
    return peak.is_number() ? peak.get<double>() : 0;
}

void registerProcess(const char* name, const std::vector<std::string>& arguments) {
    registerJob(name, [arguments](benchmark::State& state) {
        std::vector<std::string> command = {SPACECTL_PATH};
        command.insert(command.end(), arguments.begin(), arguments.end());
        double peak = 0;
        timeOnce(state, [&] {
            tests::Process process(command, {});
            const tests::ProcessResult result = process.wait();
            if (result.exitStatus != 0) {
                std::fprintf(stderr, "%s\n", result.err.c_str());
                std::abort();
            }
            peak = std::max(peak, peakOf(result.out));
            return 0;
        });
        if (peak > 0)
            state.counters["peak"] =
                benchmark::Counter(peak, benchmark::Counter::kDefaults, benchmark::Counter::OneK::kIs1024);
    });
}

} // namespace

void registerProcesses() {
    const BenchInput& input = BenchInput::instance();
    const std::string out = input.scratchFile("converted");
    registerProcess("process/paths_to_act",
                    {"convert", input.foreignFile(), out, "--to", "act", "--force", "--no-verify", "--json"});
    registerProcess("process/paths_to_act_verified",
                    {"convert", input.foreignFile(), out, "--to", "act", "--force", "--json"});
    registerProcess("process/act_to_paths_verified",
                    {"convert", input.actFile(), out, "--to", "paths", "--force", "--json"});
    registerProcess("process/text_to_act_verified",
                    {"convert", input.textFile(), out, "--to", "act", "--force", "--json"});
    const std::string small = input.scratchFile("small.act");
    {
        MemorySink sink;
        must(formats::findFormat("act")->save(generated(1000), {}, sink, {}));
        auto file = must(io::AtomicFile::create(small));
        must(file->write(sink.view()));
        must(file->commit());
    }
    registerProcess("process/info_small", {"info", small, "--json"});
}

} // namespace spacebench::bench
