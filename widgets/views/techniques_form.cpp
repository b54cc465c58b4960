// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/techniques_form.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "formats/format.h"
#include "views/measure_parts.h"

namespace spacebench::widgets {

namespace {

using results::ExperimentKind;
using tuning::TaskKind;

const jobs::TechniqueRequest kStandard;
constexpr int kMostRounds = 1'000;
constexpr int kMostSeconds = 24 * 3600;
constexpr int kMostSeed = 1'000'000'000;
constexpr int kReasonIndent = 22; // below a check box's text

struct Operation {
    TaskKind kind;
    const char* name;
};
constexpr std::array kOperations = {Operation{TaskKind::Serialize, "serialize"},
                                    Operation{TaskKind::Deserialize, "deserialize"}};
constexpr std::array kFormats = {"paths", "act", "mtts"};

QString experimentHelp(ExperimentKind kind) {
    switch (kind) {
    case ExperimentKind::OneAtATime:
        return TechniquesForm::tr("The guide's present code, and that code with one technique switched on.");
    case ExperimentKind::AllButOne:
        return TechniquesForm::tr("All techniques on, and all on but one: what each adds to the others.");
    case ExperimentKind::Factorial:
        return TechniquesForm::tr(
            "Half of the techniques on in each of a few pipelines, in a balanced design: "
            "shows which of them help or hinder each other.");
    case ExperimentKind::Levels:
        return TechniquesForm::tr("The guide's present code, and each size, way or number that a switch can "
                                  "have, alone.");
    }
    return {};
}

} // namespace

TechniquesForm::TechniquesForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_input(new SpaceChoice), m_experiment(new QComboBox),
      m_experimentHelp(new QLabel), m_badExamples(new QCheckBox(tr("Bad examples"))), m_rounds(new QSpinBox),
      m_budget(new QSpinBox), m_seed(new QSpinBox), m_command(new TerminalLine(theme)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(fieldLabel(tr("&Input"), m_input));
    column->addWidget(m_input);
    column->addSpacing(8);
    addExperiments(*column);
    addTasks(*column);

    m_rounds->setRange(1, kMostRounds);
    m_rounds->setValue(static_cast<int>(kStandard.runs));
    m_rounds->setAccessibleName(tr("Rounds"));
    m_rounds->setToolTip(
        tr("Each round runs every pipeline once, in random order; an interval needs nine rounds"));
    column->addWidget(fieldLabel(tr("&Rounds"), m_rounds));
    column->addWidget(m_rounds);
    column->addSpacing(4);
    m_budget->setRange(0, kMostSeconds);
    m_budget->setSingleStep(10);
    m_budget->setValue(static_cast<int>(kStandard.budgetSeconds));
    m_budget->setSuffix(tr(" s"));
    m_budget->setSpecialValueText(tr("as long as it takes"));
    m_budget->setAccessibleName(tr("Time"));
    m_budget->setToolTip(tr("No round begins after that time; what it did not reach says so"));
    column->addWidget(fieldLabel(tr("&Time"), m_budget));
    column->addWidget(m_budget);
    column->addSpacing(8);
    addTechniques(*column);
    addMore(*column);
    column->addStretch(1);

    connect(m_input, &SpaceChoice::changed, this, &TechniquesForm::changed);
    for (QSpinBox* box : {m_rounds, m_budget, m_seed})
        connect(box, &QSpinBox::valueChanged, this, &TechniquesForm::changed);
    connect(m_badExamples, &QCheckBox::toggled, this, &TechniquesForm::changed);
    connect(this, &TechniquesForm::changed, this, &TechniquesForm::refresh);
    refresh();
}

void TechniquesForm::addExperiments(QVBoxLayout& column) {
    const std::pair<ExperimentKind, QString> choices[] = {
        {ExperimentKind::OneAtATime, tr("One at a time")},
        {ExperimentKind::AllButOne, tr("All but one")},
        {ExperimentKind::Factorial, tr("Fractional factorial")},
        {ExperimentKind::Levels, tr("Every level")}};
    for (const auto& [kind, text] : choices) {
        m_experiment->addItem(text, static_cast<int>(kind));
        m_experiment->setItemData(m_experiment->count() - 1, experimentHelp(kind), Qt::ToolTipRole);
    }
    m_experiment->setCurrentIndex(m_experiment->findData(static_cast<int>(kStandard.kind)));
    m_experiment->setAccessibleName(tr("Experiment"));
    column.addWidget(fieldLabel(tr("E&xperiment"), m_experiment));
    column.addWidget(m_experiment);
    m_experimentHelp->setWordWrap(true);
    m_experimentHelp->setForegroundRole(QPalette::PlaceholderText);
    m_theme.keepFont(m_experimentHelp, TypeSize::Small);
    column.addWidget(m_experimentHelp);
    column.addSpacing(8);
    connect(m_experiment, &QComboBox::currentIndexChanged, this, &TechniquesForm::changed);
}

void TechniquesForm::addTasks(QVBoxLayout& column) {
    const auto begin = [&](const QString& text) {
        column.addWidget(fieldLabel(text));
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        column.addLayout(row);
        return row;
    };
    const auto add = [this](QHBoxLayout& row, const QString& text, const QString& help) {
        auto* box = new QCheckBox(text);
        box->setChecked(true);
        box->setToolTip(help);
        connect(box, &QCheckBox::toggled, this, &TechniquesForm::changed);
        row.addWidget(box);
        return box;
    };
    QHBoxLayout* operations = begin(tr("Operations"));
    for (const Operation& operation : kOperations)
        m_operations.push_back({operation.kind, add(*operations, coreText(operation.name), {})});
    operations->addStretch(1);
    column.addSpacing(8);
    QHBoxLayout* formats = begin(tr("Formats"));
    for (const char* id : kFormats) {
        const formats::Format* format = formats::findFormat(id);
        m_formats.push_back({id, add(*formats, QLatin1String(id),
                                     format != nullptr ? coreText(format->info().title) : QString())});
    }
    formats->addStretch(1);
    column.addSpacing(8);
}

void TechniquesForm::addTechniques(QVBoxLayout& column) {
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(fieldLabel(tr("Techniques")));
    head->addStretch(1);
    const std::pair<QString, bool> choices[] = {{tr("All"), true}, {tr("None"), false}};
    for (const auto& [text, on] : choices) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setAutoRaise(true);
        button->setAccessibleName(on ? tr("Choose all techniques") : tr("Choose no technique"));
        connect(button, &QToolButton::clicked, this, [this, on = on] { chooseAll(on); });
        head->addWidget(button);
    }
    column.addLayout(head);
    for (const tuning::Technique& technique : tuning::allTechniques()) {
        auto* box = new QCheckBox(toQt(technique.id) + QStringLiteral("  ") + coreText(technique.title));
        box->setChecked(true);
        box->setToolTip(coreText(technique.what) + QLatin1Char('\n') + coreText(technique.how));
        auto* reason = new QLabel;
        reason->setWordWrap(true);
        reason->setTextFormat(Qt::PlainText);
        reason->setIndent(kReasonIndent);
        reason->setForegroundRole(QPalette::PlaceholderText);
        m_theme.keepFont(reason, TypeSize::Small);
        reason->hide();
        column.addWidget(box);
        column.addWidget(reason);
        const std::size_t index = m_techniques.size();
        m_techniques.push_back({&technique, box, reason});
        connect(box, &QCheckBox::toggled, this, [this, index](bool on) {
            if (m_techniques[index].box->isEnabled()) m_techniques[index].wanted = on;
            Q_EMIT changed();
        });
    }
    m_badExamples->setChecked(kStandard.badExamples);
    QStringList examples;
    for (const tuning::BadExample& example : tuning::badExamples()) examples += coreText(example.title);
    m_badExamples->setToolTip(
        tr("Code as the guide prints it, whose output is wrong. The check of the output "
           "must reject it: %1.")
            .arg(examples.join(QStringLiteral(", "))));
    column.addSpacing(4);
    column.addWidget(m_badExamples);
    column.addSpacing(4);
}

void TechniquesForm::addMore(QVBoxLayout& column) {
    auto* more = new MoreSection;
    column.addWidget(more);
    QVBoxLayout* rest = &more->rows();
    m_seed->setRange(1, kMostSeed);
    m_seed->setValue(static_cast<int>(kStandard.seed));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Of the random order of the runs"));
    rest->addWidget(fieldLabel(tr("See&d of the order"), m_seed));
    rest->addWidget(m_seed);
    rest->addSpacing(8);
    rest->addWidget(m_command);
}

void TechniquesForm::refresh() {
    m_experimentHelp->setText(experimentHelp(request().kind));
    for (TechniqueBox& one : m_techniques) {
        const QString reason = reasonOf(*one.technique);
        one.reason->setText(reason);
        one.reason->setVisible(!reason.isEmpty());
        const QSignalBlocker block(one.box);
        one.box->setEnabled(reason.isEmpty());
        one.box->setChecked(reason.isEmpty() && one.wanted);
    }
    m_command->setLine(commandLine());
}

std::vector<tuning::Task> TechniquesForm::chosenTasks() const {
    std::vector<tuning::Task> tasks;
    for (const OperationBox& operation : m_operations)
        for (const FormatBox& format : m_formats)
            if (operation.box->isChecked() && format.box->isChecked())
                tasks.push_back({operation.kind, format.id});
    return tasks;
}

QString TechniquesForm::reasonOf(const tuning::Technique& technique) const {
    QString first;
    bool applies = false;
    for (const tuning::Task& task : chosenTasks()) {
        if (!technique.applies(task)) continue;
        applies = true;
        if (!m_circumstances) return {};
        tuning::Circumstances here = *m_circumstances;
        const formats::Format* format = formats::findFormat(task.formatId);
        here.hasCodec = format != nullptr && format->info().can(formats::TakesCodec);
        here.symbols = 1; // whether the input has any is seen when it is read
        const std::string reason = technique.unavailable(task, here);
        if (reason.empty()) return {};
        if (first.isEmpty()) first = coreText(reason);
    }
    return applies ? first : tr("does nothing for the chosen tasks");
}

QString TechniquesForm::reasonOf(const QString& techniqueId) const {
    for (const TechniqueBox& one : m_techniques)
        if (toQt(one.technique->id) == techniqueId) return reasonOf(*one.technique);
    return {};
}

void TechniquesForm::setCircumstances(std::optional<tuning::Circumstances> circumstances) {
    m_circumstances = std::move(circumstances);
    refresh();
}

void TechniquesForm::setExperiment(ExperimentKind kind) {
    m_experiment->setCurrentIndex(m_experiment->findData(static_cast<int>(kind)));
}

void TechniquesForm::setOperation(TaskKind kind, bool on) {
    for (const OperationBox& one : m_operations)
        if (one.kind == kind) one.box->setChecked(on);
}

void TechniquesForm::setFormat(const QString& id, bool on) {
    for (const FormatBox& one : m_formats)
        if (toQt(one.id) == id) one.box->setChecked(on);
}

void TechniquesForm::setTechnique(const QString& id, bool on) {
    for (TechniqueBox& one : m_techniques)
        if (toQt(one.technique->id) == id) one.wanted = on;
    Q_EMIT changed();
}

void TechniquesForm::chooseAll(bool on) {
    for (TechniqueBox& one : m_techniques) one.wanted = on;
    Q_EMIT changed();
}

void TechniquesForm::setBadExamples(bool on) {
    m_badExamples->setChecked(on);
}

void TechniquesForm::setRounds(int rounds) {
    m_rounds->setValue(rounds);
}

void TechniquesForm::setBudgetSeconds(int seconds) {
    m_budget->setValue(seconds);
}

jobs::TechniqueRequest TechniquesForm::request() const {
    jobs::TechniqueRequest request;
    request.name = fromQt(m_input->chosen().name);
    const std::vector<tuning::Task> tasks = chosenTasks();
    if (tasks.size() != m_operations.size() * m_formats.size()) request.tasks = tasks;
    // All that are wanted: those that cannot be measured get a row with their reason.
    const bool all = std::all_of(m_techniques.begin(), m_techniques.end(),
                                 [](const TechniqueBox& one) { return one.wanted; });
    for (const TechniqueBox& one : m_techniques)
        if (!all && one.wanted) request.techniques.emplace_back(one.technique->id);
    request.kind = static_cast<ExperimentKind>(m_experiment->currentData().toInt());
    request.badExamples = m_badExamples->isChecked();
    request.runs = static_cast<std::uint64_t>(m_rounds->value());
    request.budgetSeconds = m_budget->value();
    request.seed = static_cast<std::uint64_t>(m_seed->value());
    return request;
}

QString TechniquesForm::problem() const {
    if (chosenTasks().empty()) return tr("Choose at least one operation and one format.");
    const bool any = std::any_of(m_techniques.begin(), m_techniques.end(), [](const TechniqueBox& one) {
        return one.box->isEnabled() && one.box->isChecked();
    });
    if (!any && !m_badExamples->isChecked()) return tr("Choose at least one technique.");
    return {};
}

QString TechniquesForm::commandLine() const {
    const jobs::JobDescriptor* job = jobs::findJob("techniques");
    if (job == nullptr) return {};
    const jobs::TechniqueRequest wanted = request();
    const ChosenSpace chosen = m_input->chosen();
    jobs::ParamValues values;
    const auto set = [&](const char* id, const std::string& value) {
        if (job->param(id) != nullptr && !value.empty()) values.set(id, value);
    };
    const auto join = [](std::string& list, std::string_view item) {
        list += (list.empty() ? "" : ",") + std::string(item);
    };
    for (const jobs::ParamSpec& param : job->params)
        if (param.positional && !chosen.path.isEmpty()) values.add(param.id, fromQt(chosen.path));
    if (chosen.generatedAtoms != 0) set("atoms", std::to_string(chosen.generatedAtoms));
    if (!wanted.tasks.empty()) {
        std::string operations;
        for (const OperationBox& one : m_operations)
            if (one.box->isChecked())
                join(operations, one.kind == TaskKind::Serialize ? "serialize" : "deserialize");
        std::string formats;
        for (const FormatBox& one : m_formats)
            if (one.box->isChecked()) join(formats, one.id);
        set("op", operations);
        set("format", formats);
    }
    std::string techniques;
    for (const std::string& id : wanted.techniques) join(techniques, id);
    set("only", techniques);
    if (wanted.kind != kStandard.kind) set("experiment", std::string(results::experimentName(wanted.kind)));
    if (wanted.runs != kStandard.runs) set("runs", std::to_string(wanted.runs));
    if (wanted.budgetSeconds != kStandard.budgetSeconds) set("budget", std::to_string(m_budget->value()));
    if (wanted.seed != kStandard.seed) set("seed", std::to_string(wanted.seed));
    if (!wanted.badExamples) set("no-bad-examples", "true");
    return toQt(jobs::commandLine(*job, values));
}

} // namespace spacebench::widgets
