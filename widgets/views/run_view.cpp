// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/run_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "charts/bar_chart.h"
#include "models/plan_rows_model.h"
#include "results/chart_spec.h"
#include "views/chart_theme.h"
#include "views/column_fit.h"
#include "views/eliding_delegate.h"
#include "views/measure_parts.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

constexpr int kQueueWidth = 248;
constexpr int kMostRowWidth = 320;
constexpr int kMostInputWidth = 200;

QAction* shortcut(QWidget& where, const QString& text, const QKeySequence& keys) {
    auto* action = new QAction(text, &where);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    where.addAction(action);
    return action;
}

QPushButton* button(const QString& text, const QString& help) {
    auto* made = new QPushButton(text);
    made->setToolTip(help);
    return made;
}

} // namespace

QString noiseText(const results::BenchRun& run) {
    constexpr double kPercent = 100;
    if (run.noiseFloor > 0)
        return RunView::tr(
                   "Noise floor of this session: %1 %. Two rows of the same thing differed by so much: "
                   "smaller differences say nothing.")
            .arg(toQt(significant(run.noiseFloor * kPercent, 2)));
    if (run.controlFirstNs.empty()) return RunView::tr("Noise floor: not measured.");
    if (run.controlFirstNs.size() == 1) return RunView::tr("Noise floor: 1 run of the control so far.");
    return RunView::tr("Noise floor: %1 runs of the control so far.").arg(run.controlFirstNs.size());
}

RunView::RunView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_rows(new RunRowsModel(theme, this)), m_queue(new QListWidget),
      m_nothing(new QLabel(tr("Nothing runs or waits. A plan is added by Run."))),
      m_up(button(tr("Up"), tr("Run it earlier (Alt+Up)"))),
      m_down(button(tr("Down"), tr("Run it later (Alt+Down)"))),
      m_remove(button(tr("Remove"), tr("Take it out of the queue (Delete)"))), m_status(new QLabel),
      m_bar(new QProgressBar), m_pause(button(tr("Pause"), tr("No sample begins until it goes on"))),
      m_cancel(button(tr("Cancel"), tr("Stop; what was measured stays (Esc)"))), m_warnings(new QLabel),
      m_noise(new QLabel), m_asSpeed(new SwitchButton(tr("atoms/s"))), m_asTime(new SwitchButton(tr("time"))),
      m_first(button(tr("Measure first"), tr("The chosen rows before all others (Alt+Up)"))),
      m_skip(button(tr("Skip"), tr("No further runs of the chosen rows (Delete)"))), m_chart(new BarChart),
      m_table(new QTableView) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(buildQueue());
    row->addWidget(buildRows(), 1);
    const auto recolour = [this] { m_chart->setColours(chartColours(m_theme)); };
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
    setQueue({}, {});
    setRun(nullptr, nullptr, 0);
}

QWidget* RunView::buildQueue() {
    auto* side = new QWidget;
    side->setFixedWidth(kQueueWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Queue"));
    m_theme.keepFont(title, TypeSize::Large);
    column->addWidget(title);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_theme.keepFont(m_nothing, TypeSize::Small);
    column->addWidget(m_nothing);
    m_queue->setAccessibleName(tr("Plans that run and wait"));
    m_queue->setTextElideMode(Qt::ElideMiddle);
    m_queue->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_queue->setItemDelegate(new ElidingDelegate(m_queue));
    column->addWidget(m_queue, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton* one : {m_up, m_down, m_remove}) buttons->addWidget(one, 1);
    column->addLayout(buttons);
    connect(m_up, &QPushButton::clicked, this, [this] { moveChosen(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveChosen(1); });
    connect(m_remove, &QPushButton::clicked, this, &RunView::removeChosen);
    connect(m_queue, &QListWidget::currentRowChanged, this, &RunView::refreshButtons);
    connect(shortcut(*m_queue, m_up->text(), QKeySequence(Qt::ALT | Qt::Key_Up)), &QAction::triggered, this,
            [this] { moveChosen(-1); });
    connect(shortcut(*m_queue, m_down->text(), QKeySequence(Qt::ALT | Qt::Key_Down)), &QAction::triggered,
            this, [this] { moveChosen(1); });
    connect(shortcut(*m_queue, m_remove->text(), QKeySequence(Qt::Key_Delete)), &QAction::triggered, this,
            &RunView::removeChosen);
    return side;
}

QWidget* RunView::buildRows() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    head->addWidget(m_status, 1);
    m_pause->setCheckable(true);
    head->addWidget(m_pause, 0, Qt::AlignTop);
    head->addWidget(m_cancel, 0, Qt::AlignTop);
    column->addLayout(head);
    constexpr int kBarHeight = 8;
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setAccessibleName(tr("Progress"));
    column->addWidget(m_bar);
    for (QLabel* label : {m_warnings, m_noise}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_noise->setForegroundRole(QPalette::PlaceholderText);

    auto* choices = new QHBoxLayout;
    choices->setSpacing(4);
    choices->addWidget(new QLabel(tr("Chart as")));
    for (SwitchButton* one : {m_asSpeed, m_asTime}) {
        one->setAutoExclusive(true);
        choices->addWidget(one);
        connect(one, &QAbstractButton::toggled, this, &RunView::refreshChart);
    }
    m_asSpeed->setChecked(true);
    choices->addStretch(1);
    choices->addWidget(m_first);
    choices->addWidget(m_skip);
    column->addLayout(choices);

    m_table->setModel(m_rows);
    dressTable(*m_table, m_theme, tr("Rows of the running plan"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_fit = new ColumnFit(*m_table);
    m_fit->setMost(RunRowsModel::Row, kMostRowWidth);
    m_fit->setMost(RunRowsModel::Input, kMostInputWidth);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_chart);
    split->addWidget(m_table);
    column->addWidget(split, 1);

    QAction* first = shortcut(*m_table, m_first->text(), QKeySequence(Qt::ALT | Qt::Key_Up));
    QAction* skip = shortcut(*m_table, m_skip->text(), QKeySequence(Qt::Key_Delete));
    QAction* copy =
        shortcut(*m_table, tr("Copy with headers (TSV)"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto askFirst = [this] {
        if (m_runs && !chosenRows().empty()) Q_EMIT firstAsked(chosenRows());
    };
    const auto askSkip = [this] {
        if (m_runs && !chosenRows().empty()) Q_EMIT skipAsked(chosenRows());
    };
    connect(first, &QAction::triggered, this, askFirst);
    connect(m_first, &QPushButton::clicked, this, askFirst);
    connect(skip, &QAction::triggered, this, askSkip);
    connect(m_skip, &QPushButton::clicked, this, askSkip);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tableTsv()); });
    connect(m_pause, &QPushButton::clicked, this, &RunView::pauseAsked);
    connect(m_cancel, &QPushButton::clicked, this, &RunView::cancelAsked);
    connect(m_chart, &BarChart::exportRequested, this, &RunView::exportRequested);
    connect(m_chart, &BarChart::rowActivated, this,
            [this](std::size_t row) { m_table->selectRow(static_cast<int>(row)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const std::vector<std::size_t> rows = chosenRows();
        m_chart->setSelectedRow(rows.empty() ? std::nullopt : std::optional(rows.front()));
        refreshButtons();
    });
    return page;
}

void RunView::setQueue(const QString& running, const std::vector<WaitingPlan>& waiting) {
    const int before = m_queue->currentRow();
    m_runs = !running.isEmpty();
    m_queue->clear();
    const auto add = [this](const QString& text, const QString& toolTip) {
        auto* entry = new QListWidgetItem(text, m_queue);
        entry->setToolTip(toolTip);
    };
    if (m_runs) add(tr("%1 (running)").arg(running), tr("%1 (running)").arg(running));
    for (const WaitingPlan& plan : waiting)
        if (plan.checked)
            add(plan.title, plan.title);
        else
            add(tr("%1 (not checked yet)").arg(plan.title),
                tr("%1\nChecked when its turn comes: nothing else runs while something is measured.")
                    .arg(plan.title));
    m_nothing->setVisible(m_queue->count() == 0);
    m_queue->setCurrentRow(std::min(std::max(before, 0), m_queue->count() - 1));
    refreshButtons();
}

void RunView::setRun(RunRowsModel::RunPtr run, RunRowsModel::ControlPtr control, std::uint64_t wantedRuns) {
    const int before = m_rows->rowCount();
    m_rows->setRun(run, std::move(control), wantedRuns);
    if (m_rows->rowCount() != before)
        m_fit->start();
    else if (isVisible())
        m_fit->grow();
    QStringList warnings;
    if (run)
        for (const std::string& warning : run->warnings) warnings += coreText(warning);
    m_warnings->setText(QString::fromUtf8("\u26A0 ") + warnings.join(QStringLiteral("; ")));
    m_warnings->setVisible(!warnings.isEmpty());
    m_noise->setText(run ? noiseText(*run) : QString());
    m_noise->setVisible(run != nullptr);
    refreshChart();
    refreshButtons();
}

void RunView::refreshChart() {
    if (!isVisible()) return; // drawing would take the processor of what is measured: showEvent() catches up
    static const results::BenchRun kNothing;
    const results::BenchRun& shown = m_rows->run() ? *m_rows->run() : kNothing;
    m_chart->setSpec(m_asTime->isChecked() ? results::latencyChart(shown)
                                           : results::throughputChart(shown, results::ThroughputUnit::Atoms));
}

void RunView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_fit->grow();
    refreshChart();
}

void RunView::setProgress(const QString& status, const std::optional<JobView>& job, bool paused) {
    m_status->setText(status);
    m_bar->setVisible(job.has_value());
    m_pause->setEnabled(job.has_value());
    m_cancel->setEnabled(job.has_value());
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    if (!job) return;
    constexpr int kSteps = 1000;
    m_bar->setRange(0, job->total != 0 ? kSteps : 0);
    if (job->total != 0)
        m_bar->setValue(
            static_cast<int>(static_cast<double>(job->done) / static_cast<double>(job->total) * kSteps));
}

void RunView::moveChosen(int by) {
    const int first = m_runs ? 1 : 0;
    const int from = m_queue->currentRow() - first;
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_queue->count() - first) return;
    m_queue->setCurrentRow(to + first);
    Q_EMIT moveAsked(from, to);
}

void RunView::removeChosen() {
    const int index = m_queue->currentRow() - (m_runs ? 1 : 0);
    if (index >= 0) Q_EMIT removeAsked(index);
}

std::vector<std::size_t> RunView::chosenRows() const {
    std::vector<std::size_t> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(static_cast<std::size_t>(index.row()));
    return rows;
}

void RunView::refreshButtons() {
    const int first = m_runs ? 1 : 0;
    const int current = m_queue->currentRow();
    m_up->setEnabled(current > first);
    m_down->setEnabled(current >= first && current + 1 < m_queue->count());
    m_remove->setEnabled(current >= first);
    const bool rows = m_runs && !chosenRows().empty();
    m_first->setEnabled(rows);
    m_skip->setEnabled(rows);
}

QString RunView::statusText() const {
    return m_status->text();
}

QString RunView::tableTsv() const {
    return toTsv(*m_rows, rowsToCopy(*m_table), shownColumns(*m_table));
}

} // namespace spacebench::widgets
