// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/bench_form.h"

#include <array>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "formats/format.h"

namespace spacebench::widgets {

namespace {

constexpr std::array<std::uint64_t, 4> kSizes = {1'000, 10'000, 100'000, 1'000'000};
constexpr std::array<const char*, 4> kSizeNames = {"1K", "10K", "100K", "1M"};
constexpr int kStandardRuns = 10;
constexpr int kMostRuns = 10'000;
/// Item data of the input list: which open space, or which generated sizes (one bit each).
constexpr int kSpaceRole = Qt::UserRole;
constexpr int kSizesRole = Qt::UserRole + 1;

QLabel* heading(const QString& text, QWidget* buddy = nullptr) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

BenchForm::BenchForm(QWidget* parent)
    : QWidget(parent), m_input(new QComboBox), m_runs(new QSpinBox), m_more(new QToolButton),
      m_rest(new QWidget), m_command(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);

    m_input->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_input->setMinimumContentsLength(12);
    m_input->setAccessibleName(tr("Input"));
    column->addWidget(heading(tr("&Input"), m_input));
    column->addWidget(m_input);
    column->addSpacing(8);

    column->addWidget(heading(tr("Operations")));
    for (const auto operation :
         {results::Operation::Serialize, results::Operation::Deserialize, results::Operation::Load}) {
        auto* box = new QCheckBox(coreText(results::operationName(operation)));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &BenchForm::changed);
        m_operations.push_back({operation, box});
        column->addWidget(box);
    }
    column->addSpacing(8);

    column->addWidget(heading(tr("Formats")));
    auto* rest = new QVBoxLayout(m_rest);
    rest->setContentsMargins(0, 0, 0, 0);
    rest->setSpacing(4);
    addFormats(column, rest);
    column->addSpacing(8);

    m_runs->setRange(1, kMostRuns);
    m_runs->setValue(kStandardRuns);
    m_runs->setAccessibleName(tr("Repetitions"));
    m_runs->setToolTip(tr("Samples a row, after one warm-up run"));
    column->addWidget(heading(tr("&Repetitions"), m_runs));
    column->addWidget(m_runs);
    column->addSpacing(4);

    m_more->setText(tr("More"));
    m_more->setCheckable(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setAutoRaise(true);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(m_rest);
    column->addStretch(1);
    m_rest->hide();

    rest->addSpacing(8);
    rest->addWidget(heading(tr("In the terminal")));
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setTextFormat(Qt::PlainText);
    m_command->setWordWrap(true);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setAccessibleName(tr("The equal spacectl line"));
    rest->addWidget(m_command);
    auto* copy = new QPushButton(tr("Copy line"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(commandLine()); });
    rest->addWidget(copy, 0, Qt::AlignLeft);

    connect(m_more, &QToolButton::toggled, this, [this](bool on) {
        m_more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_rest->setVisible(on);
    });
    connect(m_input, &QComboBox::activated, this, [this] { m_userChose = true; });
    connect(m_input, &QComboBox::currentIndexChanged, this, &BenchForm::changed);
    connect(m_runs, &QSpinBox::valueChanged, this, &BenchForm::changed);
    connect(this, &BenchForm::changed, this, [this] { m_command->setText(commandLine()); });
    fillInputs();
    m_command->setText(commandLine());
}

void BenchForm::addFormats(QVBoxLayout* shortColumn, QVBoxLayout* moreColumn) {
    moreColumn->addWidget(heading(tr("Text formats")));
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

void BenchForm::fillInputs() {
    const QString before = m_userChose ? m_input->currentText() : QString();
    const QSignalBlocker block(m_input);
    m_input->clear();
    for (std::size_t i = 0; i < m_spaces.size(); ++i) {
        m_input->addItem(m_spaces[i].name);
        m_input->setItemData(m_input->count() - 1, static_cast<int>(i), kSpaceRole);
        m_input->setItemData(m_input->count() - 1, m_spaces[i].path, Qt::ToolTipRole);
    }
    if (!m_spaces.empty()) m_input->insertSeparator(m_input->count());
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        m_input->addItem(tr("Generated: %1 atoms").arg(QLatin1String(kSizeNames[i])));
        m_input->setItemData(m_input->count() - 1, 1 << i, kSizesRole);
    }
    m_input->addItem(tr("Generated: 1K to 1M atoms"));
    m_input->setItemData(m_input->count() - 1, (1 << kSizes.size()) - 1, kSizesRole);

    const int kept = before.isEmpty() ? -1 : m_input->findText(before);
    // Without an open space: 100K atoms, a size that ends within seconds and has latency targets.
    m_input->setCurrentIndex(kept >= 0 ? kept : m_spaces.empty() ? m_input->findData(1 << 2, kSizesRole) : 0);
    m_input->setToolTip(m_input->currentData(Qt::ToolTipRole).toString());
}

void BenchForm::setSpaces(std::vector<NamedSpace> spaces) {
    m_spaces = std::move(spaces);
    fillInputs();
    Q_EMIT changed();
}

void BenchForm::chooseSpace(const QString& name) {
    const int index = m_input->findText(name);
    if (index >= 0 && m_input->itemData(index, kSpaceRole).isValid()) m_input->setCurrentIndex(index);
}

void BenchForm::chooseGenerated(const std::vector<std::uint64_t>& atoms) {
    int bits = 0;
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        for (const std::uint64_t wanted : atoms)
            if (wanted == kSizes[i]) bits |= 1 << i;
    const int index = m_input->findData(bits, kSizesRole);
    if (index >= 0) m_input->setCurrentIndex(index);
    m_userChose = true;
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

jobs::BenchRequest BenchForm::request() const {
    jobs::BenchRequest request;
    if (const QVariant space = m_input->currentData(kSpaceRole); space.isValid()) {
        const NamedSpace& chosen = m_spaces[static_cast<std::size_t>(space.toInt())];
        request.spaces.push_back({fromQt(chosen.name), chosen.content});
    }
    const int bits = m_input->currentData(kSizesRole).toInt();
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        if ((bits >> i & 1) != 0) request.generatedAtoms.push_back(kSizes[i]);
    request.operations.clear();
    for (const OperationBox& one : m_operations)
        if (one.box->isChecked()) request.operations.push_back(one.operation);
    for (const FormatBox& one : m_formats)
        if (one.box->isChecked()) request.formatIds.push_back(fromQt(one.id));
    request.runs = static_cast<std::uint64_t>(m_runs->value());
    return request;
}

QString BenchForm::problem() const {
    const jobs::BenchRequest wanted = request();
    if (wanted.spaces.empty() && wanted.generatedAtoms.empty()) return tr("Choose an input.");
    if (wanted.operations.empty()) return tr("Choose at least one operation.");
    if (wanted.formatIds.empty()) return tr("Choose at least one format.");
    return {};
}

QString BenchForm::inputName() const {
    return m_input->currentText();
}

QString BenchForm::commandLine() const {
    const jobs::JobDescriptor* job = jobs::findJob("bench");
    if (job == nullptr) return {};
    const jobs::BenchRequest wanted = request();
    const auto join = [](std::string& list, std::string_view item) {
        list += (list.empty() ? "" : ",") + std::string(item);
    };
    jobs::ParamValues values;
    if (const QVariant space = m_input->currentData(kSpaceRole); space.isValid()) {
        const NamedSpace& chosen = m_spaces[static_cast<std::size_t>(space.toInt())];
        for (const jobs::ParamSpec& param : job->params)
            if (param.positional && !chosen.path.isEmpty()) values.add(param.id, fromQt(chosen.path));
    }
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
