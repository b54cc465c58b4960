// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the codec lab is to sweep: input, codecs, levels, stages, budget, and behind "More" chunk sizes,
// threads, repetitions and options. In one column. Knows no jobs; the page asks for request().
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "jobs/lab/lab.h"
#include "theme.h"
#include "views/space_choice.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace spacebench::widgets {

class TerminalLine;

class LabForm final : public QWidget {
    Q_OBJECT

  public:
    explicit LabForm(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SpaceChoice& input() { return *m_input; }
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
    [[nodiscard]] std::optional<std::vector<int>> levels() const;

    SpaceChoice* m_input;
    std::vector<Choice> m_codecs;
    QComboBox* m_levels;
    QLineEdit* m_ownLevels;
    std::vector<Choice> m_stages;
    QSpinBox* m_budget;
    QLineEdit* m_chunks;
    QLineEdit* m_threads;
    QSpinBox* m_runs;
    QCheckBox* m_options;
    QCheckBox* m_endToEnd;
    TerminalLine* m_command;
};

/// "1,3-6,-2": whole numbers and ranges; nullopt where it is none.
[[nodiscard]] std::optional<std::vector<int>> parseLevels(const QString& text);
/// "4K, 64 KiB, 1M, whole": powers of 1024, 0 for whole; nullopt where it is none.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> parseChunkSizes(const QString& text);

} // namespace spacebench::widgets
