// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a virtual table shows: rows numbered with 64 bits, read on demand. Sources that read in the background
// answer with an empty optional until the row has arrived, then emit arrived(). GUI thread only.
#pragma once

#include <cstdint>
#include <optional>

#include <QObject>
#include <QString>

namespace spacebench::widgets {

class RowSource : public QObject {
    Q_OBJECT

  public:
    struct Column {
        QString title;
        bool number = false;    ///< right-aligned
        bool monospace = false; ///< paths, bytes, figures
        int characters = 10;    ///< initial width
        bool stretches = false; ///< takes what the others leave
    };

    using QObject::QObject;
    [[nodiscard]] virtual std::uint64_t rowCount() const = 0;
    [[nodiscard]] virtual int columnCount() const = 0;
    [[nodiscard]] virtual Column column(int index) const = 0;
    /// nullopt = not read yet.
    [[nodiscard]] virtual std::optional<QString> text(std::uint64_t row, int column) const = 0;
    /// The whole of a cell that is shown cut; empty = the cell's own text.
    [[nodiscard]] virtual QString toolTip(std::uint64_t row, int column) const {
        static_cast<void>(row), static_cast<void>(column);
        return {};
    }
    /// The view is about to show these rows.
    virtual void want(std::uint64_t first, std::uint64_t count) {
        static_cast<void>(first), static_cast<void>(count);
    }

  Q_SIGNALS:
    void rowsChanged(); ///< another number of rows, or other rows
    void arrived();     ///< rows that were asked for can be read now
};

} // namespace spacebench::widgets
