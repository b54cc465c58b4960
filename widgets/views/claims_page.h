// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Claims page: every row of the performance guide with what was measured here and a verdict. It fills as
// runs on the other pages end; "Measure all" measures what is missing, piece by piece, so that a cancelled or
// killed run goes on where it was. F5 measures, Esc cancels.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/mailbox.h"
#include "bridge/named_space.h"
#include "jobs/claims/claims.h"
#include "models/ledger_model.h"
#include "results/claims.h"
#include "theme.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace spacebench::widgets {

class ClaimDetails;
class ResultHead;
class RunControls;
class SpaceChoice;
class SwitchButton;

/// The core's work behind the page; jobs/claims has it.
struct ClaimCalls {
    std::function<Result<results::Ledger>(const std::string& dataFolder, const std::string& inputHash,
                                          const jobs::InputSize& size)>
        read;
    std::function<Result<std::string>(const space::Space& space, const WorkContext& context)> hash;
    std::function<Result<results::Ledger>(const jobs::ClaimsRequest& request,
                                          const jobs::JobServices& services,
                                          const std::function<void(const results::Ledger&)>& onUpdate)>
        measure;
};

class ClaimsPage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Loading, Ready, Waiting, Running, Cancelled, Failed };
    enum class SaveKind { Markdown, Json };

    ClaimsPage(JobController& controller, Theme& theme, ClaimCalls calls, QWidget* parent = nullptr);
    ~ClaimsPage() override;

    /// The open spaces, the current one first.
    void setSpaces(std::vector<NamedSpace> spaces);
    /// Reads the ledger anew, in a job: something was recorded.
    void refresh();
    /// Says that a run left no evidence, and why.
    void noteProblem(const QString& problem);
    /// Evidence of the chosen input alone, or of any.
    void setOnlyThisInput(bool on);
    void setBudgetSeconds(int seconds);
    [[nodiscard]] SpaceChoice& input() { return *m_input; }

    void measureAll();
    void cancel();
    void setVerdictFilter(std::optional<results::ClaimVerdict> verdict);
    void setWordFilter(const QString& words);
    void selectClaim(const QString& claimId);
    [[nodiscard]] QString selectedClaim() const;
    /// Writes in a job; saved() follows, or the strip says why not.
    void saveAs(SaveKind kind, const QString& path);
    /// The selected rows (all where at most one is) with headers, as shown.
    [[nodiscard]] QString tableTsv() const;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] ClaimDetails& details() const { return *m_details; }
    [[nodiscard]] const LedgerModel::LedgerPtr& ledger() const { return m_model->ledger(); }
    [[nodiscard]] QString estimateText() const;

  Q_SIGNALS:
    void stateChanged();
    void ledgerShown();
    void saved(const QString& path);
    void measureRequested(spacebench::results::ClaimSource source, const QString& guideRow);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    [[nodiscard]] QWidget* buildForm();
    [[nodiscard]] QWidget* buildMain();
    [[nodiscard]] QWidget* buildFilters();
    void buildTable();
    void setState(State state);
    void poll();
    void finish(Result<results::Ledger> result);
    void showLedger(LedgerModel::LedgerPtr ledger);
    void refreshFilters();
    void refreshDetails();
    void fitColumns();
    [[nodiscard]] bool busy() const { return m_state == State::Waiting || m_state == State::Running; }

    JobController& m_controller;
    Theme& m_theme;
    ClaimCalls m_calls;
    State m_state = State::Loading;
    JobTicket m_ticket;
    std::shared_ptr<Mailbox<results::Ledger>> m_mailbox; ///< of the run in progress
    LatestJob m_reading;
    bool m_fresh = false; ///< the ledger was read since the page was shown first
    QString m_inputName;

    LedgerModel* m_model;
    LedgerFilter* m_shown;
    SpaceChoice* m_input;
    QCheckBox* m_onlyThisInput;
    QCheckBox* m_again;
    QSpinBox* m_budget;
    QLabel* m_estimate;
    RunControls* m_controls;
    ResultHead* m_head;
    QButtonGroup* m_verdicts;
    QLineEdit* m_words;
    QTableView* m_table;
    QLabel* m_nothing; ///< instead of rows, where the filters leave none
    ClaimDetails* m_details;
};

} // namespace spacebench::widgets
