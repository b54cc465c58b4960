// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/to_qt.h"

#include <algorithm>

namespace spacebench::widgets {

QString visibleText(QString text) {
    constexpr char16_t kPictures = 0x2400;
    constexpr char16_t kDelete = 0x7F;
    constexpr char16_t kDeletePicture = 0x2421;
    for (QChar& c : text) {
        if (c.unicode() < 0x20) c = QChar(static_cast<char16_t>(kPictures + c.unicode()));
        if (c.unicode() == kDelete) c = QChar(kDeletePicture);
    }
    return text;
}

QString hexText(ByteView bytes, std::size_t maxBytes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const std::size_t shown = std::min(bytes.size(), maxBytes);
    QString text;
    text.reserve(static_cast<qsizetype>(shown * 3 + 2));
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) text += QLatin1Char(' ');
        text += QLatin1Char(kDigits[bytes[i] >> 4]);
        text += QLatin1Char(kDigits[bytes[i] & 15]);
    }
    if (shown < bytes.size()) text += QStringLiteral(" \u2026");
    return text;
}

} // namespace spacebench::widgets
