// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a results::ChartSpec: grouped zero-based bars with their intervals and the guide's target lines. The
// drawing library (QCustomPlot) stays inside bar_chart.cpp.
//
// Mouse: hover reads a bar out, a click selects its row, the wheel zooms the value axis (with Shift the
// category axis), a double click resets. Keys: arrows, Home and End walk through the bars, Enter selects, Esc
// resets the zoom. Picture, data and files are in the context menu; files are not written here, see
// exportRequested.
#pragma once

#include <memory>
#include <optional>

#include <QImage>
#include <QWidget>

#include "charts/chart_colours.h"
#include "results/chart_spec.h"

namespace spacebench::widgets {

class BarChart final : public QWidget {
    Q_OBJECT

  public:
    explicit BarChart(QWidget* parent = nullptr);
    ~BarChart() override;

    /// Keeps zoom and current bar where the new spec has the same bars (charts grow while a job runs).
    void setSpec(results::ChartSpec spec);
    [[nodiscard]] const results::ChartSpec& spec() const;
    void setColours(const ChartColours& colours);

    /// Marks the bar of this row of the run; nullopt marks none. Emits nothing.
    void setSelectedRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const;

    [[nodiscard]] bool zoomed() const;
    void resetZoom();

    /// Title, plot and legend, `scale` pixels a point.
    [[nodiscard]] QImage picture(double scale) const;
    /// Header and one line a bar; figures in full, the unit in the header.
    [[nodiscard]] QString dataAsTsv() const;
    /// What hovering or walking to bar `index` (counted from the left) says; "" where there is none.
    [[nodiscard]] QString readout(int index) const;
    [[nodiscard]] int barCount() const;
    [[nodiscard]] int currentBar() const; ///< -1 = none
    /// Where bar `index` is, in widget coordinates.
    [[nodiscard]] QRectF barRect(int index) const;
    /// Rectangles of all texts inside the plot, in widget coordinates: none may cover another.
    [[nodiscard]] std::vector<QRectF> textRects() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void rowActivated(std::size_t row);
    /// The user wants a file with these bytes; suggestedName has the suffix.
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    class Plot;
    void setCurrentBar(int index);
    void activateCurrent();

    std::unique_ptr<Plot> m_plot;
};

} // namespace spacebench::widgets
