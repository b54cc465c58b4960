// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/bytes_page.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "models/atom_filter.h"
#include "models/byte_search.h"
#include "views/field_legend.h"
#include "views/hex_view.h"

namespace spacebench::widgets {

namespace {

constexpr int kGoToWidth = 170;
constexpr int kFindWidth = 220;

QToolButton* iconButton(const QString& icon, const QString& name) {
    auto* button = new QToolButton;
    button->setIcon(lineIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

/// What the bytes at the caret say in the usual ways of reading them.
QString inspect(ByteView bytes, std::uint64_t at) {
    const ByteView rest = bytes.subspan(at);
    QStringList words;
    words += offsetText(at);
    words += HexView::tr("byte %1").arg(rest[0]);
    if (rest.size() >= 4) words += HexView::tr("u32 %1").arg(grouped(loadU32(rest.data())));
    if (rest.size() >= 8) words += HexView::tr("u64 %1").arg(grouped(loadU64(rest.data())));
    return words.join(QStringLiteral("    "));
}

} // namespace

BytesPage::BytesPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_jobs(jobs), m_hex(new HexView(theme)),
      m_legend(new FieldLegend(theme)), m_what(new QComboBox), m_findKind(new QComboBox),
      m_findText(new QLineEdit), m_goTo(new QLineEdit), m_note(new QLabel), m_inspector(new QLabel),
      m_finding(jobs) {
    m_what->addItem(tr("File bytes"), int(What::File));
    m_what->addItem(tr("Decompressed frames"), int(What::Frames));
    m_what->setAccessibleName(tr("Which bytes"));
    m_findKind->addItem(tr("Find text"));
    m_findKind->addItem(tr("Find hex"));
    m_findKind->setAccessibleName(tr("What to find"));
    m_findText->setPlaceholderText(tr("Ctrl+F; next F3, previous Shift+F3"));
    m_findText->setAccessibleName(tr("Find"));
    m_findText->setMinimumWidth(kFindWidth);
    m_goTo->setPlaceholderText(tr("Go to offset (Ctrl+G)"));
    m_goTo->setToolTip(tr("Decimal, or hex with 0x"));
    m_goTo->setAccessibleName(tr("Go to offset"));
    m_goTo->setFixedWidth(kGoToWidth);
    auto* previous = iconButton(QStringLiteral("up"), tr("Find previous (Shift+F3)"));
    auto* next = iconButton(QStringLiteral("down"), tr("Find next (F3)"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 8, 8, 8);
    bar->setSpacing(8);
    bar->addWidget(m_what);
    bar->addWidget(m_findKind);
    bar->addWidget(m_findText, 1);
    bar->addWidget(previous);
    bar->addWidget(next);
    bar->addWidget(m_note);
    bar->addWidget(m_goTo);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(8, 4, 8, 4);
    theme.keepFont(m_inspector, TypeSize::Normal, true);
    m_inspector->setTextInteractionFlags(Qt::TextSelectableByMouse);
    foot->addWidget(m_inspector);
    foot->addWidget(m_legend);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(bar);
    whole->addWidget(m_hex, 1);
    whole->addLayout(foot);

    connect(m_what, &QComboBox::currentIndexChanged, this, &BytesPage::adoptBytes);
    connect(m_findText, &QLineEdit::returnPressed, this, &BytesPage::findNext);
    connect(m_findText, &QLineEdit::textChanged, this, [this] { m_found = false; });
    connect(previous, &QToolButton::clicked, this, &BytesPage::findPrevious);
    connect(next, &QToolButton::clicked, this, &BytesPage::findNext);
    connect(m_goTo, &QLineEdit::returnPressed, this, &BytesPage::goTo);
    connect(m_hex, &HexView::picked, this, &BytesPage::pick);
    connect(m_hex, &HexView::caretMoved, this, &BytesPage::showCaret);
    connect(m_hex, &HexView::fieldsChanged, this, [this] { m_legend->setKinds(m_hex->fieldKinds()); });
    connect(&m_jobs, &JobController::progressed, this, [this] {
        if (!m_finding.running()) return;
        if (const auto job = m_jobs.job(m_finding.ticket()))
            m_note->setText(tr("searching\u2026 %1").arg(progressWords(*job)));
    });
    connect(&m_document, &SpaceDocument::stateChanged, this, &BytesPage::adoptContent);
    connect(&m_document, &SpaceDocument::selectionChanged, this, &BytesPage::showSelection);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        m_finding.drop();
        m_note->clear();
        m_hex->setMatch(std::nullopt);
        m_hex->setFocus();
    });
    adoptContent();
}

BytesPage::What BytesPage::what() const {
    return static_cast<What>(m_what->currentData().toInt());
}

void BytesPage::adoptContent() {
    m_finding.drop();
    m_note->clear();
    const auto& opened = m_document.opened();
    const space::SpacePtr space = m_document.space();
    m_frames = space != nullptr && space->pathSet() != nullptr ? std::make_shared<const FrameLocator>(space)
                                                               : nullptr;
    const QSignalBlocker quiet(m_what);
    m_what->clear();
    if (opened != nullptr && opened->source != nullptr) m_what->addItem(tr("File bytes"), int(What::File));
    if (m_frames != nullptr) m_what->addItem(tr("Decompressed frames"), int(What::Frames));
    m_what->setEnabled(m_what->count() > 1);
    adoptBytes();
}

void BytesPage::adoptBytes() {
    const auto& opened = m_document.opened();
    m_found = false;
    if (opened == nullptr || m_what->count() == 0) {
        m_hex->setBytes({}, nullptr);
        m_hex->setFixedFields({});
        m_hex->setSelectedFields({});
        return;
    }
    if (what() == What::File) {
        m_hex->setBytes(opened->source->bytes(), opened->source);
        m_hex->setFixedFields(opened->opened.locator != nullptr ? opened->opened.locator->fixedFields()
                                                                : std::vector<layout::FieldRange>());
    } else {
        m_hex->setBytes(m_frames->bytes(), m_frames);
        m_hex->setFixedFields({});
    }
    showSelection();
    showCaret();
}

void BytesPage::showSelection() {
    const Selection& selection = m_document.selection();
    if (m_what->count() == 0) return;
    std::vector<layout::FieldRange> fields;
    if (what() == What::File) {
        fields = selection.fields;
    } else if (selection.path) {
        fields = m_frames->fieldsOf(*selection.path);
    }
    const layout::FieldRange* place = fields.empty() ? nullptr : &fields.back();
    const bool caretInside =
        std::any_of(fields.begin(), fields.end(), [this](const layout::FieldRange& field) {
            return m_hex->caret() >= field.begin && m_hex->caret() < field.end;
        });
    if (place != nullptr && !caretInside) m_hex->setCaret(place->begin);
    m_hex->setSelectedFields(std::move(fields));
}

void BytesPage::showCaret() {
    if (m_hex->bytes().empty()) {
        m_inspector->clear();
        return;
    }
    QString text = inspect(m_hex->bytes(), m_hex->caret());
    if (const layout::FieldRange* field = m_hex->fieldAt(m_hex->caret())) {
        text += QStringLiteral("    ") + coreText(field->label);
        if (!field->value.empty()) text += QStringLiteral(": ") + toQt(field->value);
    }
    m_inspector->setText(text);
}

void BytesPage::pick(std::uint64_t offset) {
    if (what() == What::File) {
        m_document.select({std::nullopt, offset});
    } else if (const auto path = m_frames->pathAt(offset)) {
        m_document.select({*path, std::nullopt});
    }
}

void BytesPage::focusFind() {
    m_findText->setFocus();
    m_findText->selectAll();
}

void BytesPage::focusGoTo() {
    m_goTo->setFocus();
    m_goTo->selectAll();
}

void BytesPage::showOffset(std::uint64_t offset) {
    if (const int file = m_what->findData(int(What::File)); file >= 0) m_what->setCurrentIndex(file);
    m_hex->setCaret(offset);
    m_hex->setFocus();
}

void BytesPage::find(bool backwards) {
    const std::string typed = fromQt(m_findText->text());
    if (m_hex->bytes().empty()) return;
    if (typed.empty()) {
        focusFind();
        return;
    }
    Bytes needle = toBytes(asBytes(typed));
    if (m_findKind->currentIndex() == 1) {
        const auto bytes = parseHex(typed);
        if (!bytes || bytes->empty()) {
            m_note->setText(tr("not hex: two digits a byte"));
            return;
        }
        needle = *bytes;
    }
    const std::uint64_t from = m_hex->caret() + (m_found && !backwards ? 1 : 0);
    const std::size_t length = needle.size();
    std::shared_ptr<const void> owner = m_frames;
    if (what() == What::File) owner = m_document.opened()->source;
    m_finding.start<std::optional<std::uint64_t>>(
        this, tr("Find"), JobDisplay::Quiet,
        [bytes = m_hex->bytes(), owner, needle, from, backwards](const WorkContext& context) {
            return findBytes(bytes, needle, from, backwards, context);
        },
        [this, length, from, backwards](JobTicket, Result<std::optional<std::uint64_t>> hit) {
            if (!hit.ok()) {
                m_note->setText(errorText(hit.error()).sentence);
            } else if (!*hit) {
                m_note->setText(tr("not found"));
                m_hex->setMatch(std::nullopt);
            } else {
                const bool round = backwards ? **hit >= from : **hit < from;
                m_note->setText(round ? tr("found after going round the end") : QString());
                m_found = true;
                m_hex->setMatch(std::pair(**hit, **hit + length));
            }
        });
}

void BytesPage::goTo() {
    const QString typed = m_goTo->text().remove(QLatin1Char(',')).trimmed();
    bool fine = false;
    const bool hex = typed.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    const qulonglong offset = hex ? typed.mid(2).toULongLong(&fine, 16) : typed.toULongLong(&fine);
    if (!fine || offset >= m_hex->bytes().size()) {
        m_note->setText(fine ? tr("the last byte is %1")
                                   .arg(offsetText(m_hex->bytes().empty() ? 0 : m_hex->bytes().size() - 1))
                             : tr("not an offset"));
        return;
    }
    m_note->clear();
    m_hex->setCaret(offset);
    m_hex->setFocus();
}

} // namespace spacebench::widgets
