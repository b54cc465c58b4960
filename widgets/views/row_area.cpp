// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/row_area.h"

#include <algorithm>

#include <QScrollBar>
#include <QWheelEvent>

namespace spacebench::widgets {

namespace {

/// Above this many rows the bar's positions are scaled; far below INT_MAX, so that page steps cannot
/// overflow.
constexpr std::uint64_t kBarRange = std::uint64_t{1} << 30;
constexpr int kWheelNotch = 120;
constexpr std::uint64_t kRowsPerNotch = 3;
constexpr std::uint64_t kFarPages = 2;

} // namespace

RowArea::RowArea(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
}

std::uint64_t RowArea::rowsPerPage() const {
    return static_cast<std::uint64_t>(std::max(1, (viewport()->height() - m_headerHeight) / m_rowHeight));
}

std::uint64_t RowArea::lastTopRow() const {
    const std::uint64_t page = rowsPerPage();
    return m_rowCount > page ? m_rowCount - page : 0;
}

void RowArea::setRowCount(std::uint64_t rows) {
    m_rowCount = rows;
    updateBars();
    setTopRow(m_topRow);
    viewport()->update();
}

void RowArea::setRowHeight(int height, int headerHeight) {
    m_rowHeight = std::max(1, height);
    m_headerHeight = headerHeight;
    updateBars();
    viewport()->update();
}

void RowArea::setContentWidth(int width) {
    m_contentWidth = width;
    updateBars();
}

int RowArea::contentX() const {
    return -horizontalScrollBar()->value();
}

std::uint64_t RowArea::rowAt(int y) const {
    if (m_rowCount == 0) return 0;
    const int below = std::max(0, y - m_headerHeight);
    return std::min(m_rowCount - 1, m_topRow + static_cast<std::uint64_t>(below / m_rowHeight));
}

int RowArea::yOf(std::uint64_t row) const {
    return m_headerHeight + static_cast<int>(row - m_topRow) * m_rowHeight;
}

void RowArea::setTopRow(std::uint64_t row) {
    const std::uint64_t clamped = std::min(row, lastTopRow());
    if (clamped != m_topRow) {
        m_topRow = clamped;
        viewport()->update();
        topRowChanged();
    }
    syncVerticalBar();
}

void RowArea::showRow(std::uint64_t row) {
    const std::uint64_t page = rowsPerPage();
    if (row >= m_topRow && row < m_topRow + page) return;
    const std::uint64_t distance = row < m_topRow ? m_topRow - row : row - (m_topRow + page - 1);
    if (distance > kFarPages * page) {
        setTopRow(row > page / 2 ? row - page / 2 : 0);
    } else {
        setTopRow(row < m_topRow ? row : row + 1 - page);
    }
}

void RowArea::updateBars() {
    const std::uint64_t last = lastTopRow();
    m_syncing = true;
    verticalScrollBar()->setRange(0, static_cast<int>(std::min(last, kBarRange)));
    verticalScrollBar()->setPageStep(static_cast<int>(std::min(rowsPerPage(), kBarRange)));
    verticalScrollBar()->setSingleStep(1);
    horizontalScrollBar()->setRange(0, std::max(0, m_contentWidth - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    m_syncing = false;
    syncVerticalBar();
}

void RowArea::syncVerticalBar() {
    const std::uint64_t last = lastTopRow();
    std::uint64_t position = m_topRow;
    if (last > kBarRange) {
        position = static_cast<std::uint64_t>(static_cast<double>(m_topRow) / static_cast<double>(last) *
                                              static_cast<double>(kBarRange));
    }
    m_syncing = true;
    verticalScrollBar()->setValue(static_cast<int>(std::min(position, kBarRange)));
    m_syncing = false;
}

void RowArea::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    setTopRow(m_topRow);
    topRowChanged();
}

void RowArea::wheelEvent(QWheelEvent* event) {
    if (event->modifiers().testFlag(Qt::ShiftModifier) || event->angleDelta().y() == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_wheelRest += event->angleDelta().y();
    const int notches = m_wheelRest / (kWheelNotch / static_cast<int>(kRowsPerNotch));
    m_wheelRest -= notches * (kWheelNotch / static_cast<int>(kRowsPerNotch));
    const auto rows = static_cast<std::uint64_t>(std::abs(notches));
    if (notches > 0) setTopRow(m_topRow > rows ? m_topRow - rows : 0);
    if (notches < 0) setTopRow(m_topRow + rows);
    event->accept();
}

void RowArea::scrollContentsBy(int dx, int dy) {
    if (dx != 0) viewport()->update();
    if (m_syncing || dy == 0) return;
    const auto value = static_cast<std::uint64_t>(verticalScrollBar()->value());
    const std::uint64_t last = lastTopRow();
    if (last <= kBarRange) {
        setTopRow(value);
        return;
    }
    // The bar is coarser than a row: a step of one is meant as one row, anything else as a place.
    if (dy == 1) {
        setTopRow(m_topRow > 0 ? m_topRow - 1 : 0);
    } else if (dy == -1) {
        setTopRow(m_topRow + 1);
    } else {
        const double share = static_cast<double>(value) / static_cast<double>(kBarRange);
        setTopRow(value == kBarRange ? last : static_cast<std::uint64_t>(share * static_cast<double>(last)));
    }
}

} // namespace spacebench::widgets
