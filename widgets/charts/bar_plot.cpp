// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/bar_plot.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "charts/plot_painting.h"

namespace spacebench::widgets {

namespace {

constexpr double kBarWidth = 0.78; // of a slot
constexpr int kPad = 4;            // the grid of distances
constexpr int kTickLength = 4;
constexpr double kMostDepth = 0.45;   // of the height, for what stands below the bars
constexpr double kLeastDepth = 3;     // of a turned group label, in lines of text
constexpr double kDeepestZoom = 1e-4; // of the full range

/// Tick labels without unit (the axis title has it).
template <class Base>
class ValueTicker final : public Base {
  public:
    explicit ValueTicker(results::ValueFormat format) : m_format(format) {}

  protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        // Steps such as 0.1 accumulate to 1e-17 instead of 0.
        return QString::fromStdString(results::formatShort(std::abs(tick) < 1e-12 ? 0 : tick, m_format));
    }

  private:
    results::ValueFormat m_format;
};

} // namespace

BarPlot::BarPlot(QWidget* parent) : QCustomPlot(parent), m_font(font()) {
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setMinimumSize(120, 120);
    setNoAntialiasingOnDrag(false);
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setMinimumMargins({});
    xAxis->setTicks(false);
    xAxis->setTickLabels(false);
    xAxis->grid()->setVisible(false);
    yAxis->setSubTicks(false);
    yAxis->setTickLengthIn(0);
    yAxis->setTickLengthOut(kTickLength);
    yAxis->setTickLabelPadding(3);
    // The layout keeps them; the plot deletes them with its layers.
    new Decoration(this, QStringLiteral("background"), [this](QCPPainter& painter) { paintBehind(painter); });
    new Decoration(this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintOver(painter); });
}

void BarPlot::setSpec(const results::ChartSpec& spec) {
    const bool sameBars = layOutCategories(spec).bars.size() == m_layout.bars.size();
    m_spec = spec;
    joinCommonLines();
    m_layout = layOutCategories(spec);
    if (!sameBars) {
        m_current = -1;
        m_zoomed = false;
    }
    yAxis->setScaleType(spec.logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    QSharedPointer<QCPAxisTicker> ticker;
    if (spec.logarithmic) {
        ticker.reset(new ValueTicker<QCPAxisTickerLog>(spec.format));
    } else {
        ticker.reset(new ValueTicker<QCPAxisTicker>(spec.format));
        ticker->setTickCount(5);
    }
    yAxis->setTicker(ticker);
    if (!m_zoomed) applyRanges();
    buildBars();
    applyColours();
    chooseLabels();
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::joinCommonLines() {
    // A line that every group has is one line across the chart, labelled once.
    std::map<std::string, std::size_t> count;
    for (const results::TargetLine& line : m_spec.lines)
        if (line.group) ++count[line.label];
    std::vector<results::TargetLine> lines;
    for (results::TargetLine& line : m_spec.lines) {
        if (line.group && count[line.label] == m_spec.groups.size()) {
            const bool known = std::any_of(lines.begin(), lines.end(),
                                           [&](const auto& other) { return other.label == line.label; });
            if (known) continue;
            line.group.reset();
        }
        lines.push_back(line);
    }
    m_spec.lines = std::move(lines);
}

void BarPlot::applyRanges() {
    const results::AxisRange range = results::axisRange(m_spec);
    yAxis->setRange(range.low, range.high);
    xAxis->setRange(m_layout.begin, m_layout.end);
}

void BarPlot::buildBars() {
    clearPlottables();
    m_bars.clear();
    const double foot = results::axisRange(m_spec).low;
    std::map<QRgb, QCPBars*> byColour;
    QVector<double> keys;
    QVector<double> values;
    QVector<double> below;
    QVector<double> above;
    for (const BarSlot& slot : m_layout.bars) {
        const results::Bar& bar = m_spec.groups[slot.group].bars[slot.bar];
        const QColor colour = toColour(bar.colour);
        QCPBars*& bars = byColour[colour.rgb()];
        if (bars == nullptr) {
            bars = new QCPBars(xAxis, yAxis);
            bars->setWidth(kBarWidth);
            bars->setBrush(colour);
            bars->setPen(Qt::NoPen);
            bars->setAntialiased(false);
            bars->setBaseValue(foot);
            m_bars.push_back(bars);
        }
        bars->addData(slot.centre, bar.value - foot); // it is drawn as high as base and value together
        if (!bar.low && !bar.high) continue;
        keys.push_back(slot.centre);
        values.push_back(bar.value);
        below.push_back(bar.value - bar.low.value_or(bar.value));
        above.push_back(bar.high.value_or(bar.value) - bar.value);
    }
    if (keys.isEmpty()) return;
    // Whiskers hang on a graph of the medians that draws nothing itself.
    auto* medians = new QCPGraph(xAxis, yAxis);
    medians->setLineStyle(QCPGraph::lsNone);
    medians->setScatterStyle(QCPScatterStyle::ssNone);
    medians->setData(keys, values, true);
    auto* whiskers = new QCPErrorBars(xAxis, yAxis);
    whiskers->setDataPlottable(medians);
    whiskers->setData(below, above);
    whiskers->setSymbolGap(0);
    whiskers->setAntialiased(false);
}

void BarPlot::setColours(const ChartColours& colours) {
    m_colours = colours;
    applyColours();
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::setPlotFont(const QFont& font) {
    m_font = font;
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
    }
    chooseLabels();
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::applyColours() {
    setBackground(QBrush(m_colours.background));
    for (QCPAxis* axis : {xAxis, yAxis, xAxis2, yAxis2}) {
        axis->setBasePen(QPen(m_colours.axis, 1));
        axis->setTickPen(QPen(m_colours.axis, 1));
        axis->setSubTickPen(QPen(m_colours.axis, 1));
        axis->setTickLabelColor(m_colours.secondaryText);
        axis->setLabelColor(m_colours.text);
        axis->grid()->setPen(QPen(m_colours.grid, 1));
        axis->grid()->setSubGridPen(QPen(m_colours.grid, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    yAxis->grid()->setSubGridVisible(m_spec.logarithmic);
    for (int i = 0; i < plottableCount(); ++i)
        if (auto* whiskers = qobject_cast<QCPErrorBars*>(plottable(i))) {
            whiskers->setPen(QPen(m_colours.text, 1));
            whiskers->setWhiskerWidth(std::clamp(pixelsPerSlot() * kBarWidth * 0.5, 3.0, 9.0));
        }
}

double BarPlot::textWidth(const QString& text) const {
    return QFontMetricsF(m_font).horizontalAdvance(text);
}

double BarPlot::pixelsPerSlot() const {
    return axisRect()->width() / xAxis->range().size();
}

void BarPlot::resizeEvent(QResizeEvent* event) {
    chooseLabels();
    QCustomPlot::resizeEvent(event);
}

void BarPlot::chooseLabels() {
    const QFontMetricsF metrics(m_font);
    const QString widestTick = m_spec.format == results::ValueFormat::Nanoseconds ? QStringLiteral("888.8 ms")
                                                                                  : QStringLiteral("8.88 M");
    const auto left = static_cast<int>(metrics.horizontalAdvance(widestTick)) + kTickLength + 2 * kPad;
    constexpr int kRight = 2 * kPad;
    const double slot = std::max(1.0, (width() - left - kRight) / xAxis->range().size());

    double widestBar = 0;
    for (const results::BarGroup& group : m_spec.groups)
        for (const results::Bar& bar : group.bars)
            widestBar = std::max(widestBar, textWidth(QString::fromStdString(bar.label)));
    if (widestBar + kPad <= slot)
        m_barLabels = LabelMode::Horizontal;
    else
        m_barLabels = slot >= metrics.height() - 1 ? LabelMode::Vertical : LabelMode::None;

    bool fitsOneRow = true;
    bool fitsTwoRows = true;
    double widestGroup = 0;
    for (std::size_t g = 0; g < m_spec.groups.size(); ++g) {
        const double label = textWidth(QString::fromStdString(m_spec.groups[g].label)) + 2 * kPad;
        const double pitch = (m_layout.groups[g].end - m_layout.groups[g].begin + 0.7) * slot;
        widestGroup = std::max(widestGroup, label);
        fitsOneRow = fitsOneRow && label <= pitch;
        fitsTwoRows = fitsTwoRows && label <= 2 * pitch;
    }
    if (fitsOneRow)
        m_groupLabels = LabelMode::Horizontal;
    else
        m_groupLabels = fitsTwoRows ? LabelMode::Staggered : LabelMode::Vertical;

    double bottom = kPad;
    if (m_barLabels == LabelMode::Horizontal) bottom += metrics.height() + kPad;
    if (m_barLabels == LabelMode::Vertical) bottom += widestBar + kPad;
    if (m_groupLabels == LabelMode::Horizontal) bottom += metrics.height();
    if (m_groupLabels == LabelMode::Staggered) bottom += 2 * metrics.height();
    // Long ones must not leave the bars without room.
    m_deepestGroup =
        std::min(widestGroup, std::max(kLeastDepth * metrics.height(), kMostDepth * height() - bottom));
    if (m_groupLabels == LabelMode::Vertical) bottom += m_deepestGroup;
    axisRect()->setMargins({left, 2 * kPad, kRight, static_cast<int>(std::ceil(bottom))});

    // One length for all: a mixture would look as if the lines meant different things.
    m_lineForm = 0;
    for (const results::TargetLine& line : m_spec.lines) {
        const GroupSpan span = spanOf(line);
        const double room = (span.end - span.begin) * slot - 2 * kPad;
        const std::vector<QString> forms = formsOf(line);
        while (m_lineForm + 1 < forms.size() && textWidth(forms[m_lineForm]) > room) ++m_lineForm;
    }
}

GroupSpan BarPlot::spanOf(const results::TargetLine& line) const {
    if (line.group && *line.group < m_layout.groups.size()) {
        const GroupSpan& span = m_layout.groups[*line.group];
        return {span.begin - 0.25, span.end + 0.25};
    }
    return {m_layout.begin, m_layout.end};
}

std::vector<QString> BarPlot::formsOf(const results::TargetLine& line) const {
    const QString full = QString::fromStdString(line.label);
    const QStringList words = full.split(QLatin1Char(' '));
    const QString value = QString::fromStdString(results::formatShort(line.value, m_spec.format));
    // "T1 target 200K", "T1 200K", "200K"
    return {full, words.size() > 2 ? words.front() + QLatin1Char(' ') + value : value, value};
}

const results::Bar& BarPlot::bar(int index) const {
    const BarSlot& slot = m_layout.bars[static_cast<std::size_t>(index)];
    return m_spec.groups[slot.group].bars[slot.bar];
}

const results::BarGroup& BarPlot::group(int index) const {
    return m_spec.groups[m_layout.bars[static_cast<std::size_t>(index)].group];
}

void BarPlot::setSelectedRow(std::optional<std::size_t> row) {
    if (row == m_selectedRow) return;
    m_selectedRow = row;
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::setCurrent(int index, bool showReadout) {
    if (index == m_current && showReadout == m_showReadout) return;
    m_current = index;
    m_showReadout = showReadout && index >= 0;
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::resetZoom() {
    m_zoomed = false;
    applyRanges();
    chooseLabels();
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::zoomValues(double factor) {
    // The lower end stays: bars remain zero-based, so their lengths stay comparable.
    const results::AxisRange full = results::axisRange(m_spec);
    double high = 0;
    if (m_spec.logarithmic) {
        const double decades = std::log10(yAxis->range().upper / full.low) * factor;
        const double most = std::log10(full.high / full.low);
        high = full.low * std::pow(10, std::clamp(decades, most * 0.05, most));
    } else {
        high = std::clamp(yAxis->range().upper * factor, full.high * kDeepestZoom, full.high);
    }
    yAxis->setRange(full.low, high);
    m_zoomed = high < full.high || xAxis->range().size() < m_layout.end - m_layout.begin - 1e-6;
    replot(QCustomPlot::rpQueuedReplot);
}

void BarPlot::zoomCategories(double factor, double pixel) {
    const double whole = m_layout.end - m_layout.begin;
    const double anchor = xAxis->pixelToCoord(pixel);
    const double size = std::clamp(xAxis->range().size() * factor, std::min(whole, 2.0), whole);
    const double share = (anchor - xAxis->range().lower) / xAxis->range().size();
    const double begin = std::clamp(anchor - share * size, m_layout.begin, m_layout.end - size);
    xAxis->setRange(begin, begin + size);
    m_zoomed = size < whole - 1e-6 || yAxis->range().upper < results::axisRange(m_spec).high;
    chooseLabels();
    applyColours();
    replot(QCustomPlot::rpQueuedReplot);
}

int BarPlot::indexAt(const QPointF& position) const {
    const QRect area = axisRect()->rect();
    if (position.x() < area.left() || position.x() > area.right() || position.y() < area.top()) return -1;
    return slotAt(m_layout, xAxis->pixelToCoord(position.x()));
}

QRectF BarPlot::barRect(int index) const {
    const double centre = m_layout.bars[static_cast<std::size_t>(index)].centre;
    const double left = xAxis->coordToPixel(centre - kBarWidth / 2);
    const double right = xAxis->coordToPixel(centre + kBarWidth / 2);
    const double bottom = yAxis->coordToPixel(yAxis->range().lower);
    const double top = std::max(yAxis->coordToPixel(std::max(bar(index).value, yAxis->range().lower)),
                                static_cast<double>(axisRect()->top()));
    return {left, top, right - left, std::max(bottom - top, 0.0)};
}

QString BarPlot::readout(int index) const {
    if (index < 0 || index >= static_cast<int>(m_layout.bars.size())) return {};
    const results::Bar& bar = this->bar(index);
    const auto text = [&](double value) {
        return QString::fromStdString(results::formatValue(value, m_spec.format));
    };
    const QString name = QString::fromStdString(bar.label);
    const QString groupName = QString::fromStdString(group(index).label);
    const QString heading = groupName.isEmpty() ? name : tr("%1, %2").arg(groupName, name);
    QString lines = heading + QLatin1Char('\n') + text(bar.value);
    if (bar.low && bar.high)
        lines += QLatin1Char('\n') + tr("95 %: %1 to %2").arg(text(*bar.low), text(*bar.high));
    if (bar.floor) lines += QLatin1Char('\n') + tr("floor: %1").arg(text(*bar.floor));
    return lines;
}

void BarPlot::paintBehind(QCPPainter& painter) {
    for (int i = 0; i < static_cast<int>(m_layout.bars.size()); ++i) {
        const bool isSelected = m_selectedRow && bar(i).row == *m_selectedRow;
        if (!isSelected && i != m_current) continue;
        const double centre = m_layout.bars[static_cast<std::size_t>(i)].centre;
        QRectF band(axisRect()->rect());
        band.setLeft(xAxis->coordToPixel(centre - 0.5));
        band.setRight(xAxis->coordToPixel(centre + 0.5));
        QColor colour = m_colours.accent;
        colour.setAlphaF(isSelected ? 0.22F : 0.10F);
        painter.fillRect(band.intersected(axisRect()->rect()), colour);
    }
}

void BarPlot::paintOver(QCPPainter& painter) {
    m_textRects.clear();
    painter.setFont(m_font);
    paintFloors(painter);
    paintTargets(painter);
    paintCategoryLabels(painter);
    for (int i = 0; i < static_cast<int>(m_layout.bars.size()); ++i) {
        if (!m_selectedRow || bar(i).row != *m_selectedRow) continue;
        painter.setPen(QPen(m_colours.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(barRect(i).intersected(QRectF(axisRect()->rect())));
    }
    paintReadout(painter);
}

void BarPlot::paintFloors(QCPPainter& painter) {
    const QRectF area(axisRect()->rect());
    QPen pen(m_colours.text, 2);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    for (int i = 0; i < static_cast<int>(m_layout.bars.size()); ++i) {
        if (!bar(i).floor) continue;
        const double y = yAxis->coordToPixel(*bar(i).floor);
        const QRectF rect = barRect(i);
        if (y < area.top() || y > area.bottom() || rect.right() < area.left() || rect.left() > area.right())
            continue;
        painter.drawLine(QPointF(std::max(rect.left() - 3, area.left()), y),
                         QPointF(std::min(rect.right() + 3, area.right()), y));
    }
}

void BarPlot::paintTargets(QCPPainter& painter) {
    const QFontMetricsF metrics(m_font);
    const QRectF area(axisRect()->rect());
    struct Label {
        QString text;
        double y;
    };
    std::vector<Label> labels;
    std::vector<QRectF> wanted;
    QString zoomNote;
    if (m_zoomed) {
        zoomNote = tr("zoomed, Esc resets");
        labels.push_back({zoomNote, -1});
        wanted.emplace_back(area.left() + kPad, area.top(), textWidth(zoomNote) + kPad, metrics.height());
    }
    std::vector<const results::TargetLine*> lines;
    for (const results::TargetLine& line : m_spec.lines) lines.push_back(&line);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto* a, const auto* b) { return a->value < b->value; });

    painter.save();
    painter.setClipRect(axisRect()->rect().adjusted(0, 0, 1, 1));
    for (const results::TargetLine* line : lines) {
        const GroupSpan span = spanOf(*line);
        const double left = std::max(xAxis->coordToPixel(span.begin), area.left());
        const double right = std::min(xAxis->coordToPixel(span.end), area.right());
        const double y = yAxis->coordToPixel(line->value);
        if (right <= left || y < area.top() || y > area.bottom() + 1) continue;
        QPen pen(m_colours.target, line->stretch ? 1.6 : 1.2, line->stretch ? Qt::DotLine : Qt::SolidLine);
        pen.setCapStyle(Qt::FlatCap);
        painter.setAntialiasing(true);
        painter.setPen(pen);
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        painter.setAntialiasing(false);
        const QString text = formsOf(*line)[m_lineForm];
        const double labelWidth = textWidth(text) + kPad;
        labels.push_back({text, y});
        wanted.emplace_back(std::max(right - labelWidth - 1, area.left()), y - metrics.height() - 1,
                            labelWidth, metrics.height());
    }
    const std::vector<QRectF> placed = spreadApart(wanted, area);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const QRectF& rect = placed[i];
        // A label that had to move away keeps a thin lead to its line.
        if (labels[i].y >= 0 && rect.bottom() < labels[i].y - metrics.height() / 2) {
            painter.setPen(QPen(m_colours.target, 1));
            painter.drawLine(QPointF(rect.left(), rect.top() + 2), QPointF(rect.left(), labels[i].y));
        }
        paintHaloed(painter, rect, labels[i].text, m_font,
                    labels[i].y < 0 ? m_colours.secondaryText : m_colours.target, m_colours.background);
        m_textRects.push_back(rect);
    }
    painter.restore();
}

void BarPlot::paintCategoryLabels(QCPPainter& painter) {
    const QFontMetricsF metrics(m_font);
    const QRectF area(axisRect()->rect());
    double top = area.bottom() + kPad;
    const auto draw = [&](const QRectF& rect, const QString& text, const QColor& colour) {
        painter.setPen(colour);
        painter.drawText(rect, static_cast<int>(Qt::AlignCenter | Qt::TextDontClip), text);
        m_textRects.push_back(rect);
    };
    const auto drawVertical = [&](double x, double begin, const QString& text, const QColor& colour) {
        const double length = textWidth(text);
        painter.save();
        painter.translate(x, begin);
        painter.rotate(-90);
        painter.setPen(colour);
        painter.drawText(QRectF(-length, -metrics.height() / 2, length, metrics.height()),
                         static_cast<int>(Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip), text);
        painter.restore();
        m_textRects.emplace_back(x - metrics.ascent() / 2, begin, metrics.ascent(), length);
    };
    const auto visible = [&](double x) { return x >= area.left() && x <= area.right() + 1; };

    double deepest = 0;
    for (int i = 0; i < static_cast<int>(m_layout.bars.size()) && m_barLabels != LabelMode::None; ++i) {
        const double x = xAxis->coordToPixel(m_layout.bars[static_cast<std::size_t>(i)].centre);
        const QString text = QString::fromStdString(bar(i).label);
        deepest = std::max(deepest, textWidth(text));
        if (!visible(x)) continue;
        if (m_barLabels == LabelMode::Horizontal)
            draw({x - textWidth(text) / 2, top, textWidth(text), metrics.height()}, text,
                 m_colours.secondaryText);
        else
            drawVertical(x, top, text, m_colours.secondaryText);
    }
    if (m_barLabels == LabelMode::Horizontal) top += metrics.height() + kPad;
    if (m_barLabels == LabelMode::Vertical) top += deepest + kPad;

    for (std::size_t g = 0; g < m_spec.groups.size(); ++g) {
        const QString text = QString::fromStdString(m_spec.groups[g].label);
        const double x = xAxis->coordToPixel(m_layout.groups[g].centre());
        if (!visible(x)) continue;
        if (m_groupLabels == LabelMode::Vertical) {
            drawVertical(x, top, metrics.elidedText(text, Qt::ElideMiddle, m_deepestGroup), m_colours.text);
            continue;
        }
        const double row = m_groupLabels == LabelMode::Staggered && g % 2 == 1 ? metrics.height() : 0;
        const double labelWidth = textWidth(text);
        const double left = std::clamp(x - labelWidth / 2, 0.0, std::max(0.0, width() - labelWidth));
        draw({left, top + row, labelWidth, metrics.height()}, text, m_colours.text);
    }
}

void BarPlot::paintReadout(QCPPainter& painter) {
    if (m_showReadout && m_current >= 0)
        paintReadoutBox(painter, readout(m_current), barRect(m_current), size(), m_font, m_colours);
}

} // namespace spacebench::widgets
