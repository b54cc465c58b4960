// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "job_inputs.h"
#include "measure/processors.h"
#include "views/benchmark_page.h"
#include "views/claims_page.h"
#include "views/codec_lab_page.h"
#include "views/compare_page.h"
#include "views/history_page.h"
#include "views/home_page.h"
#include "views/job_dialog.h"
#include "views/jobs_strip.h"
#include "views/space_page.h"
#include "views/targets_page.h"
#include "views/techniques_page.h"

namespace spacebench::app {

using widgets::DocumentState;
using widgets::SpaceDocument;
using widgets::SpacePage;

namespace {

constexpr int kRailIcon = 24;
constexpr int kDefaultWidth = 1280;
constexpr int kDefaultHeight = 800;
constexpr int kDetailsWidth = 320;
constexpr std::uint64_t kSampleAtoms = 100'000;

QStringList localFiles(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile()) files += url.toLocalFile();
    }
    return files;
}

} // namespace

MainWindow::MainWindow(widgets::JobController& jobs, widgets::Theme& theme, Session& session, QWidget* parent)
    : QMainWindow(parent), m_jobs(jobs), m_theme(theme), m_session(session) {
    setWindowIcon(QIcon(QStringLiteral(":/icons/spacebench.svg")));
    setWindowTitle(tr("Spacebench"));
    buildRail();
    buildCentre();
    buildDetails();
    buildStatusBar();
    buildMenus();
    resize(kDefaultWidth, kDefaultHeight);
    if (!m_session.geometry().isEmpty()) restoreGeometry(m_session.geometry());
    if (!m_session.layout().isEmpty()) restoreState(m_session.layout());
    m_strip->setCollapsed(m_session.jobsCollapsed());
    m_home->setRecentFiles(m_session.recentFiles());
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    showPlace(Place::Home);
}

MainWindow::~MainWindow() {
    qApp->removeEventFilter(this);
    m_details->setDocument(nullptr);
}

void MainWindow::buildRail() {
    auto* rail = new QToolBar(tr("Places"));
    rail->setObjectName(QStringLiteral("rail"));
    rail->setMovable(false);
    rail->setOrientation(Qt::Vertical);
    rail->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    rail->setIconSize({kRailIcon, kRailIcon});
    rail->toggleViewAction()->setVisible(false);
    rail->setContextMenuPolicy(Qt::PreventContextMenu);
    m_rail = new QActionGroup(this);
    const auto add = [&](const QString& icon, const QString& text, const QString& toolTip, Place place) {
        QAction* action = rail->addAction(widgets::lineIcon(icon), text);
        action->setCheckable(true);
        action->setToolTip(toolTip);
        action->setData(static_cast<int>(place));
        m_rail->addAction(action);
        connect(action, &QAction::triggered, this, [this, place] { showPlace(place); });
    };
    add(QStringLiteral("home"), tr("Home"), tr("Open files"), Place::Home);
    add(QStringLiteral("space"), tr("Space"), tr("Look inside open spaces"), Place::Space);
    add(QStringLiteral("bench"), tr("Bench"), tr("Measure how fast, frugal and small each format is"),
        Place::Benchmark);
    add(QStringLiteral("codec"), tr("Codec"), tr("Find out which compression is best for a space"),
        Place::Codec);
    add(QStringLiteral("tech"), tr("Tech"), tr("Switch techniques on and off, and see what each does"),
        Place::Techniques);
    add(QStringLiteral("claims"), tr("Claims"),
        tr("Every claim of the performance guide, and what was measured here"), Place::Claims);
    add(QStringLiteral("compare"), tr("Compare"), tr("Set runs side by side: before, after, verdict"),
        Place::Compare);
    add(QStringLiteral("history"), tr("History"), tr("Every run that was recorded"), Place::History);
    add(QStringLiteral("targets"), tr("Targets"), tr("A run against tables of targets"), Place::Targets);
    addToolBar(Qt::LeftToolBarArea, rail);
}

void MainWindow::buildCentre() {
    m_home = new widgets::HomePage(m_theme);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setUsesScrollButtons(true);
    auto* nothing = new QWidget;
    auto* words = new QLabel(tr("No space is open."));
    m_theme.keepFont(words, widgets::TypeSize::Large);
    auto* open = new QPushButton(widgets::lineIcon(QStringLiteral("open")), tr("Open files\u2026"));
    auto* column = new QVBoxLayout(nothing);
    column->addStretch(1);
    column->addWidget(words, 0, Qt::AlignHCenter);
    column->addWidget(open, 0, Qt::AlignHCenter);
    column->addStretch(2);
    m_spaceStack = new QStackedWidget;
    m_spaceStack->addWidget(nothing);
    m_spaceStack->addWidget(m_tabs);
    buildBenchmark();
    m_codecLab = new widgets::CodecLabPage(m_jobs, m_theme);
    buildTechniquesAndClaims();
    buildHistory();
    m_places = new QStackedWidget; // in the order of Place
    for (QWidget* place :
         std::initializer_list<QWidget*>{m_home, m_spaceStack, m_benchmark, m_codecLab, m_techniques,
                                         m_claims, m_compare, m_history, m_targets})
        m_places->addWidget(place);

    m_strip = new widgets::JobsStrip(m_jobs, m_theme);
    auto* centre = new QWidget;
    auto* whole = new QVBoxLayout(centre);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_places, 1);
    whole->addWidget(m_strip);
    setCentralWidget(centre);

    connect(open, &QPushButton::clicked, this, &MainWindow::askForFiles);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::currentTabChanged);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_home, &widgets::HomePage::openRequested, this, &MainWindow::askForFiles);
    connect(m_home, &widgets::HomePage::openFileRequested, this, &MainWindow::openFile);
    connect(m_home, &widgets::HomePage::sampleRequested, this, &MainWindow::openSample);
    connect(m_home, &widgets::HomePage::benchmarkRequested, this, [this] { showPlace(Place::Benchmark); });
    connect(m_home, &widgets::HomePage::helpRequested, this, &MainWindow::showHelp);
    connect(m_home, &widgets::HomePage::forgetRequested, this, [this] {
        m_session.clearRecentFiles();
        m_home->setRecentFiles({});
    });
}

void MainWindow::buildDetails() {
    m_details = new widgets::DetailsPanel(m_theme);
    m_detailsDock = new QDockWidget(tr("Details"), this);
    m_detailsDock->setObjectName(QStringLiteral("details"));
    m_detailsDock->setWidget(m_details);
    addDockWidget(Qt::RightDockWidgetArea, m_detailsDock);
    resizeDocks({m_detailsDock}, {kDetailsWidth}, Qt::Horizontal);
    connect(m_details, &widgets::DetailsPanel::showIn, this, [this](widgets::PageId page) {
        if (SpacePage* space = currentSpace()) space->setPage(page);
    });
    connect(m_details, &widgets::DetailsPanel::showOffset, this, [this](quint64 offset) {
        if (SpacePage* space = currentSpace()) space->showOffset(offset);
    });
}

void MainWindow::buildStatusBar() {
    m_fileLabel = new QLabel;
    m_rowLabel = new QLabel;
    m_offsetLabel = new QLabel;
    m_theme.keepFont(m_offsetLabel, widgets::TypeSize::Normal, true);
    const auto cores = static_cast<unsigned>(measure::usableProcessors().size());
    auto* build =
        new QLabel(tr("%1, cores: %2").arg(QStringLiteral(SPACEBENCH_BUILD_TYPE).toLower()).arg(cores));
    constexpr int kStatusGap = 12;
    m_fileLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // never widens the window
    for (QLabel* label : {m_fileLabel, m_rowLabel, m_offsetLabel, build})
        label->setContentsMargins(kStatusGap / 2, 0, kStatusGap / 2, 0);
    statusBar()->addWidget(m_fileLabel, 1);
    statusBar()->addPermanentWidget(m_rowLabel);
    statusBar()->addPermanentWidget(m_offsetLabel);
    statusBar()->addPermanentWidget(build);
}

void MainWindow::start(const QStringList& files) {
    for (const QString& file : files) openFile(file);
    if (!files.isEmpty()) return;
    const std::vector<Session::OpenTab> tabs = m_session.openTabs();
    const int current = m_session.currentTab();
    m_restoring = true;
    for (const Session::OpenTab& tab : tabs) {
        if (tab.path.isEmpty()) {
            openSample();
        } else {
            openFile(tab.path);
        }
        currentSpace()->setPage(static_cast<widgets::PageId>(tab.page));
    }
    if (current >= 0 && current < m_tabs->count()) m_tabs->setCurrentIndex(current);
    m_restoring = false;
    if (tabs.empty() && m_session.recentFiles().empty()) openSample();
}

void MainWindow::askForFiles() {
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Open spaces"), QString(), tr("All files (*)"));
    for (const QString& file : files) openFile(file);
}

void MainWindow::openFile(const QString& path) {
    const QString absolute = path == QLatin1String("-") ? path : QFileInfo(path).absoluteFilePath();
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (spaceAt(i)->document().path() != absolute) continue;
        showPlace(Place::Space);
        m_tabs->setCurrentIndex(i);
        return;
    }
    jobs::OpenRequest request;
    request.path = widgets::fromQt(absolute);
    addTab()->document().openFile(request);
}

void MainWindow::openSample() {
    space::GeneratorOptions options;
    options.atoms = kSampleAtoms;
    addTab()->document().openSample(options);
}

SpacePage* MainWindow::addTab() {
    auto* page = new SpacePage(m_jobs, m_theme);
    SpaceDocument& document = page->document();
    connect(&document, &SpaceDocument::stateChanged, this, [this, page] { tabStateChanged(*page); });
    connect(&document, &SpaceDocument::selectionChanged, this, [this] {
        refreshStatus();
        refreshActions();
    });
    connect(&document, &SpaceDocument::countsChanged, this, &MainWindow::refreshStatus);
    connect(page, &SpacePage::pageChanged, this, [this] {
        refreshActions();
        rememberTabs();
    });
    // Queued: the page that asks is destroyed by it.
    connect(
        page, &SpacePage::closeRequested, this, [this, page] { closeTab(m_tabs->indexOf(page)); },
        Qt::QueuedConnection);
    connect(page, &SpacePage::salvageRequested, this,
            [this, page] { showJobDialog("salvage", page->document().path()); });
    showPlace(Place::Space);
    m_tabs->setCurrentIndex(m_tabs->addTab(page, QString()));
    return page;
}

void MainWindow::closeTab(int index) {
    SpacePage* page = spaceAt(index);
    if (page == nullptr) return;
    if (page == currentSpace()) m_details->setDocument(nullptr);
    m_tabs->removeTab(index);
    delete page;
    if (m_tabs->count() == 0) showPlace(Place::Home);
    rememberTabs();
}

void MainWindow::tabStateChanged(SpacePage& page) {
    const SpaceDocument& document = page.document();
    const int index = m_tabs->indexOf(&page);
    m_tabs->setTabText(index, QString(document.name()).replace(QLatin1Char('&'), QLatin1String("&&")));
    m_tabs->setTabToolTip(index, document.path().isEmpty() ? document.name() : document.path());
    const bool bad = document.state() == DocumentState::Failed || document.state() == DocumentState::Partial;
    m_tabs->setTabIcon(index, bad ? widgets::lineIcon(QStringLiteral("warning")) : QIcon());
    if (document.opened() != nullptr && !document.path().isEmpty() &&
        document.state() != DocumentState::Loading) {
        m_session.addRecentFile({document.path(), document.formatTitle(), document.opened()->source->size()});
        m_home->setRecentFiles(m_session.recentFiles());
    }
    offerSpaces();
    refreshStatus();
    refreshActions();
    rememberTabs();
}

void MainWindow::currentTabChanged() {
    SpacePage* space = currentSpace();
    m_spaceStack->setCurrentIndex(space != nullptr ? 1 : 0);
    m_details->setDocument(space != nullptr ? &space->document() : nullptr);
    refreshStatus();
    refreshActions();
    rememberTabs();
}

int MainWindow::spaceCount() const {
    return m_tabs->count();
}

SpacePage* MainWindow::spaceAt(int index) const {
    return static_cast<SpacePage*>(m_tabs->widget(index));
}

SpacePage* MainWindow::currentSpace() const {
    return static_cast<SpacePage*>(m_tabs->currentWidget());
}

void MainWindow::showPlace(Place place) {
    m_places->setCurrentIndex(static_cast<int>(place));
    // Only the place in front says how small the window may get.
    for (int i = 0; i < m_places->count(); ++i) {
        const auto policy = i == m_places->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_places->widget(i)->setSizePolicy(policy, policy);
    }
    m_rail->actions().at(static_cast<int>(place))->setChecked(true);
    offerSpaces();
    m_detailsDock->setVisible(place == Place::Space && m_detailsWanted);
    refreshStatus();
    refreshActions();
}

MainWindow::Place MainWindow::place() const {
    return static_cast<Place>(m_places->currentIndex());
}

void MainWindow::offerSpaces() {
    if (place() == Place::Home || place() == Place::Space) return;
    std::vector<widgets::NamedSpace> spaces;
    const auto offer = [&spaces](SpacePage* page) {
        // What is damaged measures nothing but the damage.
        if (page == nullptr || page->document().state() == DocumentState::Partial) return;
        if (auto named = page->document().namedSpace()) spaces.push_back(std::move(*named));
    };
    offer(currentSpace());
    for (int i = 0; i < m_tabs->count(); ++i)
        if (spaceAt(i) != currentSpace()) offer(spaceAt(i));
    if (place() == Place::Benchmark)
        m_benchmark->setSpaces(std::move(spaces));
    else if (place() == Place::Codec)
        m_codecLab->setSpaces(std::move(spaces));
    else if (place() == Place::Techniques)
        m_techniques->setSpaces(std::move(spaces));
    else if (place() == Place::Claims)
        m_claims->setSpaces(std::move(spaces));
}

void MainWindow::refreshStatus() {
    SpacePage* space = place() == Place::Space ? currentSpace() : nullptr;
    m_fileLabel->clear();
    m_rowLabel->clear();
    m_offsetLabel->clear();
    if (space == nullptr) return;
    const SpaceDocument& document = space->document();
    QStringList words{document.name()};
    if (document.opened() != nullptr) {
        words += document.formatTitle();
        if (const auto& source = document.opened()->source) {
            words += widgets::sizeWords(source->size());
            words += source->kind() == io::SourceKind::Mapped ? tr("mapped") : tr("in memory");
        }
    }
    m_fileLabel->setText(words.join(QStringLiteral("  \u2502  ")));
    const widgets::Selection& selection = document.selection();
    if (selection.isPath && selection.row && document.index() != nullptr) {
        m_rowLabel->setText(
            tr("atom %1 of %2")
                .arg(widgets::grouped(*selection.row), widgets::grouped(document.index()->rows())));
    }
    if (selection.byteOffset) {
        m_offsetLabel->setText(widgets::offsetText(*selection.byteOffset));
    } else if (selection.nodeOffset) {
        m_offsetLabel->setText(widgets::offsetText(*selection.nodeOffset));
    }
}

void MainWindow::rememberTabs() {
    if (m_restoring) return;
    std::vector<Session::OpenTab> tabs;
    for (int i = 0; i < m_tabs->count(); ++i) {
        const SpaceDocument& document = spaceAt(i)->document();
        if (document.path() == QLatin1String("-")) continue;
        tabs.push_back({document.path(), static_cast<int>(spaceAt(i)->wantedPage())});
    }
    m_session.saveTabs(tabs, m_tabs->currentIndex());
}

QWidget* MainWindow::showJobDialog(const std::string& jobId, const QString& fileName) {
    const jobs::JobDescriptor* job = jobs::findJob(jobId);
    if (job == nullptr) return nullptr;
    // The current space first, then other open files, as many as the job takes.
    QStringList files;
    if (!fileName.isEmpty()) files += fileName;
    if (SpacePage* current = currentSpace(); current != nullptr && files.isEmpty())
        files += current->document().path();
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (!files.contains(spaceAt(i)->document().path())) files += spaceAt(i)->document().path();
    }
    files.removeAll(QString());
    jobs::ParamValues initial;
    for (const jobs::ParamSpec& param : job->params) {
        const bool takesFile = param.positional && (param.kind == jobs::ParamKind::InputFile ||
                                                    param.kind == jobs::ParamKind::InputFiles);
        if (takesFile && !files.isEmpty()) initial.set(param.id, widgets::fromQt(files.takeFirst()));
    }
    proposeOutput(*job, initial);
    auto* dialog = new widgets::JobDialog(*job, m_jobs, m_theme, std::move(initial), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &widgets::JobDialog::openRequested, this, &MainWindow::openFile);
    dialog->show();
    return dialog;
}

void MainWindow::resetLayout() {
    m_detailsWanted = true;
    removeDockWidget(m_detailsDock);
    addDockWidget(Qt::RightDockWidgetArea, m_detailsDock);
    m_detailsDock->setFloating(false);
    resizeDocks({m_detailsDock}, {kDetailsWidth}, Qt::Horizontal);
    m_strip->setCollapsed(false);
    showPlace(place());
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    const QEvent::Type type = event->type();
    if (type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::Drop) {
        // Before any field that takes text: a file dropped anywhere in the window is opened.
        auto* widget = qobject_cast<QWidget*>(watched);
        auto* drop = static_cast<QDropEvent*>(event);
        if (widget != nullptr && widget->window() == this && drop->mimeData()->hasUrls()) {
            const QStringList files = localFiles(drop->mimeData());
            if (!files.isEmpty()) {
                drop->setDropAction(Qt::CopyAction);
                drop->accept();
                if (type == QEvent::Drop && !takeDroppedFiles(files)) {
                    for (const QString& file : files) openFile(file);
                }
                return true;
            }
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace spacebench::app
