// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/file_error_banner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "bridge/error_text.h"

namespace spacebench::widgets {

namespace {

constexpr int kStripe = 4;
constexpr int kIconSize = 24;

} // namespace

FileErrorBanner::FileErrorBanner(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_icon(new QLabel(this)), m_heading(new QLabel(this)),
      m_text(new QLabel(this)), m_buttons(new QHBoxLayout) {
    m_icon->setAlignment(Qt::AlignTop);
    m_heading->setFont(theme.font(TypeSize::Large));
    m_heading->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* copy = new QPushButton(lineIcon(QStringLiteral("copy")), tr("Copy details"), this);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
    m_buttons->addWidget(copy);
    m_buttons->addStretch(1);

    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_heading);
    words->addWidget(m_text);
    words->addSpacing(4);
    words->addLayout(m_buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12 + kStripe, 12, 12, 12);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(&theme, &Theme::changed, this,
            [this] { m_icon->setPixmap(lineIcon(QStringLiteral("warning")).pixmap(kIconSize, kIconSize)); });
}

void FileErrorBanner::setError(const Error& error, bool partial) {
    m_partial = partial;
    const ErrorText text = errorText(error);
    m_details = text.details;
    showIcon();
    m_heading->setText(partial ? tr("%1: what could be read is shown below").arg(text.heading)
                               : text.heading);
    QString html = QStringLiteral("<p style='margin:0'>%1</p>").arg(text.sentence.toHtmlEscaped());
    QString rows;
    const auto add = [&rows](const QString& label, const QString& value) {
        if (value.isEmpty()) return;
        rows += QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
                    .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
    };
    add(tr("Where"), text.where);
    add(tr("Expected"), text.expected);
    add(tr("Found"), text.found);
    add(tr("What to do"), text.advice);
    if (!rows.isEmpty())
        html += QStringLiteral("<table cellspacing='0' style='margin-top:4px'>%1</table>").arg(rows);
    m_text->setText(html);
    setAccessibleName(text.heading);
    setAccessibleDescription(text.details);
    update();
}

void FileErrorBanner::showIcon() {
    m_icon->setPixmap(lineIcon(m_partial ? QStringLiteral("warning") : QStringLiteral("error"))
                          .pixmap(kIconSize, kIconSize));
}

QPushButton* FileErrorBanner::addButton(const QString& text, const QString& icon) {
    auto* button = new QPushButton(lineIcon(icon), text, this);
    m_buttons->insertWidget(0, button);
    return button;
}

void FileErrorBanner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Raised));
    painter.fillRect(QRect(0, 0, kStripe, height()), m_theme.color(m_partial ? Role::Warning : Role::Bad));
}

} // namespace spacebench::widgets
