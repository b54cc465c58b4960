// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bytes of a space: those of its file, or the decompressed frames where they are in memory.
#pragma once

#include <memory>

#include <QWidget>

#include "models/frame_locator.h"
#include "models/space_document.h"
#include "theme.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace spacebench::widgets {

class FieldLegend;
class HexView;

class BytesPage : public QWidget {
    Q_OBJECT

  public:
    BytesPage(SpaceDocument& document, JobController& jobs, Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] HexView& hexView() { return *m_hex; }

    void focusFind();
    void focusGoTo();
    void findNext() { find(false); }
    void findPrevious() { find(true); }
    void showOffset(std::uint64_t offset); ///< of the file

  private:
    enum class What { File, Frames };
    void adoptContent();
    void adoptBytes();
    void showSelection();
    void showCaret();
    void pick(std::uint64_t offset);
    void find(bool backwards);
    void goTo();
    [[nodiscard]] What what() const;

    SpaceDocument& m_document;
    JobController& m_jobs;
    HexView* m_hex;
    FieldLegend* m_legend;
    QComboBox* m_what;
    QComboBox* m_findKind;
    QLineEdit* m_findText;
    QLineEdit* m_goTo;
    QLabel* m_note;
    QLabel* m_inspector;
    std::shared_ptr<const FrameLocator> m_frames; ///< null for mapped spaces
    LatestJob m_finding;
    bool m_found = false; ///< the caret stands on the last match: search on from behind it
};

} // namespace spacebench::widgets
