// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns of a table whose contents grow: each is as wide as its header and what it has shown so far, up to
// a limit of its own, and never becomes narrower. What the user drags stays as it is, and the others with
// it, until the table shows something new.
#pragma once

#include <map>

#include <QObject>

class QTableView;

namespace spacebench::widgets {

class ColumnFit final : public QObject {
    Q_OBJECT

  public:
    /// The table owns it.
    explicit ColumnFit(QTableView& table);

    /// Longer texts are elided: the cell's tool tip has all of them.
    void setMost(int column, int width);
    /// Something new is shown.
    void start();
    /// The contents have changed. Looks at the rows in sight only, as it is called while something is
    /// measured; the others have their turn when they are scrolled to.
    void grow();
    /// A column that was hidden so far.
    void fitOne(int column);

  private:
    [[nodiscard]] int wanted(int column) const;
    [[nodiscard]] int headerWidth(int column) const;
    void set(int column, int width);
    void noteResize(int column, int before, int after);

    QTableView& m_table;
    std::map<int, int> m_most;
    bool m_fitting = false;
    bool m_byUser = false;
};

} // namespace spacebench::widgets
