// SPDX-License-Identifier: GPL-3.0-or-later
//
// A scroll area of equally high rows, numbered with 64 bits. Qt's own item views keep pixels and memory a row
// and break at about 70 million; this one keeps the number of the top row, and maps it onto the scroll bar,
// whose int range is scaled where it does not suffice. Subclasses paint rows and handle columns.
#pragma once

#include <cstdint>

#include <QAbstractScrollArea>

namespace spacebench::widgets {

class RowArea : public QAbstractScrollArea {
    Q_OBJECT

  public:
    explicit RowArea(QWidget* parent = nullptr);

    [[nodiscard]] std::uint64_t rowCount() const { return m_rowCount; }
    [[nodiscard]] std::uint64_t topRow() const { return m_topRow; }
    /// Rows that fit whole, at least 1.
    [[nodiscard]] std::uint64_t rowsPerPage() const;
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int headerHeight() const { return m_headerHeight; }

    void setTopRow(std::uint64_t row);
    /// Scrolls as little as needed to show `row`; rows far away end up in the middle.
    void showRow(std::uint64_t row);

  protected:
    void setRowCount(std::uint64_t rows);
    void setRowHeight(int height, int headerHeight);
    /// Pixels the columns need; more than the viewport gives a horizontal bar.
    void setContentWidth(int width);
    [[nodiscard]] int contentX() const; ///< where content column 0 is painted, <= 0
    /// The row at viewport height `y`, clamped to the rows there are.
    [[nodiscard]] std::uint64_t rowAt(int y) const;
    [[nodiscard]] int yOf(std::uint64_t row) const; ///< only for visible rows

    virtual void topRowChanged() {}

    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

  private:
    [[nodiscard]] std::uint64_t lastTopRow() const;
    void updateBars();
    void syncVerticalBar();

    std::uint64_t m_rowCount = 0;
    std::uint64_t m_topRow = 0;
    int m_rowHeight = 20;
    int m_headerHeight = 0;
    int m_contentWidth = 0;
    int m_wheelRest = 0;
    bool m_syncing = false;
};

} // namespace spacebench::widgets
