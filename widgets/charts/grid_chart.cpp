// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/grid_chart.h"

#include <algorithm>

#include <QPainter>

#include "bridge/to_qt.h"
#include "charts/chart_legend.h"
#include "charts/plot_painting.h"

namespace spacebench::widgets {

namespace {

constexpr double kPad = 4;
constexpr double kMostRowLabel = 0.35;    // of the width
constexpr double kMostColumnLabel = 0.35; // of the height
constexpr double kMostCellHeight = 64;
constexpr double kSmallest = 0.75; // of the chart's font: smaller words cannot be read

double wrappedHeight(const QFontMetricsF& metrics, const QString& text, double width) {
    constexpr double kAnyHeight = 4096;
    return metrics.boundingRect(QRectF(0, 0, width, kAnyHeight), Qt::AlignHCenter | Qt::TextWordWrap, text)
        .height();
}

} // namespace

class GridChart::Body final : public QWidget {
  public:
    explicit Body(GridChart* chart) : QWidget(chart), m_chart(*chart) {
        setMouseTracking(true);
        setMinimumSize(120, 80);
    }

  protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        m_chart.paintBody(painter, nullptr, true);
    }

  private:
    const GridChart& m_chart;
};

GridChart::GridChart(QWidget* parent) : ChartPanel(parent), m_body(new Body(this)) {
    setBody(m_body);
    setSpec({});
}

GridChart::~GridChart() = default;

void GridChart::setSpec(results::GridChart spec) {
    const bool sameCells =
        spec.rows.size() == m_spec.rows.size() && spec.columns.size() == m_spec.columns.size();
    m_spec = std::move(spec);
    if (!sameCells) m_current = -1;
    QString axes = m_spec.rowAxis.empty() ? coreText(m_spec.columnAxis) : coreText(m_spec.rowAxis);
    if (!m_spec.rowAxis.empty() && !m_spec.columnAxis.empty())
        axes = tr("down: %1; across: %2").arg(coreText(m_spec.rowAxis), coreText(m_spec.columnAxis));
    setWords({coreText(m_spec.title), axes, {}, coreText(m_spec.emptyNote)}, m_spec.empty());
    m_body->update();
}

void GridChart::setSelectedRow(std::optional<std::size_t> row) {
    if (row == m_selectedRow) return;
    m_selectedRow = row;
    m_body->update();
}

std::string GridChart::svg(double width, double height, bool dark) const {
    return results::toSvg(m_spec, width, height, dark);
}

QString GridChart::dataAsTsv() const {
    QString tsv = QString::fromStdString(m_spec.rowAxis);
    for (const std::string& column : m_spec.columns)
        tsv += QLatin1Char('\t') + QString::fromStdString(column);
    tsv += QLatin1Char('\n');
    for (std::size_t row = 0; row < m_spec.rows.size(); ++row) {
        tsv += QString::fromStdString(m_spec.rows[row]);
        for (std::size_t column = 0; column < m_spec.columns.size(); ++column)
            tsv += QLatin1Char('\t') + QString::fromStdString(m_spec.cell(row, column).text);
        tsv += QLatin1Char('\n');
    }
    return tsv;
}

int GridChart::itemCount() const {
    return static_cast<int>(m_spec.rows.size() * m_spec.columns.size());
}

const results::GridCell& GridChart::cell(int item) const {
    const auto index = static_cast<std::size_t>(item);
    return m_spec.cell(index / m_spec.columns.size(), index % m_spec.columns.size());
}

QString GridChart::readout(int item) const {
    if (item < 0 || item >= itemCount()) return {};
    const auto index = static_cast<std::size_t>(item);
    const results::GridCell& one = cell(item);
    return tr("%1, %2").arg(QString::fromStdString(m_spec.rows[index / m_spec.columns.size()]),
                            QString::fromStdString(m_spec.columns[index % m_spec.columns.size()])) +
           QLatin1Char('\n') + QString::fromStdString(one.tooltip.empty() ? one.text : one.tooltip);
}

std::vector<QRectF> GridChart::textRects() const {
    std::vector<QRectF> rects;
    QPixmap paper(m_body->size());
    QPainter painter(&paper);
    paintBody(painter, &rects, false);
    for (QRectF& rect : rects) rect.translate(m_body->pos());
    return rects;
}

QString GridChart::fileName() const {
    return QString::fromStdString(m_spec.id);
}

GridChart::Layout GridChart::layOut() const {
    const QFontMetricsF metrics(m_font);
    const double width = m_body->width();
    const double height = m_body->height();
    const auto widest = [&metrics](const std::vector<std::string>& labels) {
        double most = 0;
        for (const std::string& label : labels)
            most = std::max(most, metrics.horizontalAdvance(QString::fromStdString(label)));
        return most;
    };
    Layout layout;
    layout.left = std::min(widest(m_spec.rows) + 2 * kPad, width * kMostRowLabel);
    layout.cellWidth =
        std::max(1.0, (width - layout.left - 1) /
                          static_cast<double>(std::max<std::size_t>(m_spec.columns.size(), 1)));
    const double room = layout.cellWidth - kPad;
    double wrapped = metrics.height();
    for (const std::string& column : m_spec.columns) {
        const QString text = QString::fromStdString(column);
        for (const QString& word : text.split(QLatin1Char(' ')))
            layout.turned = layout.turned || metrics.horizontalAdvance(word) > room;
        wrapped = std::max(wrapped, wrappedHeight(metrics, text, room));
    }
    const double label = std::min(widest(m_spec.columns), height * kMostColumnLabel);
    layout.top = kPad + (layout.turned ? label : std::min(wrapped, height * kMostColumnLabel));
    layout.cellHeight = std::clamp((height - layout.top - 1) /
                                       static_cast<double>(std::max<std::size_t>(m_spec.rows.size(), 1)),
                                   1.0, kMostCellHeight);
    return layout;
}

int GridChart::itemAt(const QPointF& bodyPosition) const {
    const Layout layout = layOut();
    const double column = (bodyPosition.x() - layout.left) / layout.cellWidth;
    const double row = (bodyPosition.y() - layout.top) / layout.cellHeight;
    if (column < 0 || row < 0 || column >= static_cast<double>(m_spec.columns.size()) ||
        row >= static_cast<double>(m_spec.rows.size()))
        return -1;
    return static_cast<int>(row) * static_cast<int>(m_spec.columns.size()) + static_cast<int>(column);
}

QRectF GridChart::itemBodyRect(int item) const {
    const Layout layout = layOut();
    const int columns = static_cast<int>(m_spec.columns.size());
    return {layout.left + layout.cellWidth * (item % columns),
            layout.top + layout.cellHeight * (item / columns), layout.cellWidth, layout.cellHeight};
}

std::optional<std::size_t> GridChart::rowOf(int item) const {
    return cell(item).row;
}

void GridChart::setCurrentItem(int item, bool showReadout) {
    if (item == m_current && showReadout == m_showReadout) return;
    m_current = item;
    m_showReadout = showReadout && item >= 0;
    m_body->update();
}

int GridChart::neighbour(int item, Qt::Key key) const {
    const int columns = static_cast<int>(m_spec.columns.size());
    if (item < 0) return ChartPanel::neighbour(item, key);
    if (key == Qt::Key_Up) return item >= columns ? item - columns : item;
    if (key == Qt::Key_Down) return item + columns < itemCount() ? item + columns : item;
    return ChartPanel::neighbour(item, key);
}

QPixmap GridChart::bodyPicture(double scale) const {
    QPixmap pixmap(m_body->size() * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(colours().background);
    QPainter painter(&pixmap);
    paintBody(painter, nullptr, false);
    return pixmap;
}

void GridChart::fontChanged(const QFont& small) {
    m_font = small;
    m_body->update();
}

void GridChart::coloursChanged() {
    m_body->update();
}

void GridChart::updateLegend() {
    std::vector<ChartLegend::Entry> entries;
    for (const auto& [shade, words] : m_spec.legend)
        entries.push_back({QString::fromStdString(words), fill(shade, 1), ChartLegend::Mark::Square});
    legend().setEntries(std::move(entries));
}

QColor GridChart::fill(results::Shade shade, double strength) const {
    const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
    const QColor& back = colours().background;
    return toColour(results::shadeColour(
        shade, strength, {byte(back.red()), byte(back.green()), byte(back.blue())}, isDark()));
}

void GridChart::paintBody(QPainter& painter, std::vector<QRectF>* texts, bool withReadout) const {
    const Layout layout = layOut();
    const QFontMetricsF metrics(m_font);
    painter.fillRect(m_body->rect(), colours().background);
    painter.setFont(m_font);
    // In lines where there is room for them, else shortened.
    const auto write = [&](const QRectF& rect, Qt::Alignment alignment, const QString& text) {
        if (text.isEmpty()) return;
        const QFontMetricsF font(painter.font());
        const bool fits = wrappedHeight(font, text, rect.width()) <= rect.height() + 1;
        if (fits)
            painter.drawText(rect, static_cast<int>(alignment | Qt::TextWordWrap), text);
        else
            painter.drawText(rect, static_cast<int>(alignment | Qt::TextSingleLine),
                             font.elidedText(text, Qt::ElideRight, rect.width()));
        if (texts != nullptr) texts->push_back(rect);
    };
    painter.setPen(colours().text);
    for (std::size_t row = 0; row < m_spec.rows.size(); ++row)
        write({0, layout.top + layout.cellHeight * static_cast<double>(row), layout.left - kPad,
               layout.cellHeight},
              Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(m_spec.rows[row]));
    for (std::size_t column = 0; column < m_spec.columns.size(); ++column) {
        const QString text = QString::fromStdString(m_spec.columns[column]);
        const double left = layout.left + layout.cellWidth * static_cast<double>(column);
        if (!layout.turned) {
            write({left, 0, layout.cellWidth, layout.top - kPad}, Qt::AlignHCenter | Qt::AlignBottom, text);
            continue;
        }
        painter.save();
        painter.translate(left + layout.cellWidth / 2, layout.top - kPad);
        painter.rotate(-90);
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, layout.top - kPad);
        painter.drawText(QRectF(0, -metrics.height() / 2, layout.top - kPad, metrics.height()),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), fitting);
        painter.restore();
    }
    for (int item = 0; item < itemCount(); ++item) {
        const results::GridCell& one = cell(item);
        const QRectF rect = itemBodyRect(item);
        painter.fillRect(rect, fill(one.shade, one.strength));
        painter.setPen(QPen(colours().grid, 1));
        painter.drawRect(rect);
        painter.setPen(colours().text);
        QString text = QString::fromStdString(one.text);
        text.replace(QStringLiteral(" %"), QStringLiteral("\u00A0%")); // a figure keeps its unit
        // Smaller where it does not fit, shortened where that is not enough.
        QFont font = m_font;
        if (font.pointSizeF() > 0 && !text.isEmpty()) {
            double share = std::min(1.0, rect.height() / std::max(metrics.height(), 1.0));
            if (wrappedHeight(metrics, text, rect.width() - kPad) > rect.height())
                share = std::min(share, (rect.width() - kPad) / metrics.horizontalAdvance(text));
            font.setPointSizeF(font.pointSizeF() * std::max(share, kSmallest));
        }
        painter.setFont(font);
        if (rect.height() >= QFontMetricsF(font).ascent())
            write(rect.adjusted(kPad / 2, 0, -kPad / 2, 0), Qt::AlignCenter, text);
    }
    const auto frame = [&](int item, double width) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours().accent, width));
        painter.drawRect(itemBodyRect(item).adjusted(1, 1, -1, -1));
    };
    for (int item = 0; item < itemCount() && m_selectedRow; ++item)
        if (cell(item).row == m_selectedRow) frame(item, 2.4);
    if (m_current < 0) return;
    frame(m_current, 1.4);
    if (withReadout && m_showReadout)
        paintReadoutBox(painter, readout(m_current), itemBodyRect(m_current), m_body->size(), m_font,
                        colours());
}

} // namespace spacebench::widgets
