// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colours a chart draws with, by role. Charts know no theme: whoever shows one hands these in, and hands
// them in again when the theme changes. Colours of bars come with the ChartSpec: they have a fixed meaning.
#pragma once

#include <QColor>

namespace spacebench::widgets {

struct ChartColours {
    QColor background{Qt::white};
    QColor text{0x1b, 0x1f, 0x24};
    QColor secondaryText{0x55, 0x5d, 0x66};
    QColor axis{0x85, 0x8d, 0x96};
    QColor grid{0xe2, 0xe5, 0xe9};
    QColor accent{0x00, 0x5f, 0xb8};
    QColor target{0x1b, 0x1f, 0x24}; ///< target lines: thin, close to the text colour

    bool operator==(const ChartColours&) const = default;
};

} // namespace spacebench::widgets
