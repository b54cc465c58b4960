// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run_rows_model.h"

#include <algorithm>

#include "bridge/to_qt.h"
#include "theme.h"

namespace spacebench::widgets {

namespace {

QString none() {
    return QString::fromUtf8("\u2013");
}

bool isWords(int column) {
    return column == RunRowsModel::Row || column == RunRowsModel::Input || column == RunRowsModel::State;
}

QString withReason(const QString& state, const std::string& reason) {
    return reason.empty() ? state : RunRowsModel::tr("%1: %2").arg(state, coreText(reason));
}

} // namespace

QString rowStateText(const results::BenchRow& row) {
    QString text;
    switch (row.state) {
    case results::MeasureState::Measured:
        text = row.samplesNs.empty() ? RunRowsModel::tr("not measured") : RunRowsModel::tr("measured");
        break;
    case results::MeasureState::Insufficient:
        text = RunRowsModel::tr("insufficient");
        break;
    case results::MeasureState::Unavailable:
        text = RunRowsModel::tr("not measurable here");
        break;
    case results::MeasureState::Rejected:
        text = RunRowsModel::tr("rejected");
        break;
    case results::MeasureState::Failed:
        text = RunRowsModel::tr("failed");
        break;
    }
    text = withReason(text, row.reason);
    if (!row.failures.empty()) text += RunRowsModel::tr(" (%1 runs failed)").arg(row.failures.size());
    return text;
}

double relativeWidth(const results::BenchRow& row) {
    constexpr double kHalf = 0.5;
    return row.medianNs > 0 ? kHalf * (row.ciHighNs - row.ciLowNs) / row.medianNs : 0;
}

RunRowsModel::RunRowsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {}

void RunRowsModel::setRun(RunPtr run, ControlPtr control, std::uint64_t wantedRuns) {
    const bool same = run && m_run && run->rows.size() == m_run->rows.size();
    if (!same) beginResetModel();
    m_run = std::move(run);
    m_control = std::move(control);
    m_wantedRuns = wantedRuns;
    if (same)
        refresh();
    else
        endResetModel();
}

void RunRowsModel::refresh() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RunRowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->rows.size());
}

int RunRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunRowsModel::stateText(std::size_t row) const {
    const results::BenchRow& one = m_run->rows[row];
    if (m_control == nullptr || one.state == results::MeasureState::Failed ||
        one.state == results::MeasureState::Unavailable || one.state == results::MeasureState::Rejected)
        return rowStateText(one);
    if (m_control->skipped(row)) return tr("skipped; what it has is kept");
    if (one.samplesNs.size() >= m_wantedRuns) return rowStateText(one);
    const std::vector<std::size_t> first = m_control->first();
    if (std::find(first.begin(), first.end(), row) != first.end()) return tr("comes first");
    return one.samplesNs.empty() ? tr("waiting") : tr("measuring");
}

QString RunRowsModel::text(int row, int column) const {
    const auto index = static_cast<std::size_t>(row);
    const results::BenchRow& one = m_run->rows[index];
    const bool figures = one.medianNs > 0;
    const bool interval = figures && one.samplesNs.size() > 1;
    switch (column) {
    case Row:
        return toQt(one.label);
    case Input: {
        const bool known =
            index < m_run->inputOfRow.size() && m_run->inputOfRow[index] < m_run->inputs.size();
        return known ? toQt(m_run->inputs[m_run->inputOfRow[index]].name) : none();
    }
    case Runs:
        return tr("%1 of %2").arg(one.samplesNs.size()).arg(m_wantedRuns);
    case Median:
        return figures ? toQt(durationText(one.medianNs)) : none();
    case Interval:
        return interval
                   ? tr("%1 to %2").arg(toQt(durationText(one.ciLowNs)), toQt(durationText(one.ciHighNs)))
                   : none();
    case Width: {
        constexpr double kPercent = 100;
        return interval
                   ? QString::fromUtf8("\u00B1 %1 %").arg(toQt(significant(relativeWidth(one) * kPercent, 2)))
                   : none();
    }
    case State:
        return stateText(index);
    default:
        return {};
    }
}

QVariant RunRowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_run || index.row() >= rowCount()) return {};
    const bool words = isWords(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole: {
        QString tip = text(index.row(), index.column());
        if (index.column() == State)
            for (const std::string& failure : m_run->rows[static_cast<std::size_t>(index.row())].failures)
                tip += QLatin1Char('\n') + coreText(failure);
        return tip;
    }
    case Qt::FontRole:
        return words ? QVariant() : m_theme.monospace(TypeSize::Small);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (words ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant RunRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Width)
        return tr("Half of the 95 % interval over the median: narrower is surer");
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isWords(section) ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Row:
        return tr("Row");
    case Input:
        return tr("Input");
    case Runs:
        return tr("Runs");
    case Median:
        return tr("Median");
    case Interval:
        return tr("95 % interval");
    case Width:
        return tr("Width");
    case State:
        return tr("State");
    default:
        return {};
    }
}

} // namespace spacebench::widgets
