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
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "results/metric_catalog.h"
#include "views/cell_table.h"
#include "views/error_banner.h"
#include "views/target_cells.h"

namespace spacebench::widgets {

using results::TableTarget;

TargetEditor::TargetEditor(JobController& controller, const Theme& theme, const TargetCalls& calls,
                           QWidget* parent)
    : QDialog(parent), m_controller(controller), m_theme(theme), m_calls(calls), m_reading(controller),
      m_writing(controller), m_choice(new QComboBox), m_id(new QLineEdit), m_title(new QLineEdit),
      m_source(new QLineEdit), m_hint(new QLabel), m_banner(new ErrorBanner(theme)),
      m_targets(new CellTable(theme, tr("Targets of the table"))), m_add(new QPushButton(tr("Add target"))),
      m_take(new QPushButton(tr("Remove targets"))),
      m_save(new QPushButton(lineIcon(QStringLiteral("save")), tr("Save table"))),
      m_remove(new QPushButton(tr("Remove table"))) {
    setWindowTitle(tr("Tables of targets"));
    resize(1080, 620);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    auto* label = new QLabel(tr("Tab&le"));
    label->setBuddy(m_choice);
    m_choice->setPlaceholderText(tr("not saved yet")); // a copy, or an import
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
    dressTargets(*m_targets);
    m_targets->setNothingText(tr("This table has no targets yet."));
    column->addWidget(m_targets, 1);
    auto* foot = new QHBoxLayout;
    for (QPushButton* one : {m_add, m_take, m_save, m_remove}) {
        one->setAutoDefault(false);
        if (one == m_save) foot->addStretch(1);
        foot->addWidget(one);
    }
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter in a field ends its editing only
    foot->addWidget(close);
    column->addLayout(foot);

    auto* keys = new QAction(tr("Remove targets"), m_targets);
    keys->setShortcut(QKeySequence(Qt::Key_Delete));
    keys->setShortcutContext(Qt::WidgetShortcut);
    m_targets->addAction(keys);
    connect(keys, &QAction::triggered, this, &TargetEditor::removeTargets);
    connect(m_choice, &QComboBox::activated, this, [this] {
        const QString id = m_choice->currentData().toString();
        if (mayDiscard())
            editTable(id);
        else
            showChoice();
    });
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
            touch();
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
    showChoice();
    if (!m_changed && known(m_table.id)) editTable(toQt(m_table.id));
    refreshButtons();
}

void TargetEditor::showChoice() {
    const QSignalBlocker quiet(m_choice);
    m_choice->setCurrentIndex(m_choice->findData(toQt(m_loadedId)));
}

void TargetEditor::touch() {
    m_changed = true;
    ++m_revision;
}

bool TargetEditor::mayDiscard() {
    if (!m_changed) return true;
    const auto answer = QMessageBox::question(
        this, tr("Unsaved table"),
        tr("The table \"%1\" was changed. Go on without saving it?").arg(toQt(m_table.title)));
    return answer == QMessageBox::Yes;
}

void TargetEditor::editTable(const QString& id) {
    for (const results::TargetTable& table : m_tables)
        if (toQt(table.id) == id) return load(table, false);
}

void TargetEditor::load(const results::TargetTable& table, bool changed) {
    m_table = table;
    m_loadedId = changed ? std::string() : table.id;
    m_changed = changed;
    ++m_revision;
    m_id->setText(toQt(table.id));
    m_title->setText(toQt(table.title));
    m_source->setText(toQt(table.source));
    showChoice();
    fill();
    check();
}

void TargetEditor::fill() {
    std::vector<CellRow> rows;
    for (std::size_t i = 0; i < m_table.targets.size(); ++i) rows.push_back(targetRow(i, m_table.targets[i]));
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
    touch();
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
    if (!rows.empty()) touch();
    fill();
    check();
}

void TargetEditor::setCell(int row, Column column, const QString& text) {
    if (m_table.builtIn || row < 0 || static_cast<std::size_t>(row) >= m_table.targets.size()) return;
    const Result<void> set = setTargetField(m_table.targets[static_cast<std::size_t>(row)], column, text);
    touch();
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
    m_remove->setEnabled(own && known(m_loadedId));
    m_hint->setText(own ? tr("Figures are in the metric's own unit: ns, bytes, a second, a ratio. "
                             "Double-click or F2 edits a cell.")
                        : tr("This table is built in: duplicate it to change it."));
}

void TargetEditor::save() {
    if (!canSave()) return;
    if (m_table.id != m_loadedId && known(m_table.id)) {
        const auto answer = QMessageBox::question(
            this, tr("Replace a table"),
            tr("There is another table with the name \"%1\". Replace it?").arg(toQt(m_table.id)));
        if (answer != QMessageBox::Yes) return;
    }
    m_writing.add(
        tr("Save a table"), JobDisplay::Quiet,
        [save = m_calls.save, table = m_table](const WorkContext&) -> Result<QString> {
            SB_CHECK(save(table));
            return QString();
        },
        [this, id = m_table.id, revision = m_revision](Result<QString> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            if (m_revision == revision) { // what was typed meanwhile is not saved
                m_changed = false;
                m_loadedId = id;
            }
            refreshButtons();
            Q_EMIT tablesChanged(toQt(id));
        });
}

void TargetEditor::askToRemove() {
    const auto answer = QMessageBox::question(this, tr("Remove a table"),
                                              tr("Remove the table \"%1\" for good?").arg(toQt(m_loadedId)));
    if (answer == QMessageBox::Yes) removeTable();
}

void TargetEditor::removeTable() {
    // The one that was read, also where another name was typed since.
    if (m_table.builtIn || !known(m_loadedId)) return;
    m_writing.add(
        tr("Remove a table"), JobDisplay::Quiet,
        [remove = m_calls.remove, id = m_loadedId](const WorkContext&) -> Result<QString> {
            SB_CHECK(remove(id));
            return QString();
        },
        [this, id = m_loadedId](Result<QString> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            if (m_loadedId == id && !m_tables.empty()) load(m_tables.front(), false);
            Q_EMIT tablesChanged({});
        });
}

void TargetEditor::importFrom(const QString& path) {
    m_reading.start<results::TargetTable>(
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
            // Later: the answer of a job is no place for a question.
            QMetaObject::invokeMethod(
                this, [this, table = std::move(result).value()] { takeImported(table); },
                Qt::QueuedConnection);
        });
}

void TargetEditor::takeImported(results::TargetTable table) {
    if (!mayDiscard()) return;
    table.builtIn = false;
    table.id = fromQt(freeId(toQt(table.id)));
    load(table, true);
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
    if (!mayDiscard()) return;
    m_changed = false;
    QDialog::reject();
}

} // namespace spacebench::widgets
