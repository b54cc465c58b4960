// SPDX-License-Identifier: GPL-3.0-or-later
//
// All paths of a space as a table: filter, go to a number, copy and export the selected rows.
#pragma once

#include <QWidget>

#include "models/atom_rows.h"
#include "models/space_document.h"
#include "theme.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;

namespace spacebench::widgets {

class VirtualTable;

class AtomsPage : public QWidget {
    Q_OBJECT

  public:
    AtomsPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] AtomRows& rows() { return *m_rows; }
    [[nodiscard]] VirtualTable& table() { return *m_table; }

    void focusFilter();
    void focusGoTo();
    void copySelection(); ///< as TSV, by a job where there is much
    void exportRows(const QString& fileName);
    void setFilter(FilterKind kind, const QString& text);

  private:
    void adoptContent();
    void applyFilter();
    void refreshCounts();
    void showSelection();
    void pick(std::uint64_t row);
    void goTo();
    void askExport();

    SpaceDocument& m_document;
    JobController& m_jobs;
    AtomRows* m_rows;
    VirtualTable* m_table;
    QComboBox* m_kind;
    QLineEdit* m_filterText;
    QLineEdit* m_goTo;
    QLabel* m_count;
    QTimer* m_typing; ///< waits until the user pauses
    QString m_filterNote;
    LatestJob m_filtering;
    LatestJob m_copying;
    bool m_picking = false;
};

} // namespace spacebench::widgets
