// SPDX-License-Identifier: GPL-3.0-or-later
//
// What to benchmark: input, operations, formats, repetitions, in one column. Knows no jobs; the page asks for
// request().
#pragma once

#include <vector>

#include <QWidget>

#include "bridge/named_space.h"
#include "jobs/bench/benchmark.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class BenchForm final : public QWidget {
    Q_OBJECT

  public:
    explicit BenchForm(QWidget* parent = nullptr);

    /// Open spaces come first in the input list; the first one is chosen unless the user chose otherwise.
    void setSpaces(std::vector<NamedSpace> spaces);
    /// Chooses the open space of this name; does nothing where there is none.
    void chooseSpace(const QString& name);
    void chooseGenerated(const std::vector<std::uint64_t>& atoms);
    void setRuns(int runs);
    void setOperation(results::Operation operation, bool on);
    void setFormat(const QString& id, bool on);

    [[nodiscard]] jobs::BenchRequest request() const;
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
    void fillInputs();
    void addFormats(QVBoxLayout* shortColumn, QVBoxLayout* moreColumn);

    std::vector<NamedSpace> m_spaces;
    bool m_userChose = false;
    QComboBox* m_input;
    std::vector<OperationBox> m_operations;
    std::vector<FormatBox> m_formats;
    QSpinBox* m_runs;
    QToolButton* m_more;
    QWidget* m_rest;
    QLabel* m_command;
};

} // namespace spacebench::widgets
