// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a results::GridChart: cells with words on a shade, between row and column labels. Arrows walk from
// cell to cell; what a cell says in full stands beside the pointer.
#pragma once

#include "charts/chart_panel.h"
#include "results/xy_chart.h"

namespace spacebench::widgets {

class GridChart final : public ChartPanel {
    Q_OBJECT

  public:
    explicit GridChart(QWidget* parent = nullptr);
    ~GridChart() override;

    void setSpec(results::GridChart spec);
    [[nodiscard]] const results::GridChart& spec() const { return m_spec; }

    void setSelectedRow(std::optional<std::size_t> row) override;
    [[nodiscard]] std::optional<std::size_t> selectedRow() const override { return m_selectedRow; }

    [[nodiscard]] std::string svg(double width, double height, bool dark) const override;
    /// A line a row of cells, with the labels.
    [[nodiscard]] QString dataAsTsv() const override;

    [[nodiscard]] int itemCount() const override; ///< cells, row by row
    [[nodiscard]] int currentItem() const override { return m_current; }
    [[nodiscard]] QString readout(int item) const override;
    /// Rectangles of all words, in widget coordinates: none may cover another.
    [[nodiscard]] std::vector<QRectF> textRects() const;

  protected:
    [[nodiscard]] QString fileName() const override;
    [[nodiscard]] int itemAt(const QPointF& bodyPosition) const override;
    [[nodiscard]] QRectF itemBodyRect(int item) const override;
    [[nodiscard]] std::optional<std::size_t> rowOf(int item) const override;
    void setCurrentItem(int item, bool showReadout) override;
    [[nodiscard]] int neighbour(int item, Qt::Key key) const override;
    [[nodiscard]] bool canZoom() const override { return false; }
    [[nodiscard]] QPixmap bodyPicture(double scale) const override;
    void fontChanged(const QFont& small) override;
    void coloursChanged() override;
    void updateLegend() override;

  private:
    class Body;
    struct Layout {
        double left = 0;
        double top = 0;
        double cellWidth = 0;
        double cellHeight = 0;
        bool turned = false; ///< column labels stand upright
    };
    [[nodiscard]] Layout layOut() const;
    void paintBody(QPainter& painter, std::vector<QRectF>* texts, bool withReadout) const;
    [[nodiscard]] const results::GridCell& cell(int item) const;
    [[nodiscard]] QColor fill(results::Shade shade, double strength) const;

    results::GridChart m_spec;
    Body* m_body; ///< owned by the layout
    QFont m_font;
    std::optional<std::size_t> m_selectedRow;
    int m_current = -1;
    bool m_showReadout = false;
};

} // namespace spacebench::widgets
