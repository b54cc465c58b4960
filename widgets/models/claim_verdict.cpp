// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/claim_verdict.h"

#include <QCoreApplication>
#include <QStringList>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ClaimVerdict)
};

} // namespace

QString verdictWord(results::ClaimVerdict verdict) {
    switch (verdict) {
    case results::ClaimVerdict::NotMeasured:
        return Tr::tr("not measured");
    case results::ClaimVerdict::Supported:
        return Tr::tr("supported");
    case results::ClaimVerdict::NotSupported:
        return Tr::tr("not supported");
    case results::ClaimVerdict::NotTestableHere:
        return Tr::tr("not testable here");
    case results::ClaimVerdict::Insufficient:
        return Tr::tr("insufficient");
    case results::ClaimVerdict::Contradicts:
        return Tr::tr("contradicts");
    }
    return {};
}

QString verdictMark(results::ClaimVerdict verdict) {
    switch (verdict) {
    case results::ClaimVerdict::NotMeasured:
        return QString::fromUtf8("\u00B7");
    case results::ClaimVerdict::Supported:
        return QString::fromUtf8("\u2713");
    case results::ClaimVerdict::NotSupported:
        return QString::fromUtf8("\u2717");
    case results::ClaimVerdict::NotTestableHere:
        return QString::fromUtf8("\u2013");
    case results::ClaimVerdict::Insufficient:
        return QString::fromUtf8("?");
    case results::ClaimVerdict::Contradicts:
        return QString::fromUtf8("\u2260");
    }
    return {};
}

Role verdictRole(results::ClaimVerdict verdict) {
    switch (verdict) {
    case results::ClaimVerdict::Supported:
        return Role::Good;
    case results::ClaimVerdict::NotSupported:
        return Role::Bad;
    case results::ClaimVerdict::Contradicts:
    case results::ClaimVerdict::Insufficient:
        return Role::Warning;
    case results::ClaimVerdict::NotMeasured:
    case results::ClaimVerdict::NotTestableHere:
        break;
    }
    return Role::SecondaryText;
}

QString markedVerdict(const results::LedgerRow& row) {
    QString text = verdictMark(row.verdict) + QLatin1Char(' ') + verdictWord(row.verdict);
    if (row.verdict == results::ClaimVerdict::Contradicts && !row.contradicts.empty()) {
        QStringList others;
        for (const std::string& id : row.contradicts) others += toQt(id);
        text += QLatin1Char(' ') + others.join(QStringLiteral(", "));
    }
    return text;
}

} // namespace spacebench::widgets
