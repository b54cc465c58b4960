// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bench_table_model.h"

#include <QStringList>

#include "bridge/to_qt.h"
#include "models/run_rows_model.h"
#include "results/metric_catalog.h"
#include "results/row_metric.h"

namespace spacebench::widgets {

namespace {

/// What stands where a figure could not be had.
QString none() {
    return QString::fromUtf8("\u2013");
}

QString plain(double value) {
    return QString::number(value, 'g', 15);
}

/// "30.1 to 32.2 ms": the unit once where both ends share it.
QString intervalText(double lowNs, double highNs) {
    QString low = toQt(durationText(lowNs));
    const QString high = toQt(durationText(highNs));
    const QString unit = high.mid(high.indexOf(QLatin1Char(' ')));
    if (low.endsWith(unit)) low.chop(unit.size());
    return BenchTableModel::tr("%1 to %2").arg(low, high);
}

bool isText(int column) {
    switch (column) {
    case BenchTableModel::Input:
    case BenchTableModel::Operation:
    case BenchTableModel::Format:
    case BenchTableModel::Codec:
    case BenchTableModel::VerdictColumn:
    case BenchTableModel::State:
    case BenchTableModel::Switches:
    case BenchTableModel::Medium:
    case BenchTableModel::Cache:
        return true;
    default:
        return false;
    }
}

/// What a column of metrics shows; empty = another column.
std::string_view metricOf(int column) {
    switch (column) {
    case BenchTableModel::CpuUse:
        return results::metric::kCpuUse;
    case BenchTableModel::PeakResident:
        return results::metric::kPeakResidentMultiple;
    case BenchTableModel::MinorFaults:
        return results::metric::kMinorFaults;
    case BenchTableModel::MajorFaults:
        return results::metric::kMajorFaults;
    case BenchTableModel::ContextSwitches:
        return results::metric::kContextSwitches;
    case BenchTableModel::DiskShare:
        return results::metric::kDiskShare;
    default:
        return {};
    }
}

/// Whether row `index` is the same thing in both: its figures may have grown.
bool sameRow(const results::BenchRun& before, const results::BenchRun& after, std::size_t index) {
    const auto inputName = [index](const results::BenchRun& run) {
        const bool known = index < run.inputOfRow.size() && run.inputOfRow[index] < run.inputs.size();
        return known ? std::string_view(run.inputs[run.inputOfRow[index]].name) : std::string_view();
    };
    const results::BenchRow& was = before.rows[index];
    const results::BenchRow& is = after.rows[index];
    return was.key == is.key && was.program == is.program && was.operation == is.operation &&
           was.formatId == is.formatId && was.codec == is.codec && was.switches == is.switches &&
           inputName(before) == inputName(after);
}

/// The state alone; the reason is in the tool tip and in the raw samples.
QString stateWord(const results::BenchRow& row) {
    results::BenchRow plain = row;
    plain.reason.clear();
    return rowStateText(plain);
}

} // namespace

BenchTableModel::BenchTableModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

bool BenchTableModel::setRun(std::shared_ptr<const results::BenchRun> run) {
    const int before = rowCount();
    const int after = run ? static_cast<int>(run->rows.size()) : 0;
    bool grows = m_run && run && before > 0 && after >= before;
    for (std::size_t row = 0; grows && row < m_run->rows.size(); ++row) grows = sameRow(*m_run, *run, row);
    if (!grows) {
        beginResetModel();
        m_run = std::move(run);
        endResetModel();
        return false;
    }
    if (after > before) beginInsertRows({}, before, after - 1);
    m_run = std::move(run);
    if (after > before) endInsertRows();
    Q_EMIT dataChanged(index(0, 0), index(before - 1, ColumnCount - 1));
    return true;
}

QString BenchTableModel::metricText(int index, int column) const {
    const auto value = metricValue(index, column);
    if (!value) return none();
    return toQt(results::metricText(results::findMetric(metricOf(column))->unit, *value));
}

QString BenchTableModel::metricDetails(int index, int column) const {
    // Resampled here and not with each update: it is asked for one cell at a time.
    const auto metric = results::metricOf(*m_run, static_cast<std::size_t>(index), metricOf(column));
    if (!metric) return tr("This machine does not say.");
    const auto text = [&metric](double value) { return toQt(results::metricText(metric->unit, value)); };
    return tr("%1: %2 (%3 to %4), %5 samples")
        .arg(coreText(metric->title), text(metric->value.value), text(metric->value.low),
             text(metric->value.high))
        .arg(metric->samples.size());
}

std::optional<double> BenchTableModel::metricValue(int index, int column) const {
    return results::metricMedian(*m_run, static_cast<std::size_t>(index), metricOf(column));
}

int BenchTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->rows.size());
}

int BenchTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const results::BenchInput* BenchTableModel::inputOf(int index) const {
    const auto row = static_cast<std::size_t>(index);
    if (row >= m_run->inputOfRow.size() || m_run->inputOfRow[row] >= m_run->inputs.size()) return nullptr;
    return &m_run->inputs[m_run->inputOfRow[row]];
}

QString BenchTableModel::floorText(const results::BenchRow& row, int index) const {
    if (!row.floor) return tr("No floor is known for this operation and format.");
    return toQt(results::distanceText(row.medianNs, m_run->memcpyNs(static_cast<std::size_t>(index)),
                                      row.floor)) +
           QLatin1Char('\n') +
           tr("The floor is what nothing can do without: %1").arg(coreText(row.floor->detail));
}

QVariant BenchTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_run || index.row() >= rowCount()) return {};
    const results::BenchRow& row = m_run->rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.row(), index.column());
    case Qt::ToolTipRole:
        return fullText(row, index.row(), index.column());
    case SortRole:
        return sortKey(row, index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole:
        return isText(index.column()) ? QVariant() : m_theme.monospace(TypeSize::Small);
    case Qt::ForegroundRole:
        return index.column() == VerdictColumn ? m_theme.color(verdictRole(verdictOf(row).verdict))
                                               : QVariant();
    default:
        return {};
    }
}

QString BenchTableModel::display(const results::BenchRow& row, int index, int column) const {
    if (!metricOf(column).empty()) return metricText(index, column);
    switch (column) {
    case Input: {
        const results::BenchInput* input = inputOf(index);
        return input != nullptr ? toQt(input->name) : none();
    }
    case Operation:
        return coreText(results::operationName(row.operation));
    case Format:
        return toQt(row.formatId);
    case Codec:
        return toQt(row.codec);
    case Atoms:
        return grouped(row.atoms);
    case State:
        return stateWord(row);
    case Runs:
        return row.failures.empty() ? QString::number(row.samplesNs.size())
                                    : tr("%1, %2 failed").arg(row.samplesNs.size()).arg(row.failures.size());
    case Switches:
        return toQt(row.switches);
    case Threads:
        return row.threads == 0 ? none() : QString::number(row.threads);
    case Medium:
        return coreText(row.medium);
    case Cache:
        return coreText(row.cache);
    case Median:
        return row.medianNs > 0 ? toQt(durationText(row.medianNs)) : stateWord(row);
    case Interval:
        return row.samplesNs.size() > 1 ? intervalText(row.ciLowNs, row.ciHighNs) : none();
    case AtomsPerSecond: {
        if (row.medianNs <= 0) return none();
        // Without the unit, which the header has: "1.25 M".
        QString rate = toQt(rateText(row.atomsPerSecond(), "atoms"));
        return rate.remove(QStringLiteral("atoms/s")).trimmed();
    }
    case MegabytesPerSecond:
        if (row.medianNs <= 0) return none();
        return toQt(significant(row.rawBytesPerSecond() / 1e6));
    case Ratio:
        return row.storedBytes > 0 ? tr("%1:1").arg(toQt(significant(row.ratio()))) : none();
    case Allocations:
        return row.allocations ? grouped(*row.allocations) : none();
    case PeakHeap:
        return row.peakHeapBytes ? sizeWords(*row.peakHeapBytes) : none();
    case TimesMemcpy: {
        const auto times = m_run->memcpyMultiple(static_cast<std::size_t>(index));
        return times ? toQt(results::multipleText(*times)) : none();
    }
    case Floor: {
        const auto floor = m_run->floorMultiple(static_cast<std::size_t>(index));
        return floor ? toQt(results::multipleText(*floor)) : tr("not known");
    }
    case VerdictColumn:
        return verdictOf(row).marked;
    default:
        return {};
    }
}

QString BenchTableModel::fullText(const results::BenchRow& row, int index, int column) const {
    if (!metricOf(column).empty()) return metricDetails(index, column);
    if (column == State || (column == Median && row.medianNs <= 0)) return rowStateText(row);
    if (column == Runs) {
        QStringList failures;
        for (const std::string& failure : row.failures) failures += coreText(failure);
        return failures.join(QLatin1Char('\n'));
    }
    const QString unmeasured = tr("Not measurable in this build (allocation counting is off).");
    switch (column) {
    case Median:
        return tr("%1 ns, median of %2 runs").arg(plain(row.medianNs)).arg(row.samplesNs.size());
    case Interval:
        if (row.samplesNs.size() < 2) return tr("One run has no interval.");
        return tr("%1 ns to %2 ns, 95 % interval of the median").arg(plain(row.ciLowNs), plain(row.ciHighNs));
    case AtomsPerSecond:
        return tr("%1 atoms/s").arg(plain(row.atomsPerSecond()));
    case MegabytesPerSecond:
        return tr("%1 B/s of framed raw bytes; 1 MB = 1,000,000 B").arg(plain(row.rawBytesPerSecond()));
    case Ratio:
        return tr("%1 B raw (framed) : %2 B stored").arg(grouped(row.rawBytes), grouped(row.storedBytes));
    case Allocations:
        if (!row.allocations) return unmeasured;
        return row.allocatedBytes ? tr("%1 allocations, %2 B in all")
                                        .arg(grouped(*row.allocations), grouped(*row.allocatedBytes))
                                  : tr("%1 allocations").arg(grouped(*row.allocations));
    case PeakHeap:
        if (!row.peakHeapBytes) return unmeasured;
        return tr("%1 B above what was live before the run").arg(grouped(*row.peakHeapBytes));
    case TimesMemcpy: {
        const results::BenchInput* input = inputOf(index);
        if (input == nullptr || input->memcpyNs <= 0) return {};
        return tr("%1 times the %2 ns that copying the raw bytes took in this run")
            .arg(plain(row.medianNs / input->memcpyNs), plain(input->memcpyNs));
    }
    case Floor:
        return floorText(row, index);
    case VerdictColumn:
        return verdictOf(row).detail;
    case Operation: {
        QStringList notes;
        for (const std::string& note : row.notes) notes += coreText(note);
        return notes.join(QLatin1Char('\n'));
    }
    default:
        return display(row, index, column);
    }
}

QVariant BenchTableModel::sortKey(const results::BenchRow& row, int index, int column) const {
    if (!metricOf(column).empty()) return metricValue(index, column).value_or(-1);
    switch (column) {
    case Runs:
        return static_cast<qulonglong>(row.samplesNs.size());
    case Threads:
        return row.threads;
    case Input:
        return index < static_cast<int>(m_run->inputOfRow.size())
                   ? static_cast<qulonglong>(m_run->inputOfRow[static_cast<std::size_t>(index)])
                   : 0;
    case Atoms:
        return static_cast<qulonglong>(row.atoms);
    case Median:
        return row.medianNs;
    case Interval:
        return row.ciHighNs - row.ciLowNs;
    case AtomsPerSecond:
        return row.atomsPerSecond();
    case MegabytesPerSecond:
        return row.rawBytesPerSecond();
    case Ratio:
        return row.ratio();
    case Allocations:
        return row.allocations ? static_cast<double>(*row.allocations) : -1;
    case PeakHeap:
        return row.peakHeapBytes ? static_cast<double>(*row.peakHeapBytes) : -1;
    case TimesMemcpy:
        return m_run->memcpyMultiple(static_cast<std::size_t>(index)).value_or(0);
    case Floor: // by the distance that is left to it
        return row.floor && row.floor->ns > 0 ? row.medianNs / row.floor->ns : 0;
    case VerdictColumn:
        return static_cast<int>(verdictOf(row).verdict);
    default:
        return display(row, index, column);
    }
}

QVariant BenchTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isText(section) ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Interval:
            return tr("95 % bootstrap interval of the median; sorts by its width");
        case MegabytesPerSecond:
            return tr("Framed raw bytes (each path with a 4-byte length) a second; 1 MB = 1,000,000 B");
        case Ratio:
            return tr("Framed raw bytes : stored bytes");
        case Allocations:
            return tr("Calls to the allocator in one run, all libraries included");
        case PeakHeap:
            return tr("Highest live heap in a run, above the input");
        case TimesMemcpy:
            return tr("Median time over the time that copying the raw bytes took in the same run");
        case Floor:
            return tr("The best that could be reached here, in times of copying the raw bytes; sorts by the "
                      "distance to it");
        case PeakResident:
            return tr("Highest resident memory above that before the run, over the stored bytes");
        case CpuUse:
            return tr("Processor time over wall time, over the threads that the worker had");
        case DiskShare:
            return tr("Bytes read and written over what the disk itself can, in this session");
        case VerdictColumn:
            return tr("Against the targets of the performance guide");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Input:
        return tr("Input");
    case Operation:
        return tr("Operation");
    case Format:
        return tr("Format");
    case Codec:
        return tr("Codec");
    case Atoms:
        return tr("Atoms");
    case Median:
        return tr("Median");
    case Interval:
        return tr("95 % interval");
    case AtomsPerSecond:
        return tr("atoms/s");
    case MegabytesPerSecond:
        return tr("MB/s");
    case Ratio:
        return tr("Ratio");
    case Allocations:
        return tr("Allocs");
    case PeakHeap:
        return tr("Peak heap");
    case TimesMemcpy:
        return tr("x memcpy");
    case Floor:
        return tr("Floor");
    case VerdictColumn:
        return tr("Verdict");
    case State:
        return tr("State");
    case Runs:
        return tr("Runs");
    case Switches:
        return tr("Switches");
    case Threads:
        return tr("Threads");
    case Medium:
        return tr("Medium");
    case Cache:
        return tr("Cache");
    case CpuUse:
        return tr("CPU use");
    case PeakResident:
        return tr("Peak resident");
    case MinorFaults:
        return tr("Page faults");
    case MajorFaults:
        return tr("Major faults");
    case ContextSwitches:
        return tr("Context switches");
    case DiskShare:
        return tr("Disk share");
    default:
        return {};
    }
}

QString BenchTableModel::toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const {
    const auto header = [this](int column) {
        const QString name = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        switch (column) {
        case Median:
            return name + QStringLiteral(" (ns)");
        case Interval:
            return name + QStringLiteral(" low (ns)\t") + name + QStringLiteral(" high (ns)");
        case PeakHeap:
            return name + QStringLiteral(" (B)");
        case Floor:
            return name + QStringLiteral(" (x memcpy)\t") + tr("Floor made of");
        default:
            return name;
        }
    };
    const auto cell = [this](const results::BenchRow& row, int index, int column) -> QString {
        if (!metricOf(column).empty()) {
            const auto value = metricValue(index, column);
            return value ? plain(*value) : QString();
        }
        switch (column) {
        case State:
            return rowStateText(row);
        case Atoms:
            return QString::number(row.atoms);
        case Median:
            return plain(row.medianNs);
        case Interval:
            return plain(row.ciLowNs) + QLatin1Char('\t') + plain(row.ciHighNs);
        case AtomsPerSecond:
            return plain(row.atomsPerSecond());
        case MegabytesPerSecond:
            return plain(row.rawBytesPerSecond() / 1e6);
        case Ratio:
            return row.storedBytes > 0 ? plain(row.ratio()) : QString();
        case Allocations:
            return row.allocations ? QString::number(*row.allocations) : QString();
        case PeakHeap:
            return row.peakHeapBytes ? QString::number(*row.peakHeapBytes) : QString();
        case TimesMemcpy: {
            const auto times = m_run->memcpyMultiple(static_cast<std::size_t>(index));
            return times ? plain(*times) : QString();
        }
        case Floor: {
            const auto floor = m_run->floorMultiple(static_cast<std::size_t>(index));
            return floor ? plain(*floor) + QLatin1Char('\t') + toQt(row.floor->basis) : QStringLiteral("\t");
        }
        case VerdictColumn:
            return verdictOf(row).word;
        default:
            return display(row, index, column);
        }
    };
    QStringList lines;
    QStringList cells;
    for (const int column : columns) cells += header(column);
    lines += cells.join(QLatin1Char('\t'));
    for (const int index : rows) {
        if (!m_run || index < 0 || index >= rowCount()) continue;
        cells.clear();
        for (const int column : columns)
            cells += cell(m_run->rows[static_cast<std::size_t>(index)], index, column);
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace spacebench::widgets
