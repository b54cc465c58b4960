// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/xy_chart.h"

#include "charts/plot_painting.h"
#include "charts/xy_plot.h"

namespace spacebench::widgets {

XyChart::XyChart(QWidget* parent) : ChartPanel(parent), m_plot(new XyPlot(this)) {
    setBody(m_plot);
    setSpec({});
}

const results::XyChart& XyChart::spec() const {
    return m_plot->chart();
}

void XyChart::setSpec(const results::XyChart& spec) {
    m_plot->setChart(spec);
    setWords({QString::fromStdString(spec.title),
              QString::fromStdString(results::axisTitle(spec.yAxis, spec.yLog)),
              QString::fromStdString(results::axisTitle(spec.xAxis, spec.xLog)),
              QString::fromStdString(spec.emptyNote)},
             spec.empty());
}

void XyChart::setSelectedRow(std::optional<std::size_t> row) {
    m_plot->setSelectedRow(row);
}

std::optional<std::size_t> XyChart::selectedRow() const {
    return m_plot->selectedRow();
}

bool XyChart::zoomed() const {
    return m_plot->zoomed();
}

void XyChart::resetZoom() {
    m_plot->resetZoom();
}

std::string XyChart::svg(double width, double height, bool dark) const {
    return results::toSvg(spec(), width, height, dark);
}

int XyChart::itemCount() const {
    return static_cast<int>(m_plot->dots().size());
}

int XyChart::currentItem() const {
    return m_plot->current();
}

QString XyChart::readout(int item) const {
    return m_plot->readout(item);
}

std::vector<QRectF> XyChart::textRects() const {
    std::vector<QRectF> rects = m_plot->textRects();
    for (QRectF& rect : rects) rect.translate(m_plot->pos());
    return rects;
}

QString XyChart::fileName() const {
    return QString::fromStdString(spec().id);
}

int XyChart::itemAt(const QPointF& bodyPosition) const {
    return m_plot->dotAt(bodyPosition);
}

QRectF XyChart::itemBodyRect(int item) const {
    return m_plot->dotRect(item);
}

std::optional<std::size_t> XyChart::rowOf(int item) const {
    return m_plot->point(item).row;
}

void XyChart::setCurrentItem(int item, bool showReadout) {
    m_plot->setCurrent(item, showReadout);
}

int XyChart::neighbour(int item, Qt::Key key) const {
    if (key == Qt::Key_Up || key == Qt::Key_Down) return m_plot->dotBeside(item, key == Qt::Key_Up);
    return ChartPanel::neighbour(item, key);
}

void XyChart::zoom(const QPointF& bodyPosition, double factor, Qt::KeyboardModifiers keys) {
    m_plot->zoom(bodyPosition, factor, (keys & Qt::ControlModifier) == 0, (keys & Qt::ShiftModifier) == 0);
}

QPixmap XyChart::bodyPicture(double scale) const {
    return m_plot->toPixmap(m_plot->width(), m_plot->height(), scale);
}

void XyChart::fontChanged(const QFont& small) {
    m_plot->setPlotFont(small);
}

void XyChart::coloursChanged() {
    m_plot->setColours(colours());
}

std::vector<ChartLegend::Entry> XyChart::legendEntries() const {
    std::vector<ChartLegend::Entry> entries;
    for (const results::XySeries& series : spec().series) {
        if (series.label.empty()) continue;
        ChartLegend::Entry entry;
        entry.label = QString::fromStdString(series.label);
        entry.colour = toColour(series.colour);
        entry.mark = !series.line && !series.steps ? ChartLegend::Mark::None
                     : series.dashed               ? ChartLegend::Mark::DottedLine
                                                   : ChartLegend::Mark::Line;
        if (series.points) entry.point = series.mark;
        entries.push_back(std::move(entry));
    }
    if (entries.size() < 2) entries.clear(); // the title says what a single series is
    return entries;
}

void XyChart::updateLegend() {
    legend().setEntries(legendEntries());
}

QString XyChart::dataAsTsv() const {
    const results::XyChart& chart = spec();
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    const auto end = [&](const std::optional<double>& value) { return value ? number(*value) : QString(); };
    const QString x = QString::fromStdString(chart.xAxis);
    const QString y = QString::fromStdString(chart.yAxis);
    QString tsv =
        QStringLiteral("series\tpoint\tx (%1)\tx low\tx high\ty (%2)\ty low\ty high\tdominated\n").arg(x, y);
    for (const results::XySeries& series : chart.series)
        for (const results::XyPoint& point : series.values)
            tsv += QStringList{QString::fromStdString(series.label),
                               QString::fromStdString(point.label),
                               number(point.x),
                               end(point.xLow),
                               end(point.xHigh),
                               number(point.y),
                               end(point.yLow),
                               end(point.yHigh),
                               point.faded ? QStringLiteral("yes") : QStringLiteral("no")}
                       .join(QLatin1Char('\t')) +
                   QLatin1Char('\n');
    return tsv;
}

void XyChart::showEvent(QShowEvent* event) {
    // The plot keeps own buffers and does not learn of another screen by itself.
    if (m_plot->bufferDevicePixelRatio() != devicePixelRatioF())
        m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
    ChartPanel::showEvent(event);
}

} // namespace spacebench::widgets
