// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <QApplication>

#include <gtest/gtest.h>

namespace spacebench::widgets {

namespace {

constexpr double kTextContrast = 4.5;
constexpr double kLineContrast = 3.0;

const std::vector<Appearance> kAppearances = {Appearance::Light, Appearance::Dark, Appearance::HighContrast};

} // namespace

TEST(Theme, KeepsTextReadableOnEverySurface) {
    Theme theme;
    for (const Appearance appearance : kAppearances) {
        theme.setAppearance(appearance);
        for (const Role surface : {Role::Window, Role::Surface, Role::Raised}) {
            for (const Role text :
                 {Role::Text, Role::SecondaryText, Role::Accent, Role::Good, Role::Warning, Role::Bad}) {
                EXPECT_GE(Theme::contrast(theme.color(text), theme.color(surface)), kTextContrast)
                    << "appearance " << int(appearance) << ", text role " << int(text) << " on "
                    << int(surface);
            }
        }
        EXPECT_GE(Theme::contrast(theme.color(Role::SelectionText), theme.color(Role::Selection)),
                  kTextContrast);
        EXPECT_GE(Theme::contrast(theme.color(Role::OnAccent), theme.color(Role::Accent)), kTextContrast);
        EXPECT_GE(Theme::contrast(theme.color(Role::Border), theme.color(Role::Surface)), kLineContrast);
    }
}

TEST(Theme, KeepsBytesReadableOnEveryFieldColour) {
    Theme theme;
    for (const Appearance appearance : kAppearances) {
        theme.setAppearance(appearance);
        for (int kind = 0; kind <= int(layout::FieldKind::Unclaimed); ++kind) {
            EXPECT_GE(Theme::contrast(theme.color(Role::Text), theme.fieldColor(layout::FieldKind(kind))),
                      kTextContrast)
                << "appearance " << int(appearance) << ", field kind " << kind;
        }
    }
}

TEST(Theme, TellsWidgetsWhenTheAppearanceChanges) {
    Theme theme;
    theme.setAppearance(Appearance::Light);
    int changes = 0;
    QObject::connect(&theme, &Theme::changed, [&changes] { ++changes; });
    theme.setAppearance(Appearance::Dark);
    theme.setAppearance(Appearance::Dark);
    EXPECT_EQ(changes, 1);
    EXPECT_TRUE(theme.isDark());
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), theme.color(Role::Window));
}

TEST(LineIcon, IsDrawnInTheColourOfTheText) {
    Theme theme;
    for (const Appearance appearance : kAppearances) {
        theme.setAppearance(appearance);
        const QImage image = lineIcon(QStringLiteral("close")).pixmap(48, 48).toImage();
        EXPECT_EQ(image.pixelColor(24, 24), theme.color(Role::Text));
    }
}

} // namespace spacebench::widgets
