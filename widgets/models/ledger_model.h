// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger's rows as a table, in the guide's order, and a filter by verdict and words.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "results/ledger.h"
#include "theme.h"

namespace spacebench::widgets {

/// "2025-11-22 19:04" of "2025-11-22T19:04:11Z", in UTC: figures of several machines lie side by side.
[[nodiscard]] QString ledgerTime(const std::string& timeUtc);

class LedgerModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Claim,
        ClaimText,
        Conditions,
        Verdict,
        Measured,
        Reason,
        Section,
        Input,
        When,
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole;
    using LedgerPtr = std::shared_ptr<const results::Ledger>;

    explicit LedgerModel(const Theme& theme, QObject* parent = nullptr);

    /// Rows stay where both ledgers have the same: selection and scroll position survive.
    void setLedger(LedgerPtr ledger);
    [[nodiscard]] const LedgerPtr& ledger() const { return m_ledger; }
    [[nodiscard]] int rowOf(const QString& claimId) const; ///< -1 = there is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Headers, then these rows, tab-separated; figures in full.
    [[nodiscard]] QString toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const;

  private:
    [[nodiscard]] static QString display(const results::LedgerRow& row, int column);
    [[nodiscard]] static QString toolTip(const results::LedgerRow& row, int column);

    const Theme& m_theme;
    LedgerPtr m_ledger;
};

/// Rows of one verdict, of which any column holds all words.
class LedgerFilter final : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit LedgerFilter(QObject* parent = nullptr);
    void setVerdict(std::optional<results::ClaimVerdict> verdict);
    void setWords(const QString& text);
    [[nodiscard]] std::optional<results::ClaimVerdict> verdict() const { return m_verdict; }

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    std::optional<results::ClaimVerdict> m_verdict;
    QStringList m_words;
};

} // namespace spacebench::widgets
