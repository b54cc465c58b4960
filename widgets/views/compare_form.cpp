// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare_form.h"

#include <algorithm>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "bridge/to_qt.h"
#include "models/ledger_model.h"
#include "views/eliding_delegate.h"

namespace spacebench::widgets {

namespace {

constexpr int kSideWidth = 264;
constexpr int kSpecRole = Qt::UserRole;
constexpr int kNameRole = Qt::UserRole + 1;
constexpr std::size_t kOfferedRuns = 30; ///< in the menu; the History page has all
constexpr double kStandardThreshold = 3;

/// As a shell takes it.
QString quoted(const QString& word) {
    static const QString plain = QStringLiteral("-_./~:%=,+@");
    const bool simple = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar letter) {
        return letter.isLetterOrNumber() || plain.contains(letter);
    });
    if (simple) return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) +
           QLatin1Char('\'');
}

QString menuText(QString text) {
    return visibleText(text.replace(QLatin1Char('&'), QLatin1String("&&")));
}

} // namespace

CompareForm::CompareForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_runs(new QListWidget), m_add(new QToolButton), m_remove(new QToolButton),
      m_up(new QToolButton), m_down(new QToolButton), m_metric(new QComboBox),
      m_threshold(new QDoubleSpinBox), m_mixMachines(new QCheckBox(tr("Mix different machines"))),
      m_mixInputs(new QCheckBox(tr("Mix different inputs"))), m_hint(new QLabel) {
    setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* title = new QLabel(tr("Compare"));
    theme.keepFont(title, TypeSize::Large);
    column->addWidget(title);
    column->addSpacing(4);
    auto* heading = new QLabel(tr("&Runs, the first is \"before\""));
    heading->setBuddy(m_runs);
    column->addWidget(heading);
    m_runs->setAccessibleName(tr("Runs to compare"));
    m_runs->setDragDropMode(QAbstractItemView::InternalMove);
    m_runs->setTextElideMode(Qt::ElideRight);
    m_runs->setWordWrap(true);
    m_runs->setItemDelegate(new ElidingDelegate(m_runs));
    m_runs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_runs, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    const auto button = [&](QToolButton* one, const QString& icon, const QString& help) {
        one->setIcon(lineIcon(icon));
        one->setToolTip(help);
        one->setAccessibleName(help);
        buttons->addWidget(one);
    };
    button(m_add, QStringLiteral("open"), tr("Add a run"));
    m_add->setText(tr("Add"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_add);
    m_history = menu->addMenu(tr("From the &history"));
    m_baselines = menu->addMenu(tr("A &baseline"));
    menu->addAction(tr("Result &files\u2026"), this, &CompareForm::filesWanted);
    menu->addAction(tr("Folder of &criterion\u2026"), this, &CompareForm::folderWanted);
    m_add->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &CompareForm::fillAddMenu);
    buttons->addStretch(1);
    button(m_up, QStringLiteral("up"), tr("Earlier (Ctrl+Up)"));
    button(m_down, QStringLiteral("down"), tr("Later (Ctrl+Down)"));
    button(m_remove, QStringLiteral("close"), tr("Take out of the comparison (Del)"));
    column->addLayout(buttons);
    column->addSpacing(8);

    const auto label = [&](const QString& text, QWidget* buddy) {
        auto* one = new QLabel(text);
        one->setBuddy(buddy);
        column->addWidget(one);
        column->addWidget(buddy);
    };
    label(tr("Metri&c"), m_metric);
    m_metric->addItem(tr("wall time"), toQt(results::metric::kTime));
    m_threshold->setRange(0, 1000);
    m_threshold->setDecimals(1);
    m_threshold->setSuffix(tr(" %"));
    m_threshold->setValue(kStandardThreshold);
    m_threshold->setKeyboardTracking(false);
    m_threshold->setToolTip(tr("A change counts only where it is larger than this and than the noise of the "
                               "session, and its interval excludes no change"));
    label(tr("&Threshold"), m_threshold);
    column->addWidget(m_mixMachines);
    column->addWidget(m_mixInputs);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    theme.keepFont(m_hint, TypeSize::Small);
    m_hint->setText(
        tr("Files can be dropped here: Spacebench, Google Benchmark, criterion, hyperfine, divan."));
    column->addWidget(m_hint);

    const auto key = [this](const QKeySequence& keys, auto&& act) {
        auto* action = new QAction(m_runs);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_runs->addAction(action);
        connect(action, &QAction::triggered, this, act);
    };
    const auto up = [this] { moveRun(m_runs->currentRow(), -1); };
    const auto down = [this] { moveRun(m_runs->currentRow(), 1); };
    const auto out = [this] { removeRun(m_runs->currentRow()); };
    key(QKeySequence(Qt::CTRL | Qt::Key_Up), up);
    key(QKeySequence(Qt::CTRL | Qt::Key_Down), down);
    key(QKeySequence(Qt::Key_Delete), out);
    connect(m_up, &QToolButton::clicked, this, up);
    connect(m_down, &QToolButton::clicked, this, down);
    connect(m_remove, &QToolButton::clicked, this, out);
    connect(m_runs, &QListWidget::currentRowChanged, this, &CompareForm::listChanged);
    connect(m_runs->model(), &QAbstractItemModel::rowsMoved, this, [this] {
        listChanged();
        Q_EMIT changed();
    });
    connect(m_metric, &QComboBox::activated, this, &CompareForm::changed);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &CompareForm::changed);
    connect(m_mixMachines, &QCheckBox::toggled, this, &CompareForm::changed);
    connect(m_mixInputs, &QCheckBox::toggled, this, &CompareForm::changed);
    listChanged();
}

void CompareForm::offer(const std::vector<results::RunSummary>& runs) {
    m_offered = runs;
    listChanged();
}

QString CompareForm::titleOf(const QString& spec) const {
    const std::string wanted = fromQt(spec);
    for (const results::RunSummary& run : m_offered) {
        const bool named =
            std::find(run.baselines.begin(), run.baselines.end(), wanted) != run.baselines.end();
        if (run.uid == wanted)
            return visibleText(toQt(run.title)) + QLatin1Char('\n') + ledgerTime(run.startedUtc);
        if (named)
            return spec + QStringLiteral(": ") + visibleText(toQt(run.title)) + QLatin1Char('\n') +
                   ledgerTime(run.startedUtc);
    }
    const QFileInfo file(spec);
    return file.exists() ? file.fileName() : spec;
}

void CompareForm::fillAddMenu() {
    m_history->clear();
    m_baselines->clear();
    std::size_t count = 0;
    for (const results::RunSummary& run : m_offered) {
        if (count++ < kOfferedRuns)
            m_history->addAction(ledgerTime(run.startedUtc) + QStringLiteral("  ") +
                                     menuText(toQt(run.title)),
                                 this, [this, uid = toQt(run.uid)] { addRuns({uid}); });
        for (const std::string& name : run.baselines)
            m_baselines->addAction(menuText(toQt(name)) + QStringLiteral("  (") + menuText(toQt(run.title)) +
                                       QLatin1Char(')'),
                                   this, [this, name = toQt(name)] { addRuns({name}); });
    }
    m_history->setEnabled(!m_history->isEmpty());
    m_baselines->setEnabled(!m_baselines->isEmpty());
}

void CompareForm::setRuns(const QStringList& specs) {
    m_runs->clear();
    addRuns(specs);
}

void CompareForm::addRuns(const QStringList& specs) {
    for (const QString& spec : specs) {
        auto* item = new QListWidgetItem(m_runs);
        item->setData(kSpecRole, spec);
    }
    if (m_runs->currentRow() < 0 && m_runs->count() > 0) m_runs->setCurrentRow(0);
    listChanged();
    Q_EMIT changed();
}

void CompareForm::removeRun(int index) {
    if (index < 0 || index >= m_runs->count()) return;
    delete m_runs->takeItem(index);
    listChanged();
    Q_EMIT changed();
}

void CompareForm::moveRun(int index, int by) {
    const int to = index + by;
    if (index < 0 || index >= m_runs->count() || to < 0 || to >= m_runs->count()) return;
    m_runs->insertItem(to, m_runs->takeItem(index));
    m_runs->setCurrentRow(to);
    listChanged();
    Q_EMIT changed();
}

QStringList CompareForm::runs() const {
    QStringList specs;
    for (int i = 0; i < m_runs->count(); ++i) specs += m_runs->item(i)->data(kSpecRole).toString();
    return specs;
}

void CompareForm::nameRun(const QString& spec, const QString& title) {
    for (int i = 0; i < m_runs->count(); ++i)
        if (m_runs->item(i)->data(kSpecRole).toString() == spec) m_runs->item(i)->setData(kNameRole, title);
    listChanged();
}

void CompareForm::listChanged() {
    for (int i = 0; i < m_runs->count(); ++i) {
        QListWidgetItem& item = *m_runs->item(i);
        const QString spec = item.data(kSpecRole).toString();
        QString title = titleOf(spec);
        const QString read = item.data(kNameRole).toString();
        if (title == spec && !read.isEmpty()) title = read;
        const QString text = (i == 0 ? tr("before: ") : tr("%1. ").arg(i + 1)) + title;
        if (item.text() != text) item.setText(text);
        item.setToolTip(title == spec ? spec : title + QLatin1Char('\n') + spec);
    }
    const int row = m_runs->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_runs->count());
    m_remove->setEnabled(row >= 0);
}

results::ComparisonOptions CompareForm::options() const {
    results::ComparisonOptions options;
    options.metric = fromQt(m_metric->currentData().toString());
    options.threshold = m_threshold->value() / 100;
    options.mixMachines = m_mixMachines->isChecked();
    options.mixInputs = m_mixInputs->isChecked();
    return options;
}

void CompareForm::offerMetrics(const std::vector<std::pair<QString, QString>>& metrics) {
    const QString chosen = m_metric->currentData().toString();
    const QSignalBlocker quiet(m_metric);
    m_metric->clear();
    for (const auto& [id, title] : metrics) m_metric->addItem(title, id);
    if (m_metric->findData(chosen) < 0) m_metric->addItem(chosen, chosen);
    m_metric->setCurrentIndex(m_metric->findData(chosen));
}

void CompareForm::setMetric(const QString& id) {
    if (m_metric->findData(id) < 0) m_metric->addItem(id, id);
    m_metric->setCurrentIndex(m_metric->findData(id));
    Q_EMIT changed();
}

void CompareForm::setThresholdPercent(double percent) {
    m_threshold->setValue(percent);
}
void CompareForm::setMixMachines(bool on) {
    m_mixMachines->setChecked(on);
}
void CompareForm::setMixInputs(bool on) {
    m_mixInputs->setChecked(on);
}

QString CompareForm::commandLine() const {
    QStringList words{QStringLiteral("spacectl"), QStringLiteral("compare")};
    for (const QString& spec : runs()) words += quoted(spec);
    const QString metric = m_metric->currentData().toString();
    if (metric != toQt(results::metric::kTime)) words += QStringLiteral("--metric ") + quoted(metric);
    if (m_threshold->value() != kStandardThreshold)
        words += QStringLiteral("--threshold %1%").arg(toQt(significant(m_threshold->value())));
    if (m_mixMachines->isChecked()) words += QStringLiteral("--mix-machines");
    if (m_mixInputs->isChecked()) words += QStringLiteral("--mix-inputs");
    return words.join(QLatin1Char(' '));
}

} // namespace spacebench::widgets
