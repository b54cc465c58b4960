// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "jobs/worker/worker.h"

int main(int argc, char** argv) {
    // Tests of measuring in processes of their own start this program as the worker.
    if (const auto status = spacebench::jobs::worker::runIfAsked(argc, argv)) return *status;
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
