// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/target_cells.h"

#include <algorithm>

#include <QComboBox>
#include <QLocale>
#include <QStyledItemDelegate>

#include "bridge/to_qt.h"
#include "results/metric_catalog.h"

namespace spacebench::widgets {

namespace {

using results::TableTarget;

constexpr int kTitleWidest = 220;
// What an edit says, in every language.
const QString kLower = QStringLiteral("lower");
const QString kHigher = QStringLiteral("higher");
const QString kYes = QStringLiteral("yes");
const QString kNo = QStringLiteral("no");

/// A list of what is allowed in a column: what an edit says, and how it reads.
class ChoiceDelegate final : public QStyledItemDelegate {
  public:
    struct Choice {
        QString data;
        QString text;
    };
    ChoiceDelegate(std::vector<Choice> choices, QObject* parent)
        : QStyledItemDelegate(parent), m_choices(std::move(choices)) {}
    ChoiceDelegate(const QStringList& words, QObject* parent) : QStyledItemDelegate(parent) {
        for (const QString& word : words) m_choices.push_back({word, word});
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                          const QModelIndex& /*index*/) const override {
        auto* box = new QComboBox(parent);
        for (const Choice& choice : m_choices) box->addItem(choice.text, choice.data);
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(std::max(0, box->findText(index.data(Qt::EditRole).toString())));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        const auto* box = static_cast<QComboBox*>(editor);
        if (box->currentText() != index.data(Qt::EditRole).toString())
            model->setData(index, box->currentData(), Qt::EditRole);
    }

  private:
    std::vector<Choice> m_choices;
};

QString betterText(bool lower) {
    return lower ? TargetEditor::tr("lower") : TargetEditor::tr("higher");
}

QString strictText(bool strict) {
    return strict ? TargetEditor::tr("yes") : TargetEditor::tr("no");
}

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

} // namespace

void dressTargets(CellTable& table) {
    table.setColumns(
        {{TargetEditor::tr("Id"), {}, false, true},
         {TargetEditor::tr("Title"), {}, false, true, kTitleWidest},
         {TargetEditor::tr("Group"), TargetEditor::tr("A block of the dashboard"), false, true},
         {TargetEditor::tr("Metric"), {}, false, true},
         {TargetEditor::tr("Operation"), TargetEditor::tr("Empty: every operation"), false, true},
         {TargetEditor::tr("Format"), TargetEditor::tr("Empty: every format"), false, true},
         {TargetEditor::tr("Medium"),
          TargetEditor::tr("memory, or file: written and synced, or read; empty: both"), false, true},
         {TargetEditor::tr("Atoms"), TargetEditor::tr("Exactly this size; empty: any"), true, true},
         {TargetEditor::tr("Better"), {}, false, true},
         {TargetEditor::tr("Limit"),
          TargetEditor::tr("In the metric's own unit: ns, bytes, a second, a ratio"), true, true},
         {TargetEditor::tr("Stretch goal"), TargetEditor::tr("Empty: none"), true, true},
         {TargetEditor::tr("From"), TargetEditor::tr("Lower end where the target is a range; empty: none"),
          true, true},
         {TargetEditor::tr("Ceiling"), TargetEditor::tr("Above it is worse than missed; empty: none"), true,
          true},
         {TargetEditor::tr("Strict"), TargetEditor::tr("A limit that is hit exactly is missed"), false, true},
         {TargetEditor::tr("Least threads"),
          TargetEditor::tr("Rows of fewer threads are not judged; empty: any"), true, true}});
    QStringList metrics;
    for (const results::KnownMetric& metric : results::knownMetrics()) metrics += toQt(metric.id);
    QStringList operations{QString()};
    for (const results::Operation operation : results::kOperations)
        operations += toQt(results::operationName(operation));
    table.setItemDelegateForColumn(TargetEditor::MetricId, new ChoiceDelegate(metrics, &table));
    table.setItemDelegateForColumn(TargetEditor::Operation, new ChoiceDelegate(operations, &table));
    table.setItemDelegateForColumn(
        TargetEditor::MediumName,
        new ChoiceDelegate(QStringList{QString(), toQt(results::kMediumMemory), toQt(results::kMediumFile)},
                           &table));
    table.setItemDelegateForColumn(
        TargetEditor::Better,
        new ChoiceDelegate(
            std::vector<ChoiceDelegate::Choice>{{kLower, betterText(true)}, {kHigher, betterText(false)}},
            &table));
    table.setItemDelegateForColumn(
        TargetEditor::Strict,
        new ChoiceDelegate(
            std::vector<ChoiceDelegate::Choice>{{kNo, strictText(false)}, {kYes, strictText(true)}}, &table));
}

CellRow targetRow(std::size_t index, const TableTarget& target) {
    const results::KnownMetric* metric = results::findMetric(target.metric);
    return {QString::number(index),
            {{toQt(target.id)},
             {toQt(target.title)},
             {toQt(target.group)},
             {toQt(target.metric), {}, metric != nullptr ? coreText(metric->title) : QString()},
             {toQt(target.operation)},
             {toQt(target.formatId)},
             {toQt(target.medium)},
             {target.atoms > 0 ? grouped(target.atoms) : QString(), static_cast<double>(target.atoms)},
             {betterText(target.lowerIsBetter)},
             figure(target.limit, target),
             figure(target.stretch, target),
             figure(target.floor, target),
             figure(target.ceiling, target),
             {strictText(target.strict)},
             {target.leastThreads > 0 ? grouped(target.leastThreads) : QString(),
              static_cast<double>(target.leastThreads)}}};
}

Result<void> setTargetField(TableTarget& target, TargetEditor::Column column, const QString& text) {
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

} // namespace spacebench::widgets
