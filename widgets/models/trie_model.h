// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folded trie as an item model: children are read when a node is expanded, at most 256 at once, in the
// GUI thread for memory spaces (binary searches) and by a job for mapped ones. Paths below fill in from jobs.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractItemModel>

#include "bridge/job_controller.h"
#include "models/trie_reader.h"

namespace spacebench::widgets {

class TrieModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    enum Column { Label, PathsBelow, Children, Value, StepBytes, ColumnCount };

    explicit TrieModel(JobController& jobs, QObject* parent = nullptr);
    ~TrieModel() override;

    /// Null = empty. `symbols` lives as long as `content` does.
    void setContent(const space::SpaceContent& content);
    /// The count of all paths, once a job has it: shown at the root.
    void setTotal(std::uint64_t paths);

    [[nodiscard]] Bytes pathOf(const QModelIndex& index) const;
    /// Finds the row of the deepest stop on the way to `path`, reading levels as needed; emits revealed()
    /// when there.
    void reveal(const Bytes& path);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  Q_SIGNALS:
    void revealed(const QModelIndex& index);

  private:
    struct Node;
    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node& node, int column = 0) const;
    [[nodiscard]] Bytes pathOf(const Node& node) const;
    void read(Node& node);
    void insert(Node& node, Result<std::vector<TrieStep>> steps);
    void count(Node& node, std::uint64_t slices);
    void continueReveal();

    JobController& m_jobs;
    space::SpaceContent m_content;
    std::unique_ptr<Node> m_root;
    std::unique_ptr<QObject>
        m_requests; ///< receiver of this content's jobs: replaced with it, so that late answers are dropped
    std::optional<Bytes> m_revealing;
};

} // namespace spacebench::widgets
