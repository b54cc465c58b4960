// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/job_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "theme.h"
#include "views/error_banner.h"
#include "views/job_form.h"
#include "views/job_report_view.h"

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 16;
constexpr int kProgressSteps = 1000;

/// The first line of a report, for the strip.
QString firstLine(const std::string& text) {
    return toQt(text.substr(0, text.find('\n'))).simplified();
}

} // namespace

JobDialog::JobDialog(const jobs::JobDescriptor& job, JobController& controller, const Theme& theme,
                     jobs::ParamValues initial, QWidget* parent)
    : QDialog(parent), m_job(job), m_controller(controller), m_form(new JobForm(job, initial)),
      m_command(new QLabel), m_problem(new QLabel), m_progress(new QProgressBar), m_progressText(new QLabel),
      m_reportView(new JobReportView(theme)) {
    setWindowTitle(coreText(job.title));
    setModal(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(12);
    auto* summary = new QLabel(coreText(job.summary));
    summary->setWordWrap(true);
    column->addWidget(summary);
    column->addWidget(m_form);

    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    theme.keepFont(m_command, TypeSize::Normal, true);
    m_command->setTextFormat(Qt::PlainText);
    m_command->setWordWrap(true);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setAccessibleName(tr("The equal spacectl line"));
    m_command->setToolTip(tr("Does the same in a terminal"));
    line->addWidget(m_command, 1);
    auto* copy = new QPushButton(tr("Copy line"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(commandLine()); });
    line->addWidget(copy, 0, Qt::AlignTop);
    column->addLayout(line);

    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    column->addWidget(m_reportView, 1);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    buildButtons(*column);

    connect(m_form, &JobForm::changed, this, &JobDialog::refresh);
    connect(&controller, &JobController::progressed, this, &JobDialog::poll);
    m_reportView->hide();
    refresh();
}

void JobDialog::buildButtons(QVBoxLayout& column) {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_open = new QPushButton(tr("Open result"));
    m_save = new QPushButton(tr("Save report..."));
    m_save->setToolTip(tr("The report as JSON, as spacectl --json prints it"));
    m_run = new QPushButton(coreText(m_job.title));
    m_run->setDefault(true);
    m_cancel = new QPushButton(tr("Cancel"));
    auto* close = new QPushButton(tr("Close"));
    for (QPushButton* button : {m_open, m_save, m_cancel, close}) button->setAutoDefault(false);
    row->addWidget(m_open);
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(m_run);
    row->addWidget(m_cancel);
    row->addWidget(close);
    column.addLayout(row);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_writtenFile); });
    connect(m_save, &QPushButton::clicked, this, &JobDialog::askAndSaveReport);
    connect(m_run, &QPushButton::clicked, this, &JobDialog::run);
    connect(m_cancel, &QPushButton::clicked, this, &JobDialog::cancel);
    connect(close, &QPushButton::clicked, this, &JobDialog::reject);
}

QString JobDialog::commandLine() const {
    return toQt(jobs::commandLine(m_job, m_form->values()));
}

void JobDialog::refresh() {
    const QString problem = m_form->problem();
    m_command->setText(commandLine());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty() && !running());
    m_form->setEnabled(!running());
    m_run->setEnabled(!running() && problem.isEmpty());
    m_cancel->setVisible(running());
    m_progress->setVisible(running());
    m_progressText->setVisible(running());
    m_open->setVisible(!running() && !m_writtenFile.isEmpty());
    m_save->setVisible(!running() && m_reportView->hasReport());
}

void JobDialog::run() {
    if (running() || !m_form->problem().isEmpty()) return;
    m_used = m_form->values();
    m_writtenFile.clear();
    m_reportView->clear();
    m_reportView->hide();
    m_progress->setRange(0, 0);
    m_progressText->setText(tr("Starting"));
    QString subject;
    for (const jobs::ParamSpec& param : m_job.params)
        if (subject.isEmpty() && param.positional)
            subject = QFileInfo(toQt(m_used.text(param.id))).fileName();
    const auto body = [job = &m_job, values = m_used](const WorkContext& context) -> Result<jobs::JobReport> {
        const SteadyClock clock;
        return job->run(values, {context, clock, nullptr});
    };
    m_ticket = m_controller.submit<jobs::JobReport>(
        this, tr("%1 %2").arg(coreText(m_job.title), subject), JobDisplay::Strip, m_job.lane, body,
        [this](JobTicket ticket, Result<jobs::JobReport> result) { finish(ticket, std::move(result)); });
    refresh();
}

void JobDialog::cancel() {
    if (running()) m_controller.cancel(m_ticket);
}

void JobDialog::poll() {
    if (!running()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job || job->finished()) return;
    QString text = job->status == jobs::JobStatus::Queued ? tr("Waiting for its turn") : job->phase;
    if (const QString words = progressWords(*job); !words.isEmpty()) text += QStringLiteral("   ") + words;
    m_progressText->setText(text);
    m_progress->setRange(0, job->total != 0 ? kProgressSteps : 0);
    if (job->total != 0)
        m_progress->setValue(static_cast<int>(static_cast<double>(job->done) /
                                              static_cast<double>(job->total) * kProgressSteps));
}

void JobDialog::finish(JobTicket ticket, Result<jobs::JobReport> result) {
    m_ticket = {};
    bool succeeded = false;
    if (!result.ok()) {
        const Error& error = result.error();
        if (error.code == ErrorCode::Cancelled)
            m_controller.setOutcome(ticket, tr("Cancelled"));
        else
            m_controller.setOutcome(ticket, errorText(error).sentence, errorText(error).details);
        m_reportView->showError(error);
    } else {
        jobs::JobReport report = std::move(result).value();
        // 0 fine or equal, 1 different: both are answers. Anything else tells of damage or a limit.
        succeeded = report.exitStatus <= 1;
        m_controller.setOutcome(ticket,
                                report.problems.empty() ? firstLine(report.text)
                                                        : errorText(report.problems.front()).sentence,
                                toQt(report.text));
        for (const jobs::ParamSpec& param : m_job.params)
            if (param.kind == jobs::ParamKind::OutputFile && QFileInfo::exists(toQt(m_used.text(param.id))) &&
                report.exitStatus == 0)
                m_writtenFile = toQt(m_used.text(param.id));
        m_reportView->showReport(std::move(report));
    }
    m_reportView->show();
    refresh();
    Q_EMIT jobEnded(succeeded);
    if (isHidden() && testAttribute(Qt::WA_DeleteOnClose)) deleteLater();
}

void JobDialog::askAndSaveReport() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save report"), toQt(m_job.id) + QStringLiteral(".json"), tr("JSON files (*.json)"));
    if (!path.isEmpty()) saveReport(path);
}

void JobDialog::saveReport(const QString& path) {
    if (!m_reportView->hasReport()) return;
    saveInJob(
        m_controller, this, path, [json = m_reportView->report().json] { return jobs::jsonText(json); },
        [this](JobTicket, Result<QString> result) {
            if (!result.ok()) m_reportView->banner().setErrors({result.error()});
        });
}

void JobDialog::reject() {
    // A running job keeps its dialog: the strip goes on showing it, and the answer is delivered here.
    if (running())
        hide();
    else
        QDialog::reject();
}

} // namespace spacebench::widgets
