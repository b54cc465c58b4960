// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/targets_page.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "charts/grid_chart.h"
#include "charts/xy_chart.h"
#include "models/dashboard_cells.h"
#include "models/ledger_model.h"
#include "views/cell_table.h"
#include "views/chart_theme.h"
#include "views/error_banner.h"
#include "views/target_editor.h"
#include "views/wait_note.h"

namespace spacebench::widgets {

namespace {

const QString kNewest = QStringLiteral("latest");
const QString kGuidePlan = QStringLiteral("guide");
constexpr int kRunLetters = 32;
constexpr int kTableLetters = 20;
constexpr int kLeastChoice = 96; ///< in a narrow window; the tool tip says the rest
constexpr int kGridWidth = 380;
constexpr int kChartWidth = 370;     // three in a window of ordinary width
constexpr int kPicturesHeight = 280; ///< a chart with its legend
constexpr int kContradictionLines = 3;

QWidget* scrolled(QHBoxLayout*& row) {
    auto* inner = new QWidget;
    row = new QHBoxLayout(inner);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(8);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

/// As many charts as there are specs; those that are there stay, with their zoom.
template <class Chart, class Make>
void resizeCharts(std::vector<Chart*>& charts, std::size_t count, QHBoxLayout& row, Make make) {
    while (charts.size() > count) {
        delete charts.back();
        charts.pop_back();
    }
    while (charts.size() < count) {
        charts.push_back(make());
        row.addWidget(charts.back(), 1);
    }
}

} // namespace

struct TargetsPage::Outcome {
    std::vector<results::TargetTable> tables;
    std::vector<Error> tableProblems;
    std::vector<results::RunSummary> runs;
    std::optional<Error> problem; ///< why there is no run
    std::shared_ptr<const results::Dashboard> dashboard;
    std::vector<results::XyChart> charts;
};

TargetsPage::TargetsPage(JobController& controller, Theme& theme, TargetCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_judging(controller), m_run(new QComboBox), m_tableChoice(new QComboBox),
      m_measure(new QPushButton(lineIcon(QStringLiteral("bench")), tr("Measure with the guide's plan"))),
      m_edit(new QToolButton), m_saveButton(new QToolButton), m_banner(new ErrorBanner(theme)),
      m_wait(new WaitNote(controller, theme, [this] { return m_judging.running() || writing(); })),
      m_summary(new QLabel), m_contradictions(new QLabel), m_pictures(new QTabWidget),
      m_table(new CellTable(theme, tr("Targets and what was measured"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(buildHead());
    column->addWidget(m_banner);
    column->addWidget(m_wait);
    for (QLabel* label : {m_summary, m_contradictions}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    column->addWidget(m_summary);
    // A run may contradict the guide in a dozen ways: the cells need the room.
    auto* contradictions = new QScrollArea;
    contradictions->setFrameShape(QFrame::NoFrame);
    contradictions->setWidgetResizable(true);
    contradictions->setWidget(m_contradictions);
    column->addWidget(contradictions);
    m_contradictionArea = contradictions;
    m_pictures->setDocumentMode(true);
    m_pictures->setAccessibleName(tr("Pictures of the targets"));
    m_pictures->setMinimumHeight(kPicturesHeight);
    m_pictures->addTab(scrolled(m_gridRow), tr("Cells"));
    m_pictures->addTab(scrolled(m_chartRow), tr("Charts"));
    m_table->setColumns(dashboardColumns());
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_pictures);
    split->addWidget(m_table);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);

    auto* again = new QAction(tr("Judge again"), this);
    again->setShortcut(QKeySequence(Qt::Key_F5));
    again->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(again);
    connect(again, &QAction::triggered, this, &TargetsPage::refresh);
    connect(m_run, &QComboBox::activated, this, [this] { setRun(m_run->currentData().toString()); });
    connect(m_tableChoice, &QComboBox::activated, this,
            [this] { setTable(m_tableChoice->currentData().toString()); });
    connect(m_measure, &QPushButton::clicked, this, [this] { Q_EMIT measureRequested(kGuidePlan); });
    connect(m_edit, &QToolButton::clicked, this, [this] { editTables(); });
    connect(m_table, &CellTable::currentChangedTo, this, [this](const QString& id) {
        const auto cell = id.isEmpty() ? std::nullopt : std::optional<std::size_t>(id.toULongLong());
        for (GridChart* grid : m_grids) grid->setSelectedRow(cell);
        for (XyChart* chart : m_charts) chart->setSelectedRow(cell);
    });
    connect(&theme, &Theme::changed, this, [this] {
        for (GridChart* grid : m_grids) grid->setColours(chartColours(m_theme));
        for (XyChart* chart : m_charts) chart->setColours(chartColours(m_theme));
    });
    setState(State::Loading);
}

TargetsPage::~TargetsPage() = default;

QWidget* TargetsPage::buildHead() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* title = new QLabel(tr("Targets"));
    m_theme.keepFont(title, TypeSize::Large);
    row->addWidget(title);
    row->addSpacing(8);
    const auto label = [&](const QString& text, QComboBox* box, int letters) {
        auto* one = new QLabel(text);
        one->setBuddy(box);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(letters);
        box->setMinimumWidth(kLeastChoice);
        row->addWidget(one);
        row->addWidget(box);
    };
    label(tr("R&un"), m_run, kRunLetters);
    label(tr("Tab&le"), m_tableChoice, kTableLetters);
    m_edit->setText(tr("Edit tables"));
    m_edit->setToolTip(tr("Duplicate a table, change its targets, import and export"));
    row->addWidget(m_edit);
    row->addStretch(1);
    m_measure->setToolTip(tr("Opens the Bench page with the plan that measures every target of the guide"));
    row->addWidget(m_measure);
    m_saveButton->setText(tr("Save"));
    m_saveButton->setIcon(lineIcon(QStringLiteral("save")));
    m_saveButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_saveButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_saveButton);
    menu->addAction(tr("Dashboard as Markdown\u2026"), this, [this] { askAndSave(SaveKind::Markdown); });
    menu->addAction(tr("Dashboard as JSON\u2026"), this, [this] { askAndSave(SaveKind::Json); });
    m_saveButton->setMenu(menu);
    row->addWidget(m_saveButton);
    return bar;
}

void TargetsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_fresh) refresh();
}

void TargetsPage::setRun(const QString& spec) {
    m_wantedRun = spec;
    refresh();
}

void TargetsPage::setTable(const QString& id) {
    m_wantedTable = id;
    refresh();
}

void TargetsPage::refresh() {
    if (!isVisible()) {
        m_fresh = false;
        return;
    }
    m_fresh = true;
    m_judging.start<Outcome>(
        this, tr("Judge a run"), JobDisplay::Quiet,
        [calls = m_calls, spec = fromQt(m_wantedRun),
         id = fromQt(m_wantedTable)](const WorkContext& context) -> Result<Outcome> {
            Outcome outcome;
            SB_TRY(tables, calls.tables(&outcome.tableProblems));
            outcome.tables = std::move(tables);
            auto table = std::find_if(outcome.tables.begin(), outcome.tables.end(),
                                      [&](const results::TargetTable& one) { return one.id == id; });
            if (table == outcome.tables.end()) table = outcome.tables.begin();
            if (table == outcome.tables.end()) return Error::internal("there is no table of targets");
            // Without a run, every target still says what would measure it.
            auto run = std::make_shared<const results::RunRecord>();
            auto store = calls.runs.openStore();
            if (!store.ok()) {
                outcome.problem = store.error();
            } else if (auto listed = (*store)->list({}); !listed.ok()) {
                outcome.problem = listed.error();
            } else {
                outcome.runs = std::move(listed).value();
                if (!outcome.runs.empty()) {
                    auto found = calls.runs.find(spec, context);
                    if (found.ok())
                        run = *found;
                    else
                        outcome.problem = found.error();
                }
            }
            SB_CHECK(context.poll());
            auto dashboard = std::make_shared<results::Dashboard>(
                calls.judge(std::make_shared<const results::TargetTable>(*table), run));
            outcome.charts = calls.charts(*dashboard);
            outcome.dashboard = std::move(dashboard);
            return outcome;
        },
        [this](JobTicket, Result<Outcome> result) {
            if (result.ok()) {
                finish(*result);
            } else {
                m_banner->setErrors({result.error()});
                setState(State::Failed);
            }
        });
}

void TargetsPage::finish(const Outcome& outcome) {
    m_tables = outcome.tables;
    m_dashboard = outcome.dashboard;
    fillRuns(outcome.runs);
    fillTables();
    std::vector<Error> problems = outcome.tableProblems;
    if (outcome.problem) problems.insert(problems.begin(), *outcome.problem);
    m_banner->setErrors(std::move(problems));
    showDashboard(outcome.charts);
    if (m_editor != nullptr) m_editor->setTables(m_tables);
    setState(outcome.problem ? State::Failed : State::Ready);
}

void TargetsPage::fillRuns(const std::vector<results::RunSummary>& runs) {
    m_run->clear();
    m_run->addItem(runs.empty() ? tr("nothing was recorded yet")
                                : tr("newest: %1").arg(visibleText(toQt(runs.front().title))),
                   kNewest);
    for (const results::RunSummary& run : runs)
        m_run->addItem(ledgerTime(run.startedUtc) + QStringLiteral("  ") + visibleText(toQt(run.title)),
                       toQt(run.uid));
    if (m_run->findData(m_wantedRun) < 0) m_run->addItem(m_wantedRun, m_wantedRun);
    m_run->setCurrentIndex(m_run->findData(m_wantedRun));
    m_run->setToolTip(m_run->currentText());
}

void TargetsPage::fillTables() {
    m_tableChoice->clear();
    for (const results::TargetTable& table : m_tables)
        m_tableChoice->addItem(toQt(table.title), toQt(table.id));
    m_tableChoice->setCurrentIndex(std::max(0, m_tableChoice->findData(toQt(m_dashboard->table->id))));
    m_tableChoice->setToolTip(m_tableChoice->currentText() + QLatin1Char('\n') +
                              toQt(m_dashboard->table->source));
}

void TargetsPage::showDashboard(const std::vector<results::XyChart>& charts) {
    const results::Dashboard& it = *m_dashboard;
    QString summary = dashboardSummary(it);
    if (!it.run->title.empty())
        summary += QStringLiteral("      ") +
                   tr("%1, on %2").arg(visibleText(toQt(it.run->title)), toQt(it.run->machine));
    m_summary->setText(summary);
    QStringList sentences;
    for (const std::string& sentence : it.contradictions)
        sentences += QString::fromUtf8("\u2260 ") + coreText(sentence);
    m_contradictions->setText(sentences.join(QLatin1Char('\n')));
    m_contradictionArea->setVisible(!sentences.isEmpty());
    // Whole lines, and a scroll bar that says that there are more.
    const int lines = std::min<int>(static_cast<int>(sentences.size()), kContradictionLines);
    m_contradictionArea->setFixedHeight(lines * m_contradictions->fontMetrics().lineSpacing());
    m_contradictionArea->setVerticalScrollBarPolicy(
        sentences.size() > kContradictionLines ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAsNeeded);

    const auto grids = dashboardGrids(it);
    resizeCharts(m_grids, grids.size(), *m_gridRow, [this] {
        auto* grid = new GridChart;
        grid->setMinimumWidth(kGridWidth);
        grid->setColours(chartColours(m_theme));
        connect(grid, &ChartPanel::rowActivated, this, &TargetsPage::selectCell);
        connect(grid, &ChartPanel::exportRequested, this,
                [this](const QByteArray& bytes, const QString& name) {
                    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), name);
                    if (!path.isEmpty())
                        saveInJob(m_controller, this, path, [bytes] { return bytes.toStdString(); });
                });
        return grid;
    });
    for (std::size_t i = 0; i < grids.size(); ++i) m_grids[i]->setSpec(grids[i]);
    resizeCharts(m_charts, charts.size(), *m_chartRow, [this] {
        auto* chart = new XyChart;
        chart->setMinimumWidth(kChartWidth);
        chart->setColours(chartColours(m_theme));
        connect(chart, &ChartPanel::rowActivated, this, &TargetsPage::selectCell);
        connect(chart, &ChartPanel::exportRequested, this,
                [this](const QByteArray& bytes, const QString& name) {
                    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), name);
                    if (!path.isEmpty())
                        saveInJob(m_controller, this, path, [bytes] { return bytes.toStdString(); });
                });
        return chart;
    });
    for (std::size_t i = 0; i < charts.size(); ++i) m_charts[i]->setSpec(charts[i]);
    // As they stand: charts that came later would be reached after the table below them.
    std::vector<QWidget*> order(m_grids.begin(), m_grids.end());
    order.insert(order.end(), m_charts.begin(), m_charts.end());
    order.push_back(m_table);
    for (std::size_t i = 1; i < order.size(); ++i) setTabOrder(order[i - 1], order[i]);
    m_table->setRows(dashboardRows(it));
    m_table->setNothingText(tr("This table has no targets."));
}

void TargetsPage::selectCell(std::size_t cell) {
    m_table->selectId(QString::number(cell));
}

void TargetsPage::setChartsShown(bool on) {
    m_pictures->setCurrentIndex(on ? 1 : 0);
}

TargetEditor& TargetsPage::editTables() {
    if (m_editor == nullptr) {
        m_editor = new TargetEditor(m_controller, m_theme, m_calls, this);
        connect(m_editor, &TargetEditor::tablesChanged, this, [this](const QString& id) {
            if (!id.isEmpty()) m_wantedTable = id;
            refresh();
        });
    }
    m_editor->setTables(m_tables);
    if (m_dashboard && !m_editor->changed()) m_editor->editTable(toQt(m_dashboard->table->id));
    m_editor->show();
    m_editor->raise();
    m_editor->activateWindow();
    return *m_editor;
}

bool TargetsPage::mayDiscard() {
    return m_editor == nullptr || m_editor->mayDiscard();
}

bool TargetsPage::writing() const {
    return m_editor != nullptr && m_editor->writing();
}

void TargetsPage::setState(State state) {
    m_state = state;
    m_saveButton->setEnabled(m_dashboard != nullptr);
    m_edit->setEnabled(!m_tables.empty());
    if (state == State::Loading) m_table->setNothingText(tr("Reading tables and runs"));
    if (state == State::Failed && !m_dashboard) m_table->setNothingText(tr("Nothing can be judged."));
    m_summary->setVisible(!m_summary->text().isEmpty());
    Q_EMIT stateChanged();
}

QString TargetsPage::summaryText() const {
    return m_summary->text();
}

QString TargetsPage::contradictionsText() const {
    return m_contradictions->text();
}

void TargetsPage::askAndSave(SaveKind kind) {
    const QString suffix = kind == SaveKind::Markdown ? QStringLiteral("md") : QStringLiteral("json");
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the dashboard"), QStringLiteral("targets.") + suffix, QStringLiteral("*.") + suffix);
    if (!path.isEmpty()) saveAs(kind, path);
}

void TargetsPage::saveAs(SaveKind kind, const QString& path) {
    if (!m_dashboard) return;
    const auto& document = kind == SaveKind::Markdown ? m_calls.asMarkdown : m_calls.asJson;
    saveInJob(
        m_controller, this, path, [document, dashboard = m_dashboard] { return document(*dashboard); },
        [this](JobTicket, Result<QString> result) {
            if (result.ok()) Q_EMIT saved(*result);
        });
}

} // namespace spacebench::widgets
