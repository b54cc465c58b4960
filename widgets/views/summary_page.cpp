// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/summary_page.h"

#include <algorithm>

#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "space/multiplicities.h"
#include "space/symbol_table.h"
#include "views/fact_table.h"

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 16;
constexpr int kColumnGap = 32;
constexpr int kFindingsRows = 8;
constexpr const char* kRootsFact = "roots";

QString factText(const formats::Fact& fact) {
    using Unit = formats::Fact::Unit;
    if (const auto* count = std::get_if<std::uint64_t>(&fact.value)) {
        if (fact.unit == Unit::Bytes) return sizeWords(*count);
        return fact.unit == Unit::Offset ? offsetText(*count) : grouped(*count);
    }
    if (const auto* number = std::get_if<double>(&fact.value)) {
        return fact.unit == Unit::Ratio ? SummaryPage::tr("%1 : 1").arg(toQt(significant(*number)))
                                        : toQt(significant(*number));
    }
    if (const auto* flag = std::get_if<bool>(&fact.value))
        return *flag ? SummaryPage::tr("yes") : SummaryPage::tr("no");
    return coreText(std::get<std::string>(fact.value));
}

QString factToolTip(const formats::Fact& fact) {
    const auto* count = std::get_if<std::uint64_t>(&fact.value);
    if (count == nullptr || fact.unit != formats::Fact::Unit::Bytes) return {};
    return SummaryPage::tr("%1 bytes").arg(grouped(*count));
}

QString severityIcon(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        return QStringLiteral("error");
    }
    return {};
}

QLabel* heading(const QString& text, const Theme& theme) {
    auto* label = new QLabel(text);
    theme.keepFont(label, TypeSize::Large);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return label;
}

} // namespace

SummaryPage::SummaryPage(SpaceDocument& document, Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_theme(theme), m_title(new QLabel), m_subtitle(new QLabel),
      m_symbols(new QLabel), m_rootsLabel(new QLabel(tr("Root"))), m_roots(new QComboBox),
      m_facts(new FactTable(theme)), m_counts(new FactTable(theme)), m_countsNote(new QLabel),
      m_findings(new QTreeWidget) {
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto* page = new QWidget;
    scroll->setWidget(page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(8);

    theme.keepFont(m_title, TypeSize::Title);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_subtitle->setWordWrap(true);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_symbols->setWordWrap(true);
    m_roots->setAccessibleName(tr("Root of a merged file"));
    auto* roots = new QHBoxLayout;
    roots->addWidget(m_rootsLabel);
    roots->addWidget(m_roots);
    roots->addStretch(1);

    m_countsTitle = heading(tr("The space"), theme);
    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(heading(tr("The file"), theme));
    left->addWidget(m_facts);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(m_countsTitle);
    right->addWidget(m_counts);
    right->addWidget(m_countsNote);
    right->addStretch(1);
    auto* both = new QHBoxLayout;
    both->setSpacing(kColumnGap);
    both->addLayout(left, 1);
    both->addLayout(right, 1);

    m_findingsTitle = heading(tr("Findings"), theme);
    m_findings->setRootIsDecorated(false);
    m_findings->setUniformRowHeights(true);
    m_findings->setHeaderLabels(
        {tr("Severity"), tr("Offset"), tr("Id"), tr("What"), tr("Expected"), tr("Found")});
    for (int number = 3; number < m_findings->columnCount(); ++number)
        m_findings->header()->setSectionResizeMode(number, QHeaderView::Stretch);
    m_findings->setAccessibleName(tr("Findings"));
    m_countsNote->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addWidget(m_symbols);
    column->addLayout(roots);
    column->addSpacing(8);
    column->addLayout(both);
    column->addSpacing(8);
    column->addWidget(m_findingsTitle);
    column->addWidget(m_findings);
    column->addStretch(1);

    connect(m_findings, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const QVariant offset = item->data(0, Qt::UserRole);
        if (offset.isValid()) Q_EMIT showOffset(offset.toULongLong());
    });
    connect(m_roots, &QComboBox::activated, this,
            [this](int index) { m_document.openRoot(static_cast<std::uint64_t>(index)); });
    connect(&m_document, &SpaceDocument::stateChanged, this, &SummaryPage::refresh);
    connect(&m_document, &SpaceDocument::countsChanged, this, &SummaryPage::refreshCounts);
    connect(&m_theme, &Theme::changed, this, &SummaryPage::refresh);
    refresh();
}

void SummaryPage::refresh() {
    const auto& opened = m_document.opened();
    if (opened == nullptr) return;
    m_title->setText(m_document.name());
    QString subtitle = m_document.formatTitle();
    if (!opened->opened.dialect.empty()) subtitle += tr(", dialect %1").arg(toQt(opened->opened.dialect));
    if (!m_document.path().isEmpty())
        subtitle += QStringLiteral("  \u2022  ") + QFileInfo(m_document.path()).absoluteFilePath();
    m_subtitle->setText(subtitle);

    QString symbols;
    if (!opened->symbolsPath.empty()) {
        symbols =
            tr("Symbols are resolved with the table beside the file: %1").arg(toQt(opened->symbolsPath));
    } else if (opened->symbolsMissing) {
        symbols = tr("Symbols look interned, but no table lies beside the file: they are shown as hex. Put "
                     "the table there as %1.zip and open the file again.")
                      .arg(QFileInfo(m_document.path()).completeBaseName());
    }
    m_symbols->setText(symbols);
    m_symbols->setVisible(!symbols.isEmpty());
    fillFacts();
    fillRoots();
    fillFindings();
    refreshCounts();
}

void SummaryPage::fillFacts() {
    const jobs::OpenedFile& opened = *m_document.opened();
    std::vector<FactRow> rows;
    rows.push_back({tr("Format"), m_document.formatTitle(), {}});
    if (opened.source != nullptr) {
        rows.push_back({tr("File size"), sizeWords(opened.source->size()),
                        tr("%1 bytes").arg(grouped(opened.source->size()))});
        if (opened.source->allocatedBytes() != opened.source->size()) {
            rows.push_back({tr("On disk"), sizeWords(opened.source->allocatedBytes()),
                            tr("%1 bytes").arg(grouped(opened.source->allocatedBytes()))});
        }
        rows.push_back({tr("Held"),
                        opened.source->kind() == io::SourceKind::Mapped ? tr("mapped") : tr("in memory"),
                        {}});
    }
    for (const formats::Fact& fact : opened.opened.facts)
        rows.push_back({coreText(fact.label), factText(fact), factToolTip(fact)});
    m_facts->setRows(rows);
}

void SummaryPage::fillRoots() {
    const std::vector<formats::Fact>& facts = m_document.opened()->opened.facts;
    const auto fact = std::find_if(facts.begin(), facts.end(),
                                   [](const formats::Fact& one) { return one.id == kRootsFact; });
    std::uint64_t roots = 0;
    if (fact != facts.end() && std::holds_alternative<std::uint64_t>(fact->value))
        roots = std::get<std::uint64_t>(fact->value);
    constexpr std::uint64_t kListed = 1000;
    roots = std::min(roots, kListed);
    const QSignalBlocker quiet(m_roots);
    m_roots->clear();
    for (std::uint64_t i = 0; i < roots; ++i) {
        m_roots->addItem(i == 0           ? tr("newest")
                         : i + 1 == roots ? tr("oldest")
                                          : tr("older, %1 of %2").arg(i).arg(roots - 1));
    }
    m_roots->setCurrentIndex(static_cast<int>(m_document.request().options.root));
    m_roots->setVisible(roots > 1);
    m_rootsLabel->setVisible(roots > 1);
}

void SummaryPage::fillFindings() {
    m_findings->clear();
    const Findings& findings = m_document.opened()->opened.findings;
    for (const Finding& finding : findings) {
        auto* item = new QTreeWidgetItem(m_findings);
        item->setIcon(0, lineIcon(severityIcon(finding.severity)));
        item->setText(0, severityText(finding.severity));
        if (finding.byteOffset) {
            item->setText(1, offsetText(*finding.byteOffset));
            item->setFont(1, m_theme.monospace());
            item->setData(0, Qt::UserRole, QVariant::fromValue<qulonglong>(*finding.byteOffset));
        }
        item->setText(2, toQt(finding.id));
        item->setText(3, coreText(finding.message));
        item->setText(4, toQt(finding.expected));
        item->setText(5, toQt(finding.found));
        for (int i = 0; i < item->columnCount(); ++i) item->setToolTip(i, item->text(i));
    }
    for (int column = 0; column < 3; ++column) m_findings->resizeColumnToContents(column);
    const int count = static_cast<int>(findings.size());
    m_findings->setVisible(count != 0);
    m_findingsTitle->setText(count == 0 ? tr("No findings: opening it met nothing unusual") : tr("Findings"));
    const int row = count == 0 ? 0 : m_findings->sizeHintForRow(0);
    m_findings->setFixedHeight(m_findings->header()->sizeHint().height() +
                               row * std::min(count, kFindingsRows) + 4);
}

void SummaryPage::refreshCounts() {
    if (m_document.opened() == nullptr) return;
    const auto& content = m_document.opened()->opened.content;
    std::vector<FactRow> rows;
    if (content.symbols != nullptr) {
        rows.push_back({tr("Symbols"), grouped(content.symbols->size()), {}});
        rows.push_back({tr("Symbol text"), sizeWords(content.symbols->textBytes()), {}});
    }
    if (content.multiplicities != nullptr)
        rows.push_back({tr("Multiplicities"), grouped(content.multiplicities->entries().size()), {}});
    m_countsTitle->setText(content.space != nullptr ? tr("The space") : tr("The entries"));
    QString note;
    if (content.space != nullptr) {
        const QString pending = QStringLiteral("\u2026");
        const auto& totals = m_document.totals();
        const auto& shape = m_document.shape();
        const auto total = [&](auto member) { return totals ? grouped((*totals).*member) : pending; };
        const auto shaped = [&](auto member) { return shape ? grouped((*shape).*member) : pending; };
        const QString atLeast = totals && totals->saturated ? tr("at least ") : QString();
        rows.push_back({tr("Paths"), atLeast + total(&space::PathTotals::paths), {}});
        rows.push_back({tr("Of them expressions"), shaped(&stats::SpaceShape::expressions), {}});
        rows.push_back({tr("With a value other than 0"), total(&space::PathTotals::nonZeroValues), {}});
        rows.push_back({tr("Path bytes"), totals ? atLeast + sizeWords(totals->pathBytes) : pending,
                        totals ? tr("%1 bytes").arg(grouped(totals->pathBytes)) : QString()});
        rows.push_back(
            {tr("Framed bytes"), totals ? atLeast + sizeWords(totals->framedBytes()) : pending,
             totals ? tr("%1 bytes, with a length of 4 bytes a path").arg(grouped(totals->framedBytes()))
                    : QString()});
        rows.push_back(
            {tr("Longest path"), totals ? tr("%1 B").arg(grouped(totals->longestPath)) : pending, {}});
        rows.push_back({tr("Trie nodes"), shaped(&stats::SpaceShape::trieNodes),
                        tr("One a byte: distinct prefixes, the root included")});
        rows.push_back({tr("Stops"), shaped(&stats::SpaceShape::stops),
                        tr("Nodes after folding runs: root, path ends, forks")});
        rows.push_back({tr("Forks"), shaped(&stats::SpaceShape::forks), {}});
        rows.push_back({tr("Leaves"), shaped(&stats::SpaceShape::leaves), {}});
        rows.push_back({tr("Depth"), shape ? tr("%1 stops").arg(grouped(shape->deepestStop)) : pending, {}});
        if (const auto job = m_document.countingJob()) {
            note = tr("Counting: %1").arg(progressWords(*job));
        } else if (m_document.countError()) {
            note = tr("Counting stopped. %1").arg(errorText(*m_document.countError()).sentence);
        }
    }
    m_counts->setRows(rows);
    m_counts->setVisible(!rows.empty());
    m_countsNote->setText(note);
    m_countsNote->setVisible(!note.isEmpty());
}

} // namespace spacebench::widgets
