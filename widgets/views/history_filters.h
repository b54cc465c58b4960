// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row above the list of runs: words, tag, machine, input, program, and since when.
#pragma once

#include <QWidget>

#include "results/run_store.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;

namespace spacebench::widgets {

class HistoryFilters final : public QWidget {
    Q_OBJECT

  public:
    explicit HistoryFilters(QWidget* parent = nullptr);

    /// What can be chosen: everything that occurs in `runs`. A choice that is there no longer stays chosen.
    void offer(const std::vector<results::RunSummary>& runs);
    [[nodiscard]] results::RunFilter filter() const;
    [[nodiscard]] bool empty() const; ///< nothing is filtered
    void clear();

    void setWords(const QString& words);
    void setTag(const QString& tag);
    void setMachine(const QString& machine);
    void setInput(const QString& input);
    void setSource(const QString& source);
    void setDays(int days); ///< 0 = any time
    void focusWords();

  Q_SIGNALS:
    void changed();

  private:
    QLineEdit* m_words;
    QComboBox* m_tag;
    QComboBox* m_machine;
    QComboBox* m_input;
    QComboBox* m_source;
    QComboBox* m_since;
    QTimer* m_typing; ///< a list is read when typing pauses, not at each key
};

} // namespace spacebench::widgets
