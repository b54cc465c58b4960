// SPDX-License-Identifier: GPL-3.0-or-later
//
// spacebench [FILE...]: the desktop program.
#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "base/clock.h"
#include "bridge/job_controller.h"
#include "jobs/job_runner.h"
#include "jobs/worker/worker.h"
#include "main_window.h"
#include "measure/allocation.h"
#include "session.h"
#include "theme.h"

int main(int argc, char** argv) {
    using namespace spacebench;
    if (const auto status = jobs::worker::runIfAsked(argc, argv)) return *status;
    // Painting and polling allocate too, and belong to no benchmark.
    spacebench::measure::standAside();
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("spacebench"));
    QApplication::setApplicationName(QStringLiteral("spacebench"));
    QApplication::setApplicationDisplayName(QStringLiteral("Spacebench"));
    QApplication::setApplicationVersion(QStringLiteral(SPACEBENCH_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("spacebench"));
    // Figures are grouped as core groups them, in every language.
    QLocale::setDefault(QLocale::c());

    QTranslator ofQt;
    QTranslator ours;
    const QLocale system = QLocale::system();
    if (ofQt.load(system, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QApplication::installTranslator(&ofQt);
    }
    if (ours.load(system, QStringLiteral("spacebench"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QApplication::installTranslator(&ours);
    }

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "Look inside MORK space files, convert them, and measure how fast they are."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption sample(
        QStringLiteral("sample"),
        QCoreApplication::translate("main", "Open the built-in sample of 100,000 atoms."));
    parser.addOption(sample);
    parser.addPositionalArgument(QStringLiteral("files"),
                                 QCoreApplication::translate("main", "Space files to open, each in a tab."),
                                 QStringLiteral("[FILE...]"));
    parser.process(application);

    const SteadyClock clock;
    jobs::JobRunner runner(clock);
    app::Session session;
    widgets::Theme theme;
    theme.setAppearance(session.appearance());
    theme.apply();
    widgets::JobController controller(runner, clock);
    app::MainWindow window(controller, theme, session);
    window.show();
    if (parser.isSet(sample)) window.openSample();
    if (!parser.isSet(sample) || !parser.positionalArguments().isEmpty())
        window.start(parser.positionalArguments());
    return QApplication::exec();
}
