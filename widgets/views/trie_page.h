// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folded trie of a space as a lazy tree.
#pragma once

#include <QWidget>

#include "models/space_document.h"
#include "models/trie_model.h"
#include "theme.h"

class QTreeView;

namespace spacebench::widgets {

class TriePage : public QWidget {
    Q_OBJECT

  public:
    TriePage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] TrieModel& model() { return *m_model; }
    [[nodiscard]] QTreeView& tree() { return *m_tree; }

  private:
    void adoptContent();
    void showSelection();

    SpaceDocument& m_document;
    TrieModel* m_model;
    QTreeView* m_tree;
    bool m_following = false; ///< the view follows the selection: its own change must not select again
};

} // namespace spacebench::widgets
