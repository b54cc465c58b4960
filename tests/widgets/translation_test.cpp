// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Message {
    QString source;
    QString translation;
    bool unfinished = false;
};

const QString kGerman = QStringLiteral(SPACEBENCH_SOURCE_DIR "/translations/spacebench_de.ts");

std::vector<Message> germanMessages(const QString& path = kGerman) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    std::vector<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("source")) messages.push_back({xml.readElementText(), {}, false});
        if (xml.name() == QLatin1String("translation")) {
            messages.back().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            messages.back().translation = xml.readElementText();
        }
    }
    EXPECT_FALSE(xml.hasError());
    return messages;
}

QStringList placesOf(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%[0-9]"));
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();) places += match.next().captured();
    places.sort();
    return places;
}

} // namespace

TEST(Translation, GermanIsCompleteAndFillsTheSamePlaces) {
    const std::vector<Message> messages = germanMessages();
    EXPECT_GT(messages.size(), 400U);
    for (const Message& message : messages) {
        EXPECT_FALSE(message.unfinished || message.translation.isEmpty()) << fromQt(message.source);
        EXPECT_EQ(placesOf(message.translation), placesOf(message.source)) << fromQt(message.source);
    }
}

TEST(Translation, EveryContextIsOneThatTheSourcesAskFor) {
    QByteArray sources;
    for (const char* folder : {"/widgets", "/app"}) {
        QDirIterator files(QStringLiteral(SPACEBENCH_SOURCE_DIR) + QLatin1String(folder),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            sources += file.readAll();
        }
    }
    QFile file(kGerman);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    int plain = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QLatin1String("name")) continue;
        const QByteArray context = xml.readElementText().toUtf8();
        if (context.startsWith("spacebench::")) continue; // a class asks by its whole name
        ++plain;
        EXPECT_TRUE(sources.contains("Q_DECLARE_TR_FUNCTIONS(" + context + ")") ||
                    sources.contains("\"" + context + "\""))
            << context.toStdString() << ": its words are never found";
    }
    EXPECT_GT(plain, 5);
}

TEST(Translation, GermanHasEveryWordOfTheSources) {
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("spacebench_de.ts"));
    ASSERT_TRUE(QFile::copy(kGerman, copy));
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SPACEBENCH_SOURCE_DIR));
    lupdate.start(QStringLiteral(SPACEBENCH_LUPDATE),
                  {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                   QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral("widgets"),
                   QStringLiteral("widgets"), QStringLiteral("app"), QStringLiteral("-ts"), copy});
    ASSERT_TRUE(lupdate.waitForFinished(-1));
    ASSERT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
    for (const Message& message : germanMessages(copy))
        EXPECT_FALSE(message.unfinished)
            << fromQt(message.source)
            << ": build the target spacebench_widgets_lupdate and translate what is unfinished";
    EXPECT_EQ(germanMessages(copy).size(), germanMessages().size()) << "words that are no longer there";
}

TEST(Translation, IsEmbeddedInTheLibrary) {
    QTranslator german;
    ASSERT_TRUE(german.load(QLocale(QLocale::German), QStringLiteral("spacebench"), QStringLiteral("_"),
                            QStringLiteral(":/i18n")));
    ASSERT_TRUE(QCoreApplication::installTranslator(&german));
    EXPECT_EQ(errorHeading(ErrorCode::Corrupt), QStringLiteral("Die Datei ist beschädigt"));
    QCoreApplication::removeTranslator(&german);
    EXPECT_EQ(errorHeading(ErrorCode::Corrupt), QStringLiteral("The file is damaged"));
}

} // namespace spacebench::widgets
