// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/advisor_panel.h"

#include <cmath>

#include <QButtonGroup>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

using results::Priority;

constexpr int kStandardWeight = 50;
constexpr int kMostWeight = 100;
constexpr double kMegabyte = 1e6;
constexpr double kMostBudget = 1e6;
constexpr int kLeastWidth = 300;
constexpr int kLeastFieldWidth = 90;

QLabel* wordLabel() {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString percentText(double percent) {
    return AdvisorPanel::tr("%1 %").arg(toQt(significant(percent, 3)));
}

void setColour(QWidget& widget, const QColor& colour) {
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, colour);
    widget.setPalette(palette);
}

} // namespace

AdvisorPanel::AdvisorPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_priority(new QButtonGroup(this)), m_weights(new QWidget),
      m_more(new QToolButton), m_own(new QCheckBox(tr("Spacebench's own container too"))),
      m_headline(wordLabel()), m_evidence(wordLabel()), m_showPick(new QPushButton(tr("Show row"))),
      m_estimate(new QWidget), m_guideTitle(new QLabel(tr("The performance guide's rule"))),
      m_guide(wordLabel()), m_verdict(wordLabel()), m_command(wordLabel()),
      m_showGuide(new QPushButton(tr("Show its row"))),
      m_save(new QPushButton(lineIcon(QStringLiteral("save")), tr("Save settings JSON..."))),
      m_copy(new QPushButton(lineIcon(QStringLiteral("copy")), tr("Copy command line"))) {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addWidget(buildQuestion());
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    column->addWidget(line);
    column->addWidget(buildAnswer());
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    setMinimumWidth(kLeastWidth);
    connect(&theme, &Theme::changed, this, [this] { setColour(*m_verdict, m_theme.color(m_verdictRole)); });
    setWords(tr("The advice follows when something was measured."));
}

QWidget* AdvisorPanel::buildQuestion() {
    auto* question = new QWidget;
    auto* column = new QVBoxLayout(question);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* title = new QLabel(tr("What matters most?"));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    column->addWidget(title);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    const auto choice = [&](Priority priority, const QString& text, const QString& help) {
        auto* button = new SwitchButton(text);
        button->setToolTip(help);
        m_priority->addButton(button, static_cast<int>(priority));
        row->addWidget(button);
    };
    choice(Priority::Size, tr("Size"), tr("Stored bytes alone"));
    choice(Priority::Speed, tr("Speed"), tr("Compression and decompression, equally"));
    choice(Priority::Balanced, tr("Balanced"), tr("Size and both times, equally"));
    choice(Priority::Custom, tr("Own weights"), tr("As the sliders say"));
    row->addStretch(1);
    m_priority->button(static_cast<int>(Priority::Balanced))->setChecked(true);
    column->addLayout(row);
    buildWeights(*column);
    m_own->setToolTip(tr("Front coding in columns before the codec: smaller, but only Spacebench reads it"));
    column->addWidget(m_own);
    buildBudgets(*column);
    connect(m_priority, &QButtonGroup::idClicked, this, [this](int id) {
        m_weights->setVisible(id == static_cast<int>(Priority::Custom));
        Q_EMIT goalChanged();
    });
    connect(m_own, &QCheckBox::toggled, this, &AdvisorPanel::goalChanged);
    return question;
}

void AdvisorPanel::buildWeights(QVBoxLayout& column) {
    auto* grid = new QGridLayout(m_weights);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    const QString names[3] = {tr("Size"), tr("Compress"), tr("Decompress")};
    for (int i = 0; i < 3; ++i) {
        auto* slider = new QSlider(Qt::Horizontal);
        slider->setRange(0, kMostWeight);
        slider->setValue(kStandardWeight);
        slider->setAccessibleName(tr("Weight of: %1").arg(names[i]));
        auto* value = new QLabel(QString::number(kStandardWeight));
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("100")));
        m_weight[i] = slider;
        m_weightText[i] = value;
        grid->addWidget(new QLabel(names[i]), i, 0);
        grid->addWidget(slider, i, 1);
        grid->addWidget(value, i, 2);
        connect(slider, &QSlider::valueChanged, this, [this, value](int weight) {
            value->setText(QString::number(weight));
            Q_EMIT goalChanged();
        });
    }
    m_weights->hide();
    column.addWidget(m_weights);
}

QDoubleSpinBox* AdvisorPanel::budgetField(QGridLayout& grid, int row, const QString& label,
                                          const QString& unit, const QString& help) {
    auto* field = new QDoubleSpinBox;
    field->setRange(0, kMostBudget);
    field->setDecimals(1);
    field->setSuffix(unit);
    field->setSpecialValueText(tr("any"));
    field->setToolTip(help);
    field->setAccessibleName(label);
    field->setKeyboardTracking(false);
    field->setMinimumWidth(kLeastFieldWidth); // the largest number may scroll: the panel is narrow
    auto* name = new QLabel(label);
    name->setBuddy(field);
    grid.addWidget(name, row, 0);
    grid.addWidget(field, row, 1);
    connect(field, &QDoubleSpinBox::valueChanged, this, &AdvisorPanel::goalChanged);
    return field;
}

void AdvisorPanel::buildBudgets(QVBoxLayout& column) {
    m_more->setText(tr("Budgets"));
    m_more->setToolTip(tr("What the pick must reach, whatever else matters"));
    m_more->setCheckable(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setAutoRaise(true);
    auto* fields = new QWidget;
    fields->hide();
    connect(m_more, &QToolButton::toggled, this, [this, fields](bool on) {
        m_more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        fields->setVisible(on);
    });
    column.addWidget(m_more, 0, Qt::AlignLeft);
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_leastCompress = budgetField(*grid, 0, tr("Compress at least"), tr(" MB/s"),
                                  tr("Raw bytes; 1 MB = 1,000,000 B. 0 = any"));
    m_leastDecompress = budgetField(*grid, 1, tr("Decompress at least"), tr(" MB/s"),
                                    tr("Raw bytes; 1 MB = 1,000,000 B. 0 = any"));
    m_mostStored = budgetField(*grid, 2, tr("Store at most"), tr(" MB"), tr("1 MB = 1,000,000 B. 0 = any"));
    column.addWidget(fields);
}

QWidget* AdvisorPanel::buildAnswer() {
    auto* answer = new QWidget;
    auto* column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_theme.keepFont(m_headline, TypeSize::Large);
    m_headline->setAccessibleName(tr("Advice"));
    column->addWidget(m_headline);
    auto* estimate = new QVBoxLayout(m_estimate);
    estimate->setContentsMargins(0, 0, 0, 0);
    auto* warning = wordLabel();
    warning->setText(QString::fromUtf8("\u26A0 ") +
                     tr("From sampled blocks: sizes and times are extrapolated, with the intervals given."));
    estimate->addWidget(warning);
    auto* full = new QPushButton(tr("Measure in full"));
    full->setToolTip(tr("Run the full measurement with the same form"));
    connect(full, &QPushButton::clicked, this, &AdvisorPanel::fullMeasurementRequested);
    estimate->addWidget(full, 0, Qt::AlignLeft);
    column->addWidget(m_estimate);
    column->addWidget(m_evidence);
    column->addWidget(m_showPick, 0, Qt::AlignLeft);
    QFont bold = m_guideTitle->font();
    bold.setWeight(QFont::DemiBold);
    m_guideTitle->setFont(bold);
    column->addWidget(m_guideTitle);
    column->addWidget(m_guide);
    column->addWidget(m_verdict);
    column->addWidget(m_showGuide, 0, Qt::AlignLeft);
    m_theme.keepFont(m_command, TypeSize::Small, true);
    m_command->setAccessibleName(tr("The spacectl line that stores the input that way"));
    column->addWidget(m_save, 0, Qt::AlignLeft);
    column->addWidget(m_copy, 0, Qt::AlignLeft);
    column->addWidget(m_command);
    m_save->setToolTip(tr("The choice with its evidence, as JSON"));
    m_copy->setToolTip(tr("The spacectl line that stores the input that way"));
    connect(m_showPick, &QPushButton::clicked, this, [this] {
        if (m_pick) Q_EMIT rowChosen(*m_pick);
    });
    connect(m_showGuide, &QPushButton::clicked, this, [this] {
        if (m_guideRow) Q_EMIT rowChosen(*m_guideRow);
    });
    connect(m_save, &QPushButton::clicked, this, &AdvisorPanel::saveRequested);
    connect(m_copy, &QPushButton::clicked, this, &AdvisorPanel::copyRequested);
    return answer;
}

results::Goal AdvisorPanel::goal() const {
    results::Goal goal;
    goal.priority = static_cast<Priority>(m_priority->checkedId());
    goal.sizeWeight = m_weight[0]->value();
    goal.compressWeight = m_weight[1]->value();
    goal.decompressWeight = m_weight[2]->value();
    if (m_leastCompress->value() > 0) goal.leastCompressBytesPerSecond = m_leastCompress->value() * kMegabyte;
    if (m_leastDecompress->value() > 0)
        goal.leastDecompressBytesPerSecond = m_leastDecompress->value() * kMegabyte;
    if (m_mostStored->value() > 0)
        goal.mostStoredBytes = static_cast<std::uint64_t>(std::llround(m_mostStored->value() * kMegabyte));
    goal.ownContainer = m_own->isChecked();
    return goal;
}

void AdvisorPanel::setPriority(Priority priority) {
    m_priority->button(static_cast<int>(priority))->setChecked(true);
    m_weights->setVisible(priority == Priority::Custom);
    Q_EMIT goalChanged();
}

void AdvisorPanel::setWeights(int size, int compress, int decompress) {
    const int weights[3] = {size, compress, decompress};
    for (int i = 0; i < 3; ++i) m_weight[i]->setValue(weights[i]);
    setPriority(Priority::Custom);
}

void AdvisorPanel::setOwnContainer(bool own) {
    m_own->setChecked(own);
}

void AdvisorPanel::setBudgets(double compress, double decompress, double stored) {
    m_leastCompress->setValue(compress);
    m_leastDecompress->setValue(decompress);
    m_mostStored->setValue(stored);
    m_more->setChecked(compress > 0 || decompress > 0 || stored > 0);
}

void AdvisorPanel::setWords(const QString& words) {
    m_pick.reset();
    m_guideRow.reset();
    m_headline->setEnabled(true);
    m_headline->setText(words);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_evidence, m_showPick, m_estimate, m_guideTitle, m_guide, m_verdict,
                                         m_showGuide, m_save, m_copy, m_command})
        part->hide();
}

void AdvisorPanel::setStale() {
    for (QWidget* part : std::initializer_list<QWidget*>{m_headline, m_evidence, m_showPick, m_guide,
                                                         m_verdict, m_showGuide, m_save, m_copy})
        part->setEnabled(false);
}

void AdvisorPanel::setAdvice(const results::Advice& advice, const results::LabRun& run) {
    m_pick = advice.pick;
    for (QWidget* part : std::initializer_list<QWidget*>{m_headline, m_evidence, m_showPick, m_guide,
                                                         m_verdict, m_showGuide, m_save, m_copy})
        part->setEnabled(true);
    m_headline->setText(advice.pick ? tr("Take %1").arg(toQt(run.rows[*advice.pick].label()))
                                    : tr("Nothing that was measured meets this"));
    QStringList lines;
    if (!advice.reason.empty()) lines += coreText(advice.reason);
    for (const std::string& sentence : advice.evidence)
        lines += QString::fromUtf8("\u2022 ") + coreText(sentence);
    m_evidence->setText(lines.join(QLatin1Char('\n')));
    m_evidence->setVisible(!lines.isEmpty());
    for (QPushButton* button : {m_showPick, m_save, m_copy}) button->setVisible(advice.pick.has_value());
    m_estimate->setVisible(advice.estimate);
    showGuide(advice, run);
}

void AdvisorPanel::setCommand(const QString& line, const QString& note) {
    m_copy->setEnabled(!line.isEmpty());
    m_copy->setToolTip(line.isEmpty() ? note : line);
    m_command->setText(line.isEmpty() ? note
                                      : line + (note.isEmpty() ? QString() : QLatin1Char('\n') + note));
    m_command->setVisible(!m_command->text().isEmpty());
}

void AdvisorPanel::showGuide(const results::Advice& advice, const results::LabRun& run) {
    m_guideRow = advice.guideRow;
    const bool speaks = !advice.guide.text.empty();
    m_guideTitle->setVisible(speaks || !advice.guideNote.empty());
    QStringList lines;
    if (speaks) lines += coreText(advice.guide.text);
    if (!advice.guideNote.empty()) lines += coreText(advice.guideNote);
    m_guide->setText(lines.join(QLatin1Char('\n')));
    m_guide->setVisible(!lines.isEmpty());
    m_showGuide->setVisible(advice.guideRow.has_value());
    m_verdict->setVisible(advice.guideRegret.has_value());
    if (!advice.guideRegret) return;
    const results::Interval& percent = advice.guideRegret->percent;
    const QString interval =
        advice.guideRegret->hasInterval
            ? tr("95 %: %1 to %2").arg(percentText(percent.low), percentText(percent.high))
            : tr("one sample: no interval");
    const QString against = toQt(run.rows[advice.guideRegret->against].label());
    if (advice.guideRow && *advice.guideRow == advice.guideRegret->against) {
        m_verdict->setText(QString::fromUtf8("\u2713 ") + tr("It picks the same row."));
        m_verdictRole = Role::Good;
    } else if (percent.low <= 0) {
        m_verdict->setText(QString::fromUtf8("\u2013 ") +
                           tr("No difference to %1 could be shown: %2 costlier (%3).")
                               .arg(against, percentText(percent.value), interval));
        m_verdictRole = Role::Text;
    } else {
        m_verdict->setText(QString::fromUtf8("\u2717 ") +
                           tr("Following it costs %1 more than %2 (%3).")
                               .arg(percentText(percent.value), against, interval));
        m_verdictRole = Role::Bad;
    }
    setColour(*m_verdict, m_theme.color(m_verdictRole));
}

} // namespace spacebench::widgets
