// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/measure_parts.h"

#include <algorithm>

#include <QAbstractSpinBox>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QImage>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "views/error_banner.h"

namespace spacebench::widgets {

namespace {

constexpr int kSideWidth = 248;
constexpr int kInvitationWidth = 560;
constexpr int kRowHeight = 20; // compact: all columns fit beside the form

QString warned(const QString& text) {
    return QString::fromUtf8("\u26A0 ") + text;
}

/// As wide as what it holds needs, scroll bar included: parts of a form that open later may be wider than the
/// ones before.
class FormScroll final : public QScrollArea {
  public:
    explicit FormScroll(QWidget* form) {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(form);
        fit();
    }
    [[nodiscard]] QSize sizeHint() const override {
        return {minimumWidth(), QScrollArea::sizeHint().height()};
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest) fit();
        return QScrollArea::eventFilter(watched, event);
    }

  private:
    void fit() {
        const int needed = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
        setMinimumWidth(std::max(kSideWidth, needed));
    }
};

/// Fields that take the wheel wherever it passes would change while the user scrolls on to another one.
class WheelGuard final : public QObject {
  public:
    explicit WheelGuard(QWidget* form) : QObject(form) {
        for (QComboBox* field : form->findChildren<QComboBox*>()) guard(*field);
        for (QAbstractSpinBox* field : form->findChildren<QAbstractSpinBox*>()) guard(*field);
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
        event->ignore(); // for whoever scrolls
        return true;
    }

  private:
    void guard(QWidget& field) {
        field.setFocusPolicy(Qt::StrongFocus); // the wheel gives none
        field.installEventFilter(this);
    }
};

} // namespace

QWidget* sideColumn(const Theme& theme, const QString& title, QWidget* form, QWidget* controls) {
    auto* side = new QWidget;
    side->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* heading = new QLabel(title);
    theme.keepFont(heading, TypeSize::Large);
    column->addWidget(heading);
    column->addWidget(new FormScroll(form), 1);
    new WheelGuard(form); // the form owns it
    column->addWidget(controls);
    return side;
}

QWidget* invitation(const Theme& theme, const QString& question, const QString& text,
                    const std::vector<QPushButton*>& buttons) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    auto* heading = new QLabel(question);
    theme.keepFont(heading, TypeSize::Large);
    heading->setWordWrap(true);
    heading->setAlignment(Qt::AlignCenter);
    auto* words = new QLabel(text);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    words->setMaximumWidth(kInvitationWidth);
    column->addStretch(2);
    column->addWidget(heading);
    column->addSpacing(8);
    auto* centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(words, 4);
    centred->addStretch(1);
    column->addLayout(centred);
    column->addSpacing(16);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    for (QPushButton* button : buttons) row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);
    return page;
}

QLabel* fieldLabel(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

std::string pngBytes(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

void dressTable(QTableView& table, const Theme& theme, const QString& name) {
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setWordWrap(false);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setCornerButtonEnabled(false);
    table.setTabKeyNavigation(false);
    table.setAccessibleName(name);
    table.verticalHeader()->hide();
    table.verticalHeader()->setMinimumSectionSize(kRowHeight);
    table.verticalHeader()->setDefaultSectionSize(kRowHeight);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionsMovable(true);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    theme.keepFont(&table, TypeSize::Small);
    theme.keepFont(table.horizontalHeader(), TypeSize::Small);
}

std::vector<int> rowsToCopy(const QTableView& table) {
    std::vector<int> rows;
    for (const QModelIndex& index : table.selectionModel()->selectedRows()) rows.push_back(index.row());
    if (rows.size() < 2) {
        rows.clear();
        for (int i = 0; i < table.model()->rowCount(); ++i) rows.push_back(i);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<int> shownColumns(const QTableView& table) {
    std::vector<int> columns;
    for (int visual = 0; visual < table.model()->columnCount(); ++visual) {
        const int column = table.horizontalHeader()->logicalIndex(visual);
        if (!table.isColumnHidden(column)) columns.push_back(column);
    }
    return columns;
}

ResultHead::ResultHead(JobController& controller, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_status(new QLabel), m_save(new QToolButton),
      m_warnings(new QLabel), m_banner(new ErrorBanner(theme)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    row->addWidget(m_status, 1);
    m_save->setText(tr("Save"));
    m_save->setIcon(lineIcon(QStringLiteral("save")));
    m_save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_save->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(m_save, 0, Qt::AlignTop);
    column->addLayout(row);
    m_warnings->setWordWrap(true);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->hide();
    column->addWidget(m_warnings);
    column->addWidget(m_banner);
}

void ResultHead::setSaveChoices(const QString& dialogTitle, const QString& stem,
                                const std::vector<SaveChoice>& choices) {
    auto* menu = new QMenu(m_save);
    for (std::size_t i = 0; i < choices.size(); ++i)
        menu->addAction(choices[i].label, this, [this, dialogTitle, stem, suffix = choices[i].suffix, i] {
            const QString path =
                QFileDialog::getSaveFileName(this, dialogTitle, stem + QLatin1Char('.') + suffix,
                                             tr("%1 files (*.%2)").arg(suffix.toUpper(), suffix));
            if (!path.isEmpty()) Q_EMIT saveAsked(static_cast<int>(i), path);
        });
    m_save->setMenu(menu);
}

void ResultHead::setSavable(bool on) {
    m_save->setEnabled(on);
}

void ResultHead::addButton(QToolButton* button) {
    auto* row = static_cast<QHBoxLayout*>(layout()->itemAt(0)->layout());
    row->insertWidget(row->count() - 1, button, 0, Qt::AlignTop);
}

void ResultHead::setStatus(const QString& text, const QString& toolTip) {
    m_status->setText(text);
    m_status->setToolTip(toolTip);
}

QString ResultHead::statusText() const {
    return m_status->text();
}

void ResultHead::setWarnings(const std::vector<std::string>& warnings) {
    QStringList texts;
    for (const std::string& warning : warnings) texts += coreText(warning);
    setWarning(texts.join(QStringLiteral("; ")));
}

void ResultHead::setWarning(const QString& text) {
    m_warnings->setText(warned(text));
    m_warnings->setVisible(!text.isEmpty());
}

void ResultHead::save(const QString& path, std::function<Result<std::string>()> make) {
    saveInJob(m_controller, this, path, std::move(make), [this](JobTicket, Result<QString> result) {
        if (result.ok())
            Q_EMIT saved(*result);
        else
            m_banner->setErrors({result.error()});
    });
}

void ResultHead::saveChart(const QByteArray& bytes, const QString& suggestedName) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), suggestedName);
    if (!path.isEmpty()) save(path, [text = bytes.toStdString()] { return text; });
}

MoreSection::MoreSection(QWidget* parent)
    : QWidget(parent), m_button(new QToolButton), m_rest(new QWidget), m_rows(new QVBoxLayout(m_rest)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_button->setText(tr("More"));
    m_button->setCheckable(true);
    m_button->setArrowType(Qt::RightArrow);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setAutoRaise(true);
    column->addWidget(m_button, 0, Qt::AlignLeft);
    column->addWidget(m_rest);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    m_rest->hide();
    connect(m_button, &QToolButton::toggled, this, [this](bool on) {
        m_button->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_rest->setVisible(on);
    });
}

void MoreSection::setOpen(bool open) {
    m_button->setChecked(open);
}

bool MoreSection::isOpen() const {
    return m_button->isChecked();
}

TerminalLine::TerminalLine(const Theme& theme, QWidget* parent) : QWidget(parent), m_line(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(fieldLabel(tr("In the terminal")));
    theme.keepFont(m_line, TypeSize::Normal, true);
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setAccessibleName(tr("The equal spacectl line"));
    column->addWidget(m_line);
    auto* copy = new QPushButton(tr("Copy line"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(line()); });
    column->addWidget(copy, 0, Qt::AlignLeft);
}

void TerminalLine::setLine(const QString& line) {
    m_line->setText(line);
    setVisible(!line.isEmpty());
}

QString TerminalLine::line() const {
    return m_line->text();
}

} // namespace spacebench::widgets
