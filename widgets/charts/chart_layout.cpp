// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_layout.h"

#include <algorithm>
#include <cmath>

namespace spacebench::widgets {

namespace {

constexpr double kGroupGap = 0.7;    // slots between two groups
constexpr double kOuterGap = 0.35;   // slots before the first and after the last group
constexpr double kLabelDistance = 1; // pixels between two labels

} // namespace

CategoryLayout layOutCategories(const results::ChartSpec& spec) {
    CategoryLayout layout;
    double position = kOuterGap;
    for (std::size_t g = 0; g < spec.groups.size(); ++g) {
        if (g != 0) position += kGroupGap;
        GroupSpan span{position, position};
        const std::size_t bars = spec.groups[g].bars.size();
        for (std::size_t b = 0; b < bars; ++b)
            layout.bars.push_back({g, b, position + static_cast<double>(b) + 0.5});
        position += static_cast<double>(std::max<std::size_t>(bars, 1));
        span.end = position;
        layout.groups.push_back(span);
    }
    layout.begin = 0;
    layout.end = std::max(position + kOuterGap, 1.0);
    return layout;
}

int slotAt(const CategoryLayout& layout, double position) {
    for (std::size_t i = 0; i < layout.bars.size(); ++i)
        if (std::abs(layout.bars[i].centre - position) <= 0.5) return static_cast<int>(i);
    return -1;
}

std::vector<QRectF> spreadApart(const std::vector<QRectF>& wanted, const QRectF& area) {
    std::vector<QRectF> placed;
    const auto obstacle = [&](const QRectF& rect) -> const QRectF* {
        for (const QRectF& other : placed)
            if (rect.intersects(other)) return &other;
        return nullptr;
    };
    for (const QRectF& want : wanted) {
        QRectF rect = want;
        if (rect.top() < area.top()) rect.moveTop(area.top());
        if (rect.bottom() > area.bottom()) rect.moveBottom(area.bottom());
        while (const QRectF* other = obstacle(rect)) rect.moveBottom(other->top() - kLabelDistance);
        if (rect.top() < area.top()) {
            rect = want;
            while (const QRectF* other = obstacle(rect)) rect.moveTop(other->bottom() + kLabelDistance);
        }
        placed.push_back(rect);
    }
    return placed;
}

} // namespace spacebench::widgets
