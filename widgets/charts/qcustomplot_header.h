// SPDX-License-Identifier: GPL-3.0-or-later
//
// qcustomplot.h needs Qt's keyword macros, which this program is built without: they exist while it is read,
// and no longer. Costs 4 s a translation unit: include it from decoration.h only.
#pragma once

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
