// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that has a colour or a type size, from one table of roles. Light, dark and high contrast;
// follows the system until told otherwise. Widgets that paint themselves ask here while painting and repaint
// on changed(); everything else follows the application's palette. GUI thread only.
#pragma once

#include <array>

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include "layout/field_range.h"

class QDBusVariant;
class QWidget;

namespace spacebench::widgets {

/// What the user chose in View > Appearance.
enum class Appearance { System, Light, Dark, HighContrast };

enum class Role {
    Window,
    Surface, ///< lists, tables, text
    Raised,  ///< cards, banners, the row under the pointer
    Text,
    SecondaryText,
    Border,
    Accent,
    OnAccent,
    Selection,
    SelectionText,
    Good,
    Warning,
    Bad,
    Grid, ///< of charts
    Count
};

enum class TypeSize { Small, Normal, Large, Title }; ///< 0.85, 1, 1.2, 1.6

class Theme : public QObject {
    Q_OBJECT

  public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    [[nodiscard]] bool isDark() const;

    [[nodiscard]] QColor color(Role role) const;
    /// Background of a byte of this class in the hex view and its legend; text stays Role::Text on it.
    [[nodiscard]] QColor fieldColor(layout::FieldKind kind) const;
    /// A format's colour in every chart (ui.md: Paths blue, ACT vermillion, binary green, PATHMAP1 purple,
    /// text orange).
    [[nodiscard]] QColor seriesColor(const QString& formatId) const;
    /// Okabe-Ito colours for series that are no formats; wraps around.
    [[nodiscard]] QColor seriesColor(int index) const;

    [[nodiscard]] QFont font(TypeSize size = TypeSize::Normal) const;
    [[nodiscard]] QFont monospace(TypeSize size = TypeSize::Normal) const;

    /// Gives `widget` this size of the system's font (or the monospaced one) now and whenever that changes.
    void keepFont(QWidget* widget, TypeSize size, bool monospaced = false) const;

    /// Sets style, palette and tool tips of the application.
    void apply();

    /// Contrast of two opaque colours, 1 to 21 (WCAG 2).
    [[nodiscard]] static double contrast(const QColor& a, const QColor& b);

  Q_SIGNALS:
    void changed();
    void fontsChanged(); ///< the system's font or its size

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private Q_SLOTS:
    void portalSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

  private:
    using Table = std::array<QRgb, static_cast<std::size_t>(Role::Count)>;
    [[nodiscard]] const Table& table() const;
    void askPortal();
    void setSystemDark(bool dark);

    Appearance m_appearance = Appearance::System;
    bool m_systemDark = false;
    bool m_portalAnswered = false;
};

/// A line-drawn icon of resources/icons in the colour of the text beside it, whatever the theme.
[[nodiscard]] QIcon lineIcon(const QString& name);

} // namespace spacebench::widgets
