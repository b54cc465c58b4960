// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/techniques_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "views/error_banner.h"
#include "views/measure_parts.h"
#include "views/run_controls.h"
#include "views/techniques_form.h"

namespace spacebench::widgets {

namespace {

int measuredRows(const results::TechniqueRun& run) {
    return static_cast<int>(
        std::count_if(run.effects.begin(), run.effects.end(), [](const results::EffectRow& row) {
            return row.state == results::MeasureState::Measured && row.effect.has_value();
        }));
}

/// "29 measured, 12 rejected, 24 not measurable here": a part for each state that rows have.
QString tallyText(const results::TechniqueRun& run) {
    using results::MeasureState;
    const auto count = [&run](MeasureState state) {
        return static_cast<int>(std::count_if(run.effects.begin(), run.effects.end(),
                                              [&](const auto& row) { return row.state == state; }));
    };
    QStringList parts{TechniquesPage::tr("%1 measured").arg(measuredRows(run))};
    const std::pair<int, QString> others[] = {
        {count(MeasureState::Insufficient), TechniquesPage::tr("%1 insufficient")},
        {count(MeasureState::Unavailable), TechniquesPage::tr("%1 not measurable here")},
        {count(MeasureState::Rejected), TechniquesPage::tr("%1 rejected")},
        {count(MeasureState::Failed), TechniquesPage::tr("%1 failed")}};
    for (const auto& [rows, text] : others)
        if (rows > 0) parts += text.arg(rows);
    return parts.join(QStringLiteral(", "));
}

QString experimentText(results::ExperimentKind kind) {
    switch (kind) {
    case results::ExperimentKind::OneAtATime:
        return TechniquesPage::tr("one technique at a time");
    case results::ExperimentKind::AllButOne:
        return TechniquesPage::tr("all techniques but one");
    case results::ExperimentKind::Factorial:
        return TechniquesPage::tr("a fractional factorial");
    case results::ExperimentKind::Levels:
        return TechniquesPage::tr("every level of each switch");
    }
    return {};
}

} // namespace

TechniquesPage::TechniquesPage(JobController& controller, Theme& theme, TechniqueCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_circumstances(controller), m_form(new TechniquesForm(theme)),
      m_controls(new RunControls(theme, tr("Run"), QStringLiteral("tech"))), m_stack(new QStackedWidget),
      m_head(new ResultHead(controller, theme)), m_view(new TechniquesView(theme)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(sideColumn(theme, tr("Techniques"), m_form, m_controls));
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildMain());
    row->addWidget(m_stack, 1);

    m_controls->addShortcuts(*this);
    connect(m_controls, &RunControls::runAsked, this, &TechniquesPage::run);
    connect(m_controls, &RunControls::cancelAsked, this, &TechniquesPage::cancel);
    connect(m_form, &TechniquesForm::changed, this, [this] { setState(m_state); });
    connect(m_view, &TechniquesView::exportRequested, m_head, &ResultHead::saveChart);
    connect(m_head, &ResultHead::saved, this, &TechniquesPage::saved);
    connect(m_head, &ResultHead::saveAsked, this,
            [this](int choice, const QString& path) { saveAs(SaveKind{choice}, path); });
    m_head->setSaveChoices(tr("Save techniques"), QStringLiteral("techniques"),
                           {{tr("Picture as PNG..."), QStringLiteral("png")},
                            {tr("Picture as SVG..."), QStringLiteral("svg")},
                            {tr("Board as CSV..."), QStringLiteral("csv")},
                            {tr("Everything as JSON..."), QStringLiteral("json")}});
    connect(&controller, &JobController::progressed, this, &TechniquesPage::poll);
    setState(State::Empty);
}

TechniquesPage::~TechniquesPage() {
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

QWidget* TechniquesPage::buildEmpty() {
    auto* button = new QPushButton(tr("Run switchboard"));
    button->setToolTip(tr("%1 (F5)").arg(tr("Run")));
    connect(button, &QPushButton::clicked, this, &TechniquesPage::run);
    return invitation(
        m_theme, tr("Switch techniques on and off: what does each one really do?"),
        tr("The performance guide claims an effect for each of its techniques. Each is a switch here, run "
           "both ways on your own space, in random order, with nothing else beside it. Output that is not "
           "the "
           "reference output is rejected before any time is taken. You get the effect with its interval next "
           "to the claim, allocations, and the reason where something cannot be measured on this machine."),
        {button});
}

QWidget* TechniquesPage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_head);
    column->addWidget(m_view, 1);
    return page;
}

void TechniquesPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_form->input().setSpaces(std::move(spaces));
}

void TechniquesPage::chooseOnly(const QString& techniqueId) {
    if (busy()) return;
    m_form->chooseAll(false);
    m_form->setTechnique(techniqueId, true);
    m_form->setExperiment(results::ExperimentKind::OneAtATime);
}

void TechniquesPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_lookedAround) askCircumstances();
}

void TechniquesPage::askCircumstances() {
    m_lookedAround = true;
    m_circumstances.start<tuning::Circumstances>(
        this, tr("Look at this machine"), JobDisplay::Quiet,
        [look = m_calls.circumstances](const WorkContext&) -> Result<tuning::Circumstances> {
            return look();
        },
        [this](JobTicket, Result<tuning::Circumstances> result) {
            if (!result.ok()) return; // the run says what cannot be measured
            m_form->setCircumstances(std::move(result).value());
            setState(m_state);
        });
}

void TechniquesPage::run() {
    if (busy() || !m_form->problem().isEmpty()) return;
    const ChosenSpace chosen = m_form->input().chosen();
    m_inputName = chosen.name;
    m_mailbox = std::make_shared<Mailbox<results::TechniqueRun>>();
    m_head->banner().clear();
    m_head->setWarnings({});
    m_view->setRun(nullptr, true);
    const auto body = [measure = m_calls.run, request = m_form->request(), chosen, mailbox = m_mailbox](
                          const WorkContext& context) mutable -> Result<results::TechniqueRun> {
        SB_TRY(content, contentOf(chosen, context));
        request.content = std::move(content);
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return measure(request, services, [&](const results::TechniqueRun& soFar) { mailbox->put(soFar); });
    };
    m_ticket = m_controller.submit<results::TechniqueRun>(
        this, tr("Techniques %1").arg(m_inputName), JobDisplay::Strip, jobs::Lane::Timed, body,
        [this](JobTicket ticket, Result<results::TechniqueRun> result) {
            if (ticket == m_ticket) finish(std::move(result));
        });
    setState(State::Waiting);
}

void TechniquesPage::cancel() {
    if (busy()) m_controller.cancel(m_ticket);
}

void TechniquesPage::poll() {
    if (!busy()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job) return;
    if (m_state == State::Waiting && job->status != jobs::JobStatus::Queued) setState(State::Running);
    m_controls->showBusy(job);
    if (auto latest = m_mailbox->take()) showRun(std::move(latest), false);
}

void TechniquesPage::showRun(TechniquesView::RunPtr run, bool settled) {
    m_head->setWarnings(run->warnings);
    const QString design = toQt(run->design);
    m_view->setRun(std::move(run), settled);
    m_head->setStatus(statusText(), design);
}

void TechniquesPage::finish(Result<results::TechniqueRun> result) {
    poll(); // what came since the last look
    const auto job = m_controller.job(m_ticket);
    const QString took = toQt(durationText((job ? job->elapsedSeconds : 0) * 1e9));
    State end = State::Done;
    if (result.ok()) {
        showRun(std::make_shared<const results::TechniqueRun>(std::move(result).value()), true);
        m_controller.setOutcome(m_ticket, tr("%1 in %2").arg(tallyText(*m_view->run()), took));
    } else {
        if (m_view->run()) m_view->setRun(m_view->run(), true);
        end = result.error().code == ErrorCode::Cancelled ? State::Cancelled : State::Failed;
        if (end == State::Failed) m_head->banner().setErrors({result.error()});
        if (end == State::Cancelled)
            m_controller.setOutcome(m_ticket, m_view->run()
                                                  ? tr("Cancelled; %1").arg(tallyText(*m_view->run()))
                                                  : tr("Cancelled before anything was measured"));
    }
    m_ticket = {};
    m_mailbox.reset();
    setState(end);
    // Reasons why nothing can be measured here are evidence, too.
    if (m_view->run() && !m_view->run()->effects.empty()) Q_EMIT measured(m_view->run());
}

QString TechniquesPage::statusText() const {
    const auto& run = m_view->run();
    const QString tally = run ? tallyText(*run) : QString();
    switch (m_state) {
    case State::Empty:
        return {};
    case State::Waiting:
        return tr("%1: waiting for its turn").arg(m_inputName);
    case State::Running:
        return run ? tr("%1: measuring, %2 so far").arg(m_inputName, tally)
                   : tr("%1: checking every pipeline's output against the reference").arg(m_inputName);
    case State::Done: {
        QString text = tr("%1: %2").arg(m_inputName, tally);
        if (run) {
            text += tr("; %1, rounds: %2").arg(experimentText(run->kind)).arg(run->rounds);
            if (!run->complete) text += tr("; the time was over before all rounds were run");
        }
        return text;
    }
    case State::Cancelled:
        return run ? tr("%1: cancelled; what was measured is shown (%2)").arg(m_inputName, tally)
                   : tr("%1: cancelled before anything was measured").arg(m_inputName);
    case State::Failed:
        return run ? tr("%1: failed; what was measured is shown (%2)").arg(m_inputName, tally)
                   : tr("%1: failed before anything was measured").arg(m_inputName);
    }
    return {};
}

void TechniquesPage::setState(State state) {
    const bool differs = state != m_state;
    m_state = state;
    m_stack->setCurrentIndex(state == State::Empty ? 0 : 1);
    m_form->setEnabled(!busy());
    if (busy())
        m_controls->showBusy(m_controller.job(m_ticket));
    else
        m_controls->showIdle(m_form->problem());
    m_head->setSavable(m_view->run() != nullptr && !busy());
    m_head->setStatus(statusText(), m_view->run() ? toQt(m_view->run()->design) : QString());
    if (differs) Q_EMIT stateChanged();
}

void TechniquesPage::saveAs(SaveKind kind, const QString& path) {
    const auto run = m_view->run();
    if (!run) return;
    switch (kind) {
    case SaveKind::Png:
        return m_head->save(path, [image = m_view->picture()] { return pngBytes(image); });
    case SaveKind::Svg:
        return m_head->save(path, [document = m_view->svg()] { return document; });
    case SaveKind::Csv:
        return m_head->save(path, [run] { return results::toCsv(*run); });
    case SaveKind::Json:
        return m_head->save(path, [run] { return jobs::jsonText(results::toJson(*run)); });
    }
}

} // namespace spacebench::widgets
