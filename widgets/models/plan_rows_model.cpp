// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plan_rows_model.h"

#include <algorithm>

#include <QStringList>

#include "bridge/to_qt.h"
#include "theme.h"

namespace spacebench::widgets {

QString roughTime(double seconds) {
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 1.5 * kMinute)
        return PlanRowsModel::tr("%1 s").arg(static_cast<int>(std::max(1.0, seconds + 0.5)));
    if (seconds < 1.5 * kHour)
        return PlanRowsModel::tr("%1 min").arg(static_cast<int>(seconds / kMinute + 0.5));
    constexpr double kMost = 1e9; // a plan of 1900 years is none; an int holds it
    const int minutes = static_cast<int>(std::min(seconds, kMost) / kMinute);
    return PlanRowsModel::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

PlanRowsModel::PlanRowsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {}

void PlanRowsModel::setPlan(std::shared_ptr<const CheckedPlan> plan) {
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
}

int PlanRowsModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !m_plan) return 0;
    const jobs::Expansion& expansion = m_plan->expansion;
    const std::size_t summary = expansion.unlistedSkips != 0 ? 1 : 0;
    return static_cast<int>(expansion.rows.size() + expansion.skipped.size() + summary);
}

int PlanRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString PlanRowsModel::text(int row, int column) const {
    const jobs::Expansion& expansion = m_plan->expansion;
    const auto index = static_cast<std::size_t>(row);
    if (index >= expansion.rows.size()) {
        if (index - expansion.rows.size() >= expansion.skipped.size())
            return column == Row ? tr("%1 more combinations").arg(expansion.unlistedSkips)
                                 : (column == Reason ? tr("left out as well") : QString());
        const jobs::SkippedCombination& skipped = expansion.skipped[index - expansion.rows.size()];
        if (column == Row) return toQt(skipped.label);
        return column == Reason ? tr("left out: %1").arg(coreText(skipped.reason)) : QString();
    }
    const jobs::Configuration& one = expansion.rows[index];
    switch (column) {
    case Row:
        return toQt(one.label());
    case Input:
        return toQt(m_plan->plan.inputs[one.input].name());
    case Program:
        return toQt(m_plan->plan.programs[one.program].name);
    case Estimate:
        return tr("about %1").arg(roughTime(one.secondsARun * static_cast<double>(m_plan->plan.runs)));
    default:
        return {};
    }
}

QVariant PlanRowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_plan || index.row() >= rowCount()) return {};
    const bool skipped = static_cast<std::size_t>(index.row()) >= m_plan->expansion.rows.size();
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Estimate && !skipped
                   ? tr("An estimate from the sizes alone: %1 runs of one worker each").arg(m_plan->plan.runs)
                   : text(index.row(), index.column());
    case Qt::ForegroundRole:
        return skipped ? QVariant(m_theme.color(Role::SecondaryText)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (index.column() == Estimate ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant PlanRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Estimate ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Row:
        return tr("Row");
    case Input:
        return tr("Input");
    case Program:
        return tr("Program");
    case Estimate:
        return tr("Estimate");
    case Reason:
        return tr("Remark");
    default:
        return {};
    }
}

QString toTsv(const QAbstractItemModel& model, const std::vector<int>& rows,
              const std::vector<int>& columns) {
    QStringList lines;
    QStringList cells;
    for (const int column : columns) cells += model.headerData(column, Qt::Horizontal).toString();
    lines += cells.join(QLatin1Char('\t'));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns) cells += model.index(row, column).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace spacebench::widgets
