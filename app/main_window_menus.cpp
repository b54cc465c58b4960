// SPDX-License-Identifier: GPL-3.0-or-later
//
// Menus and shortcuts of the main window.
#include <QActionGroup>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFile>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "main_window.h"
#include "views/home_page.h"
#include "views/jobs_strip.h"
#include "views/space_page.h"

namespace spacebench::app {

using widgets::lineIcon;
using widgets::PageId;
using widgets::SpacePage;

namespace {

constexpr int kShortcutFiles = 9; ///< Ctrl+1 .. Ctrl+9

} // namespace

void MainWindow::buildMenus() {
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildSpaceMenu();
    buildMeasureMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    QAction* open =
        menu->addAction(lineIcon(QStringLiteral("open")), tr("&Open\u2026"), this, &MainWindow::askForFiles);
    open->setShortcut(QKeySequence::Open);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    // The shortcuts work before the menu was ever opened.
    for (int i = 0; i < kShortcutFiles; ++i) {
        auto* action = new QAction(this);
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        connect(action, &QAction::triggered, this, [this, i] {
            const auto files = m_session.recentFiles();
            if (static_cast<std::size_t>(i) < files.size()) openFile(files[static_cast<std::size_t>(i)].path);
        });
        addAction(action);
    }
    menu->addAction(lineIcon(QStringLiteral("generate")), tr("Open the &sample"), this,
                    &MainWindow::openSample);
    menu->addSeparator();
    m_reload = menu->addAction(tr("&Reload"), this, [this] { currentSpace()->document().reload(); });
    m_reload->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    m_closeTab = menu->addAction(lineIcon(QStringLiteral("close")), tr("&Close tab"), this,
                                 [this] { closeTab(m_tabs->currentIndex()); });
    m_closeTab->setShortcut(QKeySequence::Close);
    menu->addSeparator();
    QAction* quit = menu->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::fillRecentMenu() {
    m_recentMenu->clear();
    const auto files = m_session.recentFiles();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const QFileInfo info(files[i].path);
        QString text = QString(info.fileName()).replace(QLatin1Char('&'), QLatin1String("&&"));
        if (i < kShortcutFiles) text += QStringLiteral("\tCtrl+%1").arg(i + 1);
        QAction* action =
            m_recentMenu->addAction(text, this, [this, path = files[i].path] { openFile(path); });
        action->setToolTip(files[i].path);
        action->setEnabled(info.exists());
    }
    if (files.empty()) m_recentMenu->addAction(tr("No recent files"))->setEnabled(false);
}

void MainWindow::buildEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    const auto onSpace = [this](void (SpacePage::*function)()) {
        return [this, function] {
            if (SpacePage* space = currentSpace()) (space->*function)();
        };
    };
    m_find = menu->addAction(lineIcon(QStringLiteral("search")), tr("&Find or filter"), this,
                             onSpace(&SpacePage::find));
    m_find->setShortcut(QKeySequence::Find);
    m_findNext = menu->addAction(tr("Find &next"), this, onSpace(&SpacePage::findNext));
    m_findNext->setShortcut(QKeySequence(Qt::Key_F3));
    m_findPrevious = menu->addAction(tr("Find &previous"), this, onSpace(&SpacePage::findPrevious));
    m_findPrevious->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    m_goTo = menu->addAction(tr("&Go to number or offset"), this, onSpace(&SpacePage::goTo));
    m_goTo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    menu->addSeparator();
    m_back = menu->addAction(lineIcon(QStringLiteral("back")), tr("&Back"), this,
                             [this] { currentSpace()->document().goBack(); });
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    m_forward = menu->addAction(lineIcon(QStringLiteral("forward")), tr("For&ward"), this,
                                [this] { currentSpace()->document().goForward(); });
    m_forward->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Right));
}

void MainWindow::buildViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    const auto page = [&](const QString& text, PageId id, Qt::Key key) {
        QAction* action = menu->addAction(text, this, [this, id] {
            showPlace(Place::Space);
            if (SpacePage* space = currentSpace()) space->setPage(id);
        });
        action->setShortcut(QKeySequence(Qt::ALT | key));
        m_pageActions.push_back(action);
    };
    page(tr("&Summary"), PageId::Summary, Qt::Key_1);
    page(tr("&Trie"), PageId::Trie, Qt::Key_2);
    page(tr("&Atoms"), PageId::Atoms, Qt::Key_3);
    page(tr("&Entries"), PageId::Entries, Qt::Key_4);
    page(tr("&Bytes"), PageId::Bytes, Qt::Key_5);
    menu->addSeparator();
    const auto cycle = [this](int step) {
        return [this, step] {
            if (m_tabs->count() == 0) return;
            showPlace(Place::Space);
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
        };
    };
    menu->addAction(tr("&Next tab"), this, cycle(1))->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Tab));
    menu->addAction(tr("&Previous tab"), this, cycle(-1))
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab));
    menu->addSeparator();
    m_showDetails = menu->addAction(tr("&Details"));
    m_showDetails->setCheckable(true);
    m_showDetails->setChecked(true);
    m_showDetails->setShortcut(QKeySequence(Qt::Key_F4));
    connect(m_showDetails, &QAction::toggled, this, [this](bool on) {
        m_detailsWanted = on;
        m_detailsDock->setVisible(on && place() == Place::Space);
    });
    // Closed by its own button: the menu follows.
    connect(m_detailsDock, &QDockWidget::visibilityChanged, this, [this](bool) {
        if (place() == Place::Space && isVisible() && !isMinimized())
            m_showDetails->setChecked(!m_detailsDock->isHidden());
    });
    QMenu* appearance = menu->addMenu(tr("A&ppearance"));
    auto* group = new QActionGroup(this);
    const auto choice = [&](const QString& text, widgets::Appearance value) {
        QAction* action = appearance->addAction(text, this, [this, value] {
            m_theme.setAppearance(value);
            m_session.setAppearance(value);
        });
        action->setCheckable(true);
        action->setChecked(m_theme.appearance() == value);
        group->addAction(action);
    };
    choice(tr("As the &system"), widgets::Appearance::System);
    choice(tr("&Light"), widgets::Appearance::Light);
    choice(tr("&Dark"), widgets::Appearance::Dark);
    choice(tr("&High contrast"), widgets::Appearance::HighContrast);
    QAction* reset = menu->addAction(tr("&Reset layout"), this, &MainWindow::resetLayout);
    reset->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_0));
}

void MainWindow::buildSpaceMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Space"));
    const auto add = [&](const char* id, const QString& text, const QString& icon, bool onFile) {
        if (jobs::findJob(id) == nullptr) return;
        QAction* action = menu->addAction(lineIcon(icon), text, this, [this, id] { showJobDialog(id); });
        if (onFile) m_onFileActions.push_back(action);
    };
    add("convert", tr("&Convert\u2026"), QStringLiteral("convert"), true);
    add("verify", tr("&Verify\u2026"), QStringLiteral("verify"), true);
    add("salvage", tr("&Salvage\u2026"), QStringLiteral("salvage"), true);
    add("diff", tr("Com&pare contents\u2026"), QStringLiteral("diff"), false);
    add("generate", tr("&Generate\u2026"), QStringLiteral("generate"), false);
}

void MainWindow::buildMeasureMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Measure"));
    const auto add = [&](const QString& icon, const QString& text, Place place, Qt::Key key) {
        menu->addAction(lineIcon(icon), text, this, [this, place] { showPlace(place); })
            ->setShortcut(QKeySequence(Qt::CTRL | key));
    };
    add(QStringLiteral("bench"), tr("&Benchmark"), Place::Benchmark, Qt::Key_B);
    add(QStringLiteral("codec"), tr("&Codec lab"), Place::Codec, Qt::Key_L);
    add(QStringLiteral("tech"), tr("&Techniques"), Place::Techniques, Qt::Key_T);
    add(QStringLiteral("claims"), tr("C&laims"), Place::Claims, Qt::Key_E);
    menu->addSeparator();
    add(QStringLiteral("compare"), tr("C&ompare runs"), Place::Compare, Qt::Key_D);
    add(QStringLiteral("history"), tr("&History"), Place::History, Qt::Key_H);
    add(QStringLiteral("targets"), tr("Ta&rgets"), Place::Targets, Qt::Key_J);
}

void MainWindow::buildHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(lineIcon(QStringLiteral("help")), tr("&What is this?"), this, &MainWindow::showHelp)
        ->setShortcut(QKeySequence::HelpContents);
    menu->addAction(tr("&About Spacebench"), this, &MainWindow::showAbout);
}

void MainWindow::refreshActions() {
    if (m_reload == nullptr) return; // the menus are not built yet
    SpacePage* space = currentSpace();
    const bool inFront = space != nullptr && place() == Place::Space;
    const bool there = inFront && space->document().opened() != nullptr;
    m_reload->setEnabled(inFront);
    m_closeTab->setEnabled(inFront);
    for (QAction* action : {m_find, m_findNext, m_findPrevious, m_goTo}) action->setEnabled(there);
    m_back->setEnabled(inFront && space->document().canGoBack());
    m_forward->setEnabled(inFront && space->document().canGoForward());
    for (std::size_t i = 0; i < m_pageActions.size(); ++i) {
        m_pageActions[i]->setEnabled(space != nullptr && space->hasPage(static_cast<PageId>(i)));
    }
    const bool onFile = space != nullptr && !space->document().path().isEmpty();
    for (QAction* action : m_onFileActions) action->setEnabled(onFile);
}

void MainWindow::showHelp() {
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What is this?"));
    dialog->resize(760, 620);
    auto* browser = new QTextBrowser;
    browser->setOpenExternalLinks(false);
    browser->setAccessibleName(tr("Help"));
    QFile page(QStringLiteral(":/help/index.html"));
    if (page.open(QIODevice::ReadOnly)) browser->setHtml(QString::fromUtf8(page.readAll()));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(browser);
    column->addWidget(buttons);
    dialog->show();
}

void MainWindow::showAbout() {
    QMessageBox::about(
        this, tr("About Spacebench"),
        tr("<h3>Spacebench %1</h3><p>A workbench for MORK space files.</p><p>The window is licensed under "
           "the GNU GPL, "
           "version 3 or later; the core under the Apache License 2.0. Charts by QCustomPlot, Qt %2.</p>")
            .arg(QStringLiteral(SPACEBENCH_VERSION), QString::fromLatin1(qVersion())));
}

} // namespace spacebench::app
