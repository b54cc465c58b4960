// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>
#include <QWidget>

#include "workbench_style.h"

namespace spacebench::widgets {

namespace {

// Roles in the order of the enum; text on each surface keeps 4.5:1, lines and marks 3:1
// (tests/widgets/theme_test).
constexpr std::array<QRgb, 14> kLight = {0xFFF3F4F6, 0xFFFFFFFF, 0xFFE9EBEF, 0xFF1B1F24, 0xFF57606A,
                                         0xFF8B929B, 0xFF0B5FA5, 0xFFFFFFFF, 0xFF0B5FA5, 0xFFFFFFFF,
                                         0xFF126A2C, 0xFF8A5A00, 0xFFC4281C, 0xFFD9DDE2};
constexpr std::array<QRgb, 14> kDark = {0xFF202327, 0xFF17191C, 0xFF2B2F34, 0xFFE6E9EC, 0xFFA3ABB4,
                                        0xFF737B85, 0xFF62AEF0, 0xFF0C1116, 0xFF1F5F99, 0xFFFFFFFF,
                                        0xFF5CC772, 0xFFE0A93B, 0xFFFF7B6E, 0xFF33383E};
constexpr std::array<QRgb, 14> kContrast = {0xFF000000, 0xFF000000, 0xFF1A1A1A, 0xFFFFFFFF, 0xFFFFFFFF,
                                            0xFFFFFFFF, 0xFFFFFF00, 0xFF000000, 0xFF00FFFF, 0xFF000000,
                                            0xFF3CFF5A, 0xFFFFD500, 0xFFFF8A80, 0xFF808080};

constexpr QRgb kBlue = 0xFF0072B2;
constexpr QRgb kVermillion = 0xFFD55E00;
constexpr QRgb kGreen = 0xFF009E73;
constexpr QRgb kPurple = 0xFFCC79A7;
constexpr QRgb kOrange = 0xFFE69F00;
constexpr QRgb kSky = 0xFF56B4E9;
constexpr QRgb kGrey = 0xFF8C8C8C;
constexpr std::array<QRgb, 7> kOkabeIto = {kBlue, kVermillion, kGreen, kPurple, kOrange, kSky, kGrey};

// The freedesktop portal's setting: 1 dark, 2 light, 0 no preference.
const QString kPortalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kPortalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kPortalGroup = QStringLiteral("org.freedesktop.appearance");
const QString kPortalKey = QStringLiteral("color-scheme");
constexpr uint kPortalDark = 1;

QColor mixed(const QColor& base, const QColor& tint, double share) {
    const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {channel(base.red(), tint.red()), channel(base.green(), tint.green()),
            channel(base.blue(), tint.blue())};
}

QRgb fieldTint(layout::FieldKind kind) {
    using layout::FieldKind;
    switch (kind) {
    case FieldKind::Magic:
    case FieldKind::Version:
        return kPurple;
    case FieldKind::Count:
    case FieldKind::Length:
        return kOrange;
    case FieldKind::Offset:
    case FieldKind::Trailer:
        return kSky;
    case FieldKind::Value:
        return 0xFFB8A800;
    case FieldKind::NodeHeader:
    case FieldKind::Mask:
        return kVermillion;
    case FieldKind::ChildBytes:
        return 0xFFE0806A;
    case FieldKind::LineData:
    case FieldKind::PathBytes:
    case FieldKind::Text:
        return kGreen;
    case FieldKind::SymbolTable:
        return 0xFF7A68C8;
    case FieldKind::Compressed:
        return kBlue;
    case FieldKind::Checksum:
        return 0xFF9A6B3F;
    case FieldKind::Padding:
    case FieldKind::Reserved:
        return kGrey;
    case FieldKind::Unclaimed:
        return 0xFFFF4040;
    }
    return kGrey;
}

} // namespace

Theme::Theme(QObject* parent) : QObject(parent) {
    if (QStyle* fusion = QStyleFactory::create(QStringLiteral("Fusion"))) {
        m_systemDark = fusion->standardPalette().color(QPalette::Window).lightness() < 128;
        delete fusion;
    }
    qApp->installEventFilter(this);
    askPortal();
}

Theme::~Theme() = default;

void Theme::askPortal() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kPortalService, kPortalPath, kPortalInterface, QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call =
        QDBusMessage::createMethodCall(kPortalService, kPortalPath, kPortalInterface, QStringLiteral("Read"));
    call << kPortalGroup << kPortalKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) portalSettingChanged(kPortalGroup, kPortalKey, reply.value());
        watcher->deleteLater();
    });
}

void Theme::portalSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group != kPortalGroup || key != kPortalKey) return;
    // Read wraps its answer in a second variant, the signal does not.
    QVariant inner = value.variant();
    if (inner.canConvert<QDBusVariant>()) inner = inner.value<QDBusVariant>().variant();
    const uint scheme = inner.toUInt();
    if (scheme == 0) return;
    m_portalAnswered = true;
    setSystemDark(scheme == kPortalDark);
}

void Theme::setSystemDark(bool dark) {
    if (dark == m_systemDark) return;
    m_systemDark = dark;
    if (m_appearance == Appearance::System) apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ThemeChange && !m_portalAnswered) {
        if (QStyle* fusion = QStyleFactory::create(QStringLiteral("Fusion"))) {
            setSystemDark(fusion->standardPalette().color(QPalette::Window).lightness() < 128);
            delete fusion;
        }
    }
    if (event->type() == QEvent::ApplicationFontChange && watched == qApp) Q_EMIT fontsChanged();
    return QObject::eventFilter(watched, event);
}

void Theme::setAppearance(Appearance appearance) {
    if (appearance == m_appearance) return;
    m_appearance = appearance;
    apply();
}

bool Theme::isDark() const {
    switch (m_appearance) {
    case Appearance::System:
        return m_systemDark;
    case Appearance::Light:
        return false;
    case Appearance::Dark:
    case Appearance::HighContrast:
        return true;
    }
    return false;
}

const Theme::Table& Theme::table() const {
    if (m_appearance == Appearance::HighContrast) return kContrast;
    return isDark() ? kDark : kLight;
}

QColor Theme::color(Role role) const {
    return QColor::fromRgb(table()[static_cast<std::size_t>(role)]);
}

QColor Theme::fieldColor(layout::FieldKind kind) const {
    return mixed(color(Role::Surface), QColor::fromRgb(fieldTint(kind)), isDark() ? 0.42 : 0.34);
}

QColor Theme::seriesColor(const QString& formatId) const {
    if (formatId == QLatin1String("paths")) return QColor::fromRgb(kBlue);
    if (formatId == QLatin1String("act")) return QColor::fromRgb(kVermillion);
    if (formatId == QLatin1String("mtts")) return QColor::fromRgb(kGreen);
    if (formatId == QLatin1String("pathmap1")) return QColor::fromRgb(kPurple);
    if (formatId == QLatin1String("metta") || formatId == QLatin1String("json") ||
        formatId == QLatin1String("jsonl")) {
        return QColor::fromRgb(kOrange);
    }
    return QColor::fromRgb(formatId == QLatin1String("kv") ? kSky : kGrey);
}

QColor Theme::seriesColor(int index) const {
    return QColor::fromRgb(kOkabeIto[static_cast<std::size_t>(index) % kOkabeIto.size()]);
}

QFont Theme::font(TypeSize size) const {
    static constexpr std::array<double, 4> kFactors = {0.85, 1.0, 1.2, 1.6};
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * kFactors[static_cast<std::size_t>(size)]);
    if (size == TypeSize::Title || size == TypeSize::Large) font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::monospace(TypeSize size) const {
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(font(size).pointSizeF());
    mono.setStyleHint(QFont::Monospace);
    return mono;
}

void Theme::keepFont(QWidget* widget, TypeSize size, bool monospaced) const {
    const auto fit = [this, widget, size, monospaced] {
        widget->setFont(monospaced ? monospace(size) : font(size));
    };
    fit();
    connect(this, &Theme::fontsChanged, widget, fit);
}

void Theme::apply() {
    if (qobject_cast<WorkbenchStyle*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new WorkbenchStyle); // the application owns it
    QPalette palette;
    const auto set = [&palette, this](QPalette::ColorRole paletteRole, Role role) {
        palette.setColor(paletteRole, color(role));
    };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Surface);
    set(QPalette::AlternateBase, Role::Raised);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Text, Role::Text);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Bad);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::SelectionText);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::PlaceholderText, Role::SecondaryText);
    set(QPalette::Mid, Role::Border);
    palette.setColor(QPalette::Light, color(Role::Raised).lighter(isDark() ? 120 : 104));
    palette.setColor(QPalette::Midlight, color(Role::Raised));
    palette.setColor(QPalette::Dark, color(Role::Border));
    palette.setColor(QPalette::Shadow, isDark() ? QColor(Qt::black) : color(Role::Border));
    const QColor faint = mixed(color(Role::Window), color(Role::Text), 0.45);
    for (const QPalette::ColorRole paletteRole :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, paletteRole, faint);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Role::Border));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

double Theme::contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double channel) {
            return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    };
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace spacebench::widgets
