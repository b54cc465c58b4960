// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks what matters (size, speed, both, own weights, budgets) and shows the advice: the pick with its
// evidence, what the performance guide's rule picks, and what following it costs. Computes nothing: whoever
// shows it answers goalChanged() with setAdvice().
#pragma once

#include <optional>

#include <QWidget>

#include "results/advice.h"
#include "theme.h"

class QButtonGroup;
class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class AdvisorPanel final : public QWidget {
    Q_OBJECT

  public:
    explicit AdvisorPanel(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] results::Goal goal() const;
    void setPriority(results::Priority priority);
    /// Of 100 in all; chooses "own weights".
    void setWeights(int size, int compress, int decompress);
    void setOwnContainer(bool own);
    /// MB/s, MB/s, MB; 0 = any.
    void setBudgets(double compress, double decompress, double stored);

    /// Nothing is known yet: words instead of an advice.
    void setWords(const QString& words);
    /// `labels` of the rows that the advice names come from `run`.
    void setAdvice(const results::Advice& advice, const results::LabRun& run);
    /// Of the pick shown: the line that stores the input that way, or why there is none.
    void setCommand(const QString& line, const QString& note);
    /// What is shown speaks of an older goal; the new one is being weighed.
    void setStale();
    [[nodiscard]] bool hasPick() const { return m_pick.has_value(); }

  Q_SIGNALS:
    void goalChanged();
    void rowChosen(std::size_t row);
    void fullMeasurementRequested();
    void saveRequested();
    void copyRequested();

  private:
    [[nodiscard]] QWidget* buildQuestion();
    void buildWeights(QVBoxLayout& column);
    void buildBudgets(QVBoxLayout& column);
    [[nodiscard]] QWidget* buildAnswer();
    void showGuide(const results::Advice& advice, const results::LabRun& run);
    [[nodiscard]] QDoubleSpinBox* budgetField(QGridLayout& grid, int row, const QString& label,
                                              const QString& unit, const QString& help);

    const Theme& m_theme;
    std::optional<std::size_t> m_pick;
    std::optional<std::size_t> m_guideRow;
    QButtonGroup* m_priority;
    QWidget* m_weights;
    QSlider* m_weight[3] = {};
    QLabel* m_weightText[3] = {};
    QToolButton* m_more;
    QCheckBox* m_own;
    QDoubleSpinBox* m_leastCompress = nullptr;
    QDoubleSpinBox* m_leastDecompress = nullptr;
    QDoubleSpinBox* m_mostStored = nullptr;
    QLabel* m_headline;
    QLabel* m_evidence;
    QPushButton* m_showPick;
    QWidget* m_estimate;
    QLabel* m_guideTitle;
    QLabel* m_guide;
    QLabel* m_verdict;
    Role m_verdictRole = Role::Text;
    QLabel* m_command;
    QPushButton* m_showGuide;
    QPushButton* m_save;
    QPushButton* m_copy;
};

} // namespace spacebench::widgets
