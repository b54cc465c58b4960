// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/space_choice.h"

#include <array>

#include "bridge/to_qt.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::widgets {

namespace {

constexpr std::array<std::uint64_t, 4> kSizes = {1'000, 10'000, 100'000, 1'000'000};
constexpr std::array<const char*, 4> kSizeNames = {"1K", "10K", "100K", "1M"};
/// Ends within seconds, and is large enough for most claims.
constexpr std::uint64_t kStandardAtoms = 100'000;
constexpr std::uint64_t kSeed = 1;
constexpr int kSpaceRole = Qt::UserRole;
constexpr int kAtomsRole = Qt::UserRole + 1;

space::GeneratorOptions optionsFor(std::uint64_t atoms) {
    space::GeneratorOptions options;
    options.atoms = atoms;
    options.seed = kSeed;
    return options;
}

} // namespace

Result<space::SpaceContent> contentOf(const ChosenSpace& chosen, const WorkContext& context) {
    if (chosen.content.space != nullptr) return chosen.content;
    SB_TRY(paths, space::generate(optionsFor(chosen.generatedAtoms), context));
    space::SpaceContent content;
    content.space = std::make_shared<space::MemorySpace>(std::move(paths));
    return content;
}

SpaceChoice::SpaceChoice(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    setAccessibleName(tr("Input"));
    connect(this, &QComboBox::activated, this, [this] { m_userChose = true; });
    connect(this, &QComboBox::currentIndexChanged, this, &SpaceChoice::changed);
    fill();
}

void SpaceChoice::fill() {
    const QString before = m_userChose ? currentText() : QString();
    const QSignalBlocker block(this);
    clear();
    for (std::size_t i = 0; i < m_spaces.size(); ++i) {
        addItem(m_spaces[i].name);
        setItemData(count() - 1, static_cast<int>(i), kSpaceRole);
        setItemData(count() - 1, m_spaces[i].path, Qt::ToolTipRole);
    }
    if (!m_spaces.empty()) insertSeparator(count());
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        addItem(tr("Generated: %1 atoms").arg(QLatin1String(kSizeNames[i])));
        setItemData(count() - 1, static_cast<qulonglong>(kSizes[i]), kAtomsRole);
    }
    if (m_several) {
        addItem(tr("Generated: several sizes"));
        setItemData(count() - 1, qulonglong{0}, kAtomsRole);
    }
    const int kept = before.isEmpty() ? -1 : findText(before);
    setCurrentIndex(kept >= 0          ? kept
                    : m_spaces.empty() ? findData(static_cast<qulonglong>(kStandardAtoms), kAtomsRole)
                                       : 0);
    setToolTip(currentData(Qt::ToolTipRole).toString());
}

void SpaceChoice::offerSeveralSizes() {
    m_several = true;
    fill();
}

void SpaceChoice::chooseSeveralSizes() {
    chooseGenerated(0);
}

void SpaceChoice::setSpaces(std::vector<NamedSpace> spaces) {
    m_spaces = std::move(spaces);
    fill();
    Q_EMIT changed();
}

void SpaceChoice::chooseSpace(const QString& name) {
    const int index = findText(name);
    if (index < 0 || !itemData(index, kSpaceRole).isValid()) return;
    m_userChose = true;
    setCurrentIndex(index);
}

void SpaceChoice::chooseGenerated(std::uint64_t atoms) {
    const int index = findData(static_cast<qulonglong>(atoms), kAtomsRole);
    if (index < 0) return;
    m_userChose = true;
    setCurrentIndex(index);
}

ChosenSpace SpaceChoice::chosen() const {
    ChosenSpace chosen;
    if (const QVariant index = currentData(kSpaceRole); index.isValid()) {
        const NamedSpace& space = m_spaces[static_cast<std::size_t>(index.toInt())];
        chosen.name = space.name;
        chosen.path = space.path;
        chosen.content = space.content;
    } else {
        chosen.generatedAtoms = currentData(kAtomsRole).toULongLong();
        if (chosen.generatedAtoms == 0)
            chosen.name = currentText();
        else
            chosen.name = toQt(space::generatedName(optionsFor(chosen.generatedAtoms)));
    }
    return chosen;
}

} // namespace spacebench::widgets
