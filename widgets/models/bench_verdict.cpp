// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bench_verdict.h"

#include <QCoreApplication>
#include <QStringList>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(BenchVerdict)
};

QString figure(double value, results::Quantity quantity) {
    return toQt(results::quantityText(quantity, value));
}

QString lineOf(const results::TargetVerdict& target) {
    QString line = Tr::tr("%1 (%2): ").arg(toQt(target.id), coreText(target.title));
    line += coreText(target.word());
    if (!target.measured) return line;
    line += Tr::tr("; measured %1, target %2")
                .arg(figure(*target.measured, target.quantity), figure(target.limit, target.quantity));
    if (target.stretch) line += Tr::tr(", stretch %1").arg(figure(*target.stretch, target.quantity));
    return line;
}

} // namespace

VerdictText verdictOf(const results::BenchRow& row) {
    VerdictText text;
    QStringList lines;
    QStringList missed;
    bool any = false;
    bool stretch = false;
    bool stretchLeftOut = false;
    for (const results::TargetVerdict& target : row.targets) {
        lines += lineOf(target);
        if (!target.measured) continue;
        any = true;
        if (!target.met) missed += toQt(target.id);
        if (target.stretch) (target.stretchMet ? stretch : stretchLeftOut) = true;
    }
    text.detail = lines.join(QLatin1Char('\n'));
    if (!any) {
        text.word = Tr::tr("no target");
        text.marked = QString::fromUtf8("\u2013 ") + text.word;
        if (lines.isEmpty()) text.detail = Tr::tr("The performance guide sets no target for this row.");
    } else if (!missed.isEmpty()) {
        text.verdict = Verdict::Missed;
        text.word = Tr::tr("missed %1").arg(missed.join(QStringLiteral(", ")));
        text.marked = QString::fromUtf8("\u2717 ") + text.word;
    } else if (stretch && !stretchLeftOut) {
        text.verdict = Verdict::Stretch;
        text.word = Tr::tr("stretch");
        text.marked = QString::fromUtf8("\u2605 ") + text.word;
    } else {
        text.verdict = Verdict::Met;
        text.word = Tr::tr("met");
        text.marked = QString::fromUtf8("\u2713 ") + text.word;
    }
    return text;
}

Role verdictRole(Verdict verdict) {
    switch (verdict) {
    case Verdict::Missed:
        return Role::Bad;
    case Verdict::Met:
    case Verdict::Stretch:
        return Role::Good;
    case Verdict::NoTarget:
        break;
    }
    return Role::SecondaryText;
}

} // namespace spacebench::widgets
