// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/bench_form.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "formats/format.h"
#include "views/measure_parts.h"

namespace spacebench::widgets {

namespace {

using jobs::Json;
using results::Operation;

struct Size {
    std::uint64_t atoms;
    const char* name;
};
/// The guide's own sizes, and one above them.
constexpr std::array<Size, 5> kSizes = {
    {{1'000, "1K"}, {10'000, "10K"}, {100'000, "100K"}, {1'000'000, "1M"}, {10'000'000, "10M"}}};
constexpr std::size_t kGuideSizes = 4;
constexpr double kMostRuns = 10'000;
constexpr double kMostSampleMs = 600'000;
constexpr double kMostSeconds = 30 * 24 * 3600;
constexpr double kMostSeed = 2'000'000'000;
constexpr double kPercent = 100;
constexpr const char* kOwnName = "own";

QStringList parts(const QString& text) {
    QStringList list;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty()) list += part.trimmed();
    return list;
}

template <class List, class Text>
QString joinedText(const List& list, const Text& text) {
    QStringList words;
    for (const auto& one : list) words += text(one);
    return words.join(QStringLiteral(", "));
}

/// Whatever the order of its keys.
nlohmann::json unordered(const Json& json) {
    return nlohmann::json::parse(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// Without what setInputs() judges.
nlohmann::json comparable(const Json& plan) {
    nlohmann::json json = unordered(plan);
    json.erase("inputs");
    return json;
}

} // namespace

BenchForm::BenchForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_input(new SpaceChoice), m_sizeRow(new QWidget),
      m_more(new MoreSection) {
    const jobs::Plan standard;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_input->offerSeveralSizes();
    column->addWidget(fieldLabel(tr("&Input"), m_input));
    column->addWidget(m_input);
    addSizes(*column);
    column->addSpacing(8);
    for (const Operation operation : results::kOperations)
        m_operations.push_back({std::string(results::operationName(operation)),
                                new QCheckBox(coreText(results::operationName(operation))),
                                operation <= Operation::Load});
    addChoices(*column, tr("Operations"), m_operations);
    column->addWidget(fieldLabel(tr("Formats")));
    addFormats(*column, m_more->rows());
    column->addSpacing(8);
    m_runs = addNumber<QSpinBox>(
        *column, tr("&Runs"), tr("Runs"), kMostRuns, static_cast<double>(standard.runs), {},
        tr("Fresh worker processes a row; fewer than nine give figures, but no verdict"));
    m_runs->setMinimum(1);
    column->addWidget(m_more);
    column->addStretch(1);
    addMore(m_more->rows());
    connect(m_input, &SpaceChoice::changed, this, &BenchForm::note);
}

void BenchForm::setSpaces(std::vector<NamedSpace> spaces) {
    m_filling = true;
    m_input->setSpaces(std::move(spaces));
    m_filling = false;
}

void BenchForm::note() {
    const ChosenSpace chosen = m_input->chosen();
    m_sizeRow->setVisible(chosen.content.space == nullptr && chosen.generatedAtoms == 0);
    if (m_filling) return;
    // Another choice than the plan that came in is a plan of one's own.
    m_name.clear();
    m_title.clear();
    m_description.clear();
    Q_EMIT changed();
}

void BenchForm::addSizes(QVBoxLayout& column) {
    auto* row = new QHBoxLayout(m_sizeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        auto* box = new QCheckBox(QLatin1String(kSizes[i].name));
        box->setToolTip(tr("%1 atoms").arg(grouped(kSizes[i].atoms)));
        box->setChecked(i < kGuideSizes);
        m_theme.keepFont(box, TypeSize::Small);
        connect(box, &QCheckBox::toggled, this, &BenchForm::note);
        m_sizes.push_back({std::to_string(kSizes[i].atoms), box, i < kGuideSizes});
        row->addWidget(box);
    }
    row->addStretch(1);
    m_sizeRow->hide();
    column.addWidget(m_sizeRow);
}

void BenchForm::addChoices(QVBoxLayout& column, const QString& heading, Choices& choices) {
    column.addWidget(fieldLabel(heading));
    for (const Choice& choice : choices) {
        choice.box->setChecked(choice.standard);
        connect(choice.box, &QCheckBox::toggled, this, &BenchForm::note);
        column.addWidget(choice.box);
    }
    column.addSpacing(8);
}

void BenchForm::addFormats(QVBoxLayout& shortColumn, QVBoxLayout& moreColumn) {
    Choices texts;
    for (const formats::Format* format : formats::allFormats()) {
        const formats::FormatInfo& info = format->info();
        if (!info.can(formats::Reads | formats::Writes | formats::HoldsPaths)) continue;
        const bool standard = !info.can(formats::IsText);
        auto* box = new QCheckBox(toQt(info.id));
        box->setToolTip(coreText(info.title));
        if (standard) {
            box->setChecked(true);
            connect(box, &QCheckBox::toggled, this, &BenchForm::note);
            shortColumn.addWidget(box);
        } else {
            texts.push_back({std::string(info.id), box, false});
        }
        m_formats.push_back({std::string(info.id), box, standard});
    }
    if (!texts.empty()) addChoices(moreColumn, tr("Text formats"), texts);
}

QLineEdit* BenchForm::addLine(QVBoxLayout& column, const QString& label, const QString& name,
                              const QString& text, const QString& help) {
    auto* edit = new QLineEdit(text);
    edit->setAccessibleName(name);
    edit->setToolTip(help);
    connect(edit, &QLineEdit::textChanged, this, &BenchForm::note);
    column.addWidget(fieldLabel(label, edit));
    column.addWidget(edit);
    return edit;
}

template <class Box>
Box* BenchForm::addNumber(QVBoxLayout& column, const QString& label, const QString& name, double most,
                          double value, const QString& suffix, const QString& help) {
    using Value = decltype(std::declval<Box>().value());
    auto* box = new Box;
    box->setRange(0, static_cast<Value>(most));
    box->setValue(static_cast<Value>(value));
    box->setSuffix(suffix);
    box->setAccessibleName(name);
    box->setToolTip(help);
    connect(box, &Box::valueChanged, this, &BenchForm::note);
    column.addWidget(fieldLabel(label, box));
    column.addWidget(box);
    return box;
}

void BenchForm::addMore(QVBoxLayout& column) {
    const jobs::Plan standard;
    m_codecs = addLine(column, tr("&Codecs"), tr("Codecs"), QStringLiteral("default"),
                       tr("default, zlib:6, zstd:1..9: each codec and level is a row"));
    m_threads = addLine(column, tr("&Threads"), tr("Threads"), QStringLiteral("0"),
                        tr("1, 2, 0: so many threads in a worker; 0 = as many as there are processors"));
    column.addSpacing(8);
    m_switches = {{"product", new QCheckBox(tr("As the product does it")), true},
                  {"current", new QCheckBox(tr("As the guide's present code does it")), false},
                  {"optimized", new QCheckBox(tr("With every technique that helps")), false}};
    addChoices(column, tr("Switches"), m_switches);
    m_media = {{"memory", new QCheckBox(tr("Memory")), true}, {"file", new QCheckBox(tr("File")), false}};
    addChoices(column, tr("From and to"), m_media);
    m_cache = {{"warm", new QCheckBox(tr("Warm")), true}, {"cold", new QCheckBox(tr("Cold")), false}};
    m_cache[1].box->setToolTip(tr("Pages of the file are dropped before each sample, and checked"));
    addChoices(column, tr("Cache"), m_cache);
    m_warmUp = addNumber<QSpinBox>(column, tr("&Warm-up"), tr("Warm-up"), kMostRuns,
                                   static_cast<double>(standard.warmUp), {},
                                   tr("Iterations before the sample, in each worker"));
    m_minSample =
        addNumber<QSpinBox>(column, tr("Shortest samp&le"), tr("Shortest sample"), kMostSampleMs,
                            standard.minSampleMs, tr(" ms"), tr("Iterations are batched to at least that"));
    m_budget = addNumber<QSpinBox>(column, tr("Time &budget"), tr("Time budget"), kMostSeconds,
                                   standard.budgetSeconds, tr(" s"),
                                   tr("No sample begins after that time, preparation and pauses not counted; "
                                      "what it did not reach says so"));
    m_budget->setSpecialValueText(tr("as long as it takes"));
    m_goal = addNumber<QDoubleSpinBox>(column, tr("Interval &goal"), tr("Interval goal"), kPercent,
                                       standard.intervalGoal * kPercent, tr(" %"),
                                       tr("A row ends when half its interval is below that share"));
    m_goal->setSpecialValueText(tr("all runs"));
    m_goal->setDecimals(1);
    m_pin = addLine(column, tr("Pi&n to"), tr("Pin to"), toQt(standard.pin),
                    tr("none; cores: one processor a core; 0,2: these processors"));
    m_isolation = new QComboBox;
    m_isolation->addItem(tr("A process a sample"), QStringLiteral("process"));
    m_isolation->addItem(tr("In this program"), QStringLiteral("in-process"));
    m_isolation->setAccessibleName(tr("Isolation"));
    m_isolation->setToolTip(tr("In this program is for profilers and debuggers; reports say so"));
    connect(m_isolation, &QComboBox::currentIndexChanged, this, &BenchForm::note);
    column.addWidget(fieldLabel(tr("Is&olation"), m_isolation));
    column.addWidget(m_isolation);
    m_seed =
        addNumber<QSpinBox>(column, tr("See&d of the order"), tr("Seed"), kMostSeed,
                            static_cast<double>(standard.seed), {}, tr("Of the random order of the runs"));
    m_control = new QCheckBox(tr("Measure the noise floor"));
    m_control->setChecked(standard.control);
    m_control->setToolTip(tr("Two hidden rows of the same thing: what they differ by is noise"));
    connect(m_control, &QCheckBox::toggled, this, &BenchForm::note);
    column.addWidget(m_control);
    m_tags = addLine(column, tr("T&ags"), tr("Tags"), {}, tr("Words by which the history finds the run"));
}

void BenchForm::chooseGenerated(const std::vector<std::uint64_t>& atoms) {
    if (atoms.size() == 1 && atoms.front() != kSizes.back().atoms)
        return m_input->chooseGenerated(atoms.front());
    m_input->chooseSeveralSizes();
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        m_sizes[i].box->setChecked(std::find(atoms.begin(), atoms.end(), kSizes[i].atoms) != atoms.end());
}

void BenchForm::setRuns(int runs) {
    m_runs->setValue(runs);
}

void BenchForm::setOperation(Operation operation, bool on) {
    for (const Choice& one : m_operations)
        if (one.id == results::operationName(operation)) one.box->setChecked(on);
}

void BenchForm::setFormat(const QString& id, bool on) {
    for (const Choice& one : m_formats)
        if (toQt(one.id) == id) one.box->setChecked(on);
}

void BenchForm::setMoreOpen(bool open) {
    m_more->setOpen(open);
}

std::vector<std::uint64_t> BenchForm::generatedAtoms() const {
    const ChosenSpace chosen = m_input->chosen();
    if (chosen.content.space != nullptr) return {};
    if (chosen.generatedAtoms != 0) return {chosen.generatedAtoms};
    std::vector<std::uint64_t> sizes;
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        if (m_sizes[i].box->isChecked()) sizes.push_back(kSizes[i].atoms);
    return sizes;
}

Json BenchForm::inputsJson() const {
    Json inputs = Json::array();
    if (const ChosenSpace chosen = m_input->chosen(); chosen.content.space != nullptr)
        inputs.push_back({{"space", fromQt(chosen.name)}});
    for (const std::uint64_t atoms : generatedAtoms())
        inputs.push_back({{"atoms", atoms}, {"shape", "atoms"}, {"seed", 1}});
    return inputs;
}

Json BenchForm::planJson() const {
    const auto chosen = [](const Choices& choices) {
        Json list = Json::array();
        for (const Choice& one : choices)
            if (one.box->isChecked()) list.push_back(one.id);
        return list;
    };
    const auto words = [](const QLineEdit& edit) {
        Json list = Json::array();
        for (const QString& part : parts(edit.text())) list.push_back(fromQt(part));
        return list;
    };
    Json sweep;
    sweep["operations"] = chosen(m_operations);
    const bool allStandard = std::all_of(m_formats.begin(), m_formats.end(), [](const Choice& one) {
        return one.box->isChecked() == one.standard;
    });
    if (const Json formats = chosen(m_formats); !allStandard && !formats.empty()) sweep["formats"] = formats;
    sweep["codecs"] = words(*m_codecs);
    sweep["switches"] = chosen(m_switches);
    sweep["threads"] = Json::array();
    for (const QString& part : parts(m_threads->text())) {
        bool number = false;
        const uint value = part.toUInt(&number);
        // What is no number is refused with its line, like every other mistake.
        sweep["threads"].push_back(number ? Json(value) : Json(fromQt(part)));
    }
    sweep["media"] = chosen(m_media);
    sweep["cache"] = chosen(m_cache);

    Json plan;
    plan["schema"] = "spacebench.plan";
    plan["version"] = 1;
    plan["name"] = m_name.empty() ? kOwnName : m_name;
    plan["title"] = m_name.empty() ? fromQt(m_input->chosen().name) : m_title;
    if (!m_description.empty()) plan["description"] = m_description;
    plan["inputs"] = inputsJson();
    plan["measure"] = Json::array({std::move(sweep)});
    plan["runs"] = m_runs->value();
    plan["warm_up"] = m_warmUp->value();
    plan["min_sample_ms"] = m_minSample->value();
    plan["budget_s"] = m_budget->value();
    plan["interval_goal"] = m_goal->value() / kPercent;
    plan["isolation"] = fromQt(m_isolation->currentData().toString());
    plan["pin"] = fromQt(m_pin->text().trimmed());
    plan["seed"] = m_seed->value();
    plan["control"] = m_control->isChecked();
    plan["tags"] = words(*m_tags);
    return plan;
}

bool BenchForm::setInputs(const std::vector<jobs::PlanInput>& inputs) {
    if (inputs.size() == 1 && !inputs[0].space.empty()) {
        m_input->chooseSpace(toQt(inputs[0].space));
    } else {
        std::vector<std::uint64_t> sizes;
        for (const jobs::PlanInput& input : inputs) sizes.push_back(input.generated.atoms);
        chooseGenerated(sizes);
    }
    // Compared as what a run would do, not as what is shown.
    jobs::Plan wanted;
    wanted.inputs = inputs;
    return unordered(jobs::toJson(wanted)["inputs"]) == unordered(inputsJson());
}

bool BenchForm::setPlan(const jobs::Plan& plan) {
    if (plan.sweeps.empty()) return false;
    m_filling = true;
    const jobs::PlanSweep& sweep = plan.sweeps.front();
    const auto choose = [](const Choices& choices, const auto& wanted) {
        for (const Choice& one : choices) one.box->setChecked(wanted(one));
    };
    const auto among = [](const auto& list, const auto& name) {
        return [&list, name](const Choice& one) {
            return std::any_of(list.begin(), list.end(),
                               [&](const auto& each) { return name(each) == one.id; });
        };
    };
    const auto itself = [](const auto& name) { return std::string_view(name); };
    const bool inputs = setInputs(plan.inputs);
    choose(m_operations, among(sweep.operations, results::operationName));
    if (sweep.formats.empty())
        choose(m_formats, [](const Choice& one) { return one.standard; });
    else
        choose(m_formats, among(sweep.formats, itself));
    choose(m_switches, among(sweep.switches, [](const auto& each) { return std::string_view(each.name); }));
    choose(m_media, among(sweep.media, jobs::mediumName));
    choose(m_cache, among(sweep.cache, jobs::cacheName));
    m_codecs->setText(joinedText(sweep.codecs, [](const std::string& codec) { return toQt(codec); }));
    m_threads->setText(joinedText(sweep.threads, [](unsigned count) { return QString::number(count); }));
    m_runs->setValue(static_cast<int>(plan.runs));
    m_warmUp->setValue(static_cast<int>(plan.warmUp));
    m_minSample->setValue(static_cast<int>(plan.minSampleMs));
    m_budget->setValue(static_cast<int>(plan.budgetSeconds));
    m_goal->setValue(plan.intervalGoal * kPercent);
    m_pin->setText(toQt(plan.pin));
    m_isolation->setCurrentIndex(m_isolation->findData(toQt(jobs::isolationName(plan.isolation))));
    m_seed->setValue(
        static_cast<int>(std::min<std::uint64_t>(plan.seed, static_cast<std::uint64_t>(kMostSeed))));
    m_control->setChecked(plan.control);
    m_tags->setText(joinedText(plan.tags, [](const std::string& tag) { return toQt(tag); }));
    m_name = plan.name;
    m_title = plan.title;
    m_description = plan.description;
    m_filling = false;
    return inputs && comparable(planJson()) == comparable(jobs::toJson(plan));
}

QString BenchForm::problem() const {
    const auto any = [](const Choices& choices) {
        return std::any_of(choices.begin(), choices.end(),
                           [](const Choice& one) { return one.box->isChecked(); });
    };
    if (inputsJson().empty()) return tr("Choose at least one size.");
    if (!any(m_operations)) return tr("Choose at least one operation.");
    if (!any(m_formats)) return tr("Choose at least one format.");
    if (!any(m_switches) || !any(m_media) || !any(m_cache) || parts(m_codecs->text()).isEmpty() ||
        parts(m_threads->text()).isEmpty())
        return tr("A list below \"More\" is empty.");
    return {};
}

} // namespace spacebench::widgets
