// SPDX-License-Identifier: GPL-3.0-or-later
//
// An error where it belongs: one sentence, then where, expected, found, what to do, and buttons that help.
#pragma once

#include <QFrame>

#include "base/error.h"
#include "theme.h"

class QLabel;
class QHBoxLayout;
class QPushButton;

namespace spacebench::widgets {

class FileErrorBanner : public QFrame {
    Q_OBJECT

  public:
    FileErrorBanner(const Theme& theme, QWidget* parent = nullptr);

    /// `partial`: the banner stands above what could be read, as a warning.
    void setError(const Error& error, bool partial);
    /// Adds a button beside "Copy details"; `text` is translated.
    QPushButton* addButton(const QString& text, const QString& icon);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void showIcon();

    const Theme& m_theme;
    bool m_partial = false;
    QString m_details;
    QLabel* m_icon;
    QLabel* m_heading;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace spacebench::widgets
