// SPDX-License-Identifier: GPL-3.0-or-later
//
// The input of a measurement: one of the open spaces, or one that is generated when the job begins.
#pragma once

#include <vector>

#include <QComboBox>

#include "base/work_context.h"
#include "bridge/named_space.h"

namespace spacebench::widgets {

/// What was chosen, by value: goes into a job.
struct ChosenSpace {
    QString name;                ///< for people: "big_logic.paths", "generated: atoms, N = 1,000, seed 1"
    QString path;                ///< of an open file; may be empty
    space::SpaceContent content; ///< content.space is null where it is to be generated
    std::uint64_t generatedAtoms = 0; ///< 0 with no content: several sizes, which the form asks for
};
/// On a job's thread: the content itself, generated where it has to be.
[[nodiscard]] Result<space::SpaceContent> contentOf(const ChosenSpace& chosen, const WorkContext& context);

class SpaceChoice final : public QComboBox {
    Q_OBJECT

  public:
    explicit SpaceChoice(QWidget* parent = nullptr);

    /// Also offers "several sizes" of generated atoms.
    void offerSeveralSizes();
    void chooseSeveralSizes();
    /// Open spaces come first; the first one is chosen unless the user chose otherwise.
    void setSpaces(std::vector<NamedSpace> spaces);
    void chooseSpace(const QString& name);
    void chooseGenerated(std::uint64_t atoms);
    [[nodiscard]] ChosenSpace chosen() const;

  Q_SIGNALS:
    void changed();

  private:
    void fill();

    std::vector<NamedSpace> m_spaces;
    bool m_userChose = false;
    bool m_several = false;
};

} // namespace spacebench::widgets
