// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/benchmark_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "results/data_folder.h"
#include "results/run_report.h"
#include "views/bench_form.h"
#include "views/error_banner.h"
#include "views/measure_parts.h"
#include "views/run_controls.h"
#include "views/run_view.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

QString rowsText(std::size_t rows) {
    return rows == 1 ? BenchmarkPage::tr("1 row") : BenchmarkPage::tr("%1 rows").arg(rows);
}

std::size_t measuredRows(const results::BenchRun& run) {
    return static_cast<std::size_t>(
        std::count_if(run.rows.begin(), run.rows.end(), [](const results::BenchRow& row) {
            return row.state == results::MeasureState::Measured && !row.samplesNs.empty();
        }));
}

/// With the guide's targets and the user's own. On a job's thread.
results::RunReport reportOf(const results::BenchRun& run) {
    results::RunReport report;
    report.run = std::make_shared<const results::RunRecord>(results::recordOf(run));
    std::vector<Error> unreadable; // the targets page names them
    if (auto tables = results::allTargetTables(results::dataFolder(), &unreadable); tables.ok())
        for (const results::TargetTable& table : *tables)
            report.dashboards.push_back(
                results::makeDashboard(std::make_shared<const results::TargetTable>(table), {report.run}));
    return report;
}

/// Why not all runs were taken, in the run's own words; empty = they were, or something else ended it.
QString budgetText(const results::BenchRun& run) {
    for (const std::string& warning : run.warnings)
        if (warning.starts_with("the budget of ")) return coreText(warning);
    return {};
}

/// Runs a row, as its plan asks for them; of a run without its plan what the fullest row has.
std::uint64_t wantedRuns(const results::BenchRun& run) {
    if (run.plan.is_object())
        if (const auto runs = run.plan.find("runs"); runs != run.plan.end() && runs->is_number_unsigned())
            return runs->get<std::uint64_t>();
    std::size_t most = 0;
    for (const results::BenchRow& row : run.rows) most = std::max(most, row.samplesNs.size());
    return most;
}

std::size_t samplesIn(const results::BenchRun& run) {
    std::size_t samples = 0;
    for (const results::BenchRow& row : run.rows) samples += row.samplesNs.size();
    return samples;
}

} // namespace

BenchmarkPage::BenchmarkPage(JobController& controller, Theme& theme, BenchCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_controls(new RunControls(theme, tr("Run"), QStringLiteral("bench"))),
      m_plan(new PlanPage(controller, theme, m_calls.plan, m_controls)), m_runView(new RunView(theme)),
      m_views(new QButtonGroup(this)), m_stack(new QStackedWidget), m_resultStack(new QStackedWidget),
      m_recordBanner(new ErrorBanner(theme)), m_head(new ResultHead(controller, theme)),
      m_results(new BenchResultsView(theme)), m_baseline(new QToolButton), m_compare(new QToolButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(buildSwitch());
    column->addWidget(buildRecordBanner());
    column->addWidget(m_stack, 1);
    addView(tr("Plan"), m_plan);
    addView(tr("Run"), m_runView);
    addView(tr("Results"), buildResults());
    showView(View::Plan);

    m_controls->addShortcuts(*this);
    connect(m_controls, &RunControls::runAsked, this, &BenchmarkPage::run);
    connect(m_controls, &RunControls::cancelAsked, this, &BenchmarkPage::cancel);
    connect(m_plan, &PlanPage::changed, this, [this] {
        if (m_runWhenChecked && m_plan->checked()) enqueue();
        if (m_runWhenChecked && !m_plan->checking()) m_runWhenChecked = false; // it has a mistake
        refresh();
    });
    connect(m_plan, &PlanPage::saved, this, &BenchmarkPage::saved);
    connect(m_runView, &RunView::moveAsked, this, &BenchmarkPage::moveWaiting);
    connect(m_runView, &RunView::removeAsked, this, &BenchmarkPage::removeWaiting);
    connect(m_runView, &RunView::pauseAsked, this, &BenchmarkPage::pause);
    connect(m_runView, &RunView::cancelAsked, this, &BenchmarkPage::cancel);
    connect(m_runView, &RunView::firstAsked, this, [this](const std::vector<std::size_t>& rows) {
        if (m_control) m_control->setFirst(rows);
        m_runView->refresh();
    });
    connect(m_runView, &RunView::skipAsked, this, [this](const std::vector<std::size_t>& rows) {
        for (const std::size_t row : rows)
            if (m_control) m_control->skip(row);
        m_runView->refresh();
    });
    connect(m_runView, &RunView::exportRequested, m_head, &ResultHead::saveChart);
    connect(&controller, &JobController::progressed, this, &BenchmarkPage::poll);
    refresh();
}

BenchmarkPage::~BenchmarkPage() {
    if (m_control) m_control->pause(false);
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

BenchForm& BenchmarkPage::form() {
    return m_plan->form();
}

QWidget* BenchmarkPage::buildSwitch() {
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("benchViews"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addStretch(1);
    connect(m_views, &QButtonGroup::idClicked, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_stack, &QStackedWidget::currentChanged, this, [this] {
        // Not kept up to date while they were out of sight.
        if (!busy() || view() != View::Results || !m_run || m_run == m_shown || samplesIn(*m_run) == 0)
            return;
        showResults(m_run);
        refresh();
    });
    return bar;
}

QWidget* BenchmarkPage::buildRecordBanner() {
    m_recordAgain = m_recordBanner->addButton(tr("Try again"), QStringLiteral("history"));
    m_recordAgain->setToolTip(tr("Put what was measured into the history now"));
    connect(m_recordAgain, &QPushButton::clicked, this, [this] {
        m_recordAgain->setEnabled(false); // until the answer
        Q_EMIT recordAgainAsked();
    });
    return m_recordBanner;
}

int BenchmarkPage::addView(const QString& title, QWidget* view) {
    auto* button = new SwitchButton(title);
    const int place = m_stack->addWidget(view);
    m_views->addButton(button, place);
    auto* row = static_cast<QHBoxLayout*>(findChild<QWidget*>(QStringLiteral("benchViews"))->layout());
    row->insertWidget(row->count() - 1, button);
    return place;
}

QWidget* BenchmarkPage::buildResults() {
    auto* run = new QPushButton(tr("Run benchmark"));
    run->setToolTip(tr("%1 (F5)").arg(tr("Run")));
    connect(run, &QPushButton::clicked, this, &BenchmarkPage::run);
    m_resultStack->addWidget(invitation(
        m_theme, tr("Run a benchmark: how fast, how frugal and how small is each format?"),
        tr("Each sample is taken in a fresh process, with nothing else beside it, in random order. "
           "Every result is checked against the input. You get the median with its interval, "
           "allocations and compression ratio, next to the targets of the performance guide."),
        {run}));

    m_baseline->setText(tr("Name as baseline..."));
    m_baseline->setToolTip(tr("A name under which later runs are compared with this one"));
    m_compare->setText(tr("Compare with..."));
    m_compare->setToolTip(tr("This run beside another one of the history"));
    m_head->addButton(m_baseline);
    m_head->addButton(m_compare);
    connect(m_baseline, &QToolButton::clicked, this, [this] { Q_EMIT baselineAsked(m_uid); });
    connect(m_compare, &QToolButton::clicked, this, [this] { Q_EMIT compareAsked(m_uid); });
    m_head->setSaveChoices(tr("Save benchmark"), QStringLiteral("benchmark"),
                           {{tr("Charts as PNG..."), QStringLiteral("png")},
                            {tr("Charts as SVG..."), QStringLiteral("svg")},
                            {tr("Table as CSV..."), QStringLiteral("csv")},
                            {tr("Every sample as CSV..."), QStringLiteral("csv")},
                            {tr("Everything as JSON..."), QStringLiteral("json")},
                            {tr("Report as HTML..."), QStringLiteral("html")},
                            {tr("Report as Markdown..."), QStringLiteral("md")},
                            {tr("Report as PDF..."), QStringLiteral("pdf")}});
    connect(m_head, &ResultHead::saveAsked, this,
            [this](int choice, const QString& path) { saveAs(SaveKind{choice}, path); });
    connect(m_head, &ResultHead::saved, this, &BenchmarkPage::saved);
    connect(m_results, &BenchResultsView::exportRequested, m_head, &ResultHead::saveChart);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_head);
    column->addWidget(m_results, 1);
    m_resultStack->addWidget(page);
    return m_resultStack;
}

void BenchmarkPage::showView(View view) {
    m_views->button(static_cast<int>(view))->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(view));
}

BenchmarkPage::View BenchmarkPage::view() const {
    return View{m_stack->currentIndex()};
}

void BenchmarkPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_plan->setSpaces(std::move(spaces));
}

void BenchmarkPage::run() {
    if (!m_plan->checking() && !m_plan->checked())
        showView(View::Plan); // where its mistake is shown
    else if (m_plan->checked() || busy())
        enqueue();
    else
        m_runWhenChecked = true;
}

void BenchmarkPage::enqueue() {
    m_runWhenChecked = false;
    Queued one;
    one.text = fromQt(m_plan->text());
    one.file = fromQt(m_plan->file());
    one.checked = m_plan->checked() != nullptr;
    // What is no JSON, or of another kind, is refused when its turn comes.
    const jobs::Json json = jobs::Json::parse(one.text, nullptr, false);
    one.title = tr("Plan");
    one.runs = jobs::Plan().runs;
    if (json.is_object()) {
        if (const auto title = json.find("title"); title != json.end() && title->is_string())
            one.title = toQt(title->get<std::string>());
        if (const auto runs = json.find("runs"); runs != json.end() && runs->is_number_unsigned())
            one.runs = runs->get<std::uint64_t>();
    }
    for (const NamedSpace& space : m_plan->spaces())
        one.spaces.push_back({fromQt(space.name), space.content});
    m_waiting.push_back(std::move(one));
    if (!busy()) startNext();
    refreshQueue();
    showView(View::Run);
}

void BenchmarkPage::startNext() {
    if (m_waiting.empty()) return;
    Queued next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_title = next.title;
    m_wantedRuns = next.runs;
    ++m_startedPlan;
    m_mailbox = std::make_shared<Mailbox<results::BenchRun>>();
    m_control = std::make_shared<jobs::PlanControl>();
    m_run.reset();
    m_runView->setRun(nullptr, m_control, m_wantedRuns);
    const auto body = [calls = m_calls, next = std::move(next), control = m_control,
                       mailbox = m_mailbox](const WorkContext& context) -> Result<results::BenchRun> {
        jobs::PlanRequest request;
        SB_TRY(plan, calls.plan.read(next.text, next.file, context));
        request.plan = std::move(plan);
        request.spaces = next.spaces;
        request.control = control;
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return calls.run(request, services, [&](const results::BenchRun& soFar) { mailbox->put(soFar); });
    };
    m_ticket = m_controller.submit<results::BenchRun>(
        this, tr("Benchmark %1").arg(m_title), JobDisplay::Strip, jobs::Lane::Timed, body,
        [this](JobTicket ticket, Result<results::BenchRun> result) {
            if (ticket == m_ticket) finish(std::move(result));
        });
    setState(State::Waiting);
}

void BenchmarkPage::cancel() {
    if (!busy()) return;
    m_controller.cancel(m_ticket); // also ends a pause
}

void BenchmarkPage::pause(bool on) {
    if (m_control) m_control->pause(on);
    refresh();
}

QStringList BenchmarkPage::waiting() const {
    QStringList titles;
    for (const Queued& one : m_waiting) titles += one.title;
    return titles;
}

void BenchmarkPage::moveWaiting(int from, int to) {
    const int count = static_cast<int>(m_waiting.size());
    if (from < 0 || to < 0 || from >= count || to >= count) return;
    Queued one = std::move(m_waiting[static_cast<std::size_t>(from)]);
    m_waiting.erase(m_waiting.begin() + from);
    m_waiting.insert(m_waiting.begin() + to, std::move(one));
    refreshQueue();
}

void BenchmarkPage::removeWaiting(int index) {
    if (index < 0 || index >= static_cast<int>(m_waiting.size())) return;
    m_waiting.erase(m_waiting.begin() + index);
    refreshQueue();
}

void BenchmarkPage::refreshQueue() {
    std::vector<WaitingPlan> plans;
    for (const Queued& one : m_waiting) plans.push_back({one.title, one.checked});
    m_runView->setQueue(busy() ? m_title : QString(), plans);
}

void BenchmarkPage::poll() {
    if (!busy()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job) return;
    if (m_state == State::Waiting && job->status != jobs::JobStatus::Queued) setState(State::Running);
    if (const auto latest = m_mailbox->take()) takeUpdate(latest);
    refresh();
}

void BenchmarkPage::takeUpdate(const std::shared_ptr<const results::BenchRun>& run) {
    m_run = run;
    m_runView->setRun(run, m_control, m_wantedRuns);
    // The processor that would draw it may be the one that measures. What can still be read stays until
    // there is something to put in its place.
    const bool begun = m_shown == nullptr || samplesIn(*run) > 0;
    if (begun && m_results->isVisible()) showResults(run);
    Q_EMIT rowsArrived(static_cast<int>(run->rows.size()));
}

void BenchmarkPage::showResults(const std::shared_ptr<const results::BenchRun>& run) {
    if (m_shownPlan != m_startedPlan) {
        m_shownPlan = m_startedPlan;
        m_uid.clear();
        m_head->banner().clear();
        m_results->setRun(nullptr); // the same plan once more is no growth of what was shown
    }
    m_shown = run;
    m_shownTitle = m_title;
    m_head->setWarnings(run->warnings);
    m_results->setRun(run);
}

void BenchmarkPage::finish(Result<results::BenchRun> result) {
    if (const auto latest = m_mailbox->take()) m_run = latest; // what came since the last look
    const auto job = m_controller.job(m_ticket);
    const QString took = toQt(durationText((job ? job->elapsedSeconds : 0) * 1e9));
    if (result.ok()) {
        m_run = std::make_shared<const results::BenchRun>(std::move(result).value());
        m_state = m_run->complete ? State::Done : State::Cancelled;
        const QString rows = rowsText(measuredRows(*m_run));
        m_controller.setOutcome(m_ticket, m_run->complete ? tr("%1 in %2").arg(rows, took)
                                                          : tr("Interrupted after %1").arg(rows));
    } else if (result.error().code == ErrorCode::Cancelled) {
        m_state = State::Cancelled;
        m_controller.setOutcome(m_ticket, tr("Interrupted before anything was measured"));
    } else {
        m_state = State::Failed;
    }
    m_ticket = {};
    m_mailbox.reset();
    m_control.reset();
    const auto run = m_run;
    const bool figures = run && samplesIn(*run) > 0;
    m_runView->setRun(run, nullptr, m_wantedRuns);
    if (run && (result.ok() || figures || m_shown == nullptr)) showResults(run);
    if (m_state == State::Failed) m_head->banner().setErrors({result.error()});
    if (m_waiting.empty() && view() == View::Run) showView(View::Results);
    refresh();
    refreshQueue();
    if (run) Q_EMIT rowsArrived(static_cast<int>(run->rows.size()));
    Q_EMIT stateChanged();
    if (figures) Q_EMIT measured(run);
    startNext();
}

QString BenchmarkPage::resultText() const {
    const auto& run = m_run;
    const std::size_t rows = run ? measuredRows(*run) : 0;
    const bool earlier = m_shown != nullptr && m_shown != run;
    const QString below = earlier ? tr("; the results are still those of %1").arg(m_shownTitle) : QString();
    switch (m_state) {
    case State::Empty:
        return tr("Nothing runs.");
    case State::Waiting:
        return tr("%1: waiting for its turn").arg(m_title);
    case State::Running: {
        const std::size_t all = run ? run->rows.size() * m_wantedRuns : 0;
        QString text = all == 0 ? tr("%1: preparing the inputs").arg(m_title)
                                : tr("%1: %2 of %3 runs").arg(m_title).arg(samplesIn(*run)).arg(all);
        if (run && run->estimatedSeconds > 0)
            text += tr(", about %1 left (an estimate)").arg(roughTime(run->estimatedSeconds));
        return paused() ? tr("Paused. %1").arg(text) : text;
    }
    case State::Done: {
        QString text = tr("%1: %2 of %3 measured, every result verified")
                           .arg(m_title)
                           .arg(rows)
                           .arg(rowsText(run ? run->rows.size() : 0));
        if (run)
            if (const QString budget = budgetText(*run); !budget.isEmpty())
                text += QStringLiteral("; ") + budget;
        if (run && run->inputs.size() == 1 && run->inputs.front().memcpyNs > 0)
            text += tr("; copying the %1 of raw bytes took %2")
                        .arg(sizeWords(run->inputs.front().rawBytes),
                             toQt(durationText(run->inputs.front().memcpyNs)));
        return text;
    }
    case State::Cancelled:
        return run && samplesIn(*run) > 0
                   ? tr("%1: interrupted; what was measured is shown (%2)").arg(m_title, rowsText(rows))
                   : tr("%1: interrupted before anything was measured").arg(m_title) + below;
    case State::Failed:
        return tr("%1: failed after %2").arg(m_title, rowsText(rows)) + below;
    }
    return {};
}

QString BenchmarkPage::statusText() const {
    return m_head->statusText();
}

void BenchmarkPage::setState(State state) {
    const bool differs = state != m_state;
    m_state = state;
    refresh();
    refreshQueue();
    if (differs) Q_EMIT stateChanged();
}

void BenchmarkPage::refresh() {
    const auto job = busy() ? m_controller.job(m_ticket) : std::nullopt;
    const QString text = resultText();
    if (busy())
        m_controls->showBusy(job);
    else
        m_controls->showIdle(m_plan->checking() ? QString() : m_plan->problem());
    // What runs keeps no other plan from its place in the queue.
    m_controls->runButton().setEnabled(m_plan->checking() || m_plan->checked());
    m_controls->runButton().setText(busy() ? tr("Add to queue") : tr("Run"));
    m_runView->setProgress(text, job, paused());
    // While the next plan prepares, the head says what the results below it are.
    const bool earlier = busy() && m_shown != nullptr && m_shownPlan != m_startedPlan;
    const bool savable = m_shown && !m_shown->rows.empty() && (!busy() || earlier);
    m_resultStack->setCurrentIndex(m_state == State::Empty ? 0 : 1);
    if (!earlier) m_head->setStatus(text);
    m_head->setSavable(savable);
    m_baseline->setEnabled(savable && !m_uid.isEmpty());
    m_compare->setEnabled(savable && !m_uid.isEmpty());
}

void BenchmarkPage::setRecorded(const QString& uid, const std::shared_ptr<const results::BenchRun>& run) {
    std::erase(m_unrecorded, run);
    if (m_unrecorded.empty()) m_recordBanner->clear();
    if (run == m_shown) m_uid = uid; // else a later one is shown
    refresh();
}

void BenchmarkPage::noteProblem(const Error& error, const std::shared_ptr<const results::BenchRun>& run) {
    if (std::find(m_unrecorded.begin(), m_unrecorded.end(), run) == m_unrecorded.end())
        m_unrecorded.push_back(run);
    Error shown = error;
    const QString why = coreText(error.message);
    shown.message =
        fromQt(m_unrecorded.size() == 1
                   ? tr("a measured run is not in the history yet: %1").arg(why)
                   : tr("%1 measured runs are not in the history yet: %2").arg(m_unrecorded.size()).arg(why));
    m_recordBanner->setErrors({std::move(shown)});
    m_recordAgain->setEnabled(true);
}

bool BenchmarkPage::showRecorded(const std::shared_ptr<const results::BenchRun>& run, const QString& uid) {
    if (busy()) return false;
    m_title = toQt(run->title);
    ++m_startedPlan;
    m_run = run;
    m_wantedRuns = wantedRuns(*run);
    m_runView->setRun(run, nullptr, m_wantedRuns);
    showResults(run);
    m_uid = uid;
    showView(View::Results);
    setState(run->complete ? State::Done : State::Cancelled);
    return true;
}

void BenchmarkPage::saveAs(SaveKind kind, const QString& path) {
    const auto run = m_results->run();
    if (!run) return;
    switch (kind) {
    case SaveKind::Png:
        return m_head->save(path, [image = m_results->picture()] { return pngBytes(image); });
    case SaveKind::Svg:
        return m_head->save(path, [document = m_results->svg()] { return document; });
    case SaveKind::Csv:
        return m_head->save(path, [run] { return results::toCsv(*run); });
    case SaveKind::Json:
        return m_head->save(path, [run] { return jobs::jsonText(results::toJson(*run)); });
    case SaveKind::Html:
        return m_head->save(path, [run] { return results::reportHtml(reportOf(*run)); });
    case SaveKind::Samples:
        return m_head->save(path, [run] { return results::reportCsv(reportOf(*run)); });
    case SaveKind::Markdown:
        return m_head->save(path, [run] { return results::reportMarkdown(reportOf(*run)); });
    case SaveKind::Pdf:
        return m_head->save(path, [run]() -> Result<std::string> {
            SB_TRY(bytes, results::reportPdf(reportOf(*run)));
            return std::string(asText(bytes.view()));
        });
    }
}

} // namespace spacebench::widgets
