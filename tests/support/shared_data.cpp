// SPDX-License-Identifier: Apache-2.0
#include "support/shared_data.h"

#include <cstdlib>
#include <filesystem>

#include "support/temp_folder.h"

// The folders are given to this file only, so that all others compile the same in every checkout (ccache).
namespace spacebench::tests {

namespace {

/// Measurements leave evidence in the user's data folder. Tests, and the programs that they start, have one
/// of their own.
class OwnDataFolder {
  public:
    OwnDataFolder() { setenv("XDG_DATA_HOME", m_folder.path().c_str(), 1); }

  private:
    TempFolder m_folder;
};
const OwnDataFolder kOwnDataFolder;

} // namespace

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
