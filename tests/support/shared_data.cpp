// SPDX-License-Identifier: Apache-2.0
#include "support/shared_data.h"

#include <filesystem>

// The folders are given to this file only, so that all others compile the same in every checkout (ccache).
namespace spacebench::tests {

std::string sharedFile(const std::string& name) {
    return std::string(SPACEBENCH_SHARED_DATA) + "/" + name;
}
bool haveSharedData() {
    return std::filesystem::exists(SPACEBENCH_SHARED_DATA "/golden");
}
std::string goldenFile(const std::string& name) {
    return std::string(SPACEBENCH_GOLDEN_DIR) + "/" + name;
}

} // namespace spacebench::tests
