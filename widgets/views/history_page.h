// SPDX-License-Identifier: GPL-3.0-or-later
//
// The History page: every run that was recorded, newest first; filters, details, trends; titles, tags, notes
// and baseline names; delete with undo; import and export. The store is read and written in jobs only, each
// with an object of its own; another program may write at the same time.
//
// Del deletes, Ctrl+Z takes the last change back, F5 reads anew, F2 edits a title, Enter opens.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <QWidget>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "bridge/serial_jobs.h"
#include "models/cell_table_model.h"
#include "theme.h"

class QAction;
class QFrame;
class QLabel;
class QPushButton;
class QToolButton;

namespace spacebench::widgets {

class CellTable;
class ErrorBanner;
class HistoryFilters;
class RunDetails;
class TrendPanel;
class WaitNote;

class HistoryPage final : public QWidget {
    Q_OBJECT

  public:
    enum class State { Loading, Ready, Failed };
    enum Column { When, Title, Tags, Baselines, Inputs, Plan, Rows, RunState, Source, Machine, Note };
    enum class ExportKind { Spacebench, GoogleBenchmark };

    HistoryPage(JobController& controller, Theme& theme, HistoryCalls calls, QWidget* parent = nullptr);

    /// Reads the list anew, in a job; when it is shown next where it is hidden.
    void refresh();
    void setDeletedShown(bool on);
    /// Also where it is: among the others, without filters.
    void selectRun(const QString& uid);
    /// Selects the run with the cursor in the field of its baseline names.
    void nameAsBaseline(const QString& uid);
    void focusSearch();

    void setTitle(const QString& uid, const QString& title);
    void setTags(const QString& uid, const QStringList& tags);
    void setNote(const QString& uid, const QString& note);
    /// Of several runs at once; other tags stay.
    void changeTags(const QStringList& uids, const QStringList& add, const QStringList& remove);
    /// All names of the run: others that it has are forgotten, those of other runs move here.
    void setBaselines(const QString& uid, const QStringList& names);
    void removeRuns(const QStringList& uids);
    void restoreRuns(const QStringList& uids);
    /// Removes for good what is deleted, and with it what could be undone.
    void emptyDeleted();
    /// Not while a change is on its way: it would take back an older one.
    void undo();
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    /// Changes are on their way to the store; the list shows them already.
    [[nodiscard]] bool busy() const { return m_changes.busy(); }
    void importFiles(const QStringList& paths);
    /// One run into a file, several into a folder, a file each.
    void exportRuns(const QStringList& uids, ExportKind kind, const QString& path);
    void openRun(const QString& uid);
    /// Something about the history went wrong elsewhere: a run could not be recorded.
    void noteProblem(const Error& error);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::vector<results::RunSummary>& runs() const { return m_runs; }
    [[nodiscard]] HistoryFilters& filters() const { return *m_filters; }
    [[nodiscard]] CellTable& table() const { return *m_table; }
    [[nodiscard]] RunDetails& details() const { return *m_details; }
    [[nodiscard]] TrendPanel& trend() const { return *m_trend; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] QString waitText() const; ///< why nothing comes; empty = nothing waits
    [[nodiscard]] QString undoText() const; ///< of the banner; empty = hidden

  Q_SIGNALS:
    void stateChanged();
    void listShown();
    void storeChanged();
    void openRequested(const spacebench::widgets::RunPtr& run);
    void compareRequested(const QStringList& uids);
    void targetsRequested(const QString& uid);
    void exported(const QString& path);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    struct Listing;
    using Change = std::function<Result<void>(results::RunStore& store)>;
    struct UndoStep {
        QString said; ///< "Deleted: 2 runs"
        Change inverse;
        /// Of a step that failed halfway: what to say about its first half; empty = there is none.
        std::function<QString()> halfSaid = {};
    };
    /// What the list shows of a change until it is in the store.
    using Preview = std::function<void(results::RunSummary& run)>;
    struct Request {
        QString title;
        Change step;
        UndoStep undo = {};
        Preview preview = {};
        std::optional<UndoStep> taken = {}; ///< an undo: goes back where it failed
        bool forgetsUndo = false;
    };
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QWidget* buildUndoBar();
    void buildActions();
    void setState(State state);
    void showListing(Listing listing);
    /// The runs of the last listing, with the changes that are on their way.
    void fillTable();
    void showDetails();
    void showUndo();
    void refreshActions();
    /// Into the queue of changes.
    void change(Request request);
    void pushUndo(UndoStep step);
    /// A preview for one run.
    [[nodiscard]] static Preview of(const std::string& uid, Preview preview);
    void setDeleted(const QStringList& uids, bool deleted);
    void askForTags();
    void askToEmpty();
    void askForImport(bool folder);
    void askAndExport(ExportKind kind);
    [[nodiscard]] const results::RunSummary* summary(const QString& uid) const;
    [[nodiscard]] std::vector<CellRow> rowsOf(const std::vector<results::RunSummary>& runs) const;

    JobController& m_controller;
    Theme& m_theme;
    HistoryCalls m_calls;
    State m_state = State::Loading;
    LatestJob m_reading;
    LatestJob m_readingRun;
    SerialJobs m_changes;
    bool m_fresh = false;
    bool m_deletedShown = false;
    QString m_wanted;              ///< to be selected when it was read
    bool m_baselineWanted = false; ///< and then to be named
    QString m_readUid;
    bool m_readingFailed = false;            ///< the banner is about the list; else about a change
    std::vector<results::RunSummary> m_read; ///< as the store has them
    std::vector<results::RunSummary> m_runs; ///< as they are shown
    std::unordered_map<std::string, std::size_t> m_places; ///< of uids in m_runs
    std::vector<std::pair<std::uint64_t, Preview>> m_previews;
    std::uint64_t m_lastPreview = 0;
    std::vector<UndoStep> m_undo;

    QLabel* m_status;
    ErrorBanner* m_banner;
    WaitNote* m_wait;
    QFrame* m_undoBar = nullptr;
    QLabel* m_undoText;
    HistoryFilters* m_filters;
    CellTable* m_table;
    RunDetails* m_details;
    TrendPanel* m_trend;
    QAction* m_open;
    QAction* m_compare;
    QAction* m_targets;
    QAction* m_baseline;
    QAction* m_tag;
    QAction* m_delete;
    QAction* m_restore;
    QAction* m_empty;
    QAction* m_undoAction;
    QAction* m_showDeleted;
    QPushButton* m_undoButton = nullptr;
    QToolButton* m_exportButton;
};

} // namespace spacebench::widgets
