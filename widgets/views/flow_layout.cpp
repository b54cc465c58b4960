// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/flow_layout.h"

#include <algorithm>

namespace spacebench::widgets {

FlowLayout::FlowLayout(Qt::Alignment edge) : m_edge(edge) {}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) {
    m_items.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

std::vector<FlowLayout::Line> FlowLayout::lines(int width) const {
    std::vector<Line> lines;
    for (const auto& item : m_items) {
        if (item->isEmpty()) continue; // hidden
        const QSize size = item->sizeHint();
        const bool fits = !lines.empty() && lines.back().size.width() + spacing() + size.width() <= width;
        if (!fits) {
            lines.push_back({{item.get()}, size});
            continue;
        }
        Line& line = lines.back();
        line.items.push_back(item.get());
        line.size = {line.size.width() + spacing() + size.width(),
                     std::max(line.size.height(), size.height())};
    }
    return lines;
}

int FlowLayout::heightForWidth(int width) const {
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    bool first = true;
    for (const Line& line : lines(width - margins.left() - margins.right())) {
        height += line.size.height() + (first ? 0 : spacing());
        first = false;
    }
    return height;
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const Line& line : lines(QLAYOUTSIZE_MAX)) size = line.size;
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto& item : m_items)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const QRect area = rect.marginsRemoved(contentsMargins());
    int y = area.top();
    for (const Line& line : lines(area.width())) {
        const int free = std::max(0, area.width() - line.size.width());
        int x = area.left() + (m_edge.testFlag(Qt::AlignRight) ? free : 0);
        for (QLayoutItem* item : line.items) {
            const QSize size = item->sizeHint();
            const int down = (line.size.height() - size.height()) / 2; // labels beside buttons
            item->setGeometry({QPoint(x, y + down), size});
            x += size.width() + spacing();
        }
        y += line.size.height() + spacing();
    }
}

} // namespace spacebench::widgets
