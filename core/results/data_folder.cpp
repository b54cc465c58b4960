// SPDX-License-Identifier: Apache-2.0
#include "results/data_folder.h"

#include <cstdlib>

namespace spacebench::results {

namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

std::string dataFolder(const std::string& asked) {
    if (!asked.empty()) return asked;
    if (const std::string data = variable("XDG_DATA_HOME"); data.starts_with('/'))
        return data + "/spacebench";
    if (const std::string home = variable("HOME"); home.starts_with('/'))
        return home + "/.local/share/spacebench";
    return {};
}

} // namespace spacebench::results
