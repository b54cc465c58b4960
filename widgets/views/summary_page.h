// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a space is: facts of the file, counts that fill in from jobs, symbols, findings.
#pragma once

#include <QWidget>

#include "models/space_document.h"
#include "theme.h"

class QComboBox;
class QLabel;
class QTreeWidget;

namespace spacebench::widgets {

class FactTable;

class SummaryPage : public QWidget {
    Q_OBJECT

  public:
    SummaryPage(SpaceDocument& document, Theme& theme, QWidget* parent = nullptr);

  Q_SIGNALS:
    void showOffset(quint64 offset); ///< of a finding

  private:
    void refresh();
    void refreshCounts();
    void fillFacts();
    void fillFindings();
    void fillRoots();

    SpaceDocument& m_document;
    Theme& m_theme;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_symbols;
    QLabel* m_rootsLabel;
    QComboBox* m_roots;
    FactTable* m_facts;
    FactTable* m_counts;
    QLabel* m_countsTitle;
    QLabel* m_countsNote;
    QLabel* m_findingsTitle;
    QTreeWidget* m_findings;
};

} // namespace spacebench::widgets
