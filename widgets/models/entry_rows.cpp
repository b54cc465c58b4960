// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/entry_rows.h"

#include <algorithm>

#include "bridge/to_qt.h"
#include "space/expression.h"

namespace spacebench::widgets {

namespace {

constexpr std::size_t kCellBytes = 4096;

QString symbolText(ByteView text) {
    std::string shown;
    space::printEscaped(text.first(std::min(text.size(), kCellBytes)), shown);
    return toQt(shown);
}

/// Text that is UTF-8 is shown as it is, anything else escaped.
QString readable(ByteView text) {
    const QString utf8 = toQt(asText(text.first(std::min(text.size(), kCellBytes))));
    return utf8.contains(QChar::ReplacementCharacter) || utf8.contains(QChar::Null) ? symbolText(text) : utf8;
}

} // namespace

SymbolRows::SymbolRows(std::shared_ptr<const space::SymbolTable> table, QObject* parent)
    : RowSource(parent), m_table(std::move(table)) {}

RowSource::Column SymbolRows::column(int index) const {
    switch (index) {
    case 0:
        return {tr("#"), true, true, 10, false};
    case 1:
        return {tr("Symbol"), false, true, 18, false};
    case 2:
        return {tr("Text"), false, true, 40, true};
    default:
        return {tr("Length (B)"), true, true, 8, false};
    }
}

std::optional<QString> SymbolRows::text(std::uint64_t row, int column) const {
    const space::SymbolTable::Entry entry = m_table->entry(row);
    switch (column) {
    case 0:
        return grouped(row);
    case 1:
        return QStringLiteral("%1").arg(entry.symbol, 16, 16, QLatin1Char('0')).toUpper();
    case 2:
        return readable(entry.text);
    default:
        return grouped(entry.text.size());
    }
}

MultiplicityRows::MultiplicityRows(std::shared_ptr<const space::Multiplicities> entries, QObject* parent)
    : RowSource(parent), m_entries(std::move(entries)) {}

RowSource::Column MultiplicityRows::column(int index) const {
    switch (index) {
    case 0:
        return {tr("#"), true, true, 10, false};
    case 1:
        return {tr("Atom"), false, true, 50, true};
    default:
        return {tr("Count"), true, true, 14, false};
    }
}

std::optional<QString> MultiplicityRows::text(std::uint64_t row, int column) const {
    const space::Multiplicities::Entry& entry = m_entries->entries()[row];
    switch (column) {
    case 0:
        return grouped(row);
    case 1:
        return readable(asBytes(entry.key));
    default:
        return grouped(entry.count);
    }
}

} // namespace spacebench::widgets
