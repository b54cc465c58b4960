// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/bar_chart.h"

#include <algorithm>

#include "bridge/to_qt.h"
#include "charts/bar_plot.h"
#include "charts/chart_legend.h"

namespace spacebench::widgets {

BarChart::BarChart(QWidget* parent) : ChartPanel(parent), m_plot(new BarPlot(this)) {
    setBody(m_plot);
    setSpec({});
}

const results::ChartSpec& BarChart::spec() const {
    return m_plot->spec();
}

void BarChart::setSpec(results::ChartSpec spec) {
    m_plot->setSpec(spec);
    setWords({coreText(spec.title), coreText(spec.axis), {}, coreText(spec.emptyNote)},
             m_plot->categories().bars.empty());
}

void BarChart::setSelectedRow(std::optional<std::size_t> row) {
    m_plot->setSelectedRow(row);
}

std::optional<std::size_t> BarChart::selectedRow() const {
    return m_plot->selectedRow();
}

bool BarChart::zoomed() const {
    return m_plot->zoomed();
}

void BarChart::resetZoom() {
    m_plot->resetZoom();
    updateLegend();
    showLegend();
}

std::string BarChart::svg(double width, double height, bool dark) const {
    return results::toSvg(spec(), width, height, dark);
}

int BarChart::itemCount() const {
    return static_cast<int>(m_plot->categories().bars.size());
}

int BarChart::currentItem() const {
    return m_plot->current();
}

QString BarChart::readout(int item) const {
    return m_plot->readout(item);
}

std::vector<QRectF> BarChart::textRects() const {
    std::vector<QRectF> rects = m_plot->textRects();
    for (QRectF& rect : rects) rect.translate(m_plot->pos());
    return rects;
}

QString BarChart::fileName() const {
    return QString::fromStdString(spec().id);
}

int BarChart::itemAt(const QPointF& bodyPosition) const {
    return m_plot->indexAt(bodyPosition);
}

QRectF BarChart::itemBodyRect(int item) const {
    return m_plot->barRect(item);
}

std::optional<std::size_t> BarChart::rowOf(int item) const {
    return m_plot->bar(item).row;
}

void BarChart::setCurrentItem(int item, bool showReadout) {
    m_plot->setCurrent(item, showReadout);
}

void BarChart::zoom(const QPointF& bodyPosition, double factor, Qt::KeyboardModifiers keys) {
    if ((keys & Qt::ShiftModifier) != 0)
        m_plot->zoomCategories(factor, bodyPosition.x());
    else
        m_plot->zoomValues(factor);
}

QPixmap BarChart::bodyPicture(double scale) const {
    return m_plot->toPixmap(m_plot->width(), m_plot->height(), scale);
}

void BarChart::fontChanged(const QFont& small) {
    m_plot->setPlotFont(small);
}

void BarChart::coloursChanged() {
    m_plot->setColours(colours());
}

void BarChart::updateLegend() {
    std::vector<ChartLegend::Entry> entries;
    const auto add = [&](const QString& label, const QColor& colour, ChartLegend::Mark mark) {
        ChartLegend::Entry entry{label, colour, mark};
        if (std::find(entries.begin(), entries.end(), entry) == entries.end())
            entries.push_back(std::move(entry));
    };
    if (!m_plot->barLabelsShown())
        for (const results::BarGroup& group : spec().groups)
            for (const results::Bar& bar : group.bars)
                add(QString::fromStdString(bar.label), QColor(bar.colour.r, bar.colour.g, bar.colour.b),
                    ChartLegend::Mark::Square);
    if (m_plot->lineLabelsShortened())
        for (const results::TargetLine& line : spec().lines)
            add(line.stretch ? tr("stretch") : tr("target"), colours().target,
                line.stretch ? ChartLegend::Mark::DottedLine : ChartLegend::Mark::Line);
    legend().setEntries(std::move(entries));
}

QString BarChart::dataAsTsv() const {
    const results::ChartSpec& chart = spec();
    const QString unit = QString::fromStdString(chart.axis);
    QString tsv = QStringLiteral("group\tbar\tvalue (%1)\tinterval low\tinterval high\n").arg(unit);
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    for (const results::BarGroup& group : chart.groups)
        for (const results::Bar& bar : group.bars) {
            tsv += QString::fromStdString(group.label) + QLatin1Char('\t') +
                   QString::fromStdString(bar.label) + QLatin1Char('\t') + number(bar.value) +
                   QLatin1Char('\t') + (bar.low ? number(*bar.low) : QString()) + QLatin1Char('\t') +
                   (bar.high ? number(*bar.high) : QString()) + QLatin1Char('\n');
        }
    return tsv;
}

void BarChart::showEvent(QShowEvent* event) {
    // The plot keeps own buffers and does not learn of another screen by itself.
    if (m_plot->bufferDevicePixelRatio() != devicePixelRatioF())
        m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
    ChartPanel::showEvent(event);
}

} // namespace spacebench::widgets
