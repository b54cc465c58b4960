// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/job_report_view.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "theme.h"
#include "views/error_banner.h"

namespace spacebench::widgets {

namespace {

/// More rows help nobody; the text and the JSON have them all.
constexpr int kMostFindings = 1000;
constexpr int kTextHeight = 140;

QString textOf(const nlohmann::ordered_json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? toQt(found->get_ref<const std::string&>())
                                                       : QString();
}

QString iconOf(const QString& severity) {
    if (severity == QLatin1String("error")) return QStringLiteral("error");
    return severity == QLatin1String("warning") ? QStringLiteral("warning") : QStringLiteral("info");
}

} // namespace

JobReportView::JobReportView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_banner(new ErrorBanner(theme)), m_findings(new QTreeWidget),
      m_text(new QPlainTextEdit) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_banner);
    m_findings->setRootIsDecorated(false);
    m_findings->setUniformRowHeights(true);
    m_findings->setHeaderLabels({tr("Severity"), tr("Offset"), tr("Finding"), tr("Expected"), tr("Found")});
    m_findings->setAccessibleName(tr("Findings"));
    column->addWidget(m_findings, 1);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    theme.keepFont(m_text, TypeSize::Normal, true);
    m_text->setAccessibleName(tr("Report"));
    m_text->setMinimumHeight(kTextHeight);
    column->addWidget(m_text, 2);
    clear();
}

void JobReportView::clear() {
    m_report = {};
    m_hasReport = false;
    m_banner->clear();
    m_findings->clear();
    m_findings->hide();
    m_text->clear();
    m_text->hide();
}

void JobReportView::showError(const Error& error) {
    clear();
    m_banner->setErrors({error});
}

void JobReportView::showReport(jobs::JobReport report) {
    m_report = std::move(report);
    m_hasReport = true;
    m_banner->setErrors(m_report.problems);
    m_text->setPlainText(toQt(m_report.text));
    m_text->setVisible(!m_report.text.empty());
    showFindings();
}

void JobReportView::showFindings() {
    m_findings->clear();
    const auto findings = m_report.json.find("findings");
    if (findings == m_report.json.end() || !findings->is_array()) {
        m_findings->hide();
        return;
    }
    for (const auto& finding : *findings) {
        if (!finding.is_object() || m_findings->topLevelItemCount() == kMostFindings) continue;
        const QString severity = textOf(finding, "severity");
        const auto offset = finding.find("offset");
        auto* item = new QTreeWidgetItem(m_findings);
        item->setText(0, coreText(fromQt(severity)));
        item->setIcon(0, lineIcon(iconOf(severity)));
        if (offset != finding.end() && offset->is_number_integer())
            item->setText(1, offsetText(offset->get<std::uint64_t>()));
        item->setFont(1, m_theme.monospace());
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(2, textOf(finding, "message"));
        item->setToolTip(2, textOf(finding, "id"));
        item->setText(3, textOf(finding, "expected"));
        item->setText(4, textOf(finding, "found"));
    }
    m_findings->setVisible(m_findings->topLevelItemCount() > 0);
    for (int column = 0; column < m_findings->columnCount(); ++column)
        m_findings->resizeColumnToContents(column);
}

int JobReportView::findingCount() const {
    return m_findings->topLevelItemCount();
}

} // namespace spacebench::widgets
