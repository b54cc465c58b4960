// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/technique_samples.h"

#include <algorithm>
#include <functional>

#include <QCoreApplication>
#include <QStringList>

#include "bridge/to_qt.h"
#include "models/technique_board_model.h"

namespace spacebench::widgets {

namespace {

using results::Configuration;
using results::MeasureState;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(TechniqueSamples)
};

QString none() {
    return QString::fromUtf8("\u2013");
}

bool hasFigures(const Configuration* configuration) {
    return configuration != nullptr && (configuration->state == MeasureState::Measured ||
                                        configuration->state == MeasureState::Insufficient);
}

QString duration(double nanoseconds) {
    return toQt(durationText(nanoseconds));
}

/// Three columns: a name, the left configuration, the right one.
class Columns {
  public:
    Columns(const Configuration* without, const Configuration* with) : m_without(without), m_with(with) {}

    void line(const QString& name, const QString& left, const QString& right) {
        m_lines.push_back({name, left, right});
    }
    void gap() { m_lines.push_back({}); }
    void figures(const QString& name, const std::function<QString(const Configuration&)>& figure) {
        line(name, hasFigures(m_without) ? figure(*m_without) : none(),
             hasFigures(m_with) ? figure(*m_with) : none());
    }
    void counts(const QString& name, const std::function<QString(const results::RunCounts&)>& figure) {
        figures(name, [&](const Configuration& one) { return figure(one.counts); });
    }

    [[nodiscard]] QString text() const {
        qsizetype widths[3] = {0, 0, 0};
        for (const Line& one : m_lines)
            for (int i = 0; i < 3; ++i) widths[i] = std::max(widths[i], one.cells[i].size());
        QStringList lines;
        for (const Line& one : m_lines) {
            QString out = one.cells[0].leftJustified(widths[0]);
            for (int i = 1; i < 3; ++i) out += QStringLiteral("  ") + one.cells[i].rightJustified(widths[i]);
            while (out.endsWith(QLatin1Char(' '))) out.chop(1);
            lines += out;
        }
        return lines.join(QLatin1Char('\n'));
    }

  private:
    struct Line {
        QString cells[3];
    };
    const Configuration* m_without;
    const Configuration* m_with;
    std::vector<Line> m_lines;
};

QString optionalCount(const std::optional<std::uint64_t>& value) {
    return value ? grouped(*value) : none();
}

QString optionalSize(const std::optional<std::uint64_t>& value) {
    return value ? sizeWords(*value) : none();
}

void addTimes(Columns& columns, const Configuration* without, const Configuration* with) {
    columns.figures(Tr::tr("median"), [](const Configuration& one) {
        return one.time.empty() ? none() : duration(one.time.medianNs.value);
    });
    columns.figures(Tr::tr("95 % from"), [](const Configuration& one) {
        return one.time.empty() ? none() : duration(one.time.medianNs.low);
    });
    columns.figures(Tr::tr("95 % to"), [](const Configuration& one) {
        return one.time.empty() ? none() : duration(one.time.medianNs.high);
    });
    columns.gap();
    const std::size_t runs = std::max(hasFigures(without) ? without->time.samplesNs.size() : 0,
                                      hasFigures(with) ? with->time.samplesNs.size() : 0);
    for (std::size_t i = 0; i < runs; ++i)
        columns.figures(Tr::tr("run %1").arg(i + 1), [i](const Configuration& one) {
            return i < one.time.samplesNs.size() ? grouped(one.time.samplesNs[i]) + QStringLiteral(" ns")
                                                 : none();
        });
}

void addCounts(Columns& columns) {
    using Counts = results::RunCounts;
    columns.counts(Tr::tr("allocations"), [](const Counts& c) { return optionalCount(c.allocations); });
    columns.counts(Tr::tr("bytes allocated"), [](const Counts& c) { return optionalSize(c.allocatedBytes); });
    columns.counts(Tr::tr("peak heap"), [](const Counts& c) { return optionalSize(c.peakHeapBytes); });
    columns.counts(Tr::tr("peak resident"),
                   [](const Counts& c) { return optionalSize(c.peakResidentBytes); });
    columns.counts(Tr::tr("stored"),
                   [](const Counts& c) { return grouped(c.storedBytes) + QStringLiteral(" B"); });
    columns.counts(Tr::tr("written"), [](const Counts& c) { return optionalSize(c.writtenBytes); });
    columns.counts(Tr::tr("write calls"), [](const Counts& c) { return optionalCount(c.writeCalls); });
    columns.counts(Tr::tr("read calls"), [](const Counts& c) { return optionalCount(c.readCalls); });
    columns.counts(Tr::tr("CPU in the program"),
                   [](const Counts& c) { return duration(static_cast<double>(c.cpuUserNs)); });
    columns.counts(Tr::tr("CPU in the system"),
                   [](const Counts& c) { return duration(static_cast<double>(c.cpuSystemNs)); });
    columns.counts(Tr::tr("CPU utilisation"), [](const Counts& c) {
        return QString::number(c.utilisation * 100, 'f', 0) + QStringLiteral(" %");
    });
    columns.counts(Tr::tr("threads"), [](const Counts& c) { return grouped(c.threads); });
    columns.counts(Tr::tr("locks taken"), [](const Counts& c) { return grouped(c.locks); });
    columns.counts(Tr::tr("page faults, minor"), [](const Counts& c) { return grouped(c.minorFaults); });
    columns.counts(Tr::tr("page faults, major"), [](const Counts& c) { return grouped(c.majorFaults); });
    columns.counts(Tr::tr("context switches, waiting"),
                   [](const Counts& c) { return grouped(c.voluntarySwitches); });
    columns.counts(Tr::tr("context switches, forced"),
                   [](const Counts& c) { return grouped(c.involuntarySwitches); });
}

QString settingText(const nlohmann::ordered_json& value) {
    return value.is_string() ? toQt(value.get_ref<const std::string&>()) : toQt(value.dump());
}

void addSwitches(Columns& columns, const Configuration* without, const Configuration* with) {
    if (without == nullptr || with == nullptr || !without->settings.is_object()) return;
    for (const auto& [key, value] : without->settings.items()) {
        const auto other = with->settings.find(key);
        if (other != with->settings.end() && *other != value)
            columns.line(toQt(key), settingText(value), settingText(*other));
    }
}

QString notesOf(const Configuration* configuration) {
    if (configuration == nullptr) return {};
    QStringList notes;
    if (!configuration->reason.empty()) notes += coreText(configuration->reason);
    if (!configuration->compared.empty())
        notes += Tr::tr("compared with the reference: %1").arg(coreText(configuration->compared));
    if (configuration->childProcess) notes += Tr::tr("ran in a process of its own");
    if (notes.isEmpty()) return {};
    return toQt(configuration->id) + QStringLiteral(": ") + notes.join(QStringLiteral("; "));
}

} // namespace

QString techniqueSamplesText(const results::TechniqueRun& run, std::size_t index) {
    if (index >= run.effects.size()) return {};
    const results::EffectRow& row = run.effects[index];
    const auto find = [&run](const std::optional<std::size_t>& at) -> const Configuration* {
        return at && *at < run.configurations.size() ? &run.configurations[*at] : nullptr;
    };
    const Configuration* without = find(row.without);
    const Configuration* with = find(row.with);
    QStringList parts;
    parts += toQt(row.techniqueId) + QLatin1Char(' ') + coreText(row.title) + QStringLiteral(", ") +
             taskText(row.task);
    if (!row.claimText.empty()) parts += Tr::tr("claimed: %1").arg(coreText(row.claimText));
    if (showsFigures(row) && row.effect)
        parts += Tr::tr("measured: %1").arg(toQt(results::effectText(*row.effect, row.quantity)));
    if (showsFigures(row) && row.timeEffect)
        parts +=
            Tr::tr("whole task: %1").arg(toQt(results::effectText(*row.timeEffect, tuning::Quantity::Time)));
    if (!row.reason.empty())
        parts += coreText(results::stateName(row.state)) + QStringLiteral(": ") + coreText(row.reason);
    if (!row.outsideConditions.empty()) parts += coreText(row.outsideConditions);
    QString text = parts.join(QLatin1Char('\n')) + QLatin1Char('\n');
    if (without == nullptr && with == nullptr) return text;

    Columns columns(without, with);
    columns.line({}, without != nullptr ? toQt(without->id) : none(),
                 with != nullptr ? toQt(with->id) : none());
    addSwitches(columns, without, with);
    columns.gap();
    // A configuration whose output was wrong shows no time.
    if (hasFigures(without) || hasFigures(with)) {
        addTimes(columns, without, with);
        columns.gap();
        columns.line(Tr::tr("counted in a run of its own"), {}, {});
        addCounts(columns);
    }
    text += QLatin1Char('\n') + columns.text() + QLatin1Char('\n');
    for (const Configuration* one : {without, with})
        if (const QString notes = notesOf(one); !notes.isEmpty()) text += QLatin1Char('\n') + notes;
    return text.trimmed() + QLatin1Char('\n');
}

} // namespace spacebench::widgets
