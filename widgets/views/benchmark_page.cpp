// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/benchmark_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "views/bench_form.h"
#include "views/error_banner.h"
#include "views/measure_parts.h"
#include "views/run_controls.h"

namespace spacebench::widgets {

namespace {

QString rowsText(int rows) {
    return rows == 1 ? BenchmarkPage::tr("1 row") : BenchmarkPage::tr("%1 rows").arg(rows);
}

} // namespace

BenchmarkPage::BenchmarkPage(JobController& controller, Theme& theme, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_form(new BenchForm(theme)),
      m_controls(new RunControls(theme, tr("Run"), QStringLiteral("bench"))), m_stack(new QStackedWidget),
      m_head(new ResultHead(controller, theme)), m_results(new BenchResultsView(theme)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(sideColumn(theme, tr("Benchmark"), m_form, m_controls));
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildMain());
    row->addWidget(m_stack, 1);

    m_controls->addShortcuts(*this);
    connect(m_controls, &RunControls::runAsked, this, &BenchmarkPage::run);
    connect(m_controls, &RunControls::cancelAsked, this, &BenchmarkPage::cancel);
    connect(m_form, &BenchForm::changed, this, [this] { setState(m_state); });
    connect(m_results, &BenchResultsView::exportRequested, m_head, &ResultHead::saveChart);
    connect(m_head, &ResultHead::saved, this, &BenchmarkPage::saved);
    connect(m_head, &ResultHead::saveAsked, this,
            [this](int choice, const QString& path) { saveAs(SaveKind{choice}, path); });
    m_head->setSaveChoices(tr("Save benchmark"), QStringLiteral("benchmark"),
                           {{tr("Charts as PNG..."), QStringLiteral("png")},
                            {tr("Charts as SVG..."), QStringLiteral("svg")},
                            {tr("Table as CSV..."), QStringLiteral("csv")},
                            {tr("Everything as JSON..."), QStringLiteral("json")},
                            {tr("Report as HTML..."), QStringLiteral("html")}});
    connect(&controller, &JobController::progressed, this, &BenchmarkPage::poll);
    setState(State::Empty);
}

BenchmarkPage::~BenchmarkPage() {
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

QWidget* BenchmarkPage::buildEmpty() {
    auto* button = new QPushButton(tr("Run benchmark"));
    button->setToolTip(tr("%1 (F5)").arg(tr("Run")));
    connect(button, &QPushButton::clicked, this, &BenchmarkPage::run);
    return invitation(m_theme, tr("Run a benchmark: how fast, how frugal and how small is each format?"),
                      tr("Each operation runs once to warm up and then as often as you ask, with nothing "
                         "else beside it. Every result is checked against the input. You get the median "
                         "with its interval, allocations and compression ratio, next to the targets of "
                         "the performance guide."),
                      {button});
}

QWidget* BenchmarkPage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_head);
    column->addWidget(m_results, 1);
    return page;
}

void BenchmarkPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_form->input().setSpaces(std::move(spaces));
}

void BenchmarkPage::run() {
    if (busy() || !m_form->problem().isEmpty()) return;
    m_inputName = m_form->inputName();
    m_mailbox = std::make_shared<Mailbox<results::BenchRun>>();
    m_head->banner().clear();
    m_head->setWarnings({});
    m_results->setRun(nullptr);
    const auto body = [request = m_form->request(),
                       mailbox = m_mailbox](const WorkContext& context) -> Result<results::BenchRun> {
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        auto run = jobs::runPlan(request.plan(), services,
                                 [&](const results::BenchRun& soFar) { mailbox->put(soFar); });
        if (run.ok() && !run->complete) return Error::cancelled();
        return run;
    };
    m_ticket = m_controller.submit<results::BenchRun>(
        this, tr("Benchmark %1").arg(m_inputName), JobDisplay::Strip, jobs::Lane::Timed, body,
        [this](JobTicket ticket, Result<results::BenchRun> result) {
            if (ticket == m_ticket) finish(std::move(result));
        });
    setState(State::Waiting);
}

void BenchmarkPage::cancel() {
    if (busy()) m_controller.cancel(m_ticket);
}

void BenchmarkPage::poll() {
    if (!busy()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job) return;
    if (m_state == State::Waiting && job->status != jobs::JobStatus::Queued) setState(State::Running);
    m_controls->showBusy(job);
    if (auto latest = m_mailbox->take()) showRun(std::move(latest));
}

void BenchmarkPage::showRun(std::shared_ptr<const results::BenchRun> run) {
    m_head->setWarnings(run->warnings);
    const int rows = static_cast<int>(run->rows.size());
    m_results->setRun(std::move(run));
    Q_EMIT rowsArrived(rows);
    setState(m_state);
}

bool BenchmarkPage::showRecorded(std::shared_ptr<const results::BenchRun> run) {
    if (busy()) return false;
    m_inputName = toQt(run->title);
    m_head->banner().clear();
    m_results->setRun(nullptr);
    showRun(std::move(run));
    setState(State::Done);
    return true;
}

void BenchmarkPage::finish(Result<results::BenchRun> result) {
    poll(); // rows that came since the last look
    const auto job = m_controller.job(m_ticket);
    const QString took = toQt(durationText((job ? job->elapsedSeconds : 0) * 1e9));
    const int rows = m_results->run() ? static_cast<int>(m_results->run()->rows.size()) : 0;
    if (result.ok()) {
        showRun(std::make_shared<const results::BenchRun>(std::move(result).value()));
        m_controller.setOutcome(
            m_ticket, tr("%1 in %2").arg(rowsText(static_cast<int>(m_results->run()->rows.size())), took));
        setState(State::Done);
    } else if (result.error().code == ErrorCode::Cancelled) {
        m_controller.setOutcome(m_ticket, tr("Cancelled after %1").arg(rowsText(rows)));
        setState(State::Cancelled);
    } else {
        m_head->banner().setErrors({result.error()});
        setState(State::Failed);
    }
    m_ticket = {};
    m_mailbox.reset();
    if (const auto& run = m_results->run(); run && !run->rows.empty()) Q_EMIT measured(run);
}

void BenchmarkPage::setState(State state) {
    const bool differs = state != m_state;
    m_state = state;
    const QString problem = m_form->problem();
    const int rows = m_results->run() ? static_cast<int>(m_results->run()->rows.size()) : 0;
    m_stack->setCurrentIndex(state == State::Empty ? 0 : 1);
    m_form->setEnabled(!busy());
    if (busy())
        m_controls->showBusy(m_controller.job(m_ticket));
    else
        m_controls->showIdle(problem);
    m_head->setSavable(rows > 0 && !busy());
    switch (state) {
    case State::Empty:
        break;
    case State::Waiting:
        m_head->setStatus(tr("%1: waiting for its turn").arg(m_inputName));
        break;
    case State::Running:
        m_head->setStatus(tr("%1: measuring, %2 so far").arg(m_inputName, rowsText(rows)));
        break;
    case State::Done: {
        QString text = tr("%1: %2, every result verified").arg(m_inputName, rowsText(rows));
        const auto& run = m_results->run();
        if (run && run->inputs.size() == 1 && run->inputs.front().memcpyNs > 0)
            text += tr("; copying the %1 of raw bytes took %2")
                        .arg(sizeWords(run->inputs.front().rawBytes),
                             toQt(durationText(run->inputs.front().memcpyNs)));
        m_head->setStatus(text);
        break;
    }
    case State::Cancelled:
        m_head->setStatus(
            rows > 0 ? tr("%1: cancelled; what was measured is shown (%2)").arg(m_inputName, rowsText(rows))
                     : tr("%1: cancelled before the first row was measured").arg(m_inputName));
        break;
    case State::Failed:
        m_head->setStatus(tr("%1: failed after %2").arg(m_inputName, rowsText(rows)));
        break;
    }
    if (differs) Q_EMIT stateChanged();
}

void BenchmarkPage::saveAs(SaveKind kind, const QString& path) {
    const auto run = m_results->run();
    if (!run) return;
    std::function<std::string()> make;
    switch (kind) {
    case SaveKind::Png:
        make = [image = m_results->picture()] { return pngBytes(image); };
        break;
    case SaveKind::Svg:
        make = [document = m_results->svg()] { return document; };
        break;
    case SaveKind::Csv:
        make = [run] { return results::toCsv(*run); };
        break;
    case SaveKind::Json:
        make = [run] { return jobs::jsonText(results::toJson(*run)); };
        break;
    case SaveKind::Html:
        make = [run] { return results::toHtml(*run); };
        break;
    }
    m_head->save(path, std::move(make));
}

} // namespace spacebench::widgets
