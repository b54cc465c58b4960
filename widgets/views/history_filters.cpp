// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/history_filters.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

constexpr int kTypingPauseMs = 200;
constexpr int kChoiceLetters = 12;
constexpr int kLeastChoice = 96; ///< in a narrow window; the tool tip says the rest
constexpr int kDays[] = {0, 1, 7, 30, 365};

void fill(QComboBox& box, const QStringList& values) {
    const QString chosen = box.currentData().toString();
    const QSignalBlocker quiet(box);
    const QString any = box.itemText(0);
    box.clear();
    box.addItem(any, QString());
    for (const QString& value : values) {
        box.addItem(visibleText(value), value);
        box.setItemData(box.count() - 1, value, Qt::ToolTipRole);
    }
    if (!chosen.isEmpty() && !values.contains(chosen)) box.addItem(visibleText(chosen), chosen);
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

void choose(QComboBox& box, const QString& value) {
    int index = value.isEmpty() ? 0 : box.findData(value);
    if (index < 0) {
        box.addItem(visibleText(value), value);
        index = box.count() - 1;
    }
    box.setCurrentIndex(index);
}

} // namespace

HistoryFilters::HistoryFilters(QWidget* parent)
    : QWidget(parent), m_words(new QLineEdit), m_tag(new QComboBox), m_machine(new QComboBox),
      m_input(new QComboBox), m_source(new QComboBox), m_since(new QComboBox), m_typing(new QTimer(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_words->setPlaceholderText(tr("Search title, note, tags, inputs, rows"));
    m_words->setAccessibleName(tr("Search runs"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(2 * kLeastChoice);
    row->addWidget(m_words, 1);
    const auto add = [&](QComboBox* box, const QString& any, const QString& name) {
        box->addItem(any, QString());
        box->setAccessibleName(name);
        box->setToolTip(name);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(kChoiceLetters);
        box->setMinimumWidth(kLeastChoice);
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, [this, box, name](int index) {
            // Whole: the box may be too narrow for it.
            box->setToolTip(index > 0 ? tr("%1: %2").arg(name, box->currentText()) : name);
            Q_EMIT changed();
        });
    };
    add(m_tag, tr("any tag"), tr("Tag"));
    add(m_machine, tr("any machine"), tr("Machine"));
    add(m_input, tr("any input"), tr("Input"));
    add(m_source, tr("any program"), tr("Program that measured"));
    const QString since[] = {tr("any time"), tr("last 24 hours"), tr("last 7 days"), tr("last 30 days"),
                             tr("last year")};
    m_since->setAccessibleName(tr("Since"));
    for (std::size_t i = 0; i < std::size(kDays); ++i) m_since->addItem(since[i], kDays[i]);
    row->addWidget(m_since);
    connect(m_since, &QComboBox::currentIndexChanged, this, &HistoryFilters::changed);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPauseMs);
    connect(m_words, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &HistoryFilters::changed);
}

void HistoryFilters::offer(const std::vector<results::RunSummary>& runs) {
    QStringList tags;
    QStringList machines;
    QStringList inputs;
    QStringList sources;
    for (const results::RunSummary& run : runs) {
        for (const std::string& tag : run.tags) tags += toQt(tag);
        for (const std::string& input : run.inputs) inputs += toQt(input);
        machines += toQt(run.machine);
        sources += toQt(run.source);
    }
    const auto set = [](QComboBox& box, QStringList& values) {
        values.removeAll(QString());
        values.sort(Qt::CaseInsensitive);
        values.removeDuplicates();
        fill(box, values);
    };
    set(*m_tag, tags);
    set(*m_machine, machines);
    set(*m_input, inputs);
    set(*m_source, sources);
}

results::RunFilter HistoryFilters::filter() const {
    results::RunFilter filter;
    filter.text = fromQt(m_words->text().trimmed());
    if (const QString tag = m_tag->currentData().toString(); !tag.isEmpty()) filter.tags = {fromQt(tag)};
    filter.machine = fromQt(m_machine->currentData().toString());
    filter.input = fromQt(m_input->currentData().toString());
    filter.source = fromQt(m_source->currentData().toString());
    if (const int days = m_since->currentData().toInt(); days > 0)
        filter.sinceUtc = fromQt(QDateTime::currentDateTimeUtc().addDays(-days).toString(Qt::ISODate));
    return filter;
}

bool HistoryFilters::empty() const {
    const results::RunFilter filter = this->filter();
    return filter.text.empty() && filter.tags.empty() && filter.machine.empty() && filter.input.empty() &&
           filter.source.empty() && filter.sinceUtc.empty();
}

void HistoryFilters::clear() {
    {
        const QSignalBlocker quiet(this);
        for (QComboBox* box : {m_tag, m_machine, m_input, m_source, m_since}) box->setCurrentIndex(0);
        m_words->clear();
    }
    m_typing->stop();
    Q_EMIT changed();
}

void HistoryFilters::setWords(const QString& words) {
    m_words->setText(words);
}
void HistoryFilters::setTag(const QString& tag) {
    choose(*m_tag, tag);
}
void HistoryFilters::setMachine(const QString& machine) {
    choose(*m_machine, machine);
}
void HistoryFilters::setInput(const QString& input) {
    choose(*m_input, input);
}
void HistoryFilters::setSource(const QString& source) {
    choose(*m_source, source);
}
void HistoryFilters::setDays(int days) {
    m_since->setCurrentIndex(std::max(0, m_since->findData(days)));
}
void HistoryFilters::focusWords() {
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

} // namespace spacebench::widgets
