// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare_page.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "views/cell_table.h"
#include "views/compare_form.h"
#include "views/error_banner.h"
#include "views/wait_note.h"

namespace spacebench::widgets {

namespace {

struct SaveFormat {
    ComparePage::SaveKind kind;
    const char* suffix;
    const char* label;
};
constexpr SaveFormat kSaveFormats[] = {
    {ComparePage::SaveKind::Html, "html",
     QT_TRANSLATE_NOOP("spacebench::widgets::ComparePage", "Report as HTML...")},
    {ComparePage::SaveKind::Markdown, "md",
     QT_TRANSLATE_NOOP("spacebench::widgets::ComparePage", "Table as Markdown...")},
    {ComparePage::SaveKind::Csv, "csv",
     QT_TRANSLATE_NOOP("spacebench::widgets::ComparePage", "Table as CSV...")},
    {ComparePage::SaveKind::JUnit, "xml",
     QT_TRANSLATE_NOOP("spacebench::widgets::ComparePage", "Verdicts as JUnit XML...")},
    {ComparePage::SaveKind::Json, "json",
     QT_TRANSLATE_NOOP("spacebench::widgets::ComparePage", "Everything as JSON...")},
};

results::XyChart noRatios(const QString& note) {
    results::XyChart chart;
    chart.id = "ratios";
    chart.title = fromQt(
        QCoreApplication::translate("spacebench::widgets::ComparePage", "What changed, and how surely?"));
    chart.emptyNote = fromQt(note);
    return chart;
}

} // namespace

struct ComparePage::Outcome {
    std::vector<RunPtr> runs; ///< as far as they could be read, in their order
    ComparisonPtr comparison;
    results::XyChart ratios;
    std::optional<Error> problem;
};

ComparePage::ComparePage(JobController& controller, Theme& theme, CompareCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_comparing(controller), m_listing(controller), m_form(new CompareForm(theme)),
      m_banner(new ErrorBanner(theme)),
      m_wait(
          new WaitNote(controller, theme, [this] { return m_comparing.running() || m_listing.running(); })),
      m_view(new ComparisonView(controller, theme, m_calls)), m_status(new QLabel), m_command(new QLineEdit),
      m_saveButton(new QToolButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(m_form);
    row->addWidget(buildMain(), 1);
    const auto action = [this](const QString& text, const QKeySequence& keys, auto&& act) {
        auto* one = new QAction(text, this);
        one->setShortcut(keys);
        one->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(one);
        m_view->table().addAction(one);
        connect(one, &QAction::triggered, this, act);
    };
    action(tr("Next changed row"), QKeySequence(Qt::Key_F8), [this] { m_view->goToChanged(1); });
    action(tr("Previous changed row"), QKeySequence(Qt::Key_F7), [this] { m_view->goToChanged(-1); });
    action(tr("Compare again"), QKeySequence(Qt::Key_F5), [this] { compare(); });
    connect(m_form, &CompareForm::changed, this, &ComparePage::compare);
    connect(m_form, &CompareForm::filesWanted, this, [this] { askForFiles(false); });
    connect(m_form, &CompareForm::folderWanted, this, [this] { askForFiles(true); });
    connect(m_allowMachines, &QPushButton::clicked, this, [this] { m_form->setMixMachines(true); });
    connect(m_allowInputs, &QPushButton::clicked, this, [this] { m_form->setMixInputs(true); });
    connect(m_view, &ComparisonView::exportRequested, this,
            [this](const QByteArray& bytes, const QString& name) {
                const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), name);
                if (!path.isEmpty())
                    saveInJob(m_controller, this, path, [bytes] { return bytes.toStdString(); });
            });
    compare();
}

QWidget* ComparePage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    head->addWidget(m_status, 1);
    m_saveButton->setText(tr("Save"));
    m_saveButton->setIcon(lineIcon(QStringLiteral("save")));
    m_saveButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_saveButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_saveButton);
    for (const SaveFormat& format : kSaveFormats)
        menu->addAction(tr(format.label), this, [this, kind = format.kind] { askAndSave(kind); });
    m_saveButton->setMenu(menu);
    head->addWidget(m_saveButton, 0, Qt::AlignTop);
    column->addLayout(head);
    m_allowMachines = m_banner->addButton(tr("Mix these machines"), QStringLiteral("compare"));
    m_allowInputs = m_banner->addButton(tr("Mix these inputs"), QStringLiteral("compare"));
    column->addWidget(m_banner);
    column->addWidget(m_wait);
    column->addWidget(m_view, 1);
    auto* line = new QHBoxLayout;
    m_command->setReadOnly(true);
    m_command->setAccessibleName(tr("The equal spacectl line"));
    m_command->setToolTip(tr("The same comparison on the command line"));
    m_theme.keepFont(m_command, TypeSize::Small, true);
    auto* copy = new QToolButton;
    copy->setIcon(lineIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the command line"));
    copy->setAccessibleName(copy->toolTip());
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_command->text()); });
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    column->addLayout(line);
    return page;
}

void ComparePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_listed) refreshHistory();
}

void ComparePage::refreshHistory() {
    if (!isVisible()) {
        m_listed = false;
        return;
    }
    m_listed = true;
    using List = std::vector<results::RunSummary>;
    m_listing.start<List>(
        this, tr("Read the history"), JobDisplay::Quiet,
        [calls = m_calls](const WorkContext&) -> Result<List> {
            SB_TRY(store, calls.runs.openStore());
            return store->list({});
        },
        [this](JobTicket, Result<List> result) {
            // A history that cannot be read hinders no comparison of files.
            if (!result.ok()) return;
            m_form->offer(*result);
            if (namesMoved(*result)) compare();
        });
}

/// What is shown under its name would be another run's.
bool ComparePage::namesMoved(const std::vector<results::RunSummary>& runs) const {
    const QStringList specs = m_form->runs();
    const auto count = std::min<std::size_t>(m_comparedUids.size(), static_cast<std::size_t>(specs.size()));
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = fromQt(specs[static_cast<qsizetype>(i)]);
        for (const results::RunSummary& run : runs)
            if (run.uid != m_comparedUids[i] &&
                std::find(run.baselines.begin(), run.baselines.end(), name) != run.baselines.end())
                return true;
    }
    return false;
}

void ComparePage::setRuns(const QStringList& specs) {
    m_form->setRuns(specs);
}

void ComparePage::addFiles(const QStringList& paths) {
    m_form->addRuns(paths);
}

void ComparePage::compare() {
    m_command->setText(m_form->commandLine());
    m_command->setCursorPosition(0);
    const QStringList specs = m_form->runs();
    if (specs.size() < 2) {
        m_comparing.drop();
        m_comparedUids.clear();
        m_banner->clear();
        const QString why =
            specs.isEmpty()
                ? tr("Add the run before and the run after: from the history, a baseline, or a file.")
                : tr("Add a second run to compare with.");
        m_view->show(nullptr, noRatios(why), why);
        setState(State::Empty);
        return;
    }
    if (m_controller.measuring() && specs != m_shownRuns) {
        // Else the runs before would stand for these until the measurement ends.
        const QString why = tr("Compared when the measurement ends: nothing else runs beside it.");
        m_view->show(nullptr, noRatios(why), why);
    }
    setState(State::Working);
    std::vector<std::string> wanted;
    for (const QString& spec : specs) wanted.push_back(fromQt(spec));
    m_comparing.start<Outcome>(
        this, tr("Compare runs"), JobDisplay::WhileRunning,
        [calls = m_calls, wanted,
         options = m_form->options()](const WorkContext& context) -> Result<Outcome> {
            Outcome outcome;
            for (const std::string& spec : wanted) {
                SB_CHECK(context.poll());
                Result<RunPtr> run = calls.runs.find(spec, context);
                if (!run.ok()) {
                    outcome.problem = run.error();
                    return outcome;
                }
                outcome.runs.push_back(*run);
            }
            auto compared = calls.compare(outcome.runs, options);
            if (!compared.ok()) {
                outcome.problem = compared.error();
                return outcome;
            }
            outcome.comparison = std::make_shared<const results::Comparison>(std::move(compared).value());
            outcome.ratios = calls.ratioChart(*outcome.comparison);
            return outcome;
        },
        [this](JobTicket, Result<Outcome> result) {
            if (result.ok()) {
                finish(*result);
                return;
            }
            Outcome failed;
            failed.problem = result.error();
            finish(failed);
        });
}

void ComparePage::finish(const Outcome& outcome) {
    const QStringList specs = m_form->runs();
    m_shownRuns = specs;
    std::vector<std::pair<QString, QString>> metrics;
    bool machinesDiffer = false;
    m_comparedUids.clear();
    for (std::size_t i = 0; i < outcome.runs.size(); ++i) {
        const results::RunRecord& run = *outcome.runs[i];
        m_comparedUids.push_back(run.uid);
        if (i < static_cast<std::size_t>(specs.size()))
            m_form->nameRun(specs[static_cast<qsizetype>(i)], visibleText(toQt(run.title)));
        machinesDiffer |= run.machine != outcome.runs.front()->machine;
        for (const results::RecordRow& row : run.rows)
            for (const results::Metric& metric : row.metrics) {
                const QString id = toQt(metric.id);
                if (std::none_of(metrics.begin(), metrics.end(),
                                 [&](const auto& one) { return one.first == id; }))
                    metrics.emplace_back(id, coreText(metric.title));
            }
    }
    if (!metrics.empty()) m_form->offerMetrics(metrics);
    if (outcome.problem) {
        const results::ComparisonOptions options = m_form->options();
        const bool refused = outcome.problem->code == ErrorCode::InvalidArgument &&
                             outcome.runs.size() == static_cast<std::size_t>(specs.size());
        m_allowMachines->setVisible(refused && machinesDiffer && !options.mixMachines);
        m_allowInputs->setVisible(refused && !options.mixInputs && (options.mixMachines || !machinesDiffer));
        m_banner->setErrors({*outcome.problem});
        const QString why = tr("Nothing is compared.");
        m_view->show(nullptr, noRatios(why), why);
        setState(State::Failed);
        return;
    }
    m_banner->clear();
    m_view->show(outcome.comparison, outcome.ratios, tr("The runs have no row in common."));
    setState(State::Ready);
}

void ComparePage::setState(State state) {
    m_state = state;
    m_saveButton->setEnabled(state == State::Ready);
    switch (state) {
    case State::Empty:
        m_status->setText(tr("Before and after, with intervals and verdicts."));
        break;
    case State::Working:
        m_status->setText(tr("Comparing"));
        break;
    case State::Ready:
        m_status->setText(
            tr("Rows compared: %1, largest change first").arg(m_view->comparison()->rows.size()));
        break;
    case State::Failed:
        m_status->setText(tr("Not compared"));
        break;
    }
    Q_EMIT stateChanged();
}

QString ComparePage::commandText() const {
    return m_command->text();
}

void ComparePage::askForFiles(bool folder) {
    QStringList paths;
    if (folder)
        paths += QFileDialog::getExistingDirectory(this, tr("Choose a folder of results"));
    else
        paths = QFileDialog::getOpenFileNames(this, tr("Choose results"), QString(),
                                              tr("Results (*.json *.txt);;All files (*)"));
    paths.removeAll(QString());
    if (!paths.isEmpty()) addFiles(paths);
}

void ComparePage::askAndSave(SaveKind kind) {
    const auto* format = std::find_if(std::begin(kSaveFormats), std::end(kSaveFormats),
                                      [kind](const SaveFormat& one) { return one.kind == kind; });
    const QString suffix = QLatin1String(format->suffix);
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the comparison"), QStringLiteral("comparison.") + suffix,
                                     QStringLiteral("*.") + suffix);
    if (!path.isEmpty()) saveAs(kind, path);
}

void ComparePage::saveAs(SaveKind kind, const QString& path) {
    const ComparisonPtr comparison = m_view->comparison();
    if (!comparison) return;
    const CompareCalls::Document& document = kind == SaveKind::Csv        ? m_calls.asCsv
                                             : kind == SaveKind::Markdown ? m_calls.asMarkdown
                                             : kind == SaveKind::JUnit    ? m_calls.asJUnit
                                             : kind == SaveKind::Json     ? m_calls.asJson
                                                                          : m_calls.asHtml;
    saveInJob(
        m_controller, this, path, [document, comparison] { return document(*comparison); },
        [this](JobTicket, Result<QString> result) {
            if (result.ok()) Q_EMIT saved(*result);
        });
}

} // namespace spacebench::widgets
