// SPDX-License-Identifier: GPL-3.0-or-later
//
// The short form of a benchmark plan, in one column: input, operations, formats, sizes, runs, and behind
// "More" everything else that a plan of one sweep says. It makes the JSON of a plan and takes a plan back;
// whether the plan makes sense is judged where all plans are, by reading and expanding it.
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "jobs/plan/plan.h"
#include "theme.h"
#include "views/space_choice.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace spacebench::widgets {

class MoreSection;

class BenchForm final : public QWidget {
    Q_OBJECT

  public:
    explicit BenchForm(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SpaceChoice& input() { return *m_input; }
    /// What may be chosen as input. Emits nothing, and what came in with a plan stays.
    void setSpaces(std::vector<NamedSpace> spaces);
    void chooseGenerated(const std::vector<std::uint64_t>& atoms);
    void setRuns(int runs);
    void setOperation(results::Operation operation, bool on);
    void setFormat(const QString& id, bool on);
    void setMoreOpen(bool open);

    [[nodiscard]] jobs::Json planJson() const;
    /// Fills the form; false where the plan says more than the form can: it then shows a part of it. Emits
    /// nothing.
    bool setPlan(const jobs::Plan& plan);
    /// Why no plan can be made, in words; empty = one can.
    [[nodiscard]] QString problem() const;

  Q_SIGNALS:
    /// The user changed something.
    void changed();

  private:
    struct Choice {
        std::string id;
        QCheckBox* box;
        bool standard = false; ///< chosen unless the plan says otherwise
    };
    using Choices = std::vector<Choice>;

    void addSizes(QVBoxLayout& column);
    void addFormats(QVBoxLayout& shortColumn, QVBoxLayout& moreColumn);
    void addMore(QVBoxLayout& column);
    void addChoices(QVBoxLayout& column, const QString& heading, Choices& choices);
    QLineEdit* addLine(QVBoxLayout& column, const QString& label, const QString& name, const QString& text,
                       const QString& help);
    template <class Box>
    Box* addNumber(QVBoxLayout& column, const QString& label, const QString& name, double most, double value,
                   const QString& suffix, const QString& help);
    void note();
    bool setInputs(const std::vector<jobs::PlanInput>& inputs);
    [[nodiscard]] jobs::Json inputsJson() const;
    [[nodiscard]] std::vector<std::uint64_t> generatedAtoms() const;

    const Theme& m_theme;
    bool m_filling = false;
    SpaceChoice* m_input;
    QWidget* m_sizeRow;
    Choices m_sizes, m_operations, m_formats, m_switches, m_media, m_cache;
    QSpinBox* m_runs;
    MoreSection* m_more;
    QLineEdit* m_codecs = nullptr;
    QLineEdit* m_threads = nullptr;
    QSpinBox* m_warmUp = nullptr;
    QSpinBox* m_minSample = nullptr;
    QSpinBox* m_budget = nullptr;
    QDoubleSpinBox* m_goal = nullptr;
    QLineEdit* m_pin = nullptr;
    QComboBox* m_isolation = nullptr;
    QSpinBox* m_seed = nullptr;
    QCheckBox* m_control = nullptr;
    QLineEdit* m_tags = nullptr;
    std::string m_name, m_title, m_description; ///< of a plan that came in, and leave with it
};

} // namespace spacebench::widgets
