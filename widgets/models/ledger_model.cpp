// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ledger_model.h"

#include <algorithm>

#include <QStringList>

#include "bridge/to_qt.h"
#include "models/claim_verdict.h"

namespace spacebench::widgets {

namespace {

using results::LedgerRow;

QString none() {
    return QString::fromUtf8("\u2013");
}

QString plain(double value) {
    return QString::number(value, 'g', 15);
}

bool sameClaim(const LedgerRow& a, const LedgerRow& b) {
    return a.claimId == b.claimId;
}

} // namespace

QString ledgerTime(const std::string& timeUtc) {
    constexpr qsizetype kMinutes = 16;
    return toQt(timeUtc).left(kMinutes).replace(QLatin1Char('T'), QLatin1Char(' '));
}

LedgerModel::LedgerModel(const Theme& theme, QObject* parent) : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void LedgerModel::setLedger(LedgerPtr ledger) {
    const bool same = m_ledger && ledger && !ledger->rows.empty() &&
                      std::equal(m_ledger->rows.begin(), m_ledger->rows.end(), ledger->rows.begin(),
                                 ledger->rows.end(), sameClaim);
    if (!same) {
        beginResetModel();
        m_ledger = std::move(ledger);
        endResetModel();
        return;
    }
    m_ledger = std::move(ledger);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LedgerModel::rowOf(const QString& claimId) const {
    if (!m_ledger) return -1;
    const std::string id = fromQt(claimId);
    for (std::size_t i = 0; i < m_ledger->rows.size(); ++i)
        if (m_ledger->rows[i].claimId == id) return static_cast<int>(i);
    return -1;
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_ledger ? 0 : static_cast<int>(m_ledger->rows.size());
}

int LedgerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_ledger || index.row() >= rowCount()) return {};
    const LedgerRow& row = m_ledger->rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case SortRole:
        switch (index.column()) {
        case Claim: // in the guide's order
        case Section:
            return index.row();
        case Verdict:
            return static_cast<int>(std::find(kClaimVerdicts.begin(), kClaimVerdicts.end(), row.verdict) -
                                    kClaimVerdicts.begin());
        default:
            return display(row, index.column());
        }
    case Qt::FontRole:
        return index.column() == Claim || index.column() == Measured || index.column() == When
                   ? m_theme.monospace(TypeSize::Small)
                   : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == Verdict) return m_theme.color(verdictRole(row.verdict));
        return index.column() == Section || index.column() == Input || index.column() == When
                   ? m_theme.color(Role::SecondaryText)
                   : QVariant();
    default:
        return {};
    }
}

QString LedgerModel::display(const LedgerRow& row, int column) {
    switch (column) {
    case Claim:
        return toQt(row.claimId);
    case Section:
        return coreText(row.section);
    case ClaimText:
        return coreText(row.claim);
    case Conditions:
        return coreText(row.conditions);
    case Verdict:
        return markedVerdict(row);
    case Measured:
        return row.evidence && !row.evidence->measuredText.empty() ? toQt(row.evidence->measuredText)
                                                                   : none();
    case Reason:
        return coreText(row.reason);
    case Input:
        return row.evidence ? toQt(row.evidence->input) : none();
    case When:
        return row.evidence ? ledgerTime(row.evidence->timeUtc) : none();
    default:
        return {};
    }
}

QString LedgerModel::toolTip(const LedgerRow& row, int column) {
    switch (column) {
    case Verdict:
        return row.judged.empty() ? coreText(row.reason) : tr("Judged: %1").arg(coreText(row.judged));
    case Measured:
        if (!row.evidence || !row.evidence->measured) return display(row, column);
        return tr("%1 %4, 95 % interval %2 to %3")
            .arg(plain(row.evidence->measured->value), plain(row.evidence->measured->low),
                 plain(row.evidence->measured->high), toQt(row.evidence->unit));
    case When:
        return row.evidence ? tr("%1, by %2").arg(toQt(row.evidence->timeUtc), toQt(row.evidence->source))
                            : QString();
    default:
        return display(row, column);
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == Verdict)
        return tr("The interval measured here held against the claim");
    if (role == Qt::ToolTipRole && section == When) return tr("In UTC");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Claim:
        return tr("Id");
    case Section:
        return tr("Section");
    case ClaimText:
        return tr("Claim");
    case Conditions:
        return tr("Conditions");
    case Verdict:
        return tr("Verdict");
    case Measured:
        return tr("Measured here");
    case Reason:
        return tr("Reason");
    case Input:
        return tr("Input");
    case When:
        return tr("When");
    default:
        return {};
    }
}

QString LedgerModel::toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const {
    QStringList lines;
    QStringList cells;
    for (const int column : columns) {
        cells += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (column == Measured) cells += QStringList{tr("Value"), tr("Low"), tr("High"), tr("Unit")};
    }
    lines += cells.join(QLatin1Char('\t'));
    for (const int index : rows) {
        if (!m_ledger || index < 0 || index >= rowCount()) continue;
        const LedgerRow& row = m_ledger->rows[static_cast<std::size_t>(index)];
        cells.clear();
        for (const int column : columns) {
            const bool hasText = column != Measured || row.evidence;
            // Reasons may quote anything: no tab or line end may break the table.
            cells += column == Verdict ? verdictWord(row.verdict)
                     : hasText         ? display(row, column).simplified()
                                       : QString();
            if (column != Measured) continue;
            if (row.evidence && row.evidence->measured)
                cells += QStringList{plain(row.evidence->measured->value), plain(row.evidence->measured->low),
                                     plain(row.evidence->measured->high), toQt(row.evidence->unit)};
            else
                cells += QStringList{{}, {}, {}, {}};
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

LedgerFilter::LedgerFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(LedgerModel::SortRole);
}

void LedgerFilter::setVerdict(std::optional<results::ClaimVerdict> verdict) {
    m_verdict = verdict;
    invalidateFilter();
}

void LedgerFilter::setWords(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool LedgerFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto* model = static_cast<const LedgerModel*>(sourceModel());
    if (!model->ledger()) return false;
    const LedgerRow& claim = model->ledger()->rows[static_cast<std::size_t>(row)];
    if (m_verdict && claim.verdict != *m_verdict) return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        for (int column = 0; column < LedgerModel::ColumnCount; ++column)
            if (model->index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive))
                return true;
        return false;
    });
}

} // namespace spacebench::widgets
