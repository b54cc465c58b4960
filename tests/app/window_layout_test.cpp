// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every place of the window keeps to, in each language: it fits a small screen, and each letter that
// Alt is pressed with means one thing.
#include <future>

#include <QAbstractButton>
#include <QLabel>
#include <QMenuBar>
#include <QTranslator>

#include "bridge/to_qt.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"
#include "views/codec_lab_page.h"
#include "views/history_page.h"
#include "views/lab_form.h"
#include "views/run_details.h"
#include "views/trend_panel.h"
#include "window_test.h"

namespace spacebench::app {
namespace {

using Place = MainWindow::Place;
using widgets::fromQt;

constexpr int kSmallWidth = 1024;
constexpr int kSmallHeight = 640;
constexpr Place kMeasuring[] = {Place::Home,   Place::Benchmark, Place::Codec,   Place::Techniques,
                                Place::Claims, Place::Compare,   Place::History, Place::Targets};

class WindowLayout : public WindowTest, public testing::WithParamInterface<const char*> {
  protected:
    WindowLayout() {
        qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
        const QString language = QLatin1String(GetParam());
        if (language != QLatin1String("en")) {
            EXPECT_TRUE(m_words.load(QStringLiteral(":/i18n/spacebench_") + language));
            QCoreApplication::installTranslator(&m_words);
        }
        m_window = std::make_unique<MainWindow>(m_controller, m_theme, m_session);
        m_window->resize(kSmallWidth, kSmallHeight);
        m_window->show();
    }
    ~WindowLayout() override {
        m_window.reset();
        QCoreApplication::removeTranslator(&m_words);
    }

    /// Letter -> what it means where the window is now.
    std::map<QChar, QStringList> letters() const {
        std::map<QChar, QStringList> found;
        const auto take = [&found](const QString& text) {
            for (qsizetype i = text.indexOf(QLatin1Char('&')); i >= 0 && i + 1 < text.size();
                 i = text.indexOf(QLatin1Char('&'), i + 2))
                if (text[i + 1] != QLatin1Char('&')) found[text[i + 1].toLower()] += text;
        };
        for (const QAction* menu : m_window->menuBar()->actions()) take(menu->text());
        for (const QLabel* label : m_window->findChildren<QLabel*>())
            if (label->buddy() != nullptr && label->isVisible()) take(label->text());
        for (const QAbstractButton* button : m_window->findChildren<QAbstractButton*>())
            if (button->isVisible()) take(button->text());
        return found;
    }
    void expectOneMeaning(const char* where) const {
        for (const auto& [letter, meanings] : letters())
            EXPECT_EQ(meanings.size(), 1) << where << ": " << fromQt(meanings.join(QStringLiteral(" and ")));
    }

    QTemporaryDir m_data;
    QTranslator m_words;
};

TEST_P(WindowLayout, EveryPlaceFitsASmallScreen) {
    for (const Place place : kMeasuring) {
        m_window->showPlace(place);
        QCoreApplication::processEvents();
        EXPECT_LE(m_window->minimumSizeHint().width(), kSmallWidth) << static_cast<int>(place);
        EXPECT_LE(m_window->minimumSizeHint().height(), kSmallHeight) << static_cast<int>(place);
    }
    EXPECT_EQ(m_window->width(), kSmallWidth) << "the window grew by itself";
}

TEST_P(WindowLayout, AJobOfALongNameMakesTheWindowNoWider) {
    std::promise<void> end;
    const auto ended = end.get_future().share();
    const QString name = QStringLiteral("Benchmark ") + QString(300, QLatin1Char('n'));
    m_controller.submit<int>(m_window.get(), name, widgets::JobDisplay::Strip, jobs::Lane::Shared,
                             [ended](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_controller.runningInStrip() == 1; }));
    QCoreApplication::processEvents();
    EXPECT_LE(m_window->minimumSizeHint().width(), kSmallWidth);
    end.set_value();
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_controller.runningInStrip() == 0; }));
    QCoreApplication::processEvents();
    EXPECT_EQ(m_window->width(), kSmallWidth);
}

TEST_P(WindowLayout, AltWithALetterMeansOneThing) {
    m_window->benchmark().form().setMoreOpen(true);
    for (const Place place : kMeasuring) {
        m_window->showPlace(place);
        QCoreApplication::processEvents();
        expectOneMeaning(std::to_string(static_cast<int>(place)).c_str());
    }
    m_window->showPlace(Place::History);
    m_window->history().details().setCurrentWidget(&m_window->history().trend());
    QCoreApplication::processEvents();
    expectOneMeaning("trend");
}

INSTANTIATE_TEST_SUITE_P(InEachLanguage, WindowLayout, testing::Values("en", "de"),
                         [](const auto& one) { return std::string(one.param); });

} // namespace
} // namespace spacebench::app
