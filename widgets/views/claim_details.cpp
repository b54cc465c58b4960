// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claim_details.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "models/claim_verdict.h"
#include "models/ledger_model.h"

namespace spacebench::widgets {

namespace {

const QString kClaimScheme = QStringLiteral("claim");

QString escaped(const std::string& text) {
    return coreText(text).toHtmlEscaped();
}

QString line(const QString& label, const QString& html) {
    if (html.isEmpty()) return {};
    return QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
        .arg(label.toHtmlEscaped(), html);
}

QString links(const std::vector<std::string>& ids) {
    QStringList parts;
    for (const std::string& id : ids) {
        QUrl url;
        url.setScheme(kClaimScheme);
        url.setPath(toQt(id));
        const results::ClaimSpec* claim = results::findClaim(id);
        QString part = QStringLiteral("<a href='%1'>%2</a>")
                           .arg(url.toString(QUrl::FullyEncoded), toQt(id).toHtmlEscaped());
        if (claim != nullptr) part += QStringLiteral(" ") + coreText(claim->claim).toHtmlEscaped();
        parts += part;
    }
    return parts.join(QStringLiteral("<br>"));
}

} // namespace

ClaimDetails::ClaimDetails(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_text(new QTextBrowser), m_measure(new QPushButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Details of the claim"));
    theme.keepFont(m_text, TypeSize::Small);
    column->addWidget(m_text, 1);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_measure);
    column->addLayout(row);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme() == kClaimScheme) Q_EMIT claimRequested(url.path());
    });
    connect(m_measure, &QPushButton::clicked, this,
            [this] { Q_EMIT measureRequested(m_source, m_guideRow); });
    showClaim(nullptr, {});
}

void ClaimDetails::showClaim(const results::LedgerRow* row, const QString& machine) {
    m_source = results::ClaimSource::None;
    m_guideRow.clear();
    if (row == nullptr) {
        m_measure->hide();
        m_text->setPlainText(tr("Choose a claim to see what its verdict rests on."));
        return;
    }
    const results::ClaimSpec* claim = results::findClaim(row->claimId);
    if (claim != nullptr) m_source = claim->source;
    m_guideRow = toQt(row->guideRow);

    QString html = QStringLiteral("<p><b>%1</b>&nbsp; %2</p><table>")
                       .arg(toQt(row->claimId).toHtmlEscaped(), escaped(row->claim));
    html += line(tr("Conditions"), escaped(row->conditions));
    html += line(tr("Verdict"), markedVerdict(*row).toHtmlEscaped());
    html += line(tr("Reason"), escaped(row->reason));
    html += line(tr("Judged"), escaped(row->judged));
    if (row->evidence) {
        const results::Evidence& evidence = *row->evidence;
        html += line(tr("Measured"), escaped(evidence.measuredText));
        if (evidence.measured)
            html +=
                line(tr("Figures"), tr("%1 %4, 95 % interval %2 to %3")
                                        .arg(toQt(significant(evidence.measured->value)),
                                             toQt(significant(evidence.measured->low)),
                                             toQt(significant(evidence.measured->high)), toQt(evidence.unit))
                                        .toHtmlEscaped());
        html += line(tr("Input"), toQt(evidence.input).toHtmlEscaped());
        html += line(tr("Machine"), toQt(evidence.machine).toHtmlEscaped());
        html += line(
            tr("When"),
            tr("%1 UTC, by %2").arg(ledgerTime(evidence.timeUtc), coreText(evidence.source)).toHtmlEscaped());
    } else {
        html += line(tr("Machine"), machine.toHtmlEscaped());
    }
    const bool statement = claim != nullptr && claim->rule == results::ClaimRule::Statement;
    html += line(statement ? tr("Claims it is about") : tr("Contradictions"), links(row->contradicts));
    html += QStringLiteral("</table>");
    m_text->setHtml(html);

    QString button;
    switch (m_source) {
    case results::ClaimSource::Bench:
        button = tr("Measure on the Benchmark page");
        break;
    case results::ClaimSource::Lab:
        button = tr("Measure on the Codec page");
        break;
    case results::ClaimSource::Techniques:
        button = tr("Measure %1 on the Techniques page").arg(m_guideRow);
        break;
    case results::ClaimSource::System:
    case results::ClaimSource::None:
        break;
    }
    m_measure->setText(button);
    m_measure->setVisible(!button.isEmpty());
}

QString ClaimDetails::text() const {
    return m_text->toPlainText();
}

} // namespace spacebench::widgets
