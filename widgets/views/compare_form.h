// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is compared: runs in their order (the first is "before"), metric, threshold, and what may be mixed.
#pragma once

#include <vector>

#include <QWidget>

#include "results/comparison.h"
#include "results/run_store.h"
#include "theme.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QListWidget;
class QMenu;
class QToolButton;

namespace spacebench::widgets {

class CompareForm final : public QWidget {
    Q_OBJECT

  public:
    explicit CompareForm(const Theme& theme, QWidget* parent = nullptr);

    /// What "Add" offers, newest first, and what names the runs of the list.
    void offer(const std::vector<results::RunSummary>& runs);
    /// Uids, names of baselines, or files; replaces the list.
    void setRuns(const QStringList& specs);
    void addRuns(const QStringList& specs);
    void removeRun(int index);
    void moveRun(int index, int by);
    [[nodiscard]] QStringList runs() const;
    /// What a run is called once it was read.
    void nameRun(const QString& spec, const QString& title);

    [[nodiscard]] results::ComparisonOptions options() const;
    void offerMetrics(const std::vector<std::pair<QString, QString>>& metrics); ///< id, title
    void setMetric(const QString& id);
    void setThresholdPercent(double percent);
    void setMixMachines(bool on);
    void setMixInputs(bool on);
    [[nodiscard]] QString commandLine() const; ///< the equal one

  Q_SIGNALS:
    void changed();
    void filesWanted();
    void folderWanted();

  private:
    void fillAddMenu();
    void listChanged();
    [[nodiscard]] QString titleOf(const QString& spec) const;

    std::vector<results::RunSummary> m_offered;
    QListWidget* m_runs;
    QToolButton* m_add;
    QMenu* m_history;
    QMenu* m_baselines;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QComboBox* m_metric;
    QDoubleSpinBox* m_threshold;
    QCheckBox* m_mixMachines;
    QCheckBox* m_mixInputs;
    QLabel* m_hint;
};

} // namespace spacebench::widgets
