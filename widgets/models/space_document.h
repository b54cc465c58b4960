// SPDX-License-Identifier: GPL-3.0-or-later
//
// One open space: how far its loading is, what was found, what jobs have counted since, and the current
// selection with its history. The pages of a tab share one document. GUI thread only; all work is jobs.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "bridge/job_controller.h"
#include "bridge/named_space.h"
#include "jobs/open/open_file.h"
#include "models/selection.h"
#include "space/generator.h"
#include "stats/space_shape.h"

namespace spacebench::widgets {

/// Partial: damaged, but what could be read is there.
enum class DocumentState { Loading, Ready, Partial, Failed, Cancelled };

class SpaceDocument : public QObject {
    Q_OBJECT

  public:
    explicit SpaceDocument(JobController& jobs, QObject* parent = nullptr);

    void openFile(const jobs::OpenRequest& request);
    /// The built-in sample, generated: not a file.
    void openSample(const space::GeneratorOptions& options);
    void cancelLoading() { m_load.cancel(); }
    /// The same file again: after a cancel, or because it changed.
    void reload();
    /// Another root of a merged ACT; 0 = newest.
    void openRoot(std::uint64_t root);

    [[nodiscard]] DocumentState state() const { return m_state; }
    [[nodiscard]] JobTicket loadTicket() const { return m_load.ticket(); }
    /// Why it failed, or what is damaged.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Null until something was read.
    [[nodiscard]] const std::shared_ptr<const jobs::OpenedFile>& opened() const { return m_opened; }
    [[nodiscard]] const jobs::OpenRequest& request() const { return m_request; }
    [[nodiscard]] const std::optional<space::GeneratorOptions>& sample() const { return m_sample; }

    [[nodiscard]] QString name() const;        ///< for the tab
    [[nodiscard]] QString path() const;        ///< empty for the sample
    [[nodiscard]] QString formatTitle() const; ///< "PathMap .paths"; empty while not known
    [[nodiscard]] space::SpacePtr space() const;
    /// The content as it is shown: where a symbol table is missing, with an empty one, so that interned
    /// symbols read as hex and not as control characters. Never for what is written or measured.
    [[nodiscard]] space::SpaceContent shownContent() const;
    [[nodiscard]] std::optional<NamedSpace> namedSpace() const;

    /// Rows of the space; null where it holds no paths.
    [[nodiscard]] const std::shared_ptr<space::PathIndex>& index() const { return m_index; }
    [[nodiscard]] const std::optional<space::PathTotals>& totals() const { return m_totals; }
    [[nodiscard]] const std::optional<stats::SpaceShape>& shape() const { return m_shape; }
    [[nodiscard]] bool counting() const { return m_count.running() || m_measure.running(); }
    [[nodiscard]] std::optional<JobView> countingJob() const;
    /// Why counts or rows stopped short, where they did.
    [[nodiscard]] const std::optional<Error>& countError() const { return m_countError; }

    [[nodiscard]] const Selection& selection() const { return m_selection; }
    void select(const SelectionRequest& request);
    [[nodiscard]] bool canGoBack() const { return m_place > 0; }
    [[nodiscard]] bool canGoForward() const { return m_place + 1 < m_history.size(); }
    void goBack();
    void goForward();

  Q_SIGNALS:
    void stateChanged();
    void countsChanged(); ///< totals, shape, or rows of the index
    void selectionChanged();

  private:
    void load(JobController::Body<jobs::OpenedFile> body);
    void loaded(Result<jobs::OpenedFile> result);
    void setState(DocumentState state);
    void startCounting();
    void startIndexing();
    void apply(const SelectionRequest& request);

    JobController& m_jobs;
    jobs::OpenRequest m_request;
    std::optional<space::GeneratorOptions> m_sample;
    DocumentState m_state = DocumentState::Loading;
    std::optional<Error> m_error;
    std::shared_ptr<const jobs::OpenedFile> m_opened;
    std::shared_ptr<space::PathIndex> m_index;
    std::optional<space::PathTotals> m_totals;
    std::optional<stats::SpaceShape> m_shape;
    std::optional<Error> m_countError;
    Selection m_selection;
    std::vector<SelectionRequest> m_history;
    std::size_t m_place = 0;
    // Last: their destructors drop what is under way before anything above goes.
    LatestJob m_load;
    LatestJob m_count;
    LatestJob m_measure;
    LatestJob m_indexing;
    LatestJob m_resolve;
};

} // namespace spacebench::widgets
