// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/plan_page.h"
#include "views/wait_note.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTextBlock>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "jobs/job.h"
#include "views/bench_form.h"
#include "views/error_banner.h"
#include "views/measure_parts.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

constexpr int kPauseMs = 300;                  // long enough not to check each key
constexpr qint64 kMostBytes = qint64{4} << 20; // as the reader of plans allows
constexpr int kOwnChoice = 0;                  // index into the list of plans
constexpr int kRowsPage = 0;
constexpr int kJsonPage = 1;

struct PlanFile {
    QString path;
    std::string text;
};

Result<PlanFile> readPlanFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::io("the plan cannot be read").got(fromQt(file.errorString())).in(fromQt(path));
    if (file.size() > kMostBytes)
        return Error::limit("this is no plan").expect("at most 4 MiB").in(fromQt(path));
    return PlanFile{path, file.readAll().toStdString()};
}

} // namespace

PlanPage::PlanPage(JobController& controller, const Theme& theme, PlanCalls calls, QWidget* controls,
                   QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_check(controller), m_open(controller), m_rows(new PlanRowsModel(theme, this)),
      m_form(new BenchForm(theme)), m_choice(new QComboBox), m_beyondForm(new QLabel), m_summary(new QLabel),
      m_asRows(new SwitchButton(tr("Rows"))), m_asJson(new SwitchButton(tr("As JSON"))),
      m_stack(new QStackedWidget), m_table(new QTableView), m_editor(new QPlainTextEdit),
      m_wait(new WaitNote(controller, theme, [this] { return checking(); })),
      m_banner(new ErrorBanner(theme)), m_command(new TerminalLine(theme)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(sideColumn(theme, tr("Benchmark"), buildForm(), controls));
    row->addWidget(buildMain(), 1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &PlanPage::check);
    connect(m_form, &BenchForm::changed, this, &PlanPage::fromForm);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &PlanPage::textEdited);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        if (index == kOwnChoice)
            fromForm();
        else
            chooseReady(m_choice->itemData(index).toString());
    });
    fromForm();
    m_pause.stop();
    check();
}

QWidget* PlanPage::buildForm() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_choice->addItem(tr("Own choice"));
    for (const jobs::Plan& plan : m_calls.ready()) {
        m_choice->addItem(coreText(plan.title), toQt(plan.name));
        m_choice->setItemData(m_choice->count() - 1, coreText(plan.description), Qt::ToolTipRole);
    }
    m_choice->setAccessibleName(tr("Plan"));
    column->addWidget(fieldLabel(tr("&Plan"), m_choice));
    column->addWidget(m_choice);
    auto* files = new QHBoxLayout;
    files->setSpacing(4);
    auto* open = new QPushButton(tr("Open..."));
    open->setToolTip(tr("A plan from a file"));
    auto* save = new QPushButton(tr("Save..."));
    save->setToolTip(tr("This plan as a file: for spacectl, for others, for later"));
    files->addWidget(open, 1);
    files->addWidget(save, 1);
    column->addLayout(files);
    connect(open, &QPushButton::clicked, this, &PlanPage::askToOpen);
    connect(save, &QPushButton::clicked, this, &PlanPage::askToSave);
    m_beyondForm->setText(tr("This plan says more than the form can show; a change here replaces it. Edit it "
                             "as JSON."));
    m_beyondForm->setWordWrap(true);
    m_beyondForm->setForegroundRole(QPalette::PlaceholderText);
    m_theme.keepFont(m_beyondForm, TypeSize::Small);
    m_beyondForm->hide();
    column->addWidget(m_beyondForm);
    column->addSpacing(8);
    column->addWidget(m_form);
    return side;
}

QWidget* PlanPage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    head->addWidget(m_summary, 1);
    for (SwitchButton* button : {m_asRows, m_asJson}) {
        button->setAutoExclusive(true);
        head->addWidget(button, 0, Qt::AlignTop);
    }
    m_asRows->setChecked(true);
    connect(m_asJson, &QAbstractButton::toggled, this,
            [this](bool on) { m_stack->setCurrentIndex(on ? kJsonPage : kRowsPage); });
    column->addLayout(head);
    column->addWidget(m_wait);
    column->addWidget(m_banner);
    m_table->setModel(m_rows);
    dressTable(*m_table, m_theme, tr("Rows of the plan"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_stack->addWidget(m_table);
    m_theme.keepFont(m_editor, TypeSize::Normal, true);
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(tr("The plan as JSON"));
    m_stack->addWidget(m_editor);
    column->addWidget(m_stack, 1);
    column->addWidget(m_command);
    auto* copy = new QAction(tr("Copy with headers (TSV)"), m_table);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tableTsv()); });
    return page;
}

void PlanPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_spaces = spaces;
    m_form->setSpaces(std::move(spaces));
    const bool own = isFormsOwn();
    if (own && fromQt(text()) != jobs::toText(m_form->planJson())) {
        fromForm();
        return;
    }
    // What was typed, opened or chosen stays as it is; it may name one of the spaces, though.
    if (!own && checked()) m_beyondForm->setVisible(!m_form->setPlan(checked()->plan));
    if (!m_pause.isActive()) check();
}

QString PlanPage::text() const {
    return m_editor->toPlainText();
}

void PlanPage::setText(const QString& text) {
    m_editor->setPlainText(text);
}

void PlanPage::fromForm() {
    m_choice->setCurrentIndex(kOwnChoice);
    m_ready.clear();
    m_beyondForm->hide();
    write(jobs::toText(m_form->planJson()), {});
}

void PlanPage::chooseReady(const QString& name) {
    for (const jobs::Plan& plan : m_calls.ready()) {
        if (toQt(plan.name) != name) continue;
        m_ready = name;
        m_choice->setCurrentIndex(m_choice->findData(name));
        write(jobs::toText(jobs::toJson(plan)), {});
        m_beyondForm->setVisible(!m_form->setPlan(plan));
    }
}

void PlanPage::write(const std::string& text, const QString& file) {
    m_writing = true;
    m_typed = false;
    m_file = file;
    replaceText(toQt(text));
    m_savedText = this->text();
    m_writing = false;
    begin();
}

/// As one step that can be undone: what was typed is not lost to a click in the form.
void PlanPage::replaceText(const QString& text) {
    if (m_editor->document()->isEmpty()) {
        m_editor->setPlainText(text);
        return;
    }
    if (text == m_editor->toPlainText()) return;
    QTextCursor cursor(m_editor->document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.endEditBlock();
    m_editor->moveCursor(QTextCursor::Start);
}

void PlanPage::begin() {
    m_rows->setPlan(nullptr);
    m_check.drop();
    m_pause.start();
    m_summary->setText(summary());
    Q_EMIT changed();
}

void PlanPage::textEdited() {
    if (m_writing) return;
    m_typed = true;
    m_ready.clear();
    m_choice->setCurrentIndex(kOwnChoice);
    begin();
}

void PlanPage::check() {
    const auto atomsOf = [spaces = m_spaces](const jobs::PlanInput& input) -> std::optional<std::uint64_t> {
        for (const NamedSpace& space : spaces)
            if (!input.space.empty() && fromQt(space.name) == input.space && space.content.space)
                return space.content.space->knownCount();
        return std::nullopt;
    };
    m_check.start<CheckedPlan>(
        this, tr("Check the plan"), JobDisplay::Quiet,
        [calls = m_calls, text = fromQt(text()), file = fromQt(m_file),
         atomsOf](const WorkContext& context) -> Result<CheckedPlan> {
            SB_TRY(plan, calls.read(text, file, context));
            SB_TRY(expansion, calls.expand(plan, atomsOf, context));
            return CheckedPlan{std::move(plan), std::move(expansion)};
        },
        [this](JobTicket, Result<CheckedPlan> result) { take(std::move(result)); });
    Q_EMIT changed();
}

void PlanPage::take(Result<CheckedPlan> result) {
    if (!result.ok()) {
        const Error& error = result.error();
        m_banner->setErrors({error});
        markLine(error.position ? static_cast<int>(error.position->line) : 0);
        m_rows->setPlan(nullptr);
    } else {
        m_banner->clear();
        markLine(0);
        auto plan = std::make_shared<const CheckedPlan>(std::move(result).value());
        if (!isFormsOwn()) m_beyondForm->setVisible(!m_form->setPlan(plan->plan));
        m_rows->setPlan(std::move(plan));
        m_table->resizeColumnsToContents();
        m_table->setColumnHidden(PlanRowsModel::Program, checked()->plan.programs.size() < 2);
    }
    m_summary->setText(summary());
    m_command->setLine(commandLine());
    Q_EMIT changed();
}

void PlanPage::markLine(int line) {
    m_markedLine = line;
    QList<QTextEdit::ExtraSelection> marks;
    const QTextBlock block = line > 0 ? m_editor->document()->findBlockByNumber(line - 1) : QTextBlock();
    if (block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(m_theme.color(Role::Raised));
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(m_theme.color(Role::Bad));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks += mark;
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        mark.format.clearProperty(QTextFormat::FullWidthSelection);
        marks += mark;
    }
    m_editor->setExtraSelections(marks);
}

QString PlanPage::problem() const {
    if (checked()) return {};
    if (!m_banner->errors().empty() && !checking()) return tr("The plan has a mistake, see there.");
    return tr("The plan is being checked.");
}

QString PlanPage::summary() const {
    if (!checked() && checking()) return tr("The plan is being checked.");
    if (!checked()) return m_banner->errors().empty() ? QString() : tr("This plan cannot be run.");
    const jobs::Expansion& expansion = checked()->expansion;
    QString text = expansion.rows.size() == 1 ? tr("1 row") : tr("%1 rows").arg(expansion.rows.size());
    text += tr(", %1 runs each; about %2 in all (an estimate)")
                .arg(checked()->plan.runs)
                .arg(roughTime(expansion.seconds));
    if (const auto skipped = expansion.skipped.size() + expansion.unlistedSkips; skipped != 0)
        text += tr("; %1 combinations make no sense and are left out").arg(skipped);
    return text;
}

QString PlanPage::commandLine() const {
    const jobs::JobDescriptor* job = jobs::findJob("bench");
    if (job == nullptr || job->param("plan") == nullptr || !checked()) return {};
    jobs::ParamValues values;
    if (!m_ready.isEmpty())
        values.set("plan", fromQt(m_ready));
    else // what is not saved yet shows where the file's name goes
        values.set("plan", m_file.isEmpty() ? checked()->plan.name + ".json" : fromQt(m_file));
    return toQt(jobs::commandLine(*job, values));
}

QString PlanPage::tableTsv() const {
    return toTsv(*m_rows, rowsToCopy(*m_table), shownColumns(*m_table));
}

void PlanPage::setJsonShown(bool shown) {
    (shown ? m_asJson : m_asRows)->setChecked(true);
}

void PlanPage::openPlan(const QString& path) {
    m_open.start<PlanFile>(
        this, tr("Open plan"), JobDisplay::Quiet, [path](const WorkContext&) { return readPlanFile(path); },
        [this](JobTicket, Result<PlanFile> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            m_ready.clear();
            m_choice->setCurrentIndex(kOwnChoice);
            write(result->text, result->path);
        });
}

void PlanPage::askToOpen() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open plan"), {}, tr("Plans (*.json);;All files (*)"));
    if (!path.isEmpty()) openPlan(path);
}

void PlanPage::askToSave() {
    const QString stem = checked() ? toQt(checked()->plan.name) : QStringLiteral("plan");
    const QString path = QFileDialog::getSaveFileName(this, tr("Save plan"), stem + QStringLiteral(".json"),
                                                      tr("Plans (*.json)"));
    if (!path.isEmpty()) savePlan(path);
}

/// Names of files are relative to the plan's folder: in another one they would mean other files.
bool PlanPage::losesFiles(const QString& path) const {
    const QString from = m_file.isEmpty() ? QDir::currentPath() : QFileInfo(m_file).absolutePath();
    if (!checked() || QFileInfo(path).absolutePath() == from) return false;
    const auto relative = [written = text()](const auto& one) {
        return !one.file.empty() && !written.contains(toQt(one.file)); // was made absolute when it was read
    };
    const jobs::Plan& plan = checked()->plan;
    return std::any_of(plan.inputs.begin(), plan.inputs.end(), relative) ||
           std::any_of(plan.programs.begin(), plan.programs.end(), relative);
}

std::string PlanPage::savedText(const QString& path) const {
    if (!checked()) return fromQt(text());
    bool named = losesFiles(path);
    jobs::Plan plan = checked()->plan;
    for (jobs::PlanInput& input : plan.inputs)
        for (const NamedSpace& space : m_spaces)
            if (!input.space.empty() && fromQt(space.name) == input.space && !space.path.isEmpty()) {
                input.file = fromQt(space.path);
                input.space.clear();
                named = true;
            }
    return named ? jobs::toText(jobs::toJson(plan)) : fromQt(text());
}

void PlanPage::savePlan(const QString& path) {
    const std::string content = savedText(path);
    const bool moves = losesFiles(path);
    saveInJob(
        m_controller, this, path, [content] { return content; },
        [this, content, moves, before = text()](JobTicket, Result<QString> result) {
            if (!result.ok()) {
                m_banner->setErrors({result.error()});
                return;
            }
            if (text() == before) { // else it is another plan by now, and not in this file
                m_savedText = before;
                m_file = *result;
                if (moves) write(content, m_file); // relative names mean others from here
                m_command->setLine(commandLine());
            }
            Q_EMIT saved(*result);
        });
}

} // namespace spacebench::widgets
