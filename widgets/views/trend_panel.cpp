// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/trend_panel.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "charts/xy_chart.h"
#include "models/change_words.h"
#include "models/ledger_model.h"
#include "views/cell_table.h"
#include "views/chart_theme.h"

namespace spacebench::widgets {

namespace {

constexpr int kEqualShare = 10'000; // of a splitter, larger than any width
constexpr int kTitleWidest = 200;

} // namespace

struct TrendPanel::Trend {
    std::vector<std::pair<std::string, std::uint64_t>> keys;
    std::string key;
    results::Metric like;
    std::vector<std::pair<std::string, std::string>> metrics; ///< id, title
    std::vector<results::TrendPoint> points;
    std::vector<stats::ChangePoint> changes;
    std::size_t leftOut = 0; ///< points of other machines or inputs
    bool mixed = false;      ///< they are among the points
    results::XyChart chart;
};

TrendPanel::TrendPanel(JobController& controller, const Theme& theme, const HistoryCalls& calls,
                       QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(calls), m_reading(controller),
      m_key(new QComboBox), m_metric(new QComboBox),
      m_everything(new QCheckBox(tr("Other machines and inputs, too"))), m_words(new QLabel),
      m_chart(new XyChart), m_table(new CellTable(theme, tr("Trend as a table"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    auto* rowLabel = new QLabel(tr("&Row"));
    rowLabel->setBuddy(m_key);
    auto* metricLabel = new QLabel(tr("Metri&c"));
    metricLabel->setBuddy(m_metric);
    m_key->setEditable(true); // so that a row is found by typing
    m_key->setInsertPolicy(QComboBox::NoInsert);
    m_key->completer()->setFilterMode(Qt::MatchContains);
    m_key->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_key->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    bar->addWidget(rowLabel);
    bar->addWidget(m_key, 1);
    bar->addWidget(metricLabel);
    bar->addWidget(m_metric);
    bar->addWidget(m_everything);
    column->addLayout(bar);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    column->addWidget(m_words);
    m_table->setColumns({{tr("When"), tr("In UTC")},
                         {tr("Run"), {}, false, false, kTitleWidest},
                         {tr("Median"), {}, true},
                         {tr("95 % from"), {}, true},
                         {tr("95 % to"), {}, true},
                         {tr("Change")},
                         {tr("Machine"), {}, false, false, kTitleWidest}});
    m_table->setNothingText(tr("No run has this row."));
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(m_chart);
    split->addWidget(m_table);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({kEqualShare, kEqualShare}); // medians and intervals need no scrolling then
    column->addWidget(split, 1);

    connect(m_key, &QComboBox::activated, this, [this] {
        m_wantedKey = m_key->currentData().toString();
        refresh();
    });
    connect(m_metric, &QComboBox::activated, this, [this] {
        m_wantedMetric = m_metric->currentData().toString();
        refresh();
    });
    connect(m_everything, &QCheckBox::toggled, this, &TrendPanel::refresh);
    connect(m_chart, &ChartPanel::exportRequested, this, &TrendPanel::exportRequested);
    connect(m_chart, &ChartPanel::rowActivated, this, [this](std::size_t point) {
        if (point < static_cast<std::size_t>(m_uids.size()))
            m_table->selectId(m_uids[static_cast<qsizetype>(point)]);
    });
    connect(m_table, &CellTable::currentChangedTo, this, [this](const QString& uid) {
        const qsizetype point = m_uids.indexOf(uid);
        m_chart->setSelectedRow(point < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(point)));
    });
    connect(m_table, &CellTable::rowActivated, this, &TrendPanel::runRequested);
    const auto recolour = [this] { m_chart->setColours(chartColours(m_theme)); };
    connect(&theme, &Theme::changed, this, recolour);
    recolour();
}

void TrendPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_fresh) refresh();
}

QString TrendPanel::rowKey() const {
    return m_key->currentData().toString();
}

QString TrendPanel::words() const {
    return m_words->text();
}

void TrendPanel::showRow(const QString& key) {
    m_wantedKey = key;
    m_fresh = false;
    refresh();
}

void TrendPanel::showMetric(const QString& metricId) {
    m_wantedMetric = metricId;
    refresh();
}

void TrendPanel::setEverything(bool on) {
    m_everything->setChecked(on);
}

void TrendPanel::refresh() {
    if (!isVisible()) {
        m_fresh = false;
        return;
    }
    m_fresh = true;
    const bool another = (!m_wantedKey.isEmpty() && m_wantedKey != m_shownKey) ||
                         (!m_wantedMetric.isEmpty() && m_wantedMetric != m_shownMetric);
    if (another && m_controller.measuring()) showWaiting();
    using TrendPtr = std::shared_ptr<const Trend>;
    const auto body = [calls = m_calls, wanted = fromQt(m_wantedKey), metric = fromQt(m_wantedMetric),
                       all = m_everything->isChecked()](const WorkContext& context) -> Result<TrendPtr> {
        auto trend = std::make_shared<Trend>();
        SB_TRY(store, calls.runs.openStore());
        SB_TRY(keys, store->keys());
        trend->keys = std::move(keys);
        if (trend->keys.empty()) return TrendPtr(trend);
        const bool known = std::any_of(trend->keys.begin(), trend->keys.end(),
                                       [&](const auto& one) { return one.first == wanted; });
        trend->key = known ? wanted : trend->keys.front().first;
        std::string id = metric.empty() ? std::string(results::metric::kTime) : metric;
        SB_TRY(points, store->trend(trend->key, id));
        if (points.empty() && id != results::metric::kTime) {
            id = results::metric::kTime;
            SB_TRY(times, store->trend(trend->key, id));
            points = std::move(times);
        }
        if (points.empty()) return TrendPtr(trend);
        SB_CHECK(context.poll());
        SB_TRY(newest, store->get(points.back().uid));
        const results::RecordRow* row = newest.row(trend->key);
        if (row == nullptr) return TrendPtr(trend);
        for (const results::Metric& one : row->metrics) trend->metrics.emplace_back(one.id, one.title);
        if (const results::Metric* like = row->metric(id)) trend->like = *like;
        const results::TrendPoint last = points.back();
        for (results::TrendPoint& point : points) {
            const bool other = point.machine != last.machine || point.inputHash != last.inputHash;
            trend->mixed |= other && all;
            if (other && !all)
                ++trend->leftOut;
            else
                trend->points.push_back(std::move(point));
        }
        std::vector<double> series;
        std::vector<results::Interval> values;
        std::vector<std::string> labels;
        for (const results::TrendPoint& point : trend->points) {
            series.push_back(point.value.value);
            values.push_back(point.value);
            labels.push_back(fromQt(ledgerTime(point.startedUtc)) + "  " + point.title);
        }
        trend->changes = calls.changePoints(series);
        trend->chart = calls.trendChart(row->label, trend->like, values, labels);
        return TrendPtr(trend);
    };
    m_reading.start<TrendPtr>(
        this, tr("Read a trend"), JobDisplay::Quiet, body, [this](JobTicket, Result<TrendPtr> result) {
            if (result.ok())
                show(**result);
            else
                m_words->setText(QString::fromUtf8("\u26A0 ") + toQt(result.error().describe()));
            Q_EMIT shown();
        });
}

/// Else the trend of the row before would stand for this one until the measurement ends.
void TrendPanel::showWaiting() {
    m_shownKey.clear();
    m_shownMetric.clear();
    m_words->clear();
    m_uids.clear();
    m_table->setRows({});
    results::XyChart waits;
    waits.id = "trend";
    waits.title = fromQt(tr("How did it change?"));
    waits.emptyNote = fromQt(tr("Read when the measurement ends: nothing else runs beside it."));
    m_chart->setSpec(waits);
}

void TrendPanel::show(const Trend& trend) {
    m_shownKey = toQt(trend.key);
    m_shownMetric = toQt(trend.like.id);
    {
        const QSignalBlocker quiet(m_key);
        m_key->clear();
        for (const auto& [key, runs] : trend.keys) {
            m_key->addItem(visibleText(toQt(key)), toQt(key));
            m_key->setItemData(m_key->count() - 1, tr("in runs: %1").arg(runs), Qt::ToolTipRole);
        }
        m_key->setCurrentIndex(m_key->findData(toQt(trend.key)));
        if (m_key->lineEdit() != nullptr) m_key->lineEdit()->setCursorPosition(0);
    }
    {
        const QSignalBlocker quiet(m_metric);
        m_metric->clear();
        for (const auto& [id, title] : trend.metrics) m_metric->addItem(coreText(title), toQt(id));
        m_metric->setCurrentIndex(m_metric->findData(toQt(trend.like.id)));
    }
    QStringList words;
    if (trend.keys.empty()) words += tr("Nothing was recorded yet.");
    if (!trend.points.empty())
        words += trend.changes.empty()
                     ? tr("No lasting change in %1 runs.").arg(grouped(trend.points.size()))
                     : tr("Lasting changes: %1, in %2 runs.")
                           .arg(grouped(trend.changes.size()), grouped(trend.points.size()));
    if (trend.leftOut > 0) words += tr("Left out, of other machines or inputs: %1.").arg(trend.leftOut);
    if (trend.mixed)
        words += QString::fromUtf8("\u26A0 ") + tr("Machines or inputs are mixed: a step may be theirs.");
    m_words->setText(words.join(QLatin1Char(' ')));
    m_words->setVisible(!words.isEmpty());

    m_uids.clear();
    std::vector<CellRow> rows;
    const results::MetricUnit unit = trend.like.unit;
    const auto figure = [unit](double value) {
        return figureCell(toQt(results::metricText(unit, value)), value);
    };
    for (std::size_t i = 0; i < trend.points.size(); ++i) {
        const results::TrendPoint& point = trend.points[i];
        const auto change = std::find_if(trend.changes.begin(), trend.changes.end(),
                                         [i](const stats::ChangePoint& one) { return one.index == i; });
        Cell said{{}};
        if (change != trend.changes.end() && change->before > 0) {
            const bool more = change->after > change->before;
            const double percent = (change->after / change->before - 1) * 100;
            said.text = QString::fromUtf8(more ? "\u2197 " : "\u2198 ") +
                        QStringLiteral("%1%2 %").arg(more ? QStringLiteral("+") : QString(),
                                                     toQt(significant(percent, 3)));
            said.toolTip =
                tr("Median before %1, from here on %2; p = %3")
                    .arg(toQt(results::metricText(unit, change->before)),
                         toQt(results::metricText(unit, change->after)), toQt(significant(change->p, 2)));
            said.role = more == trend.like.lowerIsBetter ? Role::Bad : Role::Good;
            said.order = percent;
        }
        rows.push_back({toQt(point.uid),
                        {{ledgerTime(point.startedUtc), {}, toQt(point.startedUtc)},
                         {visibleText(toQt(point.title))},
                         figure(point.value.value),
                         figure(point.value.low),
                         figure(point.value.high),
                         said,
                         {toQt(point.machine)}}});
        m_uids += toQt(point.uid);
    }
    m_table->setRows(std::move(rows));
    results::XyChart chart = trend.chart;
    if (trend.points.empty()) {
        chart = {};
        chart.id = "trend";
        chart.title = fromQt(tr("How did it change?"));
        chart.emptyNote = fromQt(trend.keys.empty() ? tr("Nothing was recorded yet.")
                                                    : tr("No run has this row with this metric."));
    }
    m_chart->setSpec(chart);
}

} // namespace spacebench::widgets
