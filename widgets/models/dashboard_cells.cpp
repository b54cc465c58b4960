// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dashboard_cells.h"

#include <algorithm>

#include <QCoreApplication>

#include "bridge/to_qt.h"
#include "models/change_words.h"
#include "results/metric_catalog.h"

namespace spacebench::widgets {

namespace {

using results::DashboardCell;
using results::TableTarget;
using results::TargetState;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Dashboard)
};

constexpr TargetState kStates[] = {TargetState::StretchMet,    TargetState::Met,
                                   TargetState::Missed,        TargetState::BeyondCeiling,
                                   TargetState::NotMeasurable, TargetState::NotMeasured};
constexpr int kTitleWidest = 220;
constexpr int kWordsWidest = 260;

QString valueText(const TableTarget& target, double value) {
    return toQt(results::metricValueText(target.metric, value));
}

QString measuredText(const DashboardCell& cell) {
    if (!cell.measured) return noFigure();
    const QString middle = valueText(*cell.target, cell.measured->value);
    if (!(cell.measured->low < cell.measured->high)) return middle;
    return Tr::tr("%1 (%2 to %3)")
        .arg(middle, valueText(*cell.target, cell.measured->low),
             valueText(*cell.target, cell.measured->high));
}

QString verdictText(const DashboardCell& cell) {
    return targetMark(cell.state) + QLatin1Char(' ') + targetWord(cell.state);
}

/// "Guide, baseline: 420 ms", with machine and source where there is room for them.
QStringList referenceTexts(const DashboardCell& cell, bool whole) {
    QStringList texts;
    for (const auto& [set, value] : cell.references) {
        QString text = QStringLiteral("%1: %2").arg(toQt(set->title), valueText(*cell.target, value));
        if (whole) text += QStringLiteral(" (%1; %2)").arg(toQt(set->machine), toQt(set->source));
        texts += text;
    }
    return texts;
}

QString listed(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words) list += toQt(word);
    return list.join(QStringLiteral(", "));
}

QString sizeLabel(std::uint64_t atoms) {
    constexpr std::uint64_t kThousand = 1000;
    constexpr std::uint64_t kMillion = 1'000'000;
    if (atoms >= kMillion && atoms % kMillion == 0) return QStringLiteral("%1M").arg(atoms / kMillion);
    if (atoms >= kThousand && atoms % kThousand == 0) return QStringLiteral("%1K").arg(atoms / kThousand);
    return grouped(atoms);
}

QString rowLabel(const TableTarget& target) {
    QStringList words;
    if (!target.operation.empty()) words += coreText(target.operation);
    if (!target.formatId.empty()) words += toQt(target.formatId);
    const results::KnownMetric* metric = results::findMetric(target.metric);
    if (words.isEmpty() || target.metric != results::metric::kTime)
        words += metric != nullptr ? coreText(metric->title) : toQt(target.metric);
    return words.join(QLatin1Char(' '));
}

QString columnLabel(const DashboardCell& cell) {
    if (cell.target->atoms > 0) return sizeLabel(cell.target->atoms);
    return cell.input.empty() ? Tr::tr("any size") : visibleText(toQt(cell.input));
}

QString tooltipOf(const DashboardCell& cell) {
    const TableTarget& target = *cell.target;
    QStringList lines;
    lines += toQt(target.id) + QLatin1Char(' ') + coreText(target.title);
    lines += Tr::tr("target %1").arg(toQt(results::limitText(target)));
    if (target.stretch) lines += Tr::tr("stretch goal %1").arg(valueText(target, *target.stretch));
    if (cell.measured) lines += Tr::tr("measured %1").arg(measuredText(cell));
    lines += coreText(results::cellText(cell));
    lines += referenceTexts(cell, true);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::vector<results::GridChart> dashboardGrids(const results::Dashboard& dashboard) {
    std::vector<results::GridChart> grids;
    const auto indexOf = [](std::vector<std::string>& labels, const std::string& label) {
        const auto found = std::find(labels.begin(), labels.end(), label);
        if (found != labels.end()) return static_cast<std::size_t>(found - labels.begin());
        labels.push_back(label);
        return labels.size() - 1;
    };
    struct Place {
        std::size_t grid, row, column, cell;
    };
    std::vector<Place> places;
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < dashboard.cells.size(); ++i) {
        const DashboardCell& cell = dashboard.cells[i];
        const std::size_t at = indexOf(groups, cell.target->group);
        if (at == grids.size()) {
            results::GridChart grid;
            grid.id = "targets-" + std::to_string(at);
            grid.title = fromQt(Tr::tr("%1: which targets are met?").arg(coreText(cell.target->group)));
            grid.rowAxis = fromQt(Tr::tr("measured"));
            grid.columnAxis = fromQt(Tr::tr("atoms, or input"));
            grids.push_back(std::move(grid));
        }
        results::GridChart& grid = grids[at];
        const std::size_t column = indexOf(grid.columns, fromQt(columnLabel(cell)));
        std::string label = fromQt(rowLabel(*cell.target));
        std::size_t row = indexOf(grid.rows, label);
        const bool taken = std::any_of(places.begin(), places.end(), [&](const Place& one) {
            return one.grid == at && one.row == row && one.column == column;
        });
        if (taken) row = indexOf(grid.rows, label + ", " + cell.target->id);
        places.push_back({at, row, column, i});
    }
    for (results::GridChart& grid : grids) grid.cells.resize(grid.rows.size() * grid.columns.size());
    for (const Place& place : places) {
        const DashboardCell& cell = dashboard.cells[place.cell];
        results::GridChart& grid = grids[place.grid];
        results::GridCell& out = grid.cells[place.row * grid.columns.size() + place.column];
        QString text = targetMark(cell.state);
        if (cell.measured) text += QLatin1Char(' ') + valueText(*cell.target, cell.measured->value);
        out.text = fromQt(text);
        out.tooltip = fromQt(tooltipOf(cell));
        out.shade = targetShade(cell.state);
        out.strength = cell.sure ? 1 : 0.5; // a close verdict is paler, and says so in words
        out.row = place.cell;
    }
    for (std::size_t i = 0; i < grids.size(); ++i) {
        // One entry a shade that occurs: the words of all its states.
        for (const results::Shade shade :
             {results::Shade::Good, results::Shade::Bad, results::Shade::Neutral}) {
            QStringList words;
            for (const TargetState state : kStates) {
                const bool here = std::any_of(places.begin(), places.end(), [&](const Place& one) {
                    return one.grid == i && dashboard.cells[one.cell].state == state;
                });
                if (here && targetShade(state) == shade)
                    words += targetMark(state) + QLatin1Char(' ') + targetWord(state);
            }
            if (!words.isEmpty())
                grids[i].legend.emplace_back(shade, fromQt(words.join(QStringLiteral(", "))));
        }
    }
    return grids;
}

std::vector<CellColumn> dashboardColumns() {
    return {
        {Tr::tr("Group")},
        {Tr::tr("Id")},
        {Tr::tr("Target"), {}, false, false, kTitleWidest},
        {Tr::tr("Limit"), Tr::tr("What is asked for; the stretch goal stands in the tool tip"), true},
        {Tr::tr("Measured"), Tr::tr("Median and its 95 % interval"), true},
        {Tr::tr("Verdict")},
        {Tr::tr("How sure"), Tr::tr("Or what would measure it"), false, false, kWordsWidest},
        {Tr::tr("References"), Tr::tr("Figures of others, on other machines"), false, false, kWordsWidest},
        {Tr::tr("Judged row"), {}, false, false, kTitleWidest},
        {Tr::tr("Decided otherwise by"), Tr::tr("Targets of other groups that the same row decides "
                                                "otherwise")}};
}

std::vector<CellRow> dashboardRows(const results::Dashboard& dashboard) {
    std::vector<CellRow> rows;
    for (std::size_t i = 0; i < dashboard.cells.size(); ++i) {
        const DashboardCell& cell = dashboard.cells[i];
        const TableTarget& target = *cell.target;
        const QString tip = tooltipOf(cell);
        QString how = sureWord(cell);
        if (how.isEmpty()) how = coreText(cell.reason);
        if (cell.rowsJudged > 1)
            how += Tr::tr("; the worst of %1 rows, %2 meet it").arg(cell.rowsJudged).arg(cell.rowsMet);
        Cell measured = cell.measured ? figureCell(measuredText(cell), cell.measured->value, tip)
                                      : Cell{noFigure(), -1.0, tip};
        rows.push_back({QString::number(i),
                        {{coreText(target.group)},
                         {toQt(target.id)},
                         {coreText(target.title)},
                         figureCell(toQt(results::limitText(target)), target.limit, tip),
                         measured,
                         {verdictText(cell), static_cast<int>(cell.state), tip, targetWord(cell.state),
                          targetRole(cell.state)},
                         {how},
                         {referenceTexts(cell, false).join(QStringLiteral("; ")),
                          {},
                          referenceTexts(cell, true).join(QLatin1Char('\n')),
                          referenceTexts(cell, true).join(QStringLiteral("; "))},
                         {visibleText(toQt(cell.rowLabel)), {}, toQt(cell.rowKey)},
                         {listed(cell.conflicts)}}});
    }
    return rows;
}

QString dashboardSummary(const results::Dashboard& dashboard) {
    QStringList counts;
    for (const TargetState state : kStates)
        if (const std::size_t count = dashboard.count(state); count > 0)
            counts += QStringLiteral("%1 %2 %3").arg(targetMark(state)).arg(count).arg(targetWord(state));
    return counts.join(QStringLiteral("   "));
}

} // namespace spacebench::widgets
