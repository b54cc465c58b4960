// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/run_details.h"

#include <algorithm>

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "models/change_words.h"
#include "models/ledger_model.h"
#include "views/cell_table.h"
#include "views/fact_table.h"

namespace spacebench::widgets {

namespace {

constexpr int kLabelWidest = 320;
constexpr int kInputWidest = 180;
constexpr int kNoteHeight = 64;

/// "processor.model" and its value, a line each.
void flatten(const nlohmann::ordered_json& value, const QString& name, std::vector<CellRow>& rows) {
    // Two levels are enough for what describes a machine; deeper ones stay as JSON.
    if (value.is_object() && name.count(QLatin1Char('.')) < 2 && !value.empty()) {
        for (const auto& [key, inner] : value.items())
            flatten(inner, name.isEmpty() ? toQt(key) : name + QLatin1Char('.') + toQt(key), rows);
        return;
    }
    const QString text =
        value.is_null() ? RunDetails::tr("unknown")
        : value.is_string()
            ? toQt(value.get_ref<const std::string&>())
            : toQt(value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    rows.push_back({name, {{name}, {visibleText(text)}}});
}

QString stateWords(const results::RecordRow& row) {
    QString text = coreText(results::stateName(row.state));
    if (!row.reason.empty()) text += QStringLiteral(": ") + coreText(row.reason);
    return text;
}

/// Metrics of all rows, in the order in which they come first.
std::vector<const results::Metric*> metricsOf(const results::RunRecord& run) {
    std::vector<const results::Metric*> metrics;
    for (const results::RecordRow& row : run.rows)
        for (const results::Metric& metric : row.metrics)
            if (std::none_of(metrics.begin(), metrics.end(),
                             [&](const results::Metric* one) { return one->id == metric.id; }))
                metrics.push_back(&metric);
    return metrics;
}

} // namespace

QStringList listedWords(const QString& text) {
    QStringList words;
    for (const QString& word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) words += word.trimmed();
    words.removeAll(QString());
    words.sort();
    words.removeDuplicates();
    return words;
}

RunDetails::RunDetails(const Theme& theme, QWidget* parent)
    : QTabWidget(parent), m_theme(theme), m_title(new QLineEdit), m_tags(new QLineEdit),
      m_baselines(new QLineEdit), m_note(new QPlainTextEdit), m_facts(new FactTable(theme)),
      m_warnings(new QLabel), m_nothing(new QLabel(tr("Choose a run to see what was measured."))),
      m_rows(new CellTable(theme, tr("Rows of the run"))),
      m_environment(new CellTable(theme, tr("Environment of the run"))) {
    setDocumentMode(true);
    setAccessibleName(tr("The chosen run"));
    addTab(buildAbout(), tr("Run"));
    addTab(m_rows, tr("Rows"));
    m_environment->setColumns({{tr("What")}, {tr("Value")}});
    addTab(m_environment, tr("Environment"));
    auto* trend = new QAction(tr("Trend of this row"), m_rows);
    m_rows->addAction(trend);
    connect(trend, &QAction::triggered, this, [this] {
        if (!m_rows->currentId().isEmpty()) Q_EMIT trendRequested(m_rows->currentId());
    });
    connect(m_rows, &CellTable::rowActivated, this, &RunDetails::trendRequested);
    showSummary(nullptr);
}

QWidget* RunDetails::buildAbout() {
    auto* page = new QWidget;
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(8, 8, 8, 8);
    columns->setSpacing(16);
    m_form = new QWidget;
    auto* form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("T&itle"), m_title);
    form->addRow(tr("Ta&gs"), m_tags);
    form->addRow(tr("&Baseline"), m_baselines);
    form->addRow(tr("N&ote"), m_note);
    m_tags->setPlaceholderText(tr("words, with commas between them"));
    m_baselines->setPlaceholderText(tr("names that stand for this run in comparisons and gates"));
    m_note->setPlaceholderText(tr("what is worth knowing about this run"));
    m_note->setTabChangesFocus(true);
    m_note->setMinimumHeight(kNoteHeight);
    m_note->installEventFilter(this);
    columns->addWidget(m_form, 1);

    auto* facts = new QWidget;
    auto* column = new QVBoxLayout(facts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setWordWrap(true);
    column->addWidget(m_nothing);
    column->addWidget(m_facts);
    m_warnings->setWordWrap(true);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_warnings);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(facts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    columns->addWidget(scroll, 1);

    connect(m_title, &QLineEdit::editingFinished, this, [this] {
        const QString title = m_title->text().trimmed();
        if (m_uid.isEmpty() || title.isEmpty() || title == m_shownTitle) return;
        m_shownTitle = title;
        Q_EMIT titleEdited(m_uid, title);
    });
    connect(m_tags, &QLineEdit::editingFinished, this, [this] {
        const QStringList tags = listedWords(m_tags->text());
        if (m_uid.isEmpty() || tags == m_shownTags) return;
        m_shownTags = tags;
        Q_EMIT tagsEdited(m_uid, tags);
    });
    connect(m_baselines, &QLineEdit::editingFinished, this, [this] {
        const QStringList names = listedWords(m_baselines->text());
        if (m_uid.isEmpty() || names == m_shownBaselines) return;
        m_shownBaselines = names;
        Q_EMIT baselinesEdited(m_uid, names);
    });
    return page;
}

bool RunDetails::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_note && event->type() == QEvent::FocusOut) finishNote();
    if (watched == m_note && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            finishNote();
            return true;
        }
    }
    return QTabWidget::eventFilter(watched, event);
}

void RunDetails::finishNote() {
    const QString note = m_note->toPlainText();
    if (m_uid.isEmpty() || note == m_shownNote) return;
    m_shownNote = note;
    Q_EMIT noteEdited(m_uid, note);
}

void RunDetails::showSummary(const results::RunSummary* run) {
    m_nothing->setVisible(run == nullptr);
    m_facts->setVisible(run != nullptr);
    m_form->setEnabled(run != nullptr && !run->deleted);
    m_form->setVisible(run != nullptr);
    setTabEnabled(1, run != nullptr);
    setTabEnabled(2, run != nullptr);
    if (run == nullptr) {
        m_uid.clear();
        m_warnings->clear();
        return;
    }
    const bool same = toQt(run->uid) == m_uid;
    m_uid = toQt(run->uid);
    const auto set = [same](QLineEdit& edit, const QString& text) {
        if (same && edit.hasFocus() && edit.isModified()) return;
        edit.setText(text);
        edit.setCursorPosition(0);
    };
    m_shownTitle = toQt(run->title);
    set(*m_title, m_shownTitle);
    m_shownTags.clear();
    for (const std::string& tag : run->tags) m_shownTags += toQt(tag);
    m_shownTags.sort();
    set(*m_tags, m_shownTags.join(QStringLiteral(", ")));
    m_shownBaselines.clear();
    for (const std::string& name : run->baselines) m_shownBaselines += toQt(name);
    m_shownBaselines.sort();
    set(*m_baselines, m_shownBaselines.join(QStringLiteral(", ")));
    if (!same || !m_note->hasFocus()) {
        m_shownNote = toQt(run->note);
        if (m_note->toPlainText() != m_shownNote) m_note->setPlainText(m_shownNote);
    }
    QStringList inputs;
    for (const std::string& input : run->inputs) inputs += visibleText(toQt(input));
    m_facts->setRows(
        {{tr("Measured"),
          tr("%1 UTC, took %2")
              .arg(ledgerTime(run->startedUtc), toQt(durationText(run->elapsedSeconds * 1e9))),
          {}},
         {tr("By"), toQt(run->source), {}},
         {tr("Plan"), run->planName.empty() ? noFigure() : toQt(run->planName), {}},
         {tr("Inputs"), inputs.isEmpty() ? noFigure() : inputs.join(QStringLiteral(", ")), {}},
         {tr("Machine"), toQt(run->machine), {}},
         {tr("Rows"), grouped(run->rows), {}},
         {tr("State"), run->complete ? tr("complete") : tr("interrupted: what is there was measured"), {}},
         {tr("Id"), m_uid, {}}});
}

void RunDetails::showRecord(const RunPtr& run) {
    if (!run) {
        m_warnings->clear();
        m_rows->setColumns({});
        m_rows->setRows({});
        m_environment->setRows({});
        m_rows->setNothingText(tr("Reading the run"));
        m_environment->setNothingText(tr("Reading the run"));
        return;
    }
    QStringList warnings;
    for (const std::string& warning : run->warnings)
        warnings += QString::fromUtf8("\u26A0 ") + visibleText(coreText(warning));
    m_warnings->setText(warnings.join(QLatin1Char('\n')));

    const auto metrics = metricsOf(*run);
    std::vector<CellColumn> columns{{tr("Row"), {}, false, false, kLabelWidest},
                                    {tr("Input"), {}, false, false, kInputWidest},
                                    {tr("State")}};
    for (const results::Metric* metric : metrics)
        columns.push_back(
            {coreText(metric->title),
             metric->lowerIsBetter ? tr("Median; lower is better") : tr("Median; higher is better"), true});
    std::vector<CellRow> rows;
    for (const results::RecordRow& row : run->rows) {
        CellRow line{toQt(row.key),
                     {{visibleText(toQt(row.label)), {}, toQt(row.key)},
                      {visibleText(toQt(row.input)), {}, toQt(row.inputHash)},
                      {stateWords(row)}}};
        for (const results::Metric* like : metrics) {
            const results::Metric* metric = row.metric(like->id);
            if (metric == nullptr) {
                line.cells.push_back({noFigure()});
                continue;
            }
            line.cells.push_back(figureCell(toQt(results::metricText(metric->unit, metric->value.value)),
                                            metric->value.value,
                                            tr("%1, %2 samples")
                                                .arg(intervalText(metric->unit, metric->value))
                                                .arg(metric->samples.size())));
        }
        rows.push_back(std::move(line));
    }
    m_rows->setColumns(std::move(columns));
    m_rows->setRows(std::move(rows));
    m_rows->setNothingText(tr("This run measured nothing."));
    std::vector<CellRow> environment;
    flatten(run->environment, {}, environment);
    if (run->environment.is_null() || run->environment.empty()) environment.clear();
    if (run->noiseFloor > 0)
        environment.push_back({QStringLiteral("noise"),
                               {{tr("noise floor of the session")},
                                {tr("%1 %").arg(toQt(significant(run->noiseFloor * 100, 3)))}}});
    m_environment->setRows(std::move(environment));
    m_environment->setNothingText(tr("The program that measured this did not say where."));
}

void RunDetails::showProblem(const QString& problem) {
    m_rows->setColumns({});
    m_rows->setRows({});
    m_environment->setRows({});
    m_rows->setNothingText(problem);
    m_environment->setNothingText(problem);
}

void RunDetails::editBaselines() {
    setCurrentIndex(0);
    m_baselines->setFocus(Qt::ShortcutFocusReason);
    m_baselines->selectAll();
}

QString RunDetails::factsText() const {
    QStringList lines;
    for (const FactRow& row : m_facts->rows()) lines += row.label + QLatin1Char('\t') + row.value;
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n') + m_warnings->text();
}

} // namespace spacebench::widgets
