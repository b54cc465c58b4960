// SPDX-License-Identifier: GPL-3.0-or-later
//
// What to benchmark: input, operations, formats, repetitions, in one column. Knows no jobs; the page asks for
// request().
#pragma once

#include <vector>

#include <QWidget>

#include "jobs/bench/run_plan.h"
#include "theme.h"
#include "views/space_choice.h"

class QCheckBox;
class QSpinBox;
class QVBoxLayout;

namespace spacebench::widgets {

class TerminalLine;

/// What the form says.
struct BenchChoice {
    std::vector<jobs::BenchSpace> spaces;
    std::vector<std::uint64_t> generatedAtoms;
    std::vector<results::Operation> operations;
    std::vector<std::string> formatIds;
    std::uint64_t runs = 0;

    [[nodiscard]] jobs::PlanRequest plan() const;
};

class BenchForm final : public QWidget {
    Q_OBJECT

  public:
    explicit BenchForm(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SpaceChoice& input() { return *m_input; }
    void chooseGenerated(const std::vector<std::uint64_t>& atoms);
    void setRuns(int runs);
    void setOperation(results::Operation operation, bool on);
    void setFormat(const QString& id, bool on);

    [[nodiscard]] BenchChoice request() const;
    /// Why request() cannot be run, in words; empty = it can.
    [[nodiscard]] QString problem() const;
    /// The equal `spacectl` line.
    [[nodiscard]] QString commandLine() const;
    /// "big_logic.paths", for titles of jobs and files.
    [[nodiscard]] QString inputName() const;

  Q_SIGNALS:
    void changed();

  private:
    struct OperationBox {
        results::Operation operation;
        QCheckBox* box;
    };
    struct FormatBox {
        QString id;
        bool standard; ///< part of what "bench" measures when no format is named
        QCheckBox* box;
    };
    struct SizeBox {
        std::uint64_t atoms;
        QCheckBox* box;
    };
    void addSizes(QVBoxLayout& column);
    void addFormats(QVBoxLayout* shortColumn, QVBoxLayout* moreColumn);

    [[nodiscard]] std::vector<std::uint64_t> generatedAtoms() const;

    SpaceChoice* m_input;
    QWidget* m_sizeRow;
    std::vector<SizeBox> m_sizes;
    std::vector<OperationBox> m_operations;
    std::vector<FormatBox> m_formats;
    QSpinBox* m_runs;
    TerminalLine* m_command;
};

} // namespace spacebench::widgets
