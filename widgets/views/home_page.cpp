// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/home_page.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 24;
constexpr int kActionsWidth = 340;
constexpr int kDropHeight = 120;

/// Where files may be dropped (they may be dropped anywhere: this says so). Clicking opens the dialog.
class DropArea final : public QWidget {
  public:
    explicit DropArea(const Theme& theme, QWidget* parent = nullptr) : QWidget(parent), m_theme(theme) {
        setFixedHeight(kDropHeight);
        setAccessibleName(HomePage::tr("Drop space files here"));
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Role::Border), 1.5, Qt::DashLine));
        painter.setBrush(m_theme.color(Role::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
        constexpr int kIcon = 24;
        const QRect icon((width() - kIcon) / 2, height() / 2 - kIcon - 4, kIcon, kIcon);
        lineIcon(QStringLiteral("drop")).paint(&painter, icon);
        painter.setPen(m_theme.color(Role::Text));
        painter.drawText(QRect(0, height() / 2 + 4, width(), height() / 2), Qt::AlignHCenter | Qt::AlignTop,
                         HomePage::tr("Drop space files here, or anywhere in the window"));
    }

  private:
    const Theme& m_theme;
};

} // namespace

HomePage::HomePage(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_recent(new QTreeWidget), m_recentEmpty(new QLabel) {
    auto* title = new QLabel(tr("Spacebench"));
    theme.keepFont(title, TypeSize::Title);
    auto* subtitle =
        new QLabel(tr("Look inside MORK space files, convert them, and measure how fast they are."));
    subtitle->setForegroundRole(QPalette::PlaceholderText);
    subtitle->setWordWrap(true);

    auto* actions = new QVBoxLayout;
    actions->setSpacing(4);
    const auto action = [&](const QString& icon, const QString& text, const QString& description,
                            void (HomePage::*signal)()) {
        auto* button = new QCommandLinkButton(text, description);
        button->setIcon(lineIcon(icon));
        connect(button, &QCommandLinkButton::clicked, this, signal);
        actions->addWidget(button);
    };
    action(QStringLiteral("open"), tr("Open files\u2026"), tr("Any format; recognised by content"),
           &HomePage::openRequested);
    action(QStringLiteral("generate"), tr("Open the sample"), tr("100,000 generated atoms"),
           &HomePage::sampleRequested);
    action(QStringLiteral("bench"), tr("Benchmark this machine"),
           tr("Throughput, allocations and ratio of each format"), &HomePage::benchmarkRequested);
    action(QStringLiteral("help"), tr("What is this?"), tr("Spaces, formats, pages and keys"),
           &HomePage::helpRequested);
    actions->addStretch(1);
    auto* left = new QWidget;
    left->setFixedWidth(kActionsWidth);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->addLayout(actions);

    m_recent->setRootIsDecorated(false);
    m_recent->setUniformRowHeights(true);
    m_recent->setHeaderLabels({tr("File"), tr("Format"), tr("Size"), tr("Folder")});
    m_recent->headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    m_recent->setAccessibleName(tr("Recent files"));
    m_recent->header()->setStretchLastSection(true);
    m_recentEmpty->setText(tr("Files that you open are listed here."));
    m_recentEmpty->setForegroundRole(QPalette::PlaceholderText);
    auto* recentTitle = new QLabel(tr("Recent files"));
    theme.keepFont(recentTitle, TypeSize::Large);
    auto* forget = new QPushButton(tr("Clear list"));
    forget->setFlat(true);
    m_forget = forget;
    auto* head = new QHBoxLayout;
    head->addWidget(recentTitle);
    head->addStretch(1);
    head->addWidget(forget);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(new DropArea(theme));
    right->addSpacing(8);
    right->addLayout(head);
    right->addWidget(m_recentEmpty);
    right->addWidget(m_recent, 1);
    right->addStretch(0);

    auto* both = new QHBoxLayout;
    both->setSpacing(kMargin);
    both->addWidget(left);
    both->addLayout(right, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    whole->setSpacing(8);
    whole->addWidget(title);
    whole->addWidget(subtitle);
    whole->addSpacing(8);
    whole->addLayout(both, 1);

    const auto open = [this](QTreeWidgetItem* item) {
        Q_EMIT openFileRequested(item->data(0, Qt::UserRole).toString());
    };
    connect(m_recent, &QTreeWidget::itemActivated, this, open);
    connect(forget, &QPushButton::clicked, this, &HomePage::forgetRequested);
    setRecentFiles({});
}

void HomePage::setRecentFiles(const std::vector<RecentFile>& files) {
    m_recent->clear();
    for (const RecentFile& file : files) {
        const QFileInfo info(file.path);
        auto* item = new QTreeWidgetItem(m_recent);
        item->setText(0, info.fileName());
        item->setText(1, file.format);
        item->setText(2, sizeWords(file.size));
        item->setFont(2, m_theme.monospace());
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(3, info.absolutePath());
        item->setData(0, Qt::UserRole, file.path);
        for (int column = 0; column < item->columnCount(); ++column) item->setToolTip(column, file.path);
        if (!info.exists()) {
            item->setDisabled(true);
            item->setToolTip(0, tr("%1 is not there any more").arg(file.path));
        }
    }
    for (int column = 0; column < 3; ++column) m_recent->resizeColumnToContents(column);
    m_recent->setVisible(!files.empty());
    m_recentEmpty->setVisible(files.empty());
    m_forget->setVisible(!files.empty());
}

} // namespace spacebench::widgets
