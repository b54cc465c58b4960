// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lab_form.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "codecs/blocks/block_codec.h"
#include "views/measure_parts.h"

namespace spacebench::widgets {

namespace {

constexpr int kOwnLevels = 2; ///< index into the list of levels
constexpr const char* kFewLevels = "1,3,6,9,12,19";
constexpr int kMostSeconds = 24 * 3600;
constexpr int kMostRuns = 1000;
constexpr std::uint64_t kSmallestChunk = 4096;
constexpr int kMostThreads = 1024;

struct StageChoice {
    const char* id;
    const char* text;
    const char* help;
    bool standard;
};
constexpr StageChoice kStages[] = {
    {"none", QT_TRANSLATE_NOOP("spacebench::widgets::LabForm", "Paths as they are"),
     QT_TRANSLATE_NOOP("spacebench::widgets::LabForm", "The framed paths straight to the codec"), true},
    {"columns", QT_TRANSLATE_NOOP("spacebench::widgets::LabForm", "Front coding in columns"),
     QT_TRANSLATE_NOOP(
         "spacebench::widgets::LabForm",
         "Shared lengths, rest lengths and rest bytes of the sorted paths apart, then the codec. "
         "Spacebench's own container: no other program reads it"),
     true},
    {"columns+ranks", QT_TRANSLATE_NOOP("spacebench::widgets::LabForm", "Columns, symbols by frequency"),
     QT_TRANSLATE_NOOP("spacebench::widgets::LabForm",
                       "As before, with symbols renumbered so that frequent ones are short. Spacebench's own "
                       "container"),
     false},
};

QStringList parts(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[,;]"));
    QStringList list;
    for (const QString& part : text.split(separators))
        if (!part.trimmed().isEmpty()) list += part.trimmed();
    return list;
}

std::optional<std::vector<unsigned>> parseThreads(const QString& text) {
    std::vector<unsigned> threads;
    for (const QString& part : parts(text)) {
        bool good = false;
        const uint value = part.toUInt(&good);
        if (!good || value == 0 || value > kMostThreads) return std::nullopt;
        threads.push_back(value);
    }
    if (threads.empty()) return std::nullopt;
    return threads;
}

} // namespace

std::optional<std::vector<int>> parseLevels(const QString& text) {
    static const QRegularExpression range(QStringLiteral("^(-?\\d{1,3})(?:\\s*-\\s*(-?\\d{1,3}))?$"));
    std::vector<int> levels;
    for (const QString& part : parts(text)) {
        const QRegularExpressionMatch match = range.match(part);
        if (!match.hasMatch()) return std::nullopt;
        const int first = match.captured(1).toInt();
        const int last = match.captured(2).isEmpty() ? first : match.captured(2).toInt();
        if (last < first) return std::nullopt;
        for (int level = first; level <= last; ++level) levels.push_back(level);
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    if (levels.empty()) return std::nullopt;
    return levels;
}

std::optional<std::vector<std::uint64_t>> parseChunkSizes(const QString& text) {
    static const QRegularExpression size(QStringLiteral("^(\\d{1,9})\\s*([KMG]?)(?:iB|B)?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    std::vector<std::uint64_t> sizes;
    for (const QString& part : parts(text)) {
        if (part.compare(QLatin1String("whole"), Qt::CaseInsensitive) == 0) {
            sizes.push_back(0);
            continue;
        }
        const QRegularExpressionMatch match = size.match(part);
        if (!match.hasMatch()) return std::nullopt;
        const QString unit = match.captured(2).toUpper();
        const int shift = unit == QLatin1String("K")   ? 10
                          : unit == QLatin1String("M") ? 20
                          : unit == QLatin1String("G") ? 30
                                                       : 0;
        const std::uint64_t bytes = match.captured(1).toULongLong() << shift;
        if (bytes < kSmallestChunk) return std::nullopt;
        sizes.push_back(bytes);
    }
    if (sizes.empty()) return std::nullopt;
    return sizes;
}

LabForm::LabForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_input(new SpaceChoice), m_levels(new QComboBox), m_ownLevels(new QLineEdit),
      m_budget(new QSpinBox), m_chunks(new QLineEdit(QStringLiteral("whole"))),
      m_threads(new QLineEdit(QStringLiteral("1"))), m_runs(new QSpinBox),
      m_options(new QCheckBox(tr("zstd's workers, long mode, dictionaries"))),
      m_endToEnd(new QCheckBox(tr("Files and checksums too"))), m_command(new TerminalLine(theme)) {
    const jobs::LabRequest standard;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(fieldLabel(tr("&Input"), m_input));
    column->addWidget(m_input);
    column->addSpacing(8);
    buildCodecs(*column);
    column->addSpacing(8);
    buildLevels(*column);
    column->addSpacing(8);

    column->addWidget(fieldLabel(tr("Before the codec")));
    for (const StageChoice& stage : kStages) {
        auto* box = new QCheckBox(tr(stage.text));
        box->setToolTip(tr(stage.help));
        box->setChecked(stage.standard);
        connect(box, &QCheckBox::toggled, this, &LabForm::changed);
        m_stages.push_back({QLatin1String(stage.id), box});
        column->addWidget(box);
    }
    column->addSpacing(8);

    m_budget->setRange(0, kMostSeconds);
    m_budget->setValue(static_cast<int>(standard.budgetSeconds));
    m_budget->setSuffix(tr(" s"));
    m_budget->setSpecialValueText(tr("no limit"));
    m_budget->setAccessibleName(tr("Time budget"));
    m_budget->setToolTip(
        tr("One pass over everything first, then repetitions where they decide something. What "
           "the budget does not reach says so"));
    column->addWidget(fieldLabel(tr("Time &budget"), m_budget));
    column->addWidget(m_budget);
    column->addSpacing(4);

    auto* more = new MoreSection;
    column->addWidget(more);
    column->addStretch(1);
    buildRest(more->rows());

    connect(m_input, &SpaceChoice::changed, this, &LabForm::changed);
    connect(m_budget, &QSpinBox::valueChanged, this, &LabForm::changed);
    connect(this, &LabForm::changed, this, [this] { m_command->setLine(commandLine()); });
    m_command->setLine(commandLine());
}

void LabForm::buildCodecs(QVBoxLayout& column) {
    column.addWidget(fieldLabel(tr("Codecs")));
    for (const codecs::blocks::BlockCodec* codec : codecs::blocks::allBlockCodecs()) {
        auto* box = new QCheckBox(toQt(codec->id()));
        const std::string reason = codec->unavailable();
        box->setChecked(true);
        box->setToolTip(
            reason.empty()
                ? tr("%1 (%2)").arg(coreText(codec->title()), toQt(codec->backend()))
                : tr("%1: not measurable here, %2").arg(coreText(codec->title()), coreText(reason)));
        if (!reason.empty()) box->setText(tr("%1 (not here)").arg(box->text()));
        connect(box, &QCheckBox::toggled, this, &LabForm::changed);
        m_codecs.push_back({toQt(codec->id()), box});
        column.addWidget(box);
    }
}

void LabForm::buildLevels(QVBoxLayout& column) {
    m_levels->addItem(tr("All levels"));
    m_levels->addItem(tr("A few: %1").arg(QLatin1String(kFewLevels)));
    m_levels->addItem(tr("Own choice"));
    m_levels->setAccessibleName(tr("Levels"));
    m_levels->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_ownLevels->setPlaceholderText(QStringLiteral("1,3-6,19"));
    m_ownLevels->setToolTip(tr("Numbers and ranges; each codec takes those that it has"));
    m_ownLevels->setAccessibleName(tr("Own choice of levels"));
    m_ownLevels->hide();
    column.addWidget(fieldLabel(tr("&Levels"), m_levels));
    column.addWidget(m_levels);
    column.addWidget(m_ownLevels);
    connect(m_levels, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_ownLevels->setVisible(index == kOwnLevels);
        Q_EMIT changed();
    });
    connect(m_ownLevels, &QLineEdit::textChanged, this, &LabForm::changed);
}

void LabForm::buildRest(QVBoxLayout& column) {
    const jobs::LabRequest standard;
    const auto field = [&](const QString& label, QLineEdit* edit, const QString& name, const QString& help) {
        edit->setAccessibleName(name);
        edit->setToolTip(help);
        column.addWidget(fieldLabel(label, edit));
        column.addWidget(edit);
        connect(edit, &QLineEdit::textChanged, this, &LabForm::changed);
    };
    field(tr("&Chunk sizes"), m_chunks, tr("Chunk sizes"),
          tr("4K, 64K, 1M, whole: each chunk can be read alone. Several sizes draw a curve"));
    field(tr("&Threads"), m_threads, tr("Threads"), tr("1, 2: so many chunks at once"));
    m_runs->setRange(1, kMostRuns);
    m_runs->setValue(static_cast<int>(standard.runs));
    m_runs->setAccessibleName(tr("Most repetitions"));
    m_runs->setToolTip(tr("Samples a row at most, after the first pass"));
    column.addWidget(fieldLabel(tr("Most &repetitions"), m_runs));
    column.addWidget(m_runs);
    m_options->setChecked(standard.options);
    m_options->setToolTip(
        tr("Rows of zstd with threads of its own, with a long window, and with a dictionary "
           "trained on other blocks than it is judged on"));
    m_endToEnd->setChecked(standard.endToEnd);
    m_endToEnd->setToolTip(tr("Also write and read a file with each row, checksum included"));
    column.addWidget(m_options);
    column.addWidget(m_endToEnd);
    for (QCheckBox* box : {m_options, m_endToEnd}) connect(box, &QCheckBox::toggled, this, &LabForm::changed);
    connect(m_runs, &QSpinBox::valueChanged, this, &LabForm::changed);

    column.addSpacing(8);
    column.addWidget(m_command);
}

void LabForm::setCodec(const QString& id, bool on) {
    for (const Choice& one : m_codecs)
        if (one.id == id) one.box->setChecked(on);
}

void LabForm::setAllCodecs(bool on) {
    for (const Choice& one : m_codecs) one.box->setChecked(on);
}

void LabForm::setStage(const QString& id, bool on) {
    for (const Choice& one : m_stages)
        if (one.id == id) one.box->setChecked(on);
}

void LabForm::setLevels(const QString& levels) {
    m_levels->setCurrentIndex(levels.isEmpty() ? 0 : kOwnLevels);
    m_ownLevels->setText(levels);
}

void LabForm::setChunkSizes(const QString& sizes) {
    m_chunks->setText(sizes);
}

void LabForm::setThreads(const QString& threads) {
    m_threads->setText(threads);
}

void LabForm::setRuns(int runs) {
    m_runs->setValue(runs);
}

void LabForm::setBudgetSeconds(int seconds) {
    m_budget->setValue(seconds);
}

void LabForm::setOptions(bool options) {
    m_options->setChecked(options);
}

void LabForm::setEndToEnd(bool endToEnd) {
    m_endToEnd->setChecked(endToEnd);
}

std::optional<std::vector<int>> LabForm::levels() const {
    if (m_levels->currentIndex() == 0) return std::vector<int>{};
    return parseLevels(m_levels->currentIndex() == kOwnLevels ? m_ownLevels->text()
                                                              : QLatin1String(kFewLevels));
}

jobs::LabRequest LabForm::request(bool estimate) const {
    jobs::LabRequest request;
    const ChosenSpace chosen = m_input->chosen();
    request.space = chosen.content.space;
    request.file = fromQt(chosen.path);
    // As spacectl names it, so that both write the same report.
    request.name = request.file.empty() ? fromQt(chosen.name) : request.file;
    bool all = true;
    for (const Choice& one : m_codecs) {
        all = all && one.box->isChecked();
        if (one.box->isChecked()) request.codecs.push_back(fromQt(one.id));
    }
    if (all) request.codecs.clear();
    request.levels = levels().value_or(std::vector<int>{});
    request.stages.clear();
    for (const Choice& one : m_stages)
        if (one.box->isChecked()) request.stages.push_back(fromQt(one.id));
    request.chunkBytes = parseChunkSizes(m_chunks->text()).value_or(request.chunkBytes);
    request.threads = parseThreads(m_threads->text()).value_or(request.threads);
    request.options = m_options->isChecked();
    request.endToEnd = m_endToEnd->isChecked();
    request.runs = static_cast<std::uint64_t>(m_runs->value());
    request.budgetSeconds = m_budget->value();
    request.estimate = estimate;
    return request;
}

QString LabForm::problem() const {
    const auto chosen = [](const std::vector<Choice>& list) {
        return std::any_of(list.begin(), list.end(), [](const Choice& one) { return one.box->isChecked(); });
    };
    if (!chosen(m_codecs)) return tr("Choose at least one codec.");
    if (!levels()) return tr("Levels are numbers and ranges: 1,3-6,19.");
    if (!chosen(m_stages)) return tr("Choose what is done before the codec.");
    if (!parseChunkSizes(m_chunks->text()))
        return tr("Chunk sizes are 4K or more, or whole: 4K, 64K, 1M, whole.");
    if (!parseThreads(m_threads->text())) return tr("Threads are numbers from 1: 1, 2.");
    return {};
}

QString LabForm::inputName() const {
    return m_input->chosen().name;
}

QString LabForm::commandLine() const {
    const jobs::JobDescriptor* job = jobs::findJob("lab");
    if (job == nullptr) return {};
    const jobs::LabRequest standard;
    const jobs::LabRequest wanted = request(false);
    const auto join = [](const auto& items, const auto& text) {
        std::string list;
        for (const auto& item : items) list += (list.empty() ? "" : ",") + text(item);
        return list;
    };
    const auto number = [](auto value) { return std::to_string(value); };
    const auto itself = [](const std::string& word) { return word; };
    jobs::ParamValues values;
    if (!wanted.file.empty()) values.add("file", wanted.file);
    if (const std::uint64_t atoms = m_input->chosen().generatedAtoms; atoms != 0)
        values.set("atoms", std::to_string(atoms));
    if (!wanted.codecs.empty()) values.set("codec", join(wanted.codecs, itself));
    if (!wanted.levels.empty()) values.set("level", join(wanted.levels, number));
    if (wanted.stages != standard.stages) values.set("stage", join(wanted.stages, itself));
    if (wanted.chunkBytes != standard.chunkBytes) values.set("chunk", join(wanted.chunkBytes, number));
    if (wanted.threads != standard.threads) values.set("threads", join(wanted.threads, number));
    if (wanted.runs != standard.runs) values.set("runs", std::to_string(wanted.runs));
    if (wanted.budgetSeconds != standard.budgetSeconds)
        values.set("budget", std::to_string(m_budget->value()));
    if (!wanted.options) values.set("no-options", "true");
    if (!wanted.endToEnd) values.set("no-end-to-end", "true");
    return toQt(jobs::commandLine(*job, values));
}

} // namespace spacebench::widgets
