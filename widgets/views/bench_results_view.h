// SPDX-License-Identifier: GPL-3.0-or-later
//
// A benchmark run as the user reads it: three charts in a row, the result table below, raw samples of the
// chosen row on demand. One selected row, shown by all of them.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include <QImage>
#include <QWidget>

#include "charts/bar_chart.h"
#include "models/bench_table_model.h"

class QAbstractButton;
class QLabel;
class QMenu;
class QButtonGroup;
class QPlainTextEdit;
class QSortFilterProxyModel;
class QTableView;

namespace spacebench::widgets {

class ColumnFit;

class BenchResultsView final : public QWidget {
    Q_OBJECT

  public:
    using RunPtr = std::shared_ptr<const results::BenchRun>;

    explicit BenchResultsView(const Theme& theme, QWidget* parent = nullptr);

    /// The same run with more samples keeps what is chosen, scrolled and sorted.
    void setRun(RunPtr run);
    [[nodiscard]] const RunPtr& run() const { return m_model->run(); }

    void selectRow(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> selectedRow() const { return m_selected; }

    enum class Speed { AtomsPerSecond, MegabytesPerSecond, Time };
    enum class Memory { Allocations, PeakHeap };
    /// What the first chart shows.
    void setSpeed(Speed speed);
    /// What the second chart shows.
    void setMemory(Memory memory);
    void setDetailsShown(bool shown);
    /// The user's choice, kept for the next start.
    void setColumnShown(int column, bool shown);
    [[nodiscard]] bool columnChosen(int column) const;

    /// The selected rows (all where at most one is) with headers, as shown, sorted as shown.
    [[nodiscard]] QString tableTsv() const;
    /// The three charts side by side, two pixels a point.
    [[nodiscard]] QImage picture() const;
    /// The same as one SVG document in the present theme.
    [[nodiscard]] std::string svg() const;

    [[nodiscard]] BarChart* chart(int index) const { return m_charts[static_cast<std::size_t>(index)]; }
    [[nodiscard]] QTableView* table() const { return m_table; }

  Q_SIGNALS:
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  private:
    void refreshCharts();
    void refreshDetails();
    void refreshColumns();
    [[nodiscard]] bool varies(int column) const;
    void fillColumnMenu(QMenu& menu);
    void showTableMenu(const QPoint& position);
    void copyTable() const;
    [[nodiscard]] QWidget* buildTableArea();
    [[nodiscard]] QWidget* buildSwitches();
    void markSelection();

    const Theme& m_theme;
    Speed m_speed = Speed::AtomsPerSecond;
    Memory m_memory = Memory::Allocations;
    std::optional<std::size_t> m_selected;
    std::optional<std::size_t> m_detailsRow; ///< whose samples are shown
    BenchTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    std::array<BarChart*, 3> m_charts;
    QTableView* m_table;
    ColumnFit* m_fit = nullptr;
    QLabel* m_noise;
    QPlainTextEdit* m_details;
    QButtonGroup* m_speedButtons;
    QButtonGroup* m_memoryButtons;
    QAbstractButton* m_detailsButton = nullptr;
};

/// Every sample of a row in the order of the runs, with what they boil down to; plain text, columns aligned.
[[nodiscard]] QString rawSamplesText(const results::BenchRow& row);

} // namespace spacebench::widgets
