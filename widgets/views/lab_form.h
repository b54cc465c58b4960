// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the codec lab is to sweep: input, codecs, levels, stages, budget, and behind "More" chunk sizes,
// threads, repetitions and options. In one column. Knows no jobs; the page asks for request().
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "bridge/named_space.h"
#include "jobs/lab/lab.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class LabForm final : public QWidget {
    Q_OBJECT

  public:
    explicit LabForm(QWidget* parent = nullptr);

    /// Open spaces come first in the input list; the first one is chosen unless the user chose otherwise.
    void setSpaces(std::vector<NamedSpace> spaces);
    /// Chooses the open space of this name; does nothing where there is none.
    void chooseSpace(const QString& name);
    /// Chooses the generated sample of so many atoms; does nothing where none is offered.
    void chooseGenerated(std::uint64_t atoms);
    void setCodec(const QString& id, bool on);
    void setAllCodecs(bool on);
    void setStage(const QString& id, bool on);
    /// "1,3-6"; empty = all of each codec.
    void setLevels(const QString& levels);
    /// "4K, 64K, whole".
    void setChunkSizes(const QString& sizes);
    void setThreads(const QString& threads);
    void setRuns(int runs);
    void setBudgetSeconds(int seconds);
    void setOptions(bool options);
    void setEndToEnd(bool endToEnd);

    /// Without the space where it is to be generated first, see generatedAtoms().
    [[nodiscard]] jobs::LabRequest request(bool estimate) const;
    /// The input is a sample of so many atoms that nobody has made yet.
    [[nodiscard]] std::optional<std::uint64_t> generatedAtoms() const;
    /// Why request() cannot be run, in words; empty = it can.
    [[nodiscard]] QString problem() const;
    /// The equal `spacectl` line; empty where this build has no such job.
    [[nodiscard]] QString commandLine() const;
    /// "big_logic.paths", for titles of jobs and files.
    [[nodiscard]] QString inputName() const;

  Q_SIGNALS:
    void changed();

  private:
    struct Choice {
        QString id;
        QCheckBox* box;
    };
    void buildCodecs(QVBoxLayout& column);
    void buildLevels(QVBoxLayout& column);
    void buildRest(QVBoxLayout& column);
    void fillInputs();
    [[nodiscard]] const NamedSpace* chosenSpace() const;
    [[nodiscard]] std::optional<std::vector<int>> levels() const;

    std::vector<NamedSpace> m_spaces;
    bool m_userChose = false;
    QComboBox* m_input;
    std::vector<Choice> m_codecs;
    QComboBox* m_levels;
    QLineEdit* m_ownLevels;
    std::vector<Choice> m_stages;
    QSpinBox* m_budget;
    QToolButton* m_more;
    QWidget* m_rest;
    QLineEdit* m_chunks;
    QLineEdit* m_threads;
    QSpinBox* m_runs;
    QCheckBox* m_options;
    QCheckBox* m_endToEnd;
    QLabel* m_command;
};

/// "1,3-6,-2": whole numbers and ranges; nullopt where it is none.
[[nodiscard]] std::optional<std::vector<int>> parseLevels(const QString& text);
/// "4K, 64 KiB, 1M, whole": powers of 1024, 0 for whole; nullopt where it is none.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> parseChunkSizes(const QString& text);

} // namespace spacebench::widgets
