// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot area of an XyChart, a QCustomPlot, private to xy_chart.cpp and xy_plot.cpp. The library draws axes
// and grid; lines, points, intervals and words are painted here, because words must not cover each other and
// points have shapes, rims and states of their own.
#pragma once

#include <optional>

#include <QCoreApplication>

#include "charts/chart_colours.h"
#include "charts/decoration.h"
#include "results/xy_chart.h"

namespace spacebench::widgets {

class XyPlot final : public QCustomPlot {
    // No Q_OBJECT: a moc file would parse qcustomplot.h once more, and nothing here signals.
    Q_DECLARE_TR_FUNCTIONS(XyPlot)

  public:
    /// A point that can be pointed at.
    struct Dot {
        std::size_t series = 0;
        std::size_t value = 0;
        bool operator==(const Dot&) const = default;
    };

    explicit XyPlot(QWidget* parent);

    /// Keeps the zoom where the chart is the one that was there (same id and scales).
    void setChart(const results::XyChart& chart);
    [[nodiscard]] const results::XyChart& chart() const { return m_chart; }
    void setColours(const ChartColours& colours);
    void setPlotFont(const QFont& font);

    void setSelectedRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const { return m_selectedRow; }
    void setCurrent(int dot, bool showReadout);
    [[nodiscard]] int current() const { return m_current; }

    [[nodiscard]] bool zoomed() const { return m_zoomed; }
    void resetZoom();
    /// Around `at`; an axis that is not to change keeps its range. Never beyond the whole.
    void zoom(const QPointF& at, double factor, bool alongX, bool alongY);

    [[nodiscard]] const std::vector<Dot>& dots() const { return m_dots; }
    [[nodiscard]] const results::XyPoint& point(int dot) const;
    [[nodiscard]] int dotAt(const QPointF& position) const;
    /// The nearest dot above or below in the picture; `dot` itself where there is none.
    [[nodiscard]] int dotBeside(int dot, bool above) const;
    [[nodiscard]] QRectF dotRect(int dot) const;
    [[nodiscard]] QString readout(int dot) const;
    [[nodiscard]] const std::vector<QRectF>& textRects() const { return m_textRects; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void collectDots();
    void applyRanges();
    void layOut();
    void applyColours();
    void paintContent(QCPPainter& painter);
    void paintWords(QCPPainter& painter);
    void paintLine(QPainter& painter, const results::XySeries& series) const;
    struct Crowd;
    void paintPoints(QPainter& painter, const results::XySeries& series, bool faded) const;
    void paintIntervals(QPainter& painter, const results::XyPoint& point) const;
    [[nodiscard]] bool isSelected(const results::XyPoint& point) const;
    [[nodiscard]] QPointF pixel(const results::XyPoint& point) const;
    [[nodiscard]] double textWidth(const QString& text) const;

    results::XyChart m_chart;
    ChartColours m_colours;
    QFont m_font;
    std::vector<Dot> m_dots; ///< from left to right
    std::optional<std::size_t> m_selectedRow;
    int m_current = -1;
    bool m_showReadout = false;
    bool m_zoomed = false;
    std::vector<QRectF> m_textRects;
};

} // namespace spacebench::widgets
