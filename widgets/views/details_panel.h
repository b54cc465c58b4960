// SPDX-License-Identifier: GPL-3.0-or-later
//
// The current selection in full: atom, path, value, the fields that spell it, and where else it can be shown.
#pragma once

#include <QPointer>
#include <QWidget>

#include "models/space_document.h"
#include "theme.h"

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace spacebench::widgets {

/// The pages of a space, in the order of their switch.
enum class PageId { Summary, Trie, Atoms, Entries, Bytes };

class DetailsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit DetailsPanel(Theme& theme, QWidget* parent = nullptr);
    /// Null = nothing open.
    void setDocument(SpaceDocument* document);

  Q_SIGNALS:
    void showIn(spacebench::widgets::PageId page);
    void showOffset(quint64 offset);

  private:
    void refresh();
    void fillFields(const Selection& selection);

    Theme& m_theme;
    QPointer<SpaceDocument> m_document;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QPlainTextEdit* m_atom;
    QLabel* m_fault;
    QFormLayout* m_form;
    QLabel* m_number;
    QLabel* m_value;
    QLabel* m_length;
    QLabel* m_node;
    QLabel* m_byte;
    QPlainTextEdit* m_hex;
    QLabel* m_fieldsTitle;
    QTreeWidget* m_fields;
    QPushButton* m_inTrie;
    QPushButton* m_inAtoms;
    QPushButton* m_inBytes;
};

} // namespace spacebench::widgets
