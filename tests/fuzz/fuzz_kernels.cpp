// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: every fast kernel does what its plain version does.
#include <cstdio>
#include <cstdlib>

#include "plain/check_kernels.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string different = spacebench::plain::KernelCheck().run({data, size});
    if (different.empty()) return 0;
    std::fprintf(stderr, "not the same: %s\n", different.c_str());
    std::abort();
}
