// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/technique_board_model.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "bridge/to_qt.h"
#include "models/claim_verdict.h"
#include "results/claims.h"

namespace spacebench::widgets {

namespace {

using results::ClaimVerdict;
using results::EffectRow;
using results::MeasureState;

/// The axis always reaches from half to twice: what changes little looks as little as it is.
constexpr double kLeastScale = 2;

QString none() {
    return QString::fromUtf8("\u2013");
}

QString plain(double value) {
    return QString::number(value, 'g', 15);
}

QString times(double ratio) {
    return toQt(significant(ratio, 3)) + QLatin1Char('x');
}

bool sameRow(const EffectRow& a, const EffectRow& b) {
    return a.techniqueId == b.techniqueId && a.task == b.task && a.quantity == b.quantity;
}

QString claimedRange(const EffectRow& row) {
    if (row.claimedLow <= 0) return TechniqueBoardModel::tr("no figure claimed");
    return row.claimedHigh > row.claimedLow
               ? TechniqueBoardModel::tr("claimed %1 to %2")
                     .arg(times(row.claimedLow), times(row.claimedHigh))
               : TechniqueBoardModel::tr("claimed %1").arg(times(row.claimedLow));
}

QString barText(const EffectRow& row) {
    if (!showsFigures(row) || !row.effect) return claimedRange(row);
    return TechniqueBoardModel::tr("%1 (%2 to %3), %4")
        .arg(times(row.effect->value), times(row.effect->low), times(row.effect->high), claimedRange(row));
}

} // namespace

QString taskText(const tuning::Task& task) {
    return coreText(task.kind == tuning::TaskKind::Serialize ? "serialize" : "deserialize") +
           QLatin1Char(' ') + toQt(task.formatId);
}

bool showsFigures(const EffectRow& row) {
    return row.state == MeasureState::Measured || row.state == MeasureState::Insufficient;
}

QString changeText(double ratio) {
    if (ratio <= 0 || !std::isfinite(ratio)) return none();
    const double percent = (1 / ratio - 1) * 100;
    if (std::abs(percent) < 0.05) return TechniqueBoardModel::tr("same");
    // "100 % fewer" would mean that none is left.
    const QString amount = percent < -99.9 && percent > -100
                               ? QStringLiteral("> 99.9")
                               : QString::number(std::abs(percent), 'f', std::abs(percent) < 10 ? 1 : 0);
    return percent < 0 ? TechniqueBoardModel::tr("%1 % fewer").arg(amount)
                       : TechniqueBoardModel::tr("%1 % more").arg(amount);
}

TechniqueBoardModel::TechniqueBoardModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void TechniqueBoardModel::setRun(RunPtr run) {
    const bool same = m_run && run && !run->effects.empty() &&
                      std::equal(m_run->effects.begin(), m_run->effects.end(), run->effects.begin(),
                                 run->effects.end(), sameRow);
    if (!same) {
        beginResetModel();
        m_run = std::move(run);
        measureScale();
        endResetModel();
        return;
    }
    m_run = std::move(run);
    measureScale();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, IntervalBar, IntervalBar);
}

void TechniqueBoardModel::measureScale() {
    double low = 1 / kLeastScale;
    double high = kLeastScale;
    if (m_run) {
        for (const EffectRow& row : m_run->effects) {
            if (showsFigures(row) && row.effect) {
                // Of the values: one wide interval would press all others together. It is cut instead.
                if (row.effect->value > 0) low = std::min(low, row.effect->value);
                if (std::isfinite(row.effect->value)) high = std::max(high, row.effect->value);
            }
            if (row.claimedLow > 0) high = std::max(high, row.claimedHigh);
        }
    }
    constexpr double kMargin = 1.1;
    m_scaleLow = low / kMargin;
    m_scaleHigh = high * kMargin;
}

int TechniqueBoardModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->effects.size());
}

int TechniqueBoardModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

TechniqueBoardModel::VerdictText TechniqueBoardModel::verdictOf(const EffectRow& row) {
    const auto marked = [](ClaimVerdict verdict, int order) {
        return VerdictText{verdictMark(verdict) + QLatin1Char(' ') + verdictWord(verdict),
                           widgets::verdictRole(verdict),
                           order,
                           {}};
    };
    switch (row.state) {
    case MeasureState::Unavailable:
        return marked(ClaimVerdict::NotTestableHere, 1);
    case MeasureState::Rejected:
        return {QString::fromUtf8("\u2717 ") + tr("rejected"), widgets::Role::Bad, 0,
                tr("Its output was not the reference output: it shows no time.")};
    case MeasureState::Failed:
        return {QString::fromUtf8("\u2717 ") + tr("failed"), widgets::Role::Bad, 0, {}};
    case MeasureState::Insufficient:
        return marked(ClaimVerdict::Insufficient, 2);
    case MeasureState::Measured:
        break;
    }
    if (!row.effect) return marked(ClaimVerdict::NotMeasured, 1);
    if (row.badExample)
        return {QString::fromUtf8("\u26A0 ") + tr("accepted"), widgets::Role::Warning, 0,
                tr("A bad example whose output was not told from the reference output.")};
    results::ClaimSpec claim;
    claim.rule = row.claimedLow > 0 ? results::ClaimRule::Effect : results::ClaimRule::Improves;
    claim.low = row.claimedLow;
    claim.high = row.claimedHigh;
    const results::Judgement judged = results::judgeClaim(claim, *row.effect);
    if (!row.outsideConditions.empty() && judged.verdict != ClaimVerdict::Insufficient)
        return {QString::fromUtf8("\u2013 ") + tr("other conditions"), widgets::Role::SecondaryText, 3,
                coreText(row.outsideConditions)};
    const int order = judged.verdict == ClaimVerdict::Supported      ? 5
                      : judged.verdict == ClaimVerdict::NotSupported ? 4
                                                                     : 2;
    VerdictText text = marked(judged.verdict, order);
    text.detail = coreText(judged.reason);
    return text;
}

QString TechniqueBoardModel::noteOf(const EffectRow& row) {
    QStringList notes;
    if (!row.reason.empty()) notes += coreText(row.reason);
    if (!row.outsideConditions.empty() && showsFigures(row)) notes += coreText(row.outsideConditions);
    return notes.join(QStringLiteral("; "));
}

QVariant TechniqueBoardModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_run || index.row() >= rowCount()) return {};
    const EffectRow& row = m_run->effects[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case SortRole:
        return sortKey(row, index.row(), index.column());
    case TaskRole:
        return taskText(row.task);
    case BarRole: {
        if (index.column() != IntervalBar) return {};
        EffectBar bar{showsFigures(row) ? row.effect : std::nullopt, row.claimedLow, row.claimedHigh};
        return QVariant::fromValue(bar);
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (index.column() == Allocations ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return index.column() == Technique || index.column() == Allocations
                   ? m_theme.monospace(TypeSize::Small)
                   : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == Verdict) return m_theme.color(verdictOf(row).colour);
        return index.column() == Note || !showsFigures(row) ? m_theme.color(widgets::Role::SecondaryText)
                                                            : QVariant();
    default:
        return {};
    }
}

QString TechniqueBoardModel::display(const EffectRow& row, int column) const {
    const bool shown = showsFigures(row);
    switch (column) {
    case Technique:
        return toQt(row.techniqueId);
    case Title:
        return coreText(row.title);
    case TaskColumn:
        return taskText(row.task);
    case ClaimColumn:
        if (row.badExample) return tr("bad example: must be rejected");
        return row.claimText.empty() ? none() : coreText(row.claimText);
    case Effect:
        return shown && row.effect ? toQt(results::effectText(*row.effect, row.quantity)) : none();
    case IntervalBar:
        return barText(row);
    case Verdict:
        return verdictOf(row).text;
    case Allocations:
        return shown && row.allocationEffect ? changeText(*row.allocationEffect) : none();
    case Note:
        return noteOf(row);
    default:
        return {};
    }
}

QString TechniqueBoardModel::toolTip(const EffectRow& row, int column) const {
    switch (column) {
    case Technique:
    case Title: {
        const tuning::Technique* technique = tuning::findTechnique(row.techniqueId);
        if (technique == nullptr) return coreText(row.title);
        return coreText(technique->title) + QLatin1Char('\n') + coreText(technique->what) +
               QLatin1Char('\n') + coreText(technique->how);
    }
    case Effect:
        if (!showsFigures(row) || !row.effect) return noteOf(row);
        return tr("%1 times as much %2 without as with it, 95 % interval %3 to %4")
            .arg(plain(row.effect->value), coreText(tuning::quantityName(row.quantity)),
                 plain(row.effect->low), plain(row.effect->high));
    case Verdict: {
        const QString detail = verdictOf(row).detail;
        return detail.isEmpty() ? noteOf(row) : detail;
    }
    case Allocations: {
        QStringList lines;
        if (showsFigures(row) && row.allocationEffect)
            lines += tr("%1 times as many allocations without as with it").arg(plain(*row.allocationEffect));
        if (showsFigures(row) && row.allocatedBytesEffect)
            lines += tr("%1 times as many bytes allocated").arg(plain(*row.allocatedBytesEffect));
        if (showsFigures(row) && row.sizeEffect)
            lines += tr("%1 times as many bytes stored").arg(plain(*row.sizeEffect));
        return lines.isEmpty() ? tr("Not counted.") : lines.join(QLatin1Char('\n'));
    }
    default:
        return display(row, column);
    }
}

QVariant TechniqueBoardModel::sortKey(const EffectRow& row, int index, int column) const {
    switch (column) {
    case Technique: // in the guide's order
    case TaskColumn:
        return index;
    case ClaimColumn:
        return row.claimedLow;
    case Effect:
    case IntervalBar: // without a figure: below all that have one, rejected ones last
        return showsFigures(row) && row.effect ? row.effect->value : -1 - static_cast<int>(row.state);
    case Verdict:
        return verdictOf(row).order;
    case Allocations:
        return showsFigures(row) && row.allocationEffect ? *row.allocationEffect : -1;
    default:
        return display(row, column);
    }
}

QVariant TechniqueBoardModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Allocations ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Effect:
            return tr("Of the quantity that the claim is about, from pairs of runs in one round, with its "
                      "95 % interval");
        case IntervalBar:
            return tr("Dot and whiskers: measured with its 95 % interval. Hatched: what the guide claims. "
                      "Line: no effect. The axis is logarithmic, from %1 to %2; a whisker "
                      "without an end goes on beyond it.")
                .arg(times(m_scaleLow), times(m_scaleHigh));
        case Verdict:
            return tr("The measured interval held against the claim, on this task alone");
        case Allocations:
            return tr("Calls of the allocator with the technique, against those without it");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Technique:
        return tr("Id");
    case Title:
        return tr("Technique");
    case TaskColumn:
        return tr("Task");
    case ClaimColumn:
        return tr("Claimed");
    case Effect:
        return tr("Measured effect");
    case IntervalBar:
        return tr("%1 to %2, log").arg(times(m_scaleLow), times(m_scaleHigh));
    case Verdict:
        return tr("Verdict");
    case Allocations:
        return tr("Allocations");
    case Note:
        return tr("Reason or note");
    default:
        return {};
    }
}

QString TechniqueBoardModel::toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const {
    const auto header = [this](int column) {
        switch (column) {
        case ClaimColumn:
            return tr("Claimed") + QLatin1Char('\t') + tr("Claimed low (x)") + QLatin1Char('\t') +
                   tr("Claimed high (x)");
        case IntervalBar:
            return tr("Effect (x)") + QLatin1Char('\t') + tr("Effect low (x)") + QLatin1Char('\t') +
                   tr("Effect high (x)");
        case Allocations:
            return tr("Allocations (x)");
        default:
            return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        }
    };
    const auto cell = [this](const EffectRow& row, int column) -> QString {
        const bool shown = showsFigures(row);
        switch (column) {
        case ClaimColumn:
            return row.claimedLow > 0 ? toQt(row.claimText) + QLatin1Char('\t') + plain(row.claimedLow) +
                                            QLatin1Char('\t') + plain(row.claimedHigh)
                                      : toQt(row.claimText) + QStringLiteral("\t\t");
        case IntervalBar:
            return shown && row.effect
                       ? plain(row.effect->value) + QLatin1Char('\t') + plain(row.effect->low) +
                             QLatin1Char('\t') + plain(row.effect->high)
                       : QStringLiteral("\t\t");
        case Effect:
            return shown && row.effect ? display(row, column) : QString();
        case Allocations:
            return shown && row.allocationEffect ? plain(*row.allocationEffect) : QString();
        default:
            return display(row, column);
        }
    };
    QStringList lines;
    QStringList cells;
    for (const int column : columns) cells += header(column);
    lines += cells.join(QLatin1Char('\t'));
    for (const int index : rows) {
        if (!m_run || index < 0 || index >= rowCount()) continue;
        cells.clear();
        for (const int column : columns)
            // Reasons may quote output: no tab or line end may break the table.
            cells += column == ClaimColumn || column == IntervalBar
                         ? cell(m_run->effects[static_cast<std::size_t>(index)], column)
                         : cell(m_run->effects[static_cast<std::size_t>(index)], column).simplified();
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace spacebench::widgets
