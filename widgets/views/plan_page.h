// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan of a benchmark: a ready one, a file, or the short form on the left; on the right what it expands
// to, or the same plan as JSON to edit. The text is the plan: form and files write it, a job reads and
// expands it a moment after the last key, and a mistake is shown at its line.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/named_space.h"
#include "models/plan_rows_model.h"
#include "theme.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace spacebench::widgets {

class BenchForm;
class ErrorBanner;
class SwitchButton;
class TerminalLine;
class WaitNote;

/// The core's work behind the page; jobs/plan has it.
struct PlanCalls {
    std::function<Result<jobs::Plan>(std::string_view text, const std::string& file,
                                     const WorkContext& context)>
        read;
    std::function<Result<jobs::Expansion>(
        const jobs::Plan& plan,
        const std::function<std::optional<std::uint64_t>(const jobs::PlanInput&)>& atomsOf,
        const WorkContext& context)>
        expand;
    std::function<std::vector<jobs::Plan>()> ready;
};

class PlanPage final : public QWidget {
    Q_OBJECT

  public:
    /// `controls` starts the plan: it stands below the form.
    PlanPage(JobController& controller, const Theme& theme, PlanCalls calls, QWidget* controls,
             QWidget* parent = nullptr);

    void setSpaces(std::vector<NamedSpace> spaces);
    [[nodiscard]] const std::vector<NamedSpace>& spaces() const { return m_spaces; }
    [[nodiscard]] BenchForm& form() { return *m_form; }

    /// The plan as it was read last; null while it is being checked, or wrong.
    [[nodiscard]] const std::shared_ptr<const CheckedPlan>& checked() const { return m_rows->plan(); }
    [[nodiscard]] bool checking() const { return m_pause.isActive() || m_check.running(); }
    /// Why it cannot be started, in words; empty = it can.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] QString text() const;
    /// Of the plan, for relative names; empty = none.
    [[nodiscard]] QString file() const { return m_file; }
    void setText(const QString& text); ///< as if it were typed
    /// It was typed, and neither saved nor read from a file.
    [[nodiscard]] bool unsaved() const { return m_typed && text() != m_savedText; }
    void chooseReady(const QString& name);
    /// Reads the file in a job.
    void openPlan(const QString& path);
    /// Writes the text in a job; open spaces that are files are named by their files. saved() follows.
    void savePlan(const QString& path);
    void setJsonShown(bool shown);

    [[nodiscard]] QPlainTextEdit& editor() const { return *m_editor; }
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] const WaitNote& waitNote() const { return *m_wait; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString commandLine() const;
    /// Line of the mistake that is marked in the text; 0 = none.
    [[nodiscard]] int markedLine() const { return m_markedLine; }
    [[nodiscard]] QString tableTsv() const;

  Q_SIGNALS:
    /// Checking began or ended.
    void changed();
    void saved(const QString& path);

  private:
    [[nodiscard]] QWidget* buildForm();
    [[nodiscard]] QWidget* buildMain();
    void fromForm();
    void write(const std::string& text, const QString& file);
    void replaceText(const QString& text);
    void begin();
    void textEdited();
    void check();
    void take(Result<CheckedPlan> result);
    void markLine(int line);
    void askToOpen();
    void askToSave();
    /// As it can be read from `path`.
    [[nodiscard]] std::string savedText(const QString& path) const;
    [[nodiscard]] bool losesFiles(const QString& path) const;
    /// The form made the text, and nobody changed it since.
    [[nodiscard]] bool isFormsOwn() const { return !m_typed && m_ready.isEmpty() && m_file.isEmpty(); }

    JobController& m_controller;
    const Theme& m_theme;
    PlanCalls m_calls;
    std::vector<NamedSpace> m_spaces;
    LatestJob m_check;
    LatestJob m_open;
    QTimer m_pause; ///< after the last key
    bool m_writing = false;
    bool m_typed = false; ///< the text came from the editor: the form follows
    int m_markedLine = 0;
    QString m_savedText; ///< as the last file had it that was read or written
    QString m_file;      ///< of the plan, for relative names; empty = none
    QString m_ready;     ///< the ready plan that the text is; empty = none

    PlanRowsModel* m_rows;
    BenchForm* m_form;
    QComboBox* m_choice;
    QLabel* m_beyondForm;
    QLabel* m_summary;
    SwitchButton* m_asRows;
    SwitchButton* m_asJson;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QPlainTextEdit* m_editor;
    WaitNote* m_wait;
    ErrorBanner* m_banner;
    TerminalLine* m_command;
};

} // namespace spacebench::widgets
