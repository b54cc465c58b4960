// SPDX-License-Identifier: GPL-3.0-or-later
//
// A space and what people call it: how the window hands open spaces to pages that work on any of them.
#pragma once

#include <QString>

#include "space/space.h"

namespace spacebench::widgets {

struct NamedSpace {
    QString name;                ///< file name without folders, or "sample"
    QString path;                ///< the file; empty for a generated space
    space::SpaceContent content; ///< content.space is never null
};

} // namespace spacebench::widgets
