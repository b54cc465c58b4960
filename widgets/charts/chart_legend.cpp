// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_legend.h"

#include <QFontMetrics>
#include <QPainter>

#include "charts/plot_painting.h"

namespace spacebench::widgets {

namespace {

constexpr int kMarkWidth = 12;
constexpr int kMarkGap = 4;   // between mark and text
constexpr int kEntryGap = 12; // between two entries

} // namespace

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ChartLegend::setEntries(std::vector<Entry> entries) {
    if (entries == m_entries) return;
    m_entries = std::move(entries);
    updateGeometry();
    update();
}

void ChartLegend::setColours(const QColor& background, const QColor& text) {
    m_background = background;
    m_text = text;
    update();
}

std::vector<QRect> ChartLegend::layOut(int width, int& height) const {
    const QFontMetrics metrics(font());
    const int row = metrics.height() + 2;
    std::vector<QRect> rects;
    int x = 0;
    int y = 0;
    for (const Entry& entry : m_entries) {
        const int entryWidth = kMarkWidth + kMarkGap + metrics.horizontalAdvance(entry.label);
        if (x != 0 && x + entryWidth > width) {
            x = 0;
            y += row;
        }
        rects.emplace_back(x, y, entryWidth, row);
        x += entryWidth + kEntryGap;
    }
    height = m_entries.empty() ? 0 : y + row;
    return rects;
}

int ChartLegend::heightForWidth(int width) const {
    int height = 0;
    static_cast<void>(layOut(width, height));
    return height;
}

QSize ChartLegend::sizeHint() const {
    const int width = QWidget::width();
    return {0, heightForWidth(width)};
}

void ChartLegend::paintOn(QPainter& painter, const QRect& area) const {
    painter.setFont(font());
    int height = 0;
    const std::vector<QRect> rects = layOut(area.width(), height);
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const Entry& entry = m_entries[i];
        const QRect rect = rects[i].translated(area.topLeft());
        const int middle = rect.center().y();
        if (entry.mark == Mark::Square) {
            painter.fillRect(QRect(rect.left() + 1, middle - 4, 10, 10), entry.colour);
        } else if (entry.mark != Mark::None) {
            QPen pen(entry.colour, 1.5, entry.mark == Mark::DottedLine ? Qt::DotLine : Qt::SolidLine);
            painter.setPen(pen);
            painter.drawLine(rect.left(), middle + 1, rect.left() + kMarkWidth, middle + 1);
        }
        if (entry.point)
            paintMark(painter, *entry.point, QPointF(rect.left() + kMarkWidth / 2.0, middle + 1), 4.2,
                      entry.colour, m_background);
        painter.setPen(m_text);
        // Names that users choose may be long, and differ at their ends.
        const QRect words(rect.adjusted(kMarkWidth + kMarkGap, 0, 0, 0).intersected(area));
        painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                         rect.right() <= area.right()
                             ? entry.label
                             : QFontMetrics(font()).elidedText(entry.label, Qt::ElideMiddle, words.width()));
    }
}

void ChartLegend::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_background);
    paintOn(painter, rect());
}

} // namespace spacebench::widgets
