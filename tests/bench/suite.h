// SPDX-License-Identifier: Apache-2.0
//
// The parts of the suite; bench_main.cpp registers them.
#pragma once

namespace spacebench::bench {

void registerJobs();
void registerProcesses();
void registerKernels();

} // namespace spacebench::bench
