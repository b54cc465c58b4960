// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/space_document.h"

#include <QFileInfo>

#include "bridge/to_qt.h"
#include "space/memory_space.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

namespace {

constexpr std::size_t kHistoryLimit = 200;

Result<jobs::OpenedFile> generateSample(const space::GeneratorOptions& options, const WorkContext& context) {
    SB_TRY(paths, space::generate(options, context));
    jobs::OpenedFile file;
    file.opened.content.space = std::make_shared<const space::MemorySpace>(std::move(paths));
    return file;
}

} // namespace

SpaceDocument::SpaceDocument(JobController& jobs, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_load(jobs), m_count(jobs), m_measure(jobs), m_indexing(jobs),
      m_resolve(jobs) {
    connect(&m_jobs, &JobController::progressed, this, [this] {
        if (counting() || m_indexing.running()) Q_EMIT countsChanged();
    });
}

void SpaceDocument::openFile(const jobs::OpenRequest& request) {
    m_sample.reset();
    m_request = request;
    load([request](const WorkContext& context) { return jobs::openSpaceFile(request, context); });
}

void SpaceDocument::openSample(const space::GeneratorOptions& options) {
    m_sample = options;
    load([options](const WorkContext& context) { return generateSample(options, context); });
}

void SpaceDocument::reload() {
    if (m_sample) {
        openSample(*m_sample);
    } else {
        openFile(jobs::OpenRequest(m_request));
    }
}

void SpaceDocument::openRoot(std::uint64_t root) {
    jobs::OpenRequest request = m_request;
    request.options.root = root;
    openFile(request);
}

void SpaceDocument::load(JobController::Body<jobs::OpenedFile> body) {
    m_count.drop();
    m_measure.drop();
    m_indexing.drop();
    m_resolve.drop();
    m_opened.reset();
    m_index.reset();
    m_totals.reset();
    m_shape.reset();
    m_error.reset();
    m_countError.reset();
    m_selection = {};
    m_history.clear();
    m_place = 0;
    m_load.start<jobs::OpenedFile>(
        this, tr("Open %1").arg(name()), JobDisplay::WhileRunning, std::move(body),
        [this](JobTicket, Result<jobs::OpenedFile> result) { loaded(std::move(result)); });
    setState(DocumentState::Loading);
}

void SpaceDocument::loaded(Result<jobs::OpenedFile> result) {
    if (!result.ok()) {
        m_error = result.error();
        setState(m_error->code == ErrorCode::Cancelled ? DocumentState::Cancelled : DocumentState::Failed);
        return;
    }
    m_opened = std::make_shared<const jobs::OpenedFile>(std::move(*result));
    m_error = m_opened->opened.damage;
    if (space() != nullptr) m_index = std::make_shared<space::PathIndex>(space());
    setState(m_error ? DocumentState::Partial : DocumentState::Ready);
    if (m_index != nullptr) {
        startIndexing();
        startCounting();
    }
    Q_EMIT selectionChanged();
}

void SpaceDocument::setState(DocumentState state) {
    m_state = state;
    Q_EMIT stateChanged();
}

void SpaceDocument::startIndexing() {
    m_indexing.start<int>(
        this, tr("Number the atoms of %1").arg(name()), JobDisplay::WhileRunning,
        [index = m_index](const WorkContext& context) -> Result<int> {
            SB_CHECK(index->build(context));
            return 0;
        },
        [this](JobTicket, Result<int> result) {
            if (!result.ok() && !m_countError) m_countError = result.error();
            Q_EMIT countsChanged();
            // A selection made while rows were still coming in may have one now.
            if (m_selection.path && !m_selection.row) apply(m_selection.request);
        });
}

void SpaceDocument::startCounting() {
    const space::SpacePtr counted = space();
    m_count.start<space::PathTotals>(
        this, tr("Count %1").arg(name()), JobDisplay::WhileRunning,
        [counted](const WorkContext& context) { return counted->count(context); },
        [this, counted](JobTicket, Result<space::PathTotals> result) {
            if (!result.ok()) {
                m_countError = result.error();
                Q_EMIT countsChanged();
                return;
            }
            m_totals = *result;
            m_measure.start<stats::SpaceShape>(
                this, tr("Measure the shape of %1").arg(name()), JobDisplay::WhileRunning,
                [counted](const WorkContext& context) { return stats::measureShape(*counted, context); },
                [this](JobTicket, Result<stats::SpaceShape> shape) {
                    if (shape.ok()) {
                        m_shape = std::move(*shape);
                    } else {
                        m_countError = shape.error();
                    }
                    Q_EMIT countsChanged();
                });
            Q_EMIT countsChanged();
        });
}

std::optional<JobView> SpaceDocument::countingJob() const {
    for (const LatestJob* job : {&m_count, &m_measure, &m_indexing}) {
        if (job->running()) return m_jobs.job(job->ticket());
    }
    return std::nullopt;
}

QString SpaceDocument::name() const {
    if (m_sample) return tr("Sample, %1 atoms").arg(grouped(m_sample->atoms));
    return QFileInfo(path()).fileName();
}

QString SpaceDocument::path() const {
    return m_sample ? QString() : toQt(m_request.path);
}

QString SpaceDocument::formatTitle() const {
    if (m_sample) return tr("generated");
    return m_opened != nullptr && m_opened->format != nullptr ? toQt(m_opened->format->info().title)
                                                              : QString();
}

space::SpacePtr SpaceDocument::space() const {
    return m_opened != nullptr ? m_opened->opened.content.space : nullptr;
}

space::SpaceContent SpaceDocument::shownContent() const {
    if (m_opened == nullptr) return {};
    space::SpaceContent content = m_opened->opened.content;
    if (content.symbols == nullptr && m_opened->symbolsMissing) {
        static const auto empty = std::make_shared<const space::SymbolTable>();
        content.symbols = empty;
    }
    return content;
}

std::optional<NamedSpace> SpaceDocument::namedSpace() const {
    if (space() == nullptr || m_state != DocumentState::Ready) return std::nullopt;
    return NamedSpace{name(), path(), m_opened->opened.content};
}

void SpaceDocument::select(const SelectionRequest& request) {
    if (m_opened == nullptr || request == m_selection.request) return;
    m_history.resize(m_history.empty() ? 0 : m_place + 1);
    m_history.push_back(request);
    if (m_history.size() > kHistoryLimit) m_history.erase(m_history.begin());
    m_place = m_history.size() - 1;
    apply(request);
}

void SpaceDocument::goBack() {
    if (canGoBack()) apply(m_history[--m_place]);
}

void SpaceDocument::goForward() {
    if (canGoForward()) apply(m_history[++m_place]);
}

void SpaceDocument::apply(const SelectionRequest& request) {
    const SelectionScope scope{space(), m_opened->opened.locator, m_index};
    if (scope.space == nullptr || scope.space->pathSet() != nullptr) {
        m_resolve.drop();
        m_selection = resolveSelection(scope, request);
        Q_EMIT selectionChanged();
        return;
    }
    m_resolve.start<Selection>(
        this, tr("Find the selection"), JobDisplay::Quiet,
        [scope, request](const WorkContext&) -> Result<Selection> {
            return resolveSelection(scope, request);
        },
        [this](JobTicket, Result<Selection> result) {
            if (!result.ok()) return;
            m_selection = std::move(*result);
            Q_EMIT selectionChanged();
        });
}

} // namespace spacebench::widgets
