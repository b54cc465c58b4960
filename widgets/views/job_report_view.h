// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a job handed back: problems as a banner, findings as a table, the text that spacectl would print.
// Copies and saves it.
#pragma once

#include <QWidget>

#include "jobs/job.h"

class QPlainTextEdit;
class QTreeWidget;

namespace spacebench::widgets {

class ErrorBanner;
class Theme;

class JobReportView final : public QWidget {
    Q_OBJECT

  public:
    explicit JobReportView(const Theme& theme, QWidget* parent = nullptr);

    void clear();
    void showReport(jobs::JobReport report);
    void showError(const Error& error);

    [[nodiscard]] const jobs::JobReport& report() const { return m_report; }
    [[nodiscard]] bool hasReport() const { return m_hasReport; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] int findingCount() const;

  private:
    void showFindings();

    const Theme& m_theme;
    jobs::JobReport m_report;
    bool m_hasReport = false;
    ErrorBanner* m_banner;
    QTreeWidget* m_findings;
    QPlainTextEdit* m_text;
};

} // namespace spacebench::widgets
