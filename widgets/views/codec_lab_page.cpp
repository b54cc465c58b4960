// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/codec_lab_page.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "results/compression_settings.h"
#include "results/lab_charts.h"
#include "views/error_banner.h"
#include "views/lab_form.h"
#include "views/measure_parts.h"
#include "views/run_controls.h"

namespace spacebench::widgets {

namespace {

/// Charts are drawn on a processor that the measurement may need: seldom.
constexpr qint64 kRowsEveryMs = 500;

std::size_t measuredRows(const results::LabRun& run) {
    return static_cast<std::size_t>(
        std::count_if(run.rows.begin(), run.rows.end(),
                      [](const results::LabRow& row) { return results::hasFigures(row); }));
}

} // namespace

CodecLabPage::CodecLabPage(JobController& controller, Theme& theme, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_weighing(controller),
      m_form(new LabForm(theme)),
      m_controls(new RunControls(theme, tr("Full measurement"), QStringLiteral("codec"))),
      m_stack(new QStackedWidget), m_head(new ResultHead(controller, theme)),
      m_advisor(new AdvisorPanel(theme)), m_results(new LabResultsView(theme, m_advisor)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(sideColumn(theme, tr("Codec lab"), m_form, m_controls));
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildMain());
    row->addWidget(m_stack, 1);

    m_controls->runButton().setToolTip(
        tr("Compress, decompress and compare every row, within the budget (F5)"));
    const QPushButton* estimate =
        m_controls->addSecondRun(tr("Quick estimate"), tr("Sampled blocks only: seconds, with error bars"));
    m_controls->addShortcuts(*this);
    connect(m_controls, &RunControls::runAsked, this, [this] { run(Depth::Full); });
    connect(estimate, &QPushButton::clicked, this, [this] { run(Depth::Estimate); });
    connect(m_controls, &RunControls::cancelAsked, this, &CodecLabPage::cancel);
    connect(m_form, &LabForm::changed, this, [this] { setState(m_state); });
    connect(m_results, &LabResultsView::exportRequested, m_head, &ResultHead::saveChart);
    connect(m_head, &ResultHead::saved, this, &CodecLabPage::saved);
    connect(m_head, &ResultHead::saveAsked, this,
            [this](int choice, const QString& path) { saveAs(SaveKind{choice}, path); });
    m_head->setSaveChoices(tr("Save results"), QStringLiteral("codecs"),
                           {{tr("Charts as PNG..."), QStringLiteral("png")},
                            {tr("Charts as SVG..."), QStringLiteral("svg")},
                            {tr("Table as CSV..."), QStringLiteral("csv")},
                            {tr("Everything as JSON..."), QStringLiteral("json")}});
    connect(m_advisor, &AdvisorPanel::goalChanged, this, &CodecLabPage::weigh);
    connect(m_advisor, &AdvisorPanel::rowChosen, this,
            [this](std::size_t chosen) { m_results->selectRow(chosen); });
    connect(m_advisor, &AdvisorPanel::fullMeasurementRequested, this, [this] { run(Depth::Full); });
    connect(m_advisor, &AdvisorPanel::saveRequested, this, [this] {
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Save settings"), QStringLiteral("codec.json"), tr("JSON files (*.json)"));
        if (!path.isEmpty()) saveSettings(path);
    });
    connect(m_advisor, &AdvisorPanel::copyRequested, this,
            [this] { QApplication::clipboard()->setText(adviceCommandLine()); });
    connect(&controller, &JobController::progressed, this, &CodecLabPage::poll);
    setState(State::Empty);
}

CodecLabPage::~CodecLabPage() {
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

QWidget* CodecLabPage::buildEmpty() {
    auto* full = new QPushButton(tr("Start the full measurement"));
    auto* estimate = new QPushButton(tr("Start a quick estimate"));
    connect(full, &QPushButton::clicked, this, [this] { run(Depth::Full); });
    connect(estimate, &QPushButton::clicked, this, [this] { run(Depth::Estimate); });
    return invitation(m_theme, tr("Which compression is best for this space?"),
                      tr("Every codec and level compresses the space, with nothing else beside it; what "
                         "comes back is compared byte by byte. You see what speed costs in size, which "
                         "codec suits which link, and a pick for what matters to you, next to what the "
                         "performance guide's rule picks. The quick estimate takes seconds and says how "
                         "far it may be off."),
                      {full, estimate});
}

QWidget* CodecLabPage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_head);
    column->addWidget(m_results, 1);
    return page;
}

void CodecLabPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_form->input().setSpaces(std::move(spaces));
}

void CodecLabPage::run(Depth depth) {
    if (busy() || !m_form->problem().isEmpty()) return;
    m_inputName = m_form->inputName();
    m_mailbox = std::make_shared<Mailbox<results::LabRun>>();
    m_sinceRows.invalidate();
    m_head->banner().clear();
    m_head->setWarnings({});
    m_weighing.drop();
    m_advice.reset();
    m_advisor->setWords(tr("The advice follows when the measurement has ended."));
    m_results->setAdvice(std::nullopt, results::decisionMap({}));
    m_results->setRun(nullptr);
    jobs::LabRequest request = m_form->request(depth == Depth::Estimate);
    m_inputPath = toQt(request.file);
    const auto body = [request = std::move(request), chosen = m_form->input().chosen(),
                       mailbox = m_mailbox](const WorkContext& context) -> Result<results::LabRun> {
        jobs::LabRequest whole = request;
        if (chosen.content.space == nullptr)
            context.begin("Generating", ProgressUnit::Paths, chosen.generatedAtoms);
        SB_TRY(content, contentOf(chosen, context));
        whole.space = content.space;
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return jobs::runLab(whole, services, [&](const results::LabRun& soFar) { mailbox->put(soFar); });
    };
    const QString title =
        depth == Depth::Full ? tr("Codec lab %1").arg(m_inputName) : tr("Codec estimate %1").arg(m_inputName);
    m_ticket = m_controller.submit<results::LabRun>(this, title, JobDisplay::Strip, jobs::Lane::Timed, body,
                                                    [this](JobTicket ticket, Result<results::LabRun> result) {
                                                        if (ticket == m_ticket) finish(std::move(result));
                                                    });
    setState(State::Waiting);
}

void CodecLabPage::cancel() {
    if (busy()) m_controller.cancel(m_ticket);
}

void CodecLabPage::poll() {
    if (!busy()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job) return;
    if (m_state == State::Waiting && job->status != jobs::JobStatus::Queued) setState(State::Running);
    m_controls->showBusy(job);
    if (!m_sinceRows.isValid() || m_sinceRows.hasExpired(kRowsEveryMs)) pickUpRows();
}

void CodecLabPage::pickUpRows() {
    auto latest = m_mailbox->take();
    if (!latest) return;
    takeRows(std::move(latest));
    m_sinceRows.start();
}

void CodecLabPage::takeRows(std::shared_ptr<const results::LabRun> run) {
    m_head->setWarnings(run->warnings);
    m_results->setRun(std::move(run));
    setState(m_state);
}

void CodecLabPage::showRun(std::shared_ptr<const results::LabRun> run) {
    if (busy() || !run) return;
    m_inputName = toQt(run->input);
    m_inputPath.clear();
    m_head->banner().clear();
    takeRows(std::move(run));
    setState(State::Done);
    weigh();
}

void CodecLabPage::finish(Result<results::LabRun> result) {
    pickUpRows(); // that came since the last look
    const auto job = m_controller.job(m_ticket);
    const QString took = toQt(durationText((job ? job->elapsedSeconds : 0) * 1e9));
    if (result.ok()) takeRows(std::make_shared<const results::LabRun>(std::move(result).value()));
    const auto& run = m_results->run();
    const QString outcome =
        tr("%1 of %2 rows measured").arg(run ? measuredRows(*run) : 0).arg(run ? run->rows.size() : 0);
    if (result.ok()) {
        m_controller.setOutcome(m_ticket, tr("%1 in %2").arg(outcome, took));
        setState(State::Done);
    } else if (result.error().code == ErrorCode::Cancelled) {
        m_controller.setOutcome(m_ticket, tr("Cancelled: %1").arg(outcome));
        setState(State::Cancelled);
    } else {
        m_head->banner().setErrors({result.error()});
        setState(State::Failed);
    }
    m_ticket = {};
    m_mailbox.reset();
    if (run && measuredRows(*run) > 0) Q_EMIT measured(run);
    weigh();
}

void CodecLabPage::weigh() {
    if (busy()) return; // it follows when the measurement has ended
    const auto run = m_results->run();
    m_advice.reset();
    if (!run || measuredRows(*run) == 0) {
        m_weighing.drop();
        m_advisor->setWords(tr("The advice follows when something was measured."));
        return;
    }
    const results::Goal goal = m_advisor->goal();
    m_advisor->setStale();
    m_weighing.start<Answer>(
        this, tr("Weigh the codecs"), JobDisplay::Quiet,
        [run, goal](const WorkContext&) -> Result<Answer> {
            if (auto good = results::checkGoal(goal); !good.ok()) return good.error();
            return Answer{results::advise(*run, goal), results::decisionMap(*run)};
        },
        [this, goal](JobTicket, Result<Answer> answer) { takeAnswer(std::move(answer), goal); });
}

void CodecLabPage::takeAnswer(Result<Answer> answer, const results::Goal& goal) {
    if (!answer.ok()) {
        m_advisor->setWords(errorText(answer.error()).sentence);
        return;
    }
    m_advisedGoal = goal;
    m_advice = std::make_unique<results::Advice>(std::move(answer->advice));
    m_advisor->setAdvice(*m_advice, *m_results->run());
    if (m_advice->pick) {
        const results::ConvertLine line =
            results::convertLine(m_results->run()->rows[*m_advice->pick], fromQt(m_inputPath));
        m_advisor->setCommand(adviceCommandLine(), coreText(line.note));
    }
    m_results->setAdvice(m_advice->pick, answer->map);
    Q_EMIT adviceChanged();
}

QString CodecLabPage::statusText() const {
    const auto& run = m_results->run();
    const QString rows =
        run ? tr("%1 of %2 rows").arg(measuredRows(*run)).arg(run->rows.size()) : tr("no rows");
    switch (m_state) {
    case State::Empty:
        return {};
    case State::Waiting:
        return tr("%1: waiting for its turn").arg(m_inputName);
    case State::Running:
        return tr("%1: measuring, %2 so far").arg(m_inputName, rows);
    case State::Done: {
        QString text =
            tr("%1, %2 raw: %3 measured and verified").arg(m_inputName, sizeWords(run->rawBytes), rows);
        if (!run->complete) text += tr(". The budget ended before the rest: those rows say so");
        return text;
    }
    case State::Cancelled:
        return tr("%1: cancelled; %2 were measured and stay").arg(m_inputName, rows);
    case State::Failed:
        return tr("%1: failed; %2 were measured before").arg(m_inputName, rows);
    }
    return {};
}

void CodecLabPage::setState(State state) {
    const bool differs = state != m_state;
    m_state = state;
    const QString problem = m_form->problem();
    m_stack->setCurrentIndex(state == State::Empty ? 0 : 1);
    m_form->setEnabled(!busy());
    if (busy())
        m_controls->showBusy(m_controller.job(m_ticket));
    else
        m_controls->showIdle(problem);
    m_head->setSavable(m_results->run() != nullptr && !busy());
    m_head->setStatus(statusText());
    if (differs) Q_EMIT stateChanged();
}

void CodecLabPage::saveAs(SaveKind kind, const QString& path) {
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
    }
}

void CodecLabPage::saveSettings(const QString& path) {
    const auto run = m_results->run();
    if (!run || !m_advice || !m_advice->pick) return;
    m_head->save(path, [run, pick = *m_advice->pick, goal = m_advisedGoal] {
        return jobs::jsonText(results::toJson(results::settingsOf(*run, pick, goal)));
    });
}

QString CodecLabPage::adviceCommandLine() const {
    const auto run = m_results->run();
    if (!run || !m_advice || !m_advice->pick) return {};
    // A generated input has no file: the line then shows where its name goes.
    const std::string input = m_inputPath.isEmpty() ? "space.paths" : fromQt(m_inputPath);
    return toQt(results::convertLine(run->rows[*m_advice->pick], input).command);
}

} // namespace spacebench::widgets
