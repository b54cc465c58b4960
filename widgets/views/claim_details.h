// SPDX-License-Identifier: GPL-3.0-or-later
//
// One claim in full: what is claimed, how it is judged, what was measured where and when, and what it
// contradicts. Links select the other claims; a button opens the page that measures this one.
#pragma once

#include <QWidget>

#include "results/claims.h"
#include "theme.h"

class QLabel;
class QPushButton;
class QTextBrowser;

namespace spacebench::widgets {

class ClaimDetails final : public QWidget {
    Q_OBJECT

  public:
    explicit ClaimDetails(const Theme& theme, QWidget* parent = nullptr);

    /// Null shows what to do instead.
    void showClaim(const results::LedgerRow* row, const QString& machine);
    [[nodiscard]] QString text() const; ///< what is shown, without markup
    [[nodiscard]] QPushButton& measureButton() { return *m_measure; }

  Q_SIGNALS:
    void claimRequested(const QString& claimId);
    /// The page that measures claims of `source`, with the guide's row chosen there.
    void measureRequested(spacebench::results::ClaimSource source, const QString& guideRow);

  private:
    QTextBrowser* m_text;
    QPushButton* m_measure;
    results::ClaimSource m_source = results::ClaimSource::None;
    QString m_guideRow;
};

} // namespace spacebench::widgets
