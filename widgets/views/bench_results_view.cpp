// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/bench_results_view.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <fmt/format.h>

#include "bridge/to_qt.h"
#include "models/run_rows_model.h"
#include "views/chart_theme.h"
#include "views/column_fit.h"
#include "views/measure_parts.h"
#include "views/run_view.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

/// Words may be long; figures never are, and stay whole.
struct MostWidth {
    int column;
    int width;
};
constexpr std::array<MostWidth, 6> kMostWidths = {{{BenchTableModel::Input, 140},
                                                   {BenchTableModel::Codec, 96},
                                                   {BenchTableModel::VerdictColumn, 200},
                                                   {BenchTableModel::State, 160},
                                                   {BenchTableModel::Switches, 120},
                                                   {BenchTableModel::Cache, 120}}};
constexpr double kPictureScale = 2;
constexpr double kSvgWidth = 520; // of one chart
constexpr double kSvgHeight = 380;

constexpr const char* kColumnsKey = "bench/columns"; ///< in the settings: columns that the user switched
/// What is shown unless the user chose otherwise: the rest is one click away.
constexpr int kLastStandardColumn = BenchTableModel::State;

void addSwitch(QHBoxLayout& row, QButtonGroup& group, int id, const QString& text, const QString& help) {
    auto* button = new SwitchButton(text);
    button->setToolTip(help);
    group.addButton(button, id);
    row.addWidget(button);
}

/// Whether two rows are the same content in the same format: they share a bar of the ratio chart.
bool sameFile(const results::BenchRun& run, std::size_t a, std::size_t b) {
    return run.inputOfRow[a] == run.inputOfRow[b] && run.rows[a].formatId == run.rows[b].formatId &&
           run.rows[a].codec == run.rows[b].codec && run.rows[a].switches == run.rows[b].switches &&
           run.rows[a].program == run.rows[b].program;
}

} // namespace

QString rawSamplesText(const results::BenchRow& row) {
    std::string text = fmt::format("{} {} {}, {} atoms\n", results::operationName(row.operation),
                                   row.formatId, row.codec, groupedNumber(row.atoms));
    text += fmt::format("median {}, 95 % interval {} to {}, {} runs\n\n", durationText(row.medianNs),
                        durationText(row.ciLowNs), durationText(row.ciHighNs), row.samplesNs.size());
    text += fmt::format("{:>5}  {:>5}  {:>16}  {:>10}  {:>10}\n", "run", "round", "ns", "", "iterations");
    for (std::size_t i = 0; i < row.samplesNs.size(); ++i) {
        const bool known = i < row.runs.size();
        text += fmt::format("{:>5}  {:>5}  {:>16}  {:>10}  {:>10}\n", i + 1,
                            known ? fmt::to_string(row.runs[i].round) : "", groupedNumber(row.samplesNs[i]),
                            durationText(static_cast<double>(row.samplesNs[i])),
                            known ? groupedNumber(row.runs[i].iterations) : "");
        if (!known) continue;
        for (const std::string& note : row.runs[i].notes) text += fmt::format("{:>14}{}\n", "", note);
    }
    text += "\n" + fromQt(rowStateText(row)) + "\n";
    for (const std::string& failure : row.failures) text += "failed run: " + failure + "\n";
    if (row.floor) text += fmt::format("\nfloor {}: {}\n", durationText(row.floor->ns), row.floor->detail);
    if (!row.notes.empty()) text += "\n";
    for (const std::string& note : row.notes) text += note + "\n";
    return toQt(text);
}

BenchResultsView::BenchResultsView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(new BenchTableModel(theme, this)),
      m_sorted(new QSortFilterProxyModel(this)), m_charts{new BarChart, new BarChart, new BarChart},
      m_table(new QTableView), m_noise(new QLabel), m_details(new QPlainTextEdit),
      m_speedButtons(new QButtonGroup(this)), m_memoryButtons(new QButtonGroup(this)) {
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(BenchTableModel::SortRole);

    auto* chartRow = new QWidget;
    auto* charts = new QHBoxLayout(chartRow);
    charts->setContentsMargins(0, 0, 0, 0);
    charts->setSpacing(8);
    for (BarChart* chart : m_charts) {
        charts->addWidget(chart, 1);
        connect(chart, &BarChart::rowActivated, this, [this](std::size_t row) { selectRow(row); });
        connect(chart, &BarChart::exportRequested, this, &BenchResultsView::exportRequested);
    }

    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(chartRow);
    split->addWidget(buildTableArea());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildSwitches());
    m_noise->setWordWrap(true);
    m_noise->setForegroundRole(QPalette::PlaceholderText);
    theme.keepFont(m_noise, TypeSize::Small);
    column->addWidget(m_noise);
    column->addWidget(split, 1);

    const auto recolour = [this] {
        for (BarChart* chart : m_charts) chart->setColours(chartColours(m_theme));
    };
    theme.keepFont(m_details, TypeSize::Small, true);
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
    setRun(nullptr);
}

QWidget* BenchResultsView::buildSwitches() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new QLabel(tr("Speed as")));
    addSwitch(*row, *m_speedButtons, static_cast<int>(Speed::AtomsPerSecond), tr("atoms/s"), {});
    addSwitch(*row, *m_speedButtons, static_cast<int>(Speed::MegabytesPerSecond), tr("MB/s"),
              tr("Framed raw bytes; 1 MB = 1,000,000 B"));
    addSwitch(*row, *m_speedButtons, static_cast<int>(Speed::Time), tr("time"),
              tr("Time of one run of each row"));
    row->addSpacing(16);
    row->addWidget(new QLabel(tr("Memory as")));
    addSwitch(*row, *m_memoryButtons, static_cast<int>(Memory::Allocations), tr("allocations"), {});
    addSwitch(*row, *m_memoryButtons, static_cast<int>(Memory::PeakHeap), tr("peak heap"),
              tr("Highest live heap above the input, over the stored size"));
    m_speedButtons->button(static_cast<int>(m_speed))->setChecked(true);
    m_memoryButtons->button(static_cast<int>(m_memory))->setChecked(true);
    row->addStretch(1);
    auto* columns = new QToolButton;
    columns->setText(tr("Columns"));
    columns->setToolTip(tr("Which columns the table shows"));
    columns->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(columns);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillColumnMenu(*menu); });
    columns->setMenu(menu);
    row->addWidget(columns);
    auto* samples = new SwitchButton(tr("Raw samples"));
    samples->setToolTip(tr("Every sample of the selected row"));
    m_detailsButton = samples;
    row->addWidget(samples);
    connect(m_speedButtons, &QButtonGroup::idClicked, this, [this](int id) { setSpeed(Speed{id}); });
    connect(m_memoryButtons, &QButtonGroup::idClicked, this, [this](int id) { setMemory(Memory{id}); });
    connect(m_detailsButton, &QAbstractButton::toggled, this, [this](bool on) {
        m_details->setVisible(on);
        refreshDetails();
    });
    return bar;
}

QWidget* BenchResultsView::buildTableArea() {
    m_table->setModel(m_sorted);
    dressTable(*m_table, m_theme, tr("Benchmark results"));
    // What tells rows apart stands together, before the figures.
    QHeaderView& header = *m_table->horizontalHeader();
    int place = header.visualIndex(BenchTableModel::Codec);
    for (const int column : {BenchTableModel::Switches, BenchTableModel::Threads, BenchTableModel::Medium,
                             BenchTableModel::Cache})
        header.moveSection(header.visualIndex(column), ++place);
    m_fit = new ColumnFit(*m_table);
    for (const MostWidth& most : kMostWidths) m_fit->setMost(most.column, most.width);
    m_table->setTextElideMode(Qt::ElideMiddle); // names of inputs differ at their ends
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as measured, until a header is clicked
    connect(m_table, &QWidget::customContextMenuRequested, this, &BenchResultsView::showTableMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid()) return;
                selectRow(static_cast<std::size_t>(m_sorted->mapToSource(current).row()));
            });
    auto* copy = new QAction(tr("Copy with headers (TSV)"), m_table);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, &BenchResultsView::copyTable);
    addAction(copy);

    m_details->setReadOnly(true);
    m_details->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_details->setAccessibleName(tr("Raw samples"));
    m_details->hide();
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    return split;
}

void BenchResultsView::setRun(RunPtr run) {
    const int before = m_model->rowCount();
    const bool grown = m_model->setRun(std::move(run));
    if (!grown) selectRow(std::nullopt);
    m_noise->setText(this->run() ? noiseText(*this->run()) : QString());
    m_noise->setVisible(this->run() != nullptr);
    if (!grown || m_model->rowCount() != before) refreshColumns();
    if (grown)
        m_fit->grow();
    else
        m_fit->start();
    refreshCharts();
    refreshDetails();
}

void BenchResultsView::refreshColumns() {
    const RunPtr shown = run();
    for (int column = 0; column < BenchTableModel::ColumnCount; ++column) {
        // One input: its name and its atoms stand above the table already.
        bool useful = true;
        if (column == BenchTableModel::Input || column == BenchTableModel::Atoms)
            useful = shown && shown->inputs.size() > 1;
        if (column == BenchTableModel::Format && shown) // codecs by themselves have none
            useful = std::any_of(shown->rows.begin(), shown->rows.end(),
                                 [](const results::BenchRow& row) { return !row.formatId.empty(); });
        m_table->setColumnHidden(column, !useful || !columnChosen(column));
    }
}

bool BenchResultsView::columnChosen(int column) const {
    const QVariantMap chosen = QSettings().value(QLatin1String(kColumnsKey)).toMap();
    return chosen.value(QString::number(column), column <= kLastStandardColumn || varies(column)).toBool();
}

bool BenchResultsView::varies(int column) const {
    if (column < BenchTableModel::Switches || column > BenchTableModel::Cache) return false;
    for (int row = 1; row < m_model->rowCount(); ++row)
        if (m_model->index(row, column).data() != m_model->index(0, column).data()) return true;
    return false; // what all rows share says nothing in a column
}

void BenchResultsView::setColumnShown(int column, bool shown) {
    QSettings settings;
    QVariantMap chosen = settings.value(QLatin1String(kColumnsKey)).toMap();
    chosen.insert(QString::number(column), shown);
    settings.setValue(QLatin1String(kColumnsKey), chosen);
    refreshColumns();
    m_fit->fitOne(column);
}

void BenchResultsView::fillColumnMenu(QMenu& menu) {
    menu.clear();
    for (int column = 0; column < BenchTableModel::ColumnCount; ++column) {
        QAction* action =
            menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(columnChosen(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
}

void BenchResultsView::refreshCharts() {
    static const results::BenchRun kNothing;
    const results::BenchRun& shown = run() ? *run() : kNothing;
    switch (m_speed) {
    case Speed::AtomsPerSecond:
        m_charts[0]->setSpec(results::throughputChart(shown, results::ThroughputUnit::Atoms));
        break;
    case Speed::MegabytesPerSecond:
        m_charts[0]->setSpec(results::throughputChart(shown, results::ThroughputUnit::RawBytes));
        break;
    case Speed::Time:
        m_charts[0]->setSpec(results::latencyChart(shown));
        break;
    }
    m_charts[1]->setSpec(m_memory == Memory::Allocations ? results::allocationChart(shown)
                                                         : results::memoryChart(shown));
    m_charts[2]->setSpec(results::ratioChart(shown));
    markSelection();
}

void BenchResultsView::setSpeed(Speed speed) {
    if (speed == m_speed) return;
    m_speed = speed;
    m_speedButtons->button(static_cast<int>(speed))->setChecked(true);
    refreshCharts();
    m_charts[0]->resetZoom(); // another quantity has another scale
}

void BenchResultsView::setMemory(Memory memory) {
    if (memory == m_memory) return;
    m_memory = memory;
    m_memoryButtons->button(static_cast<int>(memory))->setChecked(true);
    refreshCharts();
    m_charts[1]->resetZoom();
}

void BenchResultsView::markSelection() {
    for (BarChart* chart : m_charts) {
        std::optional<std::size_t> marked = m_selected;
        if (m_selected && run() && chart == m_charts[2]) {
            for (const results::BarGroup& group : chart->spec().groups)
                for (const results::Bar& bar : group.bars)
                    if (sameFile(*run(), bar.row, *m_selected)) marked = bar.row;
        }
        chart->setSelectedRow(marked);
    }
}

void BenchResultsView::selectRow(std::optional<std::size_t> row) {
    if (row == m_selected) return;
    m_selected = row;
    markSelection();
    if (row && run() && *row < run()->rows.size()) {
        const QModelIndex shown = m_sorted->mapFromSource(m_model->index(static_cast<int>(*row), 0));
        if (m_table->currentIndex().row() != shown.row()) m_table->selectRow(shown.row());
        m_table->scrollTo(shown);
    } else {
        m_table->clearSelection();
    }
    refreshDetails();
}

void BenchResultsView::setDetailsShown(bool shown) {
    m_detailsButton->setChecked(shown);
}

void BenchResultsView::refreshDetails() {
    if (m_details->isHidden()) return;
    const bool known = m_selected && run() && *m_selected < run()->rows.size();
    const QString text = known ? rawSamplesText(run()->rows[*m_selected])
                               : tr("Choose a row of the table or a bar of a chart.");
    if (text == m_details->toPlainText()) return;
    // The next sample of the row that is being read: it stays where the reader is.
    const bool same = m_selected == m_detailsRow;
    const int down = m_details->verticalScrollBar()->value();
    const int right = m_details->horizontalScrollBar()->value();
    m_details->setPlainText(text);
    m_detailsRow = m_selected;
    if (!same) return;
    m_details->verticalScrollBar()->setValue(down);
    m_details->horizontalScrollBar()->setValue(right);
}

QString BenchResultsView::tableTsv() const {
    std::vector<int> rows = rowsToCopy(*m_table);
    for (int& row : rows) row = m_sorted->mapToSource(m_sorted->index(row, 0)).row();
    return m_model->toTsv(rows, shownColumns(*m_table));
}

void BenchResultsView::copyTable() const {
    QApplication::clipboard()->setText(tableTsv());
}

void BenchResultsView::showTableMenu(const QPoint& position) {
    QMenu menu(this);
    menu.addActions(actions());
    menu.addAction(tr("Sort as measured"), this, [this] { m_table->sortByColumn(-1, Qt::AscendingOrder); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

QImage BenchResultsView::picture() const {
    QRect area;
    for (const BarChart* chart : m_charts) area = area.united(chart->geometry());
    QImage image(area.size() * kPictureScale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kPictureScale);
    image.fill(m_theme.color(Role::Surface));
    QPainter painter(&image);
    for (const BarChart* chart : m_charts)
        painter.drawImage(chart->pos() - area.topLeft(), chart->picture(kPictureScale));
    return image;
}

std::string BenchResultsView::svg() const {
    std::string document = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n",
        kSvgWidth * 3, kSvgHeight);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        document += fmt::format("<g transform=\"translate({} 0)\">\n", kSvgWidth * static_cast<double>(i));
        document += results::toSvg(m_charts[i]->spec(), kSvgWidth, kSvgHeight, m_theme.isDark());
        document += "\n</g>\n";
    }
    return document + "</svg>\n";
}

} // namespace spacebench::widgets
