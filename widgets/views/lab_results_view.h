// SPDX-License-Identifier: GPL-3.0-or-later
//
// A codec lab run as the user reads it: two fronts and a third chart of choice in a row, below them the
// table, and beside it the advice or the selected row in full. One selected row, shown by all of them.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include <QImage>
#include <QWidget>

#include "charts/chart_legend.h"
#include "charts/grid_chart.h"
#include "charts/xy_chart.h"
#include "models/lab_table_model.h"

class QButtonGroup;
class QHBoxLayout;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace spacebench::widgets {

class LabResultsView final : public QWidget {
    Q_OBJECT

  public:
    using RunPtr = LabTableModel::RunPtr;
    enum class Third { LinkSpeed, ChunkSize, GuideMap }; ///< what the third chart shows
    enum class Beside { Advice, Row };                   ///< what stands beside the table

    /// Takes `advice` as the panel beside the table.
    LabResultsView(const Theme& theme, QWidget* advice, QWidget* parent = nullptr);

    /// Keeps the selection where the run is the one that was there, grown.
    void setRun(RunPtr run);
    [[nodiscard]] const RunPtr& run() const { return m_model->run(); }
    /// Names the advisor's pick in the fronts, and shows where the guide's rule loses.
    void setAdvice(std::optional<std::size_t> picked, const results::GridChart& map);

    void selectRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const { return m_selected; }
    void setThird(Third third);
    void setBeside(Beside beside);

    /// The selected rows (all where at most one is) with headers, as shown, sorted as shown.
    [[nodiscard]] QString tableTsv() const;
    /// The three charts side by side, two pixels a point.
    [[nodiscard]] QImage picture() const;
    /// All four charts as one SVG document in the present theme.
    [[nodiscard]] std::string svg() const;

    [[nodiscard]] XyChart& compressFront() { return *m_compress; }
    [[nodiscard]] XyChart& decompressFront() { return *m_decompress; }
    [[nodiscard]] XyChart& linkChart() { return *m_link; }
    [[nodiscard]] XyChart& chunkChart() { return *m_chunk; }
    [[nodiscard]] GridChart& guideMap() { return *m_map; }
    [[nodiscard]] QTableView* table() const { return m_table; }

  Q_SIGNALS:
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  private:
    [[nodiscard]] std::array<ChartPanel*, 5> charts() const {
        return {m_compress, m_decompress, m_link, m_chunk, m_map};
    }
    [[nodiscard]] QWidget* buildSwitches();
    [[nodiscard]] QWidget* buildCharts();
    [[nodiscard]] QWidget* buildLower(QWidget* advice);
    void buildTable();
    void refreshCharts();
    void refreshRowText();
    void showTableMenu(const QPoint& position);

    const Theme& m_theme;
    std::optional<std::size_t> m_selected;
    std::optional<std::size_t> m_picked;
    LabTableModel* m_model;
    LabSorter* m_sorted;
    XyChart* m_compress;
    XyChart* m_decompress;
    XyChart* m_link;
    XyChart* m_chunk;
    GridChart* m_map;
    ChartLegend* m_legend; ///< of both fronts
    QStackedWidget* m_third;
    QTableView* m_table;
    QStackedWidget* m_beside;
    QPlainTextEdit* m_rowText;
    QButtonGroup* m_thirdButtons;
    QButtonGroup* m_besideButtons;
};

} // namespace spacebench::widgets
