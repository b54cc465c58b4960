// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/techniques_view.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "models/technique_samples.h"
#include "views/chart_theme.h"
#include "views/effect_delegate.h"
#include "views/flow_layout.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

constexpr int kLeastChoice = 96; // of tasks, in a narrow window
constexpr int kRowHeight = 20;   // compact, as on the Benchmark page
constexpr int kBarWidth = 130;
constexpr std::pair<int, int> kWidest[] = {{TechniqueBoardModel::Technique, 56},
                                           {TechniqueBoardModel::Title, 140},
                                           {TechniqueBoardModel::ClaimColumn, 170},
                                           {TechniqueBoardModel::Effect, 220}};
constexpr int kSamplesWidth = 430; // both pipelines side by side
constexpr double kPictureScale = 2;
constexpr double kSvgWidth = 960;
constexpr double kSvgHeight = 420;

} // namespace

/// Rows of one task, or all.
class BoardFilter final : public QSortFilterProxyModel {
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setTask(std::optional<tuning::Task> task) {
        m_task = std::move(task);
        invalidateFilter();
    }
    [[nodiscard]] const std::optional<tuning::Task>& task() const { return m_task; }

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& /*parent*/) const override {
        if (!m_task) return true;
        const auto& run = static_cast<const TechniqueBoardModel*>(sourceModel())->run();
        return run && run->effects[static_cast<std::size_t>(row)].task == *m_task;
    }

  private:
    std::optional<tuning::Task> m_task;
};

TechniquesView::TechniquesView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(new TechniqueBoardModel(theme, this)),
      m_shown(new BoardFilter(this)), m_table(new QTableView), m_tasks(new QComboBox),
      m_pictures(new QButtonGroup(this)), m_stack(new QStackedWidget), m_chart(new BarChart),
      m_matrix(new GridChart), m_samples(new QPlainTextEdit) {
    m_shown->setSourceModel(m_model);
    m_shown->setSortRole(TechniqueBoardModel::SortRole);
    m_shown->setDynamicSortFilter(false); // nothing moves without being asked
    buildTable();

    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_table);
    split->addWidget(buildLower());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildBar());
    column->addWidget(split, 1);

    const auto recolour = [this] {
        m_chart->setColours(chartColours(m_theme));
        m_matrix->setColours(chartColours(m_theme));
    };
    theme.keepFont(m_samples, TypeSize::Small, true);
    theme.keepFont(m_table, TypeSize::Small);
    theme.keepFont(m_table->horizontalHeader(), TypeSize::Small);
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
    setRun(nullptr, true);
}

QWidget* TechniquesView::buildBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* label = new QLabel(tr("Tas&k"));
    label->setBuddy(m_tasks);
    m_tasks->setAccessibleName(tr("Task"));
    m_tasks->setMinimumWidth(kLeastChoice);
    m_tasks->setToolTip(tr("Rows of one task; the chart speaks of one task at a time"));
    row->addWidget(label);
    row->addWidget(m_tasks);
    row->addSpacing(16);
    row->addWidget(new QLabel(tr("Show")));
    auto* pictures = new FlowLayout(Qt::AlignLeft);
    pictures->setContentsMargins(0, 0, 0, 0);
    pictures->setSpacing(4);
    row->addLayout(pictures);
    const auto add = [&](Picture picture, const QString& text, const QString& help) {
        auto* button = new SwitchButton(text);
        button->setToolTip(help);
        m_pictures->addButton(button, static_cast<int>(picture));
        pictures->addWidget(button);
    };
    add(Picture::Claimed, tr("claimed against measured"),
        tr("What the guide claims beside what was measured"));
    add(Picture::Interactions, tr("interactions"),
        tr("Which techniques help or hinder each other; measured by a fractional factorial experiment"));
    m_pictures->button(static_cast<int>(Picture::Claimed))->setChecked(true);
    row->addStretch(1);
    m_samplesButton = new SwitchButton(tr("Raw samples"));
    m_samplesButton->setToolTip(tr("Every run of the selected row, and what was counted"));
    row->addWidget(m_samplesButton);
    connect(m_tasks, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = m_tasks->itemData(index);
        std::optional<tuning::Task> task;
        if (run() && chosen.isValid())
            task = results::tasksOf(*run())[static_cast<std::size_t>(chosen.toInt())];
        showTask(task);
    });
    connect(m_pictures, &QButtonGroup::idClicked, this, [this](int id) { setPicture(Picture{id}); });
    connect(m_samplesButton, &QAbstractButton::toggled, this, [this](bool on) {
        m_samples->setVisible(on);
        refreshSamples();
    });
    return bar;
}

void TechniquesView::buildTable() {
    m_table->setModel(m_shown);
    m_table->setItemDelegateForColumn(TechniqueBoardModel::IntervalBar,
                                      new EffectDelegate(*m_model, m_theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setCornerButtonEnabled(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Board of techniques"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(kRowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &TechniquesView::showTableMenu);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this] {
        if (!m_sorting) m_sortedByUser = true;
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid()) return;
                selectRow(static_cast<std::size_t>(m_shown->mapToSource(current).row()));
            });
    connect(m_table, &QTableView::clicked, this, [this] { setSamplesShown(true); });
    auto* copy = new QAction(tr("Copy with headers (TSV)"), m_table);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tableTsv()); });
    addAction(copy);
}

QWidget* TechniquesView::buildLower() {
    m_samples->setReadOnly(true);
    m_samples->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_samples->setAccessibleName(tr("Raw samples"));
    m_samples->hide();
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_matrix);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_stack);
    split->addWidget(m_samples);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    m_samples->setMinimumWidth(kSamplesWidth / 2);
    split->setSizes({kSamplesWidth, kSamplesWidth});
    connect(m_chart, &BarChart::rowActivated, this, [this](std::size_t row) {
        selectRow(row);
        setSamplesShown(true);
    });
    connect(m_matrix, &GridChart::rowActivated, this, [this](std::size_t interaction) {
        if (!run() || interaction >= run()->interactions.size()) return;
        const results::Interaction& chosen = run()->interactions[interaction];
        for (std::size_t i = 0; i < run()->effects.size(); ++i) {
            const results::EffectRow& row = run()->effects[i];
            if (row.techniqueId != chosen.first || row.task != chosen.task) continue;
            selectRow(i);
            break;
        }
    });
    connect(m_chart, &BarChart::exportRequested, this, &TechniquesView::exportRequested);
    connect(m_matrix, &GridChart::exportRequested, this, &TechniquesView::exportRequested);
    return split;
}

void TechniquesView::setRun(RunPtr run, bool settled) {
    const bool fresh = !this->run() || !run;
    m_model->setRun(std::move(run));
    if (fresh || (m_selected && *m_selected >= this->run()->effects.size())) selectRow(std::nullopt);
    if (fresh) m_sortedByUser = false;
    fillTasks();
    m_sorting = true;
    if (fresh && !settled) {
        m_table->sortByColumn(-1, Qt::AscendingOrder);
    } else if (settled && !m_sortedByUser) {
        m_table->sortByColumn(TechniqueBoardModel::Effect, Qt::DescendingOrder);
    } else if (settled) {
        m_shown->sort(m_shown->sortColumn(), m_shown->sortOrder());
    }
    m_sorting = false;
    fitColumns();
    refreshPicture();
    refreshSamples();
}

void TechniquesView::fitColumns() {
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(TechniqueBoardModel::IntervalBar, kBarWidth);
    // So that claim, effect, interval and verdict stand side by side; the whole text is in the tool tip.
    for (const auto& [column, widest] : kWidest)
        if (m_table->columnWidth(column) > widest) m_table->setColumnWidth(column, widest);
    const bool oneTask = m_shown->task() || (run() && results::tasksOf(*run()).size() < 2);
    m_table->setColumnHidden(TechniqueBoardModel::TaskColumn, oneTask);
}

void TechniquesView::fillTasks() {
    const std::vector<tuning::Task> tasks = run() ? results::tasksOf(*run()) : std::vector<tuning::Task>{};
    if (m_shown->task() && std::find(tasks.begin(), tasks.end(), *m_shown->task()) == tasks.end())
        m_shown->setTask(std::nullopt);
    m_tasks->clear();
    m_tasks->addItem(tr("all tasks"));
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        m_tasks->addItem(taskText(tasks[i]), static_cast<int>(i));
        if (m_shown->task() == tasks[i]) m_tasks->setCurrentIndex(static_cast<int>(i) + 1);
    }
    m_tasks->setEnabled(tasks.size() > 1);
}

std::optional<tuning::Task> TechniquesView::chartTask() const {
    if (m_shown->task()) return m_shown->task();
    if (!run()) return std::nullopt;
    if (m_selected && *m_selected < run()->effects.size()) return run()->effects[*m_selected].task;
    const std::vector<tuning::Task> tasks = results::tasksOf(*run());
    return tasks.empty() ? std::nullopt : std::optional(tasks.front());
}

void TechniquesView::refreshPicture() {
    static const results::TechniqueRun kNothing;
    const results::TechniqueRun& shown = run() ? *run() : kNothing;
    const tuning::Task task = chartTask().value_or(tuning::Task{tuning::TaskKind::Serialize, "paths"});
    m_chart->setSpec(results::claimedChart(shown, task));
    m_matrix->setSpec(results::interactionChart(shown, task));
    m_chart->setSelectedRow(m_selected);
}

void TechniquesView::refreshSamples() {
    if (m_samples->isHidden()) return;
    const QString text = samplesText();
    if (m_samples->toPlainText() != text) m_samples->setPlainText(text); // else what is selected stays so
}

QString TechniquesView::samplesText() const {
    return m_selected && run() ? techniqueSamplesText(*run(), *m_selected)
                               : tr("Choose a row of the board or a bar of the chart.");
}

void TechniquesView::showTask(const std::optional<tuning::Task>& task) {
    m_shown->setTask(task);
    fillTasks();
    fitColumns();
    refreshPicture();
    m_chart->resetZoom();
}

void TechniquesView::setPicture(Picture picture) {
    m_pictures->button(static_cast<int>(picture))->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(picture));
}

void TechniquesView::selectRow(std::optional<std::size_t> row) {
    if (row == m_selected) return;
    const auto before = chartTask();
    m_selected = row;
    if (row && run() && *row < run()->effects.size()) {
        const QModelIndex shown = m_shown->mapFromSource(m_model->index(static_cast<int>(*row), 0));
        if (shown.isValid()) {
            if (m_table->currentIndex().row() != shown.row()) m_table->selectRow(shown.row());
            m_table->scrollTo(shown);
        }
    } else {
        m_table->clearSelection();
    }
    if (chartTask() != before)
        refreshPicture();
    else
        m_chart->setSelectedRow(m_selected);
    refreshSamples();
}

void TechniquesView::setSamplesShown(bool shown) {
    m_samplesButton->setChecked(shown);
}

bool TechniquesView::samplesShown() const {
    return m_samplesButton->isChecked();
}

QString TechniquesView::tableTsv() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) rows.push_back(index.row());
    if (rows.size() < 2) {
        rows.clear();
        for (int i = 0; i < m_shown->rowCount(); ++i) rows.push_back(i);
    }
    std::sort(rows.begin(), rows.end());
    for (int& row : rows) row = m_shown->mapToSource(m_shown->index(row, 0)).row();
    std::vector<int> columns;
    for (int visual = 0; visual < TechniqueBoardModel::ColumnCount; ++visual) {
        const int column = m_table->horizontalHeader()->logicalIndex(visual);
        if (!m_table->isColumnHidden(column)) columns.push_back(column);
    }
    return m_model->toTsv(rows, columns);
}

void TechniquesView::showTableMenu(const QPoint& position) {
    QMenu menu(this);
    menu.addActions(actions());
    menu.addAction(tr("Sort by effect"), this,
                   [this] { m_table->sortByColumn(TechniqueBoardModel::Effect, Qt::DescendingOrder); });
    menu.addAction(tr("In the guide's order"), this,
                   [this] { m_table->sortByColumn(-1, Qt::AscendingOrder); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

QImage TechniquesView::picture() const {
    return m_stack->currentIndex() == static_cast<int>(Picture::Claimed) ? m_chart->picture(kPictureScale)
                                                                         : m_matrix->picture(kPictureScale);
}

std::string TechniquesView::svg() const {
    return m_stack->currentIndex() == static_cast<int>(Picture::Claimed)
               ? results::toSvg(m_chart->spec(), kSvgWidth, kSvgHeight, m_theme.isDark())
               : results::toSvg(m_matrix->spec(), kSvgWidth, kSvgHeight, m_theme.isDark());
}

} // namespace spacebench::widgets
