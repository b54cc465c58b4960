// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of files that hold no paths: symbol tables and multiplicities.
#pragma once

#include <memory>

#include "models/row_source.h"
#include "space/multiplicities.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

class SymbolRows : public RowSource {
    Q_OBJECT

  public:
    explicit SymbolRows(std::shared_ptr<const space::SymbolTable> table, QObject* parent = nullptr);
    [[nodiscard]] std::uint64_t rowCount() const override { return m_table->size(); }
    [[nodiscard]] int columnCount() const override { return 4; }
    [[nodiscard]] Column column(int index) const override;
    [[nodiscard]] std::optional<QString> text(std::uint64_t row, int column) const override;

  private:
    std::shared_ptr<const space::SymbolTable> m_table;
};

class MultiplicityRows : public RowSource {
    Q_OBJECT

  public:
    explicit MultiplicityRows(std::shared_ptr<const space::Multiplicities> entries,
                              QObject* parent = nullptr);
    [[nodiscard]] std::uint64_t rowCount() const override { return m_entries->entries().size(); }
    [[nodiscard]] int columnCount() const override { return 3; }
    [[nodiscard]] Column column(int index) const override;
    [[nodiscard]] std::optional<QString> text(std::uint64_t row, int column) const override;

  private:
    std::shared_ptr<const space::Multiplicities> m_entries;
};

} // namespace spacebench::widgets
