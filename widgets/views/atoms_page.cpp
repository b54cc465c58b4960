// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/atoms_page.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "io/atomic_file.h"
#include "models/atom_export.h"
#include "views/virtual_table.h"

namespace spacebench::widgets {

namespace {

constexpr int kTypingPauseMs = 200;
/// What other programs still take from a clipboard, and the window hands over without stopping.
constexpr std::uint64_t kClipboardRows = 1'000'000;
constexpr std::uint64_t kClipboardBytes = std::uint64_t{32} << 20;
constexpr int kGoToWidth = 150;

/// A sink that refuses to grow past what a clipboard should hold.
class ClipboardSink final : public ByteSink {
  public:
    Result<void> write(ByteView bytes) override {
        if (m_text.size() + bytes.size() > kClipboardBytes) {
            return Error::limit("too much for the clipboard").advise("export the rows to a file");
        }
        m_text.append(asText(bytes));
        return {};
    }
    std::uint64_t position() const override { return m_text.size(); }
    [[nodiscard]] std::string take() { return std::move(m_text); }

  private:
    std::string m_text;
};

} // namespace

AtomsPage::AtomsPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_jobs(jobs), m_rows(new AtomRows(jobs, this)),
      m_table(new VirtualTable(theme, this)), m_kind(new QComboBox), m_filterText(new QLineEdit),
      m_goTo(new QLineEdit), m_count(new QLabel), m_typing(new QTimer(this)), m_filtering(jobs),
      m_copying(jobs) {
    m_kind->addItem(tr("Text contains"));
    m_kind->addItem(tr("Text starts with"));
    m_kind->addItem(tr("Bytes start with (hex)"));
    m_kind->setAccessibleName(tr("How to filter"));
    m_filterText->setPlaceholderText(tr("Filter (Ctrl+F)"));
    m_filterText->setAccessibleName(tr("Filter"));
    m_filterText->setClearButtonEnabled(true);
    m_goTo->setPlaceholderText(tr("Go to # (Ctrl+G)"));
    m_goTo->setAccessibleName(tr("Go to number"));
    m_goTo->setFixedWidth(kGoToWidth);
    auto* save = new QPushButton(lineIcon(QStringLiteral("save")), tr("Export\u2026"));
    save->setToolTip(tr("Write the rows shown, or the selected ones where there are several, to a file"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 8, 8, 8);
    bar->setSpacing(8);
    bar->addWidget(m_kind);
    bar->addWidget(m_filterText, 1);
    bar->addWidget(m_count);
    bar->addWidget(m_goTo);
    bar->addWidget(save);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(bar);
    whole->addWidget(m_table, 1);
    m_table->setSource(m_rows);
    m_table->setAccessibleName(tr("Atoms"));
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* copy = new QAction(lineIcon(QStringLiteral("copy")), tr("Copy rows as TSV"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &AtomsPage::copySelection);
    auto* exportAction = new QAction(lineIcon(QStringLiteral("save")), tr("Export rows\u2026"), m_table);
    connect(exportAction, &QAction::triggered, this, &AtomsPage::askExport);
    m_table->addActions({copy, exportAction});

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPauseMs);
    connect(m_typing, &QTimer::timeout, this, &AtomsPage::applyFilter);
    connect(m_filterText, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_filterText, &QLineEdit::returnPressed, this, &AtomsPage::applyFilter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AtomsPage::applyFilter);
    connect(m_goTo, &QLineEdit::returnPressed, this, &AtomsPage::goTo);
    connect(save, &QPushButton::clicked, this, &AtomsPage::askExport);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        m_filterText->clear();
        applyFilter();
        m_table->setFocus();
    });

    connect(m_table, &VirtualTable::picked, this, &AtomsPage::pick);
    connect(m_table, &VirtualTable::selectionChanged, this, &AtomsPage::refreshCounts);
    connect(m_rows, &RowSource::arrived, this, [this] {
        // A row picked before it was read is selected now.
        if (m_picking && m_table->currentRow()) pick(*m_table->currentRow());
    });
    connect(&m_document, &SpaceDocument::stateChanged, this, &AtomsPage::adoptContent);
    connect(&m_document, &SpaceDocument::countsChanged, this, [this] {
        m_rows->refreshCount();
        refreshCounts();
    });
    connect(&m_document, &SpaceDocument::selectionChanged, this, &AtomsPage::showSelection);
    connect(&m_jobs, &JobController::progressed, this, [this] {
        if (m_filtering.running()) refreshCounts();
    });
    adoptContent();
}

void AtomsPage::adoptContent() {
    m_filtering.drop();
    m_filterNote.clear();
    const bool there = m_document.space() != nullptr;
    m_rows->setContent(there ? m_document.shownContent() : space::SpaceContent{}, m_document.index());
    m_table->setEmptyText(tr("The space is empty: it holds no path."));
    if (there && !m_filterText->text().isEmpty()) applyFilter();
    refreshCounts();
}

void AtomsPage::focusFilter() {
    m_filterText->setFocus();
    m_filterText->selectAll();
}

void AtomsPage::focusGoTo() {
    m_goTo->setFocus();
    m_goTo->selectAll();
}

void AtomsPage::setFilter(FilterKind kind, const QString& text) {
    m_kind->setCurrentIndex(static_cast<int>(kind));
    m_filterText->setText(text);
    applyFilter();
}

void AtomsPage::applyFilter() {
    m_typing->stop();
    m_filtering.drop();
    m_filterNote.clear();
    if (m_document.space() == nullptr) return;
    const QString typed = m_filterText->text();
    AtomFilter filter{static_cast<FilterKind>(m_kind->currentIndex()), fromQt(typed), {}};
    if (filter.kind == FilterKind::BytesStartWith) {
        const auto bytes = parseHex(filter.text);
        if (!bytes) {
            m_filterNote = tr("Not hex: two digits a byte");
            refreshCounts();
            return;
        }
        filter.bytes = *bytes;
    }
    if (typed.isEmpty()) {
        m_rows->setFilter(nullptr);
        m_table->setEmptyText(tr("The space is empty: it holds no path."));
        showSelection();
        refreshCounts();
        return;
    }
    m_filtering.start<FilterRows>(
        this, tr("Filter %1").arg(m_document.name()), JobDisplay::Quiet,
        [content = m_document.shownContent(), filter](const WorkContext& context) {
            return filterAtoms(content, filter, context);
        },
        [this](JobTicket, Result<FilterRows> rows) {
            if (rows.ok()) {
                m_table->setEmptyText(tr("No atom matches. Clear the filter with Esc."));
                m_rows->setFilter(std::make_shared<const FilterRows>(std::move(*rows)));
                showSelection();
            } else {
                m_filterNote = errorText(rows.error()).sentence;
            }
            refreshCounts();
        });
    refreshCounts();
}

void AtomsPage::refreshCounts() {
    QString text;
    if (!m_filterNote.isEmpty()) {
        text = m_filterNote;
    } else if (m_filtering.running()) {
        const auto job = m_jobs.job(m_filtering.ticket());
        text = tr("filtering\u2026 %1").arg(job ? progressWords(*job) : QString());
    } else if (m_rows->filter() != nullptr) {
        text = tr("%1 of %2 atoms").arg(grouped(m_rows->rowCount()), grouped(m_document.index()->rows()));
    } else if (m_document.index() != nullptr) {
        const bool complete = m_document.index()->complete();
        text = complete ? tr("%1 atoms").arg(grouped(m_rows->rowCount()))
                        : tr("%1 atoms so far\u2026").arg(grouped(m_rows->rowCount()));
    }
    if (const auto selected = m_table->selectedRows(); selected && selected->first != selected->second) {
        text += tr(", %1 selected").arg(grouped(selected->second - selected->first + 1));
    }
    m_count->setText(text);
}

void AtomsPage::pick(std::uint64_t row) {
    const std::optional<Bytes> path = m_rows->pathOf(row);
    m_picking = !path;
    if (path) m_document.select({*path, std::nullopt});
}

void AtomsPage::showSelection() {
    const Selection& selection = m_document.selection();
    if (!selection.row) return;
    const std::optional<std::uint64_t> row = m_rows->rowOfNumber(*selection.row);
    if (row == m_table->currentRow()) return;
    if (row && m_rows->filter() != nullptr && m_rows->numberOf(*row) != *selection.row) {
        m_table->setCurrentRow(std::nullopt);
        return;
    }
    m_table->setCurrentRow(row);
}

void AtomsPage::goTo() {
    const QString typed = m_goTo->text().remove(QLatin1Char(',')).trimmed();
    bool fine = false;
    const qulonglong number = typed.toULongLong(&fine);
    const auto row = fine ? m_rows->rowOfNumber(number) : std::nullopt;
    if (!row) {
        m_filterNote = fine ? tr("No atom has number %1").arg(grouped(number)) : tr("Not a number");
        refreshCounts();
        m_filterNote.clear();
        return;
    }
    m_table->setCurrentRow(row);
    pick(*row);
    m_table->setFocus();
}

void AtomsPage::copySelection() {
    const auto selected = m_table->selectedRows();
    if (!selected || m_document.opened() == nullptr) return;
    const AtomSlice slice{m_document.shownContent(), m_document.index(), m_rows->filter(), selected->first,
                          selected->second - selected->first + 1};
    if (slice.rowCount > kClipboardRows) {
        m_filterNote = tr("More than %1 rows: export them instead").arg(grouped(kClipboardRows));
        refreshCounts();
        m_filterNote.clear();
        return;
    }
    m_copying.start<std::string>(
        this, tr("Copy %1 rows").arg(grouped(slice.rowCount)), JobDisplay::Quiet,
        [slice](const WorkContext& context) -> Result<std::string> {
            ClipboardSink sink;
            SB_CHECK(writeSlice(slice, SliceForm::Tsv, sink, context));
            return sink.take();
        },
        [this](JobTicket, Result<std::string> text) {
            if (text.ok()) {
                QGuiApplication::clipboard()->setText(toQt(*text));
            } else {
                m_filterNote = errorText(text.error()).sentence;
                refreshCounts();
                m_filterNote.clear();
            }
        });
}

void AtomsPage::askExport() {
    if (m_rows->rowCount() == 0) return;
    const QString suggestion = QFileInfo(m_document.name()).completeBaseName() + QStringLiteral("_atoms.tsv");
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Export atoms"), suggestion,
        tr("Table: number, atom, hex, length, value (*.tsv);;Atoms as text (*.metta *.txt)"));
    if (!name.isEmpty()) exportRows(name);
}

void AtomsPage::exportRows(const QString& fileName) {
    if (m_document.opened() == nullptr) return;
    AtomSlice slice{m_document.shownContent(), m_document.index(), m_rows->filter(), 0, m_rows->rowCount()};
    if (const auto selected = m_table->selectedRows(); selected && selected->first != selected->second) {
        slice.firstRow = selected->first;
        slice.rowCount = selected->second - selected->first + 1;
    }
    const bool asText =
        fileName.endsWith(QLatin1String(".metta")) || fileName.endsWith(QLatin1String(".txt"));
    m_jobs.submit<std::uint64_t>(
        &m_jobs, tr("Export to %1").arg(QFileInfo(fileName).fileName()), JobDisplay::Strip,
        [slice, path = fromQt(fileName), asText](const WorkContext& context) -> Result<std::uint64_t> {
            io::AtomicFile::Options options;
            options.replaceExisting = true; // the dialog has asked
            SB_TRY(file, io::AtomicFile::create(path, options));
            SB_CHECK(writeSlice(slice, asText ? SliceForm::Text : SliceForm::Tsv, *file, context));
            SB_CHECK(file->commit());
            return slice.rowCount;
        },
        [jobs = &m_jobs, fileName](JobTicket ticket, Result<std::uint64_t> rows) {
            if (rows.ok()) jobs->setOutcome(ticket, tr("%1 atoms in %2").arg(grouped(*rows), fileName));
        });
}

} // namespace spacebench::widgets
