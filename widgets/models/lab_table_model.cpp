// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lab_table_model.h"

#include <algorithm>
#include <cmath>

#include <QFont>

#include <fmt/format.h>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

using results::LabRow;
using results::MeasureState;
using results::Timing;

/// What stands where there is no figure; the state says why.
QString none() {
    return QString::fromUtf8("\u2013");
}

QString plain(double value) {
    return QString::number(value, 'g', 15);
}

bool isText(int column) {
    return column == LabTableModel::Name || column == LabTableModel::State ||
           column == LabTableModel::Backend;
}

/// Figures are shown where there are some: also those of a row that the budget did not repeat often enough.
bool showsFigures(const LabRow& row) {
    return row.state == MeasureState::Measured || row.state == MeasureState::Insufficient;
}

const Timing* timingOf(const LabRow& row, int column) {
    switch (column) {
    case LabTableModel::CompressSpeed:
        return &row.compress;
    case LabTableModel::DecompressSpeed:
        return &row.decompress;
    case LabTableModel::WriteSpeed:
        return &row.writeFile;
    case LabTableModel::ReadSpeed:
        return &row.readFile;
    default:
        return nullptr;
    }
}

/// The figure in the unit that the header names; nothing where none was measured.
std::optional<double> figureOf(const LabRow& row, int column) {
    if (!showsFigures(row)) return std::nullopt;
    if (const Timing* timing = timingOf(row, column))
        return timing->empty() ? std::nullopt : std::optional(timing->bytesPerSecond(row.rawBytes) / 1e6);
    const auto bytes = [](const std::optional<std::uint64_t>& value) {
        return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
    };
    switch (column) {
    case LabTableModel::Ratio:
        return row.storedBytes > 0 ? std::optional(row.ratio()) : std::nullopt;
    case LabTableModel::Stored:
        return row.storedBytes > 0 ? std::optional(static_cast<double>(row.storedBytes)) : std::nullopt;
    case LabTableModel::CompressMemory:
        return bytes(row.compressPeakBytes);
    case LabTableModel::DecompressMemory:
        return bytes(row.decompressPeakBytes);
    case LabTableModel::CompressCpu:
        return row.compressCpu;
    case LabTableModel::DecompressCpu:
        return row.decompressCpu;
    default:
        return std::nullopt;
    }
}

QString display(const LabRow& row, int column) {
    switch (column) {
    case LabTableModel::Name:
        return row.asStored ? LabTableModel::tr("%1, baseline").arg(toQt(row.label())) : toQt(row.label());
    case LabTableModel::State:
        return labStateText(row);
    case LabTableModel::Backend:
        return toQt(row.backend);
    default:
        break;
    }
    const std::optional<double> figure = figureOf(row, column);
    if (!figure) return none();
    // Sizes and times of an estimate are extrapolated: said at every figure.
    const QString about = row.estimate ? QStringLiteral("~") : QString();
    switch (column) {
    case LabTableModel::Stored:
    case LabTableModel::CompressMemory:
    case LabTableModel::DecompressMemory:
        return about + sizeWords(static_cast<std::uint64_t>(*figure));
    default:
        return about + toQt(significant(*figure, column == LabTableModel::Ratio ? 4 : 3));
    }
}

QString timingText(const Timing& timing, std::uint64_t bytes) {
    return LabTableModel::tr("median %1 ns of %2 runs (95 %: %3 ns to %4 ns), %5 raw bytes/s")
        .arg(plain(timing.medianNs.value))
        .arg(timing.samplesNs.size())
        .arg(plain(timing.medianNs.low), plain(timing.medianNs.high), plain(timing.bytesPerSecond(bytes)));
}

QString fullText(const LabRow& row, int column) {
    if (column == LabTableModel::Name) {
        QString text = toQt(row.label());
        if (row.asStored) text += QLatin1Char('\n') + LabTableModel::tr("The file as it lies there today.");
        if (row.stage != "none")
            text += QLatin1Char('\n') +
                    LabTableModel::tr("In Spacebench's own container: no other program reads it.");
        return text;
    }
    if (column == LabTableModel::State || column == LabTableModel::Backend || !figureOf(row, column))
        return column == LabTableModel::Backend ? toQt(row.backend) : labStateText(row);
    if (const Timing* timing = timingOf(row, column)) return timingText(*timing, row.rawBytes);
    switch (column) {
    case LabTableModel::Ratio:
        return LabTableModel::tr("%1 B raw (framed) : %2 B stored")
            .arg(grouped(row.rawBytes), grouped(row.storedBytes));
    case LabTableModel::Stored:
        return row.storedInterval
                   ? LabTableModel::tr("about %1 B (95 %: %2 B to %3 B), from sampled blocks")
                         .arg(grouped(row.storedBytes), plain(std::round(row.storedInterval->low)),
                              plain(std::round(row.storedInterval->high)))
                   : LabTableModel::tr("%1 B in %2 chunks, %3 of them stored as they were")
                         .arg(grouped(row.storedBytes), grouped(row.chunks), grouped(row.rawChunks));
    case LabTableModel::CompressMemory:
        return LabTableModel::tr("%1 B of heap above input and output").arg(grouped(*row.compressPeakBytes));
    case LabTableModel::DecompressMemory:
        return LabTableModel::tr("%1 B of heap above input and output")
            .arg(grouped(*row.decompressPeakBytes));
    default:
        return LabTableModel::tr("%1 seconds of processor time a second: 1 is one core all the time")
            .arg(plain(*figureOf(row, column)));
    }
}

Role stateRole(const LabRow& row) {
    switch (row.state) {
    case MeasureState::Measured:
        return row.estimate ? Role::SecondaryText : Role::Good;
    case MeasureState::Insufficient:
    case MeasureState::Unavailable:
        return Role::SecondaryText;
    case MeasureState::Rejected:
    case MeasureState::Failed:
        return Role::Bad;
    }
    return Role::Text;
}

} // namespace

bool isContinuation(const results::LabRun& before, const results::LabRun& after) {
    if (before.rows.size() > after.rows.size() || before.inputHash != after.inputHash) return false;
    return std::equal(before.rows.begin(), before.rows.end(), after.rows.begin(),
                      [](const LabRow& a, const LabRow& b) { return a.key() == b.key(); });
}

QString labStateText(const LabRow& row) {
    const QString reason = row.reason.empty() ? QString() : coreText(row.reason);
    if (row.state != MeasureState::Measured) {
        const QString state = coreText(results::stateName(row.state));
        return reason.isEmpty() ? state : LabTableModel::tr("%1: %2").arg(state, reason);
    }
    QString text = row.estimate                    ? LabTableModel::tr("estimate from sampled blocks")
                   : row.asStored && !row.verified ? LabTableModel::tr("as it is")
                                                   : coreText(results::stateName(row.state));
    if (row.verified)
        text = row.estimate ? LabTableModel::tr("estimate, verified") : LabTableModel::tr("verified");
    if (!row.note.empty()) text += QStringLiteral("; ") + coreText(row.note);
    return text;
}

QString labRowText(const LabRow& row) {
    std::string text = row.label() + "\n" + fromQt(labStateText(row)) + "\n";
    if (!row.backend.empty()) text += row.backend + "\n";
    if (!showsFigures(row)) return toQt(text);
    const auto line = [&text](const QString& label, const std::string& value) {
        text += fmt::format("{:<22} {:>16}\n", fromQt(label), value);
    };
    text += "\n";
    line(LabTableModel::tr("raw, framed"), groupedNumber(row.rawBytes) + " B");
    if (row.storedBytes > 0) {
        line(LabTableModel::tr("stored"), groupedNumber(row.storedBytes) + " B");
        line(LabTableModel::tr("ratio"), significant(row.ratio()));
    }
    if (row.dictionaryBytes > 0)
        line(LabTableModel::tr("dictionary"), groupedNumber(row.dictionaryBytes) + " B");
    if (row.chunks > 1) line(LabTableModel::tr("chunks"), groupedNumber(row.chunks));
    if (row.compressPeakBytes)
        line(LabTableModel::tr("memory, compress"), groupedNumber(*row.compressPeakBytes) + " B");
    if (row.decompressPeakBytes)
        line(LabTableModel::tr("memory, decompress"), groupedNumber(*row.decompressPeakBytes) + " B");
    const auto samples = [&](const QString& label, const Timing& timing) {
        if (timing.empty()) return;
        text += fmt::format("\n{}\n", fromQt(label));
        line(LabTableModel::tr("median"), durationText(timing.medianNs.value));
        line(LabTableModel::tr("95 % from"), durationText(timing.medianNs.low));
        line(LabTableModel::tr("to"), durationText(timing.medianNs.high));
        line(LabTableModel::tr("raw bytes"), throughputText(timing.bytesPerSecond(row.rawBytes)));
        for (std::size_t i = 0; i < timing.samplesNs.size(); ++i)
            line(LabTableModel::tr("run %1 (ns)").arg(i + 1), groupedNumber(timing.samplesNs[i]));
    };
    samples(LabTableModel::tr("Compress, in memory"), row.compress);
    samples(LabTableModel::tr("Decompress, in memory"), row.decompress);
    samples(LabTableModel::tr("Write: compress, checksum, sync"), row.writeFile);
    samples(LabTableModel::tr("Read: map, check, decompress"), row.readFile);
    return toQt(text);
}

LabTableModel::LabTableModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void LabTableModel::setRun(RunPtr run) {
    const int before = rowCount();
    const int after = run ? static_cast<int>(run->rows.size()) : 0;
    const bool grows = m_run && run && before > 0 && isContinuation(*m_run, *run);
    if (!grows) {
        beginResetModel();
        m_run = std::move(run);
        endResetModel();
        return;
    }
    if (after > before) beginInsertRows({}, before, after - 1);
    m_run = std::move(run);
    if (after > before) endInsertRows();
    Q_EMIT dataChanged(index(0, 0), index(before - 1, ColumnCount - 1));
}

int LabTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->rows.size());
}

int LabTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LabTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_run || index.row() >= rowCount()) return {};
    const LabRow& row = m_run->rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole:
        return fullText(row, column);
    case SortRole:
        if (isText(column)) return display(row, column);
        if (const auto figure = figureOf(row, column)) return *figure;
        return {};
    case BaselineRole:
        return row.asStored;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole: {
        if (!isText(column)) return m_theme.monospace(TypeSize::Small);
        if (!row.asStored || column != Name) return {};
        QFont bold = m_theme.font(TypeSize::Small);
        bold.setWeight(QFont::DemiBold);
        return bold;
    }
    case Qt::BackgroundRole:
        return row.asStored ? QVariant(m_theme.color(Role::Raised)) : QVariant();
    case Qt::ForegroundRole:
        return column == State ? QVariant(m_theme.color(stateRole(row))) : QVariant();
    default:
        return {};
    }
}

QVariant LabTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isText(section) ? Qt::AlignLeft : Qt::AlignRight));
    struct Head {
        QString title;
        QString toolTip;
    };
    const Head heads[ColumnCount] = {
        {tr("Codec"), tr("Stage before the codec, codec, level, and what else differs")},
        {tr("State"), tr("Verified: what was decompressed was compared with the input, byte by byte")},
        {tr("Ratio"), tr("Framed raw bytes : stored bytes, higher is better")},
        {tr("Compress MB/s"), tr("Raw bytes a second, in memory; 1 MB = 1,000,000 B")},
        {tr("Decompress MB/s"), tr("Raw bytes a second, in memory; 1 MB = 1,000,000 B")},
        {tr("Stored"), tr("Compressed size; dictionaries and what finds the chunks again count")},
        {tr("Write MB/s"), tr("End to end: compress, checksum, write, sync, rename")},
        {tr("Read MB/s"), tr("End to end: map, check the checksum, decompress")},
        {tr("Memory, compress"), tr("Highest live heap above input and output")},
        {tr("Memory, decompress"), tr("Highest live heap above input and output")},
        {tr("Cores, compress"), tr("Processor time over wall time: 1 is one core all the time")},
        {tr("Cores, decompress"), tr("Processor time over wall time: 1 is one core all the time")},
        {tr("Library"), tr("Who did it, with version")},
    };
    if (role == Qt::DisplayRole) return heads[section].title;
    if (role == Qt::ToolTipRole) return heads[section].toolTip;
    return {};
}

QString LabTableModel::toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const {
    const auto cells = [](const QStringList& list) {
        return list.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QStringList head;
    for (const int column : columns) {
        QString name = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (column == Stored || column == CompressMemory || column == DecompressMemory)
            name += QStringLiteral(" (B)");
        head += name;
    }
    QString tsv = cells(head);
    for (const int index : rows) {
        const LabRow& row = m_run->rows[static_cast<std::size_t>(index)];
        QStringList line;
        for (const int column : columns) {
            if (isText(column)) {
                line += display(row, column);
                continue;
            }
            const std::optional<double> figure = figureOf(row, column);
            line += figure ? plain(*figure) : QString();
        }
        tsv += cells(line);
    }
    return tsv;
}

bool LabSorter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const bool ascending = sortOrder() == Qt::AscendingOrder;
    const bool leftBase = left.data(LabTableModel::BaselineRole).toBool();
    if (leftBase != right.data(LabTableModel::BaselineRole).toBool()) return leftBase == ascending;
    const QVariant a = left.data(LabTableModel::SortRole);
    const QVariant b = right.data(LabTableModel::SortRole);
    if (a.isValid() != b.isValid()) return a.isValid() == ascending;
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace spacebench::widgets
