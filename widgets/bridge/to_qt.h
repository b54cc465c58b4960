// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between core's strings and Qt's. Core speaks UTF-8 English; what it says for people passes `coreText`,
// which translates it where a translation knows it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <QCoreApplication>
#include <QString>

#include "base/bytes.h"
#include "base/units.h"

namespace spacebench::widgets {

[[nodiscard]] inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline std::string fromQt(const QString& text) {
    return text.toStdString();
}

/// A label or phase that core names in English, in the language of the window.
[[nodiscard]] inline QString coreText(std::string_view english) {
    const std::string text(english);
    return QCoreApplication::translate("core", text.c_str());
}

[[nodiscard]] inline QString grouped(std::uint64_t value) {
    return toQt(groupedNumber(value));
}

[[nodiscard]] inline QString sizeWords(std::uint64_t bytes) {
    return toQt(sizeText(bytes));
}

/// "0x0001F3A0": at least eight digits, so that a column of offsets lines up.
[[nodiscard]] inline QString offsetText(std::uint64_t offset) {
    return QStringLiteral("0x") + QStringLiteral("%1").arg(offset, 8, 16, QLatin1Char('0')).toUpper();
}

/// Control characters, which an atom's symbols may hold, as the pictures that Unicode has for them.
[[nodiscard]] QString visibleText(QString text);

/// "04 C4 65", cut after `maxBytes` with an ellipsis.
[[nodiscard]] QString hexText(ByteView bytes, std::size_t maxBytes = SIZE_MAX);

} // namespace spacebench::widgets
