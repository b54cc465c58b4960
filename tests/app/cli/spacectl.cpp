// SPDX-License-Identifier: GPL-3.0-or-later
#include "spacectl.h"

namespace spacebench::tests {

std::string spacectlPath() {
    return SPACECTL_PATH;
}

} // namespace spacebench::tests
