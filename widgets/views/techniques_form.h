// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the switchboard measures: input, experiment, tasks, techniques, rounds and time, in one column. A
// technique that cannot be measured is switched off, with the reason below its name. Knows no jobs; the page
// asks for request().
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "jobs/techniques/techniques.h"
#include "theme.h"
#include "views/space_choice.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class TerminalLine;

class TechniquesForm final : public QWidget {
    Q_OBJECT

  public:
    explicit TechniquesForm(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SpaceChoice& input() { return *m_input; }
    [[nodiscard]] const SpaceChoice& input() const { return *m_input; }
    void setExperiment(results::ExperimentKind kind);
    void setOperation(tuning::TaskKind kind, bool on);
    void setFormat(const QString& id, bool on);
    void setTechnique(const QString& id, bool on);
    void chooseAll(bool on);
    void setBadExamples(bool on);
    void setRounds(int rounds);
    void setBudgetSeconds(int seconds);
    /// Facts of this machine, on which reasons rest; nullopt = not known yet.
    void setCircumstances(std::optional<tuning::Circumstances> circumstances);

    /// Without the content, which the page adds when the job begins.
    [[nodiscard]] jobs::TechniqueRequest request() const;
    /// Why request() cannot be run, in words; empty = it can.
    [[nodiscard]] QString problem() const;
    /// The equal `spacectl` line; empty where there is no such job.
    [[nodiscard]] QString commandLine() const;
    /// Why the technique cannot be measured on the chosen tasks, in words; empty = it can.
    [[nodiscard]] QString reasonOf(const QString& techniqueId) const;

  Q_SIGNALS:
    void changed();

  private:
    struct OperationBox {
        tuning::TaskKind kind;
        QCheckBox* box;
    };
    struct FormatBox {
        std::string id;
        QCheckBox* box;
    };
    struct TechniqueBox {
        const tuning::Technique* technique;
        QCheckBox* box;
        QLabel* reason;
        bool wanted = true; ///< the user's choice, while it cannot be measured too
    };
    void addExperiments(QVBoxLayout& column);
    void addTasks(QVBoxLayout& column);
    void addTechniques(QVBoxLayout& column);
    void addMore(QVBoxLayout& column);
    void refresh();
    [[nodiscard]] std::vector<tuning::Task> chosenTasks() const;
    [[nodiscard]] QString reasonOf(const tuning::Technique& technique) const;

    const Theme& m_theme;
    SpaceChoice* m_input;
    QComboBox* m_experiment;
    QLabel* m_experimentHelp;
    std::vector<OperationBox> m_operations;
    std::vector<FormatBox> m_formats;
    std::vector<TechniqueBox> m_techniques;
    QCheckBox* m_badExamples;
    QSpinBox* m_rounds;
    QSpinBox* m_budget;
    QSpinBox* m_seed;
    TerminalLine* m_command;
    std::optional<tuning::Circumstances> m_circumstances;
};

} // namespace spacebench::widgets
