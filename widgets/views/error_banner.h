// SPDX-License-Identifier: GPL-3.0-or-later
//
// An error where it belongs: one sentence, then where, expected, found, then what to do, and buttons that
// help; "Copy details" copies all of it. Hidden while there is none.
#pragma once

#include <vector>

#include <QFrame>

#include "base/error.h"
#include "theme.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace spacebench::widgets {

class ErrorBanner final : public QFrame {
    Q_OBJECT

  public:
    explicit ErrorBanner(const Theme& theme, QWidget* parent = nullptr);

    /// Several problems of one job stand below each other; none hides the banner.
    void setErrors(std::vector<Error> errors);
    /// Damage above what could be read all the same: a warning.
    void setPartial(const Error& error);
    void clear() { setErrors({}); }
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }
    /// What "Copy details" puts on the clipboard.
    [[nodiscard]] QString details() const;
    /// Adds a button before "Copy details"; `text` is translated.
    QPushButton* addButton(const QString& text, const QString& icon);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void render();

    const Theme& m_theme;
    std::vector<Error> m_errors;
    bool m_partial = false;
    QLabel* m_icon;
    QLabel* m_heading;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace spacebench::widgets
