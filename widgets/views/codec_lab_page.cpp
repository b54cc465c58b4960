// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/codec_lab_page.h"

#include <algorithm>
#include <mutex>

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "results/compression_settings.h"
#include "results/lab_charts.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "views/error_banner.h"
#include "views/lab_form.h"

namespace spacebench::widgets {

namespace {

constexpr int kSideWidth = 232;
/// Charts are drawn on a processor that the measurement may need: seldom.
constexpr qint64 kRowsEveryMs = 500;

struct SaveFormat {
    CodecLabPage::SaveKind kind;
    const char* suffix;
    const char* label;
};
constexpr SaveFormat kSaveFormats[] = {
    {CodecLabPage::SaveKind::Png, "png",
     QT_TRANSLATE_NOOP("spacebench::widgets::CodecLabPage", "Charts as PNG...")},
    {CodecLabPage::SaveKind::Svg, "svg",
     QT_TRANSLATE_NOOP("spacebench::widgets::CodecLabPage", "Charts as SVG...")},
    {CodecLabPage::SaveKind::Csv, "csv",
     QT_TRANSLATE_NOOP("spacebench::widgets::CodecLabPage", "Table as CSV...")},
    {CodecLabPage::SaveKind::Json, "json",
     QT_TRANSLATE_NOOP("spacebench::widgets::CodecLabPage", "Everything as JSON...")},
};

std::size_t measuredRows(const results::LabRun& run) {
    return static_cast<std::size_t>(
        std::count_if(run.rows.begin(), run.rows.end(),
                      [](const results::LabRow& row) { return results::hasFigures(row); }));
}

} // namespace

/// Where the job leaves the run so far and the page picks it up: the newest only.
struct CodecLabPage::Mailbox {
    std::mutex mutex;
    std::shared_ptr<const results::LabRun> latest; ///< guarded by mutex
};

CodecLabPage::CodecLabPage(JobController& controller, Theme& theme, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_weighing(controller), m_form(new LabForm),
      m_fullButton(new QPushButton(tr("Full measurement"))),
      m_estimateButton(new QPushButton(tr("Quick estimate"))), m_cancelButton(new QPushButton(tr("Cancel"))),
      m_progress(new QProgressBar), m_progressText(new QLabel), m_stack(new QStackedWidget),
      m_status(new QLabel), m_warnings(new QLabel), m_saveButton(new QToolButton),
      m_banner(new ErrorBanner(theme)), m_advisor(new AdvisorPanel(theme)),
      m_results(new LabResultsView(theme, m_advisor)), m_cancelAction(new QAction(tr("Cancel"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(buildSide());
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildMain());
    row->addWidget(m_stack, 1);

    auto* runAction = new QAction(tr("Full measurement"), this);
    runAction->setShortcut(QKeySequence(Qt::Key_F5));
    m_cancelAction->setShortcut(QKeySequence(Qt::Key_Escape));
    for (QAction* action : {runAction, m_cancelAction}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(runAction, &QAction::triggered, this, [this] { run(Depth::Full); });
    connect(m_cancelAction, &QAction::triggered, this, &CodecLabPage::cancel);
    connect(m_fullButton, &QPushButton::clicked, this, [this] { run(Depth::Full); });
    connect(m_estimateButton, &QPushButton::clicked, this, [this] { run(Depth::Estimate); });
    connect(m_cancelButton, &QPushButton::clicked, this, &CodecLabPage::cancel);
    connect(m_form, &LabForm::changed, this, [this] { setState(m_state); });
    connect(m_results, &LabResultsView::exportRequested, this, &CodecLabPage::saveBytes);
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

QWidget* CodecLabPage::buildSide() {
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Codec lab"));
    m_theme.keepFont(title, TypeSize::Large);
    column->addWidget(title);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(scroll, 1);

    m_progressText->setWordWrap(true);
    m_theme.keepFont(m_progressText, TypeSize::Small);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the sweep"));
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    m_fullButton->setIcon(lineIcon(QStringLiteral("codec")));
    m_fullButton->setToolTip(tr("Compress, decompress and compare every row, within the budget (F5)"));
    m_estimateButton->setToolTip(tr("Sampled blocks only: seconds, with error bars"));
    m_cancelButton->setToolTip(tr("Stop; what was measured stays (Esc)"));
    column->addWidget(m_fullButton);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_estimateButton, 1);
    buttons->addWidget(m_cancelButton);
    column->addLayout(buttons);
    return side;
}

QWidget* CodecLabPage::buildEmpty() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    auto* heading = new QLabel(tr("Which compression is best for this space?"));
    m_theme.keepFont(heading, TypeSize::Large);
    heading->setWordWrap(true);
    heading->setAlignment(Qt::AlignCenter);
    auto* text =
        new QLabel(tr("Every codec and level compresses the space, with nothing else beside it; what "
                      "comes back is compared byte by byte. You see what speed costs in size, which "
                      "codec suits which link, and a pick for what matters to you, next to what the "
                      "performance guide's rule picks. The quick estimate takes seconds and says how "
                      "far it may be off."));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setMaximumWidth(560);
    auto* full = new QPushButton(tr("Start the full measurement"));
    auto* estimate = new QPushButton(tr("Start a quick estimate"));
    connect(full, &QPushButton::clicked, this, [this] { run(Depth::Full); });
    connect(estimate, &QPushButton::clicked, this, [this] { run(Depth::Estimate); });
    column->addStretch(2);
    column->addWidget(heading);
    column->addSpacing(8);
    auto* centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(text, 4);
    centred->addStretch(1);
    column->addLayout(centred);
    column->addSpacing(16);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(full);
    buttons->addWidget(estimate);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(3);
    return page;
}

QWidget* CodecLabPage::buildMain() {
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
    m_warnings->setWordWrap(true);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->hide();
    column->addWidget(m_warnings);
    column->addWidget(m_banner);
    column->addWidget(m_results, 1);
    return page;
}

void CodecLabPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_form->setSpaces(std::move(spaces));
}

void CodecLabPage::run(Depth depth) {
    if (busy() || !m_form->problem().isEmpty()) return;
    m_inputName = m_form->inputName();
    m_mailbox = std::make_shared<Mailbox>();
    m_sinceRows.invalidate();
    m_banner->clear();
    m_weighing.drop();
    m_advice.reset();
    m_advisor->setWords(tr("The advice follows when the measurement has ended."));
    m_results->setAdvice(std::nullopt, results::decisionMap({}));
    m_results->setRun(nullptr);
    m_warnings->hide();
    jobs::LabRequest request = m_form->request(depth == Depth::Estimate);
    m_inputPath = toQt(request.file);
    const auto body = [request = std::move(request), atoms = m_form->generatedAtoms(),
                       mailbox = m_mailbox](const WorkContext& context) -> Result<results::LabRun> {
        jobs::LabRequest whole = request;
        if (atoms) {
            space::GeneratorOptions options;
            options.atoms = *atoms;
            whole.name = space::generatedName(options);
            context.begin("Generating", ProgressUnit::Paths, *atoms);
            SB_TRY(paths, space::generate(options, context));
            whole.space = std::make_shared<space::MemorySpace>(std::move(paths));
        }
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return jobs::runLab(whole, services, [&](const results::LabRun& soFar) {
            auto copy = std::make_shared<const results::LabRun>(soFar);
            const std::lock_guard lock(mailbox->mutex);
            mailbox->latest = std::move(copy);
        });
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
    const QString words = progressWords(*job);
    m_progressText->setText(m_state == State::Waiting ? tr("Waiting until the other jobs have ended: nothing "
                                                           "may run beside a measurement.")
                            : words.isEmpty()         ? job->phase
                                                      : job->phase + QLatin1Char('\n') + words);
    constexpr int kSteps = 1000;
    m_progress->setRange(0, job->total != 0 ? kSteps : 0);
    if (job->total != 0)
        m_progress->setValue(
            static_cast<int>(static_cast<double>(job->done) / static_cast<double>(job->total) * kSteps));
    if (!m_sinceRows.isValid() || m_sinceRows.hasExpired(kRowsEveryMs)) pickUpRows();
}

void CodecLabPage::pickUpRows() {
    std::shared_ptr<const results::LabRun> latest;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        latest = std::exchange(m_mailbox->latest, nullptr);
    }
    if (!latest) return;
    takeRows(std::move(latest));
    m_sinceRows.start();
}

void CodecLabPage::takeRows(std::shared_ptr<const results::LabRun> run) {
    QStringList warnings;
    for (const std::string& warning : run->warnings) warnings += coreText(warning);
    m_warnings->setText(QString::fromUtf8("\u26A0 ") + warnings.join(QStringLiteral("; ")));
    m_warnings->setVisible(!warnings.isEmpty());
    m_results->setRun(std::move(run));
    setState(m_state);
}

void CodecLabPage::showRun(std::shared_ptr<const results::LabRun> run) {
    if (busy() || !run) return;
    m_inputName = toQt(run->input);
    m_inputPath.clear();
    m_banner->clear();
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
        m_banner->setErrors({result.error()});
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
    for (QPushButton* button : {m_fullButton, m_estimateButton})
        button->setEnabled(!busy() && problem.isEmpty());
    m_cancelButton->setEnabled(busy());
    m_cancelAction->setEnabled(busy());
    m_progress->setVisible(busy());
    m_progressText->setVisible(busy() || !problem.isEmpty());
    if (!busy()) m_progressText->setText(problem);
    m_saveButton->setEnabled(m_results->run() != nullptr && !busy());
    m_status->setText(statusText());
    if (differs) Q_EMIT stateChanged();
}

void CodecLabPage::askAndSave(SaveKind kind) {
    for (const SaveFormat& format : kSaveFormats) {
        if (format.kind != kind) continue;
        const QString suffix = QLatin1String(format.suffix);
        const QString path =
            QFileDialog::getSaveFileName(this, tr("Save results"), QStringLiteral("codecs.%1").arg(suffix),
                                         tr("%1 files (*.%2)").arg(suffix.toUpper(), suffix));
        if (!path.isEmpty()) saveAs(kind, path);
    }
}

void CodecLabPage::save(const QString& path, std::function<std::string()> make) {
    saveInJob(m_controller, this, path, std::move(make), [this](JobTicket, Result<QString> result) {
        if (result.ok())
            Q_EMIT saved(*result);
        else
            m_banner->setErrors({result.error()});
    });
}

void CodecLabPage::saveAs(SaveKind kind, const QString& path) {
    const auto run = m_results->run();
    if (!run) return;
    switch (kind) {
    case SaveKind::Png:
        return save(path, [image = m_results->picture()] {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            image.save(&buffer, "PNG");
            return bytes.toStdString();
        });
    case SaveKind::Svg:
        return save(path, [document = m_results->svg()] { return document; });
    case SaveKind::Csv:
        return save(path, [run] { return results::toCsv(*run); });
    case SaveKind::Json:
        return save(path, [run] { return jobs::jsonText(results::toJson(*run)); });
    }
}

void CodecLabPage::saveSettings(const QString& path) {
    const auto run = m_results->run();
    if (!run || !m_advice || !m_advice->pick) return;
    save(path, [run, pick = *m_advice->pick, goal = m_advisedGoal] {
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

void CodecLabPage::saveBytes(const QByteArray& bytes, const QString& suggestedName) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), suggestedName);
    if (!path.isEmpty()) save(path, [text = bytes.toStdString()] { return text; });
}

} // namespace spacebench::widgets
