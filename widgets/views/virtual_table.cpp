// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/virtual_table.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace spacebench::widgets {

namespace {

constexpr int kPadding = 8;
constexpr int kLeastRow = 20;
constexpr int kLeastHeader = 24;
constexpr int kRowMargin = 4; ///< above and below the text together with kRowMargin
constexpr int kEdgeReach = 4; ///< how near a column edge the pointer must be
constexpr int kLeastColumn = 32;

int cellFlags(const RowSource::Column& column) {
    return static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::TextSingleLine) |
           static_cast<int>(column.number ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

VirtualTable::VirtualTable(const Theme& theme, QWidget* parent) : RowArea(parent), m_theme(theme) {
    viewport()->setMouseTracking(true);
    const auto repaint = [this] {
        measure();
        viewport()->update();
    };
    connect(&theme, &Theme::changed, this, repaint);
    connect(&theme, &Theme::fontsChanged, this, repaint);
    measure();
}

void VirtualTable::measure() {
    const QFontMetrics metrics(m_theme.monospace());
    const int height = std::max(metrics.height(), fontMetrics().height());
    setRowHeight(std::max(kLeastRow, height + kRowMargin), std::max(kLeastHeader, height + 2 * kRowMargin));
}

void VirtualTable::setSource(RowSource* source) {
    if (m_source != nullptr) m_source->disconnect(this);
    m_source = source;
    m_resizedByHand.clear();
    m_current.reset();
    if (m_source != nullptr) {
        connect(m_source, &RowSource::rowsChanged, this, [this] { adoptSource(); });
        connect(m_source, &RowSource::arrived, viewport(), qOverload<>(&QWidget::update));
    }
    adoptSource();
}

void VirtualTable::adoptSource() {
    m_columns.clear();
    if (m_source != nullptr) {
        for (int i = 0; i < m_source->columnCount(); ++i) m_columns.push_back(m_source->column(i));
    }
    const std::uint64_t rows = m_source != nullptr ? m_source->rowCount() : 0;
    if (m_current && *m_current >= rows) {
        m_current.reset();
        Q_EMIT selectionChanged();
    }
    if (m_resizedByHand.size() != m_columns.size()) {
        m_resizedByHand.assign(m_columns.size(), false);
        m_widths.assign(m_columns.size(), 0);
    }
    layOutColumns();
    setRowCount(rows);
    topRowChanged();
}

void VirtualTable::layOutColumns() {
    const int digit = QFontMetrics(m_theme.monospace()).horizontalAdvance(QLatin1Char('0'));
    int fixed = 0;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (!m_resizedByHand[i]) {
            const int title = fontMetrics().horizontalAdvance(m_columns[i].title);
            m_widths[i] = std::max(digit * m_columns[i].characters, title) + 2 * kPadding;
        }
        if (!m_columns[i].stretches || m_resizedByHand[i]) fixed += m_widths[i];
    }
    const auto stretches = [this](std::size_t i) { return m_columns[i].stretches && !m_resizedByHand[i]; };
    int sharers = 0;
    for (std::size_t i = 0; i < m_columns.size(); ++i) sharers += stretches(i) ? 1 : 0;
    int total = fixed;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (!stretches(i)) continue;
        m_widths[i] = std::max(m_widths[i], (viewport()->width() - fixed) / sharers);
        total += m_widths[i];
    }
    setContentWidth(total);
}

void VirtualTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void VirtualTable::setCurrentRow(std::optional<std::uint64_t> row) {
    if (row && *row >= rowCount()) row.reset();
    m_current = row;
    m_anchor = row.value_or(0);
    if (row) showRow(*row);
    viewport()->update();
    Q_EMIT selectionChanged();
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> VirtualTable::selectedRows() const {
    if (!m_current) return std::nullopt;
    return std::minmax(m_anchor, *m_current);
}

void VirtualTable::selectAll() {
    if (rowCount() == 0) return;
    m_anchor = 0;
    m_current = rowCount() - 1;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void VirtualTable::moveTo(std::uint64_t row, bool extend) {
    if (rowCount() == 0) return;
    row = std::min(row, rowCount() - 1);
    if (!extend || !m_current) m_anchor = row;
    m_current = row;
    showRow(row);
    viewport()->update();
    Q_EMIT selectionChanged();
    Q_EMIT picked(row);
}

void VirtualTable::topRowChanged() {
    if (m_source != nullptr) m_source->want(topRow(), rowsPerPage() + 1);
}

void VirtualTable::resizeEvent(QResizeEvent* event) {
    layOutColumns();
    RowArea::resizeEvent(event);
}

void VirtualTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        measure();
        layOutColumns();
    }
    RowArea::changeEvent(event);
}

int VirtualTable::columnAt(int x) const {
    int edge = contentX();
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        if (x >= edge && x < edge + m_widths[i]) return static_cast<int>(i);
        edge += m_widths[i];
    }
    return -1;
}

int VirtualTable::columnEdgeAt(QPoint at) const {
    if (at.y() >= headerHeight()) return -1;
    int edge = contentX();
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        edge += m_widths[i];
        if (std::abs(at.x() - edge) <= kEdgeReach) return static_cast<int>(i);
    }
    return -1;
}

void VirtualTable::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Surface));
    if (rowCount() == 0) {
        painter.setPen(m_theme.color(Role::SecondaryText));
        painter.drawText(viewport()->rect().adjusted(24, headerHeight() + 24, -24, -24),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
    }
    const std::uint64_t last = std::min(rowCount(), topRow() + rowsPerPage() + 1);
    for (std::uint64_t row = topRow(); row < last; ++row) paintRow(painter, row, yOf(row));
    paintHeader(painter);
}

void VirtualTable::paintHeader(QPainter& painter) {
    const QRect bar(0, 0, viewport()->width(), headerHeight());
    painter.fillRect(bar, m_theme.color(Role::Window));
    painter.setPen(m_theme.color(Role::Grid));
    painter.drawLine(bar.bottomLeft(), bar.bottomRight());
    painter.setFont(font());
    int x = contentX();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QRect cell(x, 0, m_widths[i], headerHeight());
        painter.setPen(m_theme.color(Role::SecondaryText));
        painter.drawText(cell.adjusted(kPadding, 0, -kPadding, 0), cellFlags(m_columns[i]),
                         m_columns[i].title);
        painter.setPen(m_theme.color(Role::Grid));
        painter.drawLine(cell.right(), 4, cell.right(), headerHeight() - 4);
        x += m_widths[i];
    }
}

void VirtualTable::paintRow(QPainter& painter, std::uint64_t row, int y) {
    const auto selection = selectedRows();
    const bool selected = selection && row >= selection->first && row <= selection->second;
    const QRect band(0, y, viewport()->width(), rowHeight());
    if (selected) {
        QColor colour = m_theme.color(Role::Selection);
        if (!hasFocus() && !m_theme.isDark()) colour = colour.lighter(115);
        painter.fillRect(band, colour);
    }
    int x = contentX();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QRect cell(x + kPadding, y, m_widths[i] - 2 * kPadding, rowHeight());
        x += m_widths[i];
        if (cell.right() < 0 || cell.left() > viewport()->width()) continue;
        const std::optional<QString> text = m_source->text(row, static_cast<int>(i));
        painter.setFont(m_columns[i].monospace ? m_theme.monospace() : font());
        painter.setPen(m_theme.color(selected ? Role::SelectionText
                                     : text   ? Role::Text
                                              : Role::SecondaryText));
        const QString shown = painter.fontMetrics().elidedText(text.value_or(QStringLiteral("\u2026")),
                                                               Qt::ElideRight, cell.width());
        painter.drawText(cell, cellFlags(m_columns[i]), shown);
    }
    if (hasFocus() && m_current == row) {
        painter.setPen(QPen(m_theme.color(Role::Accent), 1, Qt::DotLine));
        painter.drawRect(band.adjusted(0, 0, -1, -1));
    }
}

void VirtualTable::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPoint at = event->position().toPoint();
    m_dragColumn = columnEdgeAt(at);
    if (m_dragColumn >= 0) {
        m_dragStartX = at.x();
        m_dragStartWidth = m_widths[static_cast<std::size_t>(m_dragColumn)];
        return;
    }
    if (at.y() < headerHeight() || rowCount() == 0) return;
    if (static_cast<std::uint64_t>((at.y() - headerHeight()) / rowHeight()) + topRow() >= rowCount()) return;
    m_selecting = true;
    moveTo(rowAt(at.y()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void VirtualTable::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (m_dragColumn >= 0) {
        const auto column = static_cast<std::size_t>(m_dragColumn);
        m_widths[column] = std::max(kLeastColumn, m_dragStartWidth + at.x() - m_dragStartX);
        m_resizedByHand[column] = true;
        layOutColumns();
        viewport()->update();
        return;
    }
    viewport()->setCursor(columnEdgeAt(at) >= 0 ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (m_selecting && event->buttons().testFlag(Qt::LeftButton) && m_current != rowAt(at.y())) {
        moveTo(rowAt(at.y()), true);
    }
}

void VirtualTable::mouseReleaseEvent(QMouseEvent*) {
    m_dragColumn = -1;
    m_selecting = false;
}

void VirtualTable::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->position().y() >= headerHeight() && m_current) Q_EMIT activated(*m_current);
}

void VirtualTable::keyPressEvent(QKeyEvent* event) {
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const std::uint64_t current = m_current.value_or(topRow());
    const std::uint64_t page = rowsPerPage();
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        moveTo(m_current && current > 0 ? current - 1 : current, extend);
        return;
    case Qt::Key_Down:
        moveTo(m_current ? current + 1 : current, extend);
        return;
    case Qt::Key_PageUp:
        moveTo(current > page ? current - page : 0, extend);
        return;
    case Qt::Key_PageDown:
        moveTo(current + page, extend);
        return;
    case Qt::Key_Home:
        moveTo(0, extend);
        return;
    case Qt::Key_End:
        moveTo(rowCount() == 0 ? 0 : rowCount() - 1, extend);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) Q_EMIT activated(*m_current);
        return;
    default:
        RowArea::keyPressEvent(event);
    }
}

bool VirtualTable::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_source != nullptr && rowCount() != 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int column = columnAt(help->pos().x());
        if (column >= 0 && help->pos().y() >= headerHeight()) {
            const std::uint64_t row = rowAt(help->pos().y());
            QString text = m_source->toolTip(row, column);
            if (text.isEmpty()) text = m_source->text(row, column).value_or(QString());
            QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
        }
        return true;
    }
    return RowArea::viewportEvent(event);
}

} // namespace spacebench::widgets
