// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a results::XyChart: points, curves and fronts over two axes. The wheel zooms both axes around the
// pointer, with Shift the horizontal one, with Ctrl the vertical one. Left and Right walk through the points
// from left to right, Up and Down to the nearest one above or below.
#pragma once

#include <vector>

#include "charts/chart_legend.h"
#include "charts/chart_panel.h"
#include "results/xy_chart.h"

namespace spacebench::widgets {

class XyPlot;

class XyChart final : public ChartPanel {
    Q_OBJECT

  public:
    explicit XyChart(QWidget* parent = nullptr);

    /// Keeps the zoom where the chart is the one that was there (charts grow while a job runs).
    void setSpec(const results::XyChart& spec);
    [[nodiscard]] const results::XyChart& spec() const;

    void setSelectedRow(std::optional<std::size_t> row) override;
    [[nodiscard]] std::optional<std::size_t> selectedRow() const override;
    [[nodiscard]] bool zoomed() const override;
    void resetZoom() override;

    /// One for each series with a name; none where one series needs no key.
    [[nodiscard]] std::vector<ChartLegend::Entry> legendEntries() const;

    [[nodiscard]] std::string svg(double width, double height, bool dark) const override;
    [[nodiscard]] QString dataAsTsv() const override;

    [[nodiscard]] int itemCount() const override; ///< points
    [[nodiscard]] int currentItem() const override;
    [[nodiscard]] QString readout(int item) const override;
    /// Rectangles of all words inside the plot, in widget coordinates: none may cover another.
    [[nodiscard]] std::vector<QRectF> textRects() const;

  protected:
    [[nodiscard]] QString fileName() const override;
    [[nodiscard]] int itemAt(const QPointF& bodyPosition) const override;
    [[nodiscard]] QRectF itemBodyRect(int item) const override;
    [[nodiscard]] std::optional<std::size_t> rowOf(int item) const override;
    void setCurrentItem(int item, bool showReadout) override;
    [[nodiscard]] int neighbour(int item, Qt::Key key) const override;
    void zoom(const QPointF& bodyPosition, double factor, Qt::KeyboardModifiers keys) override;
    [[nodiscard]] QPixmap bodyPicture(double scale) const override;
    void fontChanged(const QFont& small) override;
    void coloursChanged() override;
    void updateLegend() override;
    void showEvent(QShowEvent* event) override;

  private:
    XyPlot* m_plot; ///< owned by the layout
};

} // namespace spacebench::widgets
