// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/bench_form.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "formats/format.h"
#include "views/measure_parts.h"

namespace spacebench::widgets {

namespace {

struct Size {
    std::uint64_t atoms;
    const char* name;
};
/// The guide's own sizes.
constexpr std::array<Size, 4> kSizes = {
    {{1'000, "1K"}, {10'000, "10K"}, {100'000, "100K"}, {1'000'000, "1M"}}};
constexpr int kStandardRuns = 10;
constexpr int kMostRuns = 10'000;
} // namespace

BenchForm::BenchForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_input(new SpaceChoice), m_sizeRow(new QWidget), m_runs(new QSpinBox),
      m_command(new TerminalLine(theme)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);

    m_input->offerSeveralSizes();
    column->addWidget(fieldLabel(tr("&Input"), m_input));
    column->addWidget(m_input);
    addSizes(*column);
    column->addSpacing(8);

    column->addWidget(fieldLabel(tr("Operations")));
    for (const auto operation :
         {results::Operation::Serialize, results::Operation::Deserialize, results::Operation::Load}) {
        auto* box = new QCheckBox(coreText(results::operationName(operation)));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &BenchForm::changed);
        m_operations.push_back({operation, box});
        column->addWidget(box);
    }
    column->addSpacing(8);

    column->addWidget(fieldLabel(tr("Formats")));
    auto* more = new MoreSection;
    QVBoxLayout* rest = &more->rows();
    addFormats(column, rest);
    column->addSpacing(8);

    m_runs->setRange(1, kMostRuns);
    m_runs->setValue(kStandardRuns);
    m_runs->setAccessibleName(tr("Repetitions"));
    m_runs->setToolTip(tr("Samples a row, after one warm-up run"));
    column->addWidget(fieldLabel(tr("&Repetitions"), m_runs));
    column->addWidget(m_runs);
    column->addSpacing(4);

    column->addWidget(more);
    column->addStretch(1);
    rest->addSpacing(8);
    rest->addWidget(m_command);

    connect(m_input, &SpaceChoice::changed, this, &BenchForm::changed);
    connect(m_runs, &QSpinBox::valueChanged, this, &BenchForm::changed);
    connect(this, &BenchForm::changed, this, [this] { m_command->setLine(commandLine()); });
    m_command->setLine(commandLine());
}

void BenchForm::addSizes(QVBoxLayout& column) {
    auto* row = new QHBoxLayout(m_sizeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (const Size& size : kSizes) {
        auto* box = new QCheckBox(QLatin1String(size.name));
        box->setChecked(true);
        box->setToolTip(tr("%1 atoms").arg(grouped(size.atoms)));
        connect(box, &QCheckBox::toggled, this, &BenchForm::changed);
        m_sizes.push_back({size.atoms, box});
        row->addWidget(box);
    }
    row->addStretch(1);
    m_sizeRow->hide();
    column.addWidget(m_sizeRow);
    connect(m_input, &SpaceChoice::changed, m_sizeRow, [this] {
        const ChosenSpace chosen = m_input->chosen();
        m_sizeRow->setVisible(chosen.content.space == nullptr && chosen.generatedAtoms == 0);
    });
}

void BenchForm::addFormats(QVBoxLayout* shortColumn, QVBoxLayout* moreColumn) {
    moreColumn->addWidget(fieldLabel(tr("Text formats")));
    const int before = moreColumn->count();
    for (const formats::Format* format : formats::allFormats()) {
        const formats::FormatInfo& info = format->info();
        if (!info.can(formats::Reads | formats::Writes | formats::HoldsPaths)) continue;
        const bool standard = !info.can(formats::IsText);
        auto* box = new QCheckBox(toQt(info.id));
        box->setToolTip(coreText(info.title));
        box->setChecked(standard);
        connect(box, &QCheckBox::toggled, this, &BenchForm::changed);
        m_formats.push_back({toQt(info.id), standard, box});
        (standard ? shortColumn : moreColumn)->addWidget(box);
    }
    if (moreColumn->count() == before) moreColumn->itemAt(before - 1)->widget()->hide();
}

void BenchForm::chooseGenerated(const std::vector<std::uint64_t>& atoms) {
    if (atoms.size() == 1) return m_input->chooseGenerated(atoms.front());
    m_input->chooseSeveralSizes();
    for (const SizeBox& one : m_sizes)
        one.box->setChecked(std::find(atoms.begin(), atoms.end(), one.atoms) != atoms.end());
}

std::vector<std::uint64_t> BenchForm::generatedAtoms() const {
    const ChosenSpace chosen = m_input->chosen();
    if (chosen.content.space != nullptr) return {};
    if (chosen.generatedAtoms != 0) return {chosen.generatedAtoms};
    std::vector<std::uint64_t> sizes;
    for (const SizeBox& one : m_sizes)
        if (one.box->isChecked()) sizes.push_back(one.atoms);
    return sizes;
}

void BenchForm::setRuns(int runs) {
    m_runs->setValue(runs);
}

void BenchForm::setOperation(results::Operation operation, bool on) {
    for (const OperationBox& one : m_operations)
        if (one.operation == operation) one.box->setChecked(on);
}

void BenchForm::setFormat(const QString& id, bool on) {
    for (const FormatBox& one : m_formats)
        if (one.id == id) one.box->setChecked(on);
}

jobs::PlanRequest BenchChoice::plan() const {
    jobs::SimpleBench simple;
    for (const jobs::BenchSpace& one : spaces) simple.spaces.push_back(one.name);
    simple.generatedAtoms = generatedAtoms;
    simple.operations = operations;
    simple.formatIds = formatIds;
    simple.runs = runs;
    jobs::PlanRequest request;
    request.plan = jobs::planOf(simple);
    request.plan.isolation = jobs::Isolation::InProcess;
    request.spaces = spaces;
    return request;
}

BenchChoice BenchForm::request() const {
    BenchChoice request;
    if (const ChosenSpace chosen = m_input->chosen(); chosen.content.space != nullptr)
        request.spaces.push_back({fromQt(chosen.name), chosen.content});
    request.generatedAtoms = generatedAtoms();
    for (const OperationBox& one : m_operations)
        if (one.box->isChecked()) request.operations.push_back(one.operation);
    for (const FormatBox& one : m_formats)
        if (one.box->isChecked()) request.formatIds.push_back(fromQt(one.id));
    request.runs = static_cast<std::uint64_t>(m_runs->value());
    return request;
}

QString BenchForm::problem() const {
    const BenchChoice wanted = request();
    if (wanted.spaces.empty() && wanted.generatedAtoms.empty()) return tr("Choose at least one size.");
    if (wanted.operations.empty()) return tr("Choose at least one operation.");
    if (wanted.formatIds.empty()) return tr("Choose at least one format.");
    return {};
}

QString BenchForm::inputName() const {
    return m_input->chosen().name;
}

QString BenchForm::commandLine() const {
    const jobs::JobDescriptor* job = jobs::findJob("bench");
    if (job == nullptr) return {};
    const BenchChoice wanted = request();
    const auto join = [](std::string& list, std::string_view item) {
        list += (list.empty() ? "" : ",") + std::string(item);
    };
    jobs::ParamValues values;
    if (const QString path = m_input->chosen().path; !path.isEmpty())
        for (const jobs::ParamSpec& param : job->params)
            if (param.positional) values.add(param.id, fromQt(path));
    std::string sizes;
    for (const std::uint64_t atoms : wanted.generatedAtoms) join(sizes, std::to_string(atoms));
    if (!sizes.empty()) values.set("atoms", sizes);
    if (wanted.operations.size() != m_operations.size()) {
        std::string operations;
        for (const auto operation : wanted.operations) join(operations, results::operationName(operation));
        values.set("op", operations);
    }
    bool standard = true;
    std::string formatIds;
    for (const FormatBox& one : m_formats) {
        standard = standard && one.box->isChecked() == one.standard;
        if (one.box->isChecked()) join(formatIds, fromQt(one.id));
    }
    if (!standard) values.set("format", formatIds);
    if (m_runs->value() != kStandardRuns) values.set("runs", std::to_string(m_runs->value()));
    return toQt(jobs::commandLine(*job, values));
}

} // namespace spacebench::widgets
