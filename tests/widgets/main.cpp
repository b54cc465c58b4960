// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "jobs/worker/worker.h"
#include "measure/allocation.h"

int main(int argc, char** argv) {
    // The switchboard measures in processes of its own.
    if (const auto status = spacebench::jobs::worker::runIfAsked(argc, argv)) return *status;
    spacebench::measure::standAside(); // as the program's own main does
    // ctest asks for the list of tests without the environment that it sets for running them.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir data; // what is measured leaves evidence: not in the user's own ledger
    qputenv("XDG_DATA_HOME", data.path().toLocal8Bit());
    ::testing::InitGoogleTest(&argc, argv);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("spacebench-tests"));
    QApplication::setApplicationName(QStringLiteral("widget_tests"));
    const QTemporaryDir settings;
    qputenv("XDG_DATA_HOME", settings.path().toLocal8Bit()); // runs leave evidence there
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    return RUN_ALL_TESTS();
}
