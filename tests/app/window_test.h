// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window as the program makes it, with a runner of two threads and a folder for files.
#pragma once

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "main_window.h"

namespace spacebench::app {

class WindowTest : public ::testing::Test {
  protected:
    WindowTest() {
        QSettings().clear();
        m_window = std::make_unique<MainWindow>(m_controller, m_theme, m_session);
    }

    QString write(const char* name, const QByteArray& content) {
        QFile file(m_folder.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits{}, 2};
    Session m_session;
    widgets::Theme m_theme;
    widgets::JobController m_controller{m_runner, m_clock};
    std::unique_ptr<MainWindow> m_window;
};

} // namespace spacebench::app
