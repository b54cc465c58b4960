// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/target_editor.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "results/metric_catalog.h"
#include "views/cell_table.h"
#include "views/error_banner.h"

namespace spacebench::widgets {

namespace {

using results::TableTarget;

constexpr int kTitleWidest = 220;
const QString kLower = QStringLiteral("lower");
const QString kHigher = QStringLiteral("higher");
const QString kYes = QStringLiteral("yes");
const QString kNo = QStringLiteral("no");

/// A list of what is allowed in a column.
class ChoiceDelegate final : public QStyledItemDelegate {
  public:
    ChoiceDelegate(QStringList choices, QObject* parent)
        : QStyledItemDelegate(parent), m_choices(std::move(choices)) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                          const QModelIndex& /*index*/) const override {
        auto* box = new QComboBox(parent);
        box->addItems(m_choices);
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(std::max(0, box->findText(index.data(Qt::EditRole).toString())));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        model->setData(index, static_cast<QComboBox*>(editor)->currentText(), Qt::EditRole);
    }

  private:
    QStringList m_choices;
};

QString number(double value) {
    return QString::number(value, 'g', 12);
}

Cell figure(const std::optional<double>& value, const TableTarget& target) {
    if (!value) return {QString(), -1.0};
    return {number(*value), *value, toQt(results::metricValueText(target.metric, *value))};
}

Error notANumber(const QString& text) {
    return Error::invalid("this is no number")
        .expect("a number in the metric's own unit: ns, bytes, a second, a ratio")
        .got(fromQt(text));
}

/// Empty text is nothing; units are not read: the tool tip of a figure says it with its unit.
Result<std::optional<double>> optionalNumber(const QString& text) {
    if (text.trimmed().isEmpty()) return std::optional<double>();
    bool good = false;
    const double value = QLocale::c().toDouble(text.trimmed(), &good);
    if (!good) return notANumber(text);
    return std::optional(value);
}

Result<std::uint64_t> wholeNumber(const QString& text) {
    if (text.trimmed().isEmpty()) return std::uint64_t{0};
    bool good = false;
    const qulonglong value = QString(text).remove(QLatin1Char(',')).trimmed().toULongLong(&good);
    if (!good) return Error::invalid("this is no whole number").got(fromQt(text));
    return std::uint64_t{value};
}

Result<void> setField(TableTarget& target, int column, const QString& text) {
    const std::string words = fromQt(text.trimmed());
    switch (column) {
    case TargetEditor::Id:
        target.id = words;
        break;
    case TargetEditor::Title:
        target.title = words;
        break;
    case TargetEditor::Group:
        target.group = words;
        break;
    case TargetEditor::MetricId:
        target.metric = words;
        if (const results::KnownMetric* metric = results::findMetric(words))
            target.lowerIsBetter = metric->lowerIsBetter;
        break;
    case TargetEditor::Operation:
        target.operation = words;
        break;
    case TargetEditor::Format:
        target.formatId = words;
        break;
    case TargetEditor::MediumName:
        target.medium = words;
        break;
    case TargetEditor::Atoms: {
        SB_TRY(atoms, wholeNumber(text));
        target.atoms = atoms;
        break;
    }
    case TargetEditor::Threads: {
        SB_TRY(threads, wholeNumber(text));
        target.leastThreads = static_cast<unsigned>(std::min<std::uint64_t>(threads, 100'000));
        break;
    }
    case TargetEditor::Better:
        target.lowerIsBetter = text == kLower;
        break;
    case TargetEditor::Strict:
        target.strict = text == kYes;
        break;
    case TargetEditor::Limit: {
        SB_TRY(limit, optionalNumber(text));
        if (!limit) return notANumber(text);
        target.limit = *limit;
        break;
    }
    case TargetEditor::Stretch: {
        SB_TRY(value, optionalNumber(text));
        target.stretch = value;
        break;
    }
    case TargetEditor::Floor: {
        SB_TRY(value, optionalNumber(text));
        target.floor = value;
        break;
    }
    case TargetEditor::Ceiling: {
        SB_TRY(value, optionalNumber(text));
        target.ceiling = value;
        break;
    }
    default:
        break;
    }
    return {};
}

} // namespace

TargetEditor::TargetEditor(JobController& controller, const Theme& theme, const TargetCalls& calls,
                           QWidget* parent)
    : QDialog(parent), m_controller(controller), m_theme(theme), m_calls(calls), m_working(controller),
      m_choice(new QComboBox), m_id(new QLineEdit), m_title(new QLineEdit), m_source(new QLineEdit),
      m_hint(new QLabel), m_banner(new ErrorBanner(theme)),
      m_targets(new CellTable(theme, tr("Targets of the table"))), m_add(new QPushButton(tr("Add target"))),
      m_take(new QPushButton(tr("Remove targets"))),
      m_save(new QPushButton(lineIcon(QStringLiteral("save")), tr("Save table"))),
      m_remove(new QPushButton(tr("Remove table"))) {
    setWindowTitle(tr("Tables of targets"));
    resize(1080, 620);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    auto* label = new QLabel(tr("T&able"));
    label->setBuddy(m_choice);
    head->addWidget(label);
    head->addWidget(m_choice, 1);
    const auto button = [&](QPushButton* one, const QString& help, auto&& act) {
        one->setToolTip(help);
        one->setAutoDefault(false);
        head->addWidget(one);
        connect(one, &QPushButton::clicked, this, act);
    };
    button(new QPushButton(tr("Duplicate")), tr("A table of your own, with the same targets"),
           [this] { duplicate(); });
    button(new QPushButton(tr("Import\u2026")), tr("Reads a table from a JSON file"), [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Import a table"), QString(), tr("JSON (*.json)"));
        if (!path.isEmpty()) importFrom(path);
    });
    button(new QPushButton(tr("Export\u2026")), tr("Writes the table as a JSON file"), [this] {
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Export the table"), toQt(m_table.id) + QStringLiteral(".json"), tr("JSON (*.json)"));
        if (!path.isEmpty()) exportTo(path);
    });
    column->addLayout(head);
    auto* form = new QFormLayout;
    form->addRow(tr("&Name in commands and files"), m_id);
    form->addRow(tr("T&itle"), m_title);
    form->addRow(tr("&Source"), m_source);
    column->addLayout(form);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_hint);
    column->addWidget(m_banner);
    m_targets->setColumns(
        {{tr("Id"), {}, false, true},
         {tr("Title"), {}, false, true, kTitleWidest},
         {tr("Group"), tr("A block of the dashboard"), false, true},
         {tr("Metric"), {}, false, true},
         {tr("Operation"), tr("Empty: every operation"), false, true},
         {tr("Format"), tr("Empty: every format"), false, true},
         {tr("Medium"), tr("memory, or file: written and synced, or read; empty: both"), false, true},
         {tr("Atoms"), tr("Exactly this size; empty: any"), true, true},
         {tr("Better"), {}, false, true},
         {tr("Limit"), tr("In the metric's own unit: ns, bytes, a second, a ratio"), true, true},
         {tr("Stretch goal"), tr("Empty: none"), true, true},
         {tr("From"), tr("Lower end where the target is a range; empty: none"), true, true},
         {tr("Ceiling"), tr("Above it is worse than missed; empty: none"), true, true},
         {tr("Strict"), tr("A limit that is hit exactly is missed"), false, true},
         {tr("Least threads"), tr("Rows of fewer threads are not judged; empty: any"), true, true}});
    QStringList metrics;
    for (const results::KnownMetric& metric : results::knownMetrics()) metrics += toQt(metric.id);
    QStringList operations{QString()};
    for (const results::Operation operation : results::kOperations)
        operations += toQt(results::operationName(operation));
    m_targets->setItemDelegateForColumn(MetricId, new ChoiceDelegate(metrics, this));
    m_targets->setItemDelegateForColumn(Operation, new ChoiceDelegate(operations, this));
    m_targets->setItemDelegateForColumn(
        MediumName,
        new ChoiceDelegate({QString(), toQt(results::kMediumMemory), toQt(results::kMediumFile)}, this));
    m_targets->setItemDelegateForColumn(Better, new ChoiceDelegate({kLower, kHigher}, this));
    m_targets->setItemDelegateForColumn(Strict, new ChoiceDelegate({kNo, kYes}, this));
    m_targets->setNothingText(tr("This table has no targets yet."));
    column->addWidget(m_targets, 1);
    auto* foot = new QHBoxLayout;
    for (QPushButton* one : {m_add, m_take, m_save, m_remove}) {
        one->setAutoDefault(false);
        if (one == m_save) foot->addStretch(1);
        foot->addWidget(one);
    }
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close);
    foot->addWidget(close);
    column->addLayout(foot);

    auto* keys = new QAction(tr("Remove targets"), m_targets);
    keys->setShortcut(QKeySequence(Qt::Key_Delete));
    keys->setShortcutContext(Qt::WidgetShortcut);
    m_targets->addAction(keys);
    connect(keys, &QAction::triggered, this, &TargetEditor::removeTargets);
    connect(m_choice, &QComboBox::activated, this, [this] { editTable(m_choice->currentData().toString()); });
    connect(m_add, &QPushButton::clicked, this, &TargetEditor::addTarget);
    connect(m_take, &QPushButton::clicked, this, &TargetEditor::removeTargets);
    connect(m_save, &QPushButton::clicked, this, &TargetEditor::save);
    connect(m_remove, &QPushButton::clicked, this, &TargetEditor::askToRemove);
    connect(close, &QDialogButtonBox::rejected, this, &TargetEditor::reject);
    connect(m_targets, &CellTable::edited, this, [this](const QString& row, int at, const QString& text) {
        setCell(row.toInt(), static_cast<Column>(at), text);
    });
    connect(m_targets, &CellTable::selectionMoved, this, &TargetEditor::refreshButtons);
    const auto word = [this](QLineEdit* edit, std::string results::TargetTable::*field) {
        connect(edit, &QLineEdit::textEdited, this, [this, field](const QString& text) {
            m_table.*field = fromQt(text);
            m_changed = true;
            check();
        });
    };
    word(m_id, &results::TargetTable::id);
    word(m_title, &results::TargetTable::title);
    word(m_source, &results::TargetTable::source);
}

bool TargetEditor::known(const std::string& id) const {
    return std::any_of(m_tables.begin(), m_tables.end(), [&](const auto& table) { return table.id == id; });
}

void TargetEditor::setTables(const std::vector<results::TargetTable>& tables) {
    m_tables = tables;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const results::TargetTable& table : tables)
        m_choice->addItem(table.builtIn ? tr("%1 (built in)").arg(toQt(table.title)) : toQt(table.title),
                          toQt(table.id));
    m_choice->setCurrentIndex(m_choice->findData(toQt(m_table.id)));
    if (!m_changed && known(m_table.id)) editTable(toQt(m_table.id));
    refreshButtons();
}

void TargetEditor::editTable(const QString& id) {
    for (const results::TargetTable& table : m_tables)
        if (toQt(table.id) == id) return load(table, false);
}

void TargetEditor::load(const results::TargetTable& table, bool changed) {
    m_table = table;
    m_changed = changed;
    m_id->setText(toQt(table.id));
    m_title->setText(toQt(table.title));
    m_source->setText(toQt(table.source));
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->setCurrentIndex(m_choice->findData(toQt(table.id)));
    }
    fill();
    check();
}

void TargetEditor::fill() {
    std::vector<CellRow> rows;
    for (std::size_t i = 0; i < m_table.targets.size(); ++i) {
        const TableTarget& target = m_table.targets[i];
        const results::KnownMetric* metric = results::findMetric(target.metric);
        rows.push_back(
            {QString::number(i),
             {{toQt(target.id)},
              {toQt(target.title)},
              {toQt(target.group)},
              {toQt(target.metric), {}, metric != nullptr ? coreText(metric->title) : QString()},
              {toQt(target.operation)},
              {toQt(target.formatId)},
              {toQt(target.medium)},
              {target.atoms > 0 ? grouped(target.atoms) : QString(), static_cast<double>(target.atoms)},
              {target.lowerIsBetter ? kLower : kHigher},
              figure(target.limit, target),
              figure(target.stretch, target),
              figure(target.floor, target),
              figure(target.ceiling, target),
              {target.strict ? kYes : kNo},
              {target.leastThreads > 0 ? grouped(target.leastThreads) : QString(),
               static_cast<double>(target.leastThreads)}}});
    }
    m_targets->setRows(std::move(rows));
}

QString TargetEditor::freeId(const QString& like) const {
    QString id = like;
    for (int i = 2; known(fromQt(id)); ++i) id = QStringLiteral("%1-%2").arg(like).arg(i);
    return id;
}

void TargetEditor::duplicate() {
    results::TargetTable copy = m_table;
    copy.builtIn = false;
    copy.id = fromQt(freeId(toQt(copy.id) + QStringLiteral("-copy")));
    copy.title = fromQt(tr("%1, copy").arg(toQt(copy.title)));
    load(copy, true);
}

void TargetEditor::addTarget() {
    if (m_table.builtIn) return;
    TableTarget target;
    // Like the last one: tables are sweeps of sizes and formats.
    if (!m_table.targets.empty())
        target = m_table.targets.back();
    else {
        target.metric = results::metric::kTime;
        target.lowerIsBetter = true;
        target.group = fromQt(tr("Targets"));
        target.title = fromQt(tr("new target"));
        target.limit = 1e9;
    }
    std::size_t next = m_table.targets.size() + 1;
    const auto taken = [this](const std::string& id) {
        return std::any_of(m_table.targets.begin(), m_table.targets.end(),
                           [&](const TableTarget& one) { return one.id == id; });
    };
    while (taken("T" + std::to_string(next))) ++next;
    target.id = "T" + std::to_string(next);
    m_table.targets.push_back(target);
    m_changed = true;
    fill();
    m_targets->selectId(QString::number(m_table.targets.size() - 1));
    check();
}

void TargetEditor::removeTargets() {
    if (m_table.builtIn) return;
    std::vector<std::size_t> rows;
    for (const QString& id : m_targets->selectedIds()) rows.push_back(id.toULongLong());
    std::sort(rows.rbegin(), rows.rend());
    for (const std::size_t row : rows)
        m_table.targets.erase(m_table.targets.begin() + static_cast<std::ptrdiff_t>(row));
    m_changed |= !rows.empty();
    fill();
    check();
}

void TargetEditor::setCell(int row, Column column, const QString& text) {
    if (m_table.builtIn || row < 0 || static_cast<std::size_t>(row) >= m_table.targets.size()) return;
    const Result<void> set = setField(m_table.targets[static_cast<std::size_t>(row)], column, text);
    m_changed = true;
    fill();
    check();
    if (!set.ok()) m_banner->setErrors({set.error()}); // the field has its old value again
}

void TargetEditor::check() {
    m_mistake.reset();
    if (!m_table.builtIn) {
        // By the reader of files: what is saved can be read back.
        auto read = m_calls.fromText(m_calls.asText(m_table), m_table.id + ".json");
        if (!read.ok()) m_mistake = read.error();
    }
    if (m_mistake)
        m_banner->setErrors({*m_mistake});
    else
        m_banner->clear();
    refreshButtons();
}

bool TargetEditor::canSave() const {
    return !m_table.builtIn && !m_mistake && m_changed;
}

void TargetEditor::refreshButtons() {
    const bool own = !m_table.builtIn;
    m_targets->setEditingAllowed(own);
    for (QLineEdit* edit : {m_id, m_title, m_source}) edit->setReadOnly(!own);
    m_add->setEnabled(own);
    m_take->setEnabled(own && !m_targets->selectedIds().isEmpty());
    m_save->setEnabled(canSave());
    m_remove->setEnabled(own && known(m_table.id));
    m_hint->setText(own ? tr("Figures are in the metric's own unit: ns, bytes, a second, a ratio. "
                             "Double-click or F2 edits a cell.")
                        : tr("This table is built in: duplicate it to change it."));
}

void TargetEditor::save() {
    if (!canSave()) return;
    m_working.start<bool>(
        this, tr("Save a table"), JobDisplay::Quiet,
        [save = m_calls.save, table = m_table](const WorkContext&) -> Result<bool> {
            SB_CHECK(save(table));
            return true;
        },
        [this, id = toQt(m_table.id)](JobTicket, Result<bool> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            m_changed = false;
            refreshButtons();
            Q_EMIT tablesChanged(id);
        });
}

void TargetEditor::askToRemove() {
    const auto answer = QMessageBox::question(
        this, tr("Remove a table"), tr("Remove the table \"%1\" for good?").arg(toQt(m_table.title)));
    if (answer == QMessageBox::Yes) removeTable();
}

void TargetEditor::removeTable() {
    if (m_table.builtIn || !known(m_table.id)) return;
    m_working.start<bool>(
        this, tr("Remove a table"), JobDisplay::Quiet,
        [remove = m_calls.remove, id = m_table.id](const WorkContext&) -> Result<bool> {
            SB_CHECK(remove(id));
            return true;
        },
        [this](JobTicket, Result<bool> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            m_changed = false;
            if (!m_tables.empty()) load(m_tables.front(), false);
            Q_EMIT tablesChanged({});
        });
}

void TargetEditor::importFrom(const QString& path) {
    m_working.start<results::TargetTable>(
        this, tr("Import a table"), JobDisplay::Quiet,
        [calls = m_calls, path = fromQt(path)](const WorkContext&) -> Result<results::TargetTable> {
            SB_TRY(text, calls.readFile(path));
            return calls.fromText(text, path);
        },
        [this](JobTicket, Result<results::TargetTable> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            results::TargetTable table = std::move(result).value();
            table.builtIn = false;
            table.id = fromQt(freeId(toQt(table.id)));
            load(table, true);
        });
}

void TargetEditor::exportTo(const QString& path) {
    saveInJob(
        m_controller, this, path, [text = m_calls.asText, table = m_table] { return text(table); },
        [this](JobTicket, Result<QString> result) {
            if (result.ok())
                Q_EMIT exported(*result);
            else
                m_banner->setErrors({result.error()});
        });
}

void TargetEditor::reject() {
    if (canSave()) {
        const auto answer =
            QMessageBox::question(this, tr("Close"), tr("The table was changed. Close without saving?"));
        if (answer != QMessageBox::Yes) return;
    }
    m_changed = false;
    QDialog::reject();
}

} // namespace spacebench::widgets
