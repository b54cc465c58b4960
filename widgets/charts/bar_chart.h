// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a results::ChartSpec: grouped zero-based bars with their intervals and the guide's target lines. The
// drawing library (QCustomPlot) stays inside the .cpp files of this folder. The wheel zooms the value axis,
// with Shift the category axis.
#pragma once

#include "charts/chart_panel.h"
#include "results/chart_spec.h"

namespace spacebench::widgets {

class BarPlot;

class BarChart final : public ChartPanel {
    Q_OBJECT

  public:
    explicit BarChart(QWidget* parent = nullptr);

    /// Keeps zoom and current bar where the new spec has the same bars (charts grow while a job runs).
    void setSpec(results::ChartSpec spec);
    [[nodiscard]] const results::ChartSpec& spec() const;

    void setSelectedRow(std::optional<std::size_t> row) override;
    [[nodiscard]] std::optional<std::size_t> selectedRow() const override;
    [[nodiscard]] bool zoomed() const override;
    void resetZoom() override;

    [[nodiscard]] std::string svg(double width, double height, bool dark) const override;
    [[nodiscard]] QString dataAsTsv() const override;

    [[nodiscard]] int itemCount() const override; ///< bars, from the left
    [[nodiscard]] int currentItem() const override;
    [[nodiscard]] QString readout(int item) const override;
    /// Rectangles of all texts inside the plot, in widget coordinates: none may cover another.
    [[nodiscard]] std::vector<QRectF> textRects() const;

  protected:
    [[nodiscard]] QString fileName() const override;
    [[nodiscard]] int itemAt(const QPointF& bodyPosition) const override;
    [[nodiscard]] QRectF itemBodyRect(int item) const override;
    [[nodiscard]] std::optional<std::size_t> rowOf(int item) const override;
    void setCurrentItem(int item, bool showReadout) override;
    void zoom(const QPointF& bodyPosition, double factor, Qt::KeyboardModifiers keys) override;
    [[nodiscard]] QPixmap bodyPicture(double scale) const override;
    void fontChanged(const QFont& small) override;
    void coloursChanged() override;
    void updateLegend() override;
    void showEvent(QShowEvent* event) override;

  private:
    BarPlot* m_plot; ///< owned by the layout
};

} // namespace spacebench::widgets
