// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trie_model.h"

#include <algorithm>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

namespace {

/// Slices walked to count one subtree of a mapped space: first quickly for all, then again for those that
/// need more.
constexpr std::uint64_t kFirstSlices = 1;
constexpr std::uint64_t kSecondSlices = 256;
/// How deep a selection opens the tree: every open level costs the view an indent.
constexpr int kRevealDepth = 256;
constexpr std::size_t kShownStepBytes = 48;

} // namespace

struct TrieModel::Node {
    Node* parent = nullptr;
    int row = 0;
    TrieStep step;
    bool fetched = false; ///< or being fetched
    bool tooLargeToCount = false;
    std::vector<std::unique_ptr<Node>> children;
};

TrieModel::TrieModel(JobController& jobs, QObject* parent) : QAbstractItemModel(parent), m_jobs(jobs) {}

TrieModel::~TrieModel() = default;

void TrieModel::setContent(const space::SpaceContent& content) {
    beginResetModel();
    m_content = content;
    m_requests = std::make_unique<QObject>();
    m_revealing.reset();
    m_root.reset();
    if (content.space != nullptr) {
        m_root = std::make_unique<Node>();
        m_root->step.label = fromQt(tr("all paths"));
        const auto cursor = content.space->cursor();
        m_root->step.children = cursor->children().count();
        m_root->step.isPath = cursor->isPath();
        m_root->step.value = cursor->value();
        m_root->step.nodeOffset = cursor->nodeOffset();
        m_root->step.pathsBelow = content.space->knownCount();
    }
    endResetModel();
}

void TrieModel::setTotal(std::uint64_t paths) {
    if (m_root == nullptr || m_root->step.pathsBelow == paths) return;
    m_root->step.pathsBelow = paths;
    Q_EMIT dataChanged(indexOf(*m_root, PathsBelow), indexOf(*m_root, PathsBelow));
}

TrieModel::Node* TrieModel::nodeOf(const QModelIndex& index) const {
    return static_cast<Node*>(index.internalPointer());
}

QModelIndex TrieModel::indexOf(const Node& node, int column) const {
    return createIndex(node.row, column, &node);
}

Bytes TrieModel::pathOf(const Node& node) const {
    std::vector<const Node*> chain;
    for (const Node* at = &node; at != nullptr; at = at->parent) chain.push_back(at);
    Bytes path;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        path.insert(path.end(), (*at)->step.bytes.begin(), (*at)->step.bytes.end());
    }
    return path;
}

Bytes TrieModel::pathOf(const QModelIndex& index) const {
    return index.isValid() ? pathOf(*nodeOf(index)) : Bytes();
}

QModelIndex TrieModel::index(int row, int column, const QModelIndex& parent) const {
    if (column < 0 || column >= ColumnCount || row < 0) return {};
    if (!parent.isValid())
        return row == 0 && m_root != nullptr ? createIndex(0, column, m_root.get()) : QModelIndex();
    const Node* node = nodeOf(parent);
    if (parent.column() != 0 || static_cast<std::size_t>(row) >= node->children.size()) return {};
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex TrieModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    const Node* parent = nodeOf(child)->parent;
    return parent != nullptr ? indexOf(*parent) : QModelIndex();
}

int TrieModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return m_root != nullptr ? 1 : 0;
    return parent.column() == 0 ? static_cast<int>(nodeOf(parent)->children.size()) : 0;
}

int TrieModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

bool TrieModel::hasChildren(const QModelIndex& parent) const {
    if (!parent.isValid()) return m_root != nullptr;
    return parent.column() == 0 && nodeOf(parent)->step.children != 0;
}

bool TrieModel::canFetchMore(const QModelIndex& parent) const {
    if (!parent.isValid() || parent.column() != 0) return false;
    const Node* node = nodeOf(parent);
    return !node->fetched && node->step.children != 0;
}

void TrieModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent)) read(*nodeOf(parent));
}

void TrieModel::read(Node& node) {
    node.fetched = true;
    const Bytes path = pathOf(node);
    if (m_content.space->pathSet() != nullptr) {
        insert(node, readSteps(*m_content.space, path, m_content.symbols.get(), WorkContext{}));
        return;
    }
    m_jobs.submit<std::vector<TrieStep>>(
        m_requests.get(), tr("Read the trie"), JobDisplay::Quiet,
        [content = m_content, path](const WorkContext& context) {
            return readSteps(*content.space, path, content.symbols.get(), context);
        },
        [this, &node](JobTicket, Result<std::vector<TrieStep>> steps) {
            insert(node, std::move(steps));
            count(node, kFirstSlices);
            continueReveal();
        });
}

void TrieModel::insert(Node& node, Result<std::vector<TrieStep>> steps) {
    if (!steps.ok()) {
        node.step.damage = steps.error();
        node.step.children = 0;
        Q_EMIT dataChanged(indexOf(node), indexOf(node, ColumnCount - 1));
        return;
    }
    if (steps->empty()) return;
    beginInsertRows(indexOf(node), 0, static_cast<int>(steps->size()) - 1);
    for (TrieStep& step : *steps) {
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->row = static_cast<int>(node.children.size());
        child->step = std::move(step);
        node.children.push_back(std::move(child));
    }
    endInsertRows();
}

void TrieModel::count(Node& node, std::uint64_t slices) {
    std::vector<Bytes> steps;
    std::vector<Node*> nodes;
    for (const auto& child : node.children) {
        if (child->step.pathsBelow || child->step.damage) continue;
        steps.push_back(child->step.bytes);
        nodes.push_back(child.get());
    }
    if (steps.empty()) return;
    using Counts = std::vector<std::optional<std::uint64_t>>;
    m_jobs.submit<Counts>(
        m_requests.get(), tr("Count paths"), JobDisplay::Quiet,
        [content = m_content, path = pathOf(node), steps = std::move(steps), slices](
            const WorkContext& context) { return countSteps(*content.space, path, steps, slices, context); },
        [this, &node, nodes = std::move(nodes), slices](JobTicket, Result<Counts> counts) {
            if (!counts.ok()) return;
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                nodes[i]->step.pathsBelow = (*counts)[i];
                nodes[i]->tooLargeToCount = !(*counts)[i] && slices == kSecondSlices;
            }
            Q_EMIT dataChanged(indexOf(*node.children.front(), PathsBelow),
                               indexOf(*node.children.back(), PathsBelow));
            if (slices == kFirstSlices) count(node, kSecondSlices);
        });
}

void TrieModel::reveal(const Bytes& path) {
    m_revealing = path;
    continueReveal();
}

void TrieModel::continueReveal() {
    if (!m_revealing || m_root == nullptr) return;
    const ByteView wanted(*m_revealing);
    Node* node = m_root.get();
    std::size_t taken = 0;
    for (int depth = 0; depth < kRevealDepth && taken < wanted.size(); ++depth) {
        if (!node->fetched && node->step.children != 0) {
            read(*node);
            if (m_content.space->pathSet() == nullptr) return; // goes on when the level has arrived
        }
        const auto child =
            std::find_if(node->children.begin(), node->children.end(), [&](const auto& candidate) {
                return candidate->step.bytes.front() == wanted[taken];
            });
        if (child == node->children.end()) {
            // Still being read: its answer calls again.
            if (node->step.children != 0 && node->children.empty()) return;
            break;
        }
        const std::size_t left = wanted.size() - taken;
        if (!startsWith(wanted.subspan(taken),
                        ByteView((*child)->step.bytes).first(std::min(left, (*child)->step.bytes.size()))))
            break;
        taken += (*child)->step.bytes.size();
        node = child->get();
    }
    m_revealing.reset();
    Q_EMIT revealed(indexOf(*node));
}

QVariant TrieModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Node& node = *nodeOf(index);
    const TrieStep& step = node.step;
    if (role == Qt::TextAlignmentRole &&
        (index.column() == PathsBelow || index.column() == Children || index.column() == Value)) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        if (step.damage) return errorText(*step.damage).details;
        if (index.column() == PathsBelow && node.tooLargeToCount)
            return tr("More than can be counted while you look.");
        if (index.column() == StepBytes) return hexText(step.bytes, 1024);
        if (index.column() == Label) return toQt(step.label);
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Label:
        if (step.damage) return tr("%1: cannot be followed").arg(hexText(step.bytes));
        return toQt(step.label);
    case PathsBelow:
        if (step.pathsBelow) return grouped(*step.pathsBelow);
        if (node.tooLargeToCount) return tr("many");
        return step.damage ? QString() : QStringLiteral("\u2026");
    case Children:
        return step.children != 0 ? grouped(step.children) : QString();
    case Value:
        return step.isPath ? grouped(step.value) : QString();
    case StepBytes:
        return hexText(step.bytes, kShownStepBytes);
    default:
        return {};
    }
}

QVariant TrieModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == PathsBelow || section == Children || section == Value;
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section == Label)
        return tr("Tokens of the expression up to the next fork or path end: (3 is a compound of three, $a a "
                  "variable, [4] begins a symbol of 4 bytes, quoted is a part of one");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Label:
        return tr("Step");
    case PathsBelow:
        return tr("Paths below");
    case Children:
        return tr("Children");
    case Value:
        return tr("Value");
    case StepBytes:
        return tr("Bytes");
    default:
        return {};
    }
}

} // namespace spacebench::widgets
