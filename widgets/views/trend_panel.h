// SPDX-License-Identifier: GPL-3.0-or-later
//
// One metric of one row through all runs that have it: a chart with its change points, and the same figures
// as a table. Runs of other machines or inputs are left out unless they are asked for.
#pragma once

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "theme.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace spacebench::widgets {

class CellTable;
class XyChart;

class TrendPanel final : public QWidget {
    Q_OBJECT

  public:
    TrendPanel(JobController& controller, const Theme& theme, const HistoryCalls& calls,
               QWidget* parent = nullptr);

    /// Reads anew, if it is visible: the history changed.
    void refresh();
    void showRow(const QString& key);
    void showMetric(const QString& metricId);
    void setEverything(bool on); ///< runs of all machines and inputs
    [[nodiscard]] QString rowKey() const;
    [[nodiscard]] XyChart& chart() const { return *m_chart; }
    [[nodiscard]] CellTable& table() const { return *m_table; }
    [[nodiscard]] QString words() const; ///< what is said above the chart
    [[nodiscard]] bool reading() const { return m_reading.running(); }

  Q_SIGNALS:
    void shown();
    void runRequested(const QString& uid);
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    struct Trend;
    void show(const Trend& trend);
    void showWaiting();

    JobController& m_controller;
    const Theme& m_theme;
    HistoryCalls m_calls;
    LatestJob m_reading;
    bool m_fresh = false;
    QString m_wantedKey;
    QString m_wantedMetric;
    QString m_shownKey; ///< what the chart is of
    QString m_shownMetric;
    QComboBox* m_key;
    QComboBox* m_metric;
    QCheckBox* m_everything;
    QLabel* m_words;
    XyChart* m_chart;
    CellTable* m_table;
    QStringList m_uids; ///< of the chart's points
};

} // namespace spacebench::widgets
