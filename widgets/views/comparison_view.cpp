// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/comparison_view.h"

#include <algorithm>
#include <cmath>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "charts/xy_chart.h"
#include "models/change_words.h"
#include "views/cell_table.h"
#include "views/chart_theme.h"
#include "views/flow_layout.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

using results::ComparisonCell;
using results::ComparisonRow;

constexpr int kLabelWidest = 300;
constexpr int kInputWidest = 140;

QString ratioText(double ratio) {
    return QString::number(ratio, 'f', 3);
}

QString percentText(double ratio) {
    const double percent = (ratio - 1) * 100;
    return (percent > 0 ? QStringLiteral("+") : QString()) + toQt(significant(percent, 3)) +
           QStringLiteral(" %");
}

QString runName(const results::Comparison& comparison, std::size_t run) {
    return visibleText(toQt(comparison.runs[run]->title));
}

Cell valueCell(const ComparisonCell& cell) {
    if (cell.metric == nullptr) return {noFigure(), {}, coreText(cell.reason)};
    const results::Metric& metric = *cell.metric;
    return figureCell(toQt(results::metricText(metric.unit, metric.value.value)), metric.value.value,
                      ComparisonView::tr("%1, %2 samples")
                          .arg(intervalText(metric.unit, metric.value))
                          .arg(metric.samples.size()));
}

/// What the verdict rests on, as a sentence.
QString basisText(const ComparisonCell& cell) {
    switch (cell.basis) {
    case results::Basis::None:
        break;
    case results::Basis::Exact:
        return ComparisonView::tr("Exact: no test is needed");
    case results::Basis::Paired:
        return ComparisonView::tr("Paired by the rounds of one session: %1").arg(cell.runs);
    case results::Basis::Unpaired:
        return ComparisonView::tr("Not interleaved, runs a side: %1; a weaker comparison").arg(cell.runs);
    case results::Basis::Intervals:
        return ComparisonView::tr("By the intervals alone: a program kept no samples");
    }
    return {};
}

/// The p that the verdict goes by.
Cell chanceCell(const ComparisonCell& cell) {
    const QString basis = basisText(cell);
    if (cell.exact || !cell.against.tested) return {noFigure(), -1.0, basis};
    QString help = basis;
    if (cell.adjustedP != cell.against.p)
        help += QLatin1Char('\n') +
                ComparisonView::tr("p of this row by itself: %1").arg(toQt(significant(cell.against.p, 2)));
    return figureCell(toQt(significant(cell.adjustedP, 2)), cell.adjustedP, help);
}

/// Ratio, interval, verdict, p of a run against the first.
void addVerdict(std::vector<Cell>& cells, const ComparisonRow& row, std::size_t run) {
    const ComparisonCell& cell = row.cells[run];
    if (cell.metric == nullptr || row.cells.front().metric == nullptr) {
        const QString reason = coreText(cell.metric == nullptr ? cell.reason : row.cells.front().reason);
        for (int i = 0; i < 2; ++i) cells.push_back({noFigure(), {}, reason});
        cells.push_back({reason.isEmpty() ? ComparisonView::tr("only in one run") : reason,
                         {},
                         {},
                         {},
                         Role::SecondaryText});
        cells.push_back({noFigure(), {}, reason});
        return;
    }
    const stats::SeriesComparison& against = cell.against;
    Cell ratio = figureCell(ratioText(against.ratio), against.ratio, percentText(against.ratio));
    cells.push_back(ratio);
    if (cell.exact)
        cells.push_back({ComparisonView::tr("exact"),
                         {},
                         ComparisonView::tr("The same in every run of the "
                                            "same program")});
    else
        cells.push_back({ComparisonView::tr("%1 to %2")
                             .arg(ratioText(against.interval.low), ratioText(against.interval.high)),
                         against.interval.high - against.interval.low,
                         ComparisonView::tr("95 % interval: %1 to %2")
                             .arg(percentText(against.interval.low), percentText(against.interval.high)),
                         QStringLiteral("%1 to %2")
                             .arg(against.interval.low, 0, 'g', 15)
                             .arg(against.interval.high, 0, 'g', 15)});
    QString help = against.paired ? ComparisonView::tr("Paired by rounds of one session")
                                  : ComparisonView::tr("Not interleaved: a weaker comparison");
    for (const std::string& warning : cell.warnings)
        help += QLatin1Char('\n') + QString::fromUtf8("\u26A0 ") + coreText(warning);
    const QString word = changeWord(against.change, cell.metric);
    cells.push_back({changeMark(against.change) + QLatin1Char(' ') + word +
                         (cell.warnings.empty() ? QString() : QString::fromUtf8(" \u26A0")),
                     static_cast<int>(against.change), cell.exact ? QString() : help, word,
                     changeRole(against.change)});
    cells.push_back(chanceCell(cell));
}

} // namespace

ComparisonView::ComparisonView(JobController& controller, const Theme& theme, const CompareCalls& calls,
                               QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(calls), m_drawing(controller),
      m_summary(new QLabel), m_warnings(new QLabel), m_table(new CellTable(theme, tr("Comparison"))),
      m_ratios(new XyChart), m_pictures(new QButtonGroup(this)), m_rowStack(new QStackedWidget),
      m_rowChart(new XyChart), m_samples(new CellTable(theme, tr("Samples of the row"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (QLabel* label : {m_summary, m_warnings}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    auto* switches = new FlowLayout(Qt::AlignLeft);
    switches->setContentsMargins(0, 0, 0, 0);
    switches->setSpacing(4);
    const auto add = [&](Picture picture, const QString& text, const QString& help) {
        auto* button = new SwitchButton(text);
        button->setToolTip(help);
        m_pictures->addButton(button, static_cast<int>(picture));
        switches->addWidget(button);
    };
    switches->addWidget(new QLabel(tr("Chosen row")));
    add(Picture::Distribution, tr("distribution"),
        tr("Share of the samples up to each value, a curve a run"));
    add(Picture::Histogram, tr("histogram"), tr("How many samples fall into each step"));
    add(Picture::Order, tr("order"), tr("Samples in the order in which they were taken: drift shows here"));
    add(Picture::Samples, tr("samples"), tr("Every sample as a table"));
    m_pictures->button(static_cast<int>(m_picture))->setChecked(true);
    auto* right = new QWidget;
    auto* below = new QVBoxLayout(right);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(4);
    below->addLayout(switches);
    m_rowStack->addWidget(m_rowChart);
    m_rowStack->addWidget(m_samples);
    below->addWidget(m_rowStack, 1);
    auto* charts = new QSplitter(Qt::Horizontal);
    charts->setChildrenCollapsible(false);
    charts->setHandleWidth(8);
    charts->addWidget(m_ratios);
    charts->addWidget(right);
    charts->setStretchFactor(0, 1);
    charts->setStretchFactor(1, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_table);
    split->addWidget(charts);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);

    connect(m_pictures, &QButtonGroup::idClicked, this, [this](int id) { setPicture(Picture{id}); });
    connect(m_table, &CellTable::currentChangedTo, this, [this] {
        m_ratios->setSelectedRow(currentRow());
        fillSamples();
        drawRow();
    });
    connect(m_ratios, &ChartPanel::rowActivated, this, &ComparisonView::selectRow);
    for (XyChart* chart : {m_ratios, m_rowChart})
        connect(chart, &ChartPanel::exportRequested, this, &ComparisonView::exportRequested);
    const auto recolour = [this] {
        for (XyChart* chart : {m_ratios, m_rowChart}) chart->setColours(chartColours(m_theme));
    };
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
}

void ComparisonView::show(ComparisonPtr comparison, const results::XyChart& ratios, const QString& why) {
    m_comparison = std::move(comparison);
    m_ratios->setSpec(ratios);
    m_table->setNothingText(why);
    QStringList warnings;
    if (m_comparison) {
        const results::Comparison& it = *m_comparison;
        const results::Metric* like = nullptr;
        for (const ComparisonRow& row : it.rows)
            if (like == nullptr && !row.cells.empty()) like = row.cells.front().metric;
        QStringList counts;
        for (const stats::Change change : {stats::Change::Slower, stats::Change::Faster, stats::Change::Same,
                                           stats::Change::Inconclusive, stats::Change::Insufficient})
            if (const std::size_t count = it.count(change); count > 0)
                counts += QStringLiteral("%1 %2 %3")
                              .arg(changeMark(change))
                              .arg(count)
                              .arg(changeWord(change, like));
        QString text = counts.join(QStringLiteral("   "));
        if (it.geometricMeanRatio > 0)
            text += tr("   geometric mean of the ratios %1").arg(ratioText(it.geometricMeanRatio));
        m_summary->setText(text);
        for (const std::string& warning : it.warnings)
            warnings += QString::fromUtf8("\u26A0 ") + visibleText(coreText(warning));
    } else {
        m_summary->clear();
    }
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
    m_warnings->setVisible(!warnings.isEmpty());
    fillTable();
    m_ratios->setSelectedRow(currentRow());
    fillSamples();
    drawRow();
}

void ComparisonView::fillTable() {
    if (!m_comparison) {
        m_table->setColumns({});
        m_table->setRows({});
        return;
    }
    const results::Comparison& it = *m_comparison;
    std::vector<CellColumn> columns{{tr("Row"), {}, false, false, kLabelWidest},
                                    {tr("Input"), {}, false, false, kInputWidest},
                                    {tr("Before"), runName(it, 0), true}};
    const bool two = it.runs.size() == 2;
    for (std::size_t run = 1; run < it.runs.size(); ++run) {
        const QString name = runName(it, run);
        const QString number = two ? QString() : QStringLiteral(" %1").arg(run + 1);
        columns.push_back({two ? tr("After") : tr("Run %1").arg(run + 1), name, true});
        columns.push_back({tr("Ratio") + number, tr("After over before"), true});
        columns.push_back({tr("95 % interval") + number, tr("Of the ratio"), true});
        columns.push_back({tr("Verdict") + number,
                           tr("A change is said where the interval excludes 1 and the change passes "
                              "threshold and noise")});
        columns.push_back({tr("p") + number,
                           it.correction == stats::Correction::None
                               ? tr("How often chance alone would do this")
                               : tr("How often chance alone would do this, adjusted for the number of rows"),
                           true});
    }
    std::vector<CellRow> rows;
    for (std::size_t i = 0; i < it.rows.size(); ++i) {
        const ComparisonRow& row = it.rows[i];
        CellRow line{QString::number(i),
                     {{visibleText(toQt(row.label)), {}, toQt(row.key)}, {visibleText(toQt(row.input))}}};
        for (std::size_t run = 0; run < row.cells.size(); ++run) {
            line.cells.push_back(valueCell(row.cells[run]));
            if (run > 0) addVerdict(line.cells, row, run);
        }
        rows.push_back(std::move(line));
    }
    const QString current = m_table->currentId();
    // Their help names the runs: columns of other runs are other columns.
    if (columns != m_table->cells().columns()) m_table->setColumns(std::move(columns));
    m_table->setRows(std::move(rows));
    if (m_table->currentId().isEmpty() && !it.rows.empty())
        m_table->selectId(m_table->cells().rowOf(current) >= 0 ? current : QStringLiteral("0"));
}

std::optional<std::size_t> ComparisonView::currentRow() const {
    bool good = false;
    const auto row = m_table->currentId().toULongLong(&good);
    if (!good || !m_comparison || row >= m_comparison->rows.size()) return std::nullopt;
    return row;
}

void ComparisonView::selectRow(std::size_t row) {
    m_table->selectId(QString::number(row));
}

void ComparisonView::goToChanged(int step) {
    if (!m_comparison) return;
    const QStringList ids = m_table->shownIds();
    const qsizetype count = ids.size();
    const qsizetype from = ids.indexOf(m_table->currentId());
    for (qsizetype i = 1; i <= count; ++i) {
        const qsizetype at = ((from + step * i) % count + count) % count;
        const ComparisonRow& row = m_comparison->rows[ids[at].toULongLong()];
        const bool changed =
            std::any_of(row.cells.begin() + 1, row.cells.end(), [](const ComparisonCell& cell) {
                return cell.metric != nullptr && isChange(cell.against.change);
            });
        if (!changed) continue;
        m_table->selectId(ids[at]);
        return;
    }
}

void ComparisonView::setPicture(Picture picture) {
    m_picture = picture;
    m_pictures->button(static_cast<int>(picture))->setChecked(true);
    drawRow();
}

void ComparisonView::fillSamples() {
    const auto row = currentRow();
    if (!row) {
        m_samples->setColumns({});
        m_samples->setRows({});
        m_samples->setNothingText(tr("Choose a row of the comparison."));
        return;
    }
    const results::Comparison& it = *m_comparison;
    std::vector<CellColumn> columns{{tr("Sample"), {}, true}};
    std::size_t most = 0;
    for (std::size_t run = 0; run < it.runs.size(); ++run) {
        columns.push_back({runName(it, run), {}, true});
        if (const results::Metric* metric = it.rows[*row].cells[run].metric)
            most = std::max(most, metric->samples.size());
    }
    std::vector<CellRow> rows;
    for (std::size_t i = 0; i < most; ++i) {
        CellRow line{QString::number(i), {figureCell(grouped(i + 1), static_cast<double>(i + 1))}};
        for (const ComparisonCell& cell : it.rows[*row].cells) {
            if (cell.metric != nullptr && i < cell.metric->samples.size())
                line.cells.push_back(
                    figureCell(toQt(results::metricText(cell.metric->unit, cell.metric->samples[i])),
                               cell.metric->samples[i]));
            else
                line.cells.push_back({noFigure()});
        }
        rows.push_back(std::move(line));
    }
    m_samples->setColumns(std::move(columns));
    m_samples->setRows(std::move(rows));
    m_samples->setNothingText(tr("The program that measured this kept no samples."));
}

void ComparisonView::drawRow() {
    m_rowStack->setCurrentIndex(m_picture == Picture::Samples ? 1 : 0);
    const auto row = currentRow();
    if (!row) {
        m_drawing.drop();
        results::XyChart nothing;
        nothing.id = "row";
        nothing.title = fromQt(tr("How are its samples spread?"));
        nothing.emptyNote = fromQt(tr("Choose a row of the comparison."));
        m_rowChart->setSpec(nothing);
        return;
    }
    if (m_picture == Picture::Samples) return;
    const auto draw = m_picture == Picture::Histogram ? m_calls.histogramChart
                      : m_picture == Picture::Order   ? m_calls.orderChart
                                                      : m_calls.distributionChart;
    if (m_controller.measuring()) {
        // Else the chart of the row before would stand for this one until the measurement ends.
        results::XyChart waits;
        waits.id = "row";
        waits.title = fromQt(tr("How are its samples spread?"));
        waits.emptyNote = fromQt(tr("Drawn when the measurement ends: nothing else runs beside it."));
        m_rowChart->setSpec(waits);
    }
    m_drawing.start<results::XyChart>(
        this, tr("Draw a row"), JobDisplay::Quiet,
        [draw, comparison = m_comparison, row = *row](const WorkContext&) -> Result<results::XyChart> {
            return draw(*comparison, row);
        },
        [this](JobTicket, Result<results::XyChart> result) {
            if (result.ok()) m_rowChart->setSpec(*result);
            Q_EMIT rowChartShown();
        });
}

QString ComparisonView::summaryText() const {
    return m_summary->text();
}

QString ComparisonView::warningsText() const {
    return m_warnings->text();
}

} // namespace spacebench::widgets
