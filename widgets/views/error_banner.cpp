// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/error_banner.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "bridge/error_text.h"

namespace spacebench::widgets {

namespace {

constexpr int kStripe = 4;            // the coloured edge on the left
constexpr std::size_t kMostShown = 5; // the rest is in the details

QString line(const QString& label, const QString& text) {
    return text.isEmpty() ? QString()
                          : QStringLiteral("<br>%1: <code>%2</code>").arg(label, text.toHtmlEscaped());
}

} // namespace

ErrorBanner::ErrorBanner(QWidget* parent) : QFrame(parent), m_text(new QLabel) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12 + kStripe, 8, 8, 8);
    row->setSpacing(12);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    row->addWidget(m_text, 1);
    auto* copy = new QPushButton(tr("Copy details"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(details()); });
    row->addWidget(copy, 0, Qt::AlignTop);
    hide();
}

void ErrorBanner::setErrors(std::vector<Error> errors) {
    m_errors = std::move(errors);
    render();
    setVisible(!m_errors.empty());
}

void ErrorBanner::render() {
    QStringList parts;
    for (std::size_t i = 0; i < std::min(m_errors.size(), kMostShown); ++i) {
        const ErrorText text = errorText(m_errors[i]);
        QString part = QStringLiteral("<b>%1</b><br>%2")
                           .arg(text.heading.toHtmlEscaped(), text.sentence.toHtmlEscaped());
        part +=
            line(tr("at"), text.where) + line(tr("expected"), text.expected) + line(tr("found"), text.found);
        if (!text.advice.isEmpty()) part += QStringLiteral("<br>") + text.advice.toHtmlEscaped();
        parts += part;
    }
    if (m_errors.size() > kMostShown) parts += tr("and more: %1").arg(m_errors.size() - kMostShown);
    m_text->setText(parts.join(QStringLiteral("<br>")));
    setAccessibleName(m_errors.empty() ? QString() : errorText(m_errors.front()).sentence);
}

QString ErrorBanner::details() const {
    QStringList parts;
    for (const Error& error : m_errors) parts += errorText(error).details;
    return parts.join(QStringLiteral("\n\n"));
}

void ErrorBanner::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    painter.fillRect(QRect(0, 0, kStripe, height()), palette().color(QPalette::BrightText));
}

} // namespace spacebench::widgets
