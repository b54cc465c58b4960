// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details_panel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "space/expression.h"
#include "space/symbol_table.h"
#include "views/field_legend.h"

namespace spacebench::widgets {

namespace {

constexpr std::size_t kShownBytes = 64U << 10; ///< of text and hex
constexpr std::size_t kFieldsShown = 500;
constexpr int kAtomLines = 6;
constexpr int kHexLines = 4;
constexpr int kSwatch = 12;

QPlainTextEdit* readOnlyText(const Theme& theme, int lines, const QString& name) {
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    const auto fit = [&theme, text, lines] {
        text->setFont(theme.monospace());
        text->setFixedHeight(text->fontMetrics().lineSpacing() * lines + 12);
    };
    fit();
    QObject::connect(&theme, &Theme::fontsChanged, text, fit);
    text->setTabChangesFocus(true);
    text->setWordWrapMode(QTextOption::WrapAnywhere);
    text->setAccessibleName(name);
    return text;
}

QLabel* figure(const Theme& theme) {
    auto* label = new QLabel;
    theme.keepFont(label, TypeSize::Normal, true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QPixmap swatch(const QColor& colour) {
    QPixmap pixmap(kSwatch, kSwatch);
    pixmap.fill(colour);
    return pixmap;
}

} // namespace

DetailsPanel::DetailsPanel(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_stack(new QStackedWidget), m_empty(new QLabel) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_empty->setContentsMargins(16, 32, 16, 16);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_empty);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    m_atom = readOnlyText(theme, kAtomLines, tr("Atom"));
    m_fault = new QLabel;
    m_fault->setWordWrap(true);
    m_hex = readOnlyText(theme, kHexLines, tr("Path in hex"));
    m_number = figure(theme);
    m_value = figure(theme);
    m_length = figure(theme);
    m_node = figure(theme);
    m_byte = figure(theme);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(4);
    m_form->addRow(tr("Number"), m_number);
    m_form->addRow(tr("Value"), m_value);
    m_form->addRow(tr("Length"), m_length);
    m_form->addRow(tr("Node at"), m_node);
    m_form->addRow(tr("Byte"), m_byte);
    m_fieldsTitle = new QLabel(tr("Fields in the file"));
    m_fields = new QTreeWidget;
    m_fields->setRootIsDecorated(false);
    m_fields->setUniformRowHeights(true);
    m_fields->setHeaderLabels({tr("Offset"), tr("Field"), tr("Value")});
    m_fields->setAccessibleName(tr("Fields of the selection"));
    m_fields->header()->setStretchLastSection(true);
    m_inTrie = new QPushButton(lineIcon(QStringLiteral("trie")), tr("Trie"));
    m_inAtoms = new QPushButton(lineIcon(QStringLiteral("atoms")), tr("Atoms"));
    m_inBytes = new QPushButton(lineIcon(QStringLiteral("bytes")), tr("Bytes"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(new QLabel(tr("Show in")));
    for (QPushButton* button : {m_inTrie, m_inAtoms, m_inBytes}) buttons->addWidget(button);
    buttons->addStretch(1);
    column->addWidget(m_atom);
    column->addWidget(m_fault);
    column->addLayout(m_form);
    column->addWidget(m_hex);
    column->addLayout(buttons);
    column->addWidget(m_fieldsTitle);
    column->addWidget(m_fields, 1);
    // Takes the room that the fields leave where a format has none to show.
    column->addStretch(0);
    m_stack->addWidget(page);

    connect(m_inTrie, &QPushButton::clicked, this, [this] { Q_EMIT showIn(PageId::Trie); });
    connect(m_inAtoms, &QPushButton::clicked, this, [this] { Q_EMIT showIn(PageId::Atoms); });
    connect(m_inBytes, &QPushButton::clicked, this, [this] { Q_EMIT showIn(PageId::Bytes); });
    connect(m_fields, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { Q_EMIT showOffset(item->data(0, Qt::UserRole).toULongLong()); });
    connect(&theme, &Theme::changed, this, &DetailsPanel::refresh);
    refresh();
}

void DetailsPanel::setDocument(SpaceDocument* document) {
    if (m_document != nullptr) m_document->disconnect(this);
    m_document = document;
    if (m_document != nullptr) {
        connect(m_document, &SpaceDocument::selectionChanged, this, &DetailsPanel::refresh);
        connect(m_document, &SpaceDocument::stateChanged, this, &DetailsPanel::refresh);
    }
    refresh();
}

void DetailsPanel::refresh() {
    if (m_document == nullptr || m_document->opened() == nullptr || m_document->selection().empty()) {
        m_empty->setText(
            m_document == nullptr
                ? tr("No space is open.")
                : tr("Nothing is selected. Pick a row, a node or a byte, and it is shown here in full."));
        m_stack->setCurrentIndex(0);
        return;
    }
    const Selection& selection = m_document->selection();
    m_stack->setCurrentIndex(1);
    const auto setRow = [this](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
        m_form->labelForField(label)->setVisible(!text.isEmpty());
    };
    QString fault;
    if (selection.path) {
        const Bytes& path = *selection.path;
        std::string atom;
        const auto reason =
            space::printAtom(path, atom, {m_document->shownContent().symbols.get(), kShownBytes});
        m_atom->setPlainText(visibleText(toQt(atom)));
        m_hex->setPlainText(hexText(path, kShownBytes / 3));
        if (!selection.isPath) {
            fault = tr("An inner node: no path ends here.");
        } else if (reason) {
            fault =
                tr("No expression: %1, at byte %2.").arg(coreText(reason->reason), grouped(reason->offset));
        }
    }
    m_atom->setVisible(selection.path.has_value());
    m_hex->setVisible(selection.path.has_value());
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    setRow(m_number, selection.row && selection.isPath ? grouped(*selection.row) : QString());
    setRow(m_value, selection.isPath ? grouped(selection.value) : QString());
    setRow(m_length, selection.path ? tr("%1 B").arg(grouped(selection.path->size())) : QString());
    setRow(m_node, selection.nodeOffset ? offsetText(*selection.nodeOffset) : QString());
    setRow(m_byte, selection.byteOffset ? offsetText(*selection.byteOffset) : QString());
    m_inTrie->setEnabled(selection.path.has_value());
    m_inAtoms->setEnabled(selection.path.has_value());
    fillFields(selection);
}

void DetailsPanel::fillFields(const Selection& selection) {
    m_fields->clear();
    const std::size_t shown = std::min(selection.fields.size(), kFieldsShown);
    for (std::size_t i = selection.fields.size() - shown; i < selection.fields.size(); ++i) {
        const layout::FieldRange& field = selection.fields[i];
        auto* item = new QTreeWidgetItem(m_fields);
        item->setText(0, offsetText(field.begin));
        item->setFont(0, m_theme.monospace());
        item->setData(0, Qt::UserRole, QVariant::fromValue<qulonglong>(field.begin));
        item->setIcon(1, swatch(m_theme.fieldColor(field.kind)));
        item->setText(1, coreText(field.label));
        item->setToolTip(1,
                         tr("%1, %2 bytes").arg(fieldKindText(field.kind), grouped(field.end - field.begin)));
        item->setText(2, toQt(field.value));
        item->setFont(2, m_theme.monospace());
        item->setToolTip(2, item->text(2));
    }
    for (int column = 0; column < 2; ++column) m_fields->resizeColumnToContents(column);
    const bool any = shown != 0;
    m_fieldsTitle->setText(shown < selection.fields.size()
                               ? tr("Fields in the file (the last %1 of %2)")
                                     .arg(grouped(shown), grouped(selection.fields.size()))
                               : tr("Fields in the file"));
    m_fieldsTitle->setVisible(any);
    m_fields->setVisible(any);
}

} // namespace spacebench::widgets
