// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lab_results_view.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <fmt/format.h>

#include "results/lab_charts.h"
#include "views/chart_theme.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

constexpr int kRowHeight = 20; // compact, as in the benchmark's table
constexpr int kMostNameWidth = 180;
constexpr int kMostStateWidth = 96;
constexpr int kBesideWidth = 310;
constexpr double kPictureScale = 2;
constexpr double kSvgWidth = 520; // of one chart
constexpr double kSvgHeight = 380;

SwitchButton* addSwitch(QHBoxLayout& row, QButtonGroup& group, int id, const QString& text,
                        const QString& help) {
    auto* button = new SwitchButton(text);
    button->setToolTip(help);
    group.addButton(button, id);
    row.addWidget(button);
    return button;
}

} // namespace

LabResultsView::LabResultsView(const Theme& theme, QWidget* advice, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(new LabTableModel(theme, this)), m_sorted(new LabSorter(this)),
      m_compress(new XyChart), m_decompress(new XyChart), m_link(new XyChart), m_chunk(new XyChart),
      m_map(new GridChart), m_legend(new ChartLegend), m_third(new QStackedWidget), m_table(new QTableView),
      m_beside(new QStackedWidget), m_rowText(new QPlainTextEdit), m_thirdButtons(new QButtonGroup(this)),
      m_besideButtons(new QButtonGroup(this)) {
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(LabTableModel::SortRole);
    buildTable();
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(buildCharts());
    split->addWidget(buildLower(advice));
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildSwitches());
    column->addWidget(split, 1);
    for (ChartPanel* chart : charts()) {
        connect(chart, &ChartPanel::rowActivated, this, [this](std::size_t row) { selectRow(row); });
        connect(chart, &ChartPanel::exportRequested, this, &LabResultsView::exportRequested);
    }
    const auto recolour = [this] {
        const ChartColours colours = chartColours(m_theme);
        for (ChartPanel* chart : charts()) chart->setColours(colours);
        m_legend->setColours(m_theme.color(Role::Window), colours.secondaryText);
    };
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
    theme.keepFont(m_legend, TypeSize::Small);
    theme.keepFont(m_rowText, TypeSize::Small, true);
    theme.keepFont(m_table, TypeSize::Small);
    theme.keepFont(m_table->horizontalHeader(), TypeSize::Small);
    setAdvice(std::nullopt, results::decisionMap({}));
    setRun(nullptr);
    refreshRowText();
}

QWidget* LabResultsView::buildSwitches() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new QLabel(tr("Third chart")));
    const auto third = [&](Third id, const QString& text, const QString& help) {
        addSwitch(*row, *m_thirdButtons, static_cast<int>(id), text, help);
    };
    third(Third::LinkSpeed, tr("link speed"), tr("Which codec brings the space over a link soonest"));
    third(Third::ChunkSize, tr("chunk size"), tr("What reading parts alone costs in size"));
    third(Third::GuideMap, tr("guide's rule"), tr("Where the performance guide's rule loses, and how much"));
    row->addStretch(1);
    row->addWidget(new QLabel(tr("Beside the table")));
    addSwitch(*row, *m_besideButtons, static_cast<int>(Beside::Advice), tr("advice"),
              tr("Which codec to take, and why"));
    addSwitch(*row, *m_besideButtons, static_cast<int>(Beside::Row), tr("selected row"),
              tr("Every figure and every sample of the selected row"));
    m_thirdButtons->button(static_cast<int>(Third::LinkSpeed))->setChecked(true);
    m_besideButtons->button(static_cast<int>(Beside::Advice))->setChecked(true);
    connect(m_thirdButtons, &QButtonGroup::idClicked, m_third, &QStackedWidget::setCurrentIndex);
    connect(m_besideButtons, &QButtonGroup::idClicked, this, [this](int id) { setBeside(Beside{id}); });
    return bar;
}

QWidget* LabResultsView::buildCharts() {
    auto* area = new QWidget;
    auto* layout = new QGridLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(2);
    for (QWidget* chart : std::initializer_list<QWidget*>{m_link, m_chunk, m_map}) m_third->addWidget(chart);
    layout->addWidget(m_compress, 0, 0);
    layout->addWidget(m_decompress, 0, 1);
    layout->addWidget(m_third, 0, 2, 2, 1);
    layout->addWidget(m_legend, 1, 0, 1, 2);
    layout->setRowStretch(0, 1);
    for (int column = 0; column < 3; ++column) layout->setColumnStretch(column, 1);
    // Both fronts mean the same by the same mark: one key for the two leaves them room.
    for (XyChart* front : {m_compress, m_decompress}) front->setLegendShown(false);
    return area;
}

QWidget* LabResultsView::buildLower(QWidget* advice) {
    m_rowText->setReadOnly(true);
    m_rowText->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_rowText->setAccessibleName(tr("Selected row in full"));
    m_beside->addWidget(advice);
    m_beside->addWidget(m_rowText);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_table);
    split->addWidget(m_beside);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({2 * kBesideWidth, kBesideWidth});
    return split;
}

void LabResultsView::buildTable() {
    m_table->setModel(m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as planned, until a header is clicked
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setCornerButtonEnabled(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Codec lab results"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(kRowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LabResultsView::showTableMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid())
                    selectRow(static_cast<std::size_t>(m_sorted->mapToSource(current).row()));
            });
    auto* copy = new QAction(tr("Copy with headers (TSV)"), m_table);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tableTsv()); });
    addAction(copy);
}

void LabResultsView::setRun(RunPtr run) {
    const RunPtr before = m_model->run();
    const bool grown = before && run && isContinuation(*before, *run);
    m_model->setRun(std::move(run));
    if (!grown) {
        selectRow(std::nullopt);
        m_table->resizeColumnsToContents();
        const auto narrow = [this](int column, int width) {
            if (m_table->columnWidth(column) > width) m_table->setColumnWidth(column, width);
        };
        narrow(LabTableModel::Name, kMostNameWidth);
        narrow(LabTableModel::State, kMostStateWidth);
    }
    refreshCharts();
    refreshRowText();
}

void LabResultsView::refreshCharts() {
    static const results::LabRun kNothing;
    const results::LabRun& shown = run() ? *run() : kNothing;
    m_compress->setSpec(results::paretoChart(shown, results::ParetoOf::Compress, m_picked));
    m_decompress->setSpec(results::paretoChart(shown, results::ParetoOf::Decompress, m_picked));
    m_link->setSpec(results::linkChart(shown));
    m_chunk->setSpec(results::chunkChart(shown));
    m_legend->setEntries(m_compress->legendEntries());
    for (ChartPanel* chart : charts()) chart->setSelectedRow(m_selected);
}

void LabResultsView::setAdvice(std::optional<std::size_t> picked, const results::GridChart& map) {
    m_map->setSpec(map);
    if (picked == m_picked) return;
    m_picked = picked;
    refreshCharts();
}

void LabResultsView::setThird(Third third) {
    m_thirdButtons->button(static_cast<int>(third))->setChecked(true);
    m_third->setCurrentIndex(static_cast<int>(third));
}

void LabResultsView::setBeside(Beside beside) {
    m_besideButtons->button(static_cast<int>(beside))->setChecked(true);
    m_beside->setCurrentIndex(static_cast<int>(beside));
    refreshRowText();
}

void LabResultsView::selectRow(std::optional<std::size_t> row) {
    if (row == m_selected) return;
    m_selected = row;
    for (ChartPanel* chart : charts()) chart->setSelectedRow(row);
    if (row && run() && *row < run()->rows.size()) {
        const QModelIndex shown = m_sorted->mapFromSource(m_model->index(static_cast<int>(*row), 0));
        if (m_table->currentIndex().row() != shown.row()) m_table->selectRow(shown.row());
        m_table->scrollTo(shown);
    } else {
        m_table->clearSelection();
    }
    refreshRowText();
}

void LabResultsView::refreshRowText() {
    const bool known = m_selected && run() && *m_selected < run()->rows.size();
    m_rowText->setPlainText(known ? labRowText(run()->rows[*m_selected])
                                  : tr("Choose a row of the table or a point of a chart."));
}

QString LabResultsView::tableTsv() const {
    if (!run()) return {};
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) rows.push_back(index.row());
    if (rows.size() < 2) {
        rows.clear();
        for (int i = 0; i < m_sorted->rowCount(); ++i) rows.push_back(i);
    }
    std::sort(rows.begin(), rows.end());
    for (int& row : rows) row = m_sorted->mapToSource(m_sorted->index(row, 0)).row();
    std::vector<int> columns;
    for (int visual = 0; visual < LabTableModel::ColumnCount; ++visual)
        columns.push_back(m_table->horizontalHeader()->logicalIndex(visual));
    return m_model->toTsv(rows, columns);
}

void LabResultsView::showTableMenu(const QPoint& position) {
    QMenu menu(this);
    menu.addActions(actions());
    menu.addAction(tr("Sort as planned"), this, [this] { m_table->sortByColumn(-1, Qt::AscendingOrder); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

QImage LabResultsView::picture() const {
    const std::array<const ChartPanel*, 3> shown = {m_compress, m_decompress,
                                                    static_cast<const ChartPanel*>(m_third->currentWidget())};
    QRect area;
    const auto place = [this](const ChartPanel* chart) {
        return QRect(chart->mapTo(this, QPoint(0, 0)), chart->size());
    };
    for (const ChartPanel* chart : shown) area = area.united(place(chart));
    area = area.united(QRect(m_legend->mapTo(this, QPoint(0, 0)), m_legend->size()));
    QImage image(area.size() * kPictureScale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kPictureScale);
    image.fill(m_theme.color(Role::Surface));
    QPainter painter(&image);
    for (const ChartPanel* chart : shown)
        painter.drawImage(place(chart).topLeft() - area.topLeft(), chart->picture(kPictureScale));
    m_legend->paintOn(painter, QRect(m_legend->mapTo(this, QPoint(0, 0)) - area.topLeft(), m_legend->size()));
    return image;
}

std::string LabResultsView::svg() const {
    std::vector<const ChartPanel*> drawn;
    for (const ChartPanel* chart : charts())
        if (chart->itemCount() > 0) drawn.push_back(chart);
    std::string document = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n",
        kSvgWidth * static_cast<double>(std::max<std::size_t>(drawn.size(), 1)), kSvgHeight);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        document += fmt::format("<g transform=\"translate({} 0)\">\n", kSvgWidth * static_cast<double>(i));
        document += drawn[i]->svg(kSvgWidth, kSvgHeight, m_theme.isDark());
        document += "\n</g>\n";
    }
    return document + "</svg>\n";
}

} // namespace spacebench::widgets
