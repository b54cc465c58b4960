// SPDX-License-Identifier: GPL-3.0-or-later
//
// An error where it belongs: one sentence, then where, expected, found, then what to do, and a button that
// copies all of it. Hidden while there is none.
#pragma once

#include <vector>

#include <QFrame>

#include "base/error.h"

class QLabel;

namespace spacebench::widgets {

class ErrorBanner final : public QFrame {
    Q_OBJECT

  public:
    explicit ErrorBanner(QWidget* parent = nullptr);

    /// Several problems of one job stand below each other; none hides the banner.
    void setErrors(std::vector<Error> errors);
    void clear() { setErrors({}); }
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }
    /// What "Copy details" puts on the clipboard.
    [[nodiscard]] QString details() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void render();

    std::vector<Error> m_errors;
    QLabel* m_text;
};

} // namespace spacebench::widgets
