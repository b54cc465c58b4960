// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/benchmark_page.h"

#include <mutex>

#include <QAction>
#include <QBuffer>
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

#include "bridge/save_job.h"
#include "bridge/to_qt.h"
#include "jobs/report_text.h"
#include "views/bench_form.h"
#include "views/error_banner.h"

namespace spacebench::widgets {

namespace {

constexpr int kSideWidth = 232;

struct SaveFormat {
    BenchmarkPage::SaveKind kind;
    const char* suffix;
    const char* label;
};
constexpr SaveFormat kSaveFormats[] = {
    {BenchmarkPage::SaveKind::Png, "png",
     QT_TRANSLATE_NOOP("spacebench::widgets::BenchmarkPage", "Charts as PNG...")},
    {BenchmarkPage::SaveKind::Svg, "svg",
     QT_TRANSLATE_NOOP("spacebench::widgets::BenchmarkPage", "Charts as SVG...")},
    {BenchmarkPage::SaveKind::Csv, "csv",
     QT_TRANSLATE_NOOP("spacebench::widgets::BenchmarkPage", "Table as CSV...")},
    {BenchmarkPage::SaveKind::Json, "json",
     QT_TRANSLATE_NOOP("spacebench::widgets::BenchmarkPage", "Everything as JSON...")},
    {BenchmarkPage::SaveKind::Html, "html",
     QT_TRANSLATE_NOOP("spacebench::widgets::BenchmarkPage", "Report as HTML...")},
};

QString rowsText(int rows) {
    return rows == 1 ? BenchmarkPage::tr("1 row") : BenchmarkPage::tr("%1 rows").arg(rows);
}

} // namespace

/// Where the job leaves the run so far and the page picks it up: the newest only.
struct BenchmarkPage::Mailbox {
    std::mutex mutex;
    std::shared_ptr<const results::BenchRun> latest; ///< guarded by mutex
};

BenchmarkPage::BenchmarkPage(JobController& controller, Theme& theme, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_form(new BenchForm),
      m_runButton(new QPushButton(tr("Run"))), m_cancelButton(new QPushButton(tr("Cancel"))),
      m_progress(new QProgressBar), m_progressText(new QLabel), m_stack(new QStackedWidget),
      m_status(new QLabel), m_warnings(new QLabel), m_saveButton(new QToolButton),
      m_banner(new ErrorBanner(theme)), m_results(new BenchResultsView(theme)),
      m_cancelAction(new QAction(tr("Cancel"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(buildSide());
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildMain());
    row->addWidget(m_stack, 1);

    auto* runAction = new QAction(tr("Run"), this);
    runAction->setShortcut(QKeySequence(Qt::Key_F5));
    m_cancelAction->setShortcut(QKeySequence(Qt::Key_Escape));
    for (QAction* action : {runAction, m_cancelAction}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(runAction, &QAction::triggered, this, &BenchmarkPage::run);
    connect(m_cancelAction, &QAction::triggered, this, &BenchmarkPage::cancel);
    connect(m_runButton, &QPushButton::clicked, this, &BenchmarkPage::run);
    connect(m_cancelButton, &QPushButton::clicked, this, &BenchmarkPage::cancel);
    connect(m_form, &BenchForm::changed, this, [this] { setState(m_state); });
    connect(m_results, &BenchResultsView::exportRequested, this, &BenchmarkPage::saveBytes);
    connect(&controller, &JobController::progressed, this, &BenchmarkPage::poll);
    setState(State::Empty);
}

BenchmarkPage::~BenchmarkPage() {
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

QWidget* BenchmarkPage::buildSide() {
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Benchmark"));
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
    m_progress->setAccessibleName(tr("Progress of the benchmark"));
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_runButton->setIcon(lineIcon(QStringLiteral("bench")));
    m_runButton->setToolTip(tr("Run the benchmark (F5)"));
    m_cancelButton->setToolTip(tr("Stop; what was measured stays (Esc)"));
    buttons->addWidget(m_runButton, 1);
    buttons->addWidget(m_cancelButton);
    column->addLayout(buttons);
    return side;
}

QWidget* BenchmarkPage::buildEmpty() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    auto* heading = new QLabel(tr("Run a benchmark: how fast, how frugal and how small is each format?"));
    m_theme.keepFont(heading, TypeSize::Large);
    heading->setWordWrap(true);
    heading->setAlignment(Qt::AlignCenter);
    auto* text =
        new QLabel(tr("Each operation runs once to warm up and then as often as you ask, with nothing "
                      "else beside it. Every result is checked against the input. You get the median "
                      "with its interval, allocations and compression ratio, next to the targets of "
                      "the performance guide."));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setMaximumWidth(560);
    auto* button = new QPushButton(tr("Run benchmark"));
    button->setToolTip(tr("Run the benchmark (F5)"));
    connect(button, &QPushButton::clicked, this, &BenchmarkPage::run);
    column->addStretch(2);
    column->addWidget(heading);
    column->addSpacing(8);
    auto* centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(text, 4);
    centred->addStretch(1);
    column->addLayout(centred);
    column->addSpacing(16);
    column->addWidget(button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

QWidget* BenchmarkPage::buildMain() {
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

void BenchmarkPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_form->setSpaces(std::move(spaces));
}

void BenchmarkPage::run() {
    if (busy() || !m_form->problem().isEmpty()) return;
    m_inputName = m_form->inputName();
    m_mailbox = std::make_shared<Mailbox>();
    m_banner->clear();
    m_results->setRun(nullptr);
    m_warnings->hide();
    const auto body = [request = m_form->request(),
                       mailbox = m_mailbox](const WorkContext& context) -> Result<results::BenchRun> {
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return jobs::runBenchmark(request, services, [&](const results::BenchRun& soFar) {
            auto copy = std::make_shared<const results::BenchRun>(soFar);
            const std::lock_guard lock(mailbox->mutex);
            mailbox->latest = std::move(copy);
        });
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
    std::shared_ptr<const results::BenchRun> latest;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        latest = std::exchange(m_mailbox->latest, nullptr);
    }
    if (latest) showRun(std::move(latest));
}

void BenchmarkPage::showRun(std::shared_ptr<const results::BenchRun> run) {
    QStringList warnings;
    for (const std::string& warning : run->warnings) warnings += coreText(warning);
    m_warnings->setText(QString::fromUtf8("\u26A0 ") + warnings.join(QLatin1Char('\n')));
    m_warnings->setVisible(!warnings.isEmpty());
    const int rows = static_cast<int>(run->rows.size());
    m_results->setRun(std::move(run));
    Q_EMIT rowsArrived(rows);
    setState(m_state);
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
        m_banner->setErrors({result.error()});
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
    m_runButton->setEnabled(!busy() && problem.isEmpty());
    m_cancelButton->setEnabled(busy());
    m_cancelAction->setEnabled(busy());
    m_progress->setVisible(busy());
    m_progressText->setVisible(busy() || !problem.isEmpty());
    if (!busy()) m_progressText->setText(problem);
    m_saveButton->setEnabled(rows > 0 && !busy());
    switch (state) {
    case State::Empty:
        break;
    case State::Waiting:
        m_status->setText(tr("%1: waiting for its turn").arg(m_inputName));
        break;
    case State::Running:
        m_status->setText(tr("%1: measuring, %2 so far").arg(m_inputName, rowsText(rows)));
        break;
    case State::Done: {
        QString text = tr("%1: %2, every result verified").arg(m_inputName, rowsText(rows));
        const auto& run = m_results->run();
        if (run && run->inputs.size() == 1 && run->inputs.front().memcpyNs > 0)
            text += tr("; copying the %1 of raw bytes took %2")
                        .arg(sizeWords(run->inputs.front().rawBytes),
                             toQt(durationText(run->inputs.front().memcpyNs)));
        m_status->setText(text);
        break;
    }
    case State::Cancelled:
        m_status->setText(
            rows > 0 ? tr("%1: cancelled; what was measured is shown (%2)").arg(m_inputName, rowsText(rows))
                     : tr("%1: cancelled before the first row was measured").arg(m_inputName));
        break;
    case State::Failed:
        m_status->setText(tr("%1: failed after %2").arg(m_inputName, rowsText(rows)));
        break;
    }
    if (differs) Q_EMIT stateChanged();
}

void BenchmarkPage::askAndSave(SaveKind kind) {
    for (const SaveFormat& format : kSaveFormats) {
        if (format.kind != kind) continue;
        const QString suffix = QLatin1String(format.suffix);
        const QString path =
            QFileDialog::getSaveFileName(this, tr("Save benchmark"), QStringLiteral("benchmark.") + suffix,
                                         tr("%1 files (*.%2)").arg(suffix.toUpper(), suffix));
        if (!path.isEmpty()) saveAs(kind, path);
    }
}

void BenchmarkPage::saveAs(SaveKind kind, const QString& path) {
    const auto run = m_results->run();
    if (!run) return;
    std::function<std::string()> make;
    switch (kind) {
    case SaveKind::Png:
        make = [image = m_results->picture()] {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            image.save(&buffer, "PNG");
            return bytes.toStdString();
        };
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
    saveInJob(m_controller, this, path, std::move(make), [this](JobTicket, Result<QString> result) {
        if (result.ok())
            Q_EMIT saved(*result);
        else
            m_banner->setErrors({result.error()});
    });
}

void BenchmarkPage::saveBytes(const QByteArray& bytes, const QString& suggestedName) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), suggestedName);
    if (path.isEmpty()) return;
    saveInJob(
        m_controller, this, path, [text = bytes.toStdString()] { return text; },
        [this](JobTicket, Result<QString> result) {
            if (result.ok())
                Q_EMIT saved(*result);
            else
                m_banner->setErrors({result.error()});
        });
}

} // namespace spacebench::widgets
