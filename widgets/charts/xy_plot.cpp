// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/xy_plot.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "charts/plot_painting.h"

namespace spacebench::widgets {

namespace {

constexpr int kPad = 4; // the grid of distances
constexpr int kTickLength = 4;
constexpr double kMarkSize = 4.5;
constexpr double kFadedSize = 3.4;
constexpr double kFadedMarks = 0.45;     // opaque
constexpr double kFadedIntervals = 0.22; // there are many of them, one on top of the other
constexpr double kCrowdedIntervals = 0.4;
constexpr double kMarkWords = 0.55;   // of the height: below that, words of marks would hide all
constexpr double kReach = 14;         // pixels from a point that still mean it
constexpr double kDeepestZoom = 1e-3; // of the whole axis
constexpr int kMostLabelCharacters = 32;
constexpr double kLeastLabel = 8;     // of a tick, pixels with its distance
constexpr std::size_t kCrowded = 500; // points of a series that may hide each other
constexpr double kNamesShare = 0.35;  // of the width, for names beside the vertical axis

constexpr XyPlot::Dot kNoDot{SIZE_MAX, SIZE_MAX};

/// Exactly these ticks, labelled without unit (the axis title has it).
class ListTicker final : public QCPAxisTicker {
  public:
    ListTicker(const std::vector<double>& ticks, std::function<QString(double)> label)
        : m_ticks(ticks.begin(), ticks.end()), m_label(std::move(label)) {}

  protected:
    int getSubTickCount(double) override { return 0; }
    QVector<double> createTickVector(double, const QCPRange&) override { return m_ticks; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        // Steps such as 0.1 accumulate to 1e-17 instead of 0.
        return m_label(std::abs(tick) < 1e-12 ? 0 : tick);
    }

  private:
    QVector<double> m_ticks;
    std::function<QString(double)> m_label;
};

QString shortLabel(const std::string& label) {
    const QString text = QString::fromStdString(label);
    return text.size() <= kMostLabelCharacters ? text : text.left(kMostLabelCharacters - 1) + QChar(0x2026);
}

std::vector<double> everySecond(const std::vector<double>& ticks) {
    std::vector<double> fewer;
    for (std::size_t i = 0; i < ticks.size(); i += 2) fewer.push_back(ticks[i]);
    return fewer;
}

results::Box toBox(const QRectF& rect) {
    return {rect.left(), rect.top(), rect.width(), rect.height()};
}

QRectF toRect(const results::Box& box) {
    return {box.left, box.top, box.width, box.height};
}

/// The same line to the eye: of the corners in a column of pixels the first, the highest, the lowest, the
/// last.
QPolygonF thinned(const QPolygonF& corners) {
    QPolygonF kept;
    for (qsizetype i = 0; i < corners.size();) {
        const auto column = std::lround(corners[i].x());
        qsizetype end = i;
        qsizetype low = i;
        qsizetype high = i;
        for (; end < corners.size() && std::lround(corners[end].x()) == column; ++end) {
            if (corners[end].y() < corners[low].y()) low = end;
            if (corners[end].y() > corners[high].y()) high = end;
        }
        for (const qsizetype at : {i, std::min(low, high), std::max(low, high), end - 1})
            if (kept.isEmpty() || kept.back() != corners[at]) kept += corners[at];
        i = end;
    }
    return kept;
}

} // namespace

XyPlot::XyPlot(QWidget* parent) : QCustomPlot(parent), m_font(font()) {
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setMinimumSize(120, 120);
    setNoAntialiasingOnDrag(false);
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setMinimumMargins({});
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(kTickLength);
        axis->setTickLabelPadding(3);
    }
    // The layout keeps them; the plot deletes them with its layers.
    new Decoration(this, QStringLiteral("main"), [this](QCPPainter& painter) { paintContent(painter); });
    new Decoration(this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintWords(painter); });
}

void XyPlot::setChart(const results::XyChart& chart) {
    const bool same = chart.id == m_chart.id && chart.xLog == m_chart.xLog && chart.yLog == m_chart.yLog;
    const Dot before = same && m_current >= 0 ? m_dots[static_cast<std::size_t>(m_current)] : kNoDot;
    m_chart = chart;
    collectDots();
    const auto found = std::find(m_dots.begin(), m_dots.end(), before);
    m_current = found != m_dots.end() ? static_cast<int>(found - m_dots.begin()) : -1;
    m_zoomed = m_zoomed && same;
    xAxis->setScaleType(chart.xLog ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setScaleType(chart.yLog ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (!m_zoomed) applyRanges();
    layOut();
    applyColours();
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::collectDots() {
    m_dots.clear();
    const auto covered = [this](const results::XyPoint& wanted) {
        return std::any_of(m_chart.series.begin(), m_chart.series.end(), [&](const auto& series) {
            return series.points && std::any_of(series.values.begin(), series.values.end(),
                                                [&](const results::XyPoint& point) {
                                                    return point.row == wanted.row && point.x == wanted.x &&
                                                           point.y == wanted.y;
                                                });
        });
    };
    for (std::size_t s = 0; s < m_chart.series.size(); ++s) {
        const results::XySeries& series = m_chart.series[s];
        for (std::size_t v = 0; v < series.values.size(); ++v) {
            const results::XyPoint& point = series.values[v];
            // The corners of a front that has its points drawn by another series are no points of their own.
            if (m_chart.shows(point) && (series.points || !covered(point))) m_dots.push_back({s, v});
        }
    }
    std::stable_sort(m_dots.begin(), m_dots.end(), [this](const Dot& a, const Dot& b) {
        const results::XyPoint& left = m_chart.series[a.series].values[a.value];
        const results::XyPoint& right = m_chart.series[b.series].values[b.value];
        return left.x != right.x ? left.x < right.x : left.y < right.y;
    });
}

void XyPlot::applyRanges() {
    const results::AxisRange x = results::xRange(m_chart);
    const results::AxisRange y = results::yRange(m_chart);
    xAxis->setRange(x.low, x.high);
    yAxis->setRange(y.low, y.high);
}

void XyPlot::layOut() {
    const QFontMetricsF metrics(m_font);
    const double mostWords = width() * kNamesShare;
    const auto xLabel = [this](double tick) { return shortLabel(results::xTickText(m_chart, tick)); };
    // Names are cut to what leaves room for the chart.
    const auto yLabel = [this, metrics, mostWords](double tick) {
        const QString text = shortLabel(results::yTickText(m_chart, tick));
        return m_chart.yNames.empty() ? text : metrics.elidedText(text, Qt::ElideRight, mostWords);
    };
    const QCPRange yRange = yAxis->range();
    std::vector<double> yTicks = results::yTicks(m_chart, yRange.lower, yRange.upper);
    double left = metrics.horizontalAdvance(QStringLiteral("0.00"));
    for (const double tick : yTicks) left = std::max(left, textWidth(yLabel(tick)));
    const double plotHeight = height() - metrics.height() - 3 * kPad - kTickLength;
    const auto crowded = [&] {
        return static_cast<double>(yTicks.size()) * metrics.height() > plotHeight && yTicks.size() > 2;
    };
    if (m_chart.yNames.empty() && crowded()) yTicks = {yTicks.front(), yTicks.back()};
    while (crowded()) yTicks = everySecond(yTicks);

    const QCPRange xRange = xAxis->range();
    std::vector<double> xTicks = results::xTicks(m_chart, xRange.lower, xRange.upper);
    // Before their labels are measured: of ten thousand names most have no room, whatever they say.
    while (static_cast<double>(xTicks.size()) * kLeastLabel > width() && xTicks.size() > 2)
        xTicks = everySecond(xTicks);
    double widest = 0;
    for (const double tick : xTicks) widest = std::max(widest, textWidth(xLabel(tick)));
    const auto leftMargin = static_cast<int>(std::ceil(left)) + kTickLength + 2 * kPad;
    const auto rightMargin = static_cast<int>(std::ceil(widest / 2)) + kPad;
    const double plotWidth = std::max(1.0, static_cast<double>(width() - leftMargin - rightMargin));
    // Every second one goes until their labels stand apart.
    const auto touching = [&] {
        for (std::size_t i = 1; i < xTicks.size(); ++i) {
            const double at =
                m_chart.xLog ? std::log(xTicks[i] / xTicks[i - 1]) / std::log(xRange.upper / xRange.lower)
                             : (xTicks[i] - xTicks[i - 1]) / xRange.size();
            const double needed =
                (textWidth(xLabel(xTicks[i])) + textWidth(xLabel(xTicks[i - 1]))) / 2 + 2 * kPad;
            if (at * plotWidth < needed) return true;
        }
        return false;
    };
    while (xTicks.size() > 2 && touching()) xTicks = everySecond(xTicks);
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ListTicker(xTicks, xLabel)));
    yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ListTicker(yTicks, yLabel)));
    const auto bottom = static_cast<int>(std::ceil(metrics.height())) + kTickLength + kPad;
    axisRect()->setMargins({leftMargin, 2 * kPad, rightMargin, bottom});
}

void XyPlot::setColours(const ChartColours& colours) {
    m_colours = colours;
    applyColours();
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::setPlotFont(const QFont& font) {
    m_font = font;
    for (QCPAxis* axis : {xAxis, yAxis}) axis->setTickLabelFont(font);
    layOut();
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::applyColours() {
    setBackground(QBrush(m_colours.background));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(m_colours.axis, 1));
        axis->setTickPen(QPen(m_colours.axis, 1));
        axis->setTickLabelColor(m_colours.secondaryText);
        axis->grid()->setPen(QPen(m_colours.grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
}

double XyPlot::textWidth(const QString& text) const {
    return QFontMetricsF(m_font).horizontalAdvance(text);
}

void XyPlot::resizeEvent(QResizeEvent* event) {
    layOut();
    QCustomPlot::resizeEvent(event);
}

void XyPlot::setSelectedRow(std::optional<std::size_t> row) {
    if (row == m_selectedRow) return;
    m_selectedRow = row;
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::setCurrent(int dot, bool showReadout) {
    if (dot == m_current && showReadout == m_showReadout) return;
    m_current = dot;
    m_showReadout = showReadout && dot >= 0;
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::resetZoom() {
    m_zoomed = false;
    applyRanges();
    layOut();
    replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::zoom(const QPointF& at, double factor, bool alongX, bool alongY) {
    const auto scale = [](QCPAxis* axis, double pixel, const results::AxisRange& whole, bool log,
                          double times) {
        const auto flat = [log](double value) { return log ? std::log(value) : value; };
        const auto back = [log](double value) { return log ? std::exp(value) : value; };
        const double from = flat(whole.low);
        const double to = flat(whole.high);
        const double low = flat(axis->range().lower);
        const double size = flat(axis->range().upper) - low;
        const double wanted = std::clamp(size * times, (to - from) * kDeepestZoom, to - from);
        const double anchor = flat(axis->pixelToCoord(pixel));
        const double begin =
            std::clamp(anchor - (anchor - low) / size * wanted, from, std::max(from, to - wanted));
        axis->setRange(back(begin), back(begin + wanted));
        return wanted < (to - from) * (1 - 1e-9);
    };
    const results::AxisRange x = results::xRange(m_chart);
    const results::AxisRange y = results::yRange(m_chart);
    const bool narrowX = scale(xAxis, at.x(), x, m_chart.xLog, alongX ? factor : 1);
    const bool narrowY = scale(yAxis, at.y(), y, m_chart.yLog, alongY ? factor : 1);
    m_zoomed = narrowX || narrowY;
    layOut();
    replot(QCustomPlot::rpQueuedReplot);
}

const results::XyPoint& XyPlot::point(int dot) const {
    const Dot& one = m_dots[static_cast<std::size_t>(dot)];
    return m_chart.series[one.series].values[one.value];
}

QPointF XyPlot::pixel(const results::XyPoint& point) const {
    return {xAxis->coordToPixel(point.x), yAxis->coordToPixel(point.y)};
}

int XyPlot::dotAt(const QPointF& position) const {
    int nearest = -1;
    double least = kReach * kReach;
    for (int i = 0; i < static_cast<int>(m_dots.size()); ++i) {
        if (!axisRect()->rect().contains(pixel(point(i)).toPoint())) continue;
        const QPointF away = pixel(point(i)) - position;
        // Of two that are as near, the one that is not dominated.
        const double distance = QPointF::dotProduct(away, away) + (point(i).faded ? 4 : 0);
        if (distance >= least) continue;
        least = distance;
        nearest = i;
    }
    return nearest;
}

int XyPlot::dotBeside(int dot, bool above) const {
    if (m_dots.empty()) return -1;
    if (dot < 0) return 0;
    const QPointF from = pixel(point(dot));
    int best = dot;
    double least = 0;
    for (int i = 0; i < static_cast<int>(m_dots.size()); ++i) {
        const QPointF away = pixel(point(i)) - from;
        const double up = above ? -away.y() : away.y();
        if (i == dot || up < 0.5) continue;
        const double distance = QPointF::dotProduct(away, away);
        if (best != dot && distance >= least) continue;
        least = distance;
        best = i;
    }
    return best;
}

QRectF XyPlot::dotRect(int dot) const {
    const QPointF at = pixel(point(dot));
    return {at.x() - kMarkSize, at.y() - kMarkSize, 2 * kMarkSize, 2 * kMarkSize};
}

QString XyPlot::readout(int dot) const {
    if (dot < 0 || dot >= static_cast<int>(m_dots.size())) return {};
    const results::XyPoint& one = point(dot);
    const auto line = [](double value, const std::optional<double>& low, const std::optional<double>& high,
                         results::ValueFormat format) {
        const auto text = [format](double number) {
            return QString::fromStdString(results::formatValue(number, format));
        };
        return low && high ? tr("%1 (95 %: %2 to %3)").arg(text(value), text(*low), text(*high))
                           : text(value);
    };
    return QString::fromStdString(one.label) + QLatin1Char('\n') +
           line(one.y, one.yLow, one.yHigh, m_chart.yFormat) + QLatin1Char('\n') +
           line(one.x, one.xLow, one.xHigh, m_chart.xFormat);
}

bool XyPlot::isSelected(const results::XyPoint& point) const {
    return m_selectedRow && point.row == *m_selectedRow;
}

void XyPlot::paintContent(QCPPainter& painter) {
    painter.save();
    painter.setClipRect(axisRect()->rect().adjusted(-1, -1, 1, 1));
    painter.setAntialiasing(true);
    for (const results::XyMark& mark : m_chart.marks) {
        if (m_chart.xLog && mark.x <= 0) continue;
        const double x = xAxis->coordToPixel(mark.x);
        painter.setPen(QPen(m_colours.target, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, axisRect()->top()), QPointF(x, axisRect()->bottom()));
    }
    for (const results::XySeries& series : m_chart.series) paintLine(painter, series);
    // What is dominated lies below what is not.
    for (const bool faded : {true, false})
        for (const results::XySeries& series : m_chart.series) paintPoints(painter, series, faded);
    painter.restore();
}

void XyPlot::paintLine(QPainter& painter, const results::XySeries& series) const {
    if (!series.line && !series.steps) return;
    QPolygonF corners;
    const results::XyPoint* before = nullptr;
    for (const results::XyPoint& point : series.values) {
        if (!m_chart.shows(point)) continue;
        if (before != nullptr && series.steps)
            corners += QPointF(xAxis->coordToPixel(std::min(before->x, point.x)),
                               yAxis->coordToPixel(std::min(before->y, point.y)));
        corners += pixel(point);
        before = &point;
    }
    if (!series.steps && series.values.size() > kCrowded) corners = thinned(corners);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(toColour(series.colour), 1.6, series.dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawPolyline(corners);
}

/// What the points that were painted cover, by pixels: one that adds nothing to it need not be painted.
struct XyPlot::Crowd {
    struct Adds {
        bool mark = true;
        bool interval = true;
    };
    Adds adds(const XyPlot& plot, const results::XyPoint& point) {
        const QPointF at = plot.pixel(point);
        const auto end = [&](const std::optional<double>& value) {
            return value && !(plot.m_chart.yLog && *value <= 0) ? plot.yAxis->coordToPixel(*value) : at.y();
        };
        const auto [top, bottom] = std::minmax({at.y(), end(point.yLow), end(point.yHigh)});
        const auto column = static_cast<int>(std::lround(at.x()));
        const bool newMark = marks.insert({column, static_cast<int>(std::lround(at.y()))}).second;
        const auto [known, newColumn] = columns.try_emplace(column, top, bottom);
        auto& [coveredTop, coveredBottom] = known->second;
        const bool higher = top < coveredTop - kSame || bottom > coveredBottom + kSame;
        coveredTop = std::min(coveredTop, top);
        coveredBottom = std::max(coveredBottom, bottom);
        return {newMark, newColumn || higher || point.xLow || point.xHigh};
    }

    static constexpr double kSame = 0.5; // pixels
    std::set<std::pair<int, int>> marks;
    std::map<int, std::pair<double, double>> columns; ///< x -> from, to
};

void XyPlot::paintPoints(QPainter& painter, const results::XySeries& series, bool faded) const {
    Crowd crowd;
    const bool crowded = series.values.size() > kCrowded;
    for (std::size_t v = 0; v < series.values.size(); ++v) {
        const results::XyPoint& point = series.values[v];
        if (point.faded != faded || !m_chart.shows(point)) continue;
        const bool isCurrent = m_current >= 0 && &this->point(m_current) == &point;
        if (!series.points && !isCurrent && !isSelected(point)) continue;
        Crowd::Adds adds;
        if (crowded && !isCurrent && !isSelected(point)) adds = crowd.adds(*this, point);
        if (!adds.mark && !adds.interval) continue;
        const QColor colour = faded ? m_colours.secondaryText : toColour(series.colour);
        if (series.points) {
            // In a crowd they lie side by side: the points are to be seen before them.
            painter.setOpacity(faded ? kFadedIntervals : crowded ? kCrowdedIntervals : 1);
            painter.setPen(QPen(colour, 1.2));
            if (adds.interval) paintIntervals(painter, point);
            painter.setOpacity(faded ? kFadedMarks : 1);
            // Edges set marks apart; in a crowd nothing but edges would be left of them.
            paintMark(painter, series.mark, pixel(point), faded ? kFadedSize : kMarkSize, colour,
                      crowded ? colour : m_colours.background);
            painter.setOpacity(1);
        }
        if (!isCurrent && !isSelected(point)) continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_colours.accent, isSelected(point) ? 2.4 : 1.2));
        painter.drawEllipse(pixel(point), kMarkSize + 4, kMarkSize + 4);
    }
}

void XyPlot::paintIntervals(QPainter& painter, const results::XyPoint& point) const {
    constexpr double kCap = 3;
    const QPointF at = pixel(point);
    if (point.yLow && point.yHigh && (!m_chart.yLog || *point.yLow > 0)) {
        for (const double end : {*point.yLow, *point.yHigh}) {
            const double y = yAxis->coordToPixel(end);
            painter.drawLine(QPointF(at.x(), at.y()), QPointF(at.x(), y));
            painter.drawLine(QPointF(at.x() - kCap, y), QPointF(at.x() + kCap, y));
        }
    }
    if (point.xLow && point.xHigh && (!m_chart.xLog || *point.xLow > 0)) {
        for (const double end : {*point.xLow, *point.xHigh}) {
            const double x = xAxis->coordToPixel(end);
            painter.drawLine(QPointF(at.x(), at.y()), QPointF(x, at.y()));
            painter.drawLine(QPointF(x, at.y() - kCap), QPointF(x, at.y() + kCap));
        }
    }
}

void XyPlot::paintWords(QCPPainter& painter) {
    m_textRects.clear();
    const QFontMetricsF metrics(m_font);
    const QRectF area(axisRect()->rect());
    std::vector<results::Box> taken;
    const auto write = [&](const QRectF& rect, const QString& text) {
        paintHaloed(painter, rect, text, m_font, m_colours.text, m_colours.background);
        m_textRects.push_back(rect);
    };
    for (const results::XyMark& mark : m_chart.marks) {
        if (m_chart.xLog && mark.x <= 0) continue;
        const double x = xAxis->coordToPixel(mark.x);
        if (x < area.left() || x > area.right()) continue;
        const QString text = shortLabel(mark.label);
        QRectF rect(x + kPad, area.top() + 1, textWidth(text), metrics.height());
        if (rect.right() > width() - 2) rect.moveRight(std::min(x - kPad, width() - 2.0));
        rect.moveLeft(std::max(rect.left(), area.left() + 1));
        while (std::any_of(taken.begin(), taken.end(),
                           [&](const results::Box& box) { return box.intersects(toBox(rect)); }))
            rect.translate(0, rect.height());
        if (rect.bottom() > area.top() + area.height() * kMarkWords || rect.right() > width()) continue;
        taken.push_back(toBox(rect));
        write(rect, text);
    }
    std::vector<results::LabelWish> wishes;
    QStringList labels;
    for (const results::XySeries& series : m_chart.series) {
        for (const results::XyPoint& point : series.values) {
            if (!m_chart.shows(point)) continue;
            const QPointF at = pixel(point);
            if (!area.contains(at)) continue;
            const bool wanted = point.named || isSelected(point);
            if (point.faded && !wanted) continue;
            if (series.points)
                taken.push_back({at.x() - kMarkSize, at.y() - kMarkSize, 2 * kMarkSize, 2 * kMarkSize});
            if (!wanted) continue;
            // The selected one is what the reader looks at: all of it where there is room.
            const QString text = isSelected(point) ? metrics.elidedText(QString::fromStdString(point.label),
                                                                        Qt::ElideRight, area.width())
                                                   : shortLabel(point.label);
            if (text.isEmpty() || (!point.named && labels.contains(text))) continue;
            labels += text;
            wishes.push_back({at.x(), at.y(), textWidth(text), metrics.height()});
        }
    }
    const auto placed = results::placeLabels(wishes, taken, toBox(area));
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (placed[i]) write(toRect(*placed[i]), labels[static_cast<qsizetype>(i)]);
    if (m_showReadout && m_current >= 0)
        paintReadoutBox(painter, readout(m_current), dotRect(m_current), size(), m_font, m_colours);
}

} // namespace spacebench::widgets
