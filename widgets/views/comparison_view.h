// SPDX-License-Identifier: GPL-3.0-or-later
//
// A comparison: what came of it in a line, its warnings, the table by size of effect, the forest of ratios,
// and of the chosen row distribution, histogram, order of samples, or the samples themselves.
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "theme.h"

class QButtonGroup;
class QLabel;
class QStackedWidget;

namespace spacebench::widgets {

class CellTable;
class XyChart;

using ComparisonPtr = std::shared_ptr<const results::Comparison>;

class ComparisonView final : public QWidget {
    Q_OBJECT

  public:
    enum class Picture { Distribution, Histogram, Order, Samples };

    ComparisonView(JobController& controller, const Theme& theme, const CompareCalls& calls,
                   QWidget* parent = nullptr);

    /// `ratios` was drawn from it; null = nothing to show, `why` stands in its place.
    void show(ComparisonPtr comparison, const results::XyChart& ratios, const QString& why);
    void setPicture(Picture picture);
    void selectRow(std::size_t row);
    /// The nearest changed row below (1) or above (-1) the current one, around the end.
    void goToChanged(int step);

    [[nodiscard]] const ComparisonPtr& comparison() const { return m_comparison; }
    [[nodiscard]] std::optional<std::size_t> currentRow() const;
    [[nodiscard]] CellTable& table() const { return *m_table; }
    [[nodiscard]] CellTable& samples() const { return *m_samples; }
    [[nodiscard]] XyChart& ratioChart() const { return *m_ratios; }
    [[nodiscard]] XyChart& rowChart() const { return *m_rowChart; }
    [[nodiscard]] QString summaryText() const;
    [[nodiscard]] QString warningsText() const;

  Q_SIGNALS:
    void rowChartShown();
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  private:
    void fillTable();
    void fillSamples();
    void drawRow();

    JobController& m_controller;
    const Theme& m_theme;
    CompareCalls m_calls;
    LatestJob m_drawing;
    ComparisonPtr m_comparison;
    Picture m_picture = Picture::Distribution;
    QLabel* m_summary;
    QLabel* m_warnings;
    CellTable* m_table;
    XyChart* m_ratios;
    QButtonGroup* m_pictures;
    QStackedWidget* m_rowStack;
    XyChart* m_rowChart;
    CellTable* m_samples;
};

} // namespace spacebench::widgets
