// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any job of the registry as a dialog: a form made from its parameters, the equal `spacectl` line, progress,
// the report. Not modal. Closing it while the job runs leaves the job running in the strip; the dialog
// deletes itself once nothing needs it.
#pragma once

#include <QDialog>

#include "bridge/job_controller.h"
#include "jobs/job.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace spacebench::widgets {

class JobForm;
class JobReportView;
class Theme;

class JobDialog : public QDialog {
    Q_OBJECT

  public:
    JobDialog(const jobs::JobDescriptor& job, JobController& controller, const Theme& theme,
              jobs::ParamValues initial, QWidget* parent = nullptr);

    [[nodiscard]] JobForm& form() { return *m_form; }
    [[nodiscard]] const JobReportView& reportView() const { return *m_reportView; }
    [[nodiscard]] bool running() const { return m_ticket.value != 0; }
    /// The equal command line for what the form says now.
    [[nodiscard]] QString commandLine() const;
    /// The file that the last run wrote; empty = none.
    [[nodiscard]] QString writtenFile() const { return m_writtenFile; }

    void run();
    void cancel();
    void saveReport(const QString& path);

  Q_SIGNALS:
    void jobEnded(bool succeeded);
    void openRequested(const QString& path);

  public Q_SLOTS:
    void reject() override;

  private:
    void buildButtons(QVBoxLayout& column);
    void refresh();
    void poll();
    void finish(JobTicket ticket, Result<jobs::JobReport> result);
    void askAndSaveReport();

    const jobs::JobDescriptor& m_job;
    JobController& m_controller;
    JobTicket m_ticket;
    jobs::ParamValues m_used; ///< values of the last run
    QString m_writtenFile;
    JobForm* m_form;
    QLabel* m_command;
    QLabel* m_problem;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    JobReportView* m_reportView;
    QPushButton* m_run = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace spacebench::widgets
