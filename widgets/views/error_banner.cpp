// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/error_banner.h"

#include <algorithm>

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "bridge/error_text.h"

namespace spacebench::widgets {

namespace {

constexpr int kStripe = 4; // the coloured edge on the left
constexpr int kIconSize = 24;
constexpr std::size_t kMostShown = 5; // the rest is in the details

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ErrorBanner)
};

QString factsOf(const ErrorText& text) {
    QString rows;
    const auto add = [&rows](const QString& label, const QString& value) {
        if (value.isEmpty()) return;
        rows += QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
                    .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
    };
    add(Tr::tr("Where"), text.where);
    add(Tr::tr("Expected"), text.expected);
    add(Tr::tr("Found"), text.found);
    add(Tr::tr("What to do"), text.advice);
    return rows.isEmpty()
               ? rows
               : QStringLiteral("<table cellspacing='0' style='margin-top:4px'>%1</table>").arg(rows);
}

} // namespace

ErrorBanner::ErrorBanner(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_icon(new QLabel), m_heading(new QLabel), m_text(new QLabel),
      m_buttons(new QHBoxLayout) {
    theme.keepFont(m_heading, TypeSize::Large);
    m_heading->setWordWrap(true);
    m_heading->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* copy = new QPushButton(lineIcon(QStringLiteral("copy")), tr("Copy details"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
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
    connect(&theme, &Theme::changed, this, &ErrorBanner::render);
    hide();
}

void ErrorBanner::setErrors(std::vector<Error> errors) {
    m_errors = std::move(errors);
    m_partial = false;
    render();
    setVisible(!m_errors.empty());
}

void ErrorBanner::setPartial(const Error& error) {
    m_errors = {error};
    m_partial = true;
    render();
    show();
}

void ErrorBanner::render() {
    if (m_errors.empty()) return;
    m_icon->setPixmap(lineIcon(m_partial ? QStringLiteral("warning") : QStringLiteral("error"))
                          .pixmap(kIconSize, kIconSize));
    const ErrorText first = errorText(m_errors.front());
    m_heading->setText(m_partial ? tr("%1: what could be read is shown below").arg(first.heading)
                                 : first.heading);
    QString html;
    for (std::size_t i = 0; i < std::min(m_errors.size(), kMostShown); ++i) {
        const ErrorText text = errorText(m_errors[i]);
        if (i != 0 && text.heading != first.heading)
            html +=
                QStringLiteral("<p style='margin:8px 0 0 0'><b>%1</b></p>").arg(text.heading.toHtmlEscaped());
        html += QStringLiteral("<p style='margin:%1px 0 0 0'>%2</p>")
                    .arg(i == 0 ? 0 : 4)
                    .arg(text.sentence.toHtmlEscaped());
        html += factsOf(text);
    }
    if (m_errors.size() > kMostShown)
        html += QStringLiteral("<p style='margin:8px 0 0 0'>%1</p>")
                    .arg(tr("and more: %1").arg(m_errors.size() - kMostShown));
    m_text->setText(html);
    setAccessibleName(first.heading);
    setAccessibleDescription(details());
    update();
}

QString ErrorBanner::details() const {
    QStringList parts;
    for (const Error& error : m_errors) parts += errorText(error).details;
    return parts.join(QStringLiteral("\n\n"));
}

QPushButton* ErrorBanner::addButton(const QString& text, const QString& icon) {
    auto* button = new QPushButton(lineIcon(icon), text);
    m_buttons->insertWidget(0, button);
    return button;
}

void ErrorBanner::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Raised));
    painter.fillRect(QRect(0, 0, kStripe, height()), m_theme.color(m_partial ? Role::Warning : Role::Bad));
}

} // namespace spacebench::widgets
