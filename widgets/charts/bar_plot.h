// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot area of a BarChart, a QCustomPlot, private to bar_chart.cpp and bar_plot.cpp. Draws bars, whiskers
// and axes with QCustomPlot's own objects; labels, target lines, selection and readout by hand in two
// layerables, because they must not cover each other.
#pragma once

#include <optional>

#include <QCoreApplication>

#include "charts/chart_colours.h"
#include "charts/chart_layout.h"
#include "charts/decoration.h"

namespace spacebench::widgets {

class BarPlot final : public QCustomPlot {
    // No Q_OBJECT: a moc file would parse qcustomplot.h once more, and nothing here signals.
    Q_DECLARE_TR_FUNCTIONS(BarPlot)

  public:
    explicit BarPlot(QWidget* parent);

    void setSpec(const results::ChartSpec& spec);
    [[nodiscard]] const results::ChartSpec& spec() const { return m_spec; }
    void setColours(const ChartColours& colours);
    void setPlotFont(const QFont& font);

    void setSelectedRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const { return m_selectedRow; }
    void setCurrent(int index, bool showReadout);
    [[nodiscard]] int current() const { return m_current; }

    [[nodiscard]] bool zoomed() const { return m_zoomed; }
    void resetZoom();
    void zoomValues(double factor);
    void zoomCategories(double factor, double pixel);

    [[nodiscard]] const CategoryLayout& categories() const { return m_layout; }
    [[nodiscard]] const results::Bar& bar(int index) const;
    [[nodiscard]] const results::BarGroup& group(int index) const;
    [[nodiscard]] int indexAt(const QPointF& position) const;
    [[nodiscard]] QRectF barRect(int index) const;
    [[nodiscard]] QString readout(int index) const;
    [[nodiscard]] const std::vector<QRectF>& textRects() const { return m_textRects; }

    [[nodiscard]] bool barLabelsShown() const { return m_barLabels != LabelMode::None; }
    [[nodiscard]] bool lineLabelsShortened() const { return m_lineForm != 0; }
    /// Chooses the label modes for the present size and spec; call before the legend is decided.
    void chooseLabels();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum class LabelMode { Horizontal, Staggered, Vertical, None };

    void buildBars();
    void applyColours();
    void joinCommonLines();
    void applyRanges();
    void paintBehind(QCPPainter& painter);
    void paintOver(QCPPainter& painter);
    void paintFloors(QCPPainter& painter);
    void paintTargets(QCPPainter& painter);
    void paintCategoryLabels(QCPPainter& painter);
    void paintReadout(QCPPainter& painter);
    [[nodiscard]] std::vector<QString> formsOf(const results::TargetLine& line) const;
    [[nodiscard]] GroupSpan spanOf(const results::TargetLine& line) const;
    [[nodiscard]] double textWidth(const QString& text) const;
    [[nodiscard]] double pixelsPerSlot() const;

    results::ChartSpec m_spec;
    CategoryLayout m_layout;
    ChartColours m_colours;
    QFont m_font;
    std::vector<QCPBars*> m_bars; ///< one a colour; owned by the plot
    std::optional<std::size_t> m_selectedRow;
    int m_current = -1;
    bool m_showReadout = false;
    bool m_zoomed = false;
    LabelMode m_barLabels = LabelMode::Horizontal;
    LabelMode m_groupLabels = LabelMode::Horizontal;
    double m_deepestGroup = 0;  ///< of turned group labels, pixels; longer ones are shortened in the middle
    std::size_t m_lineForm = 0; ///< index into formsOf(): 0 = in full
    std::vector<QRectF> m_textRects;
};

} // namespace spacebench::widgets
