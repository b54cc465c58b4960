// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/hex_view.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 8;
constexpr int kRowMargin = 2;
/// Characters of the hex part: two digits and a gap a byte, one more gap in the middle.
constexpr std::uint64_t kHalfRow = HexView::kBytesPerRow / 2;

const layout::FieldRange* fieldIn(const std::vector<layout::FieldRange>& fields, std::uint64_t offset) {
    auto after =
        std::upper_bound(fields.begin(), fields.end(), offset,
                         [](std::uint64_t at, const layout::FieldRange& field) { return at < field.begin; });
    if (after == fields.begin()) return nullptr;
    --after;
    return offset < after->end ? &*after : nullptr;
}

void sortFields(std::vector<layout::FieldRange>& fields) {
    std::stable_sort(fields.begin(), fields.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
}

} // namespace

HexView::HexView(const Theme& theme, QWidget* parent) : RowArea(parent), m_theme(theme) {
    setAccessibleName(tr("Bytes"));
    const auto repaint = [this] {
        measure();
        viewport()->update();
    };
    connect(&theme, &Theme::changed, this, repaint);
    connect(&theme, &Theme::fontsChanged, this, repaint);
    measure();
}

void HexView::measure() {
    const QFontMetrics metrics(m_theme.monospace());
    m_digit = metrics.horizontalAdvance(QLatin1Char('0'));
    m_offsetDigits = 8;
    for (std::uint64_t rest = m_bytes.size() >> 32; rest != 0; rest >>= 4) ++m_offsetDigits;
    setRowHeight(metrics.height() + 2 * kRowMargin, metrics.height() + 8);
    setContentWidth(textX(kBytesPerRow) + kMargin);
}

int HexView::hexX(std::uint64_t column) const {
    const int gap = column >= kHalfRow ? 1 : 0;
    return contentX() + kMargin + m_digit * (m_offsetDigits + 2 + static_cast<int>(column) * 3 + gap);
}

int HexView::textX(std::uint64_t column) const {
    return contentX() + kMargin +
           m_digit * (m_offsetDigits + 2 + static_cast<int>(kBytesPerRow) * 3 + 2 + static_cast<int>(column));
}

void HexView::setBytes(ByteView bytes, std::shared_ptr<const void> owner) {
    m_bytes = bytes;
    m_owner = std::move(owner);
    m_match.reset();
    m_caret = 0;
    setRowCount((bytes.size() + kBytesPerRow - 1) / kBytesPerRow);
    measure();
}

void HexView::setFixedFields(std::vector<layout::FieldRange> fields) {
    m_fixed = std::move(fields);
    sortFields(m_fixed);
    viewport()->update();
    Q_EMIT fieldsChanged();
}

void HexView::setSelectedFields(std::vector<layout::FieldRange> fields) {
    m_selected = std::move(fields);
    sortFields(m_selected);
    viewport()->update();
    Q_EMIT fieldsChanged();
}

void HexView::setMatch(std::optional<std::pair<std::uint64_t, std::uint64_t>> match) {
    m_match = match;
    if (match) setCaret(match->first);
    viewport()->update();
}

void HexView::setCaret(std::uint64_t offset) {
    if (m_bytes.empty()) return;
    m_caret = std::min<std::uint64_t>(offset, m_bytes.size() - 1);
    showRow(m_caret / kBytesPerRow);
    viewport()->update();
    Q_EMIT caretMoved(m_caret);
}

const layout::FieldRange* HexView::fieldAt(std::uint64_t offset) const {
    const layout::FieldRange* field = fieldIn(m_selected, offset);
    return field != nullptr ? field : fieldIn(m_fixed, offset);
}

std::vector<layout::FieldKind> HexView::fieldKinds() const {
    std::vector<layout::FieldKind> kinds;
    for (const auto* fields : {&m_fixed, &m_selected}) {
        for (const layout::FieldRange& field : *fields) kinds.push_back(field.kind);
    }
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
}

QRect HexView::hexRect(std::uint64_t offset) const {
    return {hexX(offset % kBytesPerRow), yOf(offset / kBytesPerRow), 2 * m_digit, rowHeight()};
}

std::optional<std::uint64_t> HexView::offsetAt(QPoint at) const {
    if (m_bytes.empty() || at.y() < headerHeight()) return std::nullopt;
    const std::uint64_t row = topRow() + static_cast<std::uint64_t>((at.y() - headerHeight()) / rowHeight());
    for (std::uint64_t column = 0; column < kBytesPerRow; ++column) {
        const bool inHex =
            at.x() >= hexX(column) - m_digit / 2 && at.x() < hexX(column) + 2 * m_digit + m_digit / 2;
        const bool inText = at.x() >= textX(column) && at.x() < textX(column) + m_digit;
        const std::uint64_t offset = row * kBytesPerRow + column;
        if ((inHex || inText) && offset < m_bytes.size()) return offset;
    }
    return std::nullopt;
}

void HexView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Surface));
    painter.setFont(m_theme.monospace());
    const std::uint64_t last = std::min(rowCount(), topRow() + rowsPerPage() + 1);
    for (std::uint64_t row = topRow(); row < last; ++row) paintRow(painter, row);

    const QRect bar(0, 0, viewport()->width(), headerHeight());
    painter.fillRect(bar, m_theme.color(Role::Window));
    painter.setPen(m_theme.color(Role::Grid));
    painter.drawLine(bar.bottomLeft(), bar.bottomRight());
    painter.setPen(m_theme.color(Role::SecondaryText));
    const int baseline =
        (headerHeight() + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2;
    painter.drawText(contentX() + kMargin, baseline, tr("Offset"));
    for (std::uint64_t column = 0; column < kBytesPerRow; ++column) {
        painter.drawText(hexX(column), baseline, QStringLiteral("+%1").arg(column, 0, 16).toUpper());
    }
    painter.drawText(textX(0), baseline, tr("Text"));
}

void HexView::paintRow(QPainter& painter, std::uint64_t row) {
    const int y = yOf(row);
    const int baseline = y + kRowMargin + painter.fontMetrics().ascent();
    const std::uint64_t begin = row * kBytesPerRow;
    const std::uint64_t end = std::min<std::uint64_t>(m_bytes.size(), begin + kBytesPerRow);
    painter.setPen(m_theme.color(Role::SecondaryText));
    painter.drawText(contentX() + kMargin, baseline,
                     QStringLiteral("%1").arg(begin, m_offsetDigits, 16, QLatin1Char('0')).toUpper());

    for (std::uint64_t offset = begin; offset < end; ++offset) {
        const std::uint64_t column = offset - begin;
        const layout::FieldRange* field = fieldAt(offset);
        const bool selected = fieldIn(m_selected, offset) != nullptr;
        const QRect hex(hexX(column), y, 2 * m_digit, rowHeight());
        const QRect text(textX(column), y, m_digit, rowHeight());
        if (field != nullptr) {
            const bool goesOn = offset + 1 < field->end && offset + 1 < end;
            const int right = goesOn ? hexX(column + 1) : hex.right() + 2;
            const QColor colour = m_theme.fieldColor(field->kind);
            painter.fillRect(QRect(QPoint(hex.left() - (column == 0 || offset == field->begin ? 1 : 0), y),
                                   QPoint(right - 1, hex.bottom())),
                             colour);
            painter.fillRect(text, colour);
            if (selected) {
                painter.fillRect(QRect(hex.left() - 1, hex.bottom() - 1, right - hex.left(), 2),
                                 m_theme.color(Role::Accent));
            }
        }
        const bool matched = m_match && offset >= m_match->first && offset < m_match->second;
        const bool atCaret = offset == m_caret;
        if (matched || atCaret) {
            const QColor colour = m_theme.color(Role::Selection);
            if (matched || hasFocus()) {
                painter.fillRect(hex.adjusted(-1, 0, 1, 0), colour);
                painter.fillRect(text, colour);
            } else {
                painter.setPen(colour);
                painter.drawRect(hex.adjusted(-1, 0, 0, -1));
                painter.drawRect(text.adjusted(0, 0, -1, -1));
            }
        }
        const bool inverse = matched || (atCaret && hasFocus());
        const Byte byte = m_bytes[offset];
        painter.setPen(m_theme.color(inverse ? Role::SelectionText : Role::Text));
        painter.drawText(hex.left(), baseline,
                         QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')).toUpper());
        const bool printable = byte >= 0x20 && byte < 0x7F;
        if (!printable && !inverse) painter.setPen(m_theme.color(Role::SecondaryText));
        painter.drawText(text.left(), baseline,
                         printable ? QString(QLatin1Char(static_cast<char>(byte)))
                                   : QStringLiteral("\u00B7"));
    }
}

void HexView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const auto offset = offsetAt(event->position().toPoint())) {
        setCaret(*offset);
        Q_EMIT picked(*offset);
    }
}

void HexView::keyPressEvent(QKeyEvent* event) {
    const std::uint64_t size = m_bytes.size();
    if (size == 0) return;
    const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
    const std::uint64_t page = rowsPerPage() * kBytesPerRow;
    const auto back = [this](std::uint64_t by) { setCaret(m_caret >= by ? m_caret - by : m_caret % by); };
    switch (event->key()) {
    case Qt::Key_Left:
        setCaret(m_caret > 0 ? m_caret - 1 : 0);
        return;
    case Qt::Key_Right:
        setCaret(m_caret + 1);
        return;
    case Qt::Key_Up:
        setCaret(m_caret >= kBytesPerRow ? m_caret - kBytesPerRow : m_caret);
        return;
    case Qt::Key_Down:
        setCaret(m_caret + kBytesPerRow < size ? m_caret + kBytesPerRow : m_caret);
        return;
    case Qt::Key_PageUp:
        back(page);
        return;
    case Qt::Key_PageDown:
        setCaret(m_caret + page);
        return;
    case Qt::Key_Home:
        setCaret(whole ? 0 : m_caret - m_caret % kBytesPerRow);
        return;
    case Qt::Key_End:
        setCaret(whole ? size - 1 : m_caret - m_caret % kBytesPerRow + kBytesPerRow - 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT picked(m_caret);
        return;
    default:
        RowArea::keyPressEvent(event);
    }
}

bool HexView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text;
        if (const auto offset = offsetAt(help->pos())) {
            text = offsetText(*offset);
            if (const layout::FieldRange* field = fieldAt(*offset)) {
                text += QStringLiteral("\n") + coreText(field->label);
                if (!field->value.empty()) text += QStringLiteral(": ") + toQt(field->value);
            }
        }
        QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    return RowArea::viewportEvent(event);
}

void HexView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) measure();
    RowArea::changeEvent(event);
}

} // namespace spacebench::widgets
