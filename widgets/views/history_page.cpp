// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/history_page.h"

#include <algorithm>

#include <QAction>
#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "models/ledger_model.h"
#include "views/cell_table.h"
#include "views/elided_label.h"
#include "views/error_banner.h"
#include "views/flow_layout.h"
#include "views/history_filters.h"
#include "views/run_details.h"
#include "views/trend_panel.h"
#include "views/wait_note.h"

namespace spacebench::widgets {

namespace {

constexpr int kTitleWidest = 280;
constexpr int kWordsWidest = 160;

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words) list += visibleText(toQt(word));
    return list.join(QStringLiteral(", "));
}

} // namespace

struct HistoryPage::Listing {
    std::vector<results::RunSummary> shown;
    std::vector<results::RunSummary> all; ///< of the same kind: deleted ones, or the others
};

HistoryPage::HistoryPage(JobController& controller, Theme& theme, HistoryCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_reading(controller), m_readingRun(controller), m_changes(controller), m_status(new QLabel),
      m_banner(new ErrorBanner(theme)),
      m_wait(new WaitNote(controller, theme,
                          [this] {
                              return m_changes.busy() || m_reading.running() || m_readingRun.running() ||
                                     m_trend->reading();
                          })),
      m_undoText(new ElidedLabel), m_filters(new HistoryFilters), m_table(new CellTable(theme, tr("Runs"))),
      m_details(new RunDetails(theme)), m_trend(new TrendPanel(controller, theme, m_calls)) {
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(buildTools());
    QPushButton* again = m_banner->addButton(tr("Try again"), QStringLiteral("history"));
    connect(again, &QPushButton::clicked, this, [this] {
        m_banner->clear();
        refresh();
    });
    column->addWidget(m_banner);
    column->addWidget(m_wait);
    column->addWidget(buildUndoBar());
    column->addWidget(m_filters);

    m_table->setColumns(
        {{tr("When"), tr("When it began, in UTC")},
         {tr("Title"), {}, false, true, kTitleWidest},
         {tr("Tags"), {}, false, true, kWordsWidest},
         {tr("Baseline"), tr("Names under which it is a baseline"), false, false, kWordsWidest},
         {tr("Inputs"), {}, false, false, kWordsWidest},
         {tr("Plan"), {}, false, false, kWordsWidest},
         {tr("Rows"), {}, true},
         {tr("State")},
         {tr("By"), tr("The program that measured")},
         {tr("Machine"), {}, false, false, kWordsWidest},
         {tr("Note"), {}, false, true, kTitleWidest}});
    m_table->addActions({m_open, m_compare, m_targets, m_baseline, m_tag, m_delete, m_restore});
    m_details->addTab(m_trend, tr("Trend"));
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);

    connect(m_filters, &HistoryFilters::changed, this, &HistoryPage::refresh);
    connect(m_table, &CellTable::currentChangedTo, this, &HistoryPage::showDetails);
    connect(m_table, &CellTable::selectionMoved, this, &HistoryPage::refreshActions);
    connect(m_table, &CellTable::rowActivated, m_open, &QAction::trigger); // where it is enabled
    connect(m_table, &CellTable::edited, this, [this](const QString& uid, int at, const QString& text) {
        if (at == Title) setTitle(uid, text.trimmed());
        if (at == Tags) setTags(uid, listedWords(text));
        if (at == Note) setNote(uid, text);
    });
    connect(m_details, &RunDetails::titleEdited, this, &HistoryPage::setTitle);
    connect(m_details, &RunDetails::tagsEdited, this, &HistoryPage::setTags);
    connect(m_details, &RunDetails::noteEdited, this, &HistoryPage::setNote);
    connect(m_details, &RunDetails::baselinesEdited, this, &HistoryPage::setBaselines);
    connect(m_details, &RunDetails::trendRequested, this, [this](const QString& key) {
        m_details->setCurrentWidget(m_trend);
        m_trend->showRow(key);
    });
    connect(m_trend, &TrendPanel::runRequested, this, &HistoryPage::selectRun);
    connect(m_trend, &TrendPanel::exportRequested, this,
            [this](const QByteArray& bytes, const QString& name) {
                const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), name);
                if (path.isEmpty()) return;
                saveInJob(m_controller, this, path, [bytes] { return bytes.toStdString(); });
            });
    connect(&m_changes, &SerialJobs::idle, this, [this] {
        showUndo();
        refresh();
        m_trend->refresh();
        Q_EMIT storeChanged();
    });
    setState(State::Loading);
    showUndo();
    refreshActions();
}

void HistoryPage::buildActions() {
    const auto make = [this](const QString& icon, const QString& text, const QString& help,
                             const QKeySequence& keys) {
        auto* action = icon.isEmpty() ? new QAction(text, this) : new QAction(lineIcon(icon), text, this);
        action->setToolTip(keys.isEmpty() ? help
                                          : tr("%1 (%2)").arg(help, keys.toString(QKeySequence::NativeText)));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        return action;
    };
    m_open = make(QStringLiteral("open"), tr("Open in results"),
                  tr("Shows charts and rows of the run on the Bench page"), {});
    m_compare = make(QStringLiteral("compare"), tr("Compare selected"),
                     tr("Sets the selected runs side by side, the oldest first"), {});
    m_targets = make(QStringLiteral("targets"), tr("Against targets"),
                     tr("Judges the run against a table of targets"), {});
    m_baseline = make({}, tr("Name as baseline"), tr("A name that stands for the run in comparisons"), {});
    m_tag = make({}, tr("Tags\u2026"), tr("Gives tags to all selected runs, or takes tags from them"), {});
    m_empty = make(QStringLiteral("close"), tr("Empty\u2026"),
                   tr("Removes all deleted runs for good; cannot be undone"), {});
    m_delete = make(QStringLiteral("close"), tr("Delete"), tr("Hides the runs; can be undone"),
                    QKeySequence(Qt::Key_Delete));
    m_restore = make(QStringLiteral("back"), tr("Restore"), tr("Puts deleted runs back"), {});
    m_undoAction = make({}, tr("Undo"), tr("Takes the last change back"), QKeySequence(QKeySequence::Undo));
    m_showDeleted = make({}, tr("Deleted"), tr("Shows deleted runs instead of the others"), {});
    m_showDeleted->setCheckable(true);
    QAction* again = make({}, tr("Read again"), tr("Reads the history again"), QKeySequence(Qt::Key_F5));
    QAction* search = make({}, tr("Search"), tr("Search runs"), QKeySequence(Qt::CTRL | Qt::Key_K));
    m_delete->setShortcutContext(Qt::WidgetShortcut); // of the table: fields need their own Del
    addActions({m_undoAction, again, search});
    connect(m_open, &QAction::triggered, this, [this] { openRun(m_table->currentId()); });
    connect(m_compare, &QAction::triggered, this, [this] {
        QStringList uids = m_table->selectedIds();
        std::sort(uids.begin(), uids.end(), [this](const QString& a, const QString& b) {
            const auto* first = summary(a);
            const auto* second = summary(b);
            return first && second && first->startedUtc < second->startedUtc;
        });
        Q_EMIT compareRequested(uids);
    });
    connect(m_targets, &QAction::triggered, this, [this] { Q_EMIT targetsRequested(m_table->currentId()); });
    connect(m_baseline, &QAction::triggered, m_details, [this] { m_details->editBaselines(); });
    connect(m_tag, &QAction::triggered, this, &HistoryPage::askForTags);
    connect(m_empty, &QAction::triggered, this, &HistoryPage::askToEmpty);
    connect(m_delete, &QAction::triggered, this, [this] { removeRuns(m_table->selectedIds()); });
    connect(m_restore, &QAction::triggered, this, [this] { restoreRuns(m_table->selectedIds()); });
    connect(m_undoAction, &QAction::triggered, this, &HistoryPage::undo);
    connect(m_showDeleted, &QAction::toggled, this, &HistoryPage::setDeletedShown);
    connect(again, &QAction::triggered, this, &HistoryPage::refresh);
    connect(search, &QAction::triggered, this, &HistoryPage::focusSearch);
}

QWidget* HistoryPage::buildTools() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* title = new QLabel(tr("History"));
    m_theme.keepFont(title, TypeSize::Large);
    row->addWidget(title, 0, Qt::AlignTop);
    row->addSpacing(8);
    m_status->setTextFormat(Qt::PlainText);
    row->addWidget(m_status, 1, Qt::AlignTop);
    auto* buttons = new FlowLayout;
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    row->addLayout(buttons);
    const auto add = [&](QAction* action) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        buttons->addWidget(button);
        // A button does not go with its action by itself.
        const auto follow = [button, action] { button->setHidden(!action->isVisible()); };
        connect(action, &QAction::changed, button, follow);
        follow();
    };
    add(m_open);
    add(m_compare);
    add(m_targets);
    add(m_baseline);
    add(m_tag);
    add(m_delete);
    add(m_restore);
    add(m_empty);
    const auto menu = [&](const QString& icon, const QString& text) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setIcon(lineIcon(icon));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(new QMenu(button));
        buttons->addWidget(button);
        return button;
    };
    QMenu* import = menu(QStringLiteral("open"), tr("Import"))->menu();
    connect(import->addAction(tr("Result files\u2026")), &QAction::triggered, this,
            [this] { askForImport(false); });
    connect(import->addAction(tr("Folder of criterion\u2026")), &QAction::triggered, this,
            [this] { askForImport(true); });
    m_exportButton = menu(QStringLiteral("save"), tr("Export"));
    m_exportButton->menu()->addAction(tr("Runs as Spacebench JSON\u2026"), this,
                                      [this] { askAndExport(ExportKind::Spacebench); });
    m_exportButton->menu()->addAction(tr("Runs as Google Benchmark JSON\u2026"), this,
                                      [this] { askAndExport(ExportKind::GoogleBenchmark); });
    add(m_showDeleted);
    m_exportButton->ensurePolished();       // else its style does not say how high it is
    for (QLabel* label : {title, m_status}) // on the line of the first buttons
        label->setMinimumHeight(m_exportButton->sizeHint().height());
    return bar;
}

QWidget* HistoryPage::buildUndoBar() {
    m_undoBar = new QFrame;
    m_undoBar->setFrameShape(QFrame::StyledPanel);
    auto* row = new QHBoxLayout(m_undoBar);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_undoText, 1);
    m_undoButton = new QPushButton(tr("Undo"));
    m_undoButton->setToolTip(m_undoAction->toolTip());
    connect(m_undoButton, &QPushButton::clicked, this, &HistoryPage::undo);
    row->addWidget(m_undoButton);
    auto* dismiss = new QToolButton;
    dismiss->setIcon(lineIcon(QStringLiteral("close")));
    dismiss->setAutoRaise(true);
    dismiss->setToolTip(tr("Hide; Ctrl+Z still undoes"));
    dismiss->setAccessibleName(tr("Hide"));
    connect(dismiss, &QToolButton::clicked, m_undoBar, &QWidget::hide);
    row->addWidget(dismiss);
    return m_undoBar;
}

void HistoryPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_fresh) refresh();
}

void HistoryPage::refresh() {
    if (!isVisible()) {
        m_fresh = false; // when it is shown
        return;
    }
    m_fresh = true;
    results::RunFilter filter = m_filters->filter();
    filter.deleted = m_deletedShown;
    const bool filtered = !m_filters->empty();
    m_reading.start<Listing>(
        this, tr("Read the history"), JobDisplay::Quiet,
        [calls = m_calls, filter, filtered](const WorkContext& context) -> Result<Listing> {
            SB_TRY(store, calls.runs.openStore());
            results::RunFilter everything;
            everything.deleted = filter.deleted;
            Listing listing;
            SB_TRY(all, store->list(everything));
            listing.all = std::move(all);
            SB_CHECK(context.poll());
            if (filtered) {
                SB_TRY(shown, store->list(filter));
                listing.shown = std::move(shown);
            } else {
                listing.shown = listing.all;
            }
            return listing;
        },
        [this](JobTicket, Result<Listing> result) {
            if (result.ok()) {
                if (m_readingFailed) m_banner->clear(); // what a change said stays
                m_readingFailed = false;
                showListing(std::move(*result));
                setState(State::Ready);
            } else {
                m_readingFailed = true;
                m_banner->setErrors({result.error()});
                setState(State::Failed);
            }
            Q_EMIT listShown();
        });
}

void HistoryPage::showListing(Listing listing) {
    m_filters->offer(listing.all);
    m_read = std::move(listing.shown);
    fillTable();
    // It is there now, or is not: what is read later must not take the selection away.
    const QString wanted = std::exchange(m_wanted, {});
    const bool name = std::exchange(m_baselineWanted, false);
    if (!wanted.isEmpty() && summary(wanted) != nullptr) {
        m_table->selectId(wanted);
        if (name) m_details->editBaselines();
    }
    const QString all = grouped(listing.all.size());
    QString words = m_deletedShown ? tr("Deleted runs: %1").arg(all) : tr("Runs: %1").arg(all);
    if (!m_filters->empty()) words = tr("%1 of %2 runs").arg(grouped(m_runs.size()), all);
    m_status->setText(words);
    if (!m_filters->empty())
        m_table->setNothingText(tr("No run matches the search and the filters."));
    else if (m_deletedShown)
        m_table->setNothingText(tr("Nothing is deleted."));
    else
        m_table->setNothingText(tr("There is no run here. Every run of the Bench page and of spacectl "
                                   "bench comes here; results of Google Benchmark, criterion, hyperfine and "
                                   "divan can be imported or dropped here."));
    showDetails();
}

void HistoryPage::fillTable() {
    const QStringList before = m_table->shownIds();
    const qsizetype at = before.indexOf(m_table->currentId());
    m_runs.clear();
    m_places.clear();
    for (results::RunSummary run : m_read) {
        for (const auto& [id, preview] : m_previews) preview(run);
        if (run.deleted != m_deletedShown) continue;
        m_places.emplace(run.uid, m_runs.size());
        m_runs.push_back(std::move(run));
    }
    m_table->setRows(rowsOf(m_runs));
    if (m_runs.empty() || !m_table->currentId().isEmpty()) return;
    // The neighbour of what went away: the next one below it, or else above.
    QString next = m_table->shownIds().front();
    const auto there = [this](const QString& uid) { return summary(uid) != nullptr; };
    if (at >= 0) {
        const auto from = before.begin() + at;
        const auto below = std::find_if(from, before.end(), there);
        const auto above =
            std::find_if(std::make_reverse_iterator(from), std::make_reverse_iterator(before.begin()), there);
        if (below != before.end())
            next = *below;
        else if (above != std::make_reverse_iterator(before.begin()))
            next = *above;
    }
    m_table->selectId(next);
}

std::vector<CellRow> HistoryPage::rowsOf(const std::vector<results::RunSummary>& runs) const {
    std::vector<CellRow> rows;
    rows.reserve(runs.size());
    for (const results::RunSummary& run : runs) {
        Cell state{run.complete ? tr("complete") : QString::fromUtf8("\u26A0 ") + tr("interrupted")};
        if (!run.complete) state.role = Role::Warning;
        const auto words = [](const QString& text) { return text.isEmpty() ? Cell{QString()} : Cell{text}; };
        rows.push_back({toQt(run.uid),
                        {{ledgerTime(run.startedUtc), {}, toQt(run.startedUtc)},
                         {visibleText(toQt(run.title))},
                         words(joined(run.tags)),
                         words(joined(run.baselines)),
                         words(joined(run.inputs)),
                         words(visibleText(toQt(run.planName))),
                         figureCell(grouped(run.rows), static_cast<double>(run.rows)),
                         state,
                         {toQt(run.source)},
                         {visibleText(toQt(run.machine))},
                         {visibleText(toQt(run.note)).simplified(), {}, toQt(run.note)}}});
    }
    return rows;
}

void HistoryPage::showDetails() {
    const QString uid = m_table->currentId();
    const results::RunSummary* run = summary(uid);
    m_details->showSummary(run);
    refreshActions();
    if (run == nullptr) {
        m_readingRun.drop();
        m_readUid.clear();
        return;
    }
    if (uid == m_readUid) return; // rows of a run never change
    m_readUid = uid;
    m_details->showRecord(nullptr);
    m_readingRun.start<RunPtr>(
        this, tr("Read a run"), JobDisplay::Quiet,
        [calls = m_calls, uid = fromQt(uid)](const WorkContext&) -> Result<RunPtr> {
            SB_TRY(store, calls.runs.openStore());
            SB_TRY(read, store->get(uid));
            return std::make_shared<const results::RunRecord>(std::move(read));
        },
        [this](JobTicket, Result<RunPtr> result) {
            if (result.ok()) {
                m_details->showRecord(*result);
            } else {
                m_readUid.clear();
                m_details->showProblem(toQt(result.error().describe()));
            }
        });
}

const results::RunSummary* HistoryPage::summary(const QString& uid) const {
    const auto found = m_places.find(fromQt(uid));
    return found == m_places.end() ? nullptr : &m_runs[found->second];
}

void HistoryPage::setDeletedShown(bool on) {
    const bool others = m_deletedShown != on;
    m_deletedShown = on;
    m_showDeleted->setChecked(on);
    if (others) {
        m_read.clear();
        m_table->setNothingText(tr("Reading the history"));
        fillTable();
    }
    refreshActions();
    m_table->setEditingAllowed(!on);
    refresh();
}

void HistoryPage::selectRun(const QString& uid) {
    m_baselineWanted = false;
    if (!m_deletedShown && summary(uid) != nullptr) {
        m_wanted.clear();
        m_table->selectId(uid);
        return;
    }
    m_wanted = uid;
    if (!m_filters->empty()) m_filters->clear();
    setDeletedShown(false);
}

void HistoryPage::nameAsBaseline(const QString& uid) {
    selectRun(uid);
    if (m_wanted.isEmpty())
        m_details->editBaselines();
    else
        m_baselineWanted = true;
}

void HistoryPage::focusSearch() {
    m_filters->focusWords();
}

void HistoryPage::refreshActions() {
    const qsizetype selected = m_table->selectedIds().size();
    const bool current = !m_table->currentId().isEmpty();
    const results::RunSummary* run = summary(m_table->currentId());
    m_open->setEnabled(run != nullptr && !m_deletedShown && run->source == "spacebench"); // others have rows
    m_targets->setEnabled(current && !m_deletedShown);
    m_baseline->setEnabled(current && !m_deletedShown);
    m_compare->setEnabled(selected >= 2 && !m_deletedShown);
    m_tag->setEnabled(selected > 0 && !m_deletedShown);
    m_tag->setVisible(!m_deletedShown);
    m_empty->setEnabled(!m_read.empty());
    m_empty->setVisible(m_deletedShown);
    m_delete->setEnabled(selected > 0);
    m_delete->setVisible(!m_deletedShown);
    m_restore->setEnabled(selected > 0);
    m_restore->setVisible(m_deletedShown);
    m_exportButton->setEnabled(selected > 0);
}

void HistoryPage::setState(State state) {
    m_state = state;
    if (state == State::Loading) {
        m_status->setText(tr("Reading the history"));
        m_table->setNothingText(tr("Reading the history"));
    } else if (state == State::Failed && m_runs.empty()) {
        m_status->clear();
        m_table->setNothingText(tr("The history cannot be read; runs are still measured and shown."));
    }
    m_table->setEditingAllowed(!m_deletedShown);
    Q_EMIT stateChanged();
}

} // namespace spacebench::widgets
