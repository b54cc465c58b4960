// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entries of a file without paths: a symbol table or multiplicities.
#pragma once

#include <memory>

#include <QWidget>

#include "models/row_source.h"
#include "models/space_document.h"
#include "theme.h"

namespace spacebench::widgets {

class VirtualTable;

class EntriesPage : public QWidget {
    Q_OBJECT

  public:
    EntriesPage(SpaceDocument& document, Theme& theme, QWidget* parent = nullptr);
    ~EntriesPage() override;

  private:
    void adoptContent();

    SpaceDocument& m_document;
    VirtualTable* m_table;
    std::unique_ptr<RowSource> m_rows;
};

} // namespace spacebench::widgets
