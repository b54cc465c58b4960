// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_words.h"

#include <QCoreApplication>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

} // namespace

QString changeWord(stats::Change change, const results::Metric* metric) {
    const bool time = metric == nullptr || metric->unit == results::MetricUnit::Nanoseconds;
    switch (change) {
    case stats::Change::Faster:
        return time ? Tr::tr("faster") : Tr::tr("better");
    case stats::Change::Slower:
        return time ? Tr::tr("slower") : Tr::tr("worse");
    case stats::Change::Same:
        return Tr::tr("same");
    case stats::Change::Inconclusive:
        return Tr::tr("inconclusive");
    case stats::Change::Insufficient:
        return Tr::tr("insufficient");
    }
    return {};
}

QString changeMark(stats::Change change) {
    switch (change) {
    case stats::Change::Faster:
        return QString::fromUtf8("\u25B2");
    case stats::Change::Slower:
        return QString::fromUtf8("\u25BC");
    case stats::Change::Same:
        return QStringLiteral("=");
    case stats::Change::Inconclusive:
        return QStringLiteral("?");
    case stats::Change::Insufficient:
        return QString::fromUtf8("\u00B7");
    }
    return {};
}

Role changeRole(stats::Change change) {
    switch (change) {
    case stats::Change::Faster:
        return Role::Good;
    case stats::Change::Slower:
        return Role::Bad;
    case stats::Change::Inconclusive:
        return Role::Warning;
    case stats::Change::Same:
    case stats::Change::Insufficient:
        break;
    }
    return Role::SecondaryText;
}

QString targetWord(results::TargetState state) {
    switch (state) {
    case results::TargetState::StretchMet:
        return Tr::tr("stretch met");
    case results::TargetState::Met:
        return Tr::tr("met");
    case results::TargetState::Missed:
        return Tr::tr("missed");
    case results::TargetState::BeyondCeiling:
        return Tr::tr("beyond the ceiling");
    case results::TargetState::NotMeasurable:
        return Tr::tr("not measurable here");
    case results::TargetState::NotMeasured:
        return Tr::tr("not measured");
    }
    return {};
}

QString targetMark(results::TargetState state) {
    switch (state) {
    case results::TargetState::StretchMet:
        return QString::fromUtf8("\u2605");
    case results::TargetState::Met:
        return QString::fromUtf8("\u2713");
    case results::TargetState::Missed:
        return QString::fromUtf8("\u2717");
    case results::TargetState::BeyondCeiling:
        return QStringLiteral("!");
    case results::TargetState::NotMeasurable:
        return QString::fromUtf8("\u2013");
    case results::TargetState::NotMeasured:
        return QString::fromUtf8("\u00B7");
    }
    return {};
}

Role targetRole(results::TargetState state) {
    switch (state) {
    case results::TargetState::StretchMet:
    case results::TargetState::Met:
        return Role::Good;
    case results::TargetState::Missed:
    case results::TargetState::BeyondCeiling:
        return Role::Bad;
    case results::TargetState::NotMeasurable:
    case results::TargetState::NotMeasured:
        break;
    }
    return Role::SecondaryText;
}

results::Shade targetShade(results::TargetState state) {
    switch (state) {
    case results::TargetState::StretchMet:
    case results::TargetState::Met:
        return results::Shade::Good;
    case results::TargetState::Missed:
    case results::TargetState::BeyondCeiling:
        return results::Shade::Bad;
    case results::TargetState::NotMeasurable:
        return results::Shade::Neutral;
    case results::TargetState::NotMeasured:
        break;
    }
    return results::Shade::None;
}

QString sureWord(const results::DashboardCell& cell) {
    if (!results::isJudged(cell.state)) return {};
    if (cell.sure) return Tr::tr("sure");
    QStringList why;
    if (!cell.closeTo.empty()) why += Tr::tr("close: the interval holds the %1").arg(coreText(cell.closeTo));
    for (const std::string& doubt : cell.doubts) why += coreText(doubt);
    return why.join(QStringLiteral("; "));
}

QString intervalText(results::MetricUnit unit, const results::Interval& value) {
    const QString middle = toQt(results::metricText(unit, value.value));
    if (!(value.low < value.high)) return middle;
    return Tr::tr("%1 (95 %: %2 to %3)")
        .arg(middle, toQt(results::metricText(unit, value.low)), toQt(results::metricText(unit, value.high)));
}

} // namespace spacebench::widgets
