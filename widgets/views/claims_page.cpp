// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claims_page.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "jobs/open/open_file.h"
#include "jobs/report_text.h"
#include "models/claim_verdict.h"
#include "space/memory_space.h"
#include "views/claim_details.h"
#include "views/error_banner.h"
#include "views/flow_layout.h"
#include "views/measure_parts.h"
#include "views/run_controls.h"
#include "views/space_choice.h"
#include "views/switch_button.h"

namespace spacebench::widgets {

namespace {

constexpr int kMostMinutes = 24 * 60;
constexpr int kAnyVerdict = 1000; // beyond all verdicts; button groups take no -1
constexpr std::pair<int, int> kWidest[] = {{LedgerModel::ClaimText, 260},
                                           {LedgerModel::Conditions, 120},
                                           {LedgerModel::Verdict, 150},
                                           {LedgerModel::Measured, 250},
                                           {LedgerModel::Reason, 300}};

/// "40 s", "3 min", "2 h 10 min": no estimate is better than that.
QString roughTime(double seconds) {
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 1.5 * kMinute) return ClaimsPage::tr("%1 s").arg(static_cast<int>(std::max(1.0, seconds)));
    if (seconds < 1.5 * kHour) return ClaimsPage::tr("%1 min").arg(static_cast<int>(seconds / kMinute + 0.5));
    const int minutes = static_cast<int>(seconds / kMinute);
    return ClaimsPage::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

jobs::InputSize sizeOf(const ChosenSpace& chosen) {
    jobs::InputSize size;
    constexpr std::uint64_t kBytesAnAtom = 54; // the guide's estimate of a framed path
    if (chosen.content.space == nullptr) {
        size.atoms = chosen.generatedAtoms;
        size.rawBytes = size.atoms * kBytesAnAtom;
    } else {
        const space::Space& space = *chosen.content.space;
        if (const auto atoms = space.knownCount()) size.atoms = *atoms;
        if (const std::uint64_t bytes = space.expectedFramedBytes(); bytes != 0) size.rawBytes = bytes;
    }
    return size;
}

} // namespace

ClaimsPage::ClaimsPage(JobController& controller, Theme& theme, ClaimCalls calls, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_theme(theme), m_calls(std::move(calls)),
      m_reading(controller), m_model(new LedgerModel(theme, this)), m_shown(new LedgerFilter(this)),
      m_input(new SpaceChoice), m_onlyThisInput(new QCheckBox(tr("Evidence of this input only"))),
      m_again(new QCheckBox(tr("Measure again what is there"))), m_budget(new QSpinBox),
      m_estimate(new QLabel), m_controls(new RunControls(theme, tr("Measure all"), QStringLiteral("claims"))),
      m_head(new ResultHead(controller, theme)), m_verdicts(new QButtonGroup(this)), m_words(new QLineEdit),
      m_table(new QTableView), m_nothing(new QLabel(tr("No claim matches the filter."))),
      m_details(new ClaimDetails(theme)) {
    m_shown->setSourceModel(m_model);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(16);
    row->addWidget(sideColumn(theme, tr("Claims"), buildForm(), m_controls));
    row->addWidget(buildMain(), 1);

    m_controls->addShortcuts(*this);
    auto* copy = new QAction(tr("Copy with headers (TSV)"), this);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(copy);
    connect(m_controls, &RunControls::runAsked, this, &ClaimsPage::measureAll);
    connect(m_controls, &RunControls::cancelAsked, this, &ClaimsPage::cancel);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tableTsv()); });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this, copy](const QPoint& position) {
        QMenu menu(this);
        menu.addAction(copy);
        menu.addAction(tr("In the guide's order"), this,
                       [this] { m_table->sortByColumn(-1, Qt::AscendingOrder); });
        menu.exec(m_table->viewport()->mapToGlobal(position));
    });
    connect(m_head, &ResultHead::saved, this, &ClaimsPage::saved);
    connect(m_head, &ResultHead::saveAsked, this,
            [this](int choice, const QString& path) { saveAs(SaveKind{choice}, path); });
    m_head->setSaveChoices(tr("Save the ledger"), QStringLiteral("claims"),
                           {{tr("Ledger as Markdown..."), QStringLiteral("md")},
                            {tr("Everything as JSON..."), QStringLiteral("json")}});
    connect(m_input, &SpaceChoice::changed, this, [this] {
        if (m_fresh) refresh();
    });
    connect(m_onlyThisInput, &QCheckBox::toggled, this, &ClaimsPage::refresh);
    connect(m_again, &QCheckBox::toggled, this, [this] { setState(m_state); });
    connect(m_details, &ClaimDetails::claimRequested, this, &ClaimsPage::selectClaim);
    connect(m_details, &ClaimDetails::measureRequested, this, &ClaimsPage::measureRequested);
    connect(&controller, &JobController::progressed, this, &ClaimsPage::poll);
    setState(State::Loading);
}

ClaimsPage::~ClaimsPage() {
    if (m_ticket.value != 0) m_controller.drop(m_ticket);
}

QWidget* ClaimsPage::buildForm() {
    auto* form = new QWidget;
    auto* rows = new QVBoxLayout(form);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    const auto label = [&](const QString& text, QWidget* buddy) {
        rows->addWidget(fieldLabel(text, buddy));
        rows->addWidget(buddy);
    };
    label(tr("&Input"), m_input);
    rows->addWidget(m_onlyThisInput);
    m_onlyThisInput->setToolTip(
        tr("Off: of each claim the newest evidence of this machine, whatever the input was"));
    rows->addSpacing(8);
    m_budget->setRange(0, kMostMinutes);
    m_budget->setSuffix(tr(" min"));
    m_budget->setSpecialValueText(tr("as long as it takes"));
    m_budget->setAccessibleName(tr("Time"));
    m_budget->setToolTip(tr("No measurement begins after that time; what it did not reach stays unmeasured"));
    label(tr("&Time"), m_budget);
    rows->addWidget(m_again);
    rows->addSpacing(8);
    m_estimate->setWordWrap(true);
    rows->addWidget(m_estimate);
    auto* kept =
        new QLabel(tr("Each measurement is kept when it ends: after a cancel, \"Measure all\" goes on "
                      "where it was. Runs on the other pages fill the ledger, too."));
    kept->setWordWrap(true);
    kept->setForegroundRole(QPalette::PlaceholderText);
    m_theme.keepFont(kept, TypeSize::Small);
    rows->addWidget(kept);
    rows->addStretch(1);
    return form;
}

QWidget* ClaimsPage::buildFilters() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* verdicts = new FlowLayout(Qt::AlignLeft);
    verdicts->setContentsMargins(0, 0, 0, 0);
    verdicts->setSpacing(4);
    row->addLayout(verdicts);
    const auto add = [&](int id) {
        auto* button = new SwitchButton({});
        m_theme.keepFont(button, TypeSize::Small);
        m_verdicts->addButton(button, id);
        verdicts->addWidget(button);
    };
    add(kAnyVerdict);
    for (const results::ClaimVerdict verdict : kClaimVerdicts) add(static_cast<int>(verdict));
    m_verdicts->button(kAnyVerdict)->setChecked(true);
    row->addSpacing(8);
    m_words->setPlaceholderText(tr("Filter by words"));
    m_words->setClearButtonEnabled(true);
    m_words->setAccessibleName(tr("Filter by words"));
    row->addWidget(m_words, 1);
    connect(m_verdicts, &QButtonGroup::idClicked, this, [this](int id) {
        setVerdictFilter(id == kAnyVerdict ? std::nullopt : std::optional(results::ClaimVerdict{id}));
    });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_shown->setWords(text);
        refreshFilters();
    });
    return bar;
}

void ClaimsPage::buildTable() {
    m_table->setModel(m_shown);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // the guide's order, until a header is clicked
    dressTable(*m_table, m_theme, tr("Ledger of claims"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ClaimsPage::refreshDetails);
}

QWidget* ClaimsPage::buildMain() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_head);
    column->addWidget(buildFilters());
    buildTable();
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    auto* upper = new QWidget;
    auto* rows = new QVBoxLayout(upper);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_nothing);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    split->addWidget(upper);
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    return page;
}

void ClaimsPage::setSpaces(std::vector<NamedSpace> spaces) {
    m_input->setSpaces(std::move(spaces));
}

void ClaimsPage::setOnlyThisInput(bool on) {
    m_onlyThisInput->setChecked(on);
}

void ClaimsPage::setBudgetSeconds(int seconds) {
    m_budget->setValue((seconds + 59) / 60);
}

void ClaimsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_fresh) refresh();
}

void ClaimsPage::refresh() {
    if (busy()) return; // what is measured updates the ledger by itself
    if (!isVisible()) {
        m_fresh = false; // when it is shown
        return;
    }
    m_fresh = true;
    m_reading.start<results::Ledger>(
        this, tr("Read the ledger"), JobDisplay::Quiet,
        [calls = m_calls, chosen = m_input->chosen(),
         only = m_onlyThisInput->isChecked()](const WorkContext& context) -> Result<results::Ledger> {
            std::string hash;
            if (only) {
                SB_TRY(content, contentOf(chosen, context));
                SB_CHECK(jobs::refuseEndless(content, context));
                SB_TRY(found, calls.hash(*content.space, context));
                hash = std::move(found);
            }
            return calls.read({}, hash, sizeOf(chosen));
        },
        [this](JobTicket, Result<results::Ledger> result) {
            if (result.ok()) {
                showLedger(std::make_shared<const results::Ledger>(std::move(result).value()));
                if (m_state == State::Loading) setState(State::Ready);
            } else {
                m_head->banner().setErrors({result.error()});
                setState(State::Failed);
            }
        });
}

void ClaimsPage::noteProblem(const QString& problem) {
    m_head->setWarning(problem);
}

void ClaimsPage::measureAll() {
    if (busy() || !ledger()) return;
    const ChosenSpace chosen = m_input->chosen();
    m_inputName = chosen.name;
    m_mailbox = std::make_shared<Mailbox<results::Ledger>>();
    m_head->banner().clear();
    m_reading.drop(); // nothing may run beside a measurement
    jobs::ClaimsRequest request;
    request.name = fromQt(chosen.name);
    request.file = fromQt(chosen.path);
    request.budgetSeconds = m_budget->value() * 60.0;
    request.again = m_again->isChecked();
    const auto body = [measure = m_calls.measure, request, chosen,
                       mailbox = m_mailbox](const WorkContext& context) mutable -> Result<results::Ledger> {
        SB_TRY(content, contentOf(chosen, context));
        SB_CHECK(jobs::refuseEndless(content, context));
        SB_TRY(held, space::inMemory(content.space, context));
        content.space = std::move(held);
        request.content = std::move(content);
        const SteadyClock clock;
        const jobs::JobServices services{context, clock, nullptr};
        return measure(request, services, [&](const results::Ledger& soFar) { mailbox->put(soFar); });
    };
    m_ticket = m_controller.submit<results::Ledger>(this, tr("Claims %1").arg(m_inputName), JobDisplay::Strip,
                                                    jobs::Lane::Timed, body,
                                                    [this](JobTicket ticket, Result<results::Ledger> result) {
                                                        if (ticket == m_ticket) finish(std::move(result));
                                                    });
    setState(State::Waiting);
}

void ClaimsPage::cancel() {
    if (busy()) m_controller.cancel(m_ticket);
}

void ClaimsPage::poll() {
    if (!busy()) return;
    const auto job = m_controller.job(m_ticket);
    if (!job) return;
    if (m_state == State::Waiting && job->status != jobs::JobStatus::Queued) setState(State::Running);
    m_controls->showBusy(job);
    if (auto latest = m_mailbox->take()) showLedger(std::move(latest));
}

void ClaimsPage::finish(Result<results::Ledger> result) {
    poll(); // what came since the last look
    const auto job = m_controller.job(m_ticket);
    const QString took = toQt(durationText((job ? job->elapsedSeconds : 0) * 1e9));
    State end = State::Ready;
    if (result.ok()) {
        showLedger(std::make_shared<const results::Ledger>(std::move(result).value()));
        const auto left = ledger()->count(results::ClaimVerdict::NotMeasured);
        m_controller.setOutcome(m_ticket, left == 0 ? tr("Every claim has a verdict, in %1").arg(took)
                                                    : tr("%1 claims are left, in %2").arg(left).arg(took));
    } else if (result.error().code == ErrorCode::Cancelled) {
        end = State::Cancelled;
        m_controller.setOutcome(m_ticket, tr("Cancelled; what was measured is kept"));
    } else {
        m_head->banner().setErrors({result.error()});
        end = State::Failed;
    }
    m_ticket = {};
    m_mailbox.reset();
    setState(end);
    if (end != State::Failed) refresh(); // by the filter of evidence that is chosen
}

void ClaimsPage::showLedger(LedgerModel::LedgerPtr ledger) {
    const bool first = !m_model->ledger();
    m_head->setWarnings(ledger->warnings);
    m_model->setLedger(std::move(ledger));
    m_shown->invalidate();
    fitColumns();
    if (first && m_shown->rowCount() > 0) m_table->selectRow(0);
    refreshFilters();
    refreshDetails();
    setState(m_state);
    Q_EMIT ledgerShown();
}

void ClaimsPage::fitColumns() {
    m_table->resizeColumnsToContents();
    // So that claim, verdict and figure stand side by side; the whole text is in the details.
    for (const auto& [column, widest] : kWidest)
        if (m_table->columnWidth(column) > widest) m_table->setColumnWidth(column, widest);
}

void ClaimsPage::refreshFilters() {
    const results::Ledger nothing;
    const results::Ledger& shown = ledger() ? *ledger() : nothing;
    for (QAbstractButton* button : m_verdicts->buttons()) {
        const int id = m_verdicts->id(button);
        if (id == kAnyVerdict) {
            button->setText(tr("all %1").arg(shown.rows.size()));
            button->setToolTip(tr("Claims of every verdict"));
            continue;
        }
        const auto verdict = results::ClaimVerdict{id};
        const std::size_t count = shown.count(verdict);
        button->setText(
            QStringLiteral("%1 %2 %3").arg(verdictMark(verdict)).arg(count).arg(verdictWord(verdict)));
        button->setToolTip(tr("Only claims with this verdict"));
        button->setEnabled(count > 0 || m_shown->verdict() == verdict);
        button->updateGeometry();
    }
    const bool nothingLeft = ledger() && m_shown->rowCount() == 0;
    m_nothing->setVisible(nothingLeft);
    m_table->setVisible(!nothingLeft);
}

void ClaimsPage::refreshDetails() {
    const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
    if (!ledger() || !current.isValid()) {
        m_details->showClaim(nullptr, {});
        return;
    }
    m_details->showClaim(&ledger()->rows[static_cast<std::size_t>(current.row())], toQt(ledger()->machine));
}

void ClaimsPage::setVerdictFilter(std::optional<results::ClaimVerdict> verdict) {
    m_verdicts->button(verdict ? static_cast<int>(*verdict) : kAnyVerdict)->setChecked(true);
    m_shown->setVerdict(verdict);
    refreshFilters();
}

void ClaimsPage::setWordFilter(const QString& words) {
    m_words->setText(words);
}

void ClaimsPage::selectClaim(const QString& claimId) {
    const int row = m_model->rowOf(claimId);
    if (row < 0) return;
    if (!m_shown->mapFromSource(m_model->index(row, 0)).isValid()) { // hidden by the filters
        setVerdictFilter(std::nullopt);
        setWordFilter({});
    }
    const QModelIndex shown = m_shown->mapFromSource(m_model->index(row, 0));
    m_table->selectRow(shown.row());
    m_table->scrollTo(shown);
}

QString ClaimsPage::selectedClaim() const {
    return m_table->currentIndex().siblingAtColumn(LedgerModel::Claim).data().toString();
}

QString ClaimsPage::estimateText() const {
    if (!ledger()) return {};
    if (m_again->isChecked()) return tr("Everything is measured again.");
    const double seconds = ledger()->secondsToMeasure();
    if (seconds <= 0) return tr("Nothing is missing.");
    const auto missing =
        std::count_if(ledger()->rows.begin(), ledger()->rows.end(),
                      [](const results::LedgerRow& row) { return row.secondsToMeasure > 0; });
    return tr("Missing: %1 claims, about %2 to measure.").arg(missing).arg(roughTime(seconds));
}

void ClaimsPage::setState(State state) {
    const bool differs = state != m_state;
    m_state = state;
    for (QWidget* part : std::initializer_list<QWidget*>{m_input, m_onlyThisInput, m_again, m_budget})
        part->setEnabled(!busy());
    m_estimate->setText(estimateText());
    if (busy())
        m_controls->showBusy(m_controller.job(m_ticket));
    else
        m_controls->showIdle({});
    m_controls->runButton().setEnabled(!busy() && ledger() != nullptr);
    m_head->setSavable(ledger() != nullptr);
    QString text;
    switch (state) {
    case State::Loading:
        text = tr("Reading the ledger");
        break;
    case State::Waiting:
        text = tr("%1: waiting for its turn").arg(m_inputName);
        break;
    case State::Running:
        text = tr("%1: measuring what is missing").arg(m_inputName);
        break;
    case State::Cancelled:
        text = tr("Cancelled; what was measured is kept");
        break;
    case State::Failed:
        text = tr("The ledger could not be completed");
        break;
    case State::Ready:
        text =
            ledger() ? tr("The guide's claims on this machine: %1").arg(toQt(ledger()->machine)) : QString();
        break;
    }
    m_head->setStatus(text);
    if (differs) Q_EMIT stateChanged();
}

QString ClaimsPage::tableTsv() const {
    std::vector<int> rows = rowsToCopy(*m_table);
    for (int& row : rows) row = m_shown->mapToSource(m_shown->index(row, 0)).row();
    return m_model->toTsv(rows, shownColumns(*m_table));
}

void ClaimsPage::saveAs(SaveKind kind, const QString& path) {
    const auto shown = ledger();
    if (!shown) return;
    m_head->save(path, [shown, kind] {
        return kind == SaveKind::Markdown ? results::toMarkdown(*shown)
                                          : jobs::jsonText(results::toJson(*shown));
    });
}

} // namespace spacebench::widgets
